//! When a code in the picture is presented anew, and when it is still the same presentation.

use std::collections::HashMap;
use std::time::Duration;

/// The two times that must both have passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RearmTimes {
    /// Since the code was last let through.
    pub again_after: Duration,
    /// Since the code was last in the picture.
    pub absent_for: Duration,
}

impl Default for RearmTimes {
    /// Two seconds: nobody hands over a phone and has it back sooner. 400 ms out of the picture: longer than a code
    /// stays unread while a hand shakes.
    fn default() -> Self {
        Self { again_after: Duration::from_secs(2), absent_for: Duration::from_millis(400) }
    }
}

/// Lets each code through once per presentation.
///
/// Absence is what pictures showed: while none is looked at, nothing leaves. Times are those of the pictures.
#[derive(Debug)]
pub struct Rearm {
    times: RearmTimes,
    known: HashMap<Box<str>, Presentation>,
}

#[derive(Debug)]
struct Presentation {
    accepted: Duration,
    seen: Duration,
    absent_since: Option<Duration>,
}

impl Rearm {
    /// Codes remembered at a time. A picture holds a few; more than these come only from an attempt to fill it up,
    /// and then the one unseen for longest is forgotten.
    pub const MOST: usize = 64;

    /// A filter that knows no code yet.
    #[must_use]
    pub fn new(times: RearmTimes) -> Self {
        Self { times, known: HashMap::new() }
    }

    /// Takes what the picture of time `at` showed, and gives those of its codes that are presented anew, in order.
    pub fn observe<'t>(&mut self, at: Duration, texts: &[&'t str]) -> Vec<&'t str> {
        for (text, known) in &mut self.known {
            if !texts.contains(&&**text) {
                known.absent_since.get_or_insert(at);
            }
        }
        let times = self.times;
        self.known.retain(|_, known| !known.is_over(at, times));
        texts.iter().copied().filter(|text| self.admit(at, text)).collect()
    }

    fn admit(&mut self, at: Duration, text: &str) -> bool {
        if let Some(known) = self.known.get_mut(text) {
            // One that left and came back before its time stays the presentation it was.
            (known.seen, known.absent_since) = (at, None);
            return false;
        }
        if self.known.len() >= Self::MOST {
            self.forget_one();
        }
        self.known.insert(text.into(), Presentation { accepted: at, seen: at, absent_since: None });
        true
    }

    fn forget_one(&mut self) {
        let oldest = self.known.iter().min_by_key(|(_, known)| known.seen).map(|(text, _)| text.clone());
        if let Some(oldest) = oldest {
            self.known.remove(&oldest);
        }
    }
}

impl Presentation {
    fn is_over(&self, at: Duration, times: RearmTimes) -> bool {
        let left = self.absent_since.is_some_and(|since| at.saturating_sub(since) >= times.absent_for);
        left && at.saturating_sub(self.accepted) >= times.again_after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds frames of (milliseconds, codes) and gives the times and codes that came through.
    fn check(frames: &[(u64, &[&'static str])], expected: &[(u64, &str)]) {
        let mut rearm = Rearm::new(RearmTimes::default());
        let mut through = Vec::new();
        for (at, texts) in frames {
            let new = rearm.observe(Duration::from_millis(*at), texts);
            through.extend(new.into_iter().map(|text| (*at, text)));
        }
        assert_eq!(through, expected, "{frames:?}");
    }

    #[test]
    fn a_code_held_in_the_picture_is_scanned_once() {
        let frames: Vec<(u64, &[&str])> = (0..100).map(|n| (n * 100, &["A"][..])).collect();
        check(&frames, &[(0, "A")]);
    }

    #[test]
    fn a_code_must_be_gone_long_enough_and_scanned_long_enough_ago() {
        check(&[(0, &["A"]), (100, &[]), (600, &["A"])], &[(0, "A")]);
        check(&[(0, &["A"]), (1900, &["A"]), (2000, &[]), (2300, &["A"])], &[(0, "A")]);
        check(&[(0, &["A"]), (100, &[]), (2000, &["A"])], &[(0, "A"), (2000, "A")]);
        check(&[(0, &["A"]), (1900, &["A"]), (2000, &[]), (2400, &["A"])], &[(0, "A"), (2400, "A")]);
    }

    #[test]
    fn time_without_pictures_is_not_absence() {
        check(&[(0, &["A"]), (9000, &["A"])], &[(0, "A")]);
    }

    #[test]
    fn a_flicker_does_not_start_a_new_presentation() {
        check(&[(0, &["A"]), (2500, &[]), (2600, &["A"]), (3000, &[]), (3300, &["A"])], &[(0, "A")]);
    }

    #[test]
    fn several_codes_are_followed_each_for_itself() {
        check(
            &[(0, &["A", "B"]), (100, &["B", "C"]), (2100, &["A", "B"]), (2200, &["C"])],
            &[(0, "A"), (0, "B"), (100, "C"), (2100, "A")],
        );
    }

    #[test]
    fn memory_is_bounded() {
        let mut rearm = Rearm::new(RearmTimes::default());
        for n in 0..1_000_u64 {
            let text = n.to_string();
            assert_eq!(rearm.observe(Duration::from_millis(n), &[&text]), [&text]);
            assert!(rearm.known.len() <= Rearm::MOST);
        }
    }
}
