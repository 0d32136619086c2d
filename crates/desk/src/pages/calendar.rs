//! Calendar: meetings that are announced, and on demand those that took place.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur_archive::ask::{Announced, Entry, Of, Scope};
use rapporteur_archive::{Archive, Error, edtf};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::query::{Asked, day};
use crate::{Desk, Problem, assets, show};

/// Meetings of one page.
const SHOWN: usize = 100;
/// Days that are shown where no end is given.
const AHEAD: i32 = 120;

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// From this day; without it, from the day of the newest report.
    pub from: Option<String>,
    /// Until this day.
    pub to: Option<String>,
    /// Only of this process, by its number.
    pub process: Option<i64>,
    /// `held`: also what took place.
    pub show: Option<String>,
}

/// Meetings by their days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// From this day.
    pub from: String,
    /// Until this day.
    pub to: String,
    /// The meetings.
    #[serde(flatten)]
    pub announced: Announced,
}

impl View {
    /// The day from which on the next page goes on.
    pub fn more_from(&self) -> Option<String> {
        self.announced.more_from.map(edtf::text)
    }

    /// The months that meetings begin in, with their meetings.
    pub fn months(&self) -> Vec<(String, Vec<&Entry>)> {
        let mut months: Vec<(String, Vec<&Entry>)> = vec![];
        for (first, _, entry) in &self.announced.meetings {
            let month: String = edtf::text(*first).chars().take(7).collect();
            match months.last_mut() {
                Some((m, all)) if *m == month => all.push(entry),
                _ => months.push((month, vec![entry])),
            }
        }
        months
    }
}

/// Answers the view.
pub fn view(
    archive: &Archive,
    process: Option<i64>,
    (from, to): (Option<i32>, Option<i32>),
    held: bool,
) -> Result<View, Error> {
    let scope = process.map_or(Scope::All, Scope::Process);
    let newest = archive.newest_day()?.unwrap_or(0);
    let from = from.unwrap_or(newest);
    let to = to.unwrap_or(from.max(newest).saturating_add(AHEAD));
    let announced = archive.announced(&scope, (from, to), held, SHOWN)?;
    Ok(View { from: edtf::text(from), to: edtf::text(to), announced })
}

#[derive(Template)]
#[template(path = "calendar.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] =
        &["first", "last", "entry", "what", "status", "place", "sources", "words", "report"];

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![];
        for (first, last, e) in &self.announced.meetings {
            rows.push(vec![
                edtf::text(*first),
                edtf::text(*last),
                e.id.to_string(),
                e.what.clone(),
                e.status.unwrap_or_default().into(),
                e.place.as_ref().map_or_else(String::new, |p| p.name.clone()),
                e.stories.to_string(),
                e.words.words.clone(),
                self.announced.sources[e.words.source - 1].report.to_string(),
            ]);
        }
        rows
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let days = (day(query.from.as_deref(), false)?, day(query.to.as_deref(), true)?);
    let (process, held) = (query.process, query.show.as_deref() == Some("held"));
    let view = move |a: &Archive| view(a, process, days, held);
    answer(&desk, "calendar", asking, Of::All, view, |frame, view| Page { frame, query, view }).await
}
