//! An entry: everything that was said of it, and what can be decided about it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rapporteur_archive::ask::{Evidenced, Of, Stretch};
use rapporteur_archive::{Archive, Error};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::pager::{PAGE, Pager};
use crate::query::Asked;
use crate::{Desk, Problem, assets, show};

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Which page of what reports say, from 1.
    pub page: Option<usize>,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// Which of what reports say of it are shown.
    pub pager: Pager,
    /// The entry.
    #[serde(flatten)]
    pub evidenced: Evidenced,
}

/// Answers the view.
pub fn view(archive: &Archive, id: i64, page: Option<usize>) -> Result<View, Error> {
    let skip = (page.unwrap_or(1).max(1) - 1).saturating_mul(PAGE);
    let evidenced = archive.entry(id, Stretch { skip, take: PAGE })?;
    Ok(View { pager: Pager::new(page, evidenced.told), evidenced })
}

#[derive(Template)]
#[template(path = "entry.html")]
struct Page {
    frame: Frame,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] =
        &["report", "publisher", "published", "when", "what", "vouched_by", "words"];

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![];
        for line in &self.evidenced.lines {
            for q in &line.words {
                let source = &self.evidenced.sources[q.source - 1];
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
    let Asked { query, asking } = asked;
    let view = move |a: &Archive| view(a, id, query.page);
    answer(&desk, "processes", asking, Of::All, view, |frame, view| Page { frame, view }).await
}
