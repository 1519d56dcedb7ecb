use gatehouse_vision::{Budget, Cascade, Decoder};

use super::*;

fn scene(seed: u64) -> Scene {
    let texts =
        (0..6).map(|n| format!("GATEHOUSE SCENE TICKET {n} {}", "0123456789ABCDEF".repeat(5))).collect();
    Scene::new(SceneSpec::new(texts, seed)).expect("short texts fit")
}

fn picture(scene: &mut Scene, frame_no: u64) -> Vec<u8> {
    let mut into = LumaBuf::new();
    scene.render(frame_no, &mut into);
    into.pixels_mut().to_vec()
}

#[test]
fn a_picture_depends_on_seed_and_number_only() {
    let (mut one, mut other) = (scene(5), scene(5));
    let expected = picture(&mut one, 12);
    let _elsewhere = picture(&mut other, 47);
    assert!(picture(&mut other, 12) == expected, "what was drawn before must not show");
    assert!(picture(&mut scene(6), 12) != expected, "another seed, another picture");
    assert!(picture(&mut one, 13) != expected, "pictures move");
}

#[test]
fn most_held_frames_can_be_read() {
    let mut decoder = Cascade::default();
    let (mut held, mut read, mut people_read) = (0, 0, 0);
    for seed in 0..2 {
        let mut scene = scene(seed);
        let mut frame = LumaBuf::new();
        for who in 0..6 {
            let mut seen = false;
            for frame_no in who * person::VISIT..(who + 1) * person::VISIT {
                let Some(text) = scene.held(frame_no).map(str::to_owned) else { continue };
                // Every other frame is enough to tell.
                if frame_no % 2 == 0 {
                    continue;
                }
                scene.render(frame_no, &mut frame);
                let picture = frame.as_luma().expect("a picture has a size");
                let sighting = decoder.decode(&picture, Budget::of(Duration::from_secs(1)));
                held += 1;
                let found = sighting.codes.iter().any(|code| code.text == text);
                read += u32::from(found);
                seen |= found;
            }
            people_read += u32::from(seen);
        }
    }
    assert!(read * 10 >= held * 7, "{read} of {held} held frames were read");
    assert!(people_read >= 11, "{people_read} of 12 people were read");
}

#[test]
fn nobody_is_there_between_two_people() {
    let mut scene = scene(1);
    let empty = person::VISIT - 1;
    assert_eq!(scene.held(empty), None);
    let mut frame = LumaBuf::new();
    scene.render(empty, &mut frame);
    let sighting = Cascade::default()
        .decode(&frame.as_luma().expect("a picture has a size"), Budget::of(Duration::from_secs(1)));
    assert_eq!(sighting.codes, []);
}

#[test]
fn a_scene_without_texts_is_an_empty_room() {
    let mut scene = Scene::new(SceneSpec { width: 320, height: 180, ..SceneSpec::new(Vec::new(), 3) })
        .expect("nothing to fit");
    let pixels = picture(&mut scene, 12);
    let mean = pixels.iter().map(|pixel| u32::from(*pixel)).sum::<u32>() / pixels.len() as u32;
    assert!((10..90).contains(&mean), "a dark room, not {mean}");
    assert_eq!(scene.held(12), None);
}

#[test]
fn a_text_that_fits_no_code_is_refused_by_number() {
    let texts = vec!["A".to_owned(), "A".repeat(5_000)];
    let error = Scene::new(SceneSpec::new(texts, 0)).expect_err("5,000 letters fit no code");
    assert!(matches!(error, CameraError::SceneText { number: 2 }));
}
