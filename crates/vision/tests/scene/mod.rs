//! Drawn scenes, and the way from them to the decoder.
#![allow(dead_code, unused_imports, unreachable_pub, reason = "each test program uses its own part")]

pub use gatehouse_frames::{Dice, Print, Scene};
use gatehouse_vision::{Budget, Cascade, Decoder, Luma, Point, Sighting};

/// Reads the finished scene.
pub fn decode(decoder: &mut Cascade, scene: &Scene, budget: Budget) -> Sighting {
    let bytes = scene.bytes();
    let frame =
        Luma::new(scene.width, scene.height, scene.width, &bytes).expect("as many pixels as it should");
    decoder.decode(&frame, budget)
}

/// The corners of a drawing, as the decoder speaks of them.
pub fn corners(quad: [gatehouse_frames::Point; 4]) -> [Point; 4] {
    quad.map(|p| Point::new(p.x, p.y))
}
