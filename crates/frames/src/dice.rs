//! Chance that can be repeated.

/// Numbers that look random and are the same for one seed, always.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The dice of `seed`.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// 64 bits, the upper ones better than the lower.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0
    }

    /// 0 to 1.
    pub fn roll(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// `low` to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + self.roll() * (high - low)
    }

    /// A whole number below `count`.
    pub const fn below(&mut self, count: usize) -> usize {
        ((self.bits() >> 33) as usize) % count
    }

    /// Bell-shaped around 0, standard deviation 1.
    pub fn bell(&mut self) -> f32 {
        // The sum of four draws has a variance of a third.
        ((0..4).map(|_| self.roll()).sum::<f32>() - 2.0) * 1.732
    }

    /// `yes` in `of` cases.
    pub const fn chance(&mut self, yes: usize, of: usize) -> bool {
        self.below(of) < yes
    }
}
