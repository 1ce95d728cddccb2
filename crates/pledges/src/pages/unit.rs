//! One branch of a drive's tree: its own figures, the branches below it, and the way up and down.

use super::coverage::{as_of, branches};
use crate::actions::{self, Branch};
use crate::api::drive_id;
use crate::model::Figures;
use crate::words;
use axum::extract::{Path, State};
use maud::html;
use netra_base::{Error, Role};
use netra_registry::actions as registry;
use netra_web::components::{Figure, empty, figures, quiet_link};
use netra_web::{Reply, Signed, Site, Visit};

/// A unit within a drive.
///
/// # Errors
/// `NotFound` outside the asker's grants or the drive's audience.
pub async fn unit(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path((drive, code)): Path<(String, String)>,
) -> Reply {
    let (id, now, lang) = (drive_id(&drive)?, site.now(), visit.lang);
    let asker = who.clone();
    let (view, unit) = site
        .store
        .read(move |tx| {
            let unit = registry::unit_by_code(tx, &code)?;
            Ok((actions::view(tx, Some(&asker), id, now)?, unit))
        })
        .await?;
    let coverage = &view.coverage;
    let branch = coverage.of(unit.id).ok_or(Error::NotFound)?;
    let mut way: Vec<&Branch> = Vec::new();
    let mut above = branch.unit.parent;
    while let Some(found) = above.and_then(|id| coverage.of(id)) {
        way.push(found);
        above = found.unit.parent;
    }
    let mut page =
        visit.page(unit.name.clone()).current("/gerakan").under("/gerakan", lang.say("Gerakan ikrar", "Pledge drives"));
    page = page.under(format!("/gerakan/{id}"), view.drive.title.clone());
    for step in way.into_iter().rev() {
        page = page.under(format!("/gerakan/{id}/unit/{}", step.unit.code), step.unit.name.clone());
    }
    let below = coverage.below(unit.id);
    let signed = |of: &Figures| {
        let words = lang.say("pegawai telah menandatangani", "employees have signed");
        format!(
            "{} {} {words} ({})",
            lang.say("dari", "of"),
            lang.number(of.should),
            lang.percent(of.signed, of.should)
        )
    };
    let (all, own) = (branch.all, branch.own);
    let with_below = format!("{}{}", signed(&all), lang.say(", termasuk unit di bawahnya", ", with everything below"));
    let itself = format!("{}{}", signed(&own), lang.say(", unit ini sendiri", ", of this unit itself"));
    let mut shown = vec![Figure::new(lang.number(all.signed), with_below).share(all.signed, all.should)];
    if own.should > 0 && own != all {
        shown.push(Figure::new(lang.number(own.signed), itself).share(own.signed, own.should));
    }
    shown.push(Figure::new(lang.number(all.outstanding()), lang.say("belum menandatangani", "have not signed")));
    if view.team {
        shown.push(Figure::new(lang.number(all.declined), lang.say("di antaranya menolak", "of these declined")));
    }
    Ok(page.lead(html! { (unit.kind.name(lang)) " · " (unit.code) " · " (unit.zone.abbreviation()) }).show(html! {
        (figures(&shown))
        (as_of(lang, coverage))
        p.source { (words::denominator(lang, &view.drive)) }
        @if who.covers(Role::UnitOperator, &unit.path) && own.should > 0 {
            p.actions { (quiet_link(&format!("/gerakan/{id}/belum/{}", unit.code), lang.say("Siapa yang belum", "Who has not signed"))) }
        }
        h2 { (lang.say("Unit di bawahnya", "Units below")) }
        @if below.is_empty() {
            (empty(lang.say("Tidak ada unit di bawah unit ini dalam gerakan ini.", "No unit below this one takes part in the drive."), html! {}))
        } @else {
            (branches(lang, &view, lang.say("Unit di bawahnya, masing-masing dengan semua di bawahnya", "Units below, each with everything below it"), below).caption_hidden().show())
        }
    }))
}
