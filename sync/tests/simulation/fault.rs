//! What may go wrong in a world, and how often each has.

use super::chance::Chance;

/// How often each kind of fault is injected, in a thousand calls, or seconds, of the kind that it happens to.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    pub(super) lost_request: u64,
    pub(super) lost_answer: u64,
    pub(super) duplicate: u64,
    pub(super) delay: u64,
    pub(super) trouble: u64,
    pub(super) contention: u64,
    pub(super) portal: u64,
    pub(super) truncated: u64,
    pub(super) refused: u64,
    pub(super) storage: u64,
    pub(super) partition: u64,
    pub(super) crash: u64,
    pub(super) clock: u64,
    pub(super) session: u64,
    pub(super) rollback: u64,
    pub(super) restore: u64,
    pub(super) revoke: u64,
}

/// The kinds of fault, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Fault {
    LostRequest,
    LostAnswer,
    Duplicate,
    Delay,
    Trouble,
    Contention,
    Portal,
    Truncated,
    Refused,
    Storage,
    Partition,
    Crash,
    ClockStep,
    SessionEnded,
    GateRestored,
    CentralRestored,
    Revoked,
}

impl Plan {
    /// Each kind is on in about half of the worlds, so that they meet in every combination. Either gates or the central
    /// store are restored from backups, never both in one world: together they can lose what both had acknowledged.
    pub(super) fn draw(chance: &mut Chance) -> Self {
        let mut some = |most: u64| if chance.permille(500) { chance.between(1, most) } else { 0 };
        let mut plan = Self {
            lost_request: some(150),
            lost_answer: some(150),
            duplicate: some(150),
            delay: some(200),
            trouble: some(150),
            contention: some(80),
            portal: some(100),
            truncated: some(80),
            refused: some(6),
            storage: some(60),
            partition: some(60),
            crash: some(40),
            clock: some(40),
            session: some(60),
            rollback: some(60),
            restore: some(50),
            revoke: some(15),
        };
        if chance.permille(500) {
            plan.rollback = 0;
            if plan.restore > 0 {
                plan.revoke = 0;
            }
        } else {
            plan.restore = 0;
        }
        plan
    }
}
