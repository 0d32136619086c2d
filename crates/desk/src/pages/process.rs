//! A process: where the talks stand.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rapporteur_archive::ask::{Card, Listed, Listing, Of, Order, Standing, Stretch};
use rapporteur_archive::{Archive, Error};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer};
use crate::chart::{self, Line};
use crate::pager::{PAGE, Pager};
use crate::query::{Asked, day};
use crate::{Desk, Problem, assets, show};

/// Listed of each list.
const SHOWN: usize = 6;
/// Contradictions that are shown where not all are asked for.
const AGAINST: usize = 8;
/// Reports that can be chosen when a process is split.
const REPORTS: usize = 40;

/// What the address asks: filters of the timeline.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// `meetings`, `instruments`, `positions`, `events`, `control`.
    pub kind: Option<String>,
    /// PLOVER type, kind of instrument, issue, stance.
    pub class: Option<String>,
    /// `happened`, `ongoing`, `planned`, `hypothetical`, `denied`.
    pub status: Option<String>,
    /// From this day.
    pub from: Option<String>,
    /// Until this day.
    pub to: Option<String>,
    /// `oldest` or `newest`.
    pub sort: Option<String>,
    /// `all`: not only the first contradictions.
    pub contradictions: Option<String>,
    /// Which page of the timeline, from 1.
    pub page: Option<usize>,
}

/// Where the talks stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// The standing.
    #[serde(flatten)]
    pub standing: Standing,
    /// The score over time.
    pub score: Option<Line>,
    /// The page of the timeline.
    pub pager: Pager,
    /// The timeline.
    pub timeline: Listed,
    /// Its newest reports.
    pub reports: Vec<Card>,
}

/// Answers the view.
pub fn view(
    archive: &Archive,
    id: i64,
    what: Listing,
    page: Option<usize>,
    all_contradictions: bool,
) -> Result<View, Error> {
    let skip = (page.unwrap_or(1).max(1) - 1).saturating_mul(PAGE);
    let what = Listing { stretch: Stretch { skip, take: PAGE }, ..what };
    let (mut standing, timeline) = archive.standing_and_list(id, SHOWN, &what)?;
    if !all_contradictions {
        standing.contradictions.truncate(AGAINST);
    }
    let score = Line::of(&standing.acts);
    let reports = archive.cards_of(standing.process.id, REPORTS)?;
    Ok(View { pager: Pager::new(page, timeline.total), standing, score, timeline, reports })
}

impl Query {
    /// What the timeline lists.
    pub fn listing(&self) -> Result<Listing, Problem> {
        let kinds = match self.kind.as_deref() {
            None => "miec",
            Some("meetings") => "m",
            Some("instruments") => "i",
            Some("positions") => "o",
            Some("events") => "e",
            Some("control") => "c",
            Some(other) => return Err(Problem::Misunderstood(format!("kind={other} is no kind of entry"))),
        };
        Ok(Listing {
            kinds: kinds.into(),
            class: self.class.clone(),
            status: self.status.clone(),
            party: None,
            from: day(self.from.as_deref(), false)?,
            to: day(self.to.as_deref(), true)?,
            order: if self.sort.as_deref() == Some("oldest") { Order::Oldest } else { Order::Newest },
            stretch: Stretch::default(),
        })
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }
}

#[derive(Template)]
#[template(path = "process.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] =
        &["entry", "kind", "what", "when", "status", "class", "detail", "place", "sources", "words", "report"];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |e: &rapporteur_archive::ask::Entry| {
            vec![
                e.id.to_string(),
                e.kind.into(),
                e.what.clone(),
                e.when.clone().unwrap_or_default(),
                e.status.unwrap_or_default().into(),
                e.class.clone(),
                e.detail.clone(),
                e.place.as_ref().map_or_else(String::new, |p| p.name.clone()),
                e.stories.to_string(),
                e.words.words.clone(),
                self.timeline.sources[e.words.source - 1].report.to_string(),
            ]
        };
        self.timeline.entries.iter().map(row).collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, Path(id): Path<i64>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    let (listing, page, all) = (query.listing()?, query.page, query.contradictions.as_deref() == Some("all"));
    let view = move |a: &Archive| view(a, id, listing, page, all);
    answer(&desk, "processes", asking, Of::Process(id), view, |frame, view| Page { frame, query, view }).await
}
