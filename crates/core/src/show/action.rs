//! What is done while a show runs. Each action is a record of somebody's log and is never taken out of it.
//!
//! A press is judged where and when it is made (see `guard`), and what came of it is written down: an accepted one as
//! what it did, a refused one as [`Action::Refused`]. The fold never judges a press by the clock again; it only finds
//! out whose line the run is.

use crate::ids::{AuthorId, EntryId, RecordId};
use crate::time::WallMs;

/// The most that a live cue is given or taken at once, in milliseconds.
pub const MOST_ADDED_MS: i64 = 3_600_000;

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// A cue was started, or the show finished.
    Go(Go),
    /// A press that did nothing.
    Refused {
        /// What was pressed.
        press: Go,
        /// Why it did nothing.
        reason: Refused,
    },
    /// The last GO was a mistake: back to the cue before it.
    Ungo {
        /// The call under which it was done.
        call: RecordId,
        /// The instance that is taken back.
        instance: RecordId,
    },
    /// A cue was put in standby; it is what the next GO goes to.
    Standby {
        /// The call under which it was done.
        call: RecordId,
        /// Which cue.
        cue: EntryId,
    },
    /// A department is ready, or no longer.
    Tick {
        /// The standby that it answers.
        standby: RecordId,
        /// Which department.
        department: String,
        /// Ready.
        ready: bool,
    },
    /// The live cue's time stands still.
    Pause {
        /// The call under which it was done.
        call: RecordId,
        /// Which instance.
        instance: RecordId,
    },
    /// The live cue's time goes on.
    Resume {
        /// The call under which it was done.
        call: RecordId,
        /// Which instance.
        instance: RecordId,
    },
    /// The live cue was given time, or time was taken from it.
    AddTime {
        /// The call under which it was done.
        call: RecordId,
        /// Which instance.
        instance: RecordId,
        /// How much, in milliseconds; at most an hour either way.
        by_ms: i64,
    },
    /// The show follows the clock, or no longer.
    Roll {
        /// The call under which it was done.
        call: RecordId,
        /// It does.
        on: bool,
    },
    /// Somebody took the call.
    TakeCall {
        /// The call that it replaces; absent when nobody had it.
        after: Option<RecordId>,
        /// The number of this call: one more than that of the one it replaces.
        epoch: u32,
        /// Why, when it was taken from somebody.
        reason: String,
    },
    /// Whoever calls offers the call to another device.
    OfferCall {
        /// The call that is offered.
        call: RecordId,
        /// To whom.
        to: AuthorId,
    },
    /// The offer was taken up: a new call begins.
    AcceptCall {
        /// The offer.
        offer: RecordId,
        /// The call that it replaces.
        after: RecordId,
        /// The number of this call.
        epoch: u32,
    },
    /// The show is stopped: stronger than any call.
    Hold {
        /// Why, and what was seen.
        reason: String,
    },
    /// A stop is over.
    Release {
        /// Which stop.
        hold: RecordId,
    },
    /// One department carried out its step of a stop.
    HoldStep {
        /// Which stop.
        hold: RecordId,
        /// Which department.
        department: String,
        /// Done.
        done: bool,
    },
    /// A proposed change of the plan was answered by whoever calls.
    Settle {
        /// The record that proposed it.
        proposal: RecordId,
        /// It holds.
        adopt: bool,
    },
    /// Cues that were called on a second lane are taken into the run.
    AdoptLane {
        /// The call under which it was done.
        call: RecordId,
        /// The instance at the end of the lane.
        instance: RecordId,
    },
    /// A line for whoever speaks, shown on the timer.
    Message {
        /// The line; empty when it is over.
        text: String,
    },
    /// The timer shows nothing, or something again.
    Blackout {
        /// Nothing.
        on: bool,
    },
    /// Cuts and trims against the curfew were agreed on; the changes of the plan are records of their own.
    AdoptCuts {
        /// How much was won, in milliseconds.
        won_ms: u64,
        /// Who agreed.
        agreed: String,
    },
}

/// A press of GO.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Go {
    /// The call under which it was pressed; absent when nobody had it.
    pub call: Option<RecordId>,
    /// The instance that is left; `None` before the first cue.
    pub from: Option<RecordId>,
    /// Where to.
    pub to: Target,
    /// The standby that it carries out.
    pub standby: Option<RecordId>,
    /// When it counts from, if not from when it was pressed: a cue that follows the clock and was found late.
    pub started: Option<WallMs>,
    /// How it was pressed.
    pub input: Input,
}

/// Where a GO goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To a cue.
    Cue(Visit),
    /// The show is over.
    Finish,
}

/// A cue as it was planned at the moment of its GO: edits that arrive later move nothing on a running screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Which cue.
    pub cue: EntryId,
    /// When it was planned to start.
    pub planned_start: WallMs,
    /// How long it was planned to take, in milliseconds.
    pub duration_ms: u64,
    /// It counts to its planned end.
    pub count_to_end: bool,
}

/// How a GO was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Input {
    /// The space bar or another key.
    Key,
    /// The bar on the screen.
    Touch,
    /// The end of the cue before it.
    EndAction,
    /// The clock that the show follows.
    Clock,
    /// The command line.
    Command,
    /// In a way that only a newer build knows.
    Other,
}

/// Why a press did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refused {
    /// Nobody calls this show yet.
    NoCall,
    /// Another device calls.
    NotTheCaller,
    /// The call had been passed or taken meanwhile.
    OldCall,
    /// Another cue was live already than the one that was to be left: two presses.
    AlreadyLeft,
    /// Too soon after the last GO.
    TooSoon,
    /// The show is stopped.
    OnHold,
    /// The show is over.
    Finished,
    /// There is no such cue, or it is skipped.
    NoSuchCue,
    /// For a reason that only a newer build knows.
    Other,
}

/// What a press came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is done; the action says what to write down.
    Accepted(Action),
    /// Nothing was done; what to write down says why.
    Refused(Action),
}

/// What a wish for anything but GO came to. One that is not allowed leaves no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done; the action says what to write down.
    Allowed(Action),
    /// Nothing was done.
    NotAllowed(NotAllowed),
}

/// Why a wish was not granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotAllowed {
    /// Nobody calls this show yet.
    NoCall,
    /// Another device calls.
    NotTheCaller,
    /// This device is not named among those that may.
    NotNamed,
    /// Whoever calls was heard a moment ago, and this device does not stand before it.
    CallIsHeld,
    /// It needs a reason.
    NoReason,
    /// No cue is live, or another one than was meant.
    NotLive,
    /// The show is over.
    Finished,
    /// It is as wished already.
    NothingToDo,
    /// More than an hour.
    TooMuch,
    /// Too long ago.
    TooLate,
    /// There is no such cue, or it is skipped.
    NoSuchCue,
    /// No cue is in standby.
    NoStandby,
    /// The department does nothing in that cue.
    NotCalled,
    /// The call was not offered to this device.
    NoOffer,
    /// There is no such stop, or it is over.
    NoSuchHold,
    /// There is no such proposal.
    NoSuchProposal,
    /// There is no such lane, or it was taken back.
    NoSuchLane,
}
