//! The calendar's commands: `netra calendar deadline`, `netra calendar holidays`, `netra import holidays FILE`.
//! The app opens the house and gives the calendar or the store; here is what is said and what comes of it. Exit
//! codes: 0 done, 1 refused, 2 wrong use or no such file.

use crate::actions::{self, HolidayFile, compare};
use crate::import::{self, FILE_LIMIT, Reading};
use crate::model::{Calendar, Deadline, HolidayKind, Limit, Origin, Year, weekday};
use crate::question::{Question, Written};
use crate::rules::rows::Change;
use crate::told::{DeadlineBody, ErrorBody, OutcomeBody, YearsBody};
use anyhow::Context;
use clap::{ArgGroup, Args};
use netra_base::{Chance, Error, Lang, Moment, Refusal, Result, Zone};
use netra_store::Store;
use serde::Serialize;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// `netra calendar deadline`.
#[derive(Debug, Clone, Args)]
#[command(group(ArgGroup::new("limit").args(["working_days", "days"]).required(true)))]
pub struct DeadlineArgs {
    /// The day of receipt; it is not counted itself.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: String,
    /// So many working days, 1 to 3650.
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub working_days: Option<String>,
    /// So many calendar days, 1 to 3650.
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub days: Option<String>,
    /// Where the deadline lies: WIB, WITA or WIT.
    #[arg(long, value_name = "ZONE", default_value = "WIB")]
    pub zone: String,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra calendar holidays`.
#[derive(Debug, Clone, Args)]
pub struct HolidaysArgs {
    /// Only this year.
    pub year: Option<i16>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra import holidays`.
#[derive(Debug, Clone, Args)]
pub struct ImportHolidaysArgs {
    /// The CSV or XLSX file, at most 1 MiB: date,kind,reason and perhaps reason_en,confidence.
    pub file: PathBuf,
    /// Check every row and say what would change; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// Says where a limit ends. Answers the exit code.
///
/// # Errors
/// When the output fails.
pub fn deadline(calendar: &Calendar, args: &DeadlineArgs, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    let question = Question::read(Written {
        from: Some(&args.from),
        working_days: args.working_days.as_deref(),
        days: args.days.as_deref(),
        zone: Some(&args.zone),
    });
    let question = match question {
        Err(error) => return refused(error, args.json, 2, lang, out),
        Ok(question) => question,
    };
    match calendar.deadline(question.from, question.limit, question.zone) {
        Err(error) => refused(error, args.json, 1, lang, out),
        Ok(found) if args.json => put_json(&DeadlineBody::of(&found, lang), out).map(|()| 0),
        Ok(found) => put(&sentences(&question, &found, lang), out).map(|()| 0),
    }
}

/// A refusal is an answer: JSON with its code, or its sentences. Anything else goes on as an error.
fn refused(error: Error, json: bool, code: u8, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    #[derive(Serialize)]
    struct Errors {
        errors: Vec<ErrorBody>,
    }
    match error {
        Error::Refused(list) if json => {
            put_json(&Errors { errors: list.iter().map(|one| ErrorBody::of(None, one, lang)).collect() }, out)?;
        }
        Error::Refused(_) => put(&format!("{}\n", error.sentences(lang)), out)?,
        other => return Err(other),
    }
    Ok(code)
}

fn sentences(question: &Question, found: &Deadline, lang: Lang) -> String {
    let zone = question.zone.abbreviation();
    let (end, from) = (lang.day(found.deadline), lang.day(question.from));
    let (name, limit) = (weekday(found.deadline), question.limit.words(lang));
    let mut text = match lang {
        Lang::Id => format!(
            "Batas waktu: {}, {end} pukul 23.59 {zone}.\n{limit} sesudah {from}; hari diterima tidak dihitung.\n",
            name.id
        ),
        Lang::En => format!(
            "Deadline: {}, {end}, 23:59 {zone}.\n{limit} after {from}; the day of receipt is not counted.\n",
            name.en
        ),
    };
    if !found.skipped.is_empty() {
        let count = lang.number(i64::try_from(found.skipped.len()).unwrap_or(i64::MAX));
        text.push_str(&format!("{} ({count}):\n", lang.say("Dilewati", "Passed over")));
    }
    for one in &found.skipped {
        text.push_str(&format!("  {} ({}): {}\n", one.date, weekday(one.date).to(lang), one.reason.to(lang)));
    }
    if matches!(question.limit, Limit::WorkingDays(_)) {
        let label = lang.say("Keyakinan data hari libur", "Confidence of the holiday data");
        text.push_str(&format!("{label}: {}.\n", found.confidence.words(lang)));
    }
    text
}

/// Lists the holidays of one year or of all. Answers the exit code: 1 when that year has no data.
///
/// # Errors
/// When the output fails.
pub fn holidays(calendar: &Calendar, args: &HolidaysArgs, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    let years: Vec<&Year> =
        calendar.years().filter(|year| args.year.is_none_or(|asked| asked == year.number())).collect();
    if let (true, Some(year)) = (years.is_empty(), args.year) {
        let refusal = Refusal::new(
            "no-holiday-data",
            format!("Belum ada data hari libur tahun {year}; impor dengan `netra import holidays FILE`."),
            format!("There is no holiday data for {year}; import it with `netra import holidays FILE`."),
        );
        return refused(refusal.into(), args.json, 1, lang, out);
    }
    if args.json {
        return put_json(&YearsBody::of(years.into_iter()), out).map(|()| 0);
    }
    years.into_iter().try_for_each(|year| put(&listed(year, lang), out))?;
    Ok(0)
}

fn listed(year: &Year, lang: Lang) -> String {
    let [national, joint] = HolidayKind::ALL.map(|kind| format!("{} {}", year.count(kind), kind.words(lang)));
    let label = lang.say("keyakinan", "confidence");
    let mut text = format!("{}: {national}, {joint}; {label} {}", year.number(), year.confidence().words(lang));
    if let Origin::Imported(at) = year.origin() {
        text.push_str(&format!("; {} {}", lang.say("diimpor", "imported"), lang.moment(at, Zone::Wib)));
    }
    text.push('\n');
    for one in year.holidays() {
        let (day, kind) = (weekday(one.date), one.kind.words(lang));
        text.push_str(&format!("  {} {:<9} {} ({kind})\n", one.date, day.to(lang), one.reason.to(lang)));
    }
    text
}

/// Imports a file. Answers the exit code: 0 when it was taken, 1 when rows or the file were refused, 2 when there
/// is no such file.
///
/// # Errors
/// When the database or the output fails; nothing was changed then.
pub fn import(
    store: &Store,
    args: &ImportHolidaysArgs,
    now: Moment,
    chance: Chance,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<u8> {
    let Some(bytes) = bytes(&args.file) else { return told(args, &no_file(lang), 2, lang, out) };
    let (file, read) = match import::read(&bytes, now) {
        Ok(Reading::Years(file, read)) => (file, read),
        Ok(Reading::Faults(faults, read)) => {
            return told(args, &OutcomeBody::refused(read, &faults, lang), 1, lang, out);
        }
        Err(Error::Refused(list)) => return told(args, &OutcomeBody::no_table(&list, lang), 1, lang, out),
        Err(other) => return Err(other),
    };
    let years = file.years.clone();
    let change = settle(store, file, args.dry_run, now, chance)?;
    told(args, &OutcomeBody::taken(read, &years, change), 0, lang, out)
}

fn settle(store: &Store, file: HolidayFile, dry_run: bool, now: Moment, chance: Chance) -> Result<Change> {
    if dry_run {
        return store.read_now(move |tx| compare(tx, &file.years));
    }
    Ok(store.write_now(move |tx| actions::import(tx, &chance, now, &file))?.change)
}

/// The file's bytes, one more than allowed at most; none when there is no such file.
fn bytes(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(FILE_LIMIT + 1).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn no_file(lang: Lang) -> OutcomeBody {
    let refusal = Refusal::new(
        "file-open",
        "Berkas tidak dapat dibuka; periksa nama dan izinnya.",
        "The file cannot be opened; check its name and your rights.",
    );
    OutcomeBody::no_table(&[refusal], lang)
}

fn told(args: &ImportHolidaysArgs, outcome: &OutcomeBody, code: u8, lang: Lang, out: &mut dyn Write) -> Result<u8> {
    let text = if args.json { json(outcome)? } else { outcome_words(outcome, args.dry_run, lang) };
    put(&text, out).map(|()| code)
}

fn outcome_words(outcome: &OutcomeBody, dry_run: bool, lang: Lang) -> String {
    let mut text = String::new();
    for error in &outcome.errors {
        let row = error.row.unwrap_or(1);
        let place = match (lang, error.column.as_str()) {
            (Lang::Id, "") => format!("baris {row}"),
            (Lang::Id, column) => format!("baris {row}, kolom {column}"),
            (Lang::En, "") => format!("row {row}"),
            (Lang::En, column) => format!("row {row}, column {column}"),
        };
        text.push_str(&format!("  {place}: {}\n", error.message));
    }
    if !outcome.errors.is_empty() {
        text.push_str(lang.say("Tidak ada yang diimpor.\n", "Nothing was imported.\n"));
        return text;
    }
    let years = outcome.years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let OutcomeBody { read, inserted, updated, unchanged, removed, .. } = outcome;
    match lang {
        Lang::Id => format!(
            "{} {years}: {read} baris; {inserted} hari baru, {updated} berubah, {unchanged} tetap, {removed} dihapus.\n",
            if dry_run { "Uji coba, tidak ada yang ditulis. Tahun" } else { "Berlaku untuk tahun" }
        ),
        Lang::En => format!(
            "{} {years}: {read} rows; {inserted} days new, {updated} changed, {unchanged} the same, {removed} removed.\n",
            if dry_run { "A dry run, nothing was written. Years" } else { "In force for" }
        ),
    }
}

fn put(text: &str, out: &mut dyn Write) -> Result<()> {
    out.write_all(text.as_bytes()).context("writing to standard output")?;
    Ok(())
}

fn json(body: &impl Serialize) -> Result<String> {
    Ok(format!("{}\n", serde_json::to_string(body).context("writing JSON")?))
}

fn put_json(body: &impl Serialize, out: &mut dyn Write) -> Result<()> {
    put(&json(body)?, out)
}
