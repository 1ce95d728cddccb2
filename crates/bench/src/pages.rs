//! Pages: how long a server on the demo's data takes until it answers, what it weighs at rest, what the
//! portal weighs on the wire with its style and script, and how fast public pages are.

use crate::PagesArgs;
use crate::http::{Reply, get};
use crate::load::{self, Plan};
use crate::report::{Report, ms, rate, round, tell};
use crate::server::{Server, netra};
use crate::visit::Visit;
use anyhow::{Context, ensure};
use serde_json::json;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

/// The pages asked for under load: the portal, the public board of the first drive, the log, the check.
const PATHS: [&str; 4] = ["/", "/data/1", "/log", "/verifikasi"];
/// Starts measured; the middle one counts.
const STARTS: usize = 5;
/// When a server counts as idle.
const IDLE: Duration = Duration::from_secs(5);

/// Measures.
pub fn run(args: &PagesArgs) -> anyhow::Result<Report> {
    let mut report = Report::new("pages");
    let folder = tempfile::TempDir::with_prefix("netra-bench-")?;
    let data = folder.path().join("demo");
    tell(&format!("the demo with {} employees", args.employees));
    build(folder.path(), &data, args.employees)?;
    cold_starts(&data, &mut report)?;

    let mut server = Server::start(&data, None)?;
    server.wait_for("/healthz")?;
    get(server.address, "/", true)?;
    std::thread::sleep(IDLE);
    let (idle_kb, _) = server.memory();
    report.add("idle_rss_mb", round(f64::from(u32::try_from(idle_kb)?) / 1_024.0));
    weigh(server.address, &mut report)?;
    load_pages(args, &server, &mut report)?;
    report.add("peak_rss_mb", server.memory().1 / 1_024);
    server.stop()?;
    Ok(report)
}

fn build(folder: &Path, data: &Path, employees: u32) -> anyhow::Result<()> {
    let said = folder.join("demo.txt");
    let (data, employees) = (data.to_str().context("a plain name")?, employees.to_string());
    let mut command = netra(&["demo", "--build-only", "--data", data, "--employees", &employees], &said)?;
    let done = command.output().context("running netra demo")?;
    ensure!(done.status.success(), "netra demo: {}", std::fs::read_to_string(&said).unwrap_or_default());
    Ok(())
}

/// From starting the process to the first good answer, with the files in the page cache.
fn cold_starts(data: &Path, report: &mut Report) -> anyhow::Result<()> {
    let mut seen: [Vec<Duration>; 4] = Default::default();
    for _ in 0..STARTS {
        let mut server = Server::start(data, None)?;
        seen[0].push(server.told_after);
        for (at, path) in ["/readyz", "/", "/healthz"].into_iter().enumerate() {
            seen[at + 1].push(server.wait_for(path)?);
        }
        server.stop()?;
    }
    for (name, mut times) in
        ["cold_listening_ms", "cold_readyz_ms", "cold_portal_ms", "cold_healthz_ms"].into_iter().zip(seen)
    {
        times.sort_unstable();
        report.add(name, times.get(STARTS / 2).copied().map(ms));
    }
    Ok(())
}

/// The portal with everything that it refers to.
fn weigh(address: SocketAddr, report: &mut Report) -> anyhow::Result<()> {
    let (plain, packed) = (get(address, "/", false)?, get(address, "/", true)?);
    ensure!(plain.status == 200, "/ answered {}", plain.status);
    let (mut all_plain, mut all_packed, mut parts) = (plain.weight, packed.weight, Vec::new());
    for path in referred(&plain) {
        let (plain, packed) = (get(address, &path, false)?, get(address, &path, true)?);
        ensure!(plain.status == 200, "{path} answered {}", plain.status);
        all_plain += plain.weight;
        all_packed += packed.weight;
        parts.push(json!({ "path": path, "bytes": plain.weight, "on_the_wire": packed.weight }));
    }
    report.add("portal_kb", round(f64::from(u32::try_from(all_plain)?) / 1_024.0));
    report.add("portal_wire_kb", round(f64::from(u32::try_from(all_packed)?) / 1_024.0));
    report.add("portal_parts", parts);
    Ok(())
}

/// Styles, scripts, icons and pictures that the page names on this server.
fn referred(page: &Reply) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(&page.body);
    text.split('"').filter(|value| value.starts_with("/aset/")).map(str::to_owned).collect()
}

fn load_pages(args: &PagesArgs, server: &Server, report: &mut Report) -> anyhow::Result<()> {
    let window = Duration::from_secs(args.seconds) / u32::try_from(PATHS.len())?;
    let lines = usize::try_from(args.clients)?;
    let (mut all, mut spent, mut each) = (0, Duration::ZERO, Vec::new());
    for path in PATHS {
        let mut script = Visit::public(path, server.address.port());
        let took = load::run(&Plan { address: server.address, lines, window, pace: None }, &mut script)?;
        let times = script.times.sorted();
        report.errors += script.errors;
        report.p50_ms = report.p50_ms.max(times.ms(50.0));
        report.p99_ms = report.p99_ms.max(times.ms(99.0));
        all += times.count();
        spent += took;
        let rate = round(rate(times.count(), took));
        tell(&format!("{path}: {rate}/s, p99 {} ms, {} errors", times.ms(99.0), script.errors));
        each.push(json!({ "path": path, "rate_per_s": rate, "p50_ms": times.ms(50.0), "p99_ms": times.ms(99.0), "errors": script.errors }));
    }
    report.rate_per_s = round(rate(all, spent));
    report.add("pages", each);
    report.add("latency_of", "the slowest of the pages");
    Ok(())
}
