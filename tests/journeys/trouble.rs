//! Bad input and bad days: a clear error that says what to do, and nothing is lost.

use gatehouse_commands::app::{self, NewEvent, Protect};
use gatehouse_commands::{Host, gate};
use gatehouse_contract::error::{CommandError, ErrorCode};
use gatehouse_contract::gate::PresentReq;
use gatehouse_contract::setup::EventDetails;
use gatehouse_contract::time::{WallMs, Window};
use gatehouse_contract::verdict::Source;
use gatehouse_testkit::{Machine, small_event};

fn details(machine: &Machine) -> EventDetails {
    let now = machine.now().wall.0;
    EventDetails {
        name: "Night".into(),
        venue: String::new(),
        zone: "America/Bogota".into(),
        window: Window { from: Some(WallMs(now)), until: Some(WallMs(now + 1)) },
    }
}

#[test]
fn a_file_that_is_no_event_is_left_as_it_is() -> Result<(), CommandError> {
    let machine = Machine::new();
    let new = NewEvent { details: details(&machine), device_name: "A".into(), protect: Protect::Unprotected };
    let file = machine.path("night.gatehouse");
    app::create_at(&machine, &file, &new)?;
    let words = b"this is somebody's shopping list, not an event";
    std::fs::write(&file, words).expect("the machine's own folder can be written");
    let refused = app::open_path(&machine, &file, None).expect_err("it is no event");
    assert_eq!(refused.code, ErrorCode::NotAReplica);
    assert!(!refused.hint.is_empty());
    assert_eq!(std::fs::read(&file).expect("it is still there"), words);
    Ok(())
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_the_right_one_does() -> Result<(), CommandError> {
    let machine = Machine::new();
    let protect = Protect::Passphrase("correct horse".into());
    let file = machine.path("night.gatehouse");
    app::create_at(
        &machine,
        &file,
        &NewEvent { details: details(&machine), device_name: "A".into(), protect },
    )?;
    let none = app::open_path(&machine, &file, None).expect_err("a passphrase is needed");
    let wrong = app::open_path(&machine, &file, Some("battery staple")).expect_err("it is the wrong one");
    assert_eq!([none.code, wrong.code], [ErrorCode::WrongPassphrase; 2]);
    app::open_path(&machine, &file, Some("correct horse"))
}

#[test]
fn an_event_never_overwrites_another_nor_its_key() -> Result<(), CommandError> {
    let machine = Machine::new();
    let file = machine.path("night.gatehouse");
    let new = || NewEvent { details: details(&machine), device_name: "A".into(), protect: Protect::KeyStore };
    app::create_at(&machine, &file, &new())?;
    assert_eq!(app::create_at(&machine, &file, &new()).expect_err("it is there").code, ErrorCode::Taken);
    app::open_path(&machine, &file, None)?;
    machine.session().close();
    std::fs::rename(&file, machine.path("elsewhere")).expect("the file can be moved");
    let taken = app::create_at(&machine, &file, &new())
        .expect_err("the key store still holds the key of the moved file");
    assert_eq!(taken.code, ErrorCode::Taken);
    Ok(())
}

#[test]
fn without_an_event_or_a_post_the_gate_says_what_is_missing() -> Result<(), CommandError> {
    let machine = Machine::new();
    let req = || PresentReq { text: "x".into(), source: Source::Scanner, ignore_unpaid: false };
    assert_eq!(gate::present(&machine, req()).expect_err("nothing is open").code, ErrorCode::NoEvent);
    small_event(&machine)?;
    assert_eq!(gate::present(&machine, req()).expect_err("no post is chosen").code, ErrorCode::NoPost);
    Ok(())
}

#[test]
fn an_event_without_a_zone_or_an_end_is_not_made_and_leaves_no_key_behind() {
    let machine = Machine::new();
    let file = machine.path("night.gatehouse");
    for change in [
        (|details: &mut EventDetails| details.zone = "Mars/Olympus".into()) as fn(&mut EventDetails),
        |details| details.window.until = None,
        |details| details.name = "  ".into(),
    ] {
        let mut details = details(&machine);
        change(&mut details);
        let new = NewEvent { details, device_name: "A".into(), protect: Protect::Unprotected };
        let refused = app::create_at(&machine, &file, &new).expect_err("a detail is missing");
        assert_eq!(refused.code, ErrorCode::BadRequest);
        assert_eq!(std::fs::read_dir(machine.path("")).expect("the folder is there").count(), 0);
    }
}
