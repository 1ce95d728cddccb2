//! The decisions of directives: may this one be issued, corrected, ended; may this person acknowledge it; must this unit
//! pass it on. Pure: values in, refusals out. Chains and circles are in `chain`, the last day in `due`.

mod chain;
pub mod due;

pub use chain::{Edges, circle, folded, same_paper};

use crate::model::{
    Audience, Chain, Dated, Directive, DirectiveKind, MOST_DIRECTIVES, MOST_INSTRUMENTS, MOST_UNITS, NewDirective,
    Numbering,
};
use netra_base::{Day, Lang, Principal, Refusal, Role, UnitId};
use netra_registry::model::Employment;
use netra_rulebook::model::{Rulebook, What};

/// The rule that PPNPN must receive a circular too, and the one that says what is owed to them.
pub const PPNPN_RULES: [&str; 2] = ["prg-06", "prg-07"];

/// May this asker issue, correct and end directives of the unit with this path, and pass them on?
#[must_use]
pub fn keeps(by: &Principal, unit_path: &str) -> bool {
    by.covers(Role::UnitOperator, unit_path) || by.covers(Role::Administrator, unit_path)
}

/// Does this role see figures?
#[must_use]
pub fn sees_by(role: Role) -> bool {
    matches!(role, Role::UnitOperator | Role::Leader | Role::Auditor | Role::Administrator)
}

/// May this asker see the figures of the unit with this path?
#[must_use]
pub fn sees(by: &Principal, unit_path: &str) -> bool {
    by.grants.iter().any(|grant| sees_by(grant.role) && unit_path.starts_with(&grant.path))
}

/// Do the asker's grants lie above, at or below one of these units? Then he may read what is for them.
#[must_use]
pub fn touched<'a>(by: &Principal, paths: impl Iterator<Item = &'a str>) -> bool {
    let works = |role| sees_by(role) || role == Role::TeamMember;
    let grants: Vec<_> = by.grants.iter().filter(|grant| works(grant.role)).collect();
    let mut paths = paths;
    paths.any(|path| grants.iter().any(|grant| path.starts_with(&grant.path) || grant.path.starts_with(path)))
}

/// Is a unit with this path among these units or below one?
#[must_use]
pub fn within(units: &[UnitId], unit_path: &str) -> bool {
    unit_path.split('/').filter_map(|id| id.parse().ok()).any(|id: i64| units.iter().any(|unit| unit.0 == id))
}

/// Does a person of this unit and kind belong to the audience?
#[must_use]
pub fn in_audience(audience: &Audience, unit_path: &str, employment: Employment) -> bool {
    audience.kinds.contains(&employment) && within(&audience.units, unit_path)
}

/// Must the unit with this path pass the directive on? Those above the issuer, and the issuer itself, have issued it.
#[must_use]
pub fn passes_on(audience: &Audience, issuer_path: &str, unit_path: &str, people: i64) -> bool {
    people > 0 && within(&audience.units, unit_path) && !issuer_path.starts_with(unit_path)
}

/// Does the directive still hold on this day? Not once its figures are final: what took its moment before the last midnight
/// and arrives after the count comes too late.
#[must_use]
pub fn runs(directive: &Directive, today: Day) -> bool {
    let closed = directive.end.is_some() || directive.counted.is_some();
    !closed && directive.until.is_none_or(|until| today <= until)
}

/// What decides whether a person may acknowledge.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The unit's path.
    pub unit_path: &'a str,
    /// Kind of employment.
    pub employment: Employment,
    /// In service today?
    pub active: bool,
    /// The unit's own day.
    pub today: Day,
}

/// May this person acknowledge this directive today?
///
/// # Errors
/// A refusal that says why not and what to do.
pub fn may_acknowledge(directive: &Directive, asker: &Asker<'_>) -> Result<(), Refusal> {
    if !asker.active {
        return Err(Refusal::new(
            "not-in-service",
            "Menurut daftar pegawai Anda tidak lagi bertugas. Bila keliru, hubungi operator unit Anda.",
            "The roster says that you no longer serve. If that is wrong, ask your unit's operator.",
        ));
    }
    if !in_audience(&directive.audience, asker.unit_path, asker.employment) {
        return Err(Refusal::new(
            "not-in-audience",
            "Arahan ini tidak ditujukan kepada unit atau jenis kepegawaian Anda. Bila keliru, hubungi operator unit Anda.",
            "This directive is not meant for your unit or kind of employment. If that is wrong, ask your unit's operator.",
        ));
    }
    if directive.asked.is_none() {
        return Err(Refusal::new(
            "not-asked",
            "Arahan ini tidak meminta pernyataan; cukup dibaca.",
            "No acknowledgement of this directive is asked; reading it is enough.",
        ));
    }
    if directive.end.is_some() {
        return Err(Refusal::new(
            "directive-ended",
            "Arahan ini sudah dicabut atau diganti. Baca penggantinya pada daftar arahan.",
            "This directive was withdrawn or replaced. Read what took its place in the list.",
        ));
    }
    if !runs(directive, asker.today) {
        return Err(Refusal::new(
            "directive-over",
            "Masa berlaku arahan ini sudah habis; tidak ada lagi yang perlu dinyatakan.",
            "This directive is no longer in force; there is nothing left to acknowledge.",
        ));
    }
    Ok(())
}

/// Is an acknowledgement given on this day late?
#[must_use]
pub fn late(directive: &Directive, day: Day) -> bool {
    directive.asked.and_then(|asked| asked.until).is_some_and(|until| day > until)
}

/// What is known when a directive is to be issued.
#[derive(Debug)]
pub struct Issuing<'a> {
    /// The unit's own day.
    pub today: Day,
    /// Does the asker keep every unit of the audience?
    pub covers: bool,
    /// The law of today.
    pub book: &'a Rulebook,
    /// The directives that it rests on, as far as they are there and the asker may know them.
    pub rests: &'a [Directive],
    /// The directives that it replaces, as far as they are there and the asker keeps them.
    pub replaced: &'a [Directive],
    /// One of the same unit with the same number in the same year.
    pub same: Option<&'a Directive>,
    /// The last day to acknowledge on the calendar, or why it cannot be counted.
    pub last: &'a Result<Option<due::Last>, Vec<Refusal>>,
}

/// May this directive be issued?
///
/// # Errors
/// Every reason why not, in the order of the form.
pub fn may_issue(new: &NewDirective, facts: &Issuing<'_>) -> Result<(), Vec<Refusal>> {
    let mut refused = Vec::new();
    refused.extend(paper_fits(new, facts));
    refused.extend(chain_holds((&new.content.chain, &[]), new.dated, new.row.as_deref(), (facts.book, facts.rests)));
    refused.extend(replaces_fit(new, facts));
    refused.extend(audience_fits(new, facts.covers));
    refused.extend(days_fit(new, facts.last));
    if refused.is_empty() { Ok(()) } else { Err(refused) }
}

fn at(field: &'static str, code: &'static str, id: &'static str, en: &'static str) -> Refusal {
    Refusal::new(code, id, en).at(field)
}

fn paper_fits(new: &NewDirective, facts: &Issuing<'_>) -> Vec<Refusal> {
    let mut refused = Vec::new();
    let address = new.kind == DirectiveKind::Address;
    if new.number == Numbering::None && !address {
        refused.push(at(
            "number",
            "number-missing",
            "Isi nomornya, atau pilih nomor berikutnya dari register unit. Hanya amanat boleh tanpa nomor.",
            "Fill in the number, or take the next one of the unit's register. Only an address may go without.",
        ));
    }
    if matches!(new.number, Numbering::Taken(_)) && matches!(new.dated, Dated::Year(_)) {
        refused.push(at(
            "dated",
            "day-missing",
            "Nomor dari register memerlukan tanggal; tulis tanggal surat.",
            "A number of the register needs a day; write the day of the letter.",
        ));
    }
    let replaced = |same: &&Directive| new.replaces.contains(&same.id);
    if let Some(same) = facts.same.filter(|same| !replaced(same)) {
        refused.push(
            Refusal::new(
                "number-taken",
                format!("Nomor itu sudah tercatat pada arahan {}. Buka arahan itu, atau periksa nomornya.", same.id),
                format!("That number is on record with directive {}. Open that one, or check the number.", same.id),
            )
            .at("number"),
        );
    }
    if new.dated.first().is_none_or(|day| day > facts.today) {
        refused.push(at(
            "dated",
            "day-ahead",
            "Tanggal surat masih di depan. Tulis tanggal yang tertera pada surat.",
            "The day of the letter is still to come. Write the day that stands on it.",
        ));
    }
    if new.read_by.is_some() && !address {
        refused.push(at(
            "read_by",
            "reader-without-address",
            "Hanya amanat yang dibacakan oleh orang lain. Kosongkan, atau pilih jenis amanat.",
            "Only an address is read by another. Leave it empty, or choose an address.",
        ));
    }
    if new.read_by.as_ref().is_some_and(|reader| reader.eq_ignore_ascii_case(&new.issuer)) {
        refused.push(at(
            "read_by",
            "reader-is-issuer",
            "Pembaca sama dengan pemilik amanat. Kosongkan bila ia membacakannya sendiri.",
            "The reader is the one whose message it is. Leave it empty when he spoke himself.",
        ));
    }
    refused
}

/// Does what the text rests on exist, and did it hold on the day of the directive? Of instruments, what is not to stay anyway.
pub(crate) fn chain_holds(
    (chain, stays): (&Chain, &[String]),
    dated: Dated,
    row: Option<&str>,
    (book, rests): (&Rulebook, &[Directive]),
) -> Vec<Refusal> {
    let mut refused = Vec::new();
    if chain.instruments.len() > MOST_INSTRUMENTS || chain.directives.len() > MOST_DIRECTIVES {
        refused.push(at(
            "basis",
            "basis-many",
            "Paling banyak 20 peraturan dan 10 arahan sebagai dasar. Sebutkan yang langsung mendasari saja.",
            "At most 20 instruments and 10 directives to rest on. Name only those it rests on directly.",
        ));
        return refused;
    }
    let is_instrument = |id: &str| book.row(id).is_some_and(|row| matches!(row.what, What::Instrument(_)));
    if let Some(unknown) = row.into_iter().find(|id| !is_instrument(id)) {
        refused.push(unknown_instrument(unknown).at("row"));
    }
    for id in chain.instruments.iter().filter(|id| !stays.contains(id)) {
        if !is_instrument(id) {
            refused.push(unknown_instrument(id).at("basis"));
        } else if row == Some(id.as_str()) {
            refused.push(at(
                "basis",
                "rests-on-itself",
                "Arahan tidak dapat berdasar pada dirinya sendiri. Hapus peraturan itu dari dasar hukumnya.",
                "A directive cannot rest on itself. Take that instrument out of its basis.",
            ));
        } else if dated.last().is_none_or(|day| !book.in_force(id, day, None)) {
            let say = |lang: Lang| dated.words(lang);
            refused.push(
                Refusal::new(
                    "instrument-not-in-force",
                    format!("{id} tidak berlaku pada {}. Periksa tanggal surat atau dasarnya.", say(Lang::Id)),
                    format!("{id} is not in force: {}. Check the day of the letter or its basis.", say(Lang::En)),
                )
                .at("basis"),
            );
        }
    }
    if chain.directives.iter().any(|id| !rests.iter().any(|one| one.id == *id)) {
        refused.push(at(
            "rests",
            "directive-unknown",
            "Ada arahan dasar yang tidak ditemukan. Pilih dari daftar.",
            "One of the directives to rest on is not there. Choose from the list.",
        ));
    }
    let later = |one: &&Directive| one.dated.first().zip(dated.last()).is_none_or(|(first, last)| first > last);
    if let Some(one) = rests.iter().filter(|one| chain.directives.contains(&one.id)).find(later) {
        refused.push(
            Refusal::new(
                "rests-on-later",
                format!("Arahan dasar {} lebih baru daripada surat ini. Periksa tanggalnya.", one.id),
                format!("Directive {} to rest on is younger than this letter. Check the days.", one.id),
            )
            .at("rests"),
        );
    }
    refused
}

fn unknown_instrument(id: &str) -> Refusal {
    let id: String = id.chars().take(40).collect();
    Refusal::new(
        "instrument-unknown",
        format!("Tidak ada peraturan dengan kode {id}. Pilih dari daftar."),
        format!("There is no instrument {id}. Choose from the list."),
    )
}

fn replaces_fit(new: &NewDirective, facts: &Issuing<'_>) -> Vec<Refusal> {
    let mut refused = Vec::new();
    if new.replaces.len() > MOST_DIRECTIVES {
        refused.push(at(
            "replaces",
            "replaces-many",
            "Paling banyak 10 arahan dapat diganti sekaligus.",
            "At most 10 directives can be replaced at once.",
        ));
        return refused;
    }
    if facts.same.is_some_and(|same| new.replaces.contains(&same.id)) {
        refused.push(replaces_itself());
    }
    for id in &new.replaces {
        match facts.replaced.iter().find(|one| one.id == *id) {
            None => refused.push(at(
                "replaces",
                "directive-unknown",
                "Ada arahan yang hendak diganti tetapi tidak ditemukan di dalam wewenang Anda. Pilih dari daftar.",
                "One of the directives to be replaced is not within your authority. Choose from the list.",
            )),
            Some(one) if one.end.is_some() => refused.push(ended_already().at("replaces")),
            Some(_) if new.content.chain.directives.contains(id) => refused.push(at(
                "replaces",
                "rests-on-replaced",
                "Arahan tidak dapat berdasar pada arahan yang digantikannya. Pilih salah satu.",
                "A directive cannot rest on what it replaces. Choose one of the two.",
            )),
            Some(_) => {}
        }
    }
    refused
}

/// What whoever replaces a directive by itself, directly or in a circle, is told.
#[must_use]
pub fn replaces_itself() -> Refusal {
    at(
        "replaces",
        "replaces-itself",
        "Arahan tidak dapat menggantikan dirinya sendiri, langsung maupun melalui arahan lain. Pilih arahan yang lain.",
        "A directive cannot replace itself, directly or through others. Choose another one.",
    )
}

/// What whoever lets a directive rest on itself, directly or in a circle, is told.
#[must_use]
pub fn rests_on_itself() -> Refusal {
    at(
        "rests",
        "rests-on-itself",
        "Arahan tidak dapat berdasar pada dirinya sendiri, langsung maupun melalui arahan lain. Pilih dasar yang lain.",
        "A directive cannot rest on itself, directly or through others. Choose another basis.",
    )
}

/// What whoever ends a directive second is told.
#[must_use]
pub fn ended_already() -> Refusal {
    Refusal::new(
        "ended-already",
        "Arahan ini sudah dicabut atau diganti sebelumnya.",
        "This directive was withdrawn or replaced before.",
    )
}

/// What whoever asks anew for a directive that is over is told.
#[must_use]
pub fn over_for_anew() -> Refusal {
    at(
        "anew",
        "directive-over",
        "Masa berlaku arahan ini sudah habis dan angkanya sudah akhir; tidak ada yang dapat diminta menyatakan lagi. Hapus centangnya, atau terbitkan arahan baru.",
        "This directive is no longer in force and its figures are final; nobody can be asked anew. Take the tick away, or issue a new directive.",
    )
}

/// Changes of the roster that are counted while somebody waits: a few tenths of a second.
const BEHIND: i64 = 2_000;

/// Are the counters, so many changes behind the roster, near enough for final figures?
///
/// # Errors
/// A refusal that asks for a moment's patience.
pub fn near_enough(behind: i64) -> Result<(), Refusal> {
    if behind <= BEHIND {
        return Ok(());
    }
    Err(Refusal::new(
        "directive-behind",
        "Angka masih menyusul perubahan daftar pegawai; ulangi sebentar lagi.",
        "The figures are still catching up with the roster; try again shortly.",
    ))
}

fn audience_fits(new: &NewDirective, covers: bool) -> Vec<Refusal> {
    let mut refused = Vec::new();
    if new.audience.units.is_empty() || new.audience.units.len() > MOST_UNITS {
        refused.push(at(
            "units",
            "audience-units",
            "Sebutkan sedikitnya satu unit tujuan, paling banyak 90; unit di bawahnya ikut dengan sendirinya.",
            "Name at least one unit and at most 90; those below come with them.",
        ));
    }
    if !covers {
        refused.push(at(
            "units",
            "unit-outside",
            "Ada unit di luar wewenang Anda. Pilih unit Anda sendiri atau unit di bawahnya.",
            "One of the units is not yours. Choose your own unit or one below it.",
        ));
    }
    if new.audience.kinds.is_empty() {
        refused.push(at(
            "kinds",
            "audience-kinds",
            "Pilih sedikitnya satu jenis kepegawaian.",
            "Choose at least one kind of employment.",
        ));
    } else if !new.audience.kinds.contains(&Employment::Ppnpn) && !new.without_ppnpn {
        let rules = PPNPN_RULES.join(", ");
        refused.push(
            Refusal::new(
                "ppnpn-left-out",
                format!("PPNPN tidak termasuk tujuan, padahal mereka juga harus menerimanya ({rules}). Centang PPNPN, atau nyatakan di bawah bahwa memang tidak untuk mereka."),
                format!("PPNPN are left out, though they must receive it too ({rules}). Tick PPNPN, or say below that it is not meant for them."),
            )
            .at("kinds"),
        );
    }
    refused
}

fn days_fit(new: &NewDirective, last: &Result<Option<due::Last>, Vec<Refusal>>) -> Vec<Refusal> {
    let mut refused = Vec::new();
    if new.from.is_none() && matches!(new.dated, Dated::Day(_)) {
        refused.push(at(
            "from",
            "from-missing",
            "Isi hari pertama berlakunya. Hanya surat yang harinya tidak diketahui boleh tanpa hari itu.",
            "Fill in the first day of its validity. Only a letter whose day is not known may go without.",
        ));
    }
    if new.until.zip(new.from).is_some_and(|(until, from)| until < from) {
        refused.push(at(
            "until",
            "validity-backwards",
            "Akhir masa berlaku mendahului awalnya. Tukar keduanya atau perbaiki tanggalnya.",
            "Its validity ends before it begins. Swap the two or correct the day.",
        ));
    }
    match last {
        Ok(None) => {}
        Ok(Some(last)) => {
            let before = new.dated.first().is_some_and(|dated| last.day < dated);
            if before || new.until.is_some_and(|until| last.day > until) {
                let field = if last.days.is_some() { "asked_days" } else { "asked_until" };
                refused.push(asked_outside(last.day).at(field));
            } else {
                refused.extend(due::unseen(new.confirmed, last));
            }
        }
        Err(why) => refused.extend(why.iter().cloned()),
    }
    refused
}

fn asked_outside(day: Day) -> Refusal {
    let (id, en) = (Lang::Id.day(day), Lang::En.day(day));
    Refusal::new(
        "asked-outside",
        format!("Batas pernyataan ({id}) harus di antara tanggal surat dan akhir masa berlakunya."),
        format!("The last day to acknowledge ({en}) lies between the day of the letter and the end of its validity."),
    )
}

/// The units without those that lie below another of them: nobody is counted twice.
#[must_use]
pub fn topmost(units: &[(UnitId, String)]) -> Vec<UnitId> {
    let mut out: Vec<UnitId> = units
        .iter()
        .filter(|(id, path)| !units.iter().any(|(other, above)| other != id && path.starts_with(above.as_str())))
        .map(|(id, _)| *id)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests;
