//! Statements: all quotations, by speaker, words, issue and date.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur_archive::ask::{Cursor, Of, Saying, Sayings, Sought};
use rapporteur_archive::{Archive, Error};
use rapporteur_record::Issue;
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::pager::PAGE;
use crate::query::{Asked, day};
use crate::{Desk, Problem, assets, show};

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Words, "phrases", -words that must not stand there.
    pub words: Option<String>,
    /// The speaker: a name, or a number (#12).
    pub by: Option<String>,
    /// On this issue.
    pub issue: Option<String>,
    /// In reports of this process, by its number.
    pub process: Option<i64>,
    /// In reports published from this day.
    pub from: Option<String>,
    /// In reports published until this day.
    pub to: Option<String>,
    /// `direct`, `indirect` or `mixed`.
    pub how: Option<String>,
    /// `oldest` or `newest`.
    pub sort: Option<String>,
    /// Where the last page ended: `DAY.REPORT`.
    pub after: Option<String>,
}

/// Statements.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// The statements of the page.
    #[serde(flatten)]
    pub sayings: Sayings,
    /// What follows `after=` in the address of the next page.
    pub next: Option<String>,
    /// Why there are none: nobody knows the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

impl Query {
    /// What the archive is to look for; the speaker is not yet known by number.
    pub fn sought(&self) -> Result<Sought, Problem> {
        let unclear = || Problem::Misunderstood("after= is not where a page ended".into());
        let after = match self.after.as_deref() {
            None => None,
            Some(at) => {
                let (day, report) = at.split_once('.').ok_or_else(unclear)?;
                let day = if day.is_empty() { None } else { Some(day.parse().map_err(|_| unclear())?) };
                Some(Cursor { day, report: report.parse().map_err(|_| unclear())? })
            }
        };
        if let Some(issue) = &self.issue {
            issue.parse::<Issue>().map_err(Problem::Misunderstood)?;
        }
        Ok(Sought {
            by: None,
            words: self.words.clone(),
            issue: self.issue.clone(),
            process: self.process,
            from: day(self.from.as_deref(), false)?,
            to: day(self.to.as_deref(), true)?,
            how: self.how.clone(),
            oldest_first: self.sort.as_deref() == Some("oldest"),
            after,
            limit: PAGE,
        })
    }
}

/// Answers the view. A speaker that nobody knows is an answer, not a page that is missing.
pub fn view(archive: &Archive, by: Option<&str>, sought: Sought) -> Result<View, Error> {
    let found = by.map(|name| archive.party_named(name)).transpose()?;
    if let (Some(name), Some(None)) = (by, found) {
        let none = Sayings { statements: vec![], next: None, sources: vec![] };
        let missing = Some(format!("no report names a party called {name:?}"));
        return Ok(View { sayings: none, next: None, missing });
    }
    let by = found.flatten();
    let sayings = archive.sayings(&Sought { by, ..sought })?;
    let cursor = |c: &Cursor| format!("{}.{}", c.day.map_or_else(String::new, |d| d.to_string()), c.report);
    Ok(View { next: sayings.next.as_ref().map(cursor), sayings, missing: None })
}

#[derive(Template)]
#[template(path = "statements.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
    issues: &'static [Issue],
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] =
        &["report", "id", "speakers", "to", "how", "said_on", "published", "publisher", "issues", "words"];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |s: &Saying| {
            let source = &self.sayings.sources[s.words.source - 1];
            let names = |all: &[rapporteur_archive::ask::Named]| {
                all.iter().map(|n| n.name.clone()).collect::<Vec<_>>().join("; ")
            };
            vec![
                s.report.to_string(),
                s.id.clone(),
                names(&s.speakers),
                names(&s.to),
                s.how.clone(),
                s.said_on.clone().unwrap_or_default(),
                source.published.clone().unwrap_or_default(),
                source.publisher.clone().unwrap_or_default(),
                s.issues.join("; "),
                s.words.words.clone(),
            ]
        };
        self.sayings.statements.iter().map(row).collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let (sought, by) = (query.sought()?, query.by.clone());
    let view = move |a: &Archive| view(a, by.as_deref(), sought);
    let page = |frame, view| Page { frame, query, view, issues: Issue::ALL };
    answer(&desk, "statements", asking, Of::All, view, page).await
}
