//! The results of units as CSV, and the sentences that screens, files and the API share about what their numbers
//! mean. Every row repeats them, so that no row travels without. Cells are data, never formulas.

use crate::actions::{Line, Results};
use crate::model::Settings;
use anyhow::Context;
use netra_base::{Lang, Result, UnitId, Zone};

const COLUMNS: [&str; 14] = [
    "kode",
    "nama",
    "jenis",
    "induk",
    "tes_awal",
    "rata_rata_awal",
    "tes_akhir",
    "rata_rata_akhir",
    "lulus",
    "berpasangan",
    "kenaikan",
    "per",
    "penyebut",
    "keterangan",
];

/// What is counted, in one sentence; it travels with every export.
pub(crate) fn denominator(lang: Lang, settings: &Settings) -> String {
    let (of, needed) = (settings.questions, settings.needed);
    match lang {
        Lang::Id => format!(
            "Peserta = pegawai yang mengerjakan tes, dihitung per lima orang, sekali pada tiap kegiatan dan pada unitnya saat itu, termasuk \
             unit di bawahnya; rata-rata dari tes pertama (0 sampai {of}); lulus = pernah mencapai {needed} pada tes akhir; \
             kenaikan = tes akhir pertama dikurangi tes awal, hanya dari yang mengerjakan keduanya."
        ),
        Lang::En => format!(
            "Participants = employees who took the test, counted in fives and once an occasion in their unit at that time, with \
             everything below it; means of first tests (0 to {of}); passed = reached {needed} in a post-test; gain = first \
             post-test less pre-test, only of those who took both."
        ),
    }
}

/// What is left out, in one sentence.
pub(crate) fn left_out(lang: Lang, settings: &Settings) -> String {
    let smallest = settings.smallest;
    match lang {
        Lang::Id => format!(
            "Jumlah orang di bawah {smallest} ditulis <{smallest} dan tidak masuk rata-rata mana pun; jumlah yang memuat angka \
             tersembunyi hanya disebut batas bawahnya (≥)."
        ),
        Lang::En => format!(
            "Counts of people below {smallest} are written <{smallest} and enter no mean; sums with a hidden part are told as \
             lower bounds (≥)."
        ),
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// The results that an asker sees, as CSV: UTF-8, comma, decimal points.
pub(crate) fn csv(settings: &Settings, results: &Results, demo: bool) -> Result<Vec<u8>> {
    let sample = if demo { "CONTOH: data peragaan, bukan data sebenarnya; " } else { "" };
    let notes = [
        results.at.iso(Zone::Wib),
        denominator(Lang::Id, settings),
        format!("{sample}{}", left_out(Lang::Id, settings)),
    ];
    let above = |parent: Option<UnitId>| {
        let found = results.lines.iter().find(|line| Some(line.unit.id) == parent);
        found.map(|line| line.unit.code.to_string()).unwrap_or_default()
    };
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS).context("writing CSV")?;
    for Line { unit, told } in &results.lines {
        let count = |bound: crate::model::Bound| match bound.exact() {
            Some(exact) => exact.to_string(),
            None => bound.words(Lang::En, settings.smallest).replace(',', ""),
        };
        let mean = |mean: crate::model::Mean| mean.tenths().map(decimal).unwrap_or_default();
        let cells = [unit.code.as_str(), &unit.name, unit.kind.code()].map(harmless);
        let figures = [
            above(unit.parent),
            count(told.pre),
            mean(told.pre_mean),
            count(told.post),
            mean(told.post_mean),
            count(told.passed),
            count(told.pairs),
            mean(told.gain),
        ];
        out.write_record(cells.into_iter().chain(figures).chain(notes.iter().cloned())).context("writing CSV")?;
    }
    Ok(out.into_inner().context("writing CSV")?)
}

/// Tenths as `-0.3`.
fn decimal(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_looks_like_a_formula_is_written_as_words() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("Kanwil Bali"), "Kanwil Bali");
        assert_eq!((decimal(-3), decimal(64)), ("-0.3".into(), "6.4".into()));
    }
}
