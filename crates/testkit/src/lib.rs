//! What tests need: a machine whose clock and chance they hold, a small event, and pictures of codes.
//!
//! Fakes stand only at the edge of the machine: the clock, the key store, the speaker, a camera. Databases are real.

mod event;
mod keys;
mod machine;
mod picture;

pub use event::{SmallEvent, small_event};
pub use keys::MemoryKeys;
pub use machine::{EVENING, Machine};
pub use picture::{blank, picture_of, write_frame};
