//! Access as people meet it, on both engines: a small ministry with four people, a quick password desk,
//! and a clock that each step names.

mod activation;
mod devices;
mod doors;
mod grants;
mod sessions;
mod sign_in;
mod totp;

use crate::actions::{self, Settled};
use crate::entrance;
use crate::model::{Device, Login, NewAccount, Opened, Token, TotpSecret};
use crate::{CurrentSession, MIGRATIONS, PasswordDesk, totp_code};
use netra_base::{
    AccountId, Chance, Clock, Day, EmployeeId, Error, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId,
    Zone,
};
use netra_it::each_engine;
use netra_registry::actions as registry;
use netra_registry::model::{
    ContractNumber, Employment, Identity, NewEmployee, NewUnit, Nip, PersonName, UnitCode, UnitKind,
};
use netra_store::{Store, params};
use netra_web::{Parts, Site};

/// Noon of an ordinary day.
const T0: Moment = Moment(1_704_340_800_000);
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const ANA: &str = "198503172009122003";
const BUDI: &str = "200012312024211001";
const CITRA: &str = "KW-20-PAS/PPNPN/014";
const DEWI: &str = "199001012015011004";
const PASSWORD: &str = "kuda laut biru tua";

struct House {
    store: Store,
    desk: PasswordDesk,
    chance: Chance,
    root: UnitId,
    kanwil: UnitId,
    ana: EmployeeId,
    citra: EmployeeId,
}

fn day() -> Day {
    T0.day(Zone::Wib).plus_days(-100)
}

fn open_unit(store: &Store, code: &str, kind: UnitKind, parent: Option<UnitId>) -> UnitId {
    let unit = NewUnit {
        code: UnitCode::parse(code).expect("a code"),
        name: format!("Unit {code}"),
        kind,
        class: None,
        short: None,
        parent,
        zone: Zone::Wita,
        valid_from: day(),
        sample: true,
        source: None,
    };
    store.write_now(move |tx| registry::open_unit(tx, &unit)).expect("opens")
}

fn hire(store: &Store, number: &str, name: &str, employment: Employment, unit: UnitId) -> EmployeeId {
    let identity = match employment {
        Employment::Ppnpn => Identity::Contract(ContractNumber::parse(number).expect("a contract")),
        _ => Identity::Nip(Nip::parse(number).expect("a NIP")),
    };
    let name = PersonName::parse(name).expect("a name");
    let person = NewEmployee { identity, name, employment, position: None, grade: None, unit };
    store.write_now(move |tx| registry::hire(tx, &person, day())).expect("hires")
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&MIGRATIONS).expect("migrates");
        let root = open_unit(store, "KEM", UnitKind::Agency, None);
        let kanwil = open_unit(store, "KW-20", UnitKind::Kanwil, Some(root));
        let prison = open_unit(store, "KW-20-PAS", UnitKind::Lapas, Some(kanwil));
        let other = open_unit(store, "KW-21", UnitKind::Kanwil, Some(root));
        let ana = hire(store, ANA, "Ana Contoh", Employment::Pns, kanwil);
        hire(store, BUDI, "Budi Contoh", Employment::Pppk, kanwil);
        let citra = hire(store, "PPNPN/014", "Citra D'Contoh", Employment::Ppnpn, prison);
        hire(store, DEWI, "Dewi Contoh", Employment::Pns, other);
        let desk = PasswordDesk::cheap();
        Self { store: store.clone(), desk, chance: Chance::seeded(11), root, kanwil, ana, citra }
    }

    fn site(&self, now: Moment) -> Site {
        Site::new(Parts {
            store: self.store.clone(),
            clock: Clock::Fixed(now),
            chance: self.chance.clone(),
            demo: false,
            secure: true,
            base_url: "https://netra.invalid".into(),
        })
    }

    fn account(&self, login: &str, employee: Option<EmployeeId>, totp: Option<TotpSecret>) -> AccountId {
        let password_hash = Some(self.desk.hash_now(&self.chance, PASSWORD).expect("hashes"));
        let login = Login::parse(login).expect("a login");
        let new = NewAccount { login, employee, password_hash, totp_secret: totp };
        self.store.write_now(move |tx| actions::create_account(tx, T0, &new)).expect("created")
    }

    /// An officer with a role on a unit, and the secret of their phone.
    fn officer(&self, login: &str, role: Role, unit: UnitId) -> (AccountId, TotpSecret) {
        let secret = TotpSecret::draw(&self.chance);
        let account = self.account(login, None, Some(secret));
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::grant_as_house(tx, &chance, T0, account, role, unit)).expect("granted");
        (account, secret)
    }

    /// The principal of an officer's session, as `identify` makes it.
    fn principal(&self, account: AccountId, now: Moment) -> Principal {
        let (chance, by) = (self.chance.clone(), SignedInBy::PasswordTotp);
        self.store
            .write_now(move |tx| {
                let opened = actions::open_session(tx, &chance, now, account, by)?;
                Ok(actions::session(tx, &opened.token.hash(), now)?.expect("stands").principal)
            })
            .expect("opens")
    }

    fn sign_in(&self, login: &str, password: &str, totp: Option<&str>, now: Moment) -> Result<Settled> {
        let totp = totp.map(str::to_owned);
        wait(entrance::sign_in(&self.site(now), &self.desk, login, password, (totp, Device::Program)))
    }

    fn open(&self, login: &str, totp: Option<&str>, now: Moment) -> Opened {
        match self.sign_in(login, PASSWORD, totp, now) {
            Ok(Settled::Open(opened)) => opened,
            other => panic!("{login} was not let in: {other:?}"),
        }
    }

    /// Who a token stands for.
    fn who(&self, token: &Token, now: Moment) -> Option<Principal> {
        let key = token.hash();
        self.store.read_now(move |tx| actions::session(tx, &key, now)).expect("reads").map(|s| s.principal)
    }

    fn leave(&self, employee: EmployeeId) {
        let reason = netra_registry::model::Departure::Retired;
        self.store.write_now(move |tx| registry::leave(tx, employee, reason, day().plus_days(1))).expect("leaves");
    }

    fn number(&self, sql: &'static str) -> i64 {
        self.store.read_now(move |tx| tx.query_one(sql, params![], |row| row.int(0))).expect("counts")
    }
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(work)
}

/// The one refusal of an outcome.
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> Refusal {
    match outcome {
        Err(Error::Refused(mut list)) if list.len() == 1 => list.remove(0),
        other => panic!("expected one refusal: {other:?}"),
    }
}
