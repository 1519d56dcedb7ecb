//! What a gate reads: the facts of a decision, and what its screen shows beside the verdict.

use gatehouse_core::admission::{
    Approval, Capacity, Checkpoint, CredentialFacts, Facts, History, Kind, Pass, Payment, Presented,
    Standing, Undoable,
};
use gatehouse_core::ids::{AuthorId, CheckpointId, CredentialId, ProductNo, RecordId, Seq, ZoneId};
use gatehouse_core::time::{Hlc, WallMs};
use rusqlite::{Connection, params};

use crate::error::Result;
use crate::fold::minute;
use crate::sql::{self, get, row, rows, unsigned};
use crate::table::scan::{self, ScanRow};
use crate::table::{author, checkpoint, event, record, zone};

/// Reads everything that bears on one scan; run it in the write transaction that will record the scan.
pub fn facts(conn: &Connection, at: CheckpointId, presented: &Presented) -> Result<Facts> {
    let (id, ticket) = match presented {
        Presented::Signed(ticket) => (Some(ticket.id), Some(ticket)),
        Presented::Known(id) => (Some(*id), None),
        Presented::Invalid(_) | Presented::OtherEvent { .. } => (None, None),
    };
    let checkpoint = checkpoint::find(conn, at)?;
    let credential = id.map(|id| credential_facts(conn, id)).transpose()?.flatten();
    let rehearsal = ticket.is_some_and(|ticket| ticket.rehearsal)
        || credential.as_ref().is_some_and(|known| known.rehearsal);
    let product = credential.as_ref().map(|known| known.product).or(ticket.map(|ticket| ticket.product));
    let (history, capacity, other_checkpoints) = match &checkpoint {
        Some(here) => (
            id.map(|id| history(conn, id, here.zone, rehearsal)).transpose()?.unwrap_or_default(),
            capacity(conn, here.zone)?,
            elsewhere(conn, here, product)?,
        ),
        None => Default::default(),
    };
    Ok(Facts { zone: event::time_zone(conn)?, checkpoint, credential, history, capacity, other_checkpoints })
}

fn credential_facts(conn: &Connection, id: CredentialId) -> Result<Option<CredentialFacts>> {
    row(
        conn,
        "SELECT product, generation, standing, approval, payment, valid_from_ms, valid_until_ms, rehearsal \
         FROM credential WHERE id = ?1",
        [id.as_bytes()],
        |row| {
            Ok(CredentialFacts {
                product: sql::product(row, 0)?,
                generation: sql::generation(row, 1)?,
                standing: sql::standing(row, 2)?,
                approval: sql::approval(row, 3)?,
                payment: sql::payment(row, 4)?,
                validity: sql::window(row, 5)?,
                rehearsal: get(row, 7)?,
            })
        },
    )
}

/// The passes of a credential at a zone that stand. Practice has a history of its own.
pub(crate) fn history(conn: &Connection, id: CredentialId, zone: ZoneId, rehearsal: bool) -> Result<History> {
    let passes = rows(
        conn,
        "SELECT author, seq, hlc, at_ms, checkpoint, direction FROM scan WHERE credential = ?1 AND passed = 1 \
         AND zone = ?2 AND undone_seq IS NULL AND rehearsal = ?3",
        params![id.as_bytes(), zone.as_bytes(), rehearsal],
        |row| {
            let seq = Seq(unsigned(row, 1, "scan.seq")?);
            Ok(Pass {
                record: RecordId { author: AuthorId::from_bytes(get(row, 0)?), seq },
                hlc: Hlc(unsigned(row, 2, "scan.hlc")?),
                at: WallMs(get(row, 3)?),
                checkpoint: CheckpointId::from_bytes(get(row, 4)?),
                direction: sql::word(row, 5, "scan.direction")?,
            })
        },
    )?;
    Ok(History::new(passes))
}

fn capacity(conn: &Connection, id: ZoneId) -> Result<Option<Capacity>> {
    let limit = zone::find(conn, id)?.and_then(|zone| zone.capacity);
    limit.map(|limit| Ok(Capacity { limit, inside: zone::inside(conn, id)? })).transpose()
}

/// Where the product may pass instead. Asked only when it may not pass here.
fn elsewhere(conn: &Connection, here: &Checkpoint, product: Option<ProductNo>) -> Result<Vec<String>> {
    match product {
        Some(product) if !here.allows(product) => checkpoint::names_allowing(conn, product, here.id),
        _ => Ok(Vec::new()),
    }
}

/// What the screen shows of whoever holds a credential.
#[derive(Clone, PartialEq, Eq)]
pub struct Holder {
    /// The credential.
    pub id: CredentialId,
    /// The holder's name; may be empty.
    pub name: String,
    /// The company, if one is known.
    pub company: Option<String>,
    /// What it is a ticket for.
    pub product: ProductNo,
    /// What people call the product.
    pub product_name: String,
    /// What sort of person.
    pub kind: Kind,
    /// The order it belongs to.
    pub order_code: Option<String>,
    /// The seat, if there is one.
    pub seat: Option<String>,
    /// What the operator must notice: the credential's own note, then the product's.
    pub attention: Vec<String>,
    /// Whether the credential stands.
    pub standing: Standing,
    /// Whether its order is approved.
    pub approval: Approval,
    /// Whether its order is paid.
    pub payment: Payment,
    /// Practice only.
    pub rehearsal: bool,
}

impl std::fmt::Debug for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Holder").field("id", &self.id).field("product", &self.product).finish_non_exhaustive()
    }
}

/// Reads who holds a credential, if the replica knows.
pub fn holder(conn: &Connection, id: CredentialId) -> Result<Option<Holder>> {
    row(
        conn,
        "SELECT c.id, c.name, c.company, c.product, p.name, c.kind, c.order_code, c.seat, c.attention, p.attention, \
         c.standing, c.approval, c.payment, c.rehearsal \
         FROM credential c JOIN product p ON p.number = c.product WHERE c.id = ?1",
        [id.as_bytes()],
        |row| {
            let notes: [Option<String>; 2] = [get(row, 8)?, get(row, 9)?];
            Ok(Holder {
                id: CredentialId::from_bytes(get(row, 0)?),
                name: get(row, 1)?,
                company: get(row, 2)?,
                product: sql::product(row, 3)?,
                product_name: get(row, 4)?,
                kind: sql::kind(row, 5)?,
                order_code: get(row, 6)?,
                seat: get(row, 7)?,
                attention: notes.into_iter().flatten().collect(),
                standing: sql::standing(row, 10)?,
                approval: sql::approval(row, 11)?,
                payment: sql::payment(row, 12)?,
                rehearsal: get(row, 13)?,
            })
        },
    )
}

/// A scan with the names that people know.
#[derive(Clone, PartialEq, Eq)]
pub struct RecentScan {
    /// The scan.
    pub scan: ScanRow,
    /// The checkpoint's name, if it is known.
    pub checkpoint_name: Option<String>,
    /// The holder's name, if the credential is known.
    pub holder_name: Option<String>,
    /// The product's name, if it is known.
    pub product_name: Option<String>,
}

impl std::fmt::Debug for RecentScan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecentScan").field("scan", &self.scan).finish_non_exhaustive()
    }
}

/// Reads the last scans of this device, the newest first.
pub fn recent(conn: &Connection, limit: u32) -> Result<Vec<RecentScan>> {
    rows(
        conn,
        concat!(
            "SELECT ",
            scan::columns!(),
            ", k.name, c.name, p.name FROM scan s \
             LEFT JOIN checkpoint k ON k.id = s.checkpoint \
             LEFT JOIN credential c ON c.id = s.credential \
             LEFT JOIN product p ON p.number = s.product \
             WHERE s.author = (SELECT id FROM author WHERE own = 1) ORDER BY s.seq DESC LIMIT ?1"
        ),
        [limit],
        |row| {
            Ok(RecentScan {
                scan: scan::from_row(row)?,
                checkpoint_name: get(row, scan::COLUMNS)?,
                holder_name: get(row, scan::COLUMNS + 1)?,
                product_name: get(row, scan::COLUMNS + 2)?,
            })
        },
    )
}

/// Reads what decides whether a scan may be undone.
pub fn undoable(conn: &Connection, id: RecordId) -> Result<Option<Undoable>> {
    Ok(scan::find(conn, id)?.map(|scan| Undoable {
        author: scan.id.author,
        at: scan.at,
        passed: scan.passed,
        undone: scan.undone.is_some(),
    }))
}

/// How many minutes [`Counters::minutes`] covers.
pub const SERIES: usize = 15;

/// What the gate's counters show. Undone passes and rehearsals do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters {
    /// Entries at the checkpoint, by all devices this replica knows of.
    pub entries: u64,
    /// Exits at the checkpoint.
    pub exits: u64,
    /// Refusals at the checkpoint.
    pub refused: u64,
    /// How many are inside the checkpoint's zone.
    pub inside: u32,
    /// Passes at the checkpoint per minute, oldest first; the last one is the minute of `now`, still running.
    pub minutes: [u32; SERIES],
    /// Passes during the last sixty seconds.
    pub last_minute: u32,
}

/// Reads the counters of a checkpoint at a moment.
pub fn counters(conn: &Connection, at: CheckpointId, now: WallMs) -> Result<Counters> {
    let id = at.as_bytes();
    let totals = row(
        conn,
        "SELECT coalesce(sum(entries), 0), coalesce(sum(exits), 0), coalesce(sum(refused), 0) FROM tally \
         WHERE checkpoint = ?1",
        [id],
        |row| Ok((unsigned(row, 0, "tally")?, unsigned(row, 1, "tally")?, unsigned(row, 2, "tally")?)),
    )?;
    let (entries, exits, refused) = totals.unwrap_or_default();
    let first = minute(now) - (SERIES as i64 - 1);
    let mut minutes = [0; SERIES];
    let passes: Vec<(i64, u32)> = rows(
        conn,
        "SELECT minute - ?2, entries + exits FROM tally WHERE checkpoint = ?1 AND minute BETWEEN ?2 AND ?3",
        params![id, first, minute(now)],
        |row| Ok((get(row, 0)?, get(row, 1)?)),
    )?;
    for (place, count) in passes {
        if let Some(slot) = usize::try_from(place).ok().and_then(|place| minutes.get_mut(place)) {
            *slot = count;
        }
    }
    Ok(Counters {
        entries,
        exits,
        refused,
        inside: inside(conn, at)?,
        minutes,
        last_minute: passes_since(conn, at, WallMs(now.0 - 60_000), now)?,
    })
}

fn inside(conn: &Connection, at: CheckpointId) -> Result<u32> {
    let found = row(
        conn,
        "SELECT inside FROM zone_tally WHERE zone = (SELECT zone FROM checkpoint WHERE id = ?1)",
        [at.as_bytes()],
        |row| get(row, 0),
    )?;
    Ok(found.unwrap_or(0))
}

fn passes_since(conn: &Connection, at: CheckpointId, since: WallMs, now: WallMs) -> Result<u32> {
    let found = row(
        conn,
        "SELECT count(*) FROM scan WHERE checkpoint = ?1 AND at_ms > ?2 AND at_ms <= ?3 AND passed = 1 \
         AND undone_seq IS NULL AND rehearsal = 0",
        params![at.as_bytes(), since.0, now.0],
        |row| get(row, 0),
    )?;
    Ok(found.unwrap_or(0))
}

/// How much is in the replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Credentials.
    pub credentials: u64,
    /// Products.
    pub products: u64,
    /// Records, of all authors.
    pub records: u64,
    /// Records of this device that the central store has not acknowledged.
    pub waiting: u64,
}

/// Counts what is in the replica.
pub fn counts(conn: &Connection) -> Result<Counts> {
    let count = |sql| row(conn, sql, [], |row| unsigned(row, 0, "count")).map(Option::unwrap_or_default);
    Ok(Counts {
        credentials: count("SELECT count(*) FROM credential")?,
        products: count("SELECT count(*) FROM product")?,
        records: record::count(conn)?,
        waiting: author::queue_depth(conn)?,
    })
}
