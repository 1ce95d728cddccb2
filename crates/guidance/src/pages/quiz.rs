//! The quiz: where it begins, practice that keeps nothing, and the tests of employees. The person is always the one
//! who is signed in; no form here has a field for it.

use super::sheet::{DRAWN, TEST, answers, explained, score, sheet_form};
use super::{MENU, QUIZ, employee};
use crate::actions::{self, Begin, Graded, Hand, Mine};
use crate::model::{Attempt, Bank, Code, Occasion, Phase, Sheet};
use crate::rules::{self, Pool};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Principal, Refusal, Result, Zone};
use netra_registry::actions as registry;
use netra_web::components::text::note_refusals;
use netra_web::components::{Filled, Kind, button, button_link, note, quiet_link, tag, when};
use netra_web::form::Fields;
use netra_web::{Page, Reply, Signed, Site, Visit, Who, redirect};

const PRACTICE: &str = "/tanya/kuis/latihan";

/// Where the quiz begins: practice for everybody, the own tests and certificate for employees.
///
/// # Errors
/// When the database fails.
pub async fn quiz(State(site): State<Site>, visit: Visit, Who(who): Who) -> Reply {
    start(&site, &visit, who.as_ref(), &[]).await
}

async fn start(site: &Site, visit: &Visit, who: Option<&Principal>, refusals: &[Refusal]) -> Reply {
    let (bank, now) = (Bank::house()?, site.now());
    let mine = match who.and_then(|who| who.employee) {
        Some(employee) => Some(site.store.read(move |tx| actions::mine(tx, employee, now)).await?),
        None => None,
    };
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let questions = bank.settings.questions;
    let lead = match visit.lang {
        netra_base::Lang::Id => format!(
            "{questions} soal tentang apa yang boleh dan tidak boleh. Setiap jawaban dijelaskan dengan aturannya."
        ),
        netra_base::Lang::En => {
            format!("{questions} questions on what is allowed and what is not. Each answer is explained with its rule.")
        }
    };
    let page = visit.page(visit.say("Kuis netralitas", "Neutrality quiz")).current(MENU).narrow().status(status);
    Ok(page.under(MENU, visit.say("Tanya", "Ask")).lead(lead).show(html! {
        @if !refusals.is_empty() { (note_refusals(refusals, visit.lang)) }
        section.card {
            h2 { (visit.say("Latihan", "Practice")) }
            p { (visit.say(
                "Tanpa masuk, kapan saja, berapa kali pun. Tidak ada yang disimpan: bukan jawaban, bukan nilai.",
                "Without signing in, at any time, as often as you like. Nothing is kept: no answer, no score.")) }
            p { (button_link(PRACTICE, visit.say("Mulai latihan", "Start practising"))) }
        }
        @match &mine {
            Some(mine) => (own(visit, bank, mine)),
            None => (signed_out(visit, who.is_some())),
        }
        p.actions {
            (quiet_link("/tanya/kuis/periksa", visit.say("Periksa sebuah sertifikat", "Check a certificate")))
            @if who.is_some_and(|who| who.grants.iter().any(|grant| rules::sees_by(grant.role))) {
                (quiet_link("/tanya/kuis/hasil", visit.say("Hasil per unit", "Results by unit")))
            }
        }
    }))
}

fn signed_out(visit: &Visit, signed_in: bool) -> Markup {
    html! {
        section.card {
            h2 { (visit.say("Tes awal, tes akhir, sertifikat", "Pre-test, post-test, certificate")) }
            @if signed_in {
                p { (visit.say("Akun ini bukan akun pegawai; tes dan sertifikat hanya untuk pegawai.", "This account belongs to no employee; tests and certificates are for employees.")) }
            } @else {
                p { (visit.say(
                    "Untuk pegawai: satu tes sebelum dan satu sesudah penyuluhan. Yang lulus tes akhir mendapat sertifikat.",
                    "For employees: a test before and a test after the outreach. Who passes the post-test receives a certificate.")) }
                p { (quiet_link("/masuk?lanjut=/tanya/kuis", visit.say("Masuk untuk tes", "Sign in for the tests"))) }
            }
        }
    }
}

fn own(visit: &Visit, bank: &Bank, mine: &Mine) -> Markup {
    let lang = visit.lang;
    html! {
        @for (at, phase) in [Phase::Pre, Phase::Post].into_iter().enumerate() {
            section.card {
                h2 { (phase.name().to(lang)) }
                @for one in mine.taken.iter().filter(|one| one.phase == phase) {
                    p {
                        @if phase == Phase::Post && one.passed { (tag(Kind::Ok, lang.say("Lulus", "Passed"))) " " }
                        (lang.day(one.day)) ": " (one.score) " " (lang.say("dari", "of")) " " (one.questions)
                    }
                }
                @match (&mine.refused[at], mine.running[at]) {
                    (Some(refusal), _) => p.soft { (refusal.say.to(lang)) },
                    (None, Some(_)) => p { (button_link(&test_address(phase), lang.say("Lanjutkan tes", "Go on with the test"))) },
                    (None, None) => (begin_form(visit, bank, mine, phase)),
                }
            }
        }
        @if !mine.certificates.is_empty() {
            section.card {
                h2 { (lang.say("Sertifikat Anda", "Your certificates")) }
                @for one in &mine.certificates {
                    p { a href={ "/tanya/kuis/sertifikat/" (one.code) } { (lang.say("Sertifikat", "Certificate of")) " " (lang.day(one.day)) } }
                }
            }
        }
        p.soft { (lang.say(
            "Yang disimpan dari sebuah tes hanya nilai, tanggal, dan unit Anda. Soal dan jawaban dihapus setelah dinilai; pimpinan melihat angka per unit, bukan nama.",
            "Of a test only the score, the day and your unit are kept. Questions and answers are deleted once graded; leaders see figures by unit, not names.")) }
    }
}

fn begin_form(visit: &Visit, bank: &Bank, mine: &Mine, phase: Phase) -> Markup {
    let (lang, settings) = (visit.lang, &bank.settings);
    let words = match (phase, lang) {
        (Phase::Pre, _) => lang
            .say(
                "Sekali saja, sebelum penyuluhan. Tidak ada lulus atau gagal.",
                "Once, before the outreach. Nobody passes or fails.",
            )
            .to_owned(),
        (Phase::Post, netra_base::Lang::Id) => {
            format!("Lulus dengan {} jawaban benar dari {}.", settings.needed, settings.questions)
        }
        (Phase::Post, netra_base::Lang::En) => {
            format!("Passed with {} right answers of {}.", settings.needed, settings.questions)
        }
    };
    html! {
        p { (words) }
        @if phase == Phase::Post && mine.running[0].is_some() {
            p.soft { (lang.say("Tes awal Anda yang belum dikirim gugur ketika tes akhir dimulai.", "Your pre-test that is not sent yet lapses when the post-test begins.")) }
        }
        form method="post" action="/tanya/kuis/mulai" {
            input type="hidden" name=(TEST) value=(phase.word());
            (button(match phase { Phase::Pre => lang.say("Mulai tes awal", "Begin the pre-test"), Phase::Post => lang.say("Mulai tes akhir", "Begin the post-test") }))
        }
    }
}

fn test_address(phase: Phase) -> String {
    format!("{QUIZ}/tes/{}", phase.word())
}

fn page<'a>(visit: &'a Visit, title: &str, status: StatusCode) -> Page<'a> {
    let page = visit.page(title).current(MENU).narrow().status(status);
    page.under(MENU, visit.say("Tanya", "Ask")).under(QUIZ, visit.say("Kuis netralitas", "Neutrality quiz"))
}

/// Practice: a new sheet each time. Nothing is kept, the form carries it all.
///
/// # Errors
/// When the bank cannot be read.
pub async fn practice(State(site): State<Site>, visit: Visit) -> Reply {
    let bank = Bank::house()?;
    let sheet = rules::draw(bank, Pool::Whole, site.chance.bytes::<32>())?;
    Ok(practice_page(&visit, bank, &sheet, Filled::blank(visit.lang), StatusCode::OK))
}

fn practice_page(visit: &Visit, bank: &Bank, sheet: &Sheet, filled: Filled<'_>, status: StatusCode) -> Response {
    let lead = visit.say(
        "Pilih satu jawaban untuk setiap soal. Tidak ada yang disimpan.",
        "Choose one answer to each question. Nothing is kept.",
    );
    page(visit, visit.say("Latihan", "Practice"), status)
        .lead(lead)
        .show(sheet_form(PRACTICE, None, bank, sheet, filled))
}

/// Marks a practice sheet that the form brings whole, and keeps nothing.
///
/// # Errors
/// When the bank cannot be read.
pub async fn practice_graded(visit: Visit, fields: Fields) -> Reply {
    let (bank, lang) = (Bank::house()?, visit.lang);
    let sheet = match Sheet::parse(bank, fields.all(DRAWN)) {
        Ok(sheet) => sheet,
        Err(refusal) => return Ok(refused(&visit, &[refusal], PRACTICE)),
    };
    let marks = match rules::grade(bank, &sheet, &answers(&sheet, &fields)) {
        Ok(marks) => marks,
        Err(refusals) => {
            let filled = Filled::again(lang, &fields, &refusals);
            return Ok(practice_page(&visit, bank, &sheet, filled, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let (right, of) = (marks.score(), marks.0.len());
    let page = page(&visit, visit.say("Hasil latihan", "Result of the practice"), StatusCode::OK);
    Ok(page.lead(score(lang, whole(right), whole(of))).show(html! {
        p.soft { (visit.say("Hasil ini tidak disimpan di mana pun.", "This result is kept nowhere.")) }
        (explained(lang, bank, &marks))
        p.actions {
            (button_link(PRACTICE, visit.say("Latihan lagi dengan soal lain", "Practise again with other questions")))
            (quiet_link(QUIZ, visit.say("Kembali ke kuis", "Back to the quiz")))
        }
    }))
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What cannot be marked at all: why, and where to begin anew.
fn refused(visit: &Visit, refusals: &[Refusal], again: &str) -> Response {
    let title = visit.say("Kuis ini tidak dapat dinilai", "This quiz cannot be graded");
    page(visit, title, StatusCode::UNPROCESSABLE_ENTITY).show(html! {
        (note_refusals(refusals, visit.lang))
        p.actions { (button_link(again, visit.say("Mulai lagi", "Begin again"))) }
    })
}

/// Begins a test, or finds the one that runs, and leads to it.
///
/// # Errors
/// `NotFound` for an account that is no employee's or an unknown test.
pub async fn begin_test(State(site): State<Site>, visit: Visit, Signed(who): Signed, fields: Fields) -> Reply {
    let employee = employee(&who)?;
    let phase = fields.get(TEST).and_then(Phase::from_word).ok_or(Error::NotFound)?;
    let (chance, now) = (site.chance.clone(), site.now());
    let request = Begin { employee, phase, occasion: None };
    match site.store.write(move |tx| actions::begin(tx, &chance, now, &request)).await {
        Ok(_) => Ok(redirect(&test_address(phase))),
        Err(Error::Refused(refusals)) => start(&site, &visit, Some(&who), &refusals).await,
        Err(other) => Err(other.into()),
    }
}

/// The running test and the zone of its person's wall.
async fn running(site: &Site, who: &Principal, word: &str) -> Result<(Phase, Option<(Attempt, Zone)>)> {
    let (employee, now) = (employee(who)?, site.now());
    let phase = Phase::from_word(word).ok_or(Error::NotFound)?;
    let found = site.store.read(move |tx| {
        let Some(found) = actions::running(tx, employee, phase, now)? else { return Ok(None) };
        Ok(registry::standing(tx, employee)?.map(|person| (found, person.zone)))
    });
    Ok((phase, found.await?))
}

/// The running test; the quiz's start when none runs.
///
/// # Errors
/// `NotFound` for an account that is no employee's or an unknown test.
pub async fn test(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(word): Path<String>) -> Reply {
    match running(&site, &who, &word).await? {
        (_, Some((attempt, zone))) => test_page(&visit, &attempt, zone, Filled::blank(visit.lang), StatusCode::OK),
        (_, None) => Ok(redirect(QUIZ)),
    }
}

fn test_page(visit: &Visit, attempt: &Attempt, zone: Zone, filled: Filled<'_>, status: StatusCode) -> Reply {
    let (bank, lang) = (Bank::house()?, visit.lang);
    let until = attempt.begun.plus_ms(bank.settings.hours * 3_600_000);
    let lead = html! {
        (lang.say("Pilih satu jawaban untuk setiap soal. Tes ini menunggu Anda sampai", "Choose one answer to each question. The test waits for you until"))
        " " (when(until, zone, lang)) "."
    };
    let key = attempt.id.to_string();
    let form = sheet_form(&test_address(attempt.phase), Some(&key), bank, &attempt.sheet, filled);
    Ok(page(visit, attempt.phase.name().to(lang), status).lead(lead).show(form))
}

/// Grades the test once; a second press gives the same answer.
///
/// # Errors
/// `NotFound` for an account that is no employee's or an unknown test.
pub async fn hand_in(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(word): Path<String>,
    fields: Fields,
) -> Reply {
    let (bank, employee, lang) = (Bank::house()?, employee(&who)?, visit.lang);
    let (phase, found) = running(&site, &who, &word).await?;
    let shown = Sheet::parse(bank, fields.all(DRAWN)).ok();
    let Some(attempt) = fields.get(TEST).and_then(Code::parse) else { return Ok(redirect(QUIZ)) };
    // The questions of the running test count, not those of the form.
    let own = found.as_ref().filter(|(found, _)| found.id == attempt).map(|(found, _)| &found.sheet);
    let answers = own.or(shown.as_ref()).map(|sheet| answers(sheet, &fields)).unwrap_or_default();
    let hand = Hand { employee, phase, attempt, answers, shown };
    let (chance, now) = (site.chance.clone(), site.now());
    match (site.store.write(move |tx| actions::hand_in(tx, &chance, now, &hand)).await, found) {
        (Ok(graded), _) => Ok(graded_page(&visit, bank, &graded)),
        (Err(Error::Refused(refusals)), Some((found, zone))) if refusals.iter().any(|r| r.field.is_some()) => {
            let filled = Filled::again(lang, &fields, &refusals);
            test_page(&visit, &found, zone, filled, StatusCode::UNPROCESSABLE_ENTITY)
        }
        (Err(Error::Refused(refusals)), _) => Ok(refused(&visit, &refusals, QUIZ)),
        (Err(other), _) => Err(other.into()),
    }
}

fn graded_page(visit: &Visit, bank: &Bank, graded: &Graded) -> Response {
    let (lang, taken) = (visit.lang, &graded.taken);
    let page = page(visit, taken.phase.name().to(lang), StatusCode::OK);
    page.lead(score(lang, taken.score, taken.questions)).show(html! {
        @if graded.again {
            (note(Kind::Plain, html! { p { (lang.say("Tes ini sudah dinilai sebelumnya; nilainya tetap.", "This test was graded before; the score stays.")) } }))
        }
        @match (taken.phase, &graded.certificate) {
            (Phase::Post, Some(certificate)) => (note(Kind::Ok, html! {
                p { strong { (lang.say("Anda lulus.", "You passed.")) } " " a href={ "/tanya/kuis/sertifikat/" (certificate.code) } { (lang.say("Lihat dan cetak sertifikat Anda", "See and print your certificate")) } }
            })),
            (Phase::Post, None) => (note(Kind::Warn, html! {
                p { (lang.say("Belum lulus. Baca penjelasan di bawah, lalu coba lagi.", "Not passed yet. Read the reasons below, then try again.")) }
            })),
            (Phase::Pre, _) => p { (lang.say("Nilai ini menjadi pembanding bagi tes akhir sesudah penyuluhan.", "The score is what the post-test will be compared with.")) },
        }
        @match &graded.marks {
            Some(marks) => (explained(lang, bank, marks)),
            None => p.soft { (lang.say("Penjelasan per soal tidak disimpan; berlatihlah untuk melihatnya lagi.", "The reasons of each question are not kept; practise to see them again.")) },
        }
        p.actions {
            @if let Some(place) = graded.occasion.as_ref().and_then(Occasion::address) {
                (button_link(&place, lang.say("Kembali ke kegiatan", "Back to the activity")))
            }
            (quiet_link(QUIZ, lang.say("Kembali ke kuis", "Back to the quiz")))
        }
    })
}
