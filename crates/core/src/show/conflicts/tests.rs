use super::*;
use crate::show::plan::{Column, Entry, Item};
use crate::show::script::{civil, evening, id};

/// A show with a number and a stage, and what stands in its cues: `B owner Ana`, `B where Hall`, `B cast Ana, Bo`.
fn show(number: u8, lines: &str, words: &[&str]) -> Plan {
    let mut plan = evening(lines);
    plan.id = ShowId::from_bytes([number; 16]);
    plan.stage = format!("Stage {number}");
    plan.columns = vec![Column { key: "cast".to_owned(), title: String::new(), kind: ColumnKind::Person }];
    for word in words {
        let mut parts = word.splitn(3, ' ');
        let (name, what, text) = (parts.next(), parts.next(), parts.next().unwrap_or_default().to_owned());
        let entry = plan.entries.iter_mut().find(|entry| name.is_some_and(|name| entry.id == id(name)));
        if let Some(Entry { item: Item::Cue(cue), .. }) = entry {
            match what {
                Some("owner") => cue.owner = text,
                Some("where") => cue.location = text,
                _ => drop(cue.columns.insert("cast".to_owned(), text)),
            }
        }
    }
    plan
}

/// `expected` has a line for every conflict: its rule, what it names (with the show's number before each cue), and minutes.
fn check(plans: &[Plan], expected: &[&str]) {
    let times: Vec<_> = plans.iter().map(Times::of).collect();
    let mut shows: Vec<_> = plans.iter().zip(&times).collect();
    let found = find(&shows);
    assert_eq!(found.iter().map(line).collect::<Vec<_>>(), expected);
    shows.reverse();
    assert_eq!(find(&shows), found, "the order of the shows does not matter");
}

fn line(conflict: &Conflict) -> String {
    let name = |id: EntryId| String::from(id.as_bytes()[0] as char);
    let at = |at: &At| format!("{}{}", at.show.as_bytes()[0], name(at.cue));
    let two = |rule, what: &str, first, second, by_ms| {
        format!("{rule} {what}{} {} {}", at(first), at(second), by_ms / 60_000)
    };
    match conflict {
        Conflict::Overlap { first, second, by_ms } => two("overlap", "", first, second, by_ms),
        Conflict::TwoPlaces { person, first, second, by_ms } => {
            two("places", &format!("{person} "), first, second, by_ms)
        }
        Conflict::SamePlace { location, first, second, by_ms } => {
            two("place", &format!("{location} "), first, second, by_ms)
        }
        Conflict::Changeover { person, first, second, by_ms } => {
            two("change", &format!("{person} "), first, second, by_ms)
        }
        Conflict::OutsideWindow { at: cue, by_ms } => format!("window {} {}", at(cue), by_ms / 60_000),
        Conflict::BeforeOpening { at: cue, by_ms } => format!("opening {} {}", at(cue), by_ms / 60_000),
        Conflict::AfterCurfew { at: cue, by_ms } => format!("curfew {} {}", at(cue), by_ms / 60_000),
        Conflict::GroupOver { group, by_ms, .. } => format!("group {} {}", name(*group), by_ms / 60_000),
    }
}

#[test]
fn a_start_of_its_own_must_not_come_before_an_end() {
    check(&[show(1, "A 20:00 30; B 20:30 10; C - 5", &[])], &[]);
    check(&[show(1, "A 20:00 30; B 20:20 5; C - 5", &[])], &["overlap 1A 1B 10"]);
    check(&[show(1, "A 20:00 60; B 20:20 5; C 20:40 5", &[])], &["overlap 1A 1B 40", "overlap 1A 1C 20"]);
    check(&[show(1, "A 20:00 30; B 20:20 5 skip", &[])], &[]);
    check(&[show(1, "A 20:00 50; B 20:20..20:40 5", &[])], &["window 1B 10"]);
    check(&[show(1, "A 20:00 40; B 20:20..20:40 5", &[])], &[]);
}

#[test]
fn the_venue_has_hours() {
    let plan = Plan {
        opens: Some(civil("20:00")),
        curfew: Some(civil("00:30")),
        ..show(1, "A 19:50 10; B - 60; C 00:10 30; D - 10", &[])
    };
    check(&[plan], &["opening 1A 10", "curfew 1C 10", "curfew 1D 20"]);
}

#[test]
fn a_group_has_a_target() {
    check(&[show(1, "group G 20; A 20:00 10 in:G; B 21:00 15 in:G; C - 9 in:G skip", &[])], &["group G 5"]);
    check(&[show(1, "group G 25; A 20:00 10 in:G; B 21:00 15 in:G", &[])], &[]);
}

#[test]
fn nobody_is_in_two_places() {
    let one = |words: &[&str]| show(1, "A 20:00 30; B - 30", words);
    let two = |words: &[&str]| show(2, "X 20:20 20; Y - 10", words);
    check(&[one(&["A cast Ana, Bo"]), two(&["X cast  bo "])], &["places bo 1A 2X 10"]);
    check(
        &[one(&["B owner Ana"]), two(&["X cast Ana", "Y owner ANA"])],
        &["places Ana 2X 1B 10", "places ANA 1B 2Y 10"],
    );
    check(&[one(&["A cast Ana"]), two(&["X cast Ana", "X owner ANA"])], &["places Ana 1A 2X 10"]);
    check(&[one(&["A cast Ana"]), two(&["Y cast Ana"])], &[]);
    check(
        &[one(&["A cast Ana", "A where Hall"]), two(&["X cast Ana", "X where hall"])],
        &["place hall 1A 2X 10"],
    );
    let alone = |place| show(1, "A 20:00 30; B 20:20 5", &["A cast Ana", "B cast Ana", place]);
    check(&[alone("B where Foyer")], &["overlap 1A 1B 10", "places Ana 1A 1B 5"]);
    check(&[alone("B where stage 1")], &["overlap 1A 1B 10"]);
}

#[test]
fn the_longest_of_the_others_is_named() {
    let one = show(1, "A 20:00 60; B 20:10 5", &["A owner Ana", "B owner Ana"]);
    let two = show(2, "X 20:12 8; Y 20:30 5", &["X owner Ana", "Y owner Ana"]);
    check(&[one, two], &["overlap 1A 1B 50", "places Ana 1A 2X 8", "places Ana 1A 2Y 5"]);
    let one = show(1, "A 20:00 60; B 20:20 5", &["A owner Ana", "B owner Ana"]);
    let two = show(2, "X 20:10 30", &["X owner Ana"]);
    check(&[one, two], &["places Ana 1A 2X 30", "overlap 1A 1B 40", "places Ana 2X 1B 5"]);
    let one = show(1, "A 20:00 30", &["A owner Ana"]);
    let two = show(2, "X 20:10 5; Y 20:20 40; Z 20:25 3", &["X owner Ana", "Y owner Ana", "Z owner Ana"]);
    check(
        &[one, two],
        &["places Ana 1A 2X 5", "places Ana 1A 2Y 10", "overlap 2Y 2Z 35", "places Ana 1A 2Z 3"],
    );
}

#[test]
fn a_place_belongs_to_one_show_at_a_time() {
    let one = show(1, "A 20:00 30; B 20:10 30", &["A where Foyer", "B where Foyer"]);
    check(std::slice::from_ref(&one), &["overlap 1A 1B 20"]);
    check(&[one, show(2, "X 20:35 30", &["X where Foyer"])], &["overlap 1A 1B 20", "place Foyer 1B 2X 5"]);
}

#[test]
fn people_need_time_to_change() {
    let show = |number, minutes: u64, lines, words: &[&str]| Plan {
        changeover_ms: minutes * 60_000,
        ..show(number, lines, words)
    };
    let cast: &[&str] = &["A cast Ana", "C cast Ana", "B owner Ana", "A owner Ana"];
    check(&[show(1, 10, "A 20:00 30; B - 6; C - 10", cast)], &["change Ana 1A 1C 4"]);
    check(&[show(1, 6, "A 20:00 30; B - 6; C - 10", cast)], &[]);
    let inside: &[&str] = &["A cast Ana", "B cast Ana", "C cast Ana"];
    check(
        &[show(1, 5, "A 20:00 60; B 20:10 5; C 21:02 5", inside)],
        &["overlap 1A 1B 50", "change Ana 1A 1C 3"],
    );
    check(
        &[show(1, 0, "A 20:00 30", &["A cast Ana"]), show(2, 15, "X 20:40 5", &["X cast Ana"])],
        &["change Ana 1A 2X 5"],
    );
}
