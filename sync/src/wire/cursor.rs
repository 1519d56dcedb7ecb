//! The one thing that a device reads in a cursor of the central store: how far it is.

/// The number of the change up to which a cursor leads, to tell which of two is farther; `None` for the empty one, and for
/// a form that this program does not know.
#[must_use]
pub(crate) fn reached(cursor: &str) -> Option<u64> {
    cursor.split_once('.')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_says_how_far_it_is() {
        assert_eq!(reached("12.9./14.6f1e"), Some(12));
        assert_eq!(reached("7.6.0f-1/9.6f1e"), Some(7));
        assert_eq!((reached(""), reached("12"), reached("x.9./1.0")), (None, None, None));
    }
}
