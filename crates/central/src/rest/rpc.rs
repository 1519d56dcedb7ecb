//! `/rest/v1/rpc/<function>`: functions of the schema `public`, called with named arguments.
//!
//! A volatile function called with POST may write; everything else runs in a read-only transaction.

use hyper::Method;
use serde_json::{Map, Value};

use super::catalog::{self, Function, Returns};
use super::error::ApiError;
use super::literal::{ident, literal};
use super::selection::Selection;
use super::transaction::{Access, Transaction};
use super::{parse_body, wants_object, wrong_method};
use crate::server::{Answer, Call, Caller, Central};

/// How the arguments reach the function.
enum Arguments {
    /// By name, out of a JSON object.
    Named(Map<String, Value>),
    /// The whole body is the one parameter, which has no name.
    Whole(Value),
}

pub(super) async fn answer(
    central: &Central,
    call: &Call,
    caller: &Caller,
    name: &str,
) -> Result<Answer, ApiError> {
    let get = match call.method {
        Method::GET | Method::HEAD => true,
        Method::POST => false,
        _ => return Err(ApiError { code: "PGRST101".to_owned(), ..wrong_method(call) }),
    };
    let functions = catalog::functions(central, name).await?;
    let (function, arguments) = if get {
        choose_for_query(name, &functions, call)?
    } else {
        let body = if call.body.is_empty() { Value::Object(Map::new()) } else { parse_body(call)? };
        choose_for_body(name, &functions, body)?
    };
    let is_argument = |name: &str| get && function.parameters.iter().any(|parameter| parameter.name == name);
    let selection = Selection::parse(call, is_argument)?;
    let object = function.set && wants_object(call);
    let transaction = Transaction {
        central,
        call,
        caller,
        access: if get || !function.volatile { Access::ReadOnly } else { Access::ReadWrite },
        settings: function.settings.clone(),
        exactly_one: object,
    };
    let sql = statement(name, function, &arguments, &selection, central.config.max_rows, object);
    let outcome = transaction.run(&sql).await?;
    if function.returns == Returns::Nothing {
        return Ok(Answer::empty(204));
    }
    let answer = Answer::text(200, outcome.body);
    Ok(if function.set { answer.with("content-range", selection.range(outcome.rows)) } else { answer })
}

/// For GET: parameters of the query that a function knows are its arguments, the others are filters.
fn choose_for_query<'a>(
    name: &str,
    functions: &'a [Function],
    call: &Call,
) -> Result<(&'a Function, Arguments), ApiError> {
    let given = |function: &Function| -> Map<String, Value> {
        let parameters = function.parameters.iter().filter(|parameter| !parameter.name.is_empty());
        let pairs = parameters.filter_map(|parameter| {
            let text = call.parameter(&parameter.name)?;
            let json = matches!(parameter.kind.as_str(), "json" | "jsonb");
            let parsed = if json { serde_json::from_str(text).ok() } else { None };
            Some((parameter.name.clone(), parsed.unwrap_or_else(|| text.into())))
        });
        pairs.collect()
    };
    let fitting = functions.iter().map(|function| (function, given(function)));
    let fitting: Vec<_> = fitting.filter(|(function, given)| function.takes(given)).collect();
    // Several may fit, as filters look like arguments; the one that takes most of them is meant.
    let best = fitting.into_iter().max_by_key(|(_, given)| given.len());
    best.map(|(function, given)| (function, Arguments::Named(given))).ok_or_else(|| {
        let keys: Vec<&str> = call.query.iter().map(|(key, _)| key.as_str()).collect();
        unknown(name, &keys)
    })
}

/// For POST: the keys of the body must be exactly what a function can be called with.
fn choose_for_body<'a>(
    name: &str,
    functions: &'a [Function],
    body: Value,
) -> Result<(&'a Function, Arguments), ApiError> {
    if let Value::Object(given) = &body {
        let fitting: Vec<_> = functions.iter().filter(|function| function.takes(given)).collect();
        match fitting[..] {
            [function] => return Ok((function, Arguments::Named(given.clone()))),
            [] => {}
            _ => {
                let message = format!("Could not choose the best candidate function between: public.{name}");
                return Err(ApiError::new(300, "PGRST203", &message));
            }
        }
    }
    match functions.iter().find(|function| function.takes_whole()) {
        Some(function) => Ok((function, Arguments::Whole(body))),
        None => {
            let keys: Vec<&str> =
                body.as_object().into_iter().flat_map(Map::keys).map(String::as_str).collect();
            Err(unknown(name, &keys))
        }
    }
}

fn unknown(name: &str, keys: &[&str]) -> ApiError {
    let given = keys.join(", ");
    let signature = if keys.is_empty() { " without parameters".to_owned() } else { format!("({given})") };
    let searched = match keys.len() {
        0 => " without parameters".to_owned(),
        1 => format!(" with parameter {given}"),
        _ => format!(" with parameters {given}"),
    };
    let message = format!("Could not find the function public.{name}{signature} in the schema cache");
    let details = format!(
        "Searched for the function public.{name}{searched} or with a single unnamed json/jsonb parameter, but no \
         matches were found in the schema cache."
    );
    ApiError { details: Some(details.into()), ..ApiError::new(404, "PGRST202", &message) }
}

impl Function {
    /// Whether it can be called with exactly these.
    fn takes(&self, given: &Map<String, Value>) -> bool {
        let known = |name: &String| self.parameters.iter().any(|parameter| parameter.name == *name);
        given.keys().all(known)
            && self
                .parameters
                .iter()
                .all(|parameter| parameter.has_default || given.contains_key(&parameter.name))
    }

    fn takes_whole(&self) -> bool {
        let [only] = &self.parameters[..] else { return false };
        only.name.is_empty() && matches!(only.kind.as_str(), "json" | "jsonb")
    }
}

/// The statement: the body as text, and how many rows it holds.
fn statement(
    name: &str,
    function: &Function,
    arguments: &Arguments,
    selection: &Selection,
    max_rows: u64,
    object: bool,
) -> String {
    let (source, list) = match arguments {
        Arguments::Whole(value) => (String::new(), format!("{}::json", literal(&value.to_string()))),
        Arguments::Named(given) if given.is_empty() => (String::new(), String::new()),
        Arguments::Named(given) => {
            let used = function.parameters.iter().filter(|parameter| given.contains_key(&parameter.name));
            let used: Vec<_> = used.map(|parameter| (ident(&parameter.name), &parameter.kind)).collect();
            let columns: Vec<_> = used.iter().map(|(name, kind)| format!("{name} {kind}")).collect();
            let list: Vec<_> = used.iter().map(|(name, _)| format!("{name} := args.{name}")).collect();
            let json = literal(&Value::Object(given.clone()).to_string());
            (format!("json_to_record({json}::json) as args ({})", columns.join(", ")), list.join(", "))
        }
    };
    let invocation = format!("\"public\".{}({list})", ident(name));
    let from = if source.is_empty() { String::new() } else { format!(" from {source}") };
    let comma = if source.is_empty() { String::new() } else { format!("{source}, lateral ") };
    let (condition, bounds) = (selection.condition(), selection.bounds(max_rows));
    let columns = selection.columns();
    let aggregate = if object { "json_agg(t) -> 0" } else { "coalesce(json_agg(t), '[]')" };
    match (function.returns, function.set) {
        (Returns::Nothing, _) => format!("select '', 0 from (select {invocation}{from}) t"),
        (Returns::Scalar, false) => {
            format!(
                "select coalesce(to_json(t.value), 'null')::text, 1 from (select {invocation} as value{from}) t"
            )
        }
        (Returns::Scalar, true) => format!(
            "select coalesce(json_agg(t.value), '[]')::text, count(*) \
             from (select * from (select {invocation} as value{from}) f{bounds}) t"
        ),
        (Returns::Composite, false) => format!(
            "select coalesce(json_agg(t) -> 0, 'null')::text, count(*) \
             from (select {columns} from (select f.* from {comma}{invocation} f) f) t"
        ),
        (Returns::Composite, true) => format!(
            "select ({aggregate})::text, count(*) \
             from (select {columns} from (select f.* from {comma}{invocation} f) f{condition}{bounds}) t"
        ),
    }
}
