//! Words that people write: trimmed, bounded, and never refused for what they say.

use gatehouse_contract::error::CommandError;

use crate::error;

/// The longest that one field may be, in bytes: an entry has to fit into a record.
const LONGEST: usize = 8 * 1024;

/// What somebody wrote, without blanks around it.
pub(super) fn text(written: &str) -> Result<String, CommandError> {
    let text = written.trim();
    if text.len() > LONGEST {
        return Err(error::bad_request(
            "The text is too long for one entry",
            "Divide it into several entries",
        ));
    }
    Ok(text.to_owned())
}

/// The same where there has to be something.
pub(super) fn needed(written: &str, hint: &'static str) -> Result<String, CommandError> {
    let text = text(written)?;
    if text.is_empty() { Err(error::bad_request("Something is missing", hint)) } else { Ok(text) }
}
