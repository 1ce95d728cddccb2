//! The form of a plan, new or changed: what it shows, how it is read.

use super::lines;
use super::pledge::{pledge, pledge_field};
use super::team::{team, team_field};
use crate::actions::{Pledges, Teams, View};
use crate::model::{Activity, ActivityKind, Budget, Mode, NewActivity, Side, Somebody, State};
use maud::{Markup, html};
use netra_base::{Day, Lang, Moment, Refusal, Result};
use netra_pledges::model::Wall;
use netra_registry::model::Unit;
use netra_web::components::{Checkbox, Filled, Input, Radios, Select, TextArea, button, fold, note};
use netra_web::form::{Fields, Refusals};

/// Characters of a list in a form: a hundred lines of eighty.
const LIST: usize = 8_000;
/// Units that a list of choices holds: at 200 bytes each some 12 KB. Whoever has more of them writes the code.
const CHOICES: usize = 60;

/// What the form offers to choose from.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// Units at which the asker may plan; one when the plan is changed.
    pub units: Vec<Unit>,
    /// Instruments: id and name.
    pub instruments: Vec<(String, String)>,
    /// Pledge drives.
    pub pledges: Pledges,
    /// Oversight teams.
    pub teams: Teams,
    /// The day on which the form begins.
    pub day: Day,
}

/// What stands in the form at first, by field.
#[derive(Debug, Clone, Default)]
pub(super) struct First {
    pub unit: String,
    pub kind: String,
    pub mode: String,
    pub title: String,
    pub theme: String,
    pub team: String,
    pub basis: Vec<String>,
    pub venue: String,
    pub link: String,
    pub day: String,
    pub starts: String,
    pub ends_day: String,
    pub ends: String,
    pub leader: String,
    pub on_behalf_of: String,
    pub speakers: String,
    pub inside: String,
    pub outside: String,
    pub delegations: String,
    pub target: String,
    pub ceiling: String,
    pub source: String,
    pub agenda: String,
    pub pledge_drive: String,
    /// Has it begun? Then most of it stands.
    pub begun: bool,
}

impl First {
    /// An empty plan at a unit.
    pub fn blank(unit: &Unit, day: Day) -> Self {
        Self {
            unit: unit.code.to_string(),
            kind: ActivityKind::RollCall.code().into(),
            mode: Mode::OnSite.code().into(),
            day: day.to_string(),
            starts: "08:00".into(),
            ends: "09:00".into(),
            target: "0".into(),
            ..Self::default()
        }
    }

    /// The plan that is there. `nips` are those of the leader and of the speakers, in order.
    pub fn of(view: &View, nips: &[Option<String>]) -> Self {
        let Activity { starts, ends, zone, leader, .. } = &view.activity;
        let one = &view.activity;
        let clock = |at: &Moment| {
            let (hour, minute) = at.wall(*zone);
            format!("{hour:02}:{minute:02}")
        };
        let nip = |at: usize| nips.get(at).and_then(Option::as_deref);
        let speakers = view.details.speakers.iter().enumerate().map(|(at, one)| lines::of_somebody(one, nip(at + 1)));
        let (first, last) = (starts.day(*zone), ends.day(*zone));
        Self {
            unit: view.unit.code.to_string(),
            kind: one.kind.code().into(),
            mode: one.mode.code().into(),
            title: one.title.clone(),
            theme: one.theme.clone().unwrap_or_default(),
            team: one.team.map(|team| team.to_string()).unwrap_or_default(),
            basis: one.basis.clone(),
            venue: one.venue.clone().unwrap_or_default(),
            link: one.link.clone().unwrap_or_default(),
            day: first.to_string(),
            starts: clock(starts),
            ends_day: if first == last { String::new() } else { last.to_string() },
            ends: clock(ends),
            leader: lines::of_somebody(leader, nip(0)),
            on_behalf_of: one.on_behalf_of.clone().unwrap_or_default(),
            speakers: speakers.collect::<Vec<_>>().join("\n"),
            inside: lines::of_groups(&view.details.invited, Side::Inside),
            outside: lines::of_groups(&view.details.invited, Side::Outside),
            delegations: lines::of_delegations(&view.details.delegations, &view.sent),
            target: one.target.to_string(),
            ceiling: one.budget.as_ref().map(|budget| budget.ceiling.to_string()).unwrap_or_default(),
            source: one.budget.as_ref().map(|budget| budget.source.clone()).unwrap_or_default(),
            agenda: lines::of_agenda(&view.details.agenda),
            pledge_drive: one.pledge_drive.map(|drive| drive.to_string()).unwrap_or_default(),
            begun: one.state == State::Running,
        }
    }
}

/// The fields. When only warnings stand in the way, they are said with a box to tick.
pub(super) fn body(lang: Lang, filled: Filled<'_>, offer: &Offer, first: &First, warnings: &[Refusal]) -> Markup {
    html! {
        (warned(lang, warnings, lang.say("Tetap rencanakan seperti ini.", "Plan it like this all the same.")))
        (what(lang, filled, offer, first))
        (place_and_time(lang, filled, first))
        (people(lang, filled, first))
        (more(lang, filled, offer, first))
        (button(lang.say("Simpan rencana", "Keep the plan")))
    }
}

/// The warnings, with the box that says that it is meant.
pub(super) fn warned(lang: Lang, warnings: &[Refusal], meant: &str) -> Markup {
    html! {
        @if !warnings.is_empty() {
            (note(netra_web::components::Kind::Warn, html! {
                p { strong { (lang.say("Periksa dulu:", "Look at this first:")) } }
                ul { @for one in warnings { li { (one.say.to(lang)) } } }
                (Checkbox::new("confirmed", meant).optional().show(Filled::blank(lang)))
            }))
        }
    }
}

fn what(lang: Lang, filled: Filled<'_>, offer: &Offer, first: &First) -> Markup {
    let named = |one: &Unit| (one.code.to_string(), format!("{} ({})", one.name, one.code));
    let kinds = ActivityKind::ALL.iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())).collect();
    html! {
        @if let [unit] = offer.units.as_slice() {
            p { strong { (unit.name) } } input type="hidden" name="unit" value=(unit.code);
        } @else if offer.units.len() <= CHOICES {
            (Select::new("unit", lang.say("Unit penyelenggara", "Unit that holds it"), offer.units.iter().map(named).collect()).value(first.unit.as_str()).show(filled))
        } @else {
            (Input::text("unit", lang.say("Kode unit penyelenggara", "Code of the unit that holds it")).value(first.unit.as_str()).max(32).show(filled))
        }
        (Select::new("kind", lang.say("Jenis kegiatan", "Kind"), kinds).value(first.kind.as_str()).show(filled))
        (Input::text("title", lang.say("Nama kegiatan", "Name of the activity")).value(first.title.as_str()).max(160).show(filled))
        (Input::text("theme", lang.say("Tema", "Theme")).value(first.theme.as_str()).max(300).optional().show(filled))
        (team_field(lang, filled, &offer.teams, &first.team))
    }
}

fn place_and_time(lang: Lang, filled: Filled<'_>, first: &First) -> Markup {
    let modes = Mode::ALL.iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())).collect();
    html! {
        h2 { (lang.say("Tempat dan waktu", "Place and time")) }
        (Radios::one("mode", lang.say("Cara hadir", "How people attend"), modes).chosen(first.mode.as_str()).show(filled))
        (venue(lang, filled, first, true))
        (Input::day("day", lang.say("Tanggal", "Day")).value(first.day.as_str()).show(filled))
        (Input::time("starts", lang.say("Mulai pukul", "Begins at")).value(first.starts.as_str()).hint(lang.say("Menurut jam unit penyelenggara.", "By the clock of the unit that holds it.")).show(filled))
        (Input::time("ends", lang.say("Selesai pukul", "Ends at")).value(first.ends.as_str()).show(filled))
        (Input::day("ends_day", lang.say("Tanggal selesai, bila lewat tengah malam", "Day of the end, if it crosses midnight")).value(first.ends_day.as_str()).optional().show(filled))
    }
}

/// Where it is held, and the virtual room when there may be one.
pub(super) fn venue(lang: Lang, filled: Filled<'_>, first: &First, linked: bool) -> Markup {
    html! {
        (Input::text("venue", lang.say("Tempat", "Venue")).value(first.venue.as_str()).max(200).hint(lang.say("Sebut ruang dan gedungnya. Boleh kosong bila semua hadir virtual.", "Name the room and the building. It may stay empty if all attend virtually.")).show(filled))
        @if linked {
            (Input::text("link", lang.say("Tautan ruang virtual", "Link of the virtual room")).value(first.link.as_str()).max(500).optional().hint(lang.say("Dimulai dengan https://", "It begins with https://")).show(filled))
        }
    }
}

/// How somebody is written.
fn who(lang: Lang) -> &'static str {
    lang.say(
        "NIP pegawai unit Anda; atau: jabatan; lembaga; nama. Nama boleh kosong.",
        "The NIP of somebody in your units; or: function; institution; name. The name may be left out.",
    )
}

/// Who leads, and whose message is read.
pub(super) fn leading(lang: Lang, filled: Filled<'_>, first: &First) -> Markup {
    html! {
        (Input::text("leader", lang.say("Pemimpin", "Leader")).value(first.leader.as_str()).max(500).hint(who(lang)).show(filled))
        (Input::text("on_behalf_of", lang.say("Membacakan amanat", "Reads the message of")).value(first.on_behalf_of.as_str()).max(160).optional().hint(lang.say("Jabatan yang amanatnya dibacakan pemimpin.", "The function whose message the leader reads.")).show(filled))
    }
}

/// Who speaks.
pub(super) fn speakers(lang: Lang, filled: Filled<'_>, first: &First) -> Markup {
    let hint = format!("{} {}", lang.say("Satu baris satu orang.", "One line a person."), who(lang));
    html! {
        (TextArea::new("speakers", lang.say("Narasumber", "Speakers"), LIST).value(first.speakers.as_str()).optional().hint(hint).show(filled))
    }
}

/// The order of the day.
pub(super) fn agenda(lang: Lang, filled: Filled<'_>, first: &First) -> Markup {
    html! {
        (TextArea::new("agenda", lang.say("Susunan acara", "Agenda"), LIST).value(first.agenda.as_str()).optional().hint(lang.say("Satu baris satu acara: jam; acara; oleh. Contoh: 08.00; Pembukaan; Pembawa acara", "One line an item: time; item; by. Like: 08.00; Opening; Host")).show(filled))
    }
}

fn people(lang: Lang, filled: Filled<'_>, first: &First) -> Markup {
    let guests = [("inside", &first.inside), ("outside", &first.outside), ("delegations", &first.delegations)];
    let invited = html! {
        (TextArea::new("inside", lang.say("Undangan dari dalam instansi", "Invited from inside the agency"), LIST).value(first.inside.as_str()).optional().hint(lang.say("Satu baris satu kelompok: nama; lembaga; jumlah.", "One line a group: name; institution; number.")).show(filled))
        (TextArea::new("outside", lang.say("Undangan dari luar", "Invited from outside"), LIST).value(first.outside.as_str()).optional().hint(lang.say("Contoh: anggota; Bawaslu Kota Pangkalpinang; 3", "Like: anggota; Bawaslu Kota Pangkalpinang; 3")).show(filled))
        (TextArea::new("delegations", lang.say("Utusan unit lain", "Delegations of other units"), LIST).value(first.delegations.as_str()).optional().hint(lang.say("Satu baris satu unit: kode unit; jumlah. Tidak dihitung dalam target sendiri.", "One line a unit: code; number. Not counted in the own target.")).show(filled))
    };
    html! {
        h2 { (lang.say("Orang", "People")) }
        (leading(lang, filled, first))
        (speakers(lang, filled, first))
        (Input::digits("target", lang.say("Target peserta dari unit sendiri", "Target of the unit's own people")).value(first.target.as_str()).short().show(filled))
        (fold(lang.say("Undangan dan utusan", "Guests and delegations"), stands(filled, &guests), invited))
    }
}

/// Does something stand in one of these fields, or was it refused?
fn stands(filled: Filled<'_>, fields: &[(&str, &String)]) -> bool {
    fields.iter().any(|(name, value)| !value.is_empty() || filled.touches(&[name]))
}

fn more(lang: Lang, filled: Filled<'_>, offer: &Offer, first: &First) -> Markup {
    let money = html! {
        (Input::digits("ceiling", lang.say("Pagu anggaran (rupiah)", "Budget ceiling (rupiah)")).value(first.ceiling.as_str()).optional().show(filled))
        (Input::text("source", lang.say("Sumber dana", "Source of funds")).value(first.source.as_str()).max(160).optional().show(filled))
    };
    let has_money = stands(filled, &[("ceiling", &first.ceiling), ("source", &first.source)]);
    let chosen = |field: Radios| first.basis.iter().fold(field, |field, id| field.chosen(id.clone()));
    html! {
        h2 { (lang.say("Acara, dasar, anggaran", "Agenda, basis, budget")) }
        (agenda(lang, filled, first))
        (fold(lang.say("Dasar hukum", "Legal basis"), filled.refuses(&["basis"]), chosen(Radios::several("basis", lang.say("Peraturan", "Instruments"), offer.instruments.clone()).optional()).show(filled)))
        (pledge_field(lang, filled, &offer.pledges, &first.pledge_drive))
        (fold(lang.say("Anggaran", "Budget"), has_money, money))
    }
}

/// Reads the form. Lists keep their lines; whether they hold is decided by the rules.
pub(super) fn parse(fields: &Fields) -> Result<NewActivity> {
    let mut refused = Refusals::default();
    let unit = refused.take(fields.text("unit", ("kode unit", "the unit's code"), 32));
    let kind = refused.take(fields.choice("kind", ("jenis kegiatan", "the kind"), ActivityKind::parse));
    let mode = refused.take(fields.choice("mode", ("cara hadir", "how people attend"), Mode::parse));
    let day = refused.take(fields.day("day", ("Tanggal", "The day")));
    let starts = refused.take(clock(fields, "starts", ("Mulai", "The beginning")));
    let ends = refused.take(clock(fields, "ends", ("Selesai", "The end")));
    let ends_day = match fields.get("ends_day") {
        Some(_) => refused.take(fields.day("ends_day", ("Tanggal selesai", "The day of the end"))),
        None => day,
    };
    let target = match fields.get("target") {
        Some(_) => refused.take(fields.number("target", ("Target peserta", "The target"), 0..=100_000)),
        None => Some(0),
    };
    let missing = || {
        Refusal::new(
            "leader-missing",
            "Sebutkan siapa yang memimpin: NIP, atau jabatannya.",
            "Say who leads it: a NIP, or the function.",
        )
        .at("leader")
    };
    let leader: Option<Somebody> = refused.take(fields.get("leader").and_then(lines::leader).ok_or_else(missing));
    let budget = refused.take(budget(fields));
    let team = refused.take(team(fields));
    let pledge_drive = refused.take(pledge(fields));
    let (Some(unit), Some(kind), Some(mode), Some(day), Some(starts), Some(ends), Some(ends_day)) =
        (unit, kind, mode, day, starts, ends, ends_day)
    else {
        return Err(refused.into_error());
    };
    let (Some(target), Some(leader), Some(budget), Some(team), Some(pledge_drive)) =
        (target, leader, budget, team, pledge_drive)
    else {
        return Err(refused.into_error());
    };
    let own = |name: &str| fields.get(name).map(str::to_owned);
    let list = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let mut invited = lines::groups(&list("inside"), Side::Inside);
    invited.extend(lines::groups(&list("outside"), Side::Outside));
    Ok(NewActivity {
        unit,
        kind,
        mode,
        title: list("title"),
        theme: own("theme"),
        basis: fields.all("basis").map(str::to_owned).collect(),
        venue: own("venue"),
        link: own("link"),
        starts: Wall { day, hour: starts.0, minute: starts.1 },
        ends: Wall { day: ends_day, hour: ends.0, minute: ends.1 },
        leader,
        on_behalf_of: own("on_behalf_of"),
        speakers: lines::speakers(&list("speakers")),
        invited,
        delegations: lines::delegations(&list("delegations")),
        target,
        budget,
        agenda: lines::agenda(&list("agenda")),
        team,
        drive: None,
        pledge_drive,
        confirmed: fields.ticked("confirmed"),
    })
}

/// `08:00` or `08.00`.
fn clock(fields: &Fields, name: &'static str, label: (&'static str, &'static str)) -> Result<(i8, i8), Refusal> {
    let text = fields.text(name, label, 8)?.replace('.', ":");
    let wall = Wall::parse(&format!("2000-01-01T{}", text.get(..5).unwrap_or_default()));
    wall.map(|wall| (wall.hour, wall.minute)).ok_or_else(|| {
        Refusal::new(
            "time",
            format!("{}: jam tidak dikenal. Tulis seperti 08.00.", label.0),
            format!("{}: not a time. Write it like 08:00.", label.1),
        )
        .at(name)
    })
}

fn budget(fields: &Fields) -> Result<Option<Budget>, Refusal> {
    let (ceiling, source) = (fields.get("ceiling"), fields.get("source"));
    if ceiling.is_none() && source.is_none() {
        return Ok(None);
    }
    let ceiling = lines::rupiah(ceiling.unwrap_or_default(), "ceiling")?;
    Ok(Some(Budget { ceiling, source: source.unwrap_or_default().to_owned() }))
}
