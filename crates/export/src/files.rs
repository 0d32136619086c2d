//! Tables as files of a folder, one a kind.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use rapporteur_record::Record;
use serde_json::{Map, Value};

use crate::{Batches, Error, Kind, MadeOf, Strings, Ties, schema};

/// Rows of a kind that wait before they are written; about so many bytes at most.
const WAITING: usize = 4096;
const WAITING_BYTES: usize = 8 << 20;
/// A group of rows of a Parquet file; it is held in memory until it is full.
const GROUP: usize = 1 << 17;
const GROUP_BYTES: usize = 32 << 20;

/// How tables are laid down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Apache Parquet, packed with Zstandard.
    Parquet,
    /// Comma-separated, with a line of names; lists are JSON arrays.
    Csv,
    /// A JSON object a row.
    JsonLines,
}

impl Layout {
    /// How the files' names end.
    pub fn ending(self) -> &'static str {
        match self {
            Layout::Parquet => "parquet",
            Layout::Csv => "csv",
            Layout::JsonLines => "jsonl",
        }
    }
}

/// Tables that are written to a folder, a record at a time.
pub struct Tables(Inner);

enum Inner {
    Parquet { batches: Box<Batches>, writers: Vec<(PathBuf, ArrowWriter<File>)> },
    Csv(Vec<(PathBuf, csv::Writer<File>)>),
    Lines(Vec<(PathBuf, BufWriter<File>)>),
}

impl Tables {
    /// Makes the folder and its files; files of the same names are replaced.
    pub fn create(folder: &Path, layout: Layout, made_of: &MadeOf) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
        let file = |kind: Kind| {
            let path = folder.join(format!("{kind}.{}", layout.ending()));
            File::create(&path).map(|f| (path.clone(), f)).map_err(|e| failed(&path, &e))
        };
        let files = Kind::ALL.into_iter().map(|k| Ok((k, file(k)?))).collect::<Result<Vec<_>, Error>>()?;
        Ok(Tables(match layout {
            Layout::Parquet => Inner::Parquet {
                batches: Box::new(Batches::made_of(Strings::Dictionary, made_of.clone())),
                writers: files.into_iter().map(|(k, f)| parquet(k, f, made_of)).collect::<Result<_, _>>()?,
            },
            Layout::Csv => Inner::Csv(files.into_iter().map(|(k, f)| comma_separated(k, f)).collect::<Result<_, _>>()?),
            Layout::JsonLines => Inner::Lines(files.into_iter().map(|(_, (p, f))| (p, BufWriter::new(f))).collect()),
        }))
    }

    /// Adds the rows of a record.
    pub fn add(&mut self, record: &Record, ties: &Ties) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Parquet { batches, writers } => {
                batches.add(record, ties)?;
                for (kind, writer) in Kind::ALL.into_iter().zip(writers) {
                    if batches.rows(kind) >= WAITING || batches.bytes(kind) >= WAITING_BYTES {
                        hand_over(batches, kind, writer)?;
                    }
                }
                Ok(())
            }
            Inner::Csv(writers) => Kind::ALL.into_iter().zip(writers).try_for_each(|(kind, (path, writer))| {
                let mut done = Ok(());
                kind.rows(record, ties, &mut |row| {
                    if done.is_ok() {
                        done = writer.write_record(row.iter().map(|cell| cell.field()));
                    }
                });
                done.map_err(|e| failed(path, &e))
            }),
            Inner::Lines(writers) => Kind::ALL.into_iter().zip(writers).try_for_each(|(kind, (path, writer))| {
                let mut done = Ok(());
                kind.rows(record, ties, &mut |row| {
                    let names = kind.columns().iter().map(|c| c.name.clone());
                    let object: Map<String, Value> = names.zip(row.iter().map(|c| c.json())).collect();
                    if done.is_ok() {
                        done = writeln!(writer, "{}", Value::Object(object));
                    }
                });
                done.map_err(|e| failed(path, &e))
            }),
        }
    }

    /// Writes what waits, and ends the files.
    pub fn finish(self) -> Result<(), Error> {
        match self.0 {
            Inner::Parquet { mut batches, writers } => {
                for (kind, mut writer) in Kind::ALL.into_iter().zip(writers) {
                    hand_over(&mut batches, kind, &mut writer)?;
                    writer.1.close().map_err(|e| failed(&writer.0, &e))?;
                }
                Ok(())
            }
            Inner::Csv(writers) => writers.into_iter().try_for_each(|(p, mut w)| w.flush().map_err(|e| failed(&p, &e))),
            Inner::Lines(writers) => {
                writers.into_iter().try_for_each(|(p, mut w)| w.flush().map_err(|e| failed(&p, &e)))
            }
        }
    }
}

fn hand_over(
    batches: &mut Batches,
    kind: Kind,
    (path, writer): &mut (PathBuf, ArrowWriter<File>),
) -> Result<(), Error> {
    let batch = batches.take(kind)?;
    writer.write(&batch).map_err(|e| failed(path, &e))
}

type Opened<W> = (PathBuf, W);

fn parquet(kind: Kind, (path, file): Opened<File>, made_of: &MadeOf) -> Result<Opened<ArrowWriter<File>>, Error> {
    let about = made_of.pairs().map(|(k, v)| KeyValue::new(k.to_string(), v.to_string()));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(made_of.program.clone())
        .set_max_row_group_row_count(Some(GROUP))
        .set_max_row_group_bytes(Some(GROUP_BYTES))
        .set_key_value_metadata(Some(about.into()))
        .build();
    let schema = schema(kind, Strings::Dictionary, made_of);
    let writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(|e| failed(&path, &e))?;
    Ok((path, writer))
}

fn comma_separated(kind: Kind, (path, file): Opened<File>) -> Result<Opened<csv::Writer<File>>, Error> {
    let mut writer = csv::Writer::from_writer(file);
    writer.write_record(kind.columns().iter().map(|c| &c.name)).map_err(|e| failed(&path, &e))?;
    Ok((path, writer))
}

fn failed(path: &Path, what: &dyn std::fmt::Display) -> Error {
    Error::File { path: path.display().to_string(), what: what.to_string() }
}
