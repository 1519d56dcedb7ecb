//! `gatehouse event`: makes an event, or shows one.

mod new;
mod show;

use gatehouse_commands::app::Protect;
use gatehouse_commands::sample;

use crate::failure::Failure;
use crate::program::Program;

/// What can be done with events.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Makes an event in the file that --replica names.
    New(new::Args),
    /// Shows an event: counts, hash of the journal's heads, age of the data.
    Show,
    /// Makes the sample event of the demonstration, which begins today, in the file that --replica names.
    Sample {
        #[command(flatten)]
        protection: Protection,
    },
}

/// How a new file is protected. Without anything said, by the system's key store.
#[derive(clap::Args)]
pub(crate) struct Protection {
    /// Leaves the key unprotected beside the file. For demonstrations only.
    #[arg(long)]
    unprotected: bool,
}

impl Protection {
    pub(crate) fn wanted(&self, program: &Program) -> Result<Protect, Failure> {
        match (self.unprotected, program.passphrase()?) {
            (true, Some(_)) => Err(Failure::input("Either --unprotected or --passphrase-file, not both")),
            (true, None) => Ok(Protect::Unprotected),
            (false, Some(words)) => Ok(Protect::Passphrase(words)),
            (false, None) => Ok(Protect::KeyStore),
        }
    }
}

impl Command {
    /// Does what was asked.
    pub(crate) fn run(self, program: &Program) -> Result<(), Failure> {
        match self {
            Self::New(args) => new::run(program, &args),
            Self::Show => show::run(program),
            Self::Sample { protection } => {
                sample::create(&program.host, program.replica()?, protection.wanted(program)?)?;
                show::run(program)
            }
        }
    }
}
