//! A green that was shown is a green that was kept.

use std::collections::BTreeSet;

use anyhow::Result;

use super::desk::{Desk, PATIENCE, Venue, record};

/// Collects the name of every scan whose green the window has drawn.
const WATCH: &str = "
    window.greens = new Set();
    const look = () => document
      .querySelectorAll('[data-testid=\"verdict\"][data-verdict=\"admit\"]')
      .forEach((shown) => shown.dataset.scan && window.greens.add(shown.dataset.scan));
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
";

#[tokio::test]
async fn every_green_that_was_shown_survives_a_kill_in_mid_stream() -> Result<()> {
    let mut venue = Venue::new()?;
    let desk = Desk::open(&venue, 1280, 800).await?;
    desk.stand_at("Puerta Norte").await?;
    desk.run(WATCH).await?;
    for nth in 0..40 {
        let code = venue.code(venue.credential("Two-day pass", nth)?)?;
        venue.hold_up(&code);
    }
    let enough = async {
        loop {
            let greens = desk.run("return [...window.greens]").await?;
            let greens: BTreeSet<String> = serde_json::from_value(greens)?;
            if greens.len() >= 8 {
                return Ok::<_, anyhow::Error>(greens);
            }
        }
    };
    let greens = tokio::time::timeout(PATIENCE, enough).await??;
    desk.kill().await?;

    let kept = venue.passes_on_disk()?;
    for green in &greens {
        assert!(kept.contains(&record(green)?), "the green of {green} was shown and is not in the journal");
    }

    let desk = Desk::open(&venue, 1280, 800).await?;
    desk.find_css("[data-testid=\"post\"][data-checkpoint=\"Puerta Norte\"]").await?;
    desk.find("recent-scan").await?;
    desk.close().await?;
    assert!(venue.passes_on_disk()?.len() >= kept.len(), "starting again loses nothing");
    Ok(())
}
