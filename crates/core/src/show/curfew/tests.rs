use proptest::prelude::*;

use super::*;

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;

fn id(number: usize) -> EntryId {
    EntryId::from_bytes([u8::try_from(number).expect("few cues"); 16])
}

/// A soft cue; `min` and what follows are set by struct update.
fn cue(number: usize, duration_ms: u64) -> Later {
    Later { cue: id(number), duration_ms, min_ms: None, cuttable: false, late_ms: None }
}

fn drop(number: usize, takes_ms: u64) -> Cut {
    Cut::Drop { cue: id(number), takes_ms }
}

fn trim(number: usize, takes_ms: u64, to_ms: u64) -> Cut {
    Cut::Trim { cue: id(number), takes_ms, to_ms }
}

#[track_caller]
fn check(later: &[Later], over_ms: u64, expected: &[&[Cut]]) {
    match remedy(later, over_ms) {
        Remedy::Proposals(found) => {
            let found: Vec<&[Cut]> = found.iter().map(|proposal| proposal.cuts.as_slice()).collect();
            assert_eq!(found, expected);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_stage_manager_hears_of_the_trims_and_of_the_one_cut() {
    let evening = [
        cue(20, 10 * MINUTE),
        Later { min_ms: Some(2 * MINUTE), ..cue(21, 6 * MINUTE) },
        Later { cuttable: true, ..cue(23, 7 * MINUTE) },
        Later { min_ms: Some(3 * MINUTE), ..cue(25, 6 * MINUTE) },
    ];
    let over = 6 * MINUTE + 40 * SECOND;
    let trims = [trim(21, 4 * MINUTE, 2 * MINUTE), trim(25, 3 * MINUTE, 3 * MINUTE)];
    check(&evening, over, &[&trims, &[drop(23, 7 * MINUTE)]]);
}

#[test]
fn a_show_that_ends_in_time_needs_nothing() {
    assert_eq!(remedy(&[Later { cuttable: true, ..cue(1, MINUTE) }], 0), Remedy::NotNeeded);
}

#[test]
fn what_is_won_before_a_cue_that_is_waited_for_wins_nothing() {
    let evening = [
        Later { cuttable: true, ..cue(1, 5 * MINUTE) },
        Later { late_ms: Some(-1_000), ..cue(2, 5 * MINUTE) },
        Later { cuttable: true, ..cue(3, 9 * MINUTE) },
    ];
    check(&evening, MINUTE, &[&[drop(3, 9 * MINUTE)]]);
}

#[test]
fn before_a_late_cue_only_its_lateness_can_be_won() {
    let before = Later { min_ms: Some(0), ..cue(1, 5 * MINUTE) };
    let hard = Later { late_ms: Some(120_000), ..cue(2, 5 * MINUTE) };
    check(&[before, hard], 2 * MINUTE, &[&[trim(1, 5 * MINUTE, 0)]]);
    let expected = Proposal { cuts: vec![trim(1, 5 * MINUTE, 0)], won_ms: 2 * MINUTE };
    assert_eq!(remedy(&[before, hard], 2 * MINUTE + 1), Remedy::NotEnough(expected));
}

#[test]
fn dropping_a_cue_that_is_waited_for_wins_the_wait_too() {
    let evening = [
        cue(1, 5 * MINUTE),
        Later { cuttable: true, late_ms: Some(-600_000), ..cue(2, 5 * MINUTE) },
        cue(3, 5 * MINUTE),
    ];
    match remedy(&evening, 12 * MINUTE) {
        Remedy::Proposals(found) => assert_eq!(found[0].won_ms, 15 * MINUTE),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_later_of_two_equal_cues_is_cut() {
    let evening = [1, 2, 3].map(|number| Later { cuttable: true, ..cue(number, 4 * MINUTE) });
    check(&evening, 4 * MINUTE, &[&[drop(3, 4 * MINUTE)]]);
}

#[test]
fn with_too_little_to_cut_it_says_what_can_be_won() {
    let evening = [
        Later { min_ms: Some(MINUTE), ..cue(1, 3 * MINUTE) },
        Later { cuttable: true, late_ms: Some(0), ..cue(2, 4 * MINUTE) },
    ];
    let all = vec![trim(1, 2 * MINUTE, MINUTE), drop(2, 4 * MINUTE)];
    let expected = Proposal { cuts: all, won_ms: 6 * MINUTE };
    assert_eq!(remedy(&evening, 7 * MINUTE), Remedy::NotEnough(expected));
    assert_eq!(remedy(&[], 1), Remedy::NotEnough(Proposal { cuts: vec![], won_ms: 0 }));
}

#[test]
fn a_proposal_is_carried_out_by_changes_of_the_plan() {
    let proposal = Proposal { cuts: vec![trim(1, MINUTE, 2 * MINUTE), drop(2, MINUTE)], won_ms: 2 * MINUTE };
    let expected = [
        Change::Set { entry: id(1), field: Field::Duration(2 * MINUTE) },
        Change::Set { entry: id(2), field: Field::Skip(true) },
    ];
    assert_eq!(proposal.changes(), expected);
}

#[test]
fn absurd_durations_have_an_answer() {
    let evening = [1, 2].map(|number| Later {
        min_ms: Some(1),
        cuttable: true,
        late_ms: Some(i64::MIN),
        ..cue(number, u64::MAX)
    });
    assert!(matches!(remedy(&evening, u64::MAX), Remedy::Proposals(_)));
}

/// When the evening ends, its cues played one by one from 0: written down without what `Link` knows.
fn end(evening: &[Later], holds: &[Option<i64>], choices: &[Choice]) -> i64 {
    let mut end = 0;
    for ((later, hold), choice) in evening.iter().zip(holds).zip(choices) {
        let takes = match choice {
            Choice::Keep => later.duration_ms,
            Choice::Trim => later.min_ms.expect("can be trimmed"),
            Choice::Drop => continue,
        };
        end = hold.map_or(end, |hold| end.max(hold)) + signed(takes);
    }
    end
}

/// The evening with its lateness, and the times at which its cues are held.
fn arbitrary_evening(most: usize, grain: u64) -> impl Strategy<Value = (Vec<Later>, Vec<Option<i64>>)> {
    let one = (1..=20_u64, 0..10_u8, 1..=20_u64, prop::option::weighted(0.2, 0..150_i64));
    prop::collection::vec(one, 1..=most).prop_map(move |cues| {
        let (mut end, mut evening, mut holds) = (0, Vec::new(), Vec::new());
        for (number, (duration, kind, min, hold)) in cues.into_iter().enumerate() {
            let hold = hold.map(|hold| hold * signed(grain));
            let min_ms = matches!(kind, 0..4).then_some(min.min(duration) * grain);
            let cuttable = matches!(kind, 3..7);
            let duration_ms = duration * grain;
            let late_ms = hold.map(|hold| end - hold);
            evening.push(Later { min_ms, cuttable, late_ms, ..cue(number, duration_ms) });
            end = hold.map_or(end, |hold| end.max(hold)) + signed(duration_ms);
            holds.push(hold);
        }
        (evening, holds)
    })
}

/// The best of all sets that win enough, found by trying all of them.
struct Search<'a> {
    evening: &'a [Later],
    holds: &'a [Option<i64>],
    chain: Vec<Link>,
    over: i64,
    aim: Aim,
    best: Option<(Cost, Vec<Choice>)>,
}

impl Search<'_> {
    fn try_all(&mut self, chosen: &mut Vec<Choice>) {
        let Some(link) = self.chain.get(chosen.len()).copied() else { return self.weigh(chosen) };
        for choice in link.choices() {
            chosen.push(choice);
            self.try_all(chosen);
            chosen.pop();
        }
    }

    /// The sets come in the order in which the first of equals is preferred.
    fn weigh(&mut self, chosen: &[Choice]) {
        let cost = self
            .chain
            .iter()
            .zip(chosen)
            .fold(Cost(0, 0, 0), |sum, (link, choice)| sum.plus(link.cost(*choice, self.aim)));
        if self.best.as_ref().is_some_and(|(best, _)| *best <= cost) {
            return;
        }
        let untouched = vec![Choice::Keep; chosen.len()];
        let before = end(self.evening, self.holds, &untouched);
        if before - end(self.evening, self.holds, chosen) >= self.over {
            self.best = Some((cost, chosen.to_vec()));
        }
    }
}

fn best_of_all(evening: &[Later], holds: &[Option<i64>], over: i64, aim: Aim) -> Option<Vec<Cut>> {
    let chain: Vec<Link> = evening.iter().map(Link::of).collect();
    let mut search = Search { evening, holds, chain, over, aim, best: None };
    search.try_all(&mut Vec::new());
    let (_, choices) = search.best?;
    let links = search.chain.iter();
    Some(
        evening.iter().zip(links).zip(choices).filter_map(|((later, link), c)| cut(later, link, c)).collect(),
    )
}

fn agrees((evening, holds): &(Vec<Later>, Vec<Option<i64>>), over_ms: u64) -> Result<(), TestCaseError> {
    let best = |aim| best_of_all(evening, holds, signed(over_ms), aim);
    match remedy(evening, over_ms) {
        Remedy::NotNeeded => prop_assert_eq!(over_ms, 0),
        Remedy::NotEnough(most) => {
            prop_assert_eq!(best(Aim::Drops), None);
            let exactly = best_of_all(evening, holds, signed(most.won_ms), Aim::Drops);
            prop_assert_eq!(exactly, Some(most.cuts));
            prop_assert_eq!(best_of_all(evening, holds, signed(most.won_ms) + 1, Aim::Drops), None);
        }
        Remedy::Proposals(found) => {
            let mut expected: Vec<Vec<Cut>> = Vec::new();
            for cuts in [Aim::Drops, Aim::Touched, Aim::Taken].map(|aim| best(aim).expect("one suffices")) {
                if !expected.contains(&cuts) {
                    expected.push(cuts);
                }
            }
            prop_assert!(found.iter().all(|proposal| proposal.won_ms >= over_ms));
            prop_assert_eq!(found.into_iter().map(|proposal| proposal.cuts).collect::<Vec<_>>(), expected);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_smaller_would_do(evening in arbitrary_evening(12, 1_000), over in 0..120_u64) {
        agrees(&evening, over * SECOND)?;
    }

    #[test]
    fn nothing_smaller_would_do_to_the_millisecond(evening in arbitrary_evening(9, 997), over in 0..90_000_u64) {
        agrees(&evening, over)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn nothing_smaller_would_do_in_a_long_evening(evening in arbitrary_evening(18, 1_000), over in 1..200_u64) {
        agrees(&evening, over * SECOND)?;
    }

    #[test]
    fn with_more_steps_than_are_kept_enough_is_won_all_the_same(
        cues in prop::collection::vec((60_000..600_000_u64, 1..60_000_u64), 60), share in 1..9_u64,
    ) {
        let evening: Vec<Later> = cues.iter().enumerate()
            .map(|(number, &(duration, min))| Later { min_ms: Some(min), ..cue(number, duration) })
            .collect();
        let over = cues.iter().map(|(duration, min)| duration - min).sum::<u64>() * share / 10;
        let Remedy::Proposals(found) = remedy(&evening, over) else { panic!("all of it suffices") };
        let fewest = {
            let mut wins: Vec<u64> = cues.iter().map(|(duration, min)| duration - min).collect();
            wins.sort_unstable_by(|a, b| b.cmp(a));
            let mut won = 0;
            wins.iter().take_while(|&&win| { let missing = won < over; won += win; missing }).count()
        };
        prop_assert!(found.iter().all(|proposal| proposal.won_ms >= over));
        prop_assert_eq!(found[0].cuts.len(), fewest, "fewest cues is exact whatever is merged");
    }
}
