//! Why a command did not do what it was asked to, and the exit status that says so.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use gatehouse_contract::error::{CommandError, ErrorCode};

use crate::output;

/// What the exit status tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nobody listens any more (a closed pipe): as much as done.
    Unheard = 0,
    /// It failed.
    Failed = 1,
    /// The arguments or the input cannot be.
    Input = 2,
}

/// A command that was not done.
#[derive(Debug)]
pub(crate) struct Failure {
    status: Status,
    /// Absent when everything has been said.
    message: Option<String>,
    hint: Option<String>,
}

impl Failure {
    /// The arguments or the input cannot be.
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self { status: Status::Input, message: Some(message.into()), hint: None }
    }

    /// It failed.
    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self { status: Status::Failed, message: Some(message.into()), hint: None }
    }

    /// Everything has been said already; only the status is left.
    pub(crate) fn told(status: Status) -> Self {
        Self { status, message: None, hint: None }
    }

    /// A file that was named cannot be read.
    pub(crate) fn unreadable(file: &Path, why: impl fmt::Display) -> Self {
        Self::input(format!("{}: {why}", file.display()))
    }

    /// Adds what to do about it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Says it on standard error and gives the exit status.
    pub(crate) fn tell(&self) -> ExitCode {
        if let Some(message) = &self.message {
            output::diagnose(format_args!("error: {message}"));
        }
        if let Some(hint) = &self.hint {
            output::diagnose(format_args!("  hint: {hint}"));
        }
        ExitCode::from(self.status as u8)
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self { status: status(error.code), message: Some(error.message), hint: Some(error.hint) }
    }
}

impl From<gatehouse_store::Error> for Failure {
    fn from(error: gatehouse_store::Error) -> Self {
        gatehouse_commands::error::store(error).into()
    }
}

/// Standard output failed.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::told(Status::Unheard),
            _ => Self::failed(format!("The answer could not be written: {error}")),
        }
    }
}

/// What whoever called can put right by calling otherwise is input; the rest failed.
const fn status(code: ErrorCode) -> Status {
    match code {
        ErrorCode::NoEvent
        | ErrorCode::NoPost
        | ErrorCode::BadRequest
        | ErrorCode::NotFound
        | ErrorCode::Taken
        | ErrorCode::Locked
        | ErrorCode::NotTheCaller
        | ErrorCode::NotAReplica
        | ErrorCode::WrongPassphrase
        | ErrorCode::WrongSignIn
        | ErrorCode::BadEnrolmentCode
        | ErrorCode::BadBundle
        | ErrorCode::UntrustedFile
        | ErrorCode::BadCsv => Status::Input,
        ErrorCode::TooNew
        | ErrorCode::InUse
        | ErrorCode::NoKeyStore
        | ErrorCode::KeyMissing
        | ErrorCode::DiskFull
        | ErrorCode::Io
        | ErrorCode::Damaged
        | ErrorCode::Halted
        | ErrorCode::NoSigningKey
        | ErrorCode::Camera
        | ErrorCode::NoNetwork
        | ErrorCode::NotSignedIn
        | ErrorCode::StoreRefused
        | ErrorCode::Bug => Status::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_a_quiet_end() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((failure.status, failure.message), (Status::Unheard, None));
        let failure = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(failure.status, Status::Failed);
    }
}
