//! The looks that are taken at a frame, in their order: which size, told dark from light by which rule, in which polarity.

use crate::pyramid::Scale;
use crate::threshold::Rule;

/// Frames with no more pixels are looked at in their own size first, others at half of it.
pub(crate) const SMALL_AREA: usize = 150_000;

/// Looks at one frame, the first included.
pub(crate) const LOOKS: usize = 10;

/// One look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) scale: Scale,
    pub(crate) rule: Rule,
    /// Whether light on dark is looked for as well, when nothing dark on light was read.
    pub(crate) both: bool,
}

const NEAR: Rule = Rule { reach: Some(2), contrast: 20 };
const FAINT: Rule = Rule { reach: Some(3), contrast: 8 };
const WIDE: Rule = Rule { reach: Some(9), contrast: 20 };
const GLOBAL: Rule = Rule { reach: None, contrast: 20 };

const fn look(scale: Scale, rule: Rule) -> Look {
    Look { scale, rule, both: false }
}

const fn both(scale: Scale, rule: Rule) -> Look {
    Look { scale, rule, both: true }
}

/// For large frames. The first is taken at the whole frame, the others at its rough regions.
const LARGE: [Look; LOOKS] = [
    both(Scale::Half, NEAR),
    both(Scale::Smooth, NEAR),
    look(Scale::Sharp, NEAR),
    both(Scale::Quarter, NEAR),
    look(Scale::SharpHalf, NEAR),
    both(Scale::Smooth, FAINT),
    look(Scale::Half, WIDE),
    look(Scale::Double, NEAR),
    both(Scale::Half, FAINT),
    look(Scale::Half, GLOBAL),
];

/// For small frames.
const SMALL: [Look; LOOKS] = [
    both(Scale::Whole, NEAR),
    both(Scale::Smooth, NEAR),
    both(Scale::Half, NEAR),
    look(Scale::Sharp, NEAR),
    look(Scale::Whole, WIDE),
    look(Scale::Double, NEAR),
    both(Scale::Smooth, FAINT),
    look(Scale::Quarter, NEAR),
    look(Scale::SharpHalf, NEAR),
    look(Scale::Smooth, GLOBAL),
];

/// The looks at a frame of `area` pixels.
pub(crate) const fn at(area: usize) -> &'static [Look; LOOKS] {
    if area > SMALL_AREA { &LARGE } else { &SMALL }
}
