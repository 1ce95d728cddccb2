//! What changed and when: the versions that were adopted with what differs between neighbours and which cases came out
//! differently, then the days on which single rows and instruments began and ended.

use super::row::short;
use super::view::View;
use super::{HERE, below, today, words};
use crate::actions::{self, Version};
use crate::library::Library;
use crate::model::{Row, Rulebook, What};
use crate::rules::{self, Change};
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Day, Lang, Moment, Result, Zone};
use netra_calendar::Calendar;
use netra_store::Tx;
use netra_web::components::Kind;
use netra_web::components::{Cell, Column, Figure, Table, details, figures, pages, tag, when};
use netra_web::{Reply, Site, Visit};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Neighbouring pairs on one page; with the book in force, no more than are kept ready.
const PAIRS: usize = 3;
/// Bytes of differences on one page; what is beyond is counted.
const MOST_BYTES: usize = 16 * 1024;
/// Cases that came out differently, listed for one pair.
const MOST_CASES: usize = 20;

struct Found {
    current: Arc<Library>,
    versions: Vec<Version>,
    pairs: Vec<Pair>,
}

/// A version and the one before it.
struct Pair {
    new: Version,
    after: Arc<Library>,
    old: Version,
    before: Arc<Library>,
}

fn find(tx: &mut Tx<'_>, now: Moment, skip: usize) -> Result<(Found, Calendar)> {
    let versions = actions::versions(tx)?;
    let mut pairs = Vec::new();
    for pair in versions.windows(2).skip(skip).take(PAIRS) {
        let (new, old) = (pair[0].clone(), pair[1].clone());
        let (after, before) = (actions::version(tx, &new.hash)?, actions::version(tx, &old.hash)?);
        pairs.push(Pair { new, after, old, before });
    }
    let current = actions::current(tx, now)?;
    Ok((Found { current, versions, pairs }, netra_calendar::actions::calendar(tx)?))
}

/// Adopted versions, their differences, and the days of single rows.
///
/// # Errors
/// When the database fails.
pub async fn versions(State(site): State<Site>, visit: Visit) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let skip = usize::from(visit.asked("dari").and_then(|at| at.parse::<u16>().ok()).unwrap_or(0));
    let (found, calendar) = site.store.read(move |tx| find(tx, now, skip)).await?;
    let view = View::new(lang, &found.current);
    let count = i64::try_from(found.versions.len()).unwrap_or(i64::MAX);
    let more = skip + PAIRS + 1 < found.versions.len();
    let next = more.then(|| (skip + PAIRS).to_string());
    let lead = lang.say(
        "Versi buku aturan yang ditetapkan, apa yang berubah di antaranya, dan sejak kapan setiap baris berlaku. Perkara yang sudah diputus tetap memakai versi saat diputus.",
        "The adopted versions of the rulebook, what changed between them, and since when each row is in force. A decided case keeps the version it was decided under.",
    );
    Ok(below(&visit, lang.say("Apa yang berubah", "What changed")).lead(lead).show(html! {
        (figures(&[Figure::new(lang.number(count), lang.say("versi ditetapkan sampai hari ini", "versions adopted so far"))]))
        h2 { (lang.say("Versi", "Versions")) }
        @if found.versions.is_empty() {
            p { (lang.say(
                "Belum ada versi yang ditetapkan di sini; yang dibaca ialah versi bawaan.",
                "No version has been adopted here yet; what is read comes with the program.")) " "
                (lang.say("Edisi", "Edition")) " " (found.current.book().edition) ", SHA-256 " code { (short(&found.current.book().hash)) } "." }
        } @else { (table(lang, &found)) }
        @if found.versions.len() == 1 {
            p { (lang.say("Baru satu versi; belum ada yang berubah.", "There is one version so far; nothing has changed yet.")) }
        }
        @for pair in &found.pairs { (differences(lang, pair, &calendar)) }
        (pages(&visit, skip == 0, next.as_deref()))
        h2 { (lang.say("Berlaku sejak dan berakhir", "Beginning and end")) }
        p { (lang.say(
            "Hari-hari ketika aturan dan dasar hukum mulai berlaku atau berakhir, yang terbaru di atas.",
            "The days on which rules and instruments came into force or ended, the latest first.")) }
        (days(view, today(&site)))
    }))
}

fn table(lang: Lang, found: &Found) -> Markup {
    let columns = vec![
        Column::text(lang.say("Edisi", "Edition")),
        Column::text(lang.say("Berlaku sejak", "In force from")),
        Column::text(lang.say("Ditetapkan oleh", "Adopted by")),
        Column::text(lang.say("Ditetapkan", "Adopted")),
        Column::text("SHA-256"),
        Column::number(lang.say("Catatan log", "Log entry")),
    ];
    let mut marked = false;
    let mut current = |version: &Version| {
        let first = !marked && version.hash == found.current.book().hash;
        marked |= first;
        first
    };
    let rows = found.versions.iter().map(|one| {
        vec![
            Cell::of(html! { (one.edition) @if current(one) { " " (tag(Kind::Ok, lang.say("berlaku", "in force"))) } }),
            Cell::text(lang.day(one.effective)),
            Cell::text(&one.authority),
            Cell::of(when(one.adopted, Zone::Wib, lang)),
            Cell::of(html! { code { (short(&one.hash)) } }),
            Cell::number(lang, one.entry.0),
        ]
    });
    let rows: Vec<_> = rows.collect();
    Table::new(lang.say("Versi yang ditetapkan", "Adopted versions"), columns).caption_hidden().rows(rows).show()
}

fn differences(lang: Lang, pair: &Pair, calendar: &Calendar) -> Markup {
    let (old, new) = (pair.before.book(), pair.after.book());
    let changes = rules::differences(old, new);
    let mut shown: Vec<Markup> = Vec::new();
    let mut bytes = 0;
    for one in &changes {
        let markup = change(lang, pair, one);
        bytes += markup.0.len();
        if bytes > MOST_BYTES {
            break;
        }
        shown.push(markup);
    }
    let hidden = changes.len() - shown.len();
    html! {
        section {
            h2 { (lang.say("Edisi", "Edition")) " " (pair.old.edition) " (" (short(&pair.old.hash)) ") → " (pair.new.edition) " (" (short(&pair.new.hash)) ")" }
            p { (changes.len()) " " (lang.say("baris berbeda; berlaku sejak", "rows differ; in force from")) " " (lang.day(pair.new.effective)) "." }
            ul { @for one in &shown { li { (one) } } }
            @if hidden > 0 {
                p.soft { (hidden) " " (lang.say("perubahan lagi tidak ditampilkan di sini.", "more changes are not shown here.")) }
            }
            (moved(lang, pair, calendar))
        }
    }
}

fn change(lang: Lang, pair: &Pair, change: &Change) -> Markup {
    let (old, new) = (
        View::new(lang, &pair.before).of_version(&pair.old.hash),
        View::new(lang, &pair.after).of_version(&pair.new.hash),
    );
    match change {
        Change::Added(id) => html! { strong { (lang.say("Baru", "New")) } " " (new.line(id)) },
        Change::Removed(id) => html! { strong { (lang.say("Dihapus", "Removed")) } " " (old.line(id)) },
        Change::Changed(id, fields) => {
            let columns = vec![
                Column::text(lang.say("Bagian", "Part")),
                Column::text(lang.say("Sebelum", "Before")),
                Column::text(lang.say("Sesudah", "After")),
            ];
            let (before, after) = (old.book().row(id), new.book().row(id));
            let row = |(field, was, is): &(&'static str, String, String)| {
                vec![
                    Cell::text(words::field(lang, field)),
                    Cell::text(told(lang, before, field, was)),
                    Cell::text(told(lang, after, field, is)),
                ]
            };
            let caption = format!("{id}: {}", lang.say("sebelum dan sesudah", "before and after"));
            html! {
                strong { (lang.say("Diubah", "Changed")) } " " (new.link(id)) " ("
                a href=(old.address(id)) { (lang.say("baris lama", "the old row")) } ")"
                (Table::new(caption, columns).caption_hidden().rows(fields.iter().map(row)).show())
            }
        }
    }
}

/// A field of a row in the reader's language; as the comparison wrote it, where it has none.
fn told(lang: Lang, row: Option<&Row>, field: &str, written: &str) -> String {
    let say = row.and_then(|row| match field {
        "title" => row.title.as_ref(),
        "says" => Some(&row.says),
        "confidence_note" => row.confidence_note.as_ref(),
        "note" => row.note.as_ref(),
        "doubt" => row.doubt.as_ref(),
        _ => None,
    });
    match (say, field, written) {
        (_, _, "") => "–".to_owned(),
        // A row's remaining facts have no words of their own: they are read on the row's page.
        (_, "facts", _) => lang.say("lihat barisnya", "see the row").to_owned(),
        (Some(say), ..) => say.to(lang).to_owned(),
        (None, ..) => written.to_owned(),
    }
}

/// Cases of the old version that come out differently under the new one.
fn moved(lang: Lang, pair: &Pair, calendar: &Calendar) -> Markup {
    let cases = &pair.before.reading.cases;
    let broken = rules::run_all(pair.after.book(), cases, calendar);
    let told = |(at, id, en): &(usize, String, String)| {
        let case = &cases[*at];
        html! { code { (case.rule) } ": " span lang="id" { (case.says) } ": " (lang.say(id, en)) }
    };
    html! {
        @if broken.is_empty() {
            p { (lang.say("Semua kasus versi lama memberi jawaban yang sama.", "All cases of the old version come out the same.")) }
        } @else {
            (details(
                &format!("{} ({})", lang.say("Kasus yang jawabannya berubah", "Cases that came out differently"), broken.len()),
                html! { ul { @for one in broken.iter().take(MOST_CASES) { li { (told(one)) } } } }))
        }
    }
}

/// Rows by the day on which they begin, and by the day after their last.
fn days(view: View<'_>, day: Day) -> Markup {
    let lang = view.lang;
    let columns = vec![
        Column::text(lang.say("Tanggal", "Date")),
        Column::text(lang.say("Mulai berlaku", "Came into force")),
        Column::text(lang.say("Tidak berlaku lagi", "No longer in force")),
    ];
    let ids = |ids: &[&str]| html! { @for (at, id) in ids.iter().enumerate() { @if at > 0 { ", " } (view.link(id)) } };
    let rows = by_day(view.book()).into_iter().map(|(Reverse(on), (begin, end))| {
        let later = if on > day {
            html! { " " (tag(Kind::Warn, lang.say("akan datang", "to come"))) }
        } else {
            html! {}
        };
        vec![Cell::of(html! { (lang.day(on)) (later) }), Cell::of(ids(&begin)), Cell::of(ids(&end))]
    });
    let caption = lang.say("Perubahan masa berlaku menurut tanggal", "Changes of validity by date");
    html! {
        (Table::new(caption, columns).caption_hidden().rows(rows).show())
        p.source { a href={ (HERE) "/instrumen" } { (lang.say("Dasar hukum dengan masa berlakunya", "Instruments with their validity")) } }
    }
}

type ByDay<'a> = BTreeMap<Reverse<Day>, (Vec<&'a str>, Vec<&'a str>)>;

fn by_day(book: &Rulebook) -> ByDay<'_> {
    let mut days = ByDay::new();
    for row in book.rows.iter().filter(|row| !matches!(row.what, What::Event(_))) {
        if let Some(from) = row.from {
            days.entry(Reverse(from)).or_default().0.push(&row.id);
        }
        if let Some(until) = row.until {
            days.entry(Reverse(until.plus_days(1))).or_default().1.push(&row.id);
        }
    }
    days
}
