//! Who came, part by part: the host, each delegation, other units, each institution. The parts add up to the counters.

use super::report::{Facts, expected};
use crate::model::report::ReportPart;
use crate::model::{Group, Side, folded};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Institutions outside the invitation that are named, the largest first; the others are one part. As many as may be
/// invited: with a hundred delegations the table stays below two hundred lines.
const MOST_NAMED: usize = 40;

fn part(group: impl Into<String>, expected: Option<i64>, present: Option<i64>) -> ReportPart {
    ReportPart { group: group.into(), expected, present }
}

/// The parts.
pub(super) fn attendance(facts: &Facts<'_>) -> Vec<ReportPart> {
    let (activity, invited) = (facts.activity, &facts.details.invited);
    let inside = expected(invited, Side::Inside);
    let also = if inside > 0 { " dan undangan dari dalam" } else { "" };
    let others: i64 = facts.sent.iter().map(|one| one.present).sum();
    let own = activity.tally.present - others - facts.visitors;
    let mut out = vec![part(format!("Pegawai {}{also}", facts.unit), Some(activity.target + inside), Some(own))];
    out.extend(facts.sent.iter().map(|one| part(format!("Utusan {}", one.unit), one.expected, Some(one.present))));
    if facts.visitors != 0 {
        out.push(part("Pegawai unit lain di luar utusan", None, Some(facts.visitors)));
    }
    out.extend(outside(invited, facts.institutions, activity.tally.guests));
    out
}

/// The institutions that were invited, each with how many of it came, and those that came without being named. Of a group
/// without an institution (`camat`) nobody can say who came of it while other institutions did.
fn outside(invited: &[Group], came: &[(String, i64)], guests: i64) -> Vec<ReportPart> {
    let mut left: BTreeMap<String, (&str, i64)> =
        came.iter().map(|(name, present)| (folded(name), (name.as_str(), *present))).collect();
    let mut named: Vec<(String, bool, ReportPart)> = Vec::new();
    for group in invited.iter().filter(|group| group.side == Side::Outside) {
        let words = group.institution.as_deref().unwrap_or(&group.name);
        let key = folded(words);
        if let Some((_, _, part)) = named.iter_mut().find(|(known, ..)| *known == key) {
            part.expected = part.expected.map(|sum| sum + group.expected);
        } else {
            let present = left.remove(&key).map(|(_, present)| present);
            named.push((key, group.institution.is_some(), part(words, Some(group.expected), present)));
        }
    }
    let mut out = Vec::new();
    for (_, known, mut part) in named {
        if known || left.is_empty() {
            part.present = part.present.or(Some(0));
        }
        out.push(part);
    }
    let mut left: Vec<(&str, i64)> = left.into_values().collect();
    left.sort_by_key(|(_, present)| Reverse(*present));
    left.truncate(MOST_NAMED);
    out.extend(
        left.into_iter()
            .map(|(name, present)| part(format!("{name} (tidak disebut dalam undangan)"), None, Some(present))),
    );
    let others = guests - out.iter().filter_map(|part| part.present).sum::<i64>();
    if others != 0 {
        out.push(part("Tamu lain dari luar", None, Some(others)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, institution: Option<&str>, expected: i64) -> Group {
        Group { side: Side::Outside, name: name.into(), institution: institution.map(str::to_owned), expected }
    }

    #[track_caller]
    fn check(invited: &[Group], came: &[(&str, i64)], guests: i64, parts: &[(&str, Option<i64>, Option<i64>)]) {
        let came: Vec<_> = came.iter().map(|(name, present)| ((*name).to_owned(), *present)).collect();
        let found = outside(invited, &came, guests);
        let found: Vec<_> = found.iter().map(|one| (one.group.as_str(), one.expected, one.present)).collect();
        assert_eq!(found, parts);
    }

    #[test]
    fn each_institution_stands_with_those_who_came_of_it() {
        let kpu = group("anggota", Some("KPU Kota"), 2);
        check(&[], &[], 0, &[]);
        check(std::slice::from_ref(&kpu), &[], 0, &[("KPU Kota", Some(2), Some(0))]);
        check(std::slice::from_ref(&kpu), &[("kpu  kota", 3)], 3, &[("KPU Kota", Some(2), Some(3))]);
        let twice = [kpu.clone(), group("ketua", Some("KPU, Kota"), 1)];
        check(&twice, &[("KPU Kota", 2)], 2, &[("KPU Kota", Some(3), Some(2))]);
        let beside = [("BNN", 1), ("Desa", 4), ("KPU Kota", 1)];
        let named = [
            ("KPU Kota", Some(2), Some(1)),
            ("Desa (tidak disebut dalam undangan)", None, Some(4)),
            ("BNN (tidak disebut dalam undangan)", None, Some(1)),
        ];
        check(&[kpu], &beside, 6, &named);
        check(&[], &[], 7, &[("Tamu lain dari luar", None, Some(7))]);
    }

    #[test]
    fn of_a_group_without_an_institution_it_is_not_said_who_came() {
        let heads = group("camat", None, 3);
        check(std::slice::from_ref(&heads), &[], 0, &[("camat", Some(3), Some(0))]);
        check(std::slice::from_ref(&heads), &[("Camat", 2)], 2, &[("camat", Some(3), Some(2))]);
        let desa = ("Desa (tidak disebut dalam undangan)", None, Some(2));
        check(&[heads], &[("Desa", 2)], 2, &[("camat", Some(3), None), desa]);
    }

    #[test]
    fn a_crowd_of_institutions_is_named_up_to_a_number_and_still_adds_up() {
        let came: Vec<(String, i64)> = (0..50).map(|at| (format!("Desa {at}"), 1)).collect();
        let parts = outside(&[], &came, 50);
        assert_eq!(parts.len(), MOST_NAMED + 1);
        assert_eq!(parts[MOST_NAMED], part("Tamu lain dari luar", None, Some(10)));
    }
}
