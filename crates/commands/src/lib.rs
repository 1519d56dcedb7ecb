//! The use cases, one file per verb: read facts, decide, append, answer.
//!
//! Written against [`Host`], so that the desktop, the command line and the tests run the very same code. Nothing here
//! knows a window, a terminal or HTTP; no rule is decided here that `gatehouse-core` could decide.

pub mod app;
pub mod control;
pub mod error;
pub mod gate;
mod host;
pub mod import;
pub mod keep;
pub mod language;
pub mod logbook;
pub mod paper;
pub mod rundown;
pub mod sample;
mod session;
mod settings;
pub mod setup;
pub mod show;
mod spreadsheet;
pub mod sync;

pub use host::{Folders, Host};
pub use session::{OpenEvent, Post, Session, open};
