//! What a QR symbol looks like before anything is written into it.
//!
//! Modules are counted from the top left; module (0, 0) covers the square from (0, 0) to (1, 1).

/// Modules to a side of the largest symbol, version 40.
pub(crate) const MAX_SIZE: usize = 177;

/// Distance of a finder pattern's centre from its two edges of the symbol, in modules.
pub(crate) const FINDER_CENTRE: f32 = 3.5;

/// Distance of the last alignment pattern's centre from the right and lower edge, in modules.
pub(crate) const ALIGNMENT_CENTRE: f32 = 6.5;

/// The size of the symbol version nearest to `modules`, if there is one.
pub(crate) fn nearest_size(modules: f32) -> Option<usize> {
    let version = ((modules - 17.0) / 4.0).round();
    if !(-1.0..=44.0).contains(&version) {
        return None;
    }
    Some(17 + 4 * (version as usize).clamp(1, 40))
}

/// Whether symbols of this size have alignment patterns.
pub(crate) const fn has_alignment(size: usize) -> bool {
    size >= 25
}

/// Whether a finder pattern is dark at (`dx`, `dy`) modules from its centre; 4 is the light ring around it.
pub(crate) const fn finder_is_dark(dx: i32, dy: i32) -> bool {
    !matches!(ring(dx, dy), 2 | 4)
}

/// Whether an alignment pattern is dark at (`dx`, `dy`) modules from its centre.
pub(crate) const fn alignment_is_dark(dx: i32, dy: i32) -> bool {
    ring(dx, dy) != 1
}

const fn ring(dx: i32, dy: i32) -> i32 {
    if dx.abs() > dy.abs() { dx.abs() } else { dy.abs() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_forty_versions() {
        let check = |modules, expected| assert_eq!(nearest_size(modules), expected, "{modules}");
        check(20.1, Some(21));
        check(23.1, Some(25));
        check(41.9, Some(41));
        check(15.0, Some(21));
        check(180.0, Some(177));
        check(400.0, None);
        check(f32::NAN, None);
    }

    #[test]
    fn patterns_are_drawn_as_the_standard_draws_them() {
        let finder: Vec<bool> = (-4..=4).map(|d| finder_is_dark(d, 0)).collect();
        assert_eq!(finder, [false, true, false, true, true, true, false, true, false]);
        let alignment: Vec<bool> = (-2..=2).map(|d| alignment_is_dark(d, 1)).collect();
        assert_eq!(alignment, [true, false, false, false, true]);
    }
}
