//! How dense a crowd is: what the grades of the picture card mean, and from where on it is dangerous.
//!
//! The card shows a square metre with as many people as its grade. A crowd that stands bears more than one that moves.

/// What a grade of the picture card means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grade {
    /// 0 to 5.
    pub grade: u8,
    /// At least so many persons on a square metre.
    pub from_per_m2: f64,
    /// Less than so many; `None` for the highest.
    pub to_per_m2: Option<f64>,
    /// Dangerous for a crowd that moves: above four it is unstable.
    pub dangerous_moving: bool,
    /// Dangerous for a crowd that stands: the card cannot tell five from seven, so its highest grade counts.
    pub dangerous_static: bool,
}

/// The grades of the picture card.
pub const GRADES: [Grade; 6] = [grade(0), grade(1), grade(2), grade(3), grade(4), grade(5)];

const fn grade(grade: u8) -> Grade {
    Grade {
        grade,
        from_per_m2: grade as f64,
        to_per_m2: if grade < 5 { Some(grade as f64 + 1.0) } else { None },
        dangerous_moving: grade >= 4,
        dangerous_static: grade >= 5,
    }
}

/// A density from which on something is different.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// What is different.
    pub what: Effect,
    /// From how many persons on a square metre on.
    pub per_m2: f64,
    /// Whether it holds for a crowd that moves, and not for one that stands.
    pub moving: bool,
    /// Who says so.
    pub source: &'static str,
}

/// What is different from a density on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// People walk more slowly.
    Slows,
    /// People touch without wanting to.
    Contact,
    /// The crowd is unstable: a fall or a push goes on through it.
    Unstable,
    /// Forces arise that people cannot withstand.
    DangerousForces,
    /// Critical also for a crowd that stands.
    Critical,
}

const FRUIN: &str = "Fruin, The Causes and Prevention of Crowd Disasters (1993)";
const STILL: &str = "Still, Introduction to Crowd Science (2014)";

/// The densities from which on something is different, the least first.
pub const THRESHOLDS: [Threshold; 5] = [
    Threshold { what: Effect::Slows, per_m2: 2.0, moving: true, source: FRUIN },
    Threshold { what: Effect::Contact, per_m2: 3.6, moving: true, source: FRUIN },
    Threshold { what: Effect::Unstable, per_m2: 4.0, moving: true, source: STILL },
    Threshold { what: Effect::DangerousForces, per_m2: 5.6, moving: true, source: FRUIN },
    Threshold { what: Effect::Critical, per_m2: 7.1, moving: false, source: FRUIN },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grades_cover_every_density_once_and_danger_only_grows() {
        for pair in GRADES.windows(2) {
            assert_eq!(pair[0].to_per_m2, Some(pair[1].from_per_m2));
            assert!(pair[0].dangerous_moving <= pair[1].dangerous_moving);
            assert!(pair[0].dangerous_static <= pair[1].dangerous_moving, "who stands bears more");
        }
        assert_eq!(GRADES[5].to_per_m2, None);
    }

    #[test]
    fn a_grade_is_dangerous_from_its_threshold_on() {
        let unstable =
            THRESHOLDS.iter().find(|threshold| threshold.what == Effect::Unstable).expect("it is listed");
        for grade in GRADES {
            assert_eq!(grade.dangerous_moving, grade.from_per_m2 >= unstable.per_m2, "grade {}", grade.grade);
        }
        assert!(THRESHOLDS.is_sorted_by(|a, b| a.per_m2 < b.per_m2));
    }
}
