//! The log as files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::RecordId;
use crate::show::PaperLanguage;
use crate::time::WallMs;

/// Writes the log, or a part of it, as a file. Answered by [`ExportRes`](crate::show::ExportRes).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportLogReq {
    /// What.
    pub what: LogExport,
    /// From when on; absent: from the beginning.
    pub from: Option<WallMs>,
    /// Until when; absent: until now.
    pub until: Option<WallMs>,
    /// In which language.
    pub language: PaperLanguage,
    /// Leave out what is sealed.
    pub sealed: bool,
}

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum LogExport {
    /// The whole log as a licensing authority wants it.
    LicencePdf,
    /// The log as a table.
    Csv,
    /// The log as JSON, one entry a line.
    Jsonl,
    /// One incident with everything that belongs to it and what proves it: a folder.
    Incident {
        /// Which.
        incident: RecordId,
    },
    /// ICS-214, the activity log of one person or unit.
    Ics214 {
        /// Whose: a name or a call sign.
        who: String,
        /// Their position.
        position: String,
        /// Their home agency.
        agency: String,
        /// Who prepares it.
        prepared_by: String,
    },
}

/// What a visit may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VisitReq {
    /// The log of so many days back.
    pub days: u8,
    /// Only what stands before this entry.
    pub before: Option<RecordId>,
}
