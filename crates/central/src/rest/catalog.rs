//! What the schema `public` has to offer, looked up anew for every call: the stand-in has no schema cache to go stale.

use serde_json::Value;

use super::error::ApiError;
use super::literal::literal;
use super::transaction::row;
use crate::server::Central;

/// A function that can be called.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) parameters: Vec<Parameter>,
    pub(super) volatile: bool,
    pub(super) returns: Returns,
    pub(super) set: bool,
    /// Settings that PostgREST applies to the whole transaction.
    pub(super) settings: Vec<(String, String)>,
}

/// One parameter of a function.
#[derive(Debug)]
pub(super) struct Parameter {
    /// Empty when it has none.
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) has_default: bool,
}

/// What a function returns, or a set of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Returns {
    Nothing,
    Scalar,
    Composite,
}

/// A table or view.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    pub(super) primary_key: Vec<String>,
}

/// All functions of this name.
pub(super) async fn functions(central: &Central, name: &str) -> Result<Vec<Function>, ApiError> {
    let sql = format!(
        "select coalesce(json_agg(json_build_object(
           'volatile', p.provolatile = 'v', 'set', p.proretset, 'settings', p.proconfig,
           'returns', case when t.typname = 'void' then 0 when t.typtype = 'c' or t.typname = 'record' then 2 else 1 end,
           'parameters', (
             select coalesce(json_agg(json_build_object('name', coalesce(a.name, ''),
               'kind', pg_catalog.format_type(a.kind, null),
               'has_default', a.number > p.pronargs - p.pronargdefaults) order by a.number), '[]')
             from (select row_number() over (order by u.place) as number, u.name, u.kind
                   from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes, p.proargnames)
                     with ordinality as u (kind, mode, name, place)
                   where coalesce(u.mode, 'i') in ('i', 'b', 'v')) a)) order by p.oid), '[]')
         from pg_catalog.pg_proc p join pg_catalog.pg_type t on t.oid = p.prorettype
         where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.proname = {}",
        literal(name)
    );
    let found = ask(central, &sql).await?;
    Ok(found.as_array().into_iter().flatten().map(function).collect())
}

/// The table or view of this name.
pub(super) async fn table(central: &Central, name: &str) -> Result<Option<Table>, ApiError> {
    let sql = format!(
        "select json_build_object(
           'columns', (select coalesce(json_agg(attname order by attnum), '[]') from pg_catalog.pg_attribute
                       where attrelid = c.oid and attnum > 0 and not attisdropped),
           'primary_key', (select coalesce(json_agg(a.attname order by a.attnum), '[]')
                           from pg_catalog.pg_index i join pg_catalog.pg_attribute a
                             on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                           where i.indrelid = c.oid and i.indisprimary))
         from pg_catalog.pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
           and c.relname = {}",
        literal(name)
    );
    let found = ask(central, &sql).await?;
    if found.is_null() {
        return Ok(None);
    }
    Ok(Some(Table { columns: texts(&found["columns"]), primary_key: texts(&found["primary_key"]) }))
}

/// Runs a query that answers one JSON value; null when there is none.
async fn ask(central: &Central, sql: &str) -> Result<Value, ApiError> {
    let loan = central.rest.lend().await?;
    let messages =
        loan.client.simple_query(sql).await.map_err(|error| ApiError::from_database(&error, true))?;
    loan.give_back();
    let text = messages.into_iter().find_map(row).and_then(|row| row.get(0).map(str::to_owned));
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn function(found: &Value) -> Function {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parameters = found["parameters"].as_array().into_iter().flatten().map(|parameter| Parameter {
        name: text(&parameter["name"]),
        kind: text(&parameter["kind"]),
        has_default: parameter["has_default"] == true,
    });
    let settings = texts(&found["settings"]).into_iter().filter_map(|setting| {
        let (name, value) = setting.split_once('=')?;
        (name == "statement_timeout").then(|| (name.to_owned(), value.to_owned()))
    });
    Function {
        parameters: parameters.collect(),
        volatile: found["volatile"] == true,
        returns: match found["returns"].as_u64() {
            Some(0) => Returns::Nothing,
            Some(2) => Returns::Composite,
            _ => Returns::Scalar,
        },
        set: found["set"] == true,
        settings: settings.collect(),
    }
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
