//! Attendance as people meet it, on both engines: a small ministry in two zones, a roll call in Bali with a delegation of
//! its prison, and a clock that each step names.

mod checkin;
mod damage;
mod doors;
mod files;
mod foreign;
mod keeping;
mod lists;
mod onward;
mod overrun;
mod together;
mod untold;

use crate::actions::{self, Came, Mark, Sent};
use crate::model::{State, Timing, Via};
use crate::rules::code::{Code, Shown};
use netra_activities::model::{Activity, ActivityId, Tally};
use netra_base::{
    AccountId, Chance, Day, EmployeeId, Error, Grant, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId,
    Zone, canonical,
};
use netra_it::each_engine;
use netra_media::{Accepts, MediaDesk, Ready};
use netra_registry::actions as registry;
use netra_registry::model::{
    ContractNumber, Employment, Identity, NewEmployee, NewUnit, Nip, PersonName, UnitCode, UnitKind,
};
use netra_store::{Store, params};

const DAY: &str = "2023-12-21";

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// On the day of the roll call, on the wall in Bali. It begins at 8.00 and ends at 9.30.
fn at(hour: i8, minute: i8) -> Moment {
    day(DAY).at(Zone::Wita, hour, minute)
}

fn nip(serial: usize) -> String {
    format!("198503172009121{:03}", serial + 1)
}

/// KEM above; KW-20 with a division and a prison, KW-30. People by number: 0–3 of the office of Bali, 4 of its division, 5–6
/// of the prison, 7 a PPNPN there, 8 of Papua, 9–11 of the division, three who share one name.
struct House {
    store: Store,
    chance: Chance,
    bali: UnitId,
    prison: UnitId,
    papua: UnitId,
    people: Vec<EmployeeId>,
    id: ActivityId,
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

fn hire(store: &Store, serial: usize, unit: UnitId, employment: Employment, name: &str) -> EmployeeId {
    let identity = match employment {
        Employment::Ppnpn => Identity::Contract(ContractNumber::parse("K-1").expect("a contract")),
        _ => Identity::Nip(Nip::parse(&nip(serial)).expect("a NIP")),
    };
    let name = PersonName::parse(name).expect("a name");
    let person = NewEmployee { identity, name, employment, position: None, grade: None, unit };
    store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires")
}

/// A roll call as the plan of activities would have written it: what may be planned is not the question here.
fn plan(store: &Store, unit: UnitId, (starts, ends): (Moment, Moment), delegations: Vec<(UnitId, i64)>) -> ActivityId {
    store
        .write_now(move |tx| {
            let expected = 8 + delegations.iter().map(|(_, expected)| expected).sum::<i64>();
            let id = tx.insert(
                "INSERT INTO activity (unit, kind, mode, title, basis, venue, starts, ends, zone, target, expected, state,
                   planned, planned_by) VALUES (?1, 'roll-call', 'on-site', 'Apel Siaga', '', 'Lapangan', ?2, ?3, 'WITA', 8,
                   ?4, 'planned', 0, 9)",
                params![unit, starts, ends, expected],
            )?;
            tx.execute(
                "INSERT INTO activity_person (activity, number, name, function, key) VALUES (?1, 0, '', 'Kepala', '')",
                params![id],
            )?;
            for (other, expected) in delegations {
                let sql = "INSERT INTO activity_delegation (activity, unit, expected) VALUES (?1, ?2, ?3)";
                tx.execute(sql, params![id, other, expected])?;
            }
            Ok(ActivityId(id))
        })
        .expect("plans")
}

/// One white point: a photo as a scanner sends it.
fn photo() -> Ready {
    let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    let bytes = canonical::from_base64(png).expect("base64");
    MediaDesk::take_now(&bytes, "lembar.png", Accepts::Photo).expect("a photo")
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&netra_pledges::MIGRATIONS).expect("migrates");
        store.migrate(&netra_media::MIGRATIONS).expect("migrates");
        store.migrate(&netra_activities::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let root = open_unit(store, "KEM", UnitKind::Agency, Zone::Wib, None);
        let bali = open_unit(store, "KW-20", UnitKind::Kanwil, Zone::Wita, Some(root));
        let division = open_unit(store, "KW-20-ADM", UnitKind::Division, Zone::Wita, Some(bali));
        let prison = open_unit(store, "KW-20-LAPAS-01", UnitKind::Lapas, Zone::Wita, Some(bali));
        let papua = open_unit(store, "KW-30", UnitKind::Kanwil, Zone::Wit, Some(root));
        let (pns, ppnpn) = (Employment::Pns, Employment::Ppnpn);
        let people = [
            (bali, pns, "Wayan Contoh"),
            (bali, pns, "Made Peraga, S.H."),
            (bali, pns, "Nyoman Sampel"),
            (bali, pns, "Ketut Percontohan"),
            (division, pns, "Putu Uji"),
            (prison, pns, "Gede Coba"),
            (prison, pns, "Kadek Misal"),
            (prison, ppnpn, "Komang Umpama"),
            (papua, pns, "Yohan Teladan"),
            (division, pns, "Agus Setiawan"),
            (division, pns, "Agus Setiawan, S.E."),
            (division, pns, "Drs. Agus Setiawan"),
        ];
        let people =
            (0..).zip(people).map(|(serial, (unit, kind, name))| hire(store, serial, unit, kind, name)).collect();
        let id = plan(store, bali, (at(8, 0), at(9, 30)), vec![(prison, 3)]);
        let house = Self { store: store.clone(), chance: Chance::seeded(5), bali, prison, papua, people, id };
        house.shows(at(7, 0));
        house
    }

    fn path(&self, unit: UnitId) -> String {
        self.store.read_now(move |tx| registry::unit(tx, unit)).expect("known").path
    }

    fn who(&self, role: Role, unit: UnitId) -> Principal {
        let grants = vec![Grant { role, unit, path: self.path(unit) }];
        Principal { account: AccountId(9), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants }
    }

    fn operator(&self) -> Principal {
        self.who(Role::UnitOperator, self.bali)
    }

    fn person(&self, at: usize) -> Principal {
        let account = AccountId(100 + i64::try_from(at).expect("small"));
        Principal { account, employee: Some(self.people[at]), grants: Vec::new(), ..self.operator() }
    }

    /// The operator opens the screen: from now on there are codes.
    fn shows(&self, now: Moment) {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        self.store.write_now(move |tx| actions::screen(tx, &chance, now, &by, id)).expect("shows");
    }

    /// The code on the screen.
    fn code(&self, now: Moment) -> String {
        let (id, by) = (self.id, self.operator());
        self.store.read_now(move |tx| actions::secret_of(tx, &by, id)).expect("kept").expect("shown").qr(now)
    }

    fn sends(&self, who: Principal, now: Moment, code: &str, device: Option<[u8; 32]>) -> Result<Came> {
        let (id, asker, code) = (self.id, who.clone(), Code::parse(code));
        let sent = code.clone();
        let looked = self.store.read_now(move |tx| actions::look(tx, now, &asker, (id, sent.as_ref())))?;
        let secret = looked.secret.expect("shown");
        let shown = code.map_or(Shown::Never, |code| secret.judge(&code, now));
        let sent = Sent { shown, via: Via::Qr, device };
        self.store.write_now(move |tx| actions::check_in(tx, now, &who, id, &sent))
    }

    /// Checks a person in with the code of the moment.
    fn comes(&self, person: usize, now: Moment) -> Result<Came> {
        self.sends(self.person(person), now, &self.code(now), None)
    }

    fn marks(&self, person: usize, now: Moment, to: State, reason: Option<&str>) -> Result<()> {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        let reason = reason.map(str::to_owned);
        let (employee, timing, via) = (self.people[person], Timing::OnTime, Via::Operator);
        let mark = Mark { employee, to, timing, via, reason, said: None };
        self.store.write_now(move |tx| actions::mark(tx, &chance, now, &by, id, &mark))
    }

    fn starts(&self, now: Moment) {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        self.store.write_now(move |tx| netra_activities::actions::start(tx, &chance, now, &by, id)).expect("starts");
    }

    fn ends(&self, now: Moment) {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        self.store.write_now(move |tx| netra_activities::actions::finish(tx, &chance, now, &by, id)).expect("ends");
    }

    fn activity(&self) -> Activity {
        let id = self.id;
        self.store.read_now(move |tx| netra_activities::actions::activity(tx, id)).expect("known")
    }

    /// Present, early, late, doubtful, guests.
    fn tally(&self) -> [i64; 5] {
        let Tally { present, early, late, doubtful, guests, .. } = self.activity().tally;
        [present, early, late, doubtful, guests]
    }

    fn leaves(&self) -> i64 {
        let sql = "SELECT COUNT(*) FROM ledger_entry WHERE kind = 'attendance-changed'";
        self.store.read_now(move |tx| tx.query_one(sql, params![], |row| row.int(0))).expect("counts")
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
