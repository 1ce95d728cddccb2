//! Rows to people: who came and went several times is one, and the minutes are those of all the time together; two
//! devices at the same time are not twice the time.

use super::header::Row;
use super::when::{About, duration, moment};
use super::{TOLD, names};
use netra_base::{Moment, Refusal, Say};
use std::collections::HashMap;

/// Who joins so long before or stays so long after was in another meeting.
const AROUND_MS: i64 = 6 * 60 * 60 * 1_000;

/// Somebody on the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name as first written.
    pub name: String,
    /// The e-mail.
    pub email: String,
    /// Minutes present, when the file says.
    pub minutes: Option<i64>,
    /// First came.
    pub first: Option<Moment>,
    /// Last went.
    pub last: Option<Moment>,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The people, in the order of the file.
    pub people: Vec<Person>,
    /// Rows of the file.
    pub rows: usize,
    /// What could not be used, the first few.
    pub problems: Vec<Say>,
    /// All of them.
    pub problem_count: usize,
}

impl Read {
    /// The NIPs that stand in names.
    #[must_use]
    pub fn nips(&self) -> Vec<String> {
        self.people.iter().filter_map(|person| names::nip(&person.name)).collect()
    }

    /// Tells first of all, when there are any, of the people whom comparing did not come to.
    pub fn leaves_uncompared(&mut self, people: usize) {
        if people == 0 {
            return;
        }
        let say = Say::new(
            format!(
                "{people} nama lain ejaan tidak sempat dibandingkan karena daftar ini terlalu besar: pilih orangnya dengan NIP, atau bagi berkasnya."
            ),
            format!(
                "{people} names in other spellings were not compared, since this list is too large: choose the person by NIP, or split the file."
            ),
        );
        self.problems.insert(0, say);
        self.problems.truncate(TOLD);
        self.problem_count += 1;
    }
}

#[derive(Default)]
struct Gathered {
    person: Person,
    stays: Vec<(Moment, Moment)>,
    seconds: i64,
    said: bool,
}

#[derive(Default)]
struct Problems {
    told: Vec<Say>,
    count: usize,
}

impl Problems {
    fn add(&mut self, id: String, en: String) {
        self.count += 1;
        if self.told.len() < TOLD {
            self.told.push(Say::new(id, en));
        }
    }
}

pub(super) fn gather(table: Vec<Row>, about: &About) -> Result<Read, Refusal> {
    let rows = table.len();
    let mut problems = Problems::default();
    let mut order: Vec<Gathered> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut elsewhere = 0;
    for row in table {
        let Some(name) = name(&row) else {
            let line = row.line;
            problems.add(format!("Baris {line}: tidak ada nama."), format!("Row {line}: there is no name."));
            continue;
        };
        let stay = match stay(&row, about, &mut problems) {
            Stay::Unusable => continue,
            Stay::Elsewhere => {
                elsewhere += 1;
                continue;
            }
            Stay::At(from, to) => (from, to),
        };
        let place = *places.entry(key(&name, &row.email)).or_insert_with(|| {
            let person = Person { name, email: row.email.clone(), ..Person::default() };
            order.push(Gathered { person, ..Gathered::default() });
            order.len() - 1
        });
        note(&mut order[place], stay, duration(&row.duration));
    }
    if elsewhere == rows {
        return Err(another_day());
    }
    let people = order.into_iter().map(finish).collect();
    Ok(Read { people, rows, problems: problems.told, problem_count: problems.count })
}

/// The name, or what stands before the @ when there is none.
fn name(row: &Row) -> Option<String> {
    let text = if row.name.is_empty() { row.email.split('@').next().unwrap_or_default() } else { &row.name };
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect();
    (!text.is_empty()).then_some(text)
}

fn key(name: &str, email: &str) -> String {
    if email.contains('@') {
        return email.to_lowercase();
    }
    let tokens = names::tokens(name);
    if tokens.is_empty() { name.to_lowercase() } else { tokens.join(" ") }
}

enum Stay {
    At(Option<Moment>, Option<Moment>),
    Unusable,
    Elsewhere,
}

fn stay(row: &Row, about: &About, problems: &mut Problems) -> Stay {
    let line = row.line;
    let mut read = |text: &str| {
        let at = moment(text, about);
        if at.is_none() && !text.is_empty() {
            let shown: String = text.chars().take(40).collect();
            problems.add(
                format!("Baris {line}: waktu \"{shown}\" tidak dikenal; orangnya tetap dibaca, tanpa waktu itu."),
                format!("Row {line}: \"{shown}\" is no time we know; the person is read without it."),
            );
        }
        at
    };
    let (join, leave) = (read(&row.join), read(&row.leave));
    if let (Some(join), Some(leave)) = (join, leave)
        && leave < join
    {
        problems.add(
            format!(
                "Baris {line}: keluar sebelum masuk; baris ini tidak dipakai. Tandai orangnya sendiri bila ia hadir."
            ),
            format!(
                "Row {line}: left before joining; this row is not used. Mark the person yourself if they were there."
            ),
        );
        return Stay::Unusable;
    }
    let far = |at: Moment| at < about.starts.plus_ms(-AROUND_MS) || at > about.ends.plus_ms(AROUND_MS);
    if join.or(leave).is_some_and(far) {
        problems.add(
            format!("Baris {line}: waktunya bukan pada kegiatan ini; baris ini tidak dipakai."),
            format!("Row {line}: its time is not that of this activity; this row is not used."),
        );
        return Stay::Elsewhere;
    }
    Stay::At(join, leave)
}

fn note(gathered: &mut Gathered, (from, to): (Option<Moment>, Option<Moment>), seconds: Option<i64>) {
    let person = &mut gathered.person;
    let (first, last) = (from.or(to), to.or(from));
    person.first = [person.first, first].into_iter().flatten().min();
    person.last = [person.last, last].into_iter().flatten().max();
    match (from, to) {
        (Some(from), Some(to)) => gathered.stays.push((from, to)),
        _ => {
            gathered.seconds += seconds.unwrap_or(0);
            gathered.said |= seconds.is_some();
        }
    }
}

fn finish(gathered: Gathered) -> Person {
    let Gathered { mut person, mut stays, seconds, said } = gathered;
    stays.sort_unstable();
    let (mut total, mut until) = (0, Moment(i64::MIN));
    for (from, to) in &stays {
        total += (to.0 - from.0.max(until.0)).max(0);
        until = until.max(*to);
    }
    let seconds = seconds + total / 1_000;
    person.minutes = (said || !stays.is_empty()).then_some((seconds + 30) / 60);
    person
}

fn another_day() -> Refusal {
    Refusal::new(
        "file-other-day",
        "Tidak ada satu baris pun yang waktunya pada kegiatan ini. Periksa apakah berkasnya dari rapat yang lain.",
        "Not one row has a time of this activity. Check whether the file is of another meeting.",
    )
}
