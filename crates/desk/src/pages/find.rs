//! Find: one box for all; what has such a name, and the reports in which such words stand.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur_archive::ask::{Find, Found, Of};
use rapporteur_archive::{Archive, Error, PartyListed, Process};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::query::Asked;
use crate::{Desk, Problem, assets, show};

/// Parties and processes of a name that are shown.
const NAMED: usize = 8;
/// Reports that are shown.
const REPORTS: usize = 15;

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Names or words.
    pub words: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// Parties of such a name.
    pub parties: Vec<PartyListed>,
    /// Processes of such a name.
    pub processes: Vec<Process>,
    /// Reports with such words.
    pub found: Found,
}

/// Answers the view.
pub fn view(archive: &Archive, words: &str) -> Result<View, Error> {
    let lower = words.to_lowercase();
    let mut processes = archive.processes()?;
    processes.retain(|p| lower.split_whitespace().all(|w| p.name.to_lowercase().contains(w)));
    processes.truncate(NAMED);
    let find = Find { words: words.into(), limit: REPORTS, ..Find::default() };
    Ok(View { parties: archive.parties(words, NAMED)?, processes, found: archive.find(&find)? })
}

#[derive(Template)]
#[template(path = "find.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] = &["report", "title", "publisher", "published", "words"];

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![];
        for hit in &self.found.hits {
            let s = &self.found.sources[hit.source - 1];
            let or_empty = |x: &Option<String>| x.clone().unwrap_or_default();
            let words = hit.words.first().map_or_else(String::new, |q| q.words.clone());
            rows.push(vec![
                s.report.to_string(),
                or_empty(&s.title),
                or_empty(&s.publisher),
                or_empty(&s.published),
                words,
            ]);
        }
        rows
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let words = query.words.clone().unwrap_or_default();
    let view = move |a: &Archive| match words.trim().is_empty() {
        true => {
            Ok(View { parties: vec![], processes: vec![], found: Found { total: 0, hits: vec![], sources: vec![] } })
        }
        false => view(a, &words),
    };
    answer(&desk, "find", asking, Of::All, view, |frame, view| Page { frame, query, view }).await
}
