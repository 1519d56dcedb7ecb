//! Ids for a whole import, in the order of its rows.

use gatehouse_core::ids::CredentialId;
use gatehouse_core::time::WallMs;

/// Makes ids that sort in the order of their making, which keeps the inserts sequential.
///
/// A count takes the upper half of an id's random part; the lower half is drawn once, and tells imports apart that
/// begin in the same millisecond.
#[derive(Debug)]
pub(super) struct Ids {
    at: WallMs,
    random: [u8; 10],
    count: u32,
}

impl Ids {
    pub(super) const fn new(at: WallMs, random: [u8; 10]) -> Self {
        Self { at, random, count: 0 }
    }

    /// The next id. There are four thousand million; no file of the size that is taken has as many rows.
    pub(super) fn next_id(&mut self) -> CredentialId {
        let [a, b, c, d] = self.count.to_be_bytes();
        let mut random = self.random;
        // The version takes the upper half of the first byte, the variant the upper quarter of the third.
        random[0] = a >> 4;
        random[1] = a << 4 | b >> 4;
        random[2] = (b & 0x0f) << 2 | c >> 6;
        random[3] = c << 2 | d >> 6;
        random[4] = d << 2 | (random[4] & 0x03);
        self.count = self.count.wrapping_add(1);
        CredentialId::ordered(self.at, random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_in_the_order_of_their_making() {
        let mut counts: Vec<u32> =
            (1..32).flat_map(|bit| [(1 << bit) - 1, 1 << bit, (1 << bit) + 1]).collect();
        counts.sort_unstable();
        counts.dedup();
        let id = |count| Ids { count, ..Ids::new(WallMs(1_786_683_600_000), [0xff; 10]) }.next_id();
        assert!(counts.is_sorted_by(|&a, &b| id(a) < id(b)));
        let mut ids = Ids::new(WallMs(0), [0; 10]);
        assert!(ids.next_id() < ids.next_id());
    }

    #[test]
    fn imports_of_one_millisecond_do_not_share_ids() {
        let first = |random| Ids::new(WallMs(1), random).next_id();
        assert_ne!(first([1; 10]), first([2; 10]));
    }
}
