//! What came of one set of pictures with one reader.

use std::io::{self, Write};

use crate::Picture;
use crate::reader::Answer;

/// Counts and times.
#[derive(Default)]
pub(crate) struct Tally {
    /// Pictures of which every code was read.
    whole: usize,
    /// Codes read, of all that there were.
    codes: usize,
    of_codes: usize,
    /// Texts that no code of the picture says.
    wrong: usize,
    times_ms: Vec<f64>,
}

impl Tally {
    /// Takes an answer; `true` when every code was read.
    pub(crate) fn note(&mut self, picture: &Picture, answer: &Answer) -> bool {
        let read = picture.texts.iter().filter(|text| answer.texts.contains(text)).count();
        let whole = read == picture.texts.len();
        self.whole += usize::from(whole);
        self.codes += read;
        self.of_codes += picture.texts.len();
        self.wrong += answer.texts.iter().filter(|text| !picture.texts.contains(text)).count();
        self.times_ms.push(answer.took.as_secs_f64() * 1e3);
        whole
    }

    /// Writes one line of the table.
    pub(crate) fn report(&mut self, out: &mut impl Write, set: &str, reader: &str) -> io::Result<()> {
        self.times_ms.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = (self.times_ms.len() as f64 * share) as usize;
            self.times_ms.get(place.min(self.times_ms.len().saturating_sub(1))).copied().unwrap_or(0.0)
        };
        writeln!(
            out,
            "| {set:<24} | {reader:<10} | {:>5} of {:>5} | {:>5} of {:>5} | {:>3} | {:>7.2} | {:>7.2} | {:>7.2} |",
            self.whole,
            self.times_ms.len(),
            self.codes,
            self.of_codes,
            self.wrong,
            at(0.5),
            at(0.95),
            at(1.0)
        )?;
        out.flush()
    }
}

/// The head of the table.
pub(crate) fn head(out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "| {:<24} | {:<10} | {:>14} | {:>14} | {:>3} | {:>7} | {:>7} | {:>7} |",
        "set", "reader", "pictures", "codes", "wrong", "p50 ms", "p95 ms", "max ms"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|")
}
