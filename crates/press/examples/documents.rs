//! `netra documents` without the rest of the house, for those who edit the templates that come with the program:
//! `cargo run -p netra-press --example documents -- check data/templates`.

#![allow(missing_docs, reason = "a program")]

use clap::Parser;
use netra_base::Lang;
use netra_press::cli::{DocumentsCommand, run};
use std::io::stdout;
use std::process::ExitCode;

#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: DocumentsCommand,
}

fn main() -> ExitCode {
    match run(&Args::parse().command, Lang::Id, &mut stdout()) {
        Ok(code) => code.into(),
        Err(error) => {
            eprintln!("{}", error.sentences(Lang::Id));
            ExitCode::FAILURE
        }
    }
}
