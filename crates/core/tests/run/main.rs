//! Whose GO it is: shows as several devices live through them, each with its own part of the records.

mod cases;
mod converge;
mod edits;
mod folds;
mod guards;
mod stage;
mod world;
