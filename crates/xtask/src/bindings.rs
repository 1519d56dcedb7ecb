//! `cargo xtask bindings`: the contract as TypeScript.
//!
//! Always written into an empty folder first: a type that is gone must not leave its file behind, and a contract that
//! does not compile must not leave the screens without one.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::checkout;
use crate::run::{Place, ask, run as run_to_end};

const HOME: &str = "ui/src/contract";

/// Replaces the committed bindings.
pub(crate) fn run(place: &Place) -> Result<()> {
    checkout::claim(place)?;
    let fresh = generate(place)?;
    let home = place.root.join(HOME);
    if home.exists() {
        fs::remove_dir_all(&home).with_context(|| format!("cannot empty {HOME}"))?;
    }
    fs::create_dir_all(&home)?;
    for (name, text) in read(&fresh)? {
        fs::write(home.join(name), text)?;
    }
    Ok(())
}

/// Fails unless the committed bindings are those of the contract.
pub(crate) fn check(place: &Place) -> Result<()> {
    let fresh = read(&generate(place)?)?;
    let found = read(&place.root.join(HOME))?;
    let stale: Vec<&str> = fresh
        .keys()
        .chain(found.keys())
        .filter(|name| fresh.get(*name) != found.get(*name))
        .map(String::as_str)
        .collect();
    if !stale.is_empty() {
        bail!("{HOME} is stale: {}. Run `cargo xtask bindings` and commit the result", stale.join(", "));
    }
    // On a desk new bindings may wait to be committed; a build server must have found them in the commit.
    if env::var_os("CI").is_some() {
        let status = ask(Command::new("git").args(["status", "--porcelain", HOME]).current_dir(&place.root));
        if let Some(left) = status.filter(|left| !left.is_empty()) {
            bail!("not all of {HOME} is committed:\n{left}");
        }
    }
    Ok(())
}

fn generate(place: &Place) -> Result<PathBuf> {
    let folder = place.target.join("bindings");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let example = ["run", "--quiet", "--package", "gatehouse-contract", "--example", "bindings", "--"];
    run_to_end(place.cargo(example).arg(&folder))?;
    Ok(folder)
}

fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    Ok(files)
}
