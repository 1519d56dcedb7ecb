//! Importing attendees: hand over the file, look at what would happen, then do it or leave it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that was handed over piece by piece and now waits to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StagedFile {
    /// Names it in the calls that follow.
    pub token: String,
    /// Bytes so far.
    pub bytes: u64,
}

/// Starts to hand over a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StageReq {
    /// The file's name, for messages.
    pub name: String,
}

/// The next piece of the file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StagePieceReq {
    /// Which file.
    pub token: String,
    /// The bytes, standard Base64.
    pub base64: String,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The row's own key; rows with a known one update instead of adding.
    Reference,
    /// Full name.
    Name,
    /// First name, where names come in two columns.
    FirstName,
    /// Last name, where names come in two columns.
    LastName,
    /// E-mail address.
    Email,
    /// Company or outlet.
    Company,
    /// Product by name or number.
    Product,
    /// Kind word; otherwise the product's.
    Kind,
    /// Order code.
    OrderCode,
    /// Seat or table.
    Seat,
    /// What the operator must notice.
    Attention,
    /// `paid`, `unpaid`, `unapproved`, `cancelled`, `revoked` or `blocked`.
    Status,
    /// Valid from, RFC 3339 or local date and time at the venue.
    ValidFrom,
    /// Valid until.
    ValidUntil,
}

/// Which column holds what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mapping {
    /// One entry per column of the file, in its order; absent columns are ignored.
    pub columns: Vec<Option<Field>>,
    /// Product for rows that name none, by number.
    pub default_product: Option<u16>,
}

/// Looks at a file, or imports it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportReq {
    /// Which file.
    pub token: String,
    /// Which column holds what; absent to have it guessed from the headings.
    pub mapping: Option<Mapping>,
}

/// What an import would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportRes {
    /// Headings of the file.
    pub headings: Vec<String>,
    /// The mapping that was used.
    pub mapping: Mapping,
    /// The first rows as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// Rows read.
    pub rows: u64,
    /// Rows that add a credential.
    pub added: u64,
    /// Rows that change one.
    pub updated: u64,
    /// Rows that change nothing.
    pub unchanged: u64,
    /// Rows that cannot be taken; as long as there is one, nothing is.
    pub bad: u64,
    /// The first of them.
    pub bad_rows: Vec<BadRow>,
    /// True when it was done, false when it was only looked at or refused.
    pub done: bool,
}

/// A row that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BadRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its column, from 1, when one is to blame.
    pub column: Option<u32>,
    /// What is wrong.
    pub problem: RowProblem,
    /// The offending text, shortened.
    pub found: String,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowProblem {
    /// Another number of columns than the headings.
    ColumnCount,
    /// Not UTF-8.
    NotUtf8,
    /// No name.
    NameMissing,
    /// No such product.
    UnknownProduct,
    /// No product at all.
    ProductMissing,
    /// No such kind.
    UnknownKind,
    /// No such status.
    UnknownStatus,
    /// Not an e-mail address.
    BadEmail,
    /// Not a date and time.
    BadTime,
    /// Ends before it begins.
    EmptyWindow,
    /// The same reference stands in an earlier row.
    DuplicateReference,
    /// Longer than any field may be.
    TooLong,
}
