//! The camera at the post: choosing it, running it, and its picture for the screen.

use std::sync::{Arc, Weak};

use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::Push;
use gatehouse_contract::gate::{
    CameraChoice, CameraHint, CameraState, CameraTrouble, ChooseCameraReq, GateRes,
};
use gatehouse_core::admission::Source;
use gatehouse_hardware::camera::{self, CameraErrorKind, CameraSpec};
use gatehouse_hardware::lane::{self, Lane, LaneConfig, LaneEvent};
use gatehouse_vision::{Cascade, Hint};

use super::{present_text, scene, status};
use crate::error;
use crate::host::Host;
use crate::session::{self, OpenEvent};

/// Cameras to choose from: those of the machine, and the generated scene to practise with.
///
/// # Errors
/// When the machine's cameras cannot be listed for another reason than that there are none.
pub fn list(host: &dyn Host) -> Result<Vec<CameraChoice>, CommandError> {
    let chosen = host.session().camera();
    let found = match camera::list_cameras() {
        Err(error) if error.kind() == CameraErrorKind::NoneFound => vec![],
        other => other.map_err(|error| error::camera(&error))?,
    };
    let real = found.into_iter().map(|found| (found.index.to_string(), found.name));
    let practice = std::iter::once(("scene".to_owned(), String::new()));
    Ok(real
        .chain(practice)
        .map(|(spec, name)| CameraChoice { chosen: chosen.as_deref() == Some(spec.as_str()), spec, name })
        .collect())
}

/// Uses a camera from now on, and remembers it.
///
/// # Errors
/// When the words name no camera, or no event is open. A camera that fails to open is not an error here: the screen
/// hears of it, and it is tried again.
pub fn choose(host: &dyn Host, req: ChooseCameraReq) -> Result<GateRes, CommandError> {
    let open = session::open(host)?;
    let spec = Some(req.spec).filter(|spec| !spec.is_empty());
    if let Some(spec) = &spec {
        parse(spec)?;
    }
    host.session().set_camera(spec.clone());
    host.session().remember(&host.folders().settings, |settings| settings.camera = spec);
    start(host, &open);
    status::status(host)
}

/// The newest picture as bytes, at most `max_width` pixels wide; empty when there is none newer than `after`.
///
/// The layout is that of [`gatehouse_contract::command::CAMERA_FRAME`].
#[must_use]
pub fn frame(host: &dyn Host, after: u32, max_width: u16) -> Vec<u8> {
    let mut pixels = Vec::new();
    let mut look = |lane: &Lane| lane.preview(usize::from(max_width.max(16)), &mut pixels);
    let info = match host.session().current() {
        Some(open) => open.with_lane(look).flatten(),
        None => host.session().with_looking(&mut look).flatten(),
    };
    let Some(info) = info else { return vec![] };
    // The number wraps after years of pictures; zero is kept for "none yet".
    let number = (info.frame_no.wrapping_add(1) & u64::from(u32::MAX)) as u32;
    if number == after {
        return vec![];
    }
    let corners: Vec<_> = info.code_corners.iter().flatten().collect();
    let mut bytes = Vec::with_capacity(10 + corners.len() * 4 + pixels.len());
    bytes.extend((info.width as u16).to_le_bytes());
    bytes.extend((info.height as u16).to_le_bytes());
    bytes.extend(number.to_le_bytes());
    bytes.extend((corners.len() as u16).to_le_bytes());
    for corner in corners {
        bytes.extend((corner.x.round().clamp(0.0, f32::from(u16::MAX)) as u16).to_le_bytes());
        bytes.extend((corner.y.round().clamp(0.0, f32::from(u16::MAX)) as u16).to_le_bytes());
    }
    bytes.append(&mut pixels);
    bytes
}

/// Starts the chosen camera at the post, or stops the one that runs when none is chosen.
pub(crate) fn start(host: &dyn Host, open: &Arc<OpenEvent>) {
    let spec = host.session().camera().and_then(|spec| parse(&spec).ok());
    let Some(spec) = spec else {
        open.set_lane(None);
        announce(host, open, CameraState::Off);
        return;
    };
    announce(host, open, CameraState::Starting);
    // The texts of a generated scene are credentials of this event, so that practising looks like the real thing.
    let texts = if matches!(spec, CameraSpec::Scene { .. }) { scene::texts(host, open) } else { vec![] };
    let (machine, event) = (host.handle(), Arc::downgrade(open));
    let lane = Lane::start(
        LaneConfig::default(),
        move |stop| camera::open(&spec, &texts, stop),
        Box::new(Cascade::default()),
        move |heard| hear(&*machine, &event, heard),
    );
    match lane {
        Ok(lane) => open.set_lane(Some(lane)),
        Err(_) => announce(host, open, CameraState::Lost { reason: CameraTrouble::NotFound }),
    }
}

pub(crate) fn parse(spec: &str) -> Result<CameraSpec, CommandError> {
    spec.parse().map_err(|bad: camera::BadCameraSpec| {
        error::bad_request(bad.to_string(), "Choose a camera from the list")
    })
}

fn hear(host: &dyn Host, event: &Weak<OpenEvent>, heard: LaneEvent) {
    let Some(open) = event.upgrade() else { return };
    match heard {
        LaneEvent::Code { text, .. } => {
            // What fails here was announced as a push; a camera has nobody to answer to.
            let _ = present_text(host, &open, &text, Source::Camera, false);
        }
        LaneEvent::Hint(hint) => host.push(Push::Hint { hint: hint.map(shown_hint) }),
        LaneEvent::State(state) => announce(host, &open, shown_state(&state)),
        LaneEvent::Fault(_) => {}
    }
}

fn announce(host: &dyn Host, open: &OpenEvent, state: CameraState) {
    open.set_camera(state.clone());
    host.push(Push::Camera { camera: state });
}

pub(crate) fn shown_state(state: &lane::CameraState) -> CameraState {
    match state {
        lane::CameraState::Starting => CameraState::Starting,
        lane::CameraState::Running { fps } => {
            CameraState::Running { fps: fps.round().clamp(0.0, 1000.0) as u16 }
        }
        lane::CameraState::Lost(loss) => CameraState::Lost { reason: trouble(loss.kind) },
        lane::CameraState::Stopped => CameraState::Off,
    }
}

/// What a person can do about it decides which kinds fall together.
fn trouble(kind: CameraErrorKind) -> CameraTrouble {
    match kind {
        CameraErrorKind::NoneFound => CameraTrouble::NotFound,
        CameraErrorKind::Busy => CameraTrouble::Busy,
        CameraErrorKind::PermissionDenied => CameraTrouble::Denied,
        CameraErrorKind::Unplugged | CameraErrorKind::Stalled | CameraErrorKind::Stopped => {
            CameraTrouble::Unplugged
        }
        CameraErrorKind::UnsupportedFormat | CameraErrorKind::BrokenFrame | CameraErrorKind::Driver => {
            CameraTrouble::Unsupported
        }
        CameraErrorKind::ReplayMissing
        | CameraErrorKind::ReplayEmpty
        | CameraErrorKind::UnreadablePicture
        | CameraErrorKind::SceneText => CameraTrouble::BadReplay,
    }
}

fn shown_hint(hint: Hint) -> CameraHint {
    match hint {
        Hint::TooDark => CameraHint::TooDark,
        Hint::Glare => CameraHint::Glare,
        Hint::TooClose => CameraHint::TooClose,
        Hint::TooFar => CameraHint::TooFar,
        Hint::Blurred => CameraHint::Blurred,
    }
}
