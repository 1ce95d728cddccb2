//! `/kegiatan/{id}/hadir/impor/{draft}`: what a list says, before it counts. Who is sure is chosen already and can be
//! chosen otherwise; where several fit, or nobody, a person says. Only the confirmation writes.

use super::{activity_id, address, draft_id, page_below};
use crate::actions::{self, Home, OfferedLine, OfferedPerson, Said};
use crate::model::draft::{Choice, Counts, Draft, DraftId, Line, Shown};
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_activities::model::ActivityId;
use netra_base::{EmployeeId, Error, Lang, Principal, Refusal, Result};
use netra_registry::model::Nip;
use netra_web::components::{
    Figure, Filled, Input, Kind, Select, button, details, empty, error_summary, figures, form, note, pages,
};
use netra_web::{Fields, Reply, Signed, Site, Visit, acted, redirect};

/// A page of a list that waits.
struct Page {
    home: Home,
    draft: Draft,
    counts: Counts,
    shown: Shown,
    lines: Vec<OfferedLine>,
    after: i64,
    next: Option<i64>,
}

async fn look(
    site: &Site,
    who: &Principal,
    (id, draft): (ActivityId, DraftId),
    (shown, after): (Option<Shown>, i64),
) -> Result<Page> {
    let who = who.clone();
    site.store
        .read(move |tx| {
            let (home, kept, counts) = actions::draft(tx, &who, id, draft)?;
            let shown = shown.unwrap_or(match counts {
                Counts { several: 1.., .. } => Shown::Several,
                Counts { unknown: 1.., .. } => Shown::Unknown,
                _ => Shown::Settled,
            });
            let (lines, next) = actions::lines_of(tx, &who, (id, draft), (shown, after))?;
            Ok(Page { home, draft: kept, counts, shown, lines, after, next })
        })
        .await
}

/// The list with what is not sure.
///
/// # Errors
/// `NotFound` when it is not the asker's.
pub async fn draft(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, draft)): Path<(String, String)>,
) -> Reply {
    let at = (activity_id(&activity)?, draft_id(&draft)?);
    let shown = visit.asked("tampil").and_then(|word| Shown::parse(&word));
    let after = visit.asked("dari").and_then(|text| text.parse().ok()).unwrap_or(0);
    let page = look(&site, &who, at, (shown, after)).await?;
    Ok(show(&visit, &page, None, &[]))
}

fn show(visit: &Visit, page: &Page, fields: Option<&Fields>, refusals: &[Refusal]) -> Response {
    let (lang, activity) = (visit.lang, &page.home.activity);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let base = format!("{}/impor", address(activity.id));
    let here = format!("{base}/{}", page.draft.id);
    let title = visit.say("Periksa daftar", "Check the list");
    let below =
        page_below(visit, title, activity).under(base, visit.say("Impor daftar rapat", "Import a meeting list"));
    below.status(status).show(html! {
        (error_summary(filled))
        (counts(lang, page))
        (problems(lang, &page.draft))
        @if page.counts.open() == 0 {
            (form(&format!("{here}/konfirmasi"), Filled::blank(lang), html! {
                p { (lang.say("Semua baris sudah jelas. Setelah dikonfirmasi, daftar ini masuk ke log.", "Every line is clear. Once confirmed, this list goes into the log.")) }
                (button(lang.say("Konfirmasi dan hitung", "Confirm and count")))
            }))
        }
        (tabs(lang, page, &here))
        @if page.lines.is_empty() {
            (empty(lang.say("Tidak ada baris di bagian ini.", "There are no lines in this part."), html! {}))
        } @else {
            (lines(lang, page, &here, filled))
            (pages(visit, visit.asked("dari").is_none(), page.next.map(|next| next.to_string()).as_deref()))
        }
        (rest(lang, page, &here))
    })
}

fn counts(lang: Lang, page: &Page) -> Markup {
    let (counts, rows) = (page.counts, lang.number(page.draft.rows));
    let employees = match lang {
        Lang::Id => {
            format!("orang dikenali sebagai pegawai, dari {} orang dalam {rows} baris", lang.number(counts.all()))
        }
        Lang::En => format!("people known as employees, of {} in {rows} rows", lang.number(counts.all())),
    };
    figures(&[
        Figure::new(lang.number(counts.employees), employees),
        Figure::new(
            lang.number(counts.several),
            lang.say(
                "cocok dengan beberapa atau belum pasti: Anda yang memilih",
                "fit several or are not sure: you choose",
            ),
        ),
        Figure::new(lang.number(counts.unknown), lang.say("tidak cocok dengan siapa pun", "fit nobody")),
        Figure::new(
            lang.number(counts.guests + counts.ignored),
            lang.say("menjadi tamu atau diabaikan", "become guests or are ignored"),
        ),
    ])
}

fn problems(lang: Lang, draft: &Draft) -> Markup {
    if draft.problem_count == 0 {
        return html! {};
    }
    let summary = match lang {
        Lang::Id => format!("{} hal pada berkas yang perlu Anda ketahui", lang.number(draft.problem_count)),
        Lang::En => format!("{} things in the file that you should know", lang.number(draft.problem_count)),
    };
    let list = html! { ul { @for (id, en) in &draft.problems { li { (lang.say(id, en)) } } } };
    note(Kind::Warn, details(&summary, list))
}

fn tabs(lang: Lang, page: &Page, here: &str) -> Markup {
    let parts = [
        (Shown::Several, lang.say("Pilih orangnya", "Choose the person"), page.counts.several),
        (Shown::Unknown, lang.say("Tidak dikenal", "Not known"), page.counts.unknown),
        (Shown::Settled, lang.say("Sudah jelas", "Clear"), page.counts.all() - page.counts.open()),
    ];
    html! {
        p { @for (at, (shown, words, count)) in parts.iter().enumerate() {
            @if at > 0 { " · " }
            @if *shown == page.shown { strong { (words) " (" (lang.number(*count)) ")" } }
            @else { a href={ (here) "?tampil=" (shown.code()) } { (words) " (" (lang.number(*count)) ")" } }
        } }
    }
}

fn lines(lang: Lang, page: &Page, here: &str, filled: Filled<'_>) -> Markup {
    html! {
        form method="post" action=(here) novalidate {
            input type="hidden" name="tampil" value=(page.shown.code());
            input type="hidden" name="dari" value=(page.after);
            @for (line, offered) in &page.lines { div.card { (one(lang, line, offered, filled)) } }
            p.actions { button.btn name="do" value="page" { (lang.say("Simpan pilihan di halaman ini", "Keep the choices on this page")) } }
        }
    }
}

/// What is chosen for a line, by its words in the form.
fn word(choice: Choice) -> String {
    match choice {
        Choice::Open => String::new(),
        Choice::Employee(id) => format!("p{id}"),
        Choice::Guest => "guest".into(),
        Choice::Ignore => "ignore".into(),
    }
}

fn one(lang: Lang, line: &Line, offered: &[OfferedPerson], filled: Filled<'_>) -> Markup {
    let mut choices: Vec<(String, String)> =
        offered.iter().map(|(id, name, unit)| (word(Choice::Employee(*id)), format!("{name}, {unit}"))).collect();
    choices.push((
        "nip".into(),
        lang.say("Pegawai lain, dengan NIP di bawah", "Another employee, by the NIP below").into(),
    ));
    choices.push((word(Choice::Guest), lang.say("Tamu tanpa akun", "A guest without an account").into()));
    choices.push((
        word(Choice::Ignore),
        lang.say("Abaikan: bukan orang, atau perangkat kedua", "Ignore: no person, or a second device").into(),
    ));
    let number = line.number;
    let minutes = line.minutes.map(|minutes| format!(" · {} {}", lang.number(minutes), lang.say("menit", "minutes")));
    let label = format!("{number}. {}", line.name);
    let hint = format!("{}{}", line.email, minutes.unwrap_or_default());
    html! {
        (Select::new(format!("c{number}"), label, choices).value(word(line.choice)).prompt(lang.say("Belum dipilih", "Not chosen yet")).hint(hint.trim_start_matches(" · ").to_owned()).show(filled))
        @if offered.is_empty() || line.choice == Choice::Open {
            (Input::digits(format!("n{number}"), lang.say("NIP, bila pegawai lain", "NIP, if another employee")).max(24).short().optional().autocomplete("off").show(filled))
        }
    }
}

fn rest(lang: Lang, page: &Page, here: &str) -> Markup {
    html! {
        @if page.counts.unknown > 1 {
            form method="post" action=(here) {
                input type="hidden" name="tampil" value=(Shown::Unknown.code());
                p.actions {
                    button.btn.quiet name="do" value="guests" { (lang.say("Semua yang tidak dikenal menjadi tamu", "All who are not known become guests")) }
                    button.btn.quiet name="do" value="ignore" { (lang.say("Abaikan semua yang tidak dikenal", "Ignore all who are not known")) }
                }
            }
        }
        form method="post" action=(here) {
            p.actions { button.btn.quiet name="do" value="drop" { (lang.say("Buang daftar ini", "Throw this list away")) } }
        }
    }
}

/// The choices of a page, by line; lines left open are not among them.
fn parse(page: &Page, fields: &Fields) -> Result<Vec<(i64, Said)>> {
    let mut out = Vec::new();
    for (line, _) in &page.lines {
        let number = line.number;
        let Some(text) = fields.get(&format!("c{number}")) else { continue };
        let said = match text {
            "guest" => Said::Choice(Choice::Guest),
            "ignore" => Said::Choice(Choice::Ignore),
            "nip" => {
                let field = format!("n{number}");
                let nip = Nip::parse(fields.get(&field).unwrap_or_default());
                Said::Nip(nip.map_err(|refusal| refusal.at(field))?)
            }
            text => match text.strip_prefix('p').and_then(|id| id.parse().ok()) {
                Some(id) => Said::Choice(Choice::Employee(EmployeeId(id))),
                None => return Err(Error::NotFound),
            },
        };
        out.push((number, said));
    }
    Ok(out)
}

/// Keeps choices, or throws the list away.
///
/// # Errors
/// `NotFound` when the list is not the asker's.
pub async fn choose(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, draft)): Path<(String, String)>,
    fields: Fields,
) -> Reply {
    let at = (activity_id(&activity)?, draft_id(&draft)?);
    let here = format!("{}/impor/{}", address(at.0), at.1);
    let rest = match fields.get("do") {
        Some("drop") => {
            site.store.write(move |tx| actions::drop_draft(tx, &who, at.0, at.1)).await?;
            return Ok(redirect(&format!("{}/impor", address(at.0))));
        }
        Some("guests") => Some(Choice::Guest),
        Some("ignore") => Some(Choice::Ignore),
        _ => None,
    };
    if let Some(choice) = rest {
        site.store.write(move |tx| actions::choose_rest(tx, &who, at, choice)).await?;
        return Ok(redirect(&here));
    }
    let shown = fields.get("tampil").and_then(Shown::parse);
    let after = fields.get("dari").and_then(|text| text.parse().ok()).unwrap_or(0);
    let page = look(&site, &who, at, (shown, after)).await?;
    let outcome = match parse(&page, &fields) {
        Ok(choices) => {
            let by = who.clone();
            site.store.write(move |tx| actions::choose(tx, &by, at, &choices)).await
        }
        Err(error) => Err(error),
    };
    acted(outcome, |()| redirect(&here), |refusals| show(&visit, &page, Some(&fields), refusals))
}

/// Counts what the list says, and leads to the list of the activity.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn confirm(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((activity, draft)): Path<(String, String)>,
) -> Reply {
    let at = (activity_id(&activity)?, draft_id(&draft)?);
    let (chance, now, by) = (site.chance.clone(), site.now(), who.clone());
    match site.store.write(move |tx| actions::confirm(tx, &chance, now, &by, at)).await {
        Ok(_) => Ok(redirect(&address(at.0))),
        // The second press: the list was counted by the first.
        Err(Error::NotFound) => {
            site.store.read(move |tx| actions::sums(tx, &who, at.0).map(|_| ())).await?;
            Ok(redirect(&address(at.0)))
        }
        Err(Error::Refused(refusals)) => {
            let page = look(&site, &who, at, (None, 0)).await?;
            Ok(show(&visit, &page, Some(&Fields::default()), &refusals))
        }
        Err(other) => Err(other.into()),
    }
}
