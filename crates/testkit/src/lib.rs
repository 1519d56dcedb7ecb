//! What tests need: a machine whose clock and chance they hold, a small event, pictures of codes, and a central store with
//! a network that breaks.
//!
//! Fakes stand only at the edge of the machine: the clock, the key store, the speaker, a camera. Databases and servers are
//! real.

mod central;
mod event;
mod exchange;
mod keys;
mod machine;
mod picture;

pub use central::{Backup, Central};
pub use event::{SmallEvent, small_event};
pub use exchange::{Calls, Exchange, is_told, own};
pub use gatehouse_frames as frames;
pub use keys::MemoryKeys;
pub use machine::{EVENING, Machine};
pub use picture::{blank, picture_of, write_frame};
