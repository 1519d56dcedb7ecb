use gatehouse_core::ids::ShowId;
use gatehouse_core::show::{Cue, Item};
use jiff::civil::date;

use super::super::read::{Options, read};
use super::*;

fn id(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

fn cue(number: u8, title: &str) -> Entry {
    let cue =
        Cue { number: format!("Q{number}"), title: title.into(), duration_ms: 60_000, ..Cue::default() };
    Entry { id: id(number), group: None, item: Item::Cue(Box::new(cue)) }
}

fn plan(entries: Vec<Entry>) -> Plan {
    Plan { entries, ..Plan::empty(ShowId::from_bytes([0; 16]), "America/Bogota".into(), date(2026, 8, 14)) }
}

/// Indexes of one letter, and between two of them both with another letter.
fn between(a: Option<&str>, b: Option<&str>) -> String {
    format!("{}~{}", a.unwrap_or("a"), b.unwrap_or("z"))
}

fn held(plan: &Plan, csv: &str) -> Difference {
    let file = read(csv.as_bytes(), &Options::default(), &plan.columns).expect("a rundown");
    assert_eq!(file.bad, []);
    let letter = |id: EntryId| char::from(b'a' + id.as_bytes()[0]).to_string();
    let order = |id: EntryId| plan.entry(id).map(|entry| letter(entry.id));
    let mut next = 99;
    diff(Known { plan, order: &order, between: &between }, &file, || {
        next += 1;
        id(next)
    })
}

fn what(difference: &Difference) -> Vec<(String, String)> {
    let word = |what: &What| match what {
        What::Added => "added".to_owned(),
        What::Changed { fields, moved } => {
            format!("changed {}{}", fields.len(), if *moved { ", moved" } else { "" })
        }
        What::Moved => "moved".to_owned(),
        What::Removed => "removed".to_owned(),
        What::Unchanged => "unchanged".to_owned(),
    };
    difference
        .lines
        .iter()
        .map(|line| (format!("{} {}", line.number, line.title), word(&line.what)))
        .collect()
}

#[track_caller]
fn check(plan: &Plan, csv: &str, expected: &[(&str, &str)]) -> Difference {
    let difference = held(plan, csv);
    let expected: Vec<(String, String)> =
        expected.iter().map(|(entry, what)| ((*entry).to_owned(), (*what).to_owned())).collect();
    assert_eq!(what(&difference), expected);
    difference
}

fn evening() -> Plan {
    plan(vec![cue(1, "Doors"), cue(2, "Anthem"), cue(3, "Welcome"), cue(4, "Ballad")])
}

#[test]
fn the_same_file_changes_nothing() {
    let same = "Cue,Title,Duration\nQ1,Doors,1:00\nQ2,Anthem,1:00\nQ3,Welcome,1:00\nQ4,Ballad,1:00\n";
    let difference = held(&evening(), same);
    assert!(difference.lines.iter().all(|line| line.what == What::Unchanged));
    assert_eq!(difference.changes(), []);
}

#[test]
fn what_is_new_changed_moved_and_gone_is_told_apart() {
    let csv = "Cue,Title,Duration\nQ1,Doors,2:00\nQ4,Ballad,1:00\nQ2,Anthem,1:00\nQ9,Encore,3:00\n";
    let difference = check(
        &evening(),
        csv,
        &[
            ("Q1 Doors", "changed 1"),
            ("Q4 Ballad", "moved"),
            ("Q2 Anthem", "unchanged"),
            ("Q9 Encore", "added"),
            ("Q3 Welcome", "removed"),
        ],
    );
    let set = |entry: u8, field: Field| Change::Set { entry: id(entry), field };
    let place = |entry: u8, order: &str| Change::Place {
        entry: id(entry),
        place: Some(Place { group: None, order: order.into() }),
    };
    assert_eq!(
        difference.changes(),
        [
            set(1, Field::Duration(120_000)),
            place(4, "b~c"),
            Change::Add { entry: id(100), kind: EntryKind::Cue },
            place(100, "c~z"),
            set(100, Field::Number("Q9".into())),
            set(100, Field::Title("Encore".into())),
            set(100, Field::Duration(180_000)),
            Change::Place { entry: id(3), place: None },
        ]
    );
}

#[test]
fn number_and_title_go_before_number_and_that_before_title() {
    let csv = "Cue,Title\nQ1,Doors\nQ2,Prayer\nQ3,Anthem\nQ4,Welcome\nQ5,Ballad\n";
    // Q2 is still Q2; of what is left, equal titles belong together.
    let plan = plan(vec![cue(1, "Doors"), cue(2, "Anthem"), cue(7, "Ballad")]);
    check(
        &plan,
        csv,
        &[
            ("Q1 Doors", "unchanged"),
            ("Q2 Prayer", "changed 1"),
            ("Q3 Anthem", "added"),
            ("Q4 Welcome", "added"),
            ("Q5 Ballad", "changed 1"),
        ],
    );
}

#[test]
fn equal_numbers_are_matched_in_their_order() {
    let plan = plan(vec![cue(1, "One"), Entry { id: id(5), ..cue(1, "Two") }]);
    check(&plan, "Cue,Title\nQ1,One\nQ1,Two\n", &[("Q1 One", "unchanged"), ("Q1 Two", "unchanged")]);
}

#[test]
fn what_the_file_does_not_speak_of_stays() {
    let mut plan = evening();
    let group = Item::Group { title: "Act 1".into(), colour: None, target_ms: None };
    plan.entries.insert(0, Entry { id: id(0), group: None, item: group });
    plan.entries[1].group = Some(id(0));
    plan.entries.push(Entry { id: id(8), group: None, item: Item::Delay { by_ms: 5 } });
    let csv = "Cue,Title\nQ1,Doors\nQ2,Anthem\nQ3,Welcome\nQ4,Ballad\n";
    assert_eq!(held(&plan, csv).changes(), []);
    let spoken = "Cue,Title,Group\nQ1,Doors,\nQ2,Anthem,Act 2\nQ3,Welcome,\nQ4,Ballad,\n";
    check(
        &plan,
        spoken,
        &[
            ("Q1 Doors", "moved"),
            (" Act 2", "added"),
            ("Q2 Anthem", "moved"),
            ("Q3 Welcome", "unchanged"),
            ("Q4 Ballad", "unchanged"),
            (" Act 1", "removed"),
        ],
    );
}

#[test]
fn a_call_keeps_its_standby_unless_the_file_tells_it() {
    let mut plan = plan(vec![cue(1, "Doors")]);
    let call = |standby_s| Call { department: "sound".into(), text: "Mic 1".into(), standby_s };
    if let Item::Cue(cue) = &mut plan.entries[0].item {
        cue.calls.push(call(30));
    }
    assert_eq!(held(&plan, "Cue,Sound\nQ1,Mic 1\n").changes(), []);
    let told = held(&plan, "Cue,Sound,Standby: sound\nQ1,Mic 1,10\n");
    let field = Field::Call { department: "sound".into(), call: Some(call(10)) };
    assert_eq!(told.changes(), [Change::Set { entry: id(1), field }]);
}

#[test]
fn new_columns_come_with_the_show() {
    let difference = held(&evening(), "Cue,Title,Mood\nQ1,Doors,calm\n");
    assert!(matches!(&difference.columns, Some(Change::Show(ShowField::Columns(all))) if all.len() == 1));
    let field = Field::Column { key: "mood".into(), value: "calm".into() };
    assert!(difference.changes().contains(&Change::Set { entry: id(1), field }));
}

#[test]
fn as_few_as_possible_are_moved() {
    let check = |values: &[Option<u8>], expected: &[bool]| assert_eq!(longest_rising(values), expected);
    check(&[], &[]);
    check(&[Some(1), Some(2), Some(3)], &[true, true, true]);
    check(&[Some(4), Some(1), Some(2), Some(3)], &[false, true, true, true]);
    check(&[Some(1), None, Some(3), Some(2), Some(4)], &[true, false, false, true, true]);
    check(&[Some(3), Some(2), Some(1)], &[false, false, true]);
}
