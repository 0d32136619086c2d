//! The API: the archive's questions as JSON under `/api/v1`, described by OpenAPI.
//!
//! One table holds all operations. The routes, the description and the tools for assistants are made from it, so none
//! of them can know an operation that the others do not.

mod events;
mod lists;
mod openapi;
mod operation;
mod paging;
mod questions;
mod read;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::{Desk, Problem};
use operation::{Operation, json, question};

pub use openapi::description;
pub use operation::Tool;
pub use read::{Reading, ToRead};

/// Where all operations lie.
const BASE: &str = "/api/v1";

/// All operations.
fn operations() -> Vec<Operation> {
    let mut all = vec![
        question("/brief", "brief", BRIEF, questions::brief).into_tool(),
        question("/timeline", "timeline", TIMELINE, questions::timeline).into_tool(),
        question("/positions", "positions", POSITIONS, questions::positions).into_tool(),
        question("/who", "who", WHO, questions::who).into_tool(),
        question("/find", "find", FIND, questions::find).into_tool(),
        question("/calendar", "calendar", CALENDAR, questions::calendar).into_tool(),
        question("/contradictions", "contradictions", CONTRADICTIONS, questions::contradictions).into_tool(),
        question("/processes", "processes", "The processes, those in the news last first.", lists::processes)
            .into_tool(),
        question(operation::PROCESS, "process", "Where the talks of a process stand.", lists::process),
        question("/reports", "reports", "Reports, those taken in last first.", lists::reports),
        question("/reports/{id}", "report", "The record of a report.", lists::report),
        question("/reports/{id}/kin", "kin", "A report's versions and copies.", lists::kin),
        question("/parties", "parties", "People and groups, those in most reports first.", lists::parties),
        question("/statements", "statements", "Who said what, newest first.", lists::statements).into_tool(),
        question("/entries/{id}", "entry", "An entry, with what each report says of it.", lists::entry),
    ];
    all.push(events::operation());
    all.push(read::operation());
    all
}

const BRIEF: &str = "Where the talks stand and what is new: last and next meetings, what is on the table, positions, events, \
                     contradictions and open questions.";
const TIMELINE: &str = "Meetings, steps of instruments and events in their order, oldest first.";
const POSITIONS: &str = "Where a party and those who act for it stand on each issue, and how that has changed.";
const WHO: &str = "Who someone is: names, roles over time, what they last said and did.";
const FIND: &str = "Search the reports, best or newest first.";
const CALENDAR: &str = "Meetings that are announced and not said to be off, soonest first.";
const CONTRADICTIONS: &str = "What reports say that cannot both be right, with both sides' words.";

/// The questions that assistants may ask.
pub fn tools() -> Vec<Tool> {
    operations().into_iter().filter_map(|o| o.tool).collect()
}

/// The routes.
pub fn routes() -> Router<Desk> {
    let mut routes = Router::new();
    for o in operations() {
        routes = routes.route(&format!("{BASE}{}", o.path), o.route);
    }
    routes
        .route("/api/openapi.json", get(async || json(description().to_string().into_bytes())))
        .route("/health", get(async || "well\n"))
        .route("/api", get(no_such))
        .route("/api/{*rest}", axum::routing::any(no_such))
}

async fn no_such() -> impl IntoResponse {
    Problem::NotFound("there is no such operation; /api/openapi.json describes all".into())
}
