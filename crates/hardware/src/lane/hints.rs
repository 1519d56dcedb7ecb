//! From a guess about every picture to advice that a person can follow.

use std::time::Duration;

use gatehouse_vision::Hint;

/// Gives a hint once codes have been visible but unread for a while, and takes it back.
#[derive(Debug)]
pub(super) struct Hints {
    after: Duration,
    /// Since when something is visible that cannot be read, and when it was last.
    trouble: Option<(Duration, Duration)>,
    shown: Option<Hint>,
}

/// Trouble that pauses for longer than this is over: the person has gone.
const PAUSE: Duration = Duration::from_millis(400);

impl Hints {
    pub(super) fn new(after: Duration) -> Self {
        Self { after, trouble: None, shown: None }
    }

    /// Takes what the picture of time `at` showed, and gives what to show from now on when that changes.
    pub(super) fn observe(&mut self, at: Duration, read: bool, hint: Option<Hint>) -> Option<Option<Hint>> {
        self.trouble = match (self.trouble, hint) {
            _ if read => None,
            (Some((_, last)), None) if at.saturating_sub(last) > PAUSE => None,
            (Some((since, last)), Some(_)) if at.saturating_sub(last) <= PAUSE => Some((since, at)),
            (_, Some(_)) => Some((at, at)),
            (trouble, None) => trouble,
        };
        let show = match self.trouble {
            None => None,
            // The first reason stays while the trouble lasts: advice that changes with every picture helps nobody.
            Some((since, _)) if at.saturating_sub(since) >= self.after => self.shown.or(hint),
            Some(_) => None,
        };
        (show != self.shown).then(|| {
            self.shown = show;
            show
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DARK: Option<Hint> = Some(Hint::TooDark);
    const GLARE: Option<Hint> = Some(Hint::Glare);

    /// Feeds frames of (milliseconds, read, hint) and gives the times at which the advice changed.
    fn check(frames: &[(u64, bool, Option<Hint>)], expected: &[(u64, Option<Hint>)]) {
        let mut hints = Hints::new(Duration::from_secs(1));
        let mut changes = Vec::new();
        for (at, read, hint) in frames {
            let change = hints.observe(Duration::from_millis(*at), *read, *hint);
            changes.extend(change.map(|hint| (*at, hint)));
        }
        assert_eq!(changes, expected, "{frames:?}");
    }

    #[test]
    fn a_hint_comes_after_a_second_and_goes_with_the_read() {
        let mut frames: Vec<_> = (0..=12).map(|n| (n * 100, false, DARK)).collect();
        frames.push((1300, true, None));
        check(&frames, &[(1000, DARK), (1300, None)]);
    }

    #[test]
    fn a_code_that_is_read_sooner_needs_no_hint() {
        check(&[(0, false, DARK), (300, false, DARK), (600, true, None), (1000, false, DARK)], &[]);
    }

    #[test]
    fn advice_stays_the_same_while_the_trouble_lasts() {
        let frames: Vec<_> = (0..30).map(|n| (n * 100, false, if n < 15 { DARK } else { GLARE })).collect();
        check(&frames, &[(1000, DARK)]);
    }

    #[test]
    fn advice_ends_when_the_person_has_gone() {
        let mut frames: Vec<_> = (0..=10).map(|n| (n * 100, false, GLARE)).collect();
        frames.extend((11..20).map(|n| (n * 100, false, None)));
        check(&frames, &[(1000, GLARE), (1500, None)]);
    }

    #[test]
    fn trouble_that_pauses_starts_afresh() {
        check(&[(0, false, DARK), (800, false, DARK), (1100, false, DARK), (1400, false, DARK)], &[]);
    }
}
