//! A file held against a plan: what would be added, changed, moved and removed, and the changes that adopting it means.
//!
//! Entries and rows belong together when number and title are equal, else when the number is, else when the title is, in
//! this order, of several the first. Fields that the file has no column for stay as they are; so do groups, delays and
//! milestones, and which cue belongs where, when it does not speak of them. As few entries as possible are moved.

use std::collections::BTreeMap;

use gatehouse_core::ids::EntryId;
use gatehouse_core::show::{Call, Change, Entry, EntryKind, Field, Place, Plan, ShowField};

use super::read::Rundown;
use super::row::{self, Row, blank, same_place};

/// What is known of a show.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Its plan.
    pub plan: &'a Plan,
    /// The fractional index of an entry of it.
    pub order: &'a dyn Fn(EntryId) -> Option<String>,
    /// A fractional index between two others; without one of them, before or after the other.
    pub between: &'a dyn Fn(Option<&str>, Option<&str>) -> String,
}

/// What adopting a file would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The rows of the file, in their order, then what would be removed.
    pub lines: Vec<Line>,
    /// The show's own columns, if it gets new ones.
    pub columns: Option<Change>,
}

/// What adopting a file would do with one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which entry; a new one has a new id.
    pub entry: EntryId,
    /// What it is.
    pub kind: EntryKind,
    /// Its number, as it would be.
    pub number: String,
    /// Its title, as it would be.
    pub title: String,
    /// The line of the file; `None` when it is not in it.
    pub line: Option<u64>,
    /// What would be done.
    pub what: What,
    /// The changes that do it.
    pub changes: Vec<Change>,
}

/// What would be done with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It comes to be.
    Added,
    /// Some of its fields change.
    Changed {
        /// What stands there, and what would.
        fields: Vec<(Field, Field)>,
        /// It is moved too.
        moved: bool,
    },
    /// It is moved and stays as it is.
    Moved,
    /// It is taken out of the plan.
    Removed,
    /// Nothing.
    Unchanged,
}

impl Difference {
    /// Every change, in an order in which they can be made.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        self.columns.iter().chain(self.lines.iter().flat_map(|line| &line.changes)).cloned().collect()
    }
}

/// Holds a file against a plan. `next_id` makes the ids of new entries.
#[must_use]
pub fn diff(known: Known<'_>, file: &Rundown, mut next_id: impl FnMut() -> EntryId) -> Difference {
    let matched = matched(known.plan, &file.rows);
    let ids: Vec<EntryId> =
        matched.iter().map(|entry| entry.map_or_else(&mut next_id, |entry| entry.id)).collect();
    let groups = groups(file, &matched, &ids);
    let places = places(known, &matched, &ids, &groups);
    let rows = file.rows.iter().zip(&matched).zip(ids.iter().zip(places));
    let mut lines: Vec<Line> =
        rows.map(|((row, entry), (id, place))| line(file, row, *entry, *id, place)).collect();
    let stays = |kind: EntryKind| match kind {
        EntryKind::Cue => false,
        EntryKind::Group => !file.says_kinds && !file.says_groups,
        EntryKind::Delay | EntryKind::Milestone => !file.says_kinds,
    };
    let gone = known.plan.entries.iter().filter(|entry| !ids.contains(&entry.id) && !stays(row::kind(entry)));
    lines.extend(gone.map(removed));
    let columns = (!file.columns.is_empty()).then(|| {
        let all = known.plan.columns.iter().chain(&file.columns).cloned().collect();
        Change::Show(ShowField::Columns(all))
    });
    Difference { lines, columns }
}

/// The entry that each row is about.
fn matched<'a>(plan: &'a Plan, rows: &[Row]) -> Vec<Option<&'a Entry>> {
    type Key = (String, String);
    let ways: [fn(&str, &str) -> Option<Key>; 4] = [
        |number, title| (!number.is_empty()).then(|| (number.to_owned(), title.to_owned())),
        |number, _| (!number.is_empty()).then(|| (number.to_owned(), String::new())),
        |_, title| (!title.is_empty()).then(|| (String::new(), title.to_owned())),
        |number, title| (number.is_empty() && title.is_empty()).then(Key::default),
    ];
    let mut matched = vec![None; rows.len()];
    let mut left: Vec<(&Entry, Vec<Field>)> =
        plan.entries.iter().map(|entry| (entry, row::fields(entry))).collect();
    for way in ways {
        let mut waiting: BTreeMap<(u8, Key), Vec<usize>> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate().rev().filter(|(at, _)| matched[*at].is_none()) {
            if let Some(key) = way(row.number(), row.title()) {
                waiting.entry((row.kind as u8, key)).or_default().push(at);
            }
        }
        left.retain(|(entry, fields)| {
            let key = way(row::number(fields), row::title(fields)).map(|key| (row::kind(entry) as u8, key));
            let row = key.and_then(|key| waiting.get_mut(&key)).and_then(Vec::pop);
            if let Some(row) = row {
                matched[row] = Some(*entry);
            }
            row.is_none()
        });
    }
    matched
}

/// The group of each row.
fn groups(file: &Rundown, matched: &[Option<&Entry>], ids: &[EntryId]) -> Vec<Option<EntryId>> {
    let (mut groups, mut last) = (Vec::with_capacity(ids.len()), None);
    for (row, entry) in file.rows.iter().zip(matched) {
        let group = if row.kind == EntryKind::Group {
            None
        } else if file.says_groups {
            row.group.and_then(|group| ids.get(group)).copied()
        } else {
            entry.map_or(last, |entry| entry.group)
        };
        last = group;
        groups.push(group);
    }
    groups
}

/// Where the entries that do not stand where they should would be put.
fn places(
    known: Known<'_>,
    matched: &[Option<&Entry>],
    ids: &[EntryId],
    groups: &[Option<EntryId>],
) -> Vec<Option<Place>> {
    let mut siblings: BTreeMap<Option<EntryId>, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        siblings.entry(*group).or_default().push(at);
    }
    let mut places = vec![None; ids.len()];
    for (group, rows) in siblings {
        let order = |row: usize| {
            matched[row].filter(|entry| entry.group == group).and_then(|entry| (known.order)(entry.id))
        };
        let orders: Vec<Option<String>> = rows.iter().map(|row| order(*row)).collect();
        let standing: Vec<Option<(&str, EntryId)>> = orders
            .iter()
            .zip(&rows)
            .map(|(order, row)| order.as_deref().map(|order| (order, ids[*row])))
            .collect();
        let stays = longest_rising(&standing);
        let (mut last, mut inserted) = (None::<String>, false);
        for (at, row) in rows.iter().enumerate() {
            let own = orders[at].as_ref().filter(|_| stays[at]);
            // Behind one that was put in, an equal index would not be behind it.
            let fits = own.filter(|own| {
                last.as_ref().is_none_or(|last| if inserted { *own > last } else { *own >= last })
            });
            inserted = fits.is_none();
            let order = fits.cloned().unwrap_or_else(|| {
                let behind = |order: &&String| last.as_ref().is_none_or(|last| *order > last);
                let next = (at + 1..rows.len())
                    .filter(|next| stays[*next])
                    .find_map(|next| orders[next].as_ref().filter(behind));
                (known.between)(last.as_deref(), next.map(String::as_str))
            });
            if inserted {
                places[*row] = Some(Place { group, order: order.clone() });
            }
            last = Some(order);
        }
    }
    places
}

/// Marks a longest rising sequence; those that have no value are not in it.
fn longest_rising<T: Ord + Copy>(values: &[Option<T>]) -> Vec<bool> {
    // The end of the lowest sequence of every length, and whom each one follows.
    let mut ends: Vec<(T, usize)> = Vec::new();
    let mut before = vec![None; values.len()];
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        let length = ends.partition_point(|(end, _)| end < value);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter].1);
        ends.truncate(ends.len().max(length));
        match ends.get_mut(length) {
            Some(end) => *end = (*value, at),
            None => ends.push((*value, at)),
        }
    }
    let mut marks = vec![false; values.len()];
    let mut last = ends.last().map(|(_, at)| *at);
    while let Some(at) = last {
        marks[at] = true;
        last = before[at];
    }
    marks
}

fn line(file: &Rundown, row: &Row, entry: Option<&Entry>, id: EntryId, place: Option<Place>) -> Line {
    let standing = entry.map(row::fields).unwrap_or_default();
    let fields: Vec<(Field, Field)> = row
        .fields
        .iter()
        .filter_map(|field| {
            let found = standing.iter().find(|other| same_place(other, field)).cloned();
            let from = found.or_else(|| blank(row.kind, field))?;
            let to = with_known_lead(file, &from, field);
            (from != to).then_some((from, to))
        })
        .collect();
    let moved = place.is_some();
    let added = entry.is_none().then_some(Change::Add { entry: id, kind: row.kind });
    let placed = place.map(|place| Change::Place { entry: id, place: Some(place) });
    let set = fields.iter().map(|(_, field)| Change::Set { entry: id, field: field.clone() });
    let changes = added.into_iter().chain(placed).chain(set).collect();
    let what = match (entry, fields.is_empty()) {
        (None, _) => What::Added,
        (Some(_), false) => What::Changed { fields, moved },
        (Some(_), true) if moved => What::Moved,
        (Some(_), true) => What::Unchanged,
    };
    let says_title = row.fields.iter().any(|field| matches!(field, Field::Title(_)));
    let says_number = row.fields.iter().any(|field| matches!(field, Field::Number(_)));
    let title = if says_title { row.title() } else { row::title(&standing) }.to_owned();
    let number = if says_number { row.number() } else { row::number(&standing) }.to_owned();
    Line { entry: id, kind: row.kind, number, title, line: Some(row.line), what, changes }
}

/// The field as it would stand: a file that does not tell the standby of a call leaves it as it is.
fn with_known_lead(file: &Rundown, from: &Field, to: &Field) -> Field {
    match (from, to) {
        (Field::Call { call: Some(from), .. }, Field::Call { department, call: Some(call) })
            if !file.leads.contains(department) =>
        {
            let call = Call { standby_s: from.standby_s, ..call.clone() };
            Field::Call { department: department.clone(), call: Some(call) }
        }
        _ => to.clone(),
    }
}

fn removed(entry: &Entry) -> Line {
    let fields = row::fields(entry);
    Line {
        entry: entry.id,
        kind: row::kind(entry),
        number: row::number(&fields).to_owned(),
        title: row::title(&fields).to_owned(),
        line: None,
        what: What::Removed,
        changes: vec![Change::Place { entry: entry.id, place: None }],
    }
}

#[cfg(test)]
mod tests;
