//! Is the book whole? Every id that a row names exists, every period meets the next without gap or overlap,
//! every rule has a case in which it applies and one in which it does not, and no unverified row carries a
//! level. Form is checked by reading, meaning by the cases.

use super::cases::Case;
use crate::model::{Confidence, Level, Person, Row, Rulebook, Verdict, What};
use crate::read::Fault;
use netra_base::{Day, Say};
use std::collections::{HashMap, HashSet};

/// Every fault between rows, in the order of the book.
#[must_use]
pub fn check(book: &Rulebook, cases: &[Case]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let sources: HashSet<&str> = book.sources.iter().map(|one| one.id.as_str()).collect();
    for row in &book.rows {
        for code in row.sources.iter().filter(|code| !sources.contains(code.as_str())) {
            faults.push(at(
                row,
                format!("sumber {code} tidak ada di daftar sumber"),
                format!("source {code} is not in the list of sources"),
            ));
        }
        names(book, row, &mut faults);
        sense(row, &mut faults);
        follows(book, row, &mut faults);
    }
    overlaps(book, &mut faults);
    acts(book, &mut faults);
    persons(book, &mut faults);
    sanctions(book, &mut faults);
    supervisors(book, &mut faults);
    chapters(book, &mut faults);
    proven(book, cases, &mut faults);
    faults
}

fn at(row: &Row, id: String, en: String) -> Fault {
    Fault {
        file: row.place.file.clone(),
        line: row.place.line,
        column: 1,
        say: Say::new(format!("{}: {id}.", row.id), format!("{}: {en}.", row.id)),
    }
}

/// Every id that the row names exists and is of the right kind.
fn names(book: &Rulebook, row: &Row, faults: &mut Vec<Fault>) {
    for id in row.instruments() {
        if !matches!(book.row(id).map(|row| &row.what), Some(What::Instrument(_))) {
            faults.push(at(row, format!("instrumen {id} tidak ada"), format!("there is no instrument {id}")));
        }
    }
    for id in row.points_to() {
        if book.row(id).is_none() {
            faults.push(at(
                row,
                format!("menunjuk {id}, yang tidak ada"),
                format!("points to {id}, which does not exist"),
            ));
        }
    }
    let acts: &[&[String]] = match &row.what {
        What::Rule(rule) => &[&rule.acts, &rule.acts_by_analogy],
        What::Crime(crime) => &[&crime.acts, &crime.acts_unclear],
        _ => &[],
    };
    for act in acts.iter().flat_map(|list| list.iter()) {
        if book.act(act).is_none() {
            faults.push(at(row, format!("perbuatan {act} tidak ada"), format!("there is no act {act}")));
        }
    }
}

/// A rule that could not be applied, or that would decide without being verified.
fn sense(row: &Row, faults: &mut Vec<Fault>) {
    let What::Rule(rule) = &row.what else { return };
    if row.confidence == Confidence::Low && rule.level.is_some() {
        faults.push(at(
            row,
            "belum diverifikasi (low) tetapi punya level; hapus level".into(),
            "not verified (low) and yet has a level; drop the level".into(),
        ));
    }
    let open = rule.level.is_none() && rule.levels_in_sources.is_empty() && row.confidence != Confidence::Low;
    if rule.verdict == Verdict::Forbidden && open && !rule.acts.is_empty() {
        faults.push(at(
            row,
            "melarang tanpa level: isi level, atau levels_in_sources, atau verdict = \"undecided\"".into(),
            "forbids without a level: give level, or levels_in_sources, or verdict = \"undecided\"".into(),
        ));
    }
    if rule.applies.is_empty() {
        faults.push(at(row, "applies kosong".into(), "applies is empty".into()));
    }
}

/// A row that follows others begins on the day after they end.
fn follows(book: &Rulebook, row: &Row, faults: &mut Vec<Fault>) {
    for before in row.replaces.iter().filter_map(|id| book.row(id)) {
        let (Some(until), Some(from)) = (before.until, row.from) else {
            faults.push(at(
                row,
                format!("menggantikan {}: isi until di sana dan from di sini", before.id),
                format!("replaces {}: give until there and from here", before.id),
            ));
            continue;
        };
        faults.extend(meets(row, &before.id, until, from));
    }
}

fn meets(row: &Row, before: &str, until: Day, from: Day) -> Option<Fault> {
    let next = until.plus_days(1);
    if from < next {
        return Some(at(
            row,
            format!("tumpang tindih dengan {before}: yang lama berakhir {until}, yang baru mulai {from}"),
            format!("overlaps with {before}: the old one ends {until}, the new one starts {from}"),
        ));
    }
    (from > next).then(|| {
        at(
            row,
            format!("ada celah setelah {before}: berakhir {until}, baru mulai {from}"),
            format!("leaves a gap after {before}: it ends {until}, this starts {from}"),
        )
    })
}

/// Two rules of one series that say of the same act, person, stage and day that its level is different.
fn overlaps(book: &Rulebook, faults: &mut Vec<Fault>) {
    let series = |id: &str| id.rsplit_once('-').map_or(id, |(series, _)| series).to_owned();
    let rules: Vec<_> = book.rules().filter(|(_, rule)| rule.verdict == Verdict::Forbidden).collect();
    for (at_row, (row, rule)) in rules.iter().enumerate() {
        for (other, before) in &rules[..at_row] {
            let shares = |one: &[String], two: &[String]| one.iter().any(|act| two.contains(act));
            let same = series(&row.id) == series(&other.id)
                && shares(&rule.acts, &before.acts)
                && rule.applies.iter().any(|person| before.applies.contains(person))
                && (rule.stage == before.stage)
                && rule.level != before.level
                && (&rule.when, &rule.unless) == (&before.when, &before.unless);
            let apart = |one: &Row, two: &Row| one.until.zip(two.from).is_some_and(|(until, from)| until < from);
            if same && !apart(row, other) && !apart(other, row) {
                let id =
                    format!("berlaku bersamaan dengan {} untuk perbuatan yang sama, dengan tingkat lain", other.id);
                let en = format!("holds at the same time as {} for the same act, with another level", other.id);
                faults.push(at(row, id, en));
            }
        }
    }
    for (row, crime) in book.crimes().filter(|(_, crime)| !crime.applies.is_empty()) {
        for (contest_row, contest) in book.contests().filter(|(_, one)| crime.elections.contains(&one.election)) {
            let stands = |id: &String| book.in_force(id, contest.voting, Some(contest.election));
            if !crime.instruments.iter().any(stands) {
                let name = &contest_row.id;
                faults.push(at(
                    row,
                    format!("tidak punya dasar yang berlaku pada {name}"),
                    format!("has no instrument in force in {name}"),
                ));
            }
        }
    }
}

fn acts(book: &Rulebook, faults: &mut Vec<Fault>) {
    let mut seen = HashSet::new();
    for act in &book.acts {
        let mut wrong = |id: String, en: String| {
            faults.push(Fault {
                file: act.place.file.clone(),
                line: act.place.line,
                column: 1,
                say: Say::new(format!("{}: {id}.", act.id), format!("{}: {en}.", act.id)),
            });
        };
        if !seen.insert(&act.id) {
            wrong("perbuatan ini sudah ada".into(), "this act is there already".into());
        }
        if !book.groups.iter().any(|group| group.id == act.group) {
            wrong(format!("kelompok {} tidak ada", act.group), format!("there is no group {}", act.group));
        }
        if !book.rules().any(|(_, rule)| rule.acts.contains(&act.id)) {
            wrong("tidak ada aturan tentang perbuatan ini".into(), "no rule speaks of this act".into());
        }
    }
}

fn persons(book: &Rulebook, faults: &mut Vec<Fault>) {
    let mut wrong = |id: String, en: String| {
        faults.push(Fault { file: "15-acts.toml".into(), line: 0, column: 0, say: Say::new(id, en) });
    };
    for person in Person::ALL {
        let Some(row) = book.person(person) else {
            wrong(
                format!("[[person]] {} belum ada.", person.code()),
                format!("[[person]] {} is missing.", person.code()),
            );
            continue;
        };
        if let Some(id) = row.bound_by.as_ref().filter(|id| book.row(id).is_none()) {
            wrong(
                format!("[[person]] {}: {id} tidak ada.", person.code()),
                format!("[[person]] {}: there is no {id}.", person.code()),
            );
        }
    }
}

fn sanctions(book: &Rulebook, faults: &mut Vec<Fault>) {
    let mut weights: HashMap<u32, &str> = HashMap::new();
    for (row, one) in book.sanctions() {
        if let Some(other) = weights.insert(one.weight, &row.id) {
            faults.push(at(row, format!("bobotnya sama dengan {other}"), format!("has the same weight as {other}")));
        }
        let waits = |id: &String| book.sanctions().any(|(row, one)| row.id == *id && one.awaits.is_some());
        if let Some(id) = one.instead_of.as_ref().filter(|id| !waits(id)) {
            faults.push(at(
                row,
                format!("menggantikan sementara {id}, yang tidak menunggu apa pun (awaits)"),
                format!("stands in for {id}, which waits for nothing (awaits)"),
            ));
        }
    }
}

/// Somebody oversees on every day.
fn supervisors(book: &Rulebook, faults: &mut Vec<Fault>) {
    let mut list: Vec<&Row> = book.rows.iter().filter(|row| matches!(row.what, What::Supervisor(_))).collect();
    list.sort_by_key(|row| row.from);
    for pair in list.windows(2) {
        match (pair[0].until, pair[1].from) {
            (Some(until), Some(from)) => faults.extend(meets(pair[1], &pair[0].id, until, from)),
            _ => faults.push(at(
                pair[1],
                format!("isi until pada {} dan from di sini", pair[0].id),
                format!("give until at {} and from here", pair[0].id),
            )),
        }
    }
}

/// A file with rows has a heading: the printed book needs it.
fn chapters(book: &Rulebook, faults: &mut Vec<Fault>) {
    let titled: HashSet<&str> = book.chapters.iter().map(|chapter| chapter.file.as_str()).collect();
    let mut told = HashSet::new();
    for row in book.rows.iter().filter(|row| !titled.contains(row.place.file.as_str())) {
        if told.insert(&row.place.file) {
            faults.push(Fault {
                file: row.place.file.clone(),
                line: 0,
                column: 0,
                say: Say::new(
                    "belum ada [chapter] dengan title dan lead.",
                    "there is no [chapter] with title and lead.",
                ),
            });
        }
    }
}

/// Every row that decides has a case in which it applies and one in which it does not.
fn proven(book: &Rulebook, cases: &[Case], faults: &mut Vec<Fault>) {
    let mut applied = HashSet::new();
    let mut refused = HashSet::new();
    for case in cases {
        if book.row(&case.rule).is_none() {
            faults.push(Fault {
                file: case.place.file.clone(),
                line: case.place.line,
                column: 1,
                say: Say::new(format!("baris {} tidak ada.", case.rule), format!("there is no row {}.", case.rule)),
            });
        }
        let list = if case.applies && case.refused.is_none() { &mut applied } else { &mut refused };
        list.insert(case.rule.as_str());
    }
    for row in &book.rows {
        let (needs_applied, needs_refused) = needs(row);
        if needs_applied && !applied.contains(row.id.as_str()) {
            faults.push(at(row, "belum ada kasus yang kena".into(), "has no case in which it applies".into()));
        }
        if needs_refused && !refused.contains(row.id.as_str()) {
            faults.push(at(
                row,
                "belum ada kasus yang tidak kena".into(),
                "has no case in which it does not apply".into(),
            ));
        }
    }
}

fn needs(row: &Row) -> (bool, bool) {
    match &row.what {
        What::Rule(rule) => (!rule.acts.is_empty(), !rule.acts.is_empty()),
        What::Crime(crime) => (!crime.applies.is_empty(), !crime.applies.is_empty()),
        What::Step(step) => (step.limit.is_some(), step.limit.is_some()),
        What::Authority(_) => (true, true),
        What::Sanction(one) => (one.awaits.is_none() && !one.besides && one.level != Some(Level::Light), true),
        _ => (false, false),
    }
}
