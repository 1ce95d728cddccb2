//! Building the sample ministry with the same actions that a real one uses: organisation, people, accounts,
//! the finished drive of December 2023 and one that runs today. Signing goes through `pledges::sign`, so
//! every signature has its entry and, before the demo is served, its leaf.

mod programme;

use super::people;
use super::{Mark, password_of, totp_of};
use crate::house::{House, make_key};
use anyhow::{Context, anyhow};
use indicatif::{ProgressBar, ProgressStyle};
use netra_access::PasswordDesk;
use netra_access::actions::{create_account, first_administrator, grant_as_house, issue_code_for};
use netra_access::model::{Login, NewAccount};
use netra_base::{
    AccountId, Chance, Clock, Day, DriveId, EmployeeId, Grant, Lang, Moment, Principal, Role, SignedInBy, UnitId, Zone,
};
use netra_ledger::Log;
use netra_pledges::actions::{self as pledges, Decline, SignRequest};
use netra_pledges::model::{Audience, NewDrive, OccasionId, Reason, Wall, Window, WindowZone};
use netra_registry::actions as registry;
use netra_registry::demo::{seed_organisation, seed_people};
use netra_registry::model::{Employee, Employment, Unit, UnitKind};
use netra_store::{Store, Tx};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Signatures written in one transaction: about 30 ms.
const BATCH: usize = 1_000;
/// Of the corrections staff in December 2023, and of everybody in the drive that runs, out of a thousand.
const SIGNED_2023: u64 = 968;
const SIGNED_NOW: u64 = 380;
/// At the roll call the pledge is read so many minutes after eight, and signed within so many more.
const READ: i64 = 36;
const SIGNING: i64 = 20;
/// Who declined, out of ten thousand.
const DECLINED: u64 = 6;
/// Who takes the quiz: so many of the regional offices' own staff, a batch in one transaction.
const QUIZZED: usize = 1_200;
const QUIZ_BATCH: usize = 200;
/// The operator of the whole ministry: who does what the demo tells.
const OPERATOR: &str = "operator";

struct Builder {
    store: Store,
    log: Log,
    chance: Chance,
    seed: u64,
    stopped: Arc<AtomicBool>,
    bar: ProgressBar,
}

/// Builds everything in `dir`.
pub fn build(dir: &Path, seed: u64, employees: u32, lang: Lang) -> anyhow::Result<Mark> {
    let chance = Chance::seeded(seed);
    make_key(dir, &format!("demo.netra.invalid/{seed}"), &chance)?;
    let house = House::open_at(dir, None)?;
    let log = house.log()?;
    let bar = progress(u64::from(employees) * 3, lang);
    let work = Builder { store: house.store.clone(), log, chance, seed, stopped: stop_flag()?, bar };
    let from = Day::new(2014, 11, 1).context("a day")?;
    let root = work.store.write_now(move |tx| seed_organisation(tx, from))?;
    let (book_chance, adopted) = (work.chance.clone(), Clock::System.now());
    work.store.write_now(move |tx| netra_rulebook::actions::adopt_first(tx, &book_chance, adopted))?;
    // Before the first thing that the demonstration tells: the meeting of October 2022.
    let joined = Day::new(2022, 1, 3).context("a day")?;
    let stopped = Arc::clone(&work.stopped);
    let bar = work.bar.clone();
    seed_people(&work.store, seed, u64::from(employees), joined, &mut |written| {
        bar.set_position(written);
        stopped.load(Ordering::Relaxed)
    })?;
    work.go_on()?;
    let everyone = everyone(&work.store)?;
    let (mark, operator) = work.accounts(root, employees, &everyone)?;
    let keeper = operator.clone();
    work.store.write_now(move |tx| netra_correspondence::demo::fill(tx, Clock::System.now(), &keeper))?;
    let teams = work.oversight(&operator)?;
    // Some were moved by that; what follows is held on behalf of teams and signed where people work since.
    let everyone = self::everyone(&work.store)?;
    work.finished_drive(&operator, &everyone)?;
    work.running_drive(&operator, root, &everyone, &mark)?;
    work.quiz(&everyone)?;
    work.lately(&operator, teams, &everyone)?;
    work.directives(&operator, &everyone)?;
    work.simultaneous(&operator, root)?;
    work.log.sequence_all(&work.store)?;
    work.bar.finish_and_clear();
    Ok(mark)
}

fn progress(steps: u64, lang: Lang) -> ProgressBar {
    let bar = ProgressBar::new(steps);
    let text = lang.say(
        "Membuat data contoh {wide_bar} {percent}% sisa {eta}",
        "Making sample data {wide_bar} {percent}% {eta} left",
    );
    bar.set_style(ProgressStyle::with_template(text).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// Set by Ctrl-C or a request to end; the builder looks at it between batches.
fn stop_flag() -> anyhow::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        runtime.block_on(async {
            let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
                return;
            };
            tokio::select! { _ = tokio::signal::ctrl_c() => {}, _ = terminate.recv() => {} }
            set.store(true, Ordering::Relaxed);
        });
    })?;
    Ok(flag)
}

/// A person as the demo needs him: where he works.
#[derive(Clone, Copy)]
struct Worker {
    id: EmployeeId,
    unit: UnitId,
    kind: UnitKind,
    zone: Zone,
    corrections: bool,
}

fn everyone(store: &Store) -> anyhow::Result<Vec<Worker>> {
    store
        .read_long(|tx| {
            let mut all = Vec::new();
            for unit in registry::tree(tx, "/", None)? {
                let corrections = is_corrections(&unit);
                let mut after = 0;
                loop {
                    let page = registry::people_of(tx, unit.id, after, 5_000)?;
                    all.extend(page.people.iter().map(|person| Worker {
                        id: person.id,
                        unit: unit.id,
                        kind: unit.kind,
                        zone: unit.zone,
                        corrections,
                    }));
                    match page.next {
                        Some(next) => after = next,
                        None => break,
                    }
                }
            }
            Ok(all)
        })
        .map_err(Into::into)
}

/// The corrections service: its directorate general, the division in each Kanwil, and its UPT.
fn is_corrections(unit: &Unit) -> bool {
    let code = unit.code.as_str();
    netra_activities::demo::of_corrections(unit.kind) || code == "E1-05" || code.ends_with("-PAS")
}

impl Builder {
    fn go_on(&self) -> anyhow::Result<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(anyhow!("Dibatalkan; tidak ada yang tersisa."));
        }
        Ok(())
    }

    /// A fixed fraction of people, chosen by seed and person.
    fn chosen(&self, salt: u64, person: EmployeeId, of: u64, share: u64) -> bool {
        let mixed = (self.seed ^ salt).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ person.0.cast_unsigned();
        let mut x = mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x ^= x >> 31;
        x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
        (x >> 33) % of < share
    }

    fn open(&self, at: Moment, by: &Principal, new: NewDrive) -> anyhow::Result<DriveId> {
        let (chance, by) = (self.chance.clone(), by.clone());
        Ok(self.store.write_now(move |tx| pledges::open(tx, &chance, at, &by, &new))?)
    }

    /// The declaration of the corrections service, 21 December 2023 (prg-03), signed at the morning roll
    /// call of each unit by its own clock, and closed the next day. Only those who are marked present at the
    /// roll call in Pangkalpinang sign at that place.
    fn finished_drive(&self, by: &Principal, everyone: &[Worker]) -> anyhow::Result<()> {
        let day = Day::new(2023, 12, 21).context("a day")?;
        let mut units: Vec<UnitId> = everyone.iter().filter(|w| w.corrections).map(|w| w.unit).collect();
        units.sort_unstable();
        units.dedup();
        let window = Window { opens: wall(day, 7, 0), closes: wall(day, 23, 59), zone: WindowZone::Local };
        let drive = self.open(
            day.plus_days(-3).at(Zone::Wib, 9, 0),
            by,
            NewDrive {
                title: "Deklarasi Netralitas Petugas Pemasyarakatan 2023".into(),
                text: "netralitas-1".into(),
                audience: Audience { units, kinds: Employment::ALL.to_vec() },
                window,
            },
        )?;
        let held = self.activities(by, drive)?;
        let mut signers: Vec<Answer> = Vec::new();
        for worker in everyone.iter().filter(|worker| worker.corrections) {
            let declines = self.chosen(1, worker.id, 10_000, DECLINED);
            if declines || self.chosen(2, worker.id, 1_000, SIGNED_2023) {
                let late = self.chosen(3, worker.id, 100, 12);
                let minutes = self.chance.below(if late { 420 } else { 45 }).cast_signed();
                let seconds = self.chance.below(60_000).cast_signed();
                let occasion = held.occasion_of(worker.id);
                // At the place people sign once the pledge has been read there.
                let minutes = if occasion.is_some() { READ + minutes % SIGNING } else { minutes };
                let at = day.at(worker.zone, 8, 0).plus_ms(minutes * 60_000 + seconds);
                signers.push(Answer { at, worker: *worker, declines, occasion });
            }
        }
        self.sign_all(drive, signers)?;
        self.reports(by, held)?;
        let (chance, by, at) = (self.chance.clone(), by.clone(), day.plus_days(1).at(Zone::Wib, 9, 0));
        self.store.write_now(move |tx| pledges::close(tx, &chance, at, &by, drive))?;
        Ok(())
    }

    /// A drive for everybody that opened three days ago and runs for four weeks.
    fn running_drive(&self, by: &Principal, root: UnitId, everyone: &[Worker], mark: &Mark) -> anyhow::Result<()> {
        let now = Clock::System.now();
        let opened = now.day(Zone::Wib).plus_days(-3);
        let window =
            Window { opens: wall(opened, 7, 0), closes: wall(opened.plus_days(28), 23, 59), zone: WindowZone::Local };
        let opens = opened.at(Zone::Wib, 7, 0);
        let drive = self.open(
            opens.plus_ms(-3_600_000),
            by,
            NewDrive {
                title: "Ikrar Netralitas Serentak".into(),
                text: "netralitas-2".into(),
                audience: Audience { units: vec![root], kinds: Employment::ALL.to_vec() },
                window,
            },
        )?;
        // The two people a visitor becomes have not answered yet.
        let waiting = self.store.read_now({
            let (first, second) = (mark.employee.clone(), mark.newcomer.0.clone());
            move |tx| Ok([by_login(tx, &first)?, by_login(tx, &second)?])
        })?;
        // Each unit has come its own way: some are nearly through, some have hardly begun.
        let mut signers: Vec<Answer> = Vec::new();
        for worker in everyone.iter().filter(|worker| !waiting.contains(&Some(worker.id))) {
            let pace = 1 + (worker.unit.0.cast_unsigned() * 7_919 + self.seed) % 9;
            let declines = self.chosen(4, worker.id, 10_000, DECLINED);
            if declines || self.chosen(5, worker.id, 1_000, SIGNED_NOW * pace / 5) {
                let span = (now.0 - opens.0).max(1).cast_unsigned();
                let at = opens.plus_ms(self.chance.below(span).cast_signed());
                signers.push(Answer { at, worker: *worker, declines, occasion: None });
            }
        }
        self.sign_all(drive, signers)?;
        let first = waiting.first().copied().flatten();
        match everyone.iter().find(|worker| Some(worker.id) == first) {
            Some(visitor) => self.declaration(by, drive, visitor.unit),
            None => Ok(()),
        }
    }

    fn sign_all(&self, drive: DriveId, mut signers: Vec<Answer>) -> anyhow::Result<()> {
        signers.sort_unstable_by_key(|answer| (answer.at, answer.worker.id));
        for (number, batch) in signers.chunks(BATCH).enumerate() {
            self.go_on()?;
            let (chance, batch) = (self.chance.clone(), batch.to_vec());
            self.bar.inc(batch.len() as u64);
            self.store.write_now(move |tx| {
                for answer in &batch {
                    answer.give(tx, &chance, drive)?;
                }
                Ok(())
            })?;
            if number % 4 == 3 {
                self.log.sequence(&self.store)?;
            }
        }
        self.log.sequence_all(&self.store)?;
        Ok(())
    }

    /// The quiz before and after the simultaneous legal education of 23 January 2024: the regional offices' own staff, and
    /// in a small ministry others too. The two employees that a visitor becomes have not taken it.
    fn quiz(&self, everyone: &[Worker]) -> anyhow::Result<()> {
        let end = Day::new(2024, 1, 23).context("a day")?.at(Zone::Wib, 11, 30);
        let visitors = self.two_employees(everyone)?.map(|(id, _)| id);
        let (office, others): (Vec<&Worker>, Vec<&Worker>) =
            everyone.iter().partition(|one| one.kind == UnitKind::Kanwil);
        let rest = others.into_iter().filter(|one| !visitors.contains(&one.id));
        let taking: Vec<EmployeeId> = office.into_iter().chain(rest).map(|one| one.id).take(QUIZZED).collect();
        for batch in taking.chunks(QUIZ_BATCH) {
            self.go_on()?;
            let (chance, batch) = (self.chance.clone(), batch.to_vec());
            self.store.write_now(move |tx| netra_guidance::demo::fill(tx, &chance, end, &batch))?;
        }
        Ok(())
    }

    /// An account for each role and the further ones, and a code for somebody who has none.
    fn accounts(&self, root: UnitId, employees: u32, everyone: &[Worker]) -> anyhow::Result<(Mark, Principal)> {
        let now = Clock::System.now();
        let desk = PasswordDesk::house();
        let [employee, newcomer] = self.two_employees(everyone)?;
        let mut operator = operator(root);
        for role in people::all() {
            let hash = desk.hash_now(&self.chance, &password_of(role.login))?;
            let of = match role.role {
                Role::Employee => Some(employee.0),
                // Who shows the oversight team is in it.
                Role::TeamMember => self.secretary(role.unit)?,
                _ => None,
            };
            let login = match of {
                Some(of) if of == employee.0 => {
                    Login::parse(&employee.1).ok_or_else(|| anyhow!("the demo employee has no login"))?
                }
                _ => Login::chosen(role.login).map_err(netra_base::Error::from)?,
            };
            let totp = if role.role == Role::Employee { None } else { totp_of(self.seed, role.login) };
            let account = NewAccount { employee: of, login, password_hash: Some(hash), totp_secret: totp };
            let chance = self.chance.clone();
            let made = self.store.write_now(move |tx| {
                let unit = registry::unit_by_code(tx, role.unit)?.id;
                match role.role {
                    Role::Employee => create_account(tx, now, &account),
                    Role::Administrator => first_administrator(tx, &chance, now, &account, root),
                    _ => {
                        let id = create_account(tx, now, &account)?;
                        grant_as_house(tx, &chance, now, id, role.role, unit)?;
                        Ok(id)
                    }
                }
            })?;
            if role.login == OPERATOR {
                operator.account = made;
            }
        }
        let code = self.code_for(&operator, &newcomer.1)?;
        Ok((Mark { seed: self.seed, employees, employee: employee.1, newcomer: (newcomer.1, code) }, operator))
    }

    /// The first two PNS of the first prisons: one gets an account, one a code for it. With each his NIP.
    fn two_employees(&self, everyone: &[Worker]) -> anyhow::Result<[(EmployeeId, String); 2]> {
        let candidates: Vec<Worker> = everyone.iter().filter(|w| w.kind == UnitKind::Lapas).copied().collect();
        let found = self.store.read_now(move |tx| {
            let mut found = Vec::new();
            for worker in candidates.into_iter().take(200) {
                let person: Employee = registry::employee(tx, worker.id)?;
                if let Some(nip) = person.nip {
                    found.push((worker.id, nip.to_string()));
                }
                if found.len() == 2 {
                    break;
                }
            }
            Ok(found)
        })?;
        <[_; 2]>::try_from(found).map_err(|_| anyhow!("the demo has too few PNS in a prison; ask for more employees"))
    }

    fn secretary(&self, unit: &'static str) -> anyhow::Result<Option<EmployeeId>> {
        Ok(self.store.read_now(move |tx| {
            let unit = registry::unit_by_code(tx, unit)?;
            netra_oversight::demo::secretary(tx, &unit)
        })?)
    }

    fn code_for(&self, by: &Principal, login: &str) -> anyhow::Result<String> {
        let (chance, who, now) = (self.chance.clone(), by.clone(), Clock::System.now());
        let person = Login::parse(login).ok_or_else(|| anyhow!("the demo's newcomer has no login"))?;
        let issued = self.store.write_now(move |tx| issue_code_for(tx, &chance, now, &who, &person))?;
        let slip = issued.slips.iter().find(|slip| slip.login == login);
        slip.map(|slip| slip.code.clone()).ok_or_else(|| anyhow!("no code for the demo's newcomer"))
    }
}

/// The demo's operator, before his account's number is known.
fn operator(root: UnitId) -> Principal {
    let grant = Grant { role: Role::UnitOperator, unit: root, path: format!("/{root}/") };
    Principal { account: AccountId(0), employee: None, signed_in_by: SignedInBy::PasswordTotp, grants: vec![grant] }
}

fn by_login(tx: &mut Tx<'_>, login: &str) -> netra_base::Result<Option<EmployeeId>> {
    let nip = Login::parse(login).and_then(|login| login.nip());
    let Some(nip) = nip else { return Ok(None) };
    Ok(registry::employee_by_nip(tx, nip)?.map(|person| person.id))
}

fn wall(day: Day, hour: i8, minute: i8) -> Wall {
    Wall { day, hour, minute }
}

/// What somebody answers to a drive, and when and where.
#[derive(Clone)]
struct Answer {
    at: Moment,
    worker: Worker,
    declines: bool,
    occasion: Option<OccasionId>,
}

impl Answer {
    fn give(&self, tx: &mut Tx<'_>, chance: &Chance, drive: DriveId) -> netra_base::Result<()> {
        let (employee, occasion) = (self.worker.id, self.occasion.map(Into::into));
        let request = SignRequest { drive, employee, by: SignedInBy::Password, occasion };
        if self.declines {
            let reason = Reason::parse("Saya ingin bertanya dahulu kepada tim di unit saya. (contoh)")?;
            pledges::decline(tx, chance, self.at, &Decline { request, reason })?;
        } else {
            pledges::sign(tx, chance, self.at, &request)?;
        }
        Ok(())
    }
}
