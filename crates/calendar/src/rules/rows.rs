//! Which rows of an imported table make years of holidays, and which are refused with what sentence. A year is
//! taken as a whole; one refused row refuses the file. Reading files is in `import`.

use super::out_of_range;
use crate::model::{Calendar, Confidence, Holiday, HolidayKind, Origin, YEARS, Year, date_twice};
use netra_base::{Day, Lang, Moment, Refusal, Say};
use std::collections::{BTreeMap, BTreeSet};

/// A row as it stands in the file; `row` counts as the sheet does, the header is row 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The sheet's row.
    pub row: u64,
    /// `2028-01-01`.
    pub date: String,
    /// `national` or `joint-leave`.
    pub kind: String,
    /// The name in Indonesian.
    pub reason: String,
    /// The name in English; the Indonesian one when empty.
    pub reason_en: String,
    /// `high` when empty: who imports has the decree.
    pub confidence: String,
}

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The sheet's row.
    pub row: u64,
    /// Why, and in which column.
    pub refusal: Refusal,
}

/// Letters of a reason at most: the longest official name has some sixty.
const REASON: usize = 200;

/// The years of these rows, to be imported at `now`; or all faults in the order of rows.
///
/// # Errors
/// One or more faults.
pub fn years(rows: &[Row], now: Moment) -> Result<Vec<Year>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut found: BTreeMap<i16, (u64, Vec<Holiday>)> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for row in rows {
        // The year is known to be meant even where another cell of the row is refused.
        let date = Day::parse(&row.date).filter(|date| YEARS.contains(&date.ymd().0));
        if let Some(date) = date {
            let year = found.entry(date.ymd().0).or_insert_with(|| (row.row, Vec::new()));
            if !seen.insert(date) {
                faults.push(Fault { row: row.row, refusal: date_twice(date) });
                continue;
            }
            match holiday(row, date) {
                Ok(holiday) => year.1.push(holiday),
                Err(refusals) => faults.extend(refusals.into_iter().map(|refusal| Fault { row: row.row, refusal })),
            }
        } else {
            faults.push(Fault { row: row.row, refusal: no_date(&row.date) });
        }
    }
    for (&year, &(row, _)) in &found {
        let missing: Vec<Day> = [(1, 1), (8, 17)]
            .iter()
            .filter_map(|&(m, d)| Day::new(year, m, d))
            .filter(|day| !seen.contains(day))
            .collect();
        faults.extend(missing.into_iter().map(|day| Fault { row, refusal: incomplete(year, day) }));
    }
    let mut years = Vec::new();
    for (number, (row, holidays)) in found {
        match Year::new(number, Origin::Imported(now), None, holidays) {
            Ok(year) => years.push(year),
            // An empty year here is one whose every row was refused already.
            Err(refusal) if faults.is_empty() => faults.push(Fault { row, refusal }),
            Err(_) => {}
        }
    }
    faults.sort_by_key(|fault| fault.row);
    if faults.is_empty() { Ok(years) } else { Err(faults) }
}

fn holiday(row: &Row, date: Day) -> Result<Holiday, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut note = |refusal| refusals.push(refusal);
    let kind = HolidayKind::parse(&row.kind.to_lowercase());
    if kind.is_none() {
        note(unknown_kind());
    }
    let confidence = match row.confidence.to_lowercase().as_str() {
        "" => Some(Confidence::High),
        word => Confidence::parse(word),
    };
    if confidence.is_none() {
        note(unknown_confidence());
    }
    let id = reason(&row.reason, "reason").map_err(&mut note).ok();
    let en = match row.reason_en.as_str() {
        "" => id.clone(),
        text => reason(text, "reason_en").map_err(&mut note).ok(),
    };
    match (kind, id, en, confidence) {
        (Some(kind), Some(id), Some(en), Some(confidence)) => {
            Ok(Holiday { date, kind, reason: Say::new(id, en), confidence })
        }
        _ => Err(refusals),
    }
}

fn reason(text: &str, column: &'static str) -> Result<String, Refusal> {
    let refuse = |code, id: &'static str, en: &'static str| Err(Refusal::new(code, id, en).at(column));
    if text.is_empty() {
        return refuse(
            "reason-empty",
            "Alasan kosong; tulis nama hari liburnya.",
            "The reason is empty; write the holiday's name.",
        );
    }
    if text.chars().count() > REASON || text.chars().any(char::is_control) {
        return refuse(
            "reason-form",
            "Alasan terlalu panjang atau berisi karakter yang bukan huruf; tulis paling banyak 200 huruf dalam satu baris.",
            "The reason is too long or has characters that are no letters; write at most 200 letters on one line.",
        );
    }
    Ok(text.to_owned())
}

fn no_date(text: &str) -> Refusal {
    match Day::parse(text) {
        Some(day) => out_of_range(day).at("date"),
        None => Refusal::new(
            "date-form",
            "Bukan tanggal yang ada; tulis seperti 2028-01-31.",
            "This is no date; write it like 2028-01-31.",
        )
        .at("date"),
    }
}

fn unknown_kind() -> Refusal {
    Refusal::new(
        "kind-unknown",
        "Jenis harus national (libur nasional) atau joint-leave (cuti bersama); tulis salah satunya.",
        "The kind must be national or joint-leave; write one of them.",
    )
    .at("kind")
}

fn unknown_confidence() -> Refusal {
    Refusal::new(
        "confidence-unknown",
        "Keyakinan harus high, medium, atau low; tulis salah satunya atau kosongkan.",
        "The confidence must be high, medium or low; write one of them or leave it empty.",
    )
    .at("confidence")
}

fn incomplete(year: i16, day: Day) -> Refusal {
    Refusal::new(
        "year-incomplete",
        format!(
            "Tahun {year} tidak berisi {}, jadi datanya tidak lengkap; satu tahun harus diimpor utuh.",
            Lang::Id.day(day)
        ),
        format!("The year {year} does not have {}, so it is not complete; import whole years.", Lang::En.day(day)),
    )
    .at("date")
}

/// What an import changes against the holidays in force until then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// Days that become holidays.
    pub inserted: u64,
    /// Holidays whose kind, name or confidence becomes another.
    pub updated: u64,
    /// Holidays that stay as they are.
    pub unchanged: u64,
    /// Days that are holidays no longer.
    pub removed: u64,
}

/// Compares these years with the calendar in force.
#[must_use]
pub fn change(before: &Calendar, years: &[Year]) -> Change {
    let mut change = Change::default();
    for year in years {
        let old = before.year(year.number());
        for holiday in year.holidays() {
            match old.and_then(|old| old.on(holiday.date)) {
                None => change.inserted += 1,
                Some(known) if known == holiday => change.unchanged += 1,
                Some(_) => change.updated += 1,
            }
        }
        let gone = old.into_iter().flat_map(Year::holidays).filter(|holiday| year.on(holiday.date).is_none());
        change.removed += gone.count() as u64;
    }
    change
}
