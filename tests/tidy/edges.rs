//! Who may import whom: the arrows between packages, and the homes of those from outside.
//!
//! The two tables are the law; ARCHITECTURE.md tells the reasons. A new arrow changes both in one commit.

use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{none, root};

const REMEDY: &str = "A new arrow needs a reason in ARCHITECTURE.md and a place in the table of tests/tidy/edges.rs, \
                      in the same commit; mostly the code belongs elsewhere instead.";

/// Which packages of ours each one may import. Those that may import anything have no entry here.
const ARROWS: [(&str, &[&str]); 11] = [
    ("core", &[]),
    ("credential", &["core"]),
    ("journal", &["core"]),
    ("vision", &[]),
    ("store", &["core", "journal", "credential"]),
    ("hardware", &["core", "vision"]),
    ("contract", &["core"]),
    ("sync", &["core", "journal", "store"]),
    ("commands", &["core", "credential", "store", "contract", "hardware", "vision", "sync"]),
    ("cli", EVERYTHING_BUT_SHELLS),
    ("app", EVERYTHING_BUT_SHELLS),
];

const EVERYTHING_BUT_SHELLS: &[&str] =
    &["core", "credential", "journal", "vision", "store", "hardware", "contract", "sync", "commands"];

/// Packages that see everything and are seen by no product code; `testkit` and `frames` may be
/// dev-dependencies of any.
const ONLOOKERS: [&str; 5] = ["central", "frames", "testkit", "tests", "xtask"];

/// Packages from outside that have a home, by the beginning of their names, and where that is.
const HOMES: [(&str, &[&str]); 12] = [
    ("rusqlite", &["store"]),
    ("libsqlite3-sys", &["store"]),
    ("tauri", &["app"]),
    ("wry", &["app"]),
    ("nokhwa", &["hardware"]),
    ("cpal", &["hardware"]),
    ("keyring", &["hardware"]),
    ("reqwest", &["sync"]),
    ("tokio", &["sync", "hardware", "app"]),
    ("ts-rs", &["contract"]),
    ("clap", &["cli", "app"]),
    ("anyhow", &["cli", "app"]),
];

/// All that the rules may import.
const CORE_IMPORTS: [&str; 2] = ["uuid", "jiff"];

struct Package {
    name: String,
    imports: Vec<Import>,
}

struct Import {
    name: String,
    only_for_tests: bool,
}

/// Every arrow that the tables do not allow.
fn forbidden(packages: &[Package]) -> Vec<String> {
    let mut findings = Vec::new();
    for package in packages {
        let Some(name) = package.name.strip_prefix("gatehouse-") else {
            findings.push(format!("{}: a package of this workspace is called gatehouse-…", package.name));
            continue;
        };
        let onlooker = ONLOOKERS.contains(&name);
        let arrows = ARROWS.iter().find(|(from, _)| *from == name).map(|(_, to)| *to);
        if !onlooker && arrows.is_none() {
            findings.push(format!("gatehouse-{name} stands in no table"));
            continue;
        }
        for import in &package.imports {
            let allowed = match import.name.strip_prefix("gatehouse-") {
                Some("app" | "cli") => false,
                _ if onlooker => true,
                Some("testkit" | "frames") => import.only_for_tests,
                Some(ours) => arrows.is_some_and(|arrows| arrows.contains(&ours)),
                None => import.only_for_tests || at_home(name, &import.name),
            };
            if !allowed {
                let what = if import.only_for_tests { " (dev-dependency)" } else { "" };
                findings.push(format!("gatehouse-{name} -> {}{what}", import.name));
            }
        }
    }
    findings
}

fn at_home(package: &str, import: &str) -> bool {
    let belongs = |(name, _): &&(&str, &[&str])| {
        import.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let home = HOMES.iter().find(belongs).is_none_or(|(_, home)| home.contains(&package));
    home && (package != "core" || CORE_IMPORTS.contains(&import))
}

fn packages(metadata: &Value) -> Result<Vec<Package>> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().with_context(|| format!("no {key}"));
    let text = |value: &Value| value["name"].as_str().map(str::to_owned).context("no name");
    let mut packages = Vec::new();
    for package in list(metadata, "packages")? {
        let mut imports = Vec::new();
        for import in list(&package, "dependencies")? {
            imports.push(Import { name: text(&import)?, only_for_tests: import["kind"] == "dev" });
        }
        packages.push(Package { name: text(&package)?, imports });
    }
    Ok(packages)
}

#[test]
fn every_arrow_stands_in_the_table() -> Result<()> {
    let cargo = std::env::var_os("CARGO").context("cargo names itself to the tests it runs")?;
    let answer = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()?;
    let packages = packages(&serde_json::from_slice(&answer.stdout)?)?;
    assert!(packages.len() > 10, "the workspace's packages were not found");
    none(&forbidden(&packages), REMEDY);
    Ok(())
}

#[test]
fn a_planted_arrow_is_found() {
    let check = |from: &str, to: &str, only_for_tests: bool| {
        let imports = vec![Import { name: to.to_owned(), only_for_tests }];
        forbidden(&[Package { name: from.to_owned(), imports }]).is_empty()
    };
    let cases = [
        ("gatehouse-store", "gatehouse-core", false, true),
        ("gatehouse-core", "gatehouse-store", false, false),
        ("gatehouse-core", "jiff", false, true),
        ("gatehouse-core", "serde", false, false),
        ("gatehouse-commands", "rusqlite", false, false),
        ("gatehouse-commands", "tauri-plugin-single-instance", false, false),
        ("gatehouse-app", "tauri-build", false, true),
        ("gatehouse-app", "gatehouse-cli", false, false),
        ("gatehouse-tests", "gatehouse-app", false, false),
        ("gatehouse-store", "gatehouse-testkit", true, true),
        ("gatehouse-store", "gatehouse-testkit", false, false),
        ("gatehouse-store", "gatehouse-commands", true, false),
        ("gatehouse-testkit", "gatehouse-commands", false, true),
        ("gatehouse-manager", "gatehouse-core", false, false),
        ("helper", "gatehouse-core", false, false),
    ];
    for (from, to, only_for_tests, allowed) in cases {
        assert_eq!(check(from, to, only_for_tests), allowed, "{from} -> {to}");
    }
}
