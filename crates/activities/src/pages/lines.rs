//! Lists in a form, one line each, parts set apart by semicolons: as people copy them from an invitation. Reading and
//! writing them again.

use crate::model::{AgendaItem, Delegation, Group, Named, NewDelegation, Side, Somebody};
use netra_base::Refusal;
use netra_registry::model::{Nip, Unit};

/// Lines that are not empty, with their parts.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| line.split(';').map(str::trim).collect())
}

fn part(parts: &[&str], at: usize) -> Option<String> {
    parts.get(at).filter(|text| !text.is_empty()).map(|text| (*text).to_owned())
}

/// A NIP alone, or function; institution; name.
fn somebody(parts: &[&str]) -> Somebody {
    let digits: String = parts[0].chars().filter(|c| !c.is_whitespace()).collect();
    match Nip::parse(&digits) {
        Ok(nip) if parts.len() == 1 => Somebody::Nip(nip),
        _ => Somebody::Outside { function: parts[0].to_owned(), institution: part(parts, 1), name: part(parts, 2) },
    }
}

/// Reads speakers.
pub(super) fn speakers(text: &str) -> Vec<Somebody> {
    rows(text).map(|parts| somebody(&parts)).collect()
}

/// Reads one line: the leader.
pub(super) fn leader(text: &str) -> Option<Somebody> {
    rows(text).next().map(|parts| somebody(&parts))
}

/// The count at the end of a line; what is no number counts as none, which the rules refuse with its line.
fn count(text: Option<&&str>) -> i64 {
    text.and_then(|text| text.replace(['.', ' '], "").parse().ok()).unwrap_or(0)
}

/// Reads groups: name; institution; number, or name; number.
pub(super) fn groups(text: &str, side: Side) -> Vec<Group> {
    let group = |parts: Vec<&str>| {
        let institution = (parts.len() > 2).then(|| part(&parts, 1)).flatten();
        let expected = if parts.len() > 1 { count(parts.last()) } else { 0 };
        Group { side, name: parts[0].to_owned(), institution, expected }
    };
    rows(text).map(group).collect()
}

/// Reads delegations: code; number.
pub(super) fn delegations(text: &str) -> Vec<NewDelegation> {
    rows(text).map(|parts| NewDelegation { unit: parts[0].to_owned(), expected: count(parts.get(1)) }).collect()
}

/// Reads an agenda: time; item; by whom.
pub(super) fn agenda(text: &str) -> Vec<AgendaItem> {
    let item = |parts: Vec<&str>| AgendaItem {
        at: clock(parts[0]),
        item: part(&parts, 1).unwrap_or_default(),
        by: part(&parts, 2),
    };
    rows(text).map(item).collect()
}

/// `8.00` as `08:00`.
fn clock(text: &str) -> String {
    let text = text.replace('.', ":");
    if text.len() == 4 && text.as_bytes()[1] == b':' { format!("0{text}") } else { text }
}

/// Whole rupiah, with or without points.
///
/// # Errors
/// `number` at the field.
pub(super) fn rupiah(text: &str, field: &'static str) -> Result<i64, Refusal> {
    let digits: String = text.trim_start_matches("Rp").chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    digits.parse().map_err(|_| {
        Refusal::new(
            "number",
            "Tulis jumlah rupiah dengan angka saja, tanpa sen: 12.500.000.",
            "Write the rupiah in digits, without sen: 12.500.000.",
        )
        .at(field)
    })
}

fn joined(parts: &[Option<&str>]) -> String {
    let last = parts.iter().rposition(|part| part.is_some_and(|text| !text.is_empty())).map_or(0, |at| at + 1);
    parts[..last].iter().map(|part| part.unwrap_or_default()).collect::<Vec<_>>().join("; ")
}

/// Somebody as a line. An employee is written by NIP, which the caller knows.
pub(super) fn of_somebody(one: &Named, nip: Option<&str>) -> String {
    match nip {
        Some(nip) => nip.to_owned(),
        None => joined(&[
            Some(one.function.as_deref().unwrap_or_default()),
            one.institution.as_deref(),
            (!one.name.is_empty()).then_some(one.name.as_str()),
        ]),
    }
}

/// Groups of one side as lines.
pub(super) fn of_groups(list: &[Group], side: Side) -> String {
    let line = |one: &Group| match &one.institution {
        Some(institution) => format!("{}; {institution}; {}", one.name, one.expected),
        None => format!("{}; {}", one.name, one.expected),
    };
    list.iter().filter(|one| one.side == side).map(line).collect::<Vec<_>>().join("\n")
}

/// Delegations as lines.
pub(super) fn of_delegations(list: &[Delegation], sent: &[(Unit, i64)]) -> String {
    let line = |(unit, expected): &(Unit, i64)| format!("{}; {expected}", unit.code);
    debug_assert_eq!(list.len(), sent.len());
    sent.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// An agenda as lines.
pub(super) fn of_agenda(list: &[AgendaItem]) -> String {
    let line = |one: &AgendaItem| joined(&[Some(&one.at.replace(':', ".")), Some(&one.item), one.by.as_deref()]);
    list.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_they_are_written() {
        let text = "anggota; Polresta Pangkalpinang; 5\ncamat; 12";
        let list = groups(text, Side::Outside);
        assert_eq!((list[0].expected, list[1].institution.as_deref(), list[1].expected), (5, None, 12));
        assert_eq!(of_groups(&list, Side::Outside), text);
        assert_eq!(groups("camat", Side::Outside)[0].expected, 0);
        let text = "08.00; Pembukaan; Pembawa acara\n09.30; Ikrar";
        let list = agenda(text);
        assert_eq!((list[0].at.as_str(), list[1].by.as_deref()), ("08:00", None));
        assert_eq!(of_agenda(&list), text);
        assert_eq!(agenda("8.00; x")[0].at, "08:00");
        assert_eq!(delegations("\n UPT-1 ; 3 \n")[0], NewDelegation { unit: "UPT-1".into(), expected: 3 });
        let Some(Somebody::Outside { function, institution, name }) = leader("Kapolresta; Polresta; ") else {
            panic!("somebody from outside")
        };
        assert_eq!((function.as_str(), institution.as_deref(), name), ("Kapolresta", Some("Polresta"), None));
        assert_eq!(rupiah("Rp 12.500.000", "ceiling"), Ok(12_500_000));
        assert!(rupiah("12,5 juta", "ceiling").is_err());
    }
}
