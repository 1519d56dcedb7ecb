//! From a line to what it becomes.

mod known;
mod time;

use std::ops::Range;

use super::super::deed::{Decision, Deed, Density, Field, LinkKind, Promise, Subject, UnitState};
use super::super::entry::{Channel, Said};
use super::super::severity::{Severity, Status};
use super::lexicon::{self, Keyword, Step};
use super::words::{Word, plain, words};
use super::{Draft, Known, LONGEST, Problem, ProblemKind, Reading, Role, Target, Token, View};
use crate::ids::ZoneId;
use crate::time::WallMs;

use known::zone;
pub(super) use known::{Named, named};

/// Reads a line.
#[must_use]
pub fn read(line: &str, view: &View<'_>) -> Reading {
    let mut reading =
        Reading { said: Said { verbatim: line.to_owned(), ..Said::default() }, ..Reading::default() };
    if line.len() > LONGEST {
        reading.problems.push(Problem { range: 0..line.len(), what: ProblemKind::TooLong });
        return reading;
    }
    let words = words(line);
    Reader { view, words: &words, at: 0, reading, parts: Parts::default() }.read()
}

/// What is gathered from the words before it is put together.
#[derive(Default)]
struct Parts {
    types: Vec<super::TypeCode>,
    severity: Option<(Severity, Range<usize>)>,
    subjects: Vec<Deed>,
    units: Vec<String>,
    place: Option<(String, Option<ZoneId>)>,
    density: Option<(u8, Range<usize>)>,
    due: Option<WallMs>,
    keyword: Option<Keyword>,
    text: Vec<Range<usize>>,
    /// A unit of the incident that the next word may move on.
    unit: Option<String>,
    moved: Option<(Status, Range<usize>)>,
}

struct Reader<'a> {
    view: &'a View<'a>,
    words: &'a [Word<'a>],
    at: usize,
    reading: Reading,
    parts: Parts,
}

impl<'a> Reader<'a> {
    fn read(mut self) -> Reading {
        self.speakers();
        let about = self.about();
        while self.at < self.words.len() {
            self.word(about);
            self.at += 1;
        }
        self.put_together(about);
        self.reading.tokens.sort_by_key(|token| token.range.start);
        self.reading.problems.sort_by_key(|problem| problem.range.start);
        self.reading
    }

    /// `sec2: …` and `sec2>control: …` at the beginning: who says it, to whom, over the radio.
    fn speakers(&mut self) {
        let Some(first) = self.words.first() else { return };
        let Some(names) = first.text.strip_suffix(':').filter(|names| !names.is_empty()) else { return };
        let (from, to) = names.split_once('>').unwrap_or((names, ""));
        let sayable =
            |name: &str| name.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
        let is_number = !matches!(named(names, self.view), Named::NoNumber);
        if from.is_empty() || is_number || !sayable(from) || !sayable(to) || !self.speaks(from, to) {
            return;
        }
        from.clone_into(&mut self.reading.said.from);
        to.clone_into(&mut self.reading.said.to);
        self.reading.said.channel = Some(Channel::Radio);
        self.token(first.range.clone(), Role::CallSign);
        self.at = 1;
    }

    /// Whether somebody of this name speaks over the radio: `note:` does not.
    fn speaks(&self, from: &str, to: &str) -> bool {
        let digits = from.bytes().any(|letter| letter.is_ascii_digit());
        digits || !to.is_empty() || self.view.call_signs.iter().any(|sign| plain(sign) == plain(from))
    }

    /// The incident that the line is about, if it names one.
    fn about(&mut self) -> Option<&'a Known> {
        let word = self.words.get(self.at)?;
        if word.text == "." {
            self.token(word.range.clone(), Role::Number);
            self.at += 1;
            let selected = self.view.incidents.iter().find(|known| Some(known.id) == self.view.selected);
            if selected.is_none() {
                self.problem(word.range.clone(), ProblemKind::NeedsIncident);
            }
            return selected;
        }
        match named(word.text.trim_end_matches(':'), self.view) {
            Named::One(known) => {
                self.token(word.range.clone(), Role::Number);
                self.at += 1;
                Some(known)
            }
            Named::Several => {
                self.problem(word.range.clone(), ProblemKind::AmbiguousIncident);
                None
            }
            // `20 people at the gate` is a note; `20 resolved` is about an incident that is not there.
            Named::None if self.meant_as_number() => {
                self.problem(word.range.clone(), ProblemKind::UnknownIncident);
                None
            }
            Named::None | Named::NoNumber => None,
        }
    }

    /// Whether the word after a number only makes sense behind one of an incident.
    fn meant_as_number(&self) -> bool {
        let next = self.words.get(self.at + 1);
        next.is_some_and(|word| {
            lexicon::step(&word.plain).is_some()
                || matches!(
                    lexicon::keyword(&word.plain),
                    Some(Keyword::Outcome | Keyword::Title | Keyword::Duplicate)
                )
                || word.text.starts_with('>')
        })
    }

    fn word(&mut self, about: Option<&'a Known>) {
        let words = self.words;
        let word = &words[self.at];
        let begins = self.parts.is_empty();
        if self.parts.keyword.is_some() && !word.text.starts_with(['>', '@']) {
            return self.text_or_due(word);
        }
        if let Some(unit) = word.text.strip_prefix('>').filter(|unit| !unit.is_empty()) {
            self.parts.units.push(unit.to_owned());
            self.parts.unit = Some(unit.to_owned());
            return self.token(word.range.clone(), Role::Unit);
        }
        if let Some(place) = word.text.strip_prefix('@').filter(|place| !place.is_empty()) {
            return self.place(place, word);
        }
        if let Some(alert) = lexicon::alert(&word.plain) {
            self.reading.deeds.push(Deed::Set(Field::Alert(Some(alert))));
            return self.token(word.range.clone(), Role::Alert);
        }
        if self.time(word) {
            return;
        }
        if begins && self.parts.types.is_empty() && self.opens(word, about) {
            return;
        }
        if let Some(severity) = self.severity(word, about) {
            self.parts.severity = Some((severity, word.range.clone()));
            return self.token(word.range.clone(), Role::Severity);
        }
        if about.is_some_and(|known| self.moves(word, known)) {
            return;
        }
        if begins && let Some(keyword) = self.keyword(word) {
            self.parts.keyword = Some(keyword);
            return self.token(word.range.clone(), Role::Keyword);
        }
        if begins && let Some(grade) = lexicon::density(&word.plain) {
            self.parts.density = Some((grade, word.range.clone()));
            return self.token(word.range.clone(), Role::Density);
        }
        if (about.is_some() || !self.parts.types.is_empty()) && lexicon::is_subject(&word.plain) {
            let description = word.text.to_owned();
            self.parts.subjects.push(Deed::Subject(Subject { description, name: None }));
            return self.token(word.range.clone(), Role::Subject);
        }
        self.text(word.range.clone());
    }

    /// A word that says what the rest is; `todo` is an everyday word of Spanish, and needs the time until which it is promised.
    fn keyword(&self, word: &Word<'_>) -> Option<Keyword> {
        let rest = &self.words[self.at + 1..];
        let timed = rest.iter().any(|word| time::is_clock(word.text));
        lexicon::keyword(&word.plain).filter(|_| word.plain != "todo" || timed)
    }

    /// A severity before any words: further on, `s2` is a gate or a section. Without an incident it has to be spelled out.
    fn severity(&self, word: &Word<'_>, about: Option<&Known>) -> Option<Severity> {
        let early = self.parts.text.is_empty() && self.parts.severity.is_none();
        let spelled = about.is_some() || word.plain.starts_with("sev");
        lexicon::severity(&word.plain).filter(|_| early && spelled)
    }

    /// A type at the beginning, which opens an incident or adds a type to one.
    fn opens(&mut self, word: &Word<'_>, about: Option<&Known>) -> bool {
        let Some((code, severity)) = lexicon::category(word.text, &word.plain, self.view.categories) else {
            return false;
        };
        // `143 med` would be a note about a medic too often; with capitals or a digit it is meant.
        if about.is_some() && severity.is_none() && word.text.chars().any(char::is_lowercase) {
            return false;
        }
        self.parts.types.push(code);
        let split = word.range.end - usize::from(severity.is_some());
        self.token(word.range.start..split, Role::Type);
        if let Some(severity) = severity {
            self.parts.severity = Some((severity, split..word.range.end));
            self.token(split..word.range.end, Role::Severity);
        }
        true
    }

    /// A status, a unit of the incident, or what that unit does.
    fn moves(&mut self, word: &Word<'_>, known: &Known) -> bool {
        if !self.parts.text.is_empty() || self.parts.moved.is_some() {
            return false;
        }
        if let Some((step, range, skip)) = self.step(word) {
            let means = match step {
                Step::Move(status) => {
                    self.parts.moved = Some((status, range.clone()));
                    true
                }
                Step::Unit(state) => self.unit_does(state, known, range.clone()),
            };
            if means {
                self.token(range, Role::Status);
                self.at += skip;
            }
            return means;
        }
        let unit = known.units.iter().find(|unit| plain(unit) == word.plain);
        let Some(unit) = unit.or_else(|| self.about_to_move(word)) else { return false };
        self.parts.unit = Some(unit.clone());
        self.token(word.range.clone(), Role::Unit);
        true
    }

    /// A unit that was not sent, of which the next word says what it does: it went by itself.
    fn about_to_move(&self, word: &Word<'_>) -> Option<&'a String> {
        let next = self.words.get(self.at + 1)?;
        let after = self.words.get(self.at + 2).map(|after| format!("{}-{}", next.plain, after.plain));
        let moves = |plain: &str| matches!(lexicon::step(plain), Some(Step::Unit(_)));
        let moved = moves(&next.plain) || after.is_some_and(|after| moves(&after));
        self.view.call_signs.iter().find(|sign| moved && plain(sign) == word.plain)
    }

    /// What a word moves on, or two: `on scene` is `onscene`.
    fn step(&self, word: &Word<'_>) -> Option<(Step, Range<usize>, usize)> {
        if let Some(step) = lexicon::step(&word.plain) {
            return Some((step, word.range.clone(), 0));
        }
        let next = self.words.get(self.at + 1)?;
        let step = lexicon::step(&format!("{}-{}", word.plain, next.plain))?;
        Some((step, word.range.start..next.range.end, 1))
    }

    /// What a unit does; where the line names none, the one that was sent, and where several were, the incident alone.
    fn unit_does(&mut self, state: UnitState, known: &Known, range: Range<usize>) -> bool {
        let only = match &known.units[..] {
            [only] => Some(only.clone()),
            _ => None,
        };
        let named = self.parts.unit.take();
        self.parts.units.retain(|unit| Some(unit) != named.as_ref());
        match (named.or(only), state) {
            (Some(unit), state) => self.reading.deeds.push(Deed::Unit { unit, role: String::new(), state }),
            (None, UnitState::OnScene) => self.parts.moved = Some((Status::OnScene, range)),
            (None, UnitState::Assigned | UnitState::EnRoute) => {
                self.parts.moved = Some((Status::Dispatched, range));
            }
            (None, UnitState::Clear) => return false,
        }
        true
    }

    fn place(&mut self, place: &str, word: &Word<'_>) {
        self.token(word.range.clone(), Role::Place);
        match zone(place, self.view) {
            Ok(found) => self.parts.place = Some((String::new(), Some(found))),
            Err(several) => {
                self.parts.place = Some((place.replace('-', " "), None));
                if several {
                    self.problem(word.range.clone(), ProblemKind::UnknownZone);
                }
            }
        }
    }

    /// `-10m`, `at 21:40`: when it happened.
    fn time(&mut self, word: &Word<'_>) -> bool {
        if let Some(ago) = time::ago_ms(&word.plain) {
            self.happened(WallMs(self.view.now.0.saturating_sub(ago)), word.range.clone());
            return true;
        }
        let next = self.words.get(self.at + 1);
        let (skip, clock) = match (word.plain.as_str(), next) {
            ("at" | "a", Some(next)) if time::is_clock(next.text) => (1, next),
            ("a", Some(next)) if matches!(next.plain.as_str(), "las" | "la") => {
                match self.words.get(self.at + 2).filter(|word| time::is_clock(word.text)) {
                    Some(clock) => (2, clock),
                    None => return false,
                }
            }
            _ => return false,
        };
        // In mid-sentence it is part of what was said: `last seen at 21:40 by sec2`.
        let rest = &self.words[self.at + skip + 1..];
        if !rest.iter().all(|word| word.text.starts_with(['>', '@', '!'])) {
            return false;
        }
        let range = word.range.start..clock.range.end;
        match time::latest(clock.text, self.view.now, self.view.zone) {
            Some(at) => self.happened(at, range),
            None => {
                self.token(range.clone(), Role::Time);
                self.problem(range, ProblemKind::BadTime);
            }
        }
        self.at += skip;
        true
    }

    fn happened(&mut self, at: WallMs, range: Range<usize>) {
        self.token(range.clone(), Role::Time);
        if time::is_plausible(at, self.view.now) {
            self.reading.said.occurred = Some(at);
        } else {
            self.problem(range, ProblemKind::BadTime);
        }
    }

    /// Behind a keyword everything is words, but for the time until which something is promised.
    fn text_or_due(&mut self, word: &Word<'_>) {
        if self.parts.keyword == Some(Keyword::Promise) && time::is_clock(word.text) {
            self.token(word.range.clone(), Role::Time);
            self.parts.due = time::next(word.text, self.view.now, self.view.zone);
            return;
        }
        self.text(word.range.clone());
    }

    fn put_together(&mut self, about: Option<&Known>) {
        self.hyphenated_place(about.is_none());
        let text = self.words_of(&self.parts.text.clone());
        let opens = about.is_none()
            && (!self.parts.types.is_empty() || self.parts.severity.is_some())
            && self.parts.keyword.is_none()
            && self.parts.density.is_none();
        if let Some(keyword) = self.parts.keyword {
            self.keyworded(keyword, text, about);
            self.rest(about);
        } else if let Some((grade, range)) = self.parts.density.take() {
            self.density(grade, range, text);
            self.rest(about);
        } else if opens {
            self.open(text);
            return;
        } else if let Some(known) = about {
            self.change(known, &text);
        } else {
            self.orphans();
        }
        self.reading.target = about.map_or(Target::Note, |known| Target::Existing(known.id));
    }

    fn open(&mut self, text: String) {
        let (place, zone) = self.parts.place.take().unwrap_or_default();
        let draft = Draft {
            types: std::mem::take(&mut self.parts.types),
            severity: self.parts.severity.take().map(|(severity, _)| severity),
            title: text,
            place,
            zone,
        };
        self.reading.deeds.append(&mut self.parts.subjects);
        self.send_units();
        self.reading.target = Target::New(draft);
    }

    /// What stands beside a keyword is done as well; where the line names no incident, that is said.
    fn rest(&mut self, about: Option<&Known>) {
        match about {
            Some(known) => self.change(known, ""),
            None if matches!(self.parts.keyword, Some(Keyword::Decision | Keyword::Promise)) => {
                self.parts.units.clear();
                self.orphans();
            }
            None => self.orphans(),
        }
    }

    fn change(&mut self, known: &Known, text: &str) {
        let parts = std::mem::take(&mut self.parts);
        let deeds = &mut self.reading.deeds;
        deeds.extend(parts.types.into_iter().map(|code| Deed::Set(Field::Type { code, on: true })));
        if let Some((severity, range)) = parts.severity {
            if severity < known.severity && text.is_empty() {
                self.reading.problems.push(Problem { range: range.clone(), what: ProblemKind::NoReason });
            }
            deeds.push(Deed::Set(Field::Severity { severity, why: text.to_owned() }));
        }
        if let Some((place, zone)) = parts.place {
            deeds.push(if zone.is_some() {
                Deed::Set(Field::Zone(zone))
            } else {
                Deed::Set(Field::Place(place))
            });
        }
        deeds.extend(parts.subjects);
        if let Some((status, range)) = parts.moved {
            let ends = matches!(status, Status::Resolved | Status::Closed);
            if ends && !text.is_empty() && !known.ended {
                deeds.push(Deed::Set(Field::Outcome(text.to_owned())));
            }
            let ready = known.typed && (known.ended || !text.is_empty());
            if status == Status::Closed && !ready {
                self.reading.problems.push(Problem { range, what: ProblemKind::NotReady });
            } else {
                deeds.push(Deed::Move { status });
            }
        }
        let sent = parts.units.into_iter();
        deeds.extend(sent.map(|unit| Deed::Unit { unit, role: String::new(), state: UnitState::Assigned }));
    }

    fn keyworded(&mut self, keyword: Keyword, text: String, about: Option<&Known>) {
        let whole = self.whole();
        match keyword {
            Keyword::Outcome | Keyword::Title | Keyword::Duplicate if about.is_none() => {
                self.problem(whole, ProblemKind::NeedsIncident);
            }
            Keyword::Outcome => self.reading.deeds.push(Deed::Set(Field::Outcome(text))),
            Keyword::Title => self.reading.deeds.push(Deed::Set(Field::Title(text))),
            Keyword::Duplicate => match named(text.trim(), self.view) {
                Named::One(other) => {
                    let link = LinkKind::DuplicateOf;
                    self.reading.deeds.push(Deed::Link { to: other.id, link, on: true });
                }
                Named::Several => self.problem(whole, ProblemKind::AmbiguousIncident),
                Named::None | Named::NoNumber => self.problem(whole, ProblemKind::UnknownIncident),
            },
            Keyword::Decision => {
                let (chosen, rationale) = because(&text);
                self.reading.deeds.push(Deed::Decide(Box::new(Decision {
                    chosen,
                    rationale,
                    owner: self.parts.units.first().cloned().unwrap_or_default(),
                    ..Decision::default()
                })));
            }
            Keyword::Promise => self.reading.deeds.push(Deed::Promise(Promise {
                text,
                owner: self.parts.units.first().cloned().unwrap_or_default(),
                due: self.parts.due,
            })),
        }
    }

    fn density(&mut self, grade: u8, range: Range<usize>, note: String) {
        match self.parts.place.take() {
            Some((_, Some(zone))) => self.reading.deeds.push(Deed::Density(Density { zone, grade, note })),
            _ => self.problem(range, ProblemKind::UnknownZone),
        }
    }

    /// What a mere note cannot do: it is said, and the line is kept.
    fn orphans(&mut self) {
        let units = !self.parts.units.is_empty();
        let alert = self.reading.deeds.iter().any(|deed| matches!(deed, Deed::Set(_)));
        if units || alert {
            self.reading.deeds.retain(|deed| !matches!(deed, Deed::Set(_)));
            let role = |token: &&Token| matches!(token.role, Role::Unit | Role::Alert);
            let range = self.reading.tokens.iter().find(role).map_or(0..0, |token| token.range.clone());
            self.problem(range, ProblemKind::NeedsIncident);
        }
    }

    fn send_units(&mut self) {
        let units = std::mem::take(&mut self.parts.units).into_iter();
        self.reading.deeds.extend(units.map(|unit| Deed::Unit {
            unit,
            role: String::new(),
            state: UnitState::Assigned,
        }));
    }

    /// A last word with a hyphen is where it is, unless the line says so with `@` or has nothing else to say.
    fn hyphenated_place(&mut self, opens: bool) {
        let opens = opens && (!self.parts.types.is_empty() || self.parts.severity.is_some());
        if !opens || self.parts.place.is_some() || self.parts.keyword.is_some() || self.parts.text.len() < 2 {
            return;
        }
        let verbatim = &self.reading.said.verbatim;
        let hyphenated = |range: &Range<usize>| {
            let word = &verbatim[range.clone()];
            let inner = word.trim_matches('-');
            inner.len() == word.len() && word.contains('-') && word.chars().any(char::is_alphabetic)
        };
        if !self.parts.text.last().is_some_and(hyphenated) {
            return;
        }
        let Some(range) = self.parts.text.pop() else { return };
        let word = self.reading.said.verbatim[range.clone()].to_owned();
        let found = zone(&word, self.view).ok();
        self.parts.place = Some((if found.is_some() { String::new() } else { word }, found));
        for token in &mut self.reading.tokens {
            if token.range == range {
                token.role = Role::Place;
            }
        }
    }

    fn words_of(&self, ranges: &[Range<usize>]) -> String {
        let words: Vec<&str> =
            ranges.iter().map(|range| &self.reading.said.verbatim[range.clone()]).collect();
        words.join(" ")
    }

    fn whole(&self) -> Range<usize> {
        let last = self.words.last().map_or(0, |word| word.range.end);
        self.words.first().map_or(0, |word| word.range.start)..last
    }

    fn text(&mut self, range: Range<usize>) {
        self.parts.text.push(range.clone());
        self.token(range, Role::Text);
    }

    fn token(&mut self, range: Range<usize>, role: Role) {
        self.reading.tokens.push(Token { range, role });
    }

    fn problem(&mut self, range: Range<usize>, what: ProblemKind) {
        self.reading.problems.push(Problem { range, what });
    }
}

impl Parts {
    /// Whether nothing has been said yet that decides what the line is.
    fn is_empty(&self) -> bool {
        self.types.is_empty() && self.text.is_empty() && self.density.is_none() && self.moved.is_none()
    }
}

/// What was decided, and why: the words before and behind `because`.
fn because(text: &str) -> (String, String) {
    let words: Vec<&str> = text.split(' ').collect();
    let at = words.iter().position(|word| matches!(plain(word).as_str(), "because" | "porque"));
    match at {
        Some(at) => (words[..at].join(" "), words[at + 1..].join(" ")),
        None => (text.to_owned(), String::new()),
    }
}
