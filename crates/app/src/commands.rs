//! The command line: what can be said, and how an error is told. Scripts depend on the words here.

pub mod audit;
pub mod init;
pub mod pledges;
pub mod roster;
pub mod rules;
pub mod verify;

use clap::{Args, Parser, Subcommand};
use netra_base::{Error, Lang};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Netra: runs a civil service's election-neutrality programme.
#[derive(Parser, Debug)]
#[command(name = "netra", version, about, max_term_width = 100)]
pub struct Cli {
    /// Language of messages: id or en.
    #[arg(long = "lang", global = true, default_value = "id", env = "NETRA_LANG", value_parser = ["id", "en"])]
    language: String,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// The language asked for.
    pub fn lang(&self) -> Lang {
        if self.language == "en" { Lang::En } else { Lang::Id }
    }
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Build a sample ministry and serve it on this machine.
    Demo(DemoArgs),
    /// Serve a data directory.
    Serve(ServeArgs),
    /// Make a data directory: log key, first unit, first administrator.
    Init(init::InitArgs),
    /// Import units, a roster or holidays from CSV or XLSX.
    Import(roster::ImportCommand),
    /// Export units or the roster as CSV, XLSX or JSON.
    Export(roster::ExportCommand),
    /// What the rules say: decide, ask, list, check, print, versions, adopt.
    Rules(rules::RulesArgs),
    /// Templates of papers: check a folder, print a sample.
    #[command(subcommand)]
    Documents(netra_press::cli::DocumentsCommand),
    /// Deadlines and holidays.
    Calendar(rules::CalendarArgs),
    /// Print signed pledges as PDFs with their proofs inside.
    Pledges(pledges::PledgesArgs),
    /// Check a receipt, a proof, or a PDF with one inside, offline.
    Verify(verify::VerifyArgs),
    /// Re-derive everything from the records to the checkpoint.
    Audit(audit::AuditArgs),
    /// Print the permission table.
    Routes(RoutesArgs),
    /// Measure.
    Bench(netra_bench::BenchArgs),
}

/// `netra demo`.
#[derive(Args, Debug, Clone)]
pub struct DemoArgs {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where the demo's data lies.
    #[arg(long, default_value = "netra-demo")]
    pub data: PathBuf,
    /// How many employees, 100 to 4,300,000.
    #[arg(long, value_parser = clap::value_parser!(u32).range(100..=4_300_000))]
    pub employees: Option<u32>,
    /// The same seed makes the same ministry.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Build the data, serve nothing.
    #[arg(long)]
    pub build_only: bool,
    /// One JSON document on standard output: the address and the sign-ins.
    #[arg(long)]
    pub json: bool,
}

/// Which house: its data directory, and its PostgreSQL where it has one.
#[derive(Args, Debug, Clone)]
pub struct HouseArgs {
    /// The data directory.
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// A configuration file (data, `database_url`, listen, `base_url`).
    #[arg(long)]
    pub config: Option<PathBuf>,
    /// PostgreSQL instead of the embedded database.
    #[arg(long, env = "NETRA_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// `netra serve`.
#[derive(Args, Debug, Clone)]
pub struct ServeArgs {
    /// Which house.
    #[command(flatten)]
    pub house: HouseArgs,
    /// Where to listen.
    #[arg(long)]
    pub listen: Option<SocketAddr>,
    /// The address people use, https://netra.example.go.id.
    #[arg(long)]
    pub base_url: Option<String>,
    /// One JSON document on standard output: the address.
    #[arg(long)]
    pub json: bool,
}

/// `netra routes`.
#[derive(Args, Debug, Clone)]
pub struct RoutesArgs {
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// Tells an error to the terminal: sentences for what can be fixed, the cause for what failed.
pub fn complain(error: &anyhow::Error, lang: Lang) {
    match error.downcast_ref::<Error>() {
        Some(known) => eprintln!("{}", known.sentences(lang)),
        None => eprintln!("{error:#}"),
    }
}

/// 2 for wrong use, 1 for everything that was refused or failed.
pub fn code_of(error: &anyhow::Error) -> u8 {
    if error.downcast_ref::<WrongUse>().is_some() { 2 } else { 1 }
}

/// The command line asks for something that cannot be: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongUse(pub String);

/// Checks templates of papers or prints a sample.
pub fn documents(command: &netra_press::cli::DocumentsCommand, lang: Lang) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::from(netra_press::cli::run(command, lang, &mut std::io::stdout().lock())?))
}

/// Prints the permission table, as Markdown or as JSON.
pub fn routes(args: &RoutesArgs) -> anyhow::Result<ExitCode> {
    let routes = crate::permissions::routes();
    if args.json {
        let rows = routes.iter().map(|route| {
            let who = match route.need {
                netra_web::Need::Public => serde_json::json!("public"),
                netra_web::Need::SignedIn => serde_json::json!("signed-in"),
                netra_web::Need::Roles(roles) => serde_json::json!(roles),
            };
            serde_json::json!({"method": route.verb.name(), "path": route.path, "who": who, "what": route.what})
        });
        out(&format!("{}\n", serde_json::Value::from_iter(rows)));
    } else {
        out(&netra_web::door::table(&routes));
    }
    Ok(ExitCode::SUCCESS)
}

/// The one way to standard output: a reader who went away is no error.
pub fn out(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
