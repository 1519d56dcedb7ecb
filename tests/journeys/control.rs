//! A night in the control room, on real replicas: what is logged, led, raised, handed over, counted and written out.

use anyhow::{Context as _, Result};
use gatehouse_commands::{control, keep, open, show};
use gatehouse_contract::control::{
    ActReq, AnomalyRule, ControlAct, ControlRes, ControlSetting, CrowdRes, ExportLogReq, IncidentReq,
    IncidentRes, IncidentStatus, LimitSetting, LogExport, LogKind, LogReq, MissingToClose, Severity, Timer,
    UnitState, VisitReq, Warning, WrittenRes,
};
use gatehouse_contract::event::Push;
use gatehouse_contract::id::{CheckpointId, RecordId};
use gatehouse_contract::show::{PaperLanguage, Press, PressReq, ShowReq, ShowState};
use gatehouse_hardware::sound::Cue;
use gatehouse_store::audit;
use gatehouse_testkit::{Machine, SmallEvent, small_event};

use super::stick::Second;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60_000;

fn desk() -> Result<(Machine, SmallEvent)> {
    let machine = Machine::new();
    let event = small_event(&machine)?;
    Ok((machine, event))
}

fn act(machine: &Machine, incident: Option<RecordId>, act: ControlAct) -> Result<WrittenRes> {
    said(machine, incident, "", act)
}

fn said(machine: &Machine, incident: Option<RecordId>, words: &str, act: ControlAct) -> Result<WrittenRes> {
    let req = ActReq {
        incident,
        act,
        words: words.into(),
        channel: None,
        occurred: None,
        from: String::new(),
        attachments: Vec::new(),
    };
    Ok(control::act(machine, req)?)
}

fn open_incident(machine: &Machine, code: &str, severity: Option<Severity>, title: &str) -> Result<RecordId> {
    let open = ControlAct::Open {
        types: vec![code.into()],
        severity,
        title: title.into(),
        place: "bar left".into(),
        zone: None,
        anomaly: None,
    };
    act(machine, None, open)?.incident.context("it opened one")
}

fn status(machine: &Machine) -> Result<ControlRes> {
    Ok(control::status(machine)?)
}

fn incident(machine: &Machine, incident: RecordId) -> Result<IncidentRes> {
    Ok(control::incident(machine, IncidentReq { incident })?)
}

fn all() -> LogReq {
    LogReq { words: String::new(), kind: None, own: false, from: None, until: None, before: None, limit: 500 }
}

fn sound_log(machine: &Machine) -> Result<()> {
    assert!(audit(&open(machine)?.replica)?.is_empty(), "journal and projections agree");
    Ok(())
}

#[test]
fn an_incident_is_led_from_its_first_word_to_its_last() -> Result<()> {
    let (machine, _) = desk()?;
    let med = open_incident(&machine, "MED", None, "faint")?;
    let line = status(&machine)?.open.first().cloned().context("it is open")?;
    assert_eq!((line.number.as_str(), line.severity), ("A-0001", Severity::Serious), "the type's severity");
    act(&machine, Some(med), ControlAct::Acknowledge)?;
    let unit = |state| ControlAct::Unit { unit: "medic1".into(), role: "medic".into(), state };
    machine.pass(MINUTE);
    act(&machine, Some(med), unit(UnitState::Assigned))?;
    machine.pass(MINUTE);
    act(&machine, Some(med), unit(UnitState::OnScene))?;
    let led = incident(&machine, med)?;
    assert_eq!(led.line.status, IncidentStatus::OnScene, "a unit that is there moves it on");
    assert_eq!(led.units[0].on_scene.zip(led.units[0].assigned).map(|(a, b)| a.0 - b.0), Some(MINUTE));
    assert!(!led.playbook.is_empty(), "there is something to do by the book");
    let lower = |why: &str| ControlAct::Severity { severity: Severity::Minor, why: why.into() };
    assert!(act(&machine, Some(med), lower("")).is_err(), "to lower a severity needs a reason");
    act(&machine, Some(med), lower("walks again"))?;
    assert_eq!(incident(&machine, med)?.missing, [MissingToClose::Outcome]);
    let close = ControlAct::Move { status: IncidentStatus::Closed };
    assert!(act(&machine, Some(med), close.clone()).is_err(), "nobody closes what has no outcome");
    act(&machine, Some(med), ControlAct::Outcome { outcome: "walked off".into() })?;
    act(&machine, Some(med), close)?;
    assert!(status(&machine)?.open.is_empty());

    // A mistake is struck and stays; undo takes back the last thing and says so.
    let wrong = said(&machine, None, "gate B opens at nine", ControlAct::Note)?;
    act(&machine, None, ControlAct::Undo)?;
    let log = control::log(&machine, all())?;
    let struck = log.entries.iter().find(|one| one.entry == wrong.entry.entry).context("it stays")?;
    assert_eq!(struck.struck.as_ref().map(|by| by.reason.as_str()), Some("undone"));
    assert_eq!(struck.verbatim, "gate B opens at nine");
    let words = LogReq { words: "WALK".into(), ..all() };
    assert_eq!(control::log(&machine, words)?.entries.len(), 2, "the reason and the outcome");
    sound_log(&machine)
}

#[test]
fn what_nobody_answers_goes_up_the_chain_and_sounds_until_it_is_heard() -> Result<()> {
    let (machine, _) = desk()?;
    let chain = vec!["duty lead".to_owned(), "event director".to_owned()];
    act(&machine, None, ControlAct::Configure { setting: ControlSetting::Chain { chain } })?;
    let crush = open_incident(&machine, "CRO", Some(Severity::Critical), "crush at the barrier")?;
    machine.pass(29 * SECOND);
    keep::look(&machine)?;
    assert!(status(&machine)?.alarms.is_empty(), "there are 30 seconds");
    machine.pass(2 * SECOND);
    keep::look(&machine)?;
    let alarm = status(&machine)?.alarms.first().cloned().context("it sounds")?;
    assert_eq!((alarm.timer, alarm.round, alarm.to.as_str()), (Timer::Acknowledge, 1, "duty lead"));
    assert!(machine.heard().contains(&Cue::Alarm), "with no network at all");
    assert!(machine.told().iter().any(|push| matches!(push, Push::Alarm { sounding: 1 })));
    machine.pass(30 * SECOND);
    keep::look(&machine)?;
    keep::look(&machine)?;
    let alarm = status(&machine)?.alarms.first().cloned().context("it goes on")?;
    assert_eq!((alarm.round, alarm.to.as_str()), (2, "event director"));
    act(&machine, Some(crush), ControlAct::Acknowledge)?;
    assert!(status(&machine)?.alarms.is_empty(), "whoever takes note of it has heard it");
    let raised = LogReq { kind: Some(LogKind::Escalation), ..all() };
    assert_eq!(control::log(&machine, raised)?.entries.len(), 2, "each raise is an entry, and none twice");
    // The next timer has its own clock; other limits are the event's.
    let seconds = Some(600);
    let limit = LimitSetting {
        severity: Severity::Critical,
        timer: Timer::FirstUnit,
        seconds,
        source: "the venue's plan".into(),
    };
    act(&machine, None, ControlAct::Configure { setting: ControlSetting::Limit { limit } })?;
    machine.pass(3 * MINUTE);
    keep::look(&machine)?;
    assert!(status(&machine)?.alarms.is_empty());
    sound_log(&machine)
}

#[test]
fn two_desks_that_were_cut_off_give_no_number_twice_and_come_to_the_same_log() -> Result<()> {
    let (machine, _) = desk()?;
    open_incident(&machine, "TEC", None, "no light at gate A")?;
    let Second { machine: other, stick } = Second::of(&machine, 7)?;
    let child = open_incident(&machine, "CHI", None, "lost child")?;
    let name = Some("Ana García".to_owned());
    act(&machine, Some(child), ControlAct::Subject { description: "red coat, seven".into(), name })?;
    let theirs = open_incident(&other, "EJE", None, "two men at gate B")?;
    let first = status(&machine)?.open[0].incident;
    act(&other, None, ControlAct::Note).err().context("a note needs words")?;
    stick.carry(&machine, &other)?;
    stick.vouch(&other, &machine)?;
    for _ in 0..3 {
        for one in [&machine, &other] {
            one.pass(6 * SECOND);
            keep::look(one)?;
        }
        stick.carry(&machine, &other)?;
        stick.vouch(&other, &machine)?;
    }
    let numbers = |machine: &Machine| -> Result<Vec<String>> {
        let mut all: Vec<_> = status(machine)?.open.into_iter().map(|one| one.number).collect();
        all.sort();
        Ok(all)
    };
    assert_eq!(numbers(&machine)?, ["A-0001", "A-0002", "B-0001"]);
    assert_eq!(numbers(&machine)?, numbers(&other)?);
    assert_eq!(incident(&other, theirs)?.line.number, "B-0001");
    assert_eq!(first, child, "the child is the worst");

    // A name is sealed: it is opened only on request, by devices that keep the log, and that it was asked for is written down.
    let seen = incident(&other, child)?;
    assert_eq!((seen.subjects[0].named, seen.subjects[0].name.as_deref()), (true, None));
    let opened = control::open_names(&other, IncidentReq { incident: child })?;
    assert_eq!(opened.subjects[0].name.as_deref(), Some("Ana García"));
    let said = opened.entries.last().context("it was written down")?;
    assert_eq!(said.kind, LogKind::System);
    for one in [&machine, &other] {
        sound_log(one)?;
        let records = open(one)?;
        let found = records.replica.read(|conn| -> Result<bool, gatehouse_store::Error> {
            let rows = gatehouse_store::table::log::since(conn, 0)?;
            Ok(rows.iter().any(|row| matches!(&row.body, gatehouse_store::Body::Unknown { .. })))
        })?;
        assert!(!found, "this build reads all that it writes");
    }
    Ok(())
}

#[test]
fn the_lead_is_handed_over_item_by_item() -> Result<()> {
    let (machine, _) = desk()?;
    let med = open_incident(&machine, "MED", None, "faint")?;
    let promise = ControlAct::Promise { text: "medic back".into(), owner: "medic1".into(), due: None };
    act(&machine, Some(med), promise)?;
    let offer = ControlAct::HandOver { to: "Luisa".into(), note: "gate C is shut".into() };
    act(&machine, None, offer)?;
    let handover = status(&machine)?.handover.context("it is offered")?;
    assert_eq!(handover.items.len(), 2);
    for (nth, item) in handover.items.iter().enumerate() {
        let still = status(&machine)?.handover.context("until all are taken, it is not over")?;
        assert_eq!(still.items.iter().filter(|one| one.taken).count(), nth);
        act(&machine, None, ControlAct::Take { handover: handover.handover, item: item.item })?;
    }
    assert!(status(&machine)?.handover.is_none());
    sound_log(&machine)
}

#[test]
fn the_crowd_is_counted_by_everybody_and_the_upper_end_raises_the_alarm() -> Result<()> {
    let (machine, event) = desk()?;
    let door: CheckpointId = event.north;
    let click = |entries, exits| ControlAct::Click { door, entries, exits };
    act(&machine, None, click(3, 0))?;
    act(&machine, None, click(2, 1))?;
    let crowd = |machine: &Machine| -> Result<CrowdRes> { Ok(control::crowd(machine)?) };
    let seen = crowd(&machine)?;
    let north = seen.doors.iter().find(|one| one.door == door).context("the door")?;
    assert_eq!((north.own_entries, north.own_exits), (5, 1), "one tap after the other adds up");
    let zone = north.into;
    let of = |crowd: &CrowdRes| crowd.zones.iter().find(|one| one.zone == zone).cloned().context("the zone");
    assert_eq!(of(&seen)?.known, 4);
    let recount = ControlAct::Recount { zone, counted: 9, reason: "walked through".into() };
    act(&machine, None, recount)?;
    assert_eq!(of(&crowd(&machine)?)?.known, 9, "a recount is a difference");
    act(&machine, None, click(1, 0))?;
    assert_eq!(of(&crowd(&machine)?)?.known, 10, "and counting goes on");
    let capacity = ControlSetting::Capacity {
        zone,
        persons: 12,
        source: "exits".into(),
        signed: "R. Díaz, safety officer".into(),
    };
    act(&machine, None, ControlAct::Configure { setting: capacity })?;
    machine.pass(6 * SECOND);
    keep::look(&machine)?;
    assert_eq!(of(&crowd(&machine)?)?.band, Some(0), "10 of 12 is above 80 %");
    assert!(status(&machine)?.warnings.iter().any(|one| matches!(one, Warning::Crowd { band: 0, .. })));

    // A second device counts, and is not heard any more: the upper end grows, and names the door.
    let Second { machine: other, stick } = Second::of(&machine, 3)?;
    act(&other, None, click(1, 0))?;
    stick.carry(&other, &machine)?;
    machine.pass(20 * MINUTE);
    keep::look(&machine)?;
    let after = of(&crowd(&machine)?)?;
    assert_eq!((after.known, after.lower < after.known), (11, true));
    assert!(after.upper > 12, "what the silent door may have let in counts");
    assert_eq!(after.band, Some(3));
    assert_eq!(after.silent.first().map(|one| one.device.as_str()), Some("Tablet 3"));
    sound_log(&machine)
}

#[test]
fn forged_codes_at_one_gate_are_told_once_and_become_an_incident() -> Result<()> {
    let (machine, event) = desk()?;
    open_incident(&machine, "TEC", None, "the desk is open")?;
    event.stand(&machine, event.north, gatehouse_contract::verdict::Direction::In)?;
    for n in 0..30 {
        let code = event.code(&machine, "A-1");
        let forged = format!("{}{n:03}", &code[..code.len() - 3]);
        let req = gatehouse_contract::gate::PresentReq {
            text: forged,
            source: gatehouse_contract::verdict::Source::Camera,
            ignore_unpaid: false,
        };
        let _ = gatehouse_commands::gate::present(&machine, req);
        machine.pass(SECOND);
    }
    for _ in 0..3 {
        machine.pass(6 * SECOND);
        keep::look(&machine)?;
    }
    let found: Vec<_> = status(&machine)?.warnings;
    let Some(Warning::Gates { anomaly, rule, evidence, .. }) = found.first() else {
        anyhow::bail!("nothing was found: {found:?}");
    };
    assert_eq!((*rule, found.len()), (AnomalyRule::ManyForgeries, 1), "three looks, one anomaly");
    assert!(*evidence > 1, "it names what it saw");
    let draft = ControlAct::Open {
        types: vec!["SUS".into()],
        severity: None,
        title: "forged tickets at the north gate".into(),
        place: String::new(),
        zone: None,
        anomaly: Some(*anomaly),
    };
    act(&machine, None, draft)?;
    assert!(status(&machine)?.warnings.is_empty(), "an incident was made of it");
    sound_log(&machine)
}

#[test]
fn a_danger_to_life_stops_the_show() -> Result<()> {
    let (machine, _) = desk()?;
    let date = "2026-11-20".to_owned();
    let req = gatehouse_contract::show::NewShowReq { title: "Gala".into(), stage: "Main".into(), date };
    let plan = show::create(&machine, req)?;
    let rundown = gatehouse_contract::show::ImportRundownReq {
        show: plan.show,
        file: String::new(),
        adopt: true,
        remove_missing: true,
        sheet: None,
        follow: false,
        typed: None,
    };
    show::take(&machine, b"Number,Title,Start,Duration\nQ1,Doors,19:00,10m\nQ2,Band,,10m\n", &rundown)?;
    let press = |press| show::press(&machine, PressReq { show: plan.show, press });
    press(Press::TakeCall { reason: String::new() })?;
    let go = Press::Go { from: None, to: None, input: gatehouse_contract::show::GoInput::Key };
    press(go)?;
    let minor = open_incident(&machine, "TEC", None, "a lamp")?;
    assert!(incident(&machine, minor)?.show_stop.is_none());
    let fire = open_incident(&machine, "FIR", None, "smoke behind the stage")?;
    let seen = incident(&machine, fire)?;
    assert_eq!(seen.context.cue.as_deref(), Some("Q1 Doors"), "the live cue is frozen into it");
    let offer = seen.show_stop.context("it is offered")?;
    act(&machine, Some(fire), ControlAct::HoldShow { show: offer.show })?;
    let live = show::live(&machine, ShowReq { show: plan.show })?;
    assert_eq!(live.state, ShowState::Held);
    assert!(live.hold.context("it is held")?.reason.contains("smoke behind the stage"));
    assert!(incident(&machine, fire)?.show_stop.context("still offered")?.held);
    Ok(())
}

#[test]
fn a_visit_sees_the_log_and_nobody_behind_it() -> Result<()> {
    let (machine, _) = desk()?;
    let sealed = open_incident(&machine, "SEX", None, "a report in the east tent")?;
    said(&machine, Some(sealed), "she wears a green jacket", ControlAct::Note)?;
    said(&machine, None, "doors open", ControlAct::Note)?;
    act(&machine, None, ControlAct::Visit { authority: "Fire service, Mr Gómez".into(), begins: true })?;
    let seen = control::visit(&machine, VisitReq { days: 7, before: None })?;
    let text = serde_json::to_string(&seen)?;
    for hidden in ["green jacket", "east tent", "Gómez"] {
        assert!(!text.contains(hidden), "{hidden} is sealed");
    }
    assert!(text.contains("doors open"));
    assert!(status(&machine)?.visit.is_some(), "the visit itself is in the log");
    Ok(())
}

#[test]
fn the_log_is_written_out_and_an_incident_proves_itself() -> Result<()> {
    let (machine, _) = desk()?;
    let med = open_incident(&machine, "MED", None, "faint")?;
    said(&machine, Some(med), "walked off with a friend", ControlAct::Note)?;
    let made = |what: LogExport| -> Result<control::Made> {
        let req = ExportLogReq { what, from: None, until: None, language: PaperLanguage::Es, sealed: false };
        Ok(control::made(&machine, &*open(&machine)?, &req)?)
    };
    assert!(made(LogExport::LicencePdf)?.pieces[0].bytes.starts_with(b"%PDF"));
    let csv = made(LogExport::Csv)?;
    let text = String::from_utf8(csv.pieces[0].bytes.clone())?;
    assert!(text.contains("walked off with a friend") && text.contains("A-0001"), "{text}");
    let folder = tempfile::tempdir()?;
    let bundle = made(LogExport::Incident { incident: med })?;
    for piece in &bundle.pieces {
        let path = folder.path().join(&piece.path);
        std::fs::create_dir_all(path.parent().context("a folder")?)?;
        std::fs::write(path, &piece.bytes)?;
    }
    let inner = folder.path().join("A-0001");
    assert!(control::verify(&inner)?.is_empty());
    let records = inner.join("records.jsonl");
    let altered = std::fs::read_to_string(&records)?.replace("walked off", "was carried off");
    std::fs::write(&records, altered)?;
    assert!(!control::verify(&inner)?.is_empty(), "an altered word is found");
    Ok(())
}
