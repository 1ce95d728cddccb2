//! `netra rules check`: form, meaning and cases of the files in a folder, and what differs from the version in
//! force: rows before and after, and which of its cases would now end otherwise.

use super::{CheckArgs, Here, calendar, tell};
use crate::library;
use crate::read::{self, Fault, Reading};
use crate::rules::{self, Change};
use crate::{actions, built_in};
use netra_base::{Lang, Result};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

/// What a check found.
struct Report {
    what: String,
    faults: Vec<Fault>,
    rows: usize,
    cases: usize,
    broken: Vec<Fault>,
    changes: Vec<Change>,
    moved: Vec<Fault>,
    hash: String,
    edition: String,
    against: String,
}

pub(super) fn run(args: &CheckArgs, here: Here<'_>, out: &mut dyn Write) -> Result<u8> {
    let default = Path::new("rulebook");
    let folder = args.folder.as_deref().or_else(|| default.join("book.toml").is_file().then_some(default));
    let files = match folder {
        Some(folder) => read::folder(folder)?,
        None => built_in::files(),
    };
    let what = folder.map_or_else(
        || here.lang.say("buku bawaan program", "the book that comes with the program").to_owned(),
        |folder| folder.display().to_string(),
    );
    let report = match read::read(&files) {
        Ok(reading) => compare(what, &reading, here)?,
        Err(faults) => Report {
            what,
            faults,
            rows: 0,
            cases: 0,
            broken: Vec::new(),
            changes: Vec::new(),
            moved: Vec::new(),
            hash: read::hash(&files),
            edition: String::new(),
            against: String::new(),
        },
    };
    let wrong = !report.faults.is_empty() || !report.broken.is_empty();
    if args.json {
        tell::line(out, &as_json(&report, here.lang))?;
    } else {
        tell::write(out, &as_text(&report, here.lang))?;
    }
    Ok(u8::from(wrong))
}

fn compare(what: String, reading: &Reading, here: Here<'_>) -> Result<Report> {
    let calendar = calendar(here)?;
    let now = here.now;
    let old = match here.store {
        Some(store) => store.read_now(move |tx| actions::current(tx, now))?,
        None => library::built_in()?,
    };
    let told = |reading: &Reading, broken: Vec<(usize, String, String)>| -> Vec<Fault> {
        let one = |(at, id, en): (usize, String, String)| {
            let case = &reading.cases[at];
            let told = |why: &str| format!("{} – {}: {why}", case.rule, case.says);
            let say = netra_base::Say::new(told(&id), told(&en));
            Fault { file: case.place.file.clone(), line: case.place.line, column: 1, say }
        };
        broken.into_iter().map(one).collect()
    };
    let book = &reading.book;
    let moved = if old.book().hash == book.hash {
        Vec::new()
    } else {
        told(&old.reading, rules::run_all(book, &old.reading.cases, &calendar))
    };
    Ok(Report {
        what,
        faults: rules::check(book, &reading.cases),
        rows: book.rows.len(),
        cases: reading.cases.len(),
        broken: told(reading, rules::run_all(book, &reading.cases, &calendar)),
        changes: rules::differences(old.book(), book),
        moved,
        hash: book.hash.clone(),
        edition: book.edition.clone(),
        against: old.book().hash.clone(),
    })
}

fn as_json(report: &Report, lang: Lang) -> Value {
    let faults = |list: &[Fault]| -> Value {
        list.iter()
            .map(|one| json!({ "file": one.file, "line": one.line, "column": one.column, "says": one.say.to(lang) }))
            .collect()
    };
    let change = |change: &Change| match change {
        Change::Added(id) => json!({ "id": id, "change": "added" }),
        Change::Removed(id) => json!({ "id": id, "change": "removed" }),
        Change::Changed(id, fields) => json!({
            "id": id, "change": "changed",
            "fields": fields.iter().map(|(name, was, is)| json!({ "field": name, "before": was, "after": is })).collect::<Vec<_>>(),
        }),
    };
    json!({
        "ok": report.faults.is_empty() && report.broken.is_empty(),
        "sha256": report.hash, "edition": report.edition, "rows": report.rows,
        "faults": faults(&report.faults),
        "cases": { "run": report.cases, "broken": faults(&report.broken) },
        "against": report.against,
        "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
        "moved": faults(&report.moved),
    })
}

fn as_text(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    let mut lines = |title: &str, list: &[Fault]| {
        if !list.is_empty() {
            text.push_str(&format!("{title}\n"));
            for one in list {
                text.push_str(&format!("  {}\n", one.line(lang)));
            }
        }
    };
    lines(lang.say("Kesalahan", "Faults"), &report.faults);
    lines(lang.say("Kasus yang tidak terpenuhi", "Cases that do not hold"), &report.broken);
    lines(
        lang.say("Kasus versi berlaku yang hasilnya berubah", "Cases of the version in force that now end otherwise"),
        &report.moved,
    );
    if !report.changes.is_empty() {
        text.push_str(&format!(
            "{}\n",
            lang.say("Beda dengan versi yang berlaku", "Differs from the version in force")
        ));
    }
    for change in &report.changes {
        match change {
            Change::Added(id) => text.push_str(&format!("  + {id}\n")),
            Change::Removed(id) => text.push_str(&format!("  - {id}\n")),
            Change::Changed(id, fields) => {
                text.push_str(&format!("  ~ {id}\n"));
                for (name, was, is) in fields {
                    text.push_str(&format!("      {name}\n        - {was}\n        + {is}\n"));
                }
            }
        }
    }
    let (rows, cases) = (report.rows, report.cases);
    let wrong = report.faults.len() + report.broken.len();
    text.push_str(&match (lang, wrong) {
        (Lang::Id, 0) => format!("{}: {rows} baris, {cases} kasus, semua terpenuhi.\n", report.what),
        (Lang::En, 0) => format!("{}: {rows} rows, {cases} cases, all hold.\n", report.what),
        (Lang::Id, _) => format!("{}: {wrong} harus diperbaiki.\n", report.what),
        (Lang::En, _) => format!("{}: {wrong} to repair.\n", report.what),
    });
    text
}
