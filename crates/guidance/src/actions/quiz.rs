//! Beginning a test and handing it in. Each first holds its person, so that two presses come one after the other:
//! the second finds the running test, or the result, and answers with it. If we stop before the commit, the test
//! still runs and nothing was answered.

use crate::model::{Answers, Attempt, Bank, Certificate, CertificateBody, Code, Marks, Occasion, Phase, Sheet, Taken};
use crate::rules::{self, Facts, Pool};
use crate::store::{self, certificates, counts};
use netra_base::{Chance, Day, EmployeeId, Error, Moment, Refusal, Result};
use netra_ledger::{Kind, actions::record};
use netra_registry::actions as registry;
use netra_registry::model::Standing as Person;
use netra_store::Tx;

/// A request to begin a test. The employee is the one who is signed in.
#[derive(Debug, Clone)]
pub struct Begin {
    /// Who.
    pub employee: EmployeeId,
    /// Before or after.
    pub phase: Phase,
    /// What it belongs to.
    pub occasion: Option<Occasion>,
}

/// A test that is handed in.
#[derive(Debug, Clone)]
pub struct Hand {
    /// Who.
    pub employee: EmployeeId,
    /// Before or after.
    pub phase: Phase,
    /// The attempt's key, from the form.
    pub attempt: Code,
    /// The places chosen.
    pub answers: Answers,
    /// The sheet as the form brought it: only to explain a second press, never to mark.
    pub shown: Option<Sheet>,
}

/// A graded test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// What is kept of it.
    pub taken: Taken,
    /// The marks; of a second press only when what the form brought gives the same score.
    pub marks: Option<Marks>,
    /// The certificate, when it was passed after the outreach.
    pub certificate: Option<Certificate>,
    /// What the test belonged to; unknown on a second press.
    pub occasion: Option<Occasion>,
    /// Was it graded before this request?
    pub again: bool,
}

/// Begins a test, or answers with the one of the same occasion that runs.
///
/// # Errors
/// `NotFound` for an unknown person; a refusal when this test may not be begun.
pub fn begin(tx: &mut Tx<'_>, chance: &Chance, now: Moment, request: &Begin) -> Result<Attempt> {
    let bank = Bank::house()?;
    let (employee, phase) = (request.employee, request.phase);
    let person = registry::standing_held(tx, employee)?.ok_or(Error::NotFound)?;
    let facts = facts(tx, &person, request, now)?;
    rules::may_begin(&bank.settings, phase, &facts)?;
    if let Some(found) = running(tx, employee, phase, now)?.filter(|found| found.occasion == request.occasion) {
        return Ok(found);
    }
    if phase == Phase::Post {
        // A pre-test sent after the post-test would measure nothing.
        store::forget_attempt(tx, employee, Phase::Pre)?;
    }
    let sheet = rules::draw(bank, Pool::Half(employee, phase), chance.bytes::<32>())?;
    let occasion = request.occasion.clone();
    let attempt = Attempt { id: Code::draw(chance), phase, occasion, sheet, begun: now };
    store::keep_attempt(tx, employee, &attempt)?;
    Ok(attempt)
}

fn facts(tx: &mut Tx<'_>, person: &Person, request: &Begin, now: Moment) -> Result<Facts> {
    let today = now.day(person.zone);
    let taken = store::taken(tx, request.employee, request.occasion.as_ref())?;
    let first = |phase| taken.iter().find(|one| one.phase == phase).map(|one| one.day);
    let mut certificate = None;
    if let Some(passed) = taken.iter().find(|one| one.phase == Phase::Post && one.passed) {
        certificate = certificates::of_attempt(tx, &passed.attempt)?.map(|found| found.code);
    }
    let done = taken.iter().filter(|one| one.phase == request.phase && one.day == today).count();
    Ok(Facts {
        active: person.active,
        pre: first(Phase::Pre),
        post: first(Phase::Post),
        certificate,
        today: i64::try_from(done).unwrap_or(i64::MAX),
    })
}

/// The test of this person and phase that runs and has not expired.
///
/// # Errors
/// When the database fails.
pub fn running(tx: &mut Tx<'_>, employee: EmployeeId, phase: Phase, now: Moment) -> Result<Option<Attempt>> {
    let bank = Bank::house()?;
    let found = store::attempt(tx, bank, employee, phase)?;
    Ok(found.filter(|found| !rules::expired(&bank.settings, found.begun, now)))
}

/// Grades a test once. What is kept is the score; the questions are forgotten, and each is counted without person
/// and unit. Passing the post-test issues the certificate in the same transaction.
///
/// # Errors
/// `NotFound` for an unknown person; a refusal at each question without an answer, or when the test no longer runs.
pub fn hand_in(tx: &mut Tx<'_>, chance: &Chance, now: Moment, hand: &Hand) -> Result<Graded> {
    let bank = Bank::house()?;
    let person = registry::standing_held(tx, hand.employee)?.ok_or(Error::NotFound)?;
    if let Some(taken) = store::result(tx, hand.employee, &hand.attempt)? {
        let certificate = certificates::of_attempt(tx, &hand.attempt)?;
        return Ok(Graded { marks: explained(bank, hand, &taken), taken, certificate, occasion: None, again: true });
    }
    let found = store::attempt(tx, bank, hand.employee, hand.phase)?.filter(|found| found.id == hand.attempt);
    let attempt = found.ok_or_else(gone)?;
    if rules::expired(&bank.settings, attempt.begun, now) {
        return Err(too_late(bank.settings.hours).into());
    }
    let before = store::taken(tx, hand.employee, attempt.occasion.as_ref())?;
    let late = attempt.phase == Phase::Pre && before.iter().any(|one| one.phase == Phase::Post);
    if late || !person.active {
        return Err(gone().into());
    }
    let marks = rules::grade(bank, &attempt.sheet, &hand.answers).map_err(Error::Refused)?;
    let taken = keep(tx, bank, &person, &attempt, &marks, (hand.employee, now))?;
    counts::count(tx, &marks.0)?;
    store::forget_attempt(tx, hand.employee, hand.phase)?;
    let certificate = match (taken.phase, taken.passed) {
        (Phase::Post, true) => Some(issue(tx, chance, &person, &attempt, &taken, (hand.employee, now))?),
        _ => None,
    };
    Ok(Graded { taken, marks: Some(marks), certificate, occasion: attempt.occasion, again: false })
}

/// The marks of a second press. They may explain only what was scored.
fn explained(bank: &Bank, hand: &Hand, taken: &Taken) -> Option<Marks> {
    let marks = rules::grade(bank, hand.shown.as_ref()?, &hand.answers).ok()?;
    (number(marks.score()) == taken.score).then_some(marks)
}

fn keep(
    tx: &mut Tx<'_>,
    bank: &Bank,
    person: &Person,
    attempt: &Attempt,
    marks: &Marks,
    (employee, now): (EmployeeId, Moment),
) -> Result<Taken> {
    let before = store::taken(tx, employee, attempt.occasion.as_ref())?;
    let turn = before.iter().filter(|one| one.phase == attempt.phase).count();
    let taken = Taken {
        attempt: attempt.id.clone(),
        phase: attempt.phase,
        turn: number(turn) + 1,
        score: number(marks.score()),
        questions: number(marks.0.len()),
        passed: rules::passes(&bank.settings, marks.score()),
        day: now.day(person.zone),
    };
    store::keep_result(tx, (employee, person.unit), attempt.occasion.as_ref(), &taken, now)?;
    Ok(taken)
}

fn issue(
    tx: &mut Tx<'_>,
    chance: &Chance,
    person: &Person,
    attempt: &Attempt,
    taken: &Taken,
    (employee, now): (EmployeeId, Moment),
) -> Result<Certificate> {
    let unit = registry::unit(tx, person.unit)?;
    let needed = number(Bank::house()?.settings.needed);
    let (code, day) = (Code::draw(chance), taken.day.to_string());
    let body = CertificateBody {
        attempt: attempt.id.as_str(),
        code: code.as_str(),
        day: &day,
        employee,
        name: &person.name,
        needed,
        occasion: attempt.occasion.as_ref().map(Occasion::as_str),
        questions: taken.questions,
        score: taken.score,
        unit: &person.unit_code,
        unit_kind: unit.kind.code(),
    };
    let entry = record(tx, chance, now, Kind::CertificateIssued, &body)?;
    let kept = certificates::Kept {
        code: body.code.to_owned(),
        attempt: body.attempt.to_owned(),
        employee,
        name: person.name.clone(),
        unit: person.unit_code.clone(),
        unit_kind: body.unit_kind.to_owned(),
        occasion: body.occasion.map(str::to_owned),
        score: taken.score,
        questions: taken.questions,
        needed,
        day,
        at: now,
        entry,
    };
    certificates::insert(tx, &kept)?;
    certificates::by_code(tx, &code)?.ok_or(Error::NotFound)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn gone() -> Refusal {
    Refusal::new(
        "quiz-gone",
        "Tes ini tidak lagi berjalan: sudah diganti tes yang lebih baru, atau bukan tes Anda. Buka halaman kuis dan mulai dari sana.",
        "This test no longer runs: a newer one took its place, or it is not yours. Open the quiz page and begin there.",
    )
}

fn too_late(hours: i64) -> Refusal {
    Refusal::new(
        "quiz-expired",
        format!("Waktu tes ini habis: {hours} jam sejak dimulai. Tidak ada yang dinilai; mulailah tes baru."),
        format!("This test has run out: {hours} hours since it was begun. Nothing was graded; begin a new one."),
    )
}

/// Where a person stands with the quiz of one occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// Graded tests, pre-test first, in order.
    pub taken: Vec<Taken>,
    /// The running pre-test and post-test: since when.
    pub running: [Option<Moment>; 2],
    /// What forbids beginning each now.
    pub refused: [Option<Refusal>; 2],
    /// Certificates, newest first: of the general occasion all that there are, of another its own.
    pub certificates: Vec<Certificate>,
    /// Today on the unit's wall.
    pub today: Day,
}

/// Where this person stands with the general occasion.
///
/// # Errors
/// `NotFound` for an unknown person.
pub fn mine(tx: &mut Tx<'_>, employee: EmployeeId, now: Moment) -> Result<Mine> {
    mine_at(tx, employee, None, now)
}

/// Where this person stands with an occasion.
///
/// # Errors
/// `NotFound` for an unknown person.
pub fn mine_at(tx: &mut Tx<'_>, employee: EmployeeId, occasion: Option<&Occasion>, now: Moment) -> Result<Mine> {
    let settings = &Bank::house()?.settings;
    let person = registry::standing(tx, employee)?.ok_or(Error::NotFound)?;
    let mut mine = Mine {
        taken: store::taken(tx, employee, occasion)?,
        running: [None, None],
        refused: [None, None],
        certificates: Vec::new(),
        today: now.day(person.zone),
    };
    mine.taken.sort_by_key(|one| (one.phase, one.turn));
    mine.certificates = match occasion {
        None => certificates::of_person(tx, employee)?,
        Some(_) => {
            let passed = mine.taken.iter().filter(|one| one.passed);
            let found = passed.map(|one| certificates::of_attempt(tx, &one.attempt)).collect::<Result<Vec<_>>>()?;
            found.into_iter().flatten().collect()
        }
    };
    for (at, phase) in [Phase::Pre, Phase::Post].into_iter().enumerate() {
        let request = Begin { employee, phase, occasion: occasion.cloned() };
        let found = running(tx, employee, phase, now)?.filter(|found| found.occasion.as_ref() == occasion);
        mine.running[at] = found.map(|found| found.begun);
        mine.refused[at] = rules::may_begin(settings, phase, &facts(tx, &person, &request, now)?).err();
    }
    Ok(mine)
}

/// Forgets the questions of tests that nobody handed in; answers how many. For the house's chores.
///
/// # Errors
/// When the database fails.
pub fn forget_expired(tx: &mut Tx<'_>, now: Moment) -> Result<u64> {
    let hours = Bank::house()?.settings.hours;
    store::forget_before(tx, now.plus_ms(-hours * 3_600_000))
}
