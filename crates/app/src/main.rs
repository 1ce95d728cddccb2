//! The one binary, `netra`: reads what was said on the command line, opens what is needed, and names the
//! command that does it. Exit codes: 0 done, 1 the answer is "no" or rows were refused, 2 wrong use.

mod commands;
mod config;
mod demo;
mod desk;
mod health;
mod house;
mod lent;
mod listen;
mod migrations;
mod openapi;
mod overview;
mod permissions;
mod portal;
mod serve;
mod waits;

/// The database engine and the web share few cores and allocate all the time: with the system's allocator a
/// quarter of a busy server's time went there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use clap::Parser;
use commands::{Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // What this program writes holds persons and keys: other accounts of the machine may not read it.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("NETRA_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    let lang = cli.lang();
    let outcome = match cli.command {
        Command::Demo(args) => demo::run(&args, lang),
        Command::Serve(args) => serve::run(&args),
        Command::Init(args) => commands::init::run(&args, lang),
        Command::Import(args) => commands::roster::import(&args, lang),
        Command::Export(args) => commands::roster::export(&args),
        Command::Rules(args) => commands::rules::rules(&args, lang),
        Command::Documents(command) => commands::documents(&command, lang),
        Command::Calendar(args) => commands::rules::calendar(&args, lang),
        Command::Pledges(args) => commands::pledges::run(&args, lang),
        Command::Verify(args) => commands::verify::run(&args, lang),
        Command::Audit(args) => commands::audit::run(&args, lang),
        Command::Routes(args) => commands::routes(&args),
        Command::Bench(args) => netra_bench::run(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            commands::complain(&error, lang);
            ExitCode::from(commands::code_of(&error))
        }
    }
}
