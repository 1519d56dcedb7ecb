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

/// What happens to one request and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Nothing.
    Pass,
    /// The answer breaks off. The server has done its work.
    CutAnswer {
        /// How many bytes of the answer arrive, its head included.
        after: usize,
        /// How the connection ends.
        close: Close,
    },
    /// The request breaks off on its way to the server, which never sees the whole of it, unless it is that short.
    CutRequest {
        /// How many bytes of the request arrive, its head included.
        after: usize,
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
