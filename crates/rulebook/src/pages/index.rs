//! The front door of the law: in one glance what is forbidden, what is allowed, what is left open; then the search,
//! the chapters, the calendar, what changed, and the examiner's form.

use super::act::fitting;
use super::parts::verdict_tag;
use super::view::View;
use super::{HERE, chapter, chapter_address, in_force, row, search, today, words};
use crate::model::{Act, Confidence, Person, Rulebook, Standing, Verdict};
use axum::extract::State;
use maud::{Markup, html};
use netra_base::{Day, Lang};
use netra_web::components::{Cell, Column, Figure, Filled, Kind, Table, figures, note, quiet_link};
use netra_web::{Reply, Site, Visit};

/// What the law says, and where to read it.
///
/// # Errors
/// When the database fails.
pub async fn index(State(site): State<Site>, visit: Visit) -> Reply {
    let library = in_force(&site).await?;
    let (lang, day) = (visit.lang, today(&site));
    let view = View::new(lang, &library);
    let book = library.book();
    let page = visit.page(lang.say("Aturan netralitas", "The rules on neutrality")).current(HERE);
    let lead = lang.say(
        "Apa yang tidak boleh, apa yang boleh, dan apa yang belum pasti bagi pegawai dalam pemilihan; setiap baris dengan dasar, sumber, dan keyakinannya.",
        "What staff may not do, may do, and should ask about in elections; every row with its basis, its sources and how sure it is.",
    );
    Ok(page.lead(lead).show(html! {
        (counts(lang, book, day))
        h2 { (lang.say("Cari dengan kata-kata Anda", "Ask in your own words")) }
        (search::form(Filled::blank(lang)))
        p.actions {
            (quiet_link("/aturan/telaah", lang.say("Telaah suatu perbuatan", "Examine an act")))
            (quiet_link("/aturan/kalender", lang.say("Kalender pemilihan", "Calendar")))
            (quiet_link("/aturan/instrumen", lang.say("Dasar hukum", "Instruments")))
            (quiet_link("/aturan/perubahan", lang.say("Apa yang berubah", "What changed")))
        }
        h2 #sekilas { (lang.say("Sekilas", "At a glance")) }
        p { (lang.say(
            "Bagi PNS, hari ini. Bakal calon: belum ditetapkan KPU. Calon: sudah ditetapkan. Perbuatan yang sama dapat berganti jenis pelanggaran pada hari penetapan",
            "For permanent civil servants, today. Prospective: not yet fixed by the election commission. Candidate: fixed. The same act may change its class on the day of fixing")) " (" (view.link("stg-01")) ")." }
        (glance(view, day))
        h2 { (lang.say("Bab", "Chapters")) }
        (chapters(view))
        (note(Kind::Plain, html! { p { (book.lead.to(lang)) } }))
        p.source { (lang.say("Edisi", "Edition")) " " (book.edition) ", SHA-256 " code { (row::short(&book.hash)) } "; "
            (lang.say("dibaca sampai", "read up to")) " " (lang.day(book.horizon)) "." }
    }))
}

/// How many rules say what, before any row.
fn counts(lang: Lang, book: &Rulebook, day: Day) -> Markup {
    let holds: Vec<_> = book.rules().filter(|(row, _)| book.holds(row, day)).collect();
    let of = |verdict: Verdict| holds.iter().filter(|(_, rule)| rule.verdict == verdict).count().to_string();
    let unsure = book.rows.iter().filter(|row| row.confidence == Confidence::Low).count();
    let rows = lang.number(i64::try_from(book.rows.len()).unwrap_or(i64::MAX));
    figures(&[
        Figure::new(of(Verdict::Forbidden), lang.say("aturan melarang, hari ini", "rules forbid, today"))
            .link("#sekilas", lang.say("Sekilas", "At a glance")),
        Figure::new(of(Verdict::Allowed), lang.say("aturan membolehkan", "rules allow"))
            .link("/aturan/bab/14-allowed", lang.say("Yang boleh", "What is allowed")),
        Figure::new(of(Verdict::Undecided), lang.say("belum pasti: tanyakan dahulu", "not settled: ask first")),
        Figure::new(
            unsure.to_string(),
            format!(
                "{} {rows} {}",
                lang.say("dari", "of"),
                lang.say(
                    "baris belum diverifikasi: ditampilkan, tidak menentukan tingkat maupun sanksi",
                    "rows are not verified: shown, and they set neither level nor sanction"
                )
            ),
        ),
    ])
}

/// Every act by group: the answer before candidates are fixed and after.
fn glance(view: View<'_>, day: Day) -> Markup {
    let (lang, book) = (view.lang, view.book());
    html! {
        @for group in &book.groups {
            @let acts: Vec<&Act> = book.acts.iter().filter(|act| act.group == group.id).collect();
            @let columns = vec![
                Column::text(lang.say("Perbuatan", "Act")),
                Column::text(lang.say("Bakal calon", "Prospective")),
                Column::text(lang.say("Calon", "Candidate")),
            ];
            (Table::new(group.title.to(lang), columns).rows(acts.iter().map(|act| vec![
                Cell::of(view.named(&act.id)),
                Cell::of(answer(view, act, Standing::Prospective, day)),
                Cell::of(answer(view, act, Standing::Candidate, day)),
            ])).show())
        }
    }
}

/// The gravest answer without circumstances, and what a circumstance would change.
fn answer(view: View<'_>, act: &Act, standing: Standing, day: Day) -> Markup {
    let lang = view.lang;
    let fits: Vec<_> = fitting(view.book(), &act.id, Person::Pns, standing, day).collect();
    let plain = fits.iter().filter(|(_, rule, _)| rule.when.is_empty());
    let gravest = plain.max_by_key(|(row, rule, _)| (rule.verdict, rule.level, row.confidence));
    let leave = fits.iter().find(|(_, rule, _)| !rule.when.is_empty());
    html! {
        @match gravest {
            Some((row, rule, _)) => {
                (verdict_tag(lang, rule.verdict))
                @if let (Some(level), Verdict::Forbidden) = (rule.level, rule.verdict) { br; span.soft { (words::level(lang, level)) } }
                @if row.confidence == Confidence::Low { br; span.soft { (row.confidence.name(lang)) } }
                @if !rule.unless.is_empty() && leave.is_none() { br; span.soft { (lang.say("kecuali", "unless")) " " (words::circumstances(lang, &rule.unless)) } }
            },
            None => (verdict_tag(lang, Verdict::Undecided)),
        }
        @if let Some((_, rule, _)) = leave {
            br; span.soft { (rule.verdict.name(lang)) " " (lang.say("bila", "if")) " " (words::circumstances(lang, &rule.when)) }
        }
    }
}

fn chapters(view: View<'_>) -> Markup {
    let lang = view.lang;
    let columns = vec![
        Column::text(lang.say("Bab", "Chapter")),
        Column::text(lang.say("Isinya", "What it holds")),
        Column::number(lang.say("Baris", "Rows")),
    ];
    let rows = view.book().chapters.iter().map(|one| {
        vec![
            Cell::link(&chapter_address(one), one.title.to(lang)),
            Cell::text(first_sentence(one.lead.to(lang))),
            Cell::number(lang, i64::try_from(chapter::size(view, one)).unwrap_or(i64::MAX)),
        ]
    });
    let caption = lang.say("Bab buku aturan", "Chapters of the rulebook");
    Table::new(caption, columns).caption_hidden().rows(rows).show()
}

/// Enough of a lead for the table of contents; the chapter itself has all of it.
fn first_sentence(lead: &str) -> &str {
    lead.find(". ").map_or(lead, |at| &lead[..=at])
}
