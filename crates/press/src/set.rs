//! A set of templates: the files that came with the binary, and over them those of an agency's folder, by name. Read once,
//! kept whole, closed: a template reaches the other files of its set and nothing else.

use crate::fault::Fault;
use anyhow::Context as _;
use netra_base::{Error, Result};
use netra_documents::plain_name;
use std::collections::BTreeMap;
use std::path::Path;
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

/// All files of a set together: text, a letterhead's picture, a watermark.
const MAX_SET_BYTES: u64 = 5 << 20;
/// Files of a set. Each name is kept for the life of the process by the typesetter, which knows 65,535 of them.
const MAX_SET_FILES: usize = 200;
/// Folders below the set's folder.
const MAX_SET_DEPTH: usize = 3;

const BUILT_IN: &[(&str, &[u8])] = &[
    ("surat.typ", include_bytes!("../../../data/templates/surat.typ")),
    ("surat-dinas.typ", include_bytes!("../../../data/templates/surat-dinas.typ")),
    ("surat-edaran.typ", include_bytes!("../../../data/templates/surat-edaran.typ")),
    ("pakta.typ", include_bytes!("../../../data/templates/pakta.typ")),
    ("sk-tim.typ", include_bytes!("../../../data/templates/sk-tim.typ")),
    ("laporan-kegiatan.typ", include_bytes!("../../../data/templates/laporan-kegiatan.typ")),
    ("rekap.typ", include_bytes!("../../../data/templates/rekap.typ")),
    ("sertifikat.typ", include_bytes!("../../../data/templates/sertifikat.typ")),
    ("samples/surat-dinas.json", include_bytes!("../../../data/templates/samples/surat-dinas.json")),
    ("samples/surat-edaran.json", include_bytes!("../../../data/templates/samples/surat-edaran.json")),
    ("samples/pakta.json", include_bytes!("../../../data/templates/samples/pakta.json")),
    ("samples/sk-tim.json", include_bytes!("../../../data/templates/samples/sk-tim.json")),
    ("samples/laporan-kegiatan.json", include_bytes!("../../../data/templates/samples/laporan-kegiatan.json")),
    ("samples/rekap.json", include_bytes!("../../../data/templates/samples/rekap.json")),
    ("samples/sertifikat.json", include_bytes!("../../../data/templates/samples/sertifikat.json")),
    ("samples/foto-aula.jpg", include_bytes!("../../../data/templates/samples/foto-aula.jpg")),
    ("samples/foto-halaman.jpg", include_bytes!("../../../data/templates/samples/foto-halaman.jpg")),
];

/// The files of a set, by their path inside it.
#[derive(Debug, Clone)]
pub(crate) struct Set {
    files: BTreeMap<String, Kept>,
}

#[derive(Debug, Clone)]
struct Kept {
    bytes: Bytes,
    source: Option<Source>,
}

impl Set {
    /// The files that came with the binary.
    pub(crate) fn built_in() -> Self {
        let mut set = Self { files: BTreeMap::new() };
        for (name, bytes) in BUILT_IN {
            // The test below reads every one of them.
            let _ = set.put(name, bytes.to_vec());
        }
        set
    }

    /// Lays the files of a folder over the set.
    pub(crate) fn over(mut self, folder: &Path) -> Result<Self> {
        let mut left = MAX_SET_BYTES;
        self.walk(folder, "", MAX_SET_DEPTH, &mut left)?;
        Ok(self)
    }

    fn walk(&mut self, folder: &Path, inside: &str, depth: usize, left: &mut u64) -> Result<()> {
        let says = || format!("the folder of templates {}", folder.display());
        let mut entries =
            std::fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>).with_context(says)?;
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            // Hidden files and an editor's backups are nobody's template.
            let Some(name) = name.to_str().filter(|name| plain_name(name)) else { continue };
            let path = format!("{inside}{name}");
            let about = std::fs::metadata(entry.path()).with_context(|| format!("template file {path}"))?;
            if about.is_dir() {
                if depth > 1 {
                    self.walk(&entry.path(), &format!("{path}/"), depth - 1, left)?;
                }
                continue;
            }
            *left = left.checked_sub(about.len()).ok_or_else(|| too_large(&says()))?;
            let bytes = std::fs::read(entry.path()).with_context(|| format!("template file {path}"))?;
            self.put(&path, bytes).map_err(|fault| anyhow::anyhow!("{fault}"))?;
            if self.files.len() > MAX_SET_FILES {
                return Err(too_large(&says()));
            }
        }
        Ok(())
    }

    fn put(&mut self, path: &str, bytes: Vec<u8>) -> std::result::Result<(), Fault> {
        let source = match path.ends_with(".typ") {
            false => None,
            true => {
                let text = String::from_utf8(bytes.clone()).map_err(|_| Fault::of_file(path, "is not UTF-8 text"))?;
                let id = id_of(path).ok_or_else(|| Fault::of_file(path, "is not a name of a file"))?;
                Some(Source::new(id, text))
            }
        };
        self.files.insert(path.to_owned(), Kept { bytes: Bytes::new(bytes), source });
        Ok(())
    }

    /// A file's bytes.
    pub(crate) fn bytes(&self, path: &str) -> Option<&Bytes> {
        self.files.get(path).map(|kept| &kept.bytes)
    }

    /// A file as source.
    pub(crate) fn source(&self, path: &str) -> Option<&Source> {
        self.files.get(path)?.source.as_ref()
    }

    /// The templates that print a paper: those with a sample beside them.
    pub(crate) fn templates(&self) -> Vec<String> {
        let with_sample = |path: &&String| self.sample_of(path).is_some();
        self.files.keys().filter(|path| !path.contains('/')).filter(with_sample).cloned().collect()
    }

    /// Pictures that lie beside the templates: an emblem, a seal. A template may ask whether one is there.
    pub(crate) fn pictures(&self) -> Vec<String> {
        let is_picture = |path: &&String| {
            !path.contains('/') && [".png", ".jpg", ".jpeg", ".svg"].iter().any(|end| path.ends_with(end))
        };
        self.files.keys().filter(is_picture).cloned().collect()
    }

    /// The sample of a template, as text.
    pub(crate) fn sample_of(&self, template: &str) -> Option<(String, &Bytes)> {
        let path = format!("samples/{}.json", template.strip_suffix(".typ")?);
        let bytes = self.bytes(&path)?;
        Some((path, bytes))
    }
}

/// The typesetter's name for a path inside a set.
pub(crate) fn id_of(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

fn too_large(what: &str) -> Error {
    anyhow::anyhow!("{what} holds more than 200 files or 5 MiB; a set of templates is small").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_in_data_templates_comes_with_the_binary() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/templates");
        let mut there = Vec::new();
        for (inside, folder) in [("", folder.clone()), ("samples/", folder.join("samples"))] {
            for entry in std::fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_file() && entry.file_name() != "README.md" {
                    there.push(format!("{inside}{}", entry.file_name().to_str().unwrap()));
                }
            }
        }
        there.sort();
        assert_eq!(there, Set::built_in().files.into_keys().collect::<Vec<_>>());
    }

    #[test]
    fn a_folder_without_end_is_refused_and_hidden_files_are_nobodys_template() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(".surat.typ.swp"), "x").unwrap();
        std::fs::write(dir.path().join("surat.typ~"), "x").unwrap();
        let set = Set::built_in().over(dir.path()).unwrap();
        assert_eq!(set.files.len(), BUILT_IN.len());
        std::fs::write(dir.path().join("large.png"), vec![0; 5 << 20]).unwrap();
        std::fs::write(dir.path().join("more.png"), [0]).unwrap();
        assert!(Set::built_in().over(dir.path()).is_err());
        assert!(Set::built_in().over(&dir.path().join("absent")).is_err());
    }
}
