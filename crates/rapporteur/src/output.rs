//! Where records go, and how: a stream of text, a table a kind in a folder, or a file a report.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::{CommandFactory, error::ErrorKind};
use rapporteur::export::documents::Document;
use rapporteur::export::{Error, Layout, MadeOf, Tables, Ties};
use rapporteur::{Record, view};

/// How records are written. `docs/formats.md` says which field comes from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person, in 80 columns.
    Text,
    /// One JSON object (several reports: an array).
    Json,
    /// A record a line.
    Jsonl,
    /// The analysis as CoNLL-U.
    Conllu,
    /// A folder of Parquet files, one a kind.
    Parquet,
    /// A folder of CSV files, one a kind.
    Csv,
    /// A folder of JSON Lines, one file a kind, an object a row.
    JsonlTables,
    /// JSON-LD: schema.org, PROV-O, Web Annotation.
    Jsonld,
    /// FollowTheMoney entities, one a line.
    Ftm,
    /// Events in POLECAT's columns.
    Polecat,
    /// Events in ICEWS's columns.
    Icews,
    /// Events in the columns of GDELT 2.0.
    Gdelt,
    /// Events as PLOVER in JSON, an event a line.
    Plover,
    /// Events as CAMEO codes, tab-separated: date, source, target, code, quad class, score, text.
    Cameo,
    /// Times in their text as TimeML; with --output a folder, a file a report.
    Timeml,
}

impl Format {
    /// The tables that it lays down, if it does.
    fn layout(self) -> Option<Layout> {
        match self {
            Format::Parquet => Some(Layout::Parquet),
            Format::Csv => Some(Layout::Csv),
            Format::JsonlTables => Some(Layout::JsonLines),
            _ => None,
        }
    }

    /// The layout of another program that it is, if it is.
    fn document(self) -> Option<Document> {
        match self {
            Format::Jsonld => Some(Document::JsonLd),
            Format::Ftm => Some(Document::FollowTheMoney),
            Format::Polecat => Some(Document::Polecat),
            Format::Icews => Some(Document::Icews),
            Format::Gdelt => Some(Document::Gdelt),
            Format::Plover => Some(Document::Plover),
            Format::Cameo => Some(Document::Cameo),
            Format::Timeml => Some(Document::TimeMl),
            _ => None,
        }
    }

    /// The name of a file that holds all reports.
    fn file(self) -> &'static str {
        match self.document() {
            Some(document) => document.file(),
            None if self == Format::Json => "records.json",
            None if self == Format::Text => "records.txt",
            None => "records.jsonl",
        }
    }

    /// What is to be written of a record. Tables take the record as it is.
    pub fn written(self, record: Record, ties: &Ties, look: view::Look) -> Written {
        if self.layout().is_some() {
            return Written::Record(Box::new(record));
        }
        let id = record.report.id.clone();
        let words = match (self, self.document()) {
            (_, Some(document)) => document.report(&record, ties),
            (Format::Text, _) => view::view(&record, look),
            (Format::Json, _) => serde_json::to_string_pretty(&record).unwrap_or_default(),
            _ => serde_json::to_string(&record).unwrap_or_default() + "\n",
        };
        Written::Words { id, words }
    }
}

/// A report, ready to be written.
pub enum Written {
    /// Text.
    Words {
        /// The report's id.
        id: String,
        /// The text.
        words: String,
    },
    /// For tables.
    Record(Box<Record>),
}

/// Where all reports of a run go.
pub struct Output {
    format: Format,
    many: bool,
    written: usize,
    to: To,
}

enum To {
    Stream(Box<dyn Write>),
    Tables(Box<Tables>),
    Folder(PathBuf, HashSet<String>),
}

impl Output {
    /// A file, or standard output; for tables and TimeML a folder.
    pub fn open(format: Format, many: bool, path: Option<&Path>, made_of: &MadeOf) -> io::Result<Self> {
        let to = match (format.layout(), path) {
            (Some(layout), Some(path)) => {
                To::Tables(Box::new(Tables::create(path, layout, made_of).map_err(io::Error::other)?))
            }
            (Some(_), None) => refuse("these are several files: name their folder with --output DIR"),
            (None, Some(path)) if format == Format::Timeml => {
                fs::create_dir_all(path).map_err(|e| named(e, path))?;
                To::Folder(path.into(), HashSet::new())
            }
            (None, Some(path)) => To::Stream(Box::new(BufWriter::new(File::create(path).map_err(|e| named(e, path))?))),
            (None, None) => To::Stream(Box::new(BufWriter::new(io::stdout().lock()))),
        };
        let mut out = Output { format, many, written: 0, to };
        out.print(&format.document().map(Document::head).unwrap_or_default())?;
        Ok(out)
    }

    /// The same in a folder, whatever the format.
    pub fn in_folder(format: Format, folder: &Path, made_of: &MadeOf) -> io::Result<Self> {
        if format.layout().is_some() || format == Format::Timeml {
            return Self::open(format, true, Some(folder), made_of);
        }
        fs::create_dir_all(folder).map_err(|e| named(e, folder))?;
        Self::open(format, true, Some(&folder.join(format.file())), made_of)
    }

    /// Writes a report.
    pub fn write(&mut self, written: &Written, ties: &Ties) -> io::Result<()> {
        let between = match (self.format, self.written, self.format.document()) {
            (Format::Json, 0, _) if self.many => "[\n",
            (_, 0, _) => "",
            (Format::Json, ..) => ",\n",
            (Format::Text, ..) => "\n",
            (_, _, Some(document)) => document.between(),
            _ => "",
        };
        self.print(between)?;
        self.written += 1;
        match (&mut self.to, written) {
            (To::Tables(tables), Written::Record(record)) => tables.add(record, ties).map_err(io::Error::other),
            (To::Stream(out), Written::Words { words, .. }) => out.write_all(words.as_bytes()),
            (To::Folder(folder, names), Written::Words { id, words }) => {
                let path = folder.join(free(names, id) + ".tml");
                fs::write(&path, words).map_err(|e| named(e, &path))
            }
            (To::Tables(_), Written::Words { .. }) | (_, Written::Record(_)) => Ok(()),
        }
    }

    /// Ends the files.
    pub fn finish(mut self) -> io::Result<()> {
        let end = match (self.format, self.written) {
            (Format::Json, 0) if self.many => "[]\n",
            (Format::Json, _) if self.many => "\n]\n",
            (Format::Json, n) if n > 0 => "\n",
            _ => self.format.document().map_or("", Document::tail),
        };
        self.print(end)?;
        match self.to {
            To::Stream(mut out) => out.flush(),
            To::Tables(tables) => tables.finish().map_err(|e: Error| io::Error::other(e)),
            To::Folder(..) => Ok(()),
        }
    }

    fn print(&mut self, words: &str) -> io::Result<()> {
        match &mut self.to {
            To::Stream(out) => out.write_all(words.as_bytes()),
            _ => Ok(()),
        }
    }
}

/// A name for a file that no other report has.
fn free(names: &mut HashSet<String>, id: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || "-._".contains(c) { c } else { '-' };
    let mut name: String = id.chars().map(kept).take(120).collect();
    if name.trim_matches('.').is_empty() {
        name = "report".into();
    }
    let mut out = name.clone();
    let mut n = 2;
    while !names.insert(out.clone()) {
        out = format!("{name}-{n}");
        n += 1;
    }
    out
}

/// Ends the program as for any wrong command.
pub fn refuse(what: &str) -> ! {
    crate::Command::command().error(ErrorKind::MissingRequiredArgument, what).exit()
}

fn named(e: io::Error, path: &Path) -> io::Error {
    io::Error::new(e.kind(), format!("{}: {e}", path.display()))
}
