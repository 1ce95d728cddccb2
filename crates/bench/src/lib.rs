//! Measurement: `netra bench NAME`. Each measurement builds what it needs in a temporary directory, starts
//! the server as a separate process of this same binary, speaks to it over loopback alone, stops by itself,
//! and prints one JSON document. Figures of one run are compared with each other, since machines differ.
//!
//! It judges little: what was acknowledged must be there afterwards, and boards and tables have a time that they may take.
//! It never touches a house that exists, and it ends only the processes that it started.

mod bare;
mod boards;
mod ceremony;
mod checkin;
mod comers;
mod count;
mod crash;
mod crowd;
mod engines;
mod files;
mod house;
mod http;
mod import;
mod lag;
mod load;
mod pages;
mod programme;
mod report;
mod search;
mod selfcheck;
mod server;
mod store;
mod visit;

use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// `netra bench`.
#[derive(Args, Debug, Clone)]
pub struct BenchArgs {
    /// What to measure.
    #[command(subcommand)]
    pub what: What,
}

/// The measurements.
#[derive(Subcommand, Debug, Clone)]
pub enum What {
    /// Plan board, live board, desk and lists of a drive of hundreds of units; its recap as files.
    Boards(BoardsArgs),
    /// Everybody signs at once: durable pledges a second over HTTP, none lost, none double.
    Ceremony(CeremonyArgs),
    /// Everybody checks in at many places at once, behind one address: none refused, none lost, none twice.
    Checkin(CheckinArgs),
    /// The server is killed while people sign: every acknowledged signature is there afterwards.
    Crash(CrashArgs),
    /// A large table of attendance and its memory; photos of forty megapixels beside people who look at pages.
    Files(FilesArgs),
    /// A roster with all checks against the engine's own bulk insert; memory; signing beside it.
    Import(ImportArgs),
    /// Cold start, idle memory, weight and speed of public pages.
    Pages(PagesArgs),
    /// Search by name, NIP and unit.
    Search(SearchArgs),
    /// The check of a text: megabytes a second, precision and recall on labelled posts.
    Selfcheck(SelfcheckArgs),
}

/// `netra bench boards`.
#[derive(Args, Debug, Clone)]
pub struct BoardsArgs {
    /// How long pages are looked at, all together.
    #[arg(long, default_value_t = 28, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub seconds: u64,
    /// Units that are asked: those of the sample ministry kind by kind, and as many more as are missing.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(100..=2_000))]
    pub units: u32,
    /// Places of the drive.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(10..=5_000))]
    pub activities: u32,
    /// Employees of the house.
    #[arg(long, default_value_t = 60_000, value_parser = clap::value_parser!(u32).range(100..=4_300_000))]
    pub employees: u32,
    /// Connections that look, each with at most one request under way.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub clients: u32,
    /// What the 99th percentile of a plan board or live board may take, in milliseconds, in a release build.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=60_000))]
    pub aim_ms: u32,
    /// Measure on this PostgreSQL as well, after the embedded database; it must be empty.
    #[arg(long, hide_env_values = true)]
    pub database_url: Option<String>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra bench files`.
#[derive(Args, Debug, Clone)]
pub struct FilesArgs {
    /// How long others look at pages: a third alone, a third beside photos, a third beside the table.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub seconds: u64,
    /// People who checked in: rows of the table.
    #[arg(long, default_value_t = 70_000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    pub rows: u32,
    /// People who look at pages meanwhile.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=90))]
    pub clients: u32,
    /// Size of the photos.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=50))]
    pub megapixels: u32,
    /// What the table may take at its slowest, in milliseconds, in a release build; say another for more than 70,000 rows.
    #[arg(long, default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=600_000))]
    pub aim_ms: u32,
    /// Measure on this PostgreSQL as well, after the embedded database; it must be empty.
    #[arg(long, hide_env_values = true)]
    pub database_url: Option<String>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra bench ceremony`.
#[derive(Args, Debug, Clone)]
pub struct CeremonyArgs {
    /// How long people sign.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub seconds: u64,
    /// Connections that sign, each keeping its line open.
    #[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=4_096))]
    pub clients: u32,
    /// Employees with a session; otherwise as many as the time allows by a quick estimate.
    #[arg(long, value_parser = clap::value_parser!(u32).range(100..=3_000_000))]
    pub people: Option<u32>,
    /// Measure on this PostgreSQL as well, after the embedded database; it must be empty.
    #[arg(long, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Keep the client's list of acknowledged persons here.
    #[arg(long)]
    pub keep_log: Option<PathBuf>,
    /// Kill the server in the middle of each of several rounds: the same as `bench crash`.
    #[arg(long)]
    pub crash: bool,
    /// Rounds of `--crash`.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub rounds: u32,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra bench checkin`.
#[derive(Args, Debug, Clone)]
pub struct CheckinArgs {
    /// How long people may take.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=120))]
    pub seconds: u64,
    /// Places, each with an activity and a code of its own.
    #[arg(long, default_value_t = 66, value_parser = clap::value_parser!(u32).range(1..=2_000))]
    pub places: u32,
    /// People at each place.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub people: u32,
    /// Connections that check in, all from one address.
    #[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=4_096))]
    pub clients: u32,
    /// Measure on this PostgreSQL as well, after the embedded database; it must be empty.
    #[arg(long, hide_env_values = true)]
    pub database_url: Option<String>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra bench crash`.
#[derive(Args, Debug, Clone)]
pub struct CrashArgs {
    /// How long people sign in a round at most.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub seconds: u64,
    /// How often the server is killed.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub rounds: u32,
    /// Connections that sign.
    #[arg(long, default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=4_096))]
    pub clients: u32,
    /// Keep the client's list of acknowledged persons here.
    #[arg(long)]
    pub keep_log: Option<PathBuf>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra bench import`.
#[derive(Args, Debug, Clone)]
pub struct ImportArgs {
    /// Rows of the roster.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1_000..=4_300_000))]
    pub rows: u32,
    /// Said by every measurement; here the run beside signing ends after this long at the latest.
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub seconds: u64,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra bench pages`.
#[derive(Args, Debug, Clone)]
pub struct PagesArgs {
    /// How long pages are asked for.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub seconds: u64,
    /// Connections that ask.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=1_024))]
    pub clients: u32,
    /// Employees of the sample ministry.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(100..=4_300_000))]
    pub employees: u32,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra bench selfcheck`.
#[derive(Args, Debug, Clone)]
pub struct SelfcheckArgs {
    /// How long texts are checked.
    #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub seconds: u64,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra bench search`.
#[derive(Args, Debug, Clone)]
pub struct SearchArgs {
    /// Employees to search among.
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u32).range(1_000..=4_300_000))]
    pub employees: u32,
    /// How long to search.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub seconds: u64,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// Measures, prints, and answers 1 when something acknowledged was lost, doubled or refused, or took longer than wanted.
///
/// # Errors
/// When the measurement could not be made.
pub fn run(args: &BenchArgs) -> anyhow::Result<ExitCode> {
    let (report, json) = match &args.what {
        What::Boards(args) => (boards::run(args)?, args.json),
        What::Ceremony(args) => (ceremony::run(args)?, args.json),
        What::Checkin(args) => (checkin::run(args)?, args.json),
        What::Crash(args) => (crash::run(args)?, args.json),
        What::Files(args) => (files::run(args)?, args.json),
        What::Import(args) => (import::run(args)?, args.json),
        What::Pages(args) => (pages::run(args)?, args.json),
        What::Search(args) => (search::run(args)?, args.json),
        What::Selfcheck(args) => (selfcheck::run(args)?, args.json),
    };
    report.print(json)?;
    report.missed.iter().for_each(|words| report::tell(words));
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
