//! Setup, as the organizer sees it.

use anyhow::Result;
use fantoccini::Locator;

use super::desk::{Desk, Venue};

#[tokio::test]
async fn a_broken_row_is_named_before_anything_happens_and_a_good_file_is_taken() -> Result<()> {
    let venue = Venue::new()?;
    let desk = Desk::open(&venue, 1280, 800).await?;
    desk.stand_at("Puerta Norte").await?;
    desk.press("[data-testid=\"nav-setup\"]").await?;
    desk.press("[data-testid=\"setup-import\"]").await?;

    let broken = venue.folder().join("broken.csv");
    std::fs::write(&broken, "reference,name,product\nN-1,Iris Mora,VIP\nN-2,Jon Paz,Balcony\n")?;
    hand_over(&desk, &broken).await?;
    let row = desk.says("[data-testid=\"bad-row\"]", "Balcony").await?;
    assert!(row.contains('3'), "the row is named by its line: {row}");
    desk.picture("setup-import-broken-1280x800").await?;
    let run = desk.find("import-run").await?;
    assert!(!run.is_enabled().await?, "nothing can be imported as long as a row is bad");

    let good = venue.folder().join("good.csv");
    std::fs::write(&good, "reference,name,product\nN-1,Iris Mora,VIP\nN-2,Jon Paz,Staff\n")?;
    desk.press("[data-testid=\"import-other\"]").await?;
    hand_over(&desk, &good).await?;
    desk.says("[data-testid=\"import-added\"]", "2").await?;
    desk.press("[data-testid=\"import-run\"]").await?;
    desk.find("import-done").await?;
    desk.picture("setup-import-done-1280x800").await?;
    desk.close().await
}

async fn hand_over(desk: &Desk, file: &std::path::Path) -> Result<()> {
    let input = desk.client.wait().for_element(Locator::Css("[data-testid=\"import-file\"]")).await?;
    Ok(input.send_keys(&file.display().to_string()).await?)
}
