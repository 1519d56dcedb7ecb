//! Setup: what the event is, its products, zones, checkpoints and keys.
//!
//! Every change answers with everything Setup shows, so that a screen never has to guess what else moved.

mod event;
mod key;
mod place;
mod product;
mod status;

pub use event::save_event;
pub(crate) use event::{checked_details, details};
pub(crate) use key::fresh_key;
pub use key::{new_key, set_key_status, trust_key};
pub use place::{save_checkpoint, save_zone};
pub use product::save_product;
pub use status::status;

use gatehouse_contract::error::CommandError;

use crate::error;

/// A name as people typed it: trimmed, not empty, not endless.
fn checked_name(name: &str, what: &str) -> Result<String, CommandError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 {
        return Err(error::bad_request(
            format!("The {what} needs a name of up to 80 letters"),
            "Shorten or fill in the name",
        ));
    }
    Ok(name.to_owned())
}
