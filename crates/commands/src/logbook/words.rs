//! The words of the log, in English and Spanish.

use gatehouse_core::incident::{Alert, Channel, LinkKind, Severity, Status, Timer, UnitState};

use crate::language::Language;

pub(super) const fn status(status: Status, language: Language) -> &'static str {
    match status {
        Status::Logged => language.pick("logged", "registrado"),
        Status::Acknowledged => language.pick("acknowledged", "enterado"),
        Status::Dispatched => language.pick("dispatched", "despachado"),
        Status::OnScene => language.pick("on scene", "en el lugar"),
        Status::OnHold => language.pick("on hold", "en espera"),
        Status::Resolved => language.pick("resolved", "resuelto"),
        Status::Closed => language.pick("closed", "cerrado"),
    }
}

pub(super) const fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Info => language.pick("1 info", "1 informativo"),
        Severity::Minor => language.pick("2 minor", "2 leve"),
        Severity::Serious => language.pick("3 serious", "3 grave"),
        Severity::Critical => language.pick("4 critical", "4 crítico"),
    }
}

pub(super) const fn alert(alert: Alert, language: Language) -> &'static str {
    match alert {
        Alert::None => language.pick("none", "ninguna"),
        Alert::Info => language.pick("information", "informativa"),
        Alert::Urgent => language.pick("urgent", "urgente"),
        Alert::Emergency => language.pick("emergency", "emergencia"),
    }
}

pub(super) const fn channel(channel: Channel, language: Language) -> &'static str {
    match channel {
        Channel::Radio => "radio",
        Channel::Phone => language.pick("phone", "teléfono"),
        Channel::Cctv => "CCTV",
        Channel::InPerson => language.pick("in person", "en persona"),
        Channel::App => language.pick("app", "aplicación"),
    }
}

pub(super) const fn unit(state: UnitState, language: Language) -> &'static str {
    match state {
        UnitState::Assigned => language.pick("assigned", "asignada"),
        UnitState::EnRoute => language.pick("en route", "en camino"),
        UnitState::OnScene => language.pick("on scene", "en el lugar"),
        UnitState::Clear => language.pick("clear", "libre"),
    }
}

pub(super) const fn link(link: LinkKind, language: Language) -> &'static str {
    match link {
        LinkKind::DuplicateOf => language.pick("duplicate of", "duplicado de"),
        LinkKind::CausedBy => language.pick("caused by", "causado por"),
        LinkKind::Related => language.pick("related to", "relacionado con"),
        LinkKind::SamePerson => language.pick("same person as", "misma persona que"),
    }
}

/// What was waited for.
pub(super) const fn timer(timer: Timer, language: Language) -> &'static str {
    match timer {
        Timer::Acknowledge => language.pick("acknowledgement", "acuse de recibo"),
        Timer::FirstUnit => language.pick("first unit", "primera unidad"),
        Timer::Update => language.pick("update", "actualización"),
    }
}

pub(super) const fn done(is: bool, language: Language) -> &'static str {
    if is { language.pick("yes", "sí") } else { language.pick("no", "no") }
}

/// What one of the types that every event starts with is called; nothing for one that the event added.
pub(super) fn category(code: &str, language: Language) -> Option<&'static str> {
    let (english, spanish) = match code {
        "MED" => ("medical", "médico"),
        "WEL" => ("welfare", "bienestar"),
        "CHI" => ("lost or found child or vulnerable adult", "menor o adulto vulnerable perdido o hallado"),
        "EJE" => ("ejection or refused entry", "expulsión o ingreso negado"),
        "DIS" => ("disorder or weapon", "desorden o arma"),
        "DRU" => ("drugs", "drogas"),
        "THE" => ("crime reported", "delito denunciado"),
        "SEX" => ("sexual offence", "delito sexual"),
        "FIR" => ("fire or alarm", "incendio o alarma"),
        "CRO" => ("crowd density, crush or barrier", "aglomeración, aplastamiento o barrera"),
        "STR" => ("structure or weather", "estructura o clima"),
        "TEC" => ("technical fault", "falla técnica"),
        "TRA" => ("traffic", "tránsito"),
        "ACC" => ("accessibility", "accesibilidad"),
        "SUS" => ("suspicious item, person or drone", "objeto, persona o dron sospechoso"),
        "NOI" => ("noise complaint", "queja por ruido"),
        "ALC" => ("refusal of alcohol", "negativa de venta de alcohol"),
        "VIS" => ("visit by an authority", "visita de una autoridad"),
        "SHO" => ("show stop or delay", "parada o retraso del espectáculo"),
        "STA" => ("staff or near miss", "personal o casi accidente"),
        "LOS" => ("lost property", "objeto perdido"),
        _ => return None,
    };
    Some(language.pick(english, spanish))
}

/// What the program has to say of itself; a word that this build does not know stands as it is.
pub(super) fn system(what: &str, language: Language) -> String {
    let (english, spanish) = match what {
        "started" => ("the program started", "el programa inició"),
        "clock_set" => ("the clock was set", "se ajustó el reloj"),
        "names_opened" => ("the names of an incident were opened", "se abrieron los nombres de un incidente"),
        "show_stopped" => ("the show was stopped", "se paró el espectáculo"),
        "disk_full" => ("the disk is full", "el disco está lleno"),
        other => return other.to_owned(),
    };
    language.pick(english, spanish).to_owned()
}

#[cfg(test)]
mod tests {
    use gatehouse_core::incident::catalogue::standard;

    use super::*;

    #[test]
    fn every_type_that_an_event_starts_with_has_a_name_in_both_languages() {
        for known in standard() {
            for language in [Language::English, Language::Spanish] {
                assert!(category(&known.code.0, language).is_some(), "{:?}", known.code);
            }
        }
        assert_eq!(category("OWN", Language::English), None);
    }
}
