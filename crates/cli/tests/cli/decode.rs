//! `gatehouse decode`.

use crate::{Desk, text};

#[test]
fn the_texts_of_pictures_are_read() {
    let desk = Desk::new();
    let (one, two) = (desk.picture("one.png", "HELLO 1"), desk.picture("two.png", "hello, two"));
    let blank = desk.path("blank.png");
    image::GrayImage::from_pixel(200, 200, image::Luma([200])).save(&blank).expect("writing");
    let run = desk.run([std::path::Path::new("decode"), &one, &two, &blank]);
    assert_eq!(run.status, 0, "{}", run.err);
    let lines = run.json();
    assert_eq!(lines[0]["texts"], serde_json::json!(["HELLO 1"]));
    assert_eq!(lines[0]["file"], one.to_str().expect("UTF-8"));
    assert!(lines[0]["ms"].as_f64().is_some_and(|ms| ms >= 0.0));
    assert_eq!(text(&lines[1]["texts"][0]), "hello, two");
    assert_eq!(lines[2]["texts"], serde_json::json!([]));
}

#[test]
fn a_transparent_picture_lies_on_white_paper() {
    let desk = Desk::new();
    let opaque = desk.picture("opaque.png", "CLEAR");
    let grey = image::open(&opaque).expect("a picture").into_luma8();
    let clear = image::GrayAlphaImage::from_fn(grey.width(), grey.height(), |x, y| {
        image::LumaA([0, 255 - grey.get_pixel(x, y).0[0]])
    });
    let path = desk.path("clear.png");
    clear.save(&path).expect("writing");
    let run = desk.run([std::path::Path::new("decode"), &path]);
    assert_eq!(run.one()["texts"][0], "CLEAR");
}

#[test]
fn one_unreadable_file_does_not_keep_the_others_from_being_read() {
    let desk = Desk::new();
    let broken = desk.write("broken.png", b"no picture");
    let good = desk.picture("good.png", "GOOD");
    let missing = desk.path("missing.png");
    let run = desk.run([std::path::Path::new("decode"), &broken, &missing, &good]);
    assert_eq!(run.status, 2);
    assert_eq!(run.json().len(), 1);
    assert_eq!(run.json()[0]["texts"][0], "GOOD");
    assert!(run.err.contains("broken.png") && run.err.contains("missing.png"), "{}", run.err);
}
