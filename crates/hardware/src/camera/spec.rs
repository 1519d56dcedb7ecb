//! Which camera, as written in the settings and on the command line.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use super::replay::Replay;

/// Which camera to open.
///
/// ```text
/// 0                                 the first camera of the machine
/// replay:DIR[?loop][&hold=3][&fps=15]   the pictures of a folder, in order of their names
/// scene[:SEED]                      a generated scene
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CameraSpec {
    /// A real camera, by its number in the list of cameras.
    Device(u32),
    /// A folder of frames.
    Replay(Replay),
    /// A generated scene.
    Scene {
        /// What its chances are drawn from; the same seed gives the same pictures.
        seed: u64,
    },
}

/// The text names no camera.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCameraSpec {
    /// It has none of the known forms.
    #[error("not a camera: expected a number, replay:DIR or scene[:SEED]")]
    Form,
    /// `replay:` without a folder.
    #[error("replay: needs a folder")]
    NoFolder,
    /// An option after `?` is unknown or has a bad value.
    #[error("not an option of replay: {0:?} (known: loop, hold=FRAMES, fps=RATE)")]
    Option(String),
}

impl FromStr for CameraSpec {
    type Err = BadCameraSpec;

    fn from_str(text: &str) -> Result<Self, BadCameraSpec> {
        if let Some(rest) = text.strip_prefix("replay:") {
            return parse_replay(rest).map(Self::Replay);
        }
        if text == "scene" {
            return Ok(Self::Scene { seed: 0 });
        }
        if let Some(seed) = text.strip_prefix("scene:") {
            return seed.parse().map(|seed| Self::Scene { seed }).map_err(|_| BadCameraSpec::Form);
        }
        text.parse().map(Self::Device).map_err(|_| BadCameraSpec::Form)
    }
}

fn parse_replay(text: &str) -> Result<Replay, BadCameraSpec> {
    let (folder, options) = text.rsplit_once('?').unwrap_or((text, ""));
    if folder.is_empty() {
        return Err(BadCameraSpec::NoFolder);
    }
    let mut replay = Replay::new(PathBuf::from(folder));
    for option in options.split('&').filter(|option| !option.is_empty()) {
        let bad = || BadCameraSpec::Option(option.to_owned());
        let number = |value: &str| value.parse::<u32>().ok().filter(|number| (1..=1_000).contains(number));
        match option.split_once('=') {
            None if option == "loop" => replay.again = true,
            Some(("hold", value)) => replay.hold = number(value).ok_or_else(bad)?,
            Some(("fps", value)) => {
                // Slower than two a second would outlast the longest wait for a picture.
                let rate = number(value).filter(|rate| *rate >= 2);
                replay.interval = Duration::from_secs(1) / rate.ok_or_else(bad)?;
            }
            _ => return Err(bad()),
        }
    }
    Ok(replay)
}

impl fmt::Display for CameraSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(index) => write!(f, "{index}"),
            Self::Scene { seed: 0 } => f.write_str("scene"),
            Self::Scene { seed } => write!(f, "scene:{seed}"),
            Self::Replay(replay) => {
                write!(f, "replay:{}", replay.folder.display())?;
                let usual = Replay::new(PathBuf::new());
                let mut options = Vec::new();
                if replay.again {
                    options.push("loop".to_owned());
                }
                if replay.hold != usual.hold {
                    options.push(format!("hold={}", replay.hold));
                }
                if replay.interval != usual.interval {
                    options.push(format!("fps={:.0}", 1.0 / replay.interval.as_secs_f64()));
                }
                if options.is_empty() && !replay.folder.to_string_lossy().contains('?') {
                    return Ok(());
                }
                write!(f, "?{}", options.join("&"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_survives_its_text() {
        for text in [
            "0",
            "12",
            "scene",
            "scene:7",
            "replay:frames",
            "replay:/a b/c",
            "replay:frames?loop",
            "replay:frames?loop&hold=1&fps=60",
            "replay:what?really?",
        ] {
            let spec: CameraSpec = text.parse().expect("a form that the documentation shows");
            assert_eq!(spec.to_string(), text);
        }
    }

    #[test]
    fn options_set_how_a_folder_is_played() {
        let spec = "replay:d?hold=5&fps=10&loop".parse();
        let played = Replay {
            hold: 5,
            interval: Duration::from_millis(100),
            again: true,
            ..Replay::new(PathBuf::from("d"))
        };
        assert_eq!(spec, Ok(CameraSpec::Replay(played)));
    }

    #[test]
    fn what_names_no_camera_says_why() {
        let check = |text: &str, expected| assert_eq!(text.parse::<CameraSpec>(), Err(expected), "{text}");
        check("", BadCameraSpec::Form);
        check("-1", BadCameraSpec::Form);
        check("front", BadCameraSpec::Form);
        check("scene:x", BadCameraSpec::Form);
        check("replay:", BadCameraSpec::NoFolder);
        check("replay:?loop", BadCameraSpec::NoFolder);
        check("replay:d?fps=1", BadCameraSpec::Option("fps=1".into()));
        check("replay:d?fps=0", BadCameraSpec::Option("fps=0".into()));
        check("replay:d?hold=no", BadCameraSpec::Option("hold=no".into()));
        check("replay:d?backwards", BadCameraSpec::Option("backwards".into()));
    }
}
