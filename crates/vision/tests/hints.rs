//! What the decoder says about codes that it sees and cannot read.

use std::time::Duration;

use gatehouse_vision::{Budget, Cascade, Hint};

mod scene;

use scene::{Print, Scene};

#[track_caller]
fn hints(scene: Scene, expected: Option<Hint>, what: &str) {
    let sighting = scene::decode(&mut Cascade::new(), &scene, Budget::of(Duration::from_secs(3_600)));
    assert_eq!(sighting.codes.len(), 0, "{what}: was read");
    assert_eq!(sighting.hint, expected, "{what}");
}

fn print() -> Print {
    Print::version(6, "GH1:HINTS")
}

/// Paints over what is written, so that nothing can be read; the finder patterns stay.
fn spoilt(mut scene: Scene, centre: (usize, usize), half: usize, grey: f32) -> Scene {
    for y in centre.1 - half..centre.1 + half {
        let row = y * scene.width;
        scene.grey[row + centre.0 - half..row + centre.0 + half].fill(grey);
    }
    scene
}

#[test]
fn an_empty_hall_gives_no_hint() {
    hints(Scene::new(640, 480, 12.0), None, "dark and empty");
    hints(Scene::new(640, 480, 128.0).noise(20.0, 5), None, "noise");
}

#[test]
fn too_dark() {
    let scene = Scene::new(640, 480, 20.0).put(&print().greys(4.0, 40.0), (320.0, 240.0), 7.0, 0.0);
    hints(spoilt(scene, (320, 240), 85, 22.0), Some(Hint::TooDark), "hardly any light");
}

#[test]
fn too_close() {
    let scene = Scene::new(640, 480, 225.0).put(&print(), (600.0, 500.0), 22.0, 0.0);
    hints(scene, Some(Hint::TooClose), "a third of the code in the picture");
}

#[test]
fn too_far() {
    let scene = Scene::new(640, 480, 200.0).put(&print().greys(20.0, 200.0), (320.0, 240.0), 1.6, 0.0);
    hints(spoilt(scene, (320, 240), 19, 120.0), Some(Hint::TooFar), "modules of one and a half pixels");
}

#[test]
fn glare() {
    let scene = Scene::new(640, 480, 120.0).put(&print().greys(30.0, 190.0), (320.0, 240.0), 7.0, 0.0);
    hints(spoilt(scene, (320, 240), 90, 255.0), Some(Hint::Glare), "a reflection in the middle");
}

#[test]
fn blurred() {
    let scene = Scene::new(640, 480, 200.0).put(&print(), (320.0, 240.0), 7.0, 0.0);
    hints(spoilt(scene, (320, 240), 90, 120.0).blur(3.0), Some(Hint::Blurred), "far out of focus");
}
