//! The types of incident that every event starts with. An event may add some, rename them and hide them; none is deleted.

use super::Severity;

/// A type: three capital letters, or more with a point between for one below it (`MED.FAINT`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeCode(pub String);

impl TypeCode {
    /// The type above it, or itself.
    #[must_use]
    pub fn above(&self) -> &str {
        self.0.split('.').next().unwrap_or(&self.0)
    }
}

/// What is known of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its code.
    pub code: TypeCode,
    /// What it is called; empty for one of the types that every event starts with, whose name the screens know.
    pub label: String,
    /// Other words for it in a line, in lower case: `faint`, `desmayo`.
    pub words: Vec<String>,
    /// How bad it is, unless somebody says otherwise.
    pub severity: Severity,
    /// What is said of it is sealed.
    pub sealed: bool,
    /// It is not offered any more.
    pub hidden: bool,
}

macro_rules! types {
    ($($code:literal $severity:ident $sealed:literal: $($word:literal)*;)+) => {
        /// The types that every event starts with, in the order in which they are offered.
        #[must_use]
        pub fn standard() -> Vec<Category> {
            vec![$(Category {
                code: TypeCode($code.to_owned()),
                label: String::new(),
                words: vec![$($word.to_owned()),*],
                severity: Severity::$severity,
                sealed: $sealed,
                hidden: false,
            }),+]
        }
    };
}

types! {
    "MED" Serious false: "medical" "medico" "médico" "faint" "desmayo" "injury" "lesion" "lesión";
    "WEL" Minor false: "welfare" "bienestar";
    "CHI" Serious false: "child" "lost-child" "niño" "nino" "menor";
    "EJE" Minor false: "ejection" "ejected" "refused-entry" "expulsion" "expulsión";
    "DIS" Serious false: "disorder" "fight" "weapon" "pelea" "riña" "arma";
    "DRU" Minor false: "drugs" "drogas";
    "THE" Minor false: "theft" "crime" "robo" "hurto";
    "SEX" Serious true: "sexual";
    "FIR" Critical false: "fire" "smoke" "alarm" "fuego" "incendio" "humo" "alarma";
    "CRO" Serious false: "crowd" "crush" "barrier" "multitud" "aglomeracion" "aglomeración";
    "STR" Serious false: "structure" "weather" "wind" "estructura" "clima" "viento" "tormenta";
    "TEC" Minor false: "power" "technical" "av" "comms" "scanner" "tecnico" "técnico" "luz";
    "TRA" Minor false: "traffic" "trafico" "tráfico";
    "ACC" Minor false: "accessibility" "access" "accesibilidad";
    "SUS" Serious false: "suspicious" "drone" "package" "sospechoso" "dron" "paquete";
    "NOI" Minor false: "noise" "ruido";
    "ALC" Info false: "alcohol";
    "VIS" Info false: "visit" "authority" "visita" "autoridad";
    "SHO" Serious false: "show" "show-stop" "delay" "retraso";
    "STA" Minor false: "staff" "near-miss" "personal";
    "LOS" Info false: "lost" "property" "found" "perdido" "objeto";
}
