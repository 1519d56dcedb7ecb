//! Plans and moments for tests, written as one would on paper.

use jiff::{Timestamp, civil};

use super::civil::civil_at;
use super::plan::{Civil, Cue, Entry, Item, Plan, Start};
use super::times::Times;
use crate::ids::{EntryId, ShowId};
use crate::time::WallMs;

/// One minute.
pub(super) const MIN: i64 = 60_000;

/// The entry with this name of a few letters.
pub(super) fn id(name: &str) -> EntryId {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(name.bytes()).for_each(|(byte, letter)| *byte = letter);
    EntryId::from_bytes(bytes)
}

/// A plan of one entry a line: `A 20:00 30` starts at 20:00 and takes 30 minutes, `B - 10` when A is over, `C 21:00..21:30 5`
/// within a window; `@2026-03-29` behind a time is its day. Words behind are `skip`, `cte` (counts to its end), `flag`, `in:G`.
/// Other lines are `group G`, `group G 60` (minutes), `delay -10` and `mark`.
pub(super) fn plan(zone: &str, date: &str, lines: &str) -> Plan {
    let mut plan = Plan::empty(ShowId::from_bytes([1; 16]), zone.to_owned(), date.parse().expect("a day"));
    for (place, line) in lines.split(';').map(str::trim).enumerate() {
        plan.entries.push(entry(place, line));
    }
    plan
}

/// A plan in Bogotá, where no clock is ever set, on 20 November 2026.
pub(super) fn evening(lines: &str) -> Plan {
    plan("America/Bogota", "2026-11-20", lines)
}

fn entry(place: usize, line: &str) -> Entry {
    let words: Vec<_> = line.split_whitespace().collect();
    let unnamed = id(&format!("-{place}"));
    match *words.first().expect("a word") {
        "delay" => Entry { id: unnamed, group: None, item: Item::Delay { by_ms: minutes(words[1]) } },
        "mark" => Entry { id: unnamed, group: None, item: Item::Milestone { title: String::new() } },
        "group" => {
            let target_ms = words.get(2).map(|word| minutes(word).unsigned_abs());
            Entry {
                id: id(words[1]),
                group: None,
                item: Item::Group { title: String::new(), colour: None, target_ms },
            }
        }
        name => {
            let group = words.iter().find_map(|word| word.strip_prefix("in:")).map(id);
            Entry { id: id(name), group, item: Item::Cue(Box::new(cue(&words))) }
        }
    }
}

fn cue(words: &[&str]) -> Cue {
    Cue {
        number: words[0].to_owned(),
        start: start(words[1]),
        duration_ms: minutes(words[2]).unsigned_abs(),
        skip: words.contains(&"skip"),
        count_to_end: words.contains(&"cte"),
        flag: words.contains(&"flag"),
        ..Cue::default()
    }
}

fn start(word: &str) -> Start {
    match word.split_once("..") {
        _ if word == "-" => Start::Soft,
        Some((earliest, latest)) => Start::Window { earliest: civil(earliest), latest: civil(latest) },
        None => Start::Hard(civil(word)),
    }
}

/// What a clock shows, such as `21:04` or `02:30@2026-03-29`.
pub(super) fn civil(word: &str) -> Civil {
    let (time, date) = word.split_once('@').map_or((word, None), |(time, date)| (time, Some(date)));
    let date = date.map(|date| date.parse::<civil::Date>().expect("a day"));
    Civil { date, time: time.parse().expect("a time"), occurrence: None }
}

fn minutes(word: &str) -> i64 {
    word.parse::<i64>().expect("minutes") * MIN
}

/// An instant, such as `2026-11-21T01:00Z`.
pub(super) fn utc(text: &str) -> WallMs {
    WallMs(text.parse::<Timestamp>().expect("an instant").as_millisecond())
}

/// What the venue's clock shows, with the days since the show's date where there are any: `20:00`, `00:15+1`.
pub(super) fn shown(plan: &Plan, times: &Times, at: WallMs) -> String {
    let civil = civil_at(at, &times.zone);
    let days = (civil.date.expect("a day") - plan.date).get_days();
    let time = civil.time.strftime(if at.0 % MIN == 0 { "%H:%M" } else { "%H:%M:%S" });
    if days == 0 { time.to_string() } else { format!("{time}{days:+}") }
}
