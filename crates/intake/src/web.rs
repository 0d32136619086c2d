//! Addresses as a stream of reports: a page is one, a feed is all that it announces.

use std::collections::VecDeque;

use rapporteur_record::Report;

use crate::feeds::{self, Entry};
use crate::fetch::{Fetcher, Page};
use crate::{Error, Options, reports_of};

/// Words of a feed's own text from which it is the whole report and its page need not be fetched, if it cannot be.
const WHOLE: usize = 80;

/// What is known of pages from earlier visits.
pub trait Memory {
    /// The tag and date that the server gave for an address.
    fn told(&self, url: &str) -> (Option<String>, Option<String>);
    /// Whether the page has been taken in, and has not changed since (seconds since 1970) as far as the feed tells.
    fn has(&self, url: &str, changed: Option<i64>) -> bool;
}

/// Remembers nothing.
pub struct NoMemory;

impl Memory for NoMemory {
    fn told(&self, _: &str) -> (Option<String>, Option<String>) {
        (None, None)
    }
    fn has(&self, _: &str, _: Option<i64>) -> bool {
        false
    }
}

/// What a server said of an address that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The address.
    pub url: String,
    /// Its tag.
    pub etag: Option<String>,
    /// Its date.
    pub modified: Option<String>,
}

/// The reports behind addresses.
pub struct Web<M> {
    fetcher: Fetcher,
    memory: M,
    options: Options,
    addresses: VecDeque<String>,
    announced: VecDeque<Entry>,
    ready: VecDeque<Result<Report, Error>>,
    told: std::sync::mpsc::Sender<Told>,
}

/// Follows addresses; `told` gets what the servers said, to be remembered once their reports are kept.
pub fn follow<M: Memory>(
    addresses: impl IntoIterator<Item = String>,
    fetcher: Fetcher,
    memory: M,
    options: Options,
    told: std::sync::mpsc::Sender<Told>,
) -> Web<M> {
    Web {
        fetcher,
        memory,
        options,
        addresses: addresses.into_iter().collect(),
        announced: VecDeque::new(),
        ready: VecDeque::new(),
        told,
    }
}

/// Whether a path of the command line is an address.
pub fn is_address(path: &str) -> bool {
    path.starts_with("http://") || path.starts_with("https://")
}

impl<M: Memory> Web<M> {
    /// A feed's entries go in line; a page becomes its reports.
    fn take(&mut self, asked: &str, page: Page) {
        if feeds::is_feed(&page.bytes) {
            match feeds::entries(asked, &page.bytes, Some(&page.url)) {
                Ok(entries) => {
                    let memory = &self.memory;
                    let new = |e: &Entry| e.url.as_ref().is_none_or(|u| !memory.has(u, e.changed));
                    self.announced.extend(entries.into_iter().filter(new));
                }
                Err(e) => return self.ready.push_back(Err(e)),
            }
        } else {
            let options = Options { url: Some(page.url.clone()), ..self.options.clone() };
            self.ready.extend(
                reports_of(&page_name(&page.url), &page.bytes, &options).into_iter().map(|r| named(r, &page.url)),
            );
        }
        let told = Told { url: asked.into(), etag: page.etag, modified: page.modified };
        let _ = self.told.send(told);
    }

    /// An announced report: its page, or what the feed carries where that is whole and the page cannot be had.
    fn announced(&mut self, e: Entry) -> Result<Report, Error> {
        let options = Options {
            url: e.url.clone().or(self.options.url.clone()),
            title: e.title.clone(),
            published: e.published.clone().or(self.options.published.clone()),
            publisher: self.options.publisher.clone().or(e.publisher.clone()),
            ..self.options.clone()
        };
        let carried = |e: Entry| feeds::report("feed", e, &options);
        let Some(url) = e.url.clone() else { return carried(e) };
        let fetched = self.fetcher.get(&url, None, None).and_then(|page| {
            let page =
                page.ok_or_else(|| Error::Unreadable { name: url.clone(), what: "the server sent nothing".into() })?;
            let mut found = reports_of(&page_name(&page.url), &page.bytes, &options);
            named(found.remove(0), &url)
        });
        match fetched {
            Err(refused) => match carried(e) {
                Ok(r) if r.text.split_whitespace().count() >= WHOLE => Ok(r),
                _ => Err(refused),
            },
            found => found,
        }
    }
}

/// A report of a page is called by its address.
fn named(report: Result<Report, Error>, url: &str) -> Result<Report, Error> {
    report.map(|r| Report { id: url.into(), ..r })
}

/// A name that does not make a page's address a file's ending.
fn page_name(url: &str) -> String {
    format!("{url}#")
}

impl<M: Memory> Iterator for Web<M> {
    type Item = Result<Report, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(r) = self.ready.pop_front() {
                return Some(r);
            }
            if let Some(e) = self.announced.pop_front() {
                return Some(self.announced(e));
            }
            let address = self.addresses.pop_front()?;
            let (etag, modified) = self.memory.told(&address);
            match self.fetcher.get(&address, etag.as_deref(), modified.as_deref()) {
                Ok(Some(page)) => self.take(&address, page),
                Ok(None) => {}
                Err(e) => return Some(Err(e)),
            }
        }
    }
}
