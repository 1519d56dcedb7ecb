//! A scanner's burst of keys, told from a person's typing by its speed.

use super::{BURST_MAX_GAP_MS, BURST_MEAN_GAP_MS, BURST_MIN_CHARS, LINE_MAX_CHARS};

/// What is known after a key.
#[derive(Clone, PartialEq, Eq)]
pub enum Keys {
    /// It may still become a scan: keep the key from buttons and fields until the next answer.
    Undecided,
    /// A person typed it; what was kept back belongs to wherever the person was typing.
    Typed,
    /// A scanner typed this, and ended it.
    Scan(String),
}

impl std::fmt::Debug for Keys {
    /// Leaves the text out: it may be a ticket.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Undecided => f.write_str("Undecided"),
            Self::Typed => f.write_str("Typed"),
            Self::Scan(text) => write!(f, "Scan({} bytes)", text.len()),
        }
    }
}

/// Follows the keys of one keyboard.
#[derive(Default)]
pub struct Burst {
    text: String,
    chars: usize,
    first_ms: u64,
    last_ms: u64,
}

impl Burst {
    /// Follows a keyboard on which nothing was typed yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the key `key`, pressed at `at_ms` by any clock that only grows. ENTER is `'\r'` or `'\n'`, TAB `'\t'`.
    pub fn press(&mut self, key: char, at_ms: u64) -> Keys {
        let paused = self.chars > 0 && at_ms.saturating_sub(self.last_ms) > BURST_MAX_GAP_MS;
        if paused {
            self.clear();
        }
        if matches!(key, '\r' | '\n' | '\t') {
            let scan = self.is_scan();
            let text = std::mem::take(&mut self.text);
            self.clear();
            return if scan { Keys::Scan(text) } else { Keys::Typed };
        }
        if self.chars == 0 {
            self.first_ms = at_ms;
        }
        self.last_ms = at_ms.max(self.first_ms);
        self.text.push(key);
        self.chars += 1;
        if self.chars > LINE_MAX_CHARS {
            self.clear();
            return Keys::Typed;
        }
        if self.is_too_slow() { Keys::Typed } else { Keys::Undecided }
    }

    /// Enough keys, fast enough, up to now.
    fn is_scan(&self) -> bool {
        self.chars >= BURST_MIN_CHARS && !self.is_too_slow()
    }

    fn is_too_slow(&self) -> bool {
        let gaps = self.chars.saturating_sub(1) as u64;
        gaps > 0 && self.last_ms - self.first_ms >= BURST_MEAN_GAP_MS * gaps
    }

    fn clear(&mut self) {
        self.text.clear();
        self.chars = 0;
    }
}

impl std::fmt::Debug for Burst {
    /// Leaves the text out: it may be a ticket.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Burst").field("chars", &self.chars).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types `text` with `gap_ms` between two keys, beginning at `start_ms`, and gives the answer to the last key.
    fn types(burst: &mut Burst, text: &str, start_ms: u64, gap_ms: u64) -> Keys {
        let mut last = Keys::Typed;
        for (n, key) in text.chars().enumerate() {
            last = burst.press(key, start_ms + gap_ms * n as u64);
        }
        last
    }

    #[test]
    fn speed_length_and_ending_make_a_scan() {
        let scan = |text: &str| Keys::Scan(text.to_owned());
        let check = |text, gap_ms, expected| {
            assert_eq!(types(&mut Burst::new(), text, 1_000, gap_ms), expected, "{text:?} at {gap_ms} ms");
        };
        check("ABCDEF\r", 5, scan("ABCDEF"));
        check("ABCDEF\n", 20, scan("ABCDEF"));
        check("ABCDEF\t", 34, scan("ABCDEF"));
        check("GH1:ÄÖ\r", 0, scan("GH1:ÄÖ"));
        check("ABCDEF\r", 35, Keys::Typed);
        check("ABCDE\r", 5, Keys::Typed);
        check("ABCDEFGHIJ\r", 80, Keys::Typed);
        check("ABCDEFGHIJ\r", 150, Keys::Typed);
        check("ABCDEF", 5, Keys::Undecided);
        check("\r", 5, Keys::Typed);
    }

    #[test]
    fn a_pause_separates_typing_from_the_scan_that_follows() {
        let mut burst = Burst::new();
        assert_eq!(types(&mut burst, "smi", 0, 90), Keys::Typed);
        assert_eq!(types(&mut burst, "TICKET-1\r", 1_000, 5), Keys::Scan("TICKET-1".into()));
    }

    #[test]
    fn one_scan_after_another_is_two_scans() {
        let mut burst = Burst::new();
        assert_eq!(types(&mut burst, "TICKET-1\r", 0, 5), Keys::Scan("TICKET-1".into()));
        assert_eq!(types(&mut burst, "TICKET-2\r", 45, 5), Keys::Scan("TICKET-2".into()));
        assert_eq!(burst.press('\n', 92), Keys::Typed, "the second half of CR LF is no scan");
    }

    #[test]
    fn one_slow_key_does_not_spoil_a_scan() {
        let mut burst = Burst::new();
        assert_eq!(types(&mut burst, "TICK", 0, 5), Keys::Undecided);
        assert_eq!(types(&mut burst, "ET-1\r", 80, 5), Keys::Scan("TICKET-1".into()));
    }

    #[test]
    fn a_late_ending_is_typing() {
        let mut burst = Burst::new();
        assert_eq!(types(&mut burst, "TICKET-1", 0, 5), Keys::Undecided);
        assert_eq!(burst.press('\r', 35 + BURST_MAX_GAP_MS + 1), Keys::Typed);
    }

    #[test]
    fn endless_keys_are_bounded() {
        let mut burst = Burst::new();
        let last = types(&mut burst, &"A".repeat(LINE_MAX_CHARS + 1), 0, 1);
        assert_eq!((last, burst.chars), (Keys::Typed, 0));
    }

    #[test]
    fn a_clock_that_steps_back_does_no_harm() {
        let mut burst = Burst::new();
        assert_eq!(types(&mut burst, "ABCDEF", 1_000, 5), Keys::Undecided);
        assert_eq!(burst.press('G', 3), Keys::Undecided);
        assert_eq!(burst.press('\r', 4), Keys::Scan("ABCDEFG".into()));
    }
}
