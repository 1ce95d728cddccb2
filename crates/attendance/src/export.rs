//! Attendance as a file: XLSX and CSV with the same columns, a row a person, for one activity or for all of a drive. Rows
//! go out as they are read: memory stays flat however many there are. Whoever may see names asks for these files; whether
//! he may is the caller's question. Cells are data, never formulas.

use crate::model::{Attendee, KeptGuest, Party, State};
use crate::store::{self, acts, guests};
use anyhow::Context;
use netra_activities::actions as activities;
use netra_activities::model::{Activity, ActivityId};
use netra_base::{Error, Lang, Refusal, Result, UnitId, Zone};
use netra_registry::actions as registry;
use netra_store::Tx;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::collections::HashMap;

/// The columns.
const COLUMNS: [&str; 14] = [
    "kegiatan",
    "judul",
    "kode_unit",
    "unit_penyelenggara",
    "tempat",
    "nama",
    "instansi",
    "jabatan",
    "golongan_peserta",
    "keadaan",
    "waktu",
    "ketepatan",
    "cara",
    "menit",
];
/// Rows of a sheet below its header.
const SHEET_ROWS: u32 = 1_048_575;

/// The file as XLSX, with a second sheet that says what it means.
///
/// # Errors
/// `NotFound` for an activity that is not there; refused when a sheet cannot hold so many rows; when the database fails.
pub fn xlsx(tx: &mut Tx<'_>, list: &[ActivityId], demo: bool) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
    begin(sheet).map_err(failed)?;
    let (mut at, mut counted) = (0_u32, Counted::default());
    each(tx, list, |row| {
        at += 1;
        if at > SHEET_ROWS {
            return Err(too_many().into());
        }
        counted.add(row);
        write(sheet, at, row).map_err(failed)
    })?;
    let notes = notes(list.len(), &counted, demo);
    explain(book.add_worksheet(), &notes).map_err(failed)?;
    Ok(book.save_to_buffer().context("writing XLSX")?)
}

/// The file as CSV, UTF-8 with its mark, comma.
///
/// # Errors
/// As [`xlsx`].
pub fn csv(tx: &mut Tx<'_>, list: &[ActivityId]) -> Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(vec![0xef, 0xbb, 0xbf]);
    out.write_record(COLUMNS).context("writing CSV")?;
    each(tx, list, |row| {
        let cells = row.cells().map(harmless);
        out.write_record(cells).context("writing CSV")?;
        Ok(())
    })?;
    Ok(out.into_inner().context("writing CSV")?)
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn begin(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name("Kehadiran")?.set_freeze_panes(1, 0)?;
    for (column, width) in [(1, 32), (3, 36), (4, 28), (5, 28), (6, 36), (10, 26)] {
        sheet.set_column_width(column, width)?;
    }
    for (column, name) in (0_u16..).zip(COLUMNS) {
        sheet.write_with_format(0, column, name, &bold)?;
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, at: u32, row: &Row<'_>) -> Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(row.cells()) {
        match column {
            _ if cell.is_empty() => {}
            0 | 13 => {
                sheet.write_number(at, column, cell.parse::<f64>().unwrap_or_default())?;
            }
            // Always a string: never a formula.
            _ => {
                sheet.write_string(at, column, cell)?;
            }
        }
    }
    Ok(())
}

fn explain(sheet: &mut Worksheet, notes: &[(&str, String)]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name("Keterangan")?.set_column_width(0, 20)?.set_column_width(1, 100)?;
    for (at, (name, text)) in (0_u32..).zip(notes) {
        sheet.write_with_format(at, 0, *name, &bold)?;
        sheet.write_string(at, 1, harmless(text))?;
    }
    Ok(())
}

#[derive(Debug, Default)]
struct Counted {
    present: i64,
    doubtful: i64,
    guests: i64,
}

impl Counted {
    fn add(&mut self, row: &Row<'_>) {
        let counts = row.state == State::Present;
        self.present += i64::from(counts && !row.guest);
        self.guests += i64::from(counts && row.guest);
        self.doubtful += i64::from(row.state == State::Doubtful);
    }
}

fn notes(places: usize, counted: &Counted, demo: bool) -> Vec<(&'static str, String)> {
    let mut notes = vec![
        ("kegiatan", places.to_string()),
        ("pegawai hadir", counted.present.to_string()),
        ("tamu hadir", counted.guests.to_string()),
        ("meragukan", format!("{}; tidak termasuk yang hadir", counted.doubtful)),
        (
            "keadaan",
            "hanya baris \"Hadir\" yang dihitung; yang dihitung pada lembar kertas tanpa nama tidak ada di sini"
                .to_owned(),
        ),
        ("menit", "menurut daftar aplikasi rapat daring, bila diimpor".to_owned()),
    ];
    if demo {
        notes.insert(0, ("CONTOH", "data peragaan, bukan data sebenarnya".to_owned()));
    }
    notes
}

fn failed(error: XlsxError) -> Error {
    Error::Failed(anyhow::Error::new(error).context("writing a spreadsheet"))
}

fn too_many() -> Refusal {
    Refusal::new(
        "rows-many",
        "Satu lembar XLSX hanya memuat 1.048.575 baris; unduh per kegiatan.",
        "One XLSX sheet holds only 1,048,575 rows; download activity by activity.",
    )
}

/// What all rows of one activity share.
struct Place {
    number: String,
    title: String,
    code: String,
    host: String,
    venue: String,
    zone: Zone,
}

/// A row on its way out.
struct Row<'a> {
    place: &'a Place,
    guest: bool,
    state: State,
    name: &'a str,
    institution: &'a str,
    function: &'a str,
    group: &'static str,
    at: String,
    timing: &'static str,
    via: &'static str,
    minutes: String,
}

impl Row<'_> {
    fn cells(&self) -> impl Iterator<Item = &str> {
        let place = self.place;
        let place = [&place.number, &place.title, &place.code, &place.host, &place.venue].map(String::as_str);
        let state = self.state.name(Lang::Id);
        let person = [self.name, self.institution, self.function, self.group, state];
        place.into_iter().chain(person).chain([self.at.as_str(), self.timing, self.via, self.minutes.as_str()])
    }
}

/// Every row of these activities, one after the other.
fn each(tx: &mut Tx<'_>, list: &[ActivityId], mut to: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
    let units: HashMap<UnitId, (String, String)> =
        registry::tree(tx, "/", None)?.into_iter().map(|unit| (unit.id, (unit.code.to_string(), unit.name))).collect();
    for id in list {
        let activity = activities::activity(tx, *id)?;
        let place = place(activity, &units);
        let minutes: HashMap<i64, i64> = acts::minutes(tx, *id)?.into_iter().collect();
        store::each(tx, *id, |row| to(&of_employee(&place, &row, &units, &minutes)))?;
        guests::each(tx, *id, |guest| to(&of_guest(&place, &guest)))?;
    }
    Ok(())
}

fn place(activity: Activity, units: &HashMap<UnitId, (String, String)>) -> Place {
    let (code, host) = units.get(&activity.unit).cloned().unwrap_or_default();
    let venue = activity.venue.unwrap_or_else(|| activity.mode.name(Lang::Id).to_owned());
    Place { number: activity.id.to_string(), title: activity.title, code, host, venue, zone: activity.zone }
}

fn of_employee<'a>(
    place: &'a Place,
    row: &'a Attendee,
    units: &'a HashMap<UnitId, (String, String)>,
    minutes: &HashMap<i64, i64>,
) -> Row<'a> {
    Row {
        place,
        guest: false,
        state: row.state,
        name: &row.name,
        institution: units.get(&row.unit).map_or("", |(_, name)| name.as_str()),
        function: "",
        group: match row.party {
            Party::Host => "penyelenggara",
            Party::Delegation(_) => "delegasi",
            Party::Visitor => "unit lain",
        },
        at: row.at.iso(place.zone),
        timing: row.timing.name(Lang::Id),
        via: row.via.name(Lang::Id),
        minutes: minutes.get(&row.employee.0).map(ToString::to_string).unwrap_or_default(),
    }
}

fn of_guest<'a>(place: &'a Place, kept: &'a KeptGuest) -> Row<'a> {
    Row {
        place,
        guest: true,
        state: if kept.counts { State::Present } else { State::Absent },
        name: &kept.guest.name,
        institution: &kept.guest.institution,
        function: kept.guest.function.as_deref().unwrap_or_default(),
        group: "tamu",
        at: kept.at.iso(place.zone),
        timing: "",
        via: kept.via.name(Lang::Id),
        minutes: String::new(),
    }
}
