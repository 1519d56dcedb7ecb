//! A generated scene: people come up one after another and hold a phone or a sheet of paper to the camera.
//!
//! For the demo and the end-to-end tests, which need pictures that look and fail like a camera's: out of focus while
//! something moves, tilted, with reflections and grain. The same seed gives the same pictures. Nothing here imitates
//! a particular camera or measures a decoder.

mod chance;
mod lens;
mod paint;
mod person;
mod room;
mod ticket;
mod warp;

use std::time::Duration;

use gatehouse_vision::LumaBuf;

use super::{Camera, CameraError, FrameInfo, Pace};
use crate::Stop;
use chance::Chance;
use lens::Lens;
use person::Person;
use ticket::Ticket;

/// What a scene shows.
#[derive(Clone, PartialEq, Eq)]
pub struct SceneSpec {
    /// What the tickets say, in the order in which they come; then from the first again. Without any the room stays
    /// empty.
    pub texts: Vec<String>,
    /// What all chances are drawn from.
    pub seed: u64,
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl SceneSpec {
    /// A scene of the usual size, 1280×720.
    #[must_use]
    pub const fn new(texts: Vec<String>, seed: u64) -> Self {
        Self { texts, seed, width: 1280, height: 720 }
    }
}

impl std::fmt::Debug for SceneSpec {
    /// Leaves the texts out: they may be tickets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { texts, seed, width, height } = self;
        write!(f, "SceneSpec({} texts, seed {seed}, {width}×{height})", texts.len())
    }
}

/// Draws the pictures of a scene.
pub struct Scene {
    spec: SceneSpec,
    room: Vec<u8>,
    lens: Lens,
    /// The ticket drawn last, because the next picture most likely shows it too.
    ticket: Option<(usize, Ticket)>,
}

impl Scene {
    /// Pictures a second that the movements are made for.
    pub const FPS: u32 = 15;

    /// Prepares the scene; fails when a text does not fit into a QR code.
    pub fn new(spec: SceneSpec) -> Result<Self, CameraError> {
        for (index, text) in spec.texts.iter().enumerate() {
            ticket::code(text).map_err(|_| CameraError::SceneText { number: index + 1 })?;
        }
        let room = room::paint(spec.width, spec.height, &mut Chance::new(spec.seed, 1));
        let lens = Lens::new(spec.width, spec.height, &mut Chance::new(spec.seed, 2));
        Ok(Self { spec, room, lens, ticket: None })
    }

    /// The text that is held still in picture `frame_no`; none while people come and go.
    #[must_use]
    pub fn held(&self, frame_no: u64) -> Option<&str> {
        let index = self.who(frame_no)? % self.spec.texts.len() as u64;
        person::is_holding(frame_no).then(|| self.spec.texts[index as usize].as_str())
    }

    /// Draws picture `frame_no` into `into`. The same number gives the same picture, whatever was drawn before.
    pub fn render(&mut self, frame_no: u64, into: &mut LumaBuf) {
        let (width, height) = (self.spec.width, self.spec.height);
        let pixels = into.reset(width, height);
        pixels.copy_from_slice(&self.room);
        if let Some(who) = self.who(frame_no) {
            let person = Person::new(self.spec.seed, who, (width as f32, height as f32));
            if let Some(pose) = person.pose(frame_no) {
                let ticket = self.ticket((who % self.spec.texts.len() as u64) as usize);
                let placed = warp::Placed::new(&pose, ticket);
                let mut canvas = paint::Canvas { width, height, pixels };
                let touched = warp::draw(&mut canvas, ticket, &placed);
                paint::blur(&mut canvas, touched.grown(pose.blur.0.max(pose.blur.1)), pose.blur);
                if let Some(glare) = pose.glare {
                    paint::glare(&mut canvas, glare);
                }
            }
        }
        self.lens.finish(frame_no, into.pixels_mut());
    }

    fn who(&self, frame_no: u64) -> Option<u64> {
        (!self.spec.texts.is_empty()).then_some(frame_no / person::VISIT)
    }

    fn ticket(&mut self, index: usize) -> &Ticket {
        let spec = &self.spec;
        if self.ticket.as_ref().is_none_or(|(drawn, _)| *drawn != index) {
            self.ticket = None;
        }
        let fresh =
            || (index, Ticket::draw(&spec.texts[index], &mut Chance::new(spec.seed, 1_000 + index as u64)));
        &self.ticket.get_or_insert_with(fresh).1
    }
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.spec.fmt(f)
    }
}

/// The camera that shows a scene.
#[derive(Debug)]
pub struct SceneCamera {
    scene: Scene,
    pace: Pace,
}

impl SceneCamera {
    /// Shows `scene` from its first picture, in real time, until `stop` is raised.
    #[must_use]
    pub fn new(scene: Scene, stop: &Stop) -> Self {
        Self::with_pace(scene, Pace::every(Duration::from_secs(1) / Scene::FPS, stop))
    }

    /// The same at a pace of the caller's, such as [`Pace::unpaced`].
    #[must_use]
    pub fn with_pace(scene: Scene, pace: Pace) -> Self {
        Self { scene, pace }
    }
}

impl Camera for SceneCamera {
    fn next_frame(&mut self, into: &mut LumaBuf) -> Result<FrameInfo, CameraError> {
        let info = self.pace.tick()?;
        self.scene.render(info.seq, into);
        Ok(info)
    }

    fn nominal_fps(&self) -> f32 {
        self.pace.fps()
    }
}

#[cfg(test)]
mod tests;
