//! From a camera frame to a durable verdict, step by step, and what the engine alone takes for the same reads and writes.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use gatehouse_commands::Host;
use gatehouse_commands::gate::{Presentation, judge};
use gatehouse_core::admission::{Presented, Source, Verdict};
use gatehouse_hardware::camera::{Scene, SceneSpec};
use gatehouse_store::table;
use gatehouse_store::table::credential::CredentialRow;
use gatehouse_vision::{Budget, Cascade, Decoder, LumaBuf};

use crate::import::Venue;
use crate::peer::Peer;
use crate::report::Report;

/// Scans per block; ours and the peer's take turns, so that whatever else the machine does meets both.
const BLOCK: usize = 100;
const BLOCKS: usize = 10;
const FRAMES: usize = 200;

/// Measures at the venue's size.
pub(crate) fn measure(venue: &Venue, report: &mut Report) -> Result<()> {
    let size = venue.size;
    let ring = venue.open.ring();
    let key = venue.open.replica.read(table::signing_key::issuing)?.context("the event can sign")?;
    let rows = spread(venue, BLOCK * BLOCKS + FRAMES)?;
    let texts: Vec<String> =
        rows.iter().map(|row| key.issue(venue.open.id, &row.ticket())).collect::<Result<_, _>>()?;
    let (scanned, shown) = texts.split_at(BLOCK * BLOCKS);

    let mut peer = Peer::open(venue)?;
    let (mut verify, mut decide, mut durable, mut bare) = (vec![], vec![], vec![], vec![]);
    for (block, texts) in scanned.chunks(BLOCK).enumerate() {
        for text in texts {
            let stamp = venue.machine.now();
            let start = Instant::now();
            let presented = ring.read(text, stamp.wall);
            verify.push(start.elapsed());
            decide.push(timed(venue, presented.clone(), false)?);
            durable.push(timed(venue, presented, true)?);
            venue.machine.pass(250);
        }
        for row in &rows[block * BLOCK..(block + 1) * BLOCK] {
            bare.push(peer.scan(row)?);
        }
    }
    report.times(&format!("gate {size}: verify"), &mut verify);
    report.times(&format!("gate {size}: decide (reads and rules)"), &mut decide);
    let ours = report.times(&format!("gate {size}: decide and commit, durable"), &mut durable);
    let theirs = report.times(&format!("gate {size}: peer, same reads and writes, bare SQLite"), &mut bare);
    report.figure(&format!("gate {size}: decide and commit / peer, medians"), ours / theirs, "x");
    whole(venue, shown, report)
}

/// The whole way: a picture of the generated scene in, a verdict on disk out.
fn whole(venue: &Venue, texts: &[String], report: &mut Report) -> Result<()> {
    let mut scene = Scene::new(SceneSpec::new(texts.to_vec(), 1))?;
    let mut cascade = Cascade::default();
    let ring = venue.open.ring();
    let mut frame = LumaBuf::new();
    let (mut decode, mut sum) = (vec![], vec![]);
    let (mut number, mut held, mut read) = (0, 0_u32, 0_u32);
    let mut last = None;
    while held < FRAMES as u32 && number < 60_000 {
        number += 1;
        let Some(text) = scene.held(number).map(str::to_owned) else { continue };
        // One picture of each guest: the first in which they hold still.
        if last.as_ref() == Some(&text) {
            continue;
        }
        scene.render(number, &mut frame);
        last = Some(text.clone());
        held += 1;
        let start = Instant::now();
        let sighting = cascade.decode(&frame.as_luma()?, Budget::default());
        decode.push(start.elapsed());
        let Some(code) = sighting.codes.first() else { continue };
        read += 1;
        let presented = ring.read(&code.text, venue.machine.now().wall);
        timed(venue, presented, true)?;
        sum.push(start.elapsed());
        venue.machine.pass(250);
    }
    let size = venue.size;
    report.times(&format!("gate {size}: decode a 1280x720 frame"), &mut decode);
    report.times(&format!("gate {size}: frame to durable verdict, in sum"), &mut sum);
    report.figure(
        &format!("gate {size}: held frames read at once"),
        f64::from(read) / f64::from(held) * 100.0,
        "%",
    );
    Ok(())
}

/// How long one scan takes, written down or only looked at.
fn timed(venue: &Venue, presented: Presented, record: bool) -> Result<Duration> {
    let presentation = Presentation {
        post: venue.post(),
        presented,
        source: Source::Camera,
        ignore_unpaid: false,
        stamp: venue.machine.now(),
        record,
    };
    let start = Instant::now();
    let judged = judge(&venue.open, presentation)?;
    let spent = start.elapsed();
    ensure!(matches!(judged.verdict, Verdict::Admit(_)), "every guest is new: {:?}", judged.verdict);
    Ok(spent)
}

/// Guests from all over the list, in no order that a page cache would like.
fn spread(venue: &Venue, count: usize) -> Result<Vec<CredentialRow>> {
    let stride = (venue.size / count as u64).max(1);
    let references: Vec<String> =
        (0..count as u64).map(|place| format!("R-{:08}", (place * 7_919 % count as u64) * stride)).collect();
    Ok(venue.open.replica.read(|conn| {
        let found = references.iter().map(|reference| table::credential::find_by_reference(conn, reference));
        found.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()
    })?)
}
