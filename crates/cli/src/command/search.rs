//! `gatehouse search`: finds credentials by words.

use gatehouse_commands::gate;
use gatehouse_contract::gate::{SearchHit, SearchReq};

use crate::failure::Failure;
use crate::program::Program;

/// Arguments of `search`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// From two letters on; accents, order and small typos do not matter.
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
}

/// Prints candidates, best first.
pub(crate) fn run(program: &Program, args: &Args) -> Result<(), Failure> {
    program.open()?;
    let hits = gate::search(&program.host, SearchReq { words: args.words.join(" ") })?;
    if hits.is_empty() {
        program.out.remark("nobody found")?;
    }
    for hit in &hits {
        program.out.answer(hit, line(hit))?;
    }
    Ok(())
}

fn line(hit: &SearchHit) -> String {
    let mut line = format!("{}  {} | {}", hit.credential.0, hit.name, hit.product);
    for part in [&hit.company, &hit.seat, &hit.order_code].into_iter().flatten() {
        line.push_str(" | ");
        line.push_str(part);
    }
    if hit.inside {
        line.push_str(" | inside");
    }
    if !hit.good {
        line.push_str(" | not good");
    }
    line
}
