//! The results of the quiz for those who teach and lead: by unit, never by name, small counts not told; and which
//! questions were missed most.

use super::{MENU, QUIZ};
use crate::actions::{self, Line, Results};
use crate::body::turn;
use crate::export;
use crate::model::{Bank, Missed, Settings, Told};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use maud::{Markup, html};
use netra_base::{Error, Lang, Moment, Principal, Zone};
use netra_web::components::{Cell, Column, Figure, Table, empty, figures, quiet_link};
use netra_web::{Reply, Signed, Site, Visit, address};
use std::time::Duration;
use tokio::sync::Semaphore;

const RESULTS: &str = "/tanya/kuis/hasil";

/// The results; of one unit and those directly below it when `?unit=` names one.
///
/// # Errors
/// `NotFound` when the asker's grants cover no unit, or not the one asked for.
pub async fn quiz_results(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (bank, lang, now) = (Bank::house()?, visit.lang, site.now());
    let results = counted(&site, who, now).await?;
    let settings = &bank.settings;
    let focus = match visit.asked("unit") {
        Some(code) => Some(results.of(&code).ok_or(Error::NotFound)?),
        None => None,
    };
    let shown = focus.map_or(&results.total, |line| &line.told);
    let page = visit.page(lang.say("Hasil kuis per unit", "Results of the quiz by unit")).current(MENU);
    let page = page.under(MENU, lang.say("Tanya", "Ask")).under(QUIZ, lang.say("Kuis netralitas", "Neutrality quiz"));
    let page = if focus.is_some() { page.under(RESULTS, lang.say("Semua unit saya", "All my units")) } else { page };
    let lead = focus.map_or_else(
        || lang.say("Angka per unit, bukan per nama.", "Figures by unit, not by name.").to_owned(),
        |line| line.unit.name.clone(),
    );
    Ok(page.lead(lead).show(html! {
        @if results.lines.is_empty() {
            (empty(lang.say("Belum ada tes yang dikerjakan di unit Anda.", "No test was taken in your units yet."),
                html! { p { (lang.say("Mintalah pegawai mengerjakan tes awal sebelum penyuluhan.", "Ask staff to take the pre-test before the outreach.")) } }))
        } @else {
            (great(lang, settings, shown, &results))
            p.source { (export::denominator(lang, settings)) " " (export::left_out(lang, settings)) }
            p.actions { (quiet_link("/tanya/kuis/hasil.csv", lang.say("Unduh CSV", "Download CSV"))) }
            h2 { (lang.say("Per unit", "By unit")) }
            (table(lang, settings, &rows(&results, focus), &results))
        }
        h2 { (lang.say("Soal yang paling sering keliru", "Questions missed most")) }
        (missed(lang, bank, &results.missed))
    }))
}

/// The great figures, each a sentence with its denominator.
fn great(lang: Lang, settings: &Settings, told: &Told, results: &Results) -> Markup {
    // A line never ends between the sign and its number.
    let words = |bound: crate::model::Bound| bound.words(lang, settings.smallest).replace("≥ ", "≥\u{a0}");
    let of = settings.questions;
    let source = format!("{} {}", lang.say("Dihitung Netra,", "Counted by Netra,"), lang.moment(results.at, Zone::Wib));
    let mean = |before: bool, people: String| match (lang, before) {
        (Lang::Id, true) => format!("rata-rata tes awal, dari 0 sampai {of}; {people} peserta"),
        (Lang::Id, false) => format!("rata-rata tes akhir pertama, dari 0 sampai {of}; {people} peserta"),
        (Lang::En, true) => format!("mean of the pre-test, 0 to {of}; {people} participants"),
        (Lang::En, false) => format!("mean of first post-tests, 0 to {of}; {people} participants"),
    };
    let passed = match lang {
        Lang::Id => format!("lulus: {} dari {} peserta tes akhir", words(told.passed), words(told.post)),
        Lang::En => format!("passed: {} of {} who took the post-test", words(told.passed), words(told.post)),
    };
    let gain = match lang {
        Lang::Id => {
            format!("kenaikan rata-rata dari tes awal ke tes akhir; {} pegawai mengerjakan keduanya", words(told.pairs))
        }
        Lang::En => format!("mean gain from pre-test to post-test; {} employees took both", words(told.pairs)),
    };
    figures(&[
        Figure::new(told.pre_mean.words(lang), mean(true, words(told.pre))).source(source),
        Figure::new(told.post_mean.words(lang), mean(false, words(told.post))),
        Figure::new(told.share(lang), passed),
        Figure::new(told.gain.signed_words(lang), gain),
    ])
}

/// The unit asked for with those below it, or the topmost ones with those below them.
fn rows<'a>(results: &'a Results, focus: Option<&'a Line>) -> Vec<&'a Line> {
    let tops = focus.map_or_else(|| results.tops(), |line| vec![line]);
    tops.into_iter().flat_map(|top| std::iter::once(top).chain(results.below(top.unit.id))).collect()
}

fn table(lang: Lang, settings: &Settings, lines: &[&Line], results: &Results) -> Markup {
    let columns = vec![
        Column::text(lang.say("Unit", "Unit")),
        Column::number(lang.say("Lulus", "Passed")),
        Column::number(lang.say("Kenaikan", "Gain")),
        Column::number(lang.say("Tes awal", "Pre-test")),
        Column::number(lang.say("Rata-rata", "Mean")),
        Column::number(lang.say("Tes akhir", "Post-test")),
        Column::number(lang.say("Rata-rata", "Mean")),
        Column::number(lang.say("Keduanya", "Both")),
    ];
    let row = |line: &&Line| {
        let (unit, told) = (&line.unit, &line.told);
        let count = |bound: crate::model::Bound| Cell::text(bound.words(lang, settings.smallest));
        let name = if results.below(unit.id).is_empty() {
            Cell::text(&unit.name)
        } else {
            Cell::link(&address::with_query(RESULTS, &[("unit", unit.code.as_str())]), &unit.name)
        };
        vec![
            name,
            Cell::text(told.share(lang)),
            Cell::text(told.gain.signed_words(lang)),
            count(told.pre),
            Cell::text(told.pre_mean.words(lang)),
            count(told.post),
            Cell::text(told.post_mean.words(lang)),
            count(told.pairs),
        ]
    };
    let caption = lang.say("Hasil per unit, termasuk unit di bawahnya", "Results by unit, with everything below it");
    Table::new(caption, columns).rows(lines.iter().map(row)).show()
}

fn missed(lang: Lang, bank: &Bank, list: &[Missed]) -> Markup {
    let least = bank.settings.answers;
    let when = match lang {
        Lang::Id => format!(
            "Dari seluruh tes yang dinilai, tanpa unit dan tanpa nama; hanya soal dengan sedikitnya {least} jawaban."
        ),
        Lang::En => {
            format!("Of all graded tests, without units and names; only questions with at least {least} answers.")
        }
    };
    let columns = vec![
        Column::text(lang.say("Soal", "Question")),
        Column::number(lang.say("Keliru", "Missed")),
        Column::number(lang.say("Jawaban", "Answers")),
        Column::text(lang.say("Aturan", "Rule")),
    ];
    let row = |one: &Missed| {
        let question = bank.question(one.question)?;
        Some(vec![
            Cell::text(question.text.to(lang)),
            Cell::text(lang.percent(one.missed, one.answered)),
            Cell::number(lang, one.answered),
            Cell::link(&format!("/aturan/{}", question.rule), &question.rule),
        ])
    };
    html! {
        @if list.is_empty() {
            (empty(lang.say("Belum ada soal dengan cukup jawaban.", "No question has enough answers yet."), html! {}))
        } @else {
            (Table::new(lang.say("Soal dan seberapa sering keliru", "Questions and how often they were missed"), columns).rows(list.iter().filter_map(row)).show())
        }
        p.source { (when) }
    }
}

/// The results as CSV: every unit that the asker sees.
///
/// # Errors
/// `NotFound` when the asker's grants cover no unit.
pub async fn quiz_results_csv(State(site): State<Site>, Signed(who): Signed) -> Reply {
    let (settings, now) = (&Bank::house()?.settings, site.now());
    let results = counted(&site, who, now).await?;
    let bytes = export::csv(settings, &results, site.demo)?;
    let name = if site.demo { "hasil-kuis-CONTOH.csv" } else { "hasil-kuis.csv" };
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned());
    let disposition = (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
    Ok(([kind, disposition], bytes).into_response())
}

/// One count at a time, on a connection of its own: it reads every result, and public pages must not wait for it.
static COUNTING: Semaphore = Semaphore::const_new(1);
/// Who waits longer for a turn is told to come back.
const PATIENCE: Duration = Duration::from_secs(20);

/// The results that this asker may see.
///
/// # Errors
/// As `actions::results`; `Busy` when too many wait.
pub(crate) async fn counted(site: &Site, who: Principal, now: Moment) -> Result<Results, Error> {
    let _turn = turn(&COUNTING, PATIENCE).await?;
    let store = site.store.clone();
    let counting = tokio::task::spawn_blocking(move || store.read_long(|tx| actions::results(tx, &who, now)));
    counting.await.map_err(|stopped| Error::Failed(stopped.into()))?
}
