//! The control room, as the screens see it: the log, its incidents, the line that writes it, the crowd, the staff.

pub mod act;
mod convert;
pub mod crowd;
pub mod entry;
pub mod incident;
pub mod line;
pub mod paper;
pub mod setup;
pub mod staff;
pub mod status;

pub use act::*;
pub use crowd::*;
pub use entry::*;
pub use incident::*;
pub use line::*;
pub use paper::*;
pub use setup::*;
pub use staff::*;
pub use status::*;
