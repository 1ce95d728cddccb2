//! Words that give something away: a database's own dialect outside its one home, notes to oneself, and whatever
//! speaks of a machine or a tool instead of the project. Words only; meaning is for readers.

use super::source::{Source, words};
use super::{Breach, File, House};

/// Where the two engines may differ: `dialect.rs` holds every difference in SQL; the engine files open connections
/// and read back the settings that make a commit durable.
const DIALECT_HOMES: &[&str] = &["crates/store/src/dialect", "crates/store/src/sqlite", "crates/store/src/pg"];

/// Words only one of the engines understands. Compared in capital letters.
const DIALECT: &[&str] = &[
    "AUTOINCREMENT",
    "PRAGMA",
    "WITHOUT ROWID",
    "FTS5",
    "STRFTIME",
    "SQLITE_MASTER",
    "SQLITE_SCHEMA",
    "INSERT OR IGNORE",
    "INSERT OR REPLACE",
    "UNNEST",
    "ILIKE",
    "TSVECTOR",
    "TO_TSQUERY",
    "BIGSERIAL",
    "JSONB",
    "GENERATE_SERIES",
    "STRING_AGG",
    "GROUP_CONCAT",
    "DISTINCT ON",
    "SKIP LOCKED",
    "ADVISORY",
];

pub fn dialect_words_stay_at_home(house: &House) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let abroad = |file: &&File| {
        let product = file.is_rust() && file.crate_name().is_some() && !file.is_test();
        (product || file.path.ends_with(".sql")) && !DIALECT_HOMES.iter().any(|home| file.path.starts_with(home))
    };
    for file in house.files.iter().filter(abroad) {
        if file.is_rust() {
            let source = Source::new(&file.text);
            for literal in &source.literals {
                if let Some(word) = dialect_word(&literal.text) {
                    breaches.push(homeless(file, source.line_of(literal.start), &word));
                }
            }
        } else {
            for (i, line) in file.text.lines().enumerate() {
                if let Some(word) = dialect_word(line) {
                    breaches.push(homeless(file, i + 1, &word));
                }
            }
        }
    }
    breaches
}

fn homeless(file: &File, line: usize, word: &str) -> Breach {
    Breach::on_line(
        file,
        line,
        format!("`{word}` is one engine's dialect: make it a named function in store/dialect.rs"),
    )
}

fn dialect_word(text: &str) -> Option<String> {
    let text = text.to_ascii_uppercase();
    if let Some(at) = text.find("PG_").filter(|&at| at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric()) {
        return Some(text[at..].split(|c: char| !c.is_alphanumeric() && c != '_').next()?.to_lowercase());
    }
    DIALECT.iter().find(|word| words(&text, word).next().is_some()).map(|word| (*word).to_owned())
}

/// Written in two halves, so that this file does not name itself.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];

pub fn no_note_to_self(house: &House) -> Vec<Breach> {
    lines_with(house, &|line| NOTES.iter().find(|note| words(line, note).next().is_some()).copied(), |note| {
        format!("a note to oneself ({note}): do it, or open a decision in docs/decisions")
    })
}

/// A path of one machine, or a word about how the text was made: nothing a reader of the project can use.
const ELSEWHERE: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!(".lib", "rary"),
    concat!("sub", "agent"),
    concat!("language ", "model"),
    concat!("Chat", "GPT"),
    concat!("Cla", "ude"),
    concat!("Copi", "lot"),
    concat!("issue", " #"),
];

pub fn nothing_but_the_project(house: &House) -> Vec<Breach> {
    lines_with(house, &|line| ELSEWHERE.iter().find(|word| line.contains(**word)).copied(), |word| {
        format!("`{word}` speaks of a machine or a tool, not of the project")
    })
}

fn lines_with(
    house: &House,
    found: &dyn Fn(&str) -> Option<&'static str>,
    what: impl Fn(&str) -> String,
) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in house.files.iter().filter(|file| file.path != "Cargo.lock") {
        for (i, line) in file.text.lines().enumerate() {
            if let Some(word) = found(line) {
                breaches.push(Breach::on_line(file, i + 1, what(word)));
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialect(path: &str, text: &str) -> usize {
        dialect_words_stay_at_home(&House::of(&[(path, text)])).len()
    }

    #[test]
    fn a_dialect_word_in_a_feature_is_named() {
        for sql in
            ["id INTEGER PRIMARY KEY AUTOINCREMENT", "pragma journal_mode", "SELECT unnest(?1)", "SELECT pg_sleep(1)"]
        {
            let text = format!("const SQL: &str = \"{sql}\";");
            assert_eq!(dialect("crates/pledges/src/store.rs", &text), 1, "{sql}");
        }
        assert_eq!(dialect("crates/pledges/migrations/0001.sql", "CREATE TABLE a (b jsonb);"), 1);
    }

    #[test]
    fn at_home_in_tests_and_in_prose_it_may_stand() {
        let text = "const SQL: &str = \"PRAGMA synchronous\";";
        assert_eq!(dialect("crates/store/src/dialect.rs", text), 0);
        assert_eq!(dialect("crates/store/src/sqlite/open.rs", text), 0);
        assert_eq!(dialect("crates/store/tests/durable.rs", text), 0);
        assert_eq!(
            dialect("crates/pledges/src/store.rs", "// PRAGMA is not for here\nconst A: &str = \"jpg_files\";"),
            0
        );
    }

    #[test]
    fn a_note_to_self_is_found_in_any_file() {
        for note in NOTES {
            let text = format!("fine\n# {note}: later\n");
            assert_eq!(no_note_to_self(&House::of(&[("a.toml", &text)])).len(), 1, "{note}");
        }
        let fine = House::of(&[("a.rs", "todo = \"deny\"\nlet toDo = 1; // METHODOLOGY XXXVI")]);
        assert_eq!(no_note_to_self(&fine), []);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        let text = format!("see {}somebody/notes\n", concat!("/ho", "me/"));
        let breaches = nothing_but_the_project(&House::of(&[("README.md", &text)]));
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].at, "README.md:1");
        assert_eq!(nothing_but_the_project(&House::of(&[("README.md", "/log/tile/8/L, /kerja, library")])), []);
    }
}
