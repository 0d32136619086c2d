//! Parties: the people and groups that reports name.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur_archive::ask::Of;
use rapporteur_archive::{Archive, Error, PartyListed};
use rapporteur_record::PartyKind;
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::pager::{PAGE, Pager};
use crate::query::Asked;
use crate::{Desk, Problem, assets, show};

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// How a name begins.
    pub name: Option<String>,
    /// `person`, `state`, ...
    pub kind: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Which page, from 1.
    pub page: Option<usize>,
}

/// Parties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// How many there are.
    pub pager: Pager,
    /// Those of the page.
    pub parties: Vec<PartyListed>,
}

/// Answers the view.
pub fn view(archive: &Archive, query: &Query) -> Result<View, Error> {
    let country = query.country.as_ref().map(|c| c.trim().to_uppercase());
    let list = |skip, take| {
        let name = query.name.as_deref().unwrap_or_default();
        archive.parties_listed(name, query.kind.as_deref(), country.as_deref(), (skip, take))
    };
    let (total, _) = list(0, 0)?;
    let pager = Pager::new(query.page, total);
    Ok(View { parties: list(pager.skip(), PAGE)?.1, pager })
}

#[derive(Template)]
#[template(path = "parties.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
    kinds: &'static [PartyKind],
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] = &["number", "name", "kind", "country", "reports", "first", "last"];

    fn rows(&self) -> Vec<Vec<String>> {
        let or_empty = |x: &Option<String>| x.clone().unwrap_or_default();
        let row = |p: &PartyListed| {
            vec![
                p.id.to_string(),
                p.name.clone(),
                p.kind.clone(),
                or_empty(&p.country),
                p.reports.to_string(),
                or_empty(&p.first),
                or_empty(&p.last),
            ]
        };
        self.parties.iter().map(row).collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let given = query.clone();
    let view = move |a: &Archive| view(a, &given);
    let page = |frame, view| Page { frame, query, view, kinds: PartyKind::ALL };
    answer(&desk, "parties", asking, Of::All, view, page).await
}
