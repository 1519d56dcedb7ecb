//! Texts from the arguments, and from standard input where an argument is `-`.

use std::io::{self, BufRead, Read};

/// More than this is no line that a scanner typed; the rest of it is passed over.
const LONGEST_LINE: u64 = 64 * 1024;

/// Calls `each` with every text, in order. Every line of standard input is one text, an empty one too, so that answers
/// pair with lines.
pub(crate) fn for_each<E: From<io::Error>>(
    arguments: &[String],
    mut each: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    for argument in arguments {
        if argument == "-" {
            lines(io::stdin().lock(), &mut each)?;
        } else {
            each(argument)?;
        }
    }
    Ok(())
}

fn lines<E: From<io::Error>>(
    mut from: impl BufRead,
    each: &mut impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.last() != Some(&b'\n') {
            skip_line(&mut from)?;
        }
        // What is not UTF-8 is no code either; the replacement characters make sure of it.
        each(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']))?;
    }
}

fn skip_line(from: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (used, ended) =
            buffer.iter().position(|byte| *byte == b'\n').map_or((buffer.len(), false), |at| (at + 1, true));
        from.consume(used);
        if ended {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &[u8], expected: &[&str]) {
        let mut found = Vec::new();
        lines(input, &mut |text: &str| {
            found.push(text.to_owned());
            Ok::<_, io::Error>(())
        })
        .expect("memory can be read");
        assert_eq!(found, expected);
    }

    #[test]
    fn every_line_is_a_text() {
        check(b"", &[]);
        check(b"a\nb\r\n\nc", &["a", "b", "", "c"]);
        check(b"\xff\n", &["\u{fffd}"]);
    }

    #[test]
    fn an_endless_line_is_cut_and_the_next_one_is_whole() {
        let mut input = vec![b'x'; 200_000];
        input.extend(b"\nnext\n");
        let cut = "x".repeat(65_536);
        check(&input, &[&cut, "next"]);
    }
}
