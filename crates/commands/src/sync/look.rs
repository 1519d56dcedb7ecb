//! A camera looks for an enrolment code while no event is open.

use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::Push;
use gatehouse_contract::gate::CameraState;
use gatehouse_contract::sync::LookForCodeReq;
use gatehouse_hardware::camera;
use gatehouse_hardware::lane::{Lane, LaneConfig, LaneEvent};
use gatehouse_sync::enrol::Invitation;
use gatehouse_vision::Cascade;

use crate::error;
use crate::gate::camera::{parse, shown_state};
use crate::host::Host;

/// Looks with a camera from the list; an empty one stops looking.
///
/// # Errors
/// When the words name no camera. One that fails to open is told by its state.
pub fn look_for_code(host: &dyn Host, req: LookForCodeReq) -> Result<CameraState, CommandError> {
    host.session().set_looking(None);
    if req.spec.is_empty() {
        return Ok(CameraState::Off);
    }
    let spec = parse(&req.spec)?;
    let machine = host.handle();
    let lane = Lane::start(
        LaneConfig::default(),
        move |stop| camera::open(&spec, &[], stop),
        Box::new(Cascade::default()),
        move |heard| match heard {
            // Any other code is somebody's ticket, which is nobody's business here.
            LaneEvent::Code { text, .. } if text.parse::<Invitation>().is_ok() => {
                machine.push(Push::CodeSeen { text });
            }
            LaneEvent::State(state) => machine.push(Push::Camera { camera: shown_state(&state) }),
            LaneEvent::Code { .. } | LaneEvent::Hint(_) | LaneEvent::Fault(_) => {}
        },
    );
    let lane = lane.map_err(|source| error::io(&source, "starting the camera"))?;
    host.session().set_looking(Some(lane));
    Ok(CameraState::Starting)
}
