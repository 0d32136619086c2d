//! What stands in a cell of a table?

use std::borrow::Cow;

use serde_json::{Value, json};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Text of its own in each row.
    Text,
    /// A name of few, or the same in many rows: dictionary-encoded.
    Name,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// A day.
    Day,
    /// Several texts.
    Texts,
    /// Several whole numbers.
    Ints,
}

impl Sort {
    /// As the documentation calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Text => "text",
            Sort::Name => "name",
            Sort::Int => "int64",
            Sort::Float => "float64",
            Sort::Day => "date",
            Sort::Texts => "list of text",
            Sort::Ints => "list of int64",
        }
    }
}

/// The value of a column in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Null,
    /// For [`Sort::Text`] and [`Sort::Name`].
    Text(Cow<'a, str>),
    /// For [`Sort::Int`].
    Int(i64),
    /// For [`Sort::Float`].
    Float(f64),
    /// Days since 1970-01-01, for [`Sort::Day`].
    Day(i32),
    /// For [`Sort::Texts`].
    Texts(Vec<Cow<'a, str>>),
    /// For [`Sort::Ints`].
    Ints(Vec<i64>),
}

impl Cell<'_> {
    /// As JSON; a day as `2025-12-05`.
    pub fn json(&self) -> Value {
        match self {
            Cell::Null => Value::Null,
            Cell::Text(s) => json!(s),
            Cell::Int(n) => json!(n),
            Cell::Float(x) => json!(x),
            Cell::Day(d) => json!(rapporteur_archive::edtf::text(*d)),
            Cell::Texts(all) => json!(all),
            Cell::Ints(all) => json!(all),
        }
    }

    /// As a field of a table of text: nothing for what is not known, a list as a JSON array.
    pub fn field(&self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Text(s) => s.to_string(),
            Cell::Day(d) => rapporteur_archive::edtf::text(*d),
            other => other.json().to_string(),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(s: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(s))
    }
}
impl From<String> for Cell<'_> {
    fn from(s: String) -> Self {
        Cell::Text(Cow::Owned(s))
    }
}
impl<'a> From<&'a String> for Cell<'a> {
    fn from(s: &'a String) -> Self {
        Cell::Text(Cow::Borrowed(s))
    }
}
impl From<usize> for Cell<'_> {
    fn from(n: usize) -> Self {
        Cell::Int(n as i64)
    }
}
impl From<u32> for Cell<'_> {
    fn from(n: u32) -> Self {
        Cell::Int(i64::from(n))
    }
}
impl From<i64> for Cell<'_> {
    fn from(n: i64) -> Self {
        Cell::Int(n)
    }
}
impl From<f64> for Cell<'_> {
    fn from(x: f64) -> Self {
        Cell::Float(x)
    }
}
impl From<Vec<String>> for Cell<'_> {
    fn from(all: Vec<String>) -> Self {
        Cell::Texts(all.into_iter().map(Cow::Owned).collect())
    }
}
impl<'a, T> From<Option<T>> for Cell<'a>
where
    Cell<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Null, Cell::from)
    }
}
