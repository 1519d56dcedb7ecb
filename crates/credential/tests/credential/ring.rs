//! Which key vouches for what, and when.

use super::*;

/// Two seeds whose public keys share a key id.
fn key_twins() -> [IssuingKey; 2] {
    [27_857u32, 84_242].map(|n| {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&n.to_le_bytes());
        IssuingKey::from_seed(&seed)
    })
}

fn own_key(status: KeyStatus, window: Window) -> RingKey {
    RingKey { status, window, ..active(event(1), issuing_key().public()) }
}

fn check(keys: impl IntoIterator<Item = RingKey>, expected: &Presented) {
    let reading = KeyRing::new(event(1), keys).examine(&issued(&ticket()), NOW);
    assert_eq!(&reading.presented, expected);
    assert_eq!(reading.code.expect("the text is well-formed").unverified(), &ticket());
}

fn signed() -> Presented {
    Presented::Signed(ticket())
}

fn window(from: i64, until: i64) -> Window {
    Window { from: Some(WallMs(NOW.0 + from)), until: Some(WallMs(NOW.0 + until)) }
}

#[test]
fn a_retiring_key_is_as_good_as_an_active_one() {
    check([own_key(KeyStatus::Active, Window::ALWAYS)], &signed());
    check([own_key(KeyStatus::Retiring, Window::ALWAYS)], &signed());
}

#[test]
fn a_revoked_key_vouches_for_nothing() {
    let revoked = own_key(KeyStatus::Revoked, Window::ALWAYS);
    let active = own_key(KeyStatus::Active, Window::ALWAYS);
    let refusal = Presented::Invalid(Invalid::RevokedKey);
    check([revoked.clone()], &refusal);
    check([active.clone(), revoked.clone()], &refusal);
    check([revoked.clone(), active], &refusal);
    check([RingKey { event_name: Some("Fair".into()), ..revoked.clone() }], &refusal);

    let not_its_own = issuing_key().issue(event(2), &ticket()).expect("a code of another event");
    let reading = KeyRing::new(event(1), [revoked]).examine(&not_its_own, NOW);
    assert_eq!(
        reading.presented,
        Presented::Invalid(Invalid::BadSignature),
        "only what verifies is its fault"
    );
    assert_eq!(reading.signed_for, None);
}

#[test]
fn a_key_is_good_in_its_window_only() {
    let good = |window| own_key(KeyStatus::Active, window);
    let refusal = Presented::Invalid(Invalid::KeyOutsideItsTime);
    check([good(window(0, 0))], &signed());
    check([good(window(1, 10_000))], &refusal);
    check([good(window(-10_000, -1_000))], &refusal);
    check([good(window(-10_000, -1_000)), good(window(0, 10_000))], &signed());
}

#[test]
fn a_code_of_another_event_is_named_when_its_key_is_known() {
    let text = issuing_key().issue(event(2), &ticket()).expect("a code of another event");
    let read = |keys: Vec<RingKey>| KeyRing::new(event(1), keys).read(&text, NOW);
    let own = own_key(KeyStatus::Active, Window::ALWAYS);
    let other = |name: Option<&str>| RingKey {
        event_name: name.map(str::to_owned),
        window: window(-20_000, -10_000),
        ..active(event(2), issuing_key().public())
    };
    assert_eq!(read(vec![]), Presented::Invalid(Invalid::UnknownKey));
    assert_eq!(read(vec![own.clone()]), Presented::Invalid(Invalid::BadSignature));
    assert_eq!(read(vec![own.clone(), other(None)]), Presented::OtherEvent { name: None });
    let named = Presented::OtherEvent { name: Some("Winter Fair".into()) };
    assert_eq!(read(vec![other(Some("Winter Fair")), own]), named, "even when its key's time is over");
}

#[test]
fn a_code_under_a_key_that_nobody_has_is_told_from_a_forged_one() {
    let stranger = IssuingKey::from_seed(&[9; 32]);
    let text = stranger.issue(event(1), &ticket()).expect("a code");
    assert_eq!(refused(&text), Some(Invalid::UnknownKey));
    let mut forged = bytes_of(&text);
    forged[1..5].copy_from_slice(&issuing_key().public().key_id().0);
    assert_eq!(refused(&text_of(&forged)), Some(Invalid::BadSignature));
}

#[test]
fn keys_that_share_an_id_are_all_tried() {
    let twins = key_twins();
    assert_eq!(twins[0].public().key_id(), twins[1].public().key_id());
    assert_ne!(twins[0].public(), twins[1].public());
    let text = |key: &IssuingKey| key.issue(event(1), &ticket()).expect("a code");
    let both = KeyRing::new(event(1), twins.each_ref().map(|key| active(event(1), key.public())));
    for key in &twins {
        assert_eq!(both.read(&text(key), NOW), signed());
    }
    let one_revoked = KeyRing::new(
        event(1),
        [
            active(event(1), twins[0].public()),
            RingKey { status: KeyStatus::Revoked, ..active(event(1), twins[1].public()) },
        ],
    );
    assert_eq!(one_revoked.read(&text(&twins[0]), NOW), signed(), "a twin's revocation is not its own");
    assert_eq!(one_revoked.read(&text(&twins[1]), NOW), Presented::Invalid(Invalid::RevokedKey));
}

#[test]
fn examining_tells_which_event_a_code_was_signed_for() {
    let reading = ring().examine(&issued(&ticket()), NOW);
    assert_eq!(reading.signed_for, Some(event(1)));
    assert_eq!(reading.presented, signed());
    let nothing = ring().examine("coat check 12", NOW);
    assert_eq!((nothing.code, nothing.signed_for), (None, None));
}

#[test]
fn a_status_survives_its_word() {
    for status in [KeyStatus::Active, KeyStatus::Retiring, KeyStatus::Revoked] {
        assert_eq!(status.as_str().parse(), Ok(status));
    }
    assert!("lost".parse::<KeyStatus>().is_err());
}

#[test]
fn a_validity_that_a_code_cannot_hold_is_not_issued() {
    let issue = |validity| issuing_key().issue(event(1), &Ticket { validity, ..ticket() });
    for ms in [0, 1, 1_500, -1_000, i64::MAX] {
        let bound = Some(WallMs(ms));
        assert!(issue(Window { from: bound, until: None }).is_err(), "from {ms}");
        assert!(issue(Window { from: None, until: bound }).is_err(), "until {ms}");
    }
}
