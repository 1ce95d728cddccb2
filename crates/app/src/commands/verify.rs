//! `netra verify`: checks a receipt or a proof offline, also one inside a PDF. The log's key comes from `--policy`, else from a
//! pinned file; never from the receipt.

use crate::commands::{WrongUse, out};
use clap::Args;
use netra_base::Lang;
use netra_tlog::Policy;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// `netra verify`.
#[derive(Args, Debug, Clone)]
pub struct VerifyArgs {
    /// The receipt (.json), the proof (.tlog-proof), or a PDF that carries one inside.
    pub file: PathBuf,
    /// Whom to trust: the policy file of the log (C2SP tlog-policy).
    #[arg(long, env = "NETRA_POLICY")]
    pub policy: Option<PathBuf>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// Where a pinned policy is looked for when none is named, in this order: the file for it in the working
/// directory, the data directory that `netra demo` makes there.
const PINNED: [&str; 2] = ["netra-policy", "netra-demo/log/policy"];

/// Checks the file.
pub fn run(args: &VerifyArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let pinned = || PINNED.iter().map(Path::new).find(|file| file.exists()).map(Path::to_owned);
    let Some(policy) = args.policy.clone().or_else(pinned) else {
        return Err(WrongUse(
            lang.say(
                "Kunci log mana yang Anda percayai? Unduh berkas kebijakan dari halaman /log, bandingkan kuncinya \
                 dengan yang diumumkan di tempat lain, lalu: netra verify BERKAS --policy netra-policy",
                "Which log key do you trust? Download the policy file from the page /log, compare its key with \
                 the one published elsewhere, then: netra verify FILE --policy netra-policy",
            )
            .into(),
        )
        .into());
    };
    let text = std::fs::read(&policy).map_err(|cause| WrongUse(format!("{}: {cause}", policy.display())))?;
    let parsed = Policy::parse(&text).map_err(|cause| WrongUse(format!("{}: {cause}", policy.display())))?;
    let answer = netra_ledger::cli::verify(&args.file, &parsed, lang);
    if args.json {
        out(&format!("{}\n", answer.json));
    } else {
        out(&format!("{}\n", answer.sentence));
        eprintln!("{} {}", lang.say("Kunci dari:", "Key from:"), policy.display());
    }
    Ok(ExitCode::from(answer.exit))
}
