//! Size and the door plate: every Rust file opens with its paragraph, no function crosses 70 lines, no file 500
//! without saying why. Long functions that were there before stand in a list that may only shrink.

use super::source::Source;
use super::{Breach, File, House};

const FUNCTION_LINES: usize = 70;
const FILE_LINES: usize = 500;

/// Lines `path::function lines`; a longer, a shorter and a vanished one must leave or be repaired.
const LONG_FUNCTIONS: &str = "xtask/long-functions.txt";

/// A file past the ceiling says these words, and the reason, in its opening paragraph.
const WHY_LONG: &str = "This file is long because";

pub fn every_file_opens_with_its_paragraph(house: &House) -> Vec<Breach> {
    let what = "opens without a `//!` paragraph: say what this is and what it is not";
    let silent = |file: &&File| file.is_rust() && !has_words(&plate(file));
    house.files.iter().filter(silent).map(|file| Breach::new(&file.path, what)).collect()
}

fn has_words(plate: &str) -> bool {
    plate.split_whitespace().count() >= 5
}

/// The `//!` lines a file opens with, joined.
fn plate(file: &File) -> String {
    let lines = file.text.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}

pub fn no_file_crosses_the_line(house: &House) -> Vec<Breach> {
    let too_long =
        |file: &&File| file.is_rust() && file.text.lines().count() > FILE_LINES && !plate(file).contains(WHY_LONG);
    let breach = |file: &File| {
        let lines = file.text.lines().count();
        let what =
            format!("has {lines} lines, past {FILE_LINES}: split it by verb, or say \"{WHY_LONG} …\" at its top");
        Breach::new(&file.path, what)
    };
    house.files.iter().filter(too_long).map(breach).collect()
}

pub fn no_function_crosses_the_line(house: &House) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut listed = listed(house.text(LONG_FUNCTIONS));
    for file in house.files.iter().filter(|file| file.is_rust()) {
        for function in Source::new(&file.text).functions() {
            let name = format!("{}::{}", file.path, function.name);
            let known = listed.iter().position(|(listed, _)| *listed == name);
            if function.lines <= FUNCTION_LINES {
                continue;
            }
            let lines = function.lines;
            match known.map(|i| listed.remove(i)) {
                None => {
                    let what = format!("`{}` has {lines} lines, past {FUNCTION_LINES}: split it", function.name);
                    breaches.push(Breach::on_line(file, function.line, what));
                }
                Some((_, was)) if lines > was => {
                    let what = format!("`{}` grew from {was} to {lines} lines: it may only shrink", function.name);
                    breaches.push(Breach::on_line(file, function.line, what));
                }
                Some((_, was)) if lines < was => {
                    let what = format!("`{name}` shrank from {was} to {lines} lines, well done: write {lines}");
                    breaches.push(Breach::new(LONG_FUNCTIONS, what));
                }
                Some(_) => {}
            }
        }
    }
    let gone =
        |(name, _): (&str, usize)| Breach::new(LONG_FUNCTIONS, format!("`{name}` is no longer long: strike it out"));
    breaches.extend(listed.into_iter().map(gone));
    breaches
}

fn listed(text: &str) -> Vec<(&str, usize)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.rsplit_once(' ')).filter_map(|(name, n)| Some((name, n.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(name: &str, lines: usize) -> String {
        format!("fn {name}() {{{}}}\n", "\n".repeat(lines - 1))
    }

    #[test]
    fn a_file_without_its_paragraph_is_named() {
        let house = House::of(&[
            ("a.rs", "//! What this is, and what it is not.\nuse x;"),
            ("b.rs", "use x;\n//! Too late to be a door plate."),
            ("c.rs", "//! Plate.\n"),
            ("d.md", "no plate needed"),
        ]);
        let at: Vec<String> = every_file_opens_with_its_paragraph(&house).into_iter().map(|b| b.at).collect();
        assert_eq!(at, ["b.rs", "c.rs"]);
    }

    #[test]
    fn seventy_lines_are_fine_and_seventy_one_are_not() {
        let text = function("fits", 70) + &function("over", 71);
        let breaches = no_function_crosses_the_line(&House::of(&[("a.rs", &text)]));
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].at, "a.rs:71");
    }

    #[test]
    fn a_listed_function_may_stay_but_neither_grow_nor_linger() {
        for (lines, list, expected) in [
            (80, "a.rs::f 80", 0),
            (81, "a.rs::f 80", 1),
            (79, "a.rs::f 80", 1),
            (60, "a.rs::f 80", 1),
            (80, "# a.rs::f 80", 1),
        ] {
            let house = House::of(&[("a.rs", &function("f", lines)), (LONG_FUNCTIONS, list)]);
            assert_eq!(no_function_crosses_the_line(&house).len(), expected, "{lines} lines, listed as {list}");
        }
    }

    #[test]
    fn a_long_file_says_why() {
        let body = "\n".repeat(FILE_LINES);
        let silent = format!("//! One of many things.\n{body}");
        let frank = format!("//! The table of routes.\n//! {WHY_LONG} it is one repeated pattern.\n{body}");
        let house = House::of(&[("silent.rs", &silent), ("frank.rs", &frank), ("notes.md", &silent)]);
        let breaches = no_file_crosses_the_line(&house);
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].at, "silent.rs");
    }
}
