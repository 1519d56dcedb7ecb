//! A folder of frames as a camera.
//!
//! Plays the pictures in order of their file names, then goes on watching the folder: a test, or a person, may drop
//! further frames in while the pipeline runs. Nothing is recorded here.

use std::collections::{HashSet, VecDeque};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use gatehouse_vision::{Luma, LumaBuf};

use super::{Camera, CameraError, FrameInfo, Pace, convert};
use crate::Stop;

/// How a folder is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// Where the pictures lie.
    pub folder: PathBuf,
    /// How many frames each picture is shown for.
    pub hold: u32,
    /// Time from frame to frame.
    pub interval: Duration,
    /// Whether to start again at the end. Otherwise an empty grey picture is shown until a new file appears.
    pub again: bool,
}

impl Replay {
    /// Three frames a picture, fifteen frames a second, once.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, hold: 3, interval: Duration::from_secs(1) / 15, again: false }
    }
}

/// The endings that are taken for pictures; anything else in the folder is left alone.
const ENDINGS: &[&str] =
    &["png", "jpg", "jpeg", "webp", "bmp", "gif", "tif", "tiff", "pgm", "ppm", "pbm", "pnm", "pam"];

/// The grey of the empty picture.
const BLANK: u8 = 96;

/// The camera that plays a folder.
#[derive(Debug)]
pub struct FolderCamera {
    replay: Replay,
    pace: Pace,
    played: HashSet<OsString>,
    waiting: VecDeque<PathBuf>,
    shown: LumaBuf,
    left: u32,
}

impl FolderCamera {
    /// Opens the folder, which must hold a picture at least.
    pub fn open(replay: &Replay, stop: &Stop) -> Result<Self, CameraError> {
        Self::with_pace(replay, Pace::every(replay.interval, stop))
    }

    /// The same at a pace of the caller's, such as [`Pace::unpaced`].
    pub fn with_pace(replay: &Replay, pace: Pace) -> Result<Self, CameraError> {
        let mut camera = Self {
            replay: replay.clone(),
            pace,
            played: HashSet::new(),
            waiting: VecDeque::new(),
            shown: LumaBuf::new(),
            left: 0,
        };
        camera.look_for_new()?;
        if camera.waiting.is_empty() {
            return Err(CameraError::ReplayEmpty { folder: camera.replay.folder });
        }
        camera.blank();
        camera.left = 0;
        Ok(camera)
    }

    /// Moves on to the next picture; the empty one when there is none.
    fn advance(&mut self) -> Result<(), CameraError> {
        if self.waiting.is_empty() {
            self.look_for_new()?;
        }
        if self.waiting.is_empty() && self.replay.again {
            self.played.clear();
            self.look_for_new()?;
        }
        let Some(file) = self.waiting.pop_front() else {
            self.blank();
            return Ok(());
        };
        self.played.extend(file.file_name().map(OsString::from));
        match load(&file, &mut self.shown) {
            Ok(()) => {
                self.left = self.replay.hold;
                Ok(())
            }
            Err(Unreadable::Gone) => self.advance(),
            Err(Unreadable::Malformed(source)) => {
                self.blank();
                Err(CameraError::UnreadablePicture { file, source })
            }
        }
    }

    fn look_for_new(&mut self) -> Result<(), CameraError> {
        let folder = &self.replay.folder;
        let missing = |source| CameraError::ReplayMissing { folder: folder.clone(), source };
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(missing)? {
            let path = entry.map_err(missing)?.path();
            if is_picture(&path) && path.file_name().is_some_and(|name| !self.played.contains(name)) {
                found.push(path);
            }
        }
        found.sort();
        self.waiting = found.into();
        Ok(())
    }

    fn blank(&mut self) {
        let (width, height) = self.shown.as_luma().map_or((640, 480), |luma| (luma.width(), luma.height()));
        self.shown.reset(width, height).fill(BLANK);
        self.left = 1;
    }
}

impl Camera for FolderCamera {
    fn next_frame(&mut self, into: &mut LumaBuf) -> Result<FrameInfo, CameraError> {
        let info = self.pace.tick()?;
        if self.left == 0 {
            self.advance()?;
        }
        self.left = self.left.saturating_sub(1);
        into.copy_from(&self.shown.as_luma().map_err(|error| CameraError::BrokenFrame(error.into()))?);
        Ok(info)
    }

    fn nominal_fps(&self) -> f32 {
        self.pace.fps()
    }
}

/// Files that are still being written do not count: whoever writes them uses a name that starts with a dot or ends in
/// `.part`, and renames it when done.
fn is_picture(path: &Path) -> bool {
    let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    !hidden && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

enum Unreadable {
    /// Taken away between listing and reading.
    Gone,
    Malformed(image::ImageError),
}

fn load(file: &Path, into: &mut LumaBuf) -> Result<(), Unreadable> {
    let malformed = |error: image::ImageError| match error {
        image::ImageError::IoError(error) if error.kind() == std::io::ErrorKind::NotFound => Unreadable::Gone,
        error => Unreadable::Malformed(error),
    };
    let mut reader = image::ImageReader::open(file)
        .and_then(image::ImageReader::with_guessed_format)
        .map_err(|error| malformed(error.into()))?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(Luma::MAX_SIDE as u32);
    limits.max_image_height = Some(Luma::MAX_SIDE as u32);
    reader.limits(limits);
    let picture = reader.decode().map_err(malformed)?;
    convert::picture(&picture, into).map_err(|error| {
        let unusable = image::error::ParameterError::from_kind(image::error::ParameterErrorKind::Generic(
            error.to_string(),
        ));
        Unreadable::Malformed(image::ImageError::Parameter(unusable))
    })
}

#[cfg(test)]
#[path = "replay_tests.rs"]
mod tests;
