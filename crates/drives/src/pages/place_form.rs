//! The form of a place: filled from the template or from what stands, shown with what was refused, read again. What the centre
//! has set (kind, theme, legal basis) is shown and not asked.

use super::form::wall;
use super::{MENU, drive_page, place_begun};
use crate::actions::{Offers, PlaceForm};
use crate::model::{self, AgendaLine};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_activities::model::plan::{MOST_GROUPS, MOST_SPEAKERS};
use netra_activities::model::{AgendaItem, Budget, Group, Mode, NewActivity, NewDelegation, Side, Somebody, Wall};
use netra_activities::pages::{pledge, pledge_field, team, team_field};
use netra_base::{Lang, Refusal, Result, Zone};
use netra_registry::model::Nip;
use netra_web::Visit;
use netra_web::components::{Checkbox, Filled, Input, Kind, Select, TextArea, fold, form, note};
use netra_web::form::{Fields, Refusals};

/// Units that fit into a list to choose from; those who reach more type the code.
const CHOICES: usize = 60;
/// Rows for speakers and groups at first, and how many come with the button.
const ROWS: usize = 3;
/// Rows that the button leads to at most, about 1.5 KB each; a place that has more groups, by the API, shows all of them.
const MOST_ROWS: usize = 20;
/// The longest list of delegations: 100 lines of a code and a number.
const DELEGATIONS: usize = 4_200;

fn pair(name: impl Into<String>, value: impl Into<String>) -> (String, String) {
    (name.into(), value.into())
}

/// The fields that say this place; its walls are those of `zone`.
pub(super) fn filled_with(place: &NewActivity, zone: Zone) -> Fields {
    Fields::from_pairs(pairs_of(place, zone))
}

/// The same, one by one.
pub(super) fn pairs_of(place: &NewActivity, zone: Zone) -> Vec<(String, String)> {
    let start = place.starts.at(zone);
    let clock = |wall: Wall| format!("{:02}:{:02}", wall.hour, wall.minute);
    let mut pairs = vec![
        pair("unit", &place.unit),
        pair("title", &place.title),
        pair("mode", place.mode.code()),
        pair("venue", place.venue.clone().unwrap_or_default()),
        pair("link", place.link.clone().unwrap_or_default()),
        pair("starts", place.starts.day.to_string()),
        pair("starts_time", clock(place.starts)),
        pair("ends", place.ends.day.to_string()),
        pair("ends_time", clock(place.ends)),
        pair("on_behalf_of", place.on_behalf_of.clone().unwrap_or_default()),
        pair("team", place.team.map(|team| team.to_string()).unwrap_or_default()),
        pair("target", place.target.to_string()),
        pair("pledge_drive", place.pledge_drive.map(|drive| drive.to_string()).unwrap_or_default()),
    ];
    pairs.extend(somebody("leader", &place.leader));
    for (at, one) in place.speakers.iter().enumerate() {
        pairs.extend(somebody(&format!("speaker-{at}"), one));
    }
    for (at, group) in place.invited.iter().enumerate() {
        pairs.push(pair(format!("group-{at}"), &group.name));
        pairs.push(pair(format!("group-{at}-side"), group.side.code()));
        pairs.push(pair(format!("group-{at}-of"), group.institution.clone().unwrap_or_default()));
        pairs.push(pair(format!("group-{at}-many"), group.expected.to_string()));
    }
    let rows = place.speakers.len().max(place.invited.len()).max(ROWS);
    pairs.push(pair("rows", rows.to_string()));
    let delegations = place.delegations.iter().map(|one| format!("{} {}", one.unit, one.expected));
    pairs.push(pair("delegations", delegations.collect::<Vec<_>>().join("\n")));
    if let Some(budget) = &place.budget {
        pairs.push(pair("ceiling", budget.ceiling.to_string()));
        pairs.push(pair("source", &budget.source));
    }
    let minute = |item: &AgendaItem| {
        let at = Wall::parse(&format!("{}T{}", place.starts.day, item.at)).map_or(0, |wall| wall.at(zone).0 - start.0);
        at.rem_euclid(86_400_000) / 60_000
    };
    let agenda = place.agenda.iter().map(|item| match &item.by {
        Some(by) => format!("{} {} | {by}", minute(item), item.item),
        None => format!("{} {}", minute(item), item.item),
    });
    pairs.push(pair("agenda", agenda.collect::<Vec<_>>().join("\n")));
    pairs
}

fn somebody(name: &str, one: &Somebody) -> Vec<(String, String)> {
    match one {
        Somebody::Nip(nip) => vec![pair(format!("{name}-nip"), nip.to_string())],
        Somebody::Known(id) => vec![pair(format!("{name}-known"), id.to_string())],
        Somebody::Outside { name: called, function, institution } => vec![
            pair(format!("{name}-name"), called.clone().unwrap_or_default()),
            pair(name, function),
            pair(format!("{name}-of"), institution.clone().unwrap_or_default()),
        ],
    }
}

/// What is shown.
pub(super) struct Shown<'a> {
    pub title: &'a str,
    pub action: &'a str,
    pub form: &'a PlaceForm,
    pub offers: &'a Offers,
    pub fields: &'a Fields,
    pub refusals: &'a [Refusal],
    pub new: bool,
}

pub(super) fn show(visit: &Visit, shown: &Shown<'_>) -> Response {
    let Shown { title, action, form: place, fields, refusals, .. } = *shown;
    let lang = visit.lang;
    let filled = Filled::again(lang, fields, refusals);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let more = fields.get("do") == Some("more");
    let rows = match rows(fields) {
        rows if more && rows < MOST_ROWS => (rows + ROWS).min(MOST_ROWS),
        rows => rows,
    };
    let page = drive_page(visit, title, &place.seen).current(MENU).narrow().status(status);
    if place.begun {
        return page.show(form(action, filled, place_begun::body(lang, shown, filled, (rows, more))));
    }
    page.show(form(action, filled, html! {
        (set(lang, place))
        (whose(lang, shown, filled))
        (team_field(lang, filled, &shown.offers.teams, ""))
        (where_and_when(lang, filled))
        (leader(lang, fields, filled))
        input type="hidden" name="rows" value=(rows);
        h2 { (lang.say("Peserta, narasumber, undangan", "Participants, speakers, guests")) }
        (Input::digits("target", lang.say("Target peserta dari tuan rumah", "Target of the host's own participants")).max(7).short().show(filled))
        (folded(filled, lang.say("Narasumber", "Speakers"), ("speaker", "speakers"), more, speakers(lang, rows, (fields, filled), refusals)))
        (folded(filled, lang.say("Kelompok yang diundang", "Groups invited"), ("group", "invited"), more, groups(lang, rows, filled, refusals)))
        (numbers(lang, filled, shown.offers))
        (confirm(filled, lang.say("Saya sudah membaca peringatan ini dan tetap merencanakannya", "I have read this warning and plan it all the same")))
        p.actions {
            button.btn name="do" value="plan" { (if shown.new { lang.say("Rencanakan tempat ini", "Plan this place") } else { lang.say("Simpan perubahan", "Save the changes") }) }
            @if rows < MOST_ROWS { button.btn.quiet name="do" value="more" { (lang.say("Tambah baris narasumber dan kelompok", "More rows for speakers and groups")) } }
        }
    }))
}

/// The box that says that a warning was read, where there is one.
pub(super) fn confirm(filled: Filled<'_>, words: &str) -> Markup {
    html! { @if filled.refuses(&["confirmed"]) { (Checkbox::new("confirmed", words).show(filled)) } }
}

/// Rows that most places leave empty: folded unless something stands in them, is refused, or more of them were asked for. Their
/// fields are called `row-0`, `row-1` and so on, the whole `list`.
pub(super) fn folded(filled: Filled<'_>, words: &str, (row, list): (&str, &str), more: bool, body: Markup) -> Markup {
    let ends = ["", "-of", "-many", "-nip", "-known", "-name"];
    let stands = |at: usize| ends.iter().any(|end| filled.touches(&[format!("{row}-{at}{end}").as_str()]));
    fold(words, more || filled.refuses(&[list]) || (0..MOST_GROUPS).any(stands), body)
}

fn rows(fields: &Fields) -> usize {
    fields.get("rows").and_then(|rows| rows.parse().ok()).unwrap_or(ROWS).clamp(ROWS, MOST_GROUPS)
}

/// What stands whatever is typed.
fn set(lang: Lang, place: &PlaceForm) -> Markup {
    let (set, late) = (&place.seen.drive.definition, crate::rules::late_words());
    note(
        Kind::Plain,
        html! {
            p { strong { (set.kind.name(lang)) } ": " (set.theme) }
            p { (lang.say("Jendela waktu:", "Window:")) " " (set.window.words(lang)) ", " (lang.say("jam setempat unit.", "by the unit's own clock.")) " " (late.to(lang)) }
            p { (lang.say("Jenis, tema, dan dasar hukum ditetapkan pusat.", "Kind, theme and legal basis are set by the centre.")) }
        },
    )
}

fn whose(lang: Lang, shown: &Shown<'_>, filled: Filled<'_>) -> Markup {
    let units = &shown.form.units;
    html! {
        @if !shown.new {
            @if let Some(unit) = units.first() { p { strong { (unit.name) } " " span.soft { (unit.zone.abbreviation()) } } }
        } @else if units.len() > CHOICES {
            (Input::text("unit", lang.say("Tuan rumah (kode unit)", "Host (unit code)")).max(32).short().show(filled))
        } @else {
            (Select::new("unit", lang.say("Tuan rumah", "Host"), units.iter().map(|unit| (unit.code.to_string(), format!("{} ({}, {})", unit.name, unit.code, unit.zone.abbreviation()))).collect()).prompt(lang.say("Pilih unit", "Choose a unit")).show(filled))
        }
        (Input::text("title", lang.say("Nama kegiatan", "Name of the activity")).max(160).show(filled))
    }
}

/// Where it is held.
pub(super) fn venue(lang: Lang, filled: Filled<'_>) -> Markup {
    Input::text("venue", lang.say("Tempat", "Venue"))
        .hint(
            lang.say("Kosongkan hanya bila semua hadir lewat layar.", "Leave empty only when all are behind a screen."),
        )
        .optional()
        .max(200)
        .show(filled)
}

/// The address of the virtual room.
pub(super) fn link(lang: Lang, filled: Filled<'_>) -> Markup {
    Input::text("link", lang.say("Tautan rapat daring", "Link of the meeting")).optional().max(500).show(filled)
}

/// The order of the day, in minutes.
pub(super) fn agenda(lang: Lang, filled: Filled<'_>) -> Markup {
    TextArea::new("agenda", lang.say("Susunan acara", "Agenda"), 8_000).optional().hint(lang.say("Satu baris satu acara: menit sesudah mulai, acaranya, lalu bila perlu | dan siapa. Contoh: 15 Sambutan | Kepala Kantor Wilayah.", "One line an item: minutes after the start, the item, then if need be | and by whom. Example: 15 Address | Head of office.")).show(filled)
}

fn where_and_when(lang: Lang, filled: Filled<'_>) -> Markup {
    let modes = Mode::ALL.iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())).collect();
    html! {
        (Select::new("mode", lang.say("Cara hadir", "How people attend"), modes).show(filled))
        (venue(lang, filled))
        (link(lang, filled))
        (Input::day("starts", lang.say("Tanggal mulai", "Day")).hint(lang.say("Jam setempat tuan rumah.", "By the clock of the host.")).show(filled))
        (Input::time("starts_time", lang.say("Mulai pukul", "Begins at")).show(filled))
        (Input::day("ends", lang.say("Tanggal selesai", "Day of the end")).show(filled))
        (Input::time("ends_time", lang.say("Selesai pukul", "Ends at")).show(filled))
    }
}

pub(super) fn leader(lang: Lang, fields: &Fields, filled: Filled<'_>) -> Markup {
    html! {
        h2 { (lang.say("Pimpinan", "Leader")) }
        (kept(lang, "leader", (fields, filled)))
        (Input::text("leader", lang.say("Jabatan pimpinan", "Function of the leader")).hint(lang.say("Jabatan sudah cukup; nama tidak perlu. Untuk pegawai unit Anda boleh NIP saja.", "The function is enough; no name is needed. For your units' own staff the NIP alone will do.")).optional().max(160).show(filled))
        (Input::text("leader-of", lang.say("Lembaga pimpinan", "Institution of the leader")).optional().max(160).show(filled))
        (Input::digits("leader-nip", lang.say("atau NIP pimpinan", "or NIP of the leader")).optional().autocomplete("off").max(24).show(filled))
        (Input::text("on_behalf_of", lang.say("Membacakan pesan dari (jabatan)", "Reads the message of (function)")).optional().max(160).show(filled))
    }
}

/// Somebody who stands already: an employee is carried along by number, a name can be seen and mended.
fn kept(lang: Lang, name: &str, (fields, filled): (&Fields, Filled<'_>)) -> Markup {
    let (known, called) = (format!("{name}-known"), format!("{name}-name"));
    html! {
        @if let Some(value) = fields.get(&known) {
            input type="hidden" name=(known) value=(value);
            p.hint { (lang.say("Di sini sudah tercatat seorang pegawai; ia tetap selama jabatan di bawah dikosongkan.", "An employee is recorded here already, and stays as long as the function below is left empty.")) }
            @if name != "leader" { (Checkbox::new(format!("{name}-off"), lang.say("Hapus dari rencana", "Take off the plan")).optional().show(filled)) }
        }
        @if fields.get(&called).is_some() { (Input::text(called, lang.say("Nama yang sudah tercatat", "The name recorded already")).optional().max(160).show(filled)) }
    }
}

fn error(lang: Lang, refusals: &[Refusal], field: &str) -> Markup {
    html! { @for one in refusals.iter().filter(|one| one.field.as_deref() == Some(field)) { p.error { (one.say.to(lang)) } } }
}

pub(super) fn speakers(
    lang: Lang,
    rows: usize,
    (fields, filled): (&Fields, Filled<'_>),
    refusals: &[Refusal],
) -> Markup {
    html! {
        p.hint id="f-speakers" { (lang.say("Jabatan dan lembaganya. Baris kosong diabaikan.", "Function and institution. Empty lines are ignored.")) }
        (error(lang, refusals, "speakers"))
        @for at in 0..rows.min(MOST_SPEAKERS) {
            (kept(lang, &format!("speaker-{at}"), (fields, filled)))
            (Input::text(format!("speaker-{at}"), format!("{} {}", lang.say("Jabatan narasumber", "Function of speaker"), at + 1)).optional().max(160).show(filled))
            (Input::text(format!("speaker-{at}-of"), lang.say("Lembaganya", "Its institution")).optional().max(160).show(filled))
        }
    }
}

fn groups(lang: Lang, rows: usize, filled: Filled<'_>, refusals: &[Refusal]) -> Markup {
    let sides = vec![
        (Side::Outside.code().to_owned(), lang.say("Di luar instansi", "Outside the agency").to_owned()),
        (Side::Inside.code().to_owned(), lang.say("Di dalam instansi", "Inside the agency").to_owned()),
    ];
    html! {
        div id="f-invited" { (error(lang, refusals, "invited")) }
        @for at in 0..rows {
            @let group = Input::text(format!("group-{at}"), format!("{} {}", lang.say("Kelompok", "Group"), at + 1)).optional().max(160);
            @if at == 0 {
                (group.hint(lang.say("Misalnya camat, lurah, kepala desa.", "For instance heads of subdistricts and villages.")).show(filled))
            } @else {
                (group.show(filled))
            }
            (Select::new(format!("group-{at}-side"), lang.say("Di mana", "Where"), sides.clone()).show(filled))
            (Input::text(format!("group-{at}-of"), lang.say("Lembaganya", "Its institution")).optional().max(160).show(filled))
            (Input::digits(format!("group-{at}-many"), lang.say("Diharapkan hadir", "Expected")).optional().max(7).short().show(filled))
        }
    }
}

fn numbers(lang: Lang, filled: Filled<'_>, offers: &Offers) -> Markup {
    let sent = html! {
        (TextArea::new("delegations", lang.say("Utusan unit lain", "Delegations of other units"), DELEGATIONS).optional().hint(lang.say("Satu baris satu unit: kode lalu jumlah orang, misalnya KW-08-LAPAS-01 10. Tidak termasuk target tuan rumah.", "One line a unit: code, then people, like KW-08-LAPAS-01 10. Not in the host's target.")).show(filled))
    };
    let money = html! {
        (Input::digits("ceiling", lang.say("Pagu anggaran (rupiah)", "Budget ceiling (rupiah)")).optional().max(16).show(filled))
        (Input::text("source", lang.say("Sumber dana", "Source of funds")).optional().max(160).show(filled))
    };
    html! {
        (fold(lang.say("Utusan unit lain", "Delegations of other units"), filled.touches(&["delegations"]), sent))
        h2 { (lang.say("Acara", "Agenda")) }
        (agenda(lang, filled))
        (pledge_field(lang, filled, &offers.pledges, ""))
        (fold(lang.say("Anggaran", "Budget"), filled.touches(&["ceiling", "source"]), money))
    }
}

/// Reads the form; what the centre has set comes from `template`.
pub(super) fn parse(fields: &Fields, template: &NewActivity) -> Result<NewActivity> {
    let mut refused = Refusals::default();
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let some = |name: &str| fields.get(name).map(str::to_owned);
    let mode = refused.take(fields.choice("mode", ("cara hadir", "how people attend"), Mode::parse));
    let starts = refused.take(wall(fields, "starts", ("Mulai", "The beginning")));
    let ends = refused.take(wall(fields, "ends", ("Selesai", "The end")));
    let target = refused.take(fields.number("target", ("Target peserta", "The target"), 0..=1_000_000));
    let leader = refused.take(person(fields, "leader", "leader")).flatten();
    let mut speakers = Vec::new();
    let mut invited = Vec::new();
    for at in 0..rows(fields) {
        speakers.extend(refused.take(person(fields, &format!("speaker-{at}"), "speakers")).flatten());
        invited.extend(refused.take(group(fields, at)).flatten());
    }
    let delegations = refused.take(delegations(&text("delegations")));
    let budget = refused.take(budget(fields));
    let team = refused.take(team(fields));
    let pledge_drive = refused.take(pledge(fields));
    let agenda = refused.take(model::agenda(&text("agenda")));
    let (Some(mode), Some(starts), Some(ends), Some(target)) = (mode, starts, ends, target) else {
        return Err(refused.into_error());
    };
    let (Some(delegations), Some(budget), Some(agenda), Some(team), Some(pledge_drive)) =
        (delegations, budget, agenda, team, pledge_drive)
    else {
        return Err(refused.into_error());
    };
    refused.check()?;
    let nobody = Somebody::Outside { name: None, function: String::new(), institution: None };
    Ok(NewActivity {
        unit: text("unit"),
        title: text("title"),
        mode,
        venue: some("venue"),
        link: some("link"),
        starts,
        ends,
        leader: leader.unwrap_or(nobody),
        on_behalf_of: some("on_behalf_of"),
        speakers,
        invited,
        delegations,
        target,
        budget,
        agenda: agenda.into_iter().map(|line| at_clock(starts, line)).collect(),
        team,
        pledge_drive,
        confirmed: fields.ticked("confirmed"),
        ..template.clone()
    })
}

fn at_clock(starts: Wall, line: AgendaLine) -> AgendaItem {
    let (hour, minute) = starts.at(Zone::Wib).plus_ms(line.minute * 60_000).wall(Zone::Wib);
    let (item, by) = match line.item.split_once('|') {
        Some((item, by)) if !by.trim().is_empty() => (item.trim().to_owned(), Some(by.trim().to_owned())),
        _ => (line.item, None),
    };
    AgendaItem { at: format!("{hour:02}:{minute:02}"), item, by }
}

/// Somebody by NIP, by the number that stands, or by function; none when nothing is said.
fn person(fields: &Fields, name: &str, field: &'static str) -> Result<Option<Somebody>, Refusal> {
    if let Some(nip) = fields.get(&format!("{name}-nip")) {
        return Nip::parse(nip)
            .map(|nip| Some(Somebody::Nip(nip)))
            .map_err(|refusal| refusal.at(format!("{name}-nip")));
    }
    let (function, institution) = (fields.get(name), fields.get(&format!("{name}-of")).map(str::to_owned));
    let called = fields.get(&format!("{name}-name")).map(str::to_owned);
    let known = fields.get(&format!("{name}-known")).filter(|_| !fields.ticked(&format!("{name}-off")));
    match (function, known.and_then(|id| id.parse().ok())) {
        (Some(function), _) => Ok(Some(Somebody::Outside { name: called, function: function.to_owned(), institution })),
        (None, Some(id)) => Ok(Some(Somebody::Known(netra_base::EmployeeId(id)))),
        (None, None) if called.is_some() => {
            Ok(Some(Somebody::Outside { name: called, function: String::new(), institution }))
        }
        (None, None) if institution.is_some() => Err(Refusal::new(
            "function-missing",
            "Sebutkan jabatannya di sebelah lembaganya.",
            "Say the function beside the institution.",
        )
        .at(field)),
        (None, None) => Ok(None),
    }
}

fn group(fields: &Fields, at: usize) -> Result<Option<Group>, Refusal> {
    let name = format!("group-{at}");
    let institution = fields.get(&format!("{name}-of")).map(str::to_owned);
    let Some(called) = fields.get(&name) else {
        return match (&institution, fields.get(&format!("{name}-many"))) {
            (None, None) => Ok(None),
            _ => Err(Refusal::new(
                "group-missing",
                format!("Kelompok {}: sebutkan siapa yang diundang, misalnya camat.", at + 1),
                format!("Group {}: say who is invited, heads of subdistricts for instance.", at + 1),
            )
            .at(name)),
        };
    };
    let side = fields.choice(&format!("{name}-side"), ("di mana", "where"), Side::parse)?;
    let expected =
        fields.number(&format!("{name}-many"), ("Yang diharapkan hadir", "The number expected"), 0..=1_000_000)?;
    Ok(Some(Group { side, name: called.to_owned(), institution, expected }))
}

fn delegations(text: &str) -> Result<Vec<NewDelegation>, Refusal> {
    let mut out = Vec::new();
    for (at, words) in (1..).zip(text.lines()).filter(|(_, words)| !words.trim().is_empty()) {
        let found = words.trim().rsplit_once([' ', '\t', ',', ';', '=']);
        let found = found.and_then(|(unit, many)| Some((unit.trim(), many.trim().parse().ok()?)));
        let (unit, expected) = found.filter(|(unit, _)| !unit.is_empty()).ok_or_else(|| {
            Refusal::new(
                "delegation-line",
                format!("Utusan, baris {at}: tulis kode unit lalu jumlah orangnya, misalnya KW-08-LAPAS-01 10."),
                format!("Delegations, line {at}: write the unit's code, then its people, like KW-08-LAPAS-01 10."),
            )
            .at("delegations")
        })?;
        out.push(NewDelegation { unit: unit.to_owned(), expected });
    }
    Ok(out)
}

fn budget(fields: &Fields) -> Result<Option<Budget>, Refusal> {
    let (ceiling, source) = (fields.get("ceiling"), fields.get("source"));
    if ceiling.is_none() && source.is_none() {
        return Ok(None);
    }
    let ceiling = fields.number("ceiling", ("Pagu", "The ceiling"), 0..=i64::MAX)?;
    Ok(Some(Budget { ceiling, source: source.unwrap_or_default().to_owned() }))
}
