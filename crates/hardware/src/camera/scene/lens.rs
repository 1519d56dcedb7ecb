//! What every picture gets: darker corners and grain.

use super::chance::Chance;

/// Grains before they repeat; a power of two.
const GRAINS: usize = 16_384;

/// The lens and the sensor of the camera that is not there.
pub(super) struct Lens {
    width: usize,
    /// What is left of the light at each pixel, in 1/256.
    light: Vec<u8>,
    grain: Vec<i8>,
}

impl Lens {
    pub(super) fn new(width: usize, height: usize, chance: &mut Chance) -> Self {
        let (w, h) = (width as f32 / 2.0, height as f32 / 2.0);
        let mut light = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (dx, dy) = ((x as f32 - w) / w, (y as f32 - h) / h);
                light.push((255.0 - 46.0 * (dx * dx + dy * dy)) as u8);
            }
        }
        // The sum of four draws is near enough to a bell.
        let grain =
            (0..GRAINS).map(|_| (0..4).map(|_| chance.between(-3.6, 3.6)).sum::<f32>() as i8).collect();
        Self { width, light, grain }
    }

    /// Darkens the corners of picture `frame_no` and adds its grain.
    pub(super) fn finish(&self, frame_no: u64, pixels: &mut [u8]) {
        let mut chance = Chance::new(frame_no, 77);
        for (row, light) in pixels.chunks_exact_mut(self.width).zip(self.light.chunks_exact(self.width)) {
            let start = chance.bits() as usize % GRAINS;
            let grain = self.grain[start..].iter().chain(self.grain.iter().cycle());
            for ((pixel, light), grain) in row.iter_mut().zip(light).zip(grain) {
                let lit = (u32::from(*pixel) * u32::from(*light)) >> 8;
                *pixel = (lit as u8).saturating_add_signed(*grain);
            }
        }
    }
}
