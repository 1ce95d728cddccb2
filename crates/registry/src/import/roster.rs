//! A roster, from the file to the database. One thread reads and checks rows; this one settles them in
//! batches. Rows are gathered into chunks and sorted by NIP, so that each batch touches neighbouring pages
//! of the index: that, not the statements, is what costs at a million rows.

use super::batch::{self, Allowed, Row, Settled};
use super::header::Columns;
use super::outcome::{Outcome, Problem, Refusals};
use super::sheet::{Flaw, Record, Sheet};
use super::{ImportOptions, Progress};
use crate::actions;
use crate::model::{ContractNumber, Employment, Grade, Identity, NewEmployee, Nip, PersonName, Unit, position_text};
use crate::rules;
use crate::store::{counts, imports, units};
use crate::text::as_written;
use netra_base::{Day, Error, Lang, Moment, Refusal, Result, UnitId, canonical};
use netra_store::Store;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// The columns; the last may be left out.
const COLUMNS: [&str; 7] = ["nip", "nama", "status", "jabatan", "golongan", "unit", "nomor_kontrak"];
const NEEDED: usize = 6;
const NIP: usize = 0;
const UNIT: usize = 5;
const CONTRACT: usize = 6;
/// Rows of a chunk: about 10 MB; three of them are in memory at a time.
const CHUNK: usize = 32_768;
/// A batch stops after so long; with its last step and the commit it stays below the house's limit of 50 ms.
const BATCH: Duration = Duration::from_millis(30);

/// What the reader thread hands over.
struct Chunk {
    rows: Vec<Row>,
    problems: Vec<Problem>,
    read: u64,
    bytes: u64,
}

/// What a row is checked against.
struct Facts {
    units: HashMap<String, UnitFact>,
    lang: Lang,
}

struct UnitFact {
    id: UnitId,
    allowed: bool,
    day: Day,
    open: bool,
}

pub(super) fn run(
    store: &Store,
    source: &Path,
    options: &ImportOptions<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome> {
    let mut columns = None;
    let sheet = Sheet::open(source, options.limit, |header| {
        columns = Some(Columns::read(header, &COLUMNS, NEEDED)?);
        Ok(())
    })?;
    let columns = columns.ok_or_else(|| anyhow::anyhow!("a table without a header"))?;
    let all = store.read_now(units::all)?;
    let allowed = Arc::new(allowed(&all, options.scope.as_deref()));
    let facts = Facts { units: facts(all, options.now, &allowed), lang: options.lang };
    let import = start(store, "roster", source, &sheet, options)?;
    let mut run =
        Run { store, options, import, bytes: sheet.bytes, total: sheet.total, allowed, outcome: Outcome::default() };
    run.outcome.import = import;
    let mut refusals = Refusals::open(options.refusals, options.lang)?;
    std::thread::scope(|scope| -> Result<()> {
        let (send, receive) = sync_channel(1);
        let reader = scope.spawn(move || read(sheet, &columns, &facts, &send));
        let settled = settle_all(&mut run, &receive, &mut refusals, progress);
        drop(receive);
        let read = reader.join().map_err(|_| anyhow::anyhow!("the reading thread failed"))?;
        settled.and(read)
    })
    .inspect_err(|_| interrupted(store, import, options))?;
    refusals.finish()?;
    finish(store, import, options, &run.outcome)?;
    Ok(run.outcome)
}

pub(super) fn allowed(all: &[Unit], scope: Option<&[String]>) -> Allowed {
    let paths = scope?;
    let inside = |unit: &&Unit| paths.iter().any(|path| unit.path.starts_with(path.as_str()));
    Some(all.iter().filter(inside).map(|unit| unit.id).collect())
}

fn facts(all: Vec<Unit>, now: Moment, allowed: &Allowed) -> HashMap<String, UnitFact> {
    all.into_iter()
        .map(|unit| {
            let day = now.day(unit.zone);
            let allowed = allowed.as_ref().is_none_or(|units| units.contains(&unit.id));
            let fact = UnitFact { id: unit.id, allowed, day, open: unit.exists_on(day) };
            (unit.code.as_str().to_owned(), fact)
        })
        .collect()
}

/// Writes down that a run has begun, and closes earlier ones that were stopped half-way; a dry run leaves no
/// trace.
pub(super) fn start(
    store: &Store,
    what: &'static str,
    source: &Path,
    sheet: &Sheet,
    options: &ImportOptions<'_>,
) -> Result<Option<i64>> {
    if options.dry_run {
        return Ok(None);
    }
    let own_name = || source.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = options.name.clone().unwrap_or_else(own_name).chars().filter(|c| !c.is_control()).take(120).collect();
    let bytes = i64::try_from(sheet.bytes).unwrap_or(i64::MAX);
    let start = imports::Start { what, name, hash: sheet.hash, bytes, by: options.by, at: options.now };
    let chance = options.chance.clone();
    store
        .write_now(move |tx| {
            actions::imports::close_interrupted(tx, &canonical::hex(&start.hash), &chance, start.at)?;
            let id = counts::take(tx, "import", 1)?;
            imports::begin(tx, id, &start)?;
            Ok(id)
        })
        .map(Some)
}

/// Closes a run with one entry in the ledger.
pub(super) fn finish(store: &Store, import: Option<i64>, options: &ImportOptions<'_>, outcome: &Outcome) -> Result<()> {
    let Some(id) = import else { return Ok(()) };
    let (chance, now, outcome) = (options.chance.clone(), options.now, figures(outcome));
    store.write_now(move |tx| {
        let bytes = actions::import_run(tx, id)?.file_bytes;
        imports::advance(tx, id, bytes, &outcome)?;
        if actions::imports::close(tx, id, &chance, now, false)? { Ok(()) } else { Err(taken_over()) }
    })
}

/// Closes a run that failed with what it did until then. When that fails too, the next import does it.
pub(super) fn interrupted(store: &Store, import: Option<i64>, options: &ImportOptions<'_>) {
    let Some(id) = import else { return };
    let (chance, now) = (options.chance.clone(), options.now);
    if let Err(error) = store.write_now(move |tx| actions::imports::close(tx, id, &chance, now, true)) {
        tracing::warn!(cause = %error, import = id, "an interrupted import stays open until the next one");
    }
}

/// The run was closed while it was still going on: the same file is being imported once more, and that run
/// does what is left.
pub(super) fn taken_over() -> Error {
    Error::Failed(anyhow::anyhow!("a later import of the same file has taken over from this one"))
}

fn figures(outcome: &Outcome) -> Outcome {
    Outcome { errors: Vec::new(), ..outcome.clone() }
}

/// The state of a run on the settling side.
struct Run<'a> {
    store: &'a Store,
    options: &'a ImportOptions<'a>,
    import: Option<i64>,
    bytes: u64,
    total: u64,
    allowed: Arc<Allowed>,
    outcome: Outcome,
}

fn settle_all(
    run: &mut Run<'_>,
    chunks: &Receiver<Chunk>,
    refusals: &mut Refusals,
    progress: &mut dyn FnMut(Progress),
) -> Result<()> {
    progress(Progress { import: run.import, rows: 0, bytes: 0, total: run.total });
    while let Ok(mut chunk) = chunks.recv() {
        let rows = Arc::new(std::mem::take(&mut chunk.rows));
        let mut at = 0;
        while at < rows.len() {
            let settled = settle(run, &rows, at)?;
            settled.add_to(&mut run.outcome);
            chunk.problems.extend(settled.problems);
            at += settled.rows;
            progress(Progress {
                import: run.import,
                rows: run.outcome.read + at as u64,
                bytes: chunk.bytes,
                total: run.total,
            });
        }
        run.outcome.read += chunk.read;
        let kept = refusals.add(&mut run.outcome, std::mem::take(&mut chunk.problems))?;
        keep(run, kept, chunk.bytes)?;
        progress(Progress { import: run.import, rows: run.outcome.read, bytes: chunk.bytes, total: run.total });
    }
    Ok(())
}

/// One batch from row `from` on, in one transaction with the run's own figures: as far as its time reaches.
fn settle(run: &Run<'_>, rows: &Arc<Vec<Row>>, from: usize) -> Result<Settled> {
    let (rows, allowed, lang) = (Arc::clone(rows), Arc::clone(&run.allowed), run.options.lang);
    let Some(import) = run.import else {
        return run.store.read_now(move |tx| batch::settle(tx, &rows[from..], &allowed, lang, (false, BATCH)));
    };
    run.store.write_now(move |tx| {
        let settled = batch::settle(tx, &rows[from..], &allowed, lang, (true, BATCH))?;
        let figures = [settled.rows as u64, settled.inserted, settled.updated, settled.unchanged];
        if imports::add(tx, import, figures)? { Ok(settled) } else { Err(taken_over()) }
    })
}

/// The figures after a chunk, and its refused rows, for whoever watches the run.
fn keep(run: &Run<'_>, problems: Vec<Problem>, position: u64) -> Result<()> {
    let Some(id) = run.import else { return Ok(()) };
    let share = u128::from(position) * u128::from(run.bytes) / u128::from(run.total.max(1));
    let done = i64::try_from(share).unwrap_or(i64::MAX);
    let outcome = figures(&run.outcome);
    run.store.write_now(move |tx| imports::advance(tx, id, done, &outcome))?;
    let mut left = problems;
    while !left.is_empty() {
        let rest = left.split_off(left.len().min(1_000));
        let part = std::mem::replace(&mut left, rest);
        run.store.write_now(move |tx| imports::add_refusals(tx, id, &part))?;
    }
    Ok(())
}

/// Numbers that were seen in this file: 8 bytes each, so 4.3 million rows take some 75 MB.
#[derive(Default)]
struct Seen {
    nips: HashSet<i64>,
    contracts: HashSet<[u8; 16]>,
}

impl Seen {
    /// Is it the first of its kind? Contracts are remembered by 128 bits of their hash.
    fn is_first(&mut self, person: &NewEmployee) -> bool {
        match &person.identity {
            Identity::Nip(nip) => self.nips.insert(nip.number()),
            Identity::Contract(number) => {
                let hash = canonical::sha256(format!("{}\n{}", person.unit, number.as_str()).as_bytes());
                self.contracts.insert(std::array::from_fn(|at| hash[at]))
            }
        }
    }
}

/// The reading thread: rows become people or problems. Ends early when nobody listens any more.
fn read(mut sheet: Sheet, columns: &Columns<7>, facts: &Facts, out: &SyncSender<Chunk>) -> Result<()> {
    let mut record = Record::default();
    sheet.next(&mut record)?;
    let mut seen = Seen::default();
    loop {
        let mut chunk = Chunk { rows: Vec::with_capacity(CHUNK), problems: Vec::new(), read: 0, bytes: 0 };
        while chunk.read < CHUNK as u64 && sheet.next(&mut record)? {
            if record.is_blank() {
                continue;
            }
            chunk.read += 1;
            match person(&record, columns, facts).and_then(|row| first(row, &mut seen)) {
                Ok(row) => chunk.rows.push(row),
                Err(refusal) => chunk.problems.push(Problem::new(record.row(), refusal, facts.lang)),
            }
        }
        if chunk.read == 0 {
            return Ok(());
        }
        chunk.bytes = sheet.position();
        chunk.rows.sort_by_key(|row| (row.person.nip(), row.person.unit));
        if out.send(chunk).is_err() {
            return Ok(());
        }
    }
}

fn first(row: Row, seen: &mut Seen) -> Result<Row, Refusal> {
    if seen.is_first(&row.person) {
        return Ok(row);
    }
    Err(match row.person.identity {
        Identity::Nip(_) => Refusal::new(
            "nip-duplicate",
            "NIP ini sudah ada di baris sebelumnya dalam berkas ini; baris pertama yang dipakai, hapus yang ini.",
            "This NIP stands in an earlier row of this file; the first row counts, remove this one.",
        )
        .at("nip"),
        Identity::Contract(_) => Refusal::new(
            "contract-duplicate",
            "Nomor kontrak ini sudah ada untuk unit yang sama di baris sebelumnya; baris pertama yang dipakai, hapus yang ini.",
            "This contract number stands in an earlier row for the same unit; the first row counts, remove this one.",
        )
        .at("nomor_kontrak"),
    })
}

/// Checks one row by itself: the first thing that is wrong is said.
fn person(record: &Record, columns: &Columns<7>, facts: &Facts) -> Result<Row, Refusal> {
    check_cells(record, columns)?;
    let cell = |column: usize| as_written(columns.get(record, column));
    let employment = Employment::parse(cell(2))?;
    let identity = identity(cell(NIP), cell(CONTRACT), employment)?;
    let name = PersonName::parse(cell(1))?;
    let position = position_text(cell(3))?;
    let grade = Grade::parse(cell(4));
    let unit = unit(cell(UNIT), facts)?;
    let person = NewEmployee { identity, name, employment, position, grade, unit: unit.id };
    Ok(Row { row: record.row(), person, day: unit.day })
}

fn identity(nip: &str, contract: &str, employment: Employment) -> Result<Identity, Refusal> {
    if nip.trim().is_empty() {
        if employment != Employment::Ppnpn {
            return Err(Refusal::new(
                "nip-missing",
                format!("{} harus memiliki NIP (nip-1); isi kolom nip.", employment.name()),
                format!("A {} must have a NIP (nip-1); fill in the column nip.", employment.name()),
            )
            .at("nip"));
        }
        return ContractNumber::parse(contract).map(Identity::Contract);
    }
    if looks_rounded(nip) {
        return Err(lost_digits("nip"));
    }
    let identity = Identity::Nip(Nip::parse(nip)?);
    rules::agrees(&identity, employment)?;
    Ok(identity)
}

/// `1,99001E+17`: what a spreadsheet makes of a NIP it took for a number.
fn looks_rounded(nip: &str) -> bool {
    let nip = nip.trim();
    nip.len() > 3
        && nip.contains(['e', 'E'])
        && nip.starts_with(|c: char| c.is_ascii_digit())
        && nip.chars().all(|c| c.is_ascii_digit() || matches!(c, 'e' | 'E' | '+' | '.' | ','))
}

fn lost_digits(column: &'static str) -> Refusal {
    Refusal::new(
        "nip-rounded",
        format!(
            "Kolom {column} tersimpan sebagai bilangan, sehingga angka terakhirnya hilang; format kolom itu sebagai teks, isi lagi dari sumbernya, lalu impor."
        ),
        format!(
            "The column {column} was stored as a number, so its last digits are lost; format the column as text, fill it in again from its source, and import."
        ),
    )
    .at(column)
}

fn check_cells(record: &Record, columns: &Columns<7>) -> Result<(), Refusal> {
    if columns.overflows(record) {
        return Err(Refusal::new(
            "row-cells",
            "Baris ini memiliki lebih banyak isi daripada kolom; apit nilai yang berisi koma dengan tanda kutip.",
            "This row has more cells than there are columns; put quotes around values that hold a comma.",
        ));
    }
    if record.flaws.is_empty() {
        return Ok(());
    }
    for (at, name) in COLUMNS.into_iter().enumerate() {
        match columns.place(at).and_then(|place| record.flaw(place)) {
            None => {}
            Some(Flaw::LostDigits) => return Err(lost_digits(name)),
            Some(Flaw::Error) => {
                return Err(Refusal::new(
                    "cell-error",
                    format!("Kolom {name} berisi kesalahan rumus; isi dengan nilainya."),
                    format!("The column {name} holds a formula's error; put in the value."),
                )
                .at(name));
            }
            Some(Flaw::Merged) => {
                return Err(Refusal::new(
                    "cell-merged",
                    format!("Kolom {name} adalah bagian dari sel gabungan; pisahkan sel itu dan isi tiap baris."),
                    format!("The column {name} is part of merged cells; unmerge them and fill in every row."),
                )
                .at(name));
            }
        }
    }
    Ok(())
}

fn unit<'f>(text: &str, facts: &'f Facts) -> Result<&'f UnitFact, Refusal> {
    let code = text.trim().to_ascii_uppercase();
    let Some(unit) = facts.units.get(&code) else {
        let shown: String = code.chars().filter(|c| !c.is_control()).take(32).collect();
        return Err(Refusal::new(
            "unit-unknown",
            format!("Tidak ada unit dengan kode \"{shown}\"; periksa kodenya atau impor unitnya dahulu."),
            format!("There is no unit with the code \"{shown}\"; check it or import the unit first."),
        )
        .at("unit"));
    };
    if !unit.allowed {
        return Err(Refusal::new(
            "unit-outside",
            format!("Unit {code} di luar wewenang Anda; impor hanya pegawai unit Anda sendiri dan di bawahnya."),
            format!("The unit {code} is outside your reach; import only people of your own unit and below."),
        )
        .at("unit"));
    }
    if !unit.open {
        return Err(rules::unit_not_open(&code));
    }
    Ok(unit)
}
