//! The connections of the desk: how many there may be, how long a client may take to say what it wants, and how all of
//! it ends.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use futures_util::future::{Either, select};
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::{Desk, ahead, router};

/// How long the head of a request may take, and how long a connection may stay without one.
const HEAD: Duration = Duration::from_secs(20);
/// Connections at once; more wait until one ends.
const CONNECTIONS: usize = 1024;
/// A pause where the system has no room for another connection.
const PAUSE: Duration = Duration::from_millis(50);
/// How long requests under way may take to end once the desk is told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves the desk until Ctrl-C or a request to terminate; what is under way is answered.
pub fn serve(desk: Desk, listener: TcpListener) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::spawn(ahead::read(desk.clone()));
        let (connections, told) = (GracefulShutdown::new(), desk.clone());
        match select(pin!(accept(&listener, &connections, router(desk))), pin!(told_to_stop())).await {
            Either::Left((never, _)) => match never {},
            Either::Right(((), _)) => told.stop(),
        }
        // A client that never ends its request does not hold the desk up.
        let _ = tokio::time::timeout(GRACE, connections.shutdown()).await;
        Ok(())
    });
    // A change under way is made as a whole.
    runtime.shutdown_timeout(GRACE);
    served
}

/// Takes in connections, each served on its own.
async fn accept(
    listener: &tokio::net::TcpListener,
    connections: &GracefulShutdown,
    routes: Router,
) -> std::convert::Infallible {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    loop {
        let place = places.clone().acquire_owned().await.ok();
        match listener.accept().await {
            Ok((stream, client)) => {
                let served = connected(&http, connections, stream, client, routes.clone());
                tokio::spawn(async move {
                    served.await;
                    drop(place);
                });
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// One connection until it ends; what breaks it off is the client's affair.
fn connected(
    http: &Builder,
    connections: &GracefulShutdown,
    stream: TcpStream,
    client: SocketAddr,
    routes: Router,
) -> impl Future<Output = ()> + Send + use<> {
    // An answer is sent at once, not when the one before it was acknowledged.
    let _ = stream.set_nodelay(true);
    let routes = routes.map_request(move |mut request: Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(client));
        request
    });
    let served = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
    let served = connections.watch(served);
    async move {
        let _ = served.await;
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
