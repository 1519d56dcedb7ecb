//! Who had signed in at a device when it wrote a record, as far as its log is known here.

use std::collections::BTreeMap;

use gatehouse_core::ids::{AuthorId, RecordId, Seq};
use gatehouse_journal::{Body, Kind};
use rusqlite::{Connection, Params};

use crate::error::Result;
use crate::sql::rows;
use crate::table::record;

/// By author, in the order of its log.
pub(crate) struct Operators(BTreeMap<AuthorId, Vec<(Seq, Option<String>)>>);

impl Operators {
    /// Those of the authors that a query selects.
    pub(crate) fn of(conn: &Connection, authors: &str, params: impl Params) -> Result<Self> {
        let kind = Kind::OperatorChanged.number();
        let found = rows(
            conn,
            &format!(
                "SELECT r.bytes, r.signature FROM author a JOIN record r INDEXED BY record_operator \
                 ON r.author = a.no AND r.kind = {kind} WHERE a.id IN ({authors}) \
                 AND r.seq <= coalesce(a.cutoff, r.seq) ORDER BY r.author, r.seq"
            ),
            params,
            record::from_row,
        )?;
        let mut operators = BTreeMap::<_, Vec<_>>::new();
        for change in found {
            if let Ok(Body::OperatorChanged(body)) = change.body() {
                operators.entry(change.author).or_default().push((change.seq, body.operator));
            }
        }
        Ok(Self(operators))
    }

    /// Who was there when this record was written.
    pub(crate) fn at(&self, id: RecordId) -> Option<String> {
        let changes = self.0.get(&id.author)?;
        let before = changes.partition_point(|(seq, _)| *seq < id.seq);
        changes.get(before.checked_sub(1)?)?.1.clone()
    }
}
