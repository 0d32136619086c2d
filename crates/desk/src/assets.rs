//! Styles and scripts, which are part of the program.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::Desk;

const STYLE: &str = include_str!("../static/desk.css");
const SCRIPT: &str = include_str!("../static/desk.js");
const ICON: &str = include_str!("../static/icon.svg");

/// The address of the style sheet; it changes with what it holds, so that a browser may keep it.
pub fn style_at() -> &'static str {
    static AT: LazyLock<String> = LazyLock::new(|| format!("/static/desk.css?{}", mark(STYLE)));
    &AT
}

/// The address of the script.
pub fn script_at() -> &'static str {
    static AT: LazyLock<String> = LazyLock::new(|| format!("/static/desk.js?{}", mark(SCRIPT)));
    &AT
}

fn mark(body: &str) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("{:08x}", hasher.finish() as u32)
}

/// Their routes.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/static/desk.css", get(async || file("text/css; charset=utf-8", STYLE)))
        .route("/static/desk.js", get(async || file("text/javascript; charset=utf-8", SCRIPT)))
        .route("/static/icon.svg", get(async || file("image/svg+xml", ICON)))
}

fn file(kind: &'static str, body: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=31536000, immutable")], body)
}
