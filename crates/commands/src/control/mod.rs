//! The control room: the log is written and read, incidents are led, the crowd is counted, and what is due is raised.
//!
//! What an entry comes to is decided by `gatehouse_core::incident`; here it is read, written and drawn.

mod act;
mod alarms;
mod anomalies;
mod attach;
mod crowd;
mod export;
mod frozen;
mod incident;
mod line;
mod log;
mod look_after;
mod names;
mod opening;
mod others;
mod room;
mod sealing;
mod setup;
mod show_stop;
mod speak;
mod staff;
mod status;
mod warnings;
mod words;
mod write;

pub use act::act;
pub use attach::attach;
pub use crowd::{capacity, crowd};
pub use export::{Made, Piece, export, made, verify};
pub use incident::incident;
pub use line::{read_line, write_line};
pub use log::{log, visit};
pub use sealing::open_names;
pub use setup::setup;
pub use staff::staff;
pub use status::status;

pub(crate) use look_after::look_after;
pub(crate) use room::Control;
