//! Serving a house: the router with its layers, the background work, and a stop that leaves nothing behind.

use crate::commands::ServeArgs;
use crate::config::Config;
use crate::health::CaughtUp;
use crate::house::House;
use crate::listen;
use crate::permissions;
use anyhow::Context;
use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Router};
use netra_access::{DemoSignIns, PasswordDesk, identify};
use netra_base::{Chance, Clock};
use netra_documents::PrintDesk;
use netra_ledger::Log;
use netra_media::MediaDesk;
use netra_registry::ImportDesk;
use netra_store::Store;
use netra_web::{Site, site::Parts};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How often the sequencer looks: a receipt is complete well within a second.
const ROUND: Duration = Duration::from_millis(150);
/// How long requests under way may take once we were told to stop: the longest is a password in the queue,
/// and who waits for that can press again.
const DRAIN: Duration = Duration::from_secs(10);
/// How long a request's body may be silent: a phone in a tunnel comes back sooner, and who holds a line open to fill our
/// memory does not.
const SILENCE: Duration = Duration::from_secs(30);
/// Rounds between two sweeps of old sessions: an hour.
const SWEEP: u32 = 24_000;
/// Registry changes followed in one round: a few milliseconds of the writer's time.
const FOLLOW: usize = 2_000;
/// Directives whose last day is over that are counted in one round: with 600 units each takes some 20 ms.
const OVER: i64 = 5;

/// `netra serve`.
pub fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let config = Config::read(&args.house)?;
    let house = House::open(&config)?;
    let listen = args.listen.or(config.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    let base_url = args.base_url.clone().or(config.base_url);
    let sign_ins = house.demo()?.map(|mark| crate::demo::sign_ins(&mark)).unwrap_or_default();
    serve(&house, listen, base_url, sign_ins, |address| {
        let url = format!("http://{address}");
        let told = if args.json { serde_json::json!({ "address": url }).to_string() } else { url };
        crate::commands::out(&format!("{told}\n"));
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Serves until told to stop. `told` hears the address that people may open.
pub fn serve(
    house: &House,
    listen: SocketAddr,
    base_url: Option<String>,
    sign_ins: DemoSignIns,
    told: impl FnOnce(&str),
) -> anyhow::Result<()> {
    let demo = house.demo()?.is_some();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // One server for one directory: uploads, the checkpoint file and the embedded database are its own.
    let _held = house.hold()?;
    // A new house speaks the book that comes with the program; a later one is adopted, never slipped in.
    house.store.write_now(|tx| netra_rulebook::actions::adopt_first(tx, &Chance::System, Clock::System.now()))?;
    let log = house.log()?;
    let stop = Arc::new(AtomicBool::new(false));
    let caught_up = CaughtUp::default();
    let sequencer = background(house.store.clone(), log.clone(), caught_up.clone(), Arc::clone(&stop))?;
    let served = runtime.block_on(async {
        let listener =
            TcpListener::bind(listen).await.with_context(|| format!("tidak dapat mendengarkan di {listen}"))?;
        let address = reachable(listener.local_addr()?);
        let site = Site::new(Parts {
            store: house.store.clone(),
            clock: Clock::System,
            chance: Chance::System,
            demo,
            secure: base_url.as_deref().is_some_and(|url| url.starts_with("https://")),
            base_url: base_url.unwrap_or_else(|| format!("http://{address}")),
        });
        let imports = ImportDesk::open(&house.dir.join("unggahan"))?;
        let app = router(site, log, caught_up, sign_ins, imports, house.print_desk()?);
        told(&address);
        listen::until(listener, app, told_to_stop(), DRAIN).await;
        Ok(())
    });
    stop.store(true, Ordering::Relaxed);
    let _ = sequencer.join();
    served
}

/// The address in words that a browser accepts for everything: a loopback address is `localhost`.
fn reachable(address: SocketAddr) -> String {
    if address.ip().is_loopback() { format!("localhost:{}", address.port()) } else { address.to_string() }
}

/// The router with its layers, outermost last.
pub fn router(
    site: Site,
    log: Log,
    caught_up: CaughtUp,
    sign_ins: DemoSignIns,
    imports: ImportDesk,
    prints: PrintDesk,
) -> Router {
    // One stack, outermost first: each `layer` of a router is a boxed service that every request clones.
    let stack = ServiceBuilder::new()
        .layer(from_fn(by_name))
        .layer(CatchPanicLayer::new())
        .layer(Extension(imports))
        .layer(Extension(PasswordDesk::house()))
        .layer(Extension(prints))
        .layer(Extension(MediaDesk::new()))
        .layer(Extension(netra_attendance::ListDesk::new()))
        .layer(Extension(crate::lent::of_the_rulebook()))
        .layer(Extension(crate::lent::of_the_teams()))
        .layer(Extension(crate::lent::of_the_lessons()))
        .layer(Extension(sign_ins))
        .layer(Extension(caught_up))
        .layer(Extension(crate::portal::Front::default()))
        .layer(Extension(log))
        .layer(from_fn_with_state(site.clone(), identify))
        .layer(CsrfLayer::new());
    let inner = netra_web::router(permissions::routes()).layer(stack);
    netra_web::finish(inner, site).layer(CompressionLayer::new()).layer(RequestBodyTimeoutLayer::new(SILENCE))
}

/// A page asked for by loopback address goes to `localhost`: keys of devices need a name.
async fn by_name(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let path = request.uri().path();
    let machine = ["/api/", "/log/", "/aset/", "/healthz", "/readyz"].iter().any(|start| path.starts_with(start));
    match host.strip_prefix("127.0.0.1") {
        Some(port) if request.method() == Method::GET && !machine => {
            let whole = request.uri().path_and_query().map_or("/", |path| path.as_str());
            Redirect::temporary(&format!("http://localhost{port}{whole}")).into_response()
        }
        _ => next.run(request).await,
    }
}

async fn told_to_stop() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(_) => return std::future::pending().await,
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Forgets sessions that are over, a thousand at a time, and the questions of tests that nobody handed in.
fn sweep(store: &Store) -> netra_base::Result<()> {
    let now = Clock::System.now();
    while store.write_now(move |tx| netra_access::actions::sweep(tx, now))? >= 1_000 {}
    store.write_now(move |tx| netra_guidance::actions::forget_expired(tx, now))?;
    Ok(())
}

/// Lets the counters of open drives and of directives follow who moved, left or came back, and lets teams follow who left
/// their unit; counts directives whose last day is over.
fn follow(store: &Store) -> netra_base::Result<()> {
    if store.read_now(netra_pledges::actions::is_behind)? {
        store.write_now(|tx| netra_pledges::actions::follow(tx, FOLLOW))?;
    }
    if store.read_now(netra_oversight::actions::is_behind)? {
        let now = Clock::System.now();
        store.write_now(move |tx| netra_oversight::actions::follow(tx, &Chance::System, now, FOLLOW))?;
    }
    if store.read_now(netra_directives::actions::is_behind)? {
        store.write_now(|tx| netra_directives::actions::follow(tx, FOLLOW))?;
    }
    let now = Clock::System.now();
    if store.read_now(move |tx| netra_directives::actions::is_over(tx, now))? {
        store.write_now(move |tx| netra_directives::actions::count_over(tx, &Chance::System, now, OVER))?;
    }
    Ok(())
}

/// The background work, on a thread of its own: the sequencer, then the counters that follow the registry.
fn background(
    store: Store,
    log: Log,
    caught_up: CaughtUp,
    stop: Arc<AtomicBool>,
) -> anyhow::Result<std::thread::JoinHandle<()>> {
    let work = move || {
        let mut rounds = 0u32;
        while !stop.load(Ordering::Relaxed) {
            let round = catch_unwind(AssertUnwindSafe(|| log.sequence(&store)));
            match round.unwrap_or_else(|_| Err(netra_base::Error::Failed(anyhow::anyhow!("the round panicked")))) {
                // A full batch means that more waits: go on at once.
                Ok(placed) if placed >= netra_ledger::log::BATCH => continue,
                Ok(_) => caught_up.at(Clock::System.now()),
                Err(error) => tracing::error!("sequencing: {error:#}"),
            }
            if let Err(error) = follow(&store) {
                tracing::error!("following the registry: {error:#}");
            }
            if rounds.is_multiple_of(SWEEP)
                && let Err(error) = sweep(&store)
            {
                tracing::error!("sweeping old sessions: {error:#}");
            }
            rounds = rounds.wrapping_add(1);
            std::thread::sleep(ROUND);
        }
        // What was acknowledged just now gets its place before we go.
        if let Err(error) = log.sequence_all(&store) {
            tracing::error!("sequencing before the stop: {error:#}");
        }
    };
    std::thread::Builder::new().name("sequencer".into()).spawn(work).context("starting the sequencer")
}
