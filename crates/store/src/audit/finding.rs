//! What an audit can find, in words.

use std::fmt;

use gatehouse_core::ids::{AuthorId, Seq};
use gatehouse_journal::Flaw;

/// Something about the replica that is not as it must be. Names tables, authors and numbers, never people.
#[derive(Debug)]
#[non_exhaustive]
pub enum Finding {
    /// A page of the file is not what was encrypted.
    Encryption {
        /// What the cipher says.
        detail: String,
    },
    /// The structure of the file is broken.
    Structure {
        /// What the database says.
        detail: String,
    },
    /// Rows refer to something that is not there.
    Dangling {
        /// Where.
        table: String,
        /// How many.
        rows: u64,
    },
    /// A record does not continue its author's log.
    Log {
        /// Whose log.
        author: AuthorId,
        /// Where it is stored.
        seq: Seq,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// What is written beside a sound record differs from what the record says.
    Mislabelled {
        /// Whose log.
        author: AuthorId,
        /// Where it is stored.
        seq: Seq,
    },
    /// A log does not end where it should.
    Head {
        /// Whose log.
        author: AuthorId,
        /// Where it should end.
        stored: Seq,
        /// Where it ends.
        found: Seq,
    },
    /// A projection is not what the journal says.
    Projection {
        /// Which.
        table: &'static str,
        /// Rows that should be there.
        missing: u64,
        /// Rows that should not.
        unexpected: u64,
    },
    /// Credentials that the search cannot find.
    Unfindable {
        /// How many.
        credentials: u64,
    },
    /// A part of the replica could not be read to its end.
    Unreadable {
        /// Which.
        part: Part,
    },
}

/// A part of the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The file and its encryption.
    File,
    /// References between tables.
    References,
    /// The logs.
    Journal,
    /// What is folded from the logs.
    Projections,
    /// The search index.
    Search,
}

impl Finding {
    /// The word for it in files and on the command line.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Encryption { .. } => "encryption",
            Self::Structure { .. } => "structure",
            Self::Dangling { .. } => "dangling",
            Self::Log { .. } => "log",
            Self::Mislabelled { .. } => "mislabelled",
            Self::Head { .. } => "head",
            Self::Projection { .. } => "projection",
            Self::Unfindable { .. } => "unfindable",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encryption { detail } => write!(f, "the encryption is broken: {detail}"),
            Self::Structure { detail } => write!(f, "the file is broken: {detail}"),
            Self::Dangling { table, rows } => write!(f, "{rows} rows of {table} refer to what is not there"),
            Self::Log { author, seq, flaw } => write!(f, "in the log of {author}, at {}: {flaw}", seq.0),
            Self::Mislabelled { author, seq } => {
                write!(f, "in the log of {author}, record {} is stored under another name", seq.0)
            }
            Self::Head { author, stored, found } => {
                write!(f, "the log of {author} should end at {}, but ends at {}", stored.0, found.0)
            }
            Self::Projection { table, missing, unexpected } => {
                write!(
                    f,
                    "{table} is not what the journal says: {missing} rows missing, {unexpected} unexpected"
                )
            }
            Self::Unfindable { credentials } => {
                write!(f, "the search does not know {credentials} credentials")
            }
            Self::Unreadable { part } => write!(f, "{} cannot be read to the end", part.as_str()),
        }
    }
}

impl Part {
    /// What people call it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "the file",
            Self::References => "the references",
            Self::Journal => "the journal",
            Self::Projections => "the projections",
            Self::Search => "the search index",
        }
    }
}
