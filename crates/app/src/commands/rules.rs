//! `netra rules` and `netra calendar`: what the law says and where a deadline lies. Without a house they speak from
//! what comes with the program; with `--data` from the versions and holidays of that house.

use crate::commands::HouseArgs;
use crate::config::Config;
use crate::house::House;
use clap::{Args, Subcommand};
use netra_base::{Clock, Lang};
use netra_calendar::{Calendar, cli as calendar};
use netra_rulebook::cli::{Here, RulesCommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which house, before or after the subcommand.
#[derive(Args, Debug, Clone)]
pub struct Somewhere {
    /// The data directory.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// A configuration file (data, `database_url`).
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// PostgreSQL instead of the embedded database.
    #[arg(long, global = true, env = "NETRA_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

/// `netra rules`.
#[derive(Args, Debug, Clone)]
pub struct RulesArgs {
    /// Which house.
    #[command(flatten)]
    pub house: Somewhere,
    /// What to ask.
    #[command(subcommand)]
    pub command: RulesCommand,
}

/// `netra calendar`.
#[derive(Args, Debug, Clone)]
pub struct CalendarArgs {
    /// Which house.
    #[command(flatten)]
    pub house: Somewhere,
    /// What to ask.
    #[command(subcommand)]
    pub command: CalendarCommand,
}

/// What is asked of the calendar.
#[derive(Subcommand, Debug, Clone)]
pub enum CalendarCommand {
    /// Where a limit in working days or calendar days ends.
    Deadline(calendar::DeadlineArgs),
    /// The holidays of a year.
    Holidays(calendar::HolidaysArgs),
}

/// Asks the rulebook.
pub fn rules(args: &RulesArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let house = named(&args.house, args.command.needs_house())?;
    let store = house.as_ref().map(|house| &house.store);
    let here = Here { store, now: Clock::System.now(), lang };
    let code = netra_rulebook::cli::run(&args.command, here, &mut std::io::stdout().lock())?;
    Ok(ExitCode::from(code))
}

/// Asks the calendar.
pub fn calendar(args: &CalendarArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let known = match named(&args.house, false)? {
        Some(house) => house.store.read_now(netra_calendar::actions::calendar)?,
        None => Calendar::built_in()?,
    };
    let mut out = std::io::stdout().lock();
    let code = match &args.command {
        CalendarCommand::Deadline(args) => calendar::deadline(&known, args, lang, &mut out)?,
        CalendarCommand::Holidays(args) => calendar::holidays(&known, args, lang, &mut out)?,
    };
    Ok(ExitCode::from(code))
}

/// The house that is named; none when none is named and none is needed.
fn named(house: &Somewhere, needed: bool) -> anyhow::Result<Option<House>> {
    let Somewhere { data, config, database_url } = house.clone();
    let any = data.is_some() || config.is_some() || database_url.is_some();
    let args = HouseArgs { data, config, database_url };
    if any || needed { Ok(Some(House::open(&Config::read(&args)?)?)) } else { Ok(None) }
}
