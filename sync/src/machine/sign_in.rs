//! Who is signed in: one request for a session at a time, while everything else waits.
//!
//! How tokens are come by and kept is not decided here; see [`session`](crate::session).

use gatehouse_core::ids::AuthorId;

use super::link::Link;
use super::status::Parked;
use super::tuning::Mutant;
use super::{Effect, Life, Machine, Side, Step};
use crate::answer::Answer;
use crate::wire::{Call, IncarnationReason};

/// How long a session may be waited for; it takes two calls. This is for somebody who never answers.
const ASKED_AT_MOST_MS: u64 = 60_000;

/// Whether there is a session that calls may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Session {
    #[default]
    Good,
    Wanted(Way),
    Asked(Way),
    Later(Way),
}

/// How a session is come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Refresh,
    SignIn,
}

impl Link {
    /// Whether calls may be made; asks for a session when there is none.
    pub(super) fn is_signed_in(&mut self, step: &mut Step) -> bool {
        let way = match self.session {
            Session::Good => return true,
            Session::Asked(way) if self.asked_at + ASKED_AT_MOST_MS <= step.now.mono_ms => way,
            Session::Asked(_) => return false,
            Session::Later(_) if !self.hold.is_free(step.now.mono_ms) => return false,
            Session::Later(way) | Session::Wanted(way) => way,
        };
        self.session = Session::Asked(way);
        self.asked_at = step.now.mono_ms;
        step.effects.push(match way {
            Way::Refresh => Effect::RefreshToken,
            Way::SignIn => Effect::SignIn,
        });
        false
    }

    /// When signing in is to be tried again, if it waits for that.
    pub(super) fn wakes_at(&self) -> Option<u64> {
        match self.session {
            Session::Later(_) => Some(self.hold.not_before),
            Session::Asked(_) => Some(self.asked_at + ASKED_AT_MOST_MS),
            Session::Good | Session::Wanted(_) => None,
        }
    }

    pub(super) const fn is_good(&self) -> bool {
        matches!(self.session, Session::Good)
    }
}

impl Machine {
    /// Refreshes at first, then signs in again, then goes on trying slowly.
    pub(super) fn turned_away(&mut self, step: &mut Step) {
        self.link.session = match self.link.turned_away {
            0 => Session::Wanted(Way::Refresh),
            1 => Session::Wanted(Way::SignIn),
            _ => {
                self.link.hold.hold_back(step.now.mono_ms, None, &self.tuning, &mut step.chance);
                Session::Later(Way::SignIn)
            }
        };
        self.link.turned_away = self.link.turned_away.saturating_add(1);
    }

    /// The first 403 after a success may mean that the session was never bound to the device: it is bound again, and the
    /// lane, which stays parked for all to see, tries once more. The next one waits for a person or the slow probe.
    pub(super) fn bind_again(&mut self, side: Side, now_ms: u64) {
        if !self.link.bound_again && self.link.is_good() {
            self.link.session = Session::Wanted(Way::SignIn);
            let parked = if side == Side::Up { &mut self.up.parked } else { &mut self.down.parked };
            if let Some((_, at)) = parked {
                *at = now_ms;
            }
        }
        self.link.bound_again = !self.link.bound_again;
    }

    /// Asks for the device to be bound again: the central store says that the author is not ours.
    pub(super) const fn ask_who_we_are(&mut self) {
        if self.link.is_good() {
            self.link.session = Session::Wanted(Way::SignIn);
        }
    }

    pub(super) fn signed_in(&mut self, author: Option<AuthorId>, step: &Step) {
        let now = step.now;
        self.link.heard(now);
        self.link.session = Session::Good;
        self.link.sessions += 1;
        self.link.hold.succeed();
        if author.is_some_and(|author| author != self.author) && self.life == Life::Running {
            self.incarnation.want(IncarnationReason::Unknown);
        }
        for parked in [&mut self.up.parked, &mut self.down.parked].into_iter().flatten() {
            if matches!(parked.0.call, Call::SignUp | Call::Resume) {
                parked.1 = now.mono_ms;
            }
        }
    }

    pub(super) fn sign_in_failed(&mut self, answer: Answer, step: &mut Step) {
        let now = step.now;
        let Session::Asked(way) = self.link.session else { return };
        self.link.session = Session::Later(way);
        match (answer, way) {
            (Answer::Revoked { cutoff }, _) => {
                self.life = Life::Revoked { cutoff, wiped: false };
                self.give_up_calls(step);
            }
            (Answer::Refused { .. } | Answer::Denied { .. } | Answer::Unauthorized, Way::Refresh) => {
                self.link.heard(now);
                let next =
                    if self.tuning.has(Mutant::NeverSignsInAgain) { Way::Refresh } else { Way::SignIn };
                self.link.session = Session::Wanted(next);
                self.link.turned_away = self.link.turned_away.max(2);
                if next == Way::Refresh {
                    self.link.hold.hold_back(now.mono_ms, None, &self.tuning, &mut step.chance);
                    self.link.session = Session::Later(next);
                }
            }
            (Answer::Refused { status, code }, Way::SignIn) => self.park_sign_in(status, code, step),
            (Answer::Denied { word, .. }, Way::SignIn) => self.park_sign_in(200, Some(word), step),
            (Answer::Unauthorized, Way::SignIn) => self.park_sign_in(401, None, step),
            (Answer::Retry { after_ms, .. }, _) => {
                self.link.missed(now);
                self.link.hold.hold_back(now.mono_ms, after_ms, &self.tuning, &mut step.chance);
            }
            _ => {
                self.link.missed(now);
                self.link.hold.hold_back(now.mono_ms, None, &self.tuning, &mut step.chance);
            }
        }
    }

    fn park_sign_in(&mut self, status: u16, code: Option<String>, step: &mut Step) {
        self.link.heard(step.now);
        let parked = Parked { call: Call::Resume, status, code };
        self.link.hold.not_before = step.now.mono_ms + self.tuning.probe_ms;
        self.park(Side::Up, parked.clone(), step);
        self.park(Side::Down, parked, step);
    }
}
