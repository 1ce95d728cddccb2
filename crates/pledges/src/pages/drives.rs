//! The list of drives for those who run or follow them, each with the figures that the asker may see.

use super::state;
use crate::actions;
use crate::rules;
use crate::words;
use axum::extract::State;
use maud::html;
use netra_base::{DriveId, Role};
use netra_web::components::{bar, button_link, empty, pages, quiet_link};
use netra_web::{Reply, Signed, Site, Visit};

/// The drives, newest first.
///
/// # Errors
/// When the database fails.
pub async fn drives(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let (now, lang) = (site.now(), visit.lang);
    let before = visit.asked("dari").and_then(|id| id.parse().ok()).map(DriveId);
    let runs = who.has(Role::UnitOperator) || who.has(Role::Administrator);
    let sees = who.grants.iter().any(|grant| rules::sees_by(grant.role));
    let (list, next, overseen) = site
        .store
        .read(move |tx| {
            let (list, next) = actions::glimpses(tx, &who, before)?;
            Ok((list, next, actions::overseen(tx, &who)?))
        })
        .await?;
    let lead = visit.say(
        "Satu naskah, satu jangka waktu, banyak penanda tangan. Angka di sini hanya untuk unit dalam wewenang Anda.",
        "One text, one window, many signers. Figures here are for the units within your authority only.",
    );
    let new = || button_link("/gerakan/baru", visit.say("Buka gerakan baru", "Open a new drive"));
    Ok(visit.page(visit.say("Gerakan ikrar", "Pledge drives")).current("/gerakan").lead(lead).show(html! {
        @if runs && !list.is_empty() { p.actions { (new()) } }
        @if list.is_empty() && (sees || overseen.is_empty()) {
            (empty(visit.say("Belum ada gerakan di unit Anda.", "No drive in your units yet."), html! { @if runs { p { (new()) } } }))
        }
        @for one in &list {
            section.card {
                h2 { a href={ "/gerakan/" (one.drive.id) } { (one.drive.title) } }
                p { (state(lang, &one.drive, now)) " " span.soft { (words::window(lang, &one.drive.window, None)) " · " (one.drive.text) } }
                (bar(one.figures.signed, one.figures.should))
                p {
                    strong { (lang.number(one.figures.signed)) } " " (lang.say("dari", "of")) " " (lang.number(one.figures.should)) " "
                    (lang.say("pegawai telah menandatangani", "employees have signed")) " (" (lang.percent(one.figures.signed, one.figures.should)) ")"
                    @if !one.whole { span.soft { " · " (lang.say("unit dalam wewenang Anda", "the units within your authority")) } }
                }
                p { (quiet_link(&format!("/gerakan/{}", one.drive.id), lang.say("Lihat cakupan", "See the coverage"))) }
            }
        }
        @if !overseen.is_empty() && before.is_none() {
            h2 { (lang.say("Alasan penolakan, untuk tim pembinaan dan pengawasan", "Reasons for declining, for the oversight team")) }
            ul { @for drive in &overseen { li { a href={ "/gerakan/" (drive.id) "/penolakan" } { (drive.title) } } } }
        }
        (pages(&visit, before.is_none(), next.map(|id| id.to_string()).as_deref()))
    }))
}
