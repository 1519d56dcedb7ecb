//! The seam between the camera's thread and whichever reader of codes stands behind it.

use std::time::Duration;

use crate::homography::Point;
use crate::luma::Luma;

/// Something that reads the QR codes of a frame.
///
/// Implementations are total: no frame makes them panic or overstay the budget by more than a few milliseconds.
pub trait Decoder: Send {
    /// Reads `frame`. Takes `&mut self` because decoders keep their buffers from one frame to the next.
    fn decode(&mut self, frame: &Luma<'_>, budget: Budget) -> Sighting;
}

/// How long one frame may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Time from the call to the answer, by the monotonic clock.
    pub time: Duration,
}

impl Budget {
    /// A budget of `time`.
    #[must_use]
    pub const fn of(time: Duration) -> Self {
        Self { time }
    }
}

impl Default for Budget {
    /// 25 ms: a camera of 30 frames a second leaves 33, and the window needs some of them.
    fn default() -> Self {
        Self::of(Duration::from_millis(25))
    }
}

/// One code that was read.
#[derive(Clone, PartialEq)]
pub struct Code {
    /// What it says: UTF-8, or else its bytes taken as Latin-1.
    pub text: String,
    /// The symbol's outer corners in pixels of the frame, in the symbol's own order: top left, top right, bottom
    /// right, bottom left.
    pub corners: [Point; 4],
}

impl std::fmt::Debug for Code {
    /// Leaves the text out: it may be a ticket.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Code").field("length", &self.text.len()).field("corners", &self.corners).finish()
    }
}

/// Why a code that seems to be there could not be read; a single frame's guess, for a caller to smooth over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hint {
    /// Hardly any light, or hardly any contrast.
    TooDark,
    /// Parts of the code are washed out by a reflection or by too bright a screen.
    Glare,
    /// The code is so near that it does not fit into the picture.
    TooClose,
    /// The code is so far away that its modules are hardly a pixel wide.
    TooFar,
    /// Out of focus or moving.
    Blurred,
}

/// What one frame showed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    /// The codes read, the easiest first; no text twice.
    pub codes: Vec<Code>,
    /// Set when nothing was read although a finder pattern was seen and a reason suggests itself.
    pub hint: Option<Hint>,
    /// Time taken.
    pub spent: Duration,
    /// Whether all was tried that would have been worth trying; `false` when the budget ran out first.
    pub complete: bool,
    /// Work done, in elementary steps (pixels visited, samples taken). Unlike [`Sighting::spent`] it is the same on
    /// every machine, and tests hold it to its bound.
    pub effort: u64,
}
