//! `netra import` and `netra export`: the registry's own commands, on the house that is named. Both work
//! beside a running server.

use crate::commands::HouseArgs;
use crate::config::Config;
use crate::house::House;
use clap::Args;
use netra_base::{Chance, Clock, Lang};
use netra_registry::cli;
use std::process::ExitCode;

/// `netra import`.
#[derive(Args, Debug, Clone)]
pub struct ImportCommand {
    /// What to import.
    #[command(flatten)]
    pub import: cli::ImportArgs,
    /// Which house.
    #[command(flatten)]
    pub house: HouseArgs,
}

/// `netra export`.
#[derive(Args, Debug, Clone)]
pub struct ExportCommand {
    /// What to export.
    #[command(flatten)]
    pub export: cli::ExportArgs,
    /// Which house.
    #[command(flatten)]
    pub house: HouseArgs,
}

/// Imports a file.
pub fn import(args: &ImportCommand, lang: Lang) -> anyhow::Result<ExitCode> {
    let house = House::open(&Config::read(&args.house)?)?;
    let mut out = std::io::stdout().lock();
    let code = cli::import(&house.store, &args.import, Clock::System.now(), Chance::System, lang, &mut out)?;
    Ok(ExitCode::from(code))
}

/// Exports units or the roster.
pub fn export(args: &ExportCommand) -> anyhow::Result<ExitCode> {
    let house = House::open(&Config::read(&args.house)?)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let code = cli::export(&house.store, &args.export, &mut out)?;
    Ok(ExitCode::from(code))
}
