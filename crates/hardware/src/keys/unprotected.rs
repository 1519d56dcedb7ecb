//! Keys in plain files, for the demo only.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{KeyError, KeyStore, Secret, check_name, file};

/// Keeps secrets unprotected in files beside the replica: whoever reads the disk has them.
///
/// For the demo, whose data are invented. The files carry the word in their names and in their first line.
#[derive(Debug, Clone)]
pub struct UnprotectedFile {
    base: PathBuf,
}

const FIRST_LINE: &str = "This Gatehouse key is NOT protected. It belongs to a demo.\n";

impl UnprotectedFile {
    /// Secrets beside `replica`, in files called `{replica}.{name}.unprotected-key`.
    #[must_use]
    pub fn beside(replica: &Path) -> Self {
        Self { base: replica.to_owned() }
    }

    fn file(&self, name: &str) -> Result<PathBuf, KeyError> {
        check_name(name)?;
        Ok(file::beside(&self.base, name, "unprotected-key"))
    }
}

impl KeyStore for UnprotectedFile {
    fn get(&self, name: &str) -> Result<Option<Secret>, KeyError> {
        let file = self.file(name)?;
        let Some(contents) = file::read(&file)? else { return Ok(None) };
        parse(&contents).map(Some).ok_or(KeyError::Damaged { file: Some(file) })
    }

    fn put(&self, name: &str, secret: &Secret) -> Result<(), KeyError> {
        let mut contents = Zeroizing::new(FIRST_LINE.to_owned());
        for byte in secret.as_bytes() {
            contents.push_str(&format!("{byte:02x}"));
        }
        contents.push('\n');
        file::write(&self.file(name)?, contents.as_bytes())
    }

    fn delete(&self, name: &str) -> Result<(), KeyError> {
        file::remove(&self.file(name)?)
    }
}

fn parse(contents: &[u8]) -> Option<Secret> {
    let digits = contents.strip_prefix(FIRST_LINE.as_bytes())?.strip_suffix(b"\n")?;
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.len() == 2 * Secret::LEN)?;
    let mut bytes = Zeroizing::new([0; Secret::LEN]);
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * n..2 * n + 2)?, 16).ok()?;
    }
    Some(Secret::from_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_until_it_is_deleted() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let store = UnprotectedFile::beside(&folder.path().join("event.db"));
        assert!(store.get("replica").expect("an empty store").is_none());
        store.put("replica", &Secret::from_bytes([0xA5; 32])).expect("writing");
        let kept = store.get("replica").expect("reading").expect("it was put there");
        assert_eq!(kept.as_bytes(), &[0xA5; 32]);
        store.delete("replica").expect("deleting");
        assert!(store.get("replica").expect("an empty store").is_none());
    }

    #[test]
    fn the_file_says_that_it_is_unprotected() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let replica = folder.path().join("event.db");
        UnprotectedFile::beside(&replica).put("k", &Secret::from_bytes([1; 32])).expect("writing");
        let text =
            std::fs::read_to_string(folder.path().join("event.db.k.unprotected-key")).expect("its name");
        assert!(text.contains("NOT protected"));
    }

    #[test]
    fn damage_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let store = UnprotectedFile::beside(&folder.path().join("e"));
        for contents in ["", FIRST_LINE, &format!("{FIRST_LINE}{}\n", "zz".repeat(32)), "0123"] {
            std::fs::write(folder.path().join("e.k.unprotected-key"), contents).expect("writing");
            assert!(matches!(store.get("k"), Err(KeyError::Damaged { .. })), "{contents:?}");
        }
    }
}
