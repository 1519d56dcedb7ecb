//! One credential as a picture.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

use super::Unprintable;
use super::grid::{Grid, QUIET};

/// More pixels a module make no code better.
const MAX_MODULE_PX: u32 = 64;

/// The QR code of a text as a grey PNG with its quiet zone, each module `module_px` pixels wide (1 to 64).
///
/// # Errors
/// When the text is too long for a code.
pub fn png(text: &str, module_px: u32) -> Result<Vec<u8>, Unprintable> {
    let (side, pixels) = pixels(text, module_px)?;
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&pixels, side, side, ExtendedColorType::L8)
        .map_err(Unprintable::Png)?;
    Ok(bytes)
}

fn pixels(text: &str, module_px: u32) -> Result<(u32, Vec<u8>), Unprintable> {
    let grid = Grid::new(text)?;
    let module_px = module_px.clamp(1, MAX_MODULE_PX) as usize;
    let side = (grid.width() + 2 * QUIET) * module_px;
    let mut pixels = vec![u8::MAX; side * side];
    for block in grid.blocks() {
        let left = (QUIET + block.x) * module_px;
        let top = (QUIET + block.y) * module_px;
        for y in top..top + block.height * module_px {
            pixels[y * side + left..][..block.width * module_px].fill(0);
        }
    }
    // 177 modules, the largest code, stay far below the bound at 64 pixels each.
    Ok((u32::try_from(side).unwrap_or(u32::MAX), pixels))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use gatehouse_vision::{Budget, Cascade, Decoder, Luma};

    use super::*;

    fn check(text: &str, module_px: u32) {
        let bytes = png(text, module_px).expect("fits");
        let picture = image::load_from_memory(&bytes).expect("a PNG").into_luma8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let luma = Luma::new(width, height, width, picture.as_raw()).expect("whole rows");
        let seen = Cascade::new().decode(&luma, Budget::of(Duration::from_secs(10)));
        let texts: Vec<&str> = seen.codes.iter().map(|code| code.text.as_str()).collect();
        assert_eq!(texts, [text], "at {module_px} pixels");
    }

    #[test]
    fn a_gate_reads_what_was_drawn() {
        for module_px in [3, 4, 8] {
            check(&format!("GH1:{}", "0A$7".repeat(36)), module_px);
            check("HELLO", module_px);
        }
    }

    #[test]
    fn a_quiet_zone_surrounds_the_code() {
        let (side, pixels) = pixels("HELLO", 2).expect("fits");
        assert_eq!(side, (21 + 2 * 4) * 2);
        let side = side as usize;
        let dark = |x: usize, y: usize| pixels[y * side + x] == 0;
        assert!(dark(8, 8) && !dark(7, 8) && !dark(8, 7));
    }

    #[test]
    fn a_module_is_neither_nothing_nor_endless() {
        assert_eq!(pixels("HELLO", 0).expect("fits").0, 29);
        assert_eq!(pixels("HELLO", u32::MAX).expect("fits").0, 29 * 64);
    }
}
