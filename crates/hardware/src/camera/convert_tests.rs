use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, LumaA, Rgb, RgbImage};

use super::*;

fn pixels(buffer: &LumaBuf) -> Vec<u8> {
    let luma = buffer.as_luma().expect("a picture was converted");
    (0..luma.height()).flat_map(|y| luma.row(y).to_vec()).collect()
}

fn size_error(result: Result<(), ConvertError>) -> SizeError {
    match result {
        Err(ConvertError::Size(error)) => error,
        other => panic!("expected a size error, got {other:?}"),
    }
}

#[test]
fn yuyv_keeps_every_second_byte() {
    let mut into = LumaBuf::new();
    yuyv((2, 2), 4, &[10, 1, 20, 2, 30, 3, 40, 4], &mut into).expect("two rows of two pixels");
    assert_eq!(pixels(&into), [10, 20, 30, 40]);
}

#[test]
fn yuyv_skips_the_padding_of_odd_rows() {
    let mut into = LumaBuf::new();
    let rows = [10, 1, 20, 2, 30, 9, 9, 40, 4, 50, 5, 60, 6];
    yuyv((3, 2), 7, &rows, &mut into).expect("rows of seven bytes hold three pixels");
    assert_eq!(pixels(&into), [10, 20, 30, 40, 50, 60]);
}

#[test]
fn nv12_and_grey_copy_their_first_plane() {
    let mut into = LumaBuf::new();
    grey((2, 2), 3, &[1, 2, 0, 3, 4, 0, 128, 128, 128], &mut into).expect("a plane and what follows it");
    assert_eq!(pixels(&into), [1, 2, 3, 4]);
}

#[test]
fn short_and_impossible_buffers_are_errors() {
    let mut into = LumaBuf::new();
    let cut = [0; 15];
    assert_eq!(size_error(yuyv((4, 2), 8, &cut, &mut into)), SizeError::Truncated { needed: 16, found: 15 });
    assert_eq!(size_error(grey((4, 4), 4, &cut, &mut into)), SizeError::Truncated { needed: 16, found: 15 });
    assert_eq!(size_error(yuyv((4, 1), 7, &cut, &mut into)), SizeError::Stride { width: 4, stride: 7 });
    assert_eq!(size_error(yuyv((0, 1), 8, &cut, &mut into)), SizeError::Empty { width: 0, height: 1 });
    assert_eq!(
        size_error(yuyv((20_000, 1), 40_000, &cut, &mut into)),
        SizeError::TooLarge { width: 20_000, height: 1 }
    );
    assert_eq!(
        size_error(yuyv((4, 16_000), usize::MAX, &cut, &mut into)),
        SizeError::Truncated { needed: usize::MAX, found: 15 }
    );
    assert!(into.as_luma().is_err(), "a refused buffer leaves the picture as it was");
}

#[test]
fn padded_rows_are_told_from_a_padded_buffer() {
    let check =
        |row, height, len, expected| assert_eq!(guess_stride(row, height, len), expected, "{row}/{len}");
    check(1280, 480, 614_400, 1280);
    check(1700, 480, 1712 * 480, 1712);
    check(1600, 600, 962_560, 1600);
    check(1280, 480, 600_000, 1280);
    check(1280, 0, 0, 1280);
}

fn ramp() -> RgbImage {
    RgbImage::from_fn(64, 48, |x, y| Rgb([(x * 4) as u8, (x * 4) as u8, ((x * 2) + y * 2) as u8]))
}

fn as_jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(picture).expect("encoding into memory");
    bytes
}

#[test]
fn jpeg_gives_its_luma() {
    let source = ramp();
    let mut bytes = as_jpeg(&source);
    bytes.extend([0; 4096]);
    let mut into = LumaBuf::new();
    jpeg(&bytes, &mut into).expect("a frame and the rest of its buffer");
    let expected = |x, y| {
        let [r, g, b] = source.get_pixel(x, y).0.map(f32::from);
        0.299 * r + 0.587 * g + 0.114 * b
    };
    let luma = into.as_luma().expect("a picture");
    assert_eq!((luma.width(), luma.height()), (64, 48));
    for (x, y) in [(3, 3), (32, 24), (60, 44)] {
        let found = f32::from(luma.row(y as usize)[x as usize]);
        assert!((found - expected(x, y)).abs() < 12.0, "{found} for {} at {x},{y}", expected(x, y));
    }
}

#[test]
fn every_cut_of_a_jpeg_is_an_error_or_a_picture() {
    let bytes = as_jpeg(&ramp());
    let mut into = LumaBuf::new();
    for end in (0..bytes.len()).step_by(7) {
        let _ = jpeg(&bytes[..end], &mut into);
    }
    assert!(jpeg(&bytes[..100], &mut into).is_err());
    assert!(jpeg(b"", &mut into).is_err());
    assert!(jpeg(b"not a picture", &mut into).is_err());
}

/// Drops the Huffman table segments, as many cameras do.
fn without_tables(bytes: &[u8]) -> Vec<u8> {
    let (mut kept, mut rest) = (bytes[..2].to_vec(), &bytes[2..]);
    while let [0xFF, marker, high, low, ..] = *rest {
        if marker == 0xDA {
            break;
        }
        let (segment, after) = rest.split_at(2 + usize::from(u16::from_be_bytes([high, low])));
        if marker != 0xC4 {
            kept.extend_from_slice(segment);
        }
        rest = after;
    }
    kept.extend_from_slice(rest);
    kept
}

#[test]
fn jpeg_without_huffman_tables_is_taken_as_mjpeg() {
    let whole = as_jpeg(&ramp());
    let bare = without_tables(&whole);
    assert!(bare.len() + 400 < whole.len(), "the tables take more than 400 bytes");
    let (mut expected, mut found) = (LumaBuf::new(), LumaBuf::new());
    jpeg(&whole, &mut expected).expect("a complete frame");
    jpeg(&bare, &mut found).expect("a frame as cameras send it");
    assert_eq!(pixels(&found), pixels(&expected));
}

#[test]
fn a_transparent_picture_lies_on_white() {
    let image = image::GrayAlphaImage::from_fn(2, 1, |x, _| LumaA([0, if x == 0 { 0 } else { 255 }]));
    let mut into = LumaBuf::new();
    picture(&DynamicImage::ImageLumaA8(image), &mut into).expect("two pixels");
    assert_eq!(pixels(&into), [255, 0]);
    picture(&DynamicImage::ImageLuma8(GrayImage::from_raw(1, 1, vec![9]).expect("one pixel")), &mut into)
        .expect("one pixel");
    assert_eq!(pixels(&into), [9]);
}
