//! The registry's commands: `netra import roster|units FILE` and `netra export units|roster`. The app opens
//! the house and gives the store; here is what is said and what comes of it. One JSON document or sentences
//! go to `out`, the progress bar to standard error, and only when that is a terminal.

use crate::desk::What;
use crate::export::{self, Format};
use crate::import::{self, ImportOptions, Outcome, Progress};
use crate::pages::outcome::Tally;
use anyhow::Context;
use clap::{ArgGroup, Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use netra_base::{Chance, Error, Lang, Moment, Result};
use netra_store::Store;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Table {
    /// People.
    Roster,
    /// Units.
    Units,
}

impl From<Table> for What {
    fn from(table: Table) -> Self {
        match table {
            Table::Roster => Self::Roster,
            Table::Units => Self::Units,
        }
    }
}

/// `netra import`.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// What the file holds.
    #[arg(value_enum)]
    pub what: Table,
    /// The CSV or XLSX file, at most 1 GiB.
    pub file: PathBuf,
    /// Check every row and say what would happen; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Where to write the refused rows as CSV; FILE.penolakan.csv when not said and rows were refused.
    #[arg(long, value_name = "PATH")]
    pub refusals: Option<PathBuf>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra export`.
#[derive(Debug, Clone, Args)]
#[command(group(ArgGroup::new("form").args(["json", "csv", "xlsx"])))]
pub struct ExportArgs {
    /// What to write.
    #[arg(value_enum)]
    pub what: Table,
    /// A list of objects on standard output.
    #[arg(long)]
    pub json: bool,
    /// CSV on standard output; also when no form is named.
    #[arg(long)]
    pub csv: bool,
    /// A spreadsheet, into this file.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
    /// Only the unit with this code and all below it.
    #[arg(long, value_name = "CODE")]
    pub unit: Option<String>,
}

/// Imports a file. Answers the exit code: 0 when nothing was refused, 1 when rows or the file were, 2 when
/// there is no such file.
///
/// # Errors
/// When the database or the output fails; what was written until then stays, and the same file goes on.
pub fn import(
    store: &Store,
    args: &ImportArgs,
    now: Moment,
    chance: Chance,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<u8> {
    let refusals = args.refusals.clone().unwrap_or_else(|| beside(&args.file));
    // A folder that cannot be written to does not stop the import, unless the place was asked for.
    let refusals = if args.refusals.is_some() || can_write(&refusals) { Some(refusals) } else { None };
    let mut options = ImportOptions::command(now, chance);
    options.dry_run = args.dry_run;
    options.lang = lang;
    options.refusals = refusals.as_deref().filter(|_| args.file.is_file());
    let bar = Bar::new(args.json, lang);
    let mut tell = |progress| bar.tell(progress);
    let outcome = match args.what {
        Table::Roster => import::roster(store, &args.file, &options, &mut tell),
        Table::Units => import::units(store, &args.file, &options, &mut tell),
    };
    bar.end();
    let refusals = refusals.filter(|path| path.is_file());
    match outcome {
        Ok(outcome) => {
            let refusals = refusals.filter(|path| kept(path, &outcome, args.refusals.is_some()));
            tell_outcome(args, &outcome, refusals.as_deref(), lang, out)?;
            Ok(u8::from(outcome.refused > 0))
        }
        Err(error) => {
            if let Some(path) = refusals.filter(|_| args.refusals.is_none()) {
                remove_if_empty(&path);
            }
            tell_refused_file(args, error, lang, out)
        }
    }
}

/// `daftar.csv.penolakan.csv` beside `daftar.csv`.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".penolakan.csv");
    name.into()
}

/// Can this file be made or written? It is made empty if it is not there.
fn can_write(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir())
        && File::options().append(true).create(true).open(path).is_ok()
}

/// A refusal file without refusals is of use to nobody.
fn kept(path: &Path, outcome: &Outcome, asked_for: bool) -> bool {
    let keep = outcome.refused > 0 || asked_for;
    if !keep {
        let _ = std::fs::remove_file(path);
    }
    keep
}

fn remove_if_empty(path: &Path) {
    if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) {
        let _ = std::fs::remove_file(path);
    }
}

fn tell_outcome(
    args: &ImportArgs,
    outcome: &Outcome,
    refusals: Option<&Path>,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<()> {
    if args.json {
        return put_json(outcome, out);
    }
    let mut text = Tally::of(outcome).sentence(args.dry_run, lang);
    text.push('\n');
    if outcome.refused > 0 {
        for problem in outcome.errors.iter().take(10) {
            let (row, column) = (problem.row, &problem.column);
            let place = match (lang, column.is_empty()) {
                (Lang::Id, true) => format!("baris {row}"),
                (Lang::Id, false) => format!("baris {row}, kolom {column}"),
                (Lang::En, true) => format!("row {row}"),
                (Lang::En, false) => format!("row {row}, column {column}"),
            };
            text.push_str(&format!("  {place}: {}\n", problem.say.to(lang)));
        }
        if outcome.refused > 10 {
            text.push_str(&format!("  … {} {}\n", outcome.refused - 10, lang.say("lagi", "more")));
        }
        if let Some(path) = refusals {
            text.push_str(&format!(
                "{} {}\n",
                lang.say("Semua penolakan ada di", "All refusals are in"),
                path.display()
            ));
        }
    }
    put(&text, out)
}

/// A file that was refused as a whole is an answer; anything else goes on as an error.
fn tell_refused_file(args: &ImportArgs, error: Error, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    let Some(outcome) = Outcome::of_refused_file(&error, lang) else { return Err(error) };
    let missing = outcome.errors.iter().any(|problem| problem.code == "file-open");
    if args.json {
        put_json(&outcome, out)?;
    } else {
        put(
            &format!("{}\n{}\n", error.sentences(lang), lang.say("Tidak ada yang diubah.", "Nothing was changed.")),
            out,
        )?;
    }
    Ok(if missing { 2 } else { 1 })
}

fn put(text: &str, out: &mut dyn Write) -> Result<()> {
    out.write_all(text.as_bytes()).context("writing to standard output")?;
    Ok(())
}

fn put_json(outcome: &Outcome, out: &mut dyn Write) -> Result<()> {
    let text = serde_json::to_string(outcome).context("writing the outcome")?;
    put(&format!("{text}\n"), out)
}

/// The bar on standard error; nothing where that is not a terminal.
struct Bar(ProgressBar);

impl Bar {
    fn new(hidden: bool, lang: Lang) -> Self {
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let form = "{msg} {wide_bar} {percent:>3} % {bytes}/{total_bytes} {eta}";
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        bar.set_message(lang.say("Memeriksa berkas", "Checking the file"));
        bar.enable_steady_tick(Duration::from_millis(250));
        Self(bar)
    }

    fn tell(&self, progress: Progress) {
        self.0.set_length(progress.total);
        self.0.set_position(progress.bytes);
        self.0.set_message(Lang::Id.number(i64::try_from(progress.rows).unwrap_or(i64::MAX)));
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}

/// Exports units or people, streaming, beside a running server. Answers the exit code.
///
/// # Errors
/// `NotFound` for an unknown unit; when the database or the output fails.
pub fn export(store: &Store, args: &ExportArgs, out: &mut dyn Write) -> Result<u8> {
    let path = match args.unit.clone() {
        None => "/".to_owned(),
        Some(code) => store.read_now(move |tx| crate::actions::unit_by_code(tx, &code))?.path,
    };
    let write = |format: Format, to: &mut dyn Write| match args.what {
        Table::Roster => export::roster(store, &path, format, to),
        Table::Units => export::units(store, &path, format, to),
    };
    if let Some(file) = &args.xlsx {
        let made = File::create(file).with_context(|| format!("making {}", file.display()))?;
        let mut made = BufWriter::new(made);
        write(Format::Xlsx, &mut made)?;
        made.flush().with_context(|| format!("writing {}", file.display()))?;
        return Ok(0);
    }
    let mut out = BufWriter::with_capacity(64 * 1024, out);
    write(if args.json { Format::Json } else { Format::Csv }, &mut out)?;
    out.flush().context("writing to standard output")?;
    Ok(0)
}
