//! The engine's numbers, in one place.

/// The engine's numbers. Times in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tuning {
    /// Most records in one upload.
    pub batch_records: u32,
    /// Most bytes of records in one upload.
    pub batch_bytes: usize,
    /// Most records that a pull asks for.
    pub pull_rows: u32,
    /// Most documents that a pull of master data asks for.
    pub master_rows: u32,
    /// How often records and master data are looked for while connected.
    pub poll_ms: u64,
    /// How often a heartbeat is sent.
    pub heartbeat_ms: u64,
    /// What the growing delay after a failure starts from.
    pub backoff_first_ms: u64,
    /// The longest delay after a failure.
    pub backoff_most_ms: u64,
    /// How long after it parked the engine looks whether things have changed.
    pub probe_ms: u64,
    /// How long records may wait without progress before a new connection is made.
    pub stalled_ms: u64,
    /// And before it is an alarm.
    pub alarm_ms: u64,
    /// How long a log that does not verify is left alone at first; doubled each time.
    pub quarantine_ms: u64,
    /// A planted bug, to prove that the simulation catches it.
    #[cfg(test)]
    pub(crate) mutant: Option<Mutant>,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            batch_records: 500,
            batch_bytes: 256 * 1024,
            pull_rows: 500,
            master_rows: 1_000,
            poll_ms: 2_000,
            heartbeat_ms: 15_000,
            backoff_first_ms: 500,
            backoff_most_ms: crate::answer::LONGEST_PAUSE_MS,
            probe_ms: 10 * 60 * 1000,
            stalled_ms: 30_000,
            alarm_ms: 120_000,
            quarantine_ms: 30_000,
            #[cfg(test)]
            mutant: None,
        }
    }
}

impl Tuning {
    /// Whether a bug is planted; never outside this package's own tests.
    #[cfg(test)]
    pub(super) fn has(&self, mutant: Mutant) -> bool {
        self.mutant == Some(mutant)
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "the tests' version looks at the tuning")]
    pub(super) const fn has(&self, _: Mutant) -> bool {
        false
    }
}

/// Bugs that somebody might write here. The simulation plants each and must notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mutant {
    /// The cursor moves when records are sent, not when they are acknowledged.
    AcknowledgesWhatItSends,
    /// A log's place in the vector is the highest number heard of, not the highest without a hole.
    VectorIsHighest,
    /// Delays grow without end, and nothing resets them.
    BackoffNeverResets,
    /// A central store that was restored is not believed to lack anything.
    GapIsIgnored,
    /// A fork, or an author that is frozen, is taken for something that passes.
    NeverBecomesAnother,
    /// A session that cannot be refreshed is refreshed for ever.
    NeverSignsInAgain,
    /// A new author tells nothing again.
    RecoversNothing,
}
