//! Bytes into reports: plain text, Markdown, HTML, JSON Lines, feeds, WARC, CSV and Parquet, plain or packed as `.gz` or
//! `.zst`; and pages over the network, where they are asked for.
//!
//! Bad input is an error of that report, with the file, the line and the mend; it never ends the run. The text of a
//! plain or JSON report is kept character for character. Nothing is fetched but by a [`fetch::Fetcher`]. Memory is bounded
//! by [`LARGEST`] for a file and [`LONGEST`] for a text; what is left out is said.
//!
//! ```
//! use rapporteur_intake::{Options, reports_of};
//! let page = b"GENEVA, March 3 - The talks between the two governments were resumed on Monday.";
//! let mut found = reports_of("talks.txt", page, &Options::default());
//! assert_eq!(found.remove(0).unwrap().id, "talks");
//! ```

mod dates;
mod decode;
pub mod feeds;
pub mod fetch;
mod html;
mod jsonl;
mod language;
mod markdown;
mod sources;
mod tables;
mod warc;
pub mod web;

use decode::Looks;
use rapporteur_record::{Report, Text};

pub use dates::edtf;
pub use decode::LARGEST;
pub use sources::{Reports, open};

/// The longest text in bytes that is read as one report, some hundred pages; of a longer one only the beginning is.
pub const LONGEST: usize = 1 << 20;

/// What a source gave: reports and errors, in order. A report that was taken in part is followed by [`Error::Partial`].
pub type Taken = Vec<Result<Report, Error>>;

/// What the user knows about the input.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// EDTF, for reports that do not say.
    pub published: Option<String>,
    /// The outlet, for reports that do not say.
    pub publisher: Option<String>,
    /// The address, for reports that do not say.
    pub url: Option<String>,
    /// The headline, for reports that do not say.
    pub title: Option<String>,
    /// Columns of JSON Lines by the record's names: ("text", "body").
    pub fields: Vec<(String, String)>,
    /// Read reports whatever language they seem to be in.
    pub any_language: bool,
}

/// Why a report could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or address cannot be read.
    #[error("{name}: {what}")]
    Unreadable {
        /// File.
        name: String,
        /// Cause and mend.
        what: String,
    },
    /// A line of JSON Lines is none.
    #[error("{name}, line {line}: {what}")]
    Line {
        /// File.
        name: String,
        /// From 1.
        line: usize,
        /// Cause and mend.
        what: String,
    },
    /// Not English.
    #[error(
        "{name}: the text is {language}, not English; Rapporteur reads English only (--any-language reads it all the same)"
    )]
    Language {
        /// File, or file and line.
        name: String,
        /// As the detector names it.
        language: String,
    },
    /// The report before this was taken in part.
    #[error(
        "{name}: only the first {kept} of {whole} bytes were read as a report; split the text to have the rest read"
    )]
    Partial {
        /// File, or file and line.
        name: String,
        /// Bytes of the text that were kept.
        kept: usize,
        /// Bytes of the text that was given.
        whole: usize,
    },
}

impl Error {
    /// The file or address, with the line where there is one: "news.jsonl, line 3".
    pub fn source_name(&self) -> String {
        match self {
            Error::Unreadable { name, .. } | Error::Language { name, .. } | Error::Partial { name, .. } => name.clone(),
            Error::Line { name, line, .. } => format!("{name}, line {line}"),
        }
    }
}

/// The reports in these bytes; the name tells the format, or the bytes do.
pub fn reports_of(name: &str, bytes: &[u8], options: &Options) -> Taken {
    let unreadable = |what: String| vec![Err(Error::Unreadable { name: name.into(), what })];
    let (name, bytes) = match decode::unpack(name, bytes) {
        Ok(x) => x,
        Err(what) => return unreadable(what),
    };
    let lower = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|e| lower.ends_with(e));
    if ends(&[".jsonl", ".ndjson"]) || (lower == "-" && bytes.trim_ascii_start().starts_with(b"{\"")) {
        return jsonl::reports(&name, &bytes, options);
    }
    if feeds::is_feed(&bytes) {
        return feeds::reports(&name, &bytes, options);
    }
    let looks = decode::looks(&bytes);
    let markup = ends(&[".html", ".htm", ".xhtml"]) || looks == Looks::Html;
    if looks == Looks::Xml && !markup {
        return unreadable("it is XML, but neither a page nor a feed; give the pages or texts".into());
    }
    let text = match decode::to_utf8(&bytes, markup) {
        Ok(t) => t,
        Err(what) => return unreadable(what),
    };
    let mut report = if markup {
        html::report(&text)
    } else if ends(&[".md", ".markdown"]) {
        markdown::report(&text)
    } else {
        Report { text: Text::new(text), ..Report::default() }
    };
    report.id = stem(&name);
    taken(report, &name, options)
}

/// A report that a program gives as it is, with what the user knows of it: refused where it is no English text, in part
/// where it is too long. The name is for messages.
pub fn admit(report: Report, name: &str, options: &Options) -> Taken {
    taken(report, name, options)
}

/// A report with what the user knows of it; of a text that is too long the beginning, and an error that says so.
fn taken(mut report: Report, name: &str, options: &Options) -> Taken {
    let whole = report.text.len();
    if whole <= LONGEST {
        return vec![finish(report, name, options)];
    }
    report.text = Text::new(beginning(&report.text));
    let kept = report.text.len();
    match finish(report, name, options) {
        Ok(report) => vec![Ok(report), Err(Error::Partial { name: name.into(), kept, whole })],
        refused => vec![refused],
    }
}

/// Fills in what the user knows, and refuses what is no English text or far too long.
fn finish(mut report: Report, name: &str, options: &Options) -> Result<Report, Error> {
    let fill = |slot: &mut Option<String>, value: &Option<String>| {
        if slot.as_deref().is_none_or(str::is_empty) {
            *slot = value.clone();
        }
    };
    report.published = report.published.as_deref().and_then(edtf);
    fill(&mut report.published, &options.published);
    fill(&mut report.publisher, &options.publisher);
    fill(&mut report.url, &options.url);
    fill(&mut report.title, &options.title);
    is_text(&report.text).map_err(|what| Error::Unreadable { name: name.into(), what })?;
    if !options.any_language
        && let Some(language) = language::foreign(&report.text)
    {
        return Err(Error::Language { name: name.into(), language });
    }
    report.language = Some("en".into());
    Ok(report)
}

/// Whether there are words in it that a reader could make out.
fn is_text(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("there is no text in it; if it is a page, save it with its article loaded".into());
    }
    if text.len() > LONGEST {
        return Err(format!("the text is longer than {} MB; split it into reports", LONGEST >> 20));
    }
    let head = language::cut(text, 1 << 16);
    let (mut all, mut lost) = (0, 0);
    for c in head.chars() {
        all += 1;
        lost += usize::from(c == char::REPLACEMENT_CHARACTER || c == '\0');
    }
    if lost * 20 > all {
        return Err("its encoding cannot be told: too many bytes are no characters; save it as UTF-8".into());
    }
    Ok(())
}

/// The beginning of a text that is too long, up to the end of a paragraph, of a sentence or of a word.
fn beginning(text: &str) -> &str {
    let head = language::cut(text, LONGEST);
    let late = |i: &usize| *i > LONGEST * 3 / 4;
    let end = (head.rfind("\n\n").filter(late))
        .or_else(|| head.rfind(". ").map(|i| i + 1).filter(late))
        .or_else(|| head.rfind(char::is_whitespace).filter(late));
    &head[..end.unwrap_or(head.len())]
}

/// The name of a file without its folders and ending.
fn stem(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if file == "-" {
        return "stdin".into();
    }
    file.rsplit_once('.').map_or(file, |(s, _)| s).to_string()
}
