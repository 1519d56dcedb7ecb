//! How much goes into one upload: grows step by step while it works, halves when it takes too long.

use super::Tuning;

/// The size of the next upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) records: u32,
    pub(super) bytes: usize,
}

impl Batch {
    /// Begins in the middle: a good link gets to the most in three uploads, a bad one gets through with the first.
    pub(super) fn new(tuning: &Tuning) -> Self {
        Self { records: (tuning.batch_records / 4).max(1), bytes: (tuning.batch_bytes / 4).max(1) }
    }

    /// A full upload arrived.
    pub(super) fn grow(&mut self, tuning: &Tuning) {
        self.records = (self.records + (tuning.batch_records / 4).max(1)).min(tuning.batch_records);
        self.bytes = (self.bytes + (tuning.batch_bytes / 4).max(1)).min(tuning.batch_bytes);
    }

    /// An upload took too long, or was too large for somebody in between.
    pub(super) fn halve(&mut self) {
        self.records = (self.records / 2).max(1);
        self.bytes = (self.bytes / 2).max(4 * 1024);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stays_between_one_record_and_the_most() {
        let tuning = Tuning::default();
        let mut batch = Batch::new(&tuning);
        for _ in 0..20 {
            batch.grow(&tuning);
        }
        assert_eq!(batch, Batch { records: 500, bytes: 256 * 1024 });
        for _ in 0..20 {
            batch.halve();
        }
        assert_eq!(batch, Batch { records: 1, bytes: 4 * 1024 });
    }
}
