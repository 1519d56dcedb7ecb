//! How the rules' values stand in columns. The numbers and words are those that the CHECKs of the schema pin.

use gatehouse_core::admission::{Approval, Kind, Payment, Standing};
use gatehouse_core::ids::{Generation, ProductNo};
use gatehouse_core::time::{WallMs, Window};
use rusqlite::types::FromSql;
use rusqlite::{Connection, Params, Row, RowIndex};

use crate::error::{Error, Result};

/// Reads a column. Ids come as their 16 bytes.
pub(crate) fn get<T: FromSql>(row: &Row<'_>, index: impl RowIndex) -> Result<T> {
    Ok(row.get(index)?)
}

/// Reads a column that holds one of a type's words.
pub(crate) fn word<T: std::str::FromStr>(row: &Row<'_>, index: usize, what: &'static str) -> Result<T> {
    row.get_ref(index)?.as_str().ok().and_then(|word| word.parse().ok()).ok_or(Error::Meaningless(what))
}

/// Reads two columns that bound a span of time.
pub(crate) fn window(row: &Row<'_>, from: usize) -> Result<Window> {
    let bound = |index| Ok::<_, Error>(get::<Option<i64>>(row, index)?.map(WallMs));
    Ok(Window { from: bound(from)?, until: bound(from + 1)? })
}

/// Reads a column that holds a sequence or clock reading; both stay below 2⁶³.
pub(crate) fn unsigned(row: &Row<'_>, index: usize, what: &'static str) -> Result<u64> {
    u64::try_from(get::<i64>(row, index)?).map_err(|_| Error::Meaningless(what))
}

/// Writes a sequence or clock reading.
///
/// # Errors
///
/// For 2⁶³ and above, which no honest log reaches.
pub(crate) fn signed(value: u64, what: &'static str) -> Result<i64> {
    i64::try_from(value).map_err(|_| Error::Meaningless(what))
}

/// Writes the reading of a clock that counts nothing but itself, where 2⁶³ and above is as good as the number below.
pub(crate) fn bounded(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(crate) fn product(row: &Row<'_>, index: usize) -> Result<ProductNo> {
    Ok(ProductNo(get(row, index)?))
}

pub(crate) fn generation(row: &Row<'_>, index: usize) -> Result<Generation> {
    Ok(Generation(get(row, index)?))
}

pub(crate) fn kind(row: &Row<'_>, index: usize) -> Result<Kind> {
    Kind::from_number(get(row, index)?).ok_or(Error::Meaningless("kind"))
}

pub(crate) fn standing(row: &Row<'_>, index: usize) -> Result<Standing> {
    match get::<u8>(row, index)? {
        0 => Ok(Standing::Good),
        1 => Ok(Standing::Cancelled),
        2 => Ok(Standing::Revoked),
        3 => Ok(Standing::Blocked),
        _ => Err(Error::Meaningless("standing")),
    }
}

pub(crate) const fn standing_number(standing: Standing) -> u8 {
    match standing {
        Standing::Good => 0,
        Standing::Cancelled => 1,
        Standing::Revoked => 2,
        Standing::Blocked => 3,
    }
}

pub(crate) fn approval(row: &Row<'_>, index: usize) -> Result<Approval> {
    Ok(if get(row, index)? { Approval::Awaited } else { Approval::Given })
}

pub(crate) const fn approval_number(approval: Approval) -> u8 {
    match approval {
        Approval::Given => 0,
        Approval::Awaited => 1,
    }
}

pub(crate) fn payment(row: &Row<'_>, index: usize) -> Result<Payment> {
    Ok(if get(row, index)? { Payment::Due } else { Payment::Settled })
}

pub(crate) const fn payment_number(payment: Payment) -> u8 {
    match payment {
        Payment::Settled => 0,
        Payment::Due => 1,
    }
}

/// Milliseconds of a bound that may be open.
pub(crate) fn ms(bound: Option<WallMs>) -> Option<i64> {
    bound.map(|WallMs(ms)| ms)
}

/// Runs a cached statement and maps every row.
pub(crate) fn rows<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(map(row)?);
    }
    Ok(found)
}

/// Runs a cached statement and maps the first row, if there is one.
pub(crate) fn row<T>(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    map: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(map).transpose()
}
