//! What makes a row the same row next time: its own reference, or a name made from what is in it.
//!
//! A file without references can be imported again all the same: its rows are named after order code, name, e-mail
//! address and product, and counted where several say the same. Whoever corrects one of these in such a file makes a
//! new credential and leaves the old one; a column of references does not have this trouble.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use gatehouse_core::ids::ProductNo;
use sha2::{Digest, Sha256};

/// The references of one file so far, in about 20 bytes each.
///
/// It remembers keyed 64-bit hashes, not texts: among a million rows two would be taken for one about once in forty
/// million files.
#[derive(Default)]
pub(super) struct References {
    seen: HashSet<u64>,
    repeats: HashMap<u64, u32>,
    hasher: RandomState,
}

/// What names a row that brings no reference.
pub(super) struct Traits<'a> {
    pub(super) order_code: Option<&'a str>,
    pub(super) name: &'a str,
    pub(super) email: Option<&'a str>,
    pub(super) product: ProductNo,
}

impl References {
    /// Notes a reference; false when the file had it before.
    pub(super) fn note(&mut self, reference: &str) -> bool {
        self.seen.insert(self.hasher.hash_one(reference))
    }

    /// Makes a reference from a row's traits, another one for each row with the same traits, and notes it.
    pub(super) fn make(&mut self, traits: &Traits<'_>) -> String {
        let base = traits.digest();
        let first = format!("auto-{base:032x}");
        if self.note(&first) {
            return first;
        }
        let key = self.hasher.hash_one(base);
        loop {
            let repeat = self.repeats.entry(key).or_insert(1);
            *repeat += 1;
            let reference = format!("{first}-{repeat}");
            if self.note(&reference) {
                return reference;
            }
        }
    }
}

impl Traits<'_> {
    /// The first 128 bits of their hash.
    fn digest(&self) -> u128 {
        let mut hash = Sha256::new();
        for part in [self.order_code.unwrap_or_default(), self.name, self.email.unwrap_or_default()] {
            hash.update(part.as_bytes());
            // No text holds this byte, so that parts cannot run into each other.
            hash.update([0xff]);
        }
        hash.update(self.product.0.to_be_bytes());
        hash.finalize().iter().take(16).fold(0, |digest, &byte| digest << 8 | u128::from(byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: Traits<'_> = Traits {
        order_code: Some("AB1"),
        name: "Ana",
        email: Some("ana@example.org"),
        product: ProductNo(1),
    };

    #[test]
    fn a_reference_is_new_once() {
        let mut references = References::default();
        assert!(references.note("A-1"));
        assert!(references.note("A-2"));
        assert!(!references.note("A-1"));
    }

    #[test]
    fn equal_rows_are_counted_and_get_the_same_names_next_time() {
        let make = || {
            let mut references = References::default();
            [0; 3].map(|_| references.make(&ANA))
        };
        let [one, two, three] = make();
        assert_eq!(make(), [one.clone(), two.clone(), three.clone()]);
        assert_eq!(two, format!("{one}-2"));
        assert_eq!(three, format!("{one}-3"));
    }

    #[test]
    fn made_references_stay_the_same_in_every_version() {
        assert_eq!(References::default().make(&ANA), "auto-f0ede3af029fafc4f19bd09d4ca6a2c7");
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let make = |order_code, name| {
            References::default().make(&Traits { order_code, name, email: None, product: ProductNo(1) })
        };
        assert_ne!(make(Some("A"), "BC"), make(Some("AB"), "C"));
        assert_ne!(make(None, "A"), make(Some("A"), ""));
    }

    #[test]
    fn a_made_reference_never_equals_one_of_the_file() {
        let mut references = References::default();
        let made = References::default().make(&ANA);
        assert!(references.note(&made));
        assert_ne!(references.make(&ANA), made);
    }

    #[test]
    fn a_hundred_thousand_equal_rows_take_no_longer_than_different_ones() {
        let mut references = References::default();
        let last = (0..100_000).map(|_| references.make(&ANA)).last().expect("some");
        assert!(last.ends_with("-100000"));
    }
}
