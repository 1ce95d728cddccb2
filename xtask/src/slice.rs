//! `new-slice`: a crate with its rooms, entered in the map and in the workspace's list, that compiles as it stands.
//! The templates are ordinary files under `xtask/slice/`; they hold one small noun to be replaced, not a framework.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

/// The longest name a folder may have: it becomes part of table names and addresses.
const NAME_LENGTH: usize = 24;

/// Where each room goes, and its template. NOUN and Noun are replaced by the slice's name.
const ROOMS: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("../slice/Cargo.toml.txt")),
    ("src/lib.rs", include_str!("../slice/lib.rs.txt")),
    ("src/model.rs", include_str!("../slice/model.rs.txt")),
    ("src/rules.rs", include_str!("../slice/rules.rs.txt")),
    ("src/store.rs", include_str!("../slice/store.rs.txt")),
    ("src/actions.rs", include_str!("../slice/actions.rs.txt")),
];

/// The row that goes below the last feature of the map.
const ROW: &str = "| `NOUN` | feature | say here what it is | `base`, `store`, `ledger`, `registry`, `access`, `web` |";

/// Creates `crates/NAME` and enters it. Changes nothing when the name is refused.
pub fn create(root: &Path, name: &str) -> Result<()> {
    check_name(name)?;
    let folder = root.join("crates").join(name);
    ensure!(!folder.exists(), "crates/{name} is there already");
    let (map, manifest) = (root.join("ARCHITECTURE.md"), root.join("Cargo.toml"));
    let new_map = add_row(&read(&map)?, name)?;
    let new_manifest = add_dependency(&read(&manifest)?, name)?;

    fs::create_dir_all(folder.join("src"))?;
    for (path, template) in ROOMS {
        fs::write(folder.join(path), fill(template, name))?;
    }
    fs::write(map, new_map)?;
    fs::write(manifest, new_manifest)?;
    Ok(())
}

fn check_name(name: &str) -> Result<()> {
    let letters = name.bytes().all(|b| b.is_ascii_lowercase());
    if name.is_empty() || name.len() > NAME_LENGTH || !letters {
        bail!("{name:?} is no name for a slice: one noun in the plural, a to z, at most {NAME_LENGTH} letters");
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn fill(template: &str, name: &str) -> String {
    let (first, rest) = name.split_at(1);
    template.replace("NOUN", name).replace("Noun", &format!("{}{rest}", first.to_uppercase()))
}

fn add_row(map: &str, name: &str) -> Result<String> {
    let mut lines: Vec<String> = map.lines().map(str::to_owned).collect();
    let feature = |line: &String| line.starts_with("| `") && line.contains("| feature |");
    let last = lines.iter().rposition(feature).context("ARCHITECTURE.md has no row of a feature to stand below")?;
    lines.insert(last + 1, fill(ROW, name));
    Ok(lines.join("\n") + "\n")
}

fn add_dependency(manifest: &str, name: &str) -> Result<String> {
    let mut lines: Vec<String> = manifest.lines().map(str::to_owned).collect();
    let ours = |line: &String| line.starts_with("netra-") && line.contains("path =");
    let last = lines.iter().rposition(ours).context("Cargo.toml lists none of our crates")?;
    lines.insert(last + 1, format!("netra-{name} = {{ path = \"crates/{name}\" }}"));
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::{House, map, rooms, size, words};

    const MAP: &str = "# Map\n\n| crate | kind | what | may use |\n|---|---|---|---|\n\
        | `pledges` | feature | signing | `base` |\n| `app` | composition | the binary | all but `it` |\n\nMore.\n";
    const MANIFEST: &str = "[workspace.dependencies]\nnetra-base = { path = \"crates/base\" }\nnetra = { path = \"crates/app\" }\n\nanyhow = \"1\"\n";

    fn tree() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("ARCHITECTURE.md"), MAP).unwrap();
        fs::write(dir.path().join("Cargo.toml"), MANIFEST).unwrap();
        dir
    }

    #[test]
    fn a_new_slice_keeps_the_house_rules_from_its_first_minute() {
        let dir = tree();
        create(dir.path(), "voters").unwrap();
        let house = House::read(dir.path()).unwrap();
        assert!(map::entries(&house).iter().any(|entry| entry.name == "voters"));
        assert!(house.text("Cargo.toml").contains("netra-voters = { path = \"crates/voters\" }\nnetra = {"));
        assert_eq!(house.files.iter().filter(|file| file.crate_name() == Some("voters")).count(), ROOMS.len());
        assert!(!house.files.iter().any(|file| file.text.contains("NOUN") || file.text.contains("Noun")));
        for rule in [
            map::crates_depend_as_the_table_allows,
            map::every_crate_has_a_front_door,
            rooms::rooms_keep_their_vows,
            size::every_file_opens_with_its_paragraph,
            words::dialect_words_stay_at_home,
            words::no_note_to_self,
        ] {
            let ours = rule(&house).into_iter().filter(|breach| breach.at.contains("voters"));
            assert_eq!(ours.collect::<Vec<_>>(), []);
        }
    }

    #[test]
    fn a_name_that_is_no_noun_changes_nothing() {
        let dir = tree();
        for name in ["", "Voters", "voter-lists", "../voters", "averyveryverylongnameofaslice"] {
            assert!(create(dir.path(), name).is_err(), "{name}");
        }
        assert_eq!(fs::read_to_string(dir.path().join("ARCHITECTURE.md")).unwrap(), MAP);
        assert!(!dir.path().join("crates").exists());
    }

    #[test]
    fn a_slice_that_is_there_is_left_alone() {
        let dir = tree();
        create(dir.path(), "voters").unwrap();
        let before = fs::read_to_string(dir.path().join("Cargo.toml")).unwrap();
        assert!(create(dir.path(), "voters").is_err());
        assert_eq!(fs::read_to_string(dir.path().join("Cargo.toml")).unwrap(), before);
    }
}
