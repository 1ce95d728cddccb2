//! One activity: what it is, who was there, what came of it, and what the asker may do next.

use super::{address, day_words, hours, look, page, state, text};
use crate::actions::{Behalf, Clash, View, What};
use crate::model::{Activity, ActivityId, Group, Mode, Named, Party, Photo, Side, State as Stage};
use axum::extract::{Path, State};
use maud::{Markup, html};
use netra_base::{Lang, Moment, UnitId, Zone};
use netra_pledges::model::Occasion;
use netra_web::components::{Figure, Kind, button, button_link, details, facts, figures, note, quiet_link, tag, when};
use netra_web::{Reply, Signed, Site, Visit};

/// The page of an activity.
///
/// # Errors
/// `NotFound` for those who may not see it.
pub async fn activity(State(site): State<Site>, visit: Visit, Signed(who): Signed, Path(id): Path<String>) -> Reply {
    let view = look(&site, &who, &id).await?;
    let (lang, now) = (visit.lang, site.now());
    let one = &view.activity;
    let page = page(&visit, &one.title);
    let page = match &one.theme {
        Some(theme) => page.lead(theme.as_str()),
        None => page,
    };
    Ok(page.show(html! {
        p { (state(lang, one)) " " (one.kind.name(lang)) ", " (one.mode.name(lang).to_lowercase()) }
        (warnings(lang, &view))
        @if view.reach.keeps { (steps(lang, &view, now)) }
        @else if one.state == Stage::Running && who.employee.is_some() {
            p.actions { (button_link(&format!("/hadir/{}", one.id), lang.say("Catat kehadiran saya", "Check in"))) }
        }
        (report(lang, &view))
        (counts(lang, &view, (now, who.employee.is_some())))
        (what(lang, &view, who.employee.is_some()))
        (agenda(lang, &view))
        @if view.reach.reads { (after(lang, &view)) }
        (photos(lang, &view))
        (papers(lang, &view))
    }))
}

/// Clashes said one by one.
const MOST_CLASHES: usize = 12;

fn warnings(lang: Lang, view: &View) -> Markup {
    html! {
        @if let Some(reason) = &view.activity.reason {
            (note(Kind::Warn, html! { p { strong { (lang.say("Dibatalkan:", "Cancelled:")) } " " (reason) } }))
        }
        @if !view.marks.is_empty() && view.activity.state != Stage::Cancelled {
            (note(Kind::Warn, html! { ul { @for one in &view.marks { li { (lang.day(one.day)) ": " (one.mark.words(lang)) } } } }))
        }
        @if !view.clashes.is_empty() {
            (note(Kind::Warn, html! {
                p { strong { (lang.say("Bentrok pada saat yang sama:", "Clashes at the same time:")) } }
                ul { @for one in view.clashes.iter().take(MOST_CLASHES) { li { (clash(lang, view.activity.zone, one)) } } }
                @if view.clashes.len() > MOST_CLASHES { p { (lang.say("dan yang lain:", "and others:")) " " (view.clashes.len() - MOST_CLASHES) } }
            }))
        }
        @if let Some(one) = &view.correcting {
            (note(Kind::Warn, html! { p { (lang.say("Laporan sedang dikoreksi:", "The report is being corrected:")) " " (one.reason) } }))
        }
    }
}

fn clash(lang: Lang, zone: Zone, one: &Clash) -> Markup {
    let words = match &one.what {
        What::Person(name) => format!("{name} {}", lang.say("juga bertugas di", "is also due at")),
        What::Venue(venue) => format!("{venue} {}", lang.say("juga dipakai untuk", "is also taken by")),
    };
    let clock = |at: Moment| {
        let (hour, minute) = at.wall(zone);
        format!("{hour:02}{}{minute:02}", lang.say(".", ":"))
    };
    let (from, until) = (clock(one.overlap.starts), clock(one.overlap.ends));
    html! {
        (words) " "
        @if one.other.title.is_empty() { (lang.say("kegiatan lain", "another activity")) }
        @else { a href=(address(one.other.id)) { (one.other.title) } }
        " (" (from) "–" (until) " " (zone.abbreviation()) ")"
    }
}

/// What changing it is called: the plan, or once it has begun what happens.
pub(super) fn change_words(lang: Lang, one: &Activity) -> &'static str {
    match one.state {
        Stage::Running => lang.say("Ubah pelaksanaan", "Change how it is held"),
        _ => lang.say("Ubah rencana", "Change the plan"),
    }
}

/// What a keeper may do now.
fn steps(lang: Lang, view: &View, now: Moment) -> Markup {
    let one = &view.activity;
    let base = address(one.id);
    let to = |end: &str| format!("{base}/{end}");
    let act = |end: &str, words: &str| html! { form method="post" action=(to(end)) { (button(words)) } };
    let change = quiet_link(&to("ubah"), change_words(lang, one));
    html! {
        @match one.state {
            Stage::Planned => {
                @if now >= one.starts.plus_ms(-crate::rules::state::EARLY_MS) && now <= one.ends.plus_ms(crate::rules::state::LATE_MS) { (act("mulai", lang.say("Mulai kegiatan", "Start the activity"))) }
                @if now > one.ends { (act("selesai", lang.say("Catat sebagai terlaksana", "Record as held"))) }
                p.actions { (change) " " (quiet_link(&to("berkas"), lang.say("Berkas", "Files"))) " " (quiet_link(&to("batal"), lang.say("Batalkan", "Cancel"))) }
            },
            Stage::Running => {
                p.actions { (button_link(&to("layar"), lang.say("Layar kehadiran", "Screen for check-in"))) " " (quiet_link(&to("hadir"), lang.say("Daftar hadir", "Attendance"))) " " (quiet_link(&to("belajar"), lang.say("Tes dan umpan balik", "Tests and feedback"))) }
                @if let Some(occasion) = &view.occasion {
                    p.actions { (quiet_link(&format!("/papan/{}?di={}", occasion.drive, occasion.id), lang.say("Layar tanda tangan pakta", "Screen for signing"))) }
                }
                (told_links(lang, one.id, one.budget.is_some()))
                form method="post" action=(to("selesai")) {
                    p.actions { button.btn.quiet { (lang.say("Selesaikan kegiatan", "Finish the activity")) } " " (change) " " (quiet_link(&to("batal"), lang.say("Batalkan", "Cancel"))) }
                }
            },
            Stage::Held => {
                p.actions { (button_link(&to("laporan"), lang.say("Laporan", "Report"))) " " (quiet_link(&to("hadir"), lang.say("Daftar hadir", "Attendance"))) " " (quiet_link(&to("belajar"), lang.say("Tes dan umpan balik", "Tests and feedback"))) }
                (told_links(lang, one.id, one.budget.is_some()))
            },
            Stage::Cancelled => {},
        }
    }
}

fn told_links(lang: Lang, id: ActivityId, budget: bool) -> Markup {
    let to = |end: &str| format!("{}/{end}", address(id));
    html! {
        p.actions {
            (quiet_link(&to("risalah"), lang.say("Risalah, keputusan, kutipan", "Minutes, decisions, quotes"))) " "
            (quiet_link(&to("foto"), lang.say("Foto", "Photos"))) " "
            (quiet_link(&to("berkas"), lang.say("Berkas", "Files")))
            @if budget { " " (quiet_link(&to("anggaran"), lang.say("Anggaran", "Budget"))) }
        }
    }
}

/// The pledge that is signed at it, without the key of its screen: this page is seen by many who are not there. The host's own
/// people need none. To everybody else the place is unknown without it, so that he is led to the pledge alone, whose page asks
/// for the code on the screen; or his check-in leads him on.
fn signing(view: &View, occasion: &Occasion) -> String {
    let pledge = format!("/pakta/{}", occasion.drive);
    if view.at_home { format!("{pledge}?di={}", occasion.id) } else { pledge }
}

/// How many were there, of how many expected; `signs`: the asker is somebody who signs pledges.
fn counts(lang: Lang, view: &View, (now, signs): (Moment, bool)) -> Markup {
    let one = &view.activity;
    if matches!(one.state, Stage::Planned | Stage::Cancelled) {
        return html! {};
    }
    let (tally, expected) = (one.tally, one.expected);
    let words = format!(
        "{} {} {}; {} {}, {} {}",
        lang.say("orang hadir dari", "people present of"),
        lang.number(expected),
        lang.say("yang diharapkan", "expected"),
        lang.number(tally.early),
        lang.say("lebih awal", "early"),
        lang.number(tally.late),
        lang.say("terlambat", "late")
    );
    let source = format!("{} {}", lang.say("Dihitung", "Counted"), lang.moment(now, one.zone));
    let mut list = vec![Figure::new(lang.number(tally.people()), words).share(tally.people(), expected).source(source)];
    let outside: i64 =
        view.details.invited.iter().filter(|group| group.side == Side::Outside).map(|group| group.expected).sum();
    if tally.guests > 0 || outside > 0 {
        let of = match outside {
            0 => lang
                .say("di antaranya tamu dari luar, tanpa undangan", "of these guests from outside, not invited")
                .to_owned(),
            many => {
                format!(
                    "{} {}",
                    lang.say("di antaranya tamu dari luar, diundang", "of these guests from outside, invited"),
                    lang.number(many)
                )
            }
        };
        list.push(Figure::new(lang.number(tally.guests), of));
    }
    if tally.on_paper > 0 {
        let words = lang.say(
            "orang menurut lembar kertas, tanpa nama; tidak dijumlahkan dengan yang hadir",
            "people by sheets of paper, without names; not added to those present",
        );
        list.push(Figure::new(lang.number(tally.on_paper), words));
    }
    if view.reach.oversees && tally.doubtful > 0 {
        let words = lang.say("pemindaian diragukan, tidak dihitung hadir", "doubtful scans, not counted as present");
        list.push(Figure::new(lang.number(tally.doubtful), words));
    }
    if let Some(occasion) = &view.occasion {
        let words = lang.say("menandatangani pakta di tempat ini", "signed the pledge at this place");
        let href = signing(view, occasion);
        let figure = Figure::new(lang.number(occasion.signed), words);
        let open = signs && one.state == Stage::Running;
        list.push(if open { figure.link(href, lang.say("Tanda tangani pakta", "Sign the pledge")) } else { figure });
    }
    figures(&list)
}

fn what(lang: Lang, view: &View, signs: bool) -> Markup {
    let one = &view.activity;
    let place = html! {
        @if let Some(venue) = &one.venue { (venue) }
        @if let Some(link) = &one.link {
            @if one.venue.is_some() { br; }
            a href=(link) rel="noreferrer" { (lang.say("Ruang virtual", "Virtual room")) }
        } @else if one.mode == Mode::Virtual { (lang.say("Virtual; tautan menyusul", "Virtual; the link follows")) }
    };
    let leader = html! {
        (one.leader.words())
        @if let Some(other) = &one.on_behalf_of { br; (lang.say("membacakan amanat", "reads the message of")) " " (other) }
    };
    let time = html! { (day_words(lang, one.starts, one.zone)) br; (hours(lang, one)) };
    let mut list = vec![(lang.say("Penyelenggara", "Held by"), html! { (view.unit.name) })];
    if let Some(team) = &view.team {
        list.push((lang.say("Tim", "Team"), behalf(lang, team)));
    }
    if let Some(drive) = one.drive.filter(|_| view.reach.oversees) {
        let board = html! { a href={ "/kegiatan/serentak/" (drive) } { (lang.say("Papan kegiatan serentak", "Board of the simultaneous drive")) } };
        list.push((lang.say("Bagian dari", "Part of"), board));
    }
    list.extend([
        (lang.say("Waktu", "Time"), time),
        (lang.say("Tempat", "Place"), place),
        (lang.say("Pemimpin", "Leader"), leader),
    ]);
    if !view.details.speakers.is_empty() {
        list.push((lang.say("Narasumber", "Speakers"), people(&view.details.speakers)));
    }
    if !view.details.invited.is_empty() {
        list.push((lang.say("Undangan", "Invited"), invited(lang, &view.details.invited)));
    }
    if !view.sent.is_empty() {
        list.push((lang.say("Utusan unit lain", "Delegations"), delegations(lang, view)));
    }
    if let Some(occasion) = view.occasion.as_ref().filter(|_| signs && one.state == Stage::Planned) {
        let href = signing(view, occasion);
        list.push((
            lang.say("Pakta", "Pledge"),
            html! { a href=(href) { (lang.say("Pakta yang ditandatangani di sini", "The pledge signed here")) } },
        ));
    }
    list.push((lang.say("Target peserta sendiri", "Own target"), html! { (lang.number(one.target)) }));
    if one.expected != one.target {
        list.push((lang.say("Diharapkan seluruhnya", "Expected in all"), html! { (lang.number(one.expected)) }));
    }
    if !view.basis.is_empty() {
        let basis =
            html! { ul { @for (id, name) in &view.basis { li { a href={ "/aturan/" (id) } { (name.to(lang)) } } } } };
        list.push((lang.say("Dasar", "Basis"), basis));
    }
    if let Some(budget) = one.budget.as_ref().filter(|_| view.reach.money) {
        let money = html! {
            (lang.say("Pagu", "Ceiling")) " Rp" (lang.number(budget.ceiling)) ", " (budget.source)
            @if let Some(spent) = one.realised {
                br; (lang.say("Realisasi", "Spent")) " Rp" (lang.number(spent)) " "
                @if spent > budget.ceiling { (tag(Kind::Bad, lang.say("Melebihi pagu", "Over the ceiling"))) }
            }
            @if view.after.evidence.is_some() { br; a href={ (address(one.id)) "/anggaran/bukti" } { (lang.say("Bukti", "Evidence")) } }
        };
        list.push((lang.say("Anggaran", "Budget"), money));
    }
    facts(&list)
}

/// The team on whose behalf it is held: whoever sees the activity may read the team's decree.
fn behalf(lang: Lang, one: &Behalf) -> Markup {
    let (team, decree) = (&one.team, &one.team.decree);
    html! {
        a href={ "/tim/" (team.id) } { (one.unit.name) } ", " (lang.say("SK", "decree")) " " (decree.number) ", " (lang.day(decree.day))
        @if !one.valid { " " (tag(Kind::Warn, lang.say("Tidak berlaku pada hari kegiatan", "Not valid on the day of the activity"))) }
    }
}

/// Delegations that stand open; more are folded under their sum.
const DELEGATIONS_OPEN: usize = 8;

fn delegations(lang: Lang, view: &View) -> Markup {
    let list = html! { ul { @for (unit, expected) in &view.sent { li { (unit.name) ", " (sent(lang, view, unit.id, *expected)) } } } };
    if view.sent.len() <= DELEGATIONS_OPEN {
        return list;
    }
    let units = lang.number(i64::try_from(view.sent.len()).unwrap_or(i64::MAX));
    let people = lang.number(view.sent.iter().map(|(_, expected)| expected).sum());
    let sum = match lang {
        Lang::Id => format!("{units} unit, {people} orang diharapkan"),
        Lang::En => format!("{units} units, {people} people expected"),
    };
    details(&sum, list)
}

/// How many a unit sends, and once it has begun how many of them came.
fn sent(lang: Lang, view: &View, unit: UnitId, expected: i64) -> String {
    if matches!(view.activity.state, Stage::Planned | Stage::Cancelled) {
        return lang.number(expected);
    }
    let came = view.came.iter().find(|(party, _)| *party == Party::Delegation(unit)).map_or(0, |(_, came)| *came);
    format!("{} {} {}", lang.number(came), lang.say("hadir dari", "present of"), lang.number(expected))
}

fn people(list: &[Named]) -> Markup {
    html! { ul { @for one in list { li { (one.words()) } } } }
}

fn invited(lang: Lang, list: &[Group]) -> Markup {
    let side = |one: &Group| match one.side {
        Side::Inside => lang.say("dari dalam", "inside"),
        Side::Outside => lang.say("dari luar", "outside"),
    };
    html! { ul { @for one in list { li { (one.words()) ", " (lang.number(one.expected)) " " span.soft { (side(one)) } } } } }
}

/// The order of the day: the time on the left, on a phone above.
fn agenda(lang: Lang, view: &View) -> Markup {
    let at = |at: &str| if lang == Lang::Id { at.replace(':', ".") } else { at.to_owned() };
    let list: Vec<(String, Markup)> = view
        .details
        .agenda
        .iter()
        .map(|one| {
            let by = one.by.as_deref();
            (at(&one.at), html! { (one.item) @if let Some(by) = by { br; span.soft { (by) } } })
        })
        .collect();
    let list: Vec<(&str, Markup)> = list.iter().map(|(at, what)| (at.as_str(), what.clone())).collect();
    html! { @if !list.is_empty() { h2 { (lang.say("Susunan acara", "Agenda")) } (facts(&list)) } }
}

fn after(lang: Lang, view: &View) -> Markup {
    let after = &view.after;
    html! {
        @if let Some(minutes) = &after.minutes {
            h2 { (lang.say("Risalah", "Minutes")) }
            @if minutes.len() > 1_500 { (details(lang.say("Baca risalah", "Read the minutes"), text(minutes))) } @else { (text(minutes)) }
        }
        @if !after.decisions.is_empty() {
            h2 { (lang.say("Keputusan", "Decisions")) }
            ul { @for one in &after.decisions {
                li {
                    (one.what) " " span.soft { (one.owner.words()) ", " (lang.say("tenggat", "due")) " " (lang.day(one.due)) } " "
                    @match &one.done {
                        Some((day, note)) => { (tag(Kind::Ok, lang.say("Selesai", "Done"))) " " (lang.day(*day)) ": " (note) },
                        None => @if one.due < view.today { (tag(Kind::Bad, lang.say("Terlambat", "Late"))) },
                    }
                }
            } }
        }
    }
}

fn photos(lang: Lang, view: &View) -> Markup {
    let base = address(view.activity.id);
    html! {
        @if !view.after.photos.is_empty() {
            h2 { (lang.say("Foto", "Photos")) }
            ul.photos { @for one in &view.after.photos { li { (photo(&base, one)) } } }
        }
    }
}

/// A thumbnail, which is the way to the whole picture, with its caption.
pub(super) fn photo(base: &str, one: &Photo) -> Markup {
    let whole = format!("{base}/foto/{}", one.number);
    html! {
        a href=(whole) { img src={ (whole) "/kecil" } alt=(one.alt) loading="lazy"; }
        p.source { (one.caption) }
    }
}

/// The way to what was reported, for those who read it and do not write it.
fn report(lang: Lang, view: &View) -> Markup {
    let base = address(view.activity.id);
    html! {
        @if view.versions > 0 && view.reach.reads && !view.reach.keeps {
            p.actions {
                (quiet_link(&format!("{base}/laporan"), lang.say("Laporan kegiatan", "Report of the activity")))
                @if view.reach.tells { " " (quiet_link(&format!("{base}/laporan/teks"), lang.say("Teks untuk humas", "Text for the press"))) }
            }
        }
    }
}

fn papers(lang: Lang, view: &View) -> Markup {
    let base = address(view.activity.id);
    html! {
        @if !view.after.files.is_empty() {
            h2 { (lang.say("Berkas", "Files")) }
            ul { @for one in &view.after.files { li { a href={ (base) "/berkas/" (one.number) } { (one.title) } } } }
        }
        @if let Some(at) = view.activity.finished {
            p.source { (lang.say("Dicatat selesai", "Recorded as over")) " " (when(at, view.activity.zone, lang)) }
        }
    }
}
