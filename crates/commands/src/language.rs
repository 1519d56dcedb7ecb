//! The two languages that files and paper speak.

/// In which language a file or a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// One of two texts that say the same.
    #[must_use]
    pub(crate) const fn pick(self, english: &'static str, spanish: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Spanish => spanish,
        }
    }

    /// What stands between two cells where spreadsheets speak this language.
    pub(crate) const fn delimiter(self) -> u8 {
        match self {
            Self::English => b',',
            Self::Spanish => b';',
        }
    }

    /// Yes, or nothing.
    pub(crate) const fn yes(self, is: bool) -> &'static str {
        if is { self.pick("yes", "sí") } else { "" }
    }
}
