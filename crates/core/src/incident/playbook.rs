//! What to do about an incident, step by step: what the program brings along, and what the event says instead.
//!
//! The words of the steps are the screens' matter, in the reader's language; here they have names. A step is offered from a
//! severity on, because a checklist that is longer than the matter deserves is not read.

use super::catalogue::TypeCode;
use super::config::{Config, Step};
use super::severity::Severity;

/// The steps for an incident of these types, the main type's first, each step once.
///
/// Of the event's own playbooks for a type the one for the highest severity that is not above the incident's counts; one
/// without steps means that nothing is offered. Where there is none, a type takes those of the type above it, and only then what
/// the program brings along, with empty text.
#[must_use]
pub fn steps(config: &Config, types: &[TypeCode], severity: Severity) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for code in types {
        for step in steps_of(config, code, severity) {
            if !steps.iter().any(|known| known.id == step.id) {
                steps.push(step);
            }
        }
    }
    steps
}

/// The names of all steps that the program brings along, for whoever has to put them into words.
pub fn shipped() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().flat_map(|(_, steps)| steps.iter().map(|(_, id)| *id))
}

fn steps_of(config: &Config, code: &TypeCode, severity: Severity) -> Vec<Step> {
    let above = TypeCode(code.above().to_owned());
    let own = |code: &TypeCode| {
        let fitting = (code.clone(), Severity::Info)..=(code.clone(), severity);
        config.playbooks.range(fitting).next_back().map(|(_, steps)| steps.clone())
    };
    own(code).or_else(|| own(&above)).unwrap_or_else(|| {
        let shipped = SHIPPED.iter().filter(|(code, _)| *code == above.0).flat_map(|(_, steps)| *steps);
        let offered = shipped.filter(|(from, _)| *from <= severity);
        offered.map(|(_, id)| Step { id: (*id).to_owned(), text: String::new() }).collect()
    })
}

use Severity::{Critical, Info, Minor, Serious};

type Shipped = (&'static str, &'static [(Severity, &'static str)]);

/// In the order in which they are done.
const SHIPPED: [Shipped; 10] = [
    (
        "MED",
        &[
            (Info, "med.place"),
            (Info, "med.medic"),
            (Info, "med.breathing"),
            (Critical, "med.defibrillator"),
            (Serious, "med.ambulance"),
            (Serious, "med.meet"),
            (Serious, "med.space"),
            (Critical, "med.show"),
            (Info, "med.handed_over"),
        ],
    ),
    (
        "CHI",
        &[
            (Info, "chi.description"),
            (Info, "chi.last_seen"),
            (Minor, "chi.exits"),
            (Info, "chi.reporter_stays"),
            (Minor, "chi.search"),
            (Info, "chi.no_name"),
            (Info, "chi.two_staff"),
            (Info, "chi.safe_place"),
            (Serious, "chi.police"),
            (Info, "chi.who_collects"),
        ],
    ),
    (
        "FIR",
        &[
            (Info, "fir.look"),
            (Serious, "fir.fire_service"),
            (Critical, "fir.show_stop"),
            (Critical, "fir.evacuate"),
            (Serious, "fir.routes"),
            (Critical, "fir.refuges"),
            (Serious, "fir.isolate"),
            (Serious, "fir.meet"),
            (Minor, "fir.no_return"),
        ],
    ),
    (
        "CRO",
        &[
            (Info, "cro.density"),
            (Minor, "cro.inflow"),
            (Minor, "cro.relief"),
            (Serious, "cro.caller"),
            (Serious, "cro.message"),
            (Critical, "cro.show_stop"),
            (Critical, "cro.from_behind"),
            (Serious, "cro.medics"),
            (Info, "cro.look_again"),
        ],
    ),
    (
        "SUS",
        &[
            (Info, "sus.describe"),
            (Info, "sus.hands_off"),
            (Minor, "sus.no_radio"),
            (Info, "sus.owner"),
            (Serious, "sus.police"),
            (Serious, "sus.cordon"),
            (Critical, "sus.evacuate"),
            (Minor, "sus.footage"),
        ],
    ),
    (
        "DIS",
        &[
            (Info, "dis.team"),
            (Info, "dis.camera"),
            (Minor, "dis.weapon"),
            (Serious, "dis.police"),
            (Serious, "dis.medic"),
            (Minor, "dis.separate"),
            (Critical, "dis.show"),
            (Minor, "dis.witnesses"),
        ],
    ),
    (
        "STR",
        &[
            (Info, "str.reading"),
            (Minor, "str.clear_area"),
            (Minor, "str.competent"),
            (Serious, "str.secure"),
            (Serious, "str.show"),
            (Critical, "str.shelter"),
            (Critical, "str.evacuate"),
            (Minor, "str.signed_off"),
        ],
    ),
    (
        "SHO",
        &[
            (Info, "sho.who_and_why"),
            (Minor, "sho.message"),
            (Serious, "sho.lights"),
            (Minor, "sho.doors"),
            (Minor, "sho.crowd"),
            (Info, "sho.new_times"),
            (Minor, "sho.restart"),
        ],
    ),
    (
        "SEX",
        &[
            (Info, "sex.safe_place"),
            (Info, "sex.one_person"),
            (Info, "sex.medical"),
            (Info, "sex.own_words"),
            (Info, "sex.choice"),
            (Info, "sex.evidence"),
            (Minor, "sex.suspect"),
            (Info, "sex.footage"),
        ],
    ),
    (
        "WEL",
        &[
            (Info, "wel.stay"),
            (Info, "wel.medical"),
            (Info, "wel.quiet_place"),
            (Info, "wel.friends"),
            (Minor, "wel.not_alone"),
            (Serious, "wel.safeguarding"),
            (Info, "wel.way_home"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::incident::Setting;

    fn codes(text: &str) -> Vec<TypeCode> {
        text.split_whitespace().map(|code| TypeCode(code.to_owned())).collect()
    }

    fn offered(config: &Config, types: &str, severity: Severity) -> String {
        let steps = steps(config, &codes(types), severity);
        steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn set(config: &mut Config, code: &str, from: Severity, ids: &str) {
        let steps = ids.split_whitespace().map(|id| Step { id: id.to_owned(), text: format!("do {id}") });
        let code = TypeCode(code.to_owned());
        config.take(&Setting::Playbook { code, from, steps: steps.collect() });
    }

    #[test]
    fn a_worse_incident_is_offered_more() {
        let config = Config::default();
        assert_eq!(offered(&config, "SHO", Info), "sho.who_and_why sho.new_times");
        assert!(!offered(&config, "MED", Minor).contains("med.ambulance"));
        assert!(offered(&config, "MED", Serious).contains("med.ambulance"));
        assert!(!offered(&config, "MED", Serious).contains("med.defibrillator"));
        assert!(offered(&config, "MED.FAINT", Critical).contains("med.defibrillator"));
        assert_eq!(offered(&config, "NOI", Critical), "");
        assert_eq!(offered(&config, "", Critical), "");
    }

    #[test]
    fn every_type_that_has_steps_has_five_to_ten_and_each_has_a_name_of_its_own() {
        let known: HashSet<String> = Config::default().categories.into_iter().map(|c| c.code.0).collect();
        for (code, steps) in &SHIPPED {
            assert!(known.contains(*code), "{code}");
            assert!((5..=10).contains(&steps.len()), "{code}");
            let prefix = format!("{}.", code.to_lowercase());
            assert!(steps.iter().all(|(_, id)| id.starts_with(&prefix)), "{code}");
        }
        let mut seen = HashSet::new();
        assert!(shipped().all(|id| seen.insert(id)), "ticks name steps by their ids alone");
    }

    #[test]
    fn the_event_says_what_to_do_before_the_program_does() {
        let mut config = Config::default();
        set(&mut config, "WEL", Minor, "own.a");
        set(&mut config, "WEL", Critical, "own.b own.c");
        set(&mut config, "MED.FAINT", Info, "own.water");
        set(&mut config, "SHO", Info, "");
        assert!(offered(&config, "WEL", Info).starts_with("wel."), "below what the event speaks of");
        assert_eq!(offered(&config, "WEL", Serious), "own.a");
        assert_eq!(offered(&config, "WEL", Critical), "own.b own.c");
        assert_eq!(offered(&config, "MED.FAINT", Minor), "own.water");
        assert_eq!(offered(&config, "WEL.LOST", Minor), "own.a", "a type below takes those of the one above");
        assert_eq!(offered(&config, "SHO", Critical), "", "none at all is an answer");
        assert_eq!(offered(&config, "WEL WEL.LOST MED.FAINT", Minor), "own.a own.water", "each once");
        assert_eq!(steps(&config, &codes("WEL"), Minor)[0].text, "do own.a");
    }
}
