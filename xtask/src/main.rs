//! Every chore of this house, in Rust: `cargo xtask ci | test | tidy | new-slice NAME | lock-migrations`.
//! This file only reads the first word and hands over. It is not part of the product: nothing depends on it.

mod chores;
mod needs;
mod slice;
mod tidy;

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask ci                  what guards main: formatting, tidy, clippy without warnings, the whole suite
cargo xtask test [ARGS …]       sets up what the tests need, builds, runs the whole suite; ARGS go to the runner
cargo xtask tidy                the house rules a program can check (CONTRIBUTING.md names them)
cargo xtask new-slice NAME      a new crate with its rooms, entered in the map and the workspace
cargo xtask lock-migrations     at a release: records today's migrations, which never change again";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<ExitCode> {
    let root = root();
    let Some((chore, rest)) = args.split_first() else {
        eprintln!("{USAGE}");
        return Ok(ExitCode::from(2));
    };
    match (chore.as_str(), rest) {
        ("ci", []) => chores::ci(&root),
        ("test", rest) => chores::test(&root, rest),
        ("tidy", []) => chores::tidy(&root),
        ("new-slice", [name]) => {
            slice::create(&root, name)?;
            eprintln!("crates/{name} is there. Next: CONTRIBUTING.md, \"A new feature\", step 3.");
            Ok(ExitCode::SUCCESS)
        }
        ("lock-migrations", []) => {
            tidy::migrations::lock(&root)?;
            Ok(ExitCode::SUCCESS)
        }
        ("help" | "--help" | "-h", _) => {
            eprintln!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!("no such chore: {}\n{USAGE}", args.join(" ")),
    }
}

/// The workspace's folder: the parent of this crate's, wherever the command was typed.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
