//! A list of units, from the file to the tree. The whole list is planned before anything is written, so
//! that parents may stand below their children and loops are found; then it is written parents first.

use super::header::Columns;
use super::outcome::{Outcome, Problem, Refusals};
use super::roster::{allowed, finish, interrupted, start, taken_over};
use super::sheet::{Record, Sheet};
use super::{ImportOptions, Progress};
use crate::actions;
use crate::model::{NewUnit, Unit, UnitCode, UnitKind, unit_name};
use crate::rules::units::{Draft, Said, Step, Verdict, parent_unknown, plan};
use crate::store::{imports, units};
use crate::text::as_written;
use netra_base::{Day, Error, Moment, Refusal, Result, Zone};
use netra_store::{Store, Tx};
use std::collections::HashSet;
use std::path::Path;

const COLUMNS: [&str; 8] = ["code", "name", "kind", "parent", "zone", "valid_from", "valid_to", "class"];
const NEEDED: usize = 4;
/// Units in a file: the ministry has about a thousand, the whole civil service some ten thousands; the plan
/// holds some 300 bytes for each.
const MAX_UNITS: usize = 50_000;
/// Units written in one transaction: some 50 µs each.
const BATCH: usize = 250;

pub(super) fn run(
    store: &Store,
    source: &Path,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome> {
    let mut columns = None;
    let mut sheet = Sheet::open(source, options.limit, |header| {
        columns = Some(Columns::read(header, &COLUMNS, NEEDED)?);
        Ok(())
    })?;
    let columns = columns.ok_or_else(|| anyhow::anyhow!("a table without a header"))?;
    let mut outcome = Outcome::default();
    let (drafts, mut problems) = read(&mut sheet, &columns, options, &mut outcome)?;
    let known = store.read_now(units::all)?;
    let reach = allowed(&known, options.scope.as_deref());
    let verdicts =
        plan(&known, drafts, options.now, |unit| reach.as_ref().is_none_or(|units| units.contains(&unit.id)));
    outcome.import = start(store, "units", source, &sheet, options)?;
    let mut steps = Vec::new();
    for verdict in verdicts {
        match verdict {
            Verdict::Refused(row, refusal) => problems.push(Problem::new(row, refusal, options.lang)),
            Verdict::Unchanged => outcome.unchanged += 1,
            Verdict::Do(step) => {
                outcome.inserted += u64::from(step.known.is_none());
                outcome.updated += u64::from(step.known.is_some());
                steps.push(*step);
            }
        }
    }
    let settled = settle(store, (steps, problems), &sheet, options, &mut outcome, progress);
    settled.inspect_err(|_| interrupted(store, outcome.import, options))?;
    finish(store, outcome.import, options, &outcome)?;
    Ok(outcome)
}

/// Writes the steps, unless it is a dry run, and keeps what was refused.
fn settle(
    store: &Store,
    (steps, mut problems): (Vec<Step>, Vec<Problem>),
    sheet: &Sheet,
    options: &ImportOptions<'_>,
    outcome: &mut Outcome,
    progress: &mut dyn FnMut(Progress),
) -> Result<()> {
    if let Some(import) = outcome.import {
        let total = outcome.read;
        let refused = write(store, steps, (import, options.now), &mut |done| {
            progress(Progress { import: Some(import), rows: done, bytes: done, total });
        })?;
        for (row, new, refusal) in refused {
            *(if new { &mut outcome.inserted } else { &mut outcome.updated }) -= 1;
            problems.push(Problem::new(row, refusal, options.lang));
        }
    }
    let mut refusals = Refusals::open(options.refusals, options.lang)?;
    let kept = refusals.add(outcome, problems)?;
    refusals.finish()?;
    if let Some(import) = outcome.import {
        store.write_now(move |tx| imports::add_refusals(tx, import, &kept))?;
    }
    progress(Progress { import: outcome.import, rows: outcome.read, bytes: sheet.total, total: sheet.total });
    Ok(())
}

fn read(
    sheet: &mut Sheet,
    columns: &Columns<8>,
    options: &ImportOptions<'_>,
    outcome: &mut Outcome,
) -> Result<(Vec<Draft>, Vec<Problem>)> {
    let mut record = Record::default();
    sheet.next(&mut record)?;
    let (mut drafts, mut problems, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    while sheet.next(&mut record)? {
        if record.is_blank() {
            continue;
        }
        outcome.read += 1;
        let draft = draft(&record, columns)
            .and_then(|draft| if seen.insert(draft.code.clone()) { Ok(draft) } else { Err(twice(&draft.code)) });
        match draft {
            Ok(draft) => drafts.push(draft),
            Err(refusal) => problems.push(Problem::new(record.row(), refusal, options.lang)),
        }
        if drafts.len() > MAX_UNITS {
            return Err(Refusal::new(
                "units-many",
                format!("Berkas berisi lebih dari {MAX_UNITS} unit; bagi menjadi beberapa berkas."),
                format!("The file has more than {MAX_UNITS} units; split it."),
            )
            .into());
        }
    }
    Ok((drafts, problems))
}

fn twice(code: &UnitCode) -> Refusal {
    Refusal::new(
        "code-duplicate",
        format!("Kode {code} sudah ada di baris sebelumnya dalam berkas ini; baris pertama yang dipakai."),
        format!("The code {code} stands in an earlier row of this file; the first row counts."),
    )
    .at("code")
}

fn draft(record: &Record, columns: &Columns<8>) -> Result<Draft, Refusal> {
    let cell = |column: usize| as_written(columns.get(record, column)).trim();
    if let Some((_, _)) = record.flaws.first() {
        return Err(Refusal::new(
            "cell-flawed",
            "Baris ini berisi sel gabungan, kesalahan rumus, atau bilangan terlalu panjang; isi dengan teks biasa.",
            "This row has merged cells, a formula's error or a number too long; use plain text.",
        ));
    }
    let parent = match cell(3) {
        "" => None,
        text => Some(UnitCode::parse(text).map_err(|refusal| refusal.at("parent"))?),
    };
    Ok(Draft {
        row: record.row(),
        code: UnitCode::parse(cell(0))?,
        name: unit_name(cell(1))?,
        kind: UnitKind::parse(cell(2))?,
        parent,
        zone: zone(cell(4))?,
        valid_from: day(cell(5), "valid_from")?,
        valid_to: match columns.place(6) {
            None => Said::Nothing,
            Some(_) => Said::This(day(cell(6), "valid_to")?),
        },
        class: match columns.place(7) {
            None => Said::Nothing,
            Some(_) => Said::This(
                Some(cell(7)).filter(|class| !class.is_empty()).map(|class| class.chars().take(20).collect()),
            ),
        },
    })
}

fn zone(text: &str) -> Result<Option<Zone>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    Zone::parse(text).map(Some).ok_or_else(|| {
        Refusal::new(
            "zone-unknown",
            "Zona waktu harus WIB, WITA, atau WIT; tulis salah satunya atau kosongkan.",
            "The time zone must be WIB, WITA or WIT; write one of them or leave it empty.",
        )
        .at("zone")
    })
}

fn day(text: &str, column: &'static str) -> Result<Option<Day>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    Day::parse(text).map(Some).ok_or_else(|| {
        Refusal::new(
            "day-form",
            format!("Kolom {column} bukan tanggal yang ada; tulis seperti 2024-01-31."),
            format!("The column {column} is no real date; write it like 2024-01-31."),
        )
        .at(column)
    })
}

/// A row that was refused while it was written, and whether its unit is new.
type Late = (u64, bool, Refusal);

/// Writes the steps. The plan leaves out what would be refused; what is refused nevertheless, because
/// somebody changed the tree meanwhile, is a problem of its row and of no other.
fn write(
    store: &Store,
    mut steps: Vec<Step>,
    (import, now): (i64, Moment),
    done: &mut dyn FnMut(u64),
) -> Result<Vec<Late>> {
    let mut written = 0;
    let mut refused = Vec::new();
    while !steps.is_empty() {
        let rest = steps.split_off(steps.len().min(BATCH));
        let batch = std::mem::replace(&mut steps, rest);
        written += batch.len() as u64;
        refused.extend(store.write_now(move |tx| {
            let (mut late, mut figures) = (Vec::new(), [batch.len() as u64, 0, 0, 0]);
            for step in &batch {
                let new = step.known.is_none();
                match apply(tx, step, now) {
                    Ok(()) => figures[if new { 1 } else { 2 }] += 1,
                    Err(error) => late.push((step.draft.row, new, refusal_of(error, &step.draft)?)),
                }
            }
            if imports::add(tx, import, figures)? { Ok(late) } else { Err(taken_over()) }
        })?);
        done(written);
    }
    Ok(refused)
}

fn refusal_of(error: Error, draft: &Draft) -> Result<Refusal> {
    match error {
        Error::NotFound => Ok(parent_unknown(draft)),
        Error::Refused(mut list) if !list.is_empty() => Ok(list.swap_remove(0)),
        other => Err(other),
    }
}

fn apply(tx: &mut Tx<'_>, step: &Step, now: Moment) -> Result<()> {
    let draft = &step.draft;
    let parent = match &draft.parent {
        None => None,
        Some(code) => Some(actions::unit_by_code(tx, code.as_str())?),
    };
    let Some(before) = &step.known else {
        let zone = draft.zone.or(parent.as_ref().map(|p| p.zone)).unwrap_or(Zone::Wib);
        let unit = NewUnit {
            code: draft.code.clone(),
            name: draft.name.clone(),
            kind: draft.kind,
            class: draft.class.or(None),
            short: None,
            parent: parent.map(|p| p.id),
            zone,
            valid_from: draft.valid_from.unwrap_or_else(|| now.day(zone)),
            sample: false,
            source: None,
        };
        let id = actions::open_unit(tx, &unit)?;
        return match draft.valid_to.or(None) {
            Some(last) => actions::end_unit(tx, id, last, &[]),
            None => Ok(()),
        };
    };
    if let Some(parent) = parent.filter(|p| before.parent != Some(p.id)) {
        actions::move_unit(tx, before.id, parent.id)?;
    }
    let after = Unit {
        name: draft.name.clone(),
        kind: draft.kind,
        class: draft.class.or(before.class.as_ref()),
        zone: draft.zone.unwrap_or(before.zone),
        valid_from: draft.valid_from.unwrap_or(before.valid_from),
        valid_to: draft.valid_to.or(before.valid_to.as_ref()),
        ..before.clone()
    };
    let former = (before.name != after.name).then_some(before.name.as_str());
    units::update(tx, &after, former, now.day(after.zone).plus_days(-1))
}
