//! A text in, its record out; nothing is kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, RawPathParams, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::post;
use rapporteur_record::{Record, Report, Text};
use schemars::JsonSchema;
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::operation::{Operation, asked, given, json, written};
use super::paging::Published;
use crate::desk::Read;
use crate::guard::is_too_slow;
use crate::{Desk, Problem};

/// Bytes of a body at most: some 80 000 words, half a minute of reading.
const LARGEST: usize = 512 * 1024;
/// Texts that are read at once, and that may wait beside them.
const AT_ONCE: usize = 2;
const WAITING: usize = 16;

/// Who reads, and the queue before it.
pub struct Reading {
    read: Arc<dyn Read>,
    queue: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Reading {
    /// A queue before a reader.
    pub fn new(read: Arc<dyn Read>) -> Self {
        let (queue, turns) = (Semaphore::new(AT_ONCE + WAITING), Semaphore::new(AT_ONCE));
        Reading { read, queue: Arc::new(queue), turns: Arc::new(turns) }
    }

    async fn record(&self, report: Report) -> Result<Record, Problem> {
        let busy = |_| Problem::Busy("too many texts are waiting to be read; try again in a moment");
        let place = self.queue.clone().try_acquire_owned().map_err(busy)?;
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| Problem::Stopping)?;
        let read = self.read.clone();
        // The places are held until the text is read, even where the client has gone.
        let record = tokio::task::spawn_blocking(move || {
            let record = read.read(report);
            drop((place, turn));
            record
        });
        record.await.map_err(|_| Problem::Failed("the text could not be read".into()))?.map_err(Problem::from)
    }
}

/// A text to read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToRead {
    /// The text, in English.
    text: String,
    /// The headline, where it is not part of the text.
    title: Option<String>,
    /// The outlet or institution that published it.
    publisher: Option<String>,
    /// Where it was published.
    url: Option<String>,
    /// When it was published: without it, "yesterday" is no day.
    published: Option<Published>,
    /// What to call it.
    id: Option<String>,
}

impl ToRead {
    /// What it may hold.
    pub fn schema() -> schemars::Schema {
        given::<ToRead>()
    }

    /// As a report.
    pub fn report(self) -> Result<Report, Problem> {
        if self.text.len() > LARGEST {
            return Err(too_large());
        }
        Ok(Report {
            id: self.id.unwrap_or_else(|| "text".into()),
            title: self.title,
            publisher: self.publisher,
            url: self.url,
            published: self.published.map(|p| p.0),
            text: Text::new(self.text),
            ..Report::default()
        })
    }
}

/// What the address may say of a plain text.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OfText {
    /// When a plain text was published; in JSON, give it there.
    published: Option<Published>,
}

/// The operation.
pub fn operation() -> Operation {
    let route = post(answer).layer(DefaultBodyLimit::max(LARGEST));
    let summary = "Reads a text and answers with its record; nothing is kept.";
    Operation {
        parameters: given::<OfText>(),
        takes: BTreeMap::from([("application/json", ToRead::schema()), ("text/plain", given::<String>())]),
        answer: |g| g.subschema_for::<Record>(),
        errors: &[408, 413, 415],
        ..Operation::other("post", "/read", "read", summary, route)
    }
}

async fn answer(
    State(desk): State<Desk>,
    path: RawPathParams,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<axum::body::Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, Problem> {
    let OfText { published } = asked(&path, query.as_deref())?;
    let body = body.map_err(|e| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ if is_too_slow(&e) => Problem::TooSlow,
        _ => Problem::Misunderstood(e.body_text()),
    })?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let given = match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/json" => serde_json::from_slice(&body)
            .map_err(|e| Problem::Misunderstood(format!("the body cannot be understood: {e}")))?,
        "text/plain" => {
            let text = String::from_utf8(body.into())
                .map_err(|e| Problem::Misunderstood(format!("the text is no UTF-8: {e}")))?;
            ToRead { text, title: None, publisher: None, url: None, published: None, id: None }
        }
        other => return Err(Problem::WrongKind(format!("{other:?} is neither application/json nor text/plain"))),
    };
    let given = ToRead { published: given.published.or(published), ..given };
    let Some(reading) = &desk.0.reading else {
        return Err(Problem::Busy("this desk reads no texts; start it with `rapporteur serve`"));
    };
    let record = reading.record(given.report()?).await?;
    Ok(json(written(&record)?))
}

fn too_large() -> Problem {
    Problem::TooLarge(format!("this is more than {} kB; `rapporteur read` takes texts of any size", LARGEST / 1024))
}
