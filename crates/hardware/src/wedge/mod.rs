//! Hand-held scanners that type what they read, like a keyboard.
//!
//! Pure: whoever captures the keys (a window) feeds them in with their times. [`Burst`] tells a scanner from a person
//! by speed; [`Line`] cleans what it typed and drops repetitions. The window uses the same numbers, which is why they
//! are constants here.

mod burst;
mod line;

pub use burst::{Burst, Keys};
pub use line::{Line, Read};

/// Fewer characters than this are never taken for a scan, however fast: a person can hit a few keys at once.
pub const BURST_MIN_CHARS: usize = 6;
/// The mean time between two keys of a scan stays below this. Scanners take 1 to 20 ms; a very fast typist 60.
pub const BURST_MEAN_GAP_MS: u64 = 35;
/// A pause longer than this ends whatever was being typed; scanners never pause so long, not even over Bluetooth.
pub const BURST_MAX_GAP_MS: u64 = 100;
/// The same text within this time of its last scan is the same scan: triggers bounce, and some scanners send twice.
pub const DUPLICATE_MS: u64 = 2_000;
/// The most characters of a scan; a QR code of letters and digits holds no more.
pub const LINE_MAX_CHARS: usize = 4_296;
