//! Where answers and diagnostics go: answers to standard output, everything else to standard error.

use std::fmt;
use std::io::{self, Write};

use serde::Serialize;

/// How answers are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// For people, or as JSON.
    pub(crate) const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Writes one answer: a line of JSON, or words.
    ///
    /// The line is out when this returns, so that whoever reads along a pipe need not wait for the next one.
    pub(crate) fn answer(self, json: &impl Serialize, words: impl fmt::Display) -> io::Result<()> {
        let mut line = if self.json { serde_json::to_vec(json)? } else { words.to_string().into_bytes() };
        line.push(b'\n');
        let mut out = io::stdout().lock();
        out.write_all(&line)?;
        out.flush()
    }

    /// Writes words that only people want; JSON has them elsewhere.
    pub(crate) fn remark(self, words: impl fmt::Display) -> io::Result<()> {
        if self.json { Ok(()) } else { writeln!(io::stdout().lock(), "{words}") }
    }
}

/// Says something on standard error. Never personal data, codes or keys: this is what ends up in logs.
pub(crate) fn diagnose(words: impl fmt::Display) {
    // Where nobody can hear it, the exit status still tells.
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// Puts `, ` between what is there.
pub(crate) struct Listed<'a, T>(pub(crate) &'a [T]);

impl<T: fmt::Display> fmt::Display for Listed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(place, item)| {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{item}")
        })
    }
}
