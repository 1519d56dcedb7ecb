//! How many a place may hold: the least of what its area, its exits, its entries and its certificate allow.
//!
//! A calculation, not a permission: the figure counts once a safety officer has signed for it. Every limit comes with its
//! figures and with where they come from.

use std::fmt;

/// Where the flow of exits and the discounting of the widest one come from.
const GREEN_GUIDE: &str = "Guide to Safety at Sports Grounds (Green Guide): 82 level, 66 steps; \
    72 and 56 with alcohol and 10, 8, 6 minutes by risk as licensing authorities read it";
/// Where the usual density comes from.
const EVENT_GUIDES: &str = "Net area × density; the event guides (HSG195, Purple Guide) take 2 persons per m² outdoors, at most 4 before a crowd is unstable";
/// Where the figures of the entries come from.
const ENTRIES: &str = "Counted or planned rate of the entries over the time in which people come";
/// Where the figure of a certificate comes from.
const CERTIFICATE: &str = "Licence or certificate of the place";

/// A place as it is measured. What is not known does not bind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// The area where people can stand, in square metres, without stages, stalls and what cannot be seen from; 0: not known.
    pub area_m2: f64,
    /// Persons on a square metre.
    pub density: f64,
    /// What lowers it, each between 0 and 1: ground, sight lines, how well it is led.
    pub factors: Vec<f64>,
    /// The widths of the exits, in metres; empty: not known.
    pub exits_m: Vec<f64>,
    /// There are steps on the way out.
    pub steps: bool,
    /// Alcohol is served.
    pub alcohol: bool,
    /// How risky the event is.
    pub risk: Risk,
    /// Persons who can come in a minute, over all entries; 0: it does not bind.
    pub entry_per_minute: f64,
    /// For how many minutes they come.
    pub entry_minutes: f64,
    /// What a certificate allows.
    pub certificate: Option<u32>,
}

/// How risky an event is: how fast everybody must be out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Risk {
    /// Out within ten minutes.
    Low,
    /// Out within eight.
    #[default]
    Medium,
    /// Out within six.
    High,
}

impl Risk {
    /// Within how many minutes everybody must be out.
    #[must_use]
    pub const fn exit_minutes(self) -> u32 {
        match self {
            Self::Low => 10,
            Self::Medium => 8,
            Self::High => 6,
        }
    }
}

/// How many persons leave through a metre of exit in a minute.
#[must_use]
pub const fn exit_flow(steps: bool, alcohol: bool) -> u32 {
    match (steps, alcohol) {
        (false, false) => 82,
        (false, true) => 72,
        (true, false) => 66,
        (true, true) => 56,
    }
}

/// How many a place may hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// The least of the limits; `None` when nothing is known.
    pub persons: Option<u32>,
    /// The limits that are known, in the order of [`What`].
    pub limits: Vec<Limit>,
}

/// What limits a place, and to how many.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// What limits it.
    pub what: What,
    /// To how many persons, rounded down.
    pub persons: u32,
    /// How that was worked out, in figures: `240 m² × 2 × 0.9`.
    pub sum: String,
    /// Where the figures come from.
    pub source: &'static str,
    /// It is the least; of several alike, each.
    pub binds: bool,
}

/// What limits a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The area where people stand.
    Area,
    /// The exits without the widest one.
    Exits,
    /// The entries.
    Entry,
    /// A certificate.
    Certificate,
}

/// A figure that cannot be: negative, no number, or a factor above 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impossible(
    /// Of which limit.
    pub What,
);

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a figure for the limit {:?} cannot be", self.0)
    }
}

impl std::error::Error for Impossible {}

/// Works out how many a place may hold.
///
/// The widest exit is taken to be blocked, so a place with one exit alone may hold nobody by this sum.
///
/// # Errors
///
/// [`Impossible`] when a figure cannot be.
pub fn work_out(place: &Place) -> Result<Worked, Impossible> {
    let known = [area(place)?, exits(place)?, entry(place)?, place.certificate.map(certificate)];
    let mut limits: Vec<Limit> = known.into_iter().flatten().collect();
    let persons = limits.iter().map(|limit| limit.persons).min();
    for limit in &mut limits {
        limit.binds = Some(limit.persons) == persons;
    }
    Ok(Worked { persons, limits })
}

fn area(place: &Place) -> Result<Option<Limit>, Impossible> {
    let Place { area_m2, density, factors, .. } = place;
    possible(What::Area, [*area_m2, *density].into_iter().chain(factors.iter().copied()))?;
    if factors.iter().any(|factor| *factor > 1.0) {
        return Err(Impossible(What::Area));
    }
    let mut sum = format!("{area_m2} m² × {density}");
    for factor in factors {
        sum.push_str(&format!(" × {factor}"));
    }
    let persons = area_m2 * density * factors.iter().product::<f64>();
    Ok((*area_m2 > 0.0).then(|| limit(What::Area, persons, sum, EVENT_GUIDES)))
}

fn exits(place: &Place) -> Result<Option<Limit>, Impossible> {
    possible(What::Exits, place.exits_m.iter().copied())?;
    let mut widths = place.exits_m.clone();
    widths.sort_by(f64::total_cmp);
    let Some(widest) = widths.pop() else { return Ok(None) };
    let (flow, minutes) = (exit_flow(place.steps, place.alcohol), place.risk.exit_minutes());
    let width: f64 = widths.iter().sum();
    let left: Vec<String> = widths.iter().map(f64::to_string).collect();
    let left = if left.is_empty() { "0".to_owned() } else { left.join(" + ") };
    let sum = format!("({left}) m × {flow} × {minutes} min; without {widest} m");
    Ok(Some(limit(What::Exits, width * f64::from(flow) * f64::from(minutes), sum, GREEN_GUIDE)))
}

fn entry(place: &Place) -> Result<Option<Limit>, Impossible> {
    let Place { entry_per_minute: rate, entry_minutes: minutes, .. } = *place;
    possible(What::Entry, [rate, minutes].into_iter())?;
    let sum = format!("{rate} × {minutes} min");
    Ok((rate > 0.0).then(|| limit(What::Entry, rate * minutes, sum, ENTRIES)))
}

fn certificate(persons: u32) -> Limit {
    Limit { what: What::Certificate, persons, sum: persons.to_string(), source: CERTIFICATE, binds: false }
}

/// Rounds down, but not below a whole number that arithmetic missed by a hair.
fn limit(what: What, persons: f64, sum: String, source: &'static str) -> Limit {
    Limit { what, persons: (persons + 1e-6) as u32, sum, source, binds: false }
}

fn possible(what: What, mut figures: impl Iterator<Item = f64>) -> Result<(), Impossible> {
    if figures.all(|figure| figure.is_finite() && figure >= 0.0) { Ok(()) } else { Err(Impossible(what)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fair() -> Place {
        Place {
            area_m2: 1_200.0,
            density: 2.0,
            factors: vec![0.9, 0.5],
            exits_m: vec![3.0, 5.0, 2.5],
            steps: false,
            alcohol: true,
            risk: Risk::Medium,
            entry_per_minute: 40.0,
            entry_minutes: 90.0,
            certificate: Some(5_000),
        }
    }

    fn persons(place: &Place) -> Vec<(What, u32, bool)> {
        let worked = work_out(place).expect("the figures are possible");
        worked.limits.iter().map(|limit| (limit.what, limit.persons, limit.binds)).collect()
    }

    #[test]
    fn the_least_limit_binds_and_each_is_shown_with_its_figures() {
        let worked = work_out(&fair()).expect("the figures are possible");
        assert_eq!(worked.persons, Some(1_080));
        assert_eq!(
            persons(&fair()),
            [
                (What::Area, 1_080, true),
                (What::Exits, 3_168, false),
                (What::Entry, 3_600, false),
                (What::Certificate, 5_000, false)
            ]
        );
        assert_eq!(worked.limits[0].sum, "1200 m² × 2 × 0.9 × 0.5");
        assert_eq!(worked.limits[1].sum, "(2.5 + 3) m × 72 × 8 min; without 5 m");
        assert!(worked.limits.iter().all(|limit| !limit.source.is_empty()));
    }

    #[test]
    fn the_flow_and_the_time_follow_steps_alcohol_and_risk() {
        let check = |steps, alcohol, risk, expected| {
            let place = Place { exits_m: vec![1.0, 1.0], steps, alcohol, risk, ..Place::default() };
            assert_eq!(persons(&place), [(What::Exits, expected, true)], "{steps} {alcohol} {risk:?}");
        };
        check(false, false, Risk::Low, 820);
        check(false, true, Risk::Medium, 576);
        check(true, false, Risk::High, 396);
        check(true, true, Risk::Low, 560);
    }

    #[test]
    fn what_is_not_known_does_not_bind() {
        assert_eq!(work_out(&Place::default()), Ok(Worked { persons: None, limits: vec![] }));
        let one_exit = Place { exits_m: vec![4.0], ..Place::default() };
        assert_eq!(persons(&one_exit), [(What::Exits, 0, true)], "it may be the one that is blocked");
        let certified = Place { certificate: Some(300), ..Place::default() };
        assert_eq!(persons(&certified), [(What::Certificate, 300, true)]);
    }

    #[test]
    fn a_figure_that_cannot_be_is_named_and_a_hair_is_not_lost() {
        let check = |place: Place, what| assert_eq!(work_out(&place), Err(Impossible(what)));
        check(Place { area_m2: -1.0, ..fair() }, What::Area);
        check(Place { factors: vec![1.1], ..fair() }, What::Area);
        check(Place { exits_m: vec![2.0, f64::NAN], ..fair() }, What::Exits);
        check(Place { entry_minutes: f64::INFINITY, ..fair() }, What::Entry);
        let hair = Place { area_m2: 0.1 + 0.2, density: 10.0, ..Place::default() };
        assert_eq!(persons(&hair), [(What::Area, 3, true)]);
        let less = Place { area_m2: 29.0, density: 0.1, factors: vec![0.999], ..Place::default() };
        assert_eq!(persons(&less), [(What::Area, 2, true)], "people are not rounded up");
    }
}
