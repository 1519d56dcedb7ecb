//! A lane from end to end, with a camera and a decoder that do as they are told.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, Sender};

use gatehouse_vision::{Code, Luma, LumaBuf, Point, Sighting};

use super::*;
use crate::camera::{self, CameraSpec, DriverError, FRAME_WAIT, FrameInfo, Scene, SceneSpec};

/// What the camera does next: a picture of one grey taken at a time in ms, or a failure.
type Step = Result<(u64, u8), CameraError>;

/// Does what comes through a channel, and says each time that it is asked.
struct TestCamera {
    steps: Receiver<Step>,
    asked: Sender<()>,
}

impl Camera for TestCamera {
    fn next_frame(&mut self, into: &mut LumaBuf) -> Result<FrameInfo, CameraError> {
        // Fails only while the test is ending.
        let _ = self.asked.send(());
        let (at_ms, grey) = self.steps.recv_timeout(FRAME_WAIT).map_err(|_| CameraError::Stalled)??;
        into.reset(16, 8).fill(grey);
        Ok(FrameInfo { at: Duration::from_millis(at_ms), seq: 0 })
    }

    fn nominal_fps(&self) -> f32 {
        25.0
    }
}

const NOTHING: u8 = 0;
const UNREADABLE: u8 = 254;
const CRASH: u8 = 255;

/// Reads the grey of a picture as a code, and waits for leave before every picture when there is a gate.
struct TestDecoder {
    decoded: Sender<u8>,
    gate: Option<Receiver<()>>,
}

impl Decoder for TestDecoder {
    fn decode(&mut self, frame: &Luma<'_>, _: Budget) -> Sighting {
        let grey = frame.row(0)[0];
        // Both fail only while the test is ending.
        let _ = self.decoded.send(grey);
        let _ = self.gate.as_ref().map(Receiver::recv);
        assert_ne!(grey, CRASH, "the decoder crashes as it was told");
        let readable = !matches!(grey, NOTHING | UNREADABLE);
        let code = readable.then(|| Code { text: grey.to_string(), corners: [Point::new(8.0, 4.0); 4] });
        Sighting {
            codes: code.into_iter().collect(),
            hint: (grey == UNREADABLE).then_some(Hint::Glare),
            spent: Duration::from_millis(1),
            complete: true,
            effort: 1,
        }
    }
}

/// A lane and everything that goes in and comes out.
struct Rig {
    lane: Option<Lane>,
    cameras: VecDeque<Sender<Step>>,
    asked: Receiver<()>,
    decoded: Receiver<u8>,
    events: Receiver<LaneEvent>,
}

const PATIENCE: Duration = Duration::from_secs(20);

impl Rig {
    /// With `cameras` cameras, one opened after the other.
    fn new(cameras: usize, gate: Option<Receiver<()>>) -> Self {
        // A slow machine must not look like a camera that sends nothing.
        Self::stalling(Duration::from_secs(3600), cameras, gate)
    }

    fn stalling(stalled_after: Duration, cameras: usize, gate: Option<Receiver<()>>) -> Self {
        let config = LaneConfig {
            stalled_after,
            reopen_first: Duration::from_millis(1),
            reopen_most: Duration::from_millis(2),
            ..LaneConfig::default()
        };
        let (asking, asked) = mpsc::channel();
        let (decoding, decoded) = mpsc::channel();
        let (telling, events) = mpsc::channel();
        let (senders, mut waiting): (VecDeque<_>, VecDeque<_>) =
            (0..cameras).map(|_| mpsc::channel()).unzip();
        let open = move |_: &Stop| -> Result<Box<dyn Camera>, CameraError> {
            let steps = waiting.pop_front().ok_or(CameraError::NoneFound)?;
            Ok(Box::new(TestCamera { steps, asked: asking.clone() }))
        };
        let decoder = Box::new(TestDecoder { decoded: decoding, gate });
        let lane = Lane::start(config, open, decoder, move |event| {
            // Fails only while the test is ending.
            let _ = telling.send(event);
        });
        let lane = Some(lane.expect("two threads"));
        Self { lane, cameras: senders, asked, decoded, events }
    }

    fn camera(&self, step: Step) {
        self.cameras[0].send(step).expect("the camera is open");
    }

    /// Shows a picture and waits until it has been decoded.
    fn show(&self, at_ms: u64, grey: u8) {
        self.camera(Ok((at_ms, grey)));
        while self.decoded.recv_timeout(PATIENCE).expect("pictures are decoded") != grey {}
    }

    fn event(&self) -> LaneEvent {
        self.events.recv_timeout(PATIENCE).expect("the lane reports")
    }

    /// The next event that `pick` picks.
    fn next<T>(&self, pick: impl Fn(LaneEvent) -> Option<T>) -> T {
        loop {
            if let Some(picked) = pick(self.event()) {
                return picked;
            }
        }
    }

    fn next_code(&self) -> (String, Duration) {
        self.next(|event| match event {
            LaneEvent::Code { text, at, .. } => Some((text, at)),
            _ => None,
        })
    }

    fn next_state(&self) -> CameraState {
        self.next(|event| match event {
            LaneEvent::State(state) => Some(state),
            _ => None,
        })
    }

    fn next_loss(&self, kind: CameraErrorKind) {
        self.next(|event| {
            matches!(event, LaneEvent::State(CameraState::Lost(loss)) if loss.kind == kind).then_some(())
        });
    }

    fn lane(&self) -> &Lane {
        self.lane.as_ref().expect("the lane runs")
    }
}

#[test]
fn a_lane_starts_runs_and_stops() {
    let mut rig = Rig::new(1, None);
    assert_eq!(rig.next_state(), CameraState::Starting);
    rig.show(0, NOTHING);
    assert_eq!(rig.next_state(), CameraState::Running { fps: 25.0 });
    rig.lane = None;
    rig.next(|event| (event == LaneEvent::State(CameraState::Stopped)).then_some(()));
}

#[test]
fn each_presentation_is_one_code() {
    let rig = Rig::new(1, None);
    for (at_ms, grey) in [(0, 1), (100, 1), (200, 2), (300, NOTHING), (2_900, 1)] {
        rig.show(at_ms, grey);
    }
    let codes = [(); 3].map(|()| rig.next_code());
    assert_eq!(codes.each_ref().map(|(text, _)| text.as_str()), ["1", "2", "1"]);
    assert!(codes.is_sorted_by_key(|(_, at)| *at), "times only grow");
}

#[test]
fn the_decoder_gets_the_newest_picture_and_never_a_queue() {
    let (leave, gate) = mpsc::channel();
    let rig = Rig::new(1, Some(gate));
    rig.show(0, 1);
    // The decoder is busy with the first picture while the camera goes on.
    for (at_ms, grey) in [(40, 2), (80, 3), (120, 4)] {
        rig.camera(Ok((at_ms, grey)));
    }
    for _ in 0..5 {
        rig.asked.recv_timeout(PATIENCE).expect("the camera does not wait for the decoder");
    }
    leave.send(()).expect("the decoder waits");
    assert_eq!(rig.decoded.recv_timeout(PATIENCE), Ok(4));
    drop(leave);
}

#[test]
fn a_lost_camera_is_opened_again_and_time_goes_on() {
    let mut rig = Rig::new(2, None);
    rig.show(60_000, 1);
    let (_, before) = rig.next_code();
    rig.camera(Err(CameraError::Unplugged { source: DriverError("gone".to_owned()) }));
    rig.next_loss(CameraErrorKind::Unplugged);
    rig.cameras.pop_front();
    rig.show(0, 2);
    assert!(matches!(rig.next_state(), CameraState::Running { .. }));
    let (text, after) = rig.next_code();
    assert!(text == "2" && after >= before, "{after:?} comes after {before:?}");
}

#[test]
fn without_a_camera_the_lane_says_so_once_and_keeps_trying() {
    let rig = Rig::new(0, None);
    rig.next_loss(CameraErrorKind::NoneFound);
    assert!(matches!(rig.lane().state(), CameraState::Lost(_)));
    assert_eq!(rig.lane().preview(640, &mut Vec::new()), None);
}

#[test]
fn an_open_camera_that_sends_nothing_is_lost_until_it_sends() {
    let rig = Rig::stalling(Duration::ZERO, 1, None);
    rig.next_loss(CameraErrorKind::Stalled);
    rig.show(0, NOTHING);
    assert!(matches!(rig.next_state(), CameraState::Running { .. }));
}

#[test]
fn a_crash_of_the_decoder_is_told_and_survived() {
    let rig = Rig::new(1, None);
    rig.show(0, CRASH);
    rig.show(40, CRASH);
    rig.show(80, 7);
    let fault = |event| matches!(event, LaneEvent::Fault(LaneFault::DecoderCrashed)).then_some(());
    rig.next(fault);
    let next = rig.next(|event| match event {
        LaneEvent::State(_) => None,
        other => Some(other),
    });
    assert!(matches!(next, LaneEvent::Code { .. }), "a run of crashes is told once, then {next:?}");
}

#[test]
fn hints_come_and_go() {
    let rig = Rig::new(1, None);
    for at_ms in (0..=1_000).step_by(200) {
        rig.show(at_ms, UNREADABLE);
    }
    rig.show(1_200, 9);
    let hint = |event| match event {
        LaneEvent::Hint(hint) => Some(hint),
        _ => None,
    };
    assert_eq!(rig.next(hint), Some(Hint::Glare));
    assert_eq!(rig.next(hint), None);
}

#[test]
fn the_preview_shows_the_newest_picture_and_its_codes() {
    let rig = Rig::new(1, None);
    rig.show(0, 5);
    rig.next_code();
    let mut bytes = Vec::new();
    let info = rig.lane().preview(8, &mut bytes).expect("there was a picture");
    assert_eq!((info.width, info.height, info.frame_no), (8, 4, 1));
    assert_eq!(bytes, [5; 32]);
    assert_eq!(info.code_corners, [[Point::new(4.0, 2.0); 4]]);
}

#[test]
fn a_callback_that_crashes_does_not_end_the_lane() {
    let (asked, _asked) = mpsc::channel();
    let (decoded, decodes) = mpsc::channel();
    let (steps, waiting) = mpsc::channel();
    let mut camera = Some(TestCamera { steps: waiting, asked });
    let lane = Lane::start(
        LaneConfig::default(),
        move |_| {
            camera.take().map(|camera| Box::new(camera) as Box<dyn Camera>).ok_or(CameraError::NoneFound)
        },
        Box::new(TestDecoder { decoded, gate: None }),
        |_| std::panic::resume_unwind(Box::new("the callback")),
    )
    .expect("two threads");
    for grey in [1, 2] {
        steps.send(Ok((u64::from(grey), grey))).expect("the camera is open");
        assert_eq!(decodes.recv_timeout(PATIENCE), Ok(grey));
    }
    drop(lane);
}

/// The texts that a lane reads from `camera`, as long as it takes to read `count`.
fn read(mut camera: Option<Box<dyn Camera>>, count: usize) -> Vec<String> {
    let (telling, events) = mpsc::channel();
    let open = move |_: &Stop| camera.take().ok_or(CameraError::NoneFound);
    let config = LaneConfig { budget: Budget::of(Duration::from_secs(1)), ..LaneConfig::default() };
    let _lane = Lane::start(config, open, Box::<gatehouse_vision::Cascade>::default(), move |event| {
        // Fails only when enough was read.
        let _ = telling.send(event);
    })
    .expect("two threads");
    let texts = std::iter::from_fn(|| Some(events.recv_timeout(PATIENCE).expect("the lane reads")))
        .filter_map(|event| match event {
            LaneEvent::Code { text, .. } => Some(text),
            _ => None,
        });
    texts.take(count).collect()
}

#[test]
fn a_scene_is_read_like_any_camera() {
    let texts = ["FIRST TICKET", "SECOND TICKET"].map(str::to_owned).to_vec();
    let camera = camera::open(&CameraSpec::Scene { seed: 1 }, &texts, &Stop::new()).expect("a scene");
    assert_eq!(read(Some(camera), 2), texts);
}

#[test]
fn a_folder_is_read_like_any_camera() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let spec = SceneSpec::new(vec!["A TICKET FROM A FOLDER".to_owned()], 4);
    let mut scene = Scene::new(spec).expect("a short text fits");
    let mut frame = LumaBuf::new();
    scene.render(14, &mut frame);
    let picture =
        image::GrayImage::from_raw(1280, 720, frame.pixels_mut().to_vec()).expect("the size of a scene");
    picture.save(folder.path().join("0001.png")).expect("writing a picture");
    let spec = format!("replay:{}?fps=60", folder.path().display()).parse().expect("a form of camera");
    let camera = camera::open(&spec, &[], &Stop::new()).expect("a folder with a picture");
    assert_eq!(read(Some(camera), 1), ["A TICKET FROM A FOLDER"]);
}

#[test]
fn codes_stay_out_of_debug_output() {
    let event = LaneEvent::Code {
        text: "SECRET".into(),
        at: Duration::ZERO,
        decode_spent: Duration::ZERO,
        frame_to_decode: Duration::ZERO,
    };
    assert!(!format!("{event:?}").contains("SECRET"));
}
