//! Lines of a file that was carried over, with a sum over everything that was read.

use std::io::{self, BufRead, Read as _};

use sha2::{Digest as _, Sha256};

/// Why there is no next line.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The system says so.
    Io(io::Error),
    /// The file ends before the line does.
    Cut,
    /// It is no UTF-8.
    NotText,
}

/// Reads a file in order.
pub(crate) struct Lines<R> {
    from: R,
    digest: Sha256,
    before: Sha256,
    longest: u64,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// Begins. No line is longer than `longest` bytes.
    pub(crate) fn new(from: R, longest: u64) -> Self {
        Self { from, digest: Sha256::new(), before: Sha256::new(), longest, number: 0 }
    }

    /// The next line without its end; `None` behind the last one.
    pub(crate) fn line(&mut self) -> Result<Option<String>, Broken> {
        let mut bytes = Vec::new();
        self.number += 1;
        self.before = self.digest.clone();
        (&mut self.from).take(self.longest).read_until(b'\n', &mut bytes).map_err(Broken::Io)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.digest.update(&bytes);
        if bytes.pop() != Some(b'\n') {
            return Err(Broken::Cut);
        }
        String::from_utf8(bytes).map(Some).map_err(|_| Broken::NotText)
    }

    /// The next `len` bytes, whatever they are.
    pub(crate) fn bytes(&mut self, len: u64) -> Result<Vec<u8>, Broken> {
        let mut bytes = Vec::new();
        (&mut self.from).take(len).read_to_end(&mut bytes).map_err(Broken::Io)?;
        self.digest.update(&bytes);
        if bytes.len() as u64 == len { Ok(bytes) } else { Err(Broken::Cut) }
    }

    /// The number of the line that was asked for last, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The SHA-256 of everything before the line that was asked for last.
    pub(crate) fn sum_before(&self) -> [u8; 32] {
        self.before.clone().finalize().into()
    }
}
