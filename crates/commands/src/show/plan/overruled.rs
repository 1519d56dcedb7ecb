//! Values that lost against another device's: what was written, what stands there, and the change that writes it again.

use gatehouse_contract::show::{Overruled, PlanEdit, PlanField, ShowDetails};
use gatehouse_core::ids::EntryId;
use gatehouse_core::show::{self as rules, Change, Cue, Field, Item, ShowField};

use crate::show::live::Devices;
use crate::show::room::Room;
use crate::show::spoken::spoken;
use crate::show::words;

/// What was overruled, the newest first. Where lines stand is seen, and moved, in the plan itself.
pub(super) fn shown(room: &Room, devices: &Devices) -> Vec<Overruled> {
    room.edits.overruled.iter().rev().filter_map(|lost| one(room, devices, lost)).collect()
}

fn one(room: &Room, devices: &Devices, lost: &rules::Overruled) -> Option<Overruled> {
    let (entry, field, text, stands, again) = match &lost.change {
        Change::Set { entry, field } => {
            let item = &room.plan().entry(*entry)?.item;
            let wanted = wire(item, field)?;
            let stands = standing(item, field)?;
            let (name, text) = spoken(field);
            let again = PlanEdit::Set { entry: (*entry).into(), field: wanted };
            (Some(*entry), name, text, spoken(&stands).1, again)
        }
        Change::Show(field) => {
            let mut details = words::shown_details(room.plan());
            let (name, text, stands) = about_show(field, &mut details)?;
            (None, name, text, stands, PlanEdit::Details { details: Box::new(details) })
        }
        Change::Add { .. } | Change::Place { .. } => return None,
    };
    if text == stands {
        return None;
    }
    let winner = room.facts.iter().find(|fact| fact.id == lost.by);
    Some(Overruled {
        entry: entry.map(Into::into),
        name: entry
            .map_or_else(|| room.plan().title.clone(), |entry: EntryId| words::name(room.plan(), entry)),
        field: field.to_owned(),
        lost: text,
        stands,
        who: devices.who(lost.id.author, lost.who.as_ref()),
        at: lost.at.into(),
        own: devices.is_own(lost.id.author),
        stands_by: devices.who(lost.by.author, winner.and_then(|winner| winner.who.as_ref())),
        stands_at: winner.map_or(lost.at, |winner| winner.at).into(),
        again,
    })
}

/// What is said of the show in this field now, and what was written; `details` becomes what was written.
fn about_show(field: &ShowField, details: &mut ShowDetails) -> Option<(&'static str, String, String)> {
    fn swap(place: &mut String, wanted: String) -> (String, String) {
        (wanted.clone(), std::mem::replace(place, wanted))
    }
    let (name, (lost, stands)) = match field {
        ShowField::Title(title) => ("title", swap(&mut details.title, title.clone())),
        ShowField::Stage(stage) => ("stage", swap(&mut details.stage, stage.clone())),
        ShowField::Zone(zone) => ("zone", swap(&mut details.zone, zone.clone())),
        ShowField::Date(date) => ("date", swap(&mut details.date, date.to_string())),
        ShowField::Opens(at) => ("opens", swap_time(&mut details.opens, *at)),
        ShowField::Curfew(at) => ("curfew", swap_time(&mut details.curfew, *at)),
        ShowField::MinSpan(_)
        | ShowField::Changeover(_)
        | ShowField::Ranks(_)
        | ShowField::HoldRaisers(_)
        | ShowField::HoldReleasers(_)
        | ShowField::Columns(_) => return None,
    };
    Some((name, lost, stands))
}

fn swap_time(
    place: &mut Option<gatehouse_contract::show::Civil>,
    wanted: Option<rules::Civil>,
) -> (String, String) {
    let text = |at: &Option<gatehouse_contract::show::Civil>| {
        at.as_ref().map(|at| at.time.clone()).unwrap_or_default()
    };
    let stands = text(place);
    *place = wanted.map(Into::into);
    (text(place), stands)
}

/// The same field with what stands in it now.
fn standing(item: &Item, field: &Field) -> Option<Field> {
    let Item::Cue(cue) = item else {
        return match (item, field) {
            (Item::Group { title, .. } | Item::Milestone { title }, Field::Title(_)) => {
                Some(Field::Title(title.clone()))
            }
            (Item::Group { colour, .. }, Field::Colour(_)) => Some(Field::Colour(colour.clone())),
            (Item::Group { target_ms, .. }, Field::Target(_)) => Some(Field::Target(*target_ms)),
            (Item::Delay { by_ms }, Field::Delay(_)) => Some(Field::Delay(*by_ms)),
            _ => None,
        };
    };
    in_cue(cue, field)
}

fn in_cue(cue: &Cue, field: &Field) -> Option<Field> {
    Some(match field {
        Field::Number(_) => Field::Number(cue.number.clone()),
        Field::Title(_) => Field::Title(cue.title.clone()),
        Field::Note(_) => Field::Note(cue.note.clone()),
        Field::Call { department, .. } => Field::Call {
            department: department.clone(),
            call: cue.calls.iter().find(|call| call.department == *department).cloned(),
        },
        Field::Owner(_) => Field::Owner(cue.owner.clone()),
        Field::Location(_) => Field::Location(cue.location.clone()),
        Field::Flag(_) => Field::Flag(cue.flag),
        Field::Colour(_) => Field::Colour(cue.colour.clone()),
        Field::Skip(_) => Field::Skip(cue.skip),
        Field::Start(_) => Field::Start(cue.start.clone()),
        Field::Duration(_) => Field::Duration(cue.duration_ms),
        Field::Min(_) => Field::Min(cue.min_ms),
        Field::Max(_) => Field::Max(cue.max_ms),
        Field::Cuttable(_) => Field::Cuttable(cue.cuttable),
        Field::CountToEnd(_) => Field::CountToEnd(cue.count_to_end),
        Field::EndAction(_) => Field::EndAction(cue.end_action),
        Field::Warning(_) => Field::Warning(cue.warning_ms),
        Field::Danger(_) => Field::Danger(cue.danger_ms),
        Field::Span(_) => Field::Span(cue.span_ms),
        Field::Link(_) => Field::Link(cue.link.clone()),
        Field::Column { key, .. } => {
            Field::Column { key: key.clone(), value: cue.columns.get(key).cloned().unwrap_or_default() }
        }
        Field::Delay(_) | Field::Target(_) => return None,
    })
}

/// The field as a screen writes it.
fn wire(item: &Item, field: &Field) -> Option<PlanField> {
    Some(match field.clone() {
        Field::Number(value) => PlanField::Number(value),
        Field::Title(value) => PlanField::Title(value),
        Field::Note(value) => PlanField::Note(value),
        Field::Call { department, call } => {
            let Item::Cue(cue) = item else { return None };
            let others = cue.calls.iter().filter(|other| other.department != department);
            PlanField::Calls(others.map(Into::into).chain(call.as_ref().map(Into::into)).collect())
        }
        Field::Owner(value) => PlanField::Owner(value),
        Field::Location(value) => PlanField::Location(value),
        Field::Flag(value) => PlanField::Flag(value),
        Field::Colour(value) => PlanField::Colour(value),
        Field::Skip(value) => PlanField::Skip(value),
        Field::Start(value) => PlanField::Start((&value).into()),
        Field::Duration(value) => PlanField::Duration(value),
        Field::Min(value) => PlanField::Min(value),
        Field::Max(value) => PlanField::Max(value),
        Field::Cuttable(value) => PlanField::Cuttable(value),
        Field::CountToEnd(value) => PlanField::CountToEnd(value),
        Field::EndAction(value) => PlanField::EndAction(value.into()),
        Field::Warning(value) => PlanField::Warning(value),
        Field::Danger(value) => PlanField::Danger(value),
        Field::Span(value) => PlanField::Span(value),
        Field::Link(value) => PlanField::Link(value),
        Field::Column { key, value } => PlanField::Column { key, value },
        Field::Delay(value) => PlanField::Delay(value),
        Field::Target(value) => PlanField::Target(value),
    })
}
