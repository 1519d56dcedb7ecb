//! A book as it is read: entries by their records, and what their parts come to in words.

use std::collections::BTreeMap;

use gatehouse_core::ids::{AuthorId, CheckpointId, RecordId, ZoneId};
use gatehouse_core::incident::{Deed, Fact, Incident, TypeCode};
use gatehouse_core::time::{Position, WallMs, Window};

use super::book::{Book, Seal};
use super::words;
use crate::language::Language;
use crate::spreadsheet::civil;

/// A book whose entries can be looked up.
pub(super) struct Reading<'a> {
    pub(super) book: Book<'a>,
    facts: BTreeMap<RecordId, &'a Fact>,
}

/// What was done to an entry later: it was struck or corrected.
pub(super) struct Mark {
    /// The record that did it.
    pub(super) record: String,
    /// When.
    pub(super) at: WallMs,
    /// By whom.
    pub(super) who: String,
    /// The reason, or the right words.
    pub(super) text: String,
}

impl<'a> Reading<'a> {
    pub(super) fn of(book: Book<'a>) -> Self {
        let facts = book.log.entries.iter().map(|fact| (fact.id, fact)).collect();
        Self { book, facts }
    }

    pub(super) const fn language(&self) -> Language {
        self.book.language
    }

    /// One of two texts that say the same.
    pub(super) const fn pick(&self, english: &'static str, spanish: &'static str) -> &'static str {
        self.book.language.pick(english, spanish)
    }

    /// The entries that were logged, or happened, within a period, in their order.
    pub(super) fn within(&self, period: &Window) -> Vec<&'a Fact> {
        let inside = |at: WallMs| period.position(at) == Position::Inside;
        let facts = self.book.log.entries.iter();
        facts.filter(|fact| inside(fact.logged) || inside(fact.occurred())).collect()
    }

    pub(super) fn fact(&self, id: RecordId) -> Option<&'a Fact> {
        self.facts.get(&id).copied()
    }

    /// The incident that an entry opens or belongs to.
    pub(super) fn incident(&self, fact: &Fact) -> Option<&'a Incident> {
        self.book.log.incidents.get(&fact.incident()?)
    }

    /// Whether the words of an entry stay sealed: it is about a sealed incident, or about an entry that is.
    pub(super) fn is_hidden(&self, fact: &Fact) -> bool {
        let is_sealed = |fact: &Fact| self.incident(fact).is_some_and(|incident| incident.sealed);
        let about = fact.entry.deeds.iter().filter_map(|deed| match deed {
            Deed::Strike { entry, .. } | Deed::Correct { entry, .. } => self.fact(*entry),
            _ => None,
        });
        self.book.seal == Seal::Sealed && std::iter::once(fact).chain(about).any(is_sealed)
    }

    /// The words of a record, or that they are sealed.
    pub(super) fn quoted(&self, id: RecordId, text: &str) -> String {
        if self.fact(id).is_some_and(|fact| self.is_hidden(fact)) { self.sealed() } else { text.to_owned() }
    }

    /// What stands in the place of sealed words.
    pub(super) fn sealed(&self) -> String {
        self.pick("[sealed]", "[sellado]").to_owned()
    }

    /// What was said, to the letter.
    pub(super) fn said(&self, fact: &Fact) -> String {
        let verbatim = &fact.entry.said.verbatim;
        if !verbatim.is_empty() && self.is_hidden(fact) { self.sealed() } else { verbatim.clone() }
    }

    /// Who said it to whom.
    pub(super) fn call(&self, fact: &Fact) -> (String, String) {
        let said = &fact.entry.said;
        let shown = |text: &str| match text {
            "" => String::new(),
            _ if self.is_hidden(fact) => self.sealed(),
            text => text.to_owned(),
        };
        (shown(&said.from), shown(&said.to))
    }

    /// The strike of an entry that counts.
    pub(super) fn strike(&self, fact: &Fact) -> Option<Mark> {
        let by = self.fact(*self.book.log.struck.get(&fact.id)?)?;
        let reason = by.entry.deeds.iter().find_map(|deed| match deed {
            Deed::Strike { entry, reason } if *entry == fact.id => Some(reason.as_str()),
            _ => None,
        });
        Some(self.mark(by, reason.unwrap_or_default()))
    }

    /// The corrections of an entry, the newest last.
    pub(super) fn corrections(&self, fact: &Fact) -> Vec<Mark> {
        let records = self.book.log.corrected.get(&fact.id).into_iter().flatten();
        let marks = records.filter_map(|record| self.fact(*record)).flat_map(|by| {
            let texts = by.entry.deeds.iter().filter_map(|deed| match deed {
                Deed::Correct { entry, text } if *entry == fact.id => Some(text.as_str()),
                _ => None,
            });
            texts.map(|text| self.mark(by, text)).collect::<Vec<_>>()
        });
        marks.collect()
    }

    fn mark(&self, by: &Fact, text: &str) -> Mark {
        let text = if self.is_hidden(by) { self.sealed() } else { text.to_owned() };
        Mark { record: self.record(by.id), at: by.logged, who: self.who(by), text }
    }

    /// Who was at the desk; the desk when nobody knows.
    pub(super) fn who(&self, fact: &Fact) -> String {
        let who = fact.who.clone().filter(|who| !who.is_empty());
        who.unwrap_or_else(|| self.desk(fact.id.author))
    }

    /// A desk, by its letter; by its name or the beginning of its id while it has none.
    pub(super) fn letter(&self, author: AuthorId) -> String {
        let known = self.book.log.letters.get(&author).or_else(|| self.book.desks.get(&author));
        known.cloned().unwrap_or_else(|| short(&author))
    }

    /// What a desk is called; its letter when it is not called anything.
    pub(super) fn desk(&self, author: AuthorId) -> String {
        self.book.desks.get(&author).cloned().unwrap_or_else(|| self.letter(author))
    }

    /// A record, by its desk and its number within the desk's log: `A:130`.
    pub(super) fn record(&self, id: RecordId) -> String {
        format!("{}:{}", self.letter(id.author), id.seq.0)
    }

    /// An incident by its number, an entry by its record.
    pub(super) fn named(&self, id: RecordId) -> String {
        self.book.log.incidents.get(&id).map_or_else(|| self.record(id), Incident::said)
    }

    pub(super) fn zone(&self, zone: ZoneId) -> String {
        self.book.zones.get(&zone).cloned().unwrap_or_else(|| short(&zone))
    }

    pub(super) fn door(&self, door: CheckpointId) -> String {
        self.book.doors.get(&door).cloned().unwrap_or_else(|| short(&door))
    }

    /// A type, by its code and what it is called.
    pub(super) fn category(&self, code: &TypeCode) -> String {
        let label = self.book.log.config.category(code).map(|known| known.label.clone());
        let label = label.filter(|label| !label.is_empty());
        let name = label.or_else(|| words::category(code.above(), self.language()).map(str::to_owned));
        name.map_or_else(|| code.0.clone(), |name| format!("{} {name}", code.0))
    }

    /// Types one after the other; that nobody knows while there is none.
    pub(super) fn categories(&self, types: &[TypeCode]) -> String {
        if types.is_empty() {
            return self.pick("type not known yet", "tipo aún no conocido").to_owned();
        }
        types.iter().map(|code| self.category(code)).collect::<Vec<_>>().join(", ")
    }

    /// A moment with its day.
    pub(super) fn moment(&self, at: WallMs) -> String {
        civil(at, self.book.zone, "%Y-%m-%d %H:%M:%S")
    }

    /// The day of a moment.
    pub(super) fn day(&self, at: WallMs) -> String {
        civil(at, self.book.zone, "%Y-%m-%d")
    }

    /// The time of a moment, with its day when that is another one than that of `beside`.
    pub(super) fn time(&self, at: WallMs, beside: WallMs) -> String {
        let form = if self.day(at) == self.day(beside) { "%H:%M:%S" } else { "%H:%M:%S %Y-%m-%d" };
        civil(at, self.book.zone, form)
    }

    /// A period in words.
    pub(super) fn period(&self, period: &Window) -> String {
        match (period.from, period.until) {
            (Some(from), Some(until)) => format!("{} – {}", self.moment(from), self.moment(until)),
            (Some(from), None) => format!("{} {}", self.pick("from", "desde"), self.moment(from)),
            (None, Some(until)) => format!("{} {}", self.pick("until", "hasta"), self.moment(until)),
            (None, None) => self.pick("the whole log", "toda la bitácora").to_owned(),
        }
    }

    /// The heads of all desks, each a word that is never broken while it fits.
    pub(super) fn heads(&self) -> Vec<String> {
        let head = |head: &super::Head| {
            format!("{}:{}:{}", self.letter(head.author).replace(' ', "_"), head.seq.0, hex(&head.hash))
        };
        self.book.heads.iter().map(head).collect()
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn short(id: &impl ToString) -> String {
    id.to_string().chars().take(8).collect()
}
