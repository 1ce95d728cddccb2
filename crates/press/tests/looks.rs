//! How the samples look: every page is drawn by poppler, reduced to squares of five millimetres with their darkness, and held
//! against the look that was kept when somebody last looked at it. A look is text: the squares of a page can be read as a
//! picture, and a change of it as a difference. `KEEP_LOOKS=1` keeps what is drawn now.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use netra_press::Press;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Dots an inch: each square is 10 dots wide and high.
const RESOLUTION: &str = "50.8";
const SQUARE: usize = 10;
/// Ten steps from paper to ink; a square of text rarely is darker than a quarter.
const STEPS: [char; 10] = [' ', '.', ':', '-', '=', '+', '*', '%', '#', '@'];
/// How much of black one step is, in thousandths.
const STEP: usize = 30;

/// Versions of poppler draw edges a little differently: a square may be off by one step, and one in a hundred by more. A line
/// of text that is not where it was is some three in a hundred of a page.
const OFF_BY: usize = 1;
const MAY_BE_OFF_PERCENT: usize = 1;

fn kept(template: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/looks").join(template.replace(".typ", ".txt"))
}

/// The pages of a file as rows of squares, a page after a line `halaman 1: 42 x 59`.
fn look(pdf: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let drawn =
        Command::new("pdftoppm").args(["-gray", "-r", RESOLUTION]).arg(&file).arg(dir.path().join("page")).output();
    let drawn = drawn.unwrap_or_else(|error| panic!("pdftoppm: {error}; `cargo xtask test` brings it"));
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    let entries = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "pgm")).collect();
    pages.sort();
    let mut text = String::new();
    for (at, page) in pages.iter().enumerate() {
        let squares = squares(&std::fs::read(page).unwrap());
        text.push_str(&format!("halaman {}: {} x {}\n", at + 1, squares[0].len(), squares.len()));
        for row in squares {
            text.push_str(row.iter().map(|step| STEPS[*step]).collect::<String>().trim_end());
            text.push('\n');
        }
    }
    text
}

/// Reads a plain grey picture (`P5 width height 255` and a byte a dot).
fn squares(picture: &[u8]) -> Vec<Vec<usize>> {
    let mut at = 0;
    let mut words = Vec::new();
    while words.len() < 4 {
        let end = at + picture[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        words.push(std::str::from_utf8(&picture[at..end]).unwrap().to_owned());
        at = end + 1;
    }
    assert_eq!((words[0].as_str(), words[3].as_str()), ("P5", "255"));
    let (wide, high): (usize, usize) = (words[1].parse().unwrap(), words[2].parse().unwrap());
    let dots = &picture[at..];
    let step = |column: usize, row: usize| {
        let rows = row * SQUARE..(row + 1) * SQUARE;
        let ink: usize = rows
            .flat_map(|y| &dots[y * wide + column * SQUARE..y * wide + (column + 1) * SQUARE])
            .map(|dot| 255 - usize::from(*dot))
            .sum();
        let thousandths = ink * 1_000 / (255 * SQUARE * SQUARE);
        (thousandths.div_ceil(STEP)).min(STEPS.len() - 1)
    };
    (0..high / SQUARE).map(|row| (0..wide / SQUARE).map(|column| step(column, row)).collect()).collect()
}

/// Where two looks differ: lines to read, empty when they are the same within the tolerance.
fn differences(kept: &str, now: &str) -> Vec<String> {
    let heads = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("halaman ")).map(str::to_owned).collect()
    };
    if heads(kept) != heads(now) {
        return vec![format!("pages: {:?}, kept {:?}", heads(now), heads(kept))];
    }
    let step = |line: &str, at: usize| {
        let sign = line.chars().nth(at).unwrap_or(' ');
        STEPS.iter().position(|one| *one == sign).unwrap_or(0)
    };
    let (mut off, mut all, mut told) = (0, 0, Vec::new());
    for (row, (before, after)) in kept.lines().zip(now.lines()).enumerate() {
        let wide = before.chars().count().max(after.chars().count());
        let here = (0..wide).filter(|at| step(before, *at).abs_diff(step(after, *at)) > OFF_BY).count();
        if here > 0 {
            told.push(format!("line {}:\n  kept {before}\n  now  {after}", row + 1));
        }
        off += here;
        // Blank squares tell nothing of how full a page is.
        all += before.chars().filter(|sign| *sign != ' ').count();
    }
    if off * 100 > all * MAY_BE_OFF_PERCENT { told } else { Vec::new() }
}

#[test]
fn every_sample_looks_as_it_did_when_somebody_looked_at_it() {
    let press = Press::new();
    let mut changed = Vec::new();
    for template in press.templates() {
        let now = look(&press.print(&press.sample(&template).unwrap()).unwrap());
        let file = kept(&template);
        if std::env::var_os("KEEP_LOOKS").is_some() {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &now).unwrap();
            continue;
        }
        let before = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let differences = differences(&before, &now);
        if !differences.is_empty() {
            let told = differences.len().min(12);
            changed.push(format!("{template} looks different:\n{}", differences[..told].join("\n")));
        }
    }
    assert!(changed.is_empty(), "{}\nIf this was meant: look at the pages, then KEEP_LOOKS=1.", changed.join("\n\n"));
}

#[test]
fn a_look_changes_when_a_person_would_see_it() {
    let press = Press::new();
    let sample = press.sample("surat-dinas.typ").unwrap();
    let before = look(&press.print(&sample).unwrap());
    let after = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut paper = sample.clone();
        change(&mut paper.data);
        differences(&before, &look(&press.print(&paper).unwrap()))
    };
    assert!(after(&|_| {}).is_empty());
    assert!(!after(&|data| data["signature"]["name"] = "Nama Contoh".into()).is_empty(), "a name instead of a line");
    assert!(!after(&|data| data["agency"]["unit"] = serde_json::json!([])).is_empty(), "the unit's name is gone");
    assert!(!after(&|data| data["copies"] = serde_json::json!([])).is_empty(), "the copies are gone");
    assert!(!after(&|data| data["number"] = serde_json::Value::Null).is_empty(), "the number is gone");
    let own = "#import \"surat.typ\": *\n#let data = json(\"/data.json\")\n#show: naskah.with(kaki: data.number)\n#kop(data)\n";
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("surat-dinas.typ"), own).unwrap();
    let other = Press::with_folder(dir.path()).unwrap().print(&sample).unwrap();
    assert!(!differences(&before, &look(&other)).is_empty(), "another template");
}
