//! Back under the curfew: the smallest set of cues to drop or to trim to their minimum.
//!
//! **What is smallest.** A cue is left alone, trimmed to its minimum, or dropped; there are no halves, because a minimum is
//! agreed with whoever is on stage and "a bit shorter" is not. Sets are compared by an [`Aim`]. The first one is what a
//! stage manager would choose: fewest cues dropped, then fewest cues touched, then least programme taken away, then, from
//! the first cue on, the set that leaves the earlier cue alone (trims it rather than drops it), so that what is decided now
//! can still be taken back for longest.
//!
//! **What a cut wins.** The cues follow each other; a cue with a time of its own never starts before it. So of all that was
//! won before such a cue only as much counts as the cue is late; while it waits for its time, nothing counts. A cue that
//! counts to its planned end is one that takes no time itself and is followed by a wait for that end. [`Later::late_ms`]
//! says all of this. A cue that is dropped holds nothing up, and what would have been waited for it is won too.
//!
//! **Why it is exact.** Going through the cues from the last to the first, the program keeps for every amount won before a cue
//! the least cost of the rest of the evening: a list of steps (so much must have been won before; then the rest costs so
//! much), of which those that ask for more and cost no less are left out. Costs add up and are compared as a whole, so what is
//! best from a cue on does not depend on how the amount before it was won, and no set is overlooked. Milliseconds are
//! never rounded. There are at most as many steps as amounts that can be won: with durations in whole seconds and an
//! overrun below [`STEPS`] seconds the answer is the smallest. Beyond that neighbouring steps are merged into the one that
//! asks for less: an answer may then take a little more than it must, but never wins less than is needed, and the first two
//! proposals never count more cues than they must.

use super::change::{Change, Field};
use crate::ids::EntryId;

/// A cue that is still to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    /// Which cue.
    pub cue: EntryId,
    /// How long it is planned to take, in milliseconds; 0 when it counts to its planned end.
    pub duration_ms: u64,
    /// What it can be trimmed to, in milliseconds.
    pub min_ms: Option<u64>,
    /// It may be dropped.
    pub cuttable: bool,
    /// By how much the projected end of the cue before it lies behind the time that holds it: its own start, the
    /// earliest of its window or the planned end that it counts to, the latest of them. Negative while it will be waited
    /// for. `None` when nothing holds it.
    pub late_ms: Option<i64>,
}

/// What is done to a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It is left out.
    Drop {
        /// Which cue.
        cue: EntryId,
        /// How long it would have taken, in milliseconds, without what is waited for it.
        takes_ms: u64,
    },
    /// It is trimmed to its minimum.
    Trim {
        /// Which cue.
        cue: EntryId,
        /// How much shorter it becomes, in milliseconds.
        takes_ms: u64,
        /// How long it takes then, in milliseconds.
        to_ms: u64,
    },
}

/// A set of cuts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What is done, in the order of the cues.
    pub cuts: Vec<Cut>,
    /// How much earlier the show ends, in milliseconds.
    pub won_ms: u64,
}

/// What can be done about an overrun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// The show ends in time.
    NotNeeded,
    /// Any of these suffices; the first is the smallest by [`Aim::Drops`]. They differ, and there are at most three.
    Proposals(Vec<Proposal>),
    /// All that may be cut does not suffice; this wins as much as can be won.
    NotEnough(Proposal),
}

/// By what sets of cuts are compared, before the order of the cues decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Fewest cues dropped, then fewest touched, then least taken.
    Drops,
    /// Fewest cues touched, then fewest dropped, then least taken.
    Touched,
    /// Least programme taken away, then fewest cues dropped, then fewest touched.
    Taken,
}

/// How many steps are kept apart before a cue.
pub const STEPS: usize = 4_096;

/// Finds what to cut so that the show ends `over_ms` earlier.
///
/// The cues are those that follow the live one and are not skipped, in their order.
#[must_use]
pub fn remedy(later: &[Later], over_ms: u64) -> Remedy {
    let over = signed(over_ms);
    if over == 0 {
        return Remedy::NotNeeded;
    }
    let chain: Vec<Link> = later.iter().map(Link::of).collect();
    let most = chain.iter().fold(0, |won, link| link.most(won));
    if most < over {
        return Remedy::NotEnough(solve(later, &chain, most, Aim::Drops));
    }
    let mut proposals: Vec<Proposal> = Vec::with_capacity(3);
    for aim in [Aim::Drops, Aim::Touched, Aim::Taken] {
        let proposal = solve(later, &chain, over, aim);
        if !proposals.contains(&proposal) {
            proposals.push(proposal);
        }
    }
    Remedy::Proposals(proposals)
}

impl Proposal {
    /// The changes of the plan that carry it out.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let change = |cut: &Cut| match *cut {
            Cut::Drop { cue, .. } => Change::Set { entry: cue, field: Field::Skip(true) },
            Cut::Trim { cue, to_ms, .. } => Change::Set { entry: cue, field: Field::Duration(to_ms) },
        };
        self.cuts.iter().map(change).collect()
    }
}

/// A cue as a link of the chain: what becomes of the time that was won before it. All in milliseconds.
#[derive(Debug, Clone, Copy)]
struct Link {
    /// Of what was won before it no more than this counts after it, unless it is dropped.
    passes: i64,
    /// What trimming wins; 0 when there is nothing to trim.
    trim: i64,
    /// What dropping takes from the programme, and what it wins; `None` when it must stay.
    drop: Option<(i64, i64)>,
}

impl Link {
    fn of(later: &Later) -> Self {
        let duration = signed(later.duration_ms);
        let trim = later.min_ms.map_or(0, |min| (duration - signed(min)).max(0));
        let wait = later.late_ms.map_or(0, |late| late.saturating_neg().clamp(0, LONGEST));
        Self {
            passes: later.late_ms.map_or(i64::MAX, |late| late.max(0)),
            trim,
            drop: later.cuttable.then_some((duration, duration + wait)),
        }
    }

    /// What `won` before this cue has become after it.
    fn after(&self, won: i64, choice: Choice) -> i64 {
        match choice {
            Choice::Keep => won.min(self.passes),
            Choice::Trim => won.min(self.passes) + self.trim,
            Choice::Drop => won + self.drop.map_or(0, |(_, wins)| wins),
        }
    }

    /// The most that can have been won after this cue.
    fn most(&self, won: i64) -> i64 {
        let trimmed = self.after(won, Choice::Trim);
        if self.drop.is_some() { trimmed.max(self.after(won, Choice::Drop)) } else { trimmed }
    }

    fn choices(&self) -> impl Iterator<Item = Choice> {
        let (trims, drops) = (self.trim > 0, self.drop.is_some());
        [(Choice::Keep, true), (Choice::Trim, trims), (Choice::Drop, drops)]
            .into_iter()
            .filter_map(|(choice, possible)| possible.then_some(choice))
    }

    /// The least that must have been won before this cue for `need` to be there after it.
    fn before(&self, need: i64, choice: Choice) -> Option<i64> {
        let gain = match choice {
            Choice::Keep => 0,
            Choice::Trim => self.trim,
            Choice::Drop => return Some((need - self.drop?.1).max(0)),
        };
        (need - gain <= self.passes).then_some((need - gain).max(0))
    }

    fn cost(&self, choice: Choice, aim: Aim) -> Cost {
        let (drops, touched, taken) = match choice {
            Choice::Keep => (0, 0, 0),
            Choice::Trim => (0, 1, self.trim),
            Choice::Drop => (1, 1, self.drop.map_or(0, |(takes, _)| takes)),
        };
        match aim {
            Aim::Drops => Cost(drops, touched, taken),
            Aim::Touched => Cost(touched, drops, taken),
            Aim::Taken => Cost(taken, drops, touched),
        }
    }
}

/// In the order in which they are preferred when all else is equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Keep,
    Trim,
    Drop,
}

/// What a set costs: compared from the left, as the aim has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost(i64, i64, i64);

impl Cost {
    const fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0, self.1 + other.1, self.2 + other.2)
    }
}

/// If so much was won before a cue, the rest of the evening costs so much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    need: i64,
    cost: Cost,
}

fn solve(later: &[Later], chain: &[Link], over: i64, aim: Aim) -> Proposal {
    let steps = steps(chain, over, aim);
    let (mut won, mut cuts) = (0, Vec::new());
    for ((later, link), rest) in later.iter().zip(chain).zip(&steps[1..]) {
        let total = |choice: &Choice| {
            let affordable = rest.partition_point(|step| step.need <= link.after(won, *choice));
            rest[..affordable].last().map(|step| step.cost.plus(link.cost(*choice, aim)))
        };
        // The first of the equals: that of the least intrusion.
        let priced = link.choices().filter_map(|choice| total(&choice).map(|cost| (cost, choice)));
        let choice = priced.min_by_key(|&(cost, _)| cost).map_or(Choice::Keep, |(_, choice)| choice);
        won = link.after(won, choice);
        cuts.extend(cut(later, link, choice));
    }
    Proposal { cuts, won_ms: won.unsigned_abs() }
}

fn cut(later: &Later, link: &Link, choice: Choice) -> Option<Cut> {
    match choice {
        Choice::Keep => None,
        Choice::Trim => {
            let takes_ms = link.trim.unsigned_abs();
            Some(Cut::Trim { cue: later.cue, takes_ms, to_ms: later.duration_ms - takes_ms })
        }
        Choice::Drop => Some(Cut::Drop { cue: later.cue, takes_ms: later.duration_ms }),
    }
}

/// The steps before each cue, and at last those after the end: those that ask for more cost less.
fn steps(chain: &[Link], over: i64, aim: Aim) -> Vec<Vec<Step>> {
    let mut reachable: Vec<i64> = Vec::with_capacity(chain.len());
    chain.iter().fold(0, |won, link| {
        reachable.push(won);
        link.most(won)
    });
    let mut all = vec![Vec::new(); chain.len() + 1];
    all[chain.len()] = vec![Step { need: over, cost: Cost(0, 0, 0) }];
    for (at, link) in chain.iter().enumerate().rev() {
        let mut steps = Vec::with_capacity(3 * all[at + 1].len());
        for choice in link.choices() {
            let cost = link.cost(choice, aim);
            let rest = all[at + 1].iter();
            let before = rest.filter_map(|step| {
                link.before(step.need, choice).map(|need| Step { need, cost: step.cost.plus(cost) })
            });
            steps.extend(before.filter(|step| step.need <= reachable[at]));
        }
        all[at] = thinned(undominated(steps), over, aim);
    }
    all
}

/// Leaves out the steps that ask for no less than another and cost no less.
fn undominated(mut steps: Vec<Step>) -> Vec<Step> {
    steps.sort_unstable();
    let mut kept: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        if kept.last().is_none_or(|last| step.cost < last.cost) {
            kept.push(step);
        }
    }
    kept
}

/// Of steps too many, those that ask for least in each of [`STEPS`] spans; where cues are counted before what is taken, for
/// each count, so that counts stay exact.
fn thinned(mut steps: Vec<Step>, over: i64, aim: Aim) -> Vec<Step> {
    if steps.len() > STEPS {
        let span = over / signed(STEPS as u64) + 1;
        steps.dedup_by_key(|Step { need, cost }| match aim {
            Aim::Drops | Aim::Touched => (*need / span, cost.0, cost.1),
            Aim::Taken => (*need / span, 0, 0),
        });
    }
    steps
}

/// Longer than any show, and far from where sums overflow.
const LONGEST: i64 = 1 << 40;

fn signed(ms: u64) -> i64 {
    i64::try_from(ms).map_or(LONGEST, |ms| ms.min(LONGEST))
}

#[cfg(test)]
mod tests;
