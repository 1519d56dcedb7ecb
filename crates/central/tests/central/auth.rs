//! Signing up, in and out.

use std::time::Duration;

use gatehouse_central::{Algorithm, AuthConfig, Config, Database, Keys, MovableClock, Server};
use serde_json::{Value, json};

use crate::support::{database, get, post, server};

/// A server whose clock stands still.
async fn timed(auth: AuthConfig) -> (Database, Server, MovableClock) {
    let database = database("").await;
    let time = MovableClock::at(1_800_000_000_000);
    let config = Config { clock: time.clock(), auth, ..Config::default() };
    let server = Server::start(&database, config).await.expect("a server");
    (database, server, time)
}

async fn sign_up(server: &Server) -> Value {
    post(server, "/auth/v1/signup", json!({"data": {}})).expect(200).await
}

async fn refresh(server: &Server, token: &Value, status: u16) -> Value {
    let call = post(server, "/auth/v1/token?grant_type=refresh_token", json!({"refresh_token": token}));
    call.expect(status).await
}

fn access(tokens: &Value) -> &str {
    tokens["access_token"].as_str().expect("a token")
}

#[tokio::test]
async fn a_device_signs_up_without_a_name() {
    let (database, server, _time) = timed(AuthConfig::default()).await;
    let tokens = post(&server, "/auth/v1/signup", json!({})).body("").expect(200).await;
    assert_eq!(tokens["token_type"], "bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["expires_at"], 1_800_003_600);
    assert_eq!(tokens["user"]["is_anonymous"], true);
    assert_eq!(tokens["user"]["role"], "authenticated");
    assert_eq!(tokens["user"]["aud"], "authenticated");
    let claims = server.keys().verify(access(&tokens), 1_800_000_000).expect("claims");
    assert_eq!(claims["sub"], tokens["user"]["id"]);
    assert_eq!(claims["is_anonymous"], true);
    assert_eq!(claims["amr"][0]["method"], "anonymous");
    let user = get(&server, "/auth/v1/user").bearer(access(&tokens)).expect(200).await;
    assert_eq!(user, tokens["user"]);
    let known = database.value("select id from auth.users where is_anonymous").await.expect("a user");
    assert_eq!(known.as_deref(), user["id"].as_str());
}

#[tokio::test]
async fn a_person_signs_up_and_in() {
    let (_database, server) = server("").await;
    let sign_up = |body: Value| post(&server, "/auth/v1/signup", body);
    let tokens = sign_up(json!({"email": "Ann@Example.org", "password": "secret1", "data": {"name": "Ann"}}))
        .expect(200)
        .await;
    assert_eq!(tokens["user"]["email"], "ann@example.org");
    assert_eq!(tokens["user"]["is_anonymous"], false);
    assert_eq!(tokens["user"]["user_metadata"], json!({"name": "Ann"}));
    for (body, status, code) in [
        (json!({"email": "ann@example.org", "password": "secret2"}), 422, "user_already_exists"),
        (json!({"email": "bob@example.org", "password": "short"}), 422, "weak_password"),
        (json!({"email": "bob", "password": "secret1"}), 400, "validation_failed"),
        (json!({"password": "secret1"}), 400, "validation_failed"),
    ] {
        assert_eq!(sign_up(body).expect(status).await["error_code"], code);
    }
    let sign_in = |email: &str, password: &str| {
        post(&server, "/auth/v1/token?grant_type=password", json!({"email": email, "password": password}))
    };
    assert_eq!(sign_in("ann@example.org", "secret1").expect(200).await["user"]["id"], tokens["user"]["id"]);
    for (email, password) in [("ann@example.org", "secret2"), ("bob@example.org", "secret1"), ("", "")] {
        assert_eq!(sign_in(email, password).expect(400).await["error_code"], "invalid_credentials");
    }
    assert_eq!(
        post(&server, "/auth/v1/token", json!({})).expect(400).await["error_code"],
        "invalid_credentials"
    );
    assert_eq!(sign_up(json!({})).body("{x").expect(400).await["error_code"], "bad_json");
}

#[tokio::test]
async fn the_organizer_is_made_once_and_can_be_given_another_password() {
    let (_database, server) = server("").await;
    let id = server.ensure_user("ann@example.org", "secret1").await.expect("a user");
    assert_eq!(server.ensure_user("ann@example.org", "secret2").await.expect("the same"), id);
    let body = json!({"email": "ann@example.org", "password": "secret2"});
    let tokens = post(&server, "/auth/v1/token?grant_type=password", body).expect(200).await;
    assert_eq!(tokens["user"]["id"], id.as_str());
}

#[tokio::test]
async fn a_password_of_a_seed_written_for_gotrue_is_good() {
    let (_database, server) = server(
        "create extension pgcrypto with schema extensions;
         insert into auth.users (id, aud, role, email, encrypted_password) values (gen_random_uuid(), 'authenticated',
           'authenticated', 'ann@example.org', extensions.crypt('secret1', extensions.gen_salt('bf', 4)))",
    )
    .await;
    let body = |password: &str| json!({"email": "ann@example.org", "password": password});
    post(&server, "/auth/v1/token?grant_type=password", body("secret1")).expect(200).await;
    post(&server, "/auth/v1/token?grant_type=password", body("secret2")).expect(400).await;
}

#[tokio::test]
async fn a_refresh_token_is_good_once() {
    let (_database, server, time) = timed(AuthConfig::default()).await;
    let first = sign_up(&server).await;
    time.advance(Duration::from_secs(3000));
    let second = refresh(&server, &first["refresh_token"], 200).await;
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_eq!(second["expires_at"], 1_800_006_600);
    assert_eq!(second["user"]["id"], first["user"]["id"]);
    let third = refresh(&server, &second["refresh_token"], 200).await;
    assert_ne!(third["refresh_token"], second["refresh_token"]);
    assert_eq!(refresh(&server, &json!("unknown"), 400).await["error_code"], "refresh_token_not_found");
    assert_eq!(refresh(&server, &json!(""), 400).await["error_code"], "validation_failed");
}

#[tokio::test]
async fn a_used_token_is_answered_with_the_same_successor_for_ten_seconds() {
    let (_database, server, time) = timed(AuthConfig::default()).await;
    let first = sign_up(&server).await["refresh_token"].clone();
    let successor = refresh(&server, &first, 200).await["refresh_token"].clone();
    time.advance(Duration::from_secs(10));
    assert_eq!(refresh(&server, &first, 200).await["refresh_token"], successor);
    time.advance(Duration::from_millis(1));
    assert_eq!(refresh(&server, &first, 400).await["error_code"], "refresh_token_already_used");
    assert_eq!(
        refresh(&server, &successor, 400).await["error_code"],
        "refresh_token_already_used",
        "the family is revoked"
    );
}

#[tokio::test]
async fn the_parent_is_forgiven_where_that_is_wanted() {
    let (_database, server, time) =
        timed(AuthConfig { forgives_parent: true, ..AuthConfig::default() }).await;
    let first = sign_up(&server).await["refresh_token"].clone();
    let second = refresh(&server, &first, 200).await["refresh_token"].clone();
    time.advance(Duration::from_secs(3600));
    assert_eq!(refresh(&server, &first, 200).await["refresh_token"], second);
    refresh(&server, &second, 200).await;
    time.advance(Duration::from_secs(3600));
    refresh(&server, &first, 400).await;
}

#[tokio::test]
async fn refreshing_twice_at_once_gives_one_successor() {
    let (_database, server, _time) = timed(AuthConfig::default()).await;
    let first = sign_up(&server).await["refresh_token"].clone();
    let call = post(&server, "/auth/v1/token?grant_type=refresh_token", json!({"refresh_token": first}));
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let call = call.clone();
            tokio::spawn(async move { call.expect(200).await["refresh_token"].clone() })
        })
        .collect();
    let mut successors = Vec::new();
    for call in calls {
        successors.push(call.await.expect("an answer"));
    }
    successors.dedup();
    assert_eq!(successors.len(), 1);
}

#[tokio::test]
async fn signing_out_ends_one_session_or_all() {
    let (_database, server, _time) = timed(AuthConfig::default()).await;
    server.ensure_user("ann@example.org", "secret1").await.expect("a user");
    let sign_in = async || {
        let body = json!({"email": "ann@example.org", "password": "secret1"});
        post(&server, "/auth/v1/token?grant_type=password", body).expect(200).await
    };
    let sign_out = async |tokens: &Value, scope: &str| {
        post(&server, &format!("/auth/v1/logout?scope={scope}"), json!({}))
            .bearer(access(tokens))
            .expect(204)
            .await
    };
    let (first, second, third) = (sign_in().await, sign_in().await, sign_in().await);
    sign_out(&first, "local").await;
    let gone = get(&server, "/auth/v1/user").bearer(access(&first)).expect(403).await;
    assert_eq!(gone["error_code"], "session_not_found");
    assert_eq!(refresh(&server, &first["refresh_token"], 400).await["error_code"], "refresh_token_not_found");
    sign_out(&second, "others").await;
    refresh(&server, &third["refresh_token"], 400).await;
    let second = refresh(&server, &second["refresh_token"], 200).await;
    sign_out(&second, "global").await;
    refresh(&server, &second["refresh_token"], 400).await;
}

#[tokio::test]
async fn an_access_token_ends() {
    let (_database, server, time) = timed(AuthConfig { access_token_s: 60, ..AuthConfig::default() }).await;
    let tokens = sign_up(&server).await;
    assert_eq!(tokens["expires_in"], 60);
    let user = get(&server, "/auth/v1/user").bearer(access(&tokens));
    user.expect(200).await;
    time.advance(Duration::from_secs(91));
    let body = user.expect(403).await;
    assert_eq!(body["error_code"], "bad_jwt");
    assert!(body["msg"].as_str().expect("a message").contains("expired"));
    assert_eq!(get(&server, "/auth/v1/user").expect(401).await["error_code"], "no_authorization");
    assert_eq!(user.bearer("a.b.c").expect(403).await["error_code"], "bad_jwt");
}

#[tokio::test]
async fn what_is_switched_off_is_refused() {
    let (_database, server, _time) =
        timed(AuthConfig { anonymous_sign_ins: false, ..AuthConfig::default() }).await;
    let body = post(&server, "/auth/v1/signup", json!({})).expect(422).await;
    assert_eq!(body["error_code"], "anonymous_provider_disabled");
    let (_database, server, _time) = timed(AuthConfig { sign_ups: false, ..AuthConfig::default() }).await;
    assert_eq!(
        post(&server, "/auth/v1/signup", json!({})).expect(422).await["error_code"],
        "signup_disabled"
    );
    assert_eq!(get(&server, "/auth/v1/signup").expect(405).await["error_code"], "bad_method");
    assert_eq!(get(&server, "/auth/v1/health").expect(200).await["name"], "GoTrue");
}

#[tokio::test]
async fn the_public_key_is_there_for_everybody() {
    let keys = Some(Keys::generate(Algorithm::Es256).expect("keys"));
    let server =
        Server::start(&database("").await, Config { keys, ..Config::default() }).await.expect("a server");
    let set = get(&server, "/auth/v1/.well-known/jwks.json").without("apikey").expect(200).await;
    assert_eq!(set["keys"][0]["alg"], "ES256");
    assert_eq!(set["keys"][0]["x"].as_str().map(str::len), Some(43));
}
