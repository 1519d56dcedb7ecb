//! What the replica promises, tried on real files.

mod auditing;
mod deciding;
mod fixture;
mod importing;
mod opening;
mod searching;
mod writing;
