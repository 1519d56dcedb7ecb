//! How a device joins an event: the text of the QR code that the organizer shows, and the calls that follow.
//!
//! ```text
//! "GHE1:" | Base45 of (address | LF | publishable key | LF | one-time code)
//! ```
//!
//! Base45 keeps the picture small and lets hand-held scanners carry it unharmed. Reading is total, and canonical: one
//! invitation has one text. The code in it is worth as much as a place at a gate, so it appears in no `Debug`.

use std::fmt;
use std::str::FromStr;

use gatehouse_core::ids::EventId;
use serde::Deserialize as _;
use zeroize::Zeroizing;

use crate::answer::{Answer, Setback};
use crate::session::{self, Session};
use crate::transport::Transport;
use crate::wire::{DeviceInfo, Enrolled, EventDocument, Reply, Request};

const PREFIX: &str = "GHE1:";

/// The letters of a one-time code: none that people mistake for another.
const LETTERS: &str = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// How many letters a one-time code has.
const CODE_LEN: usize = 8;

/// The longest address, and the longest key: an older project's is a token of about 220 characters.
const LONGEST: usize = 400;

/// What a device needs to join.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Where the central store is.
    pub url: String,
    /// Its key for clients.
    pub publishable_key: String,
    /// Good once, for one device.
    pub code: Zeroizing<String>,
}

/// The text is no invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no enrolment code")]
pub struct NoInvitation;

impl Invitation {
    /// Puts an invitation together.
    ///
    /// # Errors
    ///
    /// When a part cannot be what it should be.
    pub fn new(url: &str, publishable_key: &str, code: &str) -> Result<Self, NoInvitation> {
        let url = url.trim_end_matches('/');
        let plain = |text: &str| {
            !text.is_empty() && text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let address = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let good_code = code.len() == CODE_LEN && code.chars().all(|letter| LETTERS.contains(letter));
        if address.is_none_or(str::is_empty) || !plain(url) || !plain(publishable_key) || !good_code {
            return Err(NoInvitation);
        }
        Ok(Self {
            url: url.to_owned(),
            publishable_key: publishable_key.to_owned(),
            code: code.to_owned().into(),
        })
    }
}

impl FromStr for Invitation {
    type Err = NoInvitation;

    fn from_str(text: &str) -> Result<Self, NoInvitation> {
        let text = text.trim();
        let body = text.strip_prefix(PREFIX).filter(|body| body.len() <= 4 * LONGEST).ok_or(NoInvitation)?;
        let bytes = base45::decode(body).map_err(|_| NoInvitation)?;
        let joined = String::from_utf8(bytes).map_err(|_| NoInvitation)?;
        let parts: Vec<&str> = joined.split('\n').collect();
        let [url, key, code] = parts[..] else { return Err(NoInvitation) };
        let found = Self::new(url, key, code)?;
        if found.to_string() == text { Ok(found) } else { Err(NoInvitation) }
    }
}

impl fmt::Display for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined =
            Zeroizing::new(format!("{}\n{}\n{}", self.url, self.publishable_key, self.code.as_str()));
        write!(f, "{PREFIX}{}", base45::encode(joined.as_bytes()))
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invitation(…)")
    }
}

/// A device that has joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// What the central store told.
    pub enrolled: Enrolled,
    /// The event.
    pub event: EventId,
    /// What the event is.
    pub details: EventDocument,
    /// The sign-in, bound to the device. To be kept before anything else is done.
    pub session: Session,
}

/// Joins: a new anonymous user signs in and is bound to the device by the one-time code.
///
/// When an answer is lost on its way, nobody knows whether the code was taken. So it is shown once more, by the same user
/// with the same key, whom the central store takes for the same device.
///
/// # Errors
///
/// What came back instead. A code that was taken is used up, when the second answer was lost too.
pub async fn join(
    transport: &dyn Transport,
    code: &Zeroizing<String>,
    public_key: gatehouse_journal::DevicePublicKey,
    info: DeviceInfo,
) -> Result<Membership, Answer> {
    let tokens = session::anonymously(transport).await?;
    let request = Request::Enrol { code: code.to_string(), public_key, info };
    let mut answer = session::ask(transport, &request, Some(&tokens.access)).await;
    if matches!(answer, Answer::Retry { why: Setback::Misshapen | Setback::TimedOut, .. }) {
        answer = session::ask(transport, &request, Some(&tokens.access)).await;
    }
    match answer {
        Answer::Value(Reply::Enrolled(enrolled)) => {
            let (event, details) = event(&enrolled).ok_or_else(misshapen)?;
            Ok(Membership { enrolled: *enrolled, event, details, session: Session { tokens, bound: true } })
        }
        Answer::Value(_) => Err(misshapen()),
        other => Err(other),
    }
}

fn event(enrolled: &Enrolled) -> Option<(EventId, EventDocument)> {
    let id = enrolled.event.get("id")?.as_str()?.parse().ok()?;
    // The document of the event, or its envelope.
    let details = enrolled.event.get("d").unwrap_or(&enrolled.event);
    Some((id, EventDocument::deserialize(details).ok()?))
}

const fn misshapen() -> Answer {
    Answer::Retry { after_ms: None, why: Setback::Misshapen }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation() -> Invitation {
        Invitation::new("https://abc.supabase.co/", "sb_publishable_x_y", "7KQ2MNP4").expect("good parts")
    }

    #[test]
    fn an_invitation_survives_its_text_and_only_its_own() {
        let text = invitation().to_string();
        assert_eq!(text.parse(), Ok(invitation()));
        assert_eq!(format!(" {text}\r\n").parse(), Ok(invitation()), "scanners add white space");
        let alphanumeric = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " $%*+-./:".contains(c);
        assert!(text.chars().all(alphanumeric), "a QR code holds it in its compact mode");
        for at in PREFIX.len()..text.len() {
            let mut altered = text.clone().into_bytes();
            altered[at] = if altered[at] == b'0' { b'1' } else { b'0' };
            let altered = String::from_utf8(altered).expect("ASCII");
            assert!(
                altered.parse::<Invitation>().is_ok_and(|other| other != invitation())
                    || altered.parse::<Invitation>().is_err()
            );
        }
    }

    #[test]
    fn what_is_no_invitation_is_refused() {
        let text = invitation().to_string();
        let spelled = |joined: &str| format!("{PREFIX}{}", base45::encode(joined.as_bytes()));
        for bad in [
            "",
            "GHE1:",
            "GH1:ABC",
            &text[1..],
            &format!("{text}0"),
            &spelled("https://a\nk"),
            &spelled("https://a\nk\n7KQ2MNP4\nmore"),
            &spelled("ftp://a\nk\n7KQ2MNP4"),
            &spelled("https://\nk\n7KQ2MNP4"),
            &spelled("https://a b\nk\n7KQ2MNP4"),
            &spelled("https://a\n\n7KQ2MNP4"),
            &spelled("https://a\nk\n7KQ2MNP"),
            &spelled("https://a\nk\n7KQ2MNPI"),
            &spelled("https://a/\nk\n7KQ2MNP4"),
            &spelled(&format!("https://{}\nk\n7KQ2MNP4", "a".repeat(LONGEST))),
        ] {
            assert_eq!(bad.parse::<Invitation>(), Err(NoInvitation), "{bad:.40}");
        }
    }

    #[test]
    fn nothing_shows_the_code() {
        assert!(!format!("{:?}", invitation()).contains("7KQ2"));
    }
}
