//! PostgreSQL's programs: where they are and as whom they run.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Error, Result};

/// Debian keeps one folder per major version, outside of `PATH`.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Where the programs are, and whether they must be run as another account.
#[derive(Debug)]
pub(super) struct Programs {
    folder: PathBuf,
    root: bool,
}

impl Programs {
    /// Looks for the newest version.
    pub(super) fn find() -> Result<Self> {
        if !cfg!(unix) {
            return Err(Error::Platform);
        }
        let on_path = env::var_os("PATH").unwrap_or_default();
        let folder = debian().into_iter().chain(env::split_paths(&on_path)).find(|folder| {
            ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).is_file())
        });
        let folder = folder.ok_or(Error::NoPostgres)?;
        let id = Command::new("id").arg("-u").output()?;
        Ok(Self { folder, root: id.stdout.trim_ascii() == b"0" })
    }

    /// One of the programs, ready for arguments. It runs at the root folder: its account may not see ours.
    pub(super) fn command(&self, program: &str) -> Command {
        let path = self.folder.join(program);
        let mut command = if self.root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir("/").env("LC_ALL", "C").stdin(Stdio::null());
        command
    }

    /// Gives a folder to the account that the programs run as.
    pub(super) fn hand_over(&self, folder: &Path) -> Result<()> {
        if !self.root {
            return Ok(());
        }
        let mut chown = Command::new("chown");
        chown.arg("postgres").arg(folder);
        run("chown", chown).map_err(|error| match error {
            Error::Program { .. } => Error::NoAccount("the account postgres"),
            other => other,
        })
    }
}

/// Runs a program to its end; what it said becomes the error when it fails.
pub(super) fn run(program: &'static str, mut command: Command) -> Result<()> {
    let output = command.output().map_err(|error| match (program, error.kind()) {
        ("initdb" | "pg_ctl", std::io::ErrorKind::NotFound) => Error::NoAccount("runuser"),
        _ => Error::Io(error),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = if output.stderr.trim_ascii().is_empty() { output.stdout } else { output.stderr };
    Err(Error::Program { program, output: String::from_utf8_lossy(&said).trim().to_owned() })
}

/// The room on the file system of a folder, if that can be told.
pub(super) fn free_kib(folder: &str) -> Option<u64> {
    let output = Command::new("df").args(["-P", "-k", folder]).stderr(Stdio::null()).output().ok()?;
    let table = String::from_utf8(output.stdout).ok()?;
    table.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

/// Debian's folders, newest version first.
fn debian() -> Vec<PathBuf> {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    versions.into_iter().map(|(_, folder)| folder).collect()
}
