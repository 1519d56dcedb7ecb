//! What a token must and must not be to be believed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::*;

const NOW_S: i64 = 1_800_000_000;

fn keys() -> Keys {
    Keys::generate(Algorithm::Es256).expect("keys")
}

#[test]
fn both_algorithms_are_believed() {
    let keys = keys();
    for algorithm in [Algorithm::Hs256, Algorithm::Es256] {
        let token = keys.sign_with(algorithm, &json!({"role": "anon", "exp": NOW_S})).expect("a token");
        assert_eq!(keys.verify(&token, NOW_S).expect("claims")["role"], "anon");
    }
}

#[test]
fn keys_survive_being_written_down() {
    let keys = keys();
    let again = Keys::from_text(Algorithm::Hs256, &keys.to_text()).expect("the same keys");
    let token = keys.sign(&json!({"sub": "1"})).expect("a token");
    assert_eq!(again.verify(&token, NOW_S).expect("claims")["sub"], "1");
    assert_eq!(again.jwks(), keys.jwks());
    assert!(Keys::from_text(Algorithm::Hs256, "nonsense").is_err());
}

#[test]
fn times_are_kept_with_thirty_seconds_of_grace() {
    let keys = keys();
    let check = |claims: Value, expected: Result<(), TokenError>| {
        let token = keys.sign(&claims).expect("a token");
        assert_eq!(keys.verify(&token, NOW_S).map(|_| ()), expected, "{claims}");
    };
    check(json!({}), Ok(()));
    check(json!({"exp": NOW_S + 1}), Ok(()));
    check(json!({"exp": NOW_S - 30}), Ok(()));
    check(json!({"exp": NOW_S - 31}), Err(TokenError::Expired));
    check(json!({"exp": "tomorrow"}), Err(TokenError::NotANumber("exp")));
    check(json!({"nbf": NOW_S + 31}), Err(TokenError::NotYetValid));
    check(json!({"iat": NOW_S + 31}), Err(TokenError::IssuedInFuture));
    check(json!({"iat": NOW_S + 30, "nbf": NOW_S + 30}), Ok(()));
    check(json!([1]), Err(TokenError::Claims));
}

#[test]
fn forgeries_are_refused() {
    let keys = keys();
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let good = keys.sign(&json!({"role": "anon"})).expect("a token");
    let shared = keys.sign_with(Algorithm::Hs256, &json!({"role": "anon"})).expect("a token");
    let swap_body = |token: &str| {
        let parts: Vec<&str> = token.split('.').collect();
        format!("{}.{}.{}", parts[0], part(json!({"role": "service_role"})), parts[2])
    };
    let stranger = Keys::generate(Algorithm::Es256).expect("keys");
    let check = |token: &str, expected: TokenError| assert_eq!(keys.verify(token, NOW_S), Err(expected));

    check("", TokenError::Empty);
    check("a.b", TokenError::Parts(2));
    check(&format!("{}.{}.", part(json!({"alg": "none"})), part(json!({}))), TokenError::Algorithm);
    check(&format!("{}.{}.AAAA", part(json!({"alg": "HS512"})), part(json!({}))), TokenError::Algorithm);
    check(&swap_body(&good), TokenError::Signature);
    check(&swap_body(&shared), TokenError::Signature);
    check(&stranger.sign(&json!({})).expect("a token"), TokenError::Key);
    check(&stranger.sign_with(Algorithm::Hs256, &json!({})).expect("a token"), TokenError::Signature);
    check(&format!("{good}A"), TokenError::Signature);
}

#[test]
fn codes_tell_decoding_from_claims() {
    assert_eq!(TokenError::Signature.code(), "PGRST301");
    assert_eq!(TokenError::Algorithm.code(), "PGRST301");
    assert_eq!(TokenError::Expired.code(), "PGRST303");
}
