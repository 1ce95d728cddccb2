//! Files: attendance of a whole drive as a table over HTTP, with what the server's memory makes of it; and photos of forty
//! megapixels that are sent while other people look at their pages, a few times a second each. How much longer those wait
//! is told against the same looks of the same run without photos. The first second of looks is a warm-up and not counted.

use crate::FilesArgs;
use crate::engines::both;
use crate::http::{get_as, post_file};
use crate::load::{self, Plan};
use crate::programme::{self, Stage};
use crate::report::{Report, Times, rate, round, tell};
use crate::server::{Gauge, Server};
use crate::store;
use crate::visit::Visit;
use anyhow::{Context, ensure};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use netra_activities::model::ActivityId;
use netra_base::canonical;
use netra_registry::model::UnitKind;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Places of the drive at each regional office: 66 for 33.
const PLACES_EACH: usize = 2;
/// How often a table is asked for.
const FILES: usize = 3;
/// Small tables before the first that counts: each thread and each connection to the database takes its memory once.
const FIRST_TABLES: usize = 16;
/// The small drive beside the large one has this part of its people.
const PART: u32 = 10;
/// People who send photos at the same time.
const SENDERS: usize = 2;
/// One visitor looks at a page so often: a busy morning.
const PACE: Duration = Duration::from_millis(200);
/// Looks before the measurement begins.
const WARM_UP: Duration = Duration::from_secs(1);
/// Quality of the photo that is sent: what telephones write.
const QUALITY: u8 = 88;

/// What was prepared.
struct Stand {
    token: String,
    small: i64,
    drive: i64,
    places: Vec<ActivityId>,
    /// People with a session each, in the order of their numbers.
    people: Vec<String>,
}

/// Measures on SQLite and, when an address is given, once more on PostgreSQL.
pub fn run(args: &FilesArgs) -> anyhow::Result<Report> {
    let (photo, size) = photo(args.megapixels)?;
    both(args.database_url.as_deref(), |url| measure(args, url, (photo.as_slice(), size)))
}

fn measure(args: &FilesArgs, url: Option<&str>, (photo, size): (&[u8], (u32, u32))) -> anyhow::Result<Report> {
    let begun = Instant::now();
    let (house, centre) = programme::house(url, args.rows)?;
    let database = house.open()?;
    let regions = programme::offices(&database, &[UnitKind::Kanwil])?;
    let held = |title: &str, people: u32| {
        let drive = centre.announce(&database, title, &[UnitKind::Kanwil], (2, 3))?;
        let count = PLACES_EACH * regions.len();
        let places = centre.places(&database, drive, (&regions, count), |_| Stage::Running)?;
        programme::check_in(&database, &places, people)?;
        anyhow::Ok((drive.0, places))
    };
    let (small, _) = held("Pengukuran berkas kecil", args.rows / PART)?;
    let (drive, places) = held("Pengukuran berkas", args.rows)?;
    let people = house.sessions(&database, args.clients)?.iter().map(|token| canonical::hex(token)).collect();
    let stand = Stand { token: centre.session(&database)?, small, drive, places, people };
    drop(database);

    let mut report = Report::new("files");
    report.add("rows", args.rows);
    report.add("places", stand.places.len());
    report.add("clients", args.clients);
    report.add("photo", json!({ "width": size.0, "height": size.1, "bytes": photo.len(), "senders": SENDERS }));
    report.add("prepared_s", round(begun.elapsed().as_secs_f64()));
    let mut server = Server::start(house.path(), house.url())?;
    server.wait_for("/healthz")?;
    let gauge = Gauge::start(&server);
    let start = server.memory().1;
    table(args, &server, &stand, &mut report)?;
    let kept = beside(args, &server, &stand, photo, &mut report)?;
    report.add("others_cores", gauge.others(&server));
    report.add("server_peak_mb", server.memory().1.max(start) / 1_024);
    server.stop()?;
    check(args, &house.open()?, &kept, &mut report)?;
    report.add("whole_s", round(begun.elapsed().as_secs_f64()));
    Ok(report)
}

/// The table of the small drive, then that of the large one, each some times: memory is flat when ten times the rows add
/// little more than the bytes of the file.
fn table(args: &FilesArgs, server: &Server, stand: &Stand, report: &mut Report) -> anyhow::Result<()> {
    let tenth = format!("/kegiatan/serentak/{}/hadir.xlsx", stand.small);
    for _ in 0..FIRST_TABLES {
        get_as(server.address, &stand.token, &tenth, false)?;
    }
    server.forget_peak().context("the peak of the server's memory cannot be counted anew")?;
    let before = mb(server.memory().1);
    let mut ends = Vec::new();
    for (name, drive) in [("xlsx_of_a_tenth", stand.small), ("xlsx", stand.drive)] {
        let path = format!("/kegiatan/serentak/{drive}/hadir.xlsx");
        let (mut times, mut bytes, mut peaks) = (Times::default(), 0, Vec::new());
        for _ in 0..FILES {
            let (reply, took) = get_as(server.address, &stand.token, &path, false)?;
            report.errors += u64::from(reply.status != 200 || !reply.body.starts_with(b"PK\x03\x04"));
            bytes = reply.weight;
            times.note(took);
            peaks.push(mb(server.memory().1));
        }
        let times = times.sorted();
        tell(&format!("{name}: {bytes} bytes, slowest of {FILES} {} ms", times.ms(100.0)));
        ends.extend(peaks.last().copied());
        if drive == stand.drive {
            report.want("the table of all rows", times.ms(100.0), args.aim_ms);
        }
        report.add(
            name,
            json!({
                "files": FILES, "p50_ms": times.ms(50.0), "max_ms": times.ms(100.0), "bytes": bytes,
                "peak_after_each_mb": peaks,
            }),
        );
    }
    report.add("peak_before_tables_mb", before);
    if let [tenth, whole] = ends[..] {
        report.add("peak_added_by_ten_times_the_rows_mb", round(whole - tenth));
    }
    Ok(())
}

fn mb(kb: u64) -> f64 {
    round(f64::from(u32::try_from(kb).unwrap_or(u32::MAX)) / 1_024.0)
}

/// Looks of others alone, while photos are sent, and while the table is written; the places at which a photo was kept.
fn beside(
    args: &FilesArgs,
    server: &Server,
    stand: &Stand,
    photo: &[u8],
    report: &mut Report,
) -> anyhow::Result<BTreeSet<i64>> {
    let paths = paths(stand);
    let asked = || Visit::signed_in(paths.iter().map(|(token, path)| (*token, path.as_str())), server.address.port());
    let lines = usize::try_from(args.clients)?;
    let window = Duration::from_secs(args.seconds) / 3;
    let plan = Plan { address: server.address, lines, window, pace: Some(PACE) };
    load::run(&Plan { window: WARM_UP, ..plan }, &mut asked())?;
    let alone = looks(&plan, asked(), 0, &|_| Ok(()), report, "alone")?;
    let sent = Sent::default();
    let send = |_: usize| sent.one(server, stand, photo);
    let photos = looks(&plan, asked(), SENDERS, &send, report, "beside_photos")?;
    let whole = format!("/kegiatan/serentak/{}/hadir.xlsx", stand.drive);
    let refused = AtomicUsize::new(0);
    let write = |_: usize| {
        let (reply, _) = get_as(server.address, &stand.token, &whole, false)?;
        refused.fetch_add(usize::from(reply.status != 200), Ordering::Relaxed);
        Ok(())
    };
    let files = looks(&plan, asked(), 1, &write, report, "beside_table")?;
    report.p50_ms = photos.ms(50.0);
    report.p99_ms = photos.ms(99.0);
    report.rate_per_s = round(rate(photos.count(), window));
    report.add("latency_of", "looks of others while photos are sent");
    report.ratio = Some(round(photos.ms(99.0) / alone.ms(99.0).max(0.01)));
    report.ratio_of = "the p99 of the same looks in this run while nobody sends anything".into();
    report.add("ratio_beside_table", round(files.ms(99.0) / alone.ms(99.0).max(0.01)));
    let (times, kept, turned_away) = sent.end();
    ensure!(times.count() > 0, "no photo was kept in time: {turned_away:?}");
    report.errors += turned_away.len() as u64 + refused.into_inner() as u64;
    for words in turned_away.iter().take(3) {
        tell(&format!("a photo was not kept: {words}"));
    }
    report.add("photos_kept", times.count());
    report.add("photo_p50_ms", times.ms(50.0));
    report.add("photo_max_ms", times.ms(100.0));
    Ok(kept)
}

/// What people look at: everybody the portal, the places of today, the own check-in and the activities; every so often the
/// centre its live board.
fn paths(stand: &Stand) -> Vec<(&str, String)> {
    let mut all = Vec::new();
    for (number, token) in (1_usize..).zip(&stand.people) {
        let place = stand.places[number % stand.places.len()];
        for path in ["/", "/hadir", "/kegiatan", &format!("/hadir/{place}")] {
            all.push((token.as_str(), path.to_owned()));
        }
        all.push((stand.token.as_str(), format!("/kegiatan/serentak/{}/langsung", stand.drive)));
    }
    all
}

/// Runs the looks for the window while so many others do `work` again and again.
fn looks(
    plan: &Plan,
    mut visit: Visit,
    others: usize,
    work: &(dyn Fn(usize) -> anyhow::Result<()> + Sync),
    report: &mut Report,
    name: &str,
) -> anyhow::Result<Times> {
    let over = AtomicBool::new(false);
    let rounds = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..others)
            .map(|which| {
                let (over, rounds) = (&over, &rounds);
                scope.spawn(move || {
                    while !over.load(Ordering::Relaxed) {
                        work(which)?;
                        rounds.fetch_add(1, Ordering::Relaxed);
                    }
                    anyhow::Ok(())
                })
            })
            .collect();
        let looked = load::run(plan, &mut visit);
        over.store(true, Ordering::Relaxed);
        for one in working {
            one.join().map_err(|_| anyhow::anyhow!("a thread failed"))??;
        }
        looked
    })?;
    visit.tell_refused();
    report.errors += visit.errors;
    let times = visit.times.sorted();
    tell(&format!("{name}: {} looks, p50 {} ms, p99 {} ms", times.count(), times.ms(50.0), times.ms(99.0)));
    report.add(
        name,
        json!({
            "looks": times.count(), "p50_ms": times.ms(50.0), "p99_ms": times.ms(99.0), "max_ms": times.ms(100.0),
            "errors": visit.errors, "rounds": rounds.into_inner(),
        }),
    );
    Ok(times)
}

/// Photos that were sent.
#[derive(Default)]
struct Sent {
    next: AtomicUsize,
    outcome: Mutex<(Times, BTreeSet<i64>, Vec<String>)>,
}

impl Sent {
    /// Sends the photo to the next place.
    fn one(&self, server: &Server, stand: &Stand, photo: &[u8]) -> anyhow::Result<()> {
        let place = stand.places[self.next.fetch_add(1, Ordering::Relaxed) % stand.places.len()];
        let fields = [("caption", "Peserta di aula"), ("alt", "Orang duduk di aula")];
        let path = format!("/kegiatan/{place}/foto");
        let (reply, took) = post_file(server.address, &stand.token, &path, &fields, ("file", photo))?;
        let mut outcome = self.outcome.lock().map_err(|_| anyhow::anyhow!("a thread failed"))?;
        // Kept: the browser is sent back to the photos.
        if reply.status == 303 {
            outcome.0.note(took);
            outcome.1.insert(place.0);
        } else {
            let words: String = String::from_utf8_lossy(&reply.body).chars().take(300).collect();
            outcome.2.push(format!("{} {words}", reply.status));
        }
        Ok(())
    }

    fn end(self) -> (Times, BTreeSet<i64>, Vec<String>) {
        let (times, kept, turned_away) = self.outcome.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        (times.sorted(), kept, turned_away)
    }
}

/// Is everybody on the list once, and a photo at every place that was told so?
fn check(
    args: &FilesArgs,
    database: &netra_store::Store,
    kept: &BTreeSet<i64>,
    report: &mut Report,
) -> anyhow::Result<()> {
    tell("counting what is there");
    let (mut rows, mut places) = (0_u32, BTreeSet::new());
    database.read_long(|tx| {
        store::attendance(tx, |_, _, present| rows += u32::from(present))?;
        store::photographed(tx, |place| {
            places.insert(place);
        })
    })?;
    let came = args.rows + args.rows / PART;
    ensure!(rows == came, "{rows} of {came} people are on the lists");
    report.lost += kept.difference(&places).count() as u64;
    Ok(())
}

/// A picture of so many megapixels, with as much noise as a photo at dusk; its size.
fn photo(megapixels: u32) -> anyhow::Result<(Vec<u8>, (u32, u32))> {
    tell(&format!("a photo of {megapixels} megapixels"));
    // Three to two, as cameras have it.
    let high = (megapixels * 1_000_000 * 2 / 3).isqrt() + 1;
    let wide = high * 3 / 2;
    let mut seed = 0x9E37_79B9_u32;
    let picture = RgbImage::from_fn(wide, high, |x, y| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        let noise = seed & 15;
        let shade = |part: u32| u8::try_from((part + noise).min(255)).unwrap_or(u8::MAX);
        image::Rgb([shade(x * 200 / wide), shade(y * 200 / high), shade((x + y) % 512 / 3)])
    });
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    encoder.write_image(&picture, wide, high, ExtendedColorType::Rgb8).context("writing the photo")?;
    Ok((bytes, (wide, high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_has_as_many_pixels_as_it_says_and_weighs_what_a_photo_weighs() {
        let (bytes, (wide, high)) = photo(1).expect("a photo");
        assert!((1_000_000..1_010_000).contains(&(wide * high)), "{wide} x {high}");
        // A telephone writes 0.2 to 0.5 MB a megapixel; a door lets 25 MiB in.
        assert!((150_000..600_000).contains(&bytes.len()), "{}", bytes.len());
        assert!(bytes.starts_with(&[0xFF, 0xD8, 0xFF]));
    }
}
