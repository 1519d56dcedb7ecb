//! What a desk knows by a word: incidents by their numbers, zones by their names.

use super::super::words::plain;
use super::super::{Known, View, lexicon};
use crate::ids::ZoneId;

/// The incident that a number at the beginning of a line names: those of the own desk need no letter.
pub(in super::super) enum Named<'a> {
    /// That one.
    One(&'a Known),
    /// Several have this number.
    Several,
    /// It has the form of a number, and no incident has it.
    None,
    /// It is no number.
    NoNumber,
}

/// The incident that a word names: `143`, `a143`, `A-0143`, `A-0143b`.
pub(in super::super) fn named<'a>(word: &str, view: &View<'a>) -> Named<'a> {
    let plain = plain(word);
    let digits_at = plain.find(|letter: char| letter.is_ascii_digit()).unwrap_or(plain.len());
    let (letters, rest) = plain.split_at(digits_at);
    let desk = letters.strip_suffix('-').unwrap_or(letters);
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, mark) = rest.split_at(end);
    let is_number = desk.len() <= 3
        && desk.bytes().all(|letter| letter.is_ascii_lowercase())
        && (1..=6).contains(&digits.len())
        && mark.len() <= 1
        && mark.bytes().all(|letter| letter.is_ascii_lowercase());
    let Some(no) = digits.parse::<u32>().ok().filter(|_| is_number) else { return Named::NoNumber };
    let desk = if desk.is_empty() { view.desk.to_lowercase() } else { desk.to_owned() };
    let numbered = |known: &&Known| known.number.no == no && known.number.desk.to_lowercase() == desk;
    let found: Vec<&Known> = view.incidents.iter().filter(numbered).collect();
    let marked = |known: &&&Known| known.said.to_lowercase().ends_with(mark) && !mark.is_empty();
    match found[..] {
        [only] if mark.is_empty() => Named::One(only),
        [] if letters.is_empty() || letters.ends_with('-') || lexicon::is_subject(&plain) => Named::None,
        [] => Named::NoNumber,
        _ => match found.iter().find(marked) {
            Some(known) => Named::One(known),
            None if mark.is_empty() => Named::Several,
            None => Named::None,
        },
    }
}

/// The zone whose name begins like this, or has a word that does; the error says whether several have.
pub(super) fn zone(place: &str, view: &View<'_>) -> Result<ZoneId, bool> {
    let wanted = plain(&place.replace('-', " "));
    let names = || view.zones.iter().map(|(id, name)| (*id, plain(name)));
    if let Some((id, _)) = names().find(|(_, name)| *name == wanted) {
        return Ok(id);
    }
    let begins = |name: &str| {
        name.starts_with(&wanted) || name.split_whitespace().any(|word| word.starts_with(&wanted))
    };
    let found: Vec<ZoneId> = names().filter(|(_, name)| begins(name)).map(|(id, _)| id).collect();
    match found[..] {
        [only] => Ok(only),
        [] => Err(false),
        [..] => Err(true),
    }
}
