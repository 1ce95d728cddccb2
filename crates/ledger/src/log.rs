//! The public log: its key, its last published checkpoint, and the sequencer that grows the tree.
//!
//! What holds at each durable step: (1) the transaction that places leaves also swaps the head: before it
//! nothing happened, after it the tree has grown by exactly those leaves; (2) the checkpoint is then written
//! to a file outside the database and synced; (3) only then is it served. If we stop between (1) and (2) the
//! database is ahead of the file, which is fine; a file ahead of the database means that the database went
//! back in time, and the log refuses to start rather than to fork.

use crate::model::{Head, Waiting};
use crate::store::tree;
use anyhow::{Context, anyhow, bail};
use netra_base::{Error, Result};
use netra_store::{Store, Tx};
use netra_tlog::{Checkpoint, Frontier, Growth, Policy, SignedCheckpoint, SigningKey, Tiles, VerifierKey};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

/// The last head that was published in `dir`, for who prints receipts beside a running server and asks it nothing; none
/// before the first.
///
/// # Errors
/// When the file is there and is not a checkpoint signed with this key.
pub fn published(dir: &Path, key: &VerifierKey) -> Result<Option<Head>> {
    let file = dir.join("checkpoint");
    if !file.exists() {
        return Ok(None);
    }
    let text = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
    let signed = SignedCheckpoint::parse(&text).map_err(failed)?;
    let said = signed.verify(key).map_err(failed)?;
    Ok(Some(Head { size: said.size(), root: *said.root(), checkpoint: signed.to_string() }))
}

/// What an audit trusts: the log's key and the last checkpoint that was published. Unlike [`Log::open`] it
/// asks nothing of the database, so that a damaged one can be audited.
#[derive(Debug, Clone)]
pub struct Trust {
    key: VerifierKey,
    /// Size and root of the last published checkpoint, where there is one.
    pub published: Option<(u64, [u8; 32])>,
}

impl Trust {
    /// Reads the published checkpoint from `dir`.
    ///
    /// # Errors
    /// When the file is there and is not a checkpoint signed with this key.
    pub fn read(dir: &Path, key: &VerifierKey) -> Result<Self> {
        let published = published(dir, key)?.map(|head| (head.size, head.root));
        Ok(Self { key: key.clone(), published })
    }

    /// Did the trusted log sign it?
    #[must_use]
    pub fn vouches(&self, signed: &SignedCheckpoint) -> bool {
        signed.verify(&self.key).is_ok()
    }
}

/// Rounds in which nothing could be placed although something waits, before that is an error.
const IDLE_ROUNDS: u32 = 100;

/// Leaves placed in one transaction at most: about 30 ms of the writer's time.
pub const BATCH: usize = 4_096;

/// The log of one agency.
#[derive(Debug, Clone)]
pub struct Log {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    key: SigningKey,
    file: PathBuf,
    published: RwLock<Head>,
}

impl Log {
    /// Opens the log that lives in `store` and whose last checkpoint is kept in `dir`.
    ///
    /// # Errors
    /// When the database is behind the published checkpoint or has another history, when the key is not
    /// the one that signed it, or when files cannot be read or written.
    pub fn open(store: &Store, dir: &Path, key: SigningKey) -> Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("making {}", dir.display()))?;
        let empty = head_of(&key, 0, netra_tlog::EMPTY_ROOT)?;
        store.write_now(move |tx| tree::first_head(tx, &empty))?;
        let head = store.read_now(|tx| tree::head(tx)?.ok_or(Error::NotFound))?;
        let signed = SignedCheckpoint::parse(head.checkpoint.as_bytes()).map_err(failed)?;
        signed
            .verify(key.verifier())
            .map_err(|cause| Error::Failed(anyhow!("the log key does not fit the log in the database: {cause}")))?;
        let file = dir.join("checkpoint");
        if file.try_exists().with_context(|| format!("looking for {}", file.display()))? {
            let text = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            let published = SignedCheckpoint::parse(&text).map_err(failed)?;
            let (size, root) = (published.checkpoint().size(), *published.checkpoint().root());
            store.read_now(move |tx| not_behind(tx, size, root))?;
        } else if head.size > 0 {
            return Err(Error::Failed(anyhow!(
                "{} is missing, so nobody can tell whether this database is behind what was published. Put the last \
                 checkpoint there: from a backup, from /log/checkpoint of another server of this log, or from anybody \
                 who kept one",
                file.display()
            )));
        }
        write_durably(&file, head.checkpoint.as_bytes())?;
        Ok(Self { inner: Arc::new(Inner { key, file, published: RwLock::new(head) }) })
    }

    /// The log's name, `demo.netra.invalid/1`.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.inner.key.verifier().name()
    }

    /// The public key in the form that other tools read.
    #[must_use]
    pub fn key_text(&self) -> String {
        self.inner.key.verifier().to_string()
    }

    /// The policy that trusts this log alone.
    #[must_use]
    pub fn policy(&self) -> Policy {
        Policy::of_log(self.inner.key.verifier())
    }

    /// The policy as a file to keep.
    #[must_use]
    pub fn policy_text(&self) -> String {
        netra_tlog::policy::text_for_log(self.inner.key.verifier(), None)
    }

    /// The last published head.
    #[must_use]
    pub fn published(&self) -> Head {
        self.inner.published.read().map(|head| head.clone()).unwrap_or_else(|poisoned| poisoned.into_inner().clone())
    }

    /// Places what waits, up to one batch, and publishes; answers how many leaves were placed. Where another
    /// process sequences the same database, the loser of the swap changes nothing and publishes the winner's.
    ///
    /// # Errors
    /// When the database or the checkpoint file fails; nothing is published then.
    pub fn sequence(&self, store: &Store) -> Result<usize> {
        let before = self.published();
        let (head, waiting, frontier) = store.read_now(move |tx| {
            let head = tree::head(tx)?.ok_or(Error::NotFound)?;
            if (head.size, head.root) != (before.size, before.root) {
                // Another process was here, or the database went back under our feet: look before signing.
                not_behind(tx, before.size, before.root)?;
            }
            let waiting = tree::waiting(tx, BATCH)?;
            let frontier = if waiting.is_empty() { None } else { Some(right_edge(tx, head.size)?) };
            Ok((head, waiting, frontier))
        })?;
        let Some(frontier) = frontier else {
            if head.size > self.published().size {
                self.publish(head)?;
            }
            return Ok(0);
        };
        if frontier.root() != head.root {
            return Err(Error::Failed(anyhow!(
                "the stored tiles do not lead to the head of the tree; run netra audit"
            )));
        }
        let hashes: Vec<_> = waiting
            .iter()
            .map(|entry| entry.leaf().map(|leaf| leaf.hash()))
            .collect::<std::result::Result<_, _>>()
            .map_err(failed)?;
        let growth = frontier.grow(&hashes).map_err(failed)?;
        let next = head_of(&self.inner.key, growth.frontier.size(), growth.frontier.root())?;
        let placed = waiting.len();
        let swapped = {
            let next = next.clone();
            store.write_now(move |tx| settle(tx, &waiting, &growth, &next))?
        };
        if !swapped {
            return Ok(0);
        }
        self.publish(next)?;
        Ok(placed)
    }

    /// Places everything that waits: for the demo, for tests, and before a clean stop.
    ///
    /// # Errors
    /// As [`Log::sequence`].
    pub fn sequence_all(&self, store: &Store) -> Result<usize> {
        let (mut placed, mut idle) = (0, 0);
        loop {
            match self.sequence(store)? {
                0 if store.read_now(tree::waiting_count)? == 0 => return Ok(placed),
                // Lost to another process, or something waits that is no entry: the second never ends.
                0 if idle == IDLE_ROUNDS => {
                    return Err(Error::Failed(anyhow!("what waits cannot be placed; run netra audit")));
                }
                0 => idle += 1,
                count => (placed, idle) = (placed + count, 0),
            }
        }
    }

    fn publish(&self, head: Head) -> Result<()> {
        // One at a time, and never back: the file and what is served move together.
        let mut published = self.inner.published.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if head.size > published.size {
            write_durably(&self.inner.file, head.checkpoint.as_bytes())?;
            *published = head;
        }
        Ok(())
    }
}

fn failed(cause: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Failed(cause.into())
}

fn head_of(key: &SigningKey, size: u64, root: [u8; 32]) -> Result<Head> {
    let checkpoint = Checkpoint::new(key.verifier().name(), size, root).map_err(failed)?;
    let checkpoint = SignedCheckpoint::sign(checkpoint, key).map_err(failed)?.to_string();
    Ok(Head { size, root, checkpoint })
}

fn right_edge(tx: &mut Tx<'_>, size: u64) -> Result<Frontier> {
    let mut broken = None;
    let frontier = Frontier::from_tiles(size, |level, index| {
        tree::tile(tx, level, index).unwrap_or_else(|error| {
            broken = Some(error);
            None
        })
    });
    match broken {
        Some(error) => Err(error),
        None => frontier.map_err(failed),
    }
}

fn settle(tx: &mut Tx<'_>, waiting: &[Waiting], growth: &Growth, next: &Head) -> Result<bool> {
    if !tree::swap_head(tx, growth.old_size, next)? {
        return Ok(false);
    }
    let entries: Vec<_> = waiting.iter().map(|entry| entry.id).collect();
    tree::place(tx, growth.old_size, &entries)?;
    for tile in &growth.tiles {
        tree::keep_tile(tx, tile.level, tile.index, &tile.bytes)?;
    }
    Ok(true)
}

/// The tree in the database must be at least as large as the published one, and have it as its beginning.
fn not_behind(tx: &mut Tx<'_>, size: u64, root: [u8; 32]) -> Result<()> {
    let head = tree::head(tx)?.ok_or(Error::NotFound)?;
    let same_past = head.size >= size && root_at(tx, head.size, size)? == root;
    if !same_past {
        let (have, had) = (head.size, size);
        let refuse = || -> anyhow::Result<()> {
            bail!(
                "the database holds a log of {have} leaves, but a checkpoint of {had} leaves was published and is \
                 not part of it: going on would fork the log. Restore a newer copy of the database"
            )
        };
        refuse()?;
    }
    Ok(())
}

/// The root that the tree of `size` leaves had when it had `at` leaves.
///
/// # Errors
/// When a tile is missing or damaged.
pub(crate) fn root_at(tx: &mut Tx<'_>, size: u64, at: u64) -> Result<[u8; 32]> {
    Tiles::new(size, |level, index| tree::tile(tx, level, index).ok().flatten())
        .and_then(|tiles| tiles.root(at))
        .map_err(failed)
}

/// Replaces a file so that after a power cut either the old or the new content is there, whole.
fn write_durably(path: &Path, content: &[u8]) -> Result<()> {
    let next = path.with_extension("next");
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&next)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&next, path)?;
        fs::File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
    };
    Ok(write().with_context(|| format!("writing {}", path.display()))?)
}
