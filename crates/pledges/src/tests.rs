//! Pledges as people meet them, on both engines: a small ministry in two zones, one drive, and a clock that
//! each step names.

mod answers;
mod counting;
mod damage;
mod doors;
mod files;
mod occasions;
mod papers;
mod public;
mod together;

use crate::actions::{self, Coverage, SignRequest, Signed};
use crate::model::{Audience, Drive, Figures, NewDrive, Reason, Wall, Window, WindowZone};
use netra_base::{
    AccountId, Chance, Day, DriveId, EmployeeId, Error, Grant, Moment, Principal, Refusal, Result, Role, SignedInBy,
    UnitId, Zone,
};
use netra_it::{each_engine, store::on_sqlite};
use netra_registry::actions as registry;
use netra_registry::model::{
    ContractNumber, Departure, Employment, Identity, NewEmployee, NewUnit, Nip, PersonName, UnitCode, UnitKind,
};
use netra_store::Store;

/// The first moment of the drive's day on a wall in western time, and times of that day.
fn at(hour: i8, minute: i8) -> Moment {
    the_day().at(Zone::Wib, hour, minute)
}

fn the_day() -> Day {
    Day::parse("2023-12-21").expect("a day")
}

/// A ministry of 26: KEM, an Eselon I of 3, KW-20 of 8 with a prison of 6 and 2 without NIP, KW-30 of 7.
struct House {
    store: Store,
    chance: Chance,
    root: UnitId,
    bali: UnitId,
    prison: UnitId,
    papua: UnitId,
    people: Vec<EmployeeId>,
    drive: DriveId,
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

fn hire(store: &Store, serial: i64, unit: UnitId, employment: Employment) -> EmployeeId {
    let identity = match employment {
        Employment::Ppnpn => Identity::Contract(ContractNumber::parse(&format!("K-{serial}")).expect("a contract")),
        _ => Identity::Nip(Nip::parse(&format!("198503172009121{serial:03}")).expect("a NIP")),
    };
    let name = PersonName::parse(&format!("Contoh {}", char::from(b'A' + u8::try_from(serial % 26).expect("small"))));
    let person = NewEmployee { identity, name: name.expect("a name"), employment, position: None, grade: None, unit };
    store.write_now(move |tx| registry::hire(tx, &person, the_day().plus_days(-1))).expect("hires")
}

fn principal(role: Role, unit: UnitId, path: String) -> Principal {
    Principal {
        account: AccountId(9),
        employee: None,
        signed_in_by: SignedInBy::PasswordTotp,
        grants: vec![Grant { role, unit, path }],
    }
}

fn new_drive(units: Vec<UnitId>) -> NewDrive {
    let wall = |text| Wall::parse(text).expect("a wall time");
    let window = Window { opens: wall("2023-12-21T08:00"), closes: wall("2023-12-21T23:59"), zone: WindowZone::Local };
    let kinds = vec![Employment::Pns, Employment::Pppk, Employment::Ppnpn];
    NewDrive {
        title: "Deklarasi contoh".into(),
        text: "netralitas-1".into(),
        audience: Audience { units, kinds },
        window,
    }
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(&netra_rulebook::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&netra_correspondence::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let root = open_unit(store, "KEM", "Kementerian Contoh", UnitKind::Agency, Zone::Wib, None);
        let below = Some(root);
        let pas = open_unit(store, "E1-05", "Direktorat Contoh", UnitKind::Eselon1, Zone::Wib, below);
        let bali = open_unit(store, "KW-20", "Kanwil Bali", UnitKind::Kanwil, Zone::Wita, below);
        let prison = open_unit(store, "KW-20-PAS", "Lapas Contoh", UnitKind::Lapas, Zone::Wita, Some(bali));
        let papua = open_unit(store, "KW-30", "Kanwil Papua", UnitKind::Kanwil, Zone::Wit, below);
        let mut people = Vec::new();
        for (unit, count, kind) in [
            (bali, 8, Employment::Pns),
            (prison, 6, Employment::Pns),
            (prison, 2, Employment::Ppnpn),
            (papua, 7, Employment::Pns),
            (pas, 3, Employment::Pns),
        ] {
            for _ in 0..count {
                let serial = i64::try_from(people.len()).expect("small") + 1;
                people.push(hire(store, serial, unit, kind));
            }
        }
        let mut house = Self {
            store: store.clone(),
            chance: Chance::seeded(5),
            root,
            bali,
            prison,
            papua,
            people,
            drive: DriveId(0),
        };
        house.drive = house.opens(new_drive(vec![root])).expect("opens");
        house
    }

    fn path(&self, unit: UnitId) -> String {
        self.store.read_now(move |tx| registry::unit(tx, unit)).expect("known").path
    }

    fn who(&self, role: Role, unit: UnitId) -> Principal {
        principal(role, unit, self.path(unit))
    }

    fn operator(&self) -> Principal {
        self.who(Role::UnitOperator, self.root)
    }

    fn opens(&self, new: NewDrive) -> Result<DriveId> {
        let (chance, by) = (self.chance.clone(), self.operator());
        self.store.write_now(move |tx| actions::open(tx, &chance, at(7, 0).plus_ms(-86_400_000), &by, &new))
    }

    fn request(&self, person: usize) -> SignRequest {
        SignRequest { drive: self.drive, employee: self.people[person], by: SignedInBy::Password, occasion: None }
    }

    fn signs(&self, person: usize, now: Moment) -> Result<Signed> {
        let (chance, request) = (self.chance.clone(), self.request(person));
        self.store.write_now(move |tx| actions::sign(tx, &chance, now, &request))
    }

    fn declines(&self, person: usize, now: Moment) -> Result<Signed> {
        let (chance, request) = (self.chance.clone(), self.request(person));
        let decline =
            actions::Decline { request, reason: Reason::parse("Saya belum sempat membaca.").expect("a reason") };
        self.store.write_now(move |tx| actions::decline(tx, &chance, now, &decline))
    }

    fn closes(&self, now: Moment) -> Result<()> {
        let (chance, by, id) = (self.chance.clone(), self.operator(), self.drive);
        self.store.write_now(move |tx| actions::close(tx, &chance, now, &by, id))
    }

    fn follows(&self) {
        self.store.write_now(|tx| actions::follow(tx, usize::MAX)).expect("follows");
    }

    fn drive(&self) -> Drive {
        let id = self.drive;
        self.store.read_now(move |tx| actions::drive(tx, id)).expect("known")
    }

    fn coverage(&self) -> Coverage {
        let drive = self.drive();
        self.store.read_now(move |tx| actions::coverage(tx, &drive, at(12, 0))).expect("counts")
    }

    fn total(&self) -> Figures {
        self.coverage().total
    }

    fn of(&self, unit: UnitId) -> Figures {
        self.coverage().of(unit).expect("in the audience").all
    }

    fn findings(&self) -> Vec<(String, Option<String>)> {
        let mut audit = netra_ledger::audit::Audit::default();
        self.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
    }
}

fn figures(should: i64, signed: i64, declined: i64) -> Figures {
    Figures { should, signed, declined }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(list)) => list.first().map_or("", |refusal: &Refusal| refusal.code),
        other => panic!("not a refusal: {other:?}"),
    }
}
