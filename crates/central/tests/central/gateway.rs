//! The project's key and the caller's token.

use gatehouse_central::{Algorithm, Config, Keys, MovableClock, SECRET_KEY, Server};
use serde_json::json;

use crate::support::{database, get, post, request, server, signed_in, token};

const WHOAMI: &str = "create function whoami() returns json language sql stable as $$
  select json_build_object('role', current_user, 'sub', auth.uid(), 'claims', auth.jwt(),
    'method', current_setting('request.method'), 'path', current_setting('request.path'),
    'agent', current_setting('request.headers')::json ->> 'user-agent')
$$";

#[tokio::test]
async fn without_the_projects_key_nobody_gets_in() {
    let (_database, server) = server(WHOAMI).await;
    for path in ["/rest/v1/rpc/whoami", "/auth/v1/user", "/auth/v1/health"] {
        let body = get(&server, path).without("apikey").expect(401).await;
        assert_eq!(body["message"], "No API key found in request");
        let body = get(&server, path).header("apikey", "sb_publishable_wrong").expect(401).await;
        assert_eq!(body["message"], "Invalid API key");
    }
    get(&server, "/rest/v1/rpc/whoami").header("apikey", &signed_in(&server)).expect(200).await;
    get(&server, "/nowhere").expect(404).await;
    request(server.address(), "GET", "/auth/v1/.well-known/jwks.json").without("apikey").expect(200).await;
}

#[tokio::test]
async fn the_role_is_that_of_the_token_or_of_the_key() {
    let (_database, server) = server(WHOAMI).await;
    let call = post(&server, "/rest/v1/rpc/whoami", json!({})).header("user-agent", "test");
    let anon = call.expect(200).await;
    assert_eq!(anon["role"], "anon");
    assert_eq!(anon["method"], "POST");
    assert_eq!(anon["path"], "/rpc/whoami");
    assert_eq!(anon["agent"], "test");
    let key = gatehouse_central::PUBLISHABLE_KEY;
    assert_eq!(call.clone().bearer(key).expect(200).await["role"], "anon");
    let person = call.clone().bearer(&signed_in(&server)).expect(200).await;
    assert_eq!(person["role"], "authenticated");
    assert_eq!(person["sub"], "00000000-0000-4000-8000-000000000001");
    assert_eq!(call.clone().header("apikey", SECRET_KEY).expect(200).await["role"], "service_role");
    let plain = token(&server, json!({"sub": null}));
    assert_eq!(call.clone().bearer(&plain).expect(200).await["claims"]["role"], "anon");
}

#[tokio::test]
async fn both_kinds_of_signature_are_believed() {
    let database = database(WHOAMI).await;
    for algorithm in [Algorithm::Hs256, Algorithm::Es256] {
        let keys = Some(Keys::generate(algorithm).expect("keys"));
        let server = Server::start(&database, Config { keys, ..Config::default() }).await.expect("a server");
        let claims = json!({"role": "authenticated"});
        for with in [Algorithm::Hs256, Algorithm::Es256] {
            let token = server.keys().sign_with(with, &claims).expect("a token");
            let body = get(&server, "/rest/v1/rpc/whoami").bearer(&token).expect(200).await;
            assert_eq!(body["role"], "authenticated");
        }
    }
}

#[tokio::test]
async fn a_token_ends_thirty_seconds_after_its_time() {
    let database = database(WHOAMI).await;
    let time = MovableClock::at(1_800_000_000_000);
    let config = Config { clock: time.clock(), ..Config::default() };
    let server = Server::start(&database, config).await.expect("a server");
    let token = token(&server, json!({"role": "authenticated", "exp": 1_800_000_100}));
    let call = get(&server, "/rest/v1/rpc/whoami").bearer(&token);
    time.set(1_800_000_130_999);
    call.expect(200).await;
    time.set(1_800_000_131_000);
    let reply = call.send().await;
    assert_eq!(reply.status, 401);
    assert_eq!(reply.value()["code"], "PGRST303");
    assert_eq!(reply.value()["message"], "JWT expired");
    let challenge = reply.header("www-authenticate").expect("a challenge");
    assert!(challenge.contains("error_description=\"JWT expired\""), "{challenge}");
}

#[tokio::test]
async fn a_token_that_was_tampered_with_is_refused() {
    let (_database, server) = server(WHOAMI).await;
    let good = signed_in(&server);
    let stranger = Keys::generate(Algorithm::Hs256).expect("keys");
    let forged = stranger.sign(&json!({"role": "service_role"})).expect("a token");
    // {"alg":"none"} and {"role":"service_role"}
    let unsigned = "eyJhbGciOiJub25lIn0.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.";
    for bad in [&good[..good.len() - 4], &forged, unsigned, "a.b", "nonsense"] {
        let body = get(&server, "/rest/v1/rpc/whoami").bearer(bad).expect(401).await;
        assert_eq!(body["code"], "PGRST301", "{bad}");
        assert_eq!(body["hint"], json!(null));
    }
}

#[tokio::test]
async fn a_role_that_is_not_there_or_not_allowed_is_refused() {
    let (_database, server) = server(WHOAMI).await;
    let call = get(&server, "/rest/v1/rpc/whoami");
    call.clone().bearer(&token(&server, json!({"role": "nobody"}))).expect(401).await;
    let body = call.bearer(&token(&server, json!({"role": "postgres"}))).expect(403).await;
    assert_eq!(body["code"], "42501");
}
