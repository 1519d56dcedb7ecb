//! A plan as CSV that reads back to the same plan, and what was run as CSV.
//!
//! Columns in which nothing stands are left out. The files begin with a byte order mark, without which spreadsheets
//! take them for another encoding, and texts that begin like a formula are marked as text.

use gatehouse_core::show::{Cue, EndAction, Entry, EntryKind, Item, Plan};
use gatehouse_core::time::WallMs;
use jiff::tz::TimeZone;

use super::clock::{show_difference, show_duration, show_start};
use super::heading::{Meaning, Plain};
use super::read::SAME_GROUP;
use super::row;
use crate::language::Language;
use crate::spreadsheet::{File, civil, guarded};

/// Columns that every file has.
const ALWAYS: [Plain; 5] = [Plain::Kind, Plain::Number, Plain::Title, Plain::Start, Plain::Duration];

/// Columns that a file has when something stands in them, in their order.
const SOMETIMES: [Plain; 16] = [
    Plain::Group,
    Plain::Note,
    Plain::Owner,
    Plain::Location,
    Plain::Flag,
    Plain::Skip,
    Plain::Colour,
    Plain::Min,
    Plain::Max,
    Plain::Cuttable,
    Plain::CountToEnd,
    Plain::EndAction,
    Plain::Warning,
    Plain::Danger,
    Plain::Span,
    Plain::Link,
];

/// What became of a cue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AsRun {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// When it was planned to start.
    pub planned_start: Option<WallMs>,
    /// How long it was planned to take, in milliseconds.
    pub planned_ms: u64,
    /// When it started; `None` when it was not called.
    pub started: Option<WallMs>,
    /// How long it took, from its GO to the next, without the spans in which its time stood still, in milliseconds;
    /// `None` while it runs.
    pub took_ms: Option<u64>,
    /// How long its time stood still, in milliseconds.
    pub paused_ms: u64,
    /// Time that it was given, in milliseconds.
    pub added_ms: i64,
    /// Who called it.
    pub who: Vec<String>,
}

impl AsRun {
    /// How much longer than planned it took, in milliseconds.
    #[must_use]
    pub fn variance_ms(&self) -> Option<i64> {
        let planned = i64::try_from(self.planned_ms).ok()?;
        self.took_ms.and_then(|took| i64::try_from(took).ok()).map(|took| took - planned)
    }
}

/// Writes the entries of a plan as CSV, so that reading it with the plan's own columns gives the same entries.
#[must_use]
pub fn write_plan(plan: &Plan, language: Language) -> Vec<u8> {
    let mut columns: Vec<Column> = ALWAYS.map(|plain| Column::new(Meaning::Plain(plain))).to_vec();
    columns.extend(SOMETIMES.map(|plain| Column::new(Meaning::Plain(plain))));
    let mut departments: Vec<&str> =
        cues(plan).flat_map(|cue| &cue.calls).map(|call| &*call.department).collect();
    departments.sort_unstable();
    departments.dedup();
    for department in departments {
        columns.push(Column::new(Meaning::Call(department.to_owned())));
        columns.push(Column::new(Meaning::Standby(department.to_owned())));
    }
    let own = |column: &gatehouse_core::show::Column| Column {
        meaning: Meaning::Own(column.title.clone()),
        key: Some(column.key.clone()),
    };
    columns.extend(plan.columns.iter().map(own));
    let shown = |column: &Column| match column.meaning {
        Meaning::Plain(plain) if ALWAYS.contains(&plain) => true,
        // Standing alone, a title says which column is which.
        Meaning::Own(_) => true,
        _ => plan.entries.iter().any(|entry| !column.cell(plan, entry, language).is_empty()),
    };
    columns.retain(shown);
    let mut file = File::new(language);
    file.line(columns.iter().map(|column| column.meaning.heading(language)));
    for entry in &plan.entries {
        file.line(columns.iter().map(|column| column.cell(plan, entry, language)));
    }
    file.into_bytes()
}

/// Writes what was run as CSV, its moments as the clock in `zone` showed them.
#[must_use]
pub fn write_as_run(rows: &[AsRun], zone: &TimeZone, language: Language) -> Vec<u8> {
    let moment = |at: Option<WallMs>| at.map(|at| civil(at, zone, "%Y-%m-%d %H:%M:%S")).unwrap_or_default();
    let mut file = File::new(language);
    let (number, title) = (Plain::Number.heading(language), Plain::Title.heading(language));
    file.line(
        [
            number,
            title,
            language.pick("Planned start", "Inicio previsto"),
            language.pick("Planned duration", "Duración prevista"),
            language.pick("Actual start", "Inicio real"),
            language.pick("Actual duration", "Duración real"),
            language.pick("Paused", "En pausa"),
            language.pick("Added", "Añadido"),
            language.pick("Variance", "Diferencia"),
            language.pick("Called by", "Dio el GO"),
        ]
        .map(str::to_owned),
    );
    for row in rows {
        file.line([
            guarded(&row.number),
            guarded(&row.title),
            moment(row.planned_start),
            show_duration(row.planned_ms),
            moment(row.started),
            row.took_ms.map(show_duration).unwrap_or_default(),
            show_duration(row.paused_ms),
            show_difference(row.added_ms),
            row.variance_ms().map(show_difference).unwrap_or_default(),
            guarded(&row.who.join(", ")),
        ]);
    }
    file.into_bytes()
}

fn cues(plan: &Plan) -> impl Iterator<Item = &Cue> {
    plan.entries.iter().filter_map(Entry::cue)
}

#[derive(Clone)]
struct Column {
    meaning: Meaning,
    /// The key of a column of the show's own.
    key: Option<String>,
}

impl Column {
    const fn new(meaning: Meaning) -> Self {
        Self { meaning, key: None }
    }

    fn cell(&self, plan: &Plan, entry: &Entry, language: Language) -> String {
        match (&self.meaning, &entry.item) {
            (Meaning::Plain(Plain::Kind), _) => kind(row::kind(entry), language).to_owned(),
            (Meaning::Plain(Plain::Group), _) => group(plan, entry),
            (Meaning::Plain(plain), Item::Cue(cue)) => cue_cell(cue, *plain, language),
            (Meaning::Plain(Plain::Title), Item::Group { title, .. } | Item::Milestone { title }) => {
                guarded(title)
            }
            (Meaning::Plain(Plain::Colour), Item::Group { colour, .. }) => colour.clone().unwrap_or_default(),
            (Meaning::Plain(Plain::Duration), Item::Group { target_ms, .. }) => optional(*target_ms),
            (Meaning::Plain(Plain::Duration), Item::Delay { by_ms }) => guarded(&show_difference(*by_ms)),
            (Meaning::Call(department), Item::Cue(cue)) => {
                let call = cue.calls.iter().find(|call| call.department == *department);
                call.map(|call| guarded(&call.text)).unwrap_or_default()
            }
            (Meaning::Standby(department), Item::Cue(cue)) => {
                let call = cue.calls.iter().find(|call| call.department == *department);
                let said = call.filter(|call| call.standby_s > 0 || call.text.is_empty());
                said.map(|call| call.standby_s.to_string()).unwrap_or_default()
            }
            (Meaning::Own(_), Item::Cue(cue)) => {
                let value = self.key.as_ref().and_then(|key| cue.columns.get(key));
                value.map(|value| guarded(value)).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}

fn cue_cell(cue: &Cue, plain: Plain, language: Language) -> String {
    match plain {
        Plain::Kind | Plain::Group => String::new(),
        Plain::Number => guarded(&cue.number),
        Plain::Title => guarded(&cue.title),
        Plain::Note => guarded(&cue.note),
        Plain::Owner => guarded(&cue.owner),
        Plain::Location => guarded(&cue.location),
        Plain::Link => guarded(&cue.link),
        Plain::Start => show_start(&cue.start, language),
        Plain::Duration => show_duration(cue.duration_ms),
        Plain::Flag => language.yes(cue.flag).to_owned(),
        Plain::Skip => language.yes(cue.skip).to_owned(),
        Plain::Cuttable => language.yes(cue.cuttable).to_owned(),
        Plain::CountToEnd => language.yes(cue.count_to_end).to_owned(),
        Plain::Colour => cue.colour.clone().unwrap_or_default(),
        Plain::Min => optional(cue.min_ms),
        Plain::Max => optional(cue.max_ms),
        Plain::Span => optional(cue.span_ms.map(u64::from)),
        Plain::Warning => nonzero(cue.warning_ms),
        Plain::Danger => nonzero(cue.danger_ms),
        Plain::EndAction => match cue.end_action {
            EndAction::None => String::new(),
            EndAction::LoadNext => language.pick("load next", "preparar el siguiente").to_owned(),
            EndAction::StartNext => language.pick("start next", "iniciar el siguiente").to_owned(),
        },
    }
}

fn optional(ms: Option<u64>) -> String {
    ms.map(show_duration).unwrap_or_default()
}

fn nonzero(ms: u64) -> String {
    optional(Some(ms).filter(|ms| *ms > 0))
}

fn group(plan: &Plan, entry: &Entry) -> String {
    match entry.group.and_then(|group| plan.entry(group)).map(|group| &group.item) {
        Some(Item::Group { title, .. }) if title.is_empty() => SAME_GROUP.to_owned(),
        Some(Item::Group { title, .. }) => guarded(title),
        _ => String::new(),
    }
}

const fn kind(kind: EntryKind, language: Language) -> &'static str {
    match kind {
        EntryKind::Cue => "cue",
        EntryKind::Group => language.pick("group", "grupo"),
        EntryKind::Delay => language.pick("delay", "retraso"),
        EntryKind::Milestone => language.pick("milestone", "hito"),
    }
}

#[cfg(test)]
mod tests;
