//! An entry: everything that was said of it, and what can be decided about it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rapporteur_archive::ask::Evidenced;
use serde::Deserialize;

use crate::answer::{Frame, Rows, answer};
use crate::query::Asked;
use crate::{Desk, Problem, assets, show};

/// What the address asks: nothing.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {}

#[derive(Template)]
#[template(path = "entry.html")]
struct Page {
    frame: Frame,
    view: Evidenced,
}

impl Rows for Evidenced {
    const COLUMNS: &'static [&'static str] =
        &["report", "publisher", "published", "when", "what", "vouched_by", "words"];

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![];
        for line in &self.lines {
            for q in &line.words {
                let source = &self.sources[q.source - 1];
                rows.push(vec![
                    source.report.to_string(),
                    source.publisher.clone().unwrap_or_default(),
                    source.published.clone().unwrap_or_default(),
                    line.when.clone().unwrap_or_default(),
                    line.what.clone(),
                    q.by.join("; "),
                    q.words.clone(),
                ]);
            }
        }
        rows
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, Path(id): Path<i64>, asked: Asked<Query>) -> Result<Response, Problem> {
    let view = desk.ask(move |a| a.entry(id)).await?;
    answer(asked.format, view, |view| Page { frame: Frame::new(&desk, "processes", asked.address), view })
}
