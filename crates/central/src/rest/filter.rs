//! One filter of a query: `column=operator.value`.

use super::error::ApiError;
use super::literal::{ident, literal};

/// Operators that take one value.
const BINARY: [(&str, &str); 9] = [
    ("eq", "="),
    ("neq", "<>"),
    ("gt", ">"),
    ("gte", ">="),
    ("lt", "<"),
    ("lte", "<="),
    ("like", "like"),
    ("ilike", "ilike"),
    ("cs", "@>"),
];

/// The condition that a filter stands for.
pub(super) fn condition(column: &str, filter: &str) -> Result<String, ApiError> {
    let (negated, filter) = match filter.strip_prefix("not.") {
        Some(filter) => (true, filter),
        None => (false, filter),
    };
    let unreadable = || ApiError::query(&format!("no filter for {column}: {filter}"));
    let (operator, value) = filter.split_once('.').ok_or_else(unreadable)?;
    let column = ident(column);
    let condition = match operator {
        "is" => match value.to_ascii_lowercase().as_str() {
            word @ ("null" | "not_null" | "true" | "false" | "unknown") => {
                format!("{column} is {}", word.replace('_', " "))
            }
            _ => return Err(unreadable()),
        },
        "in" => {
            let list =
                value.strip_prefix('(').and_then(|list| list.strip_suffix(')')).ok_or_else(unreadable)?;
            // As an array, so that an empty list is fine and means nothing matches.
            let elements: Vec<String> = elements(list).iter().map(|element| quote_element(element)).collect();
            format!("{column} = any ({})", literal(&format!("{{{}}}", elements.join(","))))
        }
        _ => {
            let sign = BINARY.iter().find(|(name, _)| *name == operator).ok_or_else(unreadable)?.1;
            let value = if sign.ends_with("like") { value.replace('*', "%") } else { value.to_owned() };
            format!("{column} {sign} {}", literal(&value))
        }
    };
    Ok(if negated { format!("not ({condition})") } else { condition })
}

/// The values of `a,"b,c",d`.
fn elements(list: &str) -> Vec<String> {
    let mut elements = Vec::new();
    let (mut element, mut quoted) = (String::new(), false);
    let mut chars = list.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => quoted = !quoted,
            '\\' if quoted => element.extend(chars.next()),
            ',' if !quoted => elements.push(std::mem::take(&mut element)),
            _ => element.push(char),
        }
    }
    if !list.is_empty() {
        elements.push(element);
    }
    elements
}

/// An element as it stands in the text of an array.
fn quote_element(element: &str) -> String {
    format!("\"{}\"", element.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_become_conditions() {
        let check = |filter: &str, expected: &str| {
            assert_eq!(condition("a", filter).expect("a filter"), expected, "{filter}");
        };
        check("eq.1", "\"a\" = '1'");
        check("eq.O'Hara", "\"a\" = 'O''Hara'");
        check("eq.", "\"a\" = ''");
        check("not.gte.2.5", "not (\"a\" >= '2.5')");
        check("is.null", "\"a\" is null");
        check("not.is.null", "not (\"a\" is null)");
        check("is.TRUE", "\"a\" is true");
        check("like.*x*", "\"a\" like '%x%'");
        check("in.(1,2)", "\"a\" = any ('{\"1\",\"2\"}')");
        check("in.()", "\"a\" = any ('{}')");
        check("in.(x,\"y,z\")", "\"a\" = any ('{\"x\",\"y,z\"}')");
        check(r#"in.("q\"r")"#, r#""a" = any (E'{"q\\"r"}')"#);
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for filter in ["1", "", "is.maybe", "in.1,2", "fts.word", "not.eq"] {
            assert_eq!(condition("a", filter).expect_err("no filter").status, 400, "{filter}");
        }
    }
}
