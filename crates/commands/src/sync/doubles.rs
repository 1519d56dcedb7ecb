//! Double admissions with the names that people know.

use gatehouse_contract::sync::{Admission, DoubleAdmission};
use gatehouse_core::ids::RecordId;
use gatehouse_core::time::WallMs;
use gatehouse_store::exchange::{self, Double};
use gatehouse_store::{Connection, Error, gate, table};

/// The double admissions, the newest first.
pub(super) fn shown(conn: &Connection, limit: u32) -> Result<Vec<DoubleAdmission>, Error> {
    exchange::doubles(conn, limit)?.into_iter().map(|double| show(conn, double)).collect()
}

fn show(conn: &Connection, double: Double) -> Result<DoubleAdmission, Error> {
    let holder = gate::holder(conn, double.credential)?;
    let (name, product) = match holder {
        Some(holder) => (Some(holder.name).filter(|name| !name.is_empty()), Some(holder.product_name)),
        None => (None, None),
    };
    let (first, second) = (admission(conn, double.first)?, admission(conn, double.second)?);
    let gap_ms = first.at.0.abs_diff(second.at.0);
    Ok(DoubleAdmission { credential: double.credential.into(), name, product, first, second, gap_ms })
}

fn admission(conn: &Connection, id: RecordId) -> Result<Admission, Error> {
    let scan = table::scan::find(conn, id)?;
    let checkpoint = match &scan {
        Some(scan) => table::checkpoint::find(conn, scan.checkpoint)?.map(|checkpoint| checkpoint.name),
        None => None,
    };
    Ok(Admission {
        scan: id.into(),
        at: scan.map_or(WallMs(0), |scan| scan.at).into(),
        checkpoint,
        device: table::author::find(conn, id.author)?.map(|author| author.name),
    })
}
