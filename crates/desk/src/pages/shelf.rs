//! Archive: the reports that were read, what failed, and taking in more.

use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, post};
use rapporteur_archive::ask::{Card, Find, Of, Shelf};
use rapporteur_archive::{Archive, Error, Failure};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, answer, html};
use crate::desk::Wait;
use crate::pager::{PAGE, Pager};
use crate::query::{Asked, day};
use crate::{Desk, Problem, Taken, assets, show};

/// The largest file that is taken in from a form.
const LARGEST: usize = 16 << 20;
/// Failures that are listed.
const FAILURES: usize = 100;

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// Words, "phrases", -words that must not stand there.
    pub words: Option<String>,
    /// Reports that name this party.
    pub party: Option<String>,
    /// Reports that name this place.
    pub place: Option<String>,
    /// Reports with an entry of this kind, type, issue, stance.
    pub kind: Option<String>,
    /// Reports of this publisher.
    pub publisher: Option<String>,
    /// Reports of this process, by its number.
    pub process: Option<i64>,
    /// Published from this day.
    pub from: Option<String>,
    /// Published until this day.
    pub to: Option<String>,
    /// `published`, `added`, `title`.
    pub sort: Option<String>,
    /// Which page, from 1.
    pub page: Option<usize>,
}

/// Reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// How many there are.
    pub pager: Pager,
    /// Those of the page.
    pub reports: Vec<Card>,
    /// What could not be taken in.
    pub failures: Vec<Failure>,
    /// Why there are none: nobody knows the party or place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

/// Answers the view.
pub fn view(archive: &Archive, query: &Query) -> Result<View, Error> {
    let find = Find {
        words: query.words.clone().unwrap_or_default(),
        from: query.from.clone(),
        to: query.to.clone(),
        place: query.place.clone(),
        kind: query.kind.clone(),
        ..Find::default()
    };
    let party = match &query.party {
        None => None,
        Some(name) => {
            let unknown = || Error::Unknown(format!("no report names a party called {name:?}"));
            Some(archive.party_named(name)?.ok_or_else(unknown)?)
        }
    };
    let shelf = Shelf {
        party,
        find,
        process: query.process,
        publisher: query.publisher.clone(),
        sort: query.sort.clone(),
        skip: query.page.map_or(0, |p| p.saturating_sub(1).saturating_mul(PAGE)),
        take: PAGE,
        ..Shelf::default()
    };
    let (total, mut reports) = archive.cards(&shelf)?;
    let pager = Pager::new(query.page, total);
    if reports.is_empty() && total > 0 {
        reports = archive.cards(&Shelf { skip: pager.skip(), ..shelf })?.1;
    }
    let mut failures = archive.failures()?;
    failures.truncate(FAILURES);
    Ok(View { pager, reports, failures, missing: None })
}

#[derive(Template)]
#[template(path = "archive.html")]
struct Page {
    frame: Frame,
    query: Query,
    view: View,
    taken: Option<Taken>,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "id",
        "title",
        "publisher",
        "author",
        "published",
        "url",
        "story",
        "relation",
        "version",
        "words",
        "process",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let or_empty = |x: &Option<String>| x.clone().unwrap_or_default();
        let row = |c: &Card| {
            vec![
                c.id.to_string(),
                c.name.clone(),
                or_empty(&c.title),
                or_empty(&c.publisher),
                or_empty(&c.author),
                or_empty(&c.published),
                or_empty(&c.url),
                c.story.to_string(),
                c.relation.clone(),
                c.version.to_string(),
                c.words.to_string(),
                c.process.as_ref().map_or_else(String::new, |p| p.name.clone()),
            ]
        };
        self.reports.iter().map(row).collect()
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>) -> Result<Response, Problem> {
    let Asked { query, asking } = asked;
    day(query.from.as_deref(), false)?;
    day(query.to.as_deref(), true)?;
    let given = query.clone();
    let view = move |a: &Archive| match view(a, &given) {
        // A party or place that nobody knows is an answer, not a page that is missing.
        Err(Error::Unknown(what)) => {
            Ok(View { pager: Pager::new(None, 0), reports: vec![], failures: vec![], missing: Some(what) })
        }
        other => other,
    };
    answer(&desk, "archive", asking, Of::All, view, |frame, view| Page { frame, query, view, taken: None }).await
}

/// The route of the form that takes in.
pub fn adding() -> MethodRouter<Desk> {
    post(add).layer(DefaultBodyLimit::max(LARGEST))
}

/// What the form holds.
#[derive(Default)]
struct Given {
    files: Vec<(String, Vec<u8>)>,
    address: String,
    published: Option<String>,
}

async fn given(mut form: Multipart) -> Result<Given, Problem> {
    let unclear = |e: axum::extract::multipart::MultipartError| match e.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::TooLarge("this is more than 16 MB; `rapporteur add` takes files of any size".into())
        }
        _ => Problem::Misunderstood(format!("the form cannot be understood: {}", e.body_text())),
    };
    let mut given = Given::default();
    while let Some(field) = form.next_field().await.map_err(unclear)? {
        let (name, file) = (field.name().unwrap_or_default().to_string(), field.file_name().map(String::from));
        let bytes = field.bytes().await.map_err(unclear)?.to_vec();
        let text = || String::from_utf8_lossy(&bytes).trim().to_string();
        match name.as_str() {
            // Only the last part of a name: it tells the format and is what the report is called.
            "file" if !bytes.is_empty() => {
                let file = file.unwrap_or_default();
                let plain = file.rsplit(['/', '\\']).next().unwrap_or_default().to_string();
                given.files.push((if plain.is_empty() { "a file".into() } else { plain }, bytes));
            }
            "text" if !text().is_empty() => given.files.push(("pasted text".into(), bytes)),
            "address" => given.address = text(),
            "published" => given.published = Some(text()).filter(|p| !p.is_empty()),
            _ => {}
        }
    }
    Ok(given)
}

async fn add(State(desk): State<Desk>, form: Multipart) -> Result<Response, Problem> {
    let given = given(form).await?;
    day(given.published.as_deref(), false)?;
    if !given.address.is_empty() && !show::is_address(&given.address) {
        return Err(Problem::Misunderstood(format!(
            "{:?} is no address that begins with http:// or https://",
            given.address
        )));
    }
    if given.files.is_empty() && given.address.is_empty() {
        return Err(Problem::Misunderstood(
            "there is nothing to take in: choose a file, paste a text or give an address".into(),
        ));
    }
    let taken = desk
        .take(move |with, archive| {
            let mut all = Taken::default();
            let mut put = |t: Taken| {
                all.kept.extend(t.kept);
                all.known.extend(t.known);
                all.failed.extend(t.failed);
            };
            for (name, bytes) in &given.files {
                put(with.file(archive, name, bytes, given.published.as_deref())?);
            }
            if !given.address.is_empty() {
                put(with.address(archive, &given.address)?);
            }
            Ok(all)
        })
        .await?;
    // One report that is there now is what one wants to see.
    if let ([one], true) = (&[taken.kept.as_slice(), &taken.known].concat()[..], taken.failed.is_empty()) {
        return Ok(Redirect::to(&format!("/report/{one}")).into_response());
    }
    let query = Query { sort: Some("added".into()), ..Query::default() };
    let asked = query.clone();
    let view = desk.ask(Wait::Short, move |a| view(a, &asked)).await?;
    html(&Page { frame: Frame::new(&desk, "archive", Default::default()), query, view, taken: Some(taken) })
}
