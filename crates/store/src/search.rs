//! Finding people by what they say: from two letters, in any order of words, without accents, with slips.
//!
//! Every query is bounded: it takes a limited number of candidates from the index, which hands them out one by one, and
//! ranks those. It never sorts everything that matches, so among very many equally good matches it shows some.

mod index;
mod plain;
mod spelling;

use std::cmp::Reverse;
use std::fmt::{self, Write as _};

use gatehouse_core::admission::{Kind, Standing};
use gatehouse_core::ids::{CredentialId, ProductNo};
use rusqlite::{Connection, params};

pub use self::index::Words;
pub(crate) use self::index::{Gather, INSERT, Vocabulary, forget_all, gather, update};
pub(crate) use self::plain::joined;
use crate::error::Result;
use crate::sql::{self, get, row, rows};

/// More words than this are not looked at.
const MOST_WORDS: usize = 8;

/// How many credentials one query ranks at most.
const CANDIDATES: usize = 100;

/// How many credentials are taken from orders whose code begins with a typed word.
const ORDERS: usize = 20;

/// Shorter words are not looked up among order codes.
const SHORTEST_CODE: usize = 3;

/// How many words may stand for a misspelt one.
const ALTERNATIVES: usize = 8;

/// How many words may complete a beginning; the most used ones, where there are more.
const COMPLETIONS: usize = 48;

/// Beginnings up to this length have lists of their own in the full-text index.
const LISTED: usize = 2;

/// Up to this many uses the full-text index may gather all rows that match a beginning: a thousand take a tenth of a
/// millisecond.
const GATHERED: i64 = 3_000;

/// A credential that matches, with what the screen shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Hit {
    /// The credential.
    pub id: CredentialId,
    /// The holder's name.
    pub name: String,
    /// The company, if one is known.
    pub company: Option<String>,
    /// What it is a ticket for.
    pub product: ProductNo,
    /// What people call the product.
    pub product_name: String,
    /// What sort of person.
    pub kind: Kind,
    /// The order it belongs to.
    pub order_code: Option<String>,
    /// The seat, if there is one.
    pub seat: Option<String>,
    /// Whether it stands.
    pub standing: Standing,
    /// Whether it was ever admitted anywhere, practice and undone passes aside.
    pub admitted: bool,
    /// Whether its holder is inside some zone now.
    pub inside: bool,
}

impl fmt::Debug for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hit").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Finds at most `limit` credentials for the words that somebody typed, the best first.
///
/// Names, companies, e-mail addresses (what is before the @) and order codes are searched. All words must match, whole
/// words before beginnings; where that finds too little, words close to the typed ones are tried as well. Fewer than
/// two letters find nothing.
pub fn search(conn: &Connection, words: &str, limit: usize) -> Result<Vec<Hit>> {
    let typed = typed(words);
    if typed.iter().map(|word| word.chars().count()).sum::<usize>() < 2 || limit == 0 {
        return Ok(Vec::new());
    }
    let wanted = limit.min(CANDIDATES);
    let mut found = Candidates { nos: by_order(conn, &typed)? };
    let whole = join(&typed, |query, word| query.write_str(&whole(word)));
    found.add(conn, &whole)?;
    let mut exact = found.nos.len();
    if exact < CANDIDATES {
        let begun: Vec<Begun> = typed.iter().map(|word| begin(conn, word)).collect::<Result<_>>()?;
        let beginnings = join(&begun, |query, word| query.write_str(&word.query));
        if beginnings != whole {
            found.add(conn, &beginnings)?;
            exact = found.nos.len();
        }
        if exact < wanted {
            corrected(conn, &typed, begun, &mut found)?;
        }
    }
    let mut ranked = Vec::with_capacity(found.nos.len());
    for (place, no) in found.nos.iter().enumerate() {
        if let Some(candidate) = read(conn, *no)? {
            let rank = rank(&typed, &candidate, place >= exact);
            ranked.push((rank, candidate));
        }
    }
    ranked.sort_by(|(a, x), (b, y)| (a, &x.plain_name, x.no).cmp(&(b, &y.plain_name, y.no)));
    ranked.into_iter().take(wanted).map(|(_, candidate)| candidate.hit(conn)).collect()
}

/// The plain words of what was typed, each once.
fn typed(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    plain::words(local_parts(text).as_str(), |word| {
        if found.len() < MOST_WORDS && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    });
    found
}

/// The text without the domains of e-mail addresses, which the index does not hold.
fn local_parts(text: &str) -> String {
    let part = |word: &str| word.split_once('@').map_or(word, |(local, _)| local).to_owned();
    text.split_whitespace().map(part).collect::<Vec<_>>().join(" ")
}

/// Credentials of orders whose code begins as typed, in one piece or as one word among others, which must then match
/// what is shown of the credential.
fn by_order(conn: &Connection, typed: &[String]) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    let mut look = |code: &str, others: &dyn Fn(&Candidate) -> bool| -> Result<()> {
        if code.len() < SHORTEST_CODE {
            return Ok(());
        }
        let end = format!("{code}{}", char::MAX);
        let nos: Vec<i64> = rows(
            conn,
            "SELECT no FROM credential WHERE order_key BETWEEN ?1 AND ?2 ORDER BY order_key LIMIT ?3",
            params![code, end, ORDERS as i64],
            |row| get(row, 0),
        )?;
        for no in nos {
            if !found.contains(&no) && read(conn, no)?.is_some_and(|candidate| others(&candidate)) {
                found.push(no);
            }
        }
        Ok(())
    };
    look(&typed.concat(), &|_| true)?;
    if typed.len() > 1 {
        for code in typed {
            look(code, &|candidate| {
                typed
                    .iter()
                    .all(|word| word == code || candidate.names().any(|name| name.starts_with(word.as_str())))
            })?;
        }
    }
    Ok(found)
}

/// The query for credentials that have this word.
fn whole(word: &str) -> String {
    match index::numbered(word) {
        Some((letters, digits)) => format!("(\"{word}\" OR (\"{letters}\" AND \"{digits}\"))"),
        None => format!("\"{word}\""),
    }
}

/// A typed word as the beginning of others.
struct Begun {
    /// The query for credentials that have a word which begins so.
    query: String,
    /// Whether the name of somebody is known to have one.
    known: bool,
}

/// Looks for the words that begin like this.
///
/// The index hands out the rows of whole words and of listed beginnings one by one, but must gather those of any other
/// beginning first. Where these would be many, the most used words that begin so are asked for instead.
fn begin(conn: &Connection, word: &str) -> Result<Begun> {
    if let Some((letters, digits)) = index::numbered(word) {
        let query = format!("(\"{word}\"* OR (\"{letters}\" AND \"{digits}\"*))");
        return Ok(Begun { query, known: false });
    }
    let any = Begun { query: format!("\"{word}\"*"), known: false };
    if word.chars().count() <= LISTED {
        return Ok(any);
    }
    let words = index::completions(conn, word)?;
    if words.iter().map(|(_, uses)| uses).sum::<i64>() <= GATHERED {
        return Ok(Begun { known: !words.is_empty(), ..any });
    }
    let words: Vec<String> = words.iter().take(COMPLETIONS).map(|(word, _)| whole(word)).collect();
    let query = match words.as_slice() {
        [word] => word.clone(),
        words => format!("({})", words.join(" OR ")),
    };
    Ok(Begun { query, known: true })
}

fn join<T>(parts: &[T], mut each: impl FnMut(&mut String, &T) -> fmt::Result) -> String {
    let mut query = String::new();
    for part in parts {
        if !query.is_empty() {
            query.push_str(" AND ");
        }
        // Writing to a string cannot fail.
        let _ = each(&mut query, part);
    }
    query
}

/// Looks again with words close to the typed ones: first for those words only that nobody has, then for all.
fn corrected(conn: &Connection, typed: &[String], begun: Vec<Begun>, found: &mut Candidates) -> Result<()> {
    let known: Vec<bool> = begun
        .iter()
        .map(|word| Ok(word.known || !matches(conn, &word.query, 1)?.is_empty()))
        .collect::<Result<_>>()?;
    let all_known = known.iter().all(|known| *known);
    let (mut any, mut looks) = (false, spelling::MOST_LOOKS);
    let mut query = Vec::with_capacity(begun.len());
    for ((word, begun), known) in typed.iter().zip(begun).zip(known) {
        let close = if known && !all_known {
            Vec::new()
        } else {
            spelling::alternatives(conn, word, ALTERNATIVES, &mut looks)?
        };
        any |= !close.is_empty();
        query.push((begun.query, close));
    }
    if !any {
        return Ok(());
    }
    let query = join(&query, |query, (group, close)| {
        write!(query, "({group}")?;
        close.iter().try_for_each(|alternative| write!(query, " OR \"{}\"", alternative.word))?;
        query.write_char(')')
    });
    found.add(conn, &query)
}

/// Row numbers of credentials, each once, in the order in which they were found.
struct Candidates {
    nos: Vec<i64>,
}

impl Candidates {
    fn add(&mut self, conn: &Connection, query: &str) -> Result<()> {
        for no in matches(conn, query, CANDIDATES)? {
            if self.nos.len() < 2 * CANDIDATES && !self.nos.contains(&no) {
                self.nos.push(no);
            }
        }
        Ok(())
    }
}

fn matches(conn: &Connection, query: &str, limit: usize) -> Result<Vec<i64>> {
    rows(conn, "SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2", (query, limit as i64), |row| {
        get(row, 0)
    })
}

struct Candidate {
    no: i64,
    /// Each word with a space behind it.
    plain_name: String,
    plain_code: String,
    hit: Hit,
}

fn read(conn: &Connection, no: i64) -> Result<Option<Candidate>> {
    row(
        conn,
        "SELECT c.id, c.name, c.company, c.product, p.name, c.kind, c.order_code, c.seat, c.standing \
         FROM credential c JOIN product p ON p.number = c.product WHERE c.no = ?1",
        [no],
        |row| {
            let hit = Hit {
                id: CredentialId::from_bytes(get(row, 0)?),
                name: get(row, 1)?,
                company: get(row, 2)?,
                product: sql::product(row, 3)?,
                product_name: get(row, 4)?,
                kind: sql::kind(row, 5)?,
                order_code: get(row, 6)?,
                seat: get(row, 7)?,
                standing: sql::standing(row, 8)?,
                admitted: false,
                inside: false,
            };
            let mut plain_name = String::new();
            plain::words(&hit.name, |word| {
                plain_name.push_str(word);
                plain_name.push(' ');
            });
            let plain_code = joined(hit.order_code.as_deref().unwrap_or_default());
            Ok(Candidate { no, plain_name, plain_code, hit })
        },
    )
}

impl Candidate {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.plain_name.split_ascii_whitespace()
    }

    fn hit(mut self, conn: &Connection) -> Result<Hit> {
        let id = self.hit.id;
        let found = row(
            conn,
            "SELECT max(direction = 'in') FROM scan WHERE credential = ?1 AND passed = 1 AND undone_seq IS NULL \
             AND rehearsal = 0",
            [id.as_bytes()],
            |row| get::<Option<bool>>(row, 0),
        )?;
        self.hit.admitted = found.flatten() == Some(true);
        if self.hit.admitted {
            let inside = row(
                conn,
                // In this order: there are few zones, and presence is sorted by them.
                "SELECT max(p.inside) FROM zone z CROSS JOIN presence p WHERE p.zone = z.id AND p.credential = ?1",
                [id.as_bytes()],
                |row| get::<Option<bool>>(row, 0),
            )?;
            self.hit.inside = inside.flatten() == Some(true);
        }
        Ok(self.hit)
    }
}

/// Better matches are smaller.
type Rank = (bool, Reverse<bool>, usize, usize);

/// Corrected last; the order code itself first; then as many whole and begun words of the name as possible, and as few
/// others beside them.
fn rank(typed: &[String], candidate: &Candidate, corrected: bool) -> Rank {
    let names: Vec<&str> = candidate.names().collect();
    let weight = |word: &String| {
        if names.contains(&word.as_str()) {
            0
        } else if names.iter().any(|name| name.starts_with(word.as_str())) {
            1
        } else {
            2
        }
    };
    let is_code = !candidate.plain_code.is_empty() && typed.concat() == candidate.plain_code;
    (corrected, Reverse(is_code), typed.iter().map(weight).sum(), names.len())
}
