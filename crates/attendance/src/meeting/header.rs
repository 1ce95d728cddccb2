//! The table in the text: which line is the header, which sign stands between cells, which column is which. Tools write
//! lines above the header and tables below each other; the first table with names in it is the list.

use super::MAX_ROWS;
use netra_base::Refusal;

/// So many lines may stand above the header.
const ABOVE: usize = 60;
/// Letters of a cell at most: a longer one is a quote that was not closed.
const CELL: usize = 1_000;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    First,
    Last,
    Email,
    Join,
    Leave,
    Duration,
}

/// Names of columns as tools write them, in lower case.
const NAMES: [(Column, &[&str]); 7] = [
    (
        Column::Name,
        &[
            "name",
            "nama",
            "nama lengkap",
            "full name",
            "display name",
            "user name",
            "username",
            "nama pengguna",
            "nama tampilan",
            "participant",
            "participant name",
            "participants",
            "attendee",
            "attendee name",
            "peserta",
            "nama peserta",
            "name (original name)",
            "nama (nama asli)",
            "nama (nama semula)",
        ],
    ),
    (Column::First, &["first name", "nama depan", "given name"]),
    (Column::Last, &["last name", "nama belakang", "surname"]),
    (
        Column::Email,
        &[
            "email",
            "e-mail",
            "mail",
            "surel",
            "email address",
            "e-mail address",
            "user email",
            "attendee email",
            "alamat email",
            "alamat surel",
            "email pengguna",
            "surel pengguna",
            "email peserta",
            "participant id (upn)",
        ],
    ),
    (
        Column::Join,
        &[
            "join",
            "joined",
            "join time",
            "joined at",
            "first join",
            "first join time",
            "time joined",
            "start time",
            "masuk",
            "jam masuk",
            "waktu masuk",
            "bergabung",
            "jam bergabung",
            "waktu bergabung",
            "waktu gabung",
            "bergabung pertama",
        ],
    ),
    (
        Column::Leave,
        &[
            "leave",
            "left",
            "leave time",
            "left at",
            "last leave",
            "last leave time",
            "time exited",
            "exit",
            "end time",
            "keluar",
            "jam keluar",
            "waktu keluar",
            "meninggalkan",
            "waktu meninggalkan",
            "waktu meninggalkan rapat",
            "keluar terakhir",
        ],
    ),
    (
        Column::Duration,
        &[
            "duration",
            "duration (minute)",
            "duration (minutes)",
            "total duration",
            "total duration (minutes)",
            "in-meeting duration",
            "time in call",
            "durasi",
            "durasi (menit)",
            "total durasi (menit)",
            "durasi dalam rapat",
            "lama",
            "lama (menit)",
        ],
    ),
];

fn known(cell: &str) -> Option<Column> {
    let plain = cell.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
}

/// A row of the list, by what its cells are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its line in the file.
    pub line: u64,
    pub name: String,
    pub email: String,
    pub join: String,
    pub leave: String,
    pub duration: String,
}

/// One line of the file, cut into cells.
type Cells = (u64, Vec<String>);

fn cells(text: &str, delimiter: u8) -> impl Iterator<Item = Result<Cells, Refusal>> + '_ {
    let reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    reader.into_records().map(|record| {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            broken(line)
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().any(|cell| cell.len() > CELL) {
            return Err(broken(line));
        }
        Ok((line, record.iter().map(|cell| cell.trim().to_owned()).collect()))
    })
}

fn broken(line: u64) -> Refusal {
    Refusal::new(
        "quote-open",
        format!("Baris {line} tidak dapat dibaca; mungkin tanda kutipnya tidak ditutup. Unduh ulang berkasnya."),
        format!("Row {line} cannot be read; perhaps a quote in it is not closed. Download the file again."),
    )
}

fn columns(cells: &[String]) -> Vec<Option<Column>> {
    let mut seen = Vec::new();
    cells
        .iter()
        .map(|cell| {
            // The first of two columns of one kind counts: an e-mail before an account's name.
            let column = known(cell).filter(|column| !seen.contains(column))?;
            seen.push(column);
            Some(column)
        })
        .collect()
}

/// A header has names, and says something beside them.
fn is_header(columns: &[Option<Column>]) -> bool {
    let has = |column: Column| columns.contains(&Some(column));
    let named = has(Column::Name) || has(Column::First);
    named && [Column::Email, Column::Join, Column::Leave, Column::Duration].into_iter().any(has)
}

/// The rows of the list.
pub(super) fn table(text: &str) -> Result<Vec<Row>, Refusal> {
    let mut best: Option<(u8, u64, Vec<Option<Column>>)> = None;
    for delimiter in [b',', b';', b'\t'] {
        for line in cells(text, delimiter).take(ABOVE) {
            let Ok((line, cells)) = line else { break };
            let found = columns(&cells);
            let width = |columns: &[Option<Column>]| columns.iter().flatten().count();
            if is_header(&found) && best.as_ref().is_none_or(|(.., known)| width(&found) > width(known)) {
                best = Some((delimiter, line, found));
                break;
            }
        }
    }
    let Some((delimiter, header, columns)) = best else { return Err(no_header(text)) };
    let mut rows = Vec::new();
    for line in cells(text, delimiter) {
        let (line, cells) = line?;
        if line <= header || cells.iter().all(String::is_empty) {
            continue;
        }
        if another_table(&cells) {
            break;
        }
        if rows.len() == MAX_ROWS {
            return Err(too_many());
        }
        rows.push(row(line, &cells, &columns));
    }
    if rows.is_empty() {
        return Err(Refusal::new(
            "file-no-rows",
            "Di bawah nama kolom tidak ada baris peserta.",
            "There are no rows of participants below the column names.",
        ));
    }
    Ok(rows)
}

/// Some tools put a second table below, under a line such as `3. In-Meeting Activities`.
fn another_table(cells: &[String]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let (Some(first), None) = (filled.next(), filled.next()) else { return false };
    first.split_once(". ").is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn row(line: u64, cells: &[String], columns: &[Option<Column>]) -> Row {
    let get = |column: Column| {
        let at = columns.iter().position(|one| *one == Some(column));
        at.and_then(|at| cells.get(at)).cloned().unwrap_or_default()
    };
    let mut name = get(Column::Name);
    if name.is_empty() {
        name = format!("{} {}", get(Column::First), get(Column::Last)).trim().to_owned();
    }
    Row {
        line,
        name,
        email: get(Column::Email),
        join: get(Column::Join),
        leave: get(Column::Leave),
        duration: get(Column::Duration),
    }
}

fn no_header(text: &str) -> Refusal {
    let first: String = text.lines().next().unwrap_or_default().chars().take(80).collect();
    Refusal::new(
        "columns-missing",
        format!(
            "Kolom nama dan setidaknya satu dari surel, waktu masuk, waktu keluar, atau durasi tidak ditemukan. Baris pertama berkas: \"{first}\". Beri nama kolom: nama, email, masuk, keluar."
        ),
        format!(
            "There is no column of names with at least one of e-mail, join time, leave time or duration. The first line reads: \"{first}\". Name the columns: name, email, join, leave."
        ),
    )
}

fn too_many() -> Refusal {
    Refusal::new(
        "rows-many",
        format!("Lebih dari {MAX_ROWS} baris; bagi berkasnya dan impor satu per satu."),
        format!("More than {MAX_ROWS} rows; split the file and import the parts one by one."),
    )
}
