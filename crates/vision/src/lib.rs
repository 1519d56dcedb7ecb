//! A luma frame in, the texts of its QR codes out.
//!
//! The [`Decoder`] trait is the seam; [`Cascade`] is the reader of our own that stands behind it. It looks for finder
//! patterns at several sizes of the picture, fits a perspective to each likely triple, samples the modules and lets
//! `rqrr` correct the errors of the sampled grid. Every step has a fixed bound and a deadline besides, so that no
//! frame, however contrived, can hold up the gate.
//!
//! What this crate does not do: read cameras, convert colours, remember earlier frames (re-arming, "seen for a
//! second"), or know what a text means.

mod alignment;
mod attempt;
mod cascade;
mod decoder;
mod finder;
mod fit;
mod grid;
mod hint;
mod homography;
mod luma;
mod meter;
mod plane;
mod pyramid;
mod runs;
mod sample;
mod symbol;
mod threshold;
mod triplet;

pub use cascade::Cascade;
pub use decoder::{Budget, Code, Decoder, Hint, Sighting};
pub use homography::Point;
pub use luma::{Error, Luma, LumaBuf};
