//! What a lawyer may get wrong, and that it is named with its place.

use crate::read::{self, Files};
use crate::{built_in, rules};
use netra_base::Lang;
use netra_calendar::Calendar;

fn with(file: &str, change: impl FnOnce(&str) -> String) -> Files {
    let mut files = built_in::files();
    let text = change(&files[file]);
    files.insert(file.to_owned(), text);
    files
}

/// Every fault of form, of meaning and of cases, one a line.
fn faults(files: &Files) -> String {
    let reading = match read::read(files) {
        Ok(reading) => reading,
        Err(faults) => return faults.iter().map(|fault| fault.line(Lang::En)).collect::<Vec<_>>().join("\n"),
    };
    let form = rules::check(&reading.book, &reading.cases).into_iter().map(|fault| fault.line(Lang::En));
    let cases = rules::run_all(&reading.book, &reading.cases, &Calendar::built_in().unwrap());
    let cases = cases
        .into_iter()
        .map(|(at, _, why)| format!("{}:{} {why}", reading.cases[at].place.file, reading.cases[at].place.line));
    form.chain(cases).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn says(files: &Files, expected: &[&str]) {
    let found = faults(files);
    for part in expected {
        assert!(found.contains(part), "“{part}” is not in:\n{found}");
    }
}

#[test]
fn broken_toml_is_named_with_line_and_column() {
    says(&with("03-ethics.toml", |text| format!("a = \n{text}")), &["03-ethics.toml:1:5: not TOML"]);
    says(&with("book.toml", |_| "[book".into()), &["book.toml:1:"]);
}

#[test]
fn slips_of_the_pen_are_named_all_at_once() {
    let files = with("04-discipline.toml", |text| {
        text.replacen("confidence = \"high\"", "confidence = \"sure\"", 1).replacen("sources = ", "sorces = ", 1)
    });
    says(&files, &["“sure” is not known for “confidence”", "“sorces” is not known in this table", "has no source"]);
}

#[test]
fn a_source_that_is_not_in_the_list_is_a_fault() {
    says(
        &with("03-ethics.toml", |text| text.replacen("\"KOMPAS\"", "\"NOWHERE\"", 1)),
        &["source NOWHERE is not in the list"],
    );
}

#[test]
fn a_rule_without_a_refused_case_is_a_fault() {
    let mut files = built_in::files();
    for text in files.values_mut().filter(|text| text.contains("[[case]]")) {
        let refused = |case: &&str| case.contains("rule = \"skb2022-etik-04\"") && case.contains("applies = false");
        let kept: Vec<_> = text.split("[[case]]").filter(|case| !refused(case)).collect();
        *text = kept.join("[[case]]");
    }
    says(&files, &["skb2022-etik-04: has no case in which it does not apply"]);
}

#[test]
fn overlaps_and_gaps_are_faults() {
    let overlap = with("01-instruments.toml", |text| text.replacen("until = 2023-10-30", "until = 2023-10-31", 1));
    says(&overlap, &["ins-uu20-2023: overlaps with ins-uu5-2014"]);
    let gap = with("01-instruments.toml", |text| text.replacen("until = 2023-10-30", "until = 2023-10-29", 1));
    says(&gap, &["leaves a gap after ins-uu5-2014"]);
    let nobody = with("17-supervision.toml", |text| text.replacen("until = 2024-09-03", "until = 2024-09-01", 1));
    says(&nobody, &["sup-bkn: leaves a gap after sup-kasn"]);
}

#[test]
fn an_unverified_rule_may_not_carry_a_level() {
    let files = with("06-pp94.toml", |text| text.replacen("confidence = \"high\"", "confidence = \"low\"", 2));
    says(&files, &["not verified (low) and yet has a level"]);
}

#[test]
fn an_id_twice_a_day_that_is_none_and_an_unknown_table_are_faults() {
    says(
        &with("03-ethics.toml", |text| text.replace("skb2022-etik-02", "skb2022-etik-01")),
        &["is already used at 03-ethics.toml:"],
    );
    says(
        &with("10-contests.toml", |text| text.replacen("fixed = 2023-11-03", "fixed = \"soon\"", 1)),
        &["“fixed” must be a date"],
    );
    says(
        &with("13-programme.toml", |text| format!("{text}\n[[wish]]\nid = \"a\"\n")),
        &["[[wish]] is not a table we know"],
    );
    says(
        &with("13-programme.toml", |text| text.replacen("says = { id = \"", "says = { id = \"\\u0007", 1)),
        &["free of control characters"],
    );
}

#[test]
fn a_changed_rule_moves_its_cases_and_shows_what_changed() {
    let files = with("06-pp94.toml", |text| text.replacen("level = \"medium\"", "level = \"light\"", 1));
    says(&files, &["06-pp94.cases.toml:", "level: should be [medium], is [light]"]);
    let (old, new) = (read::read(&built_in::files()).unwrap(), read::read(&files).unwrap());
    let changes = rules::differences(&old.book, &new.book);
    let told: Vec<_> = changes.iter().map(|change| format!("{change:?}")).collect();
    assert_eq!(told, ["Changed(\"pp94-n-2\", [(\"level\", \"medium\", \"light\")])"]);
}

#[test]
fn a_folder_that_is_no_rulebook_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(read::folder(folder.path()).unwrap_err().to_string().contains("no *.toml file"));
    std::fs::write(folder.path().join("a.toml"), "x = 1").unwrap();
    let files = read::folder(folder.path()).unwrap();
    assert!(read::read(&files).is_err());
}

#[test]
fn the_files_built_in_are_those_of_the_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook");
    assert_eq!(read::folder(&folder).unwrap(), built_in::files());
}
