//! Verdicts, cameras and rows in English sentences, for people who read a terminal.

use gatehouse_contract::import::RowProblem;
use gatehouse_contract::verdict::{Answer, Invalid};
use gatehouse_core::time::WallMs;
use gatehouse_hardware::camera::CameraErrorKind;
use gatehouse_vision::Hint;
use jiff::tz::TimeZone;

use crate::moment::spoken;
use crate::output::Listed;

/// One sentence that tells a person at the gate what the verdict is and why.
pub(crate) fn sentence(answer: &Answer, now: WallMs, zone: &TimeZone) -> String {
    let time = |at: gatehouse_contract::time::WallMs| spoken(at.into(), now, zone);
    match answer {
        Answer::Admit => "Let them in.".into(),
        Answer::Exit => "Let them out.".into(),
        Answer::Invalid { invalid } => invalid_words(*invalid).into(),
        Answer::WrongEvent { event_name: Some(name) } => format!("This is for another event: {name}."),
        Answer::WrongEvent { event_name: None } => "This is for another event.".into(),
        Answer::Error => "This checkpoint is not known to this device.".into(),
        Answer::Cancelled => "It was cancelled or refunded.".into(),
        Answer::Revoked { superseded: true } => "A newer issue of it replaced this code.".into(),
        Answer::Revoked { superseded: false } => "The organizer withdrew it.".into(),
        Answer::Blocked => "The organizer has blocked it.".into(),
        Answer::Unapproved => "Its order still waits for approval.".into(),
        Answer::Unpaid { may_admit: true } => {
            "Its order is not paid; an operator may let them in nevertheless.".into()
        }
        Answer::Unpaid { may_admit: false } => "Its order is not paid.".into(),
        Answer::TooEarly { valid_from } => format!("It is valid from {} on.", time(*valid_from)),
        Answer::TooLate { valid_until } => format!("It was valid until {}.", time(*valid_until)),
        Answer::Closed { opens: Some(opens) } => format!("This checkpoint opens at {}.", time(*opens)),
        Answer::Closed { opens: None } => "This checkpoint has closed.".into(),
        Answer::WrongProduct { right } if right.is_empty() => "It is not good at this checkpoint.".into(),
        Answer::WrongProduct { right } => format!("It is not good here but at: {}.", Listed(right)),
        Answer::WrongSession => "It is for another session.".into(),
        Answer::Rules { clause } => format!("A rule of this checkpoint forbids it: {clause}."),
        Answer::Questions => "A question must be answered first.".into(),
        Answer::Ambiguous => "Several of its products are good here; choose one.".into(),
        Answer::Used { first } => {
            format!(
                "Already used at {} at {} ({}).",
                time(first.at),
                first.checkpoint_name,
                first.device_name
            )
        }
        Answer::Full { capacity } => format!("The zone is full: it holds {capacity}."),
    }
}

const fn invalid_words(invalid: Invalid) -> &'static str {
    match invalid {
        Invalid::Unrecognized => "This is no code that this gate reads.",
        Invalid::Malformed => "The code is damaged or was altered.",
        Invalid::BadSignature => "The code is forged: its signature does not verify.",
        Invalid::UnknownKey => "The code was signed with a key that is not known here.",
        Invalid::RevokedKey => "The code was signed with a key that was revoked.",
        Invalid::KeyOutsideItsTime => "The code was signed with a key that is not valid now.",
        Invalid::NotFound => "The credential is not known here.",
    }
}

/// What to do about a camera that does not work.
pub(crate) const fn camera_fix(kind: CameraErrorKind) -> &'static str {
    match kind {
        CameraErrorKind::NoneFound => "Plug a camera in, or look at `gatehouse scan --list` for its number",
        CameraErrorKind::Busy => "Close the other program that uses the camera",
        CameraErrorKind::PermissionDenied => {
            "Allow this program to use the camera; on Linux, add the user to the group `video`"
        }
        CameraErrorKind::Unplugged => "Plug the camera in again",
        CameraErrorKind::UnsupportedFormat => "Use a camera that sends YUYV, NV12, grey or MJPEG",
        CameraErrorKind::Stalled | CameraErrorKind::BrokenFrame => "Try another cable or port",
        CameraErrorKind::ReplayMissing => "Name a folder that exists: --camera replay:DIR",
        CameraErrorKind::ReplayEmpty => "Put pictures (PNG, JPEG and others) into the folder",
        CameraErrorKind::UnreadablePicture => "Replace the picture; the others are still played",
        CameraErrorKind::SceneText => "Use shorter texts",
        CameraErrorKind::Driver | CameraErrorKind::Stopped => {
            "Unplug the camera, plug it in again, and retry"
        }
    }
}

/// Advice for whoever holds the code.
pub(crate) const fn advice(hint: Hint) -> &'static str {
    match hint {
        Hint::TooDark => "too dark: more light on the code",
        Hint::Glare => "glare: tilt the code, or dim its screen",
        Hint::TooClose => "too close: hold the code farther away",
        Hint::TooFar => "too far: hold the code closer",
        Hint::Blurred => "blurred: hold the code still",
    }
}

/// What is wrong with a row of an import.
pub(crate) const fn row_problem(problem: RowProblem) -> &'static str {
    match problem {
        RowProblem::ColumnCount => "another number of columns than the headings",
        RowProblem::NotUtf8 => "not UTF-8",
        RowProblem::NameMissing => "no name",
        RowProblem::UnknownProduct => "no such product",
        RowProblem::ProductMissing => "no product",
        RowProblem::UnknownKind => "no such kind",
        RowProblem::UnknownStatus => "no such status",
        RowProblem::BadEmail => "not an e-mail address",
        RowProblem::BadTime => "not a date and time",
        RowProblem::EmptyWindow => "it ends before it begins",
        RowProblem::DuplicateReference => "the same reference stands in an earlier row",
        RowProblem::TooLong => "longer than a field may be",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gatehouse_contract::verdict::FirstAdmission;
    use gatehouse_core::ids::CheckpointId;

    #[test]
    fn a_used_credential_tells_when_where_and_by_whom() {
        let first = FirstAdmission {
            at: gatehouse_contract::time::WallMs(1_795_500_000_000),
            checkpoint: CheckpointId::from_bytes([1; 16]).into(),
            checkpoint_name: "Main gate".into(),
            device_name: "North 1".into(),
        };
        let words = sentence(&Answer::Used { first }, WallMs(1_795_500_060_000), &TimeZone::UTC);
        assert_eq!(words, "Already used at 06:00 at Main gate (North 1).");
    }

    #[test]
    fn a_wrong_product_names_the_right_places() {
        let right = vec!["East".to_owned(), "West".to_owned()];
        let words = sentence(&Answer::WrongProduct { right }, WallMs(0), &TimeZone::UTC);
        assert_eq!(words, "It is not good here but at: East, West.");
    }
}
