//! Everything that crosses the line between the program and its screens: commands, requests, answers, events, errors.
//!
//! The one thing that both sides know. TypeScript gets it generated (`cargo xtask bindings`), so the two sides cannot
//! drift apart. No rule lives here: types, and `From` for what comes out of the rules.

pub mod app;
mod bindings;
pub mod command;
pub mod control;
pub mod error;
pub mod event;
pub mod gate;
pub mod id;
pub mod import;
pub mod setup;
pub mod show;
pub mod sync;
pub mod time;
pub mod verdict;
mod words;

pub use bindings::write_bindings;
