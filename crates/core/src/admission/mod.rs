//! Admission: whether a presented credential may pass a checkpoint, and exactly why not.
//!
//! [`decide`] is the one function; everything else here is its vocabulary. It is pure and total: a refusal is an
//! answer, not an error. The numbers of the rules are those of `RULES.md`.

mod decide;
mod doubles;
mod facts;
mod history;
mod scan;
mod undo;
mod verdict;

pub use decide::decide;
pub use doubles::Double;
pub use facts::{
    Approval, Capacity, Checkpoint, CredentialFacts, EntryPolicy, Facts, Payment, Product, Standing,
};
pub use history::{History, Pass};
pub use scan::{Direction, Kind, Presented, Scan, Source, Ticket};
pub use undo::{UNDO_WINDOW_MS, Undo, Undoable, decide_undo};
pub use verdict::{Admit, Basis, FirstAdmission, Invalid, Refusal, Rule, Verdict};
