//! Directives as people meet them, on both engines: a small ministry in three zones, a circular with its chain, and a clock
//! that each step names.

mod acknowledging;
mod damage;
mod doors;
mod filled;
mod finals;
mod issuing;
mod offering;
mod spreading;
mod together;

use crate::actions::{self, AckRequest, Acknowledged, Line, Spread, View};
use crate::model::{
    Audience, Chain, Confirmed, Content, Correction, Dated, DirectiveId, DirectiveKind, Due, Ending, Figures,
    NewDirective, NewPass, Numbering, Passed, Text,
};
use netra_base::{
    AccountId, Chance, Day, EmployeeId, Error, Grant, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId,
    Zone,
};
use netra_it::each_engine;
use netra_it::store::on_sqlite;
use netra_registry::actions as registry;
use netra_registry::model::{
    ContractNumber, Employment, Identity, NewEmployee, NewUnit, Nip, PersonName, UnitCode, UnitKind,
};
use netra_store::Store;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Noon in Jakarta on a day.
fn noon(text: &str) -> Moment {
    day(text).at(Zone::Wib, 12, 0)
}

fn today() -> Moment {
    noon("2023-11-24")
}

fn nip(serial: usize) -> String {
    format!("198503172009121{:03}", serial + 1)
}

/// KEM above; E1-01; KW-20 with a prison; KW-30. People by number: 0–1 of E1-01, 2–4 of Bali's office, 5–7 of the prison,
/// 8 a PPNPN there, 9–10 of Papua's office.
struct House {
    store: Store,
    chance: Chance,
    root: UnitId,
    general: UnitId,
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

fn hire(store: &Store, serial: usize, unit: UnitId, employment: Employment) -> EmployeeId {
    let identity = match employment {
        Employment::Ppnpn => Identity::Contract(ContractNumber::parse(&format!("K-{serial}")).expect("a contract")),
        _ => Identity::Nip(Nip::parse(&nip(serial)).expect("a NIP")),
    };
    let letter = char::from(b'A' + u8::try_from(serial % 26).expect("small"));
    let name = PersonName::parse(&format!("Orang {letter}{letter}")).expect("a name");
    let person = NewEmployee { identity, name, employment, position: None, grade: None, unit };
    store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires")
}

fn content(subject: &str, instruments: &[&str], directives: &[DirectiveId]) -> Content {
    Content {
        subject: subject.into(),
        text: Text::parse("Jaga netralitas di dalam dan di luar kantor.\n\n1. Baca.\n2. Teruskan.").expect("a text"),
        chain: Chain {
            instruments: instruments.iter().map(|id| (*id).into()).collect(),
            directives: directives.into(),
        },
    }
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&netra_calendar::MIGRATIONS).expect("migrates");
        store.migrate(&netra_rulebook::MIGRATIONS).expect("migrates");
        store.migrate(&netra_correspondence::MIGRATIONS).expect("migrates");
        store.migrate(&netra_media::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let root = open_unit(store, "KEM", UnitKind::Agency, Zone::Wib, None);
        let general = open_unit(store, "E1-01", UnitKind::Eselon1, Zone::Wib, Some(root));
        let bali = open_unit(store, "KW-20", UnitKind::Kanwil, Zone::Wita, Some(root));
        let prison = open_unit(store, "KW-20-LAPAS-01", UnitKind::Lapas, Zone::Wita, Some(bali));
        let papua = open_unit(store, "KW-30", UnitKind::Kanwil, Zone::Wit, Some(root));
        let (pns, ppnpn) = (Employment::Pns, Employment::Ppnpn);
        let jobs = [
            (general, pns),
            (general, pns),
            (bali, pns),
            (bali, pns),
            (bali, pns),
            (prison, pns),
            (prison, pns),
            (prison, pns),
            (prison, ppnpn),
            (papua, pns),
            (papua, pns),
        ];
        let people = (0..).zip(jobs).map(|(at, (unit, kind))| hire(store, at, unit, kind)).collect();
        Self { store: store.clone(), chance: Chance::seeded(7), root, general, bali, prison, papua, people }
    }

    fn path(&self, unit: UnitId) -> String {
        self.store.read_now(move |tx| registry::unit(tx, unit)).expect("known").path
    }

    fn who(&self, role: Role, unit: UnitId) -> Principal {
        let grants = vec![Grant { role, unit, path: self.path(unit) }];
        Principal { account: AccountId(9), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants }
    }

    fn operator(&self) -> Principal {
        self.who(Role::UnitOperator, self.root)
    }

    fn person(&self, at: usize) -> Principal {
        Principal { employee: Some(self.people[at]), grants: Vec::new(), account: AccountId(100), ..self.operator() }
    }

    fn circular(&self, key: &str) -> NewDirective {
        NewDirective {
            key: key.into(),
            kind: DirectiveKind::Circular,
            unit: "E1-01".into(),
            number: Numbering::Typed(format!("SEK-UM.01.01-{key}")),
            dated: Dated::Day(day("2023-11-23")),
            issuer: "Plh. Sekretaris Jenderal".into(),
            read_by: None,
            occasion: None,
            row: None,
            content: content("Ketentuan netralitas", &["ins-skb2022"], &[]),
            replaces: Vec::new(),
            audience: Audience { units: vec![self.root], kinds: Employment::ALL.to_vec() },
            without_ppnpn: false,
            from: Some(day("2023-11-23")),
            until: None,
            asked: Some(Due::Day(day("2023-12-15"))),
            confirmed: Confirmed::Nothing,
        }
    }

    fn issues(&self, by: Principal, new: NewDirective) -> Result<DirectiveId> {
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::issue(tx, &chance, today(), &by, &new))
    }

    /// The circular of most tests.
    fn issued(&self) -> DirectiveId {
        self.issues(self.operator(), self.circular("1133")).expect("issues")
    }

    fn corrects(&self, id: DirectiveId, of: i64, content: Content, anew: bool) -> Result<i64> {
        let (chance, by) = (self.chance.clone(), self.operator());
        let new = Correction { of, content, reason: "Salah ketik".into(), anew };
        self.store.write_now(move |tx| actions::correct(tx, &chance, noon("2023-11-25"), &by, id, &new))
    }

    fn ends(&self, id: DirectiveId, how: Ending) -> Result<()> {
        let (chance, by) = (self.chance.clone(), self.operator());
        self.store.write_now(move |tx| actions::end(tx, &chance, noon("2023-11-26"), &by, id, &how))
    }

    fn acknowledges(&self, person: usize, id: DirectiveId, version: i64, now: Moment) -> Result<Acknowledged> {
        let (chance, employee) = (self.chance.clone(), self.people[person]);
        let request = AckRequest { directive: id, employee, by: SignedInBy::Password, version };
        self.store.write_now(move |tx| actions::acknowledge(tx, &chance, now, &request))
    }

    fn reads(&self, person: usize, id: DirectiveId, now: Moment) {
        let employee = self.people[person];
        self.store.write_now(move |tx| actions::mark_read(tx, now, employee, id)).expect("reads");
    }

    fn passes(&self, by: Principal, id: DirectiveId, unit: &str, now: Moment) -> Result<(Passed, bool)> {
        let chance = self.chance.clone();
        let new = NewPass {
            unit: unit.into(),
            function: "Kepala unit".into(),
            note: Some("Baca saat apel.".into()),
            order: None,
        };
        self.store.write_now(move |tx| actions::pass_on(tx, &chance, now, &by, id, &new))
    }

    fn view(&self, who: Principal, id: DirectiveId) -> Result<View> {
        self.store.read_now(move |tx| actions::view(tx, today(), &who, id, None))
    }

    fn spread(&self, who: Principal, id: DirectiveId) -> Result<Spread> {
        self.store.read_now(move |tx| actions::spread(tx, today(), &who, id))
    }

    fn of(&self, id: DirectiveId, unit: UnitId) -> Figures {
        self.spread(self.operator(), id).expect("sees").of(unit).map(|branch| branch.all).unwrap_or_default()
    }

    fn follows(&self) {
        self.store.write_now(|tx| actions::follow(tx, usize::MAX)).expect("follows");
    }

    fn findings(&self) -> Vec<(String, Option<String>)> {
        let mut audit = netra_ledger::audit::Audit::default();
        self.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
    }
}

fn people(should: i64, readers: i64, acknowledged: i64) -> (i64, i64, i64) {
    (should, readers, acknowledged)
}

fn counted(figures: Figures) -> (i64, i64, i64) {
    (figures.should, figures.readers, figures.acknowledged)
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(list)) => list.first().map_or("", |refusal: &Refusal| refusal.code),
        other => panic!("not a refusal: {other:?}"),
    }
}
