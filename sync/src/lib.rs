//! What happened here reaches the central store, and what changed there reaches the gate. `README.md` is the protocol.
//!
//! [`Machine`] decides everything and does nothing: inputs in, [`Effect`]s out, no clock, no randomness, no I/O. The
//! [`driver`] carries its effects out with a [`Transport`](transport::Transport) (HTTP in [`http`]) and a [`Depot`] (the
//! replica). [`bundle`] and [`snapshot_file`] carry records and the event by hand where there
//! is no network. [`wire`] has the shapes of calls and answers, [`answer`] what they mean, [`session`] the sign-in, [`enrol`] how
//! a device joins.
//!
//! Nothing here ever stands between a scan and its green light: the gate writes to its replica and tells the engine
//! afterwards that the log has grown.

pub mod answer;
pub mod apply;
pub mod bundle;
pub mod depot;
pub mod driver;
pub mod enrol;
pub mod fingerprint;
pub mod http;
mod lines;
pub mod machine;
pub mod session;
pub mod snapshot_file;
pub mod transport;
pub mod uplink;
pub mod wire;

pub use answer::Answer;
pub use depot::{Depot, Errand, Outcome, Standing};

pub use machine::{Alarm, Connection, Status};
pub use machine::{Effect, Input, Job, Machine, Network, Now, Nudge, Tuning};

#[cfg(test)]
#[path = "../tests/simulation/mod.rs"]
mod simulation;
