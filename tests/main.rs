//! Everything that is tested from outside: one program, so that it is linked once.
//!
//! A room per kind of claim. To add one: a folder beside this file and a line below.

#[cfg(test)]
mod tidy;

#[cfg(test)]
mod e2e;
#[cfg(test)]
mod journeys;
#[cfg(test)]
mod sync;
