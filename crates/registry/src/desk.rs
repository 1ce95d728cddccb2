//! The import desk: uploads that wait or are being read, each with how far it has come. It lives in memory
//! and in one folder; both begin empty at each start. What an import wrote is in the database and needs no
//! desk: when the server stops half-way, the run stays there unfinished, and the same file goes on from it.
//!
//! It asks nobody's rights: the doors show a job only to the account that began it.

use crate::import::{self, ImportOptions, Outcome, PAGE_LIMIT, Progress};
use anyhow::{Context, anyhow};
use netra_base::{AccountId, Chance, Error, Lang, Moment, Refusal, Result, canonical};
use netra_store::Store;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempPath;

/// Imports that run at the same time: each reads ahead 30 MB of rows and remembers the numbers it has seen.
const RUNNING: usize = 4;
/// Jobs that are remembered. A finished dry run keeps its upload, 150 MB at most: together below 2.4 GB.
const JOBS: usize = 16;
/// How long a finished job and its upload are kept.
const KEPT_MS: i64 = 60 * 60 * 1000;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// People.
    Roster,
    /// Units.
    Units,
}

impl What {
    /// The stable word: `roster`, `units`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Units => "units",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Roster, Self::Units].into_iter().find(|what| what.code() == word)
    }
}

/// How a job stands.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Being checked or written.
    Running,
    /// Read to the end.
    Done(Arc<Outcome>),
    /// The file as a whole could not be taken; nothing was changed.
    Refused(Vec<Refusal>),
    /// We failed half-way.
    Failed,
}

/// A job, as its owner sees it.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its key, in addresses.
    pub key: String,
    /// Whose it is.
    pub account: AccountId,
    /// What the file holds.
    pub what: What,
    /// The name that the sender gave the file.
    pub file_name: String,
    /// Look only?
    pub dry_run: bool,
    /// When it began.
    pub begun: Moment,
    /// How far it has come.
    pub progress: Progress,
    /// How it stands.
    pub stage: Stage,
    /// The upload is still here and can be imported for real.
    pub can_run: bool,
    /// The job that imported this dry run's file for real.
    pub followed: Option<String>,
}

#[derive(Debug)]
struct Kept {
    job: Job,
    /// Deleted when dropped.
    upload: Option<TempPath>,
    refusals: PathBuf,
    ended: Option<Moment>,
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.refusals);
    }
}

/// What to import, for whom.
#[derive(Debug)]
pub struct Order {
    /// Whose it is.
    pub account: AccountId,
    /// Paths of the units that may be written.
    pub scope: Vec<String>,
    /// What the file holds.
    pub what: What,
    /// The name that the sender gave the file.
    pub file_name: String,
    /// Look only?
    pub dry_run: bool,
    /// The language of the refusal file.
    pub lang: Lang,
    /// The present moment.
    pub now: Moment,
}

/// The desk. Clones share it.
#[derive(Debug, Clone)]
pub struct ImportDesk {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    jobs: Mutex<BTreeMap<String, Kept>>,
}

impl ImportDesk {
    /// A desk whose uploads lie in `folder`, a folder of its own: whatever an earlier process left there is
    /// deleted.
    ///
    /// # Errors
    /// When the folder cannot be made or emptied.
    pub fn open(folder: &Path) -> Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
        }
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        Ok(Self { inner: Arc::new(Inner { folder: folder.to_owned(), jobs: Mutex::default() }) })
    }

    /// Where uploads go.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    fn jobs(&self) -> MutexGuard<'_, BTreeMap<String, Kept>> {
        self.inner.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts an import of an upload on a thread of its own; answers the job's key.
    ///
    /// # Errors
    /// Refused when too many imports run already.
    pub fn start(&self, store: &Store, chance: &Chance, upload: TempPath, order: Order) -> Result<String> {
        let key = admit(&mut self.jobs(), &self.inner.folder, chance, &order, None)?;
        self.spawn(store, chance, upload, key, order)
    }

    fn spawn(&self, store: &Store, chance: &Chance, upload: TempPath, key: String, order: Order) -> Result<String> {
        let (desk, store, chance, thread_key) = (self.clone(), store.clone(), chance.clone(), key.clone());
        let refusals = refusal_path(&self.inner.folder, &key);
        let spawned = std::thread::Builder::new()
            .name("import".into())
            .spawn(move || desk.run(&thread_key, &store, chance, upload, &order, &refusals));
        if let Err(cause) = spawned {
            self.jobs().remove(&key);
            return Err(Error::Failed(anyhow!("starting an import: {cause}")));
        }
        Ok(key)
    }

    fn run(&self, key: &str, store: &Store, chance: Chance, upload: TempPath, order: &Order, refusals: &Path) {
        let begun = Instant::now();
        let options = ImportOptions {
            dry_run: order.dry_run,
            now: order.now,
            chance,
            by: Some(order.account),
            scope: Some(order.scope.clone()),
            lang: order.lang,
            limit: PAGE_LIMIT,
            name: Some(order.file_name.clone()),
            refusals: Some(refusals),
        };
        let mut tell = |progress| {
            if let Some(kept) = self.jobs().get_mut(key) {
                kept.job.progress = progress;
            }
        };
        let read = || match order.what {
            What::Roster => import::roster(store, &upload, &options, &mut tell),
            What::Units => import::units(store, &upload, &options, &mut tell),
        };
        // A thread that panics must not leave a job that runs for ever.
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
        let stage = match ended {
            Ok(Ok(outcome)) => Stage::Done(Arc::new(outcome)),
            Ok(Err(Error::Refused(list))) => Stage::Refused(list),
            Ok(Err(error)) => {
                tracing::error!(cause = %error, "an import failed");
                Stage::Failed
            }
            Err(_) => Stage::Failed,
        };
        if let Some(kept) = self.jobs().get_mut(key) {
            let keep = order.dry_run && matches!(stage, Stage::Done(_));
            kept.job.can_run = keep;
            kept.upload = keep.then_some(upload);
            kept.job.stage = stage;
            kept.ended = Some(later(order.now, begun.elapsed()));
        }
    }

    /// Imports the file of a finished dry run for real. Asked twice, it answers the same job. `units` are the
    /// paths where the asker may import units: rights are looked at again, not remembered from the dry run.
    ///
    /// # Errors
    /// `NotFound` when there is no such dry run of this account, its upload is gone, or the right to import
    /// units with it; refused when too many run.
    pub fn run_for_real(
        &self,
        store: &Store,
        chance: &Chance,
        key: &str,
        order: Order,
        units: Vec<String>,
    ) -> Result<String> {
        let (upload, real, order) = {
            // One lock from the look to the mark: of two clicks, the second finds the job of the first.
            let mut jobs = self.jobs();
            let mine = |jobs: &BTreeMap<String, Kept>| {
                let kept = jobs.get(key).filter(|kept| kept.job.account == order.account).ok_or(Error::NotFound)?;
                Ok::<_, Error>((kept.job.clone(), kept.upload.is_some()))
            };
            let (job, has_upload) = mine(&jobs)?;
            if let Some(followed) = job.followed {
                return Ok(followed);
            }
            let scope = if job.what == What::Units { units } else { order.scope.clone() };
            if scope.is_empty() || !has_upload {
                return Err(Error::NotFound);
            }
            let order = Order { scope, what: job.what, file_name: job.file_name, dry_run: false, ..order };
            // Refused here, the upload stays where it is.
            let real = admit(&mut jobs, &self.inner.folder, chance, &order, Some(key))?;
            let kept = jobs.get_mut(key).ok_or(Error::NotFound)?;
            let upload = kept.upload.take().ok_or(Error::NotFound)?;
            kept.job.can_run = false;
            kept.job.followed = Some(real.clone());
            (upload, real, order)
        };
        self.spawn(store, chance, upload, real, order)
    }

    /// The job with this key, if it is this account's.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn job(&self, key: &str, account: AccountId, now: Moment) -> Result<Job> {
        let mut jobs = self.jobs();
        sweep(&mut jobs, now, None);
        jobs.get(key).filter(|kept| kept.job.account == account).map(|kept| kept.job.clone()).ok_or(Error::NotFound)
    }

    /// The running job that writes this run of the registry.
    #[must_use]
    pub fn running(&self, import: i64) -> Option<Job> {
        let jobs = self.jobs();
        let mut running = jobs.values().filter(|kept| matches!(kept.job.stage, Stage::Running));
        running.find(|kept| kept.job.progress.import == Some(import)).map(|kept| kept.job.clone())
    }

    /// The file with every refusal of a finished job of this account, by key or by the run's number.
    #[must_use]
    pub fn refusal_file(&self, account: AccountId, is_it: impl Fn(&Job) -> bool) -> Option<PathBuf> {
        let jobs = self.jobs();
        let mut mine = jobs.values().filter(|kept| kept.job.account == account && is_it(&kept.job));
        mine.find(|kept| matches!(kept.job.stage, Stage::Done(_))).map(|kept| kept.refusals.clone())
    }
}

fn refusal_path(folder: &Path, key: &str) -> PathBuf {
    folder.join(format!("{key}.csv"))
}

/// The moment so long after another one.
fn later(begun: Moment, took: Duration) -> Moment {
    Moment(begun.0.saturating_add(i64::try_from(took.as_millis()).unwrap_or(i64::MAX)))
}

/// Makes room for one more job and puts it down; `stays` is not thrown out for it.
fn admit(
    jobs: &mut BTreeMap<String, Kept>,
    folder: &Path,
    chance: &Chance,
    order: &Order,
    stays: Option<&str>,
) -> Result<String> {
    sweep(jobs, order.now, stays);
    make_room(jobs, stays)?;
    let key = canonical::hex(&chance.bytes::<8>());
    let job = Job {
        key: key.clone(),
        account: order.account,
        what: order.what,
        file_name: order.file_name.clone(),
        dry_run: order.dry_run,
        begun: order.now,
        progress: Progress { import: None, rows: 0, bytes: 0, total: 0 },
        stage: Stage::Running,
        can_run: false,
        followed: None,
    };
    jobs.insert(key.clone(), Kept { job, upload: None, refusals: refusal_path(folder, &key), ended: None });
    Ok(key)
}

/// Forgets what ended more than an hour ago, with its files.
fn sweep(jobs: &mut BTreeMap<String, Kept>, now: Moment, stays: Option<&str>) {
    jobs.retain(|key, kept| stays == Some(key.as_str()) || kept.ended.is_none_or(|ended| now.0 - ended.0 < KEPT_MS));
}

/// Room for one more: the job that ended first goes.
fn make_room(jobs: &mut BTreeMap<String, Kept>, stays: Option<&str>) -> Result<()> {
    let running = jobs.values().filter(|kept| matches!(kept.job.stage, Stage::Running)).count();
    if running >= RUNNING {
        return Err(Refusal::new(
            "imports-running",
            "Empat impor sedang berjalan. Tunggu beberapa menit sampai satu selesai, lalu unggah lagi.",
            "Four imports are running. Wait some minutes until one is done, then upload again.",
        )
        .into());
    }
    if jobs.len() >= JOBS {
        let others = jobs.iter().filter(|(key, _)| stays != Some(key.as_str()));
        let ended = others.filter_map(|(key, kept)| kept.ended.map(|ended| (ended, key.clone())));
        if let Some((_, oldest)) = ended.min() {
            jobs.remove(&oldest);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{House, now};

    fn order(account: i64) -> Order {
        Order {
            account: AccountId(account),
            scope: vec!["/".into()],
            what: What::Roster,
            file_name: "daftar.csv".into(),
            dry_run: true,
            lang: Lang::Id,
            now: now(),
        }
    }

    /// A finished dry run with its upload, and `running` other jobs.
    fn desk(house: &House, running: usize) -> (ImportDesk, String) {
        let desk = ImportDesk::open(&house.dir.path().join("unggahan")).expect("a desk");
        let (folder, chance) = (desk.folder().to_owned(), Chance::seeded(3));
        let key = admit(&mut desk.jobs(), &folder, &chance, &order(7), None).expect("room");
        let mut upload = tempfile::NamedTempFile::new_in(&folder).expect("a file");
        std::io::Write::write_all(&mut upload, b"nip,nama,status,jabatan,golongan,unit\n").expect("written");
        {
            let mut jobs = desk.jobs();
            let kept = jobs.get_mut(&key).expect("kept");
            kept.upload = Some(upload.into_temp_path());
            kept.job.stage = Stage::Done(Arc::default());
            kept.job.can_run = true;
            kept.ended = Some(now());
        }
        for _ in 0..running {
            admit(&mut desk.jobs(), &folder, &chance, &order(8), None).expect("room");
        }
        (desk, key)
    }

    #[test]
    fn an_import_that_finds_no_room_keeps_its_upload_and_runs_once_there_is_some() {
        let house = House::sqlite();
        let (desk, key) = desk(&house, RUNNING);
        let run = || desk.run_for_real(&house.store, &Chance::seeded(4), &key, order(7), Vec::new());
        assert!(matches!(run(), Err(Error::Refused(list)) if list[0].code == "imports-running"));
        assert!(desk.job(&key, AccountId(7), now()).expect("there").can_run);
        desk.jobs().retain(|other, _| *other == key);
        let first = run().expect("starts");
        assert_eq!(run().expect("the same"), first);
    }

    #[test]
    fn what_ended_is_kept_for_an_hour_from_its_end() {
        assert_eq!(later(now(), Duration::from_secs(90)).0 - now().0, 90_000);
        let house = House::sqlite();
        let (desk, key) = desk(&house, 0);
        desk.jobs().get_mut(&key).expect("kept").ended = Some(later(now(), Duration::from_secs(3_600)));
        let an_hour_on = Moment(now().0 + KEPT_MS);
        assert!(desk.job(&key, AccountId(7), an_hour_on).is_ok(), "it ended only now");
        assert!(desk.job(&key, AccountId(7), Moment(an_hour_on.0 + KEPT_MS)).is_err());
    }

    #[test]
    fn the_page_of_a_running_import_leads_on_by_itself_with_scripts_too() {
        use netra_base::{Clock, Grant, Principal, Role, SignedInBy, UnitId};
        use netra_web::{Need, Parts, Route, Site, finish, router};
        use tower::ServiceExt;
        let house = House::sqlite();
        let (desk, _) = desk(&house, 0);
        let folder = desk.folder().to_owned();
        let key = admit(&mut desk.jobs(), &folder, &Chance::seeded(5), &order(7), None).expect("room");
        let site = Site::new(Parts {
            store: house.store.clone(),
            clock: Clock::Fixed(now()),
            chance: Chance::seeded(1),
            demo: false,
            secure: false,
            base_url: "http://localhost:8080".into(),
        });
        let need = Need::Roles(&[Role::UnitOperator]);
        let route = Route::get("/pegawai/impor/{id}", need, "outcome", crate::pages::import_view);
        let doors = finish(router(vec![route]).layer(axum::Extension(desk)), site);
        let address = format!("/pegawai/impor/{key}");
        let mut request = axum::http::Request::get(address).body(axum::body::Body::empty()).expect("a request");
        request.extensions_mut().insert(Principal {
            account: AccountId(7),
            employee: None,
            signed_in_by: SignedInBy::PasswordTotp,
            grants: vec![Grant { role: Role::UnitOperator, unit: UnitId(1), path: "/1/".into() }],
        });
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let reply = runtime.block_on(doors.oneshot(request)).expect("answers");
        let refresh = reply.headers().get("refresh").and_then(|value| value.to_str().ok());
        assert_eq!((reply.status().as_u16(), refresh), (200, Some("6")));
    }
}
