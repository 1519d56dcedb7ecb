//! What is plugged in: cameras, hand-held scanners, the loudspeaker, the key store, the clock.
//!
//! Every device stands behind a port (a small trait), with its drivers beside it; the rest of the program meets the
//! ports only. A replayed or generated picture is a camera like any other, so that the demo and the tests drive the
//! very pipeline that runs at the gate.
//!
//! What this crate does not do: decide who may pass, know what a code means, or write anything about an event. It
//! never logs a code, a key or a picture.

pub mod camera;
pub mod clock;
pub mod entropy;
mod error;
pub mod keys;
pub mod lane;
pub mod sound;
mod stop;
pub mod wedge;

pub use error::Error;
pub use stop::Stop;
