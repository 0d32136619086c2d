//! Bytes into reports: plain text, Markdown, HTML, JSON Lines, feeds, WARC, CSV and Parquet, plain or packed as `.gz` or
//! `.zst`; and pages over the network, where they are asked for.
//!
//! Bad input is an error of that report, with the file, the line and the mend; it never ends the run. The text of a
//! plain or JSON report is kept character for character. Nothing is fetched but by
//! a [`fetch::Fetcher`]. Memory is bounded by [`LARGEST`].
//!
//! ```
//! use rapporteur_intake::{Options, reports_of};
//! let page = b"GENEVA, March 3 - The talks between the two governments were resumed on Monday.";
//! let mut found = reports_of("talks.txt", page, &Options::default());
//! assert_eq!(found.remove(0).unwrap().id, "talks");
//! ```

mod decode;
pub mod feeds;
pub mod fetch;
mod html;
mod jsonl;
mod markdown;
mod sources;
mod tables;
mod warc;
pub mod web;

use rapporteur_record::{Report, Text};

pub use decode::LARGEST;
pub use sources::{Reports, open};

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
}

impl Error {
    /// The file or address, with the line where there is one: "news.jsonl, line 3".
    pub fn source_name(&self) -> String {
        match self {
            Error::Unreadable { name, .. } | Error::Language { name, .. } => name.clone(),
            Error::Line { name, line, .. } => format!("{name}, line {line}"),
        }
    }
}

/// The reports in these bytes; the name tells the format, or the bytes do.
pub fn reports_of(name: &str, bytes: &[u8], options: &Options) -> Vec<Result<Report, Error>> {
    let unreadable = |what: String| vec![Err(Error::Unreadable { name: name.into(), what })];
    let (name, bytes) = match decode::unpack(name, bytes) {
        Ok(x) => x,
        Err(what) => return unreadable(what),
    };
    let lower = name.to_lowercase();
    if lower.ends_with(".jsonl") || lower.ends_with(".ndjson") || (lower == "-" && bytes.starts_with(b"{")) {
        return jsonl::reports(&name, &bytes, options);
    }
    if feeds::is_feed(&bytes) {
        return feeds::reports(&name, &bytes, options);
    }
    let markup = lower.ends_with(".html") || lower.ends_with(".htm") || decode::looks_like_html(&bytes);
    let text = match decode::to_utf8(&bytes, markup) {
        Ok(t) => t,
        Err(what) => return unreadable(what),
    };
    let mut report = if markup {
        html::report(&text)
    } else if lower.ends_with(".md") || lower.ends_with(".markdown") {
        markdown::report(&text)
    } else {
        Report { text: Text::new(text), ..Report::default() }
    };
    report.id = stem(&name);
    vec![finish(report, &name, options)]
}

/// Fills in what the user knows, and refuses what is no English text.
fn finish(mut report: Report, name: &str, options: &Options) -> Result<Report, Error> {
    let fill = |slot: &mut Option<String>, value: &Option<String>| {
        if slot.as_deref().is_none_or(str::is_empty) {
            *slot = value.clone();
        }
    };
    fill(&mut report.published, &options.published);
    fill(&mut report.publisher, &options.publisher);
    fill(&mut report.url, &options.url);
    fill(&mut report.title, &options.title);
    if report.text.trim().is_empty() {
        let what = "there is no text in it; if it is a page, save it with its article loaded".into();
        return Err(Error::Unreadable { name: name.into(), what });
    }
    if !options.any_language
        && let Some(language) = foreign(&report.text)
    {
        return Err(Error::Language { name: name.into(), language });
    }
    report.language = Some("en".into());
    Ok(report)
}

/// The language of a text that is surely not English. Short texts and doubtful ones pass.
fn foreign(text: &str) -> Option<String> {
    let end = (0..=text.len().min(6000)).rev().find(|i| text.is_char_boundary(*i))?;
    let info = whatlang::detect(&text[..end])?;
    let long = text.chars().filter(|c| c.is_alphabetic()).take(60).count() == 60;
    (info.lang() != whatlang::Lang::Eng && info.is_reliable() && long).then(|| info.lang().eng_name().to_string())
}

/// The name of a file without its folders and ending.
fn stem(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if file == "-" {
        return "stdin".into();
    }
    file.rsplit_once('.').map_or(file, |(s, _)| s).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, bytes: &[u8]) -> Result<Report, String> {
        reports_of(name, bytes, &Options::default()).remove(0).map_err(|e| e.to_string())
    }

    #[test]
    fn text_is_kept_character_for_character() {
        let text = "LISBON, May 3\r\n\r\nThe two sides\u{a0}met — again.\n\n";
        assert_eq!(read("a.txt", text.as_bytes()).unwrap().text.as_str(), text);
    }

    #[test]
    fn encodings_come_to_utf8() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("The café talks failed.".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(read("a.txt", &utf16).unwrap().text.as_str(), "The café talks failed.");
        let latin = b"The minister said the caf\xe9 meeting with the rebels had been useful.";
        assert!(read("a.txt", latin).unwrap().text.contains("café"));
    }

    #[test]
    fn bad_input_says_what_and_how_to_mend_it() {
        assert!(read("a.txt", b"\x00\x01\x02\x00\x00\xff\xfe\x00binary\x00\x00").unwrap_err().contains("binary"));
        assert!(read("a.txt.gz", b"\x1f\x8b\x08\x00\x00").unwrap_err().contains("gzip"));
        let french = "Le ministre des affaires étrangères a déclaré lundi que les négociations avec les rebelles avaient échoué.";
        assert!(read("a.txt", french.as_bytes()).unwrap_err().contains("French"));
        assert!(read("a.jsonl", b"{\"id\": 1}").unwrap_err().contains("line 1"));
        assert!(read("a.txt", b"  \n").unwrap_err().contains("no text"));
    }

    #[test]
    fn packed_files_are_bounded() {
        use std::io::Write;
        let mut bomb = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
        for _ in 0..(LARGEST / (1 << 20) + 2) {
            bomb.write_all(&vec![b'a'; 1 << 20]).unwrap();
        }
        assert!(read("a.txt.gz", &bomb.finish().unwrap()).unwrap_err().contains("larger than"));
    }

    #[test]
    fn a_page_gives_its_article_and_what_it_says_of_itself() {
        let page = r#"<html lang="en"><head><title>Talks end | The Courier</title>
            <meta property="og:title" content="Talks end without a deal"><meta property="og:site_name" content="The Courier">
            <meta property="article:published_time" content="1999-03-04T10:00:00Z"></head><body>
            <nav><a href="/">Home</a> <a href="/w">World</a></nav><div class="cookie-banner"><p>We use cookies, accept all of them now.</p></div>
            <article><h1>Talks end without a deal</h1><figure><img><figcaption>The palace at night</figcaption></figure>
            <p>The two governments ended a week of talks on Thursday without a deal, a spokesman said.</p>
            <p>Read more: <a href="/x">The road to the talks</a></p>
            <p>They will meet again in April, he added, to discuss the border and the return of refugees.</p></article>
            <footer><p>Copyright The Courier, all rights reserved by the publisher.</p></footer></body></html>"#;
        let r = read("page.html", page.as_bytes()).unwrap();
        assert_eq!(r.title.as_deref(), Some("Talks end without a deal"));
        assert_eq!(r.publisher.as_deref(), Some("The Courier"));
        assert_eq!(r.published.as_deref(), Some("1999-03-04T10:00:00Z"));
        expect_test::expect![[r#"
            The two governments ended a week of talks on Thursday without a deal, a spokesman said.

            They will meet again in April, he added, to discuss the border and the return of refugees."#]]
        .assert_eq(r.text.as_str());
    }
}
