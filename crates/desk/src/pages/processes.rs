//! Processes: the talks and wars that reports belong to.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur_archive::ask::Of;
use rapporteur_archive::{Archive, Error, Process};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::pager::{PAGE, Pager};
use crate::query::Asked;
use crate::{Desk, Problem, assets, show};

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Words of the name.
    pub name: Option<String>,
    /// `last`, `reports`, `name`.
    pub sort: Option<String>,
    /// Which page, from 1.
    pub page: Option<usize>,
}

/// The processes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// How many there are.
    pub pager: Pager,
    /// Those of the page.
    pub processes: Vec<Process>,
}

/// Answers the view.
pub fn view(archive: &Archive, query: &Query) -> Result<View, Error> {
    let mut all = archive.processes()?;
    if let Some(name) = query.name.as_ref().map(|n| n.to_lowercase()) {
        all.retain(|p| name.split_whitespace().all(|w| p.name.to_lowercase().contains(w)));
    }
    match query.sort.as_deref() {
        Some("reports") => all.sort_by_key(|p| std::cmp::Reverse(p.reports)),
        Some("name") => all.sort_by_key(|p| p.name.to_lowercase()),
        _ => {}
    }
    let pager = Pager::new(query.page, all.len());
    let processes = all.into_iter().skip(pager.skip()).take(PAGE).collect();
    Ok(View { pager, processes })
}

#[derive(Template)]
#[template(path = "processes.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] = &["number", "process", "first", "last", "reports"];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |p: &Process| {
            let day = |d: &Option<String>| d.clone().unwrap_or_default();
            vec![p.id.to_string(), p.name.clone(), day(&p.first), day(&p.last), p.reports.to_string()]
        };
        self.processes.iter().map(row).collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let given = query.clone();
    let view = move |a: &Archive| view(a, &given);
    answer(&desk, "processes", asking, Of::All, view, |frame, view| Page { frame, query, view }).await
}
