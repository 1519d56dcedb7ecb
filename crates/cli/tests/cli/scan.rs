//! `gatehouse scan`, with a folder of pictures for a camera.

use serde_json::json;

use crate::{Desk, draw, text};

/// A folder of one picture per text, in order.
fn folder(desk: &Desk, texts: &[&str]) -> String {
    let folder = desk.path("frames");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (place, text) in texts.iter().enumerate() {
        draw(&folder.join(format!("{place}.png")), text);
    }
    format!("replay:{}", folder.display())
}

#[test]
fn codes_are_printed_until_there_are_enough() {
    let desk = Desk::new();
    let camera = folder(&desk, &["FIRST", "SECOND"]);
    let run = desk.run(["scan", "--camera", &camera, "--count", "2", "--seconds", "120"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let texts: Vec<_> = run.json().iter().map(|line| text(&line["text"])).collect();
    assert_eq!(texts, ["FIRST", "SECOND"]);
    assert!(run.json()[0].get("verdict").is_none());
}

#[test]
fn a_checkpoint_gives_every_code_its_verdict() {
    let desk = Desk::new();
    let (event, codes) = desk.event_with_codes();
    let camera = folder(&desk, &[&codes[0], "NO TICKET"]);
    let rest = ["--camera", &camera, "--count", "2", "--seconds", "120"];
    let run = desk.on(&event, "scan --checkpoint Main", &rest);
    assert_eq!(run.status, 0, "{}", run.err);
    let verdicts: Vec<_> = run.json().iter().map(|line| text(&line["verdict"])).collect();
    assert_eq!(verdicts, ["admit", "invalid"]);
    let checked = desk.on(&event, "check --checkpoint Main", &[&codes[0]]).one();
    assert_eq!(checked["verdict"], "used", "the scan was recorded");
}

#[test]
fn time_over_without_a_code_is_a_failure() {
    let desk = Desk::new();
    let camera = folder(&desk, &[]);
    image::GrayImage::from_pixel(320, 240, image::Luma([90]))
        .save(desk.path("frames").join("blank.png"))
        .expect("writing");
    let run = desk.run(["scan", "--camera", &camera, "--seconds", "0.5"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("no code was read"), "{}", run.err);
}

#[test]
fn a_camera_that_cannot_come_is_an_error_at_once() {
    let desk = Desk::new();
    let empty = folder(&desk, &[]);
    let missing = format!("replay:{}", desk.path("nowhere").display());
    for camera in [&empty, &missing] {
        let run = desk.run(["scan", "--camera", camera]);
        assert_eq!(run.status, 2, "{}", run.err);
        assert!(run.err.contains("hint: "), "{}", run.err);
    }
    assert_eq!(desk.run(["scan", "--checkpoint", "Main"]).status, 2, "no event was named");
}

#[test]
fn cameras_are_listed_even_when_there_are_none() {
    let run = Desk::new().run(["scan", "--list"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.json().iter().all(|camera| camera["camera"] != json!(null)));
}
