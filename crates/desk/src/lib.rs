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

mod answer;
mod api;
mod assets;
mod chart;
mod desk;
mod feeds;
mod graph;
mod guard;
mod mcp;
mod pager;
mod pages;
mod problem;
mod query;
mod safety;
mod show;
mod world;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use futures_util::future::{Either, select};

pub use api::description;
pub use desk::{Config, Desk, Read, Take, Taken};
pub use mcp::serve as mcp;
pub use problem::Problem;
pub use safety::{Safety, Token, Tokens};

/// How long requests under way may take to end once the desk is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// All routes of the desk, behind its guards.
pub fn router(desk: Desk) -> Router {
    let routes =
        pages::routes().merge(assets::routes()).merge(safety::routes()).merge(api::routes()).merge(feeds::routes());
    guard::guarded(routes, &desk).with_state(desk)
}

/// Serves the desk until Ctrl-C or a request to terminate; what is under way is answered.
pub fn serve(desk: Desk, listener: TcpListener) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let (stopping, told) = (desk.stopping(), desk.clone());
        let routes = router(desk).into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(listener, routes).with_graceful_shutdown(async move {
            told_to_stop().await;
            told.stop();
        });
        // A client that never ends its request does not hold the desk up.
        match select(pin!(served.into_future()), pin!(out_of_patience(stopping))).await {
            Either::Left((served, _)) => served,
            Either::Right(((), _)) => Ok(()),
        }
    });
    // A change under way is made as a whole.
    runtime.shutdown_timeout(GRACE);
    served
}

async fn out_of_patience(mut stopping: tokio::sync::watch::Receiver<bool>) {
    if stopping.wait_for(|stop| *stop).await.is_ok() {
        tokio::time::sleep(GRACE).await;
    }
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            let (mut interrupted, mut terminated) = (Box::pin(interrupted), Box::pin(terminate.recv()));
            return std::future::poll_fn(|context| {
                let any = interrupted.as_mut().poll(context).is_ready() || terminated.as_mut().poll(context).is_ready();
                if any { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
            })
            .await;
        }
    }
    let _ = interrupted.await;
}
