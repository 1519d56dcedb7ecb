//! The one place that asks the operating system for randomness.
//!
//! Whoever needs random bytes takes a closure and is handed [`fill`] at the edge of the program; tests hand in bytes
//! that repeat.

/// Fills `bytes` with randomness from the operating system, fit for keys.
///
/// A machine that cannot give any must not go on to make predictable keys: the process ends.
#[expect(clippy::disallowed_methods, reason = "this is the one place that the ban points to")]
pub fn fill(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        let (mut first, mut second) = ([0; 32], [0; 32]);
        fill(&mut first);
        fill(&mut second);
        assert_ne!(first, second);
    }
}
