//! Which rows stand on which page.

use super::APART;
use super::row::{Laid, Look};

/// A table whose rows were made to fit.
pub(super) struct Set {
    /// What stands at its top.
    pub(super) first: Vec<Laid>,
    /// What stands at the top of the pages on which it goes on.
    pub(super) again: Vec<Laid>,
    /// Its rows, none higher than a page below the headings.
    pub(super) rows: Vec<Laid>,
}

static GAP: Laid = Laid::gap(APART);

/// The rows of every page. A band stays with the row below it, and headings with the first row; nothing at all is one
/// empty page.
pub(super) fn flow(sets: &[Set], room: f32) -> Vec<Vec<&Laid>> {
    let mut pages: Vec<Vec<&Laid>> = vec![Vec::new()];
    let mut used = 0.0;
    for set in sets {
        let opening = height(&set.first) + needed(&set.rows, 0);
        if used > 0.0 && used + APART + opening > room {
            pages.push(Vec::new());
            used = 0.0;
        } else if used > 0.0 {
            put(&mut pages, &mut used, &GAP);
        }
        set.first.iter().for_each(|row| put(&mut pages, &mut used, row));
        for (at, row) in set.rows.iter().enumerate() {
            if at > 0 && used + needed(&set.rows, at) > room {
                pages.push(Vec::new());
                used = 0.0;
                set.again.iter().for_each(|row| put(&mut pages, &mut used, row));
            }
            put(&mut pages, &mut used, row);
        }
    }
    pages
}

fn put<'a>(pages: &mut [Vec<&'a Laid>], used: &mut f32, row: &'a Laid) {
    if let Some(page) = pages.last_mut() {
        page.push(row);
    }
    *used += row.height;
}

/// What a row needs so that it stands with what it belongs to.
fn needed(rows: &[Laid], at: usize) -> f32 {
    let below = rows.get(at + 1).filter(|_| rows[at].look == Look::Band);
    rows.get(at).map_or(0.0, |row| row.height) + below.map_or(0.0, |below| below.height)
}

/// How high rows stand one below the other.
pub(super) fn height(rows: &[Laid]) -> f32 {
    rows.iter().map(|row| row.height).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(height: f32, band: bool) -> Laid {
        Laid { look: if band { Look::Band } else { Look::Ruled }, ..Laid::gap(height) }
    }

    fn heights(sets: &[Set]) -> Vec<Vec<f32>> {
        let page = |page: &Vec<&Laid>| page.iter().map(|row| row.height).collect();
        flow(sets, 100.0).iter().map(page).collect()
    }

    #[test]
    fn a_page_holds_what_fits_and_a_band_stays_with_what_it_is_over() {
        let check = |rows: Vec<Laid>, expected: &[&[f32]]| {
            assert_eq!(heights(&[Set { first: Vec::new(), again: Vec::new(), rows }]), expected);
        };
        check(vec![], &[&[]]);
        check(vec![row(60.0, false), row(40.0, false), row(1.0, false)], &[&[60.0, 40.0], &[1.0]]);
        check(vec![row(60.0, false), row(20.0, true), row(30.0, false)], &[&[60.0], &[20.0, 30.0]]);
    }

    #[test]
    fn headings_stand_on_every_page_and_a_table_begins_with_its_first_row() {
        let set = |rows: &[f32]| Set {
            first: vec![row(10.0, false)],
            again: vec![row(11.0, false)],
            rows: rows.iter().map(|height| row(*height, false)).collect(),
        };
        assert_eq!(heights(&[set(&[50.0, 45.0])]), [vec![10.0, 50.0], vec![11.0, 45.0]]);
        assert_eq!(heights(&[set(&[20.0]), set(&[20.0])]), [vec![10.0, 20.0, APART, 10.0, 20.0]]);
        assert_eq!(heights(&[set(&[60.0]), set(&[20.0])]), [vec![10.0, 60.0], vec![10.0, 20.0]]);
        assert_eq!(heights(&[set(&[]), set(&[])]), [vec![10.0, APART, 10.0]]);
    }
}
