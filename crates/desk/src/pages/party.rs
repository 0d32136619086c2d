//! A person or group: roles, statements, meetings, positions, and with whom.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rapporteur_archive::ask::{Card, Of, Portrait, Sayings, Shelf, Sought};
use rapporteur_archive::{Archive, Error};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::graph::{self, Graph};
use crate::query::Asked;
use crate::{Desk, Problem, assets, show};

/// Entries of each list.
const SHOWN: usize = 8;
/// Reports that can be chosen when a party is split.
const REPORTS: usize = 40;

/// What the address asks: nothing yet.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {}

/// A party.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// The portrait.
    #[serde(flatten)]
    pub portrait: Portrait,
    /// What it last said.
    pub said: Sayings,
    /// Its newest reports.
    pub reports: Vec<Card>,
    /// With whom, drawn.
    #[serde(skip)]
    pub graph: Graph,
}

/// Answers the view; `words` are a number (#12) or a name.
pub fn view(archive: &Archive, words: &str) -> Result<View, Error> {
    let portrait = archive.portrait(words, SHOWN)?;
    let id = portrait.party.id;
    let said = archive.sayings(&Sought { by: Some(id), limit: SHOWN, ..Sought::default() })?;
    let reports = archive.cards(&Shelf { party: Some(id), take: REPORTS, ..Shelf::default() })?.1;
    let graph = Graph::of(&portrait.party.name, &portrait.companions);
    Ok(View { portrait, said, reports, graph })
}

#[derive(Template)]
#[template(path = "party.html")]
struct Page {
    frame: Frame,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] = &["entry", "kind", "what", "when", "status", "words", "report"];

    fn rows(&self) -> Vec<Vec<String>> {
        let p = &self.portrait;
        let row = |e: &rapporteur_archive::ask::Entry| {
            vec![
                e.id.to_string(),
                e.kind.into(),
                e.what.clone(),
                e.when.clone().unwrap_or_default(),
                e.status.unwrap_or_default().into(),
                e.words.words.clone(),
                p.sources[e.words.source - 1].report.to_string(),
            ]
        };
        p.meetings.iter().chain(&p.events).map(row).collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, Path(id): Path<i64>, asked: Asked<Query>) -> Result<Response, Problem> {
    let view = move |a: &Archive| view(a, &format!("#{id}"));
    answer(&desk, "parties", asked.asking, Of::Party(id), view, |frame, view| Page { frame, view }).await
}
