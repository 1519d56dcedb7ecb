//! The lines of a plan from what stands in its fields.

use std::collections::HashMap;

use super::super::change::{Change, EntryKind, Field, Place, ShowField};
use super::super::plan::{Call, Cue, Entry, Item, Plan};
use super::fields::Slot;
use crate::ids::EntryId;

/// Fills an empty plan; what comes back are the entries that stand nowhere, by their id.
pub(super) fn fill(
    plan: &mut Plan,
    kinds: &HashMap<EntryId, EntryKind>,
    standing: &HashMap<Slot, Change>,
) -> Vec<Entry> {
    let mut items: HashMap<EntryId, Item> = kinds.iter().map(|(id, kind)| (*id, blank(*kind))).collect();
    let mut places: HashMap<EntryId, &Place> = HashMap::new();
    for change in standing.values() {
        match change {
            Change::Show(field) => put_show(plan, field),
            Change::Place { entry, place } => places.extend(place.as_ref().map(|place| (*entry, place))),
            Change::Set { entry, field } => {
                if let Some(item) = items.get_mut(entry) {
                    put(item, field);
                }
            }
            Change::Add { .. } => {}
        }
    }
    let (rows, removed) = arrange(items, &places);
    plan.entries = rows;
    removed
}

/// Groups where they stand, with what belongs to them behind them. Who names a group that is not there is in none.
fn arrange(items: HashMap<EntryId, Item>, places: &HashMap<EntryId, &Place>) -> (Vec<Entry>, Vec<Entry>) {
    let is_group =
        |id: EntryId| places.contains_key(&id) && matches!(items.get(&id), Some(Item::Group { .. }));
    let order = |id: EntryId| places.get(&id).map_or("", |place| place.order.as_str());
    // By the order of the outermost first: a group comes before its own entries, which come before the next.
    let key = |id: EntryId, group: Option<EntryId>| {
        let outer = group.unwrap_or(id);
        (order(outer), outer, group.map(|_| (order(id), id)))
    };
    let (mut rows, mut removed) = (Vec::new(), Vec::new());
    for id in items.keys().copied() {
        match places.get(&id) {
            Some(place) => rows.push((id, place.group.filter(|group| !is_group(id) && is_group(*group)))),
            None => removed.push(id),
        }
    }
    rows.sort_unstable_by(|(one, its), (other, others)| key(*one, *its).cmp(&key(*other, *others)));
    removed.sort_unstable();
    let mut items = items;
    let mut entry =
        |(id, group): (EntryId, Option<EntryId>)| Some(Entry { id, group, item: items.remove(&id)? });
    let rows = rows.into_iter().filter_map(&mut entry).collect();
    (rows, removed.into_iter().filter_map(|id| entry((id, None))).collect())
}

fn blank(kind: EntryKind) -> Item {
    match kind {
        EntryKind::Cue => Item::Cue(Box::default()),
        EntryKind::Group => Item::Group { title: String::new(), colour: None, target_ms: None },
        EntryKind::Delay => Item::Delay { by_ms: 0 },
        EntryKind::Milestone => Item::Milestone { title: String::new() },
    }
}

fn put_show(plan: &mut Plan, field: &ShowField) {
    match field {
        ShowField::Title(title) => plan.title.clone_from(title),
        ShowField::Stage(stage) => plan.stage.clone_from(stage),
        ShowField::Zone(zone) => plan.zone.clone_from(zone),
        ShowField::Date(date) => plan.date = *date,
        ShowField::Opens(opens) => plan.opens = *opens,
        ShowField::Curfew(curfew) => plan.curfew = *curfew,
        ShowField::MinSpan(min_span_ms) => plan.min_span_ms = *min_span_ms,
        ShowField::Changeover(changeover_ms) => plan.changeover_ms = *changeover_ms,
        ShowField::Ranks(ranks) => plan.ranks.clone_from(ranks),
        ShowField::HoldRaisers(raisers) => plan.hold_raisers.clone_from(raisers),
        ShowField::HoldReleasers(releasers) => plan.hold_releasers.clone_from(releasers),
        ShowField::Columns(columns) => plan.columns.clone_from(columns),
    }
}

fn put(item: &mut Item, field: &Field) {
    match (item, field) {
        (Item::Cue(cue), field) => put_cue(cue, field),
        (Item::Group { title, .. } | Item::Milestone { title }, Field::Title(text)) => title.clone_from(text),
        (Item::Group { colour, .. }, Field::Colour(value)) => colour.clone_from(value),
        (Item::Group { target_ms, .. }, Field::Target(value)) => *target_ms = *value,
        (Item::Delay { by_ms }, Field::Delay(value)) => *by_ms = *value,
        (Item::Group { .. } | Item::Milestone { .. } | Item::Delay { .. }, _) => {}
    }
}

fn put_cue(cue: &mut Cue, field: &Field) {
    match field {
        Field::Number(number) => cue.number.clone_from(number),
        Field::Title(title) => cue.title.clone_from(title),
        Field::Note(note) => cue.note.clone_from(note),
        Field::Call { department, call } => put_call(cue, department, call.as_ref()),
        Field::Owner(owner) => cue.owner.clone_from(owner),
        Field::Location(location) => cue.location.clone_from(location),
        Field::Flag(flag) => cue.flag = *flag,
        Field::Colour(colour) => cue.colour.clone_from(colour),
        Field::Skip(skip) => cue.skip = *skip,
        Field::Start(start) => cue.start.clone_from(start),
        Field::Duration(duration_ms) => cue.duration_ms = *duration_ms,
        Field::Min(min_ms) => cue.min_ms = *min_ms,
        Field::Max(max_ms) => cue.max_ms = *max_ms,
        Field::Cuttable(cuttable) => cue.cuttable = *cuttable,
        Field::CountToEnd(count_to_end) => cue.count_to_end = *count_to_end,
        Field::EndAction(end_action) => cue.end_action = *end_action,
        Field::Warning(warning_ms) => cue.warning_ms = *warning_ms,
        Field::Danger(danger_ms) => cue.danger_ms = *danger_ms,
        Field::Span(span_ms) => cue.span_ms = *span_ms,
        Field::Link(link) => cue.link.clone_from(link),
        Field::Column { key, value } if !value.is_empty() => {
            cue.columns.insert(key.clone(), value.clone());
        }
        Field::Column { .. } | Field::Delay(_) | Field::Target(_) => {}
    }
}

/// Puts a department's call among the others, by the departments' names: there is no other order that everybody shares.
fn put_call(cue: &mut Cue, department: &str, call: Option<&Call>) {
    let Some(call) = call else { return };
    let place = cue.calls.partition_point(|other| other.department.as_str() < department);
    cue.calls.insert(place, Call { department: department.to_owned(), ..call.clone() });
}
