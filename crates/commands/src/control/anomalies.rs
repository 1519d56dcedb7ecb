//! What looks wrong at the gates, found on each desk and told once.

use std::collections::BTreeSet;

use gatehouse_contract::error::CommandError;
use gatehouse_core::anomaly::{self, Answer, Doubled, Gate, Seen, Stepped, Told, Window};
use gatehouse_core::time::WallMs;
use gatehouse_store::crowd::AttendedScan;
use gatehouse_store::table::scan::ScanRow;
use gatehouse_store::{AnomalyRecord, Body, Connection, Error, crowd as stored, exchange, table};

use super::room::{self, Room};
use super::write::{self, Written};
use crate::error;
use crate::host::Host;
use crate::session::OpenEvent;

/// How many double admissions are looked at.
const DOUBLES: u32 = 200;

/// Looks at the gates, and tells of what nobody has told of yet.
pub(super) fn look(host: &dyn Host, open: &OpenEvent) -> Result<(), CommandError> {
    let now = room::clocks(host, open)?;
    let room = room::find(open, &now)?;
    let at = room.moment(&now);
    let facts = open.replica.read(|conn| Facts::read(conn, at)).map_err(error::store)?;
    let found: Vec<Told> = anomaly::look(&facts.window(), at).into_iter().map(|one| one.told).collect();
    if news(&room, &found).next().is_none() {
        return Ok(());
    }
    // Decided again on what is then on disk: another desk may have told of it.
    write::decide(host, open, move |_, _, room, _| {
        let bodies = news(room, &found).map(|told| Body::Anomaly(AnomalyRecord { told: told.clone() }));
        Ok(Ok(Written { bodies: bodies.collect(), answer: () }))
    })
    .map(drop)
}

/// Of what was found, what the log does not know.
fn news<'a>(room: &Room, found: &'a [Told]) -> impl Iterator<Item = &'a Told> + use<'a> {
    let known: BTreeSet<String> = room
        .others
        .iter()
        .filter_map(|other| match &other.body {
            Body::Anomaly(record) => Some(record.told.key.clone()),
            _ => None,
        })
        .collect();
    found.iter().filter(move |told| !known.contains(&told.key))
}

/// The facts of the last hour.
struct Facts {
    scans: Vec<Seen>,
    doubles: Vec<Doubled>,
    steps: Vec<Stepped>,
    gates: Vec<Gate>,
}

impl Facts {
    fn read(conn: &Connection, now: WallMs) -> Result<Self, Error> {
        let since = WallMs(now.0.saturating_sub(anomaly::LOOK_BACK_MS));
        let scans = stored::scans(conn, since)?;
        let standing = scans.into_iter().filter(|one| !one.scan.rehearsal && one.scan.undone.is_none());
        Ok(Self {
            scans: standing.map(|one| seen(conn, one)).collect::<Result<_, _>>()?,
            doubles: doubles(conn)?,
            steps: table::clock_step::all(conn)?
                .into_iter()
                .map(|row| Stepped {
                    id: row.id,
                    at: row.step.to,
                    by_ms: row.step.to.0.saturating_sub(row.step.from.0),
                    checkpoint: None,
                })
                .collect(),
            gates: table::checkpoint::all(conn)?
                .into_iter()
                .map(|gate| Gate { id: gate.id, zone: gate.zone, open: gate.window })
                .collect(),
        })
    }

    fn window(&self) -> Window<'_> {
        Window {
            scans: &self.scans,
            doubles: &self.doubles,
            overrides: &[],
            steps: &self.steps,
            gates: &self.gates,
        }
    }
}

fn seen(conn: &Connection, one: AttendedScan) -> Result<Seen, Error> {
    let AttendedScan { scan, operator } = one;
    Ok(Seen {
        answer: answer(conn, &scan)?,
        id: scan.id,
        at: scan.at,
        checkpoint: scan.checkpoint,
        operator,
        credential: scan.credential,
    })
}

/// What came of a scan. Why a code could not be trusted stands in its record alone.
fn answer(conn: &Connection, scan: &ScanRow) -> Result<Answer, Error> {
    let invalid = match scan.verdict.as_str() {
        "invalid" => table::record::find(conn, scan.id)?.and_then(|record| match record.body() {
            Ok(Body::Scan(body)) => body.invalid,
            _ => None,
        }),
        _ => None,
    };
    Ok(Answer::from_words(&scan.verdict, invalid.as_deref(), false))
}

/// Double admissions whose scans are both here.
fn doubles(conn: &Connection) -> Result<Vec<Doubled>, Error> {
    let mut found = Vec::new();
    for double in exchange::doubles(conn, DOUBLES)? {
        let (first, second) =
            (table::scan::find(conn, double.first)?, table::scan::find(conn, double.second)?);
        found.extend(first.zip(second).map(|(first, second)| Doubled {
            first: first.id,
            second: second.id,
            checkpoints: [first.checkpoint, second.checkpoint],
            at: second.at,
        }));
    }
    Ok(found)
}
