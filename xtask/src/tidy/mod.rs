//! Taste as a test: the house rules that a program can check. `check` reads the tree once and lists every breach;
//! each rule is a function of the tree read, so that its tests feed it small trees written on the spot. What only a
//! reader can judge (names, sense, beauty) is not here.

pub mod map;
pub mod migrations;
pub mod rooms;
pub mod size;
pub mod source;
pub mod words;

use anyhow::{Context, Result};
use std::fmt;
use std::path::Path;

/// Folders that hold nothing we wrote.
const NOT_OURS: &[&str] = &["target", ".git", "node_modules"];

/// A file larger than this is data, not something to read line by line.
const READABLE_BYTES: u64 = 2 * 1024 * 1024;

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Where: a path, with a line where there is one.
    pub at: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl Breach {
    pub fn new(at: impl Into<String>, what: impl Into<String>) -> Self {
        Self { at: at.into(), what: what.into() }
    }

    pub fn on_line(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self::new(format!("{}:{line}", file.path), what)
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

/// One text file of the tree.
#[derive(Debug)]
pub struct File {
    /// From the workspace's folder, with forward slashes.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The crate's folder under `crates/`, when the file stands in one.
    pub fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Files that only tests compile: a crate's `tests` folder, `src/tests.rs`, and the whole-house tests.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs") || self.crate_name() == Some("it")
    }
}

/// The tree as it was read.
#[derive(Debug, Default)]
pub struct House {
    pub files: Vec<File>,
}

impl House {
    pub fn read(root: &Path) -> Result<Self> {
        let mut house = Self::default();
        house.read_folder(root, "")?;
        house.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(house)
    }

    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    pub fn text(&self, path: &str) -> &str {
        self.file(path).map_or("", |file| &file.text)
    }

    /// Depth is bounded by the tree itself: links are not followed.
    fn read_folder(&mut self, root: &Path, folder: &str) -> Result<()> {
        let here = root.join(folder);
        for entry in std::fs::read_dir(&here).with_context(|| format!("cannot read {}", here.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) && !name.starts_with("netra-d") {
                self.read_folder(root, &path)?;
            } else if kind.is_file() && entry.metadata()?.len() <= READABLE_BYTES {
                // What is not text (a picture, a database) is nobody's prose.
                if let Ok(text) = std::fs::read_to_string(entry.path()) {
                    self.files.push(File { path, text });
                }
            }
        }
        Ok(())
    }

    /// A small tree for a test.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self { files: files.iter().map(file).collect() }
    }
}

/// Every breach in the tree, in the order of the rules.
pub fn check(root: &Path) -> Result<Vec<Breach>> {
    let house = House::read(root)?;
    let rules: &[fn(&House) -> Vec<Breach>] = &[
        map::names_equal_folders,
        map::crates_depend_as_the_table_allows,
        map::every_crate_has_a_front_door,
        map::every_dependency_has_its_reason,
        rooms::rooms_keep_their_vows,
        rooms::routes_stand_in_the_permission_table,
        size::every_file_opens_with_its_paragraph,
        size::no_function_crosses_the_line,
        size::no_file_crosses_the_line,
        words::dialect_words_stay_at_home,
        words::no_note_to_self,
        words::nothing_but_the_project,
        migrations::released_ones_never_change,
    ];
    Ok(rules.iter().flat_map(|rule| rule(&house)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_in_order() {
        let breaches = check(&crate::root()).unwrap();
        let list: Vec<String> = breaches.iter().map(ToString::to_string).collect();
        assert!(list.is_empty(), "cargo xtask tidy says:\n{}", list.join("\n"));
    }

    #[test]
    fn a_tree_is_read_without_what_others_made() {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in [("a/b.rs", "//! b"), ("target/c.rs", "made"), (".ci/run", "#!"), ("netra-demo/x", "y")] {
            let file = dir.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        std::fs::write(dir.path().join("picture.png"), [0xff, 0xfe, 0x00]).unwrap();
        let house = House::read(dir.path()).unwrap();
        let paths: Vec<&str> = house.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, [".ci/run", "a/b.rs"]);
    }
}
