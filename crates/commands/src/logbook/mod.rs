//! The event's log as files: for whoever licensed the event, for an inquiry, for the agencies on the ground.
//!
//! Works on the types of the core alone: no replica, no clock, no randomness. A [`Book`] is a log and what its ids are
//! called; it becomes the licence log, one incident, or an activity log (ICS 214) on paper, CSV, JSONL, or a [`bundle`] that
//! can be verified without the program's database. Every page of paper prints the heads of the log. Nothing is cut short,
//! and what was struck stays readable and says so in words.
//!
//! Letters that the typeface of the paper lacks become a box there; CSV, JSONL and the records of a bundle have them all.

mod activity;
mod book;
pub mod bundle;
mod deeds;
mod lines;
mod paper;
mod reading;
mod settings;
mod steps;
mod words;

pub use self::activity::{Activity, Prepared, Resource};
pub use self::book::{Book, Head, Seal};

#[cfg(test)]
mod scene;
