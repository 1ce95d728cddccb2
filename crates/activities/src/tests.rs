//! Activities as people meet them, on both engines: a small ministry in three zones and a clock that each step names.

mod begun;
mod damage;
mod days;
mod declarations;
mod doors;
mod far;
mod feeds;
mod guarded;
mod lists;
mod overviews;
mod owed;
mod paper;
mod plans;
mod press;
mod reports;
mod signing;
mod teams;
mod together;
mod told;

use crate::actions;
use crate::model::{
    Activity, ActivityId, ActivityKind, AgendaItem, Budget, Group, Mode, NewActivity, NewDecision, NewDelegation,
    NewOwner, Party, Side, Somebody, Tally,
};
use netra_base::{
    AccountId, Chance, Day, EmployeeId, Error, Grant, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId,
    Zone,
};
use netra_it::each_engine;
use netra_media::{Accepts, MediaDesk, Ready};
use netra_pledges::model::Wall;
use netra_registry::actions as registry;
use netra_registry::model::{Employment, Identity, NewEmployee, NewUnit, Nip, PersonName, UnitCode, UnitKind};
use netra_store::{Store, Tx};

/// A picture in which nobody is.
const PHOTO: &[u8] = include_bytes!("../../../data/templates/samples/foto-aula.jpg");
const OTHER_PHOTO: &[u8] = include_bytes!("../../../data/templates/samples/foto-halaman.jpg");

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn wall(text: &str) -> Wall {
    Wall::parse(text).expect("a time")
}

/// The week before the readiness roll call.
fn before() -> Moment {
    day("2023-12-14").at(Zone::Wita, 9, 0)
}

/// At eight on the day itself.
fn on_the_day() -> Moment {
    day("2023-12-21").at(Zone::Wita, 8, 0)
}

/// The same day, when it is over.
fn afterwards() -> Moment {
    day("2023-12-21").at(Zone::Wita, 10, 0)
}

fn nip(serial: usize) -> String {
    format!("198503172009121{:03}", serial + 1)
}

fn photo(bytes: &[u8]) -> Ready {
    MediaDesk::take_now(bytes, "apel.jpg", Accepts::Photo).expect("a photo")
}

/// KEM above; KW-20 with a prison, KW-30. People by number: 0–1 of the office of Bali (0 heads it), 2 of the prison, 3 of
/// Papua, 4 of the ministry.
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

fn hire(store: &Store, serial: usize, unit: UnitId, position: &str) -> EmployeeId {
    let identity = Identity::Nip(Nip::parse(&nip(serial)).expect("a NIP"));
    let letter = char::from(b'A' + u8::try_from(serial).expect("small"));
    let name = PersonName::parse(&format!("Orang {letter}{letter}")).expect("a name");
    let position = Some(position.to_owned());
    let person = NewEmployee { identity, name, employment: Employment::Pns, position, grade: None, unit };
    store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires")
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&netra_calendar::MIGRATIONS).expect("migrates");
        store.migrate(&netra_rulebook::MIGRATIONS).expect("migrates");
        store.migrate(&netra_media::MIGRATIONS).expect("migrates");
        store.migrate(&netra_correspondence::MIGRATIONS).expect("migrates");
        store.migrate(&netra_pledges::MIGRATIONS).expect("migrates");
        store.migrate(&netra_oversight::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let root = open_unit(store, "KEM", UnitKind::Agency, Zone::Wib, None);
        let bali = open_unit(store, "KW-20", UnitKind::Kanwil, Zone::Wita, Some(root));
        let prison = open_unit(store, "KW-20-LAPAS-01", UnitKind::Lapas, Zone::Wita, Some(bali));
        let papua = open_unit(store, "KW-30", UnitKind::Kanwil, Zone::Wit, Some(root));
        let jobs = [
            (bali, "Kepala Divisi Pemasyarakatan"),
            (bali, "Penyuluh Hukum"),
            (prison, "Kepala Lapas"),
            (papua, "Analis"),
            (root, "Inspektur"),
        ];
        let people = (0..).zip(jobs).map(|(at, (unit, position))| hire(store, at, unit, position)).collect();
        Self { store: store.clone(), chance: Chance::seeded(5), root, bali, prison, papua, people }
    }

    fn who(&self, role: Role, unit: UnitId) -> Principal {
        let path = self.store.read_now(move |tx| registry::unit(tx, unit)).expect("known").path;
        let grants = vec![Grant { role, unit, path }];
        Principal { account: AccountId(9), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants }
    }

    fn operator(&self) -> Principal {
        self.who(Role::UnitOperator, self.bali)
    }

    fn person(&self, at: usize) -> Principal {
        Principal { employee: Some(self.people[at]), grants: Vec::new(), account: AccountId(100), ..self.operator() }
    }

    fn writes<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Tx<'_>, &Chance) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let chance = self.chance.clone();
        self.store.write_now(move |tx| act(tx, &chance))
    }

    fn plans(&self, new: NewActivity) -> Result<ActivityId> {
        let by = self.operator();
        self.writes(move |tx, chance| actions::plan(tx, chance, before(), &by, &new))
    }

    fn planned(&self) -> ActivityId {
        self.plans(readiness()).expect("plans")
    }

    fn starts(&self, id: ActivityId, at: Moment) -> Result<()> {
        let by = self.operator();
        self.writes(move |tx, chance| actions::start(tx, chance, at, &by, id))
    }

    fn counts(&self, id: ActivityId, tally: Tally) {
        self.writes(move |tx, _| actions::add_tally(tx, id, &tally)).expect("counts");
    }

    fn counts_of(&self, id: ActivityId, party: Party, present: i64) {
        self.writes(move |tx, _| actions::add_party(tx, id, &party, present)).expect("counts");
    }

    fn finishes(&self, id: ActivityId, at: Moment) -> Result<()> {
        let by = self.operator();
        self.writes(move |tx, chance| actions::finish(tx, chance, at, &by, id))
    }

    /// Held, with 40 present, of them 10 of the delegation and one of elsewhere, and 7 guests of two institutions.
    fn held(&self) -> ActivityId {
        let id = self.planned();
        self.starts(id, on_the_day()).expect("starts");
        self.counts(id, Tally { present: 40, early: 30, late: 4, doubtful: 1, guests: 7, ..Tally::default() });
        self.counts_of(id, Party::Delegation(self.prison), 10);
        self.counts_of(id, Party::Visitor, 1);
        for (institution, present) in [("POLRESTA", 3), ("Polresta", 1), ("Kecamatan Contoh", 3)] {
            self.counts_of(id, Party::Institution(institution.into()), present);
        }
        self.finishes(id, afterwards()).expect("finishes");
        id
    }

    /// Held and told: minutes, a decision, a quote, a photo, money.
    fn told(&self) -> ActivityId {
        let (id, by) = (self.held(), self.operator());
        self.writes(move |tx, _| {
            actions::write_minutes(tx, &by, id, "Apel berjalan lancar.")?;
            actions::decide(tx, &by, id, &decision("2023-12-28"))?;
            actions::quote(tx, &by, id, "Kepala Divisi Pemasyarakatan", "Kami siap dan netral.")?;
            let words = ("Barisan di lapangan", "Peserta membaca ikrar.");
            actions::add_photo(tx, afterwards(), &by, id, &photo(PHOTO), words)?;
            actions::spend(tx, &by, id, Some(4_000_000))
        })
        .expect("tells");
        id
    }

    fn files(&self, id: ActivityId, at: Moment) -> Result<i64> {
        let by = self.operator();
        self.writes(move |tx, chance| actions::file_report(tx, chance, at, &by, (id, None)))
    }

    fn activity(&self, id: ActivityId) -> Activity {
        self.store.read_now(move |tx| actions::activity(tx, id)).expect("known")
    }

    fn sees(&self, who: Principal, id: ActivityId) -> Result<actions::View> {
        self.store.read_now(move |tx| actions::view(tx, before(), &who, id))
    }

    fn findings(&self) -> Vec<(String, Option<String>)> {
        let mut audit = netra_ledger::audit::Audit::default();
        self.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
    }
}

fn outside(institution: &str, expected: i64) -> Group {
    Group { side: Side::Outside, name: "perwakilan".into(), institution: Some(institution.into()), expected }
}

fn office(function: &str) -> Somebody {
    Somebody::Outside { name: None, function: function.into(), institution: Some("Unit KW-20".into()) }
}

fn readiness() -> NewActivity {
    NewActivity {
        unit: "KW-20".into(),
        kind: ActivityKind::Readiness,
        mode: Mode::OnSite,
        title: "Apel siaga dan deklarasi".into(),
        theme: Some("Siap dan netral".into()),
        basis: vec!["ins-se1133-2023".into()],
        venue: Some("Lapangan Lapas Narkotika Kelas IIA".into()),
        link: None,
        starts: wall("2023-12-21T08:00"),
        ends: wall("2023-12-21T09:30"),
        leader: Somebody::Nip(Nip::parse(&nip(0)).expect("a NIP")),
        on_behalf_of: Some("Kepala Kantor Wilayah".into()),
        speakers: vec![Somebody::Outside {
            name: Some("Tokoh Contoh".into()),
            function: "Ketua".into(),
            institution: Some("Bawaslu Kota".into()),
        }],
        invited: vec![outside("Polresta", 4), outside("Bawaslu Kota", 3)],
        delegations: vec![NewDelegation { unit: "KW-20-LAPAS-01".into(), expected: 12 }],
        target: 30,
        budget: Some(Budget { ceiling: 5_000_000, source: "DIPA contoh".into() }),
        agenda: vec![AgendaItem { at: "08:15".into(), item: "Ikrar".into(), by: None }],
        team: None,
        drive: None,
        pledge_drive: None,
        confirmed: false,
    }
}

fn decision(due: &str) -> NewDecision {
    NewDecision {
        what: "Ikrar ditempel di setiap pos".into(),
        owner: NewOwner::Nip(Nip::parse(&nip(1)).expect("a NIP")),
        due: day(due),
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> Vec<&'static str> {
    match outcome {
        Err(Error::Refused(list)) => list.iter().map(|refusal: &Refusal| refusal.code).collect(),
        other => panic!("not a refusal: {other:?}"),
    }
}
