//! The query string of a read: which columns and rows, in which order, how many.

use super::error::ApiError;
use super::filter::condition;
use super::literal::ident;
use crate::server::Call;

/// Parameters that are no filters.
const RESERVED: [&str; 7] = ["select", "order", "limit", "offset", "on_conflict", "columns", "apikey"];

/// What a query string asks for, as pieces of SQL.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Selection {
    columns: Option<String>,
    conditions: Vec<String>,
    order: Option<String>,
    limit: Option<u64>,
    offset: u64,
}

impl Selection {
    /// Reads the query of a call; parameters that `is_argument` claims belong to a function instead.
    pub(super) fn parse(call: &Call, is_argument: impl Fn(&str) -> bool) -> Result<Self, ApiError> {
        let mut selection = Self::default();
        for (name, value) in &call.query {
            match name.as_str() {
                "select" => selection.columns = columns(value)?,
                "order" => selection.order = Some(order(value)?),
                "limit" => selection.limit = Some(number(value)?),
                "offset" => selection.offset = number(value)?,
                "and" | "or" | "not.and" | "not.or" => {
                    return Err(ApiError::query("the stand-in has no logical operators"));
                }
                name if is_argument(name) || RESERVED.contains(&name) => {}
                name => selection.conditions.push(condition(name, value)?),
            }
        }
        Ok(selection)
    }

    /// The columns that are wanted.
    pub(super) fn columns(&self) -> &str {
        self.columns.as_deref().unwrap_or("*")
    }

    /// The condition with its keyword; nothing when everything is wanted.
    pub(super) fn condition(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" where {}", self.conditions.join(" and "))
        }
    }

    /// Order, limit and offset. `max_rows` cuts whatever was asked for.
    pub(super) fn bounds(&self, max_rows: u64) -> String {
        let order = self.order.as_deref().map(|order| format!(" order by {order}")).unwrap_or_default();
        let limit = self.limit.map_or(max_rows, |limit| limit.min(max_rows));
        format!("{order} limit {limit} offset {}", self.offset)
    }

    /// The header that says which rows these are.
    pub(super) fn range(&self, rows: u64) -> String {
        match rows.checked_sub(1) {
            Some(last) => format!("{}-{}/*", self.offset, self.offset + last),
            None => "*/*".to_owned(),
        }
    }
}

/// `a,b,alias:c,d::text`.
fn columns(value: &str) -> Result<Option<String>, ApiError> {
    if value.is_empty() || value == "*" {
        return Ok(None);
    }
    let mut columns = Vec::new();
    for column in value.split(',') {
        if column == "*" {
            columns.push("*".to_owned());
            continue;
        }
        if column.is_empty() || column.contains(['(', '>', '!']) {
            return Err(ApiError::query(&format!("the stand-in selects plain columns only: {column}")));
        }
        let (column, cast) = match column.split_once("::") {
            Some((column, cast)) => (column, Some(cast)),
            None => (column, None),
        };
        let (alias, column) = column.split_once(':').unwrap_or((column, column));
        let value = match cast {
            Some(cast) => format!("cast({} as {})", ident(column), ident(cast)),
            None => ident(column),
        };
        columns.push(format!("{value} as {}", ident(alias)));
    }
    Ok(Some(columns.join(", ")))
}

/// `a.desc.nullslast,b`.
fn order(value: &str) -> Result<String, ApiError> {
    let mut terms = Vec::new();
    for term in value.split(',') {
        let mut words = term.split('.');
        let mut sql = ident(words.next().unwrap_or_default());
        for word in words {
            sql += match word {
                "asc" => " asc",
                "desc" => " desc",
                "nullsfirst" => " nulls first",
                "nullslast" => " nulls last",
                _ => return Err(ApiError::query(&format!("no order: {term}"))),
            };
        }
        terms.push(sql);
    }
    Ok(terms.join(", "))
}

fn number(value: &str) -> Result<u64, ApiError> {
    value.parse().map_err(|_| ApiError::query(&format!("no number: {value}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_quoted_renamed_and_cast() {
        let check = |value: &str, expected: Option<&str>| {
            assert_eq!(columns(value).expect("columns").as_deref(), expected, "{value}");
        };
        check("", None);
        check("*", None);
        check("a", Some("\"a\" as \"a\""));
        check("x:a,b::text", Some("\"a\" as \"x\", cast(\"b\" as \"text\") as \"b\""));
        assert!(columns("a,venue(name)").is_err());
        assert!(columns("d->>k").is_err());
    }

    #[test]
    fn orders_are_read_and_nonsense_is_refused() {
        assert_eq!(order("a.desc.nullslast,b").expect("an order"), "\"a\" desc nulls last, \"b\"");
        assert!(order("a.sideways").is_err());
    }

    #[test]
    fn no_limit_exceeds_the_servers() {
        let asked = |limit| Selection { limit, offset: 5, ..Selection::default() }.bounds(1000);
        assert_eq!(asked(None), " limit 1000 offset 5");
        assert_eq!(asked(Some(20)), " limit 20 offset 5");
        assert_eq!(asked(Some(5000)), " limit 1000 offset 5");
    }
}
