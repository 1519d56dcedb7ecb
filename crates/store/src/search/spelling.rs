//! Words close to a misspelt one.
//!
//! A slip somewhere leaves the rest of the word as it should be: one slip spares the beginning or the end, and two mostly
//! do. So only words that begin or end as typed are looked at, and the vocabulary is sorted both ways for that. Letters
//! exchanged with their neighbour count as one slip.

use rusqlite::{Connection, params};

use super::index::SHORTEST;
use crate::error::Result;
use crate::sql::{get, rows};

/// No query looks at more words than this, whatever was typed: a look takes about a microsecond.
pub(super) const MOST_LOOKS: usize = 6_000;

/// A typed word of this length or more may be unfinished as well as misspelt.
const MAY_BE_UNFINISHED: usize = 5;

/// A typed word of this length or more may hold two slips.
const MAY_HOLD_TWO: usize = 6;

/// The longest word that the index holds, and one more.
const ROW: usize = 33;

/// A word that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alternative {
    /// The word.
    pub(super) word: String,
    /// How many slips lie between.
    slips: usize,
    /// How often it occurs.
    uses: i64,
}

/// Finds at most `limit` words that may have been meant by `typed`, the likeliest first.
///
/// What begins as typed is not among them, because it is found without correcting anything. One slip is looked for
/// first, and two in longer words only when that finds nothing. Takes from `looks` what it looks at, and finds less when
/// that runs out.
pub(super) fn alternatives(
    conn: &Connection,
    typed: &str,
    limit: usize,
    looks: &mut usize,
) -> Result<Vec<Alternative>> {
    let letters: Vec<char> = typed.chars().collect();
    if letters.len() < SHORTEST || letters.len() >= ROW || letters.iter().any(char::is_ascii_digit) {
        return Ok(Vec::new());
    }
    let mut found = close(conn, typed, &letters, 1, looks)?;
    if found.is_empty() && letters.len() >= MAY_HOLD_TWO {
        found = close(conn, typed, &letters, 2, looks)?;
    }
    found.sort_by(|a, b| (a.slips, -a.uses, &a.word).cmp(&(b.slips, -b.uses, &b.word)));
    found.dedup();
    found.truncate(limit);
    Ok(found)
}

/// Finds the words within `most` slips that begin or end as typed.
fn close(
    conn: &Connection,
    typed: &str,
    letters: &[char],
    most: usize,
    looks: &mut usize,
) -> Result<Vec<Alternative>> {
    // One slip touches one letter or two neighbours: it spares what is before the middle letter or what is behind it.
    let (before, behind) = match most {
        1 => (letters.len() / 2, letters.len() - letters.len() / 2 - 1),
        _ => ((letters.len() / 3).clamp(2, 3), (letters.len() / 3).clamp(2, 3)),
    };
    let beginning: String = letters[..before].iter().collect();
    let ending: String = letters.iter().rev().take(behind).collect();
    let mut found = Vec::new();
    for (sql, part) in [
        ("SELECT word, uses FROM search_word WHERE word BETWEEN ?1 AND ?2 LIMIT ?3", beginning),
        ("SELECT word, uses FROM search_word WHERE reversed BETWEEN ?1 AND ?2 LIMIT ?3", ending),
    ] {
        let end = format!("{part}{}", char::MAX);
        let words: Vec<(String, i64)> =
            rows(conn, sql, params![part, end, *looks as i64], |row| Ok((get(row, 0)?, get(row, 1)?)))?;
        *looks -= words.len().min(*looks);
        for (word, uses) in words {
            if let Some(slips) = slips(letters, &word).filter(|slips| *slips <= most)
                && uses > 0
                && !word.starts_with(typed)
            {
                found.push(Alternative { word, slips, uses });
            }
        }
    }
    Ok(found)
}

/// How many slips lead from the word to what was typed, if any of that is likely; with one slip at most the word may
/// also go on.
fn slips(typed: &[char], word: &str) -> Option<usize> {
    // Row i compares the first i letters of the word with every beginning of what was typed.
    let mut rows = [[0; ROW]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    let mut unfinished = usize::MAX;
    let mut before = None;
    let mut last = 0;
    for (i, c) in (1..ROW).zip(word.chars()) {
        let (above, two_above) = (rows[(i - 1) % 3], rows[(i + 1) % 3]);
        let row = &mut rows[i % 3];
        row[0] = i;
        for (j, letter) in (1..).zip(typed) {
            let mut best = (above[j - 1] + usize::from(*letter != c)).min(above[j] + 1).min(row[j - 1] + 1);
            if j > 1 && typed[j - 2] == c && before == Some(*letter) {
                best = best.min(two_above[j - 2] + 1);
            }
            row[j] = best;
        }
        unfinished = unfinished.min(row[typed.len()]);
        before = Some(c);
        last = i;
    }
    let finished = rows[last % 3][typed.len()];
    match () {
        () if finished <= 2 => Some(finished),
        () if unfinished <= 1 && typed.len() >= MAY_BE_UNFINISHED => Some(1),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sort_of_slip_counts_once() {
        let check = |typed: &str, word, expected| {
            assert_eq!(slips(&typed.chars().collect::<Vec<_>>(), word), expected, "{typed} for {word}");
        };
        check("garcia", "garcia", Some(0));
        check("garca", "garcia", Some(1));
        check("garcias", "garcia", Some(1));
        check("gaecia", "garcia", Some(1));
        check("gracia", "garcia", Some(1));
        check("agrcai", "garcia", Some(2));
        check("perez", "garcia", None);
        check("gozal", "gonzalez", Some(1));
        check("gon", "gonzalez", None);
        check("x", "", Some(1));
    }

    /// A vocabulary of these words, each used as often as it is long.
    fn vocabulary(words: &[&str]) -> Connection {
        let conn = Connection::open_in_memory().expect("a database");
        conn.execute_batch("CREATE TABLE search_word (word TEXT, reversed TEXT, uses INTEGER)")
            .expect("a table");
        for word in words {
            let reversed: String = word.chars().rev().collect();
            let row = params![word, reversed, word.len() as i64];
            conn.execute("INSERT INTO search_word VALUES (?1, ?2, ?3)", row).expect("a word");
        }
        conn
    }

    #[test]
    fn one_slip_is_found_wherever_it_is() {
        for word in ["garcia", "gonzalez", "núñez", "peña", "villalobos", "ñam"] {
            let conn = vocabulary(&[word, "other", "words"]);
            let letters: Vec<char> = word.chars().collect();
            let mut misspelt = Vec::new();
            for at in 0..letters.len() {
                let mut dropped = letters.clone();
                dropped.remove(at);
                misspelt.push(dropped);
                for letter in ['x', 'a'] {
                    let mut other = letters.clone();
                    other[at] = letter;
                    misspelt.push(other);
                    let mut more = letters.clone();
                    more.insert(at, letter);
                    misspelt.push(more);
                }
                if at > 0 {
                    let mut exchanged = letters.clone();
                    exchanged.swap(at - 1, at);
                    misspelt.push(exchanged);
                }
            }
            for typed in misspelt.into_iter().filter(|typed| typed.len() >= SHORTEST) {
                let typed: String = typed.into_iter().collect();
                let found = alternatives(&conn, &typed, 8, &mut 100).expect("a walk");
                let known = word.starts_with(&typed) || found.iter().any(|found| found.word == word);
                assert!(known, "{typed} for {word}: {found:?}");
            }
        }
    }

    #[test]
    fn the_likeliest_comes_first_and_looks_are_limited() {
        let conn = vocabulary(&["perez", "peres", "perezes", "perea"]);
        let words = |looks: &mut usize| -> Vec<String> {
            let found = alternatives(&conn, "peret", 3, looks).expect("a walk");
            found.into_iter().map(|found| found.word).collect()
        };
        let mut looks = 100;
        assert_eq!(words(&mut looks), ["perezes", "perea", "peres"]);
        assert_eq!(looks, 96);
        assert_eq!(words(&mut 1).len(), 1);
    }
}
