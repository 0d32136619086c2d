//! Linking over many machines, a batch at a time: the archive's own linkers behind tables.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::builder::{BinaryBuilder, BooleanBuilder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{Field, Schema};
use pyo3::prelude::*;
use rapporteur_archive::spread::{self, Entries, Known, Named, Names, Tied};
use rapporteur_record::{Record, Report};
use serde::Deserialize;

use crate::capsule::{Table, stream};
use crate::failed;

/// Registers what this file gives to Python.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<NamesLinker>()?;
    m.add_class::<EntriesLinker>()?;
    m.add_function(wrap_pyfunction!(report_hashes, m)?)?;
    m.add_function(wrap_pyfunction!(name_pieces, m)?)?;
    m.add_function(wrap_pyfunction!(claim_pieces, m)?)
}

/// What tells each report from every other: `hash` for each row's `record`.
#[pyfunction]
fn report_hashes(py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Table> {
    #[derive(Deserialize)]
    struct Only {
        report: Report,
    }
    let batches = stream(data)?;
    py.detach(|| {
        let mut hashes = StringBuilder::new();
        each(batches, |batch, row| {
            let one: Only = serde_json::from_str(text(batch, "record", row)?).map_err(failed)?;
            hashes.append_value(spread::hash(&one.report));
            Ok(())
        })?;
        table(vec![("hash", Arc::new(hashes.finish()))])
    })
}

/// The parties and places of each row's `record`, whose report is number `n`: item, id, keys, body.
#[pyfunction]
fn name_pieces(py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batches = stream(data)?;
    py.detach(|| {
        let (mut items, mut ids) = (Int64Builder::new(), StringBuilder::new());
        let (mut keys, mut bodies) = (ListBuilder::new(StringBuilder::new()), BinaryBuilder::new());
        each(batches, |batch, row| {
            let record: Record = serde_json::from_str(text(batch, "record", row)?).map_err(failed)?;
            for p in spread::names(int(batch, "n", row)?, &record).map_err(failed)? {
                items.append_value(p.item);
                ids.append_value(p.id);
                keys.append_value(p.keys.into_iter().map(Some));
                bodies.append_value(p.body);
            }
            Ok(())
        })?;
        table(vec![
            ("item", Arc::new(items.finish())),
            ("id", Arc::new(ids.finish())),
            ("keys", Arc::new(keys.finish())),
            ("body", Arc::new(bodies.finish())),
        ])
    })
}

/// The entries of each row's `record`, whose parties and places are `known` (JSON): item, id, keys, low, high, body.
#[pyfunction]
fn claim_pieces(py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batches = stream(data)?;
    py.detach(|| {
        let (mut items, mut ids) = (Int64Builder::new(), StringBuilder::new());
        let (mut low, mut high) = (Int64Builder::new(), Int64Builder::new());
        let (mut keys, mut bodies) = (ListBuilder::new(Int64Builder::new()), BinaryBuilder::new());
        each(batches, |batch, row| {
            let record: Record = serde_json::from_str(text(batch, "record", row)?).map_err(failed)?;
            let known: Vec<Known> = serde_json::from_str(text(batch, "known", row)?).map_err(failed)?;
            for c in spread::claims(int(batch, "n", row)?, &record, &known).map_err(failed)? {
                items.append_value(c.item);
                ids.append_value(c.id);
                keys.append_value(c.keys.into_iter().map(Some));
                low.append_value(i64::from(c.days.0));
                high.append_value(i64::from(c.days.1));
                bodies.append_value(c.body);
            }
            Ok(())
        })?;
        table(vec![
            ("item", Arc::new(items.finish())),
            ("id", Arc::new(ids.finish())),
            ("keys", Arc::new(keys.finish())),
            ("low", Arc::new(low.finish())),
            ("high", Arc::new(high.finish())),
            ("body", Arc::new(bodies.finish())),
        ])
    })
}

/// Links parties and places: takes their pieces (item, body) in order.
#[pyclass(module = "rapporteur", frozen)]
pub struct NamesLinker(Mutex<Names>);

#[pymethods]
impl NamesLinker {
    #[new]
    fn new() -> PyResult<Self> {
        Ok(NamesLinker(Mutex::new(Names::new().map_err(failed)?)))
    }

    /// Takes the next pieces; answers for the reports that are complete: item, id, key, side, spot, whole.
    fn take(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Table> {
        let batches = stream(data)?;
        py.detach(|| {
            let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let mut answers = vec![];
            each(batches, |batch, row| {
                answers.extend(names.take(int(batch, "item", row)?, bytes(batch, "body", row)?).map_err(failed)?);
                Ok(())
            })?;
            named(answers)
        })
    }

    /// Answers for the last report.
    fn finish(&self, py: Python<'_>) -> PyResult<Table> {
        py.detach(|| named(self.0.lock().unwrap_or_else(PoisonError::into_inner).finish().map_err(failed)?))
    }
}

fn named(answers: Vec<Named>) -> PyResult<Table> {
    let (mut items, mut ids, mut keys) = (Int64Builder::new(), StringBuilder::new(), StringBuilder::new());
    let (mut sides, mut spots, mut whole) = (StringBuilder::new(), StringBuilder::new(), BooleanBuilder::new());
    for a in answers {
        items.append_value(a.item);
        ids.append_value(a.id);
        keys.append_value(a.key);
        sides.append_option(a.side);
        spots.append_option(a.spot);
        whole.append_value(a.whole);
    }
    table(vec![
        ("item", Arc::new(items.finish())),
        ("id", Arc::new(ids.finish())),
        ("key", Arc::new(keys.finish())),
        ("side", Arc::new(sides.finish())),
        ("spot", Arc::new(spots.finish())),
        ("whole", Arc::new(whole.finish())),
    ])
}

/// Links entries: takes the claims (item, body) in order.
#[pyclass(module = "rapporteur", frozen)]
pub struct EntriesLinker(Mutex<Entries>);

#[pymethods]
impl EntriesLinker {
    #[new]
    fn new() -> PyResult<Self> {
        Ok(EntriesLinker(Mutex::new(Entries::new().map_err(failed)?)))
    }

    /// Takes the next claims; answers for the reports that are complete: item, and the first item of its entry.
    fn take(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Table> {
        let batches = stream(data)?;
        py.detach(|| {
            let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let mut answers = vec![];
            each(batches, |batch, row| {
                answers.extend(entries.take(int(batch, "item", row)?, bytes(batch, "body", row)?).map_err(failed)?);
                Ok(())
            })?;
            tied(answers)
        })
    }

    /// Answers for the last report.
    fn finish(&self, py: Python<'_>) -> PyResult<Table> {
        py.detach(|| tied(self.0.lock().unwrap_or_else(PoisonError::into_inner).finish().map_err(failed)?))
    }
}

fn tied(answers: Vec<Tied>) -> PyResult<Table> {
    let (mut items, mut first) = (Int64Builder::new(), Int64Builder::new());
    for a in answers {
        items.append_value(a.item);
        first.append_value(a.first);
    }
    table(vec![("item", Arc::new(items.finish())), ("first", Arc::new(first.finish()))])
}

fn each(batches: RecordBatchStreamReader, mut take: impl FnMut(&RecordBatch, usize) -> PyResult<()>) -> PyResult<()> {
    for batch in batches {
        let batch = batch.map_err(failed)?;
        (0..batch.num_rows()).try_for_each(|row| take(&batch, row))?;
    }
    Ok(())
}

fn column<'b>(batch: &'b RecordBatch, name: &str) -> PyResult<&'b ArrayRef> {
    batch.column_by_name(name).ok_or_else(|| failed(format!("there is no column {name:?}")))
}

fn int(batch: &RecordBatch, name: &str, row: usize) -> PyResult<i64> {
    let numbers = column(batch, name)?.as_primitive_opt::<Int64Type>();
    Ok(numbers.ok_or_else(|| failed(format!("{name:?} is no column of int64")))?.value(row))
}

fn text<'b>(batch: &'b RecordBatch, name: &str, row: usize) -> PyResult<&'b str> {
    let column = column(batch, name)?;
    match (column.as_string_opt::<i32>(), column.as_string_opt::<i64>()) {
        (Some(texts), _) => Ok(texts.value(row)),
        (_, Some(texts)) => Ok(texts.value(row)),
        _ => Err(failed(format!("{name:?} is no column of text"))),
    }
}

fn bytes<'b>(batch: &'b RecordBatch, name: &str, row: usize) -> PyResult<&'b [u8]> {
    let column = column(batch, name)?;
    match (column.as_binary_opt::<i32>(), column.as_binary_opt::<i64>()) {
        (Some(bytes), _) => Ok(bytes.value(row)),
        (_, Some(bytes)) => Ok(bytes.value(row)),
        _ => Err(failed(format!("{name:?} is no column of bytes"))),
    }
}

fn table(columns: Vec<(&str, ArrayRef)>) -> PyResult<Table> {
    let fields: Vec<Field> = columns.iter().map(|(name, c)| Field::new(*name, c.data_type().clone(), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(schema.clone(), columns.into_iter().map(|(_, c)| c).collect()).map_err(failed)?;
    Ok(Table::new(schema, vec![batch]))
}
