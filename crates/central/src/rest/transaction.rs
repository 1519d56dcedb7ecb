//! One transaction per call, with everything that PostgREST sets before the statement proper.

use serde_json::{Map, Value};
use tokio_postgres::{Client, Error, SimpleQueryMessage, SimpleQueryRow};

use super::error::ApiError;
use super::literal::literal;
use crate::server::{Call, Caller, Central};

/// What a statement may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    ReadOnly,
    ReadWrite,
}

/// The one row of a statement: a body, and how many rows went into it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outcome {
    pub(super) body: String,
    pub(super) rows: u64,
}

/// A call on its way into the database.
#[derive(Debug)]
pub(super) struct Transaction<'a> {
    pub(super) central: &'a Central,
    pub(super) call: &'a Call,
    pub(super) caller: &'a Caller,
    pub(super) access: Access,
    /// Settings of the function that must hold before it begins, `statement_timeout` above all.
    pub(super) settings: Vec<(String, String)>,
    /// How many rows there must be, or nothing is committed.
    pub(super) exactly_one: bool,
}

impl Transaction<'_> {
    /// Runs a statement that answers one row of a body and a count, and commits.
    pub(super) async fn run(self, sql: &str) -> Result<Outcome, ApiError> {
        let signed_in = self.caller.role != "anon";
        let loan = self.central.rest.lend().await?;
        let outcome = match self.attempt(&loan.client, sql).await {
            Ok(outcome) if self.exactly_one && outcome.rows != 1 => Err(ApiError {
                details: Some(format!("The result contains {} rows", outcome.rows).into()),
                ..ApiError::new(406, "PGRST116", "Cannot coerce the result to a single JSON object")
            }),
            Ok(outcome) => loan
                .client
                .batch_execute("commit")
                .await
                .map(|()| outcome)
                .map_err(|error| ApiError::from_database(&error, signed_in)),
            Err(error) => Err(ApiError::from_database(&error, signed_in)),
        };
        let settled = match outcome {
            Ok(_) => true,
            Err(_) => loan.client.batch_execute("rollback").await.is_ok(),
        };
        if settled {
            loan.give_back();
        }
        outcome
    }

    async fn attempt(&self, client: &Client, sql: &str) -> Result<Outcome, Error> {
        let (isolation, settings) = self.role_settings(client).await?;
        let access = match self.access {
            Access::ReadOnly => "read only",
            Access::ReadWrite => "read write",
        };
        client.batch_execute(&format!("begin isolation level {isolation} {access}")).await?;
        client.batch_execute(&self.prepare(&settings)).await?;
        let row = client.simple_query(sql).await?.into_iter().find_map(row);
        let text = |column| row.as_ref().and_then(|row: &SimpleQueryRow| row.get(column)).unwrap_or_default();
        Ok(Outcome { body: text(0).to_owned(), rows: text(1).parse().unwrap_or_default() })
    }

    /// The settings of the caller's role. `set local role` does not apply them, so PostgREST does, as far as the role
    /// may set them itself; the isolation level has to be named when the transaction begins.
    async fn role_settings(&self, client: &Client) -> Result<(String, Vec<(String, String)>), Error> {
        let sql = format!(
            "select split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
             from pg_catalog.pg_db_role_setting s join pg_catalog.pg_roles r on r.oid = s.setrole,
                  unnest(s.setconfig) setting
             where s.setdatabase = 0 and r.rolname = {}
               and (setting like '%.%=%' or split_part(setting, '=', 1) in
                 (select name from pg_catalog.pg_settings where context = 'user'))",
            literal(&self.caller.role)
        );
        let mut isolation = "read committed".to_owned();
        let mut settings = Vec::new();
        for row in client.simple_query(&sql).await?.into_iter().filter_map(row) {
            let text = |column| row.get(column).unwrap_or_default().to_owned();
            match text(0).as_str() {
                "default_transaction_isolation" => isolation = text(1),
                name => settings.push((name.to_owned(), text(1))),
            }
        }
        Ok((isolation, settings))
    }

    /// One statement that sets everything, for this transaction only.
    fn prepare(&self, role_settings: &[(String, String)]) -> String {
        let claims = Value::Object(self.caller.claims.clone()).to_string();
        let path = self.call.path.strip_prefix("/rest/v1").unwrap_or(&self.call.path);
        let mut settings = vec![
            ("search_path", "\"public\", \"extensions\"".to_owned()),
            ("role", self.caller.role.clone()),
            ("request.jwt.claims", claims),
            ("request.method", self.call.method.to_string()),
            ("request.path", path.to_owned()),
            ("request.headers", self.headers()),
            ("request.cookies", "{}".to_owned()),
        ];
        let more = role_settings.iter().chain(&self.settings);
        settings.extend(more.map(|(name, value)| (name.as_str(), value.clone())));
        let calls = settings
            .iter()
            .map(|(name, value)| format!("set_config({}, {}, true)", literal(name), literal(value)));
        format!("select {}", calls.collect::<Vec<_>>().join(", "))
    }

    fn headers(&self) -> String {
        let headers = self.call.headers.iter();
        let headers: Map<String, Value> = headers
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.into())))
            .collect();
        Value::Object(headers).to_string()
    }
}

/// The row in an answer of the simple protocol.
pub(super) fn row(message: SimpleQueryMessage) -> Option<SimpleQueryRow> {
    match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    }
}
