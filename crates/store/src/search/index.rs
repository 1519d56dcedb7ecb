//! Keeping the index in step with the credentials, in the same transaction.
//!
//! Two levels: the full-text index finds credentials by words and beginnings of words; the vocabulary holds each distinct
//! word of names and companies once, so that a misspelt one can be corrected without looking at a million rows.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;

use rusqlite::{Connection, Transaction, params};

use super::plain;
use crate::error::Result;
use crate::sql::{get, rows};
use crate::table::credential::Details;

/// More distinct words than this are moved to the table before the import goes on. Names repeat: a million people have
/// a few tens of thousands.
const HELD: usize = 100_000;

/// Corrections are made to words of letters, and not to very short ones.
pub(super) const SHORTEST: usize = 3;

/// The plain words by which one credential is found, each once.
///
/// Making them is a good part of an import, and needs no replica: another thread can do it ahead of the writer.
pub struct Words {
    /// Separated by spaces.
    text: String,
    /// How long `text` was when the words of name and company ended.
    names: usize,
}

impl Words {
    /// The words of a name, a company and what is before the @ of an e-mail address.
    #[must_use]
    pub fn of(name: &str, company: Option<&str>, email: Option<&str>) -> Self {
        let mut text = String::new();
        plain::words(name, |word| push(&mut text, word));
        plain::words(company.unwrap_or_default(), |word| push(&mut text, word));
        let names = text.len();
        // Everybody's address ends alike, so what is behind the @ tells nobody apart.
        let email = email.unwrap_or_default();
        let local = email.split_once('@').map_or(email, |(local, _)| local);
        plain::words(local, |word| match numbered(word) {
            Some((letters, digits)) => {
                push(&mut text, letters);
                push(&mut text, digits);
            }
            None => push(&mut text, word),
        });
        Self { text, names }
    }

    /// The words of a credential.
    pub(crate) fn of_details(details: &Details) -> Self {
        Self::of(&details.name, details.company.as_deref(), details.email.as_deref())
    }

    /// What the full-text index is given.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The words that belong into the vocabulary.
    fn vocabulary(&self) -> impl Iterator<Item = &str> {
        self.text[..self.names]
            .split_ascii_whitespace()
            .filter(|word| word.len() >= SHORTEST && !word.bytes().any(|byte| byte.is_ascii_digit()))
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").finish_non_exhaustive()
    }
}

/// Takes the digits off a word that ends in some: `gomez7` is a `gomez`. Addresses are full of such words, and kept
/// apart the parts are few where the wholes would be as many as people.
pub(super) fn numbered(word: &str) -> Option<(&str, &str)> {
    let (letters, digits) = word.split_at(word.find(|c: char| c.is_ascii_digit())?);
    (letters.len() >= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some((letters, digits))
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
            "INSERT INTO search_word (word, reversed, uses) VALUES (?1, ?2, max(?3, 0)) \
             ON CONFLICT (word) DO UPDATE SET uses = max(uses + ?3, 0)",
        )?;
        for (word, uses) in words {
            let reversed: String = word.chars().rev().collect();
            upsert.execute(params![word, reversed, uses])?;
        }
        Ok(())
    }
}

/// No beginning is completed from more words than this.
const MOST_WORDS: usize = 5_000;

/// Finds the words of the vocabulary that begin like this, the most used first.
pub(super) fn completions(conn: &Connection, beginning: &str) -> Result<Vec<(String, i64)>> {
    // Behind every word that begins so: no plain word holds the last of all characters.
    let end = format!("{beginning}{}", char::MAX);
    let mut words = rows(
        conn,
        "SELECT word, uses FROM search_word WHERE word BETWEEN ?1 AND ?2 AND uses > 0 ORDER BY word LIMIT ?3",
        params![beginning, end, MOST_WORDS as i64],
        |row| Ok((get(row, 0)?, get(row, 1)?)),
    )?;
    words.sort_by_key(|(_, uses)| Reverse(*uses));
    Ok(words)
}

/// Makes a credential findable: its number, its words.
pub(crate) const INSERT: &str = "INSERT INTO search (rowid, words) VALUES (?1, ?2)";

/// Makes a credential findable by other words than before.
pub(crate) fn update(tx: &Transaction<'_>, no: i64, words: &Words) -> Result<()> {
    tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([no])?;
    tx.prepare_cached(INSERT)?.execute(params![no, words.text()])?;
    Ok(())
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
    tx.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?1)", [how as i64])?;
    Ok(())
}

/// Empties the index and the vocabulary.
pub(crate) fn forget_all(tx: &Transaction<'_>) -> Result<()> {
    Ok(tx.execute_batch("INSERT INTO search (search) VALUES ('delete-all'); DELETE FROM search_word")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_once_and_domains_not_at_all() {
        let words = Words::of("Ana Gómez", Some("Gómez y Cía 24"), Some("ana.gomez7@correo.example"));
        assert_eq!(words.text(), "ana gomez y cia 24 7");
        assert_eq!(words.vocabulary().collect::<Vec<_>>(), ["ana", "gomez", "cia"]);
    }
}
