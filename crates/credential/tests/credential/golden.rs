//! Codes that are printed somewhere: their texts never change.
//!
//! `GATEHOUSE_WRITE_GOLDEN=1 cargo test -p gatehouse-credential` writes the file anew. That is right only for an
//! additional line; a line that changes means that printed tickets no longer open a gate.

use std::fmt::Write as _;
use std::path::Path;

use super::*;

fn named_tickets() -> Vec<(String, Ticket)> {
    let always = Ticket { validity: Window::ALWAYS, ..ticket() };
    let only = |from, until| Ticket { validity: Window { from, until }, ..ticket() };
    let of_kind = |kind: Kind| (kind.to_string(), Ticket { kind, ..ticket() });
    let mut named: Vec<_> = Kind::ALL.map(of_kind).into();
    named.extend([
        ("always".to_owned(), always),
        ("from_only".to_owned(), only(ticket().validity.from, None)),
        ("until_only".to_owned(), only(None, ticket().validity.until)),
        ("rehearsal".to_owned(), Ticket { rehearsal: true, kind: Kind::GuestList, ..ticket() }),
        (
            "all_low".to_owned(),
            Ticket {
                id: CredentialId::from_bytes([0; 16]),
                product: ProductNo(0),
                generation: Generation(0),
                ..only(Some(WallMs(1_000)), Some(WallMs(1_000)))
            },
        ),
        (
            "all_high".to_owned(),
            Ticket {
                id: CredentialId::from_bytes([0xff; 16]),
                product: ProductNo(u16::MAX),
                generation: Generation(u8::MAX),
                ..only(None, Some(WallMs::from_unix_seconds(u32::MAX.into())))
            },
        ),
    ]);
    named
}

#[test]
fn printed_codes_keep_their_texts() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/gh1.tsv");
    let mut lines = format!("key\t{}\nevent\t{}\n", issuing_key().public(), event(1));
    for (name, ticket) in named_tickets() {
        let text = issued(&ticket);
        assert_eq!(ring().read(&text, NOW), Presented::Signed(ticket), "{name}");
        writeln!(lines, "{name}\t{text}").expect("writing to memory");
    }
    if std::env::var_os("GATEHOUSE_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &lines).expect("the golden file is writable");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("the golden file"), lines);
}

#[test]
fn all_characters_are_in_the_qr_alphanumeric_set() {
    let text = issued(&ticket());
    assert!(text.chars().all(|c| "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(c)));
    assert_eq!(text.len(), gatehouse_credential::gh1::TEXT_LEN);
}
