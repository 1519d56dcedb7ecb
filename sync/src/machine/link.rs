//! The connection as a whole: what an answer says of it, whether the central store is in reach, what to do when nothing
//! moves. Who is signed in is next door.

use gatehouse_core::time::WallMs;

use super::lane::Lane;
use super::sign_in::Session;
use super::status::Parked;
use super::tuning::Mutant;
use super::{Effect, Life, Machine, Network, Now, Side, Step};
use crate::answer::{Answer, Setback};
use crate::depot::{Errand, Outcome};
use crate::wire::Call;

/// How long nothing may be heard, with two calls failing, before it counts as offline. One lost call is no outage.
const OFFLINE_AFTER_MS: u64 = 5_000;

#[derive(Debug, Default)]
pub(super) struct Link {
    pub(super) session: Session,
    pub(super) asked_at: u64,
    /// How often there was a new session; a 401 to a call of an earlier one says nothing.
    pub(super) sessions: u64,
    /// How often in a row a call was turned away for want of a session.
    pub(super) turned_away: u32,
    /// Whether the device was bound again because of a 403.
    pub(super) bound_again: bool,
    /// The delays of signing in.
    pub(super) hold: Lane<()>,
    pub(super) heard_at: Option<u64>,
    misses: u32,
    pub(super) offline_since: Option<WallMs>,
    pub(super) last_contact: Option<WallMs>,
    pub(super) clock_offset_ms: Option<i64>,
    /// Since when records wait without any arriving, while online.
    pub(super) waiting_since: u64,
    renewed_at: u64,
    pub(super) stalled: bool,
}

impl Link {
    pub(super) const fn begin(&mut self, now: Now) {
        self.waiting_since = now.mono_ms;
        self.renewed_at = now.mono_ms;
    }

    pub(super) fn heard(&mut self, now: Now) {
        self.heard_at = Some(now.mono_ms);
        self.misses = 0;
        self.offline_since = None;
    }

    pub(super) fn missed(&mut self, now: Now) {
        self.misses = self.misses.saturating_add(1);
        let silent = self.heard_at.is_none_or(|at| self.misses > 1 && now.mono_ms >= at + OFFLINE_AFTER_MS);
        if silent && self.offline_since.is_none() {
            self.offline_since = Some(now.wall);
        }
    }
}

impl Machine {
    /// Deals with what concerns the connection rather than the call; hands the rest back.
    pub(super) fn judge(
        &mut self,
        side: Side,
        call: Option<Call>,
        session: u64,
        answer: Answer,
        step: &mut Step,
    ) -> Option<Answer> {
        let now = step.now;
        match answer {
            Answer::Value(_) => {
                self.link.heard(now);
                self.link.last_contact = Some(now.wall);
                self.link.turned_away = 0;
                self.link.bound_again = false;
                self.succeed(side);
                Some(answer)
            }
            Answer::Gap { .. } | Answer::Fork { .. } | Answer::Frozen | Answer::Denied { .. } => {
                self.link.heard(now);
                Some(answer)
            }
            Answer::Revoked { cutoff } => {
                self.link.heard(now);
                self.life = Life::Revoked { cutoff, wiped: false };
                self.give_up_calls(step);
                None
            }
            Answer::Unauthorized => {
                self.link.heard(now);
                if session == self.link.sessions && self.link.is_good() {
                    self.turned_away(step);
                }
                None
            }
            // A proxy in between may have its own idea of how much is too much.
            Answer::Refused { status: 413, .. } if side == Side::Up && self.batch.records > 1 => {
                self.link.heard(now);
                self.batch.halve();
                self.hold_back(side, None, step);
                None
            }
            Answer::Refused { status, code } => {
                self.link.heard(now);
                self.park(side, Parked { call: call.unwrap_or(Call::Heartbeat), status, code }, step);
                if status == 403 {
                    self.bind_again(side, now.mono_ms);
                }
                None
            }
            Answer::Retry { after_ms, why } => {
                match why {
                    Setback::TooMany | Setback::Contention => self.link.heard(now),
                    _ => self.link.missed(now),
                }
                if side == Side::Up && why == Setback::TimedOut {
                    self.batch.halve();
                }
                self.hold_back(side, after_ms, step);
                None
            }
            Answer::NoNetwork(_) => {
                self.link.missed(now);
                self.hold_back(side, None, step);
                None
            }
        }
    }

    /// Deals with an errand that failed; hands the outcome of any other back.
    pub(super) fn unless_failed(&mut self, side: Side, outcome: Outcome, step: &mut Step) -> Option<Outcome> {
        if let Outcome::Failed(trouble) = outcome {
            self.trouble = Some(trouble);
            self.hold_back(side, None, step);
            return None;
        }
        self.trouble = None;
        Some(outcome)
    }

    pub(super) fn park(&mut self, side: Side, parked: Parked, step: &Step) {
        let until = step.now.mono_ms + self.tuning.probe_ms;
        match side {
            Side::Up => self.up.parked = Some((parked, until)),
            Side::Down => self.down.parked = Some((parked, until)),
        }
    }

    /// Tells the replica when the reason for waiting has changed.
    pub(super) fn note_parked(&mut self, step: &mut Step) {
        let word = self.up.parked.as_ref().or(self.down.parked.as_ref()).map(|(parked, _)| parked.word());
        if word != self.parked_word {
            self.parked_word.clone_from(&word);
            // Nobody waits for it: it is told again when it changes again.
            let job = self.next_job();
            step.effects.push(Effect::Store { job, errand: Errand::Park { word } });
        }
    }

    pub(super) fn network_changed(&mut self, network: Network, step: &mut Step) {
        self.give_up_calls(step);
        if network == Network::Down {
            self.link.missed(step.now);
            self.hold_back(Side::Up, None, step);
            self.hold_back(Side::Down, None, step);
        } else {
            self.start_over(step.now.mono_ms);
            self.due.soon(step.now.mono_ms);
        }
    }

    /// Forgets all delays, and tries again what was parked.
    pub(super) fn start_over(&mut self, now_ms: u64) {
        if self.tuning.has(Mutant::BackoffNeverResets) {
            return;
        }
        self.up.reset(now_ms);
        self.down.reset(now_ms);
        self.link.hold.reset(now_ms);
        self.incarnation.hurry(now_ms);
    }

    /// Takes a new connection when records wait although the central store answers, and says so when that does not help.
    pub(super) fn watch(&mut self, step: &mut Step) {
        let now = step.now.mono_ms;
        if self.cursor >= self.head || !self.is_online() || self.incarnation.is_wanted() {
            self.link.waiting_since = now;
            self.link.stalled = false;
            return;
        }
        let waited = now.saturating_sub(self.link.waiting_since);
        self.link.stalled = waited >= self.tuning.alarm_ms;
        if waited >= self.tuning.stalled_ms && now >= self.link.renewed_at + self.tuning.stalled_ms {
            self.give_up_calls(step);
        }
    }

    /// When [`Machine::watch`] would next do something, if it watches anything.
    pub(super) fn watch_wakes_at(&self) -> Option<u64> {
        if self.cursor >= self.head || !self.is_online() {
            return None;
        }
        let renew = (self.link.waiting_since.max(self.link.renewed_at)) + self.tuning.stalled_ms;
        let alarm = self.link.waiting_since + self.tuning.alarm_ms;
        Some(if self.link.stalled { renew } else { renew.min(alarm) })
    }

    fn is_online(&self) -> bool {
        self.link.heard_at.is_some()
            && self.link.offline_since.is_none()
            && self.up.parked.is_none()
            && self.down.parked.is_none()
    }

    /// Counts calls as lost that a transport should have answered long ago.
    pub(super) fn give_up_what_is_lost(&mut self, step: &mut Step) {
        let now = step.now;
        let lost = |deadline: Option<u64>| deadline.is_some_and(|deadline| deadline <= now.mono_ms);
        let up = self.up.running.as_ref().is_some_and(|running| lost(running.deadline));
        let down = self.down.running.as_ref().is_some_and(|running| lost(running.deadline));
        if up || down {
            self.link.missed(now);
            self.give_up_calls(step);
        }
        if up {
            self.batch.halve();
            self.hold_back(Side::Up, None, step);
        }
        if down {
            self.hold_back(Side::Down, None, step);
        }
    }

    /// Gives up all calls and the connection they went through. Errands are waited for: they are on their way to the disk.
    pub(super) fn give_up_calls(&mut self, step: &mut Step) {
        self.up.running.take_if(|running| running.call.is_some());
        self.down.running.take_if(|running| running.call.is_some());
        self.link.renewed_at = step.now.mono_ms;
        step.effects.push(Effect::DropConnection);
    }

    pub(super) fn hold_back(&mut self, side: Side, after_ms: Option<u64>, step: &mut Step) {
        let (now, tuning) = (step.now.mono_ms, &self.tuning);
        match side {
            Side::Up => self.up.hold_back(now, after_ms, tuning, &mut step.chance),
            Side::Down => self.down.hold_back(now, after_ms, tuning, &mut step.chance),
        }
    }

    fn succeed(&mut self, side: Side) {
        if self.tuning.has(Mutant::BackoffNeverResets) {
            return;
        }
        match side {
            Side::Up => self.up.succeed(),
            Side::Down => self.down.succeed(),
        }
    }
}
