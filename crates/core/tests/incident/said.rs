//! What a desk says next.

use gatehouse_core::ids::{AuthorId, RecordId, ZoneId};
use gatehouse_core::incident::{
    Alert, Context, Decision, Deed, Density, Field, LinkKind, Log, Methane, Opening, Promise, Setting,
    Severity, Status, Subject, TypeCode, UnitState, next_number, timers,
};
use gatehouse_core::time::WallMs;

use super::night::Chance;

const TYPES: [&str; 6] = ["MED", "CHI", "SEX", "FIR", "TEC", "MED.FAINT"];
const UNITS: [&str; 4] = ["medic1", "medic2", "sec1", "sec2"];
const STATES: [UnitState; 4] =
    [UnitState::Assigned, UnitState::EnRoute, UnitState::OnScene, UnitState::Clear];

/// The incident that the next entry is about, and what it does.
pub(crate) fn deeds(
    log: &Log,
    author: AuthorId,
    step: usize,
    now: WallMs,
    chance: &mut Chance,
) -> (Option<RecordId>, Vec<Deed>) {
    let known: Vec<RecordId> = log.incidents.keys().copied().collect();
    let about = chance.of(&known);
    let Some(about) = about.filter(|_| !step.is_multiple_of(7)) else {
        return (None, opening(log, author, chance));
    };
    match chance.below(20) {
        0..=6 => (Some(about), vec![set(step, chance)]),
        7..=9 => {
            (Some(about), vec![Deed::Move { status: chance.of(&Status::ALL).unwrap_or(Status::Logged) }])
        }
        10..=11 => (Some(about), vec![unit(chance), unit(chance)]),
        12 => (Some(about), vec![told(log, step, chance), set(step, chance)]),
        13 => (Some(about), told_by_ear(log, now, chance)),
        14 => (Some(about), Vec::new()),
        15..=17 => (chance.of(&[None, Some(about)]).flatten(), vec![back(log, author, chance)]),
        _ => (None, vec![beside(log, step, chance)]),
    }
}

fn code(chance: &mut Chance) -> TypeCode {
    TypeCode(chance.of(&TYPES).unwrap_or("MED").to_owned())
}

fn severity(chance: &mut Chance) -> Severity {
    chance.of(&Severity::ALL).unwrap_or(Severity::Info)
}

fn opening(log: &Log, author: AuthorId, chance: &mut Chance) -> Vec<Deed> {
    let opening = Opening {
        number: next_number(log, author),
        types: (0..chance.below(3)).map(|_| code(chance)).collect(),
        severity: severity(chance),
        title: "opened".to_owned(),
        place: String::new(),
        zone: None,
        sealed: chance.below(9) == 0,
        context: Context::default(),
    };
    let mut deeds = vec![Deed::Open(Box::new(opening))];
    if chance.below(3) == 0 {
        deeds.push(unit(chance));
    }
    deeds
}

fn set(step: usize, chance: &mut Chance) -> Deed {
    Deed::Set(match chance.below(10) {
        0 => Field::Title(format!("title {step}")),
        1..=2 => Field::Type { code: code(chance), on: chance.below(3) > 0 },
        3..=4 => Field::Severity { severity: severity(chance), why: format!("why {step}") },
        5 => Field::Place(format!("place {step}")),
        6 => Field::Zone(chance.of(&[None, Some(ZoneId::from_bytes([1; 16]))]).flatten()),
        7 => Field::Outcome(format!("outcome {step}")),
        8 => Field::Sealed(chance.below(2) == 0),
        _ => Field::Alert(chance.of(&[None, Some(Alert::Urgent), Some(Alert::None)]).flatten()),
    })
}

fn unit(chance: &mut Chance) -> Deed {
    Deed::Unit {
        unit: chance.of(&UNITS).unwrap_or("medic1").to_owned(),
        role: chance.of(&["", "medic"]).unwrap_or("").to_owned(),
        state: chance.of(&STATES).unwrap_or(UnitState::Clear),
    }
}

fn told(log: &Log, step: usize, chance: &mut Chance) -> Deed {
    let incidents: Vec<RecordId> = log.incidents.keys().copied().collect();
    match chance.below(6) {
        0 => Deed::Subject(Subject { description: format!("red coat {step}"), name: None }),
        1 => {
            let link = chance.of(&[LinkKind::DuplicateOf, LinkKind::Related]).unwrap_or(LinkKind::Related);
            let to = chance.of(&incidents).expect("it is about one");
            Deed::Link { to, link, on: chance.below(3) > 0 }
        }
        2 => Deed::Decide(Box::new(Decision { chosen: format!("choice {step}"), ..Decision::default() })),
        3 => Deed::Report(Box::new(Methane { kind: format!("kind {step}"), ..Methane::default() })),
        4 => Deed::Tick { step: format!("step {}", chance.below(3)), done: chance.below(3) > 0 },
        _ => Deed::Promise(Promise { text: format!("promise {step}"), owner: "sec1".to_owned(), due: None }),
    }
}

fn told_by_ear(log: &Log, now: WallMs, chance: &mut Chance) -> Vec<Deed> {
    let heard = chance.of(&timers::sounding(log, now));
    heard.map(|(_, timer, round)| Deed::Heed { timer, round }).into_iter().collect()
}

/// Takes something back, puts it right or takes it over.
fn back(log: &Log, author: AuthorId, chance: &mut Chance) -> Deed {
    let own: Vec<RecordId> =
        log.entries.iter().map(|fact| fact.id).filter(|id| id.author == author).collect();
    let any: Vec<RecordId> = log.entries.iter().map(|fact| fact.id).collect();
    let any = chance.of(&any).expect("something was said");
    let strike = |entry| Deed::Strike { entry, reason: "a slip".to_owned() };
    let strikes: Vec<RecordId> = log.struck.values().copied().collect();
    match chance.below(8) {
        0..=2 => strike(own.last().copied().unwrap_or(any)),
        3 => strike(any),
        4..=5 => strike(chance.of(&strikes).unwrap_or(any)),
        6 => Deed::Correct { entry: any, text: "the right words".to_owned() },
        _ => {
            let offered = log.offered().find_map(|offer| {
                let (item, _) = offer.items.iter().find(|(_, taken)| taken.is_none())?;
                Some(Deed::Take { handover: offer.id, item: *item })
            });
            offered.unwrap_or_else(|| strike(any))
        }
    }
}

fn beside(log: &Log, step: usize, chance: &mut Chance) -> Deed {
    let zone = ZoneId::from_bytes([1; 16]);
    let promise = log.owed().first().map(|promised| promised.id);
    let report = log.incidents.values().find_map(|incident| incident.reports.last()).map(|report| report.id);
    let handover = log.handovers.last().map(|handover| handover.id);
    let offer = || {
        let items = log.open().iter().take(3).map(|incident| incident.id).collect();
        Deed::HandOver { to: "Ben".to_owned(), items, note: format!("note {step}") }
    };
    let on = chance.below(2) == 0;
    match chance.below(8) {
        0 => Deed::Density(Density { zone, grade: 3, note: format!("look {step}") }),
        1 => Deed::Visit { authority: "fire service".to_owned(), begins: on },
        2 => {
            let call_sign = format!("P{step}");
            Deed::Post { who: "Ana".to_owned(), post: "pit".to_owned(), call_sign, on }
        }
        3 => Deed::Configure(Setting::Chain(vec![format!("lead {step}"), "deputy".to_owned()])),
        4 => promise.map_or_else(offer, |promise| Deed::Settle { promise }),
        5 => report.map_or_else(offer, |report| Deed::ReadBack { report }),
        6 => handover.map_or_else(offer, |handover| Deed::Withdraw { handover }),
        _ => offer(),
    }
}
