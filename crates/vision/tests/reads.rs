//! What the decoder reads: drawn codes in all the states in which they come to a gate.

use std::time::Duration;

use gatehouse_vision::{Budget, Cascade, Code, Decoder, Luma, Point, Sighting};

mod scene;

use gatehouse_frames::{Half, gate_frame, leaning, square};
use scene::{Print, Scene, corners};

/// Time is no matter here; the bound on work is held elsewhere.
const PLENTY: Budget = Budget::of(Duration::from_secs(3_600));

const TICKET: &str = "GH1:NCFOXN%TS3DHPVO13J /G-/2YRVA.Q/R82JD2FCJG96V75DOW%IY17EIHY P8L6IWM$S4U45P84HW6U/4:84LC6 YM::QQHIZC4.OI1RM8ZA.A5:S9MKN4NN3F85QNCY0O%0VZ001HOC9JU0D0HT0HB2PL/IB*09B9LW4T*8+DCMH0LDK2%K:XFE70*LP$V25$0Q:J:4MO1P0%0L0HD+9E/HY+4J6TH48S%4K.GJ2PT3QY:GQ3TE2I+-CPHN6D7LLK*2HG%89UV-0LZ";

fn see(scene: Scene) -> Sighting {
    scene::decode(&mut Cascade::new(), &scene, PLENTY)
}

fn texts(sighting: &Sighting) -> Vec<&str> {
    sighting.codes.iter().map(|c| c.text.as_str()).collect()
}

fn hall() -> Scene {
    Scene::from(640, 480, |x, y| 120.0 + 40.0 * (x as f32 / 31.0).sin() + 30.0 * (y as f32 / 23.0).cos())
}

fn ticket() -> Print {
    Print::new(&TICKET[..150])
}

#[track_caller]
fn reads(scene: Scene, what: &str) {
    assert_eq!(texts(&see(scene)), [&TICKET[..150]], "{what}");
}

#[test]
fn versions_one_to_ten_and_some_larger_are_read() {
    for version in (1..=10).chain([14, 20, 27]) {
        let print = Print::version(version, "GATE 7");
        let side = 3.5 * (print.size + 12) as f32;
        let scene =
            Scene::new(side as usize, side as usize, 225.0).put(&print, (side / 2.0, side / 2.0), 3.5, 0.0);
        assert_eq!(texts(&see(scene)), ["GATE 7"], "version {version}");
    }
}

#[test]
fn a_ticket_is_read_however_it_is_turned() {
    for degrees in (0_u8..180).step_by(7) {
        let degrees = f32::from(degrees) * 2.0;
        reads(hall().put(&ticket(), (320.0, 240.0), 5.0, degrees), &format!("{degrees}°"));
    }
}

#[test]
fn a_ticket_is_read_when_it_leans() {
    for tilt in [15.0, 30.0, 45.0] {
        for axis in [0.0, 30.0, 75.0, 120.0, 160.0] {
            let quad = leaning((320.0, 240.0), 41.0 * 6.0, 12.0, tilt, axis);
            reads(hall().draw(&ticket(), quad), &format!("{tilt}° about {axis}°"));
        }
    }
}

#[test]
fn a_ticket_is_read_from_afar_and_from_near() {
    for module in [1.8, 2.3, 3.1, 4.7, 6.9, 9.0] {
        reads(hall().put(&ticket(), (322.0, 241.0), module, 4.0), &format!("{module} pixels to a module"));
    }
}

#[test]
fn a_ticket_is_read_at_low_contrast_and_in_bad_light() {
    let grey = |dark, light| ticket().greys(dark, light);
    reads(hall().put(&grey(110.0, 140.0), (320.0, 240.0), 5.0, 9.0), "low contrast");
    reads(hall().put(&grey(4.0, 30.0), (320.0, 240.0), 5.0, 9.0), "hardly any light");
    reads(hall().put(&ticket(), (320.0, 240.0), 5.0, 9.0).light(0.15, 1.0), "light from one side");
    reads(hall().put(&ticket(), (320.0, 240.0), 5.0, 9.0).light(1.6, 0.7), "too much light on one side");
}

#[test]
fn a_ticket_is_read_through_blur_and_noise() {
    let drawn = || hall().put(&ticket(), (320.0, 240.0), 5.0, -13.0);
    reads(drawn().blur(1.6), "out of focus");
    reads(drawn().smear(4.0), "moving");
    reads(drawn().blur(0.6).noise(25.0, 3), "noisy");
}

#[test]
fn light_on_dark_and_mirrored_are_read() {
    reads(hall().put(&ticket().greys(220.0, 20.0), (320.0, 240.0), 5.0, 8.0), "light on dark");
    reads(hall().put(&ticket().mirrored(), (320.0, 240.0), 5.0, 8.0), "mirrored");
}

#[test]
fn every_code_of_a_frame_is_read_once() {
    let mut scene = Scene::new(1280, 720, 235.0);
    for i in 0..6_u8 {
        let at = (180.0 + 400.0 * f32::from(i % 3), 180.0 + 340.0 * f32::from(i / 3));
        let text = format!("TICKET {}", i % 5);
        scene = scene.put(&Print::version(3, &text), at, 6.0, f32::from(i) * 17.0);
    }
    let sighting = see(scene);
    let mut found = texts(&sighting);
    found.sort_unstable();
    assert_eq!(found, ["TICKET 0", "TICKET 1", "TICKET 2", "TICKET 3", "TICKET 4"]);
}

#[test]
fn corners_are_the_symbols_in_the_frames_pixels() {
    let near = |code: &Code, quad: [Point; 4], within: f32| {
        code.corners.iter().zip(quad).all(|(a, b)| a.distance(b) < within)
    };
    let quad = square((300.0, 250.0), 41.0 * 5.0, 100.0);
    let sighting = see(hall().draw(&ticket(), quad));
    assert!(near(&sighting.codes[0], corners(quad), 5.0), "{:?}", sighting.codes[0].corners);

    let quad = square((2_500.0, 1_200.0), 41.0 * 12.0, 20.0);
    let sighting = see(Scene::new(3_840, 2_160, 150.0).draw(&ticket(), quad));
    assert!(near(&sighting.codes[0], corners(quad), 12.0), "{:?}", sighting.codes[0].corners);
}

#[test]
fn a_code_says_bytes_that_are_not_ascii() {
    let scene = Scene::new(400, 400, 225.0).put(&Print::new("Señora Øre — ✓"), (200.0, 200.0), 7.0, 0.0);
    assert_eq!(texts(&see(scene)), ["Señora Øre — ✓"]);
}

#[test]
fn decoder_forgets_the_frame_before() {
    let mut decoder = Cascade::new();
    let read = |decoder: &mut Cascade, scene: Scene| scene::decode(decoder, &scene, PLENTY).codes.len();
    assert_eq!(read(&mut decoder, hall().put(&ticket(), (320.0, 240.0), 5.0, 0.0)), 1);
    assert_eq!(read(&mut decoder, hall()), 0);
    assert_eq!(read(&mut decoder, Scene::new(64, 48, 90.0)), 0);
    assert_eq!(read(&mut decoder, hall().put(&ticket(), (320.0, 240.0), 5.0, 0.0)), 1);
}

#[test]
fn a_code_is_never_printed_for_debugging() {
    let sighting = see(hall().put(&ticket(), (320.0, 240.0), 5.0, 0.0));
    assert!(!format!("{sighting:?}").contains("GH1"));
}

#[test]
fn after_a_long_quiet_a_code_is_read_at_once() {
    let mut decoder = Cascade::new();
    for _ in 0..40 {
        assert_eq!(scene::decode(&mut decoder, &hall(), PLENTY).codes, []);
    }
    let there = hall().put(&ticket(), (320.0, 240.0), 5.0, 0.0);
    assert_eq!(texts(&scene::decode(&mut decoder, &there, PLENTY)), [&TICKET[..150]]);
}

#[test]
fn a_code_that_needs_a_closer_look_is_read_after_a_long_quiet_too() {
    let mut decoder = Cascade::new();
    (0..40).for_each(|_| {
        scene::decode(&mut decoder, &hall(), PLENTY);
    });
    let there = hall().put(&ticket(), (322.0, 241.0), 1.8, 4.0);
    let read = (0..20).any(|_| !scene::decode(&mut decoder, &there, PLENTY).codes.is_empty());
    assert!(read, "a code that is too small for the first look");
}

#[test]
fn most_gate_frames_are_read_and_none_wrongly() {
    let mut decoder = Cascade::new();
    let mut read = 0;
    for seed in Half::Open.seeds(39) {
        let frame = gate_frame(seed);
        let picture = Luma::new(frame.width, frame.height, frame.width, &frame.pixels).expect("whole");
        let sighting = decoder.decode(&picture, PLENTY);
        assert!(
            sighting.codes.iter().all(|code| frame.texts.contains(&code.text)),
            "{:?} {seed}",
            frame.trouble
        );
        read += usize::from(sighting.codes.len() == frame.texts.len());
    }
    assert!(read >= 31, "only {read} of 39 frames were read whole");
}
