//! The examiner's form, open to anybody: acts, contest, day, person, circumstances; then the whole decision with its
//! grounds and the question as it was understood. Nothing is kept, and an officer decides.

use super::parts;
use super::{below, in_force, words};
use crate::library::Library;
use crate::model::{Asked, Circumstance, Favours, Person, Request, Rulebook};
use crate::rules;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Day, Lang, Refusal};
use netra_web::components::{Filled, Input, Radios, Select, button, details, facts, form};
use netra_web::{Fields, Reply, Site, Visit};

/// Where the form leads.
const ACTION: &str = "/aturan/telaah";

/// The form, blank; `?act=` ticks an act.
///
/// # Errors
/// When the database fails.
pub async fn decide_form(State(site): State<Site>, visit: Visit) -> Reply {
    let library = in_force(&site).await?;
    let ticked = visit.asked("act");
    let form = ask(library.book(), Filled::blank(visit.lang), &[], |act| ticked.as_deref() == Some(act));
    Ok(show(&visit, StatusCode::OK, &form))
}

/// The decision, or what to correct.
///
/// # Errors
/// When the database fails.
pub async fn decide(State(site): State<Site>, visit: Visit, fields: Fields) -> Reply {
    let library = in_force(&site).await?;
    let (lang, book) = (visit.lang, library.book());
    let ticked = |act: &str| fields.all("act").any(|one| one == act);
    let answer =
        asked(&fields).and_then(|asked| Request::parse(book, &asked).map(|request| (asked, request))).and_then(
            |(asked, request)| rules::decide(book, &request).map(|found| (asked, found)).map_err(|one| vec![one]),
        );
    match answer {
        Ok((asked, found)) => {
            let again = ask(book, Filled::again(lang, &fields, &[]), &[], ticked);
            Ok(show(
                &visit,
                StatusCode::OK,
                &html! {
                    (understood(lang, &library, &asked))
                    (parts::decision(lang, &library, &found))
                    (details(lang.say("Ubah pertanyaannya", "Change the question"), again))
                },
            ))
        }
        Err(refusals) => {
            let again = ask(book, Filled::again(lang, &fields, &refusals), &refusals, ticked);
            Ok(show(&visit, StatusCode::UNPROCESSABLE_ENTITY, &again))
        }
    }
}

fn show(visit: &Visit, status: StatusCode, body: &Markup) -> Response {
    let lead = visit.say(
        "Pilih perbuatan, pemilihan, dan tanggalnya; jawabannya menyebut setiap baris yang menjadi dasar. Tidak ada yang disimpan, dan nama orang tidak ditanyakan.",
        "Choose act, contest and date; the answer names every row it rests on. Nothing is kept, and nobody's name is asked for.",
    );
    below(visit, visit.say("Telaah perbuatan", "Examine an act")).lead(lead).status(status).show(body)
}

/// The fields as a question, words only; the book says which of them it knows.
fn asked(fields: &Fields) -> Result<Asked, Vec<Refusal>> {
    let words: Vec<&str> = fields.all("circumstances").collect();
    let circumstances: Vec<Circumstance> = words.iter().filter_map(|word| Circumstance::parse(word)).collect();
    if circumstances.len() != words.len() {
        return Err(vec![
            Refusal::new(
                "circumstance-unknown",
                "Pilih keadaan dari daftar.",
                "Choose the circumstances from the list.",
            )
            .at("circumstances"),
        ]);
    }
    Ok(Asked {
        acts: fields.all("act").map(str::to_owned).collect(),
        contest: fields.get("contest").unwrap_or_default().to_owned(),
        day: fields.get("date").and_then(Day::parse),
        employment: fields.get("employment").unwrap_or_default().to_owned(),
        circumstances,
        favours: if fields.get("favours") == Some("party") { Favours::Party } else { Favours::Contestant },
        after: fields.get("after").map(str::to_owned),
    })
}

fn ask(book: &Rulebook, filled: Filled<'_>, refusals: &[Refusal], ticked: impl Fn(&str) -> bool) -> Markup {
    let lang = filled.lang;
    let contests = book.contests().map(|(row, _)| (row.id.clone(), row.name(lang).to_owned())).collect();
    let persons = book.persons.iter().map(|one| (one.id.clone(), one.title.to(lang).to_owned())).collect();
    let circumstances =
        Circumstance::ALL.map(|one| (one.code().to_owned(), first_up(words::circumstance(lang, one)))).to_vec();
    let favours = [("contestant", Favours::Contestant), ("party", Favours::Party)]
        .map(|(code, one)| (code.to_owned(), words::favours(lang, one).to_owned()))
        .to_vec();
    let mut sanctions: Vec<_> = book.sanctions().collect();
    sanctions.sort_by_key(|(_, one)| one.weight);
    let sanctions =
        sanctions.into_iter().map(|(row, _)| (row.id.clone(), format!("{}: {}", row.id, row.says.to(lang)))).collect();
    form(
        ACTION,
        filled,
        html! {
            (acts(book, lang, refusals, ticked))
            (Select::new("contest", lang.say("Pemilihan", "Contest"), contests).prompt(lang.say("Pilih pemilihan", "Choose the contest")).show(filled))
            (Input::day("date", lang.say("Tanggal perbuatan", "Date of the act")).hint(lang.say("Menurut waktu di tempat kejadian; bukan tanggal laporan (stg-03).", "By the time of the place; not the date of the report (stg-03).")).show(filled))
            (Radios::one("employment", lang.say("Siapa yang berbuat?", "Who acts?"), persons).chosen(Person::Pns.code()).show(filled))
            (Radios::one("favours", lang.say("Siapa yang diuntungkan atau dirugikan?", "Who is helped or harmed?"), favours).chosen("contestant").show(filled))
            (Radios::several("circumstances", lang.say("Keadaan", "Circumstances"), circumstances).optional().show(filled))
            (Select::new("after", lang.say("Sanksi terakhir", "Last sanction"), sanctions).prompt(lang.say("Bukan pengulangan", "Not a repeat")).optional()
                .hint(lang.say("Diisi bila pelanggaran sejenis diulangi: hukumannya harus lebih berat daripada yang terakhir (hd-10).", "Filled in when the same kind of breach is repeated: the punishment must be heavier than the last (hd-10).")).show(filled))
            (button(lang.say("Tunjukkan jawabannya", "Show the answer")))
        },
    )
}

/// The acts, by group; at most ten of them.
fn acts(book: &Rulebook, lang: Lang, refusals: &[Refusal], ticked: impl Fn(&str) -> bool) -> Markup {
    let error = refusals.iter().find(|refusal| refusal.field.as_deref() == Some("act"));
    html! {
        fieldset.field.wrong[error.is_some()] id="f-act" aria-describedby=(if error.is_some() { "f-act-h f-act-e" } else { "f-act-h" }) {
            legend { (lang.say("Apa yang dilakukan?", "What was done?")) }
            p.hint id="f-act-h" { (lang.say("Satu sampai sepuluh perbuatan dalam satu pemeriksaan.", "One to ten acts in one examination.")) }
            @if let Some(error) = error { p.error id="f-act-e" { (error.say.to(lang)) } }
            @for group in &book.groups {
                h3 { (group.title.to(lang)) }
                @for act in book.acts.iter().filter(|act| act.group == group.id) {
                    label.pick {
                        input type="checkbox" name="act" value=(act.id) checked[ticked(&act.id)];
                        span { (act.title.to(lang)) }
                    }
                }
            }
        }
    }
}

/// The question as it was understood: whoever prints the answer has both on one sheet.
fn understood(lang: Lang, library: &Library, asked: &Asked) -> Markup {
    let book = library.book();
    let person = Person::parse(&asked.employment).map_or("", |person| words::person(lang, book, person));
    let contest = book.contest(&asked.contest).map_or("", |(row, _)| row.name(lang));
    let titles = asked.acts.iter().filter_map(|id| book.act(id)).map(|act| act.title.to(lang));
    let mut list = vec![
        (lang.say("Perbuatan", "Acts"), html! { ul { @for title in titles { li { (title) } } } }),
        (lang.say("Pemilihan", "Contest"), html! { (contest) }),
        (lang.say("Tanggal", "Date"), html! { @if let Some(day) = asked.day { (lang.day(day)) } }),
        (lang.say("Pelaku", "Who"), html! { (person) }),
        (
            lang.say("Yang diuntungkan atau dirugikan", "Helped or harmed"),
            html! { (words::favours(lang, asked.favours)) },
        ),
    ];
    if !asked.circumstances.is_empty() {
        list.push((lang.say("Keadaan", "Circumstances"), html! { (words::circumstances(lang, &asked.circumstances)) }));
    }
    if let Some(after) = &asked.after {
        list.push((lang.say("Sanksi terakhir", "Last sanction"), parts::rule_line(lang, library, after)));
    }
    html! {
        h2 { (lang.say("Yang ditanyakan", "What was asked")) }
        (facts(&list))
    }
}

/// A phrase as the words of a box to tick.
fn first_up(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
