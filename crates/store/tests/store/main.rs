//! What the replica promises, tried on real files.

mod attaching;
mod auditing;
mod controlling;
mod crowding;
mod deciding;
mod exchanging;
mod fixture;
mod importing;
mod instructing;
mod opening;
mod searching;
mod showing;
mod writing;
