//! The listener: one connection, one task, HTTP/1.1 (a proxy in front speaks the rest), with limits. A
//! connection that sends no complete request head in time is closed, and there are only so many at once, so
//! that slow or silent callers cost sockets and nothing else.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Time for the head of a request, and for an idle connection to send its next one: a phone on a slow line
/// needs a few seconds, a person reading a page opens a new connection afterwards.
const HEAD: Duration = Duration::from_secs(60);
/// Connections at once: 66 places with 500 people each would be 33,000 in the same instant; at some 20 KiB
/// each these take 330 MB, and whoever comes later waits in the system's line.
const CONNECTIONS: usize = 16_384;
/// After a failed accept (no file handle left, usually): others must close first.
const BREATH: Duration = Duration::from_millis(50);

/// Serves until `stop`, then gives requests under way `drain` to end.
pub async fn until(listener: TcpListener, app: Router, stop: impl Future<Output = ()>, drain: Duration) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
    let service = TowerToHyperService::new(app);
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = Arc::clone(&places).acquire_owned().await;
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        // One small reply per request: waiting to fill a packet would only add delay.
        let _ = stream.set_nodelay(true);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
        tokio::spawn(async move {
            // A connection that breaks is the caller's affair; what was acknowledged stands.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(drain, graceful.shutdown()).await;
}
