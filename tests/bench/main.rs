//! The figures that the README quotes, each with its peer measured in the same run: `cargo xtask bench [AREA]`.
//!
//! Areas: `import`, `gate`, `search`, `show`, `sync`, `app`. Without one, all of them. Nothing here is asserted: machines differ.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod apart;
mod app;
mod gate;
mod import;
mod peer;
mod people;
mod report;
mod search;
mod show;
mod sync_cost;
mod sync_load;

use anyhow::{Context, Result, bail};

use report::Report;

/// What can be measured by itself.
const AREAS: [&str; 6] = ["import", "gate", "search", "show", "sync", "app"];

/// How many credentials the two sizes have.
const SIZES: [u64; 2] = [100_000, 1_000_000];

fn main() -> Result<()> {
    let mut area = None;
    let mut json = None;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            // Cargo's own word for every program that it benches.
            "--bench" => {}
            // Processes of the measurement itself.
            "--device" => return sync_cost::device(words),
            "--import" => return import::guests(words),
            "--json" => json = Some(words.next().context("--json needs a file")?),
            _ if area.is_none() && !word.starts_with('-') => area = Some(word),
            _ => bail!("usage: bench [{}] [--json FILE]", AREAS.join("|")),
        }
    }
    let wanted = |name: &str| area.as_deref().is_none_or(|area| area == name);
    if let Some(area) = &area
        && !AREAS.contains(&area.as_str())
    {
        bail!("no area is called {area}: {}", AREAS.join(", "));
    }
    let mut report = Report::default();
    for size in SIZES {
        if wanted("app") && size == SIZES[0] {
            app::measure(size, &mut report)?;
        }
        if !["import", "gate", "search"].iter().any(|name| wanted(name)) {
            continue;
        }
        let venue = import::venue(size, &mut report)?;
        if wanted("gate") {
            gate::measure(&venue, &mut report)?;
        }
        if wanted("search") {
            search::measure(&venue, &mut report)?;
        }
        if wanted("import") {
            import::peer(size, &mut report)?;
        }
    }
    if wanted("show") {
        show::measure(&mut report)?;
    }
    if wanted("sync") {
        sync_cost::measure(&mut report)?;
        sync_load::measure(&mut report)?;
    }
    match json {
        Some(file) => std::fs::write(&file, report.json()).with_context(|| format!("cannot write {file}")),
        None => Ok(()),
    }
}
