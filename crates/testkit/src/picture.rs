//! Pictures of codes, as a camera would see them.

use std::path::Path;

use image::{GrayImage, Luma, imageops};
use qrcode::{EcLevel, QrCode};

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;
const BACKGROUND: u8 = 70;

/// A camera picture without any code.
#[must_use]
pub fn blank() -> GrayImage {
    GrayImage::from_pixel(WIDTH, HEIGHT, Luma([BACKGROUND]))
}

/// A camera picture in whose middle somebody holds a code.
///
/// # Panics
/// When the text does not fit into a code.
#[must_use]
#[expect(clippy::expect_used, reason = "a test with a text that fits no code is wrong")]
pub fn picture_of(text: &str) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("the text fits into a code");
    let modules = code.width() as u32 + 8;
    let scale = 480 / modules;
    let colors = code.to_colors();
    let paper = GrayImage::from_fn(modules * scale, modules * scale, |x, y| {
        let (column, row) = ((x / scale).wrapping_sub(4), (y / scale).wrapping_sub(4));
        let side = code.width() as u32;
        let dark =
            column < side && row < side && colors[(row * side + column) as usize] == qrcode::Color::Dark;
        Luma([if dark { 25 } else { 225 }])
    });
    let mut picture = blank();
    let left = i64::from((WIDTH - paper.width()) / 2);
    let top = i64::from((HEIGHT - paper.height()) / 2);
    imageops::overlay(&mut picture, &paper, left, top);
    picture
}

/// Puts a picture into a replay folder in one step, so that the camera never sees half of it.
///
/// # Panics
/// When the folder cannot be written.
#[expect(clippy::expect_used, reason = "a test without its folder cannot go on")]
pub fn write_frame(folder: &Path, name: &str, picture: &GrayImage) {
    let aside = folder.join(format!(".{name}.part.png"));
    picture.save(&aside).expect("the picture can be written");
    std::fs::rename(&aside, folder.join(format!("{name}.png"))).expect("the picture can be put in place");
}
