//! Small files that are either the old one or the new one, and only the operator's.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::KeyError;

/// No key file is longer; what is, is none.
const LONGEST: u64 = 4_096;

/// `base` with `.name.ending` added to its file name.
pub(super) fn beside(base: &Path, name: &str, ending: &str) -> PathBuf {
    let mut file = base.as_os_str().to_owned();
    file.push(format!(".{name}.{ending}"));
    PathBuf::from(file)
}

/// The contents of `file`, or none when it does not exist.
pub(super) fn read(file: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, KeyError> {
    let failed = |source| KeyError::File { file: file.to_owned(), source };
    let mut contents = Zeroizing::new(Vec::new());
    match File::open(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
        Ok(open) => open.take(LONGEST + 1).read_to_end(&mut contents).map_err(failed)?,
    };
    if contents.len() as u64 > LONGEST {
        return Err(KeyError::Damaged { file: Some(file.to_owned()) });
    }
    Ok(Some(contents))
}

/// Puts `contents` into `file`: written beside it, forced to the disk, then given its name. Readable by its owner only.
pub(super) fn write(file: &Path, contents: &[u8]) -> Result<(), KeyError> {
    let fresh = beside(file, "new", "part");
    let written = write_fresh(&fresh, contents)
        .and_then(|()| fs::rename(&fresh, file))
        .and_then(|()| sync_folder(file));
    written.map_err(|source| {
        // The unfinished file is of no use to anybody; that it cannot be removed either changes nothing.
        let _ = fs::remove_file(&fresh);
        KeyError::File { file: file.to_owned(), source }
    })
}

/// Removes `file`, if there is one.
pub(super) fn remove(file: &Path) -> Result<(), KeyError> {
    match fs::remove_file(file).and_then(|()| sync_folder(file)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(KeyError::File { file: file.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

fn write_fresh(fresh: &Path, contents: &[u8]) -> io::Result<()> {
    // One that a crash left behind may be readable by others.
    if let Err(error) = fs::remove_file(fresh)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error);
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(fresh)?;
    open.write_all(contents)?;
    open.sync_all()
}

/// Makes the new name survive a power cut, where folders can be synced.
fn sync_folder(file: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_contents_replace_the_old_and_leave_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("k");
        for contents in [&b"first"[..], b"second"] {
            write(&file, contents).expect("writing a small file");
            assert_eq!(read(&file).expect("reading").as_deref().map(Vec::as_slice), Some(contents));
        }
        assert_eq!(fs::read_dir(folder.path()).expect("listing").count(), 1);
        remove(&file).expect("removing");
        remove(&file).expect("removing what is not there");
        assert!(read(&file).expect("reading").is_none());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("k");
        write(&file, b"x").expect("writing a small file");
        assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_huge_file_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("k");
        fs::write(&file, vec![0; LONGEST as usize + 1]).expect("writing");
        assert!(matches!(read(&file), Err(KeyError::Damaged { .. })));
    }
}
