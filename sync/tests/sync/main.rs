//! What everybody who relies on the engine may rely on, through its public face.
//!
//! Whole venues under faults are in `tests/simulation`, which plants bugs and so belongs to the package's own tests.

mod answers;
mod documents;
mod machine;
mod running;
mod web;
