//! Styles and scripts, which are part of the program.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::Desk;

const STYLE: &str = include_str!("../static/desk.css");
const SCRIPT: &str = include_str!("../static/desk.js");
const ICON: &str = include_str!("../static/icon.svg");

/// The address of the style sheet; it changes with the program, so that a browser may keep it.
pub const STYLE_AT: &str = concat!("/static/desk.css?v=", env!("CARGO_PKG_VERSION"));
/// The address of the script.
pub const SCRIPT_AT: &str = concat!("/static/desk.js?v=", env!("CARGO_PKG_VERSION"));

/// Their routes.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/static/desk.css", get(async || file("text/css; charset=utf-8", STYLE)))
        .route("/static/desk.js", get(async || file("text/javascript; charset=utf-8", SCRIPT)))
        .route("/static/icon.svg", get(async || file("image/svg+xml", ICON)))
}

fn file(kind: &'static str, body: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=3600")], body)
}
