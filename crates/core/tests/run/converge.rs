//! Whatever is cut off from whatever, and in whatever order it comes together: one run, one plan, and no GO lost.

use std::cmp::Reverse;
use std::collections::HashMap;

use gatehouse_core::ids::{AuthorId, RecordId};
use gatehouse_core::show::edit::show;
use gatehouse_core::show::{Action, Fact, Instance, Plan, Run};
use proptest::prelude::*;

use super::stage::*;
use super::world::{Script, Step, Verb, goes};

fn verb() -> impl Strategy<Value = Verb> {
    use Verb::*;
    const RARE: &[Verb] =
        &[Finish, Offer, Accept, Pause, Resume, AddTime, Standby, Tick, Roll, HoldStep, AdoptLane];
    const PLANS: &[Verb] = &[Edit, Propose, Settle];
    prop_oneof![
        4 => Just(Go),
        5 => Just(GoTo),
        2 => Just(StaleGo),
        2 => Just(Ungo),
        3 => Just(TakeCall),
        1 => prop_oneof![1 => Just(Hold), 3 => Just(Release)],
        4 => proptest::sample::select(RARE),
        3 => proptest::sample::select(PLANS),
        5 => Just(HearAll),
        3 => Just(HearSome),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    // Those who call press more than those who follow.
    let device = prop_oneof![6 => 0..2_usize, 2 => 2..5_usize, 1 => Just(5)];
    // Often at the same moment, so that clocks alone tell nothing apart.
    let after_ms = proptest::sample::select(&[0, 0, 40, 1_000, 1_500, 4_000][..]);
    (device, verb(), any::<u8>(), after_ms, any::<u64>())
        .prop_map(|(device, verb, which, after_ms, arrive)| Step { device, verb, which, after_ms, arrive })
}

fn script() -> impl Strategy<Value = Script> {
    const RANKS: &[&[u8]] = &[&[1, 2], &[2, 1], &[]];
    let fast = proptest::array::uniform6(proptest::sample::select(&[-2_000, 0, 0, 0, 1_000, 7][..]));
    (proptest::sample::select(RANKS), any::<bool>(), fast, proptest::collection::vec(step(), 1..70))
        .prop_map(|(ranks, called, fast_ms, steps)| Script { ranks, called, fast_ms, steps })
}

/// How much a call weighs, worked out from its record alone.
type Weight = (u32, Reverse<usize>, Reverse<AuthorId>);

fn weights(plan: &Plan, facts: &[Fact]) -> HashMap<RecordId, Weight> {
    let weight = |fact: &Fact| match &fact.action {
        Action::TakeCall { epoch, .. } | Action::AcceptCall { epoch, .. } => {
            let holder = fact.id.author;
            Some((fact.id, (*epoch, Reverse(plan.rank(holder)), Reverse(holder))))
        }
        _ => None,
    };
    facts.iter().filter_map(weight).collect()
}

fn records(line: &[Instance]) -> impl Iterator<Item = RecordId> {
    line.iter().flat_map(|instance| std::iter::once(instance.id).chain(instance.also.iter().copied()))
}

/// Where every accepted GO is, each once.
fn accounted(run: &Run) -> Vec<RecordId> {
    let lanes = run.lanes.iter().flat_map(|lane| records(&lane.line));
    let kept = records(&run.line).chain(lanes);
    let mut all: Vec<RecordId> =
        kept.chain(run.waiting.iter().copied()).chain(run.no_advance.iter().copied()).collect();
    all.sort_unstable();
    all
}

/// The weights of every lane and of the instance that the run, or the lane it branched off, went on to instead.
fn branches(run: &Run, facts: &[Fact], weights: &HashMap<RecordId, Weight>) -> Vec<(Weight, Weight)> {
    let call_of: HashMap<RecordId, RecordId> = facts
        .iter()
        .filter_map(|fact| match &fact.action {
            Action::Go(go) => Some((fact.id, go.call?)),
            _ => None,
        })
        .collect();
    let weight = |instance: &Instance| {
        records(std::slice::from_ref(instance)).filter_map(|go| weights.get(call_of.get(&go)?)).max().copied()
    };
    let mut next: HashMap<Option<RecordId>, &Instance> = HashMap::new();
    let lines = std::iter::once(&run.line).chain(run.lanes.iter().map(|lane| &lane.line));
    for line in lines {
        next.extend(line.windows(2).map(|pair| (Some(pair[0].id), &pair[1])));
    }
    next.extend(run.line.first().map(|first| (None, first)));
    let lanes = run.lanes.iter().filter(|lane| !lane.taken_back);
    lanes.filter_map(|lane| Some((weight(lane.line.first()?)?, weight(next.get(&lane.from)?)?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whoever_knows_the_same_records_shows_the_same(
        script in script(),
        order in any::<proptest::sample::Index>(),
        twice in any::<u64>(),
    ) {
        let night = script.play();
        let all = night.everything();
        let (edits, run) = all.show();
        for device in &night.devices {
            let mut device = device.clone();
            device.hear(&all);
            let (facts, plans) = (&mut device.facts, &mut device.edits);
            // In another order than it came, and some of it twice.
            let again: Vec<Fact> =
                facts.iter().filter(|fact| twice >> (fact.id.seq.0 % 64) & 1 == 1).cloned().collect();
            facts.extend(again);
            facts.reverse();
            let turn = order.index(facts.len().max(1));
            facts.rotate_left(turn);
            plans.extend(plans.clone());
            plans.reverse();
            let (their_edits, their_run) = show(the_show(), plans, facts);
            prop_assert_eq!(&their_run, &run);
            prop_assert_eq!(&their_edits, &edits);
        }
        prop_assert_eq!(all.show(), (edits, run));
    }

    #[test]
    fn no_accepted_go_is_lost_and_none_counts_twice(script in script()) {
        let night = script.play();
        let all = night.everything();
        for device in night.devices.iter().chain([&all]) {
            let mut said = goes(&device.facts);
            said.sort_unstable();
            prop_assert_eq!(accounted(&device.run()), said);
        }
        prop_assert!(all.run().waiting.is_empty(), "with everything known nothing waits");
        prop_assert!(all.run().no_advance.is_empty(), "a guard lets nobody press who does not call");
    }

    #[test]
    fn the_run_is_the_line_of_the_greater_call_whatever_the_clocks_say(script in script()) {
        let night = script.play();
        let all = night.everything();
        let (edits, run) = all.show();
        let weights = weights(&edits.plan, &all.facts);
        let greatest = weights.values().max();
        let held = run.call.as_ref().and_then(|call| weights.get(&call.id));
        prop_assert_eq!(held, greatest, "the greatest call is the one that counts");
        let decided_by_hand = |fact: &Fact| matches!(fact.action, Action::AdoptLane { .. } | Action::Ungo { .. });
        if !all.facts.iter().any(decided_by_hand) {
            for (lane, instead) in branches(&run, &all.facts, &weights) {
                prop_assert!(lane <= instead, "{lane:?} is a lane beside {instead:?}");
            }
        }
    }

    #[test]
    fn a_life_is_told_in_spans_that_do_not_overlap(script in script()) {
        let run = script.play().everything().run();
        for instance in run.lanes.iter().flat_map(|lane| &lane.line).chain(&run.line) {
            let spans = &instance.pauses;
            prop_assert!(spans.windows(2).all(|pair| pair[0].1.is_some_and(|until| until < pair[1].0)), "{spans:?}");
            prop_assert!(spans.iter().all(|(from, _)| *from >= instance.started), "{spans:?}");
            let over = |(_, until): &(_, Option<_>)| instance.ended.is_some() && *until > instance.ended;
            prop_assert!(!spans.iter().any(over), "{spans:?}");
        }
    }
}
