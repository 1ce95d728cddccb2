//! One row at its address for ever: what it says, for whom and when, what may follow, where it comes from, how sure it
//! is, what is in doubt. `?versi=` shows it as it stood in an older version. An act has its address here too.

use super::parts::{confidence_badge, verdict_tag};
use super::view::View;
use super::{HERE, act, cases, chapter_address, facts, instruments, timeline, today, words};
use crate::actions::{self, Version};
use crate::library::Library;
use crate::model::{Confidence, Row, Verdict, What};
use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, Error, Lang, Moment, Result};
use netra_store::Tx;
use netra_web::components::{Kind, details, facts as named_facts, note};
use netra_web::{Reply, Site, Visit};
use std::sync::Arc;

/// How many versions back it is looked up since when a row stands in the book: as many as are kept ready.
const LOOKED_BACK: usize = 6;

/// A version and since when the row stands in the book.
struct Found {
    ready: Arc<Library>,
    /// The version shown, when it is not simply the one in force.
    old: Option<Version>,
    since: Since,
}

/// Since when a row stands in the book.
enum Since {
    /// The book that comes with the binary was never adopted here.
    NeverAdopted,
    /// Since this version.
    Version(Version),
    /// Since this one or an earlier one.
    AtLeast(Version),
}

fn find(tx: &mut Tx<'_>, now: Moment, id: &str, hash: Option<&str>) -> Result<Found> {
    let versions = actions::versions(tx)?;
    let current = actions::current(tx, now)?;
    let mut old = None;
    let library = match hash {
        None => current,
        Some(hash) => {
            let known = versions.iter().find(|one| one.hash == hash).ok_or(Error::NotFound)?;
            if current.book().hash != hash {
                old = Some(known.clone());
            }
            actions::version(tx, hash)?
        }
    };
    let mut since = Since::NeverAdopted;
    let shown = versions.iter().skip_while(|one| one.hash != library.book().hash);
    for (at, version) in shown.enumerate() {
        if at == LOOKED_BACK {
            if let Since::Version(last) = since {
                since = Since::AtLeast(last);
            }
            break;
        }
        let book = actions::version(tx, &version.hash)?;
        if book.book().row(id).is_none() && book.book().act(id).is_none() {
            break;
        }
        since = Since::Version(version.clone());
    }
    Ok(Found { ready: library, old, since })
}

/// A row, or an act, by its id.
///
/// # Errors
/// `NotFound` for an id or a version that nobody knows.
pub async fn row(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Reply {
    let (now, hash, asked) = (site.now(), visit.asked("versi"), id.clone());
    let found = site.store.read(move |tx| find(tx, now, &asked, hash.as_deref())).await?;
    let view = View::new(visit.lang, &found.ready);
    let view = found.old.as_ref().map_or(view, |version| view.of_version(&version.hash));
    let day = today(&site);
    let book = view.book();
    if let Some(row) = book.row(&id) {
        return Ok(show(&visit, view, row, &found, day));
    }
    let act = book.act(&id).ok_or(Error::NotFound)?;
    let body = html! { (banner(view, &id, &found)) (act::body(view, act, day)) (version(view, &found)) };
    let page = visit.page(act.title.to(visit.lang)).current(HERE).under(HERE, visit.say("Aturan", "Rules"));
    let lead = act.hint.as_ref().map_or("", |hint| hint.to(visit.lang));
    Ok(if lead.is_empty() { page.show(body) } else { page.lead(lead).show(body) })
}

fn show(visit: &Visit, view: View<'_>, row: &Row, found: &Found, day: Day) -> Response {
    let lang = view.lang;
    let title = match &row.title {
        Some(title) => title.to(lang).to_owned(),
        None => format!("{} {}", words::kind(lang, &row.what), row.id),
    };
    let mut page = visit.page(title).current(HERE).under(HERE, visit.say("Aturan", "Rules"));
    if let Some(chapter) = view.book().chapters.iter().find(|chapter| chapter.file == row.place.file) {
        page = page.under(chapter_address(chapter), chapter.title.to(lang));
    }
    if row.title.as_ref() != Some(&row.says) {
        page = page.lead(view.linked(row.says.to(lang)));
    }
    page.show(html! {
        (banner(view, &row.id, found))
        p {
            @if let What::Rule(rule) = &row.what { (verdict_tag(lang, rule.verdict)) " " }
            (confidence_badge(lang, row.confidence)) " " (view.state(row, day))
        }
        (doubts(view, row))
        (named_facts(&facts::of_kind(view, row)))
        @if let What::Contest(contest) = &row.what { (timeline::picture(lang, contest, day)) }
        @if let Some(remark) = &row.note {
            h2 { (lang.say("Catatan", "Note")) }
            p { (view.linked(remark.to(lang))) }
        }
        @if matches!(row.what, What::Instrument(_)) { (instruments::chain(view, row, day)) }
        (grounds(view, row, day))
        (neighbours(view, row))
        (own_cases(view, row))
        (version(view, found))
    })
}

/// What is open about the row, before anything rests on it.
pub(super) fn doubts(view: View<'_>, row: &Row) -> Markup {
    let lang = view.lang;
    let undecided = matches!(&row.what, What::Rule(rule) if rule.verdict == Verdict::Undecided);
    html! {
        @if let Some(doubt) = &row.doubt {
            (note(Kind::Warn, html! { p { strong { (lang.say("Masih diragukan", "In doubt")) ": " } (view.linked(doubt.to(lang))) } }))
        }
        @if undecided {
            (note(Kind::Warn, html! { p { (lang.say(
                "Baris ini tidak menentukan boleh atau tidak: tanyakan dahulu kepada atasan atau tim netralitas.",
                "This row does not settle whether it may be done: ask your superior or the neutrality team first.")) } }))
        }
        @if let Some(sure) = &row.confidence_note {
            p { strong { (lang.say("Tentang kepastian", "How sure")) ": " } (view.linked(sure.to(lang))) }
        } @else if row.confidence == Confidence::Low {
            p { (lang.say("Baris ini ditampilkan agar dapat diperiksa; tingkat dan sanksi tidak pernah diambil darinya.",
                "This row is shown so that it can be checked; neither level nor sanction is ever taken from it.")) }
        }
    }
}

/// Articles, instruments with their validity, sources, and the row's own days.
fn grounds(view: View<'_>, row: &Row, day: Day) -> Markup {
    let (lang, book) = (view.lang, view.book());
    let mut list: facts::List = Vec::new();
    if !row.articles.is_empty() {
        list.push((lang.say("Pasal", "Articles"), html! { ul { @for article in &row.articles { li { (article) } } } }));
    }
    if !row.instruments().is_empty() {
        let one = |id: &String| {
            html! { (view.named(id)) @if let Some(row) = book.row(id) { " " (view.state(row, day)) " " span.soft { (words::span(lang, row)) } } }
        };
        list.push((
            lang.say("Dasar hukum", "Instruments"),
            html! { ul { @for id in row.instruments() { li { (one(id)) } } } },
        ));
    }
    list.push((lang.say("Masa berlaku baris ini", "Validity of this row"), html! { (words::span(lang, row)) }));
    let source =
        |code: &String| html! { (code) @if let Some(source) = book.source(code) { ": " (source.title.to(lang)) } };
    list.push((lang.say("Sumber", "Sources"), html! { ul { @for code in &row.sources { li { (source(code)) } } } }));
    html! {
        h2 { (lang.say("Dari mana", "Where it comes from")) }
        (named_facts(&list))
    }
}

/// Rows before, after and around this one.
fn neighbours(view: View<'_>, row: &Row) -> Markup {
    let lang = view.lang;
    let pointing = view.ready.pointing_to(&row.id);
    let (after, others): (Vec<&Row>, Vec<&Row>) = pointing.into_iter().partition(|one| one.replaces.contains(&row.id));
    let ids = |rows: &[&Row]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    let section = |title: &str, ids: &[String]| {
        html! {
            @if !ids.is_empty() { h2 { (title) } (view.lines(ids.iter().map(String::as_str))) }
        }
    };
    html! {
        (section(lang.say("Menggantikan", "Replaces"), &row.replaces))
        (section(lang.say("Digantikan oleh", "Replaced by"), &ids(&after)))
        @if matches!(row.what, What::Instrument(_)) && others.len() > 8 {
            (details(&format!("{} ({})", lang.say("Baris yang bersandar padanya", "Rows that rest on it"), others.len()), view.lines(ids(&others).iter().map(String::as_str))))
        } @else {
            (section(lang.say("Baris yang menunjuk ke sini", "Rows that point here"), &ids(&others)))
        }
    }
}

fn own_cases(view: View<'_>, row: &Row) -> Markup {
    let lang = view.lang;
    let list = cases::of(&view.ready.reading.cases, &row.id);
    html! {
        @if !list.is_empty() {
            (details(
                &format!("{} ({})", lang.say("Contoh kasus", "Cases"), list.len()),
                cases::list(lang, view.book(), &list)))
        }
    }
}

/// Says that this is not the version in force.
fn banner(view: View<'_>, id: &str, found: &Found) -> Markup {
    let lang = view.lang;
    html! {
        @if let Some(version) = &found.old {
            (note(Kind::Warn, html! { p {
                strong { (lang.say("Anda membaca versi lain.", "You are reading another version.")) } " "
                (named(lang, version)) ". "
                a href={ (HERE) "/" (id) } { (lang.say("Baca versi yang berlaku sekarang", "Read the version in force now")) }
            } }))
        }
    }
}

/// A version in words: edition, hash, since when.
fn named(lang: Lang, version: &Version) -> String {
    format!(
        "{} {} ({}), {} {}",
        lang.say("Edisi", "Edition"),
        version.edition,
        short(&version.hash),
        lang.say("berlaku sejak", "in force from"),
        lang.day(version.effective)
    )
}

/// The beginning of a hash: enough to compare by eye.
pub(super) fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

fn version(view: View<'_>, found: &Found) -> Markup {
    let (lang, book) = (view.lang, view.book());
    let since = match &found.since {
        Since::NeverAdopted => lang
            .say("versi bawaan, belum ditetapkan di sini", "the version that comes with the program, not adopted here")
            .to_owned(),
        Since::Version(version) => named(lang, version),
        Since::AtLeast(version) => format!("{} {}", named(lang, version), lang.say("atau lebih awal", "or earlier")),
    };
    html! {
        p.source {
            (lang.say("Versi", "Version")) ": " (lang.say("edisi", "edition")) " " (book.edition) ", SHA-256 " code { (short(&book.hash)) } ". "
            (lang.say("Di buku ini sejak", "In this book since")) ": " (since) ". "
            a href={ (HERE) "/perubahan" } { (lang.say("Apa yang berubah", "What changed")) }
        }
    }
}
