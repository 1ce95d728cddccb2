//! `netra pledges`: what is done with signed pledges on the data directory, beside a running server.

use crate::commands::{HouseArgs, WrongUse};
use crate::config::Config;
use crate::house::{House, read_key};
use clap::{Args, Subcommand};
use netra_base::Lang;
use netra_ledger::{Policy, log};
use netra_pledges::cli::{self, PrintArgs, Printer};
use std::process::ExitCode;

/// `netra pledges`.
#[derive(Args, Debug, Clone)]
pub struct PledgesArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: PledgesCommand,
}

/// What is done with pledges.
#[derive(Subcommand, Debug, Clone)]
pub enum PledgesCommand {
    /// Print a unit's signed pledges as PDFs with their proofs inside, one file a person.
    Print(PrintHere),
}

/// `netra pledges print`.
#[derive(Args, Debug, Clone)]
pub struct PrintHere {
    /// Which pledges, and where to.
    #[command(flatten)]
    pub print: PrintArgs,
    /// The address people use, https://netra.example.go.id: the code on each paper leads there. A house that says it in
    /// its configuration needs it not.
    #[arg(long)]
    pub base_url: Option<String>,
    /// Which house.
    #[command(flatten)]
    pub house: HouseArgs,
}

/// Does what was asked.
pub fn run(args: &PledgesArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let PledgesCommand::Print(here) = &args.command;
    let config = Config::read(&here.house)?;
    let Some(address) = here.base_url.clone().or_else(|| config.base_url.clone()) else {
        return Err(WrongUse(
            lang.say(
                "Kode pada setiap pakta membawa orang ke halaman verifikasi: sebutkan alamat yang dipakai orang dengan \
                 --base-url https://…, atau tulis base_url dalam konfigurasi.",
                "The code on each pledge leads to the page that checks it: name the address that people use with \
                 --base-url https://…, or write base_url into the configuration.",
            )
            .into(),
        )
        .into());
    };
    let house = House::open(&config)?;
    let key = read_key(&house.dir)?;
    let Some(published) = log::published(&house.dir.join("log"), key.verifier())? else {
        anyhow::bail!("{}", lang.say("Log ini belum menerbitkan apa pun.", "This log has published nothing yet."));
    };
    let printer = Printer {
        store: &house.store,
        desk: &house.print_desk()?,
        published,
        policy: Policy::of_log(key.verifier()),
        verify: format!("{}/verifikasi", address.trim_end_matches('/')),
        sample: house.demo()?.is_some(),
    };
    let code = cli::print(&printer, &here.print, lang, &mut std::io::stdout().lock())?;
    Ok(ExitCode::from(code))
}
