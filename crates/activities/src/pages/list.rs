//! The list of activities that the asker may see: first his own, today's and what comes, then each simultaneous drive in one
//! line, then those of other units; or what is over; or what its keepers still owe; or what was reported. Narrowed by unit,
//! kind, state and drive.

use super::{MENU, address, came, day_words, hours, reported, state};
use crate::actions::{self, Filter, Folded, Landing, Line, Part, Place};
use crate::model::{ActivityDriveId, ActivityKind, State as Stage};
use crate::rules;
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Lang, Moment, Principal, Role};
use netra_oversight::model::TeamId;
use netra_web::components::{
    Cell, Column, Filled, Input, Select, Table, button_link, details, empty, filter_form, pages, quiet_link,
};
use netra_web::{Reply, Signed, Site, Visit, address as web};

/// Which of the lists is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Coming,
    Past,
    Owed,
    Reported,
}

impl View {
    const ALL: [Self; 4] = [Self::Coming, Self::Past, Self::Owed, Self::Reported];

    /// The press desk begins with what was reported, everybody else with what comes.
    fn asked(visit: &Visit, who: &Principal) -> Self {
        let known = |text: &str| Self::ALL.into_iter().find(|view| view.code() == text);
        let press = who.has(Role::PublicRelations) && rules::kept(who).is_empty();
        let otherwise = if press { Self::Reported } else { Self::Coming };
        visit.asked("waktu").as_deref().and_then(known).unwrap_or(otherwise)
    }

    fn code(self) -> &'static str {
        match self {
            Self::Coming => "datang",
            Self::Past => "lalu",
            Self::Owed => "belum",
            Self::Reported => "dilaporkan",
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Coming => lang.say("Yang akan datang", "What comes"),
            Self::Past => lang.say("Yang sudah lewat", "What is over"),
            Self::Owed => lang.say("Belum dilaporkan", "Not reported yet"),
            Self::Reported => lang.say("Dilaporkan", "Reported"),
        }
    }

    fn lead(self, lang: Lang) -> &'static str {
        match self {
            Self::Coming => lang.say("Hari ini dan yang akan datang.", "Today and what comes."),
            Self::Past => lang.say("Yang sudah lewat, terakhir di atas.", "What is over, the latest first."),
            Self::Owed => lang.say(
                "Kegiatan unit Anda di luar kegiatan serentak yang belum dilaporkan, atau lewat waktunya dan belum dicatat selesai \
                 atau batal; 62 hari terakhir, terakhir di atas.",
                "Activities of your units outside simultaneous drives that are not reported, or whose time is over and of which \
                 nobody has said whether they were held or cancelled; of the last 62 days, the latest first.",
            ),
            Self::Reported => lang.say(
                "Laporan yang sudah disampaikan, terbaru di atas: isinya tetap dan angkanya dari catatan.",
                "Reports that were filed, the newest first: what they say is settled, and their numbers are of the records.",
            ),
        }
    }
}

/// What the address asks for; words it does not know ask for nothing.
fn asked(visit: &Visit, view: View) -> Filter {
    let part = match visit.asked("bagian").as_deref() {
        Some("sendiri") => Part::Own,
        Some("lain") => Part::Others,
        _ => Part::All,
    };
    let drive = visit.asked("gerakan").and_then(|text| text.parse().ok()).filter(|id| *id > 0).map(ActivityDriveId);
    let team = visit.asked("tim").and_then(|text| text.parse().ok()).filter(|id| *id > 0).map(TeamId);
    Filter {
        past: view == View::Past,
        state: visit.asked("keadaan").as_deref().and_then(Stage::parse),
        kind: visit.asked("jenis").as_deref().and_then(ActivityKind::parse),
        unit: visit.asked("unit").map(|code| code.chars().take(32).collect()),
        drive,
        team,
        part,
        from: visit.asked("dari").as_deref().and_then(Place::parse),
        // Of one drive or one team it is a list from the first day on, unless what is over is asked for.
        since: (view == View::Coming && (drive.is_some() || team.is_some())).then_some(Moment(0)),
        ..Filter::default()
    }
}

/// The list's own address, what narrows it kept.
fn to(filter: &Filter, view: View, part: &str) -> String {
    let drive = filter.drive.map(|drive| drive.to_string()).unwrap_or_default();
    let team = filter.team.map(|team| team.to_string()).unwrap_or_default();
    let kept = [
        ("waktu", view.code()),
        ("jenis", filter.kind.map(ActivityKind::code).unwrap_or_default()),
        ("keadaan", filter.state.filter(|_| view != View::Reported).map(Stage::code).unwrap_or_default()),
        ("unit", filter.unit.as_deref().unwrap_or_default()),
        ("gerakan", drive.as_str()),
        ("tim", team.as_str()),
        ("bagian", part),
    ];
    web::with_query(MENU, &kept)
}

/// The activities of the asker.
///
/// # Errors
/// `NotFound` for a unit that the asker sees nothing of.
pub async fn list(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let view = View::asked(&visit, &who);
    let (filter, now) = (asked(&visit, view), site.now());
    let (asker, wanted) = (who.clone(), filter.clone());
    let body = if view == View::Reported {
        let news = site.store.read(move |tx| actions::reported(tx, &asker, &wanted)).await?;
        reported::show(&visit, filter.from.is_none(), &news)
    } else if view == View::Owed {
        let (lines, next) = site.store.read(move |tx| actions::list_owed(tx, now, &asker, wanted.from)).await?;
        part(&visit, &filter, (&lines, next), now)
    } else if filter.drive.is_some() || filter.team.is_some() || filter.part != Part::All || filter.from.is_some() {
        let (lines, next) = site.store.read(move |tx| actions::list(tx, now, &asker, &wanted)).await?;
        part(&visit, &filter, (&lines, next), now)
    } else {
        let landing = site.store.read(move |tx| actions::landing(tx, now, &asker, &wanted)).await?;
        first(visit.lang, &who, &filter, &landing, (view, now))
    };
    Ok(page(&visit, &who, &filter, view, &body))
}

fn page(visit: &Visit, who: &Principal, filter: &Filter, view: View, body: &Markup) -> Response {
    let (lang, keeps) = (visit.lang, !rules::kept(who).is_empty());
    let lead = match (filter.drive, filter.part) {
        _ if view == View::Owed => view.lead(lang),
        (Some(_), _) if view != View::Reported => {
            lang.say("Tempat-tempat satu kegiatan serentak.", "The places of one simultaneous drive.")
        }
        _ if filter.team.is_some() && view != View::Reported => {
            lang.say("Kegiatan atas nama satu tim pengawasan.", "Activities on behalf of one oversight team.")
        }
        _ => view.lead(lang),
    };
    visit.page(lang.say("Kegiatan", "Activities")).current(MENU).lead(lead).show(html! {
        (ways(visit, who))
        nav.pages aria-label=(lang.say("Daftar kegiatan", "Lists of activities")) {
            @for one in View::ALL.into_iter().filter(|one| *one != View::Owed || keeps) { a href=(to(filter, one, "")) aria-current=[(one == view).then_some("true")] { (one.name(lang)) } }
        }
        @if view != View::Owed { (narrowed(lang, filter, view)) }
        (body)
    })
}

fn ways(visit: &Visit, who: &Principal) -> Markup {
    let lang = visit.lang;
    html! {
        @if !rules::kept(who).is_empty() { p.actions { (button_link("/kegiatan/baru", lang.say("Rencanakan kegiatan", "Plan an activity"))) } }
        nav.pages aria-label=(lang.say("Sekitar kegiatan", "Around activities")) {
            a href="/kegiatan/kalender" { (lang.say("Kalender", "Calendar")) }
            @if visit.is_any(&rules::OVERSEERS) { a href="/kegiatan/serentak" { (lang.say("Kegiatan serentak", "Simultaneous drives")) } }
            a href="/kegiatan/keputusan" { (lang.say("Tindak lanjut keputusan", "Decisions to follow up")) }
            @if who.employee.is_some() || who.grants.iter().any(|grant| grant.role != Role::Partner) {
                a href="/materi" { (lang.say("Materi", "Material")) }
            }
        }
    }
}

/// The form that narrows the list: folded until it does.
fn narrowed(lang: Lang, filter: &Filter, view: View) -> Markup {
    let narrow = filter.kind.is_some()
        || filter.state.is_some()
        || filter.unit.is_some()
        || filter.drive.is_some()
        || filter.team.is_some();
    let form = filters(lang, filter, view);
    html! {
        @if narrow {
            (form)
            p { a href=(web::with_query(MENU, &[("waktu", view.code())])) { (lang.say("Tampilkan semua lagi", "Show all again")) } }
        } @else { (details(lang.say("Saring daftar ini", "Narrow this list"), form)) }
    }
}

fn filters(lang: Lang, filter: &Filter, view: View) -> Markup {
    let all = || (String::new(), lang.say("Semua", "All").to_owned());
    let kinds = std::iter::once(all())
        .chain(ActivityKind::ALL.iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())));
    let states =
        std::iter::once(all()).chain(Stage::ALL.iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())));
    let filled = Filled::blank(lang);
    let unit = filter.unit.clone().unwrap_or_default();
    filter_form(
        MENU,
        lang.say("Saring", "Filter"),
        html! {
            input type="hidden" name="waktu" value=(view.code());
            @if let Some(drive) = filter.drive { input type="hidden" name="gerakan" value=(drive); }
            @if let Some(team) = filter.team { input type="hidden" name="tim" value=(team); }
            (Select::new("jenis", lang.say("Jenis", "Kind"), kinds.collect()).value(filter.kind.map(ActivityKind::code).unwrap_or_default()).optional().show(filled))
            @if view != View::Reported { (Select::new("keadaan", lang.say("Keadaan", "State"), states.collect()).value(filter.state.map(Stage::code).unwrap_or_default()).optional().show(filled)) }
            (Input::text("unit", lang.say("Kode unit", "Code of the unit")).value(unit).max(32).optional().short().show(filled))
        },
    )
}

/// One part, page by page.
fn part(visit: &Visit, filter: &Filter, (lines, next): (&[Line], Option<Place>), now: Moment) -> Markup {
    let lang = visit.lang;
    let next = next.map(|place| place.to_string());
    let caption = match filter.part {
        Part::Own => lang.say("Kegiatan unit Anda", "Activities of your units"),
        Part::Others => lang.say("Kegiatan unit lain", "Activities of other units"),
        Part::All => lang.say("Kegiatan", "Activities"),
    };
    html! {
        @if filter.part != Part::All { h2 { (caption) } }
        @if lines.is_empty() { (empty(lang.say("Tidak ada kegiatan yang cocok.", "No activity fits."), html! {})) }
        @else { (table(lang, caption, lines, now)) }
        (pages(visit, filter.from.is_none(), next.as_deref()))
    }
}

/// The first page: what is one's own, drives, what is elsewhere.
fn first(lang: Lang, who: &Principal, filter: &Filter, landing: &Landing, (view, now): (View, Moment)) -> Markup {
    let more = |there: bool, part: &str, words: &str| html! { @if there { p { a href=(to(filter, view, part)) { (words) " →" } } } };
    let others = lang.say("Unit lain", "Other units");
    html! {
        @if landing.own.is_empty() { (nothing(lang, who, filter, landing.wide)) }
        @else if filter.past {
            h2 { (lang.say("Unit Anda", "Your units")) }
            (table(lang, lang.say("Kegiatan unit Anda yang sudah lewat", "Activities of your units that are over"), &landing.own, now))
        } @else { (coming(lang, &landing.own, now)) }
        (more(landing.own_more, "sendiri", lang.say("Semua kegiatan unit Anda", "All activities of your units")))
        @if !landing.lately.is_empty() {
            h2 { (lang.say("Baru lewat", "Just over")) }
            (table(lang, lang.say("Kegiatan unit Anda yang baru lewat", "Activities of your units that are just over"), &landing.lately, now))
            p { a href=(to(filter, View::Past, "")) { (lang.say("Semua yang sudah lewat", "All that is over")) " →" } }
        }
        (drives(lang, &landing.drives, view))
        (more_drives(lang, landing.drives_more))
        @if !landing.others.is_empty() {
            h2 { (others) }
            (table(lang, others, &landing.others, now))
        }
        (more(landing.others_more, "lain", lang.say("Semua kegiatan unit lain", "All activities of other units")))
    }
}

/// In place of one's own, when there is nothing: what to do next.
fn nothing(lang: Lang, who: &Principal, filter: &Filter, wide: bool) -> Markup {
    let none = match (filter.past, wide) {
        (true, true) => {
            lang.say("Belum ada kegiatan unit Anda sendiri yang lewat.", "None of your own units' activities is over.")
        }
        (true, false) => lang.say("Belum ada kegiatan yang lewat.", "No activity is over yet."),
        (false, true) => lang.say(
            "Tidak ada kegiatan unit Anda sendiri hari ini dan sesudahnya.",
            "Your own units have no activity today or later.",
        ),
        (false, false) => {
            lang.say("Tidak ada kegiatan hari ini dan sesudahnya.", "There is no activity today or later.")
        }
    };
    html! {
        @if wide { p.soft { (none) } }
        @else {
            (empty(none, html! {
                @if !rules::kept(who).is_empty() { p { (lang.say("Rencanakan yang pertama dengan tombol di atas.", "Plan the first with the button above.")) } }
                @else { p { a href="/kegiatan/kalender" { (lang.say("Lihat kalender", "See the calendar")) } } }
            }))
        }
    }
}

/// Today's first, then the others.
fn coming(lang: Lang, lines: &[Line], now: Moment) -> Markup {
    let today = lines.iter().take_while(|line| is_today(line, now)).count();
    let (first, later) = lines.split_at(today);
    html! {
        @if !first.is_empty() {
            h2 { (lang.say("Hari ini", "Today")) }
            (table(lang, lang.say("Kegiatan hari ini", "Activities today"), first, now))
        }
        @if !later.is_empty() {
            h2 { (lang.say("Akan datang", "To come")) }
            (table(lang, lang.say("Kegiatan yang akan datang", "Activities to come"), later, now))
        }
    }
}

/// Has it begun today or before, by its own clock?
fn is_today(line: &Line, now: Moment) -> bool {
    line.activity.starts.day(line.activity.zone) <= now.day(line.activity.zone)
}

/// One line for each drive; its places stand on its board, or in a list of their own.
fn drives(lang: Lang, list: &[Folded], view: View) -> Markup {
    let columns = vec![
        Column::text(lang.say("Kegiatan serentak", "Drive")),
        Column::text(lang.say("Hari", "Day")),
        Column::text(lang.say("Tempat di unit lain", "Places at other units")),
    ];
    let row = |one: &Folded| {
        let places = web::with_query(MENU, &[("waktu", view.code()), ("gerakan", &one.drive.to_string())]);
        let board = if one.board { format!("{MENU}/serentak/{}", one.drive) } else { places.clone() };
        vec![
            Cell::link(&board, &one.title),
            Cell::text(span(lang, one)),
            Cell::of(
                html! { a href=(places) { (lang.number(one.places)) " " (lang.say("tempat", "places")) } (stages(lang, one)) },
            ),
        ]
    };
    let title = lang.say("Kegiatan serentak", "Simultaneous drives");
    html! {
        @if !list.is_empty() {
            h2 { (title) }
            (Table::new(title, columns).caption_hidden().cards().rows(list.iter().map(row)).show())
        }
    }
}

/// That more drives may have places than are listed.
pub(super) fn more_drives(lang: Lang, more: bool) -> Markup {
    let words = lang.say(
        "Mungkin masih ada kegiatan serentak lain; saring menurut kode unit untuk melihat tempatnya.",
        "There may be other simultaneous drives; filter by the code of a unit to see its places.",
    );
    html! { @if more { p.source { (words) } } }
}

/// The days of a drive; which day a moment is, the west says: there every place has begun it.
pub(super) fn span(lang: Lang, one: &Folded) -> String {
    let day = |at: Moment| at.day(netra_base::Zone::Wib);
    let (first, last) = (day(one.first), day(one.last));
    if first == last { lang.day(first) } else { format!("{} – {}", lang.day(first), lang.day(last)) }
}

/// `: 12 berlangsung, 40 terlaksana, 38 dilaporkan`; what is none is not said.
fn stages(lang: Lang, one: &Folded) -> String {
    let all = [
        (one.running, lang.say("berlangsung", "running")),
        (one.held, lang.say("terlaksana", "held")),
        (one.reported, lang.say("dilaporkan", "reported")),
    ];
    let said =
        all.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{} {word}", lang.number(count)));
    let said = said.collect::<Vec<_>>().join(", ");
    if said.is_empty() { said } else { format!(": {said}") }
}

fn table(lang: Lang, caption: &str, lines: &[Line], now: Moment) -> Markup {
    let columns = vec![
        Column::text(lang.say("Kegiatan", "Activity")),
        Column::text(lang.say("Waktu", "Time")),
        Column::text(lang.say("Tempat", "Place")),
        Column::number(lang.say("Hadir", "Present")),
    ];
    let row = |line: &Line| {
        let one = &line.activity;
        let today = one.starts.day(one.zone) == now.day(one.zone);
        let day = if today { lang.say("Hari ini", "Today").to_owned() } else { day_words(lang, one.starts, one.zone) };
        vec![
            Cell::of(
                html! { a href=(address(one.id)) { (one.title) } br; span.soft { (one.kind.name(lang)) } " " (state(lang, one)) },
            ),
            Cell::of(html! { (day) ", " (hours(lang, one)) }),
            Cell::of(place(lang, line)),
            Cell::text(came(lang, one)),
        ]
    };
    Table::new(caption, columns).caption_hidden().cards().rows(lines.iter().map(row)).show()
}

/// Where, and whose.
pub(super) fn place(lang: Lang, line: &Line) -> Markup {
    let venue = line.activity.venue.as_deref().unwrap_or(lang.say("ruang virtual", "virtual room"));
    html! { (venue) br; span.soft { (line.unit.name) } }
}

/// The links around the list, for who finds it empty.
pub(super) fn back(lang: Lang) -> Markup {
    html! { p { (quiet_link(&web::with_query(MENU, &[("waktu", View::Past.code())]), lang.say("Yang sudah lewat", "What is over"))) } }
}
