//! What an entry did, in words.

use gatehouse_core::ids::{RecordId, ZoneId};
use gatehouse_core::incident::{
    Attachment, Casualties, Decision, Deed, Density, Fact, Field, Incident, Methane, Opening, Promise,
    Subject,
};

use super::book::Seal;
use super::reading::{Reading, hex};
use super::{steps, words};
use crate::language::Language;

impl Reading<'_> {
    /// Every deed of an entry in words, and what was attached to it.
    pub(super) fn done(&self, fact: &Fact) -> Vec<String> {
        let deeds = fact.entry.deeds.iter().map(|deed| self.deed(fact, deed));
        let attached = fact.entry.said.attachments.iter().map(|attachment| self.attached(fact, attachment));
        deeds.chain(attached).collect()
    }

    fn deed(&self, fact: &Fact, deed: &Deed) -> String {
        let language = self.language();
        match deed {
            Deed::Open(opening) => self.opening(fact, opening),
            Deed::Set(field) => self.set(fact, field),
            Deed::Move { status } => {
                format!("{}: {}", self.pick("status", "estado"), words::status(*status, language))
            }
            Deed::Unit { unit, role, state } => {
                format!("{}: {}", with(unit, role), words::unit(*state, language))
            }
            Deed::Subject(subject) => {
                format!("{}: {}", self.pick("about", "sobre"), self.subject(fact, subject))
            }
            Deed::Link { to, link, on } => {
                let negated = if *on { "" } else { self.pick("no longer ", "ya no ") };
                format!("{negated}{} {}", words::link(*link, language), self.named(*to))
            }
            Deed::Decide(decision) => self.decided(fact, decision),
            Deed::Escalate { timer, round, to } => {
                let missed = self.pick("escalation: no", "escalamiento: sin");
                let to = if to.is_empty() {
                    self.pick("end of the chain", "fin de la cadena").to_owned()
                } else {
                    format!("{} {to}", self.pick("told", "avisa a"))
                };
                format!("{missed} {}, {} {round}, {to}", words::timer(*timer, language), self.round())
            }
            Deed::Heed { timer, round } => {
                let heard = self.pick("alarm heard", "alarma atendida");
                format!("{heard}: {}, {} {round}", words::timer(*timer, language), self.round())
            }
            Deed::Report(report) => {
                let lines = self.report(report).join(" · ").hidden_if(self.is_hidden(fact), self);
                format!("{}: {lines}", report_name(report))
            }
            Deed::ReadBack { report } => format!(
                "{} {} {}",
                self.pick("report", "reporte"),
                self.record(*report),
                self.pick("was read back and is right", "fue colacionado y es correcto")
            ),
            Deed::Tick { step, done: true } => {
                format!("{}: {}", self.pick("step done", "paso hecho"), self.step(step))
            }
            Deed::Tick { step, done: false } => {
                format!("{}: {}", self.pick("step not done after all", "paso sin hacer"), self.step(step))
            }
            other => self.of_the_desk(fact, other),
        }
    }

    /// What an entry does to the log and the desks rather than to an incident.
    fn of_the_desk(&self, fact: &Fact, deed: &Deed) -> String {
        let said = |text: &str| text.to_owned().hidden_if(self.is_hidden(fact), self);
        match deed {
            Deed::Promise(promise) => {
                format!("{}: {}", self.pick("promised", "prometido"), self.promise(fact.id, promise))
            }
            Deed::Settle { promise } => {
                format!("{}: {}", self.pick("promise settled", "promesa cumplida"), self.item(*promise))
            }
            Deed::Strike { entry, reason } => {
                let strikes = self.pick("strikes entry", "tacha la entrada");
                joined(": ", &[&format!("{strikes} {}", self.record(*entry)), &said(reason)])
            }
            Deed::Correct { entry, text } => {
                let corrects = self.pick("corrects entry", "corrige la entrada");
                format!("{corrects} {}: {}", self.record(*entry), said(text))
            }
            Deed::HandOver { to, items, note } => {
                let items: Vec<String> = items.iter().map(|item| self.item(*item)).collect();
                let offers = format!("{} {to}", self.pick("hands over to", "entrega el turno a"));
                joined(": ", &[&offers, &joined(" · ", &[&items.join(", "), &said(note)])])
            }
            Deed::Take { handover, item } => {
                let of = self.pick("of handover", "de la entrega");
                format!(
                    "{} {} {of} {}",
                    self.pick("takes", "recibe"),
                    self.item(*item),
                    self.record(*handover)
                )
            }
            Deed::Withdraw { handover } => format!(
                "{} {}",
                self.pick("calls off handover", "cancela la entrega"),
                self.record(*handover)
            ),
            Deed::Density(density) => self.density(fact, density),
            Deed::Visit { authority, begins } => {
                let what = if *begins {
                    self.pick("visit begins", "comienza la visita")
                } else {
                    self.pick("visit ends", "termina la visita")
                };
                let who = authority.clone().hidden_if(self.book.seal == Seal::Sealed, self);
                joined(": ", &[what, &who])
            }
            Deed::Letter(letter) => {
                let under = self.pick("this desk numbers under the letter", "esta mesa numera con la letra");
                format!("{under} {letter}")
            }
            Deed::Configure(setting) => self.setting(setting),
            Deed::Post { who, post, call_sign, on } => {
                let verb = if *on {
                    self.pick("on post", "en el puesto")
                } else {
                    self.pick("left post", "deja el puesto")
                };
                format!("{} {verb} {post}", with(who, call_sign))
            }
            Deed::System { what } => words::system(what, self.language()),
            _ => String::new(),
        }
    }

    pub(super) fn round(&self) -> &'static str {
        self.pick("round", "ronda")
    }

    fn opening(&self, fact: &Fact, opening: &Opening) -> String {
        let number = self.incident(fact).map_or_else(|| opening.number.to_string(), Incident::said);
        let place = self.place(&opening.place, opening.zone).hidden_if(self.is_hidden(fact), self);
        let title = opening.title.clone().hidden_if(self.is_hidden(fact), self);
        let sealed = if opening.sealed {
            self.pick("what is said of it is sealed", "lo dicho queda sellado")
        } else {
            ""
        };
        joined(
            " · ",
            &[
                &format!("{} {number}", self.pick("opens", "abre")),
                &self.categories(&opening.types),
                words::severity(opening.severity, self.language()),
                &title,
                &place,
                sealed,
            ],
        )
    }

    /// Where something is: in words, and as the event knows it.
    pub(super) fn place(&self, place: &str, zone: Option<ZoneId>) -> String {
        let zone = zone.map(|zone| self.zone(zone)).unwrap_or_default();
        if place == zone { zone } else { joined(" · ", &[place, &zone]) }
    }

    /// A field's change, with what it was before as far as that is known.
    fn set(&self, fact: &Fact, field: &Field) -> String {
        let changed = self.incident(fact).and_then(|incident| {
            incident.changes.iter().find(|changed| changed.id == fact.id && changed.new == *field)
        });
        let hidden = self.is_hidden(fact);
        let (name, new) = if hidden { self.field(&bare(field)) } else { self.field(field) };
        if hidden && is_words(field) || self.book.seal == Seal::Sealed && matches!(field, Field::Reporter(_))
        {
            return format!("{name}: {}", self.sealed());
        }
        let old = changed.map(|changed| self.field(&bare(&changed.old)).1).filter(|old| !old.is_empty());
        let change =
            old.filter(|old| *old != new).map_or_else(|| new.clone(), |old| format!("{old} → {new}"));
        let overtaken = changed.is_some_and(|changed| changed.overtaken);
        let later =
            if overtaken { self.pick(" (a later change counts)", " (vale un cambio posterior)") } else { "" };
        format!("{name}: {change}{later}")
    }

    /// What a field is called, and what it says.
    fn field(&self, field: &Field) -> (&'static str, String) {
        let language = self.language();
        match field {
            Field::Title(title) => (self.pick("title", "título"), title.clone()),
            Field::Type { code, on: true } => (self.pick("type", "tipo"), self.category(code)),
            Field::Type { code, on: false } => {
                (self.pick("type", "tipo"), format!("{} {}", self.pick("not", "no"), self.category(code)))
            }
            Field::Severity { severity, why } => {
                (self.pick("severity", "gravedad"), with(words::severity(*severity, language), why))
            }
            Field::Place(place) => (self.pick("place", "lugar"), place.clone()),
            Field::Zone(zone) => {
                let nowhere = || self.pick("no zone", "sin zona").to_owned();
                (self.pick("zone", "zona"), zone.map_or_else(nowhere, |zone| self.zone(zone)))
            }
            Field::Reporter(reporter) => (self.pick("reporter", "reportado por"), reporter.clone()),
            Field::Outcome(outcome) => (self.pick("outcome", "resultado"), outcome.clone()),
            Field::Sealed(sealed) => {
                (self.pick("sealed", "sellado"), words::done(*sealed, language).to_owned())
            }
            Field::Alert(alert) => {
                let by_severity = self.pick("as the severity says", "según la gravedad");
                let alert = alert.map_or(by_severity, |alert| words::alert(alert, language));
                (self.pick("alert", "alerta"), alert.to_owned())
            }
        }
    }

    /// Who somebody is: described, and named as far as the name can be opened.
    pub(super) fn subject(&self, fact: &Fact, subject: &Subject) -> String {
        if self.book.seal == Seal::Sealed || self.is_hidden(fact) {
            return self.sealed();
        }
        let name = subject.name.as_ref().map(|name| {
            let name = (self.book.names)(name).unwrap_or_else(|| self.sealed());
            format!("{}: {name}", self.pick("name", "nombre"))
        });
        joined(" · ", &[&subject.description, name.as_deref().unwrap_or_default()])
    }

    fn decided(&self, fact: &Fact, decision: &Decision) -> String {
        let text = self.decision(fact, decision).map(|(what, text)| joined(": ", &[what, &text]));
        let said: Vec<String> = text.into_iter().filter(|text| !text.ends_with(": ")).collect();
        said.join(" · ").hidden_if(self.is_hidden(fact), self)
    }

    /// The parts of a decision: what each is called, and what it says.
    pub(super) fn decision(&self, fact: &Fact, decision: &Decision) -> [(&'static str, String); 5] {
        let review = decision.review.map(|at| self.time(at, fact.logged)).unwrap_or_default();
        [
            (self.pick("decided", "decidido"), decision.chosen.clone()),
            (self.pick("because", "porque"), decision.rationale.clone()),
            (self.pick("options", "opciones"), decision.options.join(" / ")),
            (self.pick("answers for it", "responde"), decision.owner.clone()),
            (self.pick("looked at again", "se revisa"), review),
        ]
    }

    /// The lines of a report, a letter each.
    pub(super) fn report(&self, report: &Methane) -> Vec<String> {
        let Methane { declared, location, kind, hazards, potential, access, casualties, present, required } =
            report;
        let major = if *declared {
            self.pick("major incident declared", "emergencia mayor declarada")
        } else {
            self.pick("no major incident declared", "sin declarar emergencia mayor")
        };
        let there = |text: &str| format!("{}: {text}", self.pick("present", "presentes"));
        let coming = |text: &str| format!("{}: {text}", self.pick("potential", "potenciales"));
        let needed = |text: &str| format!("{}: {text}", self.pick("required", "requeridos"));
        vec![
            format!("M {major}"),
            format!("E {}: {location}", self.pick("exact location", "lugar exacto")),
            format!("T {}: {kind}", self.pick("type", "tipo")),
            format!("H {}: {}; {}", self.pick("hazards", "peligros"), there(hazards), coming(potential)),
            format!("A {}: {access}", self.pick("access", "accesos")),
            format!("N {}: {}", self.pick("casualties", "víctimas"), self.casualties(casualties)),
            format!("E {}: {}; {}", self.pick("services", "servicios"), there(present), needed(required)),
        ]
    }

    fn casualties(&self, casualties: &Casualties) -> String {
        let Casualties { immediate, urgent, minor, dead, estimated } = casualties;
        let estimate = if *estimated { self.pick(" (estimate)", " (estimado)") } else { "" };
        let dead_word = self.pick("dead", "fallecidos");
        format!("P1 {immediate}, P2 {urgent}, P3 {minor}, {dead_word} {dead}{estimate}")
    }

    /// A step of a playbook in the event's own words, or else the program's; its name where nobody has words for it.
    pub(super) fn step(&self, id: &str) -> String {
        let mut own = self.book.log.config.playbooks.values().flatten();
        let own = own.find(|step| step.id == id && !step.text.is_empty()).map(|step| step.text.as_str());
        own.or_else(|| steps::words(id, self.language())).unwrap_or(id).to_owned()
    }

    fn promise(&self, id: RecordId, promise: &Promise) -> String {
        let due = promise.due.map(|due| format!("{} {}", self.pick("by", "hasta"), self.moment(due)));
        let text = joined(" · ", &[&promise.text, &promise.owner, due.as_deref().unwrap_or_default()]);
        self.quoted(id, &text)
    }

    /// Something that is taken over or settled: an incident, or a promise in its words.
    fn item(&self, id: RecordId) -> String {
        let promised = self.book.log.promises.iter().find(|promised| promised.id == id);
        match promised {
            Some(promised) => format!("{} “{}”", self.record(id), self.quoted(id, &promised.promise.text)),
            None => self.named(id),
        }
    }

    fn density(&self, fact: &Fact, density: &Density) -> String {
        let Density { zone, grade, note } = density;
        let what = match self.language() {
            Language::English => format!("density of {}: grade {grade} of 5", self.zone(*zone)),
            Language::Spanish => format!("densidad de {}: grado {grade} de 5", self.zone(*zone)),
        };
        joined(" · ", &[&what, &note.clone().hidden_if(self.is_hidden(fact), self)])
    }

    fn attached(&self, fact: &Fact, attachment: &Attachment) -> String {
        let Attachment { hash, name, media, bytes } = attachment;
        let name = name.clone().hidden_if(self.is_hidden(fact), self);
        format!("{}: {name} ({media}, {bytes} B, SHA-256 {})", self.pick("attached", "adjunto"), hex(hash))
    }
}

/// Words that are shown as sealed in some cases.
trait Hidden {
    fn hidden_if(self, hidden: bool, reading: &Reading<'_>) -> String;
}

impl Hidden for String {
    fn hidden_if(self, hidden: bool, reading: &Reading<'_>) -> String {
        if hidden && !self.is_empty() { reading.sealed() } else { self }
    }
}

/// Whether a field says nothing but what people wrote.
const fn is_words(field: &Field) -> bool {
    !matches!(field, Field::Type { .. } | Field::Severity { .. } | Field::Sealed(_) | Field::Alert(_))
}

/// A field without the reason for it.
fn bare(field: &Field) -> Field {
    match field {
        Field::Severity { severity, .. } => Field::Severity { severity: *severity, why: String::new() },
        field => field.clone(),
    }
}

/// What a report is called: METHANE once a major incident is declared.
pub(super) const fn report_name(report: &Methane) -> &'static str {
    if report.declared { "METHANE" } else { "ETHANE" }
}

/// The texts in which something stands.
pub(super) fn joined(between: &str, texts: &[&str]) -> String {
    let said: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    said.join(between)
}

/// A text, and what belongs to it in brackets.
pub(super) fn with(text: &str, more: &str) -> String {
    if more.is_empty() { text.to_owned() } else { format!("{text} ({more})") }
}
