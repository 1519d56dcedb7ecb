//! `gatehouse show list`, `new`, `import` and `export`.

use std::ffi::OsStr;
use std::path::Path;

use crate::{Desk, Run, text};

const RUNDOWN: &str = "Cue,Title,Start,Duration\nQ1,Doors,19:00,30m\nQ2,Band,,45m\n";

/// A desk with an event on it.
fn desk() -> (Desk, std::path::PathBuf) {
    let desk = Desk::new();
    let replica = desk.path("night.gatehouse");
    let made = desk.run([
        OsStr::new("event"),
        "sample".as_ref(),
        "--unprotected".as_ref(),
        "--replica".as_ref(),
        replica.as_ref(),
    ]);
    assert_eq!(made.status, 0, "{}", made.err);
    (desk, replica)
}

fn show(desk: &Desk, replica: &Path, arguments: &[&OsStr]) -> Run {
    let all = [OsStr::new("show")].into_iter().chain(arguments.iter().copied());
    desk.run(all.chain([OsStr::new("--replica"), replica.as_os_str()]))
}

#[test]
fn a_rundown_goes_in_and_comes_out_as_it_was() {
    let (desk, replica) = desk();
    let listed = show(&desk, &replica, &["list".as_ref()]).one();
    assert_eq!((text(&listed["title"]).as_str(), listed["cues"].as_u64()), ("Festival Aguapanela", Some(15)));
    let new: [&OsStr; 4] = ["new".as_ref(), "Gala".as_ref(), "--date".as_ref(), "2026-11-25".as_ref()];
    assert_eq!(show(&desk, &replica, &new).one()["cues"], 0);

    let file = desk.write("rundown.csv", RUNDOWN);
    let import = |file: &Path, more: &[&str]| {
        let mut arguments: Vec<&OsStr> =
            vec!["import".as_ref(), file.as_os_str(), "--show".as_ref(), "gala".as_ref()];
        arguments.extend(more.iter().map(OsStr::new));
        show(&desk, &replica, &arguments)
    };
    assert_eq!(import(&file, &["--dry-run"]).one()["done"], false);
    assert_eq!(import(&file, &[]).one()["lines"].as_array().map(Vec::len), Some(2));
    let out = desk.path("plan.csv");
    let export: [&OsStr; 5] =
        ["export".as_ref(), "--show".as_ref(), "Gala".as_ref(), "--out".as_ref(), out.as_ref()];
    assert_eq!(show(&desk, &replica, &export).one()["rows"], 2);
    let again = import(&out, &["--remove-missing"]).one();
    assert_eq!((again["lines"].as_array().map(Vec::len), again["unchanged"].as_u64()), (Some(0), Some(2)));

    let pdf = desk.path("plan.pdf");
    let mut arguments = export.to_vec();
    arguments[4] = pdf.as_ref();
    arguments.extend(["--format", "pdf"].map(OsStr::new));
    assert_eq!(show(&desk, &replica, &arguments).status, 0);
    assert!(std::fs::read(&pdf).expect("it was written").starts_with(b"%PDF"));
}

#[test]
fn a_bad_cell_is_named_and_nothing_is_taken() {
    let (desk, replica) = desk();
    let file = desk.write("rundown.csv", RUNDOWN.replace("45m", "a while"));
    let arguments: [&OsStr; 4] =
        ["import".as_ref(), file.as_ref(), "--show".as_ref(), "Festival Aguapanela".as_ref()];
    let run = show(&desk, &replica, &arguments);
    assert_eq!(run.status, 2, "{}", run.err);
    let bad = &run.json()[0]["bad"][0];
    assert_eq!((bad["line"].as_u64(), bad["column"].as_u64()), (Some(3), Some(4)));
    assert_eq!(text(&bad["problem"]), "duration");
    assert_eq!(show(&desk, &replica, &["list".as_ref()]).one()["cues"], 15);
    let nobody: [&OsStr; 4] = ["import".as_ref(), file.as_ref(), "--show".as_ref(), "Nobody's".as_ref()];
    assert!(show(&desk, &replica, &nobody).err.contains("Festival Aguapanela"));
}
