//! CSV, TSV and Parquet: a report a row, by a map of columns.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use rapporteur_record::{Report, Text};

use crate::{Error, LARGEST, Options, finish, stem};

/// The largest column of a group of rows of a Parquet file in bytes, unpacked.
const LARGEST_COLUMN: i64 = 1 << 30;

/// One row as a report. `value` gives a column's text.
fn row(
    name: &str,
    number: usize,
    columns: &[String],
    options: &Options,
    value: impl Fn(usize) -> Option<String>,
) -> Result<Report, Error> {
    let field = |key: &str| -> Option<String> {
        let wanted = options.fields.iter().find(|(k, _)| k == key).map_or(key, |(_, c)| c.as_str());
        let at = columns
            .iter()
            .position(|c| c == wanted)
            .or_else(|| columns.iter().position(|c| c.eq_ignore_ascii_case(wanted)))?;
        value(at).filter(|v| !v.is_empty())
    };
    let Some(text) = field("text") else {
        let what = format!(
            "there is no \"text\" in it; its columns are {columns:?}: name the text's with --fields text=COLUMN"
        );
        return Err(Error::Line { name: name.into(), line: number, what });
    };
    let report = Report {
        id: field("id").unwrap_or_else(|| format!("{}-{number}", stem(name))),
        title: field("title"),
        publisher: field("publisher"),
        author: field("author"),
        url: field("url"),
        published: field("published"),
        language: None,
        text: Text::new(text),
    };
    finish(report, &format!("{name}, line {number}"), options)
}

/// Counts what is read, and ends a row that has no end.
struct Bounded<R> {
    inner: R,
    since: Arc<AtomicUsize>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.load(Ordering::Relaxed) > LARGEST {
            return Err(io::Error::other(format!("a row is larger than {} MB", LARGEST >> 20)));
        }
        let n = self.inner.read(buffer)?;
        self.since.fetch_add(n, Ordering::Relaxed);
        Ok(n)
    }
}

/// The reports of a CSV or TSV file, row by row.
pub fn csv(
    name: String,
    reader: Box<dyn Read + Send>,
    options: Options,
) -> Box<dyn Iterator<Item = Result<Report, Error>> + Send> {
    let since = Arc::new(AtomicUsize::new(0));
    let lower = name.to_lowercase();
    let tabs = lower.trim_end_matches(".gz").trim_end_matches(".zst").ends_with(".tsv");
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(if tabs { b'\t' } else { b',' })
        .flexible(true)
        .from_reader(Bounded { inner: reader, since: since.clone() });
    let error = |name: &str, line: u64, e: &csv::Error| Error::Line {
        name: name.into(),
        line: line as usize,
        what: format!("this is no row of a table ({e})"),
    };
    let columns: Vec<String> = match rows.byte_headers() {
        Ok(h) => {
            h.iter().map(|c| String::from_utf8_lossy(c).trim_start_matches('\u{feff}').trim().to_string()).collect()
        }
        Err(e) => return Box::new(std::iter::once(Err(error(&name, 1, &e)))),
    };
    let mut done = false;
    Box::new(std::iter::from_fn(move || {
        if done {
            return None;
        }
        since.store(0, Ordering::Relaxed);
        let mut record = csv::ByteRecord::new();
        match rows.read_byte_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line) as usize;
                Some(row(&name, line, &columns, &options, |i| {
                    record.get(i).map(|v| String::from_utf8_lossy(v).into_owned())
                }))
            }
            Err(e) => {
                done = true;
                Some(Err(error(&name, rows.position().line(), &e)))
            }
        }
    }))
}

/// The reports of a Parquet file, row by row.
pub fn parquet(name: String, file: File, options: Options) -> Box<dyn Iterator<Item = Result<Report, Error>> + Send> {
    let error = |name: &str, what: String| Error::Unreadable { name: name.into(), what };
    let damaged = |e: &dyn std::fmt::Display| format!("the Parquet file is damaged or of another kind ({e})");
    let reader = match SerializedFileReader::new(file) {
        Ok(r) => r,
        Err(e) => return Box::new(std::iter::once(Err(error(&name, damaged(&e))))),
    };
    let groups = reader.metadata().row_groups();
    if groups.iter().flat_map(|g| g.columns()).any(|c| c.uncompressed_size() > LARGEST_COLUMN) {
        let what = format!(
            "a column is larger than {} MB unpacked; write it with smaller groups of rows",
            LARGEST_COLUMN >> 20
        );
        return Box::new(std::iter::once(Err(error(&name, what))));
    }
    let columns: Vec<String> =
        reader.metadata().file_metadata().schema().get_fields().iter().map(|f| f.name().to_string()).collect();
    let (mut number, mut done) = (0, false);
    let mut rows = reader.into_iter();
    Box::new(std::iter::from_fn(move || {
        if done {
            return None;
        }
        number += 1;
        match rows.next()? {
            Ok(r) => Some(row(&name, number, &columns, &options, |i| text(&r, i))),
            Err(e) => {
                done = true;
                Some(Err(Error::Line { name: name.clone(), line: number, what: damaged(&e) }))
            }
        }
    }))
}

/// A field as text; dates as ISO 8601.
fn text(row: &Row, at: usize) -> Option<String> {
    let (_, field) = row.get_column_iter().nth(at)?;
    let second = |s: i64| jiff::Timestamp::from_second(s).ok().map(|t| t.to_string());
    match field {
        Field::Null => None,
        Field::Str(s) => Some(s.clone()),
        Field::Bytes(b) => Some(String::from_utf8_lossy(b.data()).into_owned()),
        Field::Date(days) => second(i64::from(*days) * 86_400).map(|t| t[..10].to_string()),
        Field::TimestampMillis(t) => second(t.div_euclid(1000)),
        Field::TimestampMicros(t) => second(t.div_euclid(1_000_000)),
        other => Some(other.to_string()),
    }
}
