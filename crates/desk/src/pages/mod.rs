//! The pages, a module each: what the address asks, what the archive answers, how it looks.

mod calendar;
mod corrections;
mod entry;
mod find;
mod map;
mod noted;
mod parties;
pub mod party;
pub mod process;
mod processes;
mod report;
mod shelf;
mod statements;
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
        .route("/entry/{id}", get(entry::page))
        .route("/parties", get(parties::page))
        .route("/party/{id}", get(party::page))
        .route("/statements", get(statements::page))
        .route("/calendar", get(calendar::page))
        .route("/map", get(map::page))
        .route("/find", get(find::page))
        .route("/archive", get(shelf::page))
        .route("/archive/add", shelf::adding())
        .route("/corrections", get(corrections::page).post(corrections::form))
        .fallback(async || Problem::NotFound("the desk has no such page".into()))
}
