//! The real program, driven through its window: WebDriver on the Tauri binary.
//!
//! `cargo xtask test` gives these tests a display, a session bus and the path of the program; without them they say so
//! and fail, because a check that silently does nothing is no check.

mod desk;
mod durability;
mod gate;
mod program;
mod screens;
mod setup;
mod show;
mod sync;
