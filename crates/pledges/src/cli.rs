//! `netra pledges print`: the signed pledges of a unit as PDFs with their proofs inside, one file a person, named by the
//! receipt's number, which names nobody. It works beside a running server and can be broken off: what is there is left as it
//! is, and the same command goes on.

use crate::actions::{self, Offered, Pakta};
use crate::pakta;
use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use netra_base::{DriveId, EmployeeId, Error, Lang, Refusal, Result};
use netra_documents::{Paper, PrintDesk};
use netra_ledger::Policy;
use netra_ledger::model::Head;
use netra_store::Store;
use serde::Serialize;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `netra pledges print`.
#[derive(Debug, Clone, Args)]
pub struct PrintArgs {
    /// The drive's number, as in the address of its page.
    #[arg(long)]
    pub drive: i64,
    /// The code of the unit; those below it belong to it.
    #[arg(long)]
    pub unit: String,
    /// The folder for the files; made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// What a house prints with.
#[derive(Debug)]
pub struct Printer<'a> {
    /// Its database.
    pub store: &'a Store,
    /// Its press.
    pub desk: &'a PrintDesk,
    /// The last published head: receipts are made under it.
    pub published: Head,
    /// Whom the log's own check trusts.
    pub policy: Policy,
    /// The address of the page that checks receipts.
    pub verify: String,
    /// Is it a demonstration?
    pub sample: bool,
}

/// People looked at in one go: some 40 KB of papers each, and the bar moves every second or two.
const BATCH: usize = 32;

/// What came of it.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    /// Files written.
    printed: usize,
    /// Files that were there.
    there: usize,
    /// Signatures that have no place in the log yet.
    waiting: usize,
    /// Receipts that do not pass the check.
    refused: usize,
}

/// Prints. Answers the exit code: 0 when every signature has its file, 1 when some have none yet or never.
///
/// # Errors
/// A refusal for an unknown drive or unit; when the database, the press or the folder fails. What was written stays.
pub fn print(printer: &Printer<'_>, args: &PrintArgs, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    let (drive, code) = (DriveId(args.drive), args.unit.clone());
    let offered = printer.store.read_now(move |tx| actions::offered(tx, drive)).map_err(|error| {
        known(error, "drive-unknown", "Tidak ada gerakan dengan nomor itu.", "There is no drive with that number.")
    })?;
    let people = printer.store.read_now(move |tx| actions::signed_within(tx, drive, &code)).map_err(|error| {
        known(error, "unit-unknown", "Tidak ada unit dengan kode itu.", "There is no unit with that code.")
    })?;
    fs::create_dir_all(&args.out).with_context(|| format!("making {}", args.out.display()))?;
    let bar = bar(people.len(), args.json, lang);
    let mut outcome = Outcome::default();
    for people in people.chunks(BATCH) {
        let printed = batch(printer, &offered, people, &args.out, &mut outcome, lang);
        bar.inc(u64::try_from(people.len()).unwrap_or_default());
        if let Err(error) = printed {
            bar.finish_and_clear();
            return Err(error);
        }
    }
    bar.finish_and_clear();
    tell(&outcome, args, lang, out)?;
    Ok(u8::from(outcome.waiting + outcome.refused > 0))
}

fn known(error: Error, code: &'static str, id: &'static str, en: &'static str) -> Error {
    match error {
        Error::NotFound => Refusal::new(code, id, en).into(),
        other => other,
    }
}

/// Where one person's file goes, and what goes into it when it is not there.
enum Next {
    There,
    Waiting,
    Print(PathBuf, Box<Pakta>),
}

fn batch(
    printer: &Printer<'_>,
    offered: &Offered,
    people: &[EmployeeId],
    folder: &Path,
    outcome: &mut Outcome,
    lang: Lang,
) -> Result<()> {
    let mut papers = Vec::new();
    for next in look(printer, offered, people, folder)? {
        match next {
            Next::There => outcome.there += 1,
            Next::Waiting => outcome.waiting += 1,
            Next::Print(file, pakta) => {
                match pakta::paper(offered, &pakta, &printer.policy, Some(&printer.verify), printer.sample) {
                    Ok(paper) => papers.push((file, paper)),
                    Err(Error::Refused(list)) => {
                        outcome.refused += 1;
                        let why = Error::Refused(list).sentences(lang);
                        tracing::warn!("{}: {why}", file.display());
                    }
                    Err(other) => return Err(other),
                }
            }
        }
    }
    outcome.printed += papers.len();
    put(printer.desk, &papers)
}

fn look(printer: &Printer<'_>, offered: &Offered, people: &[EmployeeId], folder: &Path) -> Result<Vec<Next>> {
    let (drive, sample, published) = (offered.drive.id, printer.sample, printer.published.clone());
    let (people, folder) = (people.to_vec(), folder.to_owned());
    printer.store.read_now(move |tx| {
        let mut out = Vec::new();
        for person in people {
            let Some(number) = actions::pakta_number(tx, drive, person, &published)? else {
                out.push(Next::Waiting);
                continue;
            };
            let file = folder.join(pakta::file_name(&number.to_string(), sample));
            let next = if file.exists() { None } else { actions::pakta(tx, drive, person, &published)? };
            out.push(next.map_or(Next::There, |pakta| Next::Print(file, Box::new(pakta))));
        }
        Ok(out)
    })
}

/// Prints these papers into their files.
fn put(desk: &PrintDesk, papers: &[(PathBuf, Paper)]) -> Result<()> {
    let only = papers.iter().map(|(_, paper)| paper);
    desk.print_many_now(only, |at, bytes| papers.get(at).map_or(Ok(()), |(file, _)| write_whole(file, &bytes)))?;
    Ok(())
}

/// Writes a file beside its place and moves it there: what has its name is whole.
fn write_whole(file: &Path, bytes: &[u8]) -> Result<()> {
    let part = file.with_extension("part");
    fs::write(&part, bytes).with_context(|| format!("writing {}", part.display()))?;
    Ok(fs::rename(&part, file).with_context(|| format!("writing {}", file.display()))?)
}

/// The bar on standard error; nothing where that is not a terminal.
fn bar(people: usize, hidden: bool, lang: Lang) -> ProgressBar {
    let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
    let bar = ProgressBar::with_draw_target(Some(u64::try_from(people).unwrap_or_default()), target);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(lang.say("Mencetak pakta", "Printing pledges"));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

fn tell(outcome: &Outcome, args: &PrintArgs, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let text = if args.json {
        serde_json::to_string(outcome).context("writing the outcome")?
    } else {
        let count = |value: usize| lang.number(i64::try_from(value).unwrap_or(i64::MAX));
        let (printed, there) = (count(outcome.printed), count(outcome.there));
        let mut said = match lang {
            Lang::Id => format!("{printed} pakta dicetak ke {}, {there} sudah ada.", args.out.display()),
            Lang::En => format!("{printed} pledges printed to {}, {there} were there.", args.out.display()),
        };
        if outcome.waiting > 0 {
            let waiting = count(outcome.waiting);
            said.push_str(&match lang {
                Lang::Id => format!(" {waiting} belum mendapat tempat di log; ulangi perintah ini sebentar lagi."),
                Lang::En => format!(" {waiting} have no place in the log yet; run this again shortly."),
            });
        }
        if outcome.refused > 0 {
            let refused = count(outcome.refused);
            said.push_str(&match lang {
                Lang::Id => format!(" {refused} tidak lolos pemeriksaan dan tidak dicetak; jalankan netra audit."),
                Lang::En => format!(" {refused} do not pass the check and were not printed; run netra audit."),
            });
        }
        said
    };
    writeln!(out, "{text}").context("writing to standard output")?;
    Ok(())
}
