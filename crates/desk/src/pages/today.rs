//! Today: what is new since the last visit, by process.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use jiff::Timestamp;
use rapporteur_archive::ask::{News, Of};
use rapporteur_archive::{Archive, Error};
use serde::{Deserialize, Serialize};

use crate::answer::{Frame, Rows, found};
use crate::query::{Asked, cookie};
use crate::{Desk, Problem, assets, show};

/// Entries and reports that are shown of each process.
const SHOWN: usize = 8;
/// A visit that begins sooner after the last request is still the same visit.
const VISIT: i64 = 30 * 60;
/// The name of the cookie.
const COOKIE: &str = "visit";

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    /// `all`, or the number of the report after which reports are new; without it, since the last visit.
    pub since: Option<String>,
}

/// What is new.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// The number of the last report that is not new; 0 where all is new.
    pub after: i64,
    /// When the visit ended that news is counted from.
    pub since: Option<String>,
    /// The newest report's number.
    pub newest: i64,
    /// The news.
    #[serde(flatten)]
    pub news: News,
}

/// Answers the view.
pub fn view(archive: &Archive, after: i64, since: Option<i64>) -> Result<View, Error> {
    let (newest, _) = archive.newest_report()?;
    Ok(View { after, since: since.map(|s| show::moment(&s)), newest, news: archive.news(after, SHOWN)? })
}

#[derive(Template)]
#[template(path = "today.html")]
struct Page {
    frame: Frame,
    view: View,
}

impl Rows for View {
    const COLUMNS: &'static [&'static str] =
        &["process", "kind", "what", "when", "status", "sources", "words", "report"];

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![];
        for u in &self.news.updates {
            let process = u.process.as_ref().map_or_else(String::new, |p| p.name.clone());
            rows.extend(u.entries.iter().map(|e| {
                let source = &self.news.sources[e.words.source - 1];
                vec![
                    process.clone(),
                    e.kind.into(),
                    e.what.clone(),
                    e.when.clone().unwrap_or_default(),
                    e.status.unwrap_or_default().into(),
                    e.stories.to_string(),
                    e.words.words.clone(),
                    source.report.to_string(),
                ]
            }));
        }
        rows
    }
}

/// The page.
pub async fn page(State(desk): State<Desk>, asked: Asked<Query>, headers: HeaderMap) -> Result<Response, Problem> {
    let now = Timestamp::now().as_second();
    let visit = Visit::of(&headers);
    let (after, since) = match asked.query.since.as_deref() {
        None => (visit.seen, (visit.ended > 0).then_some(visit.ended)),
        Some("all") => (0, None),
        Some(n) => {
            (n.parse().map_err(|_| Problem::Misunderstood(format!("since={n} is no number of a report")))?, None)
        }
    };
    let mut asking = asked.asking;
    asking.address.note(&format!("{after} {since:?}"));
    let view = move |a: &Archive| view(a, after, since);
    let given = found(&desk, "today", asking, Of::All, view, |frame, view| Page { frame, view }).await?;
    let (mut answer, cookie) = (given.response(&headers), visit.next(now, given.newest()).cookie());
    if let Ok(cookie) = cookie.parse() {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(answer)
}

/// What a browser remembers: the last report that the visit before this one saw and when that ended, and the same of
/// this visit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Visit {
    seen: i64,
    ended: i64,
    seeing: i64,
    at: i64,
}

impl Visit {
    fn of(headers: &HeaderMap) -> Self {
        let value = cookie(headers, COOKIE);
        let numbers: Vec<i64> =
            value.unwrap_or_default().split('.').filter_map(|n| n.parse().ok()).filter(|n| *n >= 0).collect();
        let mut visit = match numbers[..] {
            [seen, ended, seeing, at] => Visit { seen, ended, seeing, at },
            _ => Visit::default(),
        };
        if Timestamp::now().as_second() - visit.at > VISIT {
            (visit.seen, visit.ended) = (visit.seeing, visit.at);
        }
        visit
    }

    fn next(self, now: i64, newest: i64) -> Self {
        Visit { seeing: newest, at: now, ..self }
    }

    fn cookie(self) -> String {
        format!(
            "{COOKIE}={}.{}.{}.{}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict",
            self.seen, self.ended, self.seeing, self.at
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(cookie: &str) -> Visit {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, format!("other=1; visit={cookie}").parse().unwrap());
        Visit::of(&headers)
    }

    #[test]
    fn a_later_visit_counts_from_where_the_last_one_ended() {
        let now = Timestamp::now().as_second();
        let again = visit(&format!("3.100.7.{}", now - 60));
        assert_eq!((again.seen, again.ended), (3, 100), "the same visit goes on");
        let later = visit(&format!("3.100.7.{}", now - 2 * VISIT));
        assert_eq!((later.seen, later.ended), (7, now - 2 * VISIT));
        assert_eq!(visit("x.y"), Visit::default(), "what is no cookie of ours is none");
    }
}
