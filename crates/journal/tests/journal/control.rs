//! Records of the control room: every deed, field and setting, written in one way and read tolerantly.

use gatehouse_core::anomaly::{Rule, Told};
use gatehouse_core::ids::{EntryId, ShowId};
use gatehouse_core::incident::{
    Alert, Attachment, Casualties, Category, Channel, Context, Decision, Deed, Density, Entry, Field,
    LinkKind, Methane, Number, Opening, Promise, Said, Sealed, Setting, Severity, Status, Step, Subject,
    Timer, TypeCode, UnitState,
};
use gatehouse_core::occupancy::{Click, Recount};
use gatehouse_journal::{
    AnomalyRecord, ClickerCountRecord, ClockCheckRecord, Error, Kind, LogEntryRecord, MAX_PAYLOAD,
    MessageQueuedRecord, RecountRecord,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;

const ZONE: ZoneId = ZoneId::from_bytes([0x20; 16]);
const DOOR: CheckpointId = CheckpointId::from_bytes([0xc1; 16]);

fn named(n: u8, seq: u64) -> RecordId {
    RecordId { author: AuthorId::from_bytes([n; 16]), seq: Seq(seq) }
}

fn words(text: &str) -> String {
    text.to_owned()
}

fn code(code: &str) -> TypeCode {
    TypeCode(code.to_owned())
}

/// An opening of which everything is known, and one of which as little as there can be.
fn openings() -> [Opening; 2] {
    let cue = (ShowId::from_bytes([0x50; 16]), EntryId::from_bytes([0xc0; 16]), words("Entra el coro"));
    let full = Opening {
        number: Number { desk: words("A"), no: 143 },
        types: vec![code("MED.FAINT"), code("ALC")],
        severity: Severity::Serious,
        title: words("desmayo"),
        place: words("barra \"izquierda\""),
        zone: Some(ZONE),
        sealed: true,
        context: Context {
            cue: Some(cue),
            inside: vec![(ZONE, 2_310, 2_345)],
            posts: vec![(words("Gate 3"), words("medic1"))],
        },
    };
    let least = Opening {
        number: Number { desk: words("AA"), no: u32::MAX },
        types: vec![],
        severity: Severity::Info,
        title: String::new(),
        place: String::new(),
        zone: None,
        sealed: false,
        context: Context::default(),
    };
    [full, least]
}

fn fields() -> Vec<Field> {
    let severity = |severity, why: &str| Field::Severity { severity, why: words(why) };
    let mut fields = vec![
        Field::Title(words("pelea")),
        Field::Type { code: code("DIS"), on: true },
        Field::Type { code: code("MED"), on: false },
        severity(Severity::Critical, ""),
        severity(Severity::Minor, "he walks again"),
        Field::Place(String::new()),
        Field::Zone(Some(ZONE)),
        Field::Zone(None),
        Field::Reporter(words("Ana")),
        Field::Outcome(words("taken home")),
        Field::Sealed(false),
        Field::Alert(None),
    ];
    let alerts = [Alert::None, Alert::Info, Alert::Urgent, Alert::Emergency];
    fields.extend(alerts.map(|alert| Field::Alert(Some(alert))));
    fields
}

fn settings() -> Vec<Setting> {
    let category = Category {
        code: code("MED.FAINT"),
        label: words("Desmayo"),
        words: vec![words("faint"), words("desmayo")],
        severity: Severity::Minor,
        sealed: true,
        hidden: true,
    };
    let plain =
        Category { label: String::new(), words: vec![], sealed: false, hidden: false, ..category.clone() };
    let limit = |limit_ms, source| Setting::Limit {
        severity: Severity::Info,
        timer: Timer::Update,
        limit_ms,
        source,
    };
    let playbook = |steps| Setting::Playbook { code: code("CHI"), from: Severity::Serious, steps };
    let step = Step { id: words("chi.exits"), text: words("Puertas avisadas") };
    vec![
        Setting::Category(category),
        Setting::Category(plain),
        limit(Some(30_000), words("plan, page 4")),
        limit(None, String::new()),
        Setting::Chain(vec![words("lead"), words("director")]),
        Setting::Chain(vec![]),
        playbook(vec![step.clone(), Step { text: String::new(), ..step }]),
        playbook(vec![]),
        Setting::DoorFrom { door: DOOR, from: Some(ZONE) },
        Setting::DoorFrom { door: DOOR, from: None },
        Setting::DoorRate { door: DOOR, per_minute: 82, source: words("counted") },
        Setting::Band {
            zone: ZONE,
            band: 2,
            permille: 950,
            owner: words("Luis"),
            action: words("one in, one out"),
        },
        Setting::Capacity {
            zone: ZONE,
            persons: 4_500,
            source: words("certificate"),
            signed: words("Zoë Ñandú"),
        },
    ]
}

/// Every deed but settings and what is said of an incident, with every word for a status, a unit's state and a link.
fn deeds() -> Vec<Deed> {
    let decision = Decision {
        options: vec![words("wait"), words("stop")],
        chosen: words("stop"),
        rationale: words("wind above 12 m/s"),
        owner: words("Ana"),
        review: Some(WallMs(1_800_000_600_000)),
    };
    let report = Methane {
        declared: true,
        location: words("stage left"),
        kind: words("collapse"),
        hazards: words("power"),
        potential: words("second mast"),
        access: words("gate 4"),
        casualties: Casualties { immediate: 1, urgent: 2, minor: 3, dead: 4, estimated: true },
        present: words("medics"),
        required: words("fire"),
    };
    let promise = |owner: &str, due| Promise { text: words("water"), owner: words(owner), due };
    let subject = |name| Deed::Subject(Subject { description: words("abrigo rojo"), name });
    let [full, least] = openings();
    let mut deeds = vec![
        Deed::Open(Box::new(full)),
        Deed::Open(Box::new(least)),
        subject(Some(Sealed(vec![0, 0xab, 0xff]))),
        subject(None),
        Deed::Decide(Box::new(decision)),
        Deed::Decide(Box::default()),
        Deed::Escalate { timer: Timer::FirstUnit, round: 2, to: words("director") },
        Deed::Escalate { timer: Timer::Acknowledge, round: u32::MAX, to: String::new() },
        Deed::Heed { timer: Timer::Update, round: 1 },
        Deed::Report(Box::new(report)),
        Deed::Report(Box::default()),
        Deed::ReadBack { report: named(1, 7) },
        Deed::Tick { step: words("med.ambulance"), done: true },
        Deed::Promise(promise("Luis", Some(WallMs(-1)))),
        Deed::Promise(promise("", None)),
        Deed::Settle { promise: named(1, 8) },
        Deed::Strike { entry: named(1, 9), reason: words("wrong gate") },
        Deed::Correct { entry: named(1, 9), text: words("puerta 4") },
        Deed::HandOver {
            to: words("Marta"),
            items: vec![named(1, 2), named(2, 2)],
            note: words("gate 4 shut"),
        },
        Deed::HandOver { to: words("Marta"), items: vec![], note: String::new() },
        Deed::Take { handover: named(1, 10), item: named(1, 2) },
        Deed::Withdraw { handover: named(1, 10) },
        Deed::Density(Density { zone: ZONE, grade: 4, note: words("front rows") }),
        Deed::Density(Density { zone: ZONE, grade: 0, note: String::new() }),
        Deed::Visit { authority: words("Bomberos"), begins: true },
        Deed::Letter(words("B")),
        Deed::Post { who: words("Ana"), post: words("Gate 3"), call_sign: words("G3"), on: true },
        Deed::Post { who: words("Ana"), post: words("Gate 3"), call_sign: String::new(), on: false },
        Deed::ShareKey { to: author(), key: Sealed(vec![0x5e; 80]) },
        Deed::System { what: words("started") },
    ];
    deeds.extend(Status::ALL.map(|status| Deed::Move { status }));
    let states = [UnitState::Assigned, UnitState::EnRoute, UnitState::OnScene, UnitState::Clear];
    let role = |state| if state == UnitState::Assigned { words("medic") } else { String::new() };
    deeds.extend(states.map(|state| Deed::Unit { unit: words("medic1"), role: role(state), state }));
    let links = [LinkKind::DuplicateOf, LinkKind::CausedBy, LinkKind::Related, LinkKind::SamePerson];
    deeds.extend(links.map(|link| Deed::Link { to: named(3, 4), link, on: link != LinkKind::Related }));
    deeds
}

fn all_deeds() -> Vec<Deed> {
    let set = fields().into_iter().map(Deed::Set);
    let configure = settings().into_iter().map(Deed::Configure);
    deeds().into_iter().chain(set).chain(configure).collect()
}

fn said(channel: Channel) -> Said {
    Said {
        verbatim: words("med3 m30s faint bar-left >medic1 \"ñ\""),
        occurred: Some(WallMs(1_799_999_000_000)),
        reported: Some(WallMs(-1)),
        channel: Some(channel),
        from: words("steward 7"),
        to: words("control"),
        attachments: vec![Attachment {
            hash: [0x42; 32],
            name: words("foto.jpg"),
            media: words("image/jpeg"),
            bytes: u64::MAX,
        }],
    }
}

/// Entries that say something, about an incident or about none, and the one that says nothing at all.
fn entries() -> Vec<Entry> {
    let channels = [Channel::Radio, Channel::Phone, Channel::Cctv, Channel::InPerson, Channel::App];
    let note = |channel| Entry { said: said(channel), incident: Some(named(1, 2)), deeds: vec![] };
    let typed = Entry { said: Said { verbatim: words("nota"), ..Said::default() }, ..Entry::default() };
    channels.map(note).into_iter().chain([typed, Entry::default()]).collect()
}

fn counts() -> Vec<Body> {
    let click = |entries, exits| {
        Body::ClickerCount(ClickerCountRecord { click: Click { door: DOOR, entries, exits } })
    };
    let recount = |by, reason: &str| {
        Body::Recount(RecountRecord { recount: Recount { zone: ZONE, by, reason: words(reason) } })
    };
    let check = |offset_ms| {
        Body::ClockCheck(ClockCheckRecord { reference: words("reloj de la policía"), offset_ms })
    };
    vec![
        click(0, 0),
        click(u64::MAX, 3),
        recount(-12, "walked the floor"),
        recount(i64::MAX, ""),
        check(-1_500),
    ]
}

fn anomalies() -> Vec<Body> {
    let rules = [
        Rule::AdmittedTwice,
        Rule::ManyForgeries,
        Rule::RefusedThenAdmitted,
        Rule::ManyOverrides,
        Rule::SilentGate,
        Rule::TooFast,
        Rule::ClockStep,
        Rule::AfterTheWindow,
    ];
    let told = |rule| Told {
        rule,
        key: words("many_overrides Ana"),
        severity: Severity::Minor,
        checkpoints: vec![DOOR],
        evidence: vec![named(1, 5), named(2, 6)],
        draft: rule == Rule::TooFast,
    };
    let bare = Told { checkpoints: vec![], evidence: vec![], ..told(Rule::ClockStep) };
    let all = rules.into_iter().map(told).chain([bare]);
    all.map(|told| Body::Anomaly(AnomalyRecord { told })).collect()
}

fn messages() -> Vec<Body> {
    let message = |incident, level| {
        let (trigger, text) = (words("incident"), words("A-0143 desmayo"));
        Body::MessageQueued(MessageQueuedRecord { incident, level, trigger, text })
    };
    vec![message(Some(named(1, 2)), Alert::Emergency), message(None, Alert::Info)]
}

fn entry(entry: Entry) -> Body {
    Body::LogEntry(LogEntryRecord { entry })
}

fn doing(deeds: Vec<Deed>) -> Body {
    entry(Entry { incident: Some(named(1, 2)), deeds, ..Entry::default() })
}

/// What the golden files hold: an entry for each deed and for each way to say something, one with all fields, one with all
/// settings, and the records that are no entries.
pub(super) fn files() -> Vec<(&'static str, Vec<Body>)> {
    let set = fields().into_iter().map(Deed::Set).collect();
    let configure = settings().into_iter().map(Deed::Configure).collect();
    vec![
        ("log_entries", entries().into_iter().map(entry).collect()),
        ("log_deeds", deeds().into_iter().map(|deed| doing(vec![deed])).collect()),
        ("log_fields_and_settings", vec![doing(set), doing(configure), doing(all_deeds())]),
        ("counts", counts()),
        ("anomalies", anomalies()),
        ("messages", messages()),
    ]
}

fn payload(body: &Body) -> String {
    String::from_utf8(sealed(body).payload().to_vec()).expect("JSON is UTF-8")
}

fn read(kind: Kind, payload: &str) -> Result<Body, Error> {
    Body::read(kind.number(), 1, payload.as_bytes())
}

#[test]
fn every_record_of_the_control_room_reads_as_it_was_written() {
    for body in files().into_iter().flat_map(|(_, bodies)| bodies) {
        let written = payload(&body);
        let kind = Kind::from_number(body.kind()).expect("a kind of ours");
        assert!(read(kind, &written).expect("it reads") == body, "{written}");
    }
}

proptest! {
    #[test]
    fn whatever_is_said_and_done_reads_as_it_was_written(
        texts in prop::array::uniform4(any::<String>()),
        instants in prop::array::uniform2(any::<Option<i64>>()),
        incident in any::<Option<([u8; 16], u64)>>(),
        channel in prop::option::of(select(vec![Channel::Radio, Channel::App])),
        deeds in subsequence(all_deeds(), 0..20).prop_shuffle(),
        sealed_name in any::<Vec<u8>>(),
    ) {
        let [verbatim, from, to, name] = texts;
        let [occurred, reported] = instants.map(|instant| instant.map(WallMs));
        let attachments = vec![Attachment { hash: [7; 32], media: from.clone(), name, bytes: 1 }];
        let subject = Subject { description: to.clone(), name: Some(Sealed(sealed_name)) };
        let body = entry(Entry {
            said: Said { verbatim, occurred, reported, channel, from, to, attachments },
            incident: incident
                .map(|(author, seq)| RecordId { author: AuthorId::from_bytes(author), seq: Seq(seq) }),
            deeds: deeds.into_iter().chain([Deed::Subject(subject)]).collect(),
        });
        prop_assert!(read(Kind::LogEntry, &payload(&body)).expect("it reads") == body);
    }
}

#[test]
fn an_entry_is_written_as_the_organizer_reads_it() {
    let id = |hex: &str| format!("{0}{0}{0}{0}-{0}{0}-{0}{0}-{0}{0}-{0}{0}{0}{0}{0}{0}", hex);
    let name = |hex: &str, seq| format!(r#"{{"author":"{}","seq":{seq}}}"#, id(hex));
    let [full, least] = openings();
    let opened = format!(
        r#"{{"deed":"open","number":{{"desk":"A","no":143}},"types":["MED.FAINT","ALC"],"severity":"serious","title":"desmayo","place":"barra \"izquierda\"","zone":"{zone}","sealed":true,"context":{{"cue":{{"show":"{}","cue":"{}","title":"Entra el coro"}},"inside":[{{"zone":"{zone}","known":2310,"upper":2345}}],"posts":[{{"post":"Gate 3","who":"medic1"}}]}}}}"#,
        id("50"),
        id("c0"),
        zone = id("20"),
    );
    let said = r#""said":{"verbatim":"med3 m30s faint bar-left >medic1 \"ñ\"","occurred_ms":1799999000000,"reported_ms":-1,"channel":"in_person","from":"steward 7","to":"control","attachments":[{"hash":"4242424242424242424242424242424242424242424242424242424242424242","name":"foto.jpg","media":"image/jpeg","bytes":18446744073709551615}]}"#;
    let set = |field| vec![Deed::Set(field)];
    let in_incident = format!(r#""incident":{}"#, name("01", 2));
    for (body, expected) in [
        (entry(Entry::default()), "{}".to_owned()),
        (entry(entries().remove(3)), format!("{{{said},{in_incident}}}")),
        (
            entry(Entry { deeds: vec![Deed::Open(Box::new(full))], ..Entry::default() }),
            format!(r#"{{"deeds":[{opened}]}}"#),
        ),
        (
            entry(Entry { deeds: vec![Deed::Open(Box::new(least))], ..Entry::default() }),
            r#"{"deeds":[{"deed":"open","number":{"desk":"AA","no":4294967295},"types":[],"severity":"info","title":""}]}"#
                .to_owned(),
        ),
        (
            doing(set(Field::Severity { severity: Severity::Critical, why: String::new() })),
            format!(r#"{{{in_incident},"deeds":[{{"deed":"set","field":"severity","value":{{"severity":"critical"}}}}]}}"#),
        ),
        (
            doing(set(Field::Alert(None))),
            format!(r#"{{{in_incident},"deeds":[{{"deed":"set","field":"alert","value":null}}]}}"#),
        ),
        (
            doing(vec![Deed::Letter(words("B")), Deed::Link { to: named(3, 4), link: LinkKind::DuplicateOf, on: true }]),
            format!(
                r#"{{{in_incident},"deeds":[{{"deed":"letter","letter":"B"}},{{"deed":"link","to":{},"link":"duplicate_of","on":true}}]}}"#,
                name("03", 4)
            ),
        ),
        (
            doing(vec![Deed::Configure(settings().remove(1)), Deed::Configure(settings().remove(9))]),
            format!(
                r#"{{{in_incident},"deeds":[{{"deed":"configure","setting":"category","code":"MED.FAINT","severity":"minor","sealed":false,"hidden":false}},{{"deed":"configure","setting":"door_from","door":"{}"}}]}}"#,
                id("c1")
            ),
        ),
        (counts().remove(1), format!(r#"{{"door":"{}","entries":18446744073709551615,"exits":3}}"#, id("c1"))),
        (counts().remove(3), format!(r#"{{"zone":"{}","by":9223372036854775807,"reason":""}}"#, id("20"))),
        (
            anomalies().remove(5),
            format!(
                r#"{{"rule":"too_fast","key":"many_overrides Ana","severity":"minor","checkpoints":["{}"],"evidence":[{},{}],"draft":true}}"#,
                id("c1"),
                name("01", 5),
                name("02", 6)
            ),
        ),
        (
            messages().remove(0),
            format!(r#"{{{in_incident},"level":"emergency","trigger":"incident","text":"A-0143 desmayo"}}"#),
        ),
    ] {
        assert_eq!(payload(&body), expected);
    }
}

#[test]
fn what_only_a_newer_build_knows_does_not_lose_the_rest_of_an_entry() {
    let newer = [
        r#"{"deed":"drone","battery":[1,{"deed":"strike"}]}"#,
        r#"{"deed":"set","field":"smell","value":"smoke"}"#,
        r#"{"deed":"set","field":"severity","value":{"severity":"apocalyptic"}}"#,
        r#"{"deed":"move","status":"parked"}"#,
        r#"{"deed":"configure","setting":"siren","on":true}"#,
        r#"{"deed":"link","to":"nowhere"}"#,
        r#"{"no_deed":1}"#,
        "17",
    ];
    let known = all_deeds();
    let written = known.iter().map(|deed| {
        let whole = payload(&entry(Entry { deeds: vec![deed.clone()], ..Entry::default() }));
        whole
            .strip_prefix(r#"{"deeds":["#)
            .and_then(|rest| rest.strip_suffix("]}"))
            .expect("one deed")
            .to_owned()
    });
    let mixed: Vec<_> =
        written.zip(newer.iter().cycle()).flat_map(|(known, newer)| [(*newer).to_owned(), known]).collect();
    let payload = format!(
        r#"{{"said":{{"verbatim":"x","channel":"pigeon","mood":7}},"of":"a newer build","deeds":[{}]}}"#,
        mixed.join(",")
    );
    let said = Said { verbatim: words("x"), ..Said::default() };
    assert!(
        read(Kind::LogEntry, &payload).expect("it reads")
            == entry(Entry { said, incident: None, deeds: known })
    );
}

#[test]
fn what_this_build_cannot_read_is_carried_to_the_byte() {
    for (kind, payload) in [
        (Kind::LogEntry, r#"{"deeds":{"deed":"open"}}"#),
        (Kind::LogEntry, r#"{"incident":"A-0143"}"#),
        (Kind::ClickerCount, r#"{"turnstile":3}"#),
        (Kind::Recount, r#"{"area":[1,2]}"#),
        (Kind::Anomaly, r#"{"rule":"two_moons","key":"x","severity":"minor"}"#),
        (Kind::ClockCheck, r#"{"reference":"x"}"#),
        (Kind::MessageQueued, r#"{"level":"whisper","trigger":"incident","text":"x"}"#),
    ] {
        let body = read(kind, payload).expect("it is carried");
        assert!(
            matches!(&body, Body::Unknown { kind: number, version: 1, payload: kept }
                if *number == kind.number() && kept == payload.as_bytes()),
            "{payload}"
        );
    }
}

#[test]
fn what_is_no_payload_is_an_error_that_quotes_nothing() {
    let kinds = [Kind::ClickerCount, Kind::Recount, Kind::Anomaly, Kind::LogEntry, Kind::ClockCheck];
    for kind in kinds.into_iter().chain([Kind::MessageQueued]) {
        for payload in ["", "{", "7", r#""Zoë""#, r#"["Zoë"]"#, r#"{"deeds":"Zoë""#] {
            let error = read(kind, payload).expect_err("no object");
            assert!(!format!("{error} {error:?}").contains("Zoë"));
        }
    }
}

#[test]
fn debug_output_shows_nothing_that_people_wrote() {
    let shown: String = files()
        .into_iter()
        .flat_map(|(_, bodies)| bodies)
        .map(|body| match body {
            Body::LogEntry(record) => format!("{record:?}"),
            Body::ClickerCount(record) => format!("{record:?}"),
            Body::Recount(record) => format!("{record:?}"),
            Body::Anomaly(record) => format!("{record:?}"),
            Body::ClockCheck(record) => format!("{record:?}"),
            Body::MessageQueued(record) => format!("{record:?}"),
            other => panic!("{other:?} has no debug output of its own here"),
        })
        .collect();
    for written in ["faint", "medic", "desmayo", "Ana", "policía", "walked", "Zoë", "abrigo", "Bomberos"] {
        assert!(!shown.contains(written), "{shown}");
    }
}

#[test]
fn an_entry_that_is_too_long_is_refused_before_it_is_signed() {
    let long = Said { verbatim: "x".repeat(MAX_PAYLOAD), ..Said::default() };
    let items = (1..2_000).map(|seq| named(1, seq)).collect();
    let handover = Deed::HandOver { to: words("Marta"), items, note: String::new() };
    for body in [entry(Entry { said: long, ..Entry::default() }), doing(vec![handover])] {
        let refused = seal(event(), author(), &head(), stamp(), &body, &device_key());
        assert!(matches!(refused, Err(Error::TooLarge { len }) if len > MAX_PAYLOAD));
    }
}

/// What is told of `body` where every record of one author goes by the name of another.
fn renamed(body: &Body) -> String {
    let told = RecoveredRecord::of(&sealed(body)).expect("the payload is text");
    let author = AuthorId::from_bytes([0xff; 16]);
    let rename = |id: RecordId| if id.author == named(1, 0).author { RecordId { author, ..id } } else { id };
    told.renamed(rename).expect("it can be written").payload
}

#[test]
fn where_a_log_forked_every_name_in_the_control_room_is_told_anew() {
    let (old, new) = (named(1, 0).author.to_string(), AuthorId::from_bytes([0xff; 16]).to_string());
    let entries = [doing(all_deeds()), messages().remove(0), anomalies().remove(0)];
    for body in entries {
        let (before, after) = (payload(&body), renamed(&body));
        assert!(before.contains(&old) && !after.contains(&old), "{after}");
        let kind = Kind::from_number(body.kind()).expect("a kind of ours");
        let back = after.replace(&new, &old);
        assert!(read(kind, &back).expect("it reads") == body, "nothing else changed");
    }
}

#[test]
fn telling_anew_keeps_what_only_a_newer_build_can_read() {
    let unread =
        format!(r#"{{"deed":"drone","over":{{"author":"{}","seq":7}},"battery":0.5}}"#, named(1, 0).author);
    let payload = format!(r#"{{"deeds":[{unread},{{"deed":"letter","letter":"B"}}],"pilot":"x"}}"#);
    let told =
        renamed(&Body::Unknown { kind: Kind::LogEntry.number(), version: 1, payload: payload.into_bytes() });
    for kept in [
        r#""battery":0.5"#,
        r#""pilot":"x""#,
        r#""deed":"drone""#,
        &AuthorId::from_bytes([0xff; 16]).to_string(),
    ] {
        assert!(told.contains(kept), "{kept} in {told}");
    }
}

#[test]
fn what_names_no_other_record_is_told_again_to_the_byte() {
    for body in counts().into_iter().chain([doing(vec![]), messages().remove(1)]) {
        let told = RecoveredRecord::of(&sealed(&body)).expect("the payload is text");
        let same = told.clone().renamed(|id| id).expect("nothing to write");
        assert!(same == told);
    }
}
