//! Altered codes: nothing but the issued text opens a gate.

use curve25519_dalek::scalar::Scalar;
use ed25519_dalek::{SigningKey, Verifier, VerifyingKey};
use sha2::{Digest, Sha512};

use super::*;

/// The order of the curve's large subgroup, little endian.
const L: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

#[test]
fn every_single_bit_counts() {
    let bytes = bytes_of(&issued(&ticket()));
    for bit in 0..bytes.len() * 8 {
        let mut altered = bytes.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        assert!(refused(&text_of(&altered)).is_some(), "bit {bit}");
    }
}

#[test]
fn every_single_character_counts() {
    let text = issued(&ticket());
    for at in 0..text.len() {
        for other in "07AGHZ $:az\u{e9}\0".chars().filter(|other| !text[at..].starts_with(*other)) {
            let altered = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            assert!(refused(&altered).is_some(), "character {at} as {other:?}");
        }
    }
}

proptest! {
    #[test]
    fn what_was_issued_is_read_back(ticket in any_ticket()) {
        let text = issued(&ticket);
        let code = gatehouse_credential::gh1::parse(&text).expect("an issued code");
        prop_assert_eq!(code.text(), text.clone());
        prop_assert_eq!(ring().read(&text, NOW), Presented::Signed(ticket));
    }

    #[test]
    fn any_altered_bit_of_any_code_is_refused(ticket in any_ticket(), bit in 0..97 * 8usize) {
        let mut bytes = bytes_of(&issued(&ticket));
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(refused(&text_of(&bytes)).is_some());
    }

    #[test]
    fn any_other_character_in_any_code_is_refused(ticket in any_ticket(), at in 0..150usize, other in any::<char>()) {
        let text = issued(&ticket);
        prop_assume!(!text[at..].starts_with(other));
        let altered = format!("{}{other}{}", &text[..at], &text[at + 1..]);
        prop_assert!(refused(&altered).is_some());
    }
}

#[test]
fn a_code_is_not_read_in_lower_case_nor_with_anything_after_it() {
    let text = issued(&ticket());
    assert_eq!(refused(&text.to_lowercase()), Some(Invalid::Unrecognized));
    assert_eq!(refused(&text.replacen("GH1:", "GH1: ", 1)), Some(Invalid::Malformed));
    for altered in [
        format!("GH1:{}", text[4..].to_lowercase()),
        format!("{text}0"),
        format!("{text}000"),
        text[..149].to_owned(),
        text[..148].to_owned(),
        text_of(&[&bytes_of(&text)[..], &[0]].concat()),
        text_of(&bytes_of(&text)[..96]),
        "GH1:".to_owned(),
    ] {
        assert_eq!(refused(&altered), Some(Invalid::Malformed));
    }
}

#[test]
fn a_second_spelling_of_the_last_byte_is_refused() {
    let text = issued(&ticket());
    // The last pair stands for a number up to 2024 and the byte for its low 8 bits, if a decoder is careless.
    let careless = text[148..].chars().map(|c| c.to_digit(36).expect("a digit here")).collect::<Vec<_>>();
    let value = careless[0] + careless[1] * 45 + 256;
    let digit = |n: u32| char::from(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[n as usize]);
    let respelled = format!("{}{}{}", &text[..148], digit(value % 45), digit(value / 45));
    assert_eq!(
        base45::decode(&respelled[4..]).ok(),
        Some(bytes_of(&text)),
        "the decoder alone would take it"
    );
    assert_eq!(refused(&respelled), Some(Invalid::Malformed));
}

#[test]
fn unknown_formats_and_kinds_are_malformed() {
    let check = |at: usize, value: u8| {
        let mut bytes = bytes_of(&issued(&ticket()));
        bytes[at] = value;
        assert_eq!(refused(&text_of(&bytes)), Some(Invalid::Malformed), "byte {at} = {value}");
    };
    (0..=u8::MAX).filter(|format| *format != 1).for_each(|format| check(0, format));
    (0..=u8::MAX).filter(|kind| kind & 0x7f > 6).for_each(|kind| check(23, kind));
}

#[test]
fn a_signature_with_the_order_added_is_refused() {
    let mut bytes = bytes_of(&issued(&ticket()));
    let mut carry = 0u16;
    for (byte, add) in bytes[65..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    assert_eq!(carry, 0, "S + L still fits");
    assert_eq!(refused(&text_of(&bytes)), Some(Invalid::BadSignature));
}

#[test]
fn a_signature_with_a_small_order_point_is_refused() {
    // Whoever has the key can make R the neutral point. Lax verifiers take such a signature, strict ones must not.
    let seed: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).expect("32 fits"));
    let signing = SigningKey::from_bytes(&seed);
    let code = bytes_of(&issued(&ticket()));
    let message = [b"gatehouse/credential/1\0".as_slice(), event(1).as_bytes(), &code[..33]].concat();
    let neutral = {
        let mut point = [0; 32];
        point[0] = 1;
        point
    };
    let challenge =
        Sha512::new().chain_update(neutral).chain_update(signing.verifying_key()).chain_update(&message);
    let challenge = Scalar::from_bytes_mod_order_wide(&challenge.finalize().into());
    let s = challenge * signing.to_scalar();
    let forged = [&code[..33], &neutral, s.as_bytes()].concat();

    let signature = ed25519_dalek::Signature::from_slice(&forged[33..]).expect("64 bytes");
    assert!(signing.verifying_key().verify(&message, &signature).is_ok(), "a lax verifier takes it");
    assert_eq!(refused(&text_of(&forged)), Some(Invalid::BadSignature));
}

#[test]
fn the_signed_bytes_are_those_of_the_specification() {
    let code = bytes_of(&issued(&ticket()));
    let message = [b"gatehouse/credential/1\0".as_slice(), event(1).as_bytes(), &code[..33]].concat();
    let key = VerifyingKey::from_bytes(issuing_key().public().as_bytes()).expect("a key");
    let signature = ed25519_dalek::Signature::from_slice(&code[33..]).expect("64 bytes");
    assert!(key.verify_strict(&message, &signature).is_ok());
}
