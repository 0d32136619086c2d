//! Map: places and control of territory, by country and point, over time.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rapporteur_archive::ask::{Ground, Of, Scope};
use rapporteur_archive::{Archive, Error};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::query::{Asked, day};
use crate::world::{Drawing, draw};
use crate::{Desk, Problem, assets, show, world};

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Only of this process, by its number.
    pub process: Option<i64>,
    /// Reports published from this day.
    pub from: Option<String>,
    /// Reports published until this day.
    pub to: Option<String>,
    /// `world`, or only what is named.
    pub view: Option<String>,
}

/// Places and control.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// What reports name.
    #[serde(flatten)]
    pub ground: Ground,
    /// The process, by its name.
    pub process: Option<String>,
    /// Drawn.
    #[serde(skip)]
    pub drawing: Drawing,
}

/// Answers the view.
pub fn view(
    archive: &Archive,
    process: Option<i64>,
    (from, to): (Option<i32>, Option<i32>),
    world: bool,
) -> Result<View, Error> {
    let name = process.map(|id| archive.process(id)).transpose()?.map(|p| p.name);
    let scope = process.map_or(Scope::All, Scope::Process);
    let ground = archive.ground(&scope, from, to)?;
    Ok(View { drawing: draw(&ground, world), ground, process: name })
}

#[derive(Template)]
#[template(path = "map.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] = &["place", "country", "lat", "lon", "reports"];

    fn rows(&self) -> Vec<Vec<String>> {
        let spots = self.ground.spots.iter();
        spots
            .map(|s| {
                let country = s.country.clone().unwrap_or_default();
                vec![s.name.clone(), country, s.lat.to_string(), s.lon.to_string(), s.reports.to_string()]
            })
            .collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let days = (day(query.from.as_deref(), false)?, day(query.to.as_deref(), true)?);
    let (process, world) = (query.process, query.view.as_deref() == Some("world"));
    let view = move |a: &Archive| view(a, process, days, world);
    let of = process.map_or(Of::All, Of::Process);
    answer(&desk, "map", asking, of, view, |frame, view| Page { frame, query, view }).await
}
