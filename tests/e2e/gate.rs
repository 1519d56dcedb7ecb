//! From a camera frame to a durable verdict, as the steward sees it.

use anyhow::{Context, Result};
use fantoccini::key::Key;
use gatehouse_core::time::{WallMs, Window};
use gatehouse_credential::IssuingKey;

use super::desk::{Desk, Venue};

#[tokio::test]
async fn a_ticket_is_admitted_once_and_every_other_code_says_why_not() -> Result<()> {
    let mut venue = Venue::new()?;
    let desk = Desk::open(&venue, 1280, 800).await?;
    desk.stand_at("Puerta Norte").await?;

    let good = venue.credential("Two-day pass", 0)?.clone();
    let code = venue.code(&good)?;
    venue.hold_up(&code);
    let admitted = desk.newest("admit").await?;
    desk.says("[data-testid=\"verdict\"][data-verdict=\"admit\"]", &good.details.name).await?;

    venue.take_away();
    venue.hold_up(&code);
    desk.newest("used").await?;
    desk.says("[data-testid=\"verdict\"][data-verdict=\"used\"]", "Puerta Norte").await?;

    let forger = IssuingKey::from_seed(&[9; 32]);
    let forged = forger.issue(venue.id, &venue.credential("VIP", 0)?.ticket())?;
    venue.hold_up(&forged);
    desk.newest("invalid").await?;

    let mut expired = venue.credential("VIP", 1)?.ticket();
    expired.validity = Window { from: None, until: Some(WallMs(1_000_000_000_000)) };
    venue.hold_up(&venue.key.issue(venue.id, &expired)?);
    desk.newest("too_late").await?;

    venue.hold_up(&venue.code(venue.credential("Parking", 0)?)?);
    desk.newest("wrong_product").await?;
    desk.says("[data-testid=\"verdict\"][data-verdict=\"wrong_product\"]", "Puerta Sur").await?;

    venue.hold_up(&venue.code(venue.credential("VIP", 2)?)?);
    let second = desk.newest("admit").await?;
    desk.press("[data-testid=\"undo\"]").await?;
    desk.find_css("[data-testid=\"recent-scan\"]:first-child[data-undone=\"true\"]").await?;

    desk.close().await?;
    let passes = venue.passes_on_disk()?;
    assert_eq!(passes, [admitted, second], "the journal holds both passes, the undone one too");
    Ok(())
}

#[tokio::test]
async fn a_hand_held_scanner_is_read_and_presses_no_button() -> Result<()> {
    let venue = Venue::new()?;
    let desk = Desk::open(&venue, 1280, 800).await?;
    desk.stand_at("Puerta Norte").await?;
    let code = venue.code(venue.credential("VIP", 3)?)?;
    desk.scan(&code).await?;
    desk.newest("admit").await?;
    desk.close().await?;
    assert_eq!(venue.passes_on_disk()?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn somebody_without_a_code_is_found_and_admitted_by_keyboard_alone() -> Result<()> {
    let venue = Venue::new()?;
    let desk = Desk::open(&venue, 1280, 800).await?;
    desk.stand_at("Puerta Norte").await?;
    let wanted = venue.credential("VIP", 4)?;
    let words = wanted.details.order_code.clone().context("the sample has order codes")?;
    let search = desk.find("search-input").await?;
    search.send_keys(&words).await?;
    desk.find("search-hit").await?;
    search.send_keys(&char::from(Key::Enter).to_string()).await?;
    desk.find("look").await?;
    desk.picture("gate-search-1280x800").await?;
    let focused = desk.client.active_element().await?;
    focused.send_keys(&char::from(Key::Enter).to_string()).await?;
    desk.newest("admit").await?;
    desk.close().await?;
    assert_eq!(venue.passes_on_disk()?.len(), 1);
    Ok(())
}
