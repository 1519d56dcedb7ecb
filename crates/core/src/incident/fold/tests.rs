use super::*;
use crate::ids::{AuthorId, Seq, ZoneId};
use crate::incident::script::{Script, code, fact};
use crate::incident::{
    Alert, Category, Density, Field, LinkKind, Missing, Opening, Promise, Setting, Severity, Status, Timer,
    UnitState, closing, next_number,
};
use crate::time::{Hlc, WallMs};

fn status(log: &Log, name: RecordId) -> Status {
    log.incidents[&name].status
}

fn moved(status: Status) -> Deed {
    Deed::Move { status }
}

fn unit(unit: &str, state: UnitState) -> Deed {
    Deed::Unit { unit: unit.to_owned(), role: String::new(), state }
}

fn strike(entry: RecordId) -> Deed {
    Deed::Strike { entry, reason: "a slip".to_owned() }
}

fn sev(severity: Severity, why: &str) -> Deed {
    Deed::Set(Field::Severity { severity, why: why.to_owned() })
}

fn typed(name: &str, on: bool) -> Deed {
    Deed::Set(Field::Type { code: code(name), on })
}

#[test]
fn an_entry_whose_opening_is_not_here_waits_for_it() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Serious);
    let note = script.tell(2, name, vec![unit("medic1", UnitState::OnScene)]);
    let opening = script.facts.remove(0);
    assert_eq!(script.log().waiting, [note]);
    assert!(script.log().incidents.is_empty());
    script.facts.push(opening);
    let log = script.log();
    assert!(log.waiting.is_empty());
    assert_eq!(status(&log, name), Status::OnScene);
    assert_eq!(log.timeline(name).iter().map(|fact| fact.id).collect::<Vec<_>>(), [name, note]);
}

#[test]
fn an_answer_that_stands_before_its_opening_still_counts() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Serious);
    let id = RecordId { author: AuthorId::from_bytes([2; 16]), seq: Seq(1) };
    script.facts.push(fact(id, 0, 5_000, Some(name), vec![sev(Severity::Critical, "")]));
    let incident = &script.log().incidents[&name];
    assert_eq!(incident.severity, Severity::Critical);
    assert_eq!(incident.entries, [name, id], "the opening first");
}

#[test]
fn the_last_in_the_common_order_counts_whenever_it_arrived() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    let first = script.tell(1, name, vec![sev(Severity::Critical, "not breathing")]);
    let last = script.tell(2, name, vec![sev(Severity::Serious, "breathing again")]);
    script.facts.reverse();
    let incident = &script.log().incidents[&name];
    assert_eq!(incident.severity, Severity::Serious);
    let told: Vec<_> = incident.changes.iter().map(|change| (change.id, change.overtaken)).collect();
    assert_eq!(told, [(first, true), (last, false)]);
    let before = Field::Severity { severity: Severity::Critical, why: "not breathing".to_owned() };
    assert_eq!(incident.changes[1].old, before);
    let opened = Field::Severity { severity: Severity::Minor, why: String::new() };
    assert_eq!(incident.changes[0].old, opened);
}

#[test]
fn of_readings_that_are_equal_the_greater_author_counts() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    for author in [3, 2] {
        let id = RecordId { author: AuthorId::from_bytes([author; 16]), seq: Seq(1) };
        let place = Deed::Set(Field::Place(format!("said by {author}")));
        script.facts.push(fact(id, 500, 0, Some(name), vec![place]));
    }
    assert_eq!(script.log().incidents[&name].place, "said by 3");
}

#[test]
fn every_field_is_said_anew_and_what_it_was_stays_known() {
    let zone = ZoneId::from_bytes([9; 16]);
    let fields = [
        Field::Title("fainted".to_owned()),
        Field::Place("left bar".to_owned()),
        Field::Zone(Some(zone)),
        Field::Reporter("steward 12".to_owned()),
        Field::Outcome("walked off".to_owned()),
        Field::Sealed(true),
        Field::Alert(Some(Alert::Emergency)),
    ];
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    for field in &fields {
        script.tell(1, name, vec![Deed::Set(field.clone())]);
    }
    let incident = &script.log().incidents[&name];
    assert_eq!((incident.title.as_str(), incident.place.as_str()), ("fainted", "left bar"));
    assert_eq!((incident.zone, incident.sealed), (Some(zone), true));
    assert_eq!((incident.reporter.as_str(), incident.outcome.as_str()), ("steward 12", "walked off"));
    assert_eq!((incident.alert, incident.alert_by_hand), (Alert::Emergency, true));
    let olds: Vec<_> = incident.changes.iter().map(|change| change.old.clone()).collect();
    let expected = [
        Field::Title("it".to_owned()),
        Field::Place(String::new()),
        Field::Zone(None),
        Field::Reporter(String::new()),
        Field::Outcome(String::new()),
        Field::Sealed(false),
        Field::Alert(None),
    ];
    assert_eq!(olds, expected);
}

#[test]
fn types_are_a_set_in_the_order_of_their_adding() {
    let mut script = Script::default();
    let name = script.open(1, "MED CRO MED", Severity::Minor);
    script.tell(1, name, vec![typed("CHI", true), typed("CRO", true), typed("MED", false)]);
    script.tell(2, name, vec![typed("MED", true)]);
    let incident = &script.log().incidents[&name];
    assert_eq!(incident.types, ["CRO", "CHI", "MED"].map(code));
    let overtaken: Vec<_> = incident.changes.iter().map(|change| change.overtaken).collect();
    assert_eq!(overtaken, [false, false, true, false], "each type is a field of its own");
}

#[test]
fn a_sealed_type_seals_until_somebody_says_otherwise() {
    let sealed = |types: &str, deeds: Vec<Deed>| {
        let mut script = Script::default();
        let name = script.open(1, types, Severity::Minor);
        for deed in deeds {
            script.tell(1, name, vec![deed]);
        }
        script.log().incidents[&name].sealed
    };
    let said = |sealed| Deed::Set(Field::Sealed(sealed));
    assert!(!sealed("MED", vec![]));
    assert!(sealed("SEX", vec![]));
    assert!(sealed("SEX.SPIKE", vec![]), "below a sealed type");
    assert!(sealed("MED", vec![typed("SEX", true)]));
    assert!(sealed("MED", vec![typed("SEX", true), typed("SEX", false)]), "a slip lays nothing open");
    assert!(!sealed("SEX", vec![said(false)]));
    assert!(sealed("MED", vec![said(false), typed("SEX", true)]), "said before it was known");
    assert!(sealed("MED", vec![said(true)]));
}

#[test]
fn a_type_that_the_event_seals_seals_what_was_opened_before() {
    let mut script = Script::default();
    let name = script.open(1, "DRU", Severity::Minor);
    let mut category: Category = Config::default().category(&code("DRU")).expect("it is standard").clone();
    category.sealed = true;
    script.say(2, vec![Deed::Configure(Setting::Category(category))]);
    assert!(script.log().incidents[&name].sealed);
}

#[test]
fn each_deed_moves_an_incident_in_its_turn() {
    use Status::*;
    use UnitState::{Assigned, Clear, EnRoute};
    let on_scene = || unit("a", UnitState::OnScene);
    let cases: Vec<(&str, Vec<Deed>, Status)> = vec![
        ("a unit that is sent", vec![unit("a", Assigned)], Dispatched),
        ("on its way", vec![moved(Acknowledged), unit("a", EnRoute)], Dispatched),
        ("there", vec![on_scene()], OnScene),
        ("a second one is sent", vec![on_scene(), unit("b", Assigned)], OnScene),
        ("free again", vec![on_scene(), unit("a", Clear)], OnScene),
        ("free before it was sent", vec![unit("a", Clear)], Logged),
        ("an ack that came late", vec![unit("a", Assigned), moved(Acknowledged)], Dispatched),
        ("no unit any more", vec![on_scene(), unit("a", Clear), moved(Acknowledged)], Acknowledged),
        ("back by hand", vec![moved(OnScene), moved(Dispatched)], Dispatched),
        ("on hold", vec![on_scene(), moved(OnHold)], OnHold),
        ("off hold by another unit", vec![on_scene(), moved(OnHold), unit("b", Assigned)], OnScene),
        ("off hold", vec![moved(OnHold), unit("b", Assigned)], Dispatched),
        ("on hold, and free", vec![on_scene(), moved(OnHold), unit("a", Clear)], OnHold),
        ("resolved", vec![on_scene(), moved(Resolved)], Resolved),
        ("a late report", vec![moved(Resolved), on_scene()], Resolved),
        ("closed, a late report", vec![moved(Closed), unit("a", Assigned)], Closed),
        ("opened again", vec![on_scene(), moved(Closed), moved(Logged)], OnScene),
    ];
    for (what, deeds, expected) in cases {
        let mut script = Script::default();
        let name = script.open(1, "MED", Severity::Minor);
        let together = script.tell(1, name, deeds.clone());
        assert_eq!(status(&script.log(), name), expected, "{what}, in one entry");
        script.facts.retain(|fact| fact.id != together);
        for deed in deeds {
            script.tell(2, name, vec![deed]);
        }
        assert_eq!(status(&script.log(), name), expected, "{what}");
    }
}

#[test]
fn opening_again_is_counted_and_closing_what_is_resolved_is_not_an_end() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    script.tell(1, name, vec![moved(Status::Resolved)]);
    let resolved = script.now;
    script.tell(1, name, vec![moved(Status::Closed)]);
    let incident = script.log().incidents[&name].clone();
    assert_eq!((incident.reopened, incident.ended), (0, Some(WallMs(resolved))));
    script.tell(2, name, vec![moved(Status::Acknowledged)]);
    let again = script.now;
    script.tell(2, name, vec![moved(Status::Dispatched)]);
    let incident = script.log().incidents[&name].clone();
    assert_eq!((incident.reopened, incident.ended, incident.active_since), (1, None, WallMs(again)));
    script.tell(2, name, vec![moved(Status::Closed), moved(Status::Logged)]);
    assert_eq!(script.log().incidents[&name].reopened, 2);
}

#[test]
fn whoever_does_something_about_an_incident_has_acknowledged_it() {
    let report = RecordId { author: AuthorId::from_bytes([1; 16]), seq: Seq(1) };
    let escalate = Deed::Escalate { timer: Timer::Update, round: 1, to: String::new() };
    let cases: Vec<(Vec<Deed>, bool, bool)> = vec![
        (vec![], true, true),
        (vec![moved(Status::Acknowledged)], true, true),
        (vec![unit("a", UnitState::Assigned)], true, true),
        (vec![Deed::Heed { timer: Timer::Update, round: 1 }], true, false),
        (vec![Deed::ReadBack { report }], true, true),
        (vec![escalate.clone()], false, false),
        (vec![escalate, typed("MED", true)], true, true),
        (vec![Deed::Correct { entry: report, text: "it".to_owned() }], false, false),
        (vec![Deed::System { what: "started".to_owned() }], false, false),
    ];
    for (deeds, acknowledges, is_news) in cases {
        let mut script = Script::default();
        let name = script.open(1, "MED", Severity::Minor);
        script.wait(10_000);
        script.tell(1, name, deeds.clone());
        let incident = &script.log().incidents[&name];
        let at = WallMs(script.now);
        assert_eq!(incident.acknowledged, acknowledges.then_some(at), "{deeds:?}");
        assert_eq!(incident.updated == at, is_news, "{deeds:?}");
    }
}

#[test]
fn a_line_that_opens_an_incident_and_sends_a_unit_leaves_nothing_to_acknowledge() {
    let mut script = Script::default();
    let only = script.open(1, "MED", Severity::Minor);
    let sent = script.open_with(1, "MED", Severity::Minor, vec![unit("medic1", UnitState::Assigned)]);
    let at = WallMs(script.now);
    let described = script.open_with(1, "MED", Severity::Minor, vec![typed("CHI", true)]);
    let log = script.log();
    assert_eq!(log.incidents[&only].acknowledged, None);
    assert_eq!(log.incidents[&sent].acknowledged, Some(at));
    assert_eq!(log.incidents[&sent].status, Status::Dispatched);
    assert_eq!(log.incidents[&described].acknowledged, None);
}

#[test]
fn units_have_clocks_by_when_things_happened() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    script.tell(1, name, vec![unit("medic1", UnitState::OnScene)]);
    let there = script.now;
    script.wait(60_000);
    script.occurred(there - 90_000);
    script.tell(1, name, vec![unit("medic1", UnitState::Assigned)]);
    script.tell(
        1,
        name,
        vec![Deed::Unit { unit: "medic1".into(), role: "medic".into(), state: UnitState::OnScene }],
    );
    let incident = &script.log().incidents[&name];
    let known = &incident.units["medic1"];
    assert_eq!((known.role.as_str(), known.state), ("medic", UnitState::OnScene));
    assert_eq!(known.since[&UnitState::OnScene], WallMs(there));
    assert_eq!(known.since[&UnitState::Assigned], WallMs(there - 90_000));
    assert_eq!((incident.first_unit, incident.attended), (Some(WallMs(there)), true));
}

#[test]
fn an_undone_entry_leaves_no_trace_but_itself() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    script.tell(1, name, vec![sev(Severity::Serious, "")]);
    let before = script.log();
    let slip = script.tell(
        1,
        name,
        vec![sev(Severity::Critical, ""), moved(Status::Closed), unit("a", UnitState::OnScene)],
    );
    let undo = script.tell(1, name, vec![strike(slip)]);
    let mut after = script.log();
    assert_eq!(after.struck, [(slip, undo)].into());
    let incident = after.incidents.get_mut(&name).expect("it is known");
    assert_eq!(incident.entries.split_off(2), [slip, undo]);
    assert_eq!(after.incidents, before.incidents);
    let redo = script.tell(2, name, vec![strike(undo)]);
    let redone = script.log();
    assert_eq!(redone.struck, [(undo, redo)].into());
    assert_eq!(redone.incidents[&name].severity, Severity::Critical);
}

#[test]
fn a_strike_counts_from_its_place_on_and_only_while_it_stands() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    let later = RecordId { author: AuthorId::from_bytes([1; 16]), seq: Seq(3) };
    script.tell(1, name, vec![strike(later)]);
    assert_eq!(script.tell(1, name, vec![moved(Status::Acknowledged)]), later);
    let own = RecordId { seq: Seq(4), ..later };
    assert_eq!(script.tell(1, name, vec![strike(own)]), own);
    assert!(script.log().struck.is_empty(), "what is not written yet cannot be struck, nor oneself");
    let first = script.tell(2, name, vec![strike(later)]);
    let second = script.tell(3, name, vec![strike(later)]);
    assert_eq!(script.log().struck, [(later, first)].into());
    let third = script.tell(3, name, vec![strike(first)]);
    assert_eq!(script.log().struck, [(later, second), (first, third)].into());
    let fourth = script.tell(3, name, vec![strike(third)]);
    assert_eq!(script.log().struck, [(later, first), (third, fourth)].into());
}

#[test]
fn a_struck_opening_is_no_incident_and_its_number_stays_used() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Critical);
    let undo = script.say(1, vec![strike(name)]);
    let log = script.log();
    let incident = &log.incidents[&name];
    assert_eq!((incident.struck, incident.is_open()), (Some(undo), false));
    assert!(log.open().is_empty());
    assert_eq!(next_number(&log, name.author).to_string(), "A-0002");
}

#[test]
fn settings_letters_and_posts_are_taken_back_too() {
    let mut script = Script::default();
    let chain = |name: &str| Deed::Configure(Setting::Chain(vec![name.to_owned()]));
    let post = |on| Deed::Post { who: "Ana".into(), post: "pit".into(), call_sign: "P1".into(), on };
    script.say(1, vec![chain("first"), Deed::Letter("A".to_owned())]);
    let slip = script.say(1, vec![chain("second"), Deed::Letter("B".to_owned()), post(true)]);
    let log = script.log();
    assert_eq!((log.config.chain[0].as_str(), log.letters[&slip.author].as_str()), ("second", "B"));
    assert_eq!(log.posts["pit"]["Ana"].id, slip);
    script.say(1, vec![strike(slip)]);
    let log = script.log();
    assert_eq!((log.config.chain[0].as_str(), log.letters[&slip.author].as_str()), ("first", "A"));
    assert!(log.posts.is_empty());
}

#[test]
fn corrections_stand_beside_what_they_correct() {
    let mut script = Script::default();
    let note = script.say(1, vec![]);
    let correct = || vec![Deed::Correct { entry: note, text: "left bar".to_owned() }];
    let first = script.say(1, correct());
    let second = script.say(2, correct());
    let third = script.say(2, correct());
    script.say(2, vec![strike(second)]);
    assert_eq!(script.log().corrected, [(note, vec![first, third])].into());
}

#[test]
fn two_desks_that_gave_one_number_are_told_apart() {
    let mut script = Script::default();
    let first = script.open(1, "MED", Severity::Minor);
    let mut others = Vec::new();
    for author in [2, 3] {
        let name = script.open(author, "MED", Severity::Minor);
        others.push(name);
        let Some(Deed::Open(opening)) = script.facts.last_mut().and_then(|f| f.entry.deeds.first_mut())
        else {
            unreachable!("it was opened");
        };
        opening.number = Number { desk: "A".to_owned(), no: 1 };
    }
    script.say(1, vec![strike(first)]);
    let log = script.log();
    assert_eq!(log.incidents[&first].said(), "A-0001");
    assert_eq!(log.incidents[&others[0]].said(), "A-0001b", "a struck one's number stays used");
    assert_eq!(log.incidents[&others[1]].said(), "A-0001c");
    let number = Number { desk: "A".to_owned(), no: 1 };
    let found: Vec<_> = log.numbered(&number).iter().map(|incident| incident.id).collect();
    assert_eq!(found, [first, others[0], others[1]]);
}

#[test]
fn a_desk_counts_on_when_its_letter_changes() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    script.say(1, vec![Deed::Letter("C".to_owned())]);
    assert_eq!(next_number(&script.log(), name.author).to_string(), "C-0002");
    let other = AuthorId::from_bytes([8; 16]);
    assert_eq!(next_number(&script.log(), other).to_string(), "B-0001", "A was given, C is claimed");
}

#[test]
fn links_are_seen_from_both_ends() {
    let mut script = Script::default();
    let one = script.open(1, "MED", Severity::Minor);
    let two = script.open(1, "MED", Severity::Minor);
    let link = |to, link, on| vec![Deed::Link { to, link, on }];
    script.tell(1, two, link(one, LinkKind::CausedBy, true));
    script.tell(1, two, link(one, LinkKind::Related, true));
    script.tell(1, two, link(one, LinkKind::Related, false));
    script.tell(1, two, link(two, LinkKind::Related, true));
    let log = script.log();
    let seen = |name| log.linked(name).iter().map(|l| (l.other, l.link, l.back)).collect::<Vec<_>>();
    assert_eq!(seen(one), [(two, LinkKind::CausedBy, true)]);
    assert_eq!(seen(two), [(one, LinkKind::CausedBy, false)]);
}

#[test]
fn a_duplicate_is_looked_after_where_it_was_told_first() {
    let mut script = Script::default();
    let names: Vec<_> = (0..4).map(|_| script.open(1, "MED", Severity::Minor)).collect();
    let dup = |to| vec![Deed::Link { to, link: LinkKind::DuplicateOf, on: true }];
    script.tell(1, names[1], dup(names[0]));
    script.tell(1, names[2], dup(names[1]));
    let stands = |script: &Script| {
        let log = script.log();
        names.iter().map(|name| log.incidents[name].duplicate_of).collect::<Vec<_>>()
    };
    assert_eq!(stands(&script), [None, Some(names[0]), Some(names[0]), None]);
    assert_eq!(script.log().open().len(), 2);
    // A ring loses nobody: its first one goes on.
    script.tell(2, names[0], dup(names[2]));
    script.tell(2, names[3], dup(names[2]));
    assert_eq!(stands(&script), [None, Some(names[0]), Some(names[0]), Some(names[0])]);
    // What was a mistake stands for nothing.
    script.say(1, vec![strike(names[0])]);
    assert_eq!(stands(&script), [None, None, Some(names[1]), Some(names[1])]);
    let unknown = RecordId { author: AuthorId::from_bytes([7; 16]), seq: Seq(1) };
    script.tell(1, names[1], dup(unknown));
    assert_eq!(stands(&script)[1], None, "what is not here looks after nobody");
}

#[test]
fn an_alarm_is_one_however_many_desks_raised_it() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    let raise = |to: &str| Deed::Escalate { timer: Timer::Acknowledge, round: 1, to: to.to_owned() };
    let first = script.tell(1, name, vec![raise("lead")]);
    script.tell(2, name, vec![raise("deputy")]);
    let heard = script.tell(3, name, vec![Deed::Heed { timer: Timer::Acknowledge, round: 1 }]);
    let at = WallMs(script.now);
    script.tell(1, name, vec![Deed::Heed { timer: Timer::Acknowledge, round: 1 }]);
    let log = script.log();
    let alarms = &log.incidents[&name].alarms;
    assert_eq!(alarms.len(), 1);
    let alarm = &alarms[&(Timer::Acknowledge, 1)];
    assert_eq!((alarm.id, alarm.to.as_str(), alarm.heeded), (first, "lead", Some((heard, at))));
}

#[test]
fn a_round_that_was_not_raised_yet_nobody_has_heard() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    let raise = || Deed::Escalate { timer: Timer::Update, round: 1, to: String::new() };
    let heed = || Deed::Heed { timer: Timer::Update, round: 1 };
    script.tell(1, name, vec![heed()]);
    let early = script.tell(1, name, vec![raise()]);
    assert_eq!(script.log().incidents[&name].alarms[&(Timer::Update, 1)].heeded, None);
    script.say(1, vec![strike(early)]);
    let both = script.tell(2, name, vec![raise(), heed()]);
    let alarm = script.log().incidents[&name].alarms[&(Timer::Update, 1)].clone();
    assert_eq!((alarm.id, alarm.heeded), (both, Some((both, WallMs(script.now)))));
}

#[test]
fn a_handover_is_owned_by_whoever_offered_it_until_all_of_it_is_taken() {
    let mut script = Script::default();
    let items = [script.open(1, "MED", Severity::Minor), script.open(1, "CHI", Severity::Minor)];
    let offer = Deed::HandOver { to: "Ben".into(), items: [items, items].concat(), note: "rain".into() };
    let handover = script.say(1, vec![offer]);
    let take = |item| vec![Deed::Take { handover, item }];
    let first = script.say(2, take(items[0]));
    script.say(3, take(items[0]));
    script.say(3, take(handover));
    let log = script.log();
    assert_eq!(log.handovers[0].items, [(items[0], Some(first)), (items[1], None)]);
    assert_eq!(log.offered().count(), 1);
    let mut other = script.clone();
    // Called off: what is taken afterwards by a desk that had not heard of it is not taken.
    let off = other.say(1, vec![Deed::Withdraw { handover }]);
    other.say(2, take(items[1]));
    let log = other.log();
    assert_eq!((log.handovers[0].withdrawn, log.handovers[0].is_done()), (Some(off), false));
    assert_eq!(log.offered().count(), 0);
    // Taken whole: there is nothing left to call off.
    script.say(2, take(items[1]));
    script.say(1, vec![Deed::Withdraw { handover }]);
    let log = script.log();
    assert_eq!((log.handovers[0].withdrawn, log.handovers[0].is_done()), (None, true));
}

#[test]
fn what_stands_on_the_board() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    let promise = |due: Option<i64>| {
        Deed::Promise(Promise { text: "back".into(), owner: "medic1".into(), due: due.map(WallMs) })
    };
    let any = script.tell(1, name, vec![promise(None)]);
    let due = script.say(1, vec![promise(Some(9_000))]);
    let kept = script.say(1, vec![promise(Some(1_000))]);
    let settle = script.say(2, vec![Deed::Settle { promise: kept }]);
    script.say(3, vec![Deed::Settle { promise: kept }]);
    let decided = script.tell(1, name, vec![Deed::Decide(Box::default())]);
    let zone = ZoneId::from_bytes([1; 16]);
    let look = script.say(1, vec![Deed::Density(Density { zone, grade: 4, note: String::new() })]);
    let report = script.tell(1, name, vec![Deed::Report(Box::default())]);
    let right = script.tell(2, name, vec![Deed::ReadBack { report }]);
    let tick = |done| vec![Deed::Tick { step: "med.place".into(), done }];
    script.tell(1, name, tick(true));
    script.tell(1, name, tick(false));
    let ticked = script.tell(2, name, tick(true));
    let log = script.log();
    assert_eq!(log.owed().iter().map(|promised| promised.id).collect::<Vec<_>>(), [due, any]);
    assert_eq!(log.promises[2].settled, Some(settle));
    assert_eq!(log.promises[0].incident, Some(name));
    assert_eq!((log.decisions[0].0, log.decisions[0].1), (decided, Some(name)));
    assert_eq!(log.densities[0].0, look);
    let incident = &log.incidents[&name];
    assert_eq!((incident.reports[0].id, incident.reports[0].read_back), (report, Some(right)));
    assert_eq!(incident.ticks, [("med.place".to_owned(), ticked)].into());
}

#[test]
fn a_visit_that_two_desks_announce_is_one() {
    let mut script = Script::default();
    let visit = |begins| vec![Deed::Visit { authority: "fire service".into(), begins }];
    script.say(1, visit(false));
    let came = script.say(1, visit(true));
    script.say(2, visit(true));
    let left = script.say(2, visit(false));
    let again = script.say(1, visit(true));
    let name = "fire service".to_owned();
    assert_eq!(script.log().visits, [(came, name.clone(), Some(left)), (again, name, None)]);
}

#[test]
fn whoever_stays_on_a_post_is_there_since_they_came() {
    let mut script = Script::default();
    let post = |call: &str, on| {
        vec![Deed::Post { who: "Ana".into(), post: "pit".into(), call_sign: call.into(), on }]
    };
    script.say(1, post("P1", true));
    let came = script.now;
    let last = script.say(1, post("P2", true));
    let there = script.log().posts["pit"]["Ana"].clone();
    assert_eq!((there.call_sign.as_str(), there.since, there.id), ("P2", WallMs(came), last));
    script.say(1, post("P2", false));
    assert!(script.log().posts.is_empty());
}

#[test]
fn the_worst_is_shown_first_and_among_equals_the_oldest() {
    let mut script = Script::default();
    let minor = script.open(1, "MED", Severity::Minor);
    let older = script.open(2, "MED", Severity::Serious);
    let newer = script.open(1, "MED", Severity::Serious);
    let closed = script.open(1, "MED", Severity::Critical);
    script.tell(1, closed, vec![moved(Status::Closed)]);
    let log = script.log();
    assert_eq!(log.open().iter().map(|incident| incident.id).collect::<Vec<_>>(), [older, newer, minor]);
}

#[test]
fn closing_needs_a_type_and_an_outcome() {
    let mut script = Script::default();
    let name = script.open(1, "", Severity::Minor);
    let missing = |script: &Script| closing(&script.log().incidents[&name]);
    assert_eq!(missing(&script), Err(vec![Missing::Type, Missing::Outcome]));
    script.tell(1, name, vec![typed("MED", true), Deed::Set(Field::Outcome("  ".to_owned()))]);
    assert_eq!(missing(&script), Err(vec![Missing::Outcome]));
    script.tell(1, name, vec![Deed::Set(Field::Outcome("walked off".to_owned()))]);
    assert_eq!(missing(&script), Ok(()));
}

#[test]
fn what_is_logged_late_is_found_unless_it_was_struck() {
    let mut script = Script::default();
    script.say(1, vec![]);
    script.occurred(script.now - 6 * 60_000);
    let late = script.say(1, vec![]);
    script.occurred(script.now - 6 * 60_000);
    let struck = script.say(1, vec![]);
    script.say(1, vec![strike(struck)]);
    assert_eq!(script.log().late().map(|fact| fact.id).collect::<Vec<_>>(), [late]);
}

#[test]
fn a_record_that_comes_twice_counts_once() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    script.tell(1, name, vec![moved(Status::Closed), moved(Status::Logged)]);
    let once = script.log();
    script.facts.extend(script.facts.clone());
    assert_eq!(script.log(), once);
    assert_eq!(once.incidents[&name].reopened, 1);
}

#[test]
fn an_entry_that_opens_twice_opens_once() {
    let mut script = Script::default();
    let name = script.open(1, "MED", Severity::Minor);
    let second = Opening { title: "another".to_owned(), ..script.facts[0].opening().expect("one").clone() };
    script.facts[0].entry.deeds.push(Deed::Open(Box::new(second)));
    script.facts[0].entry.incident = Some(RecordId { seq: Seq(9), ..name });
    let log = script.log();
    assert_eq!(log.incidents.len(), 1);
    assert_eq!(log.incidents[&name].title, "it");
    assert_eq!(script.facts[0].hlc, Hlc(1 << 16));
}
