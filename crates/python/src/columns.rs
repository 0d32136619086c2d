//! The rows of an Arrow table as reports.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use arrow_schema::{DataType, Schema, TimeUnit};
use jiff::Timestamp;
use pyo3::PyResult;
use rapporteur::{Report, Text};

use crate::failed;

/// Which column holds which field of a report.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    text: usize,
    id: Option<usize>,
    title: Option<usize>,
    publisher: Option<usize>,
    author: Option<usize>,
    url: Option<usize>,
    published: Option<usize>,
}

impl Fields {
    /// The columns that a user names; a field that is not named is looked for by its own name.
    pub fn of(schema: &Schema, named: &[(String, String)]) -> PyResult<Self> {
        let columns: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
        let find = |field: &str| -> PyResult<Option<usize>> {
            let wanted = named.iter().find(|(f, _)| f == field).map(|(_, c)| c.as_str());
            match (columns.iter().position(|c| *c == wanted.unwrap_or(field)), wanted) {
                (None, Some(wanted)) => {
                    Err(failed(format!("there is no column {wanted:?} for {field}; the columns are {columns:?}")))
                }
                (found, _) => Ok(found),
            }
        };
        let text = find("text")?.ok_or_else(|| {
            failed(format!("there is no \"text\" in it; its columns are {columns:?}: name the text's with text=COLUMN"))
        })?;
        Ok(Fields {
            text,
            id: find("id")?,
            title: find("title")?,
            publisher: find("publisher")?,
            author: find("author")?,
            url: find("url")?,
            published: find("published")?,
        })
    }
}

/// A batch whose columns are told apart once.
pub struct Rows {
    fields: Fields,
    columns: Vec<Option<Column>>,
    rows: usize,
}

impl Rows {
    /// Takes hold of the columns that are needed.
    pub fn of(batch: &RecordBatch, fields: &Fields) -> Self {
        let f = fields;
        let needed = [Some(f.text), f.id, f.title, f.publisher, f.author, f.url, f.published];
        let columns = batch.columns().iter().enumerate();
        Rows {
            columns: columns.map(|(i, c)| needed.contains(&Some(i)).then(|| Column::of(c.clone()))).collect(),
            rows: batch.num_rows(),
            fields: fields.clone(),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// A row as a report; where it has no id, the number stands for it.
    pub fn report(&self, row: usize, number: i64) -> Report {
        let text = |at: usize| self.columns[at].as_ref().and_then(|c| c.text(row));
        let field = |at: Option<usize>| at.and_then(text).filter(|v| !v.is_empty());
        let f = &self.fields;
        Report {
            id: field(f.id).unwrap_or_else(|| format!("row-{number}")),
            title: field(f.title),
            publisher: field(f.publisher),
            author: field(f.author),
            url: field(f.url),
            published: field(f.published),
            language: None,
            text: Text::new(text(f.text).unwrap_or_default()),
        }
    }
}

/// A column whose sort is known.
enum Column {
    Text(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
    Names(Vec<usize>, ArrayRef, Box<Column>),
    Day(ArrayRef),
    Moment(TimeUnit, ArrayRef),
    Number(ArrayRef),
    Other,
}

impl Column {
    fn of(array: ArrayRef) -> Self {
        match array.data_type() {
            DataType::Utf8 => Column::Text(array.as_string::<i32>().clone()),
            DataType::LargeUtf8 => Column::Large(array.as_string::<i64>().clone()),
            DataType::Utf8View => Column::View(array.as_string_view().clone()),
            DataType::Dictionary(..) => {
                let names = array.as_any_dictionary();
                Column::Names(names.normalized_keys(), array.clone(), Box::new(Column::of(names.values().clone())))
            }
            DataType::Date32 => Column::Day(array),
            DataType::Timestamp(unit, _) => Column::Moment(*unit, plain(&array)),
            DataType::Int64 => Column::Number(array),
            _ => Column::Other,
        }
    }

    fn text(&self, row: usize) -> Option<String> {
        match self {
            Column::Text(a) => a.is_valid(row).then(|| a.value(row).to_string()),
            Column::Large(a) => a.is_valid(row).then(|| a.value(row).to_string()),
            Column::View(a) => a.is_valid(row).then(|| a.value(row).to_string()),
            Column::Names(keys, whole, names) => whole.is_valid(row).then(|| names.text(keys[row])).flatten(),
            Column::Day(a) => {
                let days = a.is_valid(row).then(|| a.as_primitive::<Date32Type>().value(row))?;
                Some(Timestamp::from_second(i64::from(days) * 86_400).ok()?.to_string()[..10].to_string())
            }
            Column::Moment(unit, a) => {
                let value = a.is_valid(row).then(|| a.as_primitive::<Int64Type>().value(row))?;
                let seconds = value.div_euclid(match unit {
                    TimeUnit::Second => 1,
                    TimeUnit::Millisecond => 1_000,
                    TimeUnit::Microsecond => 1_000_000,
                    TimeUnit::Nanosecond => 1_000_000_000,
                });
                Some(Timestamp::from_second(seconds).ok()?.to_string())
            }
            Column::Number(a) => a.is_valid(row).then(|| a.as_primitive::<Int64Type>().value(row).to_string()),
            Column::Other => None,
        }
    }
}

/// The numbers behind moments.
fn plain(array: &ArrayRef) -> ArrayRef {
    let data = array.to_data().into_builder().data_type(DataType::Int64).build();
    data.map_or_else(|_| array.clone(), |d| Arc::new(arrow_array::Int64Array::from(d)))
}
