//! A log as tests write it: desks that say one thing after the other.

use std::collections::HashMap;

use super::{Context, Deed, Entry, Fact, Log, Number, Opening, Said, Severity, TypeCode, fold};
use crate::ids::{AuthorId, RecordId, Seq};
use crate::time::{Hlc, WallMs};

pub(super) fn code(text: &str) -> TypeCode {
    TypeCode(text.to_owned())
}

pub(super) fn fact(id: RecordId, hlc: u64, now: i64, incident: Option<RecordId>, deeds: Vec<Deed>) -> Fact {
    let entry = Entry { said: Said::default(), incident, deeds };
    Fact { id, hlc: Hlc(hlc), logged: WallMs(now), who: None, entry }
}

#[derive(Clone, Default)]
pub(super) struct Script {
    pub(super) facts: Vec<Fact>,
    /// A second goes by with every entry.
    pub(super) now: i64,
    occurred: Option<i64>,
    seqs: HashMap<u8, u64>,
}

impl Script {
    pub(super) fn log(&self) -> Log {
        fold(self.facts.clone())
    }

    pub(super) fn wait(&mut self, ms: i64) {
        self.now += ms;
    }

    /// When the next entry happened.
    pub(super) fn occurred(&mut self, at: i64) {
        self.occurred = Some(at);
    }

    pub(super) fn open(&mut self, author: u8, types: &str, severity: Severity) -> RecordId {
        self.open_with(author, types, severity, Vec::new())
    }

    pub(super) fn open_with(
        &mut self,
        author: u8,
        types: &str,
        severity: Severity,
        mut deeds: Vec<Deed>,
    ) -> RecordId {
        let given = self.facts.iter().filter(|fact| fact.id.author.as_bytes()[0] == author);
        let no = given.filter_map(Fact::opening).count() + 1;
        let desk = char::from(b'A' + author - 1).to_string();
        let opening = Opening {
            number: Number { desk, no: u32::try_from(no).expect("a short script") },
            types: types.split_whitespace().map(code).collect(),
            severity,
            title: "it".to_owned(),
            place: String::new(),
            zone: None,
            sealed: false,
            context: Context::default(),
        };
        deeds.insert(0, Deed::Open(Box::new(opening)));
        self.say(author, deeds)
    }

    pub(super) fn tell(&mut self, author: u8, incident: RecordId, deeds: Vec<Deed>) -> RecordId {
        let id = self.say(author, deeds);
        if let Some(fact) = self.facts.last_mut() {
            fact.entry.incident = Some(incident);
        }
        id
    }

    pub(super) fn say(&mut self, author: u8, deeds: Vec<Deed>) -> RecordId {
        self.now += 1_000;
        let seq = self.seqs.entry(author).or_default();
        *seq += 1;
        let id = RecordId { author: AuthorId::from_bytes([author; 16]), seq: Seq(*seq) };
        let hlc = u64::try_from(self.facts.len() + 1).expect("a short script") << 16;
        let mut fact = fact(id, hlc, self.now, None, deeds);
        fact.entry.said.occurred = self.occurred.take().map(WallMs);
        self.facts.push(fact);
        id
    }
}
