//! `gatehouse scan`: codes from a live camera, without a window.
//!
//! Needs nothing but the camera: no key store, no sound, no home. How fast the machine is does not matter either; a
//! slow one looks at fewer pictures.

mod list;
mod queue;

use std::fmt;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use gatehouse_commands::{Host, Post};
use gatehouse_core::admission::{Direction, Source};
use gatehouse_hardware::camera::{self, CameraErrorKind, CameraSpec};
use gatehouse_hardware::lane::{CameraState, Lane, LaneConfig, LaneEvent, LaneFault, Loss};
use gatehouse_vision::{Budget, Cascade};
use serde::Serialize;

use super::check::direction;
use crate::failure::Failure;
use crate::output::diagnose;
use crate::program::{Program, checkpoint, zone};
use crate::shown::{Judge, ShownVerdict};
use crate::words;

/// What a picture may cost. Nobody waits for a green light here, and a slow machine must come to the end of a picture.
const BUDGET: Budget = Budget::of(Duration::from_secs(10));
/// How long to listen at a time when there is no end.
const NO_END: Duration = Duration::from_secs(3600);

/// Arguments of `scan`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A number, `replay:DIR` for a folder of pictures, or `scene` for generated ones.
    #[arg(long, value_name = "SPEC", default_value = "0")]
    camera: CameraSpec,

    /// Lists cameras and the formats that they offer, and ends.
    #[arg(long, conflicts_with_all = ["camera", "count", "seconds", "checkpoint", "direction"])]
    list: bool,

    /// Ends after this many codes.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,

    /// Ends after this many seconds; fails when no code, or fewer than --count, were read until then.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    seconds: Option<Duration>,

    /// Judges every code at this checkpoint of the event (name or id), and records that.
    #[arg(long, value_name = "CHECKPOINT")]
    checkpoint: Option<String>,

    /// Which way: `in` or `out`.
    #[arg(long, default_value = "in", value_parser = direction, requires = "checkpoint")]
    direction: Direction,
}

/// One code that was read.
#[derive(Serialize)]
struct Seen<'a> {
    text: &'a str,
    /// When its picture was taken, since the start.
    at_ms: u64,
    /// What reading the picture cost.
    decode_ms: f64,
    /// From the arrival of the picture to the end of reading it.
    frame_to_decode_ms: f64,
    #[serde(flatten)]
    verdict: Option<ShownVerdict>,
}

/// Reads codes until there are enough, or time is over.
pub(crate) fn run(program: &Program, args: Args) -> Result<(), Failure> {
    if args.list {
        return list::run(program);
    }
    let open = if program.names_replica() { Some(program.open()?) } else { None };
    let judge = match (&args.checkpoint, &open) {
        (None, _) => None,
        (Some(wanted), Some(open)) => Some(Judge {
            open,
            post: Post { checkpoint: checkpoint(open, wanted)?.id, direction: args.direction },
            zone: zone(open)?,
            source: Source::Camera,
            ignore_unpaid: false,
            record: true,
        }),
        (Some(_), None) => return program.replica().map(drop),
    };
    let texts = match (&args.camera, &open) {
        (CameraSpec::Scene { .. }, open) => queue::texts(open.as_deref())?,
        _ => vec![],
    };
    let (spec, (mouth, ear)) = (args.camera.clone(), mpsc::channel());
    let lane = Lane::start(
        LaneConfig { budget: BUDGET, ..LaneConfig::default() },
        move |stop| camera::open(&spec, &texts, stop),
        Box::new(Cascade::new()),
        // Nobody listens any more only when the program is about to end.
        move |event| drop(mouth.send(event)),
    )
    .map_err(|error| Failure::failed(format!("The camera's threads could not be started: {error}")))?;
    let watch = Watch { program, judge, count: args.count, bounded: args.seconds.is_some() };
    let end = args.seconds.and_then(|time| Instant::now().checked_add(time));
    let outcome = watch.listen(&ear, end);
    drop(lane);
    outcome
}

/// What becomes of what the lane tells.
struct Watch<'a> {
    program: &'a Program,
    judge: Option<Judge<'a>>,
    count: Option<u64>,
    /// Time is limited, so that a camera may come late.
    bounded: bool,
}

impl Watch<'_> {
    fn listen(&self, ear: &Receiver<LaneEvent>, end: Option<Instant>) -> Result<(), Failure> {
        let (mut seen, mut ran, mut trouble) = (0, false, None);
        loop {
            let left = end.map_or(NO_END, |end| end.saturating_duration_since(Instant::now()));
            match ear.recv_timeout(left) {
                Ok(LaneEvent::Code { text, at, decode_spent, frame_to_decode }) => {
                    self.tell(&text, at, decode_spent, frame_to_decode)?;
                    seen += 1;
                    if self.count == Some(seen) {
                        return Ok(());
                    }
                }
                Ok(LaneEvent::State(CameraState::Running { fps })) => {
                    if !ran {
                        diagnose(format_args!("camera running, {fps:.0} pictures a second"));
                    }
                    (ran, trouble) = (true, None);
                }
                Ok(LaneEvent::State(CameraState::Lost(loss))) => {
                    if !ran && (hopeless(loss.kind) || !self.bounded && !passing(loss.kind)) {
                        return Err(lost(&loss));
                    }
                    if trouble.as_ref() != Some(&loss) {
                        diagnose(format_args!("camera lost: {}; trying again", loss.message));
                    }
                    trouble = Some(loss);
                }
                Ok(LaneEvent::State(CameraState::Starting | CameraState::Stopped)) => {}
                Ok(LaneEvent::Hint(Some(hint))) => diagnose(format_args!("hint: {}", words::advice(hint))),
                Ok(LaneEvent::Hint(None)) => {}
                Ok(LaneEvent::Fault(LaneFault::PictureSkipped(loss))) => {
                    diagnose(format_args!("skipped: {}", loss.message))
                }
                Ok(LaneEvent::Fault(LaneFault::DecoderCrashed)) => {
                    diagnose("the decoder crashed on a picture; going on")
                }
                Err(RecvTimeoutError::Timeout) if end.is_none() => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return over(seen, self.count, trouble.as_ref());
                }
            }
        }
    }

    fn tell(&self, text: &str, at: Duration, decode: Duration, frame: Duration) -> Result<(), Failure> {
        let verdict = match &self.judge {
            Some(judge) => Some(judge.judge(text, self.program.host.now())?),
            None => None,
        };
        let seen = Seen {
            text,
            at_ms: u64::try_from(at.as_millis()).unwrap_or(u64::MAX),
            decode_ms: ms(decode),
            frame_to_decode_ms: ms(frame),
            verdict,
        };
        Ok(self.program.out.answer(&seen, &seen)?)
    }
}

impl fmt::Display for Seen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.verdict {
            Some(verdict) => verdict.fmt(f),
            None => f.write_str(self.text),
        }
    }
}

/// Time is over.
fn over(seen: u64, wanted: Option<u64>, trouble: Option<&Loss>) -> Result<(), Failure> {
    match (seen, wanted, trouble) {
        (0, _, Some(loss)) => Err(lost(loss)),
        (0, _, None) => Err(Failure::failed("Time is over and no code was read")
            .hint("Hold a code still before the camera, about a hand's breadth away")),
        (seen, Some(wanted), _) => {
            Err(Failure::failed(format!("Time is over after {seen} of {wanted} codes")))
        }
        (_, None, _) => Ok(()),
    }
}

/// Nothing that comes by itself will change it.
const fn hopeless(kind: CameraErrorKind) -> bool {
    matches!(kind, CameraErrorKind::ReplayMissing | CameraErrorKind::ReplayEmpty | CameraErrorKind::SceneText)
}

/// The camera is open and may yet send a picture.
const fn passing(kind: CameraErrorKind) -> bool {
    matches!(
        kind,
        CameraErrorKind::Stalled | CameraErrorKind::BrokenFrame | CameraErrorKind::UnreadablePicture
    )
}

fn lost(loss: &Loss) -> Failure {
    let failure = if hopeless(loss.kind) { Failure::input } else { Failure::failed };
    failure(loss.message.clone()).hint(words::camera_fix(loss.kind))
}

/// Milliseconds with two places.
fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 100_000.0).round() / 100.0
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "expected a number of seconds")?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_over_is_a_failure_unless_enough_was_read() {
        assert!(over(0, None, None).is_err());
        assert!(over(1, None, None).is_ok());
        assert!(over(1, Some(2), None).is_err());
    }
}
