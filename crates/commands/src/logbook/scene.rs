//! A night in two desks' words, for tests.

use std::collections::BTreeMap;

use gatehouse_contract::setup::Paper;
use gatehouse_core::ids::{AuthorId, CheckpointId, EntryId, RecordId, Seq, ShowId, ZoneId};
use gatehouse_core::incident::{
    Attachment, Casualties, Channel, Context, Decision, Deed, Density, Entry, Fact, Field, Incident,
    LinkKind, Log, Methane, Number, Opening, Promise, Said, Sealed, Severity, Status, Subject, Timer,
    TypeCode, UnitState, fold,
};
use gatehouse_core::time::{Hlc, WallMs};
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

use super::{Book, Head, Seal};
use crate::language::Language;

/// 20:00 of the venue on 14 August 2026.
pub(super) const START: i64 = 1_786_755_600_000;
const MINUTE: i64 = 60_000;

pub(super) const A: AuthorId = AuthorId::from_bytes([0xa; 16]);
pub(super) const B: AuthorId = AuthorId::from_bytes([0xb; 16]);
pub(super) const ZONE: ZoneId = ZoneId::from_bytes([1; 16]);

/// Longer than a page is wide, with a word that no column holds.
pub(super) const LONG: &str = "Portería sur avisa: un grupo de unas cuarenta personas empuja contra la barrera \
    entre los corredores 4 y 5, hay una señora mayor en el suelo que respira y habla, piden médico y dos de seguridad, \
    Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgepflegeundsorgfaltigkeitbeschutzen \
    confirma que la puerta queda cerrada hasta nueva orden, fin del mensaje.";

pub(super) struct Scene {
    facts: Vec<Fact>,
    /// What the entries come to, once they are [folded](Scene::fold).
    pub(super) log: Log,
    pub(super) zone: TimeZone,
    pub(super) zones: BTreeMap<ZoneId, String>,
    pub(super) doors: BTreeMap<CheckpointId, String>,
    pub(super) desks: BTreeMap<AuthorId, String>,
    pub(super) heads: Vec<Head>,
}

/// What was said, by radio from `from` to the desk.
pub(super) fn said(from: &str, verbatim: &str) -> Said {
    Said {
        verbatim: verbatim.to_owned(),
        channel: Some(Channel::Radio),
        from: from.to_owned(),
        to: "control".to_owned(),
        ..Said::default()
    }
}

impl Scene {
    /// A log in which nothing stands.
    pub(super) fn empty() -> Self {
        Self {
            facts: Vec::new(),
            log: Log::default(),
            zone: TimeZone::get("America/Bogota").expect("a zone of the bundled database"),
            zones: BTreeMap::from([(ZONE, "Platea".to_owned())]),
            doors: BTreeMap::from([(CheckpointId::from_bytes([2; 16]), "Portería sur".to_owned())]),
            desks: BTreeMap::from([(A, "Sala de control".to_owned()), (B, "Puesto móvil".to_owned())]),
            heads: Vec::new(),
        }
    }

    /// A night in which everything happened that a log can hold, and `more` radio messages.
    pub(super) fn night(more: i64) -> Self {
        let mut scene = Self::empty();
        let medical = scene.medical();
        scene.sealed();
        scene.desk(medical);
        for n in 0..more {
            let who = if n % 3 == 0 { B } else { A };
            let text = if n % 25 == 0 { LONG.to_owned() } else { format!("Ronda {n}: sin novedad") };
            scene.add(who, 60 + n, Entry { said: said("ronda1", &text), ..Entry::default() });
        }
        scene.fold();
        let last = |author| scene.log.entries.iter().filter(|fact| fact.id.author == author).count();
        let head = |author, byte| Head { author, seq: Seq(last(author) as u64), hash: [byte; 32] };
        scene.heads = vec![head(A, 0x1a), head(B, 0x2b)];
        scene
    }

    pub(super) fn book(&self, language: Language, paper: Paper, seal: Seal) -> Book<'_> {
        Book {
            log: &self.log,
            event: "Gala de clausura de la Feria del Libro",
            venue: "Corferias, Bogotá",
            zone: &self.zone,
            language,
            paper,
            printed: WallMs(START + 600 * MINUTE),
            heads: &self.heads,
            zones: &self.zones,
            doors: &self.doors,
            desks: &self.desks,
            seal,
            names: &|sealed| String::from_utf8(sealed.0.clone()).ok(),
        }
    }

    /// Logs an entry so many minutes after the start.
    pub(super) fn add(&mut self, author: AuthorId, minute: i64, entry: Entry) -> RecordId {
        let seq = self.facts.iter().filter(|fact| fact.id.author == author).count() as u64 + 1;
        let id = RecordId { author, seq: Seq(seq) };
        let logged = WallMs(START + minute * MINUTE);
        let who = Some(if author == A { "María Fernanda Ruiz" } else { "Julián Ñáñez" }.to_owned());
        self.facts.push(Fact { id, hlc: Hlc::default().tick(logged), logged, who, entry });
        id
    }

    /// Works out what the entries come to.
    pub(super) fn fold(&mut self) {
        self.log = fold(self.facts.iter().cloned());
    }

    fn about(&mut self, minute: i64, incident: RecordId, said: Said, deeds: Vec<Deed>) -> RecordId {
        self.add(incident.author, minute, Entry { said, incident: Some(incident), deeds })
    }

    fn open(&mut self, author: AuthorId, minute: i64, opening: Opening, said: Said) -> RecordId {
        let deeds = vec![Deed::Open(Box::new(opening))];
        self.add(author, minute, Entry { said, incident: None, deeds })
    }

    /// The incident with this number.
    pub(super) fn incident(&self, number: &str) -> &Incident {
        let found = self.log.incidents.values().find(|incident| incident.said() == number);
        found.expect("an incident")
    }

    fn medical(&mut self) -> RecordId {
        let posts = vec![("Puerta sur".to_owned(), "sur1".to_owned())];
        let context = Context {
            cue: Some((ShowId::from_bytes([3; 16]), EntryId::from_bytes([4; 16]), "Q7 Himno".to_owned())),
            inside: vec![(ZONE, 1_204, 1_260)],
            posts,
        };
        let opening = Opening {
            number: Number { desk: "A".to_owned(), no: 143 },
            types: vec![TypeCode("MED".to_owned()), TypeCode("CRO".to_owned())],
            severity: Severity::Serious,
            title: "Desmayo en la barra izquierda".to_owned(),
            place: "barra izquierda".to_owned(),
            zone: Some(ZONE),
            sealed: false,
            context,
        };
        let id = self.open(A, 4, opening, said("sur1", "med3 m30s desmayo barra-izq >medic1"));
        let unit = |state| Deed::Unit { unit: "medic1".to_owned(), role: "medic".to_owned(), state };
        self.about(5, id, said("medic1", "medic1 en camino"), vec![unit(UnitState::EnRoute)]);
        let why = "no respira".to_owned();
        let raised = Field::Severity { severity: Severity::Critical, why };
        self.about(7, id, said("medic1", "no respira"), vec![Deed::Set(raised)]);
        self.about(8, id, said("medic1", "en el lugar"), vec![unit(UnitState::OnScene)]);
        let late = Said {
            occurred: Some(WallMs(START + 2 * MINUTE)),
            reported: Some(WallMs(START + 9 * MINUTE)),
            attachments: vec![photo()],
            ..said("cctv", LONG)
        };
        self.about(20, id, late, vec![]);
        let wrong = self.about(21, id, said("sur1", "son tres heridos"), vec![]);
        let strike = Deed::Strike { entry: wrong, reason: "era otro incidente".to_owned() };
        self.about(22, id, Said::default(), vec![strike]);
        let meant = self.about(23, id, said("sur1", "puerta 3 cerrada"), vec![]);
        let correct = Deed::Correct { entry: meant, text: "puerta 5 cerrada".to_owned() };
        self.about(24, id, Said::default(), vec![correct]);
        let subject = Subject {
            description: "mujer, unos 60, abrigo rojo".to_owned(),
            name: Some(Sealed("Ana Pérez".into())),
        };
        self.about(25, id, Said::default(), vec![Deed::Subject(subject)]);
        let step = Deed::Tick { step: "med.ambulance".to_owned(), done: true };
        self.about(26, id, Said::default(), vec![step]);
        let raise = Deed::Escalate { timer: Timer::Update, round: 1, to: "Jefe de seguridad".to_owned() };
        self.about(27, id, Said::default(), vec![raise]);
        self.about(28, id, Said::default(), vec![Deed::Heed { timer: Timer::Update, round: 1 }]);
        self.decided(id);
        id
    }

    fn decided(&mut self, id: RecordId) {
        let decision = Decision {
            options: vec!["parar el espectáculo".to_owned(), "seguir con luces de sala".to_owned()],
            chosen: "seguir con luces de sala".to_owned(),
            rationale: "el médico llega por el corredor 4 sin cruzar al público".to_owned(),
            owner: "María Fernanda Ruiz".to_owned(),
            review: Some(WallMs(START + 40 * MINUTE)),
        };
        self.about(29, id, Said::default(), vec![Deed::Decide(Box::new(decision))]);
        let report = Methane {
            declared: false,
            location: "Platea, barra izquierda".to_owned(),
            kind: "paro".to_owned(),
            hazards: "público denso".to_owned(),
            potential: "empuje".to_owned(),
            access: "corredor 4".to_owned(),
            casualties: Casualties { immediate: 1, urgent: 0, minor: 2, dead: 0, estimated: true },
            present: "medic1".to_owned(),
            required: "ambulancia".to_owned(),
        };
        let made = self.about(30, id, Said::default(), vec![Deed::Report(Box::new(report))]);
        self.about(31, id, Said::default(), vec![Deed::ReadBack { report: made }]);
        let promise = Promise {
            text: "ambulancia a la puerta 5".to_owned(),
            owner: "CRUE".to_owned(),
            due: Some(WallMs(START + 45 * MINUTE)),
        };
        let record = self.about(32, id, Said::default(), vec![Deed::Promise(promise)]);
        let on = Deed::Move { status: Status::OnScene };
        self.about(33, id, Said::default(), vec![on, Deed::Settle { promise: record }]);
    }

    /// An incident of which nothing may be read in a sealed copy.
    fn sealed(&mut self) {
        let opening = Opening {
            number: Number { desk: "B".to_owned(), no: 1 },
            types: vec![TypeCode("SEX".to_owned())],
            severity: Severity::Serious,
            title: "TITULO-SECRETO".to_owned(),
            place: "LUGAR-SECRETO".to_owned(),
            zone: None,
            sealed: true,
            context: Context::default(),
        };
        let id = self.open(B, 35, opening, said("QUIEN-SECRETO", "VERBATIM-SECRETO"));
        let reporter = Field::Reporter("REPORTA-SECRETO".to_owned());
        self.about(36, id, said("", "MAS-SECRETO"), vec![Deed::Set(reporter)]);
        let note = self.about(37, id, said("", "OTRO-SECRETO"), vec![]);
        // Struck and corrected by entries that say themselves of no incident.
        let strike = Deed::Strike { entry: note, reason: "RAZON-SECRETO".to_owned() };
        self.add(A, 38, Entry { deeds: vec![strike], ..Entry::default() });
        let correct = Deed::Correct { entry: note, text: "CORRECCION-SECRETO".to_owned() };
        self.add(A, 39, Entry { deeds: vec![correct], ..Entry::default() });
    }

    /// What is about the desks and the crowd rather than about an incident.
    fn desk(&mut self, incident: RecordId) {
        let deeds = [
            Deed::Link { to: incident, link: LinkKind::Related, on: true },
            Deed::HandOver {
                to: "Julián".to_owned(),
                items: vec![incident],
                note: "puerta 5 cerrada".to_owned(),
            },
            Deed::Density(Density { zone: ZONE, grade: 4, note: "frente al escenario".to_owned() }),
            Deed::Visit { authority: "VISITA-SECRETO".to_owned(), begins: true },
            Deed::Letter("A".to_owned()),
            Deed::Post {
                who: "Luis".to_owned(),
                post: "Puerta sur".to_owned(),
                call_sign: "sur1".to_owned(),
                on: true,
            },
            Deed::System { what: "started".to_owned() },
        ];
        for (minute, deed) in (40..).zip(deeds) {
            self.add(A, minute, Entry { deeds: vec![deed], ..Entry::default() });
        }
        self.add(B, 47, Entry { deeds: vec![Deed::Letter("B".to_owned())], ..Entry::default() });
    }
}

/// What is in the photograph.
pub(super) const PHOTO: &[u8] = b"the bytes of a photograph";

/// A photograph that was attached.
pub(super) fn photo() -> Attachment {
    let hash = Sha256::digest(PHOTO).into();
    let name = "cámara/cctv 4 (barra).jpg".to_owned();
    Attachment { hash, name, media: "image/jpeg".to_owned(), bytes: PHOTO.len() as u64 }
}
