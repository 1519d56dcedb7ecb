//! Counts the tests that ran, from what their runners print anyway.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::describe;

/// Runs to the end, passes every line on, and answers how many tests passed.
pub(crate) fn count(command: &mut Command) -> Result<u64> {
    let name = describe(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {name}"))?;
    let lines = child.stdout.take().context("the output was piped")?;
    let passed = pass_on(lines, &mut std::io::stdout().lock())?;
    let status = child.wait()?;
    if !status.success() {
        bail!("{name}: {status}");
    }
    Ok(passed)
}

fn pass_on(from: impl Read, to: &mut impl Write) -> Result<u64> {
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    let mut sum = 0;
    while lines.read_until(b'\n', &mut line)? > 0 {
        to.write_all(&line)?;
        to.flush()?;
        sum += passed(&String::from_utf8_lossy(&line)).unwrap_or(0);
        line.clear();
    }
    Ok(sum)
}

/// How many tests a closing line says have passed: that of Rust's runner, or that of the screens'.
fn passed(line: &str) -> Option<u64> {
    let plain = without_colours(line);
    let plain = plain.trim();
    let rest = plain.strip_prefix("test result: ok.").or_else(|| plain.strip_prefix("Tests "))?;
    let (before, _) = rest.split_once(" passed")?;
    before.rsplit([' ', '|']).next()?.parse().ok()
}

fn without_colours(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_understood_and_nothing_else() {
        let cases = [
            ("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; finished in 0.01s\n", Some(12)),
            ("test result: FAILED. 11 passed; 1 failed; 0 ignored; 0 measured\n", None),
            ("      Tests  45 passed (45)\n", Some(45)),
            ("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m45 passed\u{1b}[39m (45)\n", Some(45)),
            (" Test Files  3 passed (3)\n", None),
            ("test tidy::edges::the_arrows_hold ... ok\n", None),
        ];
        for (line, expected) in cases {
            assert_eq!(passed(line), expected, "{line:?}");
        }
    }

    #[test]
    fn every_byte_is_passed_on_even_if_it_is_no_text() {
        let noise = b"\xff\xfe\ntest result: ok. 2 passed; 0 failed\nlast line without an end";
        let mut out = Vec::new();
        assert_eq!(pass_on(&noise[..], &mut out).expect("reading from memory"), 2);
        assert_eq!(out, noise);
    }
}
