//! Where things are, and how other programs are started.
//!
//! Every cargo that is started here shares one target directory among all checkouts of one person, so that a fresh
//! clone builds only our own packages; [`crate::checkout`] keeps the checkouts from being mistaken for each other.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The checkout and the directory that its builds go to.
pub(crate) struct Place {
    /// The checkout's root.
    pub(crate) root: PathBuf,
    /// `CARGO_TARGET_DIR` for everything that is started.
    pub(crate) target: PathBuf,
}

impl Place {
    /// Finds both from the environment.
    pub(crate) fn find() -> Result<Self> {
        // The variable follows a checkout that was moved after this program was built; the constant does not.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = package.ancestors().nth(2).context("this package lies two folders deep")?.to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(set) => root.join(set),
            None => caches()?.join("gatehouse").join("target"),
        };
        Ok(Self { root, target })
    }

    /// The program that cargo built in the dev profile.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The program that cargo built in the release profile.
    pub(crate) fn optimized(&self, name: &str) -> PathBuf {
        self.target.join("release").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The folder of the screens.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Starts to describe a cargo at the checkout's root.
    pub(crate) fn cargo<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // What `cargo run` said about this package would make the inner cargo rebuild whatever reads it.
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || ABOUT_US.contains(&name)) {
                cargo.env_remove(name);
            }
        }
        cargo.args(args).current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        cargo
    }

    /// Starts to describe an npm in the folder of the screens.
    pub(crate) fn npm(&self, args: &[&str]) -> Command {
        let mut npm = Command::new(NPM);
        npm.args(args).current_dir(self.ui());
        npm
    }
}

/// Variables that `cargo run` sets for the program it runs, besides `CARGO_PKG_*`.
const ABOUT_US: [&str; 4] =
    ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_BIN_NAME", "CARGO_CRATE_NAME"];

/// npm's name: Windows finds no scripts without their ending.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Runs to the end; anything but success is an error that names the program.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = describe(command);
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("{name}: {status}");
    }
    Ok(())
}

/// What a program prints, if it starts and succeeds.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The program and its arguments, for messages.
pub(crate) fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Where this person's programs keep what can be made again.
fn caches() -> Result<PathBuf> {
    let (variable, below_home) = if cfg!(windows) {
        ("LOCALAPPDATA", "AppData/Local")
    } else if cfg!(target_os = "macos") {
        ("XDG_CACHE_HOME", "Library/Caches")
    } else {
        ("XDG_CACHE_HOME", ".cache")
    };
    folder(variable, below_home)
}

/// Where this person's programs keep what cannot be made again.
pub(crate) fn data() -> Result<PathBuf> {
    let (variable, below_home) = if cfg!(windows) {
        ("APPDATA", "AppData/Roaming")
    } else if cfg!(target_os = "macos") {
        ("XDG_DATA_HOME", "Library/Application Support")
    } else {
        ("XDG_DATA_HOME", ".local/share")
    };
    folder(variable, below_home)
}

fn folder(variable: &str, below_home: &str) -> Result<PathBuf> {
    if let Some(set) = env::var_os(variable).map(PathBuf::from).filter(|set| set.is_absolute()) {
        return Ok(set);
    }
    let home = env::home_dir().filter(|home| home.is_absolute()).context("this person has no home folder")?;
    Ok(home.join(below_home))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_program_without_its_folder() {
        let mut command = Command::new("bin/cargo");
        command.args(["test", "--workspace"]);
        assert_eq!(describe(&command), "cargo test --workspace");
    }

    #[test]
    fn a_program_that_fails_answers_nothing() {
        assert_eq!(ask(&mut Command::new("there-is-no-such-program")), None);
    }
}
