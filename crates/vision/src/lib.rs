//! A luma frame in, the texts of its QR codes out.
//!
//! The [`Decoder`] trait is the seam; [`Cascade`] is the reader of our own that stands behind it. It looks for finder
//! patterns at several sizes of the picture, orders them into triplets, samples the modules of each likely one and
//! lets `rqrr` correct the errors of the sampled grid; where that fails, it fits a perspective to the fixed patterns
//! first. Every step has a fixed bound and a deadline besides, so that no frame, however contrived, can hold up the
//! gate.
//!
//! # The way of a frame
//!
//! 1. **Overview** (`looks`, `threshold`, `finder`): half the size, each pixel compared with its neighbourhood, dark
//!    on light and, where that gives nothing, light on dark.
//! 2. **Quick sampling** (`triplet`, `attempt`): the size that the timing patterns suggest, the last alignment pattern,
//!    one sample a module. Most codes need no more.
//! 3. **Fitting** (`fit`, `sample`): the four corners are moved to where finder, timing and alignment patterns fit the
//!    grey picture best; several samples a module, read in three ways.
//! 4. **Closer looks** (`region`, `pyramid`): only where the frame is rough in both directions, in other sizes,
//!    smoothed, sharpened, with other thresholds. Once a code was read, only finder patterns that are not its own are
//!    a reason to go on.
//! 5. **Vigil** (`vigil`): after some frames without a trace of a code, one closer look every other frame.
//!
//! # What each stage adds
//!
//! Of the 104 drawn frames with even seeds below 208, read whole, and the median time of all, on one core. Steps 1 and
//! 2 are there in every row. `cargo xtask bench vision` measures the whole beside other decoders.
//!
//! | | frames read | median ms |
//! |---|---|---|
//! | overview and quick sampling | 76 | 1.98 |
//! | and fitting | 81 | 1.89 |
//! | and one closer look: smoothed | 84 | 2.21 |
//! | and two more: sharpened, quarter size | 89 | 2.35 |
//! | and all | 90 | 2.20 |
//!
//! # What this crate does not do
//!
//! It does not read cameras, convert colours, decide whether a code is presented anew, or know what a text means.

mod alignment;
mod attempt;
mod cascade;
mod decoder;
mod finder;
mod fit;
mod grid;
mod hint;
mod homography;
mod looks;
mod luma;
mod meter;
mod plane;
mod pyramid;
mod region;
mod runs;
mod sample;
mod symbol;
mod threshold;
mod triplet;
mod vigil;

pub use cascade::Cascade;
pub use decoder::{Budget, Code, Decoder, Hint, Sighting};
pub use homography::Point;
pub use luma::{Error, Luma, LumaBuf};
