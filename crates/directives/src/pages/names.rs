//! Who of the own unit has not, and the button that reminds them; for the unit's operator alone.

use super::{MENU, directive_id, directive_page};
use crate::actions;
use axum::extract::{Path, State};
use maud::html;
use netra_web::components::{Cell, Column, Filled, Kind, Table, empty, form, note, pages, quiet_link, when};
use netra_web::{Reply, Signed, Site, Visit, redirect};

/// Those of one unit who have not, fifty a page.
///
/// # Errors
/// `NotFound` unless the asker operates this unit.
pub async fn names(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((id, code)): Path<(String, String)>,
) -> Reply {
    let (id, lang) = (directive_id(&id)?, visit.lang);
    let after: i64 = visit.asked("dari").and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
    let found = site.store.read(move |tx| actions::outstanding(tx, &who, id, &code, after)).await?;
    let (unit, asked) = (&found.unit, found.directive.asked.is_some());
    let base = format!("{MENU}/{id}");
    let title = if asked {
        lang.say("Belum menyatakan", "Have not acknowledged")
    } else {
        lang.say("Belum membuka", "Have not opened it")
    };
    let page = directive_page(&visit, title, &found.directive)
        .under(format!("{base}/sebaran?unit={}", unit.code), unit.name.clone());
    let columns = vec![
        Column::text(lang.say("Nama", "Name")),
        Column::text(lang.say("NIP atau nomor kontrak", "NIP or contract number")),
        Column::text(lang.say("Dibuka", "Opened")),
    ];
    let table = Table::new(title, columns).caption_hidden().cards().rows(found.people.iter().map(|person| {
        let read = html! { @match person.read { Some(at) => (when(at, unit.zone, lang)), None => "–" } };
        vec![Cell::text(&person.name), Cell::text(&person.number), Cell::of(read)]
    }));
    let remind = format!("{base}/ingatkan/{}", unit.code);
    Ok(page.lead(unit.name.clone()).show(html! {
        (note(Kind::Plain, html! { p { (lang.say(
            "Daftar ini hanya untuk Anda sebagai operator unit, untuk mengingatkan. Jangan diteruskan.",
            "This list is for you as the unit's operator, to remind people. Do not pass it on.")) } }))
        @if let Some((at, people)) = found.reminded {
            p { (lang.say("Terakhir diingatkan", "Last reminded")) " " (when(at, unit.zone, lang)) " (" (lang.number(people)) " " (lang.say("orang, termasuk unit di bawahnya", "people, with the units below")) ")." }
        }
        @if asked {
            (form(&remind, Filled::blank(lang), html! {
                p.actions { button.btn { (lang.say("Ingatkan", "Remind them")) } }
                p.soft { (lang.say("Untuk yang belum di unit ini dan di bawahnya. Pengingat tampil di halaman arahan dan meja kerja mereka di Netra, sekali sehari paling banyak. Netra tidak mengirim surel.", "For those outstanding in this unit and below. The reminder shows on their own pages in Netra, once a day at most. Netra sends no e-mail.")) }
            }))
        }
        @if found.people.is_empty() && after == 0 {
            (empty(lang.say("Tidak ada yang tertinggal di unit ini sendiri.", "Nobody is outstanding in this unit itself."), quiet_link(&format!("{base}/sebaran"), lang.say("Kembali ke sebaran", "Back"))))
        } @else {
            (table.show())
            (pages(&visit, after == 0, found.next.map(|cursor| cursor.to_string()).as_deref()))
        }
    }))
}

/// Reminds them and leads back to the list.
///
/// # Errors
/// `NotFound` unless the asker operates this unit; a refusal when there is nobody to remind.
pub async fn remind(State(site): State<Site>, Signed(who): Signed, Path((id, code)): Path<(String, String)>) -> Reply {
    let (id, now) = (directive_id(&id)?, site.now());
    let unit = code.clone();
    site.store.write(move |tx| actions::remind(tx, now, &who, id, &unit)).await?;
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
    Ok(redirect(&format!("{MENU}/{id}/belum/{code}")))
}
