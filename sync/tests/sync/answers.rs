//! The answer table, row by row.

use gatehouse_core::ids::Seq;
use gatehouse_sync::answer::{Answer, NoNetwork, Setback, read};
use gatehouse_sync::transport::{HttpAnswer, Unreachable};
use gatehouse_sync::wire::{Call, Reply};

const JSON: &str = "application/json; charset=utf-8";
const HASH: &str = "00000000000000000000000000000000000000000000000000000000000000ff";

fn answer(status: u16, content_type: &str, body: &str) -> HttpAnswer {
    HttpAnswer {
        status,
        content_type: content_type.to_owned(),
        retry_after_s: None,
        body: body.as_bytes().to_vec(),
    }
}

#[track_caller]
fn check(call: Call, (status, content_type, body): (u16, &str, &str), expected: Answer) {
    assert_eq!(
        read(call, Ok(&answer(status, content_type, body))),
        expected,
        "{status} {content_type} {body}"
    );
}

fn retry(why: Setback) -> Answer {
    Answer::Retry { after_ms: None, why }
}

fn refused(status: u16, code: Option<&str>) -> Answer {
    Answer::Refused { status, code: code.map(str::to_owned) }
}

fn denied(word: &str) -> Answer {
    Answer::Denied { word: word.to_owned(), index: None }
}

#[test]
fn a_yes_of_the_expected_shape_is_a_value() {
    let mut hash = [0; 32];
    hash[31] = 0xff;
    let body = format!(r#"{{"ok":true,"head":7,"hash":"{HASH}","and":"more"}}"#);
    check(Call::Ingest, (200, JSON, &body), Answer::Value(Reply::Ingested { head: Seq(7), hash }));
    let type_of_postgrest = "application/vnd.pgrst.object+json";
    check(
        Call::Ingest,
        (200, type_of_postgrest, &body),
        Answer::Value(Reply::Ingested { head: Seq(7), hash }),
    );
}

#[test]
fn an_expected_no_has_a_meaning() {
    for (body, expected) in [
        (r#"{"ok":false,"error":"gap","head":4}"#, Answer::Gap { head: Seq(4) }),
        (r#"{"ok":false,"error":"fork","seq":5}"#, Answer::Fork { seq: Seq(5) }),
        (r#"{"ok":false,"error":"frozen"}"#, Answer::Frozen),
        (r#"{"ok":false,"error":"revoked","cutoff":9}"#, Answer::Revoked { cutoff: Some(Seq(9)) }),
        (r#"{"ok":false,"error":"revoked","cutoff":null}"#, Answer::Revoked { cutoff: None }),
        (
            r#"{"ok":false,"error":"malformed","index":2}"#,
            Answer::Denied { word: "malformed".to_owned(), index: Some(2) },
        ),
        (r#"{"ok":false,"error":"not_yours"}"#, denied("not_yours")),
        (r#"{"ok":false,"error":"too_large"}"#, denied("too_large")),
        (r#"{"ok":false,"error":"a word of a later day"}"#, denied("a word of a later day")),
        (r#"{"ok":false,"error":"gap"}"#, retry(Setback::Misshapen)),
        (r#"{"ok":false}"#, retry(Setback::Misshapen)),
    ] {
        check(Call::Ingest, (200, JSON, body), expected);
    }
}

#[test]
fn half_an_answer_is_no_answer() {
    let whole = format!(r#"{{"ok":true,"head":7,"hash":"{HASH}"}}"#);
    for end in 0..whole.len() {
        check(Call::Ingest, (200, JSON, &whole[..end]), retry(Setback::Misshapen));
    }
    for body in [
        "null",
        "[]",
        "7",
        r#"{"head":7}"#,
        r#"{"ok":true}"#,
        r#"{"ok":1,"head":7}"#,
        r#"{"ok":true,"head":-1}"#,
    ] {
        check(Call::Ingest, (200, JSON, body), retry(Setback::Misshapen));
    }
    let other_call = r#"{"ok":true,"rows":[],"next":"","more":false}"#;
    check(Call::Pull, (200, JSON, other_call), retry(Setback::Misshapen));
}

#[test]
fn pages_and_redirects_are_no_network() {
    let portal = "<html>Welcome</html>";
    for (status, content_type, body) in [
        (200, "text/html", portal),
        (200, "", ""),
        (200, "text/plain", r#"{"ok":true}"#),
        (403, "text/html", portal),
        (404, "text/html", portal),
        (511, JSON, "{}"),
    ] {
        check(Call::Pull, (status, content_type, body), Answer::NoNetwork(NoNetwork::NotJson));
    }
    for status in [301, 302, 303, 307, 308, 304] {
        check(Call::Pull, (status, JSON, "{}"), Answer::NoNetwork(NoNetwork::Redirect));
    }
}

#[test]
fn a_refusal_parks_and_trouble_passes() {
    let rights = r#"{"code":"42501","message":"permission denied for Zoë"}"#;
    for (status, content_type, body, expected) in [
        (401, JSON, r#"{"message":"JWT expired","code":"PGRST303"}"#, Answer::Unauthorized),
        (403, JSON, rights, refused(403, Some("42501"))),
        (404, JSON, r#"{"code":"PGRST202"}"#, refused(404, Some("PGRST202"))),
        (404, "", "", refused(404, None)),
        (409, JSON, r#"{"code":"23505"}"#, refused(409, Some("23505"))),
        (
            400,
            JSON,
            r#"{"code":400,"error_code":"refresh_token_not_found"}"#,
            refused(400, Some("refresh_token_not_found")),
        ),
        (422, JSON, "not even JSON", refused(422, None)),
        (418, JSON, r#"{"code":"<b>no code</b>"}"#, refused(418, None)),
        (408, JSON, "{}", retry(Setback::TimedOut)),
        (429, JSON, "{}", retry(Setback::TooMany)),
        (429, "text/html", "slow down", retry(Setback::TooMany)),
        (500, JSON, r#"{"code":"XX000"}"#, retry(Setback::Trouble(500))),
        (500, JSON, r#"{"code":"40001"}"#, retry(Setback::Contention)),
        (500, JSON, r#"{"code":"40P01"}"#, retry(Setback::Contention)),
        (500, JSON, r#"{"code":"57014"}"#, retry(Setback::TimedOut)),
        (400, JSON, r#"{"code":"40001"}"#, retry(Setback::Contention)),
        (502, "text/html", "bad gateway", retry(Setback::Trouble(502))),
        (503, JSON, "{}", retry(Setback::Trouble(503))),
        (504, "text/html", "gateway time-out", retry(Setback::TimedOut)),
        (599, "", "", retry(Setback::Trouble(599))),
    ] {
        check(Call::Pull, (status, content_type, body), expected);
    }
}

#[test]
fn a_pause_that_is_asked_for_is_kept_up_to_the_cap() {
    for (seconds, ms) in [(3, 3_000), (60, 60_000), (86_400, 60_000), (u64::MAX, 60_000)] {
        let busy = HttpAnswer { retry_after_s: Some(seconds), ..answer(503, JSON, "{}") };
        assert_eq!(
            read(Call::Pull, Ok(&busy)),
            Answer::Retry { after_ms: Some(ms), why: Setback::Trouble(503) }
        );
    }
}

#[test]
fn nobody_reached_is_no_network_and_a_broken_answer_is_tried_again() {
    for why in [Unreachable::Connect, Unreachable::Certificate, Unreachable::Dropped] {
        assert_eq!(read(Call::Pull, Err(why)), Answer::NoNetwork(NoNetwork::Unreachable(why)));
    }
    assert_eq!(read(Call::Pull, Err(Unreachable::TimedOut)), retry(Setback::TimedOut));
    assert_eq!(read(Call::Pull, Err(Unreachable::Broken)), retry(Setback::Misshapen));
    assert_eq!(read(Call::Pull, Err(Unreachable::TooLarge)), retry(Setback::Misshapen));
}

#[test]
fn tokens_are_read_and_never_shown() {
    let body =
        r#"{"access_token":"top","refresh_token":"secret","expires_at":1795600000,"token_type":"bearer"}"#;
    let tokens = read(Call::Refresh, Ok(&answer(200, JSON, body)));
    assert!(matches!(&tokens, Answer::Value(Reply::Tokens(tokens)) if tokens.access.as_str() == "top"));
    let shown = format!("{tokens:?}");
    assert!(!shown.contains("top") && !shown.contains("secret"));
}
