//! Functions: arguments, results, transactions.

use serde_json::{Value, json};

use crate::support::{get, post, request, server, signed_in};

#[tokio::test]
async fn arguments_go_by_name_and_may_be_left_out() {
    let (_database, server) = server(
        "create function greet(name text, \"Times\" int default 1, list jsonb default null, ids uuid[] default '{}')
           returns jsonb language sql immutable as $$ select jsonb_build_object('name', name, 'times', \"Times\",
             'list', list, 'ids', cardinality(ids)) $$;
         create function whole(json) returns json language sql as $$ select $1 $$;
         create function nothing() returns void language sql as $$ $$;
         create function two(a int) returns int language sql as $$ select 1 $$;
         create function two(b text) returns int language sql as $$ select 2 $$;
         create function pair(out a int, out b text) language sql as $$ select 1, 'x' $$;",
    )
    .await;
    let rpc = |name: &str, body: Value| post(&server, &format!("/rest/v1/rpc/{name}"), body);
    let given = json!({"name": "O'Hara \\ 'x'", "list": [1, {"a": null}],
        "ids": ["00000000-0000-4000-8000-000000000001"]});
    let expected = json!({"name": "O'Hara \\ 'x'", "times": 1, "list": [1, {"a": null}], "ids": 1});
    assert_eq!(rpc("greet", given).expect(200).await, expected);
    let call = get(&server, "/rest/v1/rpc/greet?name=A%26B&Times=3&list=%5B1%5D");
    assert_eq!(call.expect(200).await, json!({"name": "A&B", "times": 3, "list": [1], "ids": 0}));
    assert_eq!(rpc("whole", json!({"any": [1]})).expect(200).await, json!({"any": [1]}));
    assert_eq!(rpc("two", json!({"b": 1})).expect(200).await, json!(2));
    assert_eq!(rpc("pair", json!({})).expect(200).await, json!({"a": 1, "b": "x"}));
    let reply = rpc("nothing", json!({})).body("").send().await;
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    let delete = request(server.address(), "DELETE", "/rest/v1/rpc/nothing");
    assert_eq!(delete.expect(405).await["code"], "PGRST101");
}

#[tokio::test]
async fn sets_are_cut_at_a_thousand_rows_without_a_word() {
    let (_database, server) = server(
        "create function numbers() returns setof int language sql stable as $$ select generate_series(1, 1500) $$;
         create function rows() returns table (n int, half int) language sql stable as $$
           select n, n / 2 from generate_series(1, 1500) n $$;
         create function one() returns json language sql stable as $$
           select json_agg(n) from generate_series(1, 1500) n $$;
         create table numbered as select n from generate_series(1, 1500) n;
         grant select on numbered to anon;",
    )
    .await;
    for path in ["rpc/numbers", "rpc/rows", "numbered"] {
        let reply = get(&server, &format!("/rest/v1/{path}")).send().await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-range"), Some("0-999/*"));
        assert_eq!(reply.value().as_array().expect("rows").len(), 1000, "{path}");
    }
    let one = get(&server, "/rest/v1/rpc/one").expect(200).await;
    assert_eq!(one.as_array().expect("an array").len(), 1500, "one value is never cut");
    let call = get(&server, "/rest/v1/rpc/rows?n=gt.10&order=n.desc&limit=2&offset=1&select=half");
    assert_eq!(call.expect(200).await, json!([{"half": 749}, {"half": 749}]));
}

#[tokio::test]
async fn only_a_post_to_a_volatile_function_may_write() {
    let (database, server) = server(
        "create table scan (id serial);
         create function note() returns int language sql volatile security definer as $$
           insert into scan default values returning id $$;
         create function note_quietly() returns int language plpgsql stable security definer as $$
           begin return note(); end $$;",
    )
    .await;
    assert_eq!(get(&server, "/rest/v1/rpc/note").expect(405).await["code"], "25006");
    post(&server, "/rest/v1/rpc/note_quietly", json!({})).expect(405).await;
    post(&server, "/rest/v1/rpc/note", json!({})).expect(200).await;
    let count = database.value("select count(*) from scan").await.expect("a count");
    assert_eq!(count.as_deref(), Some("1"));
}

#[tokio::test]
async fn the_time_limits_of_roles_and_functions_are_kept() {
    let (_database, server) = server(
        "create role hasty nologin; grant hasty to authenticator; grant usage on schema public to hasty;
         alter role hasty set statement_timeout = '50ms'; alter role hasty set default_transaction_isolation = 'serializable';
         create function time_limit() returns text language sql as $$ select current_setting('statement_timeout') $$;
         create function doze() returns text language sql as $$ select pg_sleep(10)::text $$;
         create function isolation() returns text language sql as $$ select current_setting('transaction_isolation') $$;
         create function doze_briefly() returns text language sql set statement_timeout = '50ms' as $$
           select pg_sleep(10)::text $$;",
    )
    .await;
    let hasty = crate::support::token(&server, json!({"role": "hasty"}));
    let body = post(&server, "/rest/v1/rpc/doze", json!({})).bearer(&hasty).expect(500).await;
    assert_eq!(body["code"], "57014");
    let body = post(&server, "/rest/v1/rpc/isolation", json!({})).bearer(&hasty).expect(200).await;
    assert_eq!(body, "serializable");
    let body = post(&server, "/rest/v1/rpc/doze_briefly", json!({})).expect(500).await;
    assert_eq!(body["code"], "57014");
    let time_limit = post(&server, "/rest/v1/rpc/time_limit", json!({}));
    assert_eq!(time_limit.expect(200).await, "3s", "of a hosted project");
    assert_eq!(time_limit.bearer(&signed_in(&server)).expect(200).await, "8s");
    let body = post(&server, "/rest/v1/rpc/isolation", json!({})).expect(200).await;
    assert_eq!(body, "read committed", "nothing stays behind on the connection");
}

#[tokio::test]
async fn a_failed_call_leaves_nothing_behind() {
    let (database, server) = server(
        "create table scan (id int);
         create function half() returns int language plpgsql security definer as $$
           begin insert into scan values (1); raise exception 'no'; end $$;
         create table late (id int, unique (id) deferrable initially deferred);
         create function twice() returns int language sql security definer as $$
           insert into late values (1), (1); select 1 $$;",
    )
    .await;
    for _ in 0..20 {
        post(&server, "/rest/v1/rpc/half", json!({})).expect(400).await;
        post(&server, "/rest/v1/rpc/twice", json!({})).expect(409).await;
    }
    let counts = "select (select count(*) from scan) + (select count(*) from late)";
    assert_eq!(database.value(counts).await.expect("a count").as_deref(), Some("0"));
}

#[tokio::test]
async fn long_answers_are_compressed_for_those_who_ask() {
    let (_database, server) = server(
        "create function long() returns text language sql stable as $$ select repeat('x', 5000) $$;
         create function short() returns text language sql stable as $$ select 'x' $$;",
    )
    .await;
    let call = get(&server, "/rest/v1/rpc/long").header("accept-encoding", "br, gzip");
    let reply = call.send().await;
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    assert!(reply.body.len() < 200);
    assert_eq!(reply.value(), json!("x".repeat(5000)));
    assert_eq!(get(&server, "/rest/v1/rpc/long").send().await.header("content-encoding"), None);
    let reply = get(&server, "/rest/v1/rpc/short").header("accept-encoding", "gzip").send().await;
    assert_eq!(reply.header("content-encoding"), None);
}

#[tokio::test]
async fn more_callers_than_connections_take_turns() {
    let (database, server) = server(
        "create table counter (n int); insert into counter values (0);
         create function count_up() returns int language sql security definer as $$
           update counter set n = n + 1 returning n $$;",
    )
    .await;
    let token = signed_in(&server);
    let call = post(&server, "/rest/v1/rpc/count_up", json!({})).bearer(&token);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let call = call.clone();
            tokio::spawn(async move { call.expect(200).await })
        })
        .collect();
    for call in calls {
        call.await.expect("an answer");
    }
    assert_eq!(database.value("select n from counter").await.expect("a number").as_deref(), Some("50"));
}
