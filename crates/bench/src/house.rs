//! A house made for measuring: a temporary directory laid out as `netra serve` expects it, with the sample
//! organisation, invented people, a session for each of them written beforehand, and a running drive.
//! Everything goes with the directory.

use crate::report::tell;
use crate::server::Server;
use crate::store;
use anyhow::{Context, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use netra_access::model::Login;
use netra_activities::model::{ActivityKind, Mode, NewActivity, Somebody};
use netra_attendance::rules::code::Secret;
use netra_base::{
    AccountId, Chance, Clock, Day, DriveId, EmployeeId, Grant, Moment, Principal, Role, SignedInBy, Zone, canonical,
};
use netra_pledges::model::{Audience, NewDrive, Wall, Window, WindowZone};
use netra_registry::model::{Employment, Unit, UnitKind};
use netra_store::{Migration, Store, Tx};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use tempfile::TempDir;

/// The same people in every measurement.
pub const SEED: u64 = 2_023;
/// Sessions written in one transaction: some 50 ms.
const BATCH: u32 = 4_000;

/// A house for measuring.
#[derive(Debug)]
pub struct House {
    dir: TempDir,
    url: Option<String>,
}

impl House {
    /// An empty one: its key, its tables, and the organisation.
    pub fn make(url: Option<&str>) -> anyhow::Result<Self> {
        let dir = TempDir::with_prefix("netra-bench-").context("making a temporary directory")?;
        let log = dir.path().join("log");
        fs::create_dir(&log)?;
        let key = canonical::hex(&Chance::System.bytes::<32>());
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(log.join("key"))?;
        file.write_all(key.as_bytes())?;
        fs::write(log.join("origin"), "bench.netra.invalid/1")?;
        let house = Self { dir, url: url.map(str::to_owned) };
        let store = house.open()?;
        store.migrate(&migrations())?;
        let already = store.read_now(|tx| netra_registry::actions::roots(tx, Clock::System.now().day(Zone::Wib)))?;
        ensure!(already.is_empty(), "the database is not empty: give the measurement one of its own");
        store.write_now(|tx| netra_registry::demo::seed_organisation(tx, first_day()))?;
        Ok(house)
    }

    /// Its directory.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Its PostgreSQL, where it has one.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Its database.
    pub fn open(&self) -> anyhow::Result<Store> {
        Ok(match &self.url {
            Some(url) => Store::postgres(url)?,
            None => Store::sqlite(&self.dir.path().join("netra.db"))?,
        })
    }

    /// Lets a server start and stop: it makes every table there is, those of calendar and activities too.
    pub fn make_tables(&self) -> anyhow::Result<()> {
        let mut server = Server::start(self.path(), self.url())?;
        server.wait_for("/healthz")?;
        server.stop()
    }

    /// Puts so many people into it.
    pub fn people(&self, store: &Store, count: u32) -> anyhow::Result<()> {
        let bar = progress(count, "people");
        netra_registry::demo::seed_people(store, SEED, u64::from(count), first_day(), &mut |written| {
            bar.set_position(written);
            false
        })?;
        bar.finish_and_clear();
        Ok(())
    }

    /// Opens a drive for everybody.
    pub fn drive(&self, store: &Store) -> anyhow::Result<DriveId> {
        let (now, today) = (Clock::System.now(), Clock::System.now().day(Zone::Wib));
        let wall = |day: Day, hour, minute| Wall { day, hour, minute };
        Ok(store.write_now(move |tx| {
            let root = root(tx, today)?;
            let by = operator(AccountId(0), &root);
            let new = NewDrive {
                title: "Pengukuran".into(),
                text: "netralitas-2".into(),
                audience: Audience { units: vec![root.id], kinds: Employment::ALL.to_vec() },
                window: Window {
                    opens: wall(today.plus_days(-1), 0, 0),
                    closes: wall(today.plus_days(7), 23, 59),
                    zone: WindowZone::Wib,
                },
            };
            netra_pledges::actions::open(tx, &Chance::System, now, &by, &new)
        })?)
    }

    /// Plans an activity at each of so many places, going on now, and shows its code once; numbers and secrets.
    pub fn activities(&self, store: &Store, places: u32, people: u32) -> anyhow::Result<Vec<(i64, Secret)>> {
        let now = Clock::System.now();
        Ok(store.write_now(move |tx| {
            let root = root(tx, now.day(Zone::Wib))?;
            let offices: Vec<_> = netra_registry::actions::tree(tx, &root.path, None)?;
            let offices: Vec<_> = offices.into_iter().filter(|unit| unit.kind == UnitKind::Kanwil).collect();
            let by = operator(AccountId(0), &root);
            let mut out = Vec::new();
            for (place, office) in (1..=places).zip(offices.iter().cycle()) {
                let new = roll_call(place, office, people, now);
                let id = netra_activities::actions::plan(tx, &Chance::System, now, &by, &new)?;
                out.push((id.0, netra_attendance::actions::screen(tx, &Chance::System, now, &by, id)?));
            }
            Ok(out)
        })?)
    }

    /// Writes a session for each of the first `count` people; the tokens, in the order of people.
    pub fn sessions(&self, store: &Store, count: u32) -> anyhow::Result<Vec<[u8; 32]>> {
        let bar = progress(count, "sessions");
        let mut tokens = Vec::with_capacity(usize::try_from(count)?);
        let now = Clock::System.now();
        let mut first = 1;
        while first <= count {
            let last = (first + BATCH - 1).min(count);
            let batch = store.write_now(move |tx| {
                let people: Vec<_> = (first..=last)
                    .filter_map(|id| Some((EmployeeId(i64::from(id)), Login::parse(&format!("bench.{id}"))?)))
                    .collect();
                netra_access::actions::open_sessions_bulk(tx, &Chance::System, now, SignedInBy::Password, &people)
            })?;
            tokens.extend(batch.iter().filter_map(|token| bytes_of(token.as_str())));
            bar.set_position(u64::from(last));
            first = last + 1;
        }
        bar.finish_and_clear();
        ensure!(tokens.len() == usize::try_from(count)?, "every person has a session");
        Ok(tokens)
    }
}

/// The agency itself.
pub fn root(tx: &mut Tx<'_>, today: Day) -> netra_base::Result<Unit> {
    netra_registry::actions::roots(tx, today)?.into_iter().next().ok_or(netra_base::Error::NotFound)
}

/// Who keeps a unit and everything below.
pub fn operator(account: AccountId, unit: &Unit) -> Principal {
    let grants = vec![Grant { role: Role::UnitOperator, unit: unit.id, path: unit.path.clone() }];
    Principal { account, employee: None, signed_in_by: SignedInBy::PasswordTotp, grants }
}

/// A moment on the wall of an office.
pub fn wall(at: Moment, office: &Unit) -> Wall {
    let (hour, minute) = at.wall(office.zone);
    Wall { day: at.day(office.zone), hour, minute }
}

/// A roll call that began a moment ago.
pub fn roll_call(place: u32, office: &Unit, people: u32, now: Moment) -> NewActivity {
    NewActivity {
        unit: office.code.to_string(),
        kind: ActivityKind::RollCall,
        mode: Mode::OnSite,
        title: format!("Pengukuran {place}"),
        theme: None,
        basis: Vec::new(),
        venue: Some(format!("Lapangan {place}")),
        link: None,
        starts: wall(now, office),
        ends: wall(now.plus_ms(3 * 3_600_000), office),
        leader: Somebody::Outside { name: None, function: "Kepala Kantor Wilayah".into(), institution: None },
        on_behalf_of: None,
        speakers: Vec::new(),
        invited: Vec::new(),
        delegations: Vec::new(),
        target: i64::from(people),
        budget: None,
        agenda: Vec::new(),
        team: None,
        drive: None,
        pledge_drive: None,
        confirmed: true,
    }
}

/// Every table that a server expects, and one of our own.
pub fn migrations() -> Vec<Migration> {
    let mut all = netra_ledger::MIGRATIONS.to_vec();
    all.extend(netra_rulebook::MIGRATIONS);
    all.extend_from_slice(netra_registry::MIGRATIONS);
    all.extend(netra_access::MIGRATIONS);
    all.extend(netra_pledges::MIGRATIONS);
    all.push(store::BARE);
    all
}

/// The day on which everybody began to work here.
pub fn first_day() -> Day {
    Clock::System.now().day(Zone::Wib).plus_days(-400)
}

/// A bar on standard error.
pub fn progress(count: u32, what: &'static str) -> ProgressBar {
    tell(&format!("{count} {what}"));
    let style = ProgressStyle::with_template("  {msg} {wide_bar} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::from(count)).with_style(style).with_message(what)
}

/// A token of 64 digits takes 32 bytes.
fn bytes_of(hex: &str) -> Option<[u8; 32]> {
    let byte = |at: usize| u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..32).map(byte).collect();
    bytes?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_kept_as_half_as_many_bytes() {
        let token = [7u8, 255].repeat(16);
        let token: [u8; 32] = token.try_into().expect("32 bytes");
        assert_eq!(bytes_of(&canonical::hex(&token)), Some(token));
        assert_eq!(bytes_of("07"), None);
    }
}
