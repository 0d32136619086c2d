//! What can go wrong with a request, and how that is answered: a page for people, problem details (RFC 9457) for
//! programs.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use rapporteur_archive::Error;
use serde::Serialize;

/// The media type of problem details.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no such page, report, party, ...
    #[error("{0}")]
    NotFound(String),
    /// The address or the form cannot be understood.
    #[error("{0}")]
    Misunderstood(String),
    /// A form that was sent from another site.
    #[error("the form was sent from another site; open the desk and send it from there")]
    Foreign,
    /// A name of this machine that the desk does not go by.
    #[error("this desk does not go by the name {0:?}; start it with --host {0} if it should")]
    WrongHost(String),
    /// Nobody knows who asks.
    #[error("this desk wants a token: send it as `Authorization: Bearer TOKEN`, or sign in at /sign-in")]
    NoToken,
    /// Nothing can be changed.
    #[error("this desk only shows the archive; start it without --read-only to change it")]
    ReadOnly,
    /// More than the desk takes at once.
    #[error("{0}")]
    TooLarge(String),
    /// A body that did not come in time.
    #[error("the body did not come in time")]
    TooSlow,
    /// A kind of body that the desk does not take.
    #[error("{0}")]
    WrongKind(String),
    /// One client asks too often.
    #[error("this client asks too often; wait a second and go on more slowly")]
    TooOften,
    /// All places are taken.
    #[error("{0}")]
    Busy(&'static str),
    /// The desk is being stopped.
    #[error("the desk is being stopped")]
    Stopping,
    /// The archive failed.
    #[error("{0}")]
    Failed(String),
}

impl From<Error> for Problem {
    fn from(e: Error) -> Self {
        match e {
            Error::Unknown(what) => Problem::NotFound(what),
            other => Problem::Failed(other.to_string()),
        }
    }
}

impl Problem {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound(_) => StatusCode::NOT_FOUND,
            Problem::Misunderstood(_) => StatusCode::BAD_REQUEST,
            Problem::Foreign | Problem::ReadOnly => StatusCode::FORBIDDEN,
            Problem::WrongHost(_) => StatusCode::MISDIRECTED_REQUEST,
            Problem::NoToken => StatusCode::UNAUTHORIZED,
            Problem::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Problem::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::WrongKind(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Problem::Busy(_) | Problem::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Problem::NotFound(_) => "Not found",
            Problem::Misunderstood(_) => "Not understood",
            Problem::Foreign | Problem::ReadOnly => "Not allowed",
            Problem::WrongHost(_) => "Another name",
            Problem::NoToken => "No token",
            Problem::TooSlow => "Too slow",
            Problem::TooLarge(_) => "Too large",
            Problem::WrongKind(_) => "Another kind of body",
            Problem::TooOften => "Too often",
            Problem::Busy(_) => "Busy",
            Problem::Stopping => "Stopping",
            Problem::Failed(_) => "Something failed",
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'a> {
    title: &'a str,
    what: String,
}

/// Problem details, as programs get them.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Details {
    /// Always `about:blank`: the status says which kind of problem it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What the status is called.
    pub title: &'static str,
    /// The status.
    pub status: u16,
    /// What went wrong, and the mend.
    pub detail: String,
}

/// What a problem said, carried by its answer until it is known who asked.
#[derive(Clone)]
struct Said(String);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let page = Page { title: self.title(), what: self.to_string() }.render();
        let mut answer = (self.status(), Html(page.unwrap_or_else(|_| self.title().to_string()))).into_response();
        let headers = answer.headers_mut();
        match self {
            Problem::NoToken => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Problem::TooOften | Problem::Busy(_) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        answer.extensions_mut().insert(Said(self.to_string()));
        answer
    }
}

/// An answer as a program gets it: every error, the server's own ones too, as problem details.
pub fn for_programs(answer: Response) -> Response {
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return answer;
    }
    let title = status.canonical_reason().unwrap_or("Error");
    let detail = answer.extensions().get::<Said>().map_or_else(|| title.to_string(), |s| s.0.clone());
    let details = Details { kind: "about:blank", title, status: status.as_u16(), detail };
    let (mut parts, _) = answer.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    Response::from_parts(parts, Body::from(serde_json::to_vec(&details).unwrap_or_default()))
}
