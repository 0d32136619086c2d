//! What is new, as it comes in: server-sent events.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{RawPathParams, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use rapporteur_archive::ask::Card;
use schemars::JsonSchema;
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::operation::{Operation, asked, given};
use crate::desk::Wait;
use crate::{Desk, Problem};

/// How often to look for new reports.
const PAUSE: Duration = Duration::from_secs(1);
/// Reports of one look.
const AT_ONCE: usize = 100;

/// From where on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct From {
    /// Only reports that were taken in after this one; else those that come from now on. A browser that connects anew
    /// says it with `Last-Event-ID`.
    after: Option<u32>,
}

/// The operation.
pub fn operation() -> Operation {
    let summary =
        "Reports as they are taken in: server-sent events of the kind `report`, their ids the reports' numbers.";
    Operation {
        parameters: given::<From>(),
        gives: "text/event-stream",
        answer: |g| g.subschema_for::<Card>(),
        ..Operation::other("get", "/events", "events", summary, get(answer))
    }
}

async fn answer(
    State(desk): State<Desk>,
    path: RawPathParams,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let From { after } = asked(&path, query.as_deref())?;
    let full = |_| Problem::Busy("too many are listening already; ask /api/v1/reports now and then instead");
    let place = desk.0.listening.clone().try_acquire_owned().map_err(full)?;
    let seen = headers.get("last-event-id").and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<u32>().ok());
    let last = match seen.or(after) {
        Some(report) => i64::from(report),
        None => desk.ask(Wait::Short, |a| a.newest_report()).await?.0,
    };
    let listener = Listener { stopping: desk.stopping(), desk, last, ready: VecDeque::new(), _place: place };
    let events = stream::unfold(listener, async |mut l| {
        let card = l.next().await?;
        Some((Ok::<_, Infallible>(event(&card)), l))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

/// Who listens, and what they have heard.
struct Listener {
    desk: Desk,
    last: i64,
    ready: VecDeque<Card>,
    stopping: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
}

impl Listener {
    /// The next report; none where the desk is being stopped or the archive fails.
    async fn next(&mut self) -> Option<Card> {
        loop {
            if let Some(card) = self.ready.pop_front() {
                self.last = card.id;
                return Some(card);
            }
            let last = self.last;
            self.ready = self.desk.ask(Wait::Short, move |a| a.cards_after(last, AT_ONCE)).await.ok()?.into();
            if self.ready.is_empty() && tokio::time::timeout(PAUSE, self.stopping.wait_for(|s| *s)).await.is_ok() {
                return None;
            }
        }
    }
}

fn event(card: &Card) -> Event {
    let event = Event::default().event("report").id(card.id.to_string());
    // JSON on one line: no line break of a report can end it.
    event.data(serde_json::to_string(card).unwrap_or_default())
}
