//! One team: the decree for everybody inside, members by function for those who may see names, counts of plan and
//! findings for those who oversee, and what waits for the unit's operator.

use super::standing::waiting;
use super::{MENU, page, period, team_id, validity};
use crate::actions::{self, MemberView, TeamView, Work};
use crate::instruments::{Instrument, Instruments};
use crate::model::plan::Sums;
use crate::model::{Duty, Function};
use axum::Extension;
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::Lang;
use netra_web::components::{Cell, Column, Figure, Kind, Table, details, facts, figures, note, quiet_link, when};
use netra_web::{Reply, Signed, Site, Visit};

/// The page of one team.
///
/// # Errors
/// `NotFound` for a number that no team has.
pub async fn team(
    State(site): State<Site>,
    Extension(known): Extension<Instruments>,
    visit: Visit,
    Signed(who): Signed,
    Path(team): Path<String>,
) -> Reply {
    let (id, now, lang) = (team_id(&team)?, site.now(), visit.lang);
    let (view, instruments) =
        site.store.read(move |tx| Ok((actions::team(tx, now, &who, id)?, known.at(tx, now)?))).await?;
    let lead = html! { (view.unit.name) };
    Ok(page(&visit, &view.team.title).lead(lead).show(html! {
        p { (validity(lang, &view.team, view.today)) }
        @if let Some((last, reason)) = &view.team.ended {
            (note(Kind::Warn, html! { p { (lang.say("Berakhir", "Ended")) " " (lang.day(*last)) ": " (reason) } }))
        }
        (waiting(lang, &view.notices))
        (decree(lang, &view, &instruments))
        (links(lang, &view))
        h2 { (lang.say("Anggota", "Members")) }
        (functions(lang, &view))
        @if view.reach.names { (members(lang, &view)) }
        @else { p.soft { (lang.say("Nama anggota terlihat oleh pegawai unit ini dan mereka yang mengawasinya.", "The members' names are visible to the staff of this unit and to those who oversee it.")) } }
        @if let Some(work) = &view.work { (work_of(lang, &view, work)) }
    }))
}

fn decree(lang: Lang, view: &TeamView, instruments: &[Instrument]) -> Markup {
    let team = &view.team;
    let plain = |words: &str| html! { (words) };
    // One that the book no longer knows keeps its id.
    let named = |id: &String| {
        html! {
            @match instruments.iter().find(|one| &one.id == id) {
                Some(one) => { a href={ "/aturan/" (id) } { (one.name.to(lang)) } " " span.source { (id) } },
                None => (id),
            }
        }
    };
    facts(&[
        (lang.say("SK", "Decree"), html! { (team.decree.number) ", " (lang.day(team.decree.day)) }),
        (lang.say("Ditetapkan oleh", "Issued by"), plain(&team.decree.issuer)),
        (lang.say("Dasar hukum", "Legal basis"), html! { ul { @for id in &team.decree.basis { li { (named(id)) } } } }),
        (lang.say("Masa tugas", "Period"), plain(&period(lang, team.period.from, team.period.until))),
        (lang.say("Dicatat", "Recorded"), when(team.formed, view.unit.zone, lang)),
    ])
}

fn links(lang: Lang, view: &TeamView) -> Markup {
    let base = format!("{MENU}/{}", view.team.id);
    let goes_on = view.team.ended.is_none() && view.today <= view.team.valid().until;
    html! {
        p.actions {
            (quiet_link(&format!("/kegiatan?tim={}", view.team.id), lang.say("Kegiatan tim ini", "Activities of this team")))
            @if view.reach.names { (quiet_link(&format!("{base}/sk"), lang.say("Naskah SK", "The decree"))) }
            @if view.reach.plan {
                (quiet_link(&format!("{base}/rencana"), lang.say("Rencana pengawasan", "Plan of supervision")))
                (quiet_link(&format!("{base}/tugas"), lang.say("Tugas anggota", "Tasks of members")))
            }
            @if view.reach.member { (quiet_link(&format!("{base}/temuan"), lang.say("Temuan tim", "Findings of the team"))) }
            @if view.reach.keeps && goes_on {
                (quiet_link(&format!("{base}/anggota"), lang.say("Ubah anggota", "Change members")))
                (quiet_link(&format!("{base}/akhiri"), lang.say("Akhiri tim", "End the team")))
            }
        }
    }
}

fn functions(lang: Lang, view: &TeamView) -> Markup {
    let counts = view
        .functions
        .iter()
        .map(|(function, count)| format!("{} {}", function.name(lang).to_lowercase(), lang.number(*count)));
    let counts = counts.collect::<Vec<_>>().join(", ");
    html! {
        p {
            strong { (lang.number(view.size)) } " " (lang.say("orang hari ini", "people today")) ": " (counts) ". "
            span.soft { (lang.say("Satu orang dapat punya beberapa fungsi.", "One person may have several functions.")) }
        }
        @if !view.complete {
            p.soft { (lang.say("Tim lengkap punya satu ketua dan sedikitnya dua anggota; hari ini tidak.", "A complete team has one chair and at least two members; today this one has not.")) }
        }
    }
}

fn members(lang: Lang, view: &TeamView) -> Markup {
    let here: Vec<&MemberView> = view.members.iter().filter(|one| one.member.is_in(view.today)).collect();
    let gone: Vec<&MemberView> = view.members.iter().filter(|one| one.member.ended.is_some()).collect();
    html! {
        @for function in Function::ALL {
            @let with: Vec<&&MemberView> = here.iter().filter(|one| one.member.functions.has(function)).collect();
            @if !with.is_empty() { h3 { (function.name(lang)) } (list(lang, function, &with)) }
        }
        @if !gone.is_empty() {
            (details(lang.say("Yang tidak lagi di tim", "No longer in the team"), history(lang, &gone)))
        }
        @if !view.changes.is_empty() { (details(lang.say("Riwayat perubahan", "History of changes"), changes(lang, view))) }
    }
}

fn list(lang: Lang, function: Function, with: &[&&MemberView]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Nama", "Name")),
        Column::text(lang.say("Kedudukan", "Place")),
        Column::text(lang.say("Jabatan dan unit", "Position and unit")),
        Column::text(lang.say("Sejak", "Since")),
    ];
    let mut with: Vec<_> = with.to_vec();
    with.sort_by_key(|one| (one.member.duty, one.member.id));
    let row = |one: &&MemberView| {
        let strong = one.member.duty == Duty::Chair;
        vec![
            Cell::text(&one.name),
            Cell::of(
                html! { @if strong { strong { (one.member.duty.name(lang)) } } @else { (one.member.duty.name(lang)) } },
            ),
            Cell::of(html! { @if let Some(position) = &one.position { (position) " · " } (one.unit) }),
            Cell::text(lang.day(one.member.from)),
        ]
    };
    Table::new(function.name(lang), columns).caption_hidden().rows(with.into_iter().map(row)).show()
}

fn history(lang: Lang, gone: &[&MemberView]) -> Markup {
    let columns = vec![
        Column::text(lang.say("Nama", "Name")),
        Column::text(lang.say("Kedudukan", "Place")),
        Column::text(lang.say("Masa", "Days")),
        Column::text(lang.say("Alasan", "Reason")),
        Column::text(lang.say("Pengganti", "Successor")),
    ];
    let row = |one: &&MemberView| {
        let end = one.member.ended.as_ref();
        vec![
            Cell::text(&one.name),
            Cell::text(one.member.duty.name(lang)),
            Cell::text(end.map(|end| period(lang, one.member.from, end.last_day)).unwrap_or_default()),
            Cell::text(end.map(|end| end.reason.name(lang)).unwrap_or_default()),
            Cell::text(one.successor.as_deref().unwrap_or("–")),
        ]
    };
    let caption = lang.say("Anggota yang tidak lagi di tim", "Former members");
    Table::new(caption, columns).caption_hidden().rows(gone.iter().map(row)).show()
}

fn changes(lang: Lang, view: &TeamView) -> Markup {
    let words = |kind: &str| match kind {
        "left-unit" => lang.say("Anggota pindah atau keluar dari unit", "A member moved or left the unit").to_owned(),
        "settled" => lang.say("Dicatat: tidak perlu pengganti", "Recorded: no successor needed").to_owned(),
        "ended" => lang.say("Tim diakhiri", "The team was ended").to_owned(),
        "scan" => lang.say("Pindaian SK disimpan", "A scan of the decree was kept").to_owned(),
        _ => lang.say("Anggota berubah", "Members changed").to_owned(),
    };
    html! {
        ul {
            @for one in view.changes.iter().rev().take(50) {
                li { (when(one.at, view.unit.zone, lang)) ": " (words(&one.kind)) @if let Some(decree) = &one.decree { ", SK " (decree) } }
            }
        }
    }
}

fn work_of(lang: Lang, view: &TeamView, work: &Work) -> Markup {
    let found = lang.say(
        "temuan unit ini menunggu meja perkara; isinya hanya untuk anggota tim",
        "findings of this unit wait for the case desk; what they say is for the team's members only",
    );
    let tasks = match lang {
        Lang::Id => format!(
            "dari {} tugas anggota sudah selesai; {} terlambat",
            lang.number(work.tasks),
            lang.number(work.tasks_late)
        ),
        Lang::En => format!(
            "of {} tasks of members are done; {} are late",
            lang.number(work.tasks),
            lang.number(work.tasks_late)
        ),
    };
    let mut list = plan_figures(lang, &work.plan);
    list.push(Figure::new(lang.number(work.tasks_done), tasks).share(work.tasks_done, work.tasks));
    list.push(Figure::new(lang.number(work.findings), found));
    html! {
        h2 { (lang.say("Pekerjaan tim", "The team's work")) }
        (figures(&list))
        p.source { (lang.say("Dihitung dari laporan tim ini; temuan dihitung untuk unitnya. Keadaan", "Counted from this team's reports; findings for its unit. As of")) " " (lang.day(view.today)) "." }
    }
}

/// What plans came to: held, followed up, the effect.
pub(super) fn plan_figures(lang: Lang, sums: &Sums) -> Vec<Figure> {
    let all = sums.all();
    let held = match lang {
        Lang::Id => format!(
            "dari {} kegiatan dalam rencana sudah dilaksanakan; {} dibatalkan",
            lang.number(all),
            lang.number(sums.cancelled)
        ),
        Lang::En => {
            format!("of {} planned items were held; {} were cancelled", lang.number(all), lang.number(sums.cancelled))
        }
    };
    let followed = match lang {
        Lang::Id => format!("dari {} tindak lanjut sudah selesai", lang.number(sums.follow_ups)),
        Lang::En => format!("of {} points were followed up", lang.number(sums.follow_ups)),
    };
    let effect = match lang {
        Lang::Id => format!(
            "orang dijangkau; {} hal diperiksa, {} diperbaiki di tempat",
            lang.number(sums.effect.checked),
            lang.number(sums.effect.corrected)
        ),
        Lang::En => format!(
            "people reached; {} things checked, {} put right on the spot",
            lang.number(sums.effect.checked),
            lang.number(sums.effect.corrected)
        ),
    };
    vec![
        Figure::new(lang.number(sums.held), held).share(sums.held, all),
        Figure::new(lang.number(sums.follow_ups_done), followed).share(sums.follow_ups_done, sums.follow_ups),
        Figure::new(lang.number(sums.effect.reached), effect),
    ]
}
