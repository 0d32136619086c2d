//! The pages, a module each: what the address asks, what the archive answers, how it looks.

mod noted;
mod process;
mod processes;
mod report;
mod text;
mod today;

use axum::Router;
use axum::routing::get;

use crate::{Desk, Problem};

/// Their routes.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/", get(today::page))
        .route("/processes", get(processes::page))
        .route("/process/{id}", get(process::page))
        .route("/report/{id}", get(report::page))
        .fallback(async || Problem::NotFound("the desk has no such page".into()))
}
