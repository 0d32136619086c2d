//! What a process tells other programs of its own accord: an Atom feed of what is new, and a calendar.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::get;
use rapporteur_archive::Archive;
use rapporteur_archive::ask::{Entry, Listing, Of, Order, Scope, Source, Stretch};

use crate::desk::Wait;
use crate::kept::Made;
use crate::{Desk, Problem};

/// Entries of a feed.
const SHOWN: usize = 50;

/// The routes.
pub fn routes() -> Router<Desk> {
    Router::new().route("/process/{id}/feed.atom", get(feed)).route("/process/{id}/calendar.ics", get(calendar))
}

/// What the feed says of an entry.
struct Item {
    id: i64,
    title: String,
    /// The day of the newest report of it.
    updated: String,
    words: String,
    /// Who published them, and when.
    by: String,
    url: Option<String>,
}

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    id: i64,
    name: String,
    /// Under which name the desk was asked.
    host: String,
    updated: String,
    items: Vec<Item>,
}

async fn feed(State(desk): State<Desk>, Path(id): Path<i64>, headers: HeaderMap) -> Result<Response, Problem> {
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or("localhost").to_string();
    let key = format!("feed {id} {host}");
    let make = move |archive: &Archive| {
        let feed = filled(archive, id, host)?.render();
        let body = feed.map_err(|e| Problem::Failed(format!("the feed could not be written: {e}")))?.into_bytes();
        Ok(Made { kind: "application/atom+xml; charset=utf-8", saved_as: None, body })
    };
    Ok(desk.given(key, Of::Process(id), Wait::Long, make).await?.response(&headers))
}

fn filled(archive: &Archive, id: i64, host: String) -> Result<Feed, rapporteur_archive::Error> {
    let process = archive.process(id)?;
    let what = Listing {
        kinds: "mioec".into(),
        order: Order::LastTold,
        stretch: Stretch { skip: 0, take: SHOWN },
        ..Listing::default()
    };
    let listed = archive.list(&Scope::Process(process.id), &what)?;
    let items: Vec<Item> = listed.entries.iter().map(|e| item(e, &listed.sources)).collect();
    let updated = items.first().map_or_else(|| moment(process.last.as_deref()), |i| i.updated.clone());
    Ok(Feed { id: process.id, name: plain(&process.name), host: plain(&host), updated, items })
}

fn item(entry: &Entry, sources: &[Source]) -> Item {
    let source = sources.iter().find(|s| s.n == entry.words.source);
    let told = |s: &Source| {
        let by = s.publisher.as_deref().unwrap_or(&s.name);
        plain(&s.published.as_ref().map_or_else(|| by.to_string(), |day| format!("{by}, {day}")))
    };
    Item {
        id: entry.id,
        title: plain(&entry.when.as_ref().map_or_else(|| entry.what.clone(), |w| format!("{w}: {}", entry.what))),
        updated: moment(entry.last_told.as_deref()),
        words: plain(&entry.words.words),
        by: source.map_or_else(String::new, told),
        url: source.and_then(|s| s.url.clone()).filter(|u| crate::show::is_address(u)).map(|u| plain(&u)),
    }
}

/// A day as Atom writes moments; what has none is as old as can be.
fn moment(day: Option<&str>) -> String {
    format!("{}T00:00:00Z", day.unwrap_or("1970-01-01"))
}

/// Without the characters that XML cannot hold.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect()
}

async fn calendar(State(desk): State<Desk>, Path(id): Path<i64>, headers: HeaderMap) -> Result<Response, Problem> {
    let make = move |archive: &Archive| {
        let process = archive.process(id)?;
        let body = archive.calendar(&Scope::Process(process.id), None)?.icalendar().into_bytes();
        Ok(Made { kind: "text/calendar; charset=utf-8", saved_as: None, body })
    };
    Ok(desk.given(format!("calendar {id}"), Of::Process(id), Wait::Long, make).await?.response(&headers))
}
