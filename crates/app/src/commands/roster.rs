//! `netra import` and `netra export`, on the house that is named: units and the roster are the registry's,
//! holidays the calendar's. Both work beside a running server.

use crate::commands::HouseArgs;
use crate::config::Config;
use crate::house::House;
use clap::{Args, ValueEnum};
use netra_base::{Chance, Clock, Lang};
use netra_calendar::cli::ImportHolidaysArgs;
use netra_registry::cli;
use std::path::PathBuf;
use std::process::ExitCode;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// People.
    Roster,
    /// Units.
    Units,
    /// National holidays and joint leave of whole years.
    Holidays,
}

/// `netra import`.
#[derive(Args, Debug, Clone)]
pub struct ImportCommand {
    /// What the file holds.
    #[arg(value_enum)]
    pub what: Table,
    /// The CSV or XLSX file, at most 1 GiB (holidays: 1 MiB).
    pub file: PathBuf,
    /// Check every row and say what would happen; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Where to write the refused rows as CSV; FILE.penolakan.csv when not said and rows were refused. Not for
    /// holidays, whose faults are told on the spot.
    #[arg(long, value_name = "PATH")]
    pub refusals: Option<PathBuf>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
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
    let (now, chance) = (Clock::System.now(), Chance::System);
    let ImportCommand { file, dry_run, refusals, json, .. } = args.clone();
    let what = match args.what {
        Table::Holidays => {
            let args = ImportHolidaysArgs { file, dry_run, json };
            let code = netra_calendar::cli::import(&house.store, &args, now, chance, lang, &mut out)?;
            return Ok(ExitCode::from(code));
        }
        Table::Roster => cli::Table::Roster,
        Table::Units => cli::Table::Units,
    };
    let args = cli::ImportArgs { what, file, dry_run, refusals, json };
    Ok(ExitCode::from(cli::import(&house.store, &args, now, chance, lang, &mut out)?))
}

/// Exports units or the roster.
pub fn export(args: &ExportCommand) -> anyhow::Result<ExitCode> {
    let house = House::open(&Config::read(&args.house)?)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let code = cli::export(&house.store, &args.export, &mut out)?;
    Ok(ExitCode::from(code))
}
