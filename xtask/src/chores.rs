//! The chores that run other programs: cargo, clippy, the test runner. Their output is theirs; these functions
//! add nothing after it, so that the last line of `cargo xtask test` is the runner's own.

use crate::{needs, tidy};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

/// Formatting, tidy, clippy, the suite: stops at the first that fails.
pub fn ci(root: &Path) -> Result<ExitCode> {
    if !cargo(root, &["fmt", "--all", "--check"])? {
        eprintln!("xtask: not formatted; `cargo fmt --all` repairs it");
        return Ok(ExitCode::FAILURE);
    }
    if !report_tidy(root)? {
        return Ok(ExitCode::FAILURE);
    }
    if !cargo(root, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])? {
        return Ok(ExitCode::FAILURE);
    }
    test(root, &[])
}

/// The house rules, one line for each breach.
pub fn tidy(root: &Path) -> Result<ExitCode> {
    Ok(if report_tidy(root)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Everything the suite needs, then the suite. `args` go to the runner as they are.
pub fn test(root: &Path, args: &[String]) -> Result<ExitCode> {
    if !needs::provide()? {
        return Ok(ExitCode::from(2));
    }
    // The whole-house tests start the real program; building it here keeps that out of any test's time.
    if !cargo(root, &["build", "--workspace", "--bin", "netra"])? {
        return Ok(ExitCode::FAILURE);
    }
    // What nextest runs too: no examples, no snippets in comments.
    let mut command = vec!["test", "--workspace", "--lib", "--bins", "--tests"];
    if has_nextest(root) {
        command = vec!["nextest", "run", "--workspace"];
    }
    command.extend(args.iter().map(String::as_str));
    Ok(if cargo(root, &command)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn report_tidy(root: &Path) -> Result<bool> {
    let breaches = tidy::check(root)?;
    for breach in &breaches {
        eprintln!("{breach}");
    }
    match breaches.len() {
        0 => eprintln!("tidy: the house is in order"),
        count => eprintln!("tidy: {count} to put right"),
    }
    Ok(breaches.is_empty())
}

fn has_nextest(root: &Path) -> bool {
    let mut probe = Command::new(cargo_path());
    probe.current_dir(root).args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|status| status.success())
}

fn cargo(root: &Path, args: &[&str]) -> Result<bool> {
    let status = Command::new(cargo_path())
        .current_dir(root)
        .args(args)
        .status()
        .with_context(|| format!("cannot start cargo {}", args.join(" ")))?;
    Ok(status.success())
}

fn cargo_path() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}
