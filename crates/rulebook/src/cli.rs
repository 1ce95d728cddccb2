//! `netra rules`: decide, ask, list, check, print, versions, adopt. The app gives the store of a house where one is
//! named; without one the book that comes with the binary speaks, or the one in a folder. One JSON document or
//! sentences go to `out`.

mod check;
mod print;
mod tell;

pub(crate) use tell::{hit as hit_json, row as row_json};

use crate::library::{self, Library};
use crate::model::{Asked, Circumstance, Favours, Request, What};
use crate::read::{self, Reading};
use crate::{actions, rules};
use clap::{Args, Subcommand};
use netra_base::{Chance, Day, Error, Lang, Moment, Refusal, Result, Zone};
use netra_calendar::Calendar;
use netra_store::Store;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// What is asked of the rulebook.
#[derive(Debug, Clone, Subcommand)]
pub enum RulesCommand {
    /// What follows for an act on a date.
    Decide(DecideArgs),
    /// The rows that answer a question in free words, best first.
    Ask(AskArgs),
    /// Every row, or those of one kind.
    List(ListArgs),
    /// Read the files of a folder, run their cases, show what differs from the version in force.
    Check(CheckArgs),
    /// The whole book as one document, Markdown.
    Print(PrintArgs),
    /// The versions that were adopted.
    Versions(VersionsArgs),
    /// Put the files of a folder in force from a day on.
    Adopt(AdoptArgs),
}

/// Which book.
#[derive(Debug, Clone, Default, Args)]
pub struct BookArgs {
    /// The files of this folder instead of a version in force.
    #[arg(long, value_name = "DIR", conflicts_with = "version")]
    pub rulebook: Option<PathBuf>,
    /// The adopted version of this hash (its beginning is enough): what an old case was decided under.
    #[arg(long, value_name = "HASH")]
    pub version: Option<String>,
}

/// `netra rules decide`.
#[derive(Debug, Clone, Args)]
pub struct DecideArgs {
    /// The act; several when one examination is about several.
    #[arg(long, required = true)]
    pub act: Vec<String>,
    /// The contest.
    #[arg(long)]
    pub contest: String,
    /// The day of the act, where it happened: YYYY-MM-DD.
    #[arg(long, required_unless_present = "at")]
    pub date: Option<String>,
    /// The moment of the act instead, RFC 3339; its day is taken in `--zone`.
    #[arg(long, conflicts_with = "date")]
    pub at: Option<String>,
    /// The zone in which the day of `--at` is taken.
    #[arg(long, default_value = "WIB")]
    pub zone: String,
    /// pns, pppk, ppnpn or village-head.
    #[arg(long)]
    pub employment: String,
    /// The one favoured is the person's own husband or wife.
    #[arg(long)]
    pub spouse: bool,
    /// The person is on unpaid leave (CLTN).
    #[arg(long)]
    pub unpaid_leave: bool,
    /// With attributes of a party or of the civil service.
    #[arg(long)]
    pub attributes: bool,
    /// With state facilities.
    #[arg(long)]
    pub state_facilities: bool,
    /// Mobilising others.
    #[arg(long)]
    pub mobilising: bool,
    /// A party as such is favoured, nobody who stands.
    #[arg(long)]
    pub party: bool,
    /// The sanction of the last time, when the same kind of breach is repeated.
    #[arg(long, value_name = "SANCTION")]
    pub after: Option<String>,
    /// Which book.
    #[command(flatten)]
    pub book: BookArgs,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra rules ask`.
#[derive(Debug, Clone, Args)]
pub struct AskArgs {
    /// The question, as one would say it.
    pub question: String,
    /// How many rows at most.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub most: u8,
    /// Which book.
    #[command(flatten)]
    pub book: BookArgs,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra rules list`.
#[derive(Debug, Clone, Args)]
pub struct ListArgs {
    /// Only rows of this kind: rule, instrument, sanction, crime, step, event …, or act.
    #[arg(long)]
    pub kind: Option<String>,
    /// Which book.
    #[command(flatten)]
    pub book: BookArgs,
    /// A list of objects on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra rules check`.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// The folder; `rulebook` below this one when not said, or else the book that comes with the binary.
    pub folder: Option<PathBuf>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra rules print`.
#[derive(Debug, Clone, Args)]
pub struct PrintArgs {
    /// Which book.
    #[command(flatten)]
    pub book: BookArgs,
    /// The text inside one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `netra rules versions`.
#[derive(Debug, Clone, Args)]
pub struct VersionsArgs {
    /// A list of objects on standard output.
    #[arg(long)]
    pub json: bool,
}

/// `netra rules adopt`.
#[derive(Debug, Clone, Args)]
pub struct AdoptArgs {
    /// The folder.
    pub folder: PathBuf,
    /// Who puts it in force: the office and its decision, such as "Sekretaris Jenderal, Keputusan 12/2026".
    #[arg(long)]
    pub by: String,
    /// The first day on which it is in force; today when not said.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<String>,
    /// One JSON document on standard output.
    #[arg(long)]
    pub json: bool,
}

impl RulesCommand {
    /// Does this need a house?
    #[must_use]
    pub fn needs_house(&self) -> bool {
        let version = match self {
            Self::Decide(args) => &args.book.version,
            Self::Ask(args) => &args.book.version,
            Self::List(args) => &args.book.version,
            Self::Print(args) => &args.book.version,
            Self::Versions(_) | Self::Adopt(_) => return true,
            Self::Check(_) => return false,
        };
        version.is_some()
    }
}

/// Where a command works: a house or none, the moment, the language.
#[derive(Debug, Clone, Copy)]
pub struct Here<'a> {
    /// The store of the house that was named.
    pub store: Option<&'a Store>,
    /// Now.
    pub now: Moment,
    /// The language of sentences.
    pub lang: Lang,
}

/// Runs a command. Answers the exit code: 0 done, 1 the answer is no or was refused, 2 a word nobody knows.
///
/// # Errors
/// When a file, the database or the output fails.
pub fn run(command: &RulesCommand, here: Here<'_>, out: &mut dyn Write) -> Result<u8> {
    match command {
        RulesCommand::Decide(args) => decide(args, here, out),
        RulesCommand::Ask(args) => ask(args, here, out),
        RulesCommand::List(args) => list(args, here, out),
        RulesCommand::Check(args) => check::run(args, here, out),
        RulesCommand::Print(args) => print(args, here, out),
        RulesCommand::Versions(args) => versions(args, here, out),
        RulesCommand::Adopt(args) => adopt(args, here, out),
    }
}

/// The book that a command speaks from.
fn library(book: &BookArgs, here: Here<'_>) -> Result<Arc<Library>> {
    if let Some(folder) = &book.rulebook {
        return Ok(Arc::new(Library::new(reading(folder)?)?));
    }
    let (now, version) = (here.now, book.version.clone());
    match here.store {
        None => Ok(library::built_in()?),
        Some(store) => store.read_now(move |tx| match &version {
            Some(hash) => {
                let hash = whole(tx, hash)?;
                actions::version(tx, &hash)
            }
            None => actions::current(tx, now),
        }),
    }
}

/// The whole hash of the version that begins like this.
fn whole(tx: &mut netra_store::Tx<'_>, hash: &str) -> Result<String> {
    let known = actions::versions(tx)?;
    let fit: Vec<_> = known.iter().filter(|one| hash.len() >= 6 && one.hash.starts_with(hash)).collect();
    let first = fit.first().map(|one| one.hash.clone());
    first.filter(|hash| fit.iter().all(|one| one.hash == *hash)).ok_or_else(|| {
        let list: Vec<_> = known.iter().map(|one| one.hash.chars().take(12).collect::<String>()).collect();
        let list = list.join(", ");
        Refusal::new(
            "version-unknown",
            format!("Tidak ada satu versi dengan hash itu. Yang ada: {list}."),
            format!("There is no single version of that hash. There are: {list}."),
        )
        .into()
    })
}

fn reading(folder: &std::path::Path) -> Result<Reading> {
    let files = read::folder(folder)?;
    read::read(&files).map_err(|faults| read::refused(&faults))
}

fn decide(args: &DecideArgs, here: Here<'_>, out: &mut dyn Write) -> Result<u8> {
    let library = library(&args.book, here)?;
    let flags = [
        (args.spouse, Circumstance::Spouse),
        (args.unpaid_leave, Circumstance::UnpaidLeave),
        (args.attributes, Circumstance::Attributes),
        (args.state_facilities, Circumstance::StateFacilities),
        (args.mobilising, Circumstance::Mobilising),
    ];
    let asked = Asked {
        acts: args.act.clone(),
        contest: args.contest.clone(),
        day: day(args),
        employment: args.employment.clone(),
        circumstances: flags.into_iter().filter(|(given, _)| *given).map(|(_, one)| one).collect(),
        favours: if args.party { Favours::Party } else { Favours::Contestant },
        after: args.after.clone(),
    };
    if Zone::parse(&args.zone).is_none() {
        let refusal = Refusal::new(
            "zone-unknown",
            "Zona waktu tidak dikenal: WIB, WITA, atau WIT.",
            "That time zone is not known: WIB, WITA or WIT.",
        );
        tell::refusals(&[refusal.at("zone")], args.json, here.lang, out)?;
        return Ok(2);
    }
    let request = match Request::parse(library.book(), &asked) {
        Ok(request) => request,
        Err(refusals) => {
            tell::refusals(&refusals, args.json, here.lang, out)?;
            return Ok(2);
        }
    };
    match rules::decide(library.book(), &request) {
        Ok(decision) if args.json => tell::line(out, &decision.json(here.lang)),
        Ok(decision) => tell::decision(library.book(), &decision, here.lang, out),
        Err(refusal) => {
            tell::refusals(&[refusal], args.json, here.lang, out)?;
            Ok(1)
        }
    }
}

/// The day of the act: as said, or that of the moment in the zone where it happened.
fn day(args: &DecideArgs) -> Option<Day> {
    match &args.at {
        Some(at) => Some(Moment::parse_iso(at)?.day(Zone::parse(&args.zone)?)),
        None => Day::parse(args.date.as_deref()?),
    }
}

fn ask(args: &AskArgs, here: Here<'_>, out: &mut dyn Write) -> Result<u8> {
    let library = library(&args.book, here)?;
    let hits = library.ask(&args.question, usize::from(args.most));
    let found = u8::from(hits.is_empty());
    if args.json {
        let list = hits.iter().filter_map(|hit| tell::hit(library.book(), hit, here.lang));
        tell::line(out, &serde_json::json!({ "matches": list.collect::<Vec<_>>() }))?;
    } else {
        tell::hits(library.book(), &hits, here.lang, out)?;
    }
    Ok(found)
}

fn list(args: &ListArgs, here: Here<'_>, out: &mut dyn Write) -> Result<u8> {
    let library = library(&args.book, here)?;
    let book = library.book();
    let acts = args.kind.as_deref() == Some("act");
    if let Some(kind) = args.kind.as_deref().filter(|kind| *kind != "act" && !What::KINDS.contains(kind)) {
        let known = What::KINDS.join(", ");
        let refusal = Refusal::new(
            "kind-unknown",
            format!("Jenis baris “{kind}” tidak dikenal. Yang dikenal: act, {known}."),
            format!("Unknown kind of row “{kind}”. Known are: act, {known}."),
        );
        tell::refusals(&[refusal], args.json, here.lang, out)?;
        return Ok(2);
    }
    let wanted = |kind: &str| args.kind.as_deref().is_none_or(|want| want == kind);
    let rows: Vec<_> = book.rows.iter().filter(|row| wanted(row.what.kind())).collect();
    if args.json && acts {
        let acts = book.acts.iter().map(|act| tell::act(book, act, here.lang));
        return tell::line(out, &serde_json::Value::from_iter(acts));
    }
    if args.json {
        let rows = rows.iter().map(|row| tell::row(row, here.lang));
        return tell::line(out, &serde_json::Value::from_iter(rows));
    }
    if acts {
        for act in &book.acts {
            tell::write(out, &format!("{:<26}{}\n", act.id, act.title.to(here.lang)))?;
        }
        return Ok(0);
    }
    for row in &rows {
        tell::write(out, &format!("{:<24}{:<12}{}\n", row.id, row.what.kind(), row.name(here.lang)))?;
    }
    Ok(u8::from(rows.is_empty()))
}

fn print(args: &PrintArgs, here: Here<'_>, out: &mut dyn Write) -> Result<u8> {
    let library = library(&args.book, here)?;
    let text = print::book(&library.reading, here.lang);
    if args.json {
        return tell::line(out, &serde_json::json!({ "sha256": library.book().hash, "markdown": text }));
    }
    tell::write(out, &text)?;
    Ok(0)
}

fn store<'a>(here: Here<'a>) -> Result<&'a Store> {
    here.store.ok_or_else(|| {
        Refusal::new(
            "house-missing",
            "Sebutkan --data FOLDER: versi disimpan di sana.",
            "Name --data DIR: versions are kept there.",
        )
        .into()
    })
}

fn versions(args: &VersionsArgs, here: Here<'_>, out: &mut dyn Write) -> Result<u8> {
    let (now, lang) = (here.now, here.lang);
    let (all, current) = store(here)?.read_now(move |tx| Ok((actions::versions(tx)?, actions::in_force(tx, now)?)))?;
    let is_current = |one: &actions::Version| current.as_ref().is_some_and(|current| current.id == one.id);
    if args.json {
        let list = all.iter().map(|one| {
            serde_json::json!({
                "sha256": one.hash, "edition": one.edition, "effective": one.effective, "by": one.authority,
                "adopted": one.adopted.utc(), "in_force": is_current(one),
            })
        });
        return tell::line(out, &serde_json::Value::from_iter(list));
    }
    for one in &all {
        let mark = if is_current(one) { lang.say("  berlaku sekarang", "  in force now") } else { "" };
        let short: String = one.hash.chars().take(12).collect();
        let line = format!("{short}  {}  {} {}{mark}\n", one.edition, lang.say("sejak", "from"), one.effective);
        tell::write(out, &line)?;
    }
    Ok(0)
}

fn adopt(args: &AdoptArgs, here: Here<'_>, out: &mut dyn Write) -> Result<u8> {
    let (now, lang) = (here.now, here.lang);
    let from = match &args.from {
        None => now.day(Zone::Wib),
        Some(text) => Day::parse(text).ok_or_else(|| {
            Refusal::new("from-not-a-day", "--from bukan tanggal TTTT-BB-HH.", "--from is not a date YYYY-MM-DD.")
        })?,
    };
    let (files, by) = (read::folder(&args.folder)?, args.by.clone());
    let adopted = store(here)?.write_now(move |tx| {
        let calendar = netra_calendar::actions::calendar(tx)?;
        actions::adopt(tx, &Chance::System, now, &files, (from, &by), &calendar)
    });
    match adopted {
        Ok(version) if args.json => tell::line(
            out,
            &serde_json::json!({ "sha256": version.hash, "edition": version.edition, "effective": version.effective }),
        ),
        Ok(version) => {
            let (edition, hash, day) = (version.edition, version.hash, version.effective);
            tell::write(
                out,
                &match lang {
                    Lang::Id => format!("Edisi {edition} ({hash}) berlaku mulai {day}.\n"),
                    Lang::En => format!("Edition {edition} ({hash}) is in force from {day}.\n"),
                },
            )?;
            Ok(0)
        }
        Err(Error::Refused(refusals)) => {
            tell::refusals(&refusals, args.json, lang, out)?;
            Ok(1)
        }
        Err(error) => Err(error),
    }
}

/// The calendar that cases of limits are counted with.
fn calendar(here: Here<'_>) -> Result<Calendar> {
    match here.store {
        Some(store) => store.read_now(netra_calendar::actions::calendar),
        None => Calendar::built_in(),
    }
}
