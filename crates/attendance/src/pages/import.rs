//! `/kegiatan/{id}/hadir/impor`: the list of a meeting tool comes in as CSV. It is read and held against the roster off the
//! web's threads; then a page asks what is not sure.

use super::{activity_id, address, page_below};
use crate::actions::{self, Home, NewDraft};
use crate::desk::ListDesk;
use crate::meeting::{self, About, Fit, Known, Roster};
use crate::model::draft::{Choice, DraftId, Line};
use axum::Extension;
use axum::extract::{Multipart, Path, State as Shared};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use netra_activities::model::ActivityId;
use netra_base::{Principal, Refusal, Result, canonical};
use netra_web::components::{FileInput, Filled, button, upload_form};
use netra_web::upload::{Upload, receive};
use netra_web::{Fields, Reply, Signed, Site, Visit, WebError, acted, redirect};

/// The field of the file.
const FIELD: &str = "file";

async fn look(site: &Site, who: &Principal, id: ActivityId) -> Result<(Home, About)> {
    let (now, who) = (site.now(), who.clone());
    site.store.read(move |tx| actions::importing(tx, now, &who, id)).await
}

/// The form for a list.
///
/// # Errors
/// `NotFound` when the asker does not keep the host; refused before it began and for what was cancelled.
pub async fn import_form(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
) -> Reply {
    let (home, _) = look(&site, &who, activity_id(&activity)?).await?;
    Ok(show(&visit, &home, None, &[]))
}

fn show(visit: &Visit, home: &Home, fields: Option<&Fields>, refusals: &[Refusal]) -> Response {
    let (lang, activity) = (visit.lang, &home.activity);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filled = fields.map_or(Filled::blank(lang), |fields| Filled::again(lang, fields, refusals));
    let hint = match lang {
        netra_base::Lang::Id => format!(
            "CSV dengan nama, dan bila ada: surel, waktu masuk, waktu keluar, durasi. Paling besar 5 MB dan {} baris. Jam dibaca sebagai {}.",
            lang.number(i64::try_from(meeting::MAX_ROWS).unwrap_or(0)),
            activity.zone.abbreviation()
        ),
        netra_base::Lang::En => format!(
            "CSV with names and, where there are, e-mail, join time, leave time, duration. At most 5 MB and {} rows. Times are read as {}.",
            lang.number(i64::try_from(meeting::MAX_ROWS).unwrap_or(0)),
            activity.zone.abbreviation()
        ),
    };
    let lead = lang.say(
        "Unduh daftar peserta dari aplikasi rapat sebagai CSV, lalu unggah di sini. Tidak ada yang dihitung sebelum Anda mengonfirmasi.",
        "Download the list of participants from the meeting tool as CSV and upload it here. Nothing counts before you confirm it.",
    );
    let why = lang.say(
        "Nama dibandingkan dengan pegawai penyelenggara dan unit Anda. Pegawai delegasi dari unit lain dikenali bila NIP lengkapnya ada pada namanya; yang lain Anda pilih dengan NIP.",
        "Names are compared with the people of the host and of your units. People of other units' delegations are known when the whole NIP stands in the name; the others you choose by NIP.",
    );
    page_below(visit, visit.say("Impor daftar rapat", "Import a meeting list"), activity).lead(lead).narrow().status(status).show(
        upload_form(&format!("{}/impor", address(activity.id)), filled, html! {
            (FileInput::new(FIELD, lang.say("Daftar peserta", "List of participants"), ".csv,text/csv").hint(hint).show(filled))
            p.soft { (why) }
            (button(lang.say("Baca daftar", "Read the list")))
        }),
    )
}

/// Takes a list in; leads to the page that asks what is not sure.
///
/// # Errors
/// `NotFound` when the asker does not keep the host; refused before it began and for what was cancelled; `Busy` when too
/// many lists wait.
pub async fn upload(
    Shared(site): Shared<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(activity): Path<String>,
    Extension(desk): Extension<ListDesk>,
    form: Multipart,
) -> Reply {
    let id = activity_id(&activity)?;
    let (home, about) = look(&site, &who, id).await?;
    let outcome = match receive(form, FIELD, meeting::MAX_BYTES).await {
        Ok(upload) => take(&site, &desk, &who, (id, about), upload).await,
        Err(WebError::Base(error)) => Err(error),
        Err(other) => return Err(other),
    };
    acted(
        outcome,
        |draft| redirect(&format!("{}/impor/{draft}", address(id))),
        |refusals| show(&visit, &home, Some(&Fields::default()), refusals),
    )
}

async fn take(
    site: &Site,
    desk: &ListDesk,
    who: &Principal,
    (id, about): (ActivityId, About),
    upload: Upload,
) -> Result<DraftId> {
    let name = upload.name.clone();
    let (store, asker) = (site.store.clone(), who.clone());
    let work = move || {
        let bytes = std::fs::read(upload.file.path()).map_err(anyhow::Error::from)?;
        let read = meeting::read(&bytes, &about)?;
        // A ministry's roster takes a second to read: on a connection of its own, so that nobody waits behind it.
        let people = store.read_long(|tx| actions::invited(tx, &asker, id, &read.nips()))?;
        Ok((canonical::sha256(&bytes), compared(read, people)))
    };
    let (sha256, (read, lines)) = desk.read(work).await?;
    let (now, who, chance) = (site.now(), who.clone(), site.chance.clone());
    let new = NewDraft { name, sha256, read, lines };
    site.store.write(move |tx| actions::keep_draft(tx, &chance, now, &who, id, &new)).await
}

/// Each person of the list with who it may be; the sure ones are chosen already.
pub(crate) fn compared(mut read: meeting::Read, people: Vec<Known>) -> (meeting::Read, Vec<Line>) {
    let roster = Roster::new(people);
    let mut search = roster.search();
    let mut line = |(number, person): (i64, &meeting::Person)| {
        let (candidates, choice) = match search.fit(&person.name, &person.email) {
            Fit::Sure(id) => (vec![id], Choice::Employee(id)),
            Fit::Several(ids) => (ids, Choice::Open),
            Fit::Nobody => (Vec::new(), Choice::Open),
        };
        Line {
            number,
            name: person.name.clone(),
            email: person.email.clone(),
            minutes: person.minutes,
            first: person.first,
            last: person.last,
            candidates,
            choice,
        }
    };
    let lines = (1..).zip(&read.people).map(&mut line).collect();
    read.leaves_uncompared(search.uncompared());
    (read, lines)
}
