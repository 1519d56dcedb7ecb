//! What no frame may do: make the decoder panic, or work beyond its bound.

use std::time::Duration;

use gatehouse_frames::hostile_frame;
use gatehouse_vision::{Budget, Cascade, Decoder, Luma, Sighting};

mod scene;

use scene::{Dice, Print, Scene};

const PLENTY: Budget = Budget::of(Duration::from_secs(3_600));

/// Steps that all looks at a picture may take: what the decoder allows itself, and what it had begun by then.
const fn most_steps(width: usize, height: usize) -> u64 {
    (width * height) as u64 * 20 + 100_000_000
}

#[track_caller]
fn stays_bounded(scene: Scene, what: &str) -> Sighting {
    let bound = most_steps(scene.width, scene.height);
    let sighting = scene::decode(&mut Cascade::new(), &scene, PLENTY);
    assert!(sighting.effort <= bound, "{what}: {} steps of {bound}", sighting.effort);
    sighting
}

/// As if a finder pattern stood at every `pitch` pixels, modules `module` wide.
fn finder_carpet(width: usize, height: usize, module: usize, pitch: usize) -> Scene {
    Scene::from(width, height, |x, y| {
        let (u, v) = (x % pitch / module, y % pitch / module);
        let dark = u < 7 && v < 7 && u.abs_diff(3).max(v.abs_diff(3)) != 2;
        if dark { 20.0 } else { 230.0 }
    })
}

#[test]
fn noise_reads_as_nothing() {
    for (seed, sigma) in [(1, 5.0), (2, 30.0), (3, 60.0), (4, 200.0)] {
        let sighting = stays_bounded(Scene::new(640, 480, 128.0).noise(sigma, seed), "noise");
        assert_eq!(sighting.codes, []);
        stays_bounded(Scene::new(640, 480, 128.0).noise(sigma, seed).blur(1.5), "blurred noise");
    }
}

#[test]
fn checkerboards_and_stripes_read_as_nothing() {
    for pitch in [1, 2, 3, 5, 8, 21] {
        let board = Scene::from(640, 480, |x, y| if (x / pitch + y / pitch) % 2 == 0 { 20.0 } else { 230.0 });
        assert_eq!(stays_bounded(board, "checkerboard").codes, []);
        let stripes = Scene::from(640, 480, |x, _| if x / pitch % 2 == 0 { 20.0 } else { 230.0 });
        assert_eq!(stays_bounded(stripes, "stripes").codes, []);
        let slanted = Scene::from(640, 480, |x, y| if (2 * x + y) / pitch % 3 == 0 { 20.0 } else { 230.0 });
        assert_eq!(stays_bounded(slanted, "slanted stripes").codes, []);
    }
}

#[test]
fn thousands_of_finder_patterns_are_given_up_on() {
    for (module, pitch) in [(1, 8), (1, 11), (2, 15), (2, 18), (3, 40), (4, 33), (9, 80)] {
        assert_eq!(stays_bounded(finder_carpet(1280, 720, module, pitch), "finder carpet").codes, []);
    }
}

#[test]
fn a_code_among_many_finder_patterns_does_no_harm() {
    let print = Print::new("GH1:AMONG MANY");
    stays_bounded(finder_carpet(1280, 720, 2, 40).put(&print, (640.0, 360.0), 6.0, 10.0), "code on a carpet");
}

#[test]
fn random_blocks_read_as_nothing() {
    for seed in 0..6 {
        let mut dice = Dice::new(seed);
        let block = 1 + seed as usize * 2;
        let cells: Vec<f32> = (0..640 * 480).map(|_| if dice.roll() < 0.5 { 20.0 } else { 230.0 }).collect();
        let scene = Scene::from(640, 480, |x, y| cells[y / block * 640 + x / block]);
        assert_eq!(stays_bounded(scene, "random blocks").codes, []);
    }
}

#[test]
fn pictures_of_any_size_are_taken() {
    for (width, height) in [(1, 1), (1, 999), (999, 1), (2, 2), (3, 7), (7, 7), (8, 9), (21, 21), (5_000, 40)]
    {
        stays_bounded(Scene::new(width, height, 128.0).noise(90.0, 7), "odd size");
    }
}

#[test]
fn a_torn_code_never_panics() {
    let print = Print::new("GH1:TORN TO PIECES 0123456789");
    for seed in 0..12 {
        let mut dice = Dice::new(seed);
        let mut scene = Scene::new(320, 320, 225.0).put(&print, (160.0, 160.0), 7.0, 3.0);
        for _ in 0..40 {
            let (x0, y0) = (dice.between(60.0, 240.0) as usize, dice.between(60.0, 240.0) as usize);
            let grey = dice.between(0.0, 255.0);
            for y in y0..y0 + 9 {
                scene.grey[y * 320 + x0..y * 320 + x0 + 9].fill(grey);
            }
        }
        let sighting = stays_bounded(scene, "torn");
        assert!(sighting.codes.iter().all(|c| c.text == "GH1:TORN TO PIECES 0123456789"));
    }
}

#[test]
fn no_time_means_no_work_beyond_the_first_pass() {
    let scene = Scene::new(1280, 720, 225.0).put(&Print::new("GH1:HURRY"), (640.0, 360.0), 8.0, 0.0);
    let sighting = scene::decode(&mut Cascade::new(), &scene, Budget::of(Duration::ZERO));
    assert!(!sighting.complete);
    assert!(sighting.effort <= 2 * 1280 * 720);
    assert_eq!(sighting.codes, []);
}

#[test]
fn hostile_frames_read_as_nothing_within_the_bound() {
    let mut decoder = Cascade::new();
    for seed in 0..60 {
        let frame = hostile_frame(640, 480, seed);
        let picture = Luma::new(frame.width, frame.height, frame.width, &frame.pixels).expect("whole");
        let sighting = decoder.decode(&picture, PLENTY);
        assert!(sighting.effort <= most_steps(640, 480), "{seed}: {} steps", sighting.effort);
        assert_eq!(sighting.codes, [], "{seed}");
    }
}
