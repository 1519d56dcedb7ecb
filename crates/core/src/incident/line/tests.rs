//! The table of `LINE.md`, and what holds for every line.

use proptest::prelude::*;

use super::super::catalogue;
use super::super::deed::UnitState;
use super::*;
use crate::ids::{AuthorId, Seq};
use crate::incident::{Field, LinkKind};

struct Desk {
    incidents: Vec<Known>,
    categories: Vec<Category>,
    call_signs: Vec<String>,
    zones: Vec<(ZoneId, String)>,
    zone: TimeZone,
}

/// Ten in the evening in Bogotá.
const NOW: WallMs = WallMs(1_795_230_000_000);

impl Desk {
    fn new() -> Self {
        let known = |desk: &str, no: u32, title: &str, severity, units: &[&str]| Known {
            id: RecordId { author: AuthorId::from_bytes([desk.as_bytes()[0]; 16]), seq: Seq(no.into()) },
            number: Number { desk: desk.into(), no },
            said: Number { desk: desk.into(), no }.to_string(),
            title: title.into(),
            severity,
            typed: true,
            ended: false,
            units: units.iter().map(ToString::to_string).collect(),
        };
        let zones = ["North bar", "Main stage", "Main floor"];
        Self {
            incidents: vec![
                known("A", 140, "lamp", Severity::Minor, &[]),
                known("A", 143, "faint", Severity::Serious, &["medic1"]),
                known("A", 144, "fight", Severity::Serious, &["sec1", "sec2"]),
                known("B", 12, "lost child", Severity::Serious, &[]),
            ],
            categories: catalogue::standard(),
            call_signs: ["medic1", "medic2", "sec2"].map(str::to_owned).into(),
            zones: (1..).zip(zones).map(|(n, name)| (ZoneId::from_bytes([n; 16]), name.to_owned())).collect(),
            zone: TimeZone::get("America/Bogota").expect("a zone"),
        }
    }

    fn view(&self) -> View<'_> {
        View {
            desk: "A",
            incidents: &self.incidents,
            categories: &self.categories,
            call_signs: &self.call_signs,
            zones: &self.zones,
            now: NOW,
            zone: &self.zone,
            selected: Some(self.incidents[0].id),
        }
    }

    fn zone_name(&self, zone: Option<ZoneId>) -> String {
        let found = self.zones.iter().find(|(id, _)| Some(*id) == zone);
        found.map(|(_, name)| format!("@{name}")).unwrap_or_default()
    }

    /// What a line becomes, in the words of the table.
    fn says(&self, line: &str) -> String {
        let reading = read(line, &self.view());
        let mut parts = vec![match &reading.target {
            Target::Note => "note".to_owned(),
            Target::Existing(id) => {
                let known = self.incidents.iter().find(|known| known.id == *id).expect("a known one");
                format!("on {}", known.said)
            }
            Target::New(draft) => {
                let types: Vec<&str> = draft.types.iter().map(|code| code.0.as_str()).collect();
                let severity =
                    draft.severity.map(|severity| severity.digit().to_string()).unwrap_or_default();
                let place = format!("{}{}", self.zone_name(draft.zone), draft.place);
                let parts =
                    ["new".to_owned(), types.join("+"), severity, format!("“{}”", draft.title), place];
                parts
                    .into_iter()
                    .filter(|part| !part.is_empty() && part != "“”")
                    .collect::<Vec<_>>()
                    .join(" ")
            }
        }];
        parts.extend(reading.deeds.iter().map(|deed| self.deed(deed)));
        let said = &reading.said;
        if !said.from.is_empty() {
            let to = if said.to.is_empty() { String::new() } else { format!(" to {}", said.to) };
            parts.push(format!("radio from {}{to}", said.from));
        }
        parts.extend(said.occurred.map(|at| format!("happened {}", self.clock(at))));
        parts.extend(reading.problems.iter().map(|problem| format!("problem {:?}", problem.what)));
        parts.join("; ")
    }

    fn clock(&self, at: WallMs) -> String {
        let at = jiff::Timestamp::from_millisecond(at.0).expect("a moment");
        at.to_zoned(self.zone.clone()).strftime("%H:%M").to_string()
    }

    fn deed(&self, deed: &Deed) -> String {
        match deed {
            Deed::Unit { unit, state, .. } => format!(
                "{unit} {}",
                match state {
                    UnitState::Assigned => "sent",
                    UnitState::EnRoute => "on its way",
                    UnitState::OnScene => "on scene",
                    UnitState::Clear => "clear",
                }
            ),
            Deed::Move { status } => format!("{status:?}"),
            Deed::Subject(subject) => format!("subject {}", subject.description),
            Deed::Set(Field::Severity { severity, why }) if why.is_empty() => {
                format!("severity {}", severity.digit())
            }
            Deed::Set(Field::Severity { severity, why }) => {
                format!("severity {} because “{why}”", severity.digit())
            }
            Deed::Set(Field::Type { code, .. }) => format!("type {}", code.0),
            Deed::Set(Field::Outcome(text)) => format!("outcome “{text}”"),
            Deed::Set(Field::Title(text)) => format!("title “{text}”"),
            Deed::Set(Field::Place(text)) => format!("place “{text}”"),
            Deed::Set(Field::Zone(zone)) => self.zone_name(*zone),
            Deed::Set(Field::Alert(alert)) => format!("alert {:?}", alert.expect("a level")),
            Deed::Link { to, link: LinkKind::DuplicateOf, .. } => {
                let known = self.incidents.iter().find(|known| known.id == *to).expect("a known one");
                format!("duplicate of {}", known.said)
            }
            Deed::Decide(decision) => {
                let owner =
                    if decision.owner.is_empty() { String::new() } else { format!(" by {}", decision.owner) };
                format!("decision “{}” because “{}”{owner}", decision.chosen, decision.rationale)
            }
            Deed::Promise(promise) => {
                let due = promise.due.map(|due| format!(" until {}", self.clock(due))).unwrap_or_default();
                format!("promise “{}” by {}{due}", promise.text, promise.owner)
            }
            Deed::Density(density) => {
                format!("density {} {} “{}”", density.grade, self.zone_name(Some(density.zone)), density.note)
            }
            other => format!("{other:?}"),
        }
    }
}

#[test]
fn the_page_for_people_says_what_the_code_does() {
    let page = include_str!("../../../LINE.md");
    let desk = Desk::new();
    let rows: Vec<(&str, &str)> = page
        .lines()
        .filter_map(|row| row.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "))
        .collect();
    assert!(rows.len() >= 50, "the table is there");
    for (line, becomes) in rows {
        assert_eq!(desk.says(line), becomes, "{line}");
    }
}

#[test]
fn a_time_that_was_twice_is_the_later_and_one_that_is_still_to_come_is_none() {
    let desk = Desk::new();
    let zone = TimeZone::get("America/New_York").expect("a zone");
    // An hour after the clocks went back.
    let now = WallMs("2026-11-01T07:10:00Z".parse::<jiff::Timestamp>().expect("a moment").as_millisecond());
    let view = View { now, zone: &zone, ..desk.view() };
    let occurred = |line: &str| read(line, &view).said.occurred.map(|at| (now.0 - at.0) / 60_000);
    assert_eq!(occurred("crowd at 1:30"), Some(40), "half past one, the second time");
    assert_eq!(occurred("crowd at 23:30"), Some(220), "yesterday's");
    assert_eq!(occurred("crowd at 3:30"), None, "still to come");
    let problem = read("crowd at 3:30", &view).problems.first().map(|problem| problem.what);
    assert_eq!(problem, Some(ProblemKind::BadTime), "and the line says so");
    assert_eq!(occurred("crowd -45m"), Some(45));
}

#[test]
fn completions_know_types_numbers_units_zones_and_steps() {
    let desk = Desk::new();
    let inserts = |line: &str| -> Vec<String> {
        complete(line, line.len(), &desk.view()).into_iter().map(|one| one.insert).collect()
    };
    assert_eq!(inserts("fai"), ["med3"], "a word for a type");
    assert!(inserts("m").contains(&"med3".to_owned()));
    assert_eq!(inserts("14"), ["A-0140", "A-0143", "A-0144"]);
    assert_eq!(inserts("b1"), ["B-0012"]);
    assert_eq!(inserts("143 res"), ["resolved", "resuelto", "resuelta"]);
    assert_eq!(inserts("med3 faint >med"), [">medic1", ">medic2"]);
    assert_eq!(inserts("med3 @main"), ["@Main-stage", "@Main-floor"]);
    assert_eq!(inserts("the bar is full"), Vec::<String>::new());
    assert!(complete("é", 1, &desk.view()).is_empty(), "a caret within a letter");
}

#[test]
fn a_line_that_is_too_long_is_said_to_be() {
    let desk = Desk::new();
    let line = "x ".repeat(LONGEST);
    let reading = read(&line, &desk.view());
    assert_eq!(reading.problems.first().map(|problem| problem.what), Some(ProblemKind::TooLong));
    assert_eq!(reading.said.verbatim, line, "and kept all the same");
}

/// Pieces that lines are made of, and what lies between them.
fn lines() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "143", "A-0143", "b12", "B-0012b", "999", ".", "med3", "MED", "los", "LOS", "fire4", "fir9", "sev4",
        "s1", "m30s", "f7", "child", "@north", "@main", "@", ">medic1", ">", "medic1", "onscene", "ack",
        "closed", "clear", "dup", "140", "outcome", "dec", "because", "todo", "22:15", "at", "a", "las",
        "-10m", "-999999h", "25:99", "!urgent", "!x", "dens4", "dens9", "sec2:", "a>b:", ":", "bar-left",
        "-", "é", "ñandú", "🙂", "\u{301}", "resuelto", "en-sitio", "sev", "+",
    ]);
    let piece = prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => "\\PC{0,6}", 1 => any::<String>()];
    prop::collection::vec((piece, prop::sample::select(vec![" ", "  ", "\t", "", "\u{a0}"])), 0..12)
        .prop_map(|parts| parts.into_iter().map(|(piece, blank)| piece + blank).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_that_is_typed_is_lost(line in lines(), caret in 0_usize..80) {
        let desk = Desk::new();
        let view = desk.view();
        let reading = read(&line, &view);
        prop_assert_eq!(&reading.said.verbatim, &line, "to the letter");
        prop_assert_eq!(&reading, &read(&line, &view), "always the same");
        let mut end = 0;
        for token in &reading.tokens {
            prop_assert!(token.range.start >= end && token.range.end <= line.len(), "{:?}", reading.tokens);
            prop_assert!(line.is_char_boundary(token.range.start) && line.is_char_boundary(token.range.end));
            end = token.range.end;
        }
        for problem in &reading.problems {
            prop_assert!(line.get(problem.range.clone()).is_some());
        }
        // Every letter is in a token, or in a word at the beginning that no incident has.
        let covered = |at: usize| reading.tokens.iter().any(|token| token.range.contains(&at));
        let words = words::words(&line);
        for word in &words {
            prop_assert!(covered(word.range.start), "{} in {line:?}", word.text);
        }
        for one in complete(&line, caret.min(line.len()), &view) {
            prop_assert!(line.get(one.range.clone()).is_some());
        }
    }
}
