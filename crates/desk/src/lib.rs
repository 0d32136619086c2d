//! The desk: an archive as pages for a browser, as JSON for programs and as tools for assistants, all on this machine.
//!
//! Every page is made in three steps: a query (what the address asks), a view (what the archive answers, the same
//! data that the page's CSV and JSON hold), a template (how it looks). All text of reports is escaped by the template
//! engine; nothing is loaded from elsewhere; pages read well without scripts. No path of a request reaches the file
//! system: styles and scripts are part of the program.
//!
//! ```no_run
//! use rapporteur_desk::{Config, Desk, serve};
//! let desk = Desk::open(Config::new("rapporteur.archive")).unwrap();
//! let listener = std::net::TcpListener::bind("127.0.0.1:8080").unwrap();
//! serve(desk, listener).unwrap();
//! ```

mod ahead;
mod answer;
mod api;
mod assets;
mod chart;
mod desk;
mod feeds;
mod graph;
mod guard;
mod kept;
mod mcp;
mod pager;
mod pages;
mod problem;
mod query;
mod safety;
mod serve;
mod show;
mod world;

use axum::Router;

pub use api::description;
pub use desk::{Config, Desk, Read, Take, Taken};
pub use mcp::serve as mcp;
pub use problem::Problem;
pub use safety::{Safety, Token, Tokens};
pub use serve::serve;

/// All routes of the desk, behind its guards.
pub fn router(desk: Desk) -> Router {
    let routes =
        pages::routes().merge(assets::routes()).merge(safety::routes()).merge(api::routes()).merge(feeds::routes());
    guard::guarded(routes, &desk).with_state(desk)
}
