//! What stands in a bundle's `VERIFY.txt`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gatehouse_core::ids::AuthorId;
use gatehouse_core::incident::{Attachment, Incident};
use gatehouse_store::DevicePublicKey;

use crate::language::Language;
use crate::logbook::reading::{Reading, hex};

const ENGLISH: &str = "\
WHAT THIS IS

The records of one incident, as the desks of the control room signed them when they were written, what was attached to
them, and the incident on paper. It is meant to be tamper-evident (a changed byte is found), attributable (every record is
signed by the desk that wrote it) and complete (every desk numbers its records without a gap, and each record holds the
hash of the one before it).

HOW TO CHECK IT

1. The files are as they were written:          sha256sum -c SHA256SUMS
   (Windows, file by file:                      certutil -hashfile FILE SHA256)
2. Every line of records.jsonl: \"bytes\", decoded from base64, is what was signed. Its SHA-256 is \"hash\"; \"signature\" is
   the Ed25519 signature over it, by the key of its author in keys.jsonl.
3. The keys are those of the event's desks: compare the fingerprints below with those that the organizer publishes, or with
   any device of the event. Keys that came with the records prove nothing by themselves.
4. Every attachment is named by the SHA-256 of its content, and the record that it belongs to names the same one.
5. That no record was left out, and that the whole log is sound: on a device of the event, `gatehouse audit` verifies every
   record of every desk without a network. The heads below hold everything before them; they are printed on every page.
";

const SPANISH: &str = "\
QUÉ ES ESTO

Los registros de un incidente, tal como las mesas de la sala de control los firmaron al escribirlos, lo que se les adjuntó,
y el incidente en papel. Está hecho para que toda alteración se note (se descubre un byte cambiado), para ser atribuible
(cada registro lo firma la mesa que lo escribió) y completo (cada mesa numera sus registros sin saltos, y cada registro
contiene el hash del anterior).

CÓMO COMPROBARLO

1. Los archivos están como se escribieron:      sha256sum -c SHA256SUMS
   (Windows, archivo por archivo:               certutil -hashfile ARCHIVO SHA256)
2. Cada línea de records.jsonl: «bytes», decodificado de base64, es lo que se firmó. Su SHA-256 es «hash»; «signature» es la
   firma Ed25519 sobre ello, con la clave de su autor en keys.jsonl.
3. Las claves son las de las mesas del evento: compare las huellas de abajo con las que publica el organizador o con
   cualquier equipo del evento. Las claves que vienen con los registros no prueban nada por sí solas.
4. Cada adjunto se llama por el SHA-256 de su contenido, y el registro al que pertenece nombra el mismo.
5. Que no falta ningún registro y que toda la bitácora está íntegra: en un equipo del evento, `gatehouse audit` verifica sin
   red cada registro de cada mesa. Las cabezas de abajo abarcan todo lo anterior; están impresas en cada página.
";

/// The whole file. `missing` was attached and is not on this device.
pub(super) fn text(
    reading: &Reading<'_>,
    incident: &Incident,
    keys: &BTreeMap<AuthorId, DevicePublicKey>,
    missing: &[&Attachment],
) -> String {
    let how = if reading.language() == Language::English { ENGLISH } else { SPANISH };
    let mut text = format!(
        "{} · {} · {} {}\n\n{how}",
        incident.said(),
        reading.book.event,
        reading.pick("written", "escrito"),
        reading.moment(reading.book.printed)
    );
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{title}\n\n{}\n", lines.join("\n"));
        }
    };
    let key =
        |(author, key): (&AuthorId, &DevicePublicKey)| format!("{key}  {}  {author}", reading.desk(*author));
    section(reading.pick("KEYS", "CLAVES"), keys.iter().map(key).collect());
    section(reading.pick("HEADS", "CABEZAS"), reading.heads());
    let absent = |attachment: &&Attachment| format!("{}  {}", hex(&attachment.hash), attachment.name);
    section(
        reading.pick(
            "ATTACHED, BUT NOT ON THE DEVICE THAT WROTE THIS",
            "ADJUNTADO, PERO NO ESTÁ EN EL EQUIPO QUE ESCRIBIÓ ESTO",
        ),
        missing.iter().map(absent).collect(),
    );
    text
}
