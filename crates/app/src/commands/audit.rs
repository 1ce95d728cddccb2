//! `netra audit`: re-derives everything from the records to the checkpoint and names what does not add up.
//! Exit 0 when all holds, 1 when something does not.

use crate::commands::{HouseArgs, out};
use crate::config::Config;
use crate::house::House;
use clap::Args;
use netra_base::Lang;
use netra_ledger::actions::{Extent, audit_tree};
use netra_ledger::audit::Audit;
use netra_store::Tx;
use std::process::ExitCode;

/// `netra audit`.
#[derive(Args, Debug, Clone)]
pub struct AuditArgs {
    /// Which house.
    #[command(flatten)]
    pub house: HouseArgs,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// Audits a house, also beside a running server: everything is read from one snapshot.
pub fn run(args: &AuditArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let house = House::open(&Config::read(&args.house)?)?;
    // Read before the snapshot: a checkpoint published after it may be ahead of what the snapshot shows.
    let trust = house.trust()?;
    let mut audit = Audit::default();
    let extent = house.store.read_long(|tx| everything(tx, &mut audit, &trust))?;
    if args.json {
        let report = serde_json::json!({
            "ok": audit.wrong == 0, "entries": extent.entries, "leaves": extent.leaves, "waiting": extent.waiting,
            "acts": audit.acts, "wrong": audit.wrong, "findings": audit.findings,
        });
        out(&format!("{report}\n"));
    } else {
        tell(&audit, extent, lang);
    }
    Ok(ExitCode::from(u8::from(audit.wrong != 0)))
}

/// The ledger itself, then every feature's live rows.
fn everything(tx: &mut Tx<'_>, audit: &mut Audit, trust: &netra_ledger::log::Trust) -> netra_base::Result<Extent> {
    let extent = audit_tree(tx, audit, trust)?;
    netra_calendar::actions::audit(tx, audit)?;
    netra_rulebook::actions::audit(tx, audit)?;
    netra_registry::actions::audit(tx, audit)?;
    netra_access::actions::audit(tx, audit)?;
    netra_pledges::actions::audit(tx, audit)?;
    netra_guidance::actions::audit(tx, audit)?;
    netra_correspondence::actions::audit(tx, audit)?;
    netra_oversight::actions::audit(tx, audit)?;
    netra_activities::actions::audit(tx, audit)?;
    netra_attendance::actions::audit(tx, audit)?;
    netra_drives::actions::audit(tx, audit)?;
    netra_lessons::actions::audit(tx, audit)?;
    netra_directives::actions::audit(tx, audit)?;
    netra_ledger::actions::audit_acts(tx, audit)?;
    Ok(extent)
}

fn tell(audit: &Audit, extent: Extent, lang: Lang) {
    for finding in &audit.findings {
        let column = finding.column.as_deref().map(|column| format!(".{column}")).unwrap_or_default();
        out(&format!("{}{column} [{}]: {}\n", finding.table, finding.row, finding.what));
    }
    let number = |n: u64| lang.number(n.cast_signed());
    let (entries, leaves, waiting) = (number(extent.entries), number(extent.leaves), number(extent.waiting));
    let verdict = if audit.wrong == 0 {
        lang.say("Semua cocok.", "Everything adds up.").to_owned()
    } else {
        format!("{}: {}", lang.say("Tidak cocok", "Does not add up"), number(audit.wrong))
    };
    out(&match lang {
        Lang::Id => format!("{entries} catatan, {leaves} di log, {waiting} menunggu giliran. {verdict}\n"),
        Lang::En => format!("{entries} entries, {leaves} in the log, {waiting} waiting. {verdict}\n"),
    });
}
