//! `gatehouse check`: judges codes at a checkpoint, as the gate would.

use gatehouse_commands::{Host, Post};
use gatehouse_core::admission::{Direction, Source};
use gatehouse_core::time::WallMs;
use gatehouse_store::Stamp;

use crate::failure::Failure;
use crate::program::{Program, checkpoint, zone};
use crate::shown::Judge;
use crate::{moment, texts};

/// Arguments of `check`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The checkpoint, by name or id.
    #[arg(long, value_name = "CHECKPOINT")]
    checkpoint: String,

    /// Which way: `in` or `out`.
    #[arg(long, default_value = "in", value_parser = direction)]
    direction: Direction,

    /// Judges as if it were this time (RFC 3339) instead of now.
    #[arg(long, value_name = "TIME", value_parser = moment::instant)]
    at: Option<WallMs>,

    /// The gate, for rules that ask for it. No rule does so yet, so it is refused.
    #[arg(long, value_name = "ID")]
    gate: Option<String>,

    /// Lets unpaid orders in where the checkpoint allows that.
    #[arg(long)]
    ignore_unpaid: bool,

    /// Answers to questions. No event has questions yet, so it is refused.
    #[arg(long, value_name = "JSON")]
    answers: Option<String>,

    /// Only looks: nothing is recorded.
    #[arg(long)]
    dry_run: bool,

    /// Codes; `-` reads them from standard input, one per line.
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<String>,
}

/// Judges every text. A refusal is an answer.
pub(crate) fn run(program: &Program, args: &Args) -> Result<(), Failure> {
    // Better to refuse than to let somebody believe that it had been taken into account.
    if args.answers.is_some() {
        return Err(Failure::input(
            "Questions are not known to this build, so answers cannot be taken into account",
        )
        .hint("Leave --answers away"));
    }
    if args.gate.is_some() {
        return Err(Failure::input(
            "Rules are not known to this build, so a gate cannot be taken into account",
        )
        .hint("Leave --gate away"));
    }
    let open = program.open()?;
    let here = checkpoint(&open, &args.checkpoint)?;
    let judge = Judge {
        open: &open,
        post: Post { checkpoint: here.id, direction: args.direction },
        zone: zone(&open)?,
        source: Source::CommandLine,
        ignore_unpaid: args.ignore_unpaid,
        record: !args.dry_run,
    };
    texts::for_each(&args.texts, |text| {
        let now = program.host.now();
        let stamp = Stamp { wall: args.at.unwrap_or(now.wall), ..now };
        let shown = judge.judge(text, stamp)?;
        program.out.answer(&shown, &shown)?;
        Ok(())
    })
}

/// `in` or `out`.
pub(super) fn direction(word: &str) -> Result<Direction, &'static str> {
    word.parse().map_err(|_| "expected in or out")
}
