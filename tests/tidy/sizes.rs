//! No file grows past what one can hold in the head.

use anyhow::Result;

use super::{Text, none, texts};

/// The most lines a source file may have; tests do not count.
const FILE: usize = 600;

/// The most lines a table of contents may have.
const LIB: usize = 120;

const SOURCES: [&str; 4] = [".rs", ".ts", ".tsx", ".sql"];

/// Files that are too long, each with its lines.
fn overlong(texts: &[Text]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in texts.iter().filter(|file| file.ends_with_any(&SOURCES) && !is_exempt(&file.path)) {
        let limit = if file.path.ends_with("/lib.rs") { LIB } else { FILE };
        let lines = lines_without_tests(&file.text);
        if lines > limit {
            findings.push(format!("{}: {lines} lines, at most {limit}", file.path));
        }
    }
    findings
}

/// Tests may be long tables, and what a program wrote nobody reads.
fn is_exempt(path: &str) -> bool {
    let is_test = |part: &str| part == "tests" || part == "tests.rs" || part.contains(".test.");
    path.split('/').any(is_test) || path.starts_with("ui/src/contract/")
}

/// Counts up to the tests at the foot of a file.
fn lines_without_tests(text: &str) -> usize {
    let mut lines = text.lines().peekable();
    let mut count = 0;
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" && lines.peek().is_some_and(|next| next.starts_with("mod tests {")) {
            break;
        }
        count += 1;
    }
    count
}

#[test]
fn no_file_is_too_long() -> Result<()> {
    none(&overlong(&texts()?), "Split it where its parts have names of their own.");
    Ok(())
}

#[test]
fn an_overlong_file_is_found() {
    let check = |path: &str, text: String| overlong(&[Text { path: path.to_owned(), text }]).len();
    let lines = |count: usize| "a line\n".repeat(count);
    let with_tests = format!("{}#[cfg(test)]\nmod tests {{\n{}", lines(FILE), lines(FILE));
    let cases = [
        ("crates/core/src/time.rs", lines(FILE), 0),
        ("crates/core/src/time.rs", lines(FILE + 1), 1),
        ("crates/core/src/time.rs", with_tests, 0),
        ("crates/core/src/time/tests.rs", lines(FILE + 1), 0),
        ("crates/core/src/lib.rs", lines(LIB + 1), 1),
        ("ui/src/features/gate/Gate.tsx", lines(FILE + 1), 1),
        ("ui/src/features/gate/gate.test.ts", lines(FILE + 1), 0),
        ("ui/src/contract/commands.ts", lines(FILE + 1), 0),
        ("crates/store/migrations/0001.sql", lines(FILE + 1), 1),
        ("README.md", lines(FILE + 1), 0),
    ];
    for (path, text, findings) in cases {
        assert_eq!(check(path, text), findings, "{path}");
    }
}
