//! The log of a night that several desks wrote, each with its own part of it: whatever comes together in whatever order, one log.

mod merge;
mod naive;
mod night;
mod said;
mod undo;
