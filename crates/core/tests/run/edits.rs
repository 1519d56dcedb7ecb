//! A plan that several people change at once.

use gatehouse_core::ids::EntryId;
use gatehouse_core::show::edit::{locked, structural};
use gatehouse_core::show::{Change, EntryKind, Field, Item, NotAllowed, Place, ShowField};

use super::stage::*;

fn title(n: u8, text: &str) -> Change {
    Change::Set { entry: cue(n), field: Field::Title(text.to_owned()) }
}

fn at(n: u8, group: Option<u8>, order: &str) -> Change {
    let place = Place { group: group.map(cue), order: order.to_owned() };
    Change::Place { entry: cue(n), place: Some(place) }
}

fn ids(entries: &[gatehouse_core::show::Entry]) -> Vec<u8> {
    entries.iter().map(|entry| entry.id.as_bytes()[0]).collect()
}

#[test]
fn the_last_writer_of_a_field_holds_and_what_lost_is_told() {
    let [mut first, mut second, _] = evening(2);
    first.edit(10, false, vec![title(1, "Doors"), title(1, "Doors open"), title(2, "Same")]);
    second.edit(20, false, vec![title(1, "House open"), title(2, "Same")]);
    meet(&mut first, &mut second);
    let (edits, _) = first.show();
    assert_eq!(edits, second.show().0);
    assert_eq!(edits.plan.cue(cue(1)).map(|cue| cue.title.as_str()), Some("House open"));
    let lost: Vec<_> = edits.overruled.iter().map(|lost| (&lost.change, lost.id.author)).collect();
    assert_eq!(lost, [(&title(1, "Doors open"), first.author)]);
    assert_eq!(edits.overruled[0].by.author, second.author);
}

#[test]
fn entries_stand_in_their_order_and_those_of_a_group_behind_it() {
    let mut device = Device::new(1);
    let mut changes = opening(4, &[]);
    changes.push(Change::Add { entry: cue(9), kind: EntryKind::Group });
    changes.push(at(9, None, "CV"));
    changes.extend([at(4, Some(9), "V"), at(1, Some(9), "V"), at(3, Some(7), "A")]);
    device.edit(0, false, changes);
    let (edits, _) = device.show();
    assert_eq!(
        ids(&edits.plan.entries),
        [3, 2, 9, 1, 4],
        "equal places by their ids; no such group is no group"
    );
    assert_eq!(edits.plan.entries[0].group, None);
    assert_eq!(edits.plan.entries[3].group, Some(cue(9)));
    let room = edits.room(Some(cue(9)), Some(cue(4)));
    assert!(room.group == Some(cue(9)) && room.order.as_str() > "V");
    let first = edits.room(None, None);
    assert!(first.order.as_str() < "A");
    let between = edits.room(None, Some(cue(3)));
    assert!("A" < between.order.as_str() && between.order.as_str() < "C", "{between:?}");
    device.edit(1, false, vec![Change::Place { entry: cue(9), place: None }]);
    let (edits, _) = device.show();
    assert_eq!(ids(&edits.plan.entries), [3, 2, 1, 4], "without their group they stand among the others");
    assert_eq!(ids(&edits.removed), [9], "kept aside");
}

#[test]
fn every_change_is_undone_by_its_inverse() {
    let [mut device, ..] = evening(2);
    device.edit(1, false, vec![call_of("sound", 1), title(1, "Doors"), at(2, None, "Z")]);
    let changes = [
        title(1, "Gates"),
        title(2, "New"),
        call_of("lighting", 1),
        Change::Set { entry: cue(1), field: Field::Call { department: "sound".to_owned(), call: None } },
        Change::Set {
            entry: cue(1),
            field: Field::Column { key: "who".to_owned(), value: "Ana".to_owned() },
        },
        Change::Set { entry: cue(2), field: Field::Min(Some(5)) },
        at(2, None, "A"),
        Change::Place { entry: cue(1), place: None },
        Change::Show(ShowField::Stage("Tent".to_owned())),
        Change::Show(ShowField::MinSpan(0)),
    ];
    for change in changes {
        let mut device = device.clone();
        let (before, _) = device.show();
        device.edit(2, false, vec![change.clone()]);
        assert_ne!(device.plan(), before.plan, "{change:?}");
        device.edit(3, false, vec![before.inverse(&change)]);
        assert_eq!(device.plan(), before.plan, "{change:?}");
    }
    let (before, _) = device.show();
    let add = Change::Add { entry: cue(8), kind: EntryKind::Milestone };
    device.edit(2, false, vec![add.clone(), at(8, None, "b")]);
    device.edit(3, false, vec![before.inverse(&add)]);
    assert_eq!(device.plan(), before.plan);
}

#[test]
fn a_proposal_counts_once_whoever_calls_adopted_it_and_from_there_on() {
    let [mut caller, mut other, _] = evening(3);
    let proposal = other.edit(10, true, vec![at(1, None, "Z")]);
    other.edit(11, true, vec![title(2, "Never")]);
    caller.edit(20, false, vec![at(1, None, "Y")]);
    caller.hear(&other);
    let (edits, _) = caller.show();
    assert_eq!(edits.proposals.len(), 2);
    assert_eq!(ids(&edits.plan.entries), [2, 3, 1]);
    assert_eq!(other.settle(30, proposal, true), Err(NotAllowed::NotTheCaller));
    caller.settle(30, proposal, true).expect("adopted");
    assert_eq!(caller.settle(31, proposal, true), Err(NotAllowed::NothingToDo));
    let (edits, run) = caller.show();
    assert_eq!(
        edits.place(cue(1)).map(|place| place.order.as_str()),
        Some("Z"),
        "over what was written meanwhile"
    );
    assert_eq!(edits.proposals.len(), 1);
    assert_eq!(run.settled.get(&proposal), Some(&true));
    caller.settle(40, proposal, false).expect("changed their mind");
    assert_eq!(caller.show().0.place(cue(1)).map(|place| place.order.as_str()), Some("Y"));
}

#[test]
fn a_proposal_by_somebody_else_does_not_make_them_the_one_who_answers_it() {
    let [mut caller, mut other, _] = evening(1);
    let proposal = other.edit(10, true, vec![Change::Show(ShowField::Ranks(vec![author(2)]))]);
    other.write(11, gatehouse_core::show::Action::Settle { proposal, adopt: true });
    caller.hear(&other);
    let (edits, run) = caller.show();
    assert_eq!(edits.plan.ranks, [author(1), author(2)]);
    assert!(run.settled.is_empty());
}

#[test]
fn while_the_show_runs_the_times_of_what_was_called_are_locked() {
    let [mut caller, ..] = evening(3);
    let mut group = vec![Change::Add { entry: cue(9), kind: EntryKind::Group }, at(9, None, "A")];
    group.push(at(1, Some(9), "A"));
    caller.edit(0, false, group);
    let set = |n: u8, field: Field| Change::Set { entry: cue(n), field };
    let cases = [
        (set(1, Field::Duration(1)), true),
        (set(1, Field::Skip(true)), true),
        (set(1, Field::Title("ever".to_owned())), false),
        (set(3, Field::Duration(1)), false),
        (at(1, None, "b"), true),
        (at(9, None, "b"), true),
        (at(3, None, "A"), false),
        (Change::Show(ShowField::Zone("UTC".to_owned())), true),
        (Change::Show(ShowField::Title(String::new())), false),
    ];
    let (plan, run) = (caller.plan(), caller.run());
    assert!(cases.iter().all(|(change, _)| !locked(&plan, &run, change)), "nothing runs yet");
    caller.go(0).expect("to Q1");
    caller.go(60_000).expect("to Q2");
    let (plan, run) = (caller.plan(), caller.run());
    for (change, expected) in &cases {
        assert_eq!(locked(&plan, &run, change), *expected, "{change:?}");
    }
}

#[test]
fn what_is_played_and_who_may_do_what_is_structure_and_words_are_not() {
    let entry = EntryId::from_bytes([1; 16]);
    assert!(structural(&Change::Add { entry, kind: EntryKind::Cue }));
    assert!(structural(&at(1, None, "A")));
    assert!(structural(&Change::Set { entry, field: Field::Skip(true) }));
    assert!(structural(&Change::Show(ShowField::HoldReleasers(Vec::new()))));
    assert!(!structural(&title(1, "Doors")));
    assert!(!structural(&Change::Show(ShowField::Title(String::new()))));
}

#[test]
fn what_an_entry_does_not_have_is_kept_and_shows_nowhere() {
    let mut device = Device::new(1);
    let entry = cue(5);
    device.edit(0, false, vec![Change::Set { entry, field: Field::Delay(60_000) }, at(5, None, "V")]);
    assert!(device.plan().entries.is_empty(), "nobody said yet what it is");
    device.edit(
        1,
        false,
        vec![
            Change::Add { entry, kind: EntryKind::Delay },
            Change::Add { entry, kind: EntryKind::Cue },
            Change::Set { entry, field: Field::Note("nowhere".to_owned()) },
        ],
    );
    assert_eq!(device.plan().entries[0].item, Item::Delay { by_ms: 60_000 }, "the first to say so holds");
}
