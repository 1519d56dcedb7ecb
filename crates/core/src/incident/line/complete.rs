//! How the word at the caret may go on.

use std::ops::Range;

use super::lexicon::STEPS;
use super::read::{Named, named};
use super::words::{Word, plain, words};
use super::{Role, View};

/// The most that are offered: more than can be read at a glance is none.
const MOST: usize = 8;

/// How a word may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What is replaced, in bytes.
    pub range: Range<usize>,
    /// What is put there.
    pub insert: String,
    /// What it would be taken for.
    pub role: Role,
    /// What is said of it; empty when the text speaks for itself.
    pub label: String,
}

/// How the word that ends at the caret may go on, the likeliest first; nothing where no word does. `caret` is in bytes.
#[must_use]
pub fn complete(line: &str, caret: usize, view: &View<'_>) -> Vec<Completion> {
    let Some(before) = line.get(..caret) else { return Vec::new() };
    let words = words(before);
    let Some(word) = words.last().filter(|word| word.range.end == caret) else { return Vec::new() };
    let mut found = if let Some(unit) = word.plain.strip_prefix('>') {
        units(unit, word, view)
    } else if let Some(place) = word.plain.strip_prefix('@') {
        zones(place, word, view)
    } else if words.len() == 1 {
        let mut found = numbers(word, view);
        found.extend(types(word, view));
        found
    } else if words.len() == 2 && is_about_one(&words, view) {
        steps(word)
    } else {
        Vec::new()
    };
    found.truncate(MOST);
    found
}

fn is_about_one(words: &[Word<'_>], view: &View<'_>) -> bool {
    words[0].text == "." || matches!(named(words[0].text, view), Named::One(_))
}

fn units(begun: &str, word: &Word<'_>, view: &View<'_>) -> Vec<Completion> {
    let fitting =
        view.call_signs.iter().filter(|sign| plain(sign).starts_with(begun) && plain(sign) != begun);
    fitting.map(|sign| completion(word, format!(">{sign}"), Role::Unit, String::new())).collect()
}

fn zones(begun: &str, word: &Word<'_>, view: &View<'_>) -> Vec<Completion> {
    let wanted = begun.replace('-', " ");
    let fitting = view.zones.iter().filter(|(_, name)| plain(name).starts_with(&wanted));
    fitting
        .map(|(_, name)| {
            let insert = format!("@{}", name.split_whitespace().collect::<Vec<_>>().join("-"));
            completion(word, insert, Role::Place, name.clone())
        })
        .collect()
}

/// Incidents whose number begins like this; the own desk's need no letter.
fn numbers(word: &Word<'_>, view: &View<'_>) -> Vec<Completion> {
    if !word.plain.contains(|letter: char| letter.is_ascii_digit()) {
        return Vec::new();
    }
    let compact = |text: &str| plain(text).replace('-', "");
    let own = view.desk.to_lowercase();
    let fits = |said: &str, no: u32, desk: &str| {
        let bare = no.to_string();
        compact(said).starts_with(&compact(word.text))
            || format!("{}{bare}", desk.to_lowercase()).starts_with(&compact(word.text))
            || (desk.to_lowercase() == own && bare.starts_with(&word.plain))
    };
    let fitting =
        view.incidents.iter().filter(|known| fits(&known.said, known.number.no, &known.number.desk));
    fitting.map(|known| completion(word, known.said.clone(), Role::Number, known.title.clone())).collect()
}

/// Types whose code or one of whose words begins like this.
fn types(word: &Word<'_>, view: &View<'_>) -> Vec<Completion> {
    let offered = view.categories.iter().filter(|category| !category.hidden);
    let fitting = offered.filter(|category| {
        let code = category.code.0.to_lowercase();
        let names = category.words.iter().any(|name| plain(name).starts_with(&word.plain));
        (code.starts_with(&word.plain) || names) && !word.plain.is_empty()
    });
    fitting
        .map(|category| {
            let insert = format!("{}{}", category.code.0.to_lowercase(), category.severity.digit());
            completion(word, insert, Role::Type, category.label.clone())
        })
        .filter(|completion| completion.insert != word.plain)
        .collect()
}

fn steps(word: &Word<'_>) -> Vec<Completion> {
    let fitting = STEPS.iter().filter(|(step, _)| step.starts_with(&word.plain) && *step != word.plain);
    fitting.map(|(step, _)| completion(word, (*step).to_owned(), Role::Status, String::new())).collect()
}

fn completion(word: &Word<'_>, insert: String, role: Role, label: String) -> Completion {
    Completion { range: word.range.clone(), insert, role, label }
}
