//! Oversight as people meet it, on both engines: a small ministry in two zones, a team of Bali, and a clock that
//! each step names.

mod damage;
mod doors;
mod evidence;
mod findings;
mod papers;
mod plans;
mod standing;
mod succession;
mod tasks;
mod teams;

use crate::actions;
use crate::model::plan::{Assignment, Effect, ItemKind, NewFollowUp, NewItem, NewReport};
use crate::model::{
    Change, ChangeRequest, Decree, Duty, EndReason, Function, Functions, ItemId, MemberId, NewMember, NewTeam,
    Numbering, Period, Person, TeamId,
};
use netra_base::{
    AccountId, Chance, Day, EmployeeId, Error, Grant, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId,
    Zone,
};
use netra_it::each_engine;
use netra_registry::actions as registry;
use netra_registry::model::{
    ContractNumber, Departure, Employment, Identity, NewEmployee, NewUnit, Nip, PersonName, UnitCode, UnitKind,
};
use netra_store::Store;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Noon in Bali on a day.
fn noon(text: &str) -> Moment {
    day(text).at(Zone::Wita, 12, 0)
}

fn today() -> Moment {
    noon("2022-11-01")
}

fn nip(serial: usize) -> String {
    format!("198503172009121{:03}", serial + 1)
}

/// KEM above; KW-20 with a division and a prison, KW-30. People by number: 0–4 of the office of Bali (0 heads it),
/// 5–6 of its division, 7–9 of the prison (7 heads it), 10 a PPNPN there, 11–12 of Papua, 13 of the ministry.
struct House {
    store: Store,
    chance: Chance,
    root: UnitId,
    bali: UnitId,
    prison: UnitId,
    papua: UnitId,
    people: Vec<EmployeeId>,
    /// Has what was recorded its place in the log by the time a door is asked?
    sequenced: bool,
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

fn hire(store: &Store, serial: usize, unit: UnitId, employment: Employment, position: &str) -> EmployeeId {
    let identity = match employment {
        Employment::Ppnpn => Identity::Contract(ContractNumber::parse("K-1").expect("a contract")),
        _ => Identity::Nip(Nip::parse(&nip(serial)).expect("a NIP")),
    };
    let letter = char::from(b'A' + u8::try_from(serial).expect("small"));
    let name = PersonName::parse(&format!("Orang {letter}{letter}")).expect("a name");
    let position = Some(position.to_owned());
    let person = NewEmployee { identity, name, employment, position, grade: None, unit };
    store.write_now(move |tx| registry::hire(tx, &person, day("2021-01-04"))).expect("hires")
}

fn functions(list: &[Function]) -> Functions {
    Functions::new(list.to_vec()).expect("some")
}

impl House {
    fn new(store: &Store) -> Self {
        store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
        store.migrate(netra_registry::MIGRATIONS).expect("migrates");
        store.migrate(&netra_media::MIGRATIONS).expect("migrates");
        store.migrate(&netra_correspondence::MIGRATIONS).expect("migrates");
        store.migrate(&crate::MIGRATIONS).expect("migrates");
        let root = open_unit(store, "KEM", UnitKind::Agency, Zone::Wib, None);
        let bali = open_unit(store, "KW-20", UnitKind::Kanwil, Zone::Wita, Some(root));
        let division = open_unit(store, "KW-20-ADM", UnitKind::Division, Zone::Wita, Some(bali));
        let prison = open_unit(store, "KW-20-LAPAS-01", UnitKind::Lapas, Zone::Wita, Some(bali));
        let papua = open_unit(store, "KW-30", UnitKind::Kanwil, Zone::Wit, Some(root));
        let pns = Employment::Pns;
        let jobs = [
            (bali, pns, "Kepala Kantor Wilayah"),
            (bali, pns, "Analis"),
            (bali, pns, "Arsiparis"),
            (bali, pns, "Perencana"),
            (bali, pns, "Penyuluh Hukum"),
            (division, pns, "Kepala Divisi"),
            (division, pns, "Analis"),
            (prison, pns, "Kepala Lapas"),
            (prison, pns, "Penjaga Tahanan"),
            (prison, pns, "Penjaga Tahanan"),
            (prison, Employment::Ppnpn, "Pengemudi"),
            (papua, pns, "Analis"),
            (papua, pns, "Arsiparis"),
            (root, pns, "Inspektur"),
        ];
        let people =
            (0..).zip(jobs).map(|(at, (unit, kind, position))| hire(store, at, unit, kind, position)).collect();
        Self { store: store.clone(), chance: Chance::seeded(5), root, bali, prison, papua, people, sequenced: false }
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

    fn member(&self, at: usize, duty: Duty, list: &[Function]) -> NewMember {
        NewMember { person: Person::Known(self.people[at]), functions: functions(list), duty }
    }

    /// Chair 5 (division), secretary 1, members 2, 3 and 8 (prison).
    fn bali_team(&self) -> NewTeam {
        use Function::{Guidance, Handling, Supervision};
        NewTeam {
            unit: "KW-20".into(),
            decree: Decree {
                number: "CONTOH/KW-20/2022".into(),
                day: day("2022-10-19"),
                issuer: "Kepala Kantor Wilayah".into(),
                basis: vec!["ins-skb2022".into()],
            },
            numbering: Numbering::Given,
            title: "Tim Pembinaan dan Pengawasan".into(),
            period: Period { from: day("2022-10-19"), until: day("2024-12-31") },
            members: vec![
                self.member(5, Duty::Chair, &[Guidance, Supervision, Handling]),
                self.member(1, Duty::Secretary, &[Guidance]),
                self.member(2, Duty::Member, &[Supervision]),
                self.member(3, Duty::Member, &[Supervision, Handling]),
                self.member(8, Duty::Member, &[Supervision]),
            ],
        }
    }

    fn forms(&self, new: NewTeam, by: Principal) -> Result<TeamId> {
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::form(tx, &chance, today(), &by, &new, &|id| id == "ins-skb2022"))
    }

    fn bali(&self) -> TeamId {
        self.forms(self.bali_team(), self.operator()).expect("forms")
    }

    fn changes(&self, team: TeamId, now: Moment, change: Change) -> Result<()> {
        let (chance, by) = (self.chance.clone(), self.operator());
        let request = ChangeRequest { change, day: now.day(Zone::Wita), decree: Some("CONTOH/2".into()) };
        self.store.write_now(move |tx| actions::change(tx, &chance, now, &by, team, &request))
    }

    fn follows(&self, now: Moment) -> usize {
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::follow(tx, &chance, now, usize::MAX)).expect("follows")
    }

    fn team(&self, who: Principal, now: Moment, team: TeamId) -> actions::TeamView {
        self.store.read_now(move |tx| actions::team(tx, now, &who, team)).expect("known")
    }

    fn membership(&self, team: TeamId, person: usize) -> MemberId {
        let view = self.team(self.operator(), today(), team);
        let found = view.members.iter().rev().find(|one| one.member.employee == self.people[person]);
        found.expect("in the team").member.id
    }

    fn findings(&self) -> Vec<(String, Option<String>)> {
        let mut audit = netra_ledger::audit::Audit::default();
        self.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
    }

    fn visit(&self) -> NewItem {
        NewItem {
            kind: ItemKind::Visit,
            day: day("2022-11-10"),
            unit: "KW-20-LAPAS-01".into(),
            place: "Aula".into(),
            who: vec![
                Assignment { employee: self.people[2], due: day("2022-11-09") },
                Assignment { employee: self.people[8], due: day("2022-11-10") },
            ],
        }
    }

    fn plans(&self, by: usize, team: TeamId, new: NewItem) -> Result<ItemId> {
        let who = self.person(by);
        self.store.write_now(move |tx| actions::add_item(tx, today(), &who, team, &new))
    }

    fn reports(&self, by: usize, at: (TeamId, ItemId), now: Moment, report: NewReport) -> Result<()> {
        let (chance, who) = (self.chance.clone(), self.person(by));
        self.store.write_now(move |tx| actions::report(tx, &chance, now, &who, at, &report))
    }
}

fn held() -> NewReport {
    NewReport::Held {
        day: day("2022-11-10"),
        findings: "Satu poster diturunkan.".into(),
        follow_ups: vec![NewFollowUp { what: "Periksa lagi".into(), due: day("2022-11-20") }],
        effect: Effect { reached: 40, checked: 6, corrected: 1 },
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(list)) => list.first().map_or("", |refusal: &Refusal| refusal.code),
        other => panic!("not a refusal: {other:?}"),
    }
}
