//! The show's files: rundowns read from CSV and XLSX, held against the plan, written and printed; what was run,
//! likewise.
//!
//! Works on the types of the core alone: no replica, no clock, no randomness. A file becomes [`Row`]s ([`read()`]),
//! rows and a plan become a [`Difference`] ([`diff()`]), and adopting it means the changes that it names. Nothing in
//! a file is guessed: a cell that can mean two things is a [`Bad`] cell that says what to write instead.

mod cells;
mod clock;
mod diff;
mod follow;
mod heading;
mod paper;
mod problem;
mod read;
mod row;
mod workbook;
mod write;

pub use self::diff::{Difference, Known, Line, What, diff};
pub use self::paper::{Print, Section, Span};
pub use self::problem::{Bad, Problem, Unopened};
pub use self::read::{Options, Rundown, Typed, read};
pub use self::row::Row;
pub(crate) use self::row::{fields, kind};
pub use self::write::{AsRun, write_as_run, write_plan};
pub use crate::language::Language;
