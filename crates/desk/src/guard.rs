//! What stands before every route: how often, under which name and by whom the desk is asked, forms of other sites
//! turned away, and headers that keep a browser from doing anything else.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::stream::{self, Stream, StreamExt};

use crate::query::escaped;
use crate::{Desk, Problem, problem};

/// Nothing from elsewhere, nothing inline, no frames.
const CONTENT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
                       form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// On every answer.
const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// How long an answer may take that changes nothing.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a body may pause, and how long all of it may take.
const PIECE: Duration = Duration::from_secs(15);
const BODY: Duration = Duration::from_secs(180);
/// Where programs ask.
const FOR_PROGRAMS: &str = "/api";
/// What is open to all, so that one can sign in and a supervisor can see that the desk lives.
const OPEN: [&str; 2] = ["/health", "/sign-in"];
/// What changes nothing although it is posted.
const HARMLESS: [&str; 3] = ["/sign-in", "/sign-out", "/api/v1/read"];

/// Puts the guards before routes.
pub fn guarded(routes: Router<Desk>, desk: &Desk) -> Router<Desk> {
    routes.layer(middleware::from_fn_with_state(desk.clone(), checked)).layer(middleware::map_response(with_headers))
}

async fn with_headers(mut answer: Response) -> Response {
    for (name, value) in HEADERS {
        answer.headers_mut().entry(name).or_insert(value);
    }
    answer.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

async fn checked(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let request = request.map(|body| Body::from_stream(in_time(body)));
    let path = request.uri().path();
    let program = path.starts_with(FOR_PROGRAMS);
    let answer = match may(&desk, &request) {
        Ok(()) if changes(&request) => next.run(request).await,
        Ok(()) => match tokio::time::timeout(PATIENCE, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => Problem::Busy("the answer takes too long; ask for less").into_response(),
        },
        // A person can sign in.
        Err(Problem::NoToken) if !program && request.method() == Method::GET && is_person(request.headers()) => {
            let to = request.uri().path_and_query().map_or("/", |p| p.as_str());
            Redirect::to(&format!("/sign-in?to={}", escaped(to))).into_response()
        }
        Err(problem) => problem.into_response(),
    };
    if program { problem::for_programs(answer) } else { answer }
}

/// A body whose pieces follow each other and end in time.
fn in_time(body: Body) -> impl Stream<Item = Result<Bytes, axum::Error>> + Send + 'static {
    let until = tokio::time::Instant::now() + BODY;
    stream::unfold(Some(body.into_data_stream()), move |pieces| async move {
        let mut pieces = pieces?;
        let latest = until.min(tokio::time::Instant::now() + PIECE);
        match tokio::time::timeout_at(latest, pieces.next()).await {
            Ok(Some(Ok(piece))) => Some((Ok(piece), Some(pieces))),
            Ok(Some(Err(e))) => Some((Err(e), None)),
            Ok(None) => None,
            Err(_) => Some((Err(axum::Error::new(TooSlow)), None)),
        }
    })
}

/// Why a body broke off.
#[derive(Debug, thiserror::Error)]
#[error("the body did not come in time")]
struct TooSlow;

/// Whether a body broke off because it did not come in time.
pub fn is_too_slow(e: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(e), |e| e.source()).any(|e| e.is::<TooSlow>())
}

/// Whether a request may go on.
fn may(desk: &Desk, request: &Request) -> Result<(), Problem> {
    let (safety, path, headers) = (desk.safety(), request.uri().path(), request.headers());
    let client = client_of(request.extensions().get());
    safety.admit(client)?;
    safety.called(request.uri(), headers)?;
    if !OPEN.contains(&path) {
        safety.knows(client, headers)?;
        desk.is_asked();
    }
    if posts(request) && !from_here(headers) {
        return Err(Problem::Foreign);
    }
    if changes(request) && desk.is_read_only() {
        return Err(Problem::ReadOnly);
    }
    Ok(())
}

fn posts(request: &Request) -> bool {
    !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
}

fn changes(request: &Request) -> bool {
    posts(request) && !HARMLESS.contains(&request.uri().path())
}

/// Whether a browser shows the answer to a person.
fn is_person(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"))
}

/// Who asks; what comes from no network counts as this machine.
pub fn client_of(from: Option<&ConnectInfo<SocketAddr>>) -> IpAddr {
    from.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |c| c.0.ip())
}

/// Whether a browser sent this from a page of the desk. What sends neither header is no browser, and carries no
/// cookies of one.
fn from_here(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}
