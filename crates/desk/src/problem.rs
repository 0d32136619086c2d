//! What can go wrong with a request, and how that is answered.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use rapporteur_archive::Error;

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
    /// Nothing can be changed.
    #[error("this desk only shows the archive; start it without --read-only to change it")]
    ReadOnly,
    /// More than the desk takes at once.
    #[error("{0}")]
    TooLarge(String),
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
            Problem::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Problem::NotFound(_) => "Not found",
            Problem::Misunderstood(_) => "Not understood",
            Problem::Foreign | Problem::ReadOnly => "Not allowed",
            Problem::TooLarge(_) => "Too large",
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

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let page = Page { title: self.title(), what: self.to_string() }.render();
        (self.status(), Html(page.unwrap_or_else(|_| self.title().to_string()))).into_response()
    }
}
