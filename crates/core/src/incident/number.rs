//! The numbers that are said on the radio: which letter a desk writes under, and which number comes next.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::entry::Number;
use super::log::Log;
use crate::ids::{AuthorId, RecordId, Seq};
use crate::time::Hlc;

/// The number of the next incident that a desk opens.
///
/// A desk counts its own without a gap: struck ones too, and on and on when it changes its letter. To be asked in the
/// transaction that writes the entry. A desk that has claimed no letter yet takes the first that nobody else has.
#[must_use]
pub fn next_number(log: &Log, author: AuthorId) -> Number {
    let own = |seq| RecordId { author, seq: Seq(seq) };
    let highest = log.incidents.range(own(0)..=own(u64::MAX)).map(|(_, incident)| incident.number.no).max();
    let desk = log.letters.get(&author).cloned().unwrap_or_else(|| letter_for(log, &[], author));
    Number { desk, no: highest.unwrap_or(0).saturating_add(1) }
}

/// The letter for a desk to claim: the one it has, or else one that no desk takes that follows the same rule.
///
/// Desks that have no letter yet get those that are free in the order in which they were enrolled, and a desk that nobody
/// enrolled comes last. So two that do not hear each other still choose differently as long as both know of all claims that
/// were there before.
#[must_use]
pub fn letter_for(log: &Log, enrolled: &[(Hlc, AuthorId)], own: AuthorId) -> String {
    if let Some(letter) = log.letters.get(&own) {
        return letter.clone();
    }
    let holders = holders(log, own);
    let taken: HashSet<&str> = holders.values().flatten().copied().collect();
    let mut order = enrolled.to_vec();
    order.sort_unstable();
    let mut before = BTreeSet::new();
    for (_, author) in order {
        if author == own {
            break;
        }
        if !holders.contains_key(&author) {
            before.insert(author);
        }
    }
    let mut free = (0..).map(letter).filter(|letter| !taken.contains(letter.as_str()));
    // There are always more letters than desks.
    free.nth(before.len()).unwrap_or_default()
}

/// The letters that others have claimed or given numbers under.
fn holders(log: &Log, own: AuthorId) -> BTreeMap<AuthorId, BTreeSet<&str>> {
    let claimed = log.letters.iter().map(|(author, letter)| (*author, letter.as_str()));
    let given = log.incidents.values().map(|incident| (incident.desk, incident.number.desk.as_str()));
    let mut holders: BTreeMap<AuthorId, BTreeSet<&str>> = BTreeMap::new();
    for (author, letter) in claimed.chain(given).filter(|(author, _)| *author != own) {
        holders.entry(author).or_default().insert(letter);
    }
    holders
}

/// `A` for 0, `Z` for 25, `AA` for 26, and so on.
fn letter(index: u32) -> String {
    let last = char::from_u32(u32::from('A') + index % 26).unwrap_or('A');
    match index / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letter(before - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let cases = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")];
        for (index, expected) in cases {
            assert_eq!(letter(index), expected);
        }
    }

    fn author(n: u8) -> AuthorId {
        AuthorId::from_bytes([n; 16])
    }

    /// Checks the letter of each desk that was enrolled in this order, when these have claimed theirs.
    fn check(enrolled: &[u8], claimed: &[(u8, &str)], expected: &[(u8, &str)]) {
        let letters = claimed.iter().map(|(desk, letter)| (author(*desk), (*letter).to_owned())).collect();
        let log = Log { letters, ..Log::default() };
        let mut enrolled: Vec<_> = (1..).zip(enrolled).map(|(at, desk)| (Hlc(at), author(*desk))).collect();
        enrolled.reverse();
        for (desk, letter) in expected {
            assert_eq!(letter_for(&log, &enrolled, author(*desk)), *letter, "desk {desk}");
        }
    }

    #[test]
    fn desks_that_cannot_hear_each_other_choose_different_letters() {
        check(&[7, 3, 5], &[], &[(7, "A"), (3, "B"), (5, "C"), (9, "D")]);
        // Whoever has one keeps it, and whether that is known does not matter to the rest.
        check(&[7, 3, 5], &[(7, "A")], &[(7, "A"), (3, "B"), (5, "C")]);
        check(&[7, 3, 5], &[(3, "B")], &[(7, "A"), (5, "C")]);
        // A letter that somebody claimed by hand is passed over by everybody alike.
        check(&[7, 3, 5], &[(9, "A")], &[(7, "B"), (3, "C"), (5, "D")]);
        check(&[7, 3], &[(7, "Q")], &[(3, "A")]);
    }
}
