//! A house: a data directory with its database and its log key, opened. What lies in the directory:
//! `netra.db` (or `netra.toml` naming a PostgreSQL), `log/key` (the signing key, readable by the owner
//! alone), `log/origin`, `log/checkpoint` (the last one published), `log/policy` (for others to pin),
//! `demo.json` when it is a demonstration.

use crate::commands::WrongUse;
use crate::config::Config;
use crate::migrations;
use anyhow::{Context, bail};
use netra_base::{Chance, canonical};
use netra_documents::PrintDesk;
use netra_ledger::Log;
use netra_ledger::log::Trust;
use netra_press::Press;
use netra_store::Store;
use netra_tlog::SigningKey;
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// An open house.
#[derive(Debug)]
pub struct House {
    /// The directory.
    pub dir: PathBuf,
    /// The database.
    pub store: Store,
}

impl House {
    /// Opens the house that the configuration names, and brings its tables up to date.
    ///
    /// # Errors
    /// When there is no house there, or it does not open.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        let dir = config.data.clone().context("no data directory")?;
        if config.database_url.is_some() && crate::demo::Mark::read(&dir)?.is_some() {
            return Err(WrongUse(format!("{} adalah peragaan; kuncinya tidak untuk PostgreSQL.", dir.display())).into());
        }
        if !dir.join("log/key").exists() {
            return Err(WrongUse(format!(
                "Di {} belum ada data Netra. Buat dengan: netra init --data {}",
                dir.display(),
                dir.display()
            ))
            .into());
        }
        Self::open_at(&dir, config.database_url.as_deref())
    }

    /// Opens the database of a directory.
    ///
    /// # Errors
    /// As [`House::open`].
    pub fn open_at(dir: &Path, database_url: Option<&str>) -> anyhow::Result<Self> {
        let store = match database_url {
            Some(url) => Store::postgres(url)?,
            None => Store::sqlite(&dir.join("netra.db"))?,
        };
        store.migrate(&migrations::all())?;
        Ok(Self { dir: dir.to_owned(), store })
    }

    /// Where papers are printed: with the templates that came with the program, or the agency's own in `naskah/` over them.
    ///
    /// # Errors
    /// When that folder cannot be read.
    pub fn print_desk(&self) -> anyhow::Result<PrintDesk> {
        let own = self.dir.join("naskah");
        let press = if own.is_dir() { Press::with_folder(&own)? } else { Press::new() };
        Ok(PrintDesk::new(move |paper| press.print(paper)))
    }

    /// The public log of this house.
    ///
    /// # Errors
    /// When the database and the published checkpoint do not belong together.
    pub fn log(&self) -> anyhow::Result<Log> {
        Ok(Log::open(&self.store, &self.dir.join("log"), read_key(&self.dir)?)?)
    }

    /// Takes the directory for one server; it is free again when the file is dropped or the process ends.
    ///
    /// # Errors
    /// When another server has it.
    pub fn hold(&self) -> anyhow::Result<fs::File> {
        let file = fs::File::create(self.dir.join("lock")).context("membuat berkas kunci folder")?;
        if file.try_lock().is_err() {
            bail!("{} sedang dipakai server Netra lain; hentikan dulu, atau sebutkan --data lain", self.dir.display());
        }
        Ok(file)
    }

    /// What an audit trusts.
    ///
    /// # Errors
    /// When key or checkpoint cannot be read.
    pub fn trust(&self) -> anyhow::Result<Trust> {
        Ok(Trust::read(&self.dir.join("log"), read_key(&self.dir)?.verifier())?)
    }

    /// The mark of a demonstration, if it is one.
    ///
    /// # Errors
    /// When there is a mark that cannot be read: a demonstration must never be served as if it were none.
    pub fn demo(&self) -> anyhow::Result<Option<crate::demo::Mark>> {
        crate::demo::Mark::read(&self.dir)
    }
}

/// Makes the log key of a new house. `seed` gives a repeatable one: for a demonstration only, whose origin
/// ends in `.invalid`.
///
/// # Errors
/// When there is a key already, or the files cannot be written.
pub fn make_key(dir: &Path, origin: &str, chance: &Chance) -> anyhow::Result<()> {
    // Made beside its place and moved there whole: half a key folder would be there for ever.
    let folder = dir.join("log.baru");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("menghapus {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("membuat {}", folder.display()))?;
    let seed = chance.bytes::<32>();
    let key = SigningKey::from_seed(origin, &seed)?;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(folder.join("key"))
        .context("menulis kunci log (sudah ada?)")?;
    file.write_all(canonical::hex(&seed).as_bytes())?;
    file.sync_all()?;
    fs::write(folder.join("origin"), origin)?;
    fs::write(folder.join("policy"), netra_tlog::policy::text_for_log(key.verifier(), None))?;
    fs::rename(&folder, dir.join("log")).context("menempatkan kunci log (sudah ada?)")
}

/// The log key of a house.
///
/// # Errors
/// When it is not there or not as it was written.
pub fn read_key(dir: &Path) -> anyhow::Result<SigningKey> {
    let file = dir.join("log/key");
    let hex = fs::read_to_string(&file).with_context(|| format!("membaca {}", file.display()))?;
    let origin = fs::read_to_string(dir.join("log/origin")).context("membaca log/origin")?;
    let hex = hex.trim();
    let seed: Option<Vec<u8>> = (hex.len() == 64 && hex.is_ascii())
        .then(|| (0..64).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect())
        .flatten();
    let Some(seed) = seed.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) else {
        bail!("{} rusak: harus 64 digit heksadesimal", file.display());
    };
    Ok(SigningKey::from_seed(origin.trim(), &seed)?)
}
