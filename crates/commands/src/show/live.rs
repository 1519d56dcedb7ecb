//! A show at this moment, as screens draw it.

mod ahead;
mod lines;

use std::collections::HashMap;

use gatehouse_contract::error::CommandError;
use gatehouse_contract::show as shown;
use gatehouse_contract::show::{ShowLive, ShowReq, ShowState};
use gatehouse_core::clock::Now;
use gatehouse_core::ids::{AuthorId, EntryId, ShowId};
use gatehouse_core::show::guard::{SILENT_MS, UNGO_MS, missing_ticks};
use gatehouse_core::show::{Hold, Lane, Live, OnAir, Pace, Phase, Refusal, State, Target};
use gatehouse_core::time::WallMs;
use gatehouse_store::table;

use super::room::{self, Room};
use super::{silence, words};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// Refused presses that the picture lists.
const REFUSALS: usize = 5;

/// A show at this moment.
///
/// # Errors
/// When no event is open, there is no such show, or the replica fails.
pub fn live(host: &dyn Host, req: ShowReq) -> Result<ShowLive, CommandError> {
    let open = session::open(host)?;
    picture(host, &open, req.show.0)
}

/// A show at this moment.
pub(super) fn picture(host: &dyn Host, open: &OpenEvent, show: ShowId) -> Result<ShowLive, CommandError> {
    let now = room::clocks(host, open)?;
    let room = room::find(open, show, &now)?;
    let devices = Devices::read(open)?;
    let silent_ms = silence::of_caller(host, open, show)?;
    let history = ahead::History::of(&room::all(open, &now)?, show);
    Ok(Picture { room: &room, now, at: room.moment(&now), devices, silent_ms }.draw(&history))
}

/// What devices are called.
pub(super) struct Devices {
    names: HashMap<AuthorId, String>,
    able: Vec<AuthorId>,
    own: AuthorId,
}

impl Devices {
    pub(super) fn read(open: &OpenEvent) -> Result<Self, CommandError> {
        let own = open.replica.author().map_err(error::store)?.id;
        let authors = open.replica.read(table::author::all).map_err(error::store)?;
        let able = authors.iter().filter(|author| author.cutoff.is_none() && !author.frozen);
        let able = able.map(|author| author.id).collect();
        Ok(Self { able, names: authors.into_iter().map(|author| (author.id, author.name)).collect(), own })
    }

    /// What people call a device.
    pub(super) fn name(&self, author: AuthorId) -> String {
        self.names.get(&author).cloned().unwrap_or_default()
    }

    pub(super) fn is_own(&self, author: AuthorId) -> bool {
        self.own == author
    }

    /// Who was at a device, or what the device is called.
    pub(super) fn who(&self, author: AuthorId, who: Option<&String>) -> String {
        who.cloned().unwrap_or_else(|| self.name(author))
    }

    /// Every device that could do something, this one too.
    pub(super) fn callers(&self) -> Vec<shown::Caller> {
        self.able.iter().map(|author| self.caller(*author, None)).collect()
    }

    fn caller(&self, author: AuthorId, who: Option<&String>) -> shown::Caller {
        shown::Caller { author: author.into(), device: self.name(author), who: who.cloned() }
    }
}

/// What a picture is drawn from.
struct Picture<'a> {
    room: &'a Room,
    now: Now,
    at: WallMs,
    devices: Devices,
    silent_ms: u64,
}

impl Picture<'_> {
    fn draw(&self, history: &ahead::History) -> ShowLive {
        let Room { times, run, .. } = self.room;
        let plan = self.room.plan();
        let live = Live::of(plan, times, run, self.at);
        let guard = self.room.guard(&self.now);
        let next = if run.finished() { None } else { guard.next_go() };
        let lines = lines::Lines::new(self.room, &live, next).draw();
        let departments = lines::departments(plan);
        let caller = run.call.as_ref().map(|call| call.holder);
        let end = live.absolute.end;
        ShowLive {
            show: plan.id.into(),
            title: plan.title.clone(),
            stage: plan.stage.clone(),
            zone: plan.zone.clone(),
            now: self.at.into(),
            state: state(&live, run.rolling, run.held().is_some()),
            rolling: run.rolling,
            call: self.call(),
            live: live.on_air().map(|on_air| self.live_cue(on_air)),
            finish: self.finish(),
            lines,
            next: next.map(Into::into),
            go_finishes: run.live().is_some() && next.is_none(),
            standby: run.standby.as_ref().map(|standby| shown::StandbyState {
                id: standby.id.into(),
                cue: standby.cue.into(),
                since: standby.since.into(),
                missing: missing_ticks(plan, run),
            }),
            over_under: over_under(&live),
            planned_end: times.end.map(Into::into),
            projected_end: end.map(Into::into),
            group_end: live.absolute.group_end.map(Into::into),
            next_flag: live
                .absolute
                .flag
                .and_then(|place| live.absolute.cues.get(place))
                .map(|cue| shown::FlagAhead { entry: cue.cue.into(), at: cue.start.into() }),
            forecast: ahead::forecast(self.room, &live, self.at, history),
            curfew: times.curfew.zip(end).map(|(curfew, end)| shown::CurfewState {
                at: curfew.into(),
                over_ms: end.0.saturating_sub(curfew.0),
            }),
            hold: run.held().map(|hold| self.hold(hold, &departments)),
            refusals: run.refusals.iter().rev().take(REFUSALS).map(|one| self.refusal(one)).collect(),
            lanes: run.lanes.iter().filter_map(|lane| self.lane(lane)).collect(),
            message: run.message.clone(),
            blackout: run.blackout,
            departments,
            proposals: u32::try_from(self.room.edits.proposals.len()).unwrap_or(u32::MAX),
            may_hold: plan.may_hold(self.now.author),
            may_release: run.held().is_some_and(|hold| plan.may_release(self.now.author, hold.by, caller)),
        }
    }

    fn call(&self) -> shown::CallState {
        let run = &self.room.run;
        let call = run.call.as_ref();
        let own = call.is_some_and(|call| call.holder == self.now.author);
        let others = self.devices.callers().into_iter().filter(|device| device.author.0 != self.now.author);
        let offered = run.offered.map(|(_, to)| to);
        let rank = |author| self.room.plan().rank(author);
        let silent = self.silent_ms > SILENT_MS;
        shown::CallState {
            holder: call.map(|call| self.devices.caller(call.holder, call.who.as_ref())),
            own,
            silent_ms: silent.then_some(self.silent_ms),
            offered_to: offered.map(|to| self.devices.caller(to, None)),
            offered_to_us: offered == Some(self.now.author),
            may_take: call.is_none_or(|call| !own && (silent || rank(self.now.author) < rank(call.holder))),
            others: others.collect(),
        }
    }

    fn live_cue(&self, on_air: &OnAir) -> shown::LiveCue {
        let cue = self.room.plan().cue(on_air.cue);
        let live = self.room.run.live();
        let visit = live.and_then(|live| live.visit());
        let text = |of: fn(&gatehouse_core::show::Cue) -> &String| cue.map(of).cloned().unwrap_or_default();
        shown::LiveCue {
            entry: on_air.cue.into(),
            instance: on_air.instance.into(),
            number: text(|cue| &cue.number),
            title: text(|cue| &cue.title),
            note: text(|cue| &cue.note),
            started: on_air.started.into(),
            uncertain: !on_air.certain,
            duration_ms: visit.map_or(0, |visit| visit.duration_ms),
            added_ms: on_air.added_ms,
            paused_ms: on_air.paused_ms,
            elapsed_ms: on_air.elapsed_ms,
            remaining_ms: on_air.remaining_ms,
            counting: on_air.pace == Pace::Playing || visit.is_some_and(|visit| visit.count_to_end),
            phase: match on_air.phase {
                Phase::Normal => shown::Phase::Normal,
                Phase::Warning => shown::Phase::Warning,
                Phase::Danger => shown::Phase::Danger,
                Phase::Overtime => shown::Phase::Overtime,
            },
            warning_ms: cue.map_or(0, |cue| cue.warning_ms),
            danger_ms: cue.map_or(0, |cue| cue.danger_ms),
            expected_end: on_air.expected_end.into(),
            count_to_end: visit.is_some_and(|visit| visit.count_to_end),
            ungo_until: self.ungo_until(on_air.started),
            calls: cue.map(|cue| cue.calls.iter().map(Into::into).collect()).unwrap_or_default(),
        }
    }

    fn finish(&self) -> Option<shown::FinishState> {
        let last = self.room.run.line.last().filter(|last| last.to == Target::Finish)?;
        Some(shown::FinishState {
            instance: last.id.into(),
            at: last.started.into(),
            ungo_until: self.ungo_until(last.started),
        })
    }

    /// Until when what started then can be taken back.
    fn ungo_until(&self, started: WallMs) -> Option<gatehouse_contract::time::WallMs> {
        let until = WallMs(started.0.saturating_add(UNGO_MS));
        (self.at <= until).then_some(until.into())
    }

    fn hold(&self, hold: &Hold, departments: &[String]) -> shown::HoldState {
        let step = |department: &String| shown::HoldStepState {
            department: department.clone(),
            done: hold.steps.get(department).map(|at| (*at).into()),
        };
        shown::HoldState {
            id: hold.id.into(),
            who: self.devices.who(hold.by, hold.who.as_ref()),
            reason: hold.reason.clone(),
            since: hold.since.into(),
            steps: departments.iter().map(step).collect(),
        }
    }

    fn refusal(&self, refusal: &Refusal) -> shown::RefusedPress {
        shown::RefusedPress {
            id: refusal.id.into(),
            at: refusal.at.into(),
            who: self.devices.who(refusal.id.author, refusal.who.as_ref()),
            reason: refusal.reason.into(),
        }
    }

    fn lane(&self, lane: &Lane) -> Option<shown::SecondLane> {
        let (first, last) = (lane.line.first()?, lane.line.last()?);
        let cues = lane.line.iter().filter_map(|instance| match instance.to {
            Target::Cue(visit) => Some(words::name(self.room.plan(), visit.cue)),
            Target::Finish => None,
        });
        Some(shown::SecondLane {
            tip: last.id.into(),
            who: first.by.first().map(|author| self.devices.name(*author)).unwrap_or_default(),
            cues: cues.collect(),
            since: first.started.into(),
            taken_back: lane.taken_back,
        })
    }
}

pub(super) fn state(live: &Live, rolling: bool, held: bool) -> ShowState {
    match &live.state {
        _ if held => ShowState::Held,
        State::Finished { .. } => ShowState::Finished,
        State::On(on_air) if on_air.pace == Pace::Paused => ShowState::Paused,
        State::On(_) => ShowState::Running,
        State::Waiting if rolling => ShowState::Waiting,
        State::Waiting => ShowState::NotStarted,
    }
}

fn over_under(live: &Live) -> Option<shown::OverUnder> {
    match &live.state {
        State::On(on_air) => {
            Some(shown::OverUnder { absolute_ms: on_air.over_ms, relative_ms: on_air.relative_over_ms })
        }
        State::Finished { over_ms, .. } => {
            Some(shown::OverUnder { absolute_ms: *over_ms, relative_ms: *over_ms })
        }
        State::Waiting => None,
    }
}

/// What a cue is called in history: the same number and title on another night are the same cue.
pub(super) fn key(room: &Room, entry: EntryId) -> Option<(String, String)> {
    room.plan().cue(entry).map(|cue| (cue.number.to_lowercase(), cue.title.to_lowercase()))
}
