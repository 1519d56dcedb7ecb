//! Tables: reading and writing rows under the caller's rights.

use serde_json::{Value, json};

use crate::support::{Request, get, post, request, server, signed_in, token};

const TICKETS: &str =
    "create table ticket (id int primary key, holder text, price numeric, used boolean default false);
  insert into ticket values (1, 'Ann', 10, true), (2, 'Bob', 20, false), (3, null, 30.5, false);
  grant all on ticket to authenticated;";

fn wishing(call: Request, token: &str, wish: &str) -> Request {
    call.bearer(token).header("prefer", wish)
}

#[tokio::test]
async fn rows_are_filtered_ordered_and_cut() {
    let (_database, server) = server(TICKETS).await;
    let token = signed_in(&server);
    let read = async |query: &str| {
        let rows =
            get(&server, &format!("/rest/v1/ticket?select=id&{query}")).bearer(&token).expect(200).await;
        let ids = rows.as_array().expect("rows").iter().map(|row| row["id"].as_i64().expect("an id"));
        ids.collect::<Vec<_>>()
    };
    for (query, expected) in [
        ("id=eq.2", &[2][..]),
        ("id=neq.2&order=id", &[1, 3]),
        ("price=gt.10&order=price.desc", &[3, 2]),
        ("price=gte.10&price=lt.30&order=id", &[1, 2]),
        ("price=lte.20&order=id.desc", &[2, 1]),
        ("holder=is.null", &[3]),
        ("holder=not.is.null&order=holder.desc", &[2, 1]),
        ("used=is.true", &[1]),
        ("id=in.(1,3,9)&order=id", &[1, 3]),
        ("holder=in.(%22Ann%22,Bob)&order=id", &[1, 2]),
        ("id=in.()", &[]),
        ("holder=ilike.a*", &[1]),
        ("order=id&limit=1&offset=1", &[2]),
        ("order=holder.desc.nullslast", &[2, 1, 3]),
    ] {
        assert_eq!(read(query).await, expected, "{query}");
    }
    let row = get(&server, "/rest/v1/ticket?id=eq.1&select=who:holder,price::text").bearer(&token);
    assert_eq!(row.expect(200).await, json!([{"who": "Ann", "price": "10"}]));
    let one = get(&server, "/rest/v1/ticket?id=eq.1&select=id").bearer(&token);
    let one = one.header("accept", "application/vnd.pgrst.object+json");
    assert_eq!(one.expect(200).await, json!({"id": 1}));
    let none = get(&server, "/rest/v1/ticket?id=eq.9").bearer(&token);
    let none = none.header("accept", "application/vnd.pgrst.object+json");
    assert_eq!(none.expect(406).await["code"], "PGRST116");
    let unknown = get(&server, "/rest/v1/ticket?nothing=eq.1").bearer(&token);
    assert_eq!(unknown.expect(400).await["code"], "42703");
}

#[tokio::test]
async fn rows_are_inserted_merged_changed_and_deleted() {
    let (database, server) = server(TICKETS).await;
    let token = signed_in(&server);
    let insert = |body: Value, wish: &str| wishing(post(&server, "/rest/v1/ticket", body), &token, wish);
    let change = |method, query: &str, wish: &str| {
        wishing(request(server.address(), method, &format!("/rest/v1/ticket?{query}")), &token, wish)
    };

    assert_eq!(insert(json!({"id": 4, "holder": "Cy"}), "return=minimal").expect(201).await, Value::Null);
    let told = insert(json!([{"id": 5}, {"id": 6}]), "return=representation").expect(201).await;
    assert_eq!(told[1], json!({"id": 6, "holder": null, "price": null, "used": false}));
    insert(json!({"id": 4, "holder": "Di"}), "").expect(409).await;
    let merged = insert(json!({"id": 4, "price": 7}), "resolution=merge-duplicates,return=representation");
    assert_eq!(merged.expect(201).await[0], json!({"id": 4, "holder": "Cy", "price": 7, "used": false}));
    insert(json!({"id": 4, "price": 8}), "resolution=ignore-duplicates").expect(201).await;
    assert_eq!(insert(json!([]), "return=representation").expect(201).await, json!([]));

    let changed = change("PATCH", "id=eq.4&select=price,used", "return=representation");
    assert_eq!(
        changed.json(json!({"price": 9, "used": true})).expect(200).await,
        json!([{"price": 9, "used": true}])
    );
    assert_eq!(change("PATCH", "id=eq.4", "").json(json!({"used": false})).expect(204).await, Value::Null);
    assert_eq!(change("PATCH", "id=eq.4", "").json(json!({})).expect(204).await, Value::Null);
    assert_eq!(
        change("DELETE", "id=gte.5", "return=representation").expect(200).await.as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(change("DELETE", "id=eq.4", "").expect(204).await, Value::Null);
    change("PUT", "id=eq.1", "").expect(405).await;
    let left =
        database.value("select string_agg(id::text, ',' order by id) from ticket").await.expect("a list");
    assert_eq!(left.as_deref(), Some("1,2,3"));
}

#[tokio::test]
async fn everybody_sees_and_writes_only_their_own_rows() {
    let (_database, server) = server(
        "create table note (owner uuid not null default auth.uid(), text text);
         alter table note enable row level security; alter table note force row level security;
         create policy own on note to authenticated using (owner = auth.uid()) with check (owner = auth.uid());
         grant select, insert, update on note to authenticated;",
    )
    .await;
    let person = |number: u32| {
        let sub = format!("00000000-0000-4000-8000-{number:012}");
        (token(&server, json!({"role": "authenticated", "sub": sub})), sub)
    };
    let ((ann, ann_id), (bob, _)) = (person(1), person(2));
    post(&server, "/rest/v1/note", json!({"text": "a"})).bearer(&ann).expect(201).await;
    post(&server, "/rest/v1/note", json!({"text": "b"})).bearer(&bob).expect(201).await;
    let rows = get(&server, "/rest/v1/note?select=text").bearer(&ann).expect(200).await;
    assert_eq!(rows, json!([{"text": "a"}]));
    let stolen = post(&server, "/rest/v1/note", json!({"text": "c", "owner": ann_id})).bearer(&bob);
    assert_eq!(stolen.expect(403).await["code"], "42501");
    get(&server, "/rest/v1/note").expect(401).await;
    request(server.address(), "DELETE", "/rest/v1/note").bearer(&ann).expect(403).await;
}
