//! Drives as people meet them, on both engines: a small ministry in three zones, a drive of one day, and a clock that each
//! step names.

mod announcing;
mod begun;
mod boards;
mod damage;
mod declarations;
mod demo;
mod doors;
mod files;
mod folding;
mod notices;
mod numbers;
mod places;
mod press;
mod sheets;
mod speed;
mod teaching;
mod teams;
mod withdrawing;

use crate::actions;
use crate::model::{ActivityDriveId, ActivityId, ActivityKind, Definition, Exception, NewDrive, Share, Wall, Window};
use netra_activities::actions as activities;
use netra_activities::model::{NewActivity, Somebody, Tally};
use netra_base::{
    AccountId, Chance, Day, Error, Grant, Moment, Principal, Refusal, Result, Role, SignedInBy, UnitId, Zone,
};
use netra_it::each_engine;
use netra_registry::actions as registry;
use netra_registry::model::{NewUnit, UnitCode, UnitKind};
use netra_store::Store;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// A time on 23 January 2024, on the wall of whoever reads it.
fn wall(time: &str) -> Wall {
    Wall::parse(&format!("2024-01-23T{time}")).expect("a time")
}

/// A week before.
fn before() -> Moment {
    day("2024-01-16").at(Zone::Wib, 9, 0)
}

/// KEM above; BPHN; KW-08 (WIB) with a prison, KW-20 (WITA), KW-30 (WIT).
struct House {
    store: Store,
    chance: Chance,
    root: UnitId,
    bphn: UnitId,
    bengkulu: UnitId,
    bali: UnitId,
    papua: UnitId,
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

fn migrate(store: &Store) {
    store.migrate(&netra_ledger::MIGRATIONS).expect("migrates");
    store.migrate(&netra_calendar::MIGRATIONS).expect("migrates");
    store.migrate(&netra_rulebook::MIGRATIONS).expect("migrates");
    store.migrate(netra_registry::MIGRATIONS).expect("migrates");
    store.migrate(&netra_correspondence::MIGRATIONS).expect("migrates");
    store.migrate(&netra_guidance::MIGRATIONS).expect("migrates");
    store.migrate(&netra_media::MIGRATIONS).expect("migrates");
    store.migrate(&netra_pledges::MIGRATIONS).expect("migrates");
    store.migrate(&netra_oversight::MIGRATIONS).expect("migrates");
    store.migrate(&netra_activities::MIGRATIONS).expect("migrates");
    store.migrate(&netra_lessons::MIGRATIONS).expect("migrates");
    store.migrate(&netra_attendance::MIGRATIONS).expect("migrates");
    store.migrate(&crate::MIGRATIONS).expect("migrates");
}

impl House {
    fn new(store: &Store) -> Self {
        migrate(store);
        let root = open_unit(store, "KEM", UnitKind::Agency, Zone::Wib, None);
        let bphn = open_unit(store, "E1-09", UnitKind::Eselon1, Zone::Wib, Some(root));
        let bengkulu = open_unit(store, "KW-08", UnitKind::Kanwil, Zone::Wib, Some(root));
        open_unit(store, "KW-08-LAPAS-01", UnitKind::Lapas, Zone::Wib, Some(bengkulu));
        let bali = open_unit(store, "KW-20", UnitKind::Kanwil, Zone::Wita, Some(root));
        let papua = open_unit(store, "KW-30", UnitKind::Kanwil, Zone::Wit, Some(root));
        Self { store: store.clone(), chance: Chance::seeded(5), root, bphn, bengkulu, bali, papua }
    }

    fn who(&self, role: Role, unit: UnitId) -> Principal {
        let path = self.store.read_now(move |tx| registry::unit(tx, unit)).expect("known").path;
        let grants = vec![Grant { role, unit, path }];
        Principal { account: AccountId(9), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants }
    }

    fn centre(&self) -> Principal {
        self.who(Role::UnitOperator, self.root)
    }

    fn keeper(&self, unit: UnitId) -> Principal {
        self.who(Role::UnitOperator, unit)
    }

    fn announces(&self, new: NewDrive, by: Principal) -> Result<ActivityDriveId> {
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::announce(tx, &chance, before(), &by, &new))
    }

    fn drive(&self) -> ActivityDriveId {
        self.announces(new_drive(), self.centre()).expect("announces")
    }

    fn changes(
        &self,
        (id, based_on): (ActivityDriveId, i64),
        now: Moment,
        by: Principal,
        change: impl FnOnce(&mut Definition<String>),
    ) -> Result<i64> {
        let mut new = new_drive().definition;
        change(&mut new);
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::change(tx, &chance, now, &by, (id, based_on), &new))
    }

    fn plans_at(&self, now: Moment, id: ActivityDriveId, by: Principal, new: NewActivity) -> Result<ActivityId> {
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::plan_place(tx, &chance, now, &by, id, &new))
    }

    fn plans(&self, id: ActivityDriveId, by: Principal, new: NewActivity) -> Result<ActivityId> {
        self.plans_at(before(), id, by, new)
    }

    /// The template of the drive at this unit, venue and hours.
    fn place(&self, id: ActivityDriveId, unit: &str, venue: &str, hours: (&str, &str)) -> NewActivity {
        let by = self.centre();
        let form = self.store.read_now(move |tx| actions::place_form(tx, &by, id)).expect("a form");
        let leader =
            Somebody::Outside { name: None, function: format!("Pemimpin di {venue}"), institution: Some(unit.into()) };
        NewActivity {
            unit: unit.into(),
            venue: Some(venue.into()),
            starts: wall(hours.0),
            ends: wall(hours.1),
            leader,
            agenda: Vec::new(),
            ..form.place
        }
    }

    /// A place at nine, planned by the centre.
    fn placed(&self, id: ActivityDriveId, unit: &str, venue: &str) -> ActivityId {
        let new = self.place(id, unit, venue, ("09:00", "11:00"));
        self.plans(id, self.centre(), new).expect("plans")
    }

    fn starts(&self, place: ActivityId, present: i64) {
        let (chance, by) = (self.chance.clone(), self.centre());
        let tally = Tally { present, early: 1, late: 2, doubtful: 3, guests: 4, ..Tally::default() };
        self.store
            .write_now(move |tx| {
                let at = activities::activity(tx, place)?.starts;
                activities::start(tx, &chance, at, &by, place)?;
                activities::add_tally(tx, place, &tally)
            })
            .expect("starts");
    }

    fn finishes(&self, place: ActivityId) {
        let (chance, by) = (self.chance.clone(), self.centre());
        self.store
            .write_now(move |tx| {
                let at = activities::activity(tx, place)?.ends;
                activities::finish(tx, &chance, at, &by, place)
            })
            .expect("finishes");
    }

    fn reports(&self, place: ActivityId) {
        let (chance, by) = (self.chance.clone(), self.centre());
        let next = day("2024-01-24").at(Zone::Wib, 8, 0);
        self.store
            .write_now(move |tx| activities::file_report(tx, &chance, next, &by, (place, None)))
            .expect("reports");
    }

    fn board(&self, who: Principal, id: ActivityDriveId) -> Result<actions::Board> {
        self.store.read_now(move |tx| actions::board(tx, before(), &who, id))
    }

    fn findings(&self) -> Vec<(String, Option<String>)> {
        let mut audit = netra_ledger::audit::Audit::default();
        self.store.read_long(|tx| actions::audit(tx, &mut audit)).expect("audits");
        audit.findings.into_iter().map(|finding| (finding.table, finding.column)).collect()
    }
}

/// Two places of each Kanwil, three at most; one of the prison of Bengkulu; Papua is left out. Eight to four.
fn new_drive() -> NewDrive {
    let exception = |unit: &str, share| Exception { unit: unit.to_owned(), share };
    NewDrive {
        unit: "KEM".into(),
        announcer: "E1-09".into(),
        definition: Definition {
            title: "Penyuluhan serentak".into(),
            theme: "Netral dalam tugas".into(),
            basis: vec!["ins-skb2022".into()],
            kind: ActivityKind::Outreach,
            material: Some("Modul netralitas".into()),
            agenda: crate::model::agenda("0 Pembukaan\n15 Materi").expect("an agenda"),
            window: Window { opens: wall("08:00"), closes: wall("16:00") },
            kinds: vec![UnitKind::Kanwil],
            required: 2,
            most: 3,
            exceptions: vec![exception("KW-08-LAPAS-01", Share::Places(1)), exception("KW-30", Share::LeftOut)],
            target: 100,
        },
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(list)) => list.first().map_or("", |refusal: &Refusal| refusal.code),
        other => panic!("not a refusal: {other:?}"),
    }
}
