//! What the camera of a gate sees: somebody holds up a ticket, and something makes it hard to read.

use crate::dice::Dice;
use crate::print::Print;
use crate::quad::{Point, leaning};
use crate::room::hall;
use crate::scene::Scene;
use crate::ticket::{Carrier, show};

/// The sizes that cameras deliver.
const SIZES: [(usize, usize); 3] = [(640, 480), (1280, 720), (1920, 1080)];

/// What is the matter with a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing much.
    None,
    /// Far away: modules of two to three pixels.
    Small,
    /// Seen from the side.
    Leaning,
    /// Out of focus.
    Defocused,
    /// Moving.
    Moving,
    /// Little light, much grain.
    Noisy,
    /// A reflection on it.
    Glare,
    /// Dark and light hardly differ.
    Faint,
    /// A lamp to one side.
    Shaded,
    /// The dots of a screen and those of the camera get in each other's way.
    Screen,
    /// Folded in a pocket.
    Creased,
    /// Light on dark.
    Inverted,
    /// Two to four codes.
    Several,
}

impl Trouble {
    /// All of them; frame `seed` has that at `seed / 2` modulo their number.
    pub const ALL: [Self; 13] = [
        Self::None,
        Self::Small,
        Self::Leaning,
        Self::Defocused,
        Self::Moving,
        Self::Noisy,
        Self::Glare,
        Self::Faint,
        Self::Shaded,
        Self::Screen,
        Self::Creased,
        Self::Inverted,
        Self::Several,
    ];
}

/// Which frames may be looked at while a reader is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The even seeds: to tune by.
    Open,
    /// The odd seeds: to measure by.
    HeldBack,
}

impl Half {
    /// The first `count` seeds of the half.
    pub fn seeds(self, count: u64) -> impl Iterator<Item = u64> {
        let first = u64::from(self == Self::HeldBack);
        (0..count).map(move |i| 2 * i + first)
    }
}

/// A finished picture and what it should be read as.
pub struct Frame {
    /// Pixels to a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// A byte to a pixel, row by row.
    pub pixels: Vec<u8>,
    /// What its codes say.
    pub texts: Vec<String>,
    /// What is the matter with it.
    pub trouble: Trouble,
}

impl Frame {
    pub(crate) fn of(scene: &Scene, texts: Vec<String>, trouble: Trouble) -> Self {
        Self { width: scene.width, height: scene.height, pixels: scene.bytes(), texts, trouble }
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({}×{}, {:?}, {} codes)", self.width, self.height, self.trouble, self.texts.len())
    }
}

/// The hall without a ticket, which is what the camera sees most of the time.
#[must_use]
pub fn idle_frame(seed: u64) -> Frame {
    let mut dice = Dice::new(seed ^ 0x1D1E);
    let (width, height) = SIZES[dice.below(SIZES.len())];
    let blur = dice.between(0.3, 1.5);
    let scene = hall(width, height, &mut dice).blur(blur).noise(dice.between(1.0, 8.0), seed);
    Frame::of(&scene, Vec::new(), Trouble::None)
}

/// The frame of `seed`: its size, hall and tickets by chance, its trouble in turn.
#[must_use]
pub fn gate_frame(seed: u64) -> Frame {
    let trouble = Trouble::ALL[(seed / 2) as usize % Trouble::ALL.len()];
    let mut dice = Dice::new(seed);
    let (width, height) = SIZES[dice.below(SIZES.len())];
    let count = if trouble == Trouble::Several { 2 + dice.below(3) } else { 1 };
    let mut scene = hall(width, height, &mut dice);
    let mut texts = Vec::new();
    let mut shown = Shown { module: 4.0, centre: (0.0, 0.0), side: 1.0 };
    for place in 0..count {
        let text = ticket_text(&mut dice);
        (scene, shown) = held_up(scene, &text, (place, count), trouble, &mut dice);
        texts.push(text);
    }
    let scene = seen(scene, &shown, trouble, seed, &mut dice);
    Frame::of(&scene, texts, trouble)
}

/// Where the last ticket was put.
struct Shown {
    /// Pixels to a module.
    module: f32,
    centre: (f32, f32),
    /// Pixels to a side.
    side: f32,
}

/// Draws one ticket, the `place`th of `count` across the frame.
fn held_up(
    scene: Scene,
    text: &str,
    (place, count): (usize, usize),
    trouble: Trouble,
    dice: &mut Dice,
) -> (Scene, Shown) {
    let print = Print::new(text);
    let modules = print.size as f32 + 10.0;
    let (width, height) = (scene.width as f32 / count as f32, scene.height as f32);
    let most = (width.min(height) / modules / 1.3).max(2.0);
    let module = match trouble {
        Trouble::Small => dice.between(1.9, 3.0).min(most),
        _ => dice.between(2.6, 11.0).min(most),
    };
    let room = |side: f32, dice: &mut Dice| {
        let half = module * modules * 0.65;
        if half * 2.0 < side { dice.between(half, side - half) } else { side / 2.0 }
    };
    let centre = (place as f32 * width + room(width, dice), room(height, dice));
    let turn = if dice.chance(1, 6) { dice.between(0.0, 360.0) } else { dice.bell() * 15.0 };
    let tilt = if trouble == Trouble::Leaning { dice.between(30.0, 55.0) } else { dice.between(0.0, 25.0) };
    let side = module * print.size as f32;
    let quad: [Point; 4] = leaning(centre, side, turn, tilt, dice.between(0.0, 180.0));
    let print = inked(print, trouble, dice);
    let carrier = match trouble {
        Trouble::Creased => Carrier::Creased,
        Trouble::Screen => Carrier::Screen(dice.between(2.0, 7.0)),
        _ if dice.chance(1, 2) => Carrier::Screen(8.0),
        _ => Carrier::Paper,
    };
    (show(scene, &print, quad, carrier, dice), Shown { module, centre, side })
}

fn inked(print: Print, trouble: Trouble, dice: &mut Dice) -> Print {
    let (dark, light) = (dice.between(8.0, 70.0), dice.between(150.0, 245.0));
    match trouble {
        Trouble::Faint => {
            let dark = dice.between(30.0, 170.0);
            print.greys(dark, dark + dice.between(25.0, 70.0))
        }
        Trouble::Inverted => print.greys(light, dark),
        _ => print.greys(dark, light),
    }
}

/// What lens, light and sensor make of it.
fn seen(scene: Scene, shown: &Shown, trouble: Trouble, seed: u64, dice: &mut Dice) -> Scene {
    let Shown { module, centre: (x, y), side } = *shown;
    let blur = match trouble {
        Trouble::Defocused => module * dice.between(0.3, 0.58),
        Trouble::Small => dice.between(0.25, 0.5),
        _ => (module * dice.between(0.05, 0.25)).max(0.3),
    };
    let scene = scene.blur(blur);
    let smear = if trouble == Trouble::Moving { module * dice.between(0.5, 1.4) } else { module * 0.15 };
    let scene = if dice.chance(1, 2) { scene.smear(smear) } else { scene.smear_down(smear) };
    let scene = match trouble {
        Trouble::Shaded => {
            let (one, other) = (dice.between(0.12, 0.4), dice.between(0.9, 1.5));
            if dice.chance(1, 2) { scene.light(one, other) } else { scene.light(other, one) }
        }
        _ => scene.light(dice.between(0.6, 1.0), dice.between(0.6, 1.0)),
    };
    let scene = if trouble == Trouble::Glare {
        let at = (x + dice.between(-0.5, 0.5) * side, y + dice.between(-0.5, 0.5) * side);
        scene.glare(at, side * dice.between(0.1, 0.3), dice.between(100.0, 260.0))
    } else {
        scene
    };
    let grain = if trouble == Trouble::Noisy { dice.between(12.0, 38.0) } else { dice.between(1.0, 7.0) };
    scene.noise(grain, seed)
}

/// What tickets say: mostly our own, some longer ones of another vendor, some short codes.
fn ticket_text(dice: &mut Dice) -> String {
    const OURS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    const FOREIGN: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut say = |set: &[u8], count: usize| -> String {
        (0..count).map(|_| char::from(set[dice.below(set.len())])).collect()
    };
    let kind = say(OURS, 1);
    match kind.as_bytes()[0] {
        b'0'..=b'6' => say(&OURS[..36], 16),
        b'7'..=b'9' | b'A'..=b'C' => say(FOREIGN, 140),
        _ => format!("GH1:{}", say(OURS, 146)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_frame_and_another_a_different_one() {
        assert_eq!(gate_frame(4).pixels, gate_frame(4).pixels);
        assert_eq!(gate_frame(4).texts, gate_frame(4).texts);
        assert_ne!(gate_frame(4).texts, gate_frame(30).texts);
    }

    #[test]
    fn halves_share_no_seed_and_both_have_every_trouble() {
        let open: Vec<u64> = Half::Open.seeds(26).collect();
        assert!(Half::HeldBack.seeds(26).all(|seed| !open.contains(&seed)));
        for half in [Half::Open, Half::HeldBack] {
            let troubles: Vec<usize> = half.seeds(13).map(|seed| (seed / 2) as usize % 13).collect();
            assert_eq!(troubles, (0..13).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_frame_never_says_its_tickets_in_a_log() {
        let frame = gate_frame(0);
        assert!(!format!("{frame:?}").contains(&frame.texts[0]));
    }
}
