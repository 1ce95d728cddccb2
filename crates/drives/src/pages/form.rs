//! Announcing a drive and changing it: one form. What was refused stands next to its field and everything that was typed is
//! still there.

use super::{HOME, MENU, address, drive_id, page};
use crate::actions::{self, Offer, Seen};
use crate::model::{self, ActivityKind, Definition, Exception, NewDrive, Share, Wall, Window};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Error, Lang, Refusal, Result};
use netra_registry::model::UnitKind;
use netra_web::components::{Filled, Input, Radios, Select, TextArea, button, form};
use netra_web::form::{Fields, Label, Refusals};
use netra_web::{Reply, Signed, Site, Visit, acted, redirect};

/// The longest list of codes: 200 units of 32 letters, each with a number.
const CODES: usize = 8_000;

/// The form for a new drive.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub async fn new_drive(State(site): State<Site>, visit: Visit, Signed(who): Signed) -> Reply {
    let now = site.now();
    let offer = site.store.read(move |tx| actions::offer(tx, now, &who)).await?;
    let fields = first(&offer);
    Ok(show(&visit, &offer, None, &fields, &[]))
}

/// The form that changes a drive.
///
/// # Errors
/// `NotFound` for those who may not.
pub async fn change_form(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    let (seen, old, offer) = site.store.read(move |tx| actions::changing(tx, now, &who, id)).await?;
    let fields = filled_with(&old, seen.drive.version);
    Ok(show(&visit, &offer, Some(&seen), &fields, &[]))
}

/// What a new form says at first.
fn first(offer: &Offer) -> Fields {
    let day = offer.today.plus_days(14).to_string();
    let code = offer.unit.code.as_str();
    let pairs = [
        ("unit", code),
        ("announcer", code),
        ("kind", ActivityKind::Outreach.code()),
        ("opens", day.as_str()),
        ("opens_time", "08:00"),
        ("closes", day.as_str()),
        ("closes_time", "16:00"),
        ("kinds", UnitKind::Kanwil.code()),
        ("required", "2"),
        ("most", "4"),
        ("target", "100"),
    ];
    Fields::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

/// A drive as its form shows it.
fn filled_with(old: &Definition<String>, version: i64) -> Fields {
    let wall = |wall: Wall| (wall.day.to_string(), format!("{:02}:{:02}", wall.hour, wall.minute));
    let (opens, closes) = (wall(old.window.opens), wall(old.window.closes));
    let agenda: Vec<String> = old.agenda.iter().map(|line| format!("{} {}", line.minute, line.item)).collect();
    let own = old.exceptions.iter().filter_map(|one| match one.share {
        Share::Places(places) => Some(format!("{} {places}", one.unit)),
        Share::LeftOut => None,
    });
    let out = old.exceptions.iter().filter(|one| one.share == Share::LeftOut).map(|one| one.unit.clone());
    let mut pairs = vec![
        ("version", version.to_string()),
        ("title", old.title.clone()),
        ("theme", old.theme.clone()),
        ("kind", old.kind.code().to_owned()),
        ("material", old.material.clone().unwrap_or_default()),
        ("agenda", agenda.join("\n")),
        ("opens", opens.0),
        ("opens_time", opens.1),
        ("closes", closes.0),
        ("closes_time", closes.1),
        ("required", old.required.to_string()),
        ("most", old.most.to_string()),
        ("exceptions", own.collect::<Vec<_>>().join("\n")),
        ("left_out", out.collect::<Vec<_>>().join("\n")),
        ("target", old.target.to_string()),
    ];
    pairs.extend(old.basis.iter().map(|id| ("basis", id.clone())));
    pairs.extend(old.kinds.iter().map(|kind| ("kinds", kind.code().to_owned())));
    Fields::from_pairs(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)))
}

fn show(visit: &Visit, offer: &Offer, seen: Option<&Seen>, fields: &Fields, refusals: &[Refusal]) -> Response {
    let lang = visit.lang;
    let filled = Filled::again(lang, fields, refusals);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (title, action) = match seen {
        None => (lang.say("Umumkan kegiatan serentak", "Announce a simultaneous drive"), HOME.to_owned()),
        Some(seen) => (lang.say("Ubah kegiatan serentak", "Change a simultaneous drive"), address(seen, "/ubah")),
    };
    let page = page(visit, title).current(MENU).narrow().status(status);
    let page = match seen {
        Some(seen) => page.under(address(seen, ""), seen.drive.definition.title.clone()),
        None => page,
    };
    page.show(form(&action, filled, html! {
        @match seen {
            Some(_) => input type="hidden" name="version" value=(fields.get("version").unwrap_or_default());,
            None => (whose(lang, filled)),
        }
        (what(lang, offer, filled))
        (when_held(lang, filled))
        (asked(lang, filled))
        p.soft { (lang.say("Pengumuman dan setiap perubahannya dicatat di log sebagai versi; versi lama tidak ditimpa.", "The announcement and each change of it are recorded in the log as versions; old versions are not overwritten.")) }
        (button(if seen.is_some() { lang.say("Umumkan perubahan", "Announce the change") } else { lang.say("Umumkan kegiatan serentak ini", "Announce this drive") }))
    }))
}

fn whose(lang: Lang, filled: Filled<'_>) -> Markup {
    html! {
        (Input::text("unit", lang.say("Untuk unit (kode)", "For the unit (code)")).hint(lang.say("Unit ini dan semua di bawahnya; biasanya instansi itu sendiri.", "This unit and all below it; usually the agency itself.")).max(32).short().show(filled))
        (Input::text("announcer", lang.say("Diumumkan oleh (kode unit)", "Announced by (unit code)")).hint(lang.say("Unit yang namanya tampil sebagai penyelenggara dan pada kop rekap.", "The unit shown as the organiser and on the letterhead of the recap.")).max(32).short().show(filled))
    }
}

fn what(lang: Lang, offer: &Offer, filled: Filled<'_>) -> Markup {
    let kinds = ActivityKind::ALL.iter().map(|one| (one.code().to_owned(), one.name(lang).to_owned())).collect();
    let bases =
        offer.instruments.iter().map(|one| (one.id.clone(), format!("{} ({})", one.name.to(lang), one.id))).collect();
    html! {
        (Input::text("title", lang.say("Judul", "Title")).max(160).show(filled))
        (Input::text("theme", lang.say("Tema", "Theme")).max(300).show(filled))
        (Select::new("kind", lang.say("Jenis kegiatan", "Kind of activity"), kinds).show(filled))
        (Radios::several("basis", lang.say("Dasar hukum", "Legal basis"), bases).show(filled))
        (Input::text("material", lang.say("Catatan materi", "Note on material")).hint(lang.say("Sebutkan di mana bahannya. Materi yang sudah terbit dilampirkan dari papan kegiatan serentak sesudah diumumkan.", "Say where it is. Published material is attached from the board of the drive once it is announced.")).optional().max(600).show(filled))
        (TextArea::new("agenda", lang.say("Susunan acara baku", "Agenda template"), 8_000).optional().hint(lang.say("Satu baris satu acara: menit sesudah mulai, lalu acaranya. Contoh: 15 Sambutan Kepala Kantor Wilayah.", "One line an item: minutes after the start, then the item. Example: 15 Address by the head of office.")).show(filled))
    }
}

fn when_held(lang: Lang, filled: Filled<'_>) -> Markup {
    html! {
        (Input::day("opens", lang.say("Hari pertama", "First day")).hint(lang.say("Jam setempat tiap unit: WIB, WITA, atau WIT.", "By the clock of each unit: WIB, WITA or WIT.")).show(filled))
        (Input::time("opens_time", lang.say("Paling awal mulai pukul", "Begins at the earliest at")).show(filled))
        (Input::day("closes", lang.say("Hari terakhir", "Last day")).show(filled))
        (Input::time("closes_time", lang.say("Paling akhir selesai pukul", "Ends at the latest at")).show(filled))
    }
}

fn asked(lang: Lang, filled: Filled<'_>) -> Markup {
    let kinds = UnitKind::ALL.map(|kind| (kind.code().to_owned(), kind.name(lang).to_owned())).to_vec();
    html! {
        (Radios::several("kinds", lang.say("Unit yang diminta merencanakan", "Units asked to plan"), kinds).show(filled))
        (Input::digits("required", lang.say("Tempat yang diminta dari setiap unit", "Places asked of each unit")).max(3).short().show(filled))
        (Input::digits("most", lang.say("Tempat per unit paling banyak", "Places per unit at most")).max(3).short().show(filled))
        (TextArea::new("exceptions", lang.say("Unit dengan jumlah khusus", "Units with a number of their own"), CODES).optional().hint(lang.say("Satu baris satu unit: kode lalu jumlah tempat, misalnya KW-08 3.", "One line a unit: code, then number of places, like KW-08 3.")).show(filled))
        (TextArea::new("left_out", lang.say("Unit yang dikecualikan", "Units left out"), CODES).optional().hint(lang.say("Kode unit, dipisahkan spasi, koma, atau baris baru.", "Unit codes, separated by blanks, commas or new lines.")).show(filled))
        (Input::digits("target", lang.say("Target peserta per tempat", "Target of participants per place")).max(7).short().show(filled))
    }
}

/// Announces the drive and leads to its board.
///
/// # Errors
/// `NotFound` for those who keep no unit.
pub async fn announce(State(site): State<Site>, visit: Visit, Signed(who): Signed, fields: Fields) -> Reply {
    let (chance, now, asker) = (site.chance.clone(), site.now(), who.clone());
    let offer = site.store.read(move |tx| actions::offer(tx, now, &asker)).await?;
    let outcome = match parse_new(&fields) {
        Ok(new) => site.store.write(move |tx| actions::announce(tx, &chance, now, &who, &new)).await,
        Err(error) => Err(error),
    };
    acted(outcome, |id| redirect(&format!("{HOME}/{id}")), |refusals| show(&visit, &offer, None, &fields, refusals))
}

/// Changes the drive and leads to its board.
///
/// # Errors
/// `NotFound` for those who may not.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Signed(who): Signed,
    Path(drive): Path<String>,
    fields: Fields,
) -> Reply {
    let (id, chance, now, asker) = (drive_id(&drive)?, site.chance.clone(), site.now(), who.clone());
    let (seen, _, offer) = site.store.read(move |tx| actions::changing(tx, now, &asker, id)).await?;
    let based_on = fields.get("version").and_then(|text| text.parse().ok()).unwrap_or_default();
    let outcome = match parse(&fields) {
        Ok(new) => site.store.write(move |tx| actions::change(tx, &chance, now, &who, (id, based_on), &new)).await,
        Err(error) => Err(error),
    };
    acted(outcome, |_| redirect(&address(&seen, "")), |refusals| show(&visit, &offer, Some(&seen), &fields, refusals))
}

fn parse_new(fields: &Fields) -> Result<NewDrive> {
    let mut refused = Refusals::default();
    let unit = refused.take(fields.text("unit", ("kode unit", "the unit's code"), 32));
    let announcer = refused.take(fields.text("announcer", ("kode unit", "the unit's code"), 32));
    match (unit, announcer, parse(fields)) {
        (Some(unit), Some(announcer), Ok(definition)) => Ok(NewDrive { unit, announcer, definition }),
        (_, _, Err(Error::Refused(list))) => {
            list.into_iter().for_each(|refusal| refused.add(refusal));
            Err(refused.into_error())
        }
        (_, _, Err(other)) => Err(other),
        _ => Err(refused.into_error()),
    }
}

fn parse(fields: &Fields) -> Result<Definition<String>> {
    let mut refused = Refusals::default();
    let text = |name: &str| fields.get(name).unwrap_or_default();
    let title = refused.take(model::title(text("title")));
    let theme = refused.take(model::theme(text("theme")));
    let kind = refused.take(fields.choice("kind", ("jenis kegiatan", "the kind of activity"), ActivityKind::parse));
    let material = refused.take(model::material(text("material")));
    let agenda = refused.take(model::agenda(text("agenda")));
    let opens = refused.take(wall(fields, "opens", ("Hari pertama", "The first day")));
    let closes = refused.take(wall(fields, "closes", ("Hari terakhir", "The last day")));
    let many = |name: &str, label: Label| fields.number(name, label, 0..=1_000_000);
    let required = refused.take(many("required", ("Jumlah tempat", "The number of places")));
    let most = refused.take(many("most", ("Batas tempat", "The limit of places")));
    let target = refused.take(many("target", ("Target peserta", "The target")));
    let own = refused.take(model::exceptions(text("exceptions")));
    let left_out = refused.take(model::codes(text("left_out")));
    let kinds: Vec<UnitKind> = fields.all("kinds").filter_map(|code| UnitKind::parse(code).ok()).collect();
    let basis: Vec<String> = fields.all("basis").map(str::to_owned).collect();
    let (Some(title), Some(theme), Some(kind), Some(material), Some(agenda)) = (title, theme, kind, material, agenda)
    else {
        return Err(refused.into_error());
    };
    let (Some(opens), Some(closes), Some(required), Some(most), Some(target)) = (opens, closes, required, most, target)
    else {
        return Err(refused.into_error());
    };
    let (Some(mut exceptions), Some(left_out)) = (own, left_out) else { return Err(refused.into_error()) };
    exceptions.extend(left_out.into_iter().map(|unit| Exception { unit, share: Share::LeftOut }));
    refused.check()?;
    let window = Window { opens, closes };
    Ok(Definition { title, theme, basis, kind, material, agenda, window, kinds, required, most, exceptions, target })
}

/// A day with the time in the field of the same name.
pub(super) fn wall(fields: &Fields, name: &'static str, label: Label) -> Result<Wall, Refusal> {
    let zone = netra_base::Zone::Wib;
    let at = fields.moment(name, &format!("{name}_time"), label, zone)?;
    let (hour, minute) = at.wall(zone);
    Ok(Wall { day: at.day(zone), hour, minute })
}
