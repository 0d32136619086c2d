//! RSS, Atom and JSON Feed: what a feed announces, and the reports that it carries whole.

use rapporteur_record::{Report, Text};

use crate::{Error, Options, finish, html};

/// Entries of a feed that are looked at.
const ENTRIES: usize = 5000;

/// A report that a feed announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its page.
    pub url: Option<String>,
    /// The feed's id for it.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Seconds since 1970 of its last change.
    pub changed: Option<i64>,
    /// The byline.
    pub author: Option<String>,
    /// The feed's title.
    pub publisher: Option<String>,
    /// What the feed itself carries of it, as HTML.
    pub content: Option<String>,
}

/// Whether bytes are a feed.
pub fn is_feed(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let xml = head.starts_with('<') && ["<rss", "<feed", "<rdf:rdf"].iter().any(|r| head.contains(r));
    (xml && !head.contains("<html")) || (head.starts_with('{') && head.contains("jsonfeed.org/version"))
}

/// What a feed announces, in its order.
pub fn entries(name: &str, bytes: &[u8], base: Option<&str>) -> Result<Vec<Entry>, Error> {
    let error = |what: String| Error::Unreadable { name: name.into(), what };
    let feed = feed_rs::parser::Builder::new()
        .base_uri(base)
        .build()
        .parse(bytes)
        .map_err(|e| error(format!("the feed cannot be read ({e})")))?;
    let publisher = feed.title.map(|t| t.content);
    let page = |links: &[feed_rs::model::Link]| {
        let best = links.iter().find(|l| l.rel.as_deref().is_none_or(|r| r == "alternate")).or(links.first());
        best.map(|l| l.href.clone())
    };
    Ok((feed.entries.into_iter().take(ENTRIES))
        .map(|e| Entry {
            url: page(&e.links),
            id: e.id,
            title: e.title.map(|t| plain(&t.content)),
            published: e.published.or(e.updated).map(|d| d.to_rfc3339()),
            changed: e.updated.or(e.published).map(|d| d.timestamp()),
            author: e.authors.first().and_then(|a| a.name.clone()),
            publisher: publisher.clone(),
            content: e.content.and_then(|c| c.body).or(e.summary.map(|s| s.content)),
        })
        .collect())
}

/// The reports that a feed carries itself.
pub fn reports(name: &str, bytes: &[u8], options: &Options) -> Vec<Result<Report, Error>> {
    match entries(name, bytes, None) {
        Ok(all) => all.into_iter().map(|e| report(name, e, options)).collect(),
        Err(e) => vec![Err(e)],
    }
}

/// One entry as the feed carries it.
pub fn report(name: &str, e: Entry, options: &Options) -> Result<Report, Error> {
    let text = html::fragment(e.content.as_deref().unwrap_or(""));
    let name = format!("{name}, {}", e.url.as_deref().unwrap_or(&e.id));
    let report = Report {
        id: e.url.clone().unwrap_or(e.id),
        title: e.title,
        publisher: e.publisher,
        author: e.author,
        url: e.url,
        published: e.published,
        language: None,
        text: Text::new(text),
    };
    finish(report, &name, options)
}

/// A headline without markup.
fn plain(text: &str) -> String {
    if text.contains(['<', '&']) { html::fragment(text).replace('\n', " ") } else { text.to_string() }
}
