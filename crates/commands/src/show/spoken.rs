//! What stands in the fields of a plan, as people read it.

use gatehouse_core::show::{Field, Start};

/// A field's name on the wire, and what stands in it as people read it.
pub(super) fn spoken(field: &Field) -> (&'static str, String) {
    let yes = |value: bool| if value { "yes".to_owned() } else { String::new() };
    let perhaps = |ms: Option<u64>| ms.map(span).unwrap_or_default();
    match field {
        Field::Number(value) => ("number", value.clone()),
        Field::Title(value) => ("title", value.clone()),
        Field::Note(value) => ("note", value.clone()),
        Field::Call { department, call } => {
            ("calls", call.as_ref().map(|call| format!("{department}: {}", call.text)).unwrap_or_default())
        }
        Field::Owner(value) => ("owner", value.clone()),
        Field::Location(value) => ("location", value.clone()),
        Field::Flag(value) => ("flag", yes(*value)),
        Field::Colour(value) => ("colour", value.clone().unwrap_or_default()),
        Field::Skip(value) => ("skip", yes(*value)),
        Field::Start(value) => ("start", start(value)),
        Field::Duration(value) => ("duration", span(*value)),
        Field::Min(value) => ("min", perhaps(*value)),
        Field::Max(value) => ("max", perhaps(*value)),
        Field::Cuttable(value) => ("cuttable", yes(*value)),
        Field::CountToEnd(value) => ("count_to_end", yes(*value)),
        Field::EndAction(value) => ("end_action", format!("{value:?}")),
        Field::Warning(value) => ("warning", span(*value)),
        Field::Danger(value) => ("danger", span(*value)),
        Field::Span(value) => ("span", perhaps(value.map(u64::from))),
        Field::Link(value) => ("link", value.clone()),
        Field::Column { value, .. } => ("column", value.clone()),
        Field::Delay(value) => {
            ("delay", format!("{}{}", if *value < 0 { "−" } else { "+" }, span(value.unsigned_abs())))
        }
        Field::Target(value) => ("target", perhaps(*value)),
    }
}

fn start(start: &Start) -> String {
    match start {
        Start::Soft => String::new(),
        Start::Hard(at) => at.time.to_string(),
        Start::Window { earliest, latest } => format!("{}–{}", earliest.time, latest.time),
    }
}

/// `4:00`, from an hour on `1:02:03`.
fn span(ms: u64) -> String {
    let seconds = ms / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
