//! Invented people for the demo and for measurements: made by rule from a seed, so that the same seed gives
//! the same people, one at a time, up to 4.3 million. Every NIP is valid and none comes twice. Nobody here
//! exists; likeness to a living name is chance.

mod names;

use crate::model::{ContractNumber, Employment, Grade, Identity, NewEmployee, Nip, PersonName, UnitKind};
use crate::organisation::demo_units;
use crate::store::{counts, people as store};
use crate::text::csv_line;
use anyhow::{Context, anyhow};
use names::{Dice, Region};
use netra_base::{Day, EmployeeId, Result, UnitId};
use netra_store::{Store, Tx};
use std::collections::HashMap;
use std::io::Write;

pub use crate::organisation::seed_organisation;

/// A unit that people are spread over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPlace {
    /// The unit; 0 when it is not stored yet.
    pub unit: UnitId,
    /// Its code.
    pub code: String,
    /// Its kind: it decides the positions.
    pub kind: UnitKind,
    /// Its share.
    pub weight: u32,
}

/// An invented person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// The person.
    pub person: NewEmployee,
    /// Which of the places, by index.
    pub place: usize,
}

/// People at most: the whole civil service of the country.
pub const MAX_PEOPLE: u64 = 4_300_000;

/// Birthdays go round these days: from 1 January 1966 on, 13,514 of them, to the end of 2002. With 4.3
/// million people each day is used some 320 times, below the 999 serials of a NIP.
const FIRST_BIRTHDAY: (i16, i8, i8) = (1966, 1, 1);
const BIRTHDAYS: u64 = 13_514;
/// A step that has no divisor in common with [`BIRTHDAYS`]: one round visits every day once.
const STEP: u64 = 5_087;

/// The places of the demo ministry, with the ids that the units have in the database.
///
/// # Errors
/// When the database fails or the demo ministry is not in it.
pub fn places(tx: &mut Tx<'_>) -> Result<Vec<DemoPlace>> {
    let ids: HashMap<String, UnitId> =
        crate::actions::tree(tx, "/", None)?.into_iter().map(|unit| (unit.code.as_str().to_owned(), unit.id)).collect();
    let mut places = demo_places()?;
    for place in &mut places {
        place.unit = *ids.get(&place.code).ok_or_else(|| anyhow!("the demo unit {} is not stored", place.code))?;
    }
    Ok(places)
}

/// The places of the demo ministry without a database: ids are 0.
///
/// # Errors
/// When the data files are wrong.
pub fn demo_places() -> Result<Vec<DemoPlace>> {
    let place = |unit: crate::organisation::DemoUnit| DemoPlace {
        unit: UnitId(0),
        code: unit.code.as_str().to_owned(),
        kind: unit.kind,
        weight: unit.weight,
    };
    Ok(demo_units()?.into_iter().map(place).collect())
}

/// The first `count` people of this seed, spread over the places by weight.
pub fn people(seed: u64, count: u64, places: &[DemoPlace]) -> impl Iterator<Item = DemoPerson> + '_ {
    let mut ends = Vec::with_capacity(places.len());
    let mut total = 0u64;
    for place in places {
        total += u64::from(place.weight.max(1));
        ends.push(total);
    }
    (0..count.min(MAX_PEOPLE)).filter_map(move |number| {
        let mut dice = Dice::new(seed, number);
        let point = dice.below(total.max(1));
        let at = ends.partition_point(|end| *end <= point);
        let place = places.get(at)?;
        Some(DemoPerson { person: person(&mut dice, number, place)?, place: at })
    })
}

fn person(dice: &mut Dice, number: u64, place: &DemoPlace) -> Option<NewEmployee> {
    let employment = match dice.below(100) {
        0..82 => Employment::Pns,
        82..90 => Employment::Pppk,
        _ => Employment::Ppnpn,
    };
    let female = dice.below(100) < 38;
    let region = Region::of_code(&place.code, dice);
    let name = PersonName::parse(&names::name(dice, region, female)).ok()?;
    let (year, identity) = match employment {
        Employment::Ppnpn => {
            let text = format!("PPNPN/{}/{:07}", 2023, number + 1);
            (1990, Identity::Contract(ContractNumber::parse(&text).ok()?))
        }
        Employment::Pns | Employment::Pppk => {
            let (nip, year) = nip(dice, number, employment, female)?;
            (year, Identity::Nip(nip))
        }
    };
    let service = 2024 - i64::from(year) - 23;
    let (position, grade) = work(dice, employment, place.kind, service);
    Some(NewEmployee { identity, name, employment, position: Some(position), grade, unit: place.unit })
}

/// Birthday and serial follow from the number alone, so no NIP comes twice.
fn nip(dice: &mut Dice, number: u64, employment: Employment, female: bool) -> Option<(Nip, i16)> {
    let (year, month, day) = FIRST_BIRTHDAY;
    let days = i32::try_from(number % BIRTHDAYS * STEP % BIRTHDAYS).ok()?;
    let (year, month, day) = Day::new(year, month, day)?.plus_days(days).ymd();
    let serial = number / BIRTHDAYS + 1;
    let start = if employment == Employment::Pns {
        let from = u64::try_from(year).ok()? + 19 + dice.below(9);
        from.min(2023) * 100 + 1 + dice.below(12)
    } else {
        (2021 + dice.below(3)) * 100 + 21 + dice.below(2)
    };
    let sex = if female { 2 } else { 1 };
    let text = format!("{year:04}{month:02}{day:02}{start:06}{sex}{serial:03}");
    Some((Nip::parse(&text).ok()?, year))
}

const OFFICE: [&str; 8] = [
    "Analis Kepegawaian Ahli Pertama",
    "Pengelola Keuangan",
    "Arsiparis Terampil",
    "Perencana Ahli Muda",
    "Pranata Komputer Ahli Pertama",
    "Penyuluh Hukum Ahli Madya",
    "Analis Hukum Ahli Muda",
    "Pengadministrasi Umum",
];
const PRISON: [&str; 6] = [
    "Penjaga Tahanan",
    "Anggota Regu Pengamanan",
    "Pengelola Pembinaan Kepribadian",
    "Petugas Registrasi",
    "Perawat Terampil",
    "Komandan Jaga",
];
const PROBATION: [&str; 3] = [
    "Pembimbing Kemasyarakatan Ahli Pertama",
    "Pembimbing Kemasyarakatan Ahli Muda",
    "Asisten Pembimbing Kemasyarakatan",
];
const IMMIGRATION: [&str; 4] = [
    "Analis Keimigrasian Ahli Pertama",
    "Pemeriksa Keimigrasian Terampil",
    "Pemeriksa Keimigrasian Mahir",
    "Petugas Layanan Paspor",
];
const CONTRACT: [&str; 4] = ["Pramubakti", "Petugas Kebersihan", "Pengemudi", "Petugas Keamanan"];

fn work(dice: &mut Dice, employment: Employment, kind: UnitKind, service: i64) -> (String, Option<Grade>) {
    let positions: &[&str] = match (employment, kind) {
        (Employment::Ppnpn, _) => &CONTRACT,
        (_, UnitKind::Lapas | UnitKind::Rutan | UnitKind::Lpka | UnitKind::Rupbasan | UnitKind::Hospital) => &PRISON,
        (_, UnitKind::Bapas) => &PROBATION,
        (_, UnitKind::Kanim | UnitKind::Rudenim) => &IMMIGRATION,
        _ => &OFFICE,
    };
    const GRADES: [&str; 10] = ["II/a", "II/b", "II/c", "II/d", "III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b"];
    let grade = match employment {
        Employment::Pns => {
            let step = usize::try_from(service.clamp(0, 36) / 4 + i64::from(dice.below(2) == 1)).unwrap_or(0);
            GRADES.get(step.min(GRADES.len() - 1)).copied()
        }
        Employment::Pppk => Some(["V", "VII", "IX", "X"][dice.at(4)]),
        Employment::Ppnpn => None,
    };
    (positions[dice.at(positions.len())].to_owned(), grade.and_then(Grade::parse))
}

/// People written in one transaction: some 50 ms.
const BATCH: usize = 2_000;
/// People made and sorted by NIP before they are written, for the sake of the index.
const CHUNK: usize = 65_536;

/// Puts invented people into an organisation that is there already, in batches. `stop` is asked before each
/// batch and told how many are written; true ends the work, with what was written staying.
///
/// # Errors
/// When the database fails, or some of these people are there already.
pub fn seed_people(
    store: &Store,
    seed: u64,
    count: u64,
    joined: Day,
    stop: &mut dyn FnMut(u64) -> bool,
) -> Result<u64> {
    let places = store.read_now(places)?;
    let mut source = people(seed, count, &places);
    let mut written = 0u64;
    loop {
        let mut chunk: Vec<NewEmployee> = source.by_ref().take(CHUNK).map(|demo| demo.person).collect();
        if chunk.is_empty() {
            return Ok(written);
        }
        chunk.sort_by_key(NewEmployee::nip);
        while !chunk.is_empty() {
            if stop(written) {
                return Ok(written);
            }
            let rest = chunk.split_off(chunk.len().min(BATCH));
            let batch = std::mem::replace(&mut chunk, rest);
            written += batch.len() as u64;
            store.write_now(move |tx| insert(tx, &batch, joined))?;
        }
    }
}

fn insert(tx: &mut Tx<'_>, batch: &[NewEmployee], day: Day) -> Result<()> {
    let count = i64::try_from(batch.len()).unwrap_or(0);
    let id = counts::take(tx, "employee", count)?;
    let change = counts::take(tx, "change", count)?;
    let mut deltas = counts::Deltas::new();
    let mut fresh = Vec::with_capacity(batch.len());
    for (at, person) in (0i64..).zip(batch) {
        *deltas.entry((person.unit, person.employment)).or_default() += 1;
        fresh.push(store::Fresh { id: EmployeeId(id + at), change: change + at, day, person });
    }
    store::insert(tx, &fresh)?;
    counts::add(tx, &deltas)
}

/// Writes a roster of invented people as CSV, as the import reads it.
///
/// # Errors
/// When the writing fails.
pub fn write_roster(out: &mut dyn Write, seed: u64, count: u64, places: &[DemoPlace]) -> Result<()> {
    out.write_all(b"nip,nama,status,jabatan,golongan,unit,nomor_kontrak\r\n").context("writing a roster")?;
    for demo in people(seed, count, places) {
        let person = &demo.person;
        let line = csv_line(&[
            person.nip().map(|nip| nip.to_string()).unwrap_or_default().as_str(),
            person.name.as_str(),
            person.employment.code(),
            person.position.as_deref().unwrap_or_default(),
            person.grade.as_ref().map_or("", Grade::as_str),
            &places[demo.place].code,
            person.contract().map_or("", ContractNumber::as_str),
        ]);
        out.write_all(line.as_bytes()).context("writing a roster")?;
    }
    out.flush().context("writing a roster")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_same_seed_gives_the_same_people_and_another_gives_others() {
        let places = demo_places().expect("places");
        let first: Vec<DemoPerson> = people(7, 300, &places).collect();
        assert_eq!(first, people(7, 300, &places).collect::<Vec<_>>());
        assert_ne!(first, people(8, 300, &places).collect::<Vec<_>>());
        assert_eq!(first[..100], people(7, 100, &places).collect::<Vec<_>>()[..]);
    }

    #[test]
    fn people_are_plausible_valid_and_never_twice() {
        let places = demo_places().expect("places");
        let count = 60_000;
        let (mut identities, mut names) = (HashSet::new(), HashSet::new());
        let (mut kinds, mut one_word, mut apostrophes) = ([0u32; 3], 0, 0);
        for demo in people(1, count, &places) {
            let person = demo.person;
            kinds[usize::try_from(person.employment.number()).expect("small")] += 1;
            assert_eq!(person.nip().map(Nip::employment).unwrap_or(Employment::Ppnpn), person.employment);
            one_word += u32::from(!person.name.as_str().contains(' '));
            apostrophes += u32::from(person.name.as_str().contains('\''));
            let words: Vec<&str> = person.name.as_str().split(' ').collect();
            assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len(), "the same word twice: {words:?}");
            assert!(identities.insert(person.identity), "twice");
            names.insert(person.name);
        }
        assert_eq!(kinds.iter().sum::<u32>(), 60_000);
        assert!((47_000..51_000).contains(&kinds[0]) && (4_000..5_600).contains(&kinds[1]), "{kinds:?}");
        assert!(
            one_word > 1_000 && apostrophes > 300 && names.len() > 20_000,
            "{one_word} {apostrophes} {}",
            names.len()
        );
    }

    #[test]
    fn even_the_last_of_four_million_has_a_number_of_his_own() {
        let mut dice = Dice::new(1, 1);
        let (last, _) = nip(&mut dice, MAX_PEOPLE - 1, Employment::Pns, false).expect("valid");
        assert!(last.number() % 1_000 < 400);
        let (next, _) = nip(&mut dice, MAX_PEOPLE - 1 - BIRTHDAYS, Employment::Pns, false).expect("valid");
        assert_eq!(last.born(), next.born());
        assert_ne!(last.number() % 1_000, next.number() % 1_000);
    }
}
