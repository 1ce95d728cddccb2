//! One batch of a roster in one transaction: look up who is known, decide row by row, write with few
//! statements, count heads once per unit. It goes in small steps and stops when its time is up, so that a
//! batch of changed rows, each dearer than a new one, does not hold the writer for longer.

use super::outcome::{Outcome, Problem};
use crate::actions::people::write_changed;
use crate::model::{Employee, Employment, Identity, NewEmployee};
use crate::rules::{self, Decision};
use crate::store::{counts, people};
use netra_base::{Day, EmployeeId, Lang, Refusal, Result, UnitId};
use netra_store::Tx;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

/// Rows between two looks at the time while all of them are new: some 8 ms. Smaller steps cost a third of the
/// import's speed.
const STEP: usize = 1_024;
/// The same where people are known, who may all have changed: some 10 ms.
const KNOWN_STEP: usize = 128;

/// A row that is sound in itself.
#[derive(Debug)]
pub(crate) struct Row {
    pub row: u64,
    pub person: NewEmployee,
    /// The day of the import in the unit's zone.
    pub day: Day,
}

/// Units that may be written; `None` for all.
pub(crate) type Allowed = Option<HashSet<UnitId>>;

/// What a batch came to.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// Rows settled, from the first on.
    pub rows: usize,
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub problems: Vec<Problem>,
}

impl Settled {
    pub fn add_to(&self, outcome: &mut Outcome) {
        outcome.inserted += self.inserted;
        outcome.updated += self.updated;
        outcome.unchanged += self.unchanged;
    }
}

/// Settles rows until `budget` is spent, at least one step. With `write` false it only looks; the figures
/// are the same.
pub(crate) fn settle(
    tx: &mut Tx<'_>,
    rows: &[Row],
    allowed: &Allowed,
    lang: Lang,
    (write, budget): (bool, Duration),
) -> Result<Settled> {
    let begun = Instant::now();
    if write {
        // From here to the commit nobody else adds people, so whoever is not found now is new.
        counts::lock_changes(tx)?;
    }
    let mut settled = Settled::default();
    let mut deltas = counts::Deltas::new();
    let (mut left, mut size) = (rows, STEP);
    while !left.is_empty() {
        let mut step = &left[..left.len().min(size)];
        let known = look_up(tx, step)?;
        size = if known.is_empty() { STEP } else { KNOWN_STEP };
        step = &step[..step.len().min(size)];
        left = &left[step.len()..];
        let (fresh, changed) = decide(step, &known, allowed, lang, &mut settled);
        if write {
            insert(tx, &fresh, &mut deltas)?;
            update(tx, changed, &mut deltas)?;
        }
        settled.rows += step.len();
        if begun.elapsed() >= budget {
            break;
        }
    }
    counts::add(tx, &deltas)?;
    Ok(settled)
}

type Decided<'r, 'k> = (Vec<&'r Row>, Vec<(&'k Employee, Employee, Day)>);

fn decide<'r, 'k>(
    rows: &'r [Row],
    known: &'k Known,
    allowed: &Allowed,
    lang: Lang,
    settled: &mut Settled,
) -> Decided<'r, 'k> {
    let mut fresh = Vec::new();
    let mut changed = Vec::new();
    for row in rows {
        match known.find(&row.person) {
            None => fresh.push(row),
            Some(before) if !may_write(allowed, before) => {
                settled.problems.push(Problem::new(row.row, elsewhere(), lang));
            }
            Some(before) => match rules::compare(before, &row.person, row.day) {
                Decision::Unchanged => settled.unchanged += 1,
                Decision::Update(after) => changed.push((before, *after, row.day)),
            },
        }
    }
    settled.inserted += fresh.len() as u64;
    settled.updated += changed.len() as u64;
    (fresh, changed)
}

fn may_write(allowed: &Allowed, before: &Employee) -> bool {
    allowed.as_ref().is_none_or(|units| units.contains(&before.unit))
}

fn elsewhere() -> Refusal {
    Refusal::new(
        "person-outside",
        "Data orang ini tidak dapat Anda ubah; periksa nomornya, lalu minta administrator memindahkannya ke unit Anda.",
        "You cannot change this person's record; check the number, then ask an administrator to move them to your unit.",
    )
    .at("unit")
}

/// Who is known already.
#[derive(Default)]
struct Known {
    by_nip: HashMap<i64, Employee>,
    by_contract: HashMap<(UnitId, String), Employee>,
}

impl Known {
    fn is_empty(&self) -> bool {
        self.by_nip.is_empty() && self.by_contract.is_empty()
    }

    fn find(&self, person: &NewEmployee) -> Option<&Employee> {
        match &person.identity {
            Identity::Nip(nip) => self.by_nip.get(&nip.number()),
            Identity::Contract(_) if self.by_contract.is_empty() => None,
            Identity::Contract(number) => self.by_contract.get(&(person.unit, number.as_str().to_owned())),
        }
    }
}

fn look_up(tx: &mut Tx<'_>, rows: &[Row]) -> Result<Known> {
    let mut known = Known::default();
    let nips: Vec<i64> = rows.iter().filter_map(|row| Some(row.person.nip()?.number())).collect();
    people::by_nips(tx, &nips, |found| {
        if let Some(nip) = found.nip {
            known.by_nip.insert(nip.number(), found);
        }
    })?;
    let contracts: Vec<(UnitId, &str)> =
        rows.iter().filter_map(|row| Some((row.person.unit, row.person.contract()?.as_str()))).collect();
    people::by_contracts(tx, &contracts, |found| {
        if let Some(contract) = &found.contract {
            known.by_contract.insert((found.unit, contract.as_str().to_owned()), found);
        }
    })?;
    Ok(known)
}

fn insert(tx: &mut Tx<'_>, rows: &[&Row], deltas: &mut counts::Deltas) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let id = counts::take(tx, "employee", count)?;
    let change = counts::take(tx, "change", count)?;
    let mut fresh = Vec::with_capacity(rows.len());
    let mut heads: HashMap<(UnitId, Employment), i64> = HashMap::new();
    for (at, row) in (0i64..).zip(rows) {
        *heads.entry((row.person.unit, row.person.employment)).or_default() += 1;
        fresh.push(people::Fresh { id: EmployeeId(id + at), change: change + at, day: row.day, person: &row.person });
    }
    people::insert(tx, &fresh)?;
    for (key, count) in heads {
        *deltas.entry(key).or_default() += count;
    }
    Ok(())
}

fn update(tx: &mut Tx<'_>, changed: Vec<(&Employee, Employee, Day)>, deltas: &mut counts::Deltas) -> Result<()> {
    let moves = changed.iter().filter(|(before, after, _)| rules::is_new_state(before, after)).count();
    if changed.is_empty() {
        return Ok(());
    }
    let mut next = counts::take(tx, "change", i64::try_from(moves).unwrap_or(i64::MAX))?;
    let mut states = Vec::with_capacity(moves);
    for (before, mut after, day) in changed {
        if rules::is_new_state(before, &after) {
            after.change = next;
            next += 1;
            states.push(rules::state_of(&after, day, before.change));
            rules::count(deltas, Some(before), &after);
        }
        write_changed(tx, before, &after)?;
    }
    people::insert_states(tx, &states)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Nip, PersonName};
    use crate::tests::{House, today};

    fn rows(house: &House, name: &str, count: usize) -> Vec<Row> {
        let unit = house.unit("KW-20").id;
        let person = |n: usize| {
            let nip = Nip::parse(&format!("20000115202412{}{n:03}", n % 2 + 1)).expect("valid");
            let name = PersonName::parse(name).expect("a name");
            NewEmployee {
                identity: Identity::Nip(nip),
                name,
                employment: nip.employment(),
                position: None,
                grade: None,
                unit,
            }
        };
        (1..=count).map(|n| Row { row: n as u64 + 1, person: person(n), day: today() }).collect()
    }

    #[test]
    fn a_batch_whose_time_is_up_stops_after_a_step_and_says_how_far_it_came() {
        let house = House::sqlite();
        // New people go in larger steps than those who may have changed.
        for (name, step) in [("Budi", STEP.min(300)), ("Budi Baru", KNOWN_STEP)] {
            let all = rows(&house, name, 300);
            let hour = Duration::from_secs(3_600);
            let (first, rest) = house.write(move |tx| {
                let first = settle(tx, &all, &None, Lang::Id, (true, Duration::ZERO))?;
                let rest = settle(tx, &all[first.rows..], &None, Lang::Id, (true, hour))?;
                Ok((first, rest))
            });
            assert_eq!((first.rows, rest.rows), (step, 300 - step));
            assert_eq!(first.inserted + first.updated + rest.inserted + rest.updated, 300);
        }
        assert_eq!((house.heads("/"), house.count("registry_employee")), (300, 300));
    }
}
