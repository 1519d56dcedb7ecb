//! The gate: standing somewhere, presenting, admitting by hand, undoing, searching, counting, the camera.

mod admit;
pub mod camera;
mod judge;
mod open;
mod present;
mod recall;
mod scene;
mod search;
mod show;
mod status;
mod undo;

pub use admit::admit;
pub use judge::{Judged, Presentation, judge};
pub(crate) use open::resume;
pub use open::{open, open_by_name};
pub use present::{present, present_text};
pub use search::search;
pub use show::shown;
pub(crate) use status::checkpoints;
pub use status::status;
pub use undo::undo;
