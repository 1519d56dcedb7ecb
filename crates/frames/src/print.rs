//! A code, ready to be drawn.

use qrcode::{Color, EcLevel, QrCode, Version};

/// The modules of one code and the greys they are printed in.
#[derive(Debug, Clone)]
pub struct Print {
    modules: Vec<bool>,
    /// Modules to a side.
    pub size: usize,
    /// Grey of a dark module.
    pub dark: f32,
    /// Grey of a light module and of the quiet zone.
    pub light: f32,
}

impl Print {
    /// The smallest version that holds `text` at level M.
    ///
    /// # Panics
    /// When no version does.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test whose text fits no code is wrong")]
    pub fn new(text: &str) -> Self {
        Self::of(&QrCode::with_error_correction_level(text, EcLevel::M).expect("the text fits"))
    }

    /// A given version, level M.
    ///
    /// # Panics
    /// When `text` does not fit into it.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test whose text fits no code is wrong")]
    pub fn version(version: i16, text: &str) -> Self {
        Self::of(&QrCode::with_version(text, Version::Normal(version), EcLevel::M).expect("the text fits"))
    }

    fn of(code: &QrCode) -> Self {
        let modules = code.to_colors().iter().map(|c| *c == Color::Dark).collect();
        Self { modules, size: code.width(), dark: 25.0, light: 225.0 }
    }

    /// The same code in other greys.
    #[must_use]
    pub fn greys(self, dark: f32, light: f32) -> Self {
        Self { dark, light, ..self }
    }

    /// The same code seen in a mirror.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let n = self.size;
        let modules = (0..n * n).map(|i| self.modules[(i / n) * n + n - 1 - i % n]).collect();
        Self { modules, ..self }
    }

    /// The grey at (`u`, `v`) modules from the top left; light around the code.
    #[must_use]
    pub fn grey(&self, u: f32, v: f32) -> f32 {
        let n = self.size as f32;
        let inside = u >= 0.0 && v >= 0.0 && u < n && v < n;
        let dark = inside && self.modules.get(v as usize * self.size + u as usize) == Some(&true);
        if dark { self.dark } else { self.light }
    }
}
