//! Files on their way in: handed over piece by piece, kept until they are imported or the program starts again.
//!
//! They hold names and addresses in the clear, so they live no longer than they must and nobody else may read them.
//! A file is named by a random token; nothing that a caller sends becomes part of a path unless it is one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gatehouse_contract::error::CommandError;
use gatehouse_contract::import::{StagePieceReq, StageReq, StagedFile};

use crate::error;
use crate::host::Host;

/// Larger files are refused: a million attendees are a tenth of it.
const MAX_FILE: u64 = 1 << 30;

/// Larger pieces are refused; they stand in memory several times while they are decoded.
const MAX_PIECE: usize = 8 << 20;

const TOKEN_BYTES: usize = 16;

/// Starts to take a file over.
///
/// # Errors
/// When the disk fails.
pub fn stage_file(host: &dyn Host, _: StageReq) -> Result<StagedFile, CommandError> {
    let mut random = [0; TOKEN_BYTES];
    host.random(&mut random);
    let token: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = &host.folders().staging;
    fs::create_dir_all(folder)
        .and_then(|()| create(&place(folder, &token)))
        .map_err(|error| failed(&error))?;
    Ok(StagedFile { token, bytes: 0 })
}

/// Takes the next piece of a file.
///
/// # Errors
/// When there is no such file, the piece is not Base64, the file becomes too large, or the disk fails; the file is
/// then as it was before the piece.
pub fn stage_piece(host: &dyn Host, req: StagePieceReq) -> Result<StagedFile, CommandError> {
    let path = staged(host, &req.token)?;
    if req.base64.len() > MAX_PIECE / 3 * 4 + 4 {
        return Err(error::bad_request("The piece is too large", "Hand the file over in smaller pieces"));
    }
    let piece = STANDARD
        .decode(&req.base64)
        .map_err(|_| error::bad_request("The piece is not Base64", "Hand the file over again"))?;
    let bytes = append(&path, &piece)?;
    Ok(StagedFile { token: req.token, bytes })
}

/// Removes every file that was handed over; for the start of the program.
///
/// # Errors
/// When the disk fails.
pub fn empty_staging(host: &dyn Host) -> Result<(), CommandError> {
    let folder = &host.folders().staging;
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(&error)),
    };
    for entry in entries {
        let path = entry.map_err(|error| failed(&error))?.path();
        // Only what was made here: the folder might be another program's by mistake.
        let token = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if is_token(token) && place(folder, token) == path {
            fs::remove_file(path).map_err(|error| failed(&error))?;
        }
    }
    Ok(())
}

/// The place of a file that was handed over.
pub(crate) fn staged(host: &dyn Host, token: &str) -> Result<PathBuf, CommandError> {
    let path = is_token(token).then(|| place(&host.folders().staging, token)).filter(|path| path.is_file());
    path.ok_or_else(|| error::not_found("handed-over file"))
}

fn is_token(text: &str) -> bool {
    text.len() == 2 * TOKEN_BYTES && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn place(folder: &Path, token: &str) -> PathBuf {
    folder.join(token).with_extension("csv")
}

/// Makes an empty file that only this user may read.
fn create(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn append(path: &Path, piece: &[u8]) -> Result<u64, CommandError> {
    let mut file = OpenOptions::new().append(true).open(path).map_err(|error| failed(&error))?;
    let before = file.metadata().map_err(|error| failed(&error))?.len();
    let after = before + piece.len() as u64;
    if after > MAX_FILE {
        return Err(error::bad_csv(
            "The file is larger than 1 GiB",
            "Split it, or remove columns that the gate does not need",
        ));
    }
    file.write_all(piece).map_err(|error| {
        take_back(&file, before);
        failed(&error)
    })?;
    Ok(after)
}

/// Half a piece must not stay. Should even this fail, the piece's error is the one to tell.
fn take_back(file: &File, length: u64) {
    let _ = file.set_len(length);
}

fn failed(error: &io::Error) -> CommandError {
    error::io(error, "keeping the file that was handed over")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_token_becomes_part_of_a_path() {
        let check = |text: &str, expected: bool| assert_eq!(is_token(text), expected, "{text}");
        check("0123456789abcdef0123456789abcdef", true);
        check("0123456789ABCDEF0123456789abcdef", false);
        check("0123456789abcdef0123456789abcde", false);
        check("../../../../../../../../etc/pass", false);
        check("0123456789abcdef/123456789abcdef", false);
        check("", false);
    }

    #[test]
    fn pieces_add_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = place(folder.path(), "token");
        create(&path).expect("made");
        assert_eq!(append(&path, b"name,").expect("added"), 5);
        assert_eq!(append(&path, b"seat\n").expect("added"), 10);
        assert_eq!(fs::read(&path).expect("read"), b"name,seat\n");
        assert!(create(&path).is_err(), "no token is given out twice");
    }
}
