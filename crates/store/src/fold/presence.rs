//! What rests on all passes of one credential at one zone: whether it is inside, and whether it was admitted twice.

use gatehouse_core::admission::History;
use gatehouse_core::ids::{CheckpointId, CredentialId, RecordId, ZoneId};
use rusqlite::{Transaction, params};

use crate::error::Result;
use crate::gate;
use crate::sql::{get, row, rows, signed};
use crate::table::{checkpoint, event};

/// Works out anew whether a credential is inside a zone (it is when the last of its passes that stand was an entry) and
/// which of its entries should not have been.
pub(super) fn refresh(tx: &Transaction<'_>, zone: ZoneId, credential: CredentialId) -> Result<()> {
    let key = params![zone.as_bytes(), credential.as_bytes()];
    let before: Option<bool> =
        row(tx, "SELECT inside FROM presence WHERE zone = ?1 AND credential = ?2", key, |row| get(row, 0))?;
    let passes = gate::history(tx, credential, zone, false)?;
    let after = passes.passes().last().map(|_| !passes.is_outside_again());
    doubles(tx, zone, credential, &passes)?;
    match after {
        _ if after == before => return Ok(()),
        Some(inside) => tx
            .prepare_cached("INSERT OR REPLACE INTO presence (zone, credential, inside) VALUES (?1, ?2, ?3)")?
            .execute(params![zone.as_bytes(), credential.as_bytes(), inside])?,
        None => {
            tx.prepare_cached("DELETE FROM presence WHERE zone = ?1 AND credential = ?2")?.execute(key)?
        }
    };
    let inside = |presence: Option<bool>| i32::from(presence == Some(true));
    tx.prepare_cached(
        "INSERT INTO zone_tally (zone, inside) VALUES (?1, ?2) ON CONFLICT (zone) DO UPDATE SET inside = inside + ?2",
    )?
    .execute(params![zone.as_bytes(), inside(after) - inside(before)])?;
    Ok(())
}

/// Works out anew which entries into a zone were doubles: a policy of its checkpoints has changed, or the time zone.
pub(crate) fn review_zone(tx: &Transaction<'_>, zone: ZoneId) -> Result<()> {
    let repeated = rows(
        tx,
        "SELECT credential FROM scan WHERE zone = ?1 AND passed = 1 AND direction = 'in' AND credential IS NOT NULL \
         GROUP BY credential HAVING count(*) > 1",
        [zone.as_bytes()],
        |row| Ok(CredentialId::from_bytes(get(row, 0)?)),
    )?;
    for credential in repeated {
        doubles(tx, zone, credential, &gate::history(tx, credential, zone, false)?)?;
    }
    Ok(())
}

fn doubles(tx: &Transaction<'_>, zone: ZoneId, credential: CredentialId, passes: &History) -> Result<()> {
    tx.prepare_cached("DELETE FROM double_admission WHERE zone = ?1 AND credential = ?2")?
        .execute(params![zone.as_bytes(), credential.as_bytes()])?;
    if passes.passes().len() < 2 {
        return Ok(());
    }
    let mut policies = Vec::new();
    for pass in passes.passes() {
        if let Some(checkpoint) = checkpoint::find(tx, pass.checkpoint)? {
            policies.push((pass.checkpoint, checkpoint.policy));
        }
    }
    let policy =
        |id: CheckpointId| policies.iter().find(|(known, _)| *known == id).map(|(_, policy)| *policy);
    for double in passes.doubles(&event::time_zone(tx)?, policy) {
        let columns =
            |id: RecordId| Ok::<_, crate::Error>((*id.author.as_bytes(), signed(id.seq.0, "scan.seq")?));
        let (first, second) = (columns(double.first.record)?, columns(double.second.record)?);
        tx.prepare_cached(
            "INSERT INTO double_admission (zone, credential, first_author, first_seq, author, seq) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            zone.as_bytes(),
            credential.as_bytes(),
            first.0,
            first.1,
            second.0,
            second.1
        ])?;
    }
    Ok(())
}
