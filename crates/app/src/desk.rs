//! The desk of those who work with Netra: what waits for me, where the programme stands for those who lead and audit, the
//! pledge drives of my units, and the ways to my work. It only puts together what the features offer.

use crate::overview::{self, overview};
use crate::waits::{self, waits};
use axum::extract::State;
use maud::html;
use netra_base::{Lang, Moment, Role, Zone};
use netra_pledges::actions::{self as pledges, Glimpse};
use netra_pledges::model::{Drive, Phase};
use netra_pledges::rules::phase;
use netra_web::components::{Cell, Column, Table, bar, empty};
use netra_web::{Markup, Reply, Signed, Site, Visit};

/// `GET /kerja`: what needs me, in order of deadline.
pub async fn desk(State(site): State<Site>, Signed(who): Signed, visit: Visit) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let (mut told, waiting, standing) = site
        .store
        .read(move |tx| {
            let told = pledges::glimpses(tx, &who, None)?.0;
            Ok((told, waits(tx, &who, now, lang)?, overview(tx, &who, now)?))
        })
        .await?;
    told.sort_by_key(|glimpse| (glimpse.drive.closed.is_some(), glimpse.drive.window.closes));
    let body = html! {
        (waits::show(&waiting, lang))
        @if let Some(standing) = &standing { (overview::show(standing, lang)) }
        @if told.is_empty() {
            (empty(visit.say("Tidak ada gerakan ikrar di unit Anda.", "There is no pledge drive in your units."), html! {}))
        } @else { (drives(lang, &told, now)) }
        @if visit.is_any(&[Role::UnitOperator, Role::Administrator]) { (tasks(&visit)) }
    };
    Ok(visit.page(visit.say("Meja kerja", "Desk").to_owned()).current("/kerja").show(body))
}

fn drives(lang: Lang, told: &[Glimpse], now: Moment) -> Markup {
    let mut table = Table::new(
        lang.say(
            "Gerakan ikrar di unit Anda, yang paling dekat tenggatnya lebih dulu",
            "Pledge drives in your units, the nearest deadline first",
        ),
        vec![
            Column::text(lang.say("Gerakan ikrar", "Pledge drive")),
            Column::number(lang.say("Belum", "Outstanding")),
            Column::number("%"),
        ],
    );
    for Glimpse { drive, figures, .. } in told {
        // Two columns less: on a phone the figures stand beside the name.
        let drive = html! {
            a href=(format!("/gerakan/{}", drive.id)) { (drive.title) } br; span.soft { (until(lang, drive, now)) }
            (bar(figures.signed, figures.should))
        };
        table.row(vec![
            Cell::of(drive),
            Cell::number(lang, figures.outstanding()),
            Cell::text(lang.percent(figures.signed, figures.should)),
        ]);
    }
    table.show()
}

fn until(lang: Lang, drive: &Drive, now: Moment) -> String {
    match phase(&drive.window, Zone::Wib, now) {
        Phase::Open(until) => format!("{} {}", lang.say("sampai", "until"), lang.moment(until, Zone::Wib)),
        Phase::Before(from) => format!("{} {}", lang.say("mulai", "from"), lang.moment(from, Zone::Wib)),
        Phase::After(_) if drive.closed.is_none() => {
            lang.say("berakhir; belum ditutup", "over; not closed yet").to_owned()
        }
        Phase::After(_) => lang.say("selesai", "closed").to_owned(),
    }
}

fn tasks(visit: &Visit) -> Markup {
    html! {
        h2 { (visit.say("Pekerjaan Anda", "Your tasks")) }
        ul {
            li { a href="/pegawai/impor" { (visit.say("Impor daftar pegawai", "Import a roster")) } }
            li { a href="/kode" { (visit.say("Terbitkan kode aktivasi", "Issue activation codes")) } }
            li { a href="/tim/baru" { (visit.say("Bentuk tim pengawasan", "Form an oversight team")) } }
            li { a href="/gerakan/baru" { (visit.say("Buka gerakan ikrar baru", "Open a new pledge drive")) } }
            li { a href="/kegiatan/baru" { (visit.say("Rencanakan kegiatan", "Plan an activity")) } }
            li { a href="/kegiatan/serentak" { (visit.say("Kegiatan serentak", "Simultaneous drives")) } }
            li { a href="/arahan/baru" { (visit.say("Terbitkan arahan", "Issue a directive")) } }
            li { a href="/materi" { (visit.say("Materi belajar", "Teaching material")) } }
            li { a href="/naskah" { (visit.say("Kop surat dan buku nomor", "Letterhead and register of numbers")) } }
            li { a href="/pegawai" { (visit.say("Cari pegawai", "Find an employee")) } }
            li { a href="/unit" { (visit.say("Lihat susunan unit", "See the units")) } }
            @if visit.is_any(&[Role::Administrator]) {
                li { a href="/akses" { (visit.say("Beri atau cabut peran", "Grant or revoke roles")) } }
            }
        }
    }
}
