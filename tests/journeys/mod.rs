//! Whole use cases on a real replica, without a window: what a steward, an organizer and a bad day do to it.

mod carry;
mod gate;
mod setup;
mod show;
mod trouble;
