//! Words that must not stand in the repository: places of somebody's machine, promises to do it later, tests that are
//! put aside or that wait by sleeping.

use anyhow::Result;

use super::{Text, none, texts};

/// A word, the endings of the files it is looked for in (none means every text), and what to do instead.
type Word = (&'static str, &'static [&'static str], &'static str);

// Each is put together from two halves, so that this file does not say it.
const WORDS: [Word; 9] = [
    (concat!("/wo", "rk/"), &[], "a path of somebody's machine: name it from the repository's root"),
    (concat!("/ro", "ot/"), &[], "a path of somebody's machine: name it from the repository's root"),
    (concat!("TO", "DO"), &[], "do it, or say in CHANGELOG.md that it is not there"),
    (concat!("FIX", "ME"), &[], "repair it, or say in CHANGELOG.md that it is broken"),
    (concat!("#[ign", "ore"), &[".rs"], "a test runs or does not exist"),
    (
        concat!("thread::sl", "eep"),
        &[".rs"],
        "wait for what you are waiting for: a channel, a condition, a deadline",
    ),
    (concat!(".on", "ly("), TYPESCRIPT_TESTS, "all tests run"),
    (concat!("it.sk", "ip("), TYPESCRIPT_TESTS, "a test runs or does not exist"),
    (concat!("test.sk", "ip("), TYPESCRIPT_TESTS, "a test runs or does not exist"),
];

const TYPESCRIPT_TESTS: &[&str] = &[".test.ts", ".test.tsx"];

/// Written by other people or by programs.
const NOT_OURS: [&str; 3] = ["Cargo.lock", "package-lock.json", "LICENSE-APACHE"];

/// Every place where one of the words stands.
fn unwanted(texts: &[Text]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in texts.iter().filter(|file| !file.ends_with_any(&NOT_OURS)) {
        let here: Vec<&Word> = WORDS
            .iter()
            .filter(|(_, endings, _)| endings.is_empty() || file.ends_with_any(endings))
            .collect();
        for (number, line) in file.text.lines().enumerate() {
            for (word, _, remedy) in &here {
                if stands_in(line, word) {
                    findings.push(format!("{}:{}: {word} ({remedy})", file.path, number + 1));
                }
            }
        }
    }
    findings
}

/// Whether the word stands in the line by itself; as the middle of a longer word or path it is something else.
fn stands_in(line: &str, word: &str) -> bool {
    let continues = |c: char| c.is_alphanumeric() || c == '_';
    let begins_midway = |c: char| continues(c) || c == '.' || c == '}';
    line.match_indices(word).any(|(at, found)| {
        let before = line[..at].chars().next_back();
        let after = line[at + found.len()..].chars().next();
        let ends_in_letter = word.ends_with(char::is_alphanumeric) && !word.starts_with('#');
        let cut_before =
            word.starts_with(['.', '#']) || word.contains("::") || !before.is_some_and(begins_midway);
        cut_before && !(ends_in_letter && after.is_some_and(continues))
    })
}

#[test]
fn no_unwanted_word_stands_anywhere() -> Result<()> {
    none(&unwanted(&texts()?), "Each line above says what to do instead.");
    Ok(())
}

#[test]
fn an_unwanted_word_is_found() {
    let path = concat!("see /ro", "ot/notes");
    let later = concat!("// TO", "DO: later");
    let aside = concat!("#[ign", "ore = \"slow\"]");
    let sleep = concat!("std::thread::sl", "eep(second)");
    let alone = concat!("it.on", "ly(\"works\")");
    let cases = [
        ("README.md", path, 1),
        ("README.md", concat!("https://example.org/ro", "ot/notes"), 0),
        ("crates/core/src/lib.rs", later, 1),
        ("crates/core/src/lib.rs", concat!("const METO", "DOS: u8 = 1;"), 0),
        ("tests/main.rs", aside, 1),
        ("docs/notes.md", aside, 0),
        ("tests/main.rs", sleep, 1),
        ("clippy.toml", sleep, 0),
        ("ui/src/host/wedge.test.ts", alone, 1),
        ("ui/package-lock.json", later, 0),
    ];
    for (path, text, findings) in cases {
        assert_eq!(unwanted(&[Text::new(path, text)]).len(), findings, "{path}: {text}");
    }
}
