//! Figures, printed as they come and kept for the file.

use std::time::Duration;

use serde_json::{Map, Value, json};

/// Everything measured so far.
#[derive(Default)]
pub(crate) struct Report(Map<String, Value>);

impl Report {
    /// One figure with its unit.
    pub(crate) fn figure(&mut self, name: &str, value: f64, unit: &str) {
        println!("{name:<58} {value:>12.3} {unit}");
        self.0.insert(name.to_owned(), json!({ "value": value, "unit": unit }));
    }

    /// The median and the 99th percentile of many times, in milliseconds. Gives the median.
    pub(crate) fn times(&mut self, name: &str, times: &mut [Duration]) -> f64 {
        times.sort_unstable();
        let (median, late) = (at(times, 0.5), late(times));
        println!("{name:<58} p50 {median:>9.3} ms  p99 {late:>9.3} ms  n {}", times.len());
        self.0.insert(name.to_owned(), json!({ "p50_ms": median, "p99_ms": late, "n": times.len() }));
        median
    }

    /// A figure that was measured before.
    pub(crate) fn value(&self, name: &str) -> Option<f64> {
        self.0.get(name)?.get("value")?.as_f64()
    }

    /// All of it.
    pub(crate) fn json(self) -> String {
        format!("{:#}\n", Value::Object(self.0))
    }
}

/// The 99th percentile of sorted times, in milliseconds.
pub(crate) fn late(times: &[Duration]) -> f64 {
    at(times, 0.99)
}

fn at(times: &[Duration], share: f64) -> f64 {
    let place = (times.len() as f64 * share) as usize;
    times.get(place.min(times.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// The most memory that this process ever held, in MiB.
pub(crate) fn most_memory() -> f64 {
    memory("self", "VmHWM:")
}

/// A line of a process's status, in MiB.
pub(crate) fn memory(process: &str, line: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let found = status.lines().find_map(|entry| entry.strip_prefix(line));
    found
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .map_or(0.0, |kib: f64| kib / 1024.0)
}
