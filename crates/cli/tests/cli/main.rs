//! The program from outside: arguments and files in, lines and exit status out.

mod carry;
mod decode;
mod event;
mod gate;
mod import;
mod issue;
mod scan;
mod show;
mod simulate;
mod verify;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use qrcode::{Color, QrCode};
use serde_json::Value;
use tempfile::TempDir;

/// What a run of the program came to.
struct Run {
    status: i32,
    out: String,
    err: String,
}

impl Run {
    /// The lines of standard output as JSON.
    fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    /// The one line of standard output as JSON; the run must have been well.
    fn one(&self) -> Value {
        assert_eq!(self.status, 0, "{}", self.err);
        let mut lines = self.json();
        assert_eq!(lines.len(), 1, "{}", self.out);
        lines.remove(0)
    }
}

/// A folder of its own for each test.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for the test"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, contents).expect("writing");
        path
    }

    /// Runs the program with JSON output.
    fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        self.run_with(arguments, "")
    }

    /// Runs the program with something on its standard input.
    fn run_with<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>, input: &str) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gatehouse"))
            .args(arguments)
            .args([OsStr::new("--json"), OsStr::new("--data"), self.path("data").as_os_str()])
            .env("HOME", self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("piped");
        // A program that does not read its input may be gone by now.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let ended = child.wait_with_output().expect("the program ends");
        Run {
            status: ended.status.code().expect("it ended by itself"),
            out: String::from_utf8(ended.stdout).expect("UTF-8"),
            err: String::from_utf8(ended.stderr).expect("UTF-8"),
        }
    }

    /// Draws a code into a PNG file.
    fn picture(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        draw(&path, text);
        path
    }

    /// An unprotected event with two products and two checkpoints.
    fn event(&self) -> PathBuf {
        let file = self.path("night.gatehouse");
        let made = self.run(
            words(
                "event new --name Night --zone America/Bogota --from 2026-11-20T18:00 \
             --until 2026-11-21T04:00 --unprotected --device North --product General --product Crew=staff \
             --checkpoint Main --checkpoint Backstage --replica",
            )
            .chain([file.as_os_str().to_owned()]),
        );
        assert_eq!(made.status, 0, "{}", made.err);
        file
    }

    /// Runs a command on an event's file.
    fn on(&self, replica: &Path, command: &str, rest: &[&str]) -> Run {
        let replica = ["--replica".into(), replica.as_os_str().to_owned()];
        self.run(replica.into_iter().chain(words(command)).chain(rest.iter().map(Into::into)))
    }

    /// The event with three attendees, and their codes.
    fn event_with_codes(&self) -> (PathBuf, Vec<String>) {
        let event = self.event();
        let list =
            self.write("list.csv", "name,product\nAna Gómez,General\nLuis Peña,General\nEva Ruiz,Crew\n");
        let imported = self.on(&event, "import csv", &[list.to_str().expect("UTF-8")]);
        assert_eq!(imported.status, 0, "{}", imported.err);
        let issued = self.on(&event, "credential issue", &[]);
        assert_eq!(issued.status, 0, "{}", issued.err);
        (event, issued.json().iter().map(|line| text(&line["text"])).collect())
    }
}

fn words(command: &str) -> impl Iterator<Item = std::ffi::OsString> {
    command.split_whitespace().map(Into::into).collect::<Vec<_>>().into_iter()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn draw(path: &Path, text: &str) {
    const MODULE: usize = 6;
    const QUIET: usize = 4;
    let code = QrCode::new(text).expect("short enough");
    let (width, colors) = (code.width(), code.to_colors());
    let side = ((width + 2 * QUIET) * MODULE) as u32;
    let picture = image::GrayImage::from_fn(side, side, |x, y| {
        let module = |at: u32| (at as usize / MODULE).checked_sub(QUIET).filter(|at| *at < width);
        let dark = module(x).zip(module(y)).is_some_and(|(x, y)| colors[y * width + x] == Color::Dark);
        image::Luma([if dark { 0 } else { 255 }])
    });
    picture.save(path).expect("writing the picture");
}

#[test]
fn wrong_arguments_are_status_2() {
    let desk = Desk::new();
    for arguments in
        ["", "frobnicate", "check", "check --checkpoint A --direction sideways X", "scan --camera front"]
    {
        assert_eq!(desk.run(words(arguments)).status, 2, "{arguments}");
    }
}

#[test]
fn a_reader_that_goes_away_is_a_quiet_end() {
    let desk = Desk::new();
    let keys = desk.write("keys.json", r#"{"gh1":[]}"#);
    let mut child = Command::new(env!("CARGO_BIN_EXE_gatehouse"))
        .args(["credential", "verify", "--keys"])
        .arg(&keys)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("piped");
    let _ = stdin.write_all(b"X\n");
    drop(stdin);
    let ended = child.wait_with_output().expect("the program ends");
    assert_eq!(ended.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&ended.stderr).contains("error"));
}
