//! What single words mean, in English and in Spanish.

use super::super::catalogue::{Category, TypeCode};
use super::super::deed::UnitState;
use super::super::severity::{Alert, Severity, Status};

/// A word after the number of an incident that moves it on, or its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The incident.
    Move(Status),
    /// A unit, and with it the incident.
    Unit(UnitState),
}

/// Words that move something on, for reading and completing.
pub(super) const STEPS: [(&str, Step); 31] = [
    ("ack", Step::Move(Status::Acknowledged)),
    ("acknowledged", Step::Move(Status::Acknowledged)),
    ("recibido", Step::Move(Status::Acknowledged)),
    ("enterado", Step::Move(Status::Acknowledged)),
    ("reopen", Step::Move(Status::Acknowledged)),
    ("reabrir", Step::Move(Status::Acknowledged)),
    ("dispatched", Step::Move(Status::Dispatched)),
    ("despachado", Step::Move(Status::Dispatched)),
    ("onscene", Step::Unit(UnitState::OnScene)),
    ("on-scene", Step::Unit(UnitState::OnScene)),
    ("ensitio", Step::Unit(UnitState::OnScene)),
    ("en-sitio", Step::Unit(UnitState::OnScene)),
    ("sitio", Step::Unit(UnitState::OnScene)),
    ("enroute", Step::Unit(UnitState::EnRoute)),
    ("en-route", Step::Unit(UnitState::EnRoute)),
    ("encamino", Step::Unit(UnitState::EnRoute)),
    ("en-camino", Step::Unit(UnitState::EnRoute)),
    ("clear", Step::Unit(UnitState::Clear)),
    ("libre", Step::Unit(UnitState::Clear)),
    ("hold", Step::Move(Status::OnHold)),
    ("onhold", Step::Move(Status::OnHold)),
    ("on-hold", Step::Move(Status::OnHold)),
    ("espera", Step::Move(Status::OnHold)),
    ("en-espera", Step::Move(Status::OnHold)),
    ("resolved", Step::Move(Status::Resolved)),
    ("resuelto", Step::Move(Status::Resolved)),
    ("resuelta", Step::Move(Status::Resolved)),
    ("closed", Step::Move(Status::Closed)),
    ("close", Step::Move(Status::Closed)),
    ("cerrado", Step::Move(Status::Closed)),
    ("cerrada", Step::Move(Status::Closed)),
];

/// What a word moves on.
pub(super) fn step(plain: &str) -> Option<Step> {
    STEPS.iter().find(|(word, _)| *word == plain).map(|(_, step)| *step)
}

/// A word that says what the rest of the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    /// How an incident ended.
    Outcome,
    /// What it is.
    Title,
    /// It goes on as another one.
    Duplicate,
    /// Something is decided.
    Decision,
    /// Something is promised.
    Promise,
}

/// What the rest of the line is.
pub(super) fn keyword(plain: &str) -> Option<Keyword> {
    Some(match plain {
        "outcome" | "resultado" => Keyword::Outcome,
        "title" | "titulo" => Keyword::Title,
        "dup" | "duplicate" | "duplicado" => Keyword::Duplicate,
        "dec" | "decision" => Keyword::Decision,
        "todo" | "promise" | "pendiente" => Keyword::Promise,
        _ => return None,
    })
}

/// How loudly something is told: `!urgent`.
pub(super) fn alert(plain: &str) -> Option<Alert> {
    Some(match plain.strip_prefix('!')? {
        "none" | "nadie" => Alert::None,
        "info" => Alert::Info,
        "urgent" | "urgente" => Alert::Urgent,
        "emergency" | "emergencia" => Alert::Emergency,
        _ => return None,
    })
}

/// `sev4`, `s4`.
pub(super) fn severity(plain: &str) -> Option<Severity> {
    let digit = plain.strip_prefix("sev").or_else(|| plain.strip_prefix('s'))?;
    one_digit(digit).and_then(Severity::from_digit)
}

/// `dens4`.
pub(super) fn density(plain: &str) -> Option<u8> {
    one_digit(plain.strip_prefix("dens")?).filter(|grade| *grade <= 5)
}

/// `m30s`, `f7`, `x40`, `child`: somebody, by sex and age, as radio traffic says it.
pub(super) fn is_subject(plain: &str) -> bool {
    if matches!(plain, "child" | "nino" | "niño" | "nina" | "niña") {
        return true;
    }
    let Some(age) = plain.strip_prefix(['m', 'f', 'x']) else { return false };
    let digits = age.trim_end_matches(['s', 'y']);
    age.len() - digits.len() <= 1
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Codes that are everyday words of one of the languages: in lower case they need their digit.
const EVERYDAY: [&str; 5] = ["the", "los", "sus", "eje", "sex"];

/// `med3`, `MED`, `fir`, `MED.FAINT2`, `faint3`: a type and how bad it is.
pub(super) fn category(text: &str, plain: &str, known: &[Category]) -> Option<(TypeCode, Option<Severity>)> {
    let (name, severity) = match plain.char_indices().next_back() {
        Some((at, digit)) if digit.is_ascii_digit() => {
            (&plain[..at], Some(Severity::from_digit(u8::try_from(digit.to_digit(10)?).ok()?)?))
        }
        _ => (plain, None),
    };
    let offered = || known.iter().filter(|category| !category.hidden);
    let coded = offered().find(|category| category.code.0.to_lowercase() == name);
    let everyday = severity.is_none() && EVERYDAY.contains(&name) && text.chars().any(char::is_lowercase);
    if let Some(category) = coded.filter(|_| !everyday) {
        return Some((category.code.clone(), severity));
    }
    // Everyday words open an incident only with a digit: `fire doors checked` is a note.
    let severity = severity?;
    let named =
        offered().find(|category| category.words.iter().any(|word| super::words::plain(word) == name))?;
    Some((named.code.clone(), Some(severity)))
}

fn one_digit(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [digit @ b'0'..=b'9'] => Some(digit - b'0'),
        _ => None,
    }
}
