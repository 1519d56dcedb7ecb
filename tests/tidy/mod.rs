//! Tidiness: the promises about this repository that a program can keep.
//!
//! Every checker is a pure function over what it is handed, with a test of its own that it fails when it should;
//! what it is handed is read here. Nothing about the product is tested here.

mod bindings;
mod edges;
mod packages;
mod sizes;
mod ui_arrows;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// The checkout's root, asked while running: checkouts share what they build.
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package lies");
    Path::new(&package).parent().expect("the package lies in the root").to_owned()
}

/// A text file of the repository.
struct Text {
    /// Its path from the root, with forward slashes.
    path: String,
    /// What it says.
    text: String,
}

impl Text {
    #[cfg(test)]
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    fn ends_with_any(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }
}

/// Every text file that git tracks or would track; without git, every one that is not the product of a build.
fn texts() -> Result<Vec<Text>> {
    let root = root();
    let paths = match tracked(&root) {
        Some(paths) => paths,
        None => {
            let mut paths = Vec::new();
            walk(&root, "", &mut paths)?;
            paths
        }
    };
    ensure!(paths.len() > 50, "the repository's files were not found below {}", root.display());
    let mut texts = Vec::new();
    for path in paths {
        // A tracked file may have been removed and not yet committed; a picture is no text.
        let Ok(bytes) = fs::read(root.join(&path)) else { continue };
        if let Ok(text) = String::from_utf8(bytes) {
            texts.push(Text { path, text });
        }
    }
    Ok(texts)
}

fn tracked(root: &Path) -> Option<Vec<String>> {
    let question = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let answer = Command::new("git").args(question).current_dir(root).output().ok()?;
    let listing = answer.status.success().then(|| String::from_utf8(answer.stdout).ok()).flatten()?;
    Some(listing.split_terminator('\0').map(str::to_owned).collect())
}

fn walk(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if !entry.file_type()?.is_dir() {
            paths.push(path);
        } else if !matches!(name.as_str(), "target" | "node_modules" | "dist" | ".git") {
            walk(&entry.path(), &format!("{path}/"), paths)?;
        }
    }
    Ok(())
}

/// Fails with one line per finding and what to do about them.
#[track_caller]
fn none(findings: &[String], remedy: &str) {
    assert!(findings.is_empty(), "\n  {}\n{remedy}\n", findings.join("\n  "));
}
