//! Two gates of one event as their stewards see them: two programs, two folders, one central store, and a network that
//! goes away. Whatever is typed is typed with the keyboard alone.

use anyhow::{Context as _, Result};
use fantoccini::key::Key;
use gatehouse_hardware::clock::wall_now;
use gatehouse_testkit::Central;

use super::desk::{Desk, Venue};
use super::screens::{needs_no_scrolling, objections};

const ALARM: &str = "[data-testid=\"doubles-alarm\"]";
const CHIP: &str = "[data-testid=\"sync-chip\"]";
const GLANCE: &str = "[data-testid=\"sync-glance\"]";
const PASSPHRASE: &str = "seis palabras que nadie adivina";

/// The organizer's laptop at the north gate, and a tablet at the south gate.
struct Gates<'a> {
    central: &'a Central,
    north: Desk,
    south: Desk,
}

#[test]
fn two_gates_that_could_not_hear_each_other_both_name_who_came_in_twice() -> Result<()> {
    // A store that runs by itself: its own threads, and the windows' driver in ours.
    let central = Central::at(wall_now())?;
    let driver = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let venue = Venue::new()?;
    venue.admits_once()?;
    let tablet = tempfile::tempdir()?;
    let gates = driver.block_on(async {
        let north = Desk::open(&venue, 1280, 800).await?;
        north.stand_at("Puerta Norte").await?;
        let code = enrolment_code(&north, &central).await?;
        let south = Desk::beside(&north, tablet.path(), 800, 1280).await?;
        join(&south, &code).await?;
        south.stand_at("Puerta Sur").await?;
        let gates = Gates { central: &central, north, south };
        gates.are_synced().await?;
        gates.admit_twice(&venue).await?;
        anyhow::Ok(gates)
    })?;
    assert_eq!(central.value("select count(*)::text from admission_conflicts")?, "1");

    central.execute(
        "update devices set revoked_at = now(), revoked_cutoff = (select head from author_heads a where a.device_id = devices.id) \
         where name = 'Tablet 2'",
    )?;
    driver.block_on(gates.south_is_told_that_it_is_out())?;
    driver.block_on(async {
        gates.south.close().await?;
        gates.north.close().await
    })?;
    assert_eq!(venue.passes_on_disk()?.len(), 1, "the laptop's own pass; the tablet's is the tablet's");
    Ok(())
}

/// The organizer signs in, puts the event into the store, and has a code made for a tablet.
async fn enrolment_code(desk: &Desk, central: &Central) -> Result<String> {
    desk.keys(&chord('2')).await?;
    desk.find("setup-enrolment").await?;
    desk.tab_to("[data-testid=\"setup-enrolment\"]").await?;
    desk.keys(&enter()).await?;
    desk.find("sign-in-form").await?;
    let organizer = central.sign_in();
    for (field, text) in [
        ("store-url", organizer.url),
        ("store-key", organizer.publishable_key),
        ("organizer-email", organizer.email),
        ("organizer-password", organizer.password),
    ] {
        desk.tab_to(&format!("[data-testid=\"{field}\"]")).await?;
        desk.keys(&text).await?;
    }
    accessible(desk, "signing in").await?;
    desk.keys(&enter()).await?;
    desk.find_css("[data-testid=\"organizer\"][data-published=\"false\"]").await?;
    desk.tab_to("[data-testid=\"publish\"]").await?;
    desk.keys(&enter()).await?;
    desk.find_css("[data-testid=\"organizer\"][data-published=\"true\"]").await?;
    desk.tab_to("[data-testid=\"enrol-name\"]").await?;
    desk.keys("Tablet 2").await?;
    desk.keys(&enter()).await?;
    desk.find("enrol-qr").await?;
    accessible_in_both_shapes(desk, "an enrolment code").await?;
    desk.pictures("sync-enrolment", &["nav-setup", "setup-enrolment"], "enrol-qr").await?;
    let text = desk.run("return document.querySelector('[data-testid=\"enrol-text\"]').textContent").await?;
    Ok(text.as_str().context("the code has a text")?.to_owned())
}

/// A device without an event joins with the text of its code.
async fn join(desk: &Desk, code: &str) -> Result<()> {
    desk.find("join-form").await?;
    accessible_in_both_shapes(desk, "joining").await?;
    desk.pictures("sync-join", &[], "join-form").await?;
    desk.tab_to("[data-testid=\"join-code\"]").await?;
    desk.keys(code).await?;
    // No key store in a session without a desktop: a passphrase protects the file.
    desk.tab_to("[data-testid=\"join-form\"] input[type=\"radio\"]").await?;
    desk.keys(&char::from(Key::Right).to_string()).await?;
    desk.tab_to("[data-testid=\"passphrase\"]").await?;
    desk.keys(PASSPHRASE).await?;
    desk.keys(&enter()).await?;
    desk.find("sync-chip").await?;
    Ok(())
}

impl Gates<'_> {
    fn both(&self) -> [&Desk; 2] {
        [&self.north, &self.south]
    }

    /// Everything of each is at the store and at the other, and both say so.
    async fn are_synced(&self) -> Result<()> {
        for desk in self.both() {
            desk.find_css(&format!("{CHIP}[data-synced=\"true\"][data-waiting=\"0\"]")).await?;
            desk.says(CHIP, "All synced").await?;
            desk.keys(&chord('3')).await?;
            desk.says(GLANCE, "All synced").await?;
            accessible_in_both_shapes(desk, "Sync, connected").await?;
            desk.pictures("sync-connected", &["nav-sync"], "device").await?;
            desk.keys(&chord('1')).await?;
        }
        Ok(())
    }

    /// Without a network both admit the same ticket, as they must; with it, both hear of it.
    async fn admit_twice(&self, venue: &Venue) -> Result<()> {
        let row = venue.credential("VIP", 5)?;
        let code = venue.code(row)?;
        self.central.faults.set_offline(true);
        for desk in self.both() {
            desk.find("search-input").await?;
            desk.scan(&code).await?;
            desk.newest("admit").await?;
            desk.find_css(&format!("{CHIP}[data-state=\"offline\"]")).await?;
            desk.says(CHIP, "waiting").await?;
            desk.keys(&chord('3')).await?;
            desk.says(GLANCE, "Offline").await?;
            accessible(desk, "Sync, offline").await?;
            desk.pictures("sync-offline", &["nav-sync"], "device").await?;
            desk.keys(&chord('1')).await?;
        }
        self.central.faults.set_offline(false);
        for desk in self.both() {
            desk.keys(&chord('r')).await?;
        }
        let mut told = Vec::new();
        for desk in self.both() {
            let words = desk.says(ALARM, &row.details.name).await?;
            accessible(desk, "the alarm").await?;
            needs_no_scrolling(desk, "the Gate under an alarm").await?;
            desk.pictures("sync-alarm", &[], "doubles-alarm").await?;
            told.push(words);
        }
        assert_eq!(told[0], told[1], "the same two admissions in the same order");
        for word in ["Puerta Norte", "Puerta Sur", "later"] {
            assert!(told[0].contains(word), "it says where and how far apart: {}", told[0]);
        }
        self.see_the_pair(&row.details.name).await
    }

    /// The room lists who, where, when and by which device; seen is seen.
    async fn see_the_pair(&self, name: &str) -> Result<()> {
        for desk in self.both() {
            desk.tab_to("[data-testid=\"doubles-show\"]").await?;
            desk.keys(&enter()).await?;
            let pair = desk.says("[data-testid=\"double\"]", name).await?;
            assert!(pair.contains("Demo 1") && pair.contains("Tablet 2"), "it says by whom: {pair}");
            desk.says(GLANCE, "Find whoever came in second").await?;
            accessible(desk, "Sync, an alarm").await?;
            desk.pictures("sync-doubles", &["nav-sync"], "double").await?;
            desk.keys(&chord('v')).await?;
            desk.gone(ALARM).await?;
            desk.says(GLANCE, "Nothing to do").await?;
            desk.find_css(&format!("{CHIP}[data-synced=\"true\"]")).await?;
        }
        Ok(())
    }

    /// The organizer took the tablet's rights away.
    async fn south_is_told_that_it_is_out(&self) -> Result<()> {
        let desk = &self.south;
        desk.keys(&chord('r')).await?;
        desk.says(CHIP, "rights withdrawn").await?;
        desk.says(GLANCE, "it admits nobody").await?;
        accessible(desk, "Sync, parked").await?;
        desk.pictures("sync-parked", &["nav-sync"], "device").await?;
        desk.keys(&chord('1')).await?;
        desk.find("sync-alarm").await?;
        accessible(desk, "the Gate, parked").await?;
        desk.pictures("sync-parked-gate", &[], "sync-alarm").await
    }
}

async fn accessible(desk: &Desk, what: &str) -> Result<()> {
    let found = objections(desk).await.context("axe")?;
    assert_eq!(found, Vec::<String>::new(), "{what}");
    Ok(())
}

async fn accessible_in_both_shapes(desk: &Desk, what: &str) -> Result<()> {
    for (width, height) in [(800, 1280), (1280, 800)] {
        desk.turn(width, height).await?;
        accessible(desk, &format!("{what}, {width}×{height}")).await?;
        needs_no_scrolling(desk, what).await?;
    }
    Ok(())
}

fn enter() -> String {
    char::from(Key::Enter).to_string()
}

/// Alt held, and a key.
fn chord(key: char) -> String {
    [char::from(Key::Alt), key].iter().collect()
}
