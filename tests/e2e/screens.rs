//! Every screen, in both shapes, both languages and both schemes: nothing cut off, nothing that axe objects to.

use anyhow::Result;
use gatehouse_credential::IssuingKey;
use serde_json::Value;

use super::desk::{Desk, Venue};

const AXE: &str = include_str!("../../ui/node_modules/axe-core/axe.min.js");

/// The names and places of what axe objects to on the screen as it stands, once nothing slides or fades any more: what is
/// halfway gone has no contrast to judge.
pub(super) async fn objections(desk: &Desk) -> Result<Vec<String>> {
    desk.run(AXE).await?;
    let found = desk
        .client
        .execute_async(
            "const done = arguments[arguments.length - 1]; \
             const moves = (one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity; \
             const look = () => document.getAnimations().some(moves) \
               ? requestAnimationFrame(look) \
               : axe.run(document, { resultTypes: ['violations'] }).then((result) => done(result.violations.map( \
                   (one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ')).join(', ')))); \
             look();",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(found)?)
}

/// Fails when the page is larger than the window.
pub(super) async fn needs_no_scrolling(desk: &Desk, what: &str) -> Result<()> {
    let overflow = desk
        .run("const page = document.documentElement; return [page.scrollWidth - page.clientWidth, page.scrollHeight - page.clientHeight]")
        .await?;
    assert_eq!(overflow, Value::from(vec![0, 0]), "{what} needs no scrolling");
    Ok(())
}

#[tokio::test]
async fn gate_and_setup_are_accessible_and_fit_in_both_shapes() -> Result<()> {
    let mut venue = Venue::new()?;
    let forger = IssuingKey::from_seed(&[9; 32]);
    for (width, height) in [(1280, 800), (800, 1280)] {
        let desk = Desk::open(&venue, width, height).await?;
        desk.stand_at("Puerta Norte").await?;
        let row = venue.credential("VIP", width as usize / 100)?.clone();
        let code = venue.code(&row)?;
        venue.hold_up(&code);
        desk.newest("admit").await?;
        desk.picture(&format!("gate-admit-{width}x{height}")).await?;
        assert_eq!(objections(&desk).await?, Vec::<String>::new(), "Gate at {width}×{height}");
        needs_no_scrolling(&desk, &format!("Gate at {width}×{height}")).await?;

        venue.take_away();
        venue.hold_up(&code);
        desk.newest("used").await?;
        desk.picture(&format!("gate-used-{width}x{height}")).await?;
        assert_eq!(objections(&desk).await?, Vec::<String>::new(), "Used at {width}×{height}");
        venue.hold_up(&forger.issue(venue.id, &row.ticket())?);
        desk.newest("invalid").await?;
        desk.picture(&format!("gate-refused-{width}x{height}")).await?;
        assert_eq!(objections(&desk).await?, Vec::<String>::new(), "Refused at {width}×{height}");

        desk.press("[data-testid=\"nav-setup\"]").await?;
        for room in [
            "setup-event",
            "setup-products",
            "setup-checkpoints",
            "setup-keys",
            "setup-import",
            "setup-print",
        ] {
            desk.press(&format!("[data-testid=\"{room}\"]")).await?;
            assert_eq!(objections(&desk).await?, Vec::<String>::new(), "{room} at {width}×{height}");
            desk.picture(&format!("{room}-{width}x{height}")).await?;
        }
        desk.close().await?;
        venue.take_away();
    }
    Ok(())
}
