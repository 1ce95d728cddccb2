//! The map in ARCHITECTURE.md, read as the table it is, and held against the folders and the manifests. It knows
//! nothing of what is inside a crate.

use super::{Breach, House};

const MAP: &str = "ARCHITECTURE.md";

/// Where each dependency on the outside has its row.
const DEPENDENCIES: &str = "docs/decisions/0003-dependencies.md";

/// The harness of the whole-house tests: any crate's tests may use it.
const HARNESS: &str = "it";

/// One row of the map.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub kind: Kind,
    pub may_use: MayUse,
}

/// What a crate is for; it decides which rooms it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Mechanism,
    Foundation,
    Feature,
    Composition,
}

/// What a crate may depend on.
#[derive(Debug, PartialEq, Eq)]
pub enum MayUse {
    Only(Vec<String>),
    AllBut(Vec<String>),
}

impl MayUse {
    fn allows(&self, name: &str) -> bool {
        match self {
            Self::Only(names) => names.iter().any(|n| n == name),
            Self::AllBut(names) => names.iter().all(|n| n != name),
        }
    }
}

/// Rows of the form `` | `crate` | kind | what | may use | ``.
pub fn entries(house: &House) -> Vec<Entry> {
    house.text(MAP).lines().filter_map(entry).collect()
}

fn entry(line: &str) -> Option<Entry> {
    let cells: Vec<&str> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
    let [name, kind, _, may_use, ..] = cells.as_slice() else { return None };
    let name = name.strip_prefix('`')?.strip_suffix('`')?.to_owned();
    let kind = match *kind {
        "mechanism" => Kind::Mechanism,
        "foundation" => Kind::Foundation,
        "feature" => Kind::Feature,
        "composition" => Kind::Composition,
        _ => return None,
    };
    let names: Vec<String> = may_use.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let may_use = if may_use.starts_with("all") { MayUse::AllBut(names) } else { MayUse::Only(names) };
    Some(Entry { name, kind, may_use })
}

/// The crates there are: folders under `crates/` with a manifest.
fn folders(house: &House) -> Vec<&str> {
    let manifest = |path: &'_ str| path.split('/').count() == 3 && path.ends_with("/Cargo.toml");
    house.files.iter().filter(|file| manifest(&file.path)).filter_map(super::File::crate_name).collect()
}

pub fn names_equal_folders(house: &House) -> Vec<Breach> {
    let entries = entries(house);
    let folders = folders(house);
    let mut breaches = Vec::new();
    for folder in &folders {
        if !entries.iter().any(|entry| entry.name == *folder) {
            breaches.push(Breach::new(MAP, format!("crates/{folder} is not on the map: add its row")));
        }
    }
    for (i, entry) in entries.iter().enumerate() {
        if !folders.contains(&entry.name.as_str()) {
            breaches.push(Breach::new(MAP, format!("the map names `{}`, and there is no such folder", entry.name)));
        }
        if entries[..i].iter().any(|earlier| earlier.name == entry.name) {
            breaches.push(Breach::new(MAP, format!("`{}` stands on the map twice", entry.name)));
        }
    }
    breaches
}

pub fn crates_depend_as_the_table_allows(house: &House) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for entry in entries(house) {
        let path = format!("crates/{}/Cargo.toml", entry.name);
        let Ok(manifest) = house.text(&path).parse::<toml::Table>() else {
            breaches.push(Breach::new(path, "is not a manifest that can be read"));
            continue;
        };
        for (section, tests_only) in
            [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)]
        {
            for name in ours(&manifest, section) {
                let harness = tests_only && name == HARNESS;
                if !harness && !entry.may_use.allows(&name) {
                    let what =
                        format!("depends on `{name}`, which the map in {MAP} does not allow to `{}`", entry.name);
                    breaches.push(Breach::new(path.clone(), what));
                }
            }
        }
    }
    breaches
}

/// Our own crates in one section, by their folder's name.
fn ours(manifest: &toml::Table, section: &str) -> Vec<String> {
    let Some(table) = manifest.get(section).and_then(toml::Value::as_table) else { return Vec::new() };
    let folder = |name: &String| match name.as_str() {
        "netra" => Some("app".to_owned()),
        other => other.strip_prefix("netra-").map(str::to_owned),
    };
    table.keys().filter_map(folder).collect()
}

/// A new dependency on the outside is a decision: it has a row there that says why.
pub fn every_dependency_has_its_reason(house: &House) -> Vec<Breach> {
    let Ok(manifest) = house.text("Cargo.toml").parse::<toml::Table>() else { return Vec::new() };
    let section = manifest.get("workspace").and_then(|workspace| workspace.get("dependencies")?.as_table());
    let names: Vec<&String> = section.into_iter().flat_map(toml::Table::keys).collect();
    let reasons = house.text(DEPENDENCIES);
    let rows: Vec<&str> = reasons.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let silent = names.iter().filter(|name| !name.starts_with("netra") && !rows.contains(&name.as_str()));
    let mut breaches: Vec<Breach> = silent
        .map(|name| Breach::new(DEPENDENCIES, format!("`{name}` is built in and has no row that says why")))
        .collect();
    let gone = rows.iter().filter(|row| !names.iter().any(|name| name == *row));
    breaches.extend(gone.map(|row| Breach::new(DEPENDENCIES, format!("`{row}` has a row and is not built in"))));
    breaches
}

pub fn every_crate_has_a_front_door(house: &House) -> Vec<Breach> {
    let no_door = |name: &&str| {
        let at = |file: &str| house.file(&format!("crates/{name}/src/{file}")).is_some();
        !at("lib.rs") && !at("main.rs")
    };
    let breach = |name: &str| Breach::new(format!("crates/{name}/src"), "has neither lib.rs nor main.rs");
    folders(house).into_iter().filter(no_door).map(breach).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "| crate | kind | what | may use |\n|---|---|---|---|\n| `base` | mechanism | words | – |\n\
        | `store` | mechanism | the database | `base` |\n| `app` | composition | the binary | all but `it` |\n";

    fn house(extra: &[(&str, &str)]) -> House {
        let mut files = vec![
            ("ARCHITECTURE.md", TABLE),
            ("crates/base/Cargo.toml", "[dependencies]\nanyhow = '1'\n"),
            ("crates/store/Cargo.toml", "[dependencies]\nnetra-base.workspace = true\n"),
            ("crates/app/Cargo.toml", "[dependencies.netra-store]\nworkspace = true\n"),
            ("crates/base/src/lib.rs", ""),
            ("crates/store/src/lib.rs", ""),
            ("crates/app/src/main.rs", ""),
        ];
        for (path, text) in extra {
            files.retain(|(known, _)| known != path);
            files.push((path, text));
        }
        House::of(&files)
    }

    #[test]
    fn a_map_that_equals_the_folders_is_fine() {
        assert_eq!(names_equal_folders(&house(&[])), []);
        assert_eq!(crates_depend_as_the_table_allows(&house(&[])), []);
        assert_eq!(every_crate_has_a_front_door(&house(&[])), []);
    }

    #[test]
    fn a_folder_that_is_not_on_the_map_is_named() {
        let breaches = names_equal_folders(&house(&[("crates/voters/Cargo.toml", "")]));
        assert_eq!(breaches.len(), 1);
        assert!(breaches[0].what.contains("crates/voters is not on the map"));
    }

    #[test]
    fn a_row_without_a_folder_is_named_and_so_is_a_row_twice() {
        let table = format!("{TABLE}| `cases` | feature | gone | `base` |\n| `base` | mechanism | again | – |\n");
        let breaches = names_equal_folders(&house(&[("ARCHITECTURE.md", &table)]));
        let whats: Vec<&str> = breaches.iter().map(|b| b.what.as_str()).collect();
        assert_eq!(whats, ["the map names `cases`, and there is no such folder", "`base` stands on the map twice"]);
    }

    #[test]
    fn a_dependency_the_table_does_not_name_is_a_breach_in_tests_too() {
        let upward = "[dependencies]\nnetra-store.workspace = true\n[dev-dependencies]\nnetra.workspace = true\n";
        let breaches = crates_depend_as_the_table_allows(&house(&[("crates/base/Cargo.toml", upward)]));
        assert_eq!(breaches.len(), 2);
        assert!(breaches[0].what.contains("`store`") && breaches[1].what.contains("`app`"));
    }

    #[test]
    fn the_harness_is_for_tests_only() {
        let tests = "[dev-dependencies]\nnetra-it.workspace = true\n";
        assert_eq!(crates_depend_as_the_table_allows(&house(&[("crates/store/Cargo.toml", tests)])), []);
        let product = "[dependencies]\nnetra-it.workspace = true\n";
        assert_eq!(crates_depend_as_the_table_allows(&house(&[("crates/app/Cargo.toml", product)])).len(), 1);
    }

    #[test]
    fn a_crate_without_a_front_door_is_named() {
        let mut house = house(&[]);
        house.files.retain(|file| file.path != "crates/base/src/lib.rs");
        assert_eq!(every_crate_has_a_front_door(&house).len(), 1);
    }

    #[test]
    fn a_dependency_without_a_reason_and_a_reason_without_a_dependency_are_named() {
        let manifest = "[workspace.dependencies]\nnetra-base = { path = 'x' }\nanyhow = '1'\nserde = '1'\n";
        let table = "| crate | why |\n|---|---|\n| `serde` | records |\n| `regex` | gone |\n";
        let house = House::of(&[("Cargo.toml", manifest), (DEPENDENCIES, table)]);
        let whats: Vec<String> = every_dependency_has_its_reason(&house).into_iter().map(|b| b.what).collect();
        assert_eq!(
            whats,
            ["`anyhow` is built in and has no row that says why", "`regex` has a row and is not built in"]
        );
    }
}
