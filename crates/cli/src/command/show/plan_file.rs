//! The file of `show simulate`: a plan as people write it, and a script of what happens. `SIMULATE.md` documents it.

use std::collections::BTreeMap;
use std::fmt;

use gatehouse_core::ids::{EntryId, ShowId};
use gatehouse_core::show::{Call, Civil, Cue, EndAction, Entry, Item, Occurrence, Plan, Start};
use jiff::civil;
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanFile {
    /// The venue's IANA zone.
    pub(super) zone: Zone,
    /// The day on which the show begins.
    date: Day,
    #[serde(default)]
    title: String,
    #[serde(default)]
    stage: String,
    opens: Option<Clock>,
    curfew: Option<Clock>,
    min_span: Option<Span>,
    entries: Vec<EntryLine>,
    /// What happens, in its order.
    #[serde(default)]
    pub(super) script: Vec<super::script::Step>,
}

/// A line of the plan.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum EntryLine {
    Cue(Box<CueLine>),
    Group {
        id: Option<String>,
        #[serde(default)]
        title: String,
        target: Option<Span>,
        entries: Vec<EntryLine>,
    },
    Delay {
        id: Option<String>,
        by: SignedSpan,
    },
    Milestone {
        id: Option<String>,
        #[serde(default)]
        title: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueLine {
    id: Option<String>,
    #[serde(default)]
    number: String,
    #[serde(default)]
    title: String,
    start: Option<StartLine>,
    duration: Span,
    min: Option<Span>,
    max: Option<Span>,
    #[serde(default)]
    skip: bool,
    #[serde(default)]
    flag: bool,
    #[serde(default)]
    cuttable: bool,
    #[serde(default)]
    count_to_end: bool,
    #[serde(default)]
    end_action: EndActionWord,
    warning: Option<Span>,
    danger: Option<Span>,
    min_span: Option<Span>,
    #[serde(default)]
    calls: Vec<CallLine>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallLine {
    department: String,
    #[serde(default)]
    text: String,
    standby: Option<Span>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum StartLine {
    At(Clock),
    Window { earliest: Clock, latest: Clock },
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum EndActionWord {
    #[default]
    None,
    LoadNext,
    StartNext,
}

/// A plan and what its lines are called in the file.
pub(super) struct Named {
    /// The plan.
    pub(super) plan: Plan,
    /// The name of every line: its own, else its number, else its place such as `#4`.
    pub(super) names: BTreeMap<EntryId, String>,
}

impl PlanFile {
    /// The plan as the rules know it, or what is wrong with it.
    pub(super) fn plan(&self) -> Result<Named, String> {
        let mut plan = Plan::empty(ShowId::from_bytes([0; 16]), self.zone.0.clone(), self.date.0);
        plan.title.clone_from(&self.title);
        plan.stage.clone_from(&self.stage);
        plan.opens = self.opens.as_ref().map(|clock| clock.0);
        plan.curfew = self.curfew.as_ref().map(|clock| clock.0);
        plan.min_span_ms = self.min_span.map_or(Plan::MIN_SPAN_MS, |span| small(span.0));
        let mut named = Named { plan, names: BTreeMap::new() };
        for line in &self.entries {
            named.take(line, None)?;
        }
        Ok(named)
    }
}

impl Named {
    /// The line that has this name.
    pub(super) fn find(&self, name: &str) -> Option<EntryId> {
        self.names.iter().find(|(_, known)| *known == name).map(|(id, _)| *id)
    }

    fn take(&mut self, line: &EntryLine, group: Option<EntryId>) -> Result<(), String> {
        let number = self.plan.entries.len() + 1;
        let mut id = [0; 16];
        id[8..].copy_from_slice(&(number as u64).to_be_bytes());
        let id = EntryId::from_bytes(id);
        let (own, spoken, item) = match line {
            EntryLine::Cue(cue) => (&cue.id, cue.number.as_str(), Item::Cue(Box::new(cue.cue()))),
            EntryLine::Group { id, title, target, .. } => {
                let target_ms = target.map(|span| span.0);
                (id, "", Item::Group { title: title.clone(), colour: None, target_ms })
            }
            EntryLine::Delay { id, by } => (id, "", Item::Delay { by_ms: by.0 }),
            EntryLine::Milestone { id, title } => (id, "", Item::Milestone { title: title.clone() }),
        };
        let name = own
            .clone()
            .unwrap_or_else(|| if spoken.is_empty() { format!("#{number}") } else { spoken.to_owned() });
        if self.find(&name).is_some() {
            return Err(format!("two entries are called {name}: give them an \"id\" of their own"));
        }
        self.names.insert(id, name);
        self.plan.entries.push(Entry { id, group, item });
        if let EntryLine::Group { entries, .. } = line {
            if group.is_some() {
                return Err("a group stands in a group: groups are one level deep".to_owned());
            }
            entries.iter().try_for_each(|inner| self.take(inner, Some(id)))?;
        }
        Ok(())
    }
}

impl CueLine {
    fn cue(&self) -> Cue {
        let calls = self.calls.iter().map(|call| Call {
            department: call.department.clone(),
            text: call.text.clone(),
            standby_s: small(call.standby.map_or(0, |span| span.0 / 1_000)),
        });
        Cue {
            number: self.number.clone(),
            title: self.title.clone(),
            calls: calls.collect(),
            flag: self.flag,
            skip: self.skip,
            start: match &self.start {
                None => Start::Soft,
                Some(StartLine::At(clock)) => Start::Hard(clock.0),
                Some(StartLine::Window { earliest, latest }) => {
                    Start::Window { earliest: earliest.0, latest: latest.0 }
                }
            },
            duration_ms: self.duration.0,
            min_ms: self.min.map(|span| span.0),
            max_ms: self.max.map(|span| span.0),
            cuttable: self.cuttable,
            count_to_end: self.count_to_end,
            end_action: match self.end_action {
                EndActionWord::None => EndAction::None,
                EndActionWord::LoadNext => EndAction::LoadNext,
                EndActionWord::StartNext => EndAction::StartNext,
            },
            warning_ms: self.warning.map_or(0, |span| span.0),
            danger_ms: self.danger.map_or(0, |span| span.0),
            span_ms: self.min_span.map(|span| small(span.0)),
            columns: self.columns.clone(),
            ..Cue::default()
        }
    }
}

fn small(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// An IANA zone that exists.
pub(super) struct Zone(pub(super) String);

/// A day.
struct Day(civil::Date);

/// A time on a clock: `19:00`, `19:00:30`, with a day `2026-11-25T19:00`, or `{"time","date","occurrence"}`.
pub(super) struct Clock(pub(super) Civil);

/// A span of time that is not negative: milliseconds as a number, or `4:00`, `1:02:03`, `90s`, `5m`, `2h`.
#[derive(Clone, Copy)]
pub(super) struct Span(pub(super) u64);

/// A span of time with a sign.
#[derive(Clone, Copy)]
pub(super) struct SignedSpan(pub(super) i64);

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        match jiff::tz::TimeZone::get(&name) {
            Ok(_) => Ok(Self(name)),
            Err(_) => Err(de::Error::custom("not an IANA time zone such as America/Bogota")),
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map(Self).map_err(|_| de::Error::custom("not a day such as 2026-11-25"))
    }
}

impl<'de> Deserialize<'de> for Clock {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Parts {
            time: String,
            date: Option<String>,
            occurrence: Option<Which>,
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Which {
            First,
            Second,
        }
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Text(String),
            Parts(Parts),
        }
        let wrong = || de::Error::custom("not a time such as 19:00, 19:00:30 or 2026-11-25T19:00");
        let (date, time, occurrence) = match Either::deserialize(from)? {
            Either::Text(text) => match text.split_once(['T', ' ']) {
                Some((date, time)) => (Some(date.to_owned()), time.to_owned(), None),
                None => (None, text, None),
            },
            Either::Parts(parts) => (parts.date, parts.time, parts.occurrence),
        };
        Ok(Self(Civil {
            date: date.map(|date| date.parse()).transpose().map_err(|_| wrong())?,
            time: time.parse().map_err(|_| wrong())?,
            occurrence: occurrence.map(|which| match which {
                Which::First => Occurrence::First,
                Which::Second => Occurrence::Second,
            }),
        }))
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let SignedSpan(ms) = SignedSpan::deserialize(from)?;
        u64::try_from(ms).map(Self).map_err(|_| de::Error::custom("a span that is negative"))
    }
}

impl<'de> Deserialize<'de> for SignedSpan {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(SpanVisitor)
    }
}

struct SpanVisitor;

impl Visitor<'_> for SpanVisitor {
    type Value = SignedSpan;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a span: milliseconds, or text such as 4:00, 1:02:03, 90s, 5m, 2h")
    }

    fn visit_i64<E: de::Error>(self, ms: i64) -> Result<SignedSpan, E> {
        Ok(SignedSpan(ms))
    }

    fn visit_u64<E: de::Error>(self, ms: u64) -> Result<SignedSpan, E> {
        i64::try_from(ms).map(SignedSpan).map_err(|_| E::custom("a span that is far too long"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SignedSpan, E> {
        span(text).map(SignedSpan).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

/// Reads a span as people write it.
fn span(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
    for (unit, ms) in units {
        if let Some(number) = text.strip_suffix(unit) {
            return number.trim().parse::<u32>().ok().map(|number| sign * i64::from(number) * ms);
        }
    }
    let parts: Vec<u32> = text.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts[..] {
        [minutes, seconds] => (0, minutes, seconds),
        [hours, minutes, seconds] if minutes < 60 => (hours, minutes, seconds),
        _ => return None,
    };
    (seconds < 60)
        .then(|| sign * 1_000 * (i64::from(hours) * 3_600 + i64::from(minutes) * 60 + i64::from(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_people_write_them() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(span(text), expected, "{text}");
        check("4:00", Some(240_000));
        check("1:02:03", Some(3_723_000));
        check("-0:30", Some(-30_000));
        check("+90s", Some(90_000));
        check("5m", Some(300_000));
        check("2h", Some(7_200_000));
        check("250ms", Some(250));
        check("4:60", None);
        check("1:60:00", None);
        check("four", None);
        check("", None);
    }

    #[test]
    fn a_bad_cell_is_named_with_its_line_and_column() {
        let text = "{\"zone\":\"America/Bogota\",\"date\":\"2026-11-25\",\n\"entries\":[{\"kind\":\"delay\",\"by\":\"soon\"}]}";
        let error = serde_json::from_str::<PlanFile>(text).err().expect("soon is no span");
        assert_eq!(error.line(), 2, "{error}");
    }
}
