//! The recap as XLSX: every place with its figures and their sum, every unit, and what each number means. Rows go straight to
//! the file; numbers are numbers, words are never formulas.

use crate::actions::{Money, Recap, RecapRow, Totals, UnitRow};
use crate::pages::{meanings, state_words};
use anyhow::Context;
use netra_activities::model::{Activity, Tally};
use netra_base::{Lang, Moment, Result, Zone};
use netra_lessons::model::{Mean, Told};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Columns of the sheet of places; those from [`FIRST_SUM`] on are numbers with a sum, the last a mean with the mean of all.
const PLACES: [&str; 24] = [
    "no",
    "wilayah",
    "kode_unit",
    "unit",
    "kegiatan",
    "tempat",
    "mulai_setempat",
    "zona",
    "mulai_utc",
    "keadaan",
    "dinyatakan_selesai",
    "dilaporkan",
    "datang",
    "ditunggu",
    "target",
    "hadir",
    "awal",
    "terlambat",
    "tamu",
    "meragukan",
    "di_lembar_kertas",
    "utusan_diharapkan",
    "peserta_dua_tes",
    "perolehan_rata_rata",
];
const FIRST_SUM: u16 = 12;
/// Those who took both tests, and beside it what they gained: sums of what is told alone.
const TESTED: u16 = 22;
/// In place of a number of people that is too small to be told.
const TOO_FEW: &str = "terlalu sedikit";
/// A mean gain with its sign.
const SIGNED: &str = "+0.0;-0.0;0.0";
/// Columns of the sheet of units; those from the fifth on are numbers with a sum.
const UNITS: [&str; 19] = [
    "no",
    "kode_unit",
    "unit",
    "jenis",
    "diminta",
    "tempat",
    "belum_mulai",
    "berlangsung",
    "selesai",
    "melapor",
    "dibatalkan",
    "datang",
    "ditunggu",
    "target",
    "hadir",
    "tamu",
    "di_lembar_kertas",
    "belum_melapor",
    "lewat_tidak_dimulai",
];

/// Columns of money behind those of either sheet, where the asker may read any.
const MONEY: [&str; 3] = ["pagu_rp", "realisasi_rp", "bukti"];
/// What they say.
const MONEY_MEANS: &str = "pagu_rp menurut rencana tempat; realisasi_rp sebagaimana dicatat unitnya, kosong bila belum dicatat; bukti: ada bila berkasnya tersimpan, di lembar Unit jumlah tempat yang menyimpannya. Hanya dari unit yang uangnya boleh dibaca peminta berkas ini: yang mengelola, memimpin, atau mengauditnya.";
/// Whole rupiah.
const RUPIAH: &str = "#,##0";

type Written = std::result::Result<(), XlsxError>;

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// The file.
///
/// # Errors
/// When the temporary file cannot be written.
pub(crate) fn xlsx(recap: &Recap, demo: bool) -> Result<Vec<u8>> {
    Ok(book(recap, demo).context("writing XLSX")?)
}

fn book(recap: &Recap, demo: bool) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    places(book.add_worksheet_with_constant_memory()?.set_name("Tempat")?, recap, &bold)?;
    units(book.add_worksheet_with_constant_memory()?.set_name("Unit")?, recap, &bold)?;
    notes(book.add_worksheet_with_constant_memory()?.set_name("Arti angka")?, recap, demo, &bold)?;
    book.save_to_buffer()
}

/// Writes the names of the columns, those of money behind them where it is shown; answers where these begin.
fn head(sheet: &mut Worksheet, names: &[&str], recap: &Recap, bold: &Format) -> std::result::Result<u16, XlsxError> {
    let money: &[&str] = if recap.money.is_empty() { &[] } else { &MONEY };
    for (column, name) in (0_u16..).zip(names.iter().chain(money)) {
        sheet.write_string_with_format(0, column, *name, bold)?;
    }
    Ok(u16::try_from(names.len()).unwrap_or(u16::MAX))
}

/// What was planned and spent; what nobody has said stays empty.
fn rupiah(sheet: &mut Worksheet, (at, first): (u32, u16), money: &Money, format: &Format) -> Written {
    for (column, sum) in (first..).zip([money.ceiling, money.realised]) {
        if let Some(sum) = sum {
            sheet.write_with_format(at, column, sum, format)?;
        }
    }
    Ok(())
}

/// The sums of money, with how many places keep a paper that shows it.
fn all_money(sheet: &mut Worksheet, (at, first): (u32, u16), recap: &Recap, all: &Money, bold: &Format) -> Written {
    if recap.money.is_empty() {
        return Ok(());
    }
    let Money { ceiling, realised, proven } = *all;
    let told = Money { ceiling: ceiling.or(Some(0)), realised: realised.or(Some(0)), proven };
    rupiah(sheet, (at, first), &told, &Format::new().set_num_format(RUPIAH).set_bold())?;
    sheet.write_with_format(at, first + 2, proven, bold).map(|_| ())
}

fn iso(at: Option<Moment>, zone: Zone) -> String {
    at.map(|at| at.iso(zone)).unwrap_or_default()
}

fn figures(row: &RecapRow) -> [i64; 10] {
    let tally = &row.place.tally;
    let Activity { target, expected, .. } = row.place;
    let Tally { present, early, late, doubtful, guests, on_paper } = *tally;
    [tally.people(), expected, target, present, early, late, guests, doubtful, on_paper, row.delegated]
}

fn places(sheet: &mut Worksheet, recap: &Recap, bold: &Format) -> Written {
    sheet.set_freeze_panes(1, 4)?.set_column_width(1, 24)?.set_column_width(3, 32)?.set_column_width(5, 40)?;
    let (first, grouped) = (head(sheet, &PLACES, recap, bold)?, Format::new().set_num_format(RUPIAH));
    let mut spent = Money::default();
    let (mut at, mut sums, mut all) = (1_u32, [0_i64; 10], Told::default());
    let (plain, strong) = (Format::new().set_num_format(SIGNED), Format::new().set_num_format(SIGNED).set_bold());
    for row in &recap.rows {
        let place = &row.place;
        let (hour, minute) = place.starts.wall(place.zone);
        let texts = [
            row.region.clone(),
            row.unit.code.to_string(),
            row.unit.name.clone(),
            place.title.clone(),
            place.venue.clone().unwrap_or_default(),
            format!("{} {hour:02}:{minute:02}", place.starts.day(place.zone)),
            place.zone.abbreviation().to_owned(),
            place.starts.utc(),
            state_words(Lang::Id, place.state, row.late).to_owned(),
            iso(place.finished, place.zone),
            iso(place.reported, place.zone),
        ];
        sheet.write_number(at, 0, f64::from(at))?;
        for (column, text) in (1_u16..).zip(&texts) {
            sheet.write_string(at, column, harmless(text))?;
        }
        for ((column, value), sum) in (FIRST_SUM..).zip(figures(row)).zip(&mut sums) {
            sheet.write(at, column, value)?;
            *sum += value;
        }
        gained(sheet, at, &row.gain.told, &plain)?;
        all.add(&row.gain.told);
        if let Some(own) = &row.money {
            rupiah(sheet, (at, first), own, &grouped)?;
            sheet.write_string(at, first + 2, if own.proven > 0 { "ada" } else { "–" })?;
            spent.add(own);
        }
        at += 1;
    }
    all_money(sheet, (at, first), recap, &spent, bold)?;
    sheet.write_string_with_format(at, 1, "JUMLAH", bold)?;
    sheet.write_with_format(at, TESTED, all.pairs.least, bold)?;
    mean(sheet, at, all.gain, &strong)?;
    for (column, sum) in (FIRST_SUM..).zip(sums) {
        sheet.write_with_format(at, column, sum, bold)?;
    }
    Ok(())
}

/// Those who took both tests at a place and their gain; too few are said in words, and nobody gained nothing.
fn gained(sheet: &mut Worksheet, at: u32, told: &Told, format: &Format) -> Written {
    match told.pairs.exact() {
        Some(people) => sheet.write(at, TESTED, people)?,
        None => sheet.write_string(at, TESTED, TOO_FEW)?,
    };
    mean(sheet, at, told.gain, format)
}

fn mean(sheet: &mut Worksheet, at: u32, gain: Mean, format: &Format) -> Written {
    let tenths = gain.tenths().and_then(|tenths| i32::try_from(tenths).ok());
    if let Some(tenths) = tenths {
        sheet.write_number_with_format(at, TESTED + 1, f64::from(tenths) / 10.0, format)?;
    }
    Ok(())
}

fn unit_figures(row: &UnitRow) -> [i64; 15] {
    let sums = &row.sums;
    let missing = sums.held - sums.reported;
    [
        row.required,
        row.places(),
        sums.planned,
        sums.running,
        sums.held,
        sums.reported,
        sums.cancelled,
        sums.tally.people(),
        sums.expected,
        sums.target,
        sums.tally.present,
        sums.tally.guests,
        sums.tally.on_paper,
        missing,
        sums.unstarted,
    ]
}

fn units(sheet: &mut Worksheet, recap: &Recap, bold: &Format) -> Written {
    sheet.set_freeze_panes(1, 3)?.set_column_width(2, 40)?;
    let (first, grouped) = (head(sheet, &UNITS, recap, bold)?, Format::new().set_num_format(RUPIAH));
    let mut spent = Money::default();
    let (mut at, mut sums) = (1_u32, [0_i64; 15]);
    for row in &recap.units {
        sheet.write_number(at, 0, f64::from(at))?;
        let texts = [row.unit.code.as_str(), &row.unit.name, row.unit.kind.name(Lang::Id)];
        for (column, text) in (1_u16..).zip(texts) {
            sheet.write_string(at, column, harmless(text))?;
        }
        for ((column, value), sum) in (4_u16..).zip(unit_figures(row)).zip(&mut sums) {
            sheet.write(at, column, value)?;
            *sum += value;
        }
        if let Some(own) = recap.money.get(&row.unit.id) {
            rupiah(sheet, (at, first), own, &grouped)?;
            sheet.write(at, first + 2, own.proven)?;
            spent.add(own);
        }
        at += 1;
    }
    all_money(sheet, (at, first), recap, &spent, bold)?;
    sheet.write_string_with_format(at, 1, "JUMLAH", bold)?;
    for (column, sum) in (4_u16..).zip(sums) {
        sheet.write_with_format(at, column, sum, bold)?;
    }
    Ok(())
}

fn notes(sheet: &mut Worksheet, recap: &Recap, demo: bool, bold: &Format) -> Written {
    sheet.set_column_width(0, 24)?.set_column_width(1, 110)?;
    let set = &recap.seen.drive.definition;
    let reach = if recap.whole {
        "Seluruh kegiatan serentak"
    } else {
        "Hanya unit yang dilihat peminta, bukan seluruh kegiatan serentak"
    };
    let Totals { units, required, places, held, reported, expected, .. } = recap.totals;
    let mut rows = vec![
        (
            "Kegiatan serentak",
            format!("{} (nomor {}, versi {})", set.title, recap.seen.drive.id, recap.seen.drive.version),
        ),
        ("Tema", set.theme.clone()),
        ("Jendela waktu", format!("{}, jam setempat tiap unit", set.window.words(Lang::Id))),
        ("Diumumkan oleh", recap.seen.announcer.name.clone()),
        ("Cakupan berkas", reach.to_owned()),
        ("Dihitung pada", recap.at.iso(recap.seen.unit.zone)),
        ("Dihitung oleh", "Netra, dari catatan tiap tempat; tidak ada angka yang diketik".to_owned()),
        (
            "Penyebut",
            format!(
                "{units} unit diminta, {required} tempat diminta, {places} tempat direncanakan, {held} selesai, {reported} dilaporkan, {expected} orang ditunggu"
            ),
        ),
    ];
    if demo {
        rows.push(("CONTOH", "Data peragaan, bukan data sebenarnya".to_owned()));
    }
    if let Some(reason) = &recap.seen.drive.withdrawn {
        rows.push(("DITARIK", format!("{}: {reason}", recap.seen.drive.at.iso(recap.seen.unit.zone))));
    }
    rows.push((
        "Perolehan",
        format!(
            "{} Di lembar Tempat: peserta_dua_tes ialah jumlah pegawainya (\"{TOO_FEW}\" bila tidak disebut), perolehan_rata_rata rata-rata selisihnya, kosong bila tidak disebut; baris JUMLAH hanya dari yang disebut.",
            recap.gain_means.to(Lang::Id)
        ),
    ));
    if !recap.money.is_empty() {
        rows.push(("Uang", MONEY_MEANS.to_owned()));
    }
    rows.extend(meanings(Lang::Id).into_iter().map(|(name, meaning)| (name, meaning.to_owned())));
    for (at, (name, text)) in (0_u32..).zip(&rows) {
        sheet.write_string_with_format(at, 0, *name, bold)?;
        sheet.write_string(at, 1, harmless(text))?;
    }
    Ok(())
}
