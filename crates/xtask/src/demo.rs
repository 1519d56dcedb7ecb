//! `cargo xtask demo`: from a fresh clone to the app running on the sample event, in one command.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::central::Central;
use crate::checkout;
use crate::run::{Place, ask, data, run as run_to_end};
use crate::setup;

/// Makes the sample event, which begins on the day it is made.
fn sample_arguments(replica: &Path) -> Vec<OsString> {
    vec!["event".into(), "sample".into(), "--replica".into(), replica.into(), "--unprotected".into()]
}

/// Starts the app on it at the north gate, with the generated scene before the camera unless another one is named.
fn app_arguments(replica: &Path, rest: &[&str]) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec!["--replica".into(), replica.into()];
    if !rest.iter().any(|word| word.starts_with("--camera")) {
        words.extend(["--camera".into(), "scene".into()]);
    }
    if !rest.iter().any(|word| word.starts_with("--checkpoint")) {
        words.extend(["--checkpoint".into(), "Puerta Norte".into()]);
    }
    words.extend(rest.iter().map(Into::into));
    words
}

/// Builds, makes the sample event unless today's is there, and starts the app on it.
pub(crate) fn run(place: &Place, rest: &[&str]) -> Result<()> {
    setup::packages(&[setup::BUILD, setup::STORE])?;
    setup::screens(place)?;
    checkout::claim(place)?;
    run_to_end(&mut place.npm(&["run", "build"]))?;
    // The whole workspace, as the tests build it: one choice of features, and nothing is compiled twice.
    run_to_end(&mut place.cargo(["build", "--workspace", "--bins"]))?;

    let replica = sample(place)?;
    println!("\nThe sample event lies in {}", replica.display());
    if cfg!(target_os = "linux")
        && env::var_os("DISPLAY").is_none()
        && env::var_os("WAYLAND_DISPLAY").is_none()
    {
        println!(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). Try\n\n    \
             xvfb-run --auto-servernum cargo xtask demo\n\n\
             after `cargo xtask setup`, which brings xvfb-run."
        );
        return Ok(());
    }
    // Without it the demonstration goes on: a gate needs no store.
    let central = match Central::start(place, &replica.with_file_name("central")) {
        Ok(central) => {
            central.publish(place, &replica)?;
            central.introduce();
            Some(central)
        }
        Err(error) => {
            println!("without a central store: {error:#}");
            None
        }
    };
    let mut app = std::process::Command::new(place.program("gatehouse-app"));
    let ended = run_to_end(app.args(app_arguments(&replica, rest)));
    drop(central);
    ended
}

/// Today's sample event; made in a folder aside, so that an interrupted start leaves nothing half done.
fn sample(place: &Place) -> Result<PathBuf> {
    let home = home()?;
    let today = home.join(today_at_the_venue()?);
    let replica = today.join("medellin.gatehouse");
    if replica.exists() {
        return Ok(replica);
    }
    let aside = today.with_extension("new");
    if aside.exists() {
        fs::remove_dir_all(&aside).with_context(|| format!("cannot remove {}", aside.display()))?;
    }
    fs::create_dir_all(&aside).with_context(|| format!("cannot make {}", aside.display()))?;
    let mut gatehouse = std::process::Command::new(place.program("gatehouse"));
    run_to_end(gatehouse.args(sample_arguments(&aside.join("medellin.gatehouse"))).current_dir(&place.root))?;
    fs::rename(&aside, &today).with_context(|| format!("cannot name {}", today.display()))?;
    Ok(replica)
}

/// Where demonstrations are kept. Postgres refuses to be root and cannot look into root's own folder.
fn home() -> Result<PathBuf> {
    let root = ask(std::process::Command::new("id").arg("-u")).as_deref() == Some("0");
    let base = if root { env::temp_dir() } else { data()? };
    Ok(base.join("gatehouse").join("demo"))
}

/// The day in Medellín: Colombia keeps five hours behind UTC all year.
fn today_at_the_venue() -> Result<String> {
    #[expect(clippy::disallowed_methods, reason = "the demonstration begins on the day it is started")]
    let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(civil(since_epoch.as_secs().saturating_sub(5 * 3600) / 86_400))
}

/// The Gregorian date of a day counted from 1970-01-01.
fn civil(mut day: u64) -> String {
    let mut year = 1970;
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    while day >= 365 + u64::from(leap(year)) {
        day -= 365 + u64::from(leap(year));
        year += 1;
    }
    let february = 28 + u64::from(leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", day + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        let cases = [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_818, "2026-12-31")];
        for (day, expected) in cases {
            assert_eq!(civil(day), expected);
        }
    }

    #[test]
    fn a_named_camera_replaces_the_scene() {
        let words = |rest: &[&str]| app_arguments(Path::new("e"), rest);
        let gate = ["--checkpoint", "Puerta Norte"];
        assert_eq!(words(&[]), [&["--replica", "e", "--camera", "scene"], &gate[..]].concat());
        assert_eq!(words(&["--camera", "0"]), [&["--replica", "e"], &gate[..], &["--camera", "0"]].concat());
        assert_eq!(words(&["--camera=0"]), [&["--replica", "e"], &gate[..], &["--camera=0"]].concat());
    }
}
