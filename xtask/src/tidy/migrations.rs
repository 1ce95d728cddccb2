//! A released migration never changes. `xtask/migrations.lock` holds the hash of each one that was released; the
//! texts are read from the sources (`Migration { name: "…", sql: … }`, as a literal, a constant of the same crate or
//! an included file). Migrations not in the lock are still being written; `cargo xtask lock-migrations` releases them.

use super::source::{Source, closing, words};
use super::{Breach, File, House};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;

const LOCK: &str = "xtask/migrations.lock";

/// A migration as it stands in the sources.
struct Written {
    at: String,
    name: String,
    hash: String,
}

pub fn released_ones_never_change(house: &House) -> Vec<Breach> {
    let (written, mut breaches) = written(house);
    for (name, hash) in locked(house.text(LOCK)) {
        match written.iter().find(|migration| migration.name == name) {
            None => breaches.push(Breach::new(LOCK, format!("the released migration `{name}` is gone: bring it back"))),
            Some(migration) if migration.hash != hash => {
                let what = format!("the released migration `{name}` was changed: put it back and write a new one");
                breaches.push(Breach::new(&migration.at, what));
            }
            Some(_) => {}
        }
    }
    for (i, migration) in written.iter().enumerate() {
        if written[..i].iter().any(|earlier| earlier.name == migration.name) {
            breaches.push(Breach::new(&migration.at, format!("a second migration is called `{}`", migration.name)));
        }
    }
    breaches
}

/// Adds today's migrations to the lock. What is already there must still be true.
pub fn lock(root: &Path) -> Result<()> {
    let house = House::read(root)?;
    if let Some(breach) = released_ones_never_change(&house).first() {
        bail!("{breach}");
    }
    let mut text = house.text(LOCK).to_owned();
    let known = locked(house.text(LOCK));
    for migration in written(&house).0 {
        if !known.iter().any(|(name, _)| *name == migration.name) {
            writeln!(text, "{} {}", migration.name, migration.hash)?;
            eprintln!("released: {}", migration.name);
        }
    }
    std::fs::write(root.join(LOCK), text).with_context(|| format!("cannot write {LOCK}"))
}

fn locked(text: &str) -> Vec<(&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
}

fn written(house: &House) -> (Vec<Written>, Vec<Breach>) {
    let (mut found, mut breaches) = (Vec::new(), Vec::new());
    let holds = |file: &&File| file.is_rust() && file.crate_name().is_some() && !file.is_test();
    for file in house.files.iter().filter(holds) {
        let source = Source::new(&file.text);
        for at in words(&source.code, "Migration") {
            let open = at + "Migration".len();
            let is_value = source.code[open..].trim_start().starts_with('{') && !is_declaration(&source.code[..at]);
            let Some(body) = source.code[open..].find('{').filter(|_| is_value) else { continue };
            let range = (open + body, closing(&source.code, open + body));
            match read(house, file, &source, range) {
                Some((name, sql)) => {
                    let at = format!("{}:{}", file.path, source.line_of(at));
                    found.push(Written { at, name, hash: hash(&sql) });
                }
                None => {
                    let what = "this migration cannot be read: name and sql are literals, constants or included files";
                    breaches.push(Breach::on_line(file, source.line_of(at), what));
                }
            }
        }
    }
    (found, breaches)
}

/// `struct Migration {`, `impl Migration {`, `-> Migration {` are not migrations.
fn is_declaration(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches("netra_store::").trim_end();
    ["struct", "impl", "for", "->", "enum"].iter().any(|word| before.ends_with(word))
}

fn read(house: &House, file: &File, source: &Source, range: (usize, usize)) -> Option<(String, String)> {
    let name = field(house, file, source, range, "name")?;
    Some((name, field(house, file, source, range, "sql")?))
}

/// The text of one field of the struct literal that spans `range`.
fn field(house: &House, file: &File, source: &Source, range: (usize, usize), field: &str) -> Option<String> {
    let inside = &source.code[range.0..range.1];
    let at = words(inside, field).find(|at| inside[at + field.len()..].trim_start().starts_with(':'))?;
    let colon = inside[at..].find(':')? + at + 1;
    value(house, file, source, range.0 + colon)
}

/// The text that an expression starting at `from` stands for.
fn value(house: &House, file: &File, source: &Source, from: usize) -> Option<String> {
    let written = &file.text[from..];
    let start = from + (written.len() - written.trim_start().len());
    let expression = &file.text[start..];
    if let Some(literal) = source.literals.iter().find(|literal| literal.start == start) {
        return Some(literal.text.clone());
    }
    if expression.starts_with("include_str!") {
        let literal = source.literals.iter().find(|literal| literal.start > start)?;
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        return Some(house.file(&normal(&format!("{folder}/{}", literal.text)))?.text.clone());
    }
    let path: String = expression.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect();
    let name = path.rsplit("::").next().filter(|name| !name.is_empty())?;
    constant(house, file, name)
}

/// `const NAME: … = …;` in any file of the same crate.
fn constant(house: &House, file: &File, name: &str) -> Option<String> {
    let declaration = format!("const {name}:");
    for other in house.files.iter().filter(|other| other.is_rust() && other.crate_name() == file.crate_name()) {
        let source = Source::new(&other.text);
        if let Some(at) = source.code.find(&declaration) {
            let equals = at + source.code[at..].find('=')? + 1;
            return value(house, other, &source, equals);
        }
    }
    None
}

/// `a/b/../c` as `a/c`.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn hash(sql: &str) -> String {
    Sha256::digest(sql.as_bytes()).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LITERAL: &str = "pub const MIGRATIONS: &[Migration] = &[Migration { name: \"pledges-0001\", sql: r#\"CREATE TABLE a (b {int})\"# }];";

    fn house(source: &str, lock: &str) -> House {
        House::of(&[
            ("crates/pledges/src/store.rs", source),
            ("crates/pledges/migrations/0001.sql", "CREATE TABLE a (b {int})"),
            (LOCK, lock),
        ])
    }

    fn released() -> String {
        format!("# released\npledges-0001 {}\n", hash("CREATE TABLE a (b {int})"))
    }

    #[test]
    fn a_migration_is_read_wherever_its_text_stands() {
        let included = "Migration { name: \"pledges-0001\", sql: include_str!(\"../migrations/0001.sql\") }";
        let constant = "const ONE: &str = \"CREATE TABLE a (b {int})\";\nstatic M: Migration = Migration { name: \"pledges-0001\", sql: ONE };";
        for source in [LITERAL, included, constant] {
            assert_eq!(released_ones_never_change(&house(source, &released())), [], "{source}");
        }
    }

    #[test]
    fn a_released_migration_that_changed_or_went_is_named() {
        let changed = LITERAL.replace("{int}", "{text}");
        let breaches = released_ones_never_change(&house(&changed, &released()));
        assert!(breaches[0].what.contains("was changed"), "{breaches:?}");
        let breaches = released_ones_never_change(&house("", &released()));
        assert!(breaches[0].what.contains("is gone"), "{breaches:?}");
    }

    #[test]
    fn one_that_is_still_being_written_may_change() {
        assert_eq!(released_ones_never_change(&house(LITERAL, "")), []);
    }

    #[test]
    fn one_that_cannot_be_read_and_one_that_stands_twice_are_named() {
        let computed = "fn m() -> Migration { Migration { name: \"pledges-0001\", sql: make() } }";
        assert_eq!(released_ones_never_change(&house(computed, "")).len(), 1);
        let twice = format!("{LITERAL}\n{}", LITERAL.replace("MIGRATIONS", "AGAIN"));
        assert_eq!(released_ones_never_change(&house(&twice, "")).len(), 1);
    }

    #[test]
    fn releasing_writes_the_lock_once() {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in [("crates/pledges/src/store.rs", LITERAL), (LOCK, "# released\n")] {
            let file = dir.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        lock(dir.path()).unwrap();
        lock(dir.path()).unwrap();
        assert_eq!(std::fs::read_to_string(dir.path().join(LOCK)).unwrap(), released());
    }
}
