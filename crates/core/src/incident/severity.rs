//! How bad it is, how far it has got, and how loudly it is told.

/// One scale, and no matrix beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 1: good to know.
    Info,
    /// 2: minor.
    Minor,
    /// 3: serious.
    Serious,
    /// 4: a danger to life; whoever calls a show is offered to stop it.
    Critical,
}

impl Severity {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Info, Self::Minor, Self::Serious, Self::Critical];

    /// Its digit, 1 to 4, as people say it.
    #[must_use]
    pub const fn digit(self) -> u8 {
        match self {
            Self::Info => 1,
            Self::Minor => 2,
            Self::Serious => 3,
            Self::Critical => 4,
        }
    }

    /// The severity with this digit.
    #[must_use]
    pub const fn from_digit(digit: u8) -> Option<Self> {
        match digit {
            1 => Some(Self::Info),
            2 => Some(Self::Minor),
            3 => Some(Self::Serious),
            4 => Some(Self::Critical),
            _ => None,
        }
    }
}

/// How far an incident has got. Unusual steps are recorded, never refused: somebody may already be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is in the log.
    Logged,
    /// Somebody has taken note of it.
    Acknowledged,
    /// A unit is sent.
    Dispatched,
    /// A unit is there.
    OnScene,
    /// Nothing is done for now.
    OnHold,
    /// It is dealt with.
    Resolved,
    /// It is written up: it has a type and an outcome.
    Closed,
}

impl Status {
    /// All of them, in their usual order.
    pub const ALL: [Self; 7] = [
        Self::Logged,
        Self::Acknowledged,
        Self::Dispatched,
        Self::OnScene,
        Self::OnHold,
        Self::Resolved,
        Self::Closed,
    ];

    /// Whether somebody still has to do something about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Resolved | Self::Closed)
    }
}

/// How loudly an incident is told outside, once there is a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alert {
    /// Nobody is told.
    None,
    /// For information.
    Info,
    /// Urgent.
    Urgent,
    /// An emergency.
    Emergency,
}
