use super::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// The shift of everybody begins here and lasts eight hours.
const START: i64 = 1_795_640_400_000;

fn person(n: u8, name: &str, post: &str, call_sign: &str) -> Person {
    Person {
        id: PersonId::from_bytes([n; 16]),
        name: name.to_owned(),
        role: "steward".to_owned(),
        team: String::new(),
        post: post.to_owned(),
        call_sign: call_sign.to_owned(),
        shift: Window { from: Some(WallMs(START)), until: Some(WallMs(START + 8 * HOUR)) },
        credential: Some(CredentialId::from_bytes([n; 16])),
    }
}

fn crew() -> Vec<Person> {
    vec![person(1, "Ana Ñáñez", "First aid", "medic1"), person(2, "Luis", "Gate C", "")]
}

fn gate(n: u8, minute: i64, into: bool) -> CheckIn {
    CheckIn { credential: CredentialId::from_bytes([n; 16]), at: WallMs(START + minute * MINUTE), into }
}

fn posted(who: &str, post: &str, minute: i64, on: bool) -> Posted {
    let at = WallMs(START + minute * MINUTE);
    Posted { who: who.to_owned(), post: post.to_owned(), call_sign: String::new(), at, on }
}

/// Looks at the crew's first member at a minute of the shift.
fn check(
    check_ins: &[CheckIn],
    posts: &[Posted],
    minute: i64,
    presence: Presence,
    since: Option<i64>,
    at: &str,
) {
    let standing = stand(&crew(), check_ins, posts, WallMs(START + minute * MINUTE));
    let ana = &standing.people[0];
    let since = since.map(|minute| WallMs(START + minute * MINUTE));
    let expected = (presence, since, (!at.is_empty()).then_some(at));
    assert_eq!((ana.presence, ana.since, ana.at_post.as_deref()), expected, "at minute {minute}");
}

#[test]
fn who_does_not_come_is_planned_and_then_late() {
    check(&[], &[], -30, Presence::Planned, None, "");
    check(&[], &[], 5, Presence::Planned, None, "");
    check(&[], &[], 6, Presence::Late, None, "");
    check(&[gate(2, 0, true)], &[], 6, Presence::Late, None, "");
}

#[test]
fn a_scan_of_the_accreditation_is_a_check_in_and_the_last_one_counts() {
    check(&[gate(1, -40, true)], &[], 6, Presence::Present, Some(-40), "");
    check(&[gate(1, 90, false), gate(1, -40, true)], &[], 100, Presence::Gone, Some(90), "");
    check(&[gate(1, 90, false), gate(1, -40, true)], &[], 80, Presence::Present, Some(-40), "");
    check(&[gate(1, 90, false), gate(1, 120, true)], &[], 130, Presence::Present, Some(120), "");
    check(&[gate(1, -20 * 60, true)], &[], 6, Presence::Late, None, "");
    check(&[gate(1, -40, true)], &[], 9 * 60, Presence::Present, Some(-40), "");
}

#[test]
fn an_entry_of_the_log_puts_somebody_on_a_post_by_name_or_call_sign() {
    let taken = [posted("MEDIC1 ", "Stage left", 10, true)];
    check(&[], &taken, 20, Presence::Present, Some(10), "Stage left");
    check(&[gate(1, -40, true)], &taken, 20, Presence::Present, Some(-40), "Stage left");
    check(&[gate(1, 15, false)], &taken, 20, Presence::Gone, Some(15), "");
    let moved = [taken[0].clone(), posted("ana ñáñez", "Bar", 30, true)];
    check(&[], &moved, 40, Presence::Present, Some(10), "Bar");
    let left = [taken[0].clone(), posted("Ana Ñáñez", "Stage left", 50, false)];
    check(&[], &left, 60, Presence::Gone, Some(50), "");
    check(&[gate(1, -40, true)], &left, 60, Presence::Present, Some(-40), "");
}

#[test]
fn a_post_is_empty_when_nobody_is_there_and_somebody_should_be() {
    let posts = [posted("Luis", "First aid", 1, true), posted("relief", "Lost property", 2, true)];
    let standing = stand(&crew(), &[], &posts, WallMs(START + 10 * MINUTE));
    let names: Vec<&str> = standing.people.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Ana Ñáñez", "Luis", "relief"], "whom the roster does not know is shown too");
    let empty: Vec<(&str, bool)> =
        standing.posts.iter().map(|(name, post)| (name.as_str(), post.is_empty())).collect();
    assert_eq!(empty, [("First aid", false), ("Gate C", true), ("Lost property", false)]);
    assert_eq!(standing.posts["First aid"], Post { here: vec![1], planned: vec![0] });
    let before = stand(&crew(), &[], &[], WallMs(START - MINUTE));
    assert!(before.posts.values().all(|post| !post.is_empty()), "nobody is due yet");
}

#[test]
fn two_who_are_called_the_same_are_not_taken_for_each_other() {
    let twins = [person(1, "Ana", "Gate A", "g1"), person(2, "Ana", "Gate B", "g2")];
    let standing = stand(&twins, &[], &[posted("Ana", "Gate A", 1, true)], WallMs(START + 10 * MINUTE));
    let present = standing.people.iter().filter(|member| member.presence == Presence::Present);
    assert_eq!(present.map(|member| member.person).collect::<Vec<_>>(), [None]);
    let standing = stand(&twins, &[], &[posted("g2", "Gate A", 1, true)], WallMs(START + 10 * MINUTE));
    assert_eq!(standing.people[1].at_post.as_deref(), Some("Gate A"));
}

#[test]
fn check_ins_come_to_the_same_in_any_order() {
    let mut gates =
        [gate(1, 1, true), gate(1, 9, false), gate(2, 3, true), gate(1, 5, true), gate(1, 5, false)];
    let now = WallMs(START + 8 * MINUTE);
    let expected = stand(&crew(), &gates, &[], now);
    assert_eq!(expected.people[0].presence, Presence::Gone);
    for _ in 0..gates.len() {
        gates.rotate_left(1);
        assert_eq!(stand(&crew(), &gates, &[], now), expected);
    }
}
