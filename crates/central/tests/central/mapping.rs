//! Errors of the database as a caller sees them.

use serde_json::json;

use crate::support::{get, post, server, signed_in};

#[tokio::test]
async fn raised_states_become_the_statuses_of_postgrest() {
    let (_database, server) = server(
        "create function fail(state text) returns json language plpgsql as $$
           begin raise exception using errcode = state, message = 'why', detail = 'more', hint = 'so'; end $$",
    )
    .await;
    for (state, status) in [
        ("P0001", 400),
        ("22023", 400),
        ("23503", 409),
        ("23505", 409),
        ("40001", 500),
        ("40P01", 500),
        ("42501", 403),
        ("53300", 503),
        ("57014", 500),
        ("PT402", 402),
        ("PT418", 418),
        ("XX000", 500),
    ] {
        let call = post(&server, "/rest/v1/rpc/fail", json!({"state": state}));
        let body = call.bearer(&signed_in(&server)).expect(status).await;
        assert_eq!(body, json!({"code": state, "message": "why", "details": "more", "hint": "so"}));
    }
    let reply = post(&server, "/rest/v1/rpc/fail", json!({"state": "42501"})).send().await;
    assert_eq!(reply.status, 401, "to whoever has not signed in, a missing right means: sign in");
    assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
    assert_eq!(reply.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(reply.header("proxy-status"), Some("PostgREST; error=42501"));
}

#[tokio::test]
async fn real_mistakes_have_their_statuses() {
    let (_database, server) = server(
        "create table venue (id int primary key, name text not null check (name <> ''));
         create table hall (id int primary key, venue int references venue);
         insert into venue values (1, 'Forum');
         grant all on venue, hall to authenticated;
         create table secret (id int);
         create function divide(by int) returns int language sql as $$ select 1 / by $$;
         create function broken() returns int language plpgsql as $$ begin return nowhere(); end $$;",
    )
    .await;
    let token = signed_in(&server);
    for (path, body, status, code) in [
        ("venue", json!({"id": 1, "name": "Again"}), 409, "23505"),
        ("hall", json!({"id": 1, "venue": 7}), 409, "23503"),
        ("venue", json!({"id": 2, "name": ""}), 400, "23514"),
        ("venue", json!({"id": 2}), 400, "23502"),
        ("venue", json!({"id": "two", "name": "x"}), 400, "22P02"),
        ("venue", json!({"id": 2, "town": "x"}), 400, "PGRST204"),
        ("venue", json!([{"id": 2, "name": "x"}, {"id": 3}]), 400, "PGRST102"),
        ("secret", json!({"id": 1}), 403, "42501"),
        ("nowhere", json!({"id": 1}), 404, "PGRST205"),
        ("a/b/c", json!({"id": 1}), 404, "PGRST125"),
        ("rpc/divide", json!({"by": 0}), 400, "22012"),
        ("rpc/divide", json!({"by": "x"}), 400, "22P02"),
        ("rpc/divide", json!({"through": 1}), 404, "PGRST202"),
        ("rpc/divide", json!({}), 404, "PGRST202"),
        ("rpc/nowhere", json!({"a": 1, "b": 2}), 404, "PGRST202"),
        ("rpc/broken", json!({}), 404, "42883"),
    ] {
        let call = post(&server, &format!("/rest/v1/{path}"), body).bearer(&token);
        let body = call.expect(status).await;
        assert_eq!(body["code"], code, "{path}: {body}");
    }
    let call = post(&server, "/rest/v1/rpc/divide", json!({})).bearer(&token).body("{not json");
    assert_eq!(call.expect(400).await["code"], "PGRST102");
    assert_eq!(get(&server, "/rest/v1/secret").expect(401).await["code"], "42501");
    for query in ["id=1", "id=almost.1", "limit=few", "order=id.sideways", "select=a,b(c)", "or=(id.eq.1)"] {
        let body = get(&server, &format!("/rest/v1/venue?{query}")).bearer(&token).expect(400).await;
        assert_eq!(body["code"], "PGRST100", "{query}");
    }
}

#[tokio::test]
async fn a_function_may_say_itself_what_is_answered() {
    let (_database, server) = server(
        "create function refuse() returns json language plpgsql as $$ begin
           raise sqlstate 'PGRST' using message = '{\"code\": \"full\", \"message\": \"No more\", \"hint\": \"wait\"}',
             detail = '{\"status\": 429, \"headers\": {}}'; end $$;
         create function babble() returns json language plpgsql as $$ begin
           raise sqlstate 'PGRST' using message = 'x'; end $$;",
    )
    .await;
    let body = post(&server, "/rest/v1/rpc/refuse", json!({})).expect(429).await;
    assert_eq!(body, json!({"code": "full", "message": "No more", "details": null, "hint": "wait"}));
    assert_eq!(post(&server, "/rest/v1/rpc/babble", json!({})).expect(500).await["code"], "PGRST121");
}
