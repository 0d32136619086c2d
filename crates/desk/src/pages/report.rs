//! A report: its text, with the record beside it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rapporteur_archive::ask::{Kin, Of};
use rapporteur_archive::{Archive, Error};
use serde::{Deserialize, Serialize};

use super::noted::{Noted, Who, noted, people};
use super::text::{Paragraph, paragraphs};
use crate::answer::{Frame, Rows, answer};
use crate::query::Asked;
use crate::{Desk, Problem, assets, show};

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Only entries of this kind: `statements`, `meetings`, ...
    pub kind: Option<String>,
    /// The entry whose words are shown: `s1`.
    pub entry: Option<String>,
    /// The words that are shown: code points, `120-180`.
    pub words: Option<String>,
}

/// A report and its record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// The report, its versions and copies.
    #[serde(flatten)]
    pub kin: Kin,
    /// The kinds of entry that the record holds, with how many.
    pub kinds: Vec<(&'static str, usize)>,
    /// The entries, of the kind that was asked for.
    pub entries: Vec<Noted>,
    /// Who is spoken of.
    pub people: Vec<Who>,
    /// The text.
    pub text: String,
    /// The text in pieces that entries rest on.
    #[serde(skip)]
    pub paragraphs: Vec<Paragraph>,
    /// Who is named in most of it.
    #[serde(skip)]
    pub shown: Option<Noted>,
}

/// Answers the view.
pub fn view(archive: &Archive, id: i64, query: &Query) -> Result<View, Error> {
    let kin = archive.kin(id)?;
    let record = archive.record(id)?;
    let linked = archive.linked(id)?.into_iter().collect();
    let all = noted(&record, &linked, &archive.wrong_in(id)?);
    let mut kinds: Vec<(&'static str, usize)> = vec![];
    for n in &all {
        match kinds.iter_mut().find(|(k, _)| *k == n.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((n.kind, 1)),
        }
    }
    let shown = query.entry.as_ref().and_then(|id| all.iter().find(|n| n.id == *id)).cloned();
    let marked = match &shown {
        Some(n) => n.spans.clone(),
        None => query.words.as_deref().and_then(stretch).into_iter().collect(),
    };
    let wanted = |n: &Noted| query.kind.as_deref().is_none_or(|k| k == n.kind);
    let entries: Vec<Noted> = all.into_iter().filter(wanted).collect();
    let paragraphs = paragraphs(&record.report.text, &entries, &marked);
    Ok(View {
        kinds,
        paragraphs,
        people: people(&record, &linked),
        text: record.report.text.to_string(),
        kin,
        entries,
        shown,
    })
}

fn stretch(words: &str) -> Option<(usize, usize)> {
    let (start, end) = words.split_once('-')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
}

impl Page {
    fn is_shown(&self, id: &str) -> bool {
        self.view.shown.as_ref().is_some_and(|n| n.id == id)
    }
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] =
        &["id", "kind", "what", "status", "when", "vouched_by", "words", "start", "end", "made_by"];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |n: &Noted| {
            let (start, end) = n.spans.first().copied().unwrap_or_default();
            vec![
                n.id.clone(),
                n.kind.into(),
                n.what(),
                n.status.unwrap_or_default().into(),
                n.when.clone().unwrap_or_default(),
                n.vouched.iter().map(|v| v.name.clone()).collect::<Vec<_>>().join("; "),
                n.words.clone(),
                start.to_string(),
                end.to_string(),
                n.made_by.clone(),
            ]
        };
        self.entries.iter().map(row).collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, Path(id): Path<i64>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let given = query.clone();
    let view = move |a: &Archive| view(a, id, &given);
    answer(&desk, "archive", asking, Of::All, view, |frame, view| Page { frame, query, view }).await
}
