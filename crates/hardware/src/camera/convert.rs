//! What cameras send, as grey pictures, without a detour through colour.
//!
//! Pure functions over bytes. Cameras send short and broken buffers when a cable is loose, so every size is checked
//! before a pixel is read: an error, never a panic.

use std::borrow::Cow;

use gatehouse_vision::{Error as SizeError, Luma, LumaBuf};
use image::DynamicImage;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

/// A buffer that is not the picture it is said to be.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// No pixels, too many, rows that overlap, or fewer bytes than pixels.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// A compressed picture that cannot be unpacked.
    #[error("a malformed JPEG picture")]
    Jpeg(#[source] DecodeErrors),
}

/// Copies a plane of grey pixels, rows `stride` bytes apart. The first plane of NV12 is one too.
pub fn grey(
    (width, height): (usize, usize),
    stride: usize,
    bytes: &[u8],
    into: &mut LumaBuf,
) -> Result<(), ConvertError> {
    into.copy_from(&Luma::new(width, height, stride, bytes)?);
    Ok(())
}

/// Takes the luma out of YUYV (Y U Y V: every second byte), rows `stride` bytes apart.
pub fn yuyv(
    (width, height): (usize, usize),
    stride: usize,
    bytes: &[u8],
    into: &mut LumaBuf,
) -> Result<(), ConvertError> {
    check(width, height, stride, 2 * width, bytes.len())?;
    let pixels = into.reset(width, height);
    for (to, from) in pixels.chunks_exact_mut(width).zip(bytes.chunks(stride)) {
        for (grey, pair) in to.iter_mut().zip(from.chunks_exact(2)) {
            *grey = pair[0];
        }
    }
    Ok(())
}

/// Unpacks the luma of a JPEG picture, one frame of MJPEG; bytes after its end are ignored.
///
/// The size is the picture's own: some cameras announce another.
pub fn jpeg(bytes: &[u8], into: &mut LumaBuf) -> Result<(), ConvertError> {
    let bytes = with_huffman_tables(bytes);
    let options = DecoderOptions::default()
        .set_max_width(Luma::MAX_SIDE)
        .set_max_height(Luma::MAX_SIDE)
        .set_strict_mode(false)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&*bytes), options);
    decoder.decode_headers().map_err(ConvertError::Jpeg)?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    let needed = decoder.output_buffer_size().unwrap_or_default();
    check(width, height, width, width, needed)?;
    if needed != width * height {
        return Err(ConvertError::Jpeg(DecodeErrors::FormatStatic("more than one plane")));
    }
    decoder.decode_into(into.reset(width, height)).map_err(ConvertError::Jpeg)
}

/// A picture from a file as a grey one, as if printed on white paper where it is transparent.
pub fn picture(picture: &DynamicImage, into: &mut LumaBuf) -> Result<(), ConvertError> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    check(width, height, width, width, width.saturating_mul(height))?;
    let pixels = into.reset(width, height);
    if picture.color().has_alpha() {
        for (to, from) in pixels.iter_mut().zip(picture.to_luma_alpha8().pixels()) {
            let [grey, alpha] = from.0.map(u32::from);
            *to = ((grey * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
    } else {
        pixels.copy_from_slice(picture.to_luma8().as_raw());
    }
    Ok(())
}

/// Bytes from one row to the next in a buffer of `len` bytes that is said to hold `height` rows of `row_bytes`.
///
/// Drivers that pad their rows do not tell. A buffer that divides evenly into slightly longer, aligned rows has
/// padded ones; any other surplus stands at the end of the buffer.
#[must_use]
pub fn guess_stride(row_bytes: usize, height: usize, len: usize) -> usize {
    const MOST_PADDING: usize = 255;
    let padded = len / height.max(1);
    let aligned = padded.is_multiple_of(16) && padded * height == len;
    if aligned && (row_bytes..=row_bytes + MOST_PADDING).contains(&padded) { padded } else { row_bytes }
}

fn check(
    width: usize,
    height: usize,
    stride: usize,
    row_bytes: usize,
    found: usize,
) -> Result<(), SizeError> {
    if width == 0 || height == 0 {
        return Err(SizeError::Empty { width, height });
    }
    if width > Luma::MAX_SIDE || height > Luma::MAX_SIDE {
        return Err(SizeError::TooLarge { width, height });
    }
    if stride < row_bytes {
        return Err(SizeError::Stride { width, stride });
    }
    let needed = stride.saturating_mul(height - 1).saturating_add(row_bytes);
    if found < needed {
        return Err(SizeError::Truncated { needed, found });
    }
    Ok(())
}

/// Marks a frame without Huffman tables as MJPEG, so that the decoder brings the customary ones.
///
/// Many cameras leave the tables out; only some of them say so with the segment that is added here.
fn with_huffman_tables(bytes: &[u8]) -> Cow<'_, [u8]> {
    const START: &[u8] = &[0xFF, 0xD8];
    const MARK: &[u8] = &[0xFF, 0xE0, 0x00, 0x10, b'A', b'V', b'I', b'1', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    if !bytes.starts_with(START) || has_huffman_tables(&bytes[START.len()..]) {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned([START, MARK, &bytes[START.len()..]].concat())
}

/// Walks the segments up to the start of the scan. What is malformed counts as complete and is left to the decoder.
fn has_huffman_tables(mut segments: &[u8]) -> bool {
    while let [0xFF, marker, high, low, ..] = *segments {
        match marker {
            0xC4 => return true,
            0xDA => return false,
            _ => {}
        }
        let length = 2 + usize::from(u16::from_be_bytes([high, low]));
        match segments.get(length..) {
            Some(rest) => segments = rest,
            None => return true,
        }
    }
    true
}

#[cfg(test)]
#[path = "convert_tests.rs"]
mod tests;
