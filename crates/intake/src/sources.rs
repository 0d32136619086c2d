//! Files, folders, patterns and standard input as one stream of reports, a file at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use rapporteur_record::Report;

use crate::{Error, LARGEST, Options, jsonl, reports_of, tables, warc::Warc};

/// Endings of the files that a folder is searched for.
const ENDINGS: [&str; 16] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "jsonl", "ndjson", "rss", "atom", "xml", "warc", "csv",
    "tsv", "parquet",
];

/// The reports of several sources, in order. Lines of JSON are read one by one, so that memory stays bounded.
pub struct Reports {
    files: std::vec::IntoIter<Result<PathBuf, Error>>,
    lines: Option<Lines>,
    stream: Option<Box<dyn Iterator<Item = Result<Report, Error>> + Send>>,
    ready: std::vec::IntoIter<Result<Report, Error>>,
    options: Options,
    count: usize,
}

struct Lines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    number: usize,
}

/// Opens files, folders (searched for reports), patterns such as `news/*.html`, and `-` for standard input.
pub fn open(paths: &[String], options: Options) -> Reports {
    let files: Vec<_> = paths.iter().flat_map(|p| expand(p)).collect();
    Reports {
        count: files.len(),
        files: files.into_iter(),
        lines: None,
        stream: None,
        ready: vec![].into_iter(),
        options,
    }
}

fn expand(path: &str) -> Vec<Result<PathBuf, Error>> {
    let error = |what: String| vec![Err(Error::Unreadable { name: path.into(), what })];
    if path == "-" || Path::new(path).is_file() {
        return vec![Ok(path.into())];
    }
    if Path::new(path).is_dir() {
        let mut found: Vec<PathBuf> = (walkdir::WalkDir::new(path).into_iter().filter_map(Result::ok))
            .map(walkdir::DirEntry::into_path)
            .filter(|p| p.is_file() && is_report(p))
            .collect();
        found.sort();
        return if found.is_empty() {
            error(format!("the folder holds no report (files ending in {})", ENDINGS.join(", ")))
        } else {
            found.into_iter().map(Ok).collect()
        };
    }
    match glob::glob(path) {
        Ok(found) => {
            let found: Vec<PathBuf> = found.filter_map(Result::ok).filter(|p| p.is_file()).collect();
            if found.is_empty() {
                error("there is no such file; check the path".into())
            } else {
                found.into_iter().map(Ok).collect()
            }
        }
        Err(e) => error(format!("this is neither a file nor a pattern ({e})")),
    }
}

/// JSON Lines, packed or not.
fn is_lines(name: &str) -> bool {
    matches!(ending(name).as_str(), "jsonl" | "ndjson")
}

/// Files of many reports that are read one by one.
fn is_stream(name: &str) -> bool {
    matches!(ending(name).as_str(), "warc" | "csv" | "tsv" | "parquet")
}

/// The ending of a file's name, that of its packing left out.
fn ending(name: &str) -> String {
    let bare = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(name);
    bare.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase()
}

fn is_report(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    let bare = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(&name);
    ENDINGS.iter().any(|e| bare.ends_with(&format!(".{e}")))
}

impl Reports {
    /// How many files there are.
    pub fn files(&self) -> usize {
        self.count
    }

    /// Whether there may be more than one report: several files, or lines of JSON.
    pub fn may_be_many(&self) -> bool {
        let lines = |f: &Result<PathBuf, Error>| {
            f.as_ref().is_ok_and(|p| {
                let name = p.to_string_lossy();
                is_lines(&name) || is_stream(&name) || (name == "-" && stdin_is_lines())
            })
        };
        self.count > 1 || self.files.as_slice().iter().any(lines)
    }

    fn next_line(&mut self) -> Option<Result<Report, Error>> {
        loop {
            let lines = self.lines.as_mut()?;
            let mut line = vec![];
            lines.number += 1;
            let taken = (&mut lines.reader).take(LARGEST as u64 + 1).read_until(b'\n', &mut line);
            let error = |what: String| Error::Line { name: lines.name.clone(), line: lines.number, what };
            match taken {
                Ok(0) => self.lines = None,
                Ok(n) if n > LARGEST => {
                    let e = error(format!(
                        "the line is longer than {} MB; the rest of the file is left out",
                        LARGEST >> 20
                    ));
                    self.lines = None;
                    return Some(Err(e));
                }
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    self.ready = jsonl::line(&lines.name, lines.number, &line, &self.options).into_iter();
                    return self.ready.next();
                }
                Err(e) => {
                    let e = error(format!("the file is damaged or cut off here ({e}); what came before was read"));
                    self.lines = None;
                    return Some(Err(e));
                }
            }
        }
    }

    fn open_file(&mut self, path: &Path) {
        let name = path.to_string_lossy().into_owned();
        let outcome = if name == "-" {
            self.open_stdin()
        } else if is_lines(&name) {
            self.open_lines(&name)
        } else if is_stream(&name) {
            self.open_stream(&name)
        } else {
            File::open(&name).and_then(whole).map(|bytes| self.take(&name, &bytes))
        };
        if let Err(e) = outcome {
            let what = format!("it cannot be read ({e})");
            self.ready = vec![Err(Error::Unreadable { name, what })].into_iter();
        }
    }

    fn take(&mut self, name: &str, bytes: &[u8]) {
        self.ready = reports_of(name, bytes, &self.options).into_iter();
    }

    /// Lines of JSON come one by one, however many; anything else is one report.
    fn open_stdin(&mut self) -> io::Result<()> {
        let reader = BufReader::new(io::stdin());
        if stdin_is_lines() {
            self.lines = Some(Lines { name: "-".into(), reader: Box::new(reader), number: 0 });
        } else {
            let bytes = whole(reader)?;
            self.take("-", &bytes);
        }
        Ok(())
    }

    fn open_lines(&mut self, name: &str) -> io::Result<()> {
        self.lines = Some(Lines { name: name.into(), reader: unpacked(name)?, number: 0 });
        Ok(())
    }

    fn open_stream(&mut self, name: &str) -> io::Result<()> {
        let (given, options) = (name.to_string(), self.options.clone());
        self.stream = Some(match ending(name).as_str() {
            "warc" => Box::new(Warc::new(given, unpacked(name)?, options)),
            "parquet" => tables::parquet(given, File::open(name)?, options),
            _ => tables::csv(given, Box::new(unpacked(name)?), options),
        });
        Ok(())
    }
}

/// A file's bytes, unpacked as they are read.
fn unpacked(name: &str) -> io::Result<Box<dyn BufRead + Send>> {
    let file = BufReader::new(File::open(name)?);
    Ok(if name.ends_with(".gz") {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))
    } else if name.ends_with(".zst") {
        Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(file)?))
    } else {
        Box::new(file)
    })
}

/// Whether standard input begins as JSON Lines do; takes nothing out of it.
fn stdin_is_lines() -> bool {
    io::stdin().lock().fill_buf().is_ok_and(|b| b.trim_ascii_start().starts_with(b"{\""))
}

fn whole(source: impl Read) -> io::Result<Vec<u8>> {
    let mut out = vec![];
    source.take(LARGEST as u64 + 1).read_to_end(&mut out)?;
    Ok(out)
}

impl Iterator for Reports {
    type Item = Result<Report, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(r) = self.ready.next() {
                return Some(r);
            }
            if let Some(stream) = &mut self.stream {
                match stream.next() {
                    Some(r) => return Some(r),
                    None => self.stream = None,
                }
            }
            if let Some(r) = self.next_line() {
                return Some(r);
            }
            match self.files.next()? {
                Ok(path) => self.open_file(&path),
                Err(e) => return Some(Err(e)),
            }
        }
    }
}
