//! Reading: one report, or the rows of a table on all cores.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::builder::{Int64Builder, ListBuilder, StringBuilder};
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rapporteur::export::{self, Batches, Kind, MadeOf, Outcome, Strings, Ties};
use rapporteur::{Reader, Report, Text, overlay, pipeline};
use rapporteur_intake::Options;

use crate::capsule::{Table, stream};
use crate::columns::{Fields, Rows};
use crate::failed;

/// Rows of a batch that goes out.
const BATCH: usize = 1 << 16;
/// How often progress is told and Ctrl-C is looked for.
const TELL: Duration = Duration::from_millis(200);

/// The model and a lexicon, loaded.
#[pyclass(module = "rapporteur", frozen)]
pub struct Engine {
    reader: Reader,
    made_of: MadeOf,
}

#[pymethods]
impl Engine {
    /// Loads the model that ships, and the rules that ship with those of a folder laid over them.
    #[new]
    #[pyo3(signature = (lexicon=None))]
    fn new(py: Python<'_>, lexicon: Option<PathBuf>) -> PyResult<Self> {
        py.detach(|| {
            let rules = overlay::load(lexicon.as_deref()).map_err(failed)?;
            let made_of = overlay::made_of(lexicon.as_deref(), &[]).map_err(failed)?;
            Ok(Engine { reader: Reader::with(rules).map_err(failed)?, made_of })
        })
    }

    /// The record of a report, as JSON.
    #[pyo3(signature = (text, *, id=None, title=None, publisher=None, author=None, url=None, published=None, any_language=false))]
    #[allow(clippy::too_many_arguments)]
    fn read(
        &self,
        py: Python<'_>,
        text: String,
        id: Option<String>,
        title: Option<String>,
        publisher: Option<String>,
        author: Option<String>,
        url: Option<String>,
        published: Option<String>,
        any_language: bool,
    ) -> PyResult<String> {
        if let Some(day) = published.as_deref().filter(|d| rapporteur_intake::edtf(d).is_none()) {
            return Err(failed(format!("{day:?} is no date such as 2025-12-05, 2025-12 or 2025")));
        }
        let id = id.unwrap_or_else(|| "text".into());
        let report = Report { id, title, publisher, author, url, published, language: None, text: Text::new(text) };
        let options = Options { any_language, ..Options::default() };
        py.detach(|| {
            let taken = rapporteur_intake::admit(report, "text", &options).into_iter().next();
            let report = taken.ok_or_else(|| failed("there is no text in it"))?.map_err(failed)?;
            serde_json::to_string(&self.reader.read(report)).map_err(failed)
        })
    }

    /// The tables of the reports of a table, by name, and the table of problems.
    #[pyo3(signature = (data, columns, *, jobs=None, progress=None, any_language=false, dictionaries=true))]
    #[allow(clippy::too_many_arguments)]
    fn read_table<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        columns: Vec<(String, String)>,
        jobs: Option<usize>,
        progress: Option<Py<PyAny>>,
        any_language: bool,
        dictionaries: bool,
    ) -> PyResult<Bound<'py, PyDict>> {
        let strings = if dictionaries { Strings::Dictionary } else { Strings::Plain };
        let mut tables = Collected::new(strings, &self.made_of);
        let mut told = Told { to: progress, last: Instant::now(), done: 0 };
        let batches = stream(data)?;
        py.detach(|| {
            self.each(batches, &columns, jobs, any_language, |number, outcome| {
                tables.add(number, outcome)?;
                told.one()
            })?;
            told.tell()
        })?;
        let out = PyDict::new(py);
        for (name, table) in tables.finish()? {
            out.set_item(name, Bound::new(py, table)?)?;
        }
        Ok(out)
    }

    /// A row for each row of a table: a problem, a list of entries for each kind, and, where asked for, the record as JSON.
    #[pyo3(signature = (data, columns, *, jobs=None, any_language=false, record=false))]
    fn read_nested(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        columns: Vec<(String, String)>,
        jobs: Option<usize>,
        any_language: bool,
        record: bool,
    ) -> PyResult<Table> {
        let batches = stream(data)?;
        py.detach(|| {
            let mut all = vec![];
            self.each(batches, &columns, jobs, any_language, |_, outcome| {
                all.push(outcome);
                Ok(())
            })?;
            let rows = export::nested(&all).map_err(failed)?;
            if !record {
                return Ok(Table::new(export::nested_schema(), vec![rows]));
            }
            let mut json = StringBuilder::new();
            for outcome in &all {
                let record = outcome.record.as_ref().map(serde_json::to_string).transpose();
                json.append_option(record.map_err(failed)?);
            }
            let (fields, mut columns) = (rows.schema().fields().to_vec(), rows.columns().to_vec());
            columns.push(Arc::new(json.finish()));
            let fields = fields.into_iter().chain([Arc::new(Field::new("record", DataType::Utf8, true))]);
            let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
            let rows = RecordBatch::try_new(schema.clone(), columns).map_err(failed)?;
            Ok(Table::new(schema, vec![rows]))
        })
    }
}

impl Engine {
    /// Reads the rows of a stream on many threads, and hands on what came of each in their order.
    fn each(
        &self,
        batches: RecordBatchStreamReader,
        columns: &[(String, String)],
        jobs: Option<usize>,
        any_language: bool,
        mut take: impl FnMut(i64, Outcome) -> PyResult<()>,
    ) -> PyResult<()> {
        let fields = Fields::of(&batches.schema(), columns)?;
        let options = Options { any_language, ..Options::default() };
        let read = |item: Result<(i64, Report), ArrowError>| {
            let (number, report) = item?;
            Ok::<_, ArrowError>((number, self.outcome(report, number, &options)))
        };
        pipeline::in_order(reports(batches, fields), jobs.unwrap_or_else(pipeline::cores), read, |done| {
            let (number, outcome) = done.map_err(failed)?;
            take(number, outcome)
        })
    }

    fn outcome(&self, report: Report, number: i64, options: &Options) -> Outcome {
        let mut out = Outcome::default();
        for taken in rapporteur_intake::admit(report, &format!("row {number}"), options) {
            match taken {
                Ok(report) => out.record = Some(self.reader.read(report)),
                Err(e) => out.problem = Some(e.to_string()),
            }
        }
        out
    }
}

/// The reports of a stream, numbered from 1.
fn reports(
    batches: RecordBatchStreamReader,
    fields: Fields,
) -> impl Iterator<Item = Result<(i64, Report), ArrowError>> + Send {
    let mut before = 0;
    batches.flat_map(move |batch| {
        let rows = batch.map(|b| Rows::of(&b, &fields));
        let first = before + 1;
        before += rows.as_ref().map_or(0, |r| r.len() as i64);
        let count = rows.as_ref().map_or(1, Rows::len);
        let rows = rows.map(Arc::new);
        (0..count).map(move |i| match &rows {
            Ok(rows) => Ok((first + i as i64, rows.report(i, first + i as i64))),
            Err(e) => Err(ArrowError::ExternalError(e.to_string().into())),
        })
    })
}

/// Tables in the making.
struct Collected {
    tables: Batches,
    schemas: Vec<SchemaRef>,
    done: Vec<Vec<RecordBatch>>,
    rows: Int64Builder,
    problems: StringBuilder,
}

impl Collected {
    fn new(strings: Strings, made_of: &MadeOf) -> Self {
        Collected {
            tables: Batches::made_of(strings, made_of.clone()),
            schemas: Kind::ALL.iter().map(|k| export::schema(*k, strings, made_of)).collect(),
            done: vec![vec![]; Kind::ALL.len()],
            rows: Int64Builder::new(),
            problems: StringBuilder::new(),
        }
    }

    fn add(&mut self, number: i64, outcome: Outcome) -> PyResult<()> {
        if let Some(problem) = outcome.problem {
            self.rows.append_value(number);
            self.problems.append_value(problem);
        }
        if let Some(record) = outcome.record {
            self.tables.add(&record, &Ties::numbered(number)).map_err(failed)?;
        }
        for (kind, done) in Kind::ALL.into_iter().zip(&mut self.done) {
            if self.tables.rows(kind) >= BATCH {
                done.push(self.tables.take(kind).map_err(failed)?);
            }
        }
        Ok(())
    }

    fn finish(mut self) -> PyResult<Vec<(&'static str, Table)>> {
        let mut out = vec![];
        for ((kind, mut done), schema) in Kind::ALL.into_iter().zip(self.done).zip(self.schemas) {
            done.push(self.tables.take(kind).map_err(failed)?);
            out.push((kind.as_str(), Table::new(schema, done)));
        }
        let schema = Arc::new(Schema::new(vec![
            Field::new("report_no", DataType::Int64, true),
            Field::new("problem", DataType::Utf8, true),
        ]));
        let columns = vec![Arc::new(self.rows.finish()) as _, Arc::new(self.problems.finish()) as _];
        let problems = RecordBatch::try_new(schema.clone(), columns).map_err(failed)?;
        out.push(("problems", Table::new(schema, vec![problems])));
        Ok(out)
    }
}

/// Who is told how many rows are done.
struct Told {
    to: Option<Py<PyAny>>,
    last: Instant,
    done: usize,
}

impl Told {
    fn one(&mut self) -> PyResult<()> {
        self.done += 1;
        if self.last.elapsed() < TELL {
            return Ok(());
        }
        self.last = Instant::now();
        Python::attach(|py| py.check_signals())?;
        self.tell()
    }

    fn tell(&self) -> PyResult<()> {
        let Some(to) = &self.to else { return Ok(()) };
        Python::attach(|py| to.call1(py, (self.done,)).map(drop))
    }
}

/// The schema of what `read_nested` gives, as a table without rows.
#[pyfunction]
pub fn nested_schema() -> Table {
    Table::new(export::nested_schema(), vec![])
}

/// What each row of a table is compared by to find copies: hash of its text, stretch of days, bands, sample.
#[pyfunction]
pub fn likeness(py: Python<'_>, data: &Bound<'_, PyAny>, columns: Vec<(String, String)>) -> PyResult<Table> {
    let batches = stream(data)?;
    py.detach(|| {
        let fields = Fields::of(&batches.schema(), &columns)?;
        let mut hashes = StringBuilder::new();
        let mut stretches = Int64Builder::new();
        let mut bands = ListBuilder::new(Int64Builder::new());
        let mut samples = ListBuilder::new(Int64Builder::new());
        for item in reports(batches, fields) {
            let (_, mut report) = item.map_err(failed)?;
            report.published = report.published.as_deref().and_then(rapporteur_intake::edtf);
            let l = rapporteur_archive::likeness::likeness(&report);
            hashes.append_value(l.text_hash.map(|b| format!("{b:02x}")).concat());
            stretches.append_option(l.stretch);
            bands.append_value(l.bands.into_iter().map(Some));
            samples.append_value(l.sample.into_iter().map(|s| Some(i64::from(s))));
        }
        let list = || DataType::List(Arc::new(Field::new("item", DataType::Int64, true)));
        let schema = Arc::new(Schema::new(vec![
            Field::new("text_hash", DataType::Utf8, true),
            Field::new("stretch", DataType::Int64, true),
            Field::new("bands", list(), true),
            Field::new("sample", list(), true),
        ]));
        let columns = vec![
            Arc::new(hashes.finish()) as _,
            Arc::new(stretches.finish()) as _,
            Arc::new(bands.finish()) as _,
            Arc::new(samples.finish()) as _,
        ];
        Ok(Table::new(schema.clone(), vec![RecordBatch::try_new(schema, columns).map_err(failed)?]))
    })
}

/// The archive's numbers for copies: share and count of a sample that must be shared, reports of a band that are looked at,
/// reports that are compared.
#[pyfunction]
pub fn near_copies() -> (f64, usize, usize, usize) {
    use rapporteur_archive::likeness::{COMPARED, CONTAINED, CROWDED, SHARED};
    (CONTAINED, SHARED, CROWDED, COMPARED)
}
