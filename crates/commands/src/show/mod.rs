//! The run of show: shows are planned, called, followed and written out.
//!
//! What a press or a change comes to is decided by `gatehouse_core::show`; here it is read, written and drawn.

mod conflicts;
mod create;
mod curfew;
mod edit;
mod export;
mod import;
mod list;
mod live;
mod look_after;
mod on_air;
mod plan;
mod press;
mod room;
mod settle;
mod silence;
mod spoken;
mod undo;
mod words;
mod write;

pub use create::create;
pub use curfew::curfew;
pub use edit::edit;
pub use export::{export, made};
pub use import::{import, take};
pub use list::list;
pub use live::live;
pub use plan::plan;
pub use press::{press, press_department};
pub use settle::settle;
pub use undo::undo;

pub(crate) use look_after::look_after;
pub(crate) use on_air::on_air;
pub(crate) use room::Rooms;
