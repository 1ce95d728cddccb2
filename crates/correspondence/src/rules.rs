//! The rules of correspondence: whose letterhead a unit's papers carry, what stands on it when nobody keeps one, and when a
//! number may be taken for a letter typed elsewhere.

use crate::model::{Letterings, Pattern};
use netra_base::{Day, Principal, Refusal, Result, Role};
use netra_registry::model::{Unit, UnitKind};

/// Letters that were forgotten are entered later, letters of next week before.
const DAYS_BACK: i32 = 366;
const DAYS_AHEAD: i32 = 31;
/// A unit that writes more letters a year has lost count: two a minute, day and night.
pub(crate) const MOST_NUMBERS: i64 = 999_999;

/// May this principal keep the letterhead and the register of the unit with this path?
#[must_use]
pub fn keeps(who: &Principal, unit_path: &str) -> bool {
    [Role::UnitOperator, Role::Administrator].iter().any(|role| who.covers(*role, unit_path))
}

/// Has it a head who signs and a seal? Divisions and sections write under the name of their office.
#[must_use]
pub fn is_office(kind: UnitKind) -> bool {
    !matches!(kind, UnitKind::Division | UnitKind::Section)
}

/// What stands on the papers of an office that keeps no letterhead. `line` leads from the root down to the office; the
/// agency's name is the root's unless a letterhead above says another.
#[must_use]
pub fn from_names(line: &[Unit], agency: Option<&str>) -> Letterings {
    let (root, below) = line.split_first().map_or((None, line), |(root, below)| (Some(root), below));
    let office = below.last().or(root);
    let names = below.iter().filter(|unit| is_office(unit.kind)).map(|unit| unit.name.clone());
    Letterings {
        agency: agency.or(root.map(|unit| unit.name.as_str())).unwrap_or_default().to_owned(),
        lines: names.collect(),
        address: None,
        contact: None,
        place: None,
        head: office.map(|unit| head_of(&unit.name)).unwrap_or_default(),
        head_name: None,
        seal: false,
        pattern: Pattern::of_code(office.map_or("", |unit| unit.code.as_str())),
    }
}

/// The function of who heads an office of this name.
fn head_of(name: &str) -> String {
    let heads = [
        ("Kementerian ", "Menteri "),
        ("Sekretariat Jenderal", "Sekretaris Jenderal"),
        ("Inspektorat Jenderal", "Inspektur Jenderal"),
        ("Direktorat Jenderal ", "Direktur Jenderal "),
    ];
    let known = heads.iter().find_map(|(office, head)| Some(format!("{head}{}", name.strip_prefix(office)?)));
    known.unwrap_or_else(|| format!("Kepala {name}"))
}

/// Is this a day for which a letter may be entered today?
///
/// # Errors
/// `day-range` at `day`.
pub fn may_enter(day: Day, today: Day) -> Result<(), Refusal> {
    if day < today.plus_days(-DAYS_BACK) || day > today.plus_days(DAYS_AHEAD) {
        return Err(Refusal::new(
            "day-range",
            "Tanggal surat paling lama setahun yang lalu dan paling jauh 31 hari lagi. Periksa tanggalnya.",
            "The letter's day is at most a year ago and at most 31 days ahead. Check the day.",
        )
        .at("day"));
    }
    Ok(())
}

/// May a unit write its numbers so, beside those of the others?
///
/// # Errors
/// `pattern-taken` at `pattern`.
pub fn pattern_is_free<'a>(pattern: &Pattern, others: impl IntoIterator<Item = &'a Pattern>) -> Result<(), Refusal> {
    if others.into_iter().any(|other| other.meets(pattern)) {
        return Err(Refusal::new(
            "pattern-taken",
            "Unit lain sudah menulis nomor dengan pola itu; nomor dua unit akan sama. Pakai kode unit sendiri di dalam pola.",
            "Another unit writes its numbers so already; two units would give the same number. Put the unit's own code into the pattern.",
        )
        .at("pattern"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_an_office_is_called_by_its_function() {
        for (office, head) in [
            ("Kantor Wilayah Bali", "Kepala Kantor Wilayah Bali"),
            ("Kementerian Hukum dan Hak Asasi Manusia", "Menteri Hukum dan Hak Asasi Manusia"),
            ("Sekretariat Jenderal", "Sekretaris Jenderal"),
            ("Inspektorat Jenderal", "Inspektur Jenderal"),
            ("Direktorat Jenderal Pemasyarakatan", "Direktur Jenderal Pemasyarakatan"),
            ("Badan Pembinaan Hukum Nasional", "Kepala Badan Pembinaan Hukum Nasional"),
        ] {
            assert_eq!(head_of(office), head);
        }
    }

    #[test]
    fn a_letter_is_entered_for_a_day_near_today() {
        let day = |text: &str| Day::parse(text).expect("a day");
        let check = |text: &str, expected: bool| {
            assert_eq!(may_enter(day(text), day("2024-01-23")).is_ok(), expected, "{text}");
        };
        check("2024-01-23", true);
        check("2024-02-23", true);
        check("2024-02-24", false);
        check("2023-01-22", true);
        check("2023-01-21", false);
    }

    #[test]
    fn a_pattern_of_another_unit_is_refused() {
        let pattern = |text: &str| Pattern::parse(text).expect("a pattern");
        let others = [pattern("W.20-{class}-{serial:4}")];
        assert!(pattern_is_free(&pattern("W.21-{class}-{serial:4}"), &others).is_ok());
        let refused = pattern_is_free(&pattern("w.20-{class}-{serial}"), &others).expect_err("taken");
        assert_eq!((refused.code, refused.field.as_deref()), ("pattern-taken", Some("pattern")));
    }
}
