//! Starts that say nothing new: those at which the cue before is over anyhow.
//!
//! Many files have a start in every line. Taken as they stand, each of them holds its cue to the clock; what was mostly
//! meant is that the cues follow each other. Only a person can say which.

use gatehouse_core::show::{Civil, EntryKind, Field, Start};

use super::row::Row;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// Counts the starts at which the cue before is over; with `drop` they become soft.
pub(super) fn following(rows: &mut [Row], drop: bool) -> usize {
    let (mut count, mut end) = (0, None);
    for row in
        rows.iter_mut().filter(|row| row.kind == EntryKind::Cue && !row.fields.contains(&Field::Skip(true)))
    {
        let (mut start, mut duration) = (end, None);
        for field in &mut row.fields {
            match field {
                Field::Duration(ms) => duration = Some(*ms),
                Field::Start(found) => {
                    let own = own(found);
                    if own.is_some() && own == end {
                        count += 1;
                        if drop {
                            *found = Start::Soft;
                        }
                    }
                    start = if matches!(found, Start::Soft) { end } else { own };
                }
                _ => {}
            }
        }
        end = start.zip(duration).map(|(start, ms)| (start + ms % DAY_MS) % DAY_MS);
    }
    count
}

/// The time of a hard start that says no more than a time, in milliseconds since midnight.
fn own(start: &Start) -> Option<u64> {
    let Start::Hard(Civil { date: None, time, occurrence: None }) = start else { return None };
    let since = time.duration_since(jiff::civil::Time::midnight());
    u64::try_from(since.as_millis()).ok()
}

#[cfg(test)]
mod tests {
    use super::super::clock::{show_start, start};
    use super::*;
    use crate::language::Language;

    /// Starts, durations in seconds, and whether the cue is skipped.
    fn check(cues: &[(&str, u64, bool)], drop: bool, count: usize, expected: &[&str]) {
        let row = |(text, seconds, skip): &(&str, u64, bool)| {
            let start = Field::Start(start(text).expect("a time"));
            let fields = vec![start, Field::Duration(seconds * 1_000), Field::Skip(*skip)];
            Row { line: 1, kind: EntryKind::Cue, group: None, fields }
        };
        let mut rows: Vec<Row> = cues.iter().map(row).collect();
        assert_eq!(following(&mut rows, drop), count);
        let starts = rows.iter().flat_map(|row| &row.fields).filter_map(|field| match field {
            Field::Start(start) => Some(show_start(start, Language::English)),
            _ => None,
        });
        assert_eq!(starts.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_start_at_the_end_of_the_cue_before_follows_it() {
        let cues = [
            ("23:50", 300, false),
            ("23:55", 600, false),
            ("", 60, false),
            ("0:06", 60, false),
            ("0:08", 1, false),
        ];
        check(&cues, true, 2, &["23:50", "", "", "", "00:08"]);
        check(&cues, false, 2, &["23:50", "23:55", "", "00:06", "00:08"]);
    }

    #[test]
    fn a_cue_that_is_skipped_is_not_the_one_before() {
        check(
            &[("21:00", 60, false), ("21:01", 60, true), ("21:01", 60, false)],
            true,
            1,
            &["21:00", "21:01", ""],
        );
    }

    #[test]
    fn a_start_with_a_day_or_a_window_is_kept() {
        let cues = [("21:00", 60, false), ("2026-08-14 21:01", 60, false), ("21:02 – 21:05", 1, false)];
        check(&cues, true, 0, &["21:00", "2026-08-14 21:01", "21:02 – 21:05"]);
    }
}
