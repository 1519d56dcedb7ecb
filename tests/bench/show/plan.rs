//! Invented plans: acts of cues with departments, people and places.

use anyhow::Result;
use gatehouse_core::ids::{AuthorId, EntryId, RecordId, Seq, ShowId};
use gatehouse_core::show::{
    Call, Change, Civil, Column, ColumnKind, EditFact, Edits, EntryKind, Field, Place, Plan, Run, ShowField,
    Start, order,
};
use gatehouse_core::time::{Hlc, WallMs};

use crate::people::Dice;

const DEPARTMENTS: [&str; 6] = ["lighting", "sound", "video", "stage", "talent", "security"];
const PLACES: [&str; 6] = ["Main stage", "B stage", "Catwalk", "Foyer", "Terrace", "Pit"];
const PERSON: &str = "artist";

/// Cues in a group. The first of each starts at a time of its own.
const IN_A_GROUP: usize = 20;

/// The show with this number.
pub(super) fn show(n: u8) -> ShowId {
    ShowId::from_bytes([n; 16])
}

/// The plan of the show with this number, as its changes make it.
pub(super) fn plan(n: u8, cues: usize) -> Result<Plan> {
    let author = AuthorId::from_bytes([n; 16]);
    Ok(Edits::of(show(n), &[first_edit(author, changes(n, cues)?)], &Run::default()).plan)
}

/// What makes the show with this number: groups of cues of one to three minutes from noon on, with departments, people and
/// places.
pub(super) fn changes(n: u8, cues: usize) -> Result<Vec<Change>> {
    let mut dice = Dice(u64::from(n));
    let person = Column { key: PERSON.into(), title: "Artist".into(), kind: ColumnKind::Person };
    let settings = [
        ShowField::Title(format!("Stage {n}")),
        ShowField::Zone("America/Bogota".into()),
        ShowField::Date("2026-11-20".parse()?),
        ShowField::Curfew(Some(clock(23 * 60)?)),
        ShowField::Columns(vec![person]),
    ];
    let mut changes: Vec<Change> = settings.into_iter().map(Change::Show).collect();
    let people: Vec<String> = (0..cues / 4 + 1).map(|_| dice.name()).collect();
    let (mut minutes, mut group) = (12 * 60, None);
    let (mut last_group, mut last_cue): (Option<String>, Option<String>) = (None, None);
    for cue in 0..cues {
        let entry = id(n, 2, cue);
        let takes = 1 + dice.below(3);
        let mut fields = fields(cue, takes, &people, &mut dice);
        if cue % IN_A_GROUP == 0 {
            let act = id(n, 1, cue);
            let order = order::between(last_group.as_deref(), None);
            changes.extend(add(act, EntryKind::Group, None, &order));
            let title = Field::Title(format!("Act {}", cue / IN_A_GROUP + 1));
            changes.push(Change::Set { entry: act, field: title });
            minutes += 1;
            fields.push(Field::Start(Start::Hard(clock(minutes)?)));
            (group, last_group, last_cue) = (Some(act), Some(order), None);
        }
        let order = order::between(last_cue.as_deref(), None);
        changes.extend(add(entry, EntryKind::Cue, group, &order));
        changes.extend(fields.into_iter().map(|field| Change::Set { entry, field }));
        minutes += takes;
        last_cue = Some(order);
    }
    Ok(changes)
}

/// A new line in its place.
fn add(entry: EntryId, kind: EntryKind, group: Option<EntryId>, order: &str) -> [Change; 2] {
    let place = Some(Place { group, order: order.to_owned() });
    [Change::Add { entry, kind }, Change::Place { entry, place }]
}

/// What stands in a cue that takes so many minutes.
fn fields(cue: usize, takes: usize, people: &[String], dice: &mut Dice) -> Vec<Field> {
    let minutes = takes as u64;
    let mut fields = vec![
        Field::Number(format!("Q{}", cue + 1)),
        Field::Title(format!("{} {}", dice.name(), dice.code())),
        Field::Duration(minutes * 60_000),
        Field::Min((dice.below(2) == 0).then_some(minutes * 40_000)),
        Field::Cuttable(dice.below(3) == 0),
        Field::Location(PLACES[dice.below(PLACES.len())].into()),
        Field::Column { key: PERSON.into(), value: people[dice.below(people.len())].clone() },
    ];
    for department in &DEPARTMENTS[..2 + dice.below(4)] {
        let call = Call { department: (*department).into(), text: dice.name(), standby_s: 30 };
        fields.push(Field::Call { department: call.department.clone(), call: Some(call) });
    }
    fields
}

/// A time so many minutes after midnight, on the day that follows from the lines before.
fn clock(minutes: usize) -> Result<Civil> {
    let time = format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    Ok(Civil { date: None, time: time.parse()?, occurrence: None })
}

fn id(show: u8, kind: u8, n: usize) -> EntryId {
    EntryId::from_bytes(((u128::from(show) << 64) | (u128::from(kind) << 32) | n as u128).to_be_bytes())
}

fn first_edit(author: AuthorId, changes: Vec<Change>) -> EditFact {
    let id = RecordId { author, seq: Seq(1) };
    EditFact { id, hlc: Hlc::default(), at: WallMs(0), who: None, proposed: false, changes }
}
