//! The rules of an event's day, and nothing else.
//!
//! Pure: no clock, no randomness, no files, no database, no serialization. What the rules need is handed in as
//! values; what they answer comes out as enums. `RULES.md` beside this crate numbers the rules of the gate; the same
//! numbers stand in the code, in verdicts and in SQL.

pub mod admission;
pub mod anomaly;
pub mod clock;
pub mod ids;
pub mod incident;
pub mod occupancy;
pub mod roster;
pub mod show;
pub mod time;
