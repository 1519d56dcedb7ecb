//! The program as a whole: which event is open, which exist, making and opening one.

mod create;
pub(crate) mod file_key;
mod open;
mod ready;
mod reopen;
mod status;

pub use create::{NewEvent, create, create_at};
pub(crate) use create::{begin_log, device_name, file_name, passphrase};
pub use file_key::Protect;
pub use open::{open, open_last, open_path};
pub use ready::screen_ready;
pub use reopen::reopen;
pub use status::status;
