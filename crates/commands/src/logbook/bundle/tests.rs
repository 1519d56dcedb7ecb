use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use gatehouse_contract::setup::Paper;
use gatehouse_core::ids::{EventId, Seq};
use gatehouse_core::time::WallMs;
use gatehouse_store::table::event::EventRow;
use gatehouse_store::{Body, BootId, FileKey, NewDevice, NewReplica, Replica, Stamp, append};

use super::*;
use crate::language::Language;
use crate::logbook::scene::{A, B, PHOTO, START, Scene, photo};

/// A desk with a log of its own.
struct Desk {
    replica: Replica,
    author: AuthorId,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new(author: AuthorId, event: u8) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let event = EventRow {
            id: EventId::from_bytes([event; 16]),
            name: "Gala".into(),
            venue: None,
            zone: "America/Bogota".into(),
            starts: WallMs(0),
            ends: WallMs(1),
            locale: "es-CO".into(),
            currency: None,
        };
        let device = NewDevice { author, name: "Mesa".into(), seed: [author.as_bytes()[0]; 32].into() };
        let new = NewReplica { event, device };
        let replica = Replica::create(&folder.path().join("event"), &FileKey::new([4; 32]), new);
        Self { replica: replica.expect("a replica"), author, _folder: folder }
    }

    fn key(&self) -> DevicePublicKey {
        self.replica.author().expect("an author").key.public()
    }

    fn write(&self, text: &str, attached: Option<&Attachment>) -> Record {
        let attachments =
            attached.map(|one| serde_json::json!([{ "hash": hex(&one.hash), "name": one.name }]));
        let payload = serde_json::json!({ "said": { "verbatim": text, "attachments": attachments } });
        self.sign(&payload)
    }

    /// Signs something of a kind that no build folds, so that only the record matters.
    fn sign(&self, payload: &serde_json::Value) -> Record {
        let body = Body::Unknown { kind: 900, version: 1, payload: payload.to_string().into_bytes() };
        let stamp = Stamp { wall: WallMs(START), mono_ms: 0, boot: BootId([0; 8]) };
        let written = self.replica.write(move |tx, author| append(tx, author, stamp, &body));
        written.expect("a record")
    }
}

static BUNDLED: LazyLock<Bundled> = LazyLock::new(Bundled::make);

/// A bundle of five records of two desks and a photograph.
#[derive(Clone)]
struct Bundled {
    files: BTreeMap<String, Vec<u8>>,
    keys: BTreeMap<AuthorId, DevicePublicKey>,
}

impl Bundled {
    fn new() -> Self {
        BUNDLED.clone()
    }

    fn make() -> Self {
        let (a, b) = (Desk::new(A, 1), Desk::new(B, 1));
        let photo = photo();
        let mut records = vec![a.write("desmayo", None), a.write("la foto", Some(&photo))];
        records.extend([b.write("en camino", None), a.write("llegó", None), b.write("libre", None)]);
        let keys = BTreeMap::from([(a.author, a.key()), (b.author, b.key())]);
        let attachments = BTreeMap::from([(photo.hash, PHOTO.to_vec())]);
        let material = Material { records: &records, keys: &keys, attachments: &attachments };
        let files = made(&Scene::night(0), material, Seal::Open).expect("a bundle");
        let inner = |file: BundleFile| (file.path.trim_start_matches("A-0143/").to_owned(), file.bytes);
        Self { files: files.into_iter().map(inner).collect(), keys }
    }

    fn verified(&self, keys: &BTreeMap<AuthorId, DevicePublicKey>) -> Verified {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, bytes) in &self.files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap_or_else(|| Path::new("."))).expect("a folder");
            fs::write(path, bytes).expect("written");
        }
        verify(folder.path(), keys).expect("read")
    }

    fn wrong(&self) -> Vec<Wrong> {
        self.verified(&self.keys).wrong
    }

    /// Makes the list of sums anew, as somebody would who changed a file on purpose.
    fn list_anew(&mut self) {
        self.files.remove(SUMS);
        let files: Vec<(String, Vec<u8>)> = self.files.clone().into_iter().collect();
        self.files.insert(SUMS.to_owned(), sums(&files));
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8(self.files[path].clone()).expect("UTF-8")
    }

    /// Changes a line of a file, from 1, and makes the list anew.
    fn alter(&mut self, path: &str, line: usize, change: impl FnOnce(&mut serde_json::Value)) {
        let mut lines: Vec<String> = self.text(path).lines().map(str::to_owned).collect();
        let mut value = serde_json::from_str(&lines[line - 1]).expect("JSON");
        change(&mut value);
        lines[line - 1] = value.to_string();
        self.replace(path, lines.join("\n"));
    }

    fn replace(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), text.into_bytes());
        self.list_anew();
    }

    fn photo(&self) -> String {
        self.files.keys().find(|path| path.starts_with(ATTACHMENTS)).expect("the photograph").clone()
    }
}

fn made(scene: &Scene, material: Material<'_>, seal: Seal) -> Result<Vec<BundleFile>, Unbundled> {
    scene.book(Language::Spanish, Paper::A4, seal).bundle(scene.incident("A-0143"), material)
}

#[test]
fn a_bundle_is_good_as_it_was_written() {
    let bundled = Bundled::new();
    let found = bundled.verified(&bundled.keys);
    assert_eq!(found, Verified { records: 5, attachments: 1, unknown: vec![], wrong: vec![] });
    let names: Vec<&str> = bundled.files.keys().map(String::as_str).collect();
    let photo = format!("attachments/{}-cctv-4--barra-.jpg", hex(&photo().hash));
    assert_eq!(names, [SUMS, GUIDE, &photo, "incident.pdf", KEYS, RECORDS]);
    let alone = bundled.verified(&BTreeMap::new());
    assert!(alone.is_good());
    assert_eq!(alone.unknown, [A, B], "nobody vouches for keys that came along");
}

#[test]
fn every_changed_byte_of_every_file_is_found() {
    for path in Bundled::new().files.keys() {
        let mut bundled = Bundled::new();
        let bytes = bundled.files.get_mut(path).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        assert!(!bundled.verified(&bundled.keys).is_good(), "{path}");
        bundled.files.remove(path);
        assert!(bundled.wrong().contains(&Wrong::Missing(path.clone())), "{path}");
    }
}

#[test]
fn what_stands_beside_the_signed_bytes_must_say_what_they_do() {
    let check = |field: &str, value: serde_json::Value, what: &'static str| {
        let mut bundled = Bundled::new();
        bundled.alter(RECORDS, 2, |line| line[field] = value);
        assert_eq!(bundled.wrong(), [Wrong::Says { line: 2, what }], "{field}");
    };
    check("seq", 99.into(), "the number");
    check("hash", "00".repeat(32).into(), "the hash");
    check("kind", 9.into(), "the kind");
    check("version", 2.into(), "the kind");
    check("payload", serde_json::json!({ "said": { "verbatim": "nada" } }), "the payload");
}

#[test]
fn a_record_that_its_author_did_not_sign_is_found() {
    let changed = |field: &'static str, change: fn(String) -> String| {
        let mut bundled = Bundled::new();
        bundled.alter(RECORDS, 1, |line| {
            line[field] = change(line[field].as_str().expect("text").to_owned()).into();
        });
        bundled.wrong()
    };
    let other_bytes = |text: String| {
        let mut bytes = BASE64_STANDARD.decode(text).expect("base64");
        let last = bytes.len() - 3;
        bytes[last] = b'x';
        BASE64_STANDARD.encode(bytes)
    };
    assert_eq!(changed("bytes", other_bytes), [Wrong::Signature { line: 1 }]);
    assert_eq!(changed("signature", |text| text.replace(&text[..2], "00")), [Wrong::Signature { line: 1 }]);
    assert_eq!(changed("author", |_| B.to_string()), [Wrong::Signature { line: 1 }]);
    let nobody = |_| AuthorId::from_bytes([9; 16]).to_string();
    assert_eq!(changed("author", nobody), [Wrong::NoKey { line: 1 }]);
    let unreadable = Wrong::Unreadable { file: RECORDS.to_owned(), line: 1 };
    assert_eq!(changed("bytes", |_| "?".to_owned()), [unreadable]);
}

#[test]
fn keys_that_were_exchanged_are_found_by_whoever_knows_the_right_ones() {
    let mut bundled = Bundled::new();
    let other = bundled.keys[&B].to_string();
    bundled.alter(KEYS, 1, |line| line["public_key"] = other.into());
    assert_eq!(bundled.wrong(), [Wrong::OtherKey(A.to_string())], "the records are good under the right key");
    let alone = bundled.verified(&BTreeMap::new()).wrong;
    assert_eq!(alone.iter().filter(|wrong| matches!(wrong, Wrong::Signature { .. })).count(), 3);
    bundled.replace(KEYS, "nothing".to_owned());
    assert_eq!(bundled.wrong(), [Wrong::Unreadable { file: KEYS.to_owned(), line: 1 }]);
}

#[test]
fn an_attachment_that_is_not_what_its_record_says_is_found() {
    let mut bundled = Bundled::new();
    let path = bundled.photo();
    bundled.files.insert(path.clone(), b"another photograph".to_vec());
    bundled.list_anew();
    let missing = Wrong::NoAttachment(hex(&photo().hash));
    assert_eq!(bundled.wrong(), [Wrong::Changed(path.clone()), missing.clone()]);
    // Also under a name that fits it.
    let bytes = bundled.files.remove(&path).expect("the photograph");
    let renamed = format!("attachments/{}-cctv.jpg", sha256(&bytes));
    bundled.files.insert(renamed.clone(), bytes);
    bundled.list_anew();
    assert_eq!(bundled.wrong(), [missing.clone(), Wrong::Unattached(renamed.clone())]);
    bundled.files.remove(&renamed);
    bundled.list_anew();
    assert_eq!(bundled.wrong(), [missing]);
}

#[test]
fn records_that_do_not_belong_together_are_found() {
    let mut bundled = Bundled::new();
    let lines = bundled.text(RECORDS);
    let first = lines.lines().next().expect("a line").to_owned();
    bundled.replace(RECORDS, format!("{lines}{first}\n"));
    assert_eq!(bundled.wrong(), [Wrong::Twice { line: 6 }]);
    let line = |record: &Record| serde_json::to_string(&RecordLine::of(record)).expect("JSON");
    // The same desk wrote another log: its second record does not build on this first one.
    let other = Desk::new(A, 1);
    let _ = other.write("otra", None);
    let forked = line(&other.write("más", None));
    bundled.replace(RECORDS, format!("{first}\n{forked}\n"));
    let photo = Wrong::Unattached(bundled.photo());
    assert_eq!(bundled.wrong(), [Wrong::Previous { line: 2 }, photo.clone()]);
    let elsewhere = line(&Desk::new(B, 2).write("otro evento", None));
    bundled.replace(RECORDS, format!("{first}\n{elsewhere}\n"));
    assert_eq!(bundled.wrong(), [Wrong::OtherEvent { line: 2 }, photo]);
}

#[test]
fn an_attachment_may_belong_to_a_record_that_was_told_again() {
    let mut bundled = Bundled::new();
    let desk = Desk::new(B, 1);
    let first = desk.write("la foto", Some(&photo()));
    let quoted = String::from_utf8(first.payload().to_vec()).expect("UTF-8");
    let again = desk.sign(&serde_json::json!({ "payload": quoted }));
    bundled.replace(RECORDS, serde_json::to_string(&RecordLine::of(&again)).expect("JSON"));
    assert_eq!(bundled.wrong(), []);
}

#[test]
fn a_file_that_nobody_listed_is_found() {
    let mut bundled = Bundled::new();
    bundled.files.insert("notes.txt".to_owned(), b"x".to_vec());
    assert_eq!(bundled.wrong(), [Wrong::Unlisted("notes.txt".to_owned())]);
}

#[test]
fn what_is_not_on_this_device_is_named_and_a_sealed_book_makes_no_bundle() {
    let scene = Scene::night(0);
    let material = Material { records: &[], keys: &BTreeMap::new(), attachments: &BTreeMap::new() };
    let files = made(&scene, material, Seal::Open).expect("a bundle");
    let guide = files.iter().find(|file| file.path == "A-0143/VERIFY.txt").expect("a guide");
    let guide = String::from_utf8(guide.bytes.clone()).expect("UTF-8");
    assert!(guide.contains(&hex(&photo().hash)) && guide.contains("NO ESTÁ EN EL EQUIPO"));
    assert!(!guide.to_lowercase().contains("admis"), "what a court makes of it is not ours to say");
    assert!(matches!(made(&scene, material, Seal::Sealed), Err(Unbundled::Sealed)));
}

#[test]
fn strikes_and_corrections_belong_to_an_incident_wherever_they_stand() {
    let scene = Scene::night(0);
    let wanted = wanted(&scene.log, scene.incident("B-0001"));
    let of = |author| wanted.iter().filter(|id| id.author == author).count();
    assert_eq!((of(B), of(A)), (3, 2));
    assert!(wanted.contains(&RecordId { author: B, seq: Seq(1) }));
}

#[test]
fn no_name_of_an_attachment_leaves_the_folder() {
    let check = |name: &str, expected: &str| {
        let path = path(&Attachment { name: name.to_owned(), ..photo() });
        assert_eq!(path, format!("attachments/{}-{expected}", hex(&photo().hash)));
    };
    check("../../etc/passwd", "passwd");
    check("C:\\a\\b.png", "b.png");
    check("..", "file");
    check("", "file");
    check("foto ñandú.JPG", "foto--and-.JPG");
    check(&format!("{}.pdf", "x".repeat(300)), &format!("{}.pdf", "x".repeat(56)));
}
