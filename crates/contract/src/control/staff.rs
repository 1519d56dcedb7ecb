//! Who works where.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::time::{WallMs, Window};

/// The staff at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StaffRes {
    /// When this is true.
    pub now: WallMs,
    /// Everybody on the roster, and everybody who took a post, by name.
    pub people: Vec<StaffMember>,
    /// The posts and who is there, by name.
    pub posts: Vec<StaffPost>,
}

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StaffMember {
    /// Their name, as the roster has it.
    pub name: String,
    /// What they are.
    pub role: String,
    /// Their team; empty when there is none.
    pub team: String,
    /// The post that they are planned for.
    pub post: String,
    /// Their call sign.
    pub call_sign: String,
    /// Their shift.
    pub shift: Window,
    /// How it stands.
    pub presence: StaffPresence,
    /// Since when they are here.
    pub since: Option<WallMs>,
    /// The post where they are now.
    pub at_post: Option<String>,
}

/// Whether somebody is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StaffPresence {
    /// Their shift has not begun.
    Planned,
    /// They are here.
    Present,
    /// Their shift began and they are not here.
    Late,
    /// They have left.
    Gone,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StaffPost {
    /// Which.
    pub post: String,
    /// Who is there: call sign and name.
    pub people: Vec<String>,
    /// Nobody is there although somebody is planned for now.
    pub empty: bool,
}
