//! Signing in from a browser: a token is given once, and a cookie that is no token stands for it until it runs out.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use askama::Template;
use axum::extract::{ConnectInfo, Form, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{RequestExt, Router};
use serde::Deserialize;

use super::tokens;
use crate::guard::client_of;
use crate::query::cookie;
use crate::{Desk, Problem};

/// The name of the cookie.
const COOKIE: &str = "session";
/// How long a browser stays signed in.
const LASTS: Duration = Duration::from_secs(12 * 60 * 60);
/// Sessions at most; beyond, the oldest ends.
const MOST: usize = 1024;

/// Who has signed in, by the hash of the cookie; forgotten when the desk is closed.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<blake3::Hash, (String, Instant)>>);

impl Sessions {
    /// The name of the token that this browser signed in with.
    pub fn of(&self, headers: &HeaderMap) -> Option<String> {
        let hash = blake3::hash(cookie(headers, COOKIE)?.as_bytes());
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (name, since) = all.get(&hash)?;
        (since.elapsed() < LASTS).then(|| name.clone())
    }

    /// Begins a session; returns what the cookie holds.
    fn begin(&self, name: String) -> std::io::Result<String> {
        let value = tokens::random()?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, (_, since)| since.elapsed() < LASTS);
        if all.len() >= MOST
            && let Some(oldest) = all.iter().min_by_key(|(_, (_, since))| *since).map(|(hash, _)| *hash)
        {
            all.remove(&oldest);
        }
        all.insert(blake3::hash(value.as_bytes()), (name, Instant::now()));
        Ok(value)
    }

    fn end(&self, headers: &HeaderMap) {
        if let Some(value) = cookie(headers, COOKIE) {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.remove(&blake3::hash(value.as_bytes()));
        }
    }
}

/// The routes.
pub fn routes() -> Router<Desk> {
    Router::new().route("/sign-in", get(page).post(sign_in)).route("/sign-out", axum::routing::post(sign_out))
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    to: String,
    known: bool,
    wrong: bool,
}

#[derive(Deserialize)]
struct Where {
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
struct Given {
    token: String,
    #[serde(default)]
    to: String,
}

async fn page(State(desk): State<Desk>, Query(to): Query<Where>, headers: HeaderMap) -> Result<Response, Problem> {
    let safety = desk.safety();
    if !safety.is_closed() {
        return Ok(Redirect::to("/").into_response());
    }
    shown(&Page { to: of_here(&to.to), known: safety.sessions.of(&headers).is_some(), wrong: false }, StatusCode::OK)
}

async fn sign_in(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let client = client_of(request.extensions().get::<ConnectInfo<std::net::SocketAddr>>());
    let Form(given): Form<Given> =
        request.extract().await.map_err(|_| Problem::Misunderstood("the form has no token".into()))?;
    let to = of_here(&given.to);
    let name = match desk.safety().try_token(client, given.token.trim()) {
        Ok(name) => name,
        Err(Problem::NoToken) => return shown(&Page { to, known: false, wrong: true }, StatusCode::UNAUTHORIZED),
        Err(other) => return Err(other),
    };
    let value = desk.safety().sessions.begin(name).map_err(|e| Problem::Failed(e.to_string()))?;
    let mut answer = Redirect::to(&to).into_response();
    set(&mut answer, &value, LASTS.as_secs())?;
    Ok(answer)
}

async fn sign_out(State(desk): State<Desk>, headers: HeaderMap) -> Result<Response, Problem> {
    desk.safety().sessions.end(&headers);
    let mut answer = Redirect::to("/sign-in").into_response();
    set(&mut answer, "", 0)?;
    Ok(answer)
}

fn set(answer: &mut Response, value: &str, seconds: u64) -> Result<(), Problem> {
    let cookie = format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    let cookie = HeaderValue::from_str(&cookie).map_err(|e| Problem::Failed(e.to_string()))?;
    answer.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(())
}

fn shown(page: &Page, status: StatusCode) -> Result<Response, Problem> {
    let page = page.render().map_err(|e| Problem::Failed(e.to_string()))?;
    Ok((status, Html(page)).into_response())
}

/// An address of the desk itself: what could lead elsewhere leads to the first page.
fn of_here(to: &str) -> String {
    let path = to.starts_with('/') && !to.starts_with("//") && !to.contains(|c: char| c == '\\' || c.is_control());
    if path { to.into() } else { "/".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_sent_to_pages_of_the_desk_only() {
        assert_eq!(of_here("/process/3?kind=m"), "/process/3?kind=m");
        for foreign in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=y"] {
            assert_eq!(of_here(foreign), "/", "{foreign:?}");
        }
    }

    #[test]
    fn the_oldest_session_makes_room() {
        let sessions = Sessions::default();
        let first = sessions.begin("a".into()).unwrap();
        let headers =
            |value: &str| HeaderMap::from_iter([(header::COOKIE, format!("{COOKIE}={value}").parse().unwrap())]);
        assert_eq!(sessions.of(&headers(&first)).as_deref(), Some("a"));
        (0..MOST).for_each(|_| drop(sessions.begin("b".into()).unwrap()));
        assert_eq!(sessions.of(&headers(&first)), None);
        assert_eq!(sessions.0.lock().unwrap().len(), MOST);
    }
}
