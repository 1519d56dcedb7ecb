//! The event's products, as rows name them.

use std::collections::HashMap;

use gatehouse_core::admission::Kind;
use gatehouse_core::ids::ProductNo;

use super::clean::{clean, fold};

/// A product as far as an import needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed {
    /// Its number.
    pub(super) number: ProductNo,
    /// What sort of person its holders are, unless a row says otherwise.
    pub(super) kind: Kind,
}

/// Products by name and number.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    exact: HashMap<String, Listed>,
    /// `None` where several products differ only in case or accents.
    folded: HashMap<String, Option<Listed>>,
    numbers: HashMap<u16, Listed>,
}

impl Catalogue {
    /// Takes the products of an event.
    pub(super) fn new<'a>(products: impl IntoIterator<Item = (ProductNo, &'a str, Kind)>) -> Self {
        let mut catalogue = Self::default();
        for (number, name, kind) in products {
            let listed = Listed { number, kind };
            catalogue.exact.insert(clean(name), listed);
            catalogue.folded.entry(fold(name)).and_modify(|one| *one = None).or_insert(Some(listed));
            catalogue.numbers.insert(number.0, listed);
        }
        catalogue
    }

    /// The product with this number.
    pub(super) fn by_number(&self, number: u16) -> Option<Listed> {
        self.numbers.get(&number).copied()
    }

    /// The product that a cell names: by its name, by its name in other case or accents, or by its number.
    ///
    /// The text must be clean. A name that is a number goes before the number.
    pub(super) fn find(&self, text: &str) -> Option<Listed> {
        let exact = self.exact.get(text).copied();
        let number = || text.parse().ok().and_then(|number| self.by_number(number));
        exact.or_else(|| self.folded.get(&fold(text)).copied().flatten()).or_else(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_found_by_name_and_by_number() {
        let names = [(1, "General"), (2, "Platea Única"), (7, "VIP"), (8, "vip"), (9, "2")];
        let catalogue = Catalogue::new(names.map(|(number, name)| (ProductNo(number), name, Kind::Ticket)));
        let check = |text: &str, expected: Option<u16>| {
            assert_eq!(catalogue.find(text).map(|listed| listed.number.0), expected, "{text}");
        };
        check("General", Some(1));
        check("GENERAL", Some(1));
        check("platea unica", Some(2));
        check("1", Some(1));
        check("2", Some(9));
        check("vip", Some(8));
        check("VIP", Some(7));
        check("Vip", None);
        check("VIP+", None);
        check("3", None);
        check("", None);
        check("-1", None);
    }
}
