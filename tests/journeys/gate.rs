//! What happens at the gate.

use gatehouse_commands::gate;
use gatehouse_contract::error::CommandError;
use gatehouse_contract::event::Push;
use gatehouse_contract::gate::{AdmitReq, PresentReq, SearchReq, UndoReq, UndoRes};
use gatehouse_contract::verdict::{Answer, Direction, Invalid, ShownScan, Source, Tone};
use gatehouse_credential::IssuingKey;
use gatehouse_hardware::sound::Cue;
use gatehouse_testkit::{Machine, SmallEvent, small_event};

fn present(machine: &Machine, text: &str) -> Result<ShownScan, CommandError> {
    gate::present(machine, PresentReq { text: text.into(), source: Source::Camera, ignore_unpaid: false })
}

/// A machine at the north gate of the small event.
fn north() -> Result<(Machine, SmallEvent), CommandError> {
    let machine = Machine::new();
    let event = small_event(&machine)?;
    event.stand(&machine, event.north, Direction::In)?;
    let _ = (machine.told(), machine.heard());
    Ok((machine, event))
}

#[test]
fn a_second_gate_into_the_same_zone_refuses_the_same_ticket_and_says_where_it_was_used()
-> Result<(), CommandError> {
    let (machine, event) = north()?;
    let code = event.code(&machine, "A-1");
    let first = present(&machine, &code)?;
    assert_eq!((&first.answer, first.tone), (&Answer::Admit, Tone::Admit));
    machine.pass(60_000);
    event.stand(&machine, event.south, Direction::In)?;
    let second = present(&machine, &code)?;
    let Answer::Used { first: told } = &second.answer else { panic!("a used ticket is refused: {second:?}") };
    assert_eq!((told.at, told.checkpoint_name.as_str()), (first.at, "Puerta Norte"));
    assert_eq!(told.device_name, "North 1");
    assert_eq!(second.rule, 12);
    assert_eq!(machine.heard(), [Cue::Admit, Cue::Used], "each verdict has its own sound");
    Ok(())
}

#[test]
fn every_refusal_keeps_its_own_word() -> Result<(), CommandError> {
    let (machine, event) = north()?;
    for (reference, expected) in [
        ("A-2", Answer::Unpaid { may_admit: true }),
        ("A-3", Answer::Cancelled),
        ("A-4", Answer::Blocked),
        ("A-5", Answer::Revoked { superseded: false }),
        ("A-7", Answer::WrongProduct { right: vec!["Puerta Sur".into()] }),
    ] {
        let scan = present(&machine, &event.code(&machine, reference))?;
        assert_eq!(scan.answer, expected, "{reference}");
        assert!(scan.undo_until.is_none(), "nobody passed, so there is nothing to undo");
    }
    let late = present(&machine, &event.code(&machine, "A-6"))?;
    assert!(matches!(late.answer, Answer::TooLate { .. }), "{late:?}");
    let foreign = present(&machine, "https://example.org/menu")?;
    assert_eq!(foreign.answer, Answer::Invalid { invalid: Invalid::Unrecognized });
    let forger = IssuingKey::from_seed(&[9; 32]);
    let ticket =
        gatehouse_credential::gh1::parse(&event.code(&machine, "A-1")).map(|code| code.unverified().clone());
    let forged = forger.issue(event.id, &ticket.expect("the code parses")).expect("the ticket can be signed");
    let scan = present(&machine, &forged)?;
    assert!(matches!(scan.answer, Answer::Invalid { .. }), "{scan:?}");
    assert!(scan.holder.is_none(), "a forged code borrows nobody's name");
    Ok(())
}

#[test]
fn somebody_who_left_may_come_back_once_per_exit() -> Result<(), CommandError> {
    let (machine, event) = north()?;
    let code = event.code(&machine, "A-1");
    let walk = |direction, expected: Answer| {
        machine.pass(1_000);
        event.stand(&machine, event.north, direction)?;
        let scan = present(&machine, &code)?;
        assert_eq!(std::mem::discriminant(&scan.answer), std::mem::discriminant(&expected), "{scan:?}");
        Ok::<_, CommandError>(gate::status(&machine)?.counters.inside)
    };
    assert_eq!(walk(Direction::In, Answer::Admit)?, 1);
    assert_eq!(walk(Direction::Out, Answer::Exit)?, 0);
    assert_eq!(walk(Direction::In, Answer::Admit)?, 1);
    event.stand(&machine, event.north, Direction::In)?;
    let again = present(&machine, &code)?;
    assert!(matches!(again.answer, Answer::Used { .. }), "{again:?}");
    Ok(())
}

#[test]
fn an_undone_pass_leaves_the_ticket_unused_and_stays_in_the_list() -> Result<(), CommandError> {
    let (machine, event) = north()?;
    let code = event.code(&machine, "A-1");
    let scan = present(&machine, &code)?.scan.expect("a judged scan has a record");
    assert_eq!(gate::undo(&machine, UndoReq { scan })?, UndoRes::Undone);
    assert_eq!(gate::undo(&machine, UndoReq { scan })?, UndoRes::AlreadyUndone);
    let status = gate::status(&machine)?;
    assert_eq!((status.counters.inside, status.counters.entries), (0, 0));
    assert!(status.recent[0].undone && status.recent[0].scan == Some(scan));
    assert_eq!(present(&machine, &code)?.answer, Answer::Admit);
    machine.pass(10_001);
    let late = gate::status(&machine)?.recent[0].scan.expect("the list names records");
    assert_eq!(gate::undo(&machine, UndoReq { scan: late })?, UndoRes::TooLate);
    Ok(())
}

#[test]
fn an_unpaid_order_passes_only_after_the_operator_confirmed() -> Result<(), CommandError> {
    let (machine, event) = north()?;
    let text = event.code(&machine, "A-2");
    assert!(!matches!(present(&machine, &text)?.answer, Answer::Admit));
    let confirmed =
        gate::present(&machine, PresentReq { text, source: Source::Scanner, ignore_unpaid: true })?;
    assert_eq!(confirmed.answer, Answer::Admit);
    Ok(())
}

#[test]
fn looking_at_somebody_writes_nothing_down() -> Result<(), CommandError> {
    let (machine, _event) = north()?;
    let hits = gate::search(&machine, SearchReq { words: "lopez ana".into() })?;
    let [hit] = &hits[..] else { panic!("one Ana María Lopéz is expected: {hits:?}") };
    let req = |look| AdmitReq { credential: hit.credential, ignore_unpaid: false, look };
    let looked = gate::admit(&machine, req(true))?;
    assert_eq!((looked.answer, looked.scan), (Answer::Admit, None));
    assert!(machine.told().is_empty() && machine.heard().is_empty(), "nobody hears of a look");
    let admitted = gate::admit(&machine, req(false))?;
    assert!(admitted.scan.is_some());
    assert!(matches!(machine.told().as_slice(), [Push::Scan { .. }]));
    Ok(())
}

#[test]
fn a_ticket_sold_after_the_replica_was_made_is_admitted_once_on_its_signature() -> Result<(), CommandError> {
    let (machine, event) = north()?;
    let code = gatehouse_credential::gh1::parse(&event.code(&machine, "A-1")).expect("the code parses");
    let mut ticket = code.unverified().clone();
    ticket.id = gatehouse_core::ids::CredentialId::from_bytes([0xee; 16]);
    let text = event.key.issue(event.id, &ticket).expect("the ticket can be signed");
    let first = present(&machine, &text)?;
    assert!(first.answer == Answer::Admit && first.signature_only, "{first:?}");
    assert!(matches!(present(&machine, &text)?.answer, Answer::Used { .. }));
    Ok(())
}

#[test]
fn the_post_is_taken_up_again_after_a_restart_and_the_list_is_still_there() -> Result<(), CommandError> {
    use gatehouse_commands::{Host, app};
    let (machine, event) = north()?;
    present(&machine, &event.code(&machine, "A-1"))?;
    machine.session().close();
    app::open_last(&machine)?;
    let status = gate::status(&machine)?;
    assert_eq!(status.post.map(|post| post.name), Some("Puerta Norte".into()));
    assert_eq!(status.recent[0].answer, Answer::Admit);
    assert_eq!(status.recent[0].holder.as_ref().map(|holder| holder.name.as_str()), Some("Ana María Lopéz"));
    Ok(())
}

#[test]
fn what_a_scanner_sends_twice_in_a_moment_is_one_scan() -> Result<(), CommandError> {
    let (machine, event) = north()?;
    let text = event.code(&machine, "A-1");
    let scan = |text: &str| {
        gate::present(
            &machine,
            PresentReq { text: text.into(), source: Source::Scanner, ignore_unpaid: false },
        )
    };
    let first = scan(&text)?;
    assert_eq!(
        scan(&format!("{text}\r"))?,
        first,
        "the guest is not called a cheat for a chattering scanner"
    );
    assert_eq!(gate::status(&machine)?.recent.len(), 1);
    machine.pass(2_000);
    assert!(matches!(scan(&text)?.answer, Answer::Used { .. }));
    let nothing = scan("\r\n").expect_err("an empty line is no code");
    assert_eq!(nothing.code, gatehouse_contract::error::ErrorCode::BadRequest);
    Ok(())
}
