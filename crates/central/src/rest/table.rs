//! `/rest/v1/<table>`: reading and writing rows under the caller's rights.

use hyper::Method;
use serde_json::Value;

use super::catalog::{self, Table};
use super::error::ApiError;
use super::literal::{ident, literal};
use super::selection::Selection;
use super::transaction::{Access, Transaction};
use super::{parse_body, prefers, wants_object, wrong_method};
use crate::server::{Answer, Call, Caller, Central};

pub(super) async fn answer(
    central: &Central,
    call: &Call,
    caller: &Caller,
    name: &str,
) -> Result<Answer, ApiError> {
    let Some(table) = catalog::table(central, name).await? else {
        let message = format!("Could not find the table 'public.{name}' in the schema cache");
        return Err(ApiError::new(404, "PGRST205", &message));
    };
    let selection = Selection::parse(call, |_| false)?;
    let target = format!("\"public\".{}", ident(name));
    let (condition, columns) = (selection.condition(), selection.columns());
    let reading = matches!(call.method, Method::GET | Method::HEAD);
    let tells = reading || prefers(call, "return=representation");
    if let Some(answer) = nothing_to_write(call, tells) {
        return Ok(answer);
    }
    let change = match call.method {
        Method::GET | Method::HEAD => {
            let bounds = selection.bounds(central.config.max_rows);
            format!("select {columns} from {target}{condition}{bounds}")
        }
        Method::POST => insert(call, name, &table, &target)?,
        Method::PATCH => update(call, name, &table, &target, &condition)?,
        Method::DELETE => format!("delete from {target}{condition}"),
        _ => return Err(wrong_method(call)),
    };
    let object = tells && wants_object(call);
    let aggregate = if object { "json_agg(t) -> 0" } else { "coalesce(json_agg(t), '[]')" };
    let sql = if reading {
        format!("select ({aggregate})::text, count(*) from ({change}) t")
    } else if tells {
        format!(
            "with source as ({change} returning *) \
             select ({aggregate})::text, count(*) from (select {columns} from source) t"
        )
    } else {
        // Not asking for the rows back needs no right to see them.
        format!("with source as ({change} returning 1) select '', count(*) from source")
    };
    let access = if reading { Access::ReadOnly } else { Access::ReadWrite };
    let settings = Vec::new();
    let transaction = Transaction { central, call, caller, access, settings, exactly_one: object };
    let outcome = transaction.run(&sql).await?;
    Ok(match (&call.method, tells) {
        (&Method::GET | &Method::HEAD, _) => {
            Answer::text(200, outcome.body).with("content-range", selection.range(outcome.rows))
        }
        (&Method::POST, true) => Answer::text(201, outcome.body),
        (&Method::POST, false) => Answer::empty(201),
        (_, true) => Answer::text(200, outcome.body),
        (_, false) => Answer::empty(204),
    })
}

/// The answer to a call that brings no rows or sets no columns: done, without a look at the database.
fn nothing_to_write(call: &Call, tells: bool) -> Option<Answer> {
    let (empty, done) = match call.method {
        Method::POST => ("[]", 201),
        Method::PATCH => ("{}", 204),
        _ => return None,
    };
    if call.body.trim_ascii() != empty.as_bytes() {
        return None;
    }
    let told = if done == 204 { 200 } else { done };
    Some(if tells { Answer::text(told, "[]".to_owned()) } else { Answer::empty(done) })
}

fn insert(call: &Call, name: &str, table: &Table, target: &str) -> Result<String, ApiError> {
    let rows = match parse_body(call)? {
        Value::Array(rows) => rows,
        row => vec![row],
    };
    let first = rows.first().and_then(Value::as_object);
    let keys: Vec<String> = first.map(|row| row.keys().cloned().collect()).unwrap_or_default();
    let same = |row: &Value| {
        row.as_object()
            .is_some_and(|row| row.len() == keys.len() && keys.iter().all(|key| row.contains_key(key)))
    };
    if !rows.iter().all(same) {
        return Err(ApiError::new(400, "PGRST102", "All object keys must match"));
    }
    known(name, table, &keys)?;
    if keys.is_empty() {
        return Ok(format!("insert into {target} default values"));
    }
    let columns = keys.iter().map(|key| ident(key)).collect::<Vec<_>>().join(", ");
    let payload = literal(&Value::Array(rows).to_string());
    let source = format!("select {columns} from json_populate_recordset(null::{target}, {payload}::json)");
    Ok(format!("insert into {target} ({columns}) {source}{}", conflict(call, table, &keys)))
}

/// What to do about rows that are there already.
fn conflict(call: &Call, table: &Table, keys: &[String]) -> String {
    let on = match call.parameter("on_conflict") {
        Some(columns) => columns.split(',').map(ident).collect(),
        None => table.primary_key.iter().map(|column| ident(column)).collect::<Vec<_>>(),
    };
    if on.is_empty() {
        return String::new();
    }
    let on = on.join(", ");
    if prefers(call, "resolution=ignore-duplicates") {
        format!(" on conflict ({on}) do nothing")
    } else if prefers(call, "resolution=merge-duplicates") {
        let assignments: Vec<_> = keys.iter().map(|key| format!("{0} = excluded.{0}", ident(key))).collect();
        format!(" on conflict ({on}) do update set {}", assignments.join(", "))
    } else {
        String::new()
    }
}

fn update(call: &Call, name: &str, table: &Table, target: &str, condition: &str) -> Result<String, ApiError> {
    let body = parse_body(call)?;
    let Some(row) = body.as_object() else {
        return Err(ApiError::new(400, "PGRST102", "All object keys must match"));
    };
    let keys: Vec<String> = row.keys().cloned().collect();
    known(name, table, &keys)?;
    let payload = literal(&body.to_string());
    let columns = keys.iter().map(|key| ident(key)).collect::<Vec<_>>().join(", ");
    Ok(format!(
        "update {target} set ({columns}) = \
         (select {columns} from json_populate_record(null::{target}, {payload}::json)){condition}"
    ))
}

/// Refuses columns that the table does not have.
fn known(name: &str, table: &Table, keys: &[String]) -> Result<(), ApiError> {
    match keys.iter().find(|key| !table.columns.contains(key)) {
        None => Ok(()),
        Some(key) => {
            let message = format!("Could not find the '{key}' column of '{name}' in the schema cache");
            Err(ApiError::new(400, "PGRST204", &message))
        }
    }
}
