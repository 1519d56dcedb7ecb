//! Fractional indexes: texts that sort by their bytes, between any two of which another one fits.
//!
//! Each is read as a fraction in base 62, without a last zero. Adding at either end makes one character more for every 61
//! entries; adding between the same two over and over makes one more for about every six.

/// The digits, in the order of their bytes.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const BASE: usize = DIGITS.len();

/// An index behind `a` and before `b`; `None` is the beginning or the end.
///
/// It never ends with the lowest digit. When `b` is not behind `a`, as two entries that were put in one place at once, the
/// index lies behind `a`; bytes that are no digits are read as the next lower one.
#[must_use]
pub fn between(a: Option<&str>, b: Option<&str>) -> String {
    let low = digits(a.unwrap_or_default());
    let high = b.map(digits).filter(|high| *high > low);
    let found = match high {
        None => behind(&low),
        Some(high) if low.is_empty() => before(&high),
        Some(high) => middle(&low, &high),
    };
    found.into_iter().filter_map(|digit| DIGITS.get(digit)).map(|byte| char::from(*byte)).collect()
}

/// The value of a text, without last zeroes.
fn digits(text: &str) -> Vec<usize> {
    let value = |byte: u8| DIGITS.partition_point(|digit| *digit <= byte).saturating_sub(1);
    let mut digits: Vec<usize> = text.bytes().map(value).collect();
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}

/// One more in the first place where that is possible.
fn behind(low: &[usize]) -> Vec<usize> {
    let full = low.iter().take_while(|digit| **digit == BASE - 1).count();
    let mut found = low[..full].to_vec();
    let fresh = if low.is_empty() { BASE / 2 } else { 1 };
    found.push(low.get(full).map_or(fresh, |digit| digit + 1));
    found
}

/// One less in the first place where that is possible; `high` is not empty and does not end with a zero.
fn before(high: &[usize]) -> Vec<usize> {
    let zeroes = high.iter().take_while(|digit| **digit == 0).count();
    let mut found = vec![0; zeroes];
    match high.get(zeroes) {
        Some(1) | None => found.extend([0, BASE - 1]),
        Some(digit) => found.push(digit - 1),
    }
    found
}

/// About half way; `high` lies behind `low`, and neither ends with a zero.
fn middle(low: &[usize], high: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut high = Some(high);
    for place in 0.. {
        let from = low.get(place).copied().unwrap_or(0);
        let to = high.map_or(BASE, |high| high.get(place).copied().unwrap_or(0));
        match to.saturating_sub(from) {
            0 => found.push(from),
            1 => {
                found.push(from);
                high = None;
            }
            gap => {
                found.push(from + gap / 2);
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn entries_added_at_either_end_keep_short_indexes() {
        let mut last = between(None, None);
        let mut first = last.clone();
        for _ in 0..500 {
            let (next, previous) = (between(Some(&last), None), between(None, Some(&first)));
            assert!(last < next && previous < first, "{last} {next} {previous} {first}");
            (last, first) = (next, previous);
        }
        assert!(last.len() < 12 && first.len() < 12, "{last} {first}");
    }

    #[test]
    fn two_entries_in_one_place_leave_room_behind_them() {
        assert!(between(Some("V"), Some("V")).as_str() > "V");
        assert!(between(Some("k"), Some("V")).as_str() > "k");
        assert!(between(Some("zz"), Some("")).as_str() > "zz");
    }

    fn index() -> impl Strategy<Value = String> {
        "[0-9A-Za-z]{0,5}[1-9A-Za-z]"
    }

    proptest! {
        #[test]
        fn another_index_fits_between_any_two(mut ends in [index(), index()], steps in any::<Vec<bool>>()) {
            ends.sort();
            prop_assume!(ends[0] != ends[1]);
            for step in steps {
                let found = between(Some(&ends[0]), Some(&ends[1]));
                prop_assert!(ends[0] < found && found < ends[1], "{ends:?} {found}");
                prop_assert!(!found.ends_with('0'), "{found}");
                ends[usize::from(step)] = found;
            }
        }

        #[test]
        fn an_index_fits_before_and_behind_every_other(index in index()) {
            let (before, behind) = (between(None, Some(&index)), between(Some(&index), None));
            prop_assert!(before < index && index < behind, "{before} {index} {behind}");
            prop_assert!(!before.ends_with('0') && !behind.ends_with('0') && !before.is_empty());
        }

        #[test]
        fn whatever_stands_in_a_record_an_index_comes_out(a in ".*", b in ".*") {
            let found = between(Some(&a), Some(&b));
            prop_assert!(!found.is_empty() && !found.ends_with('0'));
        }
    }
}
