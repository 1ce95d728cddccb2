//! Lessons as people meet them, on both engines: a small ministry in two zones, an outreach in Bali, and a clock that each
//! step names.

mod damage;
mod doors;
mod feedback;
mod gain;
mod material;

use crate::actions::{self, NewMaterial};
use crate::model::{Answers, Attached, Content, MaterialId};
use netra_activities::actions as activities;
use netra_activities::model::{ActivityId, ActivityKind, Mode, NewActivity, Somebody, Wall};
use netra_base::{
    AccountId, Chance, Day, EmployeeId, Error, Grant, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId,
    Zone,
};
use netra_it::each_engine;
use netra_media::{Accepts, MediaDesk};
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Identity, NewEmployee, NewUnit, Nip, PersonName, UnitCode, UnitKind};
use netra_store::Store;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// A time of the day of outreach in Bali.
fn at(hour: i8, minute: i8) -> Moment {
    day("2024-01-23").at(Zone::Wita, hour, minute)
}

/// The day before.
fn before() -> Moment {
    at(9, 0).plus_ms(-86_400_000)
}

/// KEM above; KW-20 with a prison, KW-30. People by number: 0–11 of the office of Bali, 12–17 of its prison, 18–19 of Papua.
struct House {
    store: Store,
    chance: Chance,
    root: UnitId,
    bali: UnitId,
    prison: UnitId,
    papua: UnitId,
    people: Vec<EmployeeId>,
}

fn open_unit(store: &Store, code: &str, kind: UnitKind, zone: Zone, parent: Option<UnitId>) -> UnitId {
    let unit = NewUnit {
        code: UnitCode::parse(code).expect("a code"),
        name: format!("Unit {code}"),
        kind,
        class: None,
        short: None,
        parent,
        zone,
        valid_from: day("2020-01-01"),
        sample: true,
        source: None,
    };
    store.write_now(move |tx| registry::open_unit(tx, &unit)).expect("opens")
}

fn hire(store: &Store, serial: usize, unit: UnitId) -> EmployeeId {
    let identity = Identity::Nip(Nip::parse(&format!("198503172009121{:03}", serial + 1)).expect("a NIP"));
    let letter = char::from(b'A' + u8::try_from(serial).expect("small"));
    let name = PersonName::parse(&format!("Contoh {letter}")).expect("a name");
    let person = NewEmployee { identity, name, employment: Employment::Pns, position: None, grade: None, unit };
    store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires")
}

fn content(title: &str, body: &str) -> Content {
    Content::parse(title, "Ringkasan materi contoh.", body, "Kepala Pusat").expect("sound")
}

fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Words({words})>>\nendobj\ntrailer\n<</Root 1 0 R>>\n").into_bytes()
}

fn paper(words: &str) -> Attached {
    Attached::New(MediaDesk::take_now(&pdf(words), "materi.pdf", Accepts::Paper).expect("a PDF"))
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(&netra_calendar::MIGRATIONS).expect("migrates");
        store.migrate(&netra_rulebook::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&netra_access::MIGRATIONS).expect("migrates");
        store.migrate(&netra_pledges::MIGRATIONS).expect("migrates");
        store.migrate(&netra_guidance::MIGRATIONS).expect("migrates");
        store.migrate(&netra_media::MIGRATIONS).expect("migrates");
        store.migrate(&netra_activities::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let chance = Chance::seeded(11);
        let adopted = chance.clone();
        store.write_now(move |tx| netra_rulebook::actions::adopt_first(tx, &adopted, at(0, 0))).expect("adopts");
        let root = open_unit(store, "KEM", UnitKind::Agency, Zone::Wib, None);
        let bali = open_unit(store, "KW-20", UnitKind::Kanwil, Zone::Wita, Some(root));
        let prison = open_unit(store, "KW-20-LAPAS-01", UnitKind::Lapas, Zone::Wita, Some(bali));
        let papua = open_unit(store, "KW-30", UnitKind::Kanwil, Zone::Wit, Some(root));
        let mut people = Vec::new();
        for (unit, count) in [(bali, 12), (prison, 6), (papua, 2)] {
            for _ in 0..count {
                people.push(hire(store, people.len(), unit));
            }
        }
        Self { store: store.clone(), chance, root, bali, prison, papua, people }
    }

    fn who(&self, role: Role, unit: UnitId) -> Principal {
        let path = self.store.read_now(move |tx| registry::unit(tx, unit)).expect("known").path;
        let grants = vec![Grant { role, unit, path }];
        Principal { account: AccountId(9), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants }
    }

    fn centre(&self) -> Principal {
        self.who(Role::UnitOperator, self.root)
    }

    fn keeper(&self) -> Principal {
        self.who(Role::UnitOperator, self.bali)
    }

    fn person(&self, at: usize) -> Principal {
        Principal { employee: Some(self.people[at]), grants: Vec::new(), account: AccountId(100), ..self.centre() }
    }

    /// An outreach in Bali from nine to eleven, planned the day before.
    fn outreach(&self) -> ActivityId {
        let wall = |hour: i8| Wall { day: day("2024-01-23"), hour, minute: 0 };
        let new = NewActivity {
            unit: "KW-20".into(),
            kind: ActivityKind::Outreach,
            mode: Mode::OnSite,
            title: "Penyuluhan netralitas".into(),
            theme: None,
            basis: Vec::new(),
            venue: Some("Aula".into()),
            link: None,
            starts: wall(9),
            ends: wall(11),
            leader: Somebody::Outside { name: None, function: "Kepala Kantor Wilayah".into(), institution: None },
            on_behalf_of: None,
            speakers: Vec::new(),
            invited: Vec::new(),
            delegations: Vec::new(),
            target: 12,
            budget: None,
            agenda: Vec::new(),
            team: None,
            drive: None,
            pledge_drive: None,
            confirmed: true,
        };
        let (by, chance) = (self.keeper(), self.chance.clone());
        self.store.write_now(move |tx| activities::plan(tx, &chance, before(), &by, &new)).expect("plans")
    }

    fn starts(&self, id: ActivityId) {
        let (by, chance) = (self.keeper(), self.chance.clone());
        self.store.write_now(move |tx| activities::start(tx, &chance, at(9, 0), &by, id)).expect("starts");
    }

    fn ends(&self, id: ActivityId) {
        let (by, chance) = (self.keeper(), self.chance.clone());
        self.store.write_now(move |tx| activities::finish(tx, &chance, at(11, 0), &by, id)).expect("ends");
    }

    fn publishes(&self, by: Principal, unit: &str, content: Content, file: Attached) -> Result<MaterialId> {
        let (chance, new) = (self.chance.clone(), NewMaterial { unit: unit.to_owned(), content, file });
        self.store.write_now(move |tx| actions::publish(tx, &chance, before(), &by, &new))
    }

    fn material(&self) -> MaterialId {
        self.publishes(self.centre(), "KEM", content("Netralitas", "Isi."), Attached::Nothing).expect("publishes")
    }

    fn revises(&self, by: Principal, id: MaterialId, content: Content, file: Attached) -> Result<i64> {
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::revise(tx, &chance, at(8, 0), &by, id, (&content, &file)))
    }

    fn answers(&self, person: usize, id: ActivityId, now: Moment, note: &str) -> Result<bool> {
        let (by, chance) = (self.person(person), self.chance.clone());
        let answers = Answers::parse("4", "3", note).expect("answers");
        self.store.write_now(move |tx| actions::answer(tx, &chance, now, &by, id, &answers))
    }

    fn findings(&self) -> Vec<(String, Option<String>)> {
        let mut audit = netra_ledger::audit::Audit::default();
        self.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(list)) => list.first().map_or("", |refusal: &Refusal| refusal.code),
        other => panic!("not a refusal: {other:?}"),
    }
}

#[track_caller]
fn unknown<T: std::fmt::Debug>(outcome: Result<T>) {
    assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
}
