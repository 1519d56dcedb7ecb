//! What happens to a device.

use std::fmt;

use gatehouse_core::time::WallMs;
use serde::{Deserialize, Serialize};

use super::json::{WallMsJson, text};
use crate::DevicePublicKey;

/// A device joined the event: the first record of its log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEnrolledRecord {
    /// What people call the device.
    pub name: String,
    /// The key that its records are signed with, this one too.
    #[serde(with = "text")]
    pub public_key: DevicePublicKey,
    /// The version of the app that enrolled it.
    pub app_version: String,
    /// What it is for, in the organizer's words.
    pub role: String,
}

impl fmt::Debug for DeviceEnrolledRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceEnrolledRecord").field("app_version", &self.app_version).finish_non_exhaustive()
    }
}

/// Another person took the device over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorChangedRecord {
    /// Who, as they signed in; absent when the last one signed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
}

impl fmt::Debug for OperatorChangedRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OperatorChangedRecord").finish_non_exhaustive()
    }
}

/// The wall clock jumped against the monotonic one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStepRecord {
    /// What the wall clock should have shown.
    #[serde(rename = "from_wall_ms", with = "WallMsJson")]
    pub from: WallMs,
    /// What it showed.
    #[serde(rename = "to_wall_ms", with = "WallMsJson")]
    pub to: WallMs,
    /// The monotonic clock at that moment, in milliseconds.
    pub mono_ms: u64,
}
