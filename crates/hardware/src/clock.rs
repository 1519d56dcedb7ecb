//! The one place that reads the clocks.
//!
//! Rules and tests take times as values; the edge of the program calls these. Judging a clock (has it been set back,
//! how far is it from the server's) is done elsewhere, from what is read here.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use gatehouse_core::time::WallMs;
use sha2::{Digest, Sha256};

/// What the wall clock shows. Operators and time servers may set it, forward or back, at any moment.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place that the ban points to")]
pub fn wall_now() -> WallMs {
    let since_epoch = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    WallMs(since_epoch.map_or(0, |time| i64::try_from(time.as_millis()).unwrap_or(i64::MAX)))
}

/// Milliseconds that only ever grow, for as long as [`boot_id`] stays the same.
///
/// On Linux they count from the start of the machine, so that two runs of the program within one boot compare;
/// elsewhere from the first reading in this process.
#[must_use]
pub fn mono_now() -> u64 {
    static START: OnceLock<(Instant, Duration)> = OnceLock::new();
    let (started, uptime) = START.get_or_init(|| (Instant::now(), uptime().unwrap_or_default()));
    u64::try_from((*uptime + started.elapsed()).as_millis()).unwrap_or(u64::MAX)
}

/// Eight bytes that name the stretch of time in which [`mono_now`] readings compare.
///
/// On Linux that is one boot of the machine; elsewhere one run of the program, named after the time of its start.
#[must_use]
pub fn boot_id() -> [u8; 8] {
    static BOOT: OnceLock<[u8; 8]> = OnceLock::new();
    *BOOT.get_or_init(|| {
        let of_machine = std::fs::read("/proc/sys/kernel/random/boot_id");
        of_machine.map_or_else(
            |_| digest(format!("{}/{}", wall_now().0, std::process::id()).as_bytes()),
            |id| digest(id.trim_ascii()),
        )
    })
}

/// A hash, because the machine's own id is used by other programs too and need not travel with every record.
fn digest(id: &[u8]) -> [u8; 8] {
    let hash = Sha256::new().chain_update(b"gatehouse boot ").chain_update(id).finalize();
    let mut short = [0; 8];
    short.copy_from_slice(&hash[..8]);
    short
}

/// How long the machine has been up, where it says so.
fn uptime() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_monotonic_clock_never_goes_back() {
        let readings: Vec<u64> = std::iter::repeat_with(mono_now).take(1_000).collect();
        assert!(readings.is_sorted());
    }

    #[test]
    fn the_boot_keeps_its_name() {
        assert_eq!(boot_id(), boot_id());
        assert_ne!(boot_id(), [0; 8]);
        assert_ne!(digest(b"one boot"), digest(b"another"));
    }

    #[test]
    fn the_wall_clock_is_past_the_year_2024() {
        assert!(wall_now() > WallMs(1_704_067_200_000));
    }
}
