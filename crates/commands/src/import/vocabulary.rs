//! The words for kinds and states, in English and Spanish.

use gatehouse_core::admission::{Approval, Kind, Payment, Standing};

use super::clean::words;

/// Where a credential and its order stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    /// Whether the credential stands.
    pub(super) standing: Standing,
    /// Whether the order is approved.
    pub(super) approval: Approval,
    /// Whether the order is paid.
    pub(super) payment: Payment,
}

impl State {
    /// Stands, approved and paid: what a row without a status means.
    pub(super) const PAID: Self =
        Self { standing: Standing::Good, approval: Approval::Given, payment: Payment::Settled };

    const UNPAID: Self = Self { payment: Payment::Due, ..Self::PAID };
    /// Approval comes before payment, so what is not approved is not paid either.
    const UNAPPROVED: Self = Self { approval: Approval::Awaited, payment: Payment::Due, ..Self::PAID };
    const CANCELLED: Self = Self { standing: Standing::Cancelled, ..Self::PAID };
    const REVOKED: Self = Self { standing: Standing::Revoked, ..Self::PAID };
    const BLOCKED: Self = Self { standing: Standing::Blocked, ..Self::PAID };
}

/// The state that a word stands for. Words that may mean two things ("pending") stand for none.
pub(super) fn state(text: &str) -> Option<State> {
    Some(match words(text).as_str() {
        "paid" | "pagado" | "pagada" | "pago" | "free" | "gratis" | "gratuito" | "gratuita" | "cortesia" => {
            State::PAID
        }
        "unpaid" | "not paid" | "pending payment" | "payment pending" | "awaiting payment" | "no pagado"
        | "no pagada" | "sin pagar" | "por pagar" | "pendiente de pago" | "pago pendiente" => State::UNPAID,
        "unapproved"
        | "not approved"
        | "awaiting approval"
        | "pending approval"
        | "sin aprobar"
        | "por aprobar"
        | "no aprobado"
        | "no aprobada"
        | "pendiente de aprobacion" => State::UNAPPROVED,
        "cancelled" | "canceled" | "refunded" | "cancelado" | "cancelada" | "anulado" | "anulada"
        | "reembolsado" | "reembolsada" => State::CANCELLED,
        "revoked" | "revocado" | "revocada" => State::REVOKED,
        "blocked" | "bloqueado" | "bloqueada" => State::BLOCKED,
        _ => return None,
    })
}

/// The kind that a word stands for.
pub(super) fn kind(text: &str) -> Option<Kind> {
    Some(match words(text).as_str() {
        "ticket" | "boleta" | "entrada" | "boleto" => Kind::Ticket,
        "staff" | "crew" | "personal" | "equipo" => Kind::Staff,
        "vendor" | "proveedor" | "proveedora" | "vendedor" | "vendedora" => Kind::Vendor,
        "press" | "media" | "prensa" => Kind::Press,
        "artist" | "artista" => Kind::Artist,
        "exhibitor" | "expositor" | "expositora" => Kind::Exhibitor,
        "guest list" | "guest" | "lista de invitados" | "invitado" | "invitada" => Kind::GuestList,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_understood_in_both_languages() {
        let check = |text: &str, expected: Option<State>| assert_eq!(state(text), expected, "{text}");
        check("paid", Some(State::PAID));
        check("Pagada", Some(State::PAID));
        check("UNPAID", Some(State::UNPAID));
        check("Pendiente de pago", Some(State::UNPAID));
        check("unapproved", Some(State::UNAPPROVED));
        check("cancelled", Some(State::CANCELLED));
        check("Anulado", Some(State::CANCELLED));
        check("revoked", Some(State::REVOKED));
        check("bloqueada", Some(State::BLOCKED));
        check("pending", None);
        check("", None);
    }

    #[test]
    fn every_kind_is_found_by_the_word_of_the_rules() {
        for expected in Kind::ALL {
            assert_eq!(kind(expected.as_str()), Some(expected));
        }
        assert_eq!(kind("Prensa"), Some(Kind::Press));
        assert_eq!(kind("VIP"), None);
    }
}
