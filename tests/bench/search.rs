//! Finding somebody without a code, as an operator types.

use std::time::Instant;

use anyhow::Result;

use crate::import::Venue;
use crate::people::Dice;
use crate::report::Report;

const QUERIES: usize = 2_000;

/// Measures at the venue's size: two letters, whole words, words in another order, slips, order codes.
pub(crate) fn measure(venue: &Venue, report: &mut Report) -> Result<()> {
    let mut dice = Dice(99);
    let mut times = Vec::with_capacity(QUERIES);
    let mut found = 0;
    for turn in 0..QUERIES {
        let name = dice.name();
        let words: Vec<&str> = name.split(' ').collect();
        let query = match turn % 6 {
            0 => words[0].chars().take(2).collect(),
            1 => words[words.len() - 1].chars().take(3).collect(),
            2 => format!("{} {}", words[words.len() - 1], words[0]),
            3 => slip(words[words.len() - 1], &mut dice),
            4 => dice.code(),
            _ => name.clone(),
        };
        let start = Instant::now();
        found += venue.open.replica.read(|conn| gatehouse_store::search(conn, &query, 20))?.len().min(1);
        times.push(start.elapsed());
    }
    report.times(&format!("search {}: as typed", venue.size), &mut times);
    report.figure(
        &format!("search {}: queries with an answer", venue.size),
        found as f64 / QUERIES as f64 * 100.0,
        "%",
    );
    Ok(())
}

/// The word with two neighbouring letters exchanged.
fn slip(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 3 {
        let place = 1 + dice.below(letters.len() - 2);
        letters.swap(place - 1, place);
    }
    letters.into_iter().collect()
}
