//! `gatehouse audit`: proves that the journal is whole and that the rest follows from it.

use serde::Serialize;

use crate::failure::{Failure, Status};
use crate::program::Program;

#[derive(Serialize)]
struct Found {
    finding: String,
}

/// Lists every finding; fails when there is one.
pub(crate) fn run(program: &Program) -> Result<(), Failure> {
    let open = program.open()?;
    let findings = gatehouse_store::audit(&open.replica)?;
    for finding in &findings {
        let finding = finding.to_string();
        program.out.answer(&Found { finding: finding.clone() }, finding)?;
    }
    if findings.is_empty() {
        program.out.remark("nothing to find fault with")?;
        Ok(())
    } else {
        Err(Failure::told(Status::Failed))
    }
}
