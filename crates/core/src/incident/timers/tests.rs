use super::*;
use crate::incident::script::Script;
use crate::incident::{Field, LinkKind, Setting, Severity, UnitState};

const S: i64 = 1_000;
const MIN: i64 = 60 * S;

struct Clock {
    script: Script,
    name: RecordId,
    /// When the incident was opened.
    opened: i64,
}

impl Clock {
    fn new(severity: Severity) -> Self {
        let mut script = Script::default();
        script.say(1, vec![chain(&["lead", "deputy", "organizer"])]);
        script.wait(100 * MIN);
        let name = script.open(1, "TEC", severity);
        let opened = script.now;
        Self { script, name, opened }
    }

    /// Says something at a moment after the opening.
    fn at(&mut self, ms: i64, deeds: Vec<Deed>) {
        // The entry itself takes its second.
        self.script.now = self.opened + ms - S;
        self.script.tell(2, self.name, deeds);
    }

    fn raise_at(&mut self, ms: i64) -> String {
        let due = raise(&self.script.log(), WallMs(self.opened + ms));
        for (_, deed) in &due {
            self.at(ms, vec![deed.clone()]);
        }
        shown(&due)
    }

    fn sounding_at(&self, ms: i64) -> String {
        let sounding = sounding(&self.script.log(), WallMs(self.opened + ms));
        let words = sounding.iter().map(|(_, timer, round)| format!("{timer:?} {round}"));
        words.collect::<Vec<_>>().join("; ")
    }

    fn wait(&self, timer: Timer, ms: i64) -> Option<Wait> {
        let log = self.script.log();
        let waits = waits(&log.incidents[&self.name], &log.config, WallMs(self.opened + ms));
        waits.into_iter().find(|wait| wait.timer == timer)
    }

    /// When the next round of a timer is due, after the opening.
    fn due(&self, timer: Timer) -> Option<i64> {
        self.wait(timer, 0).map(|wait| wait.due.0 - self.opened)
    }
}

fn chain(names: &[&str]) -> Deed {
    Deed::Configure(Setting::Chain(names.iter().map(|name| (*name).to_owned()).collect()))
}

fn shown(due: &[(RecordId, Deed)]) -> String {
    let words = due.iter().map(|(_, deed)| match deed {
        Deed::Escalate { timer, round, to } => format!("{timer:?} {round} {to}"),
        other => format!("{other:?}"),
    });
    words.collect::<Vec<_>>().join("; ")
}

fn moved(status: Status) -> Vec<Deed> {
    vec![Deed::Move { status }]
}

fn unit(state: UnitState) -> Vec<Deed> {
    vec![Deed::Unit { unit: "medic1".to_owned(), role: String::new(), state }]
}

fn severity(severity: Severity) -> Vec<Deed> {
    vec![Deed::Set(Field::Severity { severity, why: "looked".to_owned() })]
}

fn limit(severity: Severity, timer: Timer, limit_ms: Option<u64>) -> Deed {
    Deed::Configure(Setting::Limit { severity, timer, limit_ms, source: String::new() })
}

#[test]
fn every_severity_has_its_limits_and_each_timer_raises_on_the_millisecond() {
    let limits = [
        (Severity::Critical, [30 * S, 2 * MIN, 5 * MIN]),
        (Severity::Serious, [2 * MIN, 5 * MIN, 15 * MIN]),
        (Severity::Minor, [10 * MIN, 20 * MIN, 60 * MIN]),
    ];
    for (severity, limits) in limits {
        for (timer, limit) in Timer::ALL.into_iter().zip(limits) {
            let clock = Clock::new(severity);
            let at = |ms| shown(&raise(&clock.script.log(), WallMs(clock.opened + ms)));
            let name = format!("{timer:?} 1 lead");
            assert!(!at(limit - 1).contains(&name), "{severity:?} {timer:?}");
            assert!(at(limit).contains(&name), "{severity:?} {timer:?}");
            let wait = clock.wait(timer, limit + 7 * S).expect("it waits");
            let expected = Wait {
                timer,
                since: WallMs(clock.opened),
                due: WallMs(clock.opened + limit),
                round: 1,
                overdue_ms: 7_000,
                to: "lead".to_owned(),
            };
            assert_eq!(wait, expected);
            assert_eq!(clock.wait(timer, limit - S).map(|wait| wait.overdue_ms), Some(0));
        }
    }
    let info = Clock::new(Severity::Info);
    assert_eq!(Timer::ALL.map(|timer| info.wait(timer, 0)), [None, None, None]);
    assert_eq!(info.sounding_at(1_000 * MIN), "");
}

#[test]
fn a_round_goes_one_name_further_and_the_last_name_is_told_again() {
    let mut clock = Clock::new(Severity::Critical);
    let told: Vec<_> = (1..=5).map(|round| clock.raise_at(round * 30 * S)).collect();
    let expected = [
        "Acknowledge 1 lead",
        "Acknowledge 2 deputy",
        "Acknowledge 3 organizer",
        "Acknowledge 4 organizer; FirstUnit 1 lead",
        "Acknowledge 5 organizer",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_desk_that_slept_raises_one_round_and_the_next_a_limit_later() {
    let mut clock = Clock::new(Severity::Serious);
    clock.at(S, moved(Status::OnScene));
    assert_eq!(clock.raise_at(90 * MIN), "Update 1 lead");
    assert_eq!(clock.raise_at(90 * MIN), "", "what is in the log is not due again");
    assert_eq!(clock.due(Timer::Update), Some(105 * MIN));
    assert_eq!(clock.raise_at(105 * MIN - 1), "");
    assert_eq!(clock.raise_at(105 * MIN), "Update 2 deputy");
}

#[test]
fn without_a_chain_it_still_rings() {
    let mut clock = Clock::new(Severity::Critical);
    clock.script.say(1, vec![chain(&[])]);
    assert_eq!(clock.raise_at(30 * S), "Acknowledge 1 ");
    assert_eq!(clock.sounding_at(30 * S), "Acknowledge 1");
}

#[test]
fn an_alarm_sounds_from_its_moment_until_it_is_heeded_and_the_next_round_sounds_anew() {
    let mut clock = Clock::new(Severity::Critical);
    let heed = |round| vec![Deed::Heed { timer: Timer::FirstUnit, round }];
    clock.at(S, moved(Status::Acknowledged));
    assert_eq!(clock.sounding_at(2 * MIN - 1), "");
    assert_eq!(clock.sounding_at(2 * MIN), "FirstUnit 1", "before anybody wrote it down");
    clock.raise_at(2 * MIN);
    assert_eq!(clock.sounding_at(3 * MIN), "FirstUnit 1");
    clock.at(3 * MIN, heed(1));
    assert_eq!(clock.sounding_at(3 * MIN), "");
    assert_eq!(clock.due(Timer::FirstUnit), Some(4 * MIN), "heard is not dealt with");
    assert_eq!(clock.sounding_at(4 * MIN), "FirstUnit 2");
    clock.raise_at(4 * MIN);
    // Update comes due in between and sounds beside it.
    clock.raise_at(6 * MIN);
    assert_eq!(clock.sounding_at(6 * MIN), "FirstUnit 3; Update 1", "of each timer the newest round");
    clock.at(6 * MIN + S, heed(3));
    assert_eq!(clock.sounding_at(6 * MIN + S), "Update 1");
}

#[test]
fn what_came_in_the_meantime_makes_an_alarm_void() {
    let raised = |severity| {
        let mut clock = Clock::new(severity);
        clock.raise_at(60 * MIN);
        assert_eq!(clock.sounding_at(60 * MIN), "Acknowledge 1; FirstUnit 1; Update 1");
        clock
    };
    let after = |deeds: Vec<Deed>| {
        let mut clock = raised(Severity::Minor);
        clock.at(61 * MIN, deeds);
        clock.sounding_at(62 * MIN)
    };
    let dup = |to| vec![Deed::Link { to, link: LinkKind::DuplicateOf, on: true }];
    assert_eq!(after(vec![Deed::Heed { timer: Timer::Acknowledge, round: 1 }]), "FirstUnit 1; Update 1");
    assert_eq!(after(moved(Status::Acknowledged)), "FirstUnit 1");
    assert_eq!(after(vec![]), "FirstUnit 1", "a note");
    assert_eq!(after(unit(UnitState::EnRoute)), "FirstUnit 1");
    assert_eq!(after(unit(UnitState::OnScene)), "");
    assert_eq!(after(moved(Status::OnScene)), "");
    assert_eq!(after(moved(Status::OnHold)), "");
    assert_eq!(after(moved(Status::Resolved)), "");
    assert_eq!(after(severity(Severity::Info)), "");
    let mut clock = raised(Severity::Minor);
    let name = clock.name;
    clock.script.say(1, vec![Deed::Strike { entry: name, reason: String::new() }]);
    assert_eq!(clock.sounding_at(62 * MIN), "");
    let mut clock = raised(Severity::Minor);
    let other = clock.script.open(1, "TEC", Severity::Info);
    clock.at(61 * MIN, dup(other));
    assert_eq!(clock.sounding_at(62 * MIN), "");
}

#[test]
fn an_acknowledgement_between_two_rounds_ends_them() {
    let mut clock = Clock::new(Severity::Critical);
    clock.raise_at(30 * S);
    clock.at(45 * S, moved(Status::Acknowledged));
    assert_eq!(clock.wait(Timer::Acknowledge, 60 * S), None);
    assert_eq!(clock.raise_at(60 * S), "");
    assert_eq!(clock.due(Timer::FirstUnit), Some(2 * MIN), "the others wait on");
    assert_eq!(clock.due(Timer::Update), Some(5 * MIN + 45 * S));
}

#[test]
fn an_update_begins_the_wait_and_the_chain_anew_but_not_the_count() {
    let mut clock = Clock::new(Severity::Critical);
    clock.at(S, unit(UnitState::OnScene));
    assert_eq!(clock.raise_at(5 * MIN + S), "Update 1 lead");
    assert_eq!(clock.raise_at(10 * MIN + S), "Update 2 deputy");
    clock.at(11 * MIN, vec![]);
    assert_eq!(clock.due(Timer::Update), Some(16 * MIN));
    assert_eq!(clock.sounding_at(16 * MIN - 1), "");
    assert_eq!(clock.raise_at(16 * MIN), "Update 3 lead");
}

#[test]
fn a_severity_that_changes_meanwhile_changes_what_is_late() {
    let mut clock = Clock::new(Severity::Minor);
    clock.at(3 * MIN, severity(Severity::Critical));
    assert_eq!(clock.raise_at(3 * MIN), "FirstUnit 1 lead", "the minutes before count");
    assert_eq!(clock.due(Timer::FirstUnit), Some(5 * MIN));
    clock.at(4 * MIN, severity(Severity::Minor));
    assert_eq!(clock.sounding_at(4 * MIN), "", "not late by the limit that counts now");
    assert_eq!(clock.due(Timer::FirstUnit), Some(23 * MIN));
    assert_eq!(clock.raise_at(23 * MIN), "FirstUnit 2 deputy");
}

#[test]
fn on_hold_no_unit_is_expected_but_news_is() {
    let mut clock = Clock::new(Severity::Serious);
    clock.at(MIN, moved(Status::OnHold));
    assert_eq!(clock.wait(Timer::FirstUnit, 9 * MIN), None);
    assert_eq!(clock.raise_at(16 * MIN), "Update 1 lead");
    clock.at(20 * MIN, moved(Status::Acknowledged));
    assert_eq!(clock.due(Timer::FirstUnit), Some(25 * MIN), "from when it goes on");
}

#[test]
fn an_incident_that_is_opened_again_waits_for_a_unit_again_unless_one_is_there() {
    let mut clock = Clock::new(Severity::Serious);
    assert_eq!(clock.raise_at(6 * MIN), "Acknowledge 1 lead; FirstUnit 1 lead");
    clock.at(7 * MIN, unit(UnitState::OnScene));
    clock.at(8 * MIN, moved(Status::Resolved));
    assert_eq!(clock.due(Timer::Update), None);
    let mut there = Clock { script: clock.script.clone(), ..clock };
    there.at(30 * MIN, moved(Status::Acknowledged));
    assert_eq!(there.due(Timer::FirstUnit), None);
    clock.at(20 * MIN, unit(UnitState::Clear));
    clock.at(30 * MIN, moved(Status::Acknowledged));
    assert_eq!(clock.due(Timer::Acknowledge), None, "whoever opened it again knows of it");
    assert_eq!(clock.due(Timer::FirstUnit), Some(35 * MIN));
    assert_eq!(clock.due(Timer::Update), Some(45 * MIN));
    assert_eq!(clock.raise_at(35 * MIN), "FirstUnit 2 lead", "its name is new, its chain too");
    clock.at(36 * MIN, unit(UnitState::OnScene));
    assert_eq!(clock.due(Timer::FirstUnit), None);
}

#[test]
fn the_event_sets_its_limits_and_none_rings_without_end() {
    let mut clock = Clock::new(Severity::Minor);
    clock.script.say(1, vec![limit(Severity::Minor, Timer::Acknowledge, Some(7_000))]);
    clock.script.say(1, vec![limit(Severity::Minor, Timer::FirstUnit, None)]);
    clock.script.say(1, vec![limit(Severity::Minor, Timer::Update, Some(0))]);
    assert_eq!(clock.due(Timer::Acknowledge), Some(7 * S));
    assert_eq!(clock.due(Timer::FirstUnit), None);
    assert_eq!(clock.due(Timer::Update), Some(S), "a limit of nothing is a second");
    clock.script.say(1, vec![limit(Severity::Minor, Timer::Update, Some(u64::MAX))]);
    assert_eq!(clock.raise_at(1_000 * MIN), "Acknowledge 1 lead");
}
