//! Decisions about activities: what may be planned here, when it may start and end in `rules/state.rs`, what clashes in
//! `rules/clash.rs`, days that should stay free in `rules/days.rs`.

pub mod clash;
pub mod days;
pub mod feed;
mod parts;
pub mod press;
pub mod report;
pub mod state;

use crate::model::plan::{
    AHEAD_DAYS, LATE_DAYS, LONGEST_HOURS, MOST_BASES, MOST_DELEGATIONS, MOST_GROUPS, MOST_ITEMS, MOST_PEOPLE,
    MOST_RUPIAH, MOST_SPEAKERS,
};
use crate::model::{AgendaItem, Budget, Group, Mode, NewActivity, NewDelegation, Plan, Somebody, Words, line};
use netra_base::{Lang, Moment, Principal, Refusal, Role, Zone};
use netra_pledges::model::Wall;

const KEEPERS: [Role; 2] = [Role::UnitOperator, Role::Administrator];
/// Who reads all of an activity, and the figures of those of a simultaneous drive: who keeps it, oversees it, or tells the
/// public of it. Doors and links to drives are for the same.
pub const OVERSEERS: [Role; 6] =
    [Role::UnitOperator, Role::TeamMember, Role::Leader, Role::Auditor, Role::Administrator, Role::PublicRelations];

/// Who keeps a unit's activities: plans, starts, ends, reports.
#[must_use]
pub fn keeps(who: &Principal, path: &str) -> bool {
    KEEPERS.into_iter().any(|role| who.covers(role, path))
}

/// The paths of the units that `who` keeps, each with all below; none lies below another.
#[must_use]
pub fn kept(who: &Principal) -> Vec<&str> {
    who.outermost(&KEEPERS)
}

/// Who oversees a unit's activities: reads all of one, changes nothing.
#[must_use]
pub fn oversees(who: &Principal, path: &str) -> bool {
    OVERSEERS.into_iter().any(|role| who.covers(role, path))
}

/// The paths of the grants that let `who` oversee; one may lie below another.
#[must_use]
pub fn overseen(who: &Principal) -> Vec<&str> {
    who.grants.iter().map(|grant| grant.path.as_str()).filter(|path| oversees(who, path)).collect()
}

/// Who reads what an activity was given and what it spent: who keeps the branch, leads or audits it.
#[must_use]
pub fn money(who: &Principal, path: &str) -> bool {
    keeps(who, path) || [Role::Leader, Role::Auditor].into_iter().any(|role| who.covers(role, path))
}

/// Is a person of the unit at `person` one of a delegation of the unit at `sent` to a host: of its branch, or of itself alone
/// where it stands above the host? Whoever plans may name any unit, and naming the ministry opens nothing to all of it.
#[must_use]
pub fn sent(person: &str, sent: &str, host: &str) -> bool {
    person == sent || person.starts_with(sent) && !host.starts_with(sent)
}

/// Who gets the text for the press.
#[must_use]
pub fn tells(who: &Principal, path: &str) -> bool {
    keeps(who, path) || who.covers(Role::PublicRelations, path)
}

/// Refusals as they come.
#[derive(Debug, Default)]
struct Heard(Vec<Refusal>);

impl Heard {
    fn take<T>(&mut self, read: Result<T, Refusal>) -> Option<T> {
        read.map_err(|refusal| self.0.push(refusal)).ok()
    }

    fn line(&mut self, text: &str, words: &Words) -> String {
        self.take(line(text, words)).unwrap_or_default()
    }

    fn optional(&mut self, text: Option<&str>, words: &Words) -> Option<String> {
        text.filter(|text| !text.trim().is_empty()).map(|text| self.line(text, words))
    }
}

/// Is this what can be planned, at a unit in `zone`, at this moment? `knows` tells whether there is such an instrument.
///
/// # Errors
/// One refusal for each thing that is wrong, in the order of the form.
pub fn planned(new: &NewActivity, zone: Zone, now: Moment, knows: &dyn Fn(&str) -> bool) -> Result<Plan, Vec<Refusal>> {
    let mut heard = Heard::default();
    let mut clean = new.clone();
    clean.title = heard.line(&new.title, &Words::new("title", ("Nama kegiatan", "Name of the activity"), 3..=160));
    clean.theme = heard.optional(new.theme.as_deref(), &Words::new("theme", ("Tema", "Theme"), 3..=300));
    bases(&mut heard, &new.basis, knows);
    place(&mut heard, new, &mut clean);
    let (starts, ends) = times(&mut heard, new, zone, now);
    clean.leader = somebody(&mut heard, &new.leader, "leader", None);
    let on_behalf = Words::new("on_behalf_of", ("Jabatan yang pesannya dibacakan", "Whose message is read"), 3..=160);
    clean.on_behalf_of = heard.optional(new.on_behalf_of.as_deref(), &on_behalf);
    many(&mut heard, "speakers", new.speakers.len(), MOST_SPEAKERS);
    let speakers = new.speakers.iter().zip(1..).take(MOST_SPEAKERS);
    clean.speakers = speakers.map(|(one, row)| somebody(&mut heard, one, "speakers", Some(row))).collect();
    many(&mut heard, "invited", new.invited.len(), MOST_GROUPS);
    clean.invited =
        new.invited.iter().zip(1..).take(MOST_GROUPS).map(|(one, row)| group(&mut heard, one, row)).collect();
    delegations(&mut heard, &new.delegations);
    if !(0..=MOST_PEOPLE).contains(&new.target) {
        heard.0.push(number("target", ("Target peserta", "Target of participants"), 0, MOST_PEOPLE));
    }
    clean.budget = new.budget.as_ref().map(|one| budget(&mut heard, one));
    many(&mut heard, "agenda", new.agenda.len(), MOST_ITEMS);
    let items = new.agenda.iter().zip(1..).take(MOST_ITEMS);
    clean.agenda = items.map(|(one, row)| item(&mut heard, one, row, (starts, ends, zone))).collect();
    if heard.0.is_empty() { Ok(Plan { new: clean, starts, ends, zone }) } else { Err(heard.0) }
}

fn number(field: &'static str, label: (&str, &str), low: i64, high: i64) -> Refusal {
    let (id, en) = (
        format!("{} harus {} sampai {}.", label.0, Lang::Id.number(low), Lang::Id.number(high)),
        format!("{} must be {} to {}.", label.1, Lang::En.number(low), Lang::En.number(high)),
    );
    Refusal::new("number", id, en).at(field)
}

fn many(heard: &mut Heard, field: &'static str, count: usize, most: usize) {
    if count > most {
        heard.0.push(
            Refusal::new(
                "too-many",
                format!("Ada {count} baris; paling banyak {most}. Gabungkan atau hapus sebagian."),
                format!("There are {count} lines; at most {most}. Join or remove some."),
            )
            .at(field),
        );
    }
}

fn bases(heard: &mut Heard, basis: &[String], knows: &dyn Fn(&str) -> bool) {
    many(heard, "basis", basis.len(), MOST_BASES);
    if let Some(unknown) = basis.iter().find(|id| !knows(id)) {
        heard.0.push(
            Refusal::new(
                "basis-unknown",
                format!("Tidak ada peraturan {unknown}. Pilih dari daftar."),
                format!("There is no instrument {unknown}. Choose from the list."),
            )
            .at("basis"),
        );
    }
}

fn place(heard: &mut Heard, new: &NewActivity, clean: &mut NewActivity) {
    let said = new.venue.as_deref().filter(|text| !text.trim().is_empty());
    clean.venue = heard.optional(said, &Words::new("venue", ("Tempat", "Venue"), 3..=200));
    if said.is_none() && new.mode != Mode::Virtual {
        heard.0.push(
            Refusal::new(
                "venue-missing",
                "Sebutkan tempatnya: kegiatan ini dihadiri di tempat. Bila semua hadir lewat layar, pilih Virtual.",
                "Say where: people come to this activity. If all are behind a screen, choose Virtual.",
            )
            .at("venue"),
        );
    }
    clean.link = new.link.as_deref().map(str::trim).filter(|link| !link.is_empty()).map(str::to_owned);
    if new.mode == Mode::OnSite {
        clean.link = None;
    }
    if clean.link.as_deref().is_some_and(|link| !is_link(link)) {
        heard.0.push(
            Refusal::new(
                "link",
                "Tautan harus dimulai dengan https:// dan tanpa spasi, paling panjang 500 huruf.",
                "The link must begin with https:// and have no blanks, at most 500 characters.",
            )
            .at("link"),
        );
    }
}

/// An address that may stand on a page: https, with a host, printable ASCII.
fn is_link(link: &str) -> bool {
    let rest = link.strip_prefix("https://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let fits = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    link.len() <= 500 && host.contains('.') && !host.contains('@') && link.chars().all(fits)
}

const HOUR: i64 = 3_600_000;

/// The moments of a beginning and an end, with what is wrong about them.
fn times(heard: &mut Heard, new: &NewActivity, zone: Zone, now: Moment) -> (Moment, Moment) {
    let (starts, ends) = (new.starts.at(zone), new.ends.at(zone));
    let today = now.day(zone);
    if new.starts.day < today.plus_days(-LATE_DAYS) || new.starts.day > today.plus_days(AHEAD_DAYS) {
        heard.0.push(
            Refusal::new(
                "day-far",
                format!("Tanggalnya harus antara {LATE_DAYS} hari yang lalu dan dua tahun ke depan."),
                format!("The day must lie between {LATE_DAYS} days ago and two years ahead."),
            )
            .at("starts"),
        );
    }
    if ends <= starts {
        let told = |wall: Wall| format!("{} {:02}.{:02}", Lang::Id.day(wall.day), wall.hour, wall.minute);
        heard.0.push(
            Refusal::new(
                "ends-before",
                format!(
                    "Selesai ({}) harus sesudah mulai ({}). Bila lewat tengah malam, isi juga tanggal selesai.",
                    told(new.ends),
                    told(new.starts)
                ),
                format!(
                    "The end ({}) must come after the beginning ({}). If it crosses midnight, fill in the day of the end.",
                    new.ends, new.starts
                ),
            )
            .at("ends"),
        );
    } else if ends.0 - starts.0 > LONGEST_HOURS * HOUR {
        heard.0.push(
            Refusal::new(
                "too-long",
                format!("Paling lama {LONGEST_HOURS} jam. Kegiatan beberapa hari: rencanakan satu untuk setiap hari."),
                format!("At most {LONGEST_HOURS} hours. For several days, plan one for each day."),
            )
            .at("ends"),
        );
    }
    (starts, ends)
}

/// At which row of a list, when it is one: `(baris 3) `.
fn row_words(row: Option<usize>) -> (String, String) {
    row.map_or_else(Default::default, |row| (format!("Baris {row}: "), format!("Line {row}: ")))
}

fn somebody(heard: &mut Heard, one: &Somebody, field: &'static str, row: Option<usize>) -> Somebody {
    let Somebody::Outside { name, function, institution } = one else { return one.clone() };
    let before = heard.0.len();
    let name = heard.optional(name.as_deref(), &Words::new(field, ("Nama", "Name"), 2..=160));
    let institution = heard.optional(institution.as_deref(), &Words::new(field, ("Lembaga", "Institution"), 2..=160));
    let function = if function.trim().is_empty() && name.is_some() && institution.is_some() {
        String::new()
    } else {
        heard.line(function, &Words::new(field, ("jabatan", "function"), 2..=160))
    };
    at_row(heard, before, row);
    Somebody::Outside { name, function, institution }
}

/// Says at which row what was refused since `before` stands.
fn at_row(heard: &mut Heard, before: usize, row: Option<usize>) {
    let (id, en) = row_words(row);
    for refusal in &mut heard.0[before..] {
        refusal.say = netra_base::Say::new(format!("{id}{}", refusal.say.id), format!("{en}{}", refusal.say.en));
    }
}

/// What is wrong with a list of invited groups, its lines counted from 1.
#[must_use]
pub fn invited(groups: &[Group]) -> Vec<Refusal> {
    let mut heard = Heard::default();
    for (one, row) in groups.iter().zip(1..).take(MOST_GROUPS) {
        group(&mut heard, one, row);
    }
    heard.0
}

fn group(heard: &mut Heard, one: &Group, row: usize) -> Group {
    let before = heard.0.len();
    let name = heard.line(&one.name, &Words::new("invited", ("nama kelompok", "name of the group"), 2..=160));
    let institution =
        heard.optional(one.institution.as_deref(), &Words::new("invited", ("Lembaga", "Institution"), 2..=160));
    expected(heard, "invited", one.expected);
    at_row(heard, before, Some(row));
    Group { side: one.side, name, institution, expected: one.expected }
}

fn expected(heard: &mut Heard, field: &'static str, count: i64) {
    if count < 1 {
        heard.0.push(
            Refusal::new(
                "expected-none",
                "yang diharapkan hadir sedikitnya 1 orang. Hapus baris ini bila tidak diundang.",
                "at least 1 person must be expected. Remove the line if nobody is invited.",
            )
            .at(field),
        );
    } else if count > MOST_PEOPLE {
        heard.0.push(number(field, ("jumlah yang diharapkan", "the number expected"), 1, MOST_PEOPLE));
    }
}

fn delegations(heard: &mut Heard, list: &[NewDelegation]) {
    many(heard, "delegations", list.len(), MOST_DELEGATIONS);
    for (at, one) in list.iter().enumerate().take(MOST_DELEGATIONS) {
        let before = heard.0.len();
        expected(heard, "delegations", one.expected);
        if list[..at].iter().any(|other| other.unit.eq_ignore_ascii_case(&one.unit)) {
            let (id, en) =
                (format!("unit {} tertulis dua kali.", one.unit), format!("unit {} stands twice.", one.unit));
            heard.0.push(Refusal::new("delegation-twice", id, en).at("delegations"));
        }
        at_row(heard, before, Some(at + 1));
    }
}

fn budget(heard: &mut Heard, one: &Budget) -> Budget {
    if !(1..=MOST_RUPIAH).contains(&one.ceiling) {
        heard.0.push(number("ceiling", ("Pagu", "The ceiling"), 1, MOST_RUPIAH));
    }
    let source = heard.line(&one.source, &Words::new("source", ("Sumber dana", "Source of funds"), 3..=160));
    Budget { ceiling: one.ceiling, source }
}

fn item(heard: &mut Heard, one: &AgendaItem, row: usize, (starts, ends, zone): (Moment, Moment, Zone)) -> AgendaItem {
    let before = heard.0.len();
    let text = heard.line(&one.item, &Words::new("agenda", ("acara", "item"), 2..=200));
    let by = heard.optional(one.by.as_deref(), &Words::new("agenda", ("Oleh", "By"), 2..=160));
    let at = one.at.replace('.', ":");
    let wall = Wall::parse(&format!("{}T{at}", starts.day(zone)));
    match wall {
        None => heard.0.push(
            Refusal::new("time", "jam tidak dikenal. Tulis seperti 08.30.", "not a time. Write it like 08:30.")
                .at("agenda"),
        ),
        // The first such time at or after the beginning must come before the end.
        Some(wall) if ends > starts => {
            let first = wall.at(zone);
            let meant = if first < starts { first.plus_ms(24 * HOUR) } else { first };
            if meant > ends {
                heard.0.push(
                    Refusal::new(
                        "agenda-outside",
                        format!("jam {} di luar waktu kegiatan.", one.at),
                        format!("{} is outside the activity's time.", one.at),
                    )
                    .at("agenda"),
                );
            }
        }
        Some(_) => {}
    }
    at_row(heard, before, Some(row));
    AgendaItem { at, item: text, by }
}

#[cfg(test)]
mod tests;
