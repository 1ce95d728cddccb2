//! Boards: what the centre's operator looks at while a drive of hundreds of units and thousands of places runs, each page
//! again and again over one kept connection (or more); and what the operator takes away of a drive of 66 places, the recap
//! on paper and as a table. Percentiles are of all looks but the first of each page, which is told apart. A board that is
//! slower than wanted is a measurement that failed.

use crate::BoardsArgs;
use crate::engines::both;
use crate::http::get_as;
use crate::load::{self, Plan};
use crate::programme::{self, Stage};
use crate::report::{Report, Times, ms, rate, round, tell};
use crate::server::{Gauge, Server};
use crate::visit::Visit;
use netra_registry::model::UnitKind;
use serde_json::json;
use std::time::{Duration, Instant};

/// Units without a place of their own: somebody has always not planned.
const IDLE_UNITS: usize = 10;
/// Places of each regional office in the small drive: 66 for 33.
const PLACES_EACH: usize = 2;
/// Files asked for after the first.
const LATER: usize = 10;

/// Pages of which something is wanted: the boards that people work at.
const WANTED: [&str; 4] = ["plan_board", "live_board", "plan_board_66", "live_board_66"];

/// What was prepared.
struct Stand {
    token: String,
    large: i64,
    small: i64,
}

/// Measures on SQLite and, when an address is given, once more on PostgreSQL.
pub fn run(args: &BoardsArgs) -> anyhow::Result<Report> {
    both(args.database_url.as_deref(), |url| measure(args, url))
}

fn measure(args: &BoardsArgs, url: Option<&str>) -> anyhow::Result<Report> {
    let begun = Instant::now();
    let (house, centre) = programme::house(url, args.employees)?;
    let database = house.open()?;
    let (units, activities) = (usize::try_from(args.units)?, usize::try_from(args.activities)?);
    let (kinds, offices) = programme::asked(&database, units)?;
    let each = i64::from(args.activities / args.units).max(1);
    let large = centre.announce(&database, "Pengukuran papan", &kinds, (each, each + 2))?;
    centre.places(&database, large, (&offices[..units - IDLE_UNITS], activities), Stage::mixed)?;
    let regions = programme::offices(&database, &[UnitKind::Kanwil])?;
    let places = PLACES_EACH * regions.len();
    let small = centre.announce(&database, "Pengukuran rekap", &[UnitKind::Kanwil], (2, 3))?;
    centre.places(&database, small, (&regions, places), |_| Stage::Reported)?;
    let stand = Stand { token: centre.session(&database)?, large: large.0, small: small.0 };
    drop(database);

    let mut report = Report::new("boards");
    report.add("units", args.units);
    report.add("activities", args.activities);
    report.add("employees", args.employees);
    report.add("clients", args.clients);
    report.add("recap_places", places);
    report.add("prepared_s", round(begun.elapsed().as_secs_f64()));
    let mut server = Server::start(house.path(), house.url())?;
    server.wait_for("/healthz")?;
    let gauge = Gauge::start(&server);
    look(args, &server, &stand, &mut report)?;
    take_away(&server, &stand, &mut report)?;
    report.add("others_cores", gauge.others(&server));
    report.add("server_peak_mb", server.memory().1 / 1_024);
    server.stop()?;
    report.add("whole_s", round(begun.elapsed().as_secs_f64()));
    Ok(report)
}

/// Looks at every page for its share of the time.
fn look(args: &BoardsArgs, server: &Server, stand: &Stand, report: &mut Report) -> anyhow::Result<()> {
    let board = |drive: i64, part: &str| format!("/kegiatan/serentak/{drive}{part}");
    let pages = [
        ("plan_board", board(stand.large, "")),
        ("live_board", board(stand.large, "/langsung")),
        ("projector", board(stand.large, "/papan")),
        ("desk", "/kerja".to_owned()),
        ("activities", "/kegiatan".to_owned()),
        ("plan_board_66", board(stand.small, "")),
        ("live_board_66", board(stand.small, "/langsung")),
    ];
    let window = Duration::from_secs(args.seconds) / u32::try_from(pages.len())?;
    let plan = Plan { address: server.address, lines: usize::try_from(args.clients)?, window, pace: None };
    let (mut all, mut spent, mut middle) = (0, Duration::ZERO, Vec::new());
    for (name, path) in &pages {
        let (plain, first) = get_as(server.address, &stand.token, path, false)?;
        let (packed, _) = get_as(server.address, &stand.token, path, true)?;
        let mut visit = Visit::signed_in([(stand.token.as_str(), path.as_str())], server.address.port());
        let took = load::run(&plan, &mut visit)?;
        visit.tell_refused();
        let times = std::mem::take(&mut visit.times).sorted();
        let wrong = [plain.status, packed.status].iter().filter(|status| **status != 200).count() as u64;
        report.errors += visit.errors + wrong;
        (all, spent) = (all + times.count(), spent + took);
        let (p50, p99) = (times.ms(50.0), times.ms(99.0));
        middle.push((*name, p50));
        if WANTED.contains(name) {
            report.want(&format!("{name}: p99"), p99, args.aim_ms);
        }
        report.p50_ms = report.p50_ms.max(p50);
        report.p99_ms = report.p99_ms.max(p99);
        tell(&format!("{name}: {} looks, p50 {p50} ms, p99 {p99} ms, {} errors", times.count(), visit.errors + wrong));
        report.add(
            name,
            json!({
                "looks": times.count(), "first_ms": ms(first), "p50_ms": p50, "p99_ms": p99, "max_ms": times.ms(100.0),
                "errors": visit.errors + wrong, "bytes": plain.weight, "bytes_on_the_wire": packed.weight,
            }),
        );
    }
    report.rate_per_s = round(rate(all, spent));
    report.add("latency_of", "the slowest of the pages");
    let of = |wanted: &str| middle.iter().find(|(name, _)| *name == wanted).map_or(0.0, |(_, p50)| *p50);
    report.ratio = Some(round(of("plan_board") / of("plan_board_66").max(0.01)));
    report.ratio_of = "the middle time of the plan board of 66 places in this run".into();
    Ok(())
}

/// Takes the recap away on paper and as a table: the first of the process, then more of them.
fn take_away(server: &Server, stand: &Stand, report: &mut Report) -> anyhow::Result<()> {
    for (name, ending, mark) in [("recap_pdf", "pdf", "%PDF"), ("recap_xlsx", "xlsx", "PK\u{3}\u{4}")] {
        let path = format!("/kegiatan/serentak/{}/rekap.{ending}", stand.small);
        let (mut times, mut wrong, mut bytes) = (Times::default(), 0_u64, 0);
        let (reply, first) = get_as(server.address, &stand.token, &path, false)?;
        wrong += u64::from(reply.status != 200 || !reply.body.starts_with(mark.as_bytes()));
        for _ in 0..LATER {
            let (reply, took) = get_as(server.address, &stand.token, &path, false)?;
            wrong += u64::from(reply.status != 200 || !reply.body.starts_with(mark.as_bytes()));
            times.note(took);
            bytes = reply.weight;
        }
        let times = times.sorted();
        report.errors += wrong;
        tell(&format!("{name}: first {} ms, then p50 {} ms, {wrong} errors", ms(first), times.ms(50.0)));
        report.add(
            name,
            json!({
                "first_ms": ms(first), "later": LATER, "p50_ms": times.ms(50.0), "max_ms": times.ms(100.0),
                "errors": wrong, "bytes": bytes,
            }),
        );
    }
    Ok(())
}
