//! What stands over a column, in English and Spanish, and what it means.
//!
//! Headings are compared by their words. `Call: …`, `Standby: …` and `Column: …` say outright what they are, for
//! names that would be taken for something else.

use crate::import::clean::{clean, words};
use crate::language::Language;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Plain(Plain),
    /// What a department does.
    Call(String),
    /// How early it is put in standby.
    Standby(String),
    /// A column of the show's own, by its title.
    Own(String),
}

/// What a column holds that every show has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    Kind,
    Number,
    Title,
    Group,
    Start,
    Duration,
    Note,
    Owner,
    Location,
    Flag,
    Skip,
    Colour,
    Min,
    Max,
    Cuttable,
    CountToEnd,
    EndAction,
    Warning,
    Danger,
    Span,
    Link,
}

/// A meaning, its headings in English and Spanish, and the words of others that mean the same.
type Heading = (Plain, &'static str, &'static str, &'static [&'static str]);

const HEADINGS: [Heading; 21] = [
    (Plain::Kind, "Kind", "Clase", &["type", "tipo", "line type", "entry type"]),
    (
        Plain::Number,
        "Cue",
        "Número",
        &[
            "number",
            "cue number",
            "cue no",
            "no",
            "n o",
            "num",
            "cue id",
            "numero cue",
            "number cue",
            "numero pie",
        ],
    ),
    (
        Plain::Title,
        "Title",
        "Título",
        &[
            "name",
            "nombre",
            "cue name",
            "cue title",
            "item",
            "segment",
            "segmento",
            "activity",
            "actividad",
            "what",
            "que",
        ],
    ),
    (
        Plain::Group,
        "Group",
        "Grupo",
        &["block", "bloque", "section", "seccion", "act", "acto", "part", "parte"],
    ),
    (
        Plain::Start,
        "Start",
        "Inicio",
        &[
            "start time",
            "time",
            "time start",
            "hora",
            "hora inicio",
            "hora de inicio",
            "comienzo",
            "planned start",
            "inicio previsto",
        ],
    ),
    (
        Plain::Duration,
        "Duration",
        "Duración",
        &["length", "dur", "run time", "runtime", "planned duration", "duracion prevista"],
    ),
    (
        Plain::Note,
        "Note",
        "Nota",
        &["notes", "notas", "comment", "comments", "comentario", "comentarios", "remarks", "observaciones"],
    ),
    (Plain::Owner, "Owner", "Responsable", &["responsible", "encargado", "encargada", "who", "quien"]),
    (
        Plain::Location,
        "Location",
        "Lugar",
        &["place", "where", "donde", "ubicacion", "venue", "sala", "room"],
    ),
    (Plain::Flag, "Flag", "Marca", &["flagged", "marcado", "bandera"]),
    (Plain::Skip, "Skip", "Omitir", &["skipped", "omitido", "omitida", "saltar"]),
    (Plain::Colour, "Colour", "Color", &[]),
    (Plain::Min, "Minimum", "Mínimo", &["min", "minimum duration", "min duration", "duracion minima"]),
    (Plain::Max, "Maximum", "Máximo", &["max", "maximum duration", "max duration", "duracion maxima"]),
    (Plain::Cuttable, "May be cut", "Se puede cortar", &["cuttable", "prescindible"]),
    (Plain::CountToEnd, "Counts to end", "Cuenta hasta el fin", &["count to end"]),
    (Plain::EndAction, "At its end", "Al terminar", &["end action", "accion final"]),
    (Plain::Warning, "Warning", "Advertencia", &["time warning"]),
    (Plain::Danger, "Danger", "Peligro", &["time danger"]),
    (Plain::Span, "Shortest span", "Intervalo mínimo", &["min span"]),
    (
        Plain::Link,
        "Sponsor",
        "Patrocinio",
        &["sponsor link", "patrocinador", "patrocinadora", "deliverable", "entregable"],
    ),
];

/// Departments that every show knows: the word of the plan, its headings, and the words of others that mean the same.
const DEPARTMENTS: [(&str, &str, &str, &[&str]); 6] = [
    ("lighting", "Lighting", "Luces", &["lx", "lights", "light", "iluminacion"]),
    ("sound", "Sound", "Sonido", &["audio", "sfx"]),
    ("video", "Video", "Vídeo", &["vt", "visuals", "visuales"]),
    ("stage", "Stage", "Escenario", &["tarima"]),
    ("talent", "Talent", "Talento", &["artist", "artista", "artistas"]),
    ("security", "Security", "Seguridad", &[]),
];

impl Plain {
    /// What is written over it.
    pub(super) fn heading(self, language: Language) -> &'static str {
        let found = HEADINGS.iter().find(|(plain, ..)| *plain == self);
        found.map_or("", |(_, english, spanish, _)| language.pick(english, spanish))
    }
}

impl Meaning {
    /// What a heading means.
    pub(super) fn of(heading: &str) -> Self {
        let heading = clean(heading);
        if let Some((prefix, rest)) = heading.split_once(':') {
            let rest = rest.trim().to_owned();
            match words(prefix).as_str() {
                "call" | "aviso" => return Self::Call(rest),
                "standby" | "prevenido" => return Self::Standby(rest),
                "column" | "columna" => return Self::Own(rest),
                _ => {}
            }
        }
        let spoken = words(&heading);
        let is = |text: &&str| words(text) == spoken;
        let plain = HEADINGS.iter().find(|(_, english, spanish, more)| {
            is(english) || is(spanish) || more.contains(&spoken.as_str())
        });
        if let Some((plain, ..)) = plain {
            return Self::Plain(*plain);
        }
        let department = DEPARTMENTS.iter().find(|(_, english, spanish, more)| {
            is(english) || is(spanish) || more.contains(&spoken.as_str())
        });
        department.map_or(Self::Own(heading), |(name, ..)| Self::Call((*name).to_owned()))
    }

    /// What is written over it, so that it is understood again.
    pub(super) fn heading(&self, language: Language) -> String {
        match self {
            Self::Plain(plain) => plain.heading(language).to_owned(),
            Self::Call(department) => {
                let known = DEPARTMENTS.iter().find(|(name, ..)| name == department);
                known.map_or_else(
                    || format!("{}: {department}", language.pick("Call", "Aviso")),
                    |(_, english, spanish, _)| language.pick(english, spanish).to_owned(),
                )
            }
            Self::Standby(department) => format!("{}: {department}", language.pick("Standby", "Prevenido")),
            Self::Own(title) if !title.is_empty() && Self::of(title) == *self => title.clone(),
            Self::Own(title) => format!("{}: {title}", language.pick("Column", "Columna")),
        }
    }
}

/// What a department is called on paper.
pub(super) fn department(name: &str, language: Language) -> String {
    let known = DEPARTMENTS.iter().find(|(known, ..)| *known == name);
    known.map_or_else(
        || name.to_owned(),
        |(_, english, spanish, _)| language.pick(english, spanish).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_understood_in_both_languages() {
        let check =
            |heading: &str, expected: Meaning| assert_eq!(Meaning::of(heading), expected, "{heading:?}");
        check("TITLE", Meaning::Plain(Plain::Title));
        check("Título:", Meaning::Plain(Plain::Title));
        check("Cue #", Meaning::Plain(Plain::Number));
        check("N.º", Meaning::Plain(Plain::Number));
        check("Hora de inicio", Meaning::Plain(Plain::Start));
        check("LX", Meaning::Call("lighting".to_owned()));
        check("Sonido", Meaning::Call("sound".to_owned()));
        check("Call: Pyro", Meaning::Call("Pyro".to_owned()));
        check("Prevenido: lighting", Meaning::Standby("lighting".to_owned()));
        check("Camera 2", Meaning::Own("Camera 2".to_owned()));
        check("Column: Title", Meaning::Own("Title".to_owned()));
    }

    #[test]
    fn no_heading_means_two_things() {
        let plain = HEADINGS.iter().map(|(_, english, spanish, more)| (*english, *spanish, *more));
        let called = DEPARTMENTS.iter().map(|(_, english, spanish, more)| (*english, *spanish, *more));
        let mut all: Vec<String> = plain
            .chain(called)
            .flat_map(|(english, spanish, more)| {
                let mut own: Vec<String> = more.iter().map(|text| (*text).to_owned()).collect();
                own.extend([words(english), words(spanish)]);
                own.sort_unstable();
                own.dedup();
                own
            })
            .collect();
        assert!(all.iter().all(|text| *text == words(text)), "words are compared, so words must stand there");
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn every_meaning_is_understood_from_what_is_written_over_it() {
        let plain = HEADINGS.iter().map(|(plain, ..)| Meaning::Plain(*plain));
        let names = ["lighting", "pyro", "lx", "Title", "", "Call: x", "Column", "Mi columna"];
        let named = names.iter().flat_map(|name| {
            let name = (*name).to_owned();
            [Meaning::Call(name.clone()), Meaning::Standby(name.clone()), Meaning::Own(name)]
        });
        for meaning in plain.chain(named) {
            for language in [Language::English, Language::Spanish] {
                assert_eq!(Meaning::of(&meaning.heading(language)), meaning);
            }
        }
    }
}
