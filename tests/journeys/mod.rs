//! Whole use cases on a real replica, without a window: what a steward, an organizer and a bad day do to it.

mod carry;
mod control;
mod gate;
mod setup;
mod show;
mod stick;
mod trouble;
