//! The configuration file of `netra serve`: a few lines of TOML. What the command line says wins.

use crate::commands::{HouseArgs, WrongUse};
use anyhow::Context;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What a configuration file may say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The data directory.
    pub data: Option<PathBuf>,
    /// PostgreSQL instead of the embedded database.
    pub database_url: Option<String>,
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// The address people use.
    pub base_url: Option<String>,
}

/// The data directory that `netra demo` makes; taken, and said, when none is named and it is there.
const DEMO: &str = "netra-demo";

impl Config {
    /// The file named on the command line, else `netra.toml` in the data directory if there is one; then
    /// the command line's own words.
    ///
    /// # Errors
    /// When the file cannot be read or understood, or no data directory is named.
    pub fn read(args: &HouseArgs) -> anyhow::Result<Self> {
        let beside = args.data.as_ref().map(|data| data.join("netra.toml")).filter(|file| file.exists());
        let mut config = match args.config.clone().or(beside) {
            Some(file) => Self::file(&file)?,
            None => Self::default(),
        };
        config.data = args.data.clone().or(config.data);
        config.database_url = args.database_url.clone().or(config.database_url);
        if config.data.is_none()
            && config.database_url.is_none()
            && args.config.is_none()
            && Path::new(DEMO).join("log/key").exists()
        {
            eprintln!("--data {DEMO}");
            config.data = Some(PathBuf::from(DEMO));
        }
        if config.data.is_none() {
            return Err(WrongUse("Sebutkan folder data dengan --data DIR atau --config BERKAS.".into()).into());
        }
        Ok(config)
    }

    fn file(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file).with_context(|| format!("membaca {}", file.display()))?;
        toml::from_str(&text).map_err(|cause| WrongUse(format!("{}: {cause}", file.display())).into())
    }
}
