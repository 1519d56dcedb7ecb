//! Words close to a misspelt one.
//!
//! Walks the sorted vocabulary like a trie: as soon as the beginning of a word is too far from what was typed, all words
//! with that beginning are skipped by one seek. Letters exchanged with their neighbour count as one mistake.

use rusqlite::{CachedStatement, Connection};

use super::index::SHORTEST;
use crate::error::Result;
use crate::sql::get;

/// No walk looks at more words than this, so that no query takes longer than a few milliseconds.
const MOST_LOOKS: usize = 4_000;

/// A typed word of this length or more may be unfinished as well as misspelt.
const MAY_BE_UNFINISHED: usize = 5;

/// A word that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alternative {
    /// The word.
    pub(super) word: String,
    /// How many mistakes lie between.
    pub(super) mistakes: usize,
    /// How often it occurs.
    pub(super) uses: i64,
}

/// Finds at most `limit` words that may have been meant by `typed`, the likeliest first; not `typed` itself.
///
/// One mistake is looked for first, and two in longer words only when that finds nothing.
pub(super) fn alternatives(conn: &Connection, typed: &str, limit: usize) -> Result<Vec<Alternative>> {
    let target: Vec<char> = typed.chars().collect();
    if target.len() < SHORTEST || target.iter().any(char::is_ascii_digit) {
        return Ok(Vec::new());
    }
    let most = if target.len() >= 6 { 2 } else { 1 };
    let mut found = Vec::new();
    for mistakes in 1..=most {
        found = walk(conn, &target, mistakes)?;
        // What begins as typed is found without correcting anything.
        found.retain(|alternative| !alternative.word.starts_with(typed));
        if !found.is_empty() {
            break;
        }
    }
    found.sort_by(|a, b| (a.mistakes, -a.uses, &a.word).cmp(&(b.mistakes, -b.uses, &b.word)));
    found.truncate(limit);
    Ok(found)
}

fn walk(conn: &Connection, target: &[char], most: usize) -> Result<Vec<Alternative>> {
    let mut statement =
        conn.prepare_cached("SELECT word, uses FROM search_word WHERE word >= ?1 ORDER BY word LIMIT 1")?;
    let mut table = Table::new(target, most);
    let mut found = Vec::new();
    let mut from = String::new();
    for _ in 0..MOST_LOOKS {
        let Some((word, uses)) = seek(&mut statement, &from)? else { break };
        match table.judge(&word) {
            Judgement::Close(mistakes) => {
                from.clone_from(&word);
                from.push('\0');
                if uses > 0 {
                    found.push(Alternative { word, mistakes, uses });
                }
            }
            Judgement::Far => {
                from.clone_from(&word);
                from.push('\0');
            }
            Judgement::Hopeless(next) => match next {
                Some(next) => from = next,
                None => break,
            },
        }
    }
    Ok(found)
}

fn seek(statement: &mut CachedStatement<'_>, from: &str) -> Result<Option<(String, i64)>> {
    let mut rows = statement.query([from])?;
    rows.next()?.map(|row| Ok((get(row, 0)?, get(row, 1)?))).transpose()
}

enum Judgement {
    /// The word is within reach, at this many mistakes.
    Close(usize),
    /// The word is out of reach, longer ones that begin with it may not be.
    Far,
    /// All words up to this one are out of reach; `None`: all that follow.
    Hopeless(Option<String>),
}

/// The table of distances between every beginning of the target and every beginning of the word at hand.
struct Table<'a> {
    target: &'a [char],
    most: usize,
    /// The word at hand, as far as `rows` covers it.
    word: Vec<char>,
    /// One more than `word` has letters.
    rows: Vec<Vec<usize>>,
}

impl<'a> Table<'a> {
    fn new(target: &'a [char], most: usize) -> Self {
        Self { target, most, word: Vec::new(), rows: vec![(0..=target.len()).collect()] }
    }

    fn judge(&mut self, word: &str) -> Judgement {
        let common = word.chars().zip(&self.word).take_while(|(a, b)| a == *b).count();
        self.word.truncate(common);
        self.rows.truncate(common + 1);
        for c in word.chars().skip(common) {
            if self.dead() {
                break;
            }
            self.push(c);
        }
        if self.dead() {
            return Judgement::Hopeless(self.next_beginning());
        }
        let full = self.rows.last().and_then(|row| row.last()).copied().unwrap_or(usize::MAX);
        let unfinished = if self.target.len() >= MAY_BE_UNFINISHED {
            // The first row compares with nothing typed at all.
            self.rows.iter().skip(1).filter_map(|row| row.last()).copied().min().filter(|mistakes| *mistakes <= 1)
        } else {
            None
        };
        match (full, unfinished) {
            (full, _) if full <= self.most => Judgement::Close(full),
            (_, Some(mistakes)) => Judgement::Close(mistakes.max(1)),
            _ => Judgement::Far,
        }
    }

    /// Whether no word that begins like this can be within reach.
    fn dead(&self) -> bool {
        let least = |row: &Vec<usize>| row.iter().min().copied().unwrap_or(0);
        let reached = self.target.len() >= MAY_BE_UNFINISHED
            && self.rows.iter().skip(1).any(|row| row.last().is_some_and(|mistakes| *mistakes <= 1));
        // The row before counts as well: an exchange of neighbours reaches back over one.
        !reached && self.rows.iter().rev().take(2).map(least).min().is_some_and(|least| least > self.most)
    }

    fn push(&mut self, c: char) {
        let (i, row) = (self.word.len(), self.rows.last());
        let before = self.word.last().copied();
        let Some(above) = row else { return };
        let mut next = Vec::with_capacity(above.len());
        next.push(i + 1);
        for (j, letter) in self.target.iter().enumerate() {
            let same = usize::from(*letter != c);
            let mut best = (above[j] + same).min(above[j + 1] + 1).min(next[j] + 1);
            let exchanged = i > 0 && j > 0 && before == Some(*letter) && self.target[j - 1] == c;
            if exchanged {
                best = best.min(self.rows[i - 1][j - 1] + 1);
            }
            next.push(best);
        }
        self.rows.push(next);
        self.word.push(c);
    }

    /// The smallest text behind everything that begins like the word at hand.
    fn next_beginning(&self) -> Option<String> {
        let mut beginning = self.word.clone();
        while let Some(last) = beginning.pop() {
            let following = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
            if let Some(following) = following {
                beginning.push(following);
                return Some(beginning.into_iter().collect());
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(typed: &str, word: &str, most: usize) -> Option<usize> {
        let target: Vec<char> = typed.chars().collect();
        match Table::new(&target, most).judge(word) {
            Judgement::Close(mistakes) => Some(mistakes),
            _ => None,
        }
    }

    #[test]
    fn each_sort_of_slip_is_one_mistake() {
        let check = |typed, word, expected| assert_eq!(mistakes(typed, word, 2), expected, "{typed} for {word}");
        check("garcia", "garcia", Some(0));
        check("garca", "garcia", Some(1));
        check("garcias", "garcia", Some(1));
        check("gaecia", "garcia", Some(1));
        check("gracia", "garcia", Some(1));
        check("agrcai", "garcia", Some(2));
        check("perez", "garcia", None);
    }

    #[test]
    fn an_unfinished_word_may_be_misspelt() {
        assert_eq!(mistakes("gozal", "gonzalez", 1), Some(1));
        assert_eq!(mistakes("goz", "gonzalez", 1), None, "short beginnings fit too much");
    }
}
