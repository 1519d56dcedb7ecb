//! Spans in which the time of an instance stands still.

use super::super::action::MOST_ADDED_MS;
use crate::time::WallMs;

/// A span of time; an open one goes on.
pub(super) type Span = (WallMs, Option<WallMs>);

/// What was done to the time of one instance.
#[derive(Debug, Clone, Default)]
pub(super) struct Timing {
    pauses: Vec<Span>,
    added_ms: i64,
}

impl Timing {
    /// Stops its time; once it stands still nothing more happens.
    pub(super) fn pause(&mut self, at: WallMs) {
        if self.pauses.last().is_none_or(|(_, until)| until.is_some()) {
            self.pauses.push((at, None));
        }
    }

    /// Lets its time go on.
    pub(super) fn resume(&mut self, at: WallMs) {
        if let Some((_, until @ None)) = self.pauses.last_mut() {
            *until = Some(at);
        }
    }

    /// Gives or takes time.
    pub(super) fn add(&mut self, by_ms: i64) {
        self.added_ms = self.added_ms.saturating_add(by_ms.clamp(-MOST_ADDED_MS, MOST_ADDED_MS));
    }

    pub(super) fn pauses(&self) -> &[Span] {
        &self.pauses
    }

    pub(super) fn added_ms(&self) -> i64 {
        self.added_ms
    }
}

/// The same time as spans in their order that neither touch nor overlap.
pub(super) fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|(from, _)| *from);
    let mut united: Vec<Span> = Vec::with_capacity(spans.len());
    for (from, until) in spans {
        match united.last_mut() {
            Some((_, last)) if last.is_none_or(|last| from <= last) => *last = later(*last, until),
            _ => united.push((from, until)),
        }
    }
    united
}

/// What lies within a life of pauses and of holds, as one list; the holds are united already.
pub(super) fn within(life: Span, pauses: &[Span], holds: &[Span]) -> Vec<Span> {
    let ahead = holds.partition_point(|(_, until)| until.is_some_and(|until| until <= life.0));
    let over = |from: WallMs| life.1.is_some_and(|ended| ended <= from);
    let held = holds[ahead..].iter().take_while(|(from, _)| !over(*from));
    united(pauses.iter().chain(held).filter_map(|span| common(life, *span)).collect())
}

fn later(one: Option<WallMs>, other: Option<WallMs>) -> Option<WallMs> {
    Some(one?.max(other?))
}

fn common(one: Span, other: Span) -> Option<Span> {
    let from = one.0.max(other.0);
    let until = match (one.1, other.1) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    until.is_none_or(|until| from < until).then_some((from, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, until: i64) -> Span {
        (WallMs(from), (until >= 0).then_some(WallMs(until)))
    }

    #[test]
    fn pauses_and_holds_are_one_list_within_the_life_of_an_instance() {
        let check = |life, pauses: &[Span], holds: &[Span], expected: &[Span]| {
            assert_eq!(within(life, pauses, holds), expected, "{life:?} {pauses:?} {holds:?}");
        };
        let open = span(100, -1);
        check(open, &[], &[], &[]);
        check(open, &[span(120, 130)], &[span(125, 140)], &[span(120, 140)]);
        check(open, &[span(120, 130), span(150, -1)], &[span(140, 160)], &[span(120, 130), span(140, -1)]);
        check(open, &[span(90, 110)], &[span(10, 20), span(95, 105)], &[span(100, 110)]);
        let closed = span(100, 200);
        check(closed, &[span(150, -1)], &[span(190, -1)], &[span(150, 200)]);
        check(closed, &[span(150, 150)], &[span(20, 100), span(200, 300)], &[]);
    }
}
