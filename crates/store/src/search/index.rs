//! Keeping the index in step with the credentials, in the same transaction.
//!
//! Two levels: the full-text index finds credentials by words and beginnings of words; the vocabulary holds each distinct
//! word of names and companies once, so that a misspelt one can be corrected without looking at a million rows.

use std::collections::HashMap;

use rusqlite::{Transaction, params};

use super::plain;
use crate::error::Result;
use crate::table::credential::Details;

/// More distinct words than this are moved to the table before the import goes on. Names repeat: a million people have
/// a few tens of thousands.
const HELD: usize = 100_000;

/// Corrections are made to words of letters, and not to very short ones.
pub(super) const SHORTEST: usize = 3;

/// The plain words of one credential, each once.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Separated by spaces.
    text: String,
    scratch: String,
    /// How long `text` was when the words of name and company ended.
    names: usize,
}

impl Words {
    /// Takes the words of a credential in the place of what was here.
    pub(crate) fn take(&mut self, details: &Details) {
        self.text.clear();
        self.add(&details.name);
        self.add(details.company.as_deref().unwrap_or_default());
        self.names = self.text.len();
        // Everybody's address ends alike, so what is behind the @ tells nobody apart.
        let email = details.email.as_deref().unwrap_or_default();
        self.add(email.split_once('@').map_or(email, |(local, _)| local));
        self.add_code(details.order_code.as_deref().unwrap_or_default());
    }

    fn add(&mut self, text: &str) {
        plain::words(text, |word| push(&mut self.text, word));
    }

    /// A code is found by its parts and, when it has several, as it is typed without what separates them.
    fn add_code(&mut self, code: &str) {
        self.scratch.clear();
        let mut parts = 0;
        plain::words(code, |word| {
            push(&mut self.text, word);
            self.scratch.push_str(word);
            parts += 1;
        });
        if parts > 1 {
            push(&mut self.text, &self.scratch);
        }
    }

    /// What the full-text index is given.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The words that belong into the vocabulary.
    fn vocabulary(&self) -> impl Iterator<Item = &str> {
        self.text[..self.names].split_ascii_whitespace().filter(|word| {
            word.len() >= SHORTEST && !word.bytes().any(|byte| byte.is_ascii_digit())
        })
    }
}

/// Adds a word unless it is there.
fn push(text: &mut String, word: &str) {
    if text.split_ascii_whitespace().any(|known| known == word) {
        return;
    }
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

/// Words of names that were seen during an import and are not in the table yet.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary(HashMap<Box<str>, i64>);

impl Vocabulary {
    /// Counts the words of one credential, `by` times.
    pub(crate) fn count(&mut self, tx: &Transaction<'_>, words: &Words, by: i64) -> Result<()> {
        for word in words.vocabulary() {
            match self.0.get_mut(word) {
                Some(uses) => *uses += by,
                None => {
                    self.0.insert(word.into(), by);
                }
            }
        }
        if self.0.len() > HELD { self.store(tx) } else { Ok(()) }
    }

    /// Moves everything into the table.
    pub(crate) fn store(&mut self, tx: &Transaction<'_>) -> Result<()> {
        let mut words: Vec<_> = self.0.drain().filter(|(_, uses)| *uses != 0).collect();
        words.sort_unstable();
        let mut upsert = tx.prepare_cached(
            "INSERT INTO search_word (word, uses) VALUES (?1, max(?2, 0)) \
             ON CONFLICT (word) DO UPDATE SET uses = max(uses + ?2, 0)",
        )?;
        for (word, uses) in words {
            upsert.execute(params![word, uses])?;
        }
        Ok(())
    }
}

/// Makes a credential findable.
pub(crate) fn insert(tx: &Transaction<'_>, no: i64, words: &Words) -> Result<()> {
    tx.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?.execute(params![no, words.text()])?;
    Ok(())
}

/// Makes a credential findable by other words than before.
pub(crate) fn update(tx: &Transaction<'_>, no: i64, words: &Words) -> Result<()> {
    tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([no])?;
    insert(tx, no, words)
}

/// How much the full-text index gathers in memory before it writes a segment, in bytes: usually, and during an import,
/// where fewer and larger segments save most of the merging.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Gather {
    Usual = 1 << 20,
    Import = 24 << 20,
}

/// Sets how much is gathered.
pub(crate) fn gather(tx: &Transaction<'_>, how: Gather) -> Result<()> {
    let hs = std::env::var("HS").ok().and_then(|s| s.parse::<i64>().ok()).unwrap_or(how as i64);
    tx.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?1)", [hs])?;
    if let Some(am) = std::env::var("AM").ok().and_then(|s| s.parse::<i64>().ok()) {
    tx.execute("INSERT INTO search (search, rank) VALUES ('automerge', ?1)", [am])?; }
    if let Ok(pf) = std::env::var("PF") { if matches!(how, Gather::Import) {
    tx.execute_batch(&format!("DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1, detail = none, prefix = '{pf}', tokenize = 'ascii'); INSERT INTO search (search, rank) VALUES ('pgsz', 3960);"))?;
    tx.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?1)", [hs])?;
    } }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_with_and_without_its_separators() {
        let mut words = Words::default();
        words.add_code("ABC-12");
        assert_eq!(words.text(), "abc 12 abc12");
    }

    #[test]
    fn words_count_once_and_domains_not_at_all() {
        let mut words = Words::default();
        words.take(&Details {
            name: "Ana Gómez".to_owned(),
            email: Some("ana.gomez7@correo.example".to_owned()),
            company: Some("Gómez y Cía 24".to_owned()),
            ..Details::default()
        });
        assert_eq!(words.text(), "ana gomez y cia 24 gomez7");
        assert_eq!(words.vocabulary().collect::<Vec<_>>(), ["ana", "gomez", "cia"]);
    }
}
