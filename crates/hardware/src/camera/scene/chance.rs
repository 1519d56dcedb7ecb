//! Chances that repeat: a small generator, seeded by the scene and by what it is for.

/// Draws numbers. Good enough for looks, and for nothing else.
pub(super) struct Chance(u64);

impl Chance {
    /// The chances of `purpose` in the scene of `seed`.
    pub(super) fn new(seed: u64, purpose: u64) -> Self {
        let mut chance = Self(seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        chance.0 = chance.bits();
        chance
    }

    /// 64 bits, by the SplitMix64 step.
    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `from` up to `to`.
    pub(super) fn between(&mut self, from: f32, to: f32) -> f32 {
        let unit = (self.bits() >> 40) as f32 / (1_u64 << 24) as f32;
        from + (to - from) * unit
    }

    /// True in `share` of all draws.
    pub(super) fn one_in(&mut self, share: f32) -> bool {
        self.between(0.0, 1.0) < share
    }
}
