//! The event's log and its incidents: what was said and done, and what it comes to.
//!
//! The log entry is the atom. An incident is the fold of its entries, so that two desks which know the same records show the
//! same incident; appending never fails because somebody else wrote too. Nothing here reads a clock, and nothing is ever
//! taken out of the log: a mistake is struck, and what was struck stays readable.

pub mod alert;
pub mod catalogue;
pub mod closing;
pub mod config;
pub mod deed;
pub mod entry;
pub mod fold;
pub mod line;
pub mod log;
pub mod number;
pub mod playbook;
pub mod queries;
#[cfg(test)]
mod script;
pub mod severity;
pub mod timers;

pub use catalogue::{Category, TypeCode};
pub use closing::{Missing, closing};
pub use config::{Config, Setting, Step};
pub use deed::{
    Casualties, Context, Decision, Deed, Density, Field, LinkKind, Methane, Opening, Promise, Sealed,
    Subject, Timer, UnitState,
};
pub use entry::{Attachment, Channel, Entry, Fact, Number, Said};
pub use fold::fold;
pub use log::{Alarm, Changed, Handover, Incident, Log, OnPost, Promised, Reported, Unit};
pub use number::{letter_for, next_number};
pub use queries::Linked;
pub use severity::{Alert, Severity, Status};
pub use timers::Wait;
