//! Setting an event up.

use gatehouse_commands::{gate, import, paper, setup};
use gatehouse_contract::error::{CommandError, ErrorCode};
use gatehouse_contract::event::{Push, Task};
use gatehouse_contract::gate::PresentReq;
use gatehouse_contract::import::{ImportReq, RowProblem, StagePieceReq, StageReq};
use gatehouse_contract::setup::{KeyStatus, Paper, PrintReq, Product, SetKeyStatusReq};
use gatehouse_contract::verdict::{Answer, Direction, Invalid, Kind, Source};
use gatehouse_testkit::{Machine, small_event};

fn import_text(machine: &Machine, rows: &str) -> Result<gatehouse_contract::import::ImportRes, CommandError> {
    let file = machine.path("more.csv");
    std::fs::write(&file, rows).expect("the machine's own folder can be written");
    import::run_file(machine, &file, None)
}

#[test]
fn one_broken_row_leaves_the_replica_as_it_was_and_is_named_with_its_line() -> Result<(), CommandError> {
    let machine = Machine::new();
    small_event(&machine)?;
    let before = setup::status(&machine)?.credentials;
    let report = import_text(&machine, "reference,name,product\nB-1,Iris,General\nB-2,Jon,Balcony\n")?;
    assert!(!report.done);
    let [bad] = &report.bad_rows[..] else { panic!("one row is bad: {report:?}") };
    assert_eq!((bad.line, bad.column, bad.problem), (3, Some(3), RowProblem::UnknownProduct));
    assert_eq!(setup::status(&machine)?.credentials, before, "all or nothing");
    Ok(())
}

#[test]
fn importing_the_same_file_twice_changes_nothing_the_second_time() -> Result<(), CommandError> {
    let machine = Machine::new();
    small_event(&machine)?;
    let rows = "reference,name,product\nB-1,Iris,General\nB-2,Jon,Staff\n";
    assert_eq!(import_text(&machine, rows)?.added, 2);
    let again = import_text(&machine, rows)?;
    assert_eq!((again.added, again.updated, again.unchanged), (0, 0, 2));
    let renamed = import_text(&machine, "reference,name,product\nB-1,Iris Gómez,General\n")?;
    assert_eq!((renamed.added, renamed.updated), (0, 1));
    Ok(())
}

#[test]
fn a_revoked_key_refuses_what_it_signed_and_a_retired_one_does_not() -> Result<(), CommandError> {
    let machine = Machine::new();
    let event = small_event(&machine)?;
    event.stand(&machine, event.north, Direction::In)?;
    let present = |reference: &str| {
        let text = event.code(&machine, reference);
        gate::present(&machine, PresentReq { text, source: Source::Camera, ignore_unpaid: false })
    };
    let keys = setup::new_key(&machine)?.keys;
    let old = keys.iter().find(|key| key.status == KeyStatus::Retiring).expect("the first key retires");
    assert_eq!(present("A-1")?.answer, Answer::Admit, "a retiring key still verifies");
    let revoke =
        |status| setup::set_key_status(&machine, SetKeyStatusReq { key_id: old.key_id.clone(), status });
    revoke(KeyStatus::Revoked)?;
    assert_eq!(present("A-8")?.answer, Answer::Invalid { invalid: Invalid::RevokedKey });
    let back = revoke(KeyStatus::Active).expect_err("a revoked key stays revoked");
    assert_eq!(back.code, ErrorCode::BadRequest);
    Ok(())
}

#[test]
fn two_products_never_share_a_name() -> Result<(), CommandError> {
    let machine = Machine::new();
    small_event(&machine)?;
    let again = Product { number: 0, name: "General".into(), kind: Kind::Ticket, attention: None };
    let refused = setup::save_product(&machine, again).expect_err("the name is taken");
    assert_eq!(refused.code, ErrorCode::Taken);
    Ok(())
}

#[test]
fn a_file_handed_over_in_pieces_is_looked_at_first_and_gone_once_it_was_taken() -> Result<(), CommandError> {
    use gatehouse_commands::Host as _;
    let machine = Machine::new();
    small_event(&machine)?;
    let mut token = import::stage_file(&machine, StageReq { name: "more.csv".into() })?.token;
    // "reference,name,product\nB-1,Iris,General\n", cut in the middle of a word.
    for base64 in ["cmVmZXJlbmNlLG5hbWUscHJv", "ZHVjdApCLTEsSXJpcyxHZW5lcmFsCg=="] {
        token = import::stage_piece(&machine, StagePieceReq { token, base64: base64.into() })?.token;
    }
    let req = || ImportReq { token: token.clone(), mapping: None };
    let looked = import::preview(&machine, req())?;
    assert_eq!((looked.added, looked.bad, looked.done), (1, 0, false));
    let before = setup::status(&machine)?.credentials;
    assert!(import::run(&machine, req())?.done);
    assert_eq!(setup::status(&machine)?.credentials, before + 1);
    let left = std::fs::read_dir(&machine.folders().staging).expect("the folder is there").count();
    assert_eq!(left, 0, "a file full of names does not lie about");
    let progress =
        |push: &Push| matches!(push, Push::Progress { task: Task::Import, done, total } if done == total);
    assert!(machine.told().iter().any(progress), "the bar reaches its end");
    Ok(())
}

#[test]
fn printing_makes_one_card_per_credential_and_says_when_there_is_nobody_to_print() -> Result<(), CommandError>
{
    let machine = Machine::new();
    small_event(&machine)?;
    let req = |product| PrintReq { product, skip: 0, limit: 100, paper: Paper::A4 };
    let printed = paper::print(&machine, req(None))?;
    assert_eq!((printed.credentials, printed.pages), (8, 1));
    let pdf = std::fs::read(&printed.file).expect("the file is where the answer says");
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(paper::print(&machine, req(Some(99))).expect_err("nobody has it").code, ErrorCode::BadRequest);
    Ok(())
}
