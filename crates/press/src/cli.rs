//! `netra documents`: check the templates of a folder, print a sample. For an agency's editor of templates, who has no
//! compiler and no test suite: every fault with file, line and column.

use crate::Press;
use crate::fault::Fault;
use crate::press::Trouble;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use netra_base::{Lang, Result};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What is done with templates.
#[derive(Debug, Clone, Subcommand)]
pub enum DocumentsCommand {
    /// Print every template with its sample and name all faults.
    Check(CheckArgs),
    /// Print the sample of one template.
    Sample(SampleArgs),
}

/// `netra documents check`.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// The agency's folder of templates; without it, those that came with the program.
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// One JSON document instead of sentences.
    #[arg(long)]
    pub json: bool,
}

/// `netra documents sample`.
#[derive(Debug, Clone, Args)]
pub struct SampleArgs {
    /// The template: `pakta.typ`, or `pakta`.
    pub template: String,
    /// Where the file goes.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// The agency's folder of templates.
    #[arg(long, value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// What became of one template.
struct Outcome {
    template: String,
    pages: usize,
    bytes: usize,
    faults: Vec<Fault>,
}

/// Does what was asked; the exit code is 1 when a template has a fault.
///
/// # Errors
/// When a folder or a file cannot be read or written.
pub fn run(command: &DocumentsCommand, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    match command {
        DocumentsCommand::Check(args) => check(args, lang, out),
        DocumentsCommand::Sample(args) => sample(args, lang, out),
    }
}

fn press(folder: Option<&PathBuf>) -> Result<Press> {
    folder.map_or_else(|| Ok(Press::new()), |folder| Press::with_folder(folder))
}

fn check(args: &CheckArgs, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    let press = press(args.folder.as_ref())?;
    let outcomes = press.templates().iter().map(|template| outcome(&press, template)).collect::<Result<Vec<_>>>()?;
    let broken = outcomes.iter().flat_map(|outcome| &outcome.faults).any(|fault| !fault.only_remark);
    if args.json {
        let list: Vec<_> = outcomes.iter().map(as_json).collect();
        write(out, &json!({ "ok": !broken, "templates": list }).to_string())?;
        return Ok(u8::from(broken));
    }
    for outcome in &outcomes {
        for fault in &outcome.faults {
            let remark = if fault.only_remark { lang.say(" (catatan)", " (remark)") } else { "" };
            write(out, &format!("{}{remark}", fault.sentence(lang)))?;
        }
        if outcome.faults.iter().all(|fault| fault.only_remark) {
            let (pages, kilobytes) = (outcome.pages, outcome.bytes.div_ceil(1024));
            let pages = format!("{pages} {}", lang.say("halaman", "pages"));
            write(out, &format!("{}: {}, {pages}, {kilobytes} KiB", outcome.template, lang.say("baik", "good")))?;
        }
    }
    Ok(u8::from(broken))
}

fn outcome(press: &Press, template: &str) -> Result<Outcome> {
    let gone_wrong = |faults| Outcome { template: template.to_owned(), pages: 0, bytes: 0, faults };
    let paper = match press.sample(template) {
        Ok(paper) => paper,
        Err(error) => return Ok(gone_wrong(vec![Fault::of_file(template, error.to_string())])),
    };
    match press.prove(&paper) {
        Ok(proof) => Ok(Outcome { pages: proof.pages, bytes: proof.pdf.len(), ..gone_wrong(proof.remarks) }),
        Err(Trouble::Faults(faults)) => Ok(gone_wrong(faults)),
        Err(Trouble::Other(error)) => Ok(gone_wrong(vec![Fault::of_file(template, error.sentences(Lang::En))])),
    }
}

fn as_json(outcome: &Outcome) -> serde_json::Value {
    let faults: Vec<_> = outcome
        .faults
        .iter()
        .map(|fault| {
            json!({ "file": fault.file, "line": fault.line, "column": fault.column, "remark": fault.only_remark,
                    "says": fault.says })
        })
        .collect();
    json!({ "template": outcome.template, "pages": outcome.pages, "bytes": outcome.bytes, "faults": faults })
}

fn sample(args: &SampleArgs, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    let press = press(args.folder.as_ref())?;
    let name = args.template.strip_suffix(".typ").unwrap_or(&args.template);
    let paper = press.sample(&format!("{name}.typ"))?;
    let proof = match press.prove(&paper) {
        Ok(proof) => proof,
        Err(Trouble::Other(error)) => return Err(error),
        Err(Trouble::Faults(faults)) => {
            for fault in &faults {
                write(out, &fault.sentence(lang))?;
            }
            return Ok(1);
        }
    };
    std::fs::write(&args.output, &proof.pdf).with_context(|| format!("writing {}", args.output.display()))?;
    let pages = lang.say("halaman", "pages");
    write(out, &format!("{}: {} {pages}", args.output.display(), proof.pages))?;
    Ok(0)
}

fn write(out: &mut dyn Write, line: &str) -> Result<()> {
    writeln!(out, "{line}").context("writing the answer")?;
    Ok(())
}
