//! What can happen to one request and its answer.

use std::time::Duration;

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// In order: the other side reads an end (FIN).
    Orderly,
    /// Broken: the other side reads an error (RST).
    Reset,
}

/// Where in a message its connection breaks: every place that a reader of HTTP can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Before the first byte.
    Start,
    /// Within the first line.
    FirstLine,
    /// Within the headers.
    Headers,
    /// Between the headers and the body.
    EndOfHead,
    /// Behind the first byte of the body.
    FirstOfBody,
    /// Halfway through the body.
    MiddleOfBody,
    /// Before the last byte.
    LastByte,
    /// Behind the last byte.
    End,
    /// Behind so many bytes.
    Byte(usize),
}

impl Spot {
    /// Every kind of place, in its order.
    pub const KINDS: [Self; 8] = [
        Self::Start,
        Self::FirstLine,
        Self::Headers,
        Self::EndOfHead,
        Self::FirstOfBody,
        Self::MiddleOfBody,
        Self::LastByte,
        Self::End,
    ];
}

/// What happens to one request and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Nothing.
    Pass,
    /// The answer breaks off. The server has done its work.
    CutAnswer {
        /// How far the answer arrives.
        at: Spot,
        /// How the connection ends.
        close: Close,
    },
    /// The request breaks off on its way to the server, which never sees the whole of it, unless it breaks off behind it.
    CutRequest {
        /// How far the request arrives.
        at: Spot,
        /// How both connections end.
        close: Close,
    },
    /// The request arrives late by so much.
    Delay(Duration),
    /// The request waits for [`super::Faults::release`] before it goes to the server, which it then does even when the
    /// client has given up: networks deliver late.
    Stall,
    /// The server has done its work; its answer waits for [`super::Faults::release`].
    StallAnswer,
    /// The server has done its work; its answer never arrives.
    LoseAnswer {
        /// How the client's connection ends.
        close: Close,
    },
    /// The request reaches the server twice, one after the other; the second answer arrives.
    Duplicate,
    /// Somebody else answers: a page to sign in to the venue's network, status 200.
    CaptivePortal,
    /// Somebody else answers: go to another address first, status 302.
    Redirect,
    /// A proxy answers that the server is not to be had: status 502 and HTML.
    BadGateway,
    /// The answer is complete as HTTP, but its gzip stream breaks off in the middle.
    TruncateGzip,
    /// The answer carries this `Date`.
    WrongDate(String),
}

/// A plan without its particulars: what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "they are those of Plan")]
pub enum Kind {
    Pass,
    CutAnswer,
    CutRequest,
    Delay,
    Stall,
    StallAnswer,
    LoseAnswer,
    Duplicate,
    CaptivePortal,
    Redirect,
    BadGateway,
    TruncateGzip,
    WrongDate,
}

impl Plan {
    /// As what it is counted.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Pass => Kind::Pass,
            Self::CutAnswer { .. } => Kind::CutAnswer,
            Self::CutRequest { .. } => Kind::CutRequest,
            Self::Delay(_) => Kind::Delay,
            Self::Stall => Kind::Stall,
            Self::StallAnswer => Kind::StallAnswer,
            Self::LoseAnswer { .. } => Kind::LoseAnswer,
            Self::Duplicate => Kind::Duplicate,
            Self::CaptivePortal => Kind::CaptivePortal,
            Self::Redirect => Kind::Redirect,
            Self::BadGateway => Kind::BadGateway,
            Self::TruncateGzip => Kind::TruncateGzip,
            Self::WrongDate(_) => Kind::WrongDate,
        }
    }
}
