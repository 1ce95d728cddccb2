//! A chapter as a document that a lawyer reads from front to back: each row with its words, article, exceptions,
//! source, open doubts and cases. A long chapter goes on over several pages; none of them is heavy on a phone.

use super::parts::{confidence_badge, verdict_tag};
use super::row::doubts;
use super::view::View;
use super::{below, cases, chapter_address, facts, in_force, words};
use crate::model::{Act, Chapter, Row, What};
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{Error, Lang};
use netra_web::components::{Cell, Column, Table, facts as named_facts, print_button};
use netra_web::{Reply, Site, Visit};

/// Bytes of text on one page; with its frame, style and the row that crosses the line it stays below 50 KB.
const PAGE: usize = 24 * 1024;

/// A piece of a chapter: a row or an act with its id, or the whole list of sources.
enum Piece<'a> {
    Row(&'a Row),
    Act(&'a Act),
    Persons,
    Sources,
}

impl Piece<'_> {
    fn id(&self) -> &str {
        match self {
            Self::Row(row) => &row.id,
            Self::Act(act) => &act.id,
            Self::Persons => "persons",
            Self::Sources => "sources",
        }
    }
}

/// What a chapter holds, in the order of its file.
fn pieces<'a>(view: View<'a>, chapter: &Chapter) -> Vec<Piece<'a>> {
    let book = view.book();
    let mut all: Vec<Piece<'a>> =
        book.rows.iter().filter(|row| row.place.file == chapter.file).map(Piece::Row).collect();
    let acts: Vec<_> = book.acts.iter().filter(|act| act.place.file == chapter.file).map(Piece::Act).collect();
    if !acts.is_empty() {
        all.push(Piece::Persons);
    }
    all.extend(acts);
    if all.is_empty() {
        all.push(Piece::Sources);
    }
    all
}

/// How many rows a chapter has, for the table of contents.
pub(super) fn size(view: View<'_>, chapter: &Chapter) -> usize {
    let pieces = pieces(view, chapter);
    match pieces.first() {
        Some(Piece::Sources) => view.book().sources.len(),
        _ => pieces.iter().filter(|piece| !matches!(piece, Piece::Persons)).count(),
    }
}

/// One chapter, from its first row or from the row of `?dari=`.
///
/// # Errors
/// `NotFound` for a chapter or a row that is not in the book.
pub async fn chapter(State(site): State<Site>, visit: Visit, Path(name): Path<String>) -> Reply {
    let library = in_force(&site).await?;
    let view = View::new(visit.lang, &library);
    let (lang, book) = (visit.lang, library.book());
    let file = format!("{name}.toml");
    let at = book.chapters.iter().position(|chapter| chapter.file == file).ok_or(Error::NotFound)?;
    let chapter = &book.chapters[at];
    let all = pieces(view, chapter);
    let first = match visit.asked("dari") {
        None => 0,
        Some(id) => all.iter().position(|piece| piece.id() == id).ok_or(Error::NotFound)?,
    };
    let mut shown: Vec<Markup> = Vec::new();
    let mut bytes = 0;
    for piece in &all[first..] {
        let markup = show(view, piece);
        if bytes > 0 && bytes + markup.0.len() > PAGE {
            break;
        }
        bytes += markup.0.len();
        shown.push(markup);
    }
    let next = all.get(first + shown.len()).map(Piece::id);
    let last = first + shown.len();
    let lead = view.linked(chapter.lead.to(lang));
    Ok(below(&visit, chapter.title.to(lang)).lead(lead).show(html! {
        p.source {
            (size(view, chapter)) " " (lang.say("baris", "rows"))
            @if first > 0 || next.is_some() { "; " (lang.say("bagian", "part")) " " (first + 1) "–" (last) " " (lang.say("dari", "of")) " " (all.len()) }
            " · " (lang.say("edisi", "edition")) " " (book.edition) " · " code { (chapter.file) }
        }
        p.actions { (print_button(lang)) }
        @for piece in &shown { (piece) }
        (onward(lang, &book.chapters, at, first, next))
    }))
}

/// The neighbouring parts and chapters.
fn onward(lang: Lang, chapters: &[Chapter], at: usize, first: usize, next: Option<&str>) -> Markup {
    let here = chapters.get(at).map_or_else(String::new, chapter_address);
    let before = at.checked_sub(1).and_then(|at| chapters.get(at));
    html! {
        nav.pages aria-label=(lang.say("Bab dan bagian", "Chapters and parts")) {
            @if first > 0 { a href=(here) { (lang.say("Ke awal bab", "To the start of the chapter")) } }
            @else if let Some(before) = before { a href=(chapter_address(before)) rel="prev" { "← " (before.title.to(lang)) } }
            @if let Some(id) = next { a href={ (here) "?dari=" (id) } rel="next" { (lang.say("Lanjutan bab ini", "More of this chapter")) " →" } }
            @else if let Some(after) = chapters.get(at + 1) { a href=(chapter_address(after)) rel="next" { (after.title.to(lang)) " →" } }
        }
    }
}

fn show(view: View<'_>, piece: &Piece<'_>) -> Markup {
    match piece {
        Piece::Row(row) => printed(view, row),
        Piece::Act(act) => printed_act(view, act),
        Piece::Persons => persons(view),
        Piece::Sources => sources(view),
    }
}

/// A row in the order in which a lawyer reads: article, rule, exceptions, source, doubts, cases.
fn printed(view: View<'_>, row: &Row) -> Markup {
    let (lang, book) = (view.lang, view.book());
    let mut list: facts::List = Vec::new();
    if !row.articles.is_empty() {
        list.push((lang.say("Pasal", "Articles"), html! { (row.articles.join("; ")) }));
    }
    list.extend(short_facts(view, row));
    if row.from.is_some() || row.until.is_some() {
        list.push((lang.say("Masa berlaku", "In force"), html! { (words::span(lang, row)) }));
    }
    list.push((
        lang.say("Sumber", "Sources"),
        html! { (row.sources.join(", ")) " " (confidence_badge(lang, row.confidence)) },
    ));
    let told = cases::of(&view.ready.reading.cases, &row.id);
    html! {
        article id=(row.id) {
            h2 { (view.link(&row.id)) @if let Some(title) = &row.title { " " (title.to(lang)) } }
            @if row.title.as_ref() != Some(&row.says) { p { (view.linked(row.says.to(lang))) } }
            @if let What::Rule(rule) = &row.what { p { (verdict_tag(lang, rule.verdict)) } }
            (named_facts(&list))
            @if let Some(note) = &row.note { p { strong { (lang.say("Catatan", "Note")) ": " } (view.linked(note.to(lang))) } }
            (doubts(view, row))
            @if !told.is_empty() {
                h3 { (lang.say("Contoh kasus", "Cases")) }
                (cases::list(lang, book, &told))
            }
        }
    }
}

/// The facts of a row without what stands on its own page: which sanctions a level can mean is the same for a whole
/// chapter.
fn short_facts(view: View<'_>, row: &Row) -> facts::List {
    let skipped = [view.lang.say("Sanksi yang mungkin", "Possible sanctions")];
    let mut list = facts::of_kind(view, row);
    if matches!(row.what, What::Rule(_)) {
        list.retain(|(name, _)| !skipped.contains(name));
    }
    list
}

fn printed_act(view: View<'_>, act: &Act) -> Markup {
    let lang = view.lang;
    let group = view.book().groups.iter().find(|group| group.id == act.group);
    let rules: Vec<&str> =
        view.book().rules().filter(|(_, rule)| rule.acts.contains(&act.id)).map(|(row, _)| row.id.as_str()).collect();
    let asks = words::circumstances(lang, &act.asks);
    html! {
        article id=(act.id) {
            h2 { (view.link(&act.id)) " " (act.title.to(lang)) }
            p.soft { @if let Some(group) = group { (group.title.to(lang)) ". " } @if let Some(hint) = &act.hint { (hint.to(lang)) "." } }
            p { (lang.say("Aturan", "Rules")) ": " @for (at, id) in rules.iter().enumerate() { @if at > 0 { ", " } (view.link(id)) } }
            @if !asks.is_empty() { p { (lang.say("Yang perlu ditanyakan", "Worth asking")) ": " (asks) } }
        }
    }
}

fn persons(view: View<'_>) -> Markup {
    let (lang, book) = (view.lang, view.book());
    html! {
        h2 { (lang.say("Orang", "Persons")) }
        ul { @for person in &book.persons { li {
            (person.title.to(lang))
            @if let Some(id) = &person.bound_by { "; " (lang.say("terikat sejak", "bound since")) " " (view.named(id)) }
        } } }
    }
}

fn sources(view: View<'_>) -> Markup {
    let lang = view.lang;
    let columns = vec![Column::text(lang.say("Kode", "Code")), Column::text(lang.say("Sumber", "Source"))];
    let rows = view.book().sources.iter().map(|one| vec![Cell::text(&one.id), Cell::text(one.title.to(lang))]);
    let caption = lang.say("Kode sumber dan tempat aturan dibaca", "Codes and the places where the rules were read");
    Table::new(caption, columns).caption_hidden().rows(rows).show()
}
