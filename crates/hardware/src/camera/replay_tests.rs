use image::GrayImage;

use super::*;
use crate::camera::CameraErrorKind;

/// A folder of pictures, each of one grey.
fn folder(pictures: &[(&str, u8)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, grey) in pictures {
        add(folder.path(), name, *grey);
    }
    folder
}

fn add(folder: &Path, name: &str, grey: u8) {
    GrayImage::from_pixel(8, 6, image::Luma([grey]))
        .save(folder.join(name))
        .expect("writing a small picture");
}

fn camera(folder: &Path, hold: u32, again: bool) -> FolderCamera {
    let replay = Replay { hold, again, ..Replay::new(folder.to_owned()) };
    FolderCamera::with_pace(&replay, Pace::unpaced(replay.interval)).expect("a folder with pictures")
}

/// The greys of the next `count` frames.
fn greys(camera: &mut FolderCamera, count: usize) -> Vec<u8> {
    let mut frame = LumaBuf::new();
    (0..count)
        .map(|_| {
            camera.next_frame(&mut frame).expect("a frame");
            frame.as_luma().expect("a frame has a size").row(0)[0]
        })
        .collect()
}

#[test]
fn pictures_play_in_order_of_their_names_then_grey() {
    let folder = folder(&[("b.png", 20), ("a.pgm", 10), ("c.PNG", 30)]);
    let mut camera = camera(folder.path(), 2, false);
    assert_eq!(greys(&mut camera, 8), [10, 10, 20, 20, 30, 30, BLANK, BLANK]);
}

#[test]
fn a_loop_starts_again() {
    let folder = folder(&[("a.png", 10), ("b.png", 20)]);
    assert_eq!(greys(&mut camera(folder.path(), 1, true), 5), [10, 20, 10, 20, 10]);
}

#[test]
fn files_dropped_in_later_are_shown() {
    let folder = folder(&[("a.png", 10)]);
    let mut camera = camera(folder.path(), 1, false);
    assert_eq!(greys(&mut camera, 2), [10, BLANK]);
    add(folder.path(), "b.png", 20);
    assert_eq!(greys(&mut camera, 2), [20, BLANK]);
}

#[test]
fn half_written_files_wait_for_their_name() {
    let folder = folder(&[("a.png", 10), (".b.png", 20)]);
    add(folder.path(), "c.png", 30);
    std::fs::rename(folder.path().join("c.png"), folder.path().join("c.png.part")).expect("renaming");
    std::fs::write(folder.path().join("notes.txt"), "not a picture").expect("writing");
    let mut camera = camera(folder.path(), 1, false);
    assert_eq!(greys(&mut camera, 2), [10, BLANK]);
    std::fs::rename(folder.path().join("c.png.part"), folder.path().join("c.png")).expect("renaming");
    assert_eq!(greys(&mut camera, 2), [30, BLANK]);
}

#[test]
fn a_file_that_is_no_picture_is_named_and_passed_over() {
    let folder = folder(&[("c.png", 30)]);
    std::fs::write(folder.path().join("b.png"), "not a picture").expect("writing");
    let mut camera = camera(folder.path(), 1, false);
    let error = camera.next_frame(&mut LumaBuf::new()).expect_err("the first file is broken");
    assert!(error.passes() && error.to_string().contains("b.png"), "{error}");
    assert_eq!(greys(&mut camera, 3)[1..], [30, BLANK]);
}

#[test]
fn missing_and_empty_folders_are_told_apart() {
    let empty = folder(&[]);
    let check = |path: PathBuf, kind| {
        let error = FolderCamera::open(&Replay::new(path), &Stop::new()).expect_err("nothing to play");
        assert_eq!(error.kind(), kind);
    };
    check(empty.path().to_owned(), CameraErrorKind::ReplayEmpty);
    check(empty.path().join("nowhere"), CameraErrorKind::ReplayMissing);
}
