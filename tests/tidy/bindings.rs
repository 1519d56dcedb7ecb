//! The committed TypeScript is that of the contract.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{none, root};

type Folder = BTreeMap<String, Vec<u8>>;

/// Files that differ, lack or are too many, each with what is wrong.
fn stale(fresh: &Folder, committed: &Folder) -> Vec<String> {
    let mut findings = Vec::new();
    for (name, bytes) in fresh {
        match committed.get(name) {
            None => findings.push(format!("{name} is missing")),
            Some(found) if found != bytes => findings.push(format!("{name} differs")),
            Some(_) => {}
        }
    }
    let leftover = committed.keys().filter(|name| !fresh.contains_key(*name));
    findings.extend(leftover.map(|name| format!("{name} belongs to no type any more")));
    findings
}

fn read(folder: &Path) -> Result<Folder> {
    let mut files = Folder::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    Ok(files)
}

#[test]
fn the_bindings_are_those_of_the_contract() -> Result<()> {
    let fresh = tempfile::tempdir()?;
    gatehouse_contract::write_bindings(fresh.path())?;
    let (fresh, committed) = (read(fresh.path())?, read(&root().join("ui/src/contract"))?);
    assert!(!fresh.is_empty(), "the contract has types");
    none(&stale(&fresh, &committed), "Run `cargo xtask bindings` and commit ui/src/contract.");
    Ok(())
}

#[test]
fn a_stale_binding_is_found() {
    let folder = |files: &[(&str, &str)]| -> Folder {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_owned())).collect()
    };
    let fresh = folder(&[("Tone.ts", "admit"), ("Kind.ts", "ticket")]);
    assert!(stale(&fresh, &fresh).is_empty());
    let committed = folder(&[("Tone.ts", "admit "), ("Gone.ts", "")]);
    let expected = ["Kind.ts is missing", "Tone.ts differs", "Gone.ts belongs to no type any more"];
    assert_eq!(stale(&fresh, &committed), expected);
}
