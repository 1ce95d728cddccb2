//! The quiz as people meet it, on both engines: a small ministry, a clock that each step names, and people who
//! answer so many questions rightly.

mod ask;
mod bank;
mod certificates;
mod check;
mod doors;
mod drawing;
mod figures;
mod tests_of_people;

use crate::actions::{self, Begin, Graded, Hand, Results};
use crate::model::{Answers, Attempt, Bank, Occasion, Phase, Sheet};
use netra_base::{
    AccountId, Chance, Day, EmployeeId, Error, Grant, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId,
    Zone,
};
use netra_registry::actions as registry;
use netra_registry::model::{
    Departure, Employment, Identity, NewEmployee, NewUnit, Nip, PersonName, UnitCode, UnitKind,
};
use netra_store::Store;

fn bank() -> &'static Bank {
    Bank::house().expect("the bank of the house")
}

fn the_day() -> Day {
    Day::parse("2024-01-23").expect("a day")
}

/// A time of the day of outreach, in western time.
fn at(hour: i8, minute: i8) -> Moment {
    the_day().at(Zone::Wib, hour, minute)
}

/// A ministry of 36: KW-20 with 12 people, its prison with 20, KW-30 with 4.
struct House {
    store: Store,
    chance: Chance,
    root: UnitId,
    bali: UnitId,
    prison: UnitId,
    papua: UnitId,
    people: Vec<EmployeeId>,
}

fn open_unit(store: &Store, code: &str, name: &str, kind: UnitKind, zone: Zone, parent: Option<UnitId>) -> UnitId {
    let unit = NewUnit {
        code: UnitCode::parse(code).expect("a code"),
        name: name.into(),
        kind,
        class: None,
        short: None,
        parent,
        zone,
        valid_from: the_day().plus_days(-100),
        sample: true,
        source: None,
    };
    store.write_now(move |tx| registry::open_unit(tx, &unit)).expect("opens")
}

fn hire(store: &Store, serial: usize, unit: UnitId) -> EmployeeId {
    let identity = Identity::Nip(Nip::parse(&format!("198503172009121{serial:03}")).expect("a NIP"));
    let letter = char::from(b'A' + u8::try_from(serial % 26).expect("small"));
    let name = PersonName::parse(&format!("Contoh {letter}")).expect("a name");
    let person = NewEmployee { identity, name, employment: Employment::Pns, position: None, grade: None, unit };
    store.write_now(move |tx| registry::hire(tx, &person, the_day().plus_days(-1))).expect("hires")
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let root = open_unit(store, "KEM", "Kementerian Contoh", UnitKind::Agency, Zone::Wib, None);
        let bali = open_unit(store, "KW-20", "Kanwil Bali", UnitKind::Kanwil, Zone::Wita, Some(root));
        let prison = open_unit(store, "KW-20-PAS", "Lapas Contoh", UnitKind::Lapas, Zone::Wita, Some(bali));
        let papua = open_unit(store, "KW-30", "Kanwil Papua", UnitKind::Kanwil, Zone::Wit, Some(root));
        let mut people = Vec::new();
        for (unit, count) in [(bali, 12), (prison, 20), (papua, 4)] {
            for _ in 0..count {
                people.push(hire(store, people.len() + 1, unit));
            }
        }
        Self { store: store.clone(), chance: Chance::seeded(3), root, bali, prison, papua, people }
    }

    fn who(&self, role: Role, unit: UnitId) -> Principal {
        let path = self.store.read_now(move |tx| registry::unit(tx, unit)).expect("known").path;
        let grants = vec![Grant { role, unit, path }];
        Principal { account: AccountId(9), employee: None, signed_in_by: SignedInBy::Password, grants }
    }

    fn employee(&self, person: usize) -> Principal {
        let employee = Some(self.people[person]);
        Principal { account: AccountId(8), employee, signed_in_by: SignedInBy::Password, grants: Vec::new() }
    }

    fn begins(&self, person: usize, phase: Phase, now: Moment) -> Result<Attempt> {
        self.begins_at(person, phase, None, now)
    }

    fn begins_at(&self, person: usize, phase: Phase, occasion: Option<Occasion>, now: Moment) -> Result<Attempt> {
        let (chance, request) = (self.chance.clone(), Begin { employee: self.people[person], phase, occasion });
        self.store.write_now(move |tx| actions::begin(tx, &chance, now, &request))
    }

    fn hands_in(&self, person: usize, attempt: &Attempt, right: usize, now: Moment) -> Result<Graded> {
        let hand = Hand {
            employee: self.people[person],
            phase: attempt.phase,
            attempt: attempt.id.clone(),
            answers: answers(&attempt.sheet, right),
            shown: Some(attempt.sheet.clone()),
        };
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::hand_in(tx, &chance, now, &hand))
    }

    /// Begins and hands in at once.
    fn takes(&self, person: usize, phase: Phase, right: usize, now: Moment) -> Graded {
        let attempt = self.begins(person, phase, now).expect("begins");
        self.hands_in(person, &attempt, right, now).expect("grades")
    }

    fn results(&self, role: Role, unit: UnitId) -> Results {
        let who = self.who(role, unit);
        self.store.read_now(move |tx| actions::results(tx, &who, at(12, 0))).expect("counts")
    }

    fn findings(&self) -> Vec<(String, Option<String>)> {
        let mut audit = netra_ledger::audit::Audit::default();
        self.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
    }
}

/// The first `right` questions answered rightly, the others not.
fn answers(sheet: &Sheet, right: usize) -> Answers {
    let place = |at: usize, drawn: &crate::model::Drawn| {
        let correct = bank().question(drawn.question).expect("known").correct;
        let place = drawn.order.iter().position(|option| *option == correct).expect("an option");
        (drawn.question, (place + usize::from(at >= right)) % drawn.order.len())
    };
    sheet.draws().iter().enumerate().map(|(at, drawn)| place(at, drawn)).collect()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(list)) => list.first().map_or("", |refusal: &Refusal| refusal.code),
        other => panic!("not a refusal: {other:?}"),
    }
}
