//! Drawn camera frames with codes whose contents are known: for tests and measurements.
//!
//! [`Scene`] is the paper to draw on, [`Print`] what is drawn; [`gate_frame`] draws what a gate's camera sees, one
//! [`Trouble`] at a time, [`idle_frame`] the same hall without a ticket, and [`hostile_frame`] what no hall shows.
//! Everything follows from a seed and is the same on every machine. Whoever tunes a reader looks at the seeds of
//! [`Half::Open`] only; [`Half::HeldBack`] is for the figure at the end.
//!
//! What this crate does not do: read codes, or write files.

mod dice;
mod gate;
mod hostile;
mod print;
mod quad;
mod room;
mod scene;
mod ticket;

pub use dice::Dice;
pub use gate::{Frame, Half, Trouble, gate_frame, idle_frame};
pub use hostile::hostile_frame;
pub use print::Print;
pub use quad::{Point, leaning, square};
pub use scene::Scene;
