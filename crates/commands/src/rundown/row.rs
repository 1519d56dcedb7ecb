//! A line of a rundown file, in the words of the plan.

use gatehouse_core::show::{Call, Cue, Entry, EntryKind, Field, Item};

/// A line of a file: what it is, and everything that the file says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file, or the row of the sheet, from 1.
    pub line: u64,
    /// What it is.
    pub kind: EntryKind,
    /// The place, among the rows, of the group that it belongs to.
    pub group: Option<usize>,
    /// What stands in its fields; those that the file has no column for are missing.
    pub fields: Vec<Field>,
}

impl Row {
    /// Its number; empty when it has none.
    #[must_use]
    pub fn number(&self) -> &str {
        number(&self.fields)
    }

    /// Its title; empty when it has none.
    #[must_use]
    pub fn title(&self) -> &str {
        title(&self.fields)
    }
}

/// The number among fields.
pub(super) fn number(fields: &[Field]) -> &str {
    let found = fields.iter().find_map(|field| match field {
        Field::Number(number) => Some(number.as_str()),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The title among fields.
pub(super) fn title(fields: &[Field]) -> &str {
    let found = fields.iter().find_map(|field| match field {
        Field::Title(title) => Some(title.as_str()),
        _ => None,
    });
    found.unwrap_or_default()
}

/// What an entry is.
pub(crate) const fn kind(entry: &Entry) -> EntryKind {
    match entry.item {
        Item::Cue(_) => EntryKind::Cue,
        Item::Group { .. } => EntryKind::Group,
        Item::Delay { .. } => EntryKind::Delay,
        Item::Milestone { .. } => EntryKind::Milestone,
    }
}

/// Everything that stands in an entry.
pub(crate) fn fields(entry: &Entry) -> Vec<Field> {
    match &entry.item {
        Item::Cue(cue) => cue_fields(cue),
        Item::Group { title, colour, target_ms } => {
            vec![Field::Title(title.clone()), Field::Colour(colour.clone()), Field::Target(*target_ms)]
        }
        Item::Delay { by_ms } => vec![Field::Delay(*by_ms)],
        Item::Milestone { title } => vec![Field::Title(title.clone())],
    }
}

fn cue_fields(cue: &Cue) -> Vec<Field> {
    let mut fields = vec![
        Field::Number(cue.number.clone()),
        Field::Title(cue.title.clone()),
        Field::Note(cue.note.clone()),
        Field::Owner(cue.owner.clone()),
        Field::Location(cue.location.clone()),
        Field::Flag(cue.flag),
        Field::Colour(cue.colour.clone()),
        Field::Skip(cue.skip),
        Field::Start(cue.start.clone()),
        Field::Duration(cue.duration_ms),
        Field::Min(cue.min_ms),
        Field::Max(cue.max_ms),
        Field::Cuttable(cue.cuttable),
        Field::CountToEnd(cue.count_to_end),
        Field::EndAction(cue.end_action),
        Field::Warning(cue.warning_ms),
        Field::Danger(cue.danger_ms),
        Field::Span(cue.span_ms),
        Field::Link(cue.link.clone()),
    ];
    let call = |call: &Call| Field::Call { department: call.department.clone(), call: Some(call.clone()) };
    fields.extend(cue.calls.iter().map(call));
    let column = |(key, value): (&String, &String)| Field::Column { key: key.clone(), value: value.clone() };
    fields.extend(cue.columns.iter().map(column));
    fields
}

/// What stands in a field of an entry of which nothing was said.
pub(super) fn blank(kind: EntryKind, of: &Field) -> Option<Field> {
    match of {
        Field::Call { department, .. } => Some(Field::Call { department: department.clone(), call: None }),
        Field::Column { key, .. } => Some(Field::Column { key: key.clone(), value: String::new() }),
        _ => {
            let blank = match kind {
                EntryKind::Cue => cue_fields(&Cue::default()),
                EntryKind::Group => {
                    vec![Field::Title(String::new()), Field::Colour(None), Field::Target(None)]
                }
                EntryKind::Delay => vec![Field::Delay(0)],
                EntryKind::Milestone => vec![Field::Title(String::new())],
            };
            blank.into_iter().find(|field| same_place(field, of))
        }
    }
}

/// Whether both are about the same field.
pub(super) fn same_place(a: &Field, b: &Field) -> bool {
    match (a, b) {
        (Field::Call { department: a, .. }, Field::Call { department: b, .. }) => a == b,
        (Field::Column { key: a, .. }, Field::Column { key: b, .. }) => a == b,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}
