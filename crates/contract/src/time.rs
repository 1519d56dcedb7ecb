//! Time on the wire.

use gatehouse_core::time;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Milliseconds since the Unix epoch, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(type = "number & { readonly __unit: \"wall ms\" }")]
pub struct WallMs(pub i64);

impl From<time::WallMs> for WallMs {
    fn from(at: time::WallMs) -> Self {
        Self(at.0)
    }
}

impl From<WallMs> for time::WallMs {
    fn from(at: WallMs) -> Self {
        Self(at.0)
    }
}

/// A span of time, open at either end; both bounds belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Window {
    /// First moment inside.
    pub from: Option<WallMs>,
    /// Last moment inside.
    pub until: Option<WallMs>,
}

impl From<time::Window> for Window {
    fn from(window: time::Window) -> Self {
        Self { from: window.from.map(Into::into), until: window.until.map(Into::into) }
    }
}

impl From<Window> for time::Window {
    fn from(window: Window) -> Self {
        Self { from: window.from.map(Into::into), until: window.until.map(Into::into) }
    }
}
