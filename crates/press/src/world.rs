//! What the typesetter may see while it sets one paper: the files of the set, the paper's own data under fixed names, the
//! bundled fonts, the day the paper is made on. Everything else does not exist for it: no disk, no network, no packages.

use crate::letters::Letters;
use crate::set::{Set, id_of};
use netra_base::{Result, Zone};
use netra_documents::Paper;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde_json::json;
use std::sync::{Arc, LazyLock};
use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

/// The frame around every template: properties that the file needs, then the template, then what is attached. A template
/// stays a plain file that any Typst editor opens.
const FRAME: &str = r#"#let paper = json("/paper.json")
#set document(title: paper.title)
#set text(lang: paper.lang, region: if paper.lang == "id" { "ID" } else { "GB" })
#include "/" + paper.template
#for file in paper.attachments {
  pdf.attach(
    file.name,
    read(file.path, encoding: none),
    relationship: "data",
    mime-type: file.mime,
    description: file.describes,
  )
}
"#;
/// No file of a set can have this name: it begins with a dot.
const FRAME_PATH: &str = ".frame.typ";

/// What is the same for every paper of this process.
struct House {
    standard: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    frame: Option<Source>,
}

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let fonts: Vec<Font> = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    House {
        standard: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        frame: id_of(FRAME_PATH).map(|id| Source::new(id, FRAME.to_owned())),
    }
});

/// The world of one paper.
pub(crate) struct Desk {
    set: Arc<Set>,
    frame: Source,
    paper: Bytes,
    data: Bytes,
    qr: Option<Bytes>,
    attachments: Vec<Bytes>,
    pictures: Vec<Bytes>,
    today: Datetime,
}

impl Desk {
    /// Lays out everything the paper needs.
    pub(crate) fn new(set: Arc<Set>, paper: &Paper) -> Result<Self> {
        let data = drawable(paper)?;
        let frame = HOUSE.frame.clone().ok_or_else(|| anyhow::anyhow!("the frame of papers has no name"))?;
        let qr = paper.verify.as_deref().map(qr).transpose()?;
        let files = set.pictures();
        Ok(Self {
            set,
            frame,
            paper: Bytes::from_string(properties(paper, &files)),
            data: Bytes::from_string(data),
            qr: qr.map(Bytes::from_string),
            attachments: paper.attachments.iter().map(|file| Bytes::new(file.bytes.clone())).collect(),
            pictures: paper.pictures.iter().map(|picture| Bytes::new(picture.bytes.clone())).collect(),
            today: utc(paper)?,
        })
    }

    /// The file that frames the template, for those who place faults.
    pub(crate) fn frame(&self) -> FileId {
        self.frame.id()
    }

    /// The paper's moment in UTC.
    pub(crate) fn today(&self) -> Datetime {
        self.today
    }

    fn own(&self, path: &str) -> Option<&Bytes> {
        let numbered = |list: &'_ [Bytes], at: &str| at.parse::<usize>().ok().filter(|at| *at < list.len());
        match path {
            "paper.json" => Some(&self.paper),
            "data.json" => Some(&self.data),
            "qr.svg" => self.qr.as_ref(),
            _ => match path.split_once('/')? {
                ("attached", at) => self.attachments.get(numbered(&self.attachments, at)?),
                ("pictures", at) => self.pictures.get(numbered(&self.pictures, at)?),
                _ => None,
            },
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &HOUSE.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &HOUSE.book
    }

    fn main(&self) -> FileId {
        self.frame.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.frame.id() {
            return Ok(self.frame.clone());
        }
        let path = path_of(id)?;
        let absent = || if self.set.bytes(path).is_some() { FileError::NotSource } else { not_found(path) };
        self.set.source(path).cloned().ok_or_else(absent)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = path_of(id)?;
        self.own(path).or_else(|| self.set.bytes(path)).cloned().ok_or_else(|| not_found(path))
    }

    fn font(&self, index: usize) -> Option<Font> {
        HOUSE.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(self.today.year()?, self.today.month()?, self.today.day()?)
    }
}

fn path_of(id: FileId) -> FileResult<&'static str> {
    match id.get().root() {
        VirtualRoot::Project => Ok(id.get().vpath().get_without_slash()),
        VirtualRoot::Package(_) => Err(FileError::Package(PackageError::Other(Some(
            "packages are not used here: put the file in the folder".into(),
        )))),
    }
}

fn not_found(path: &str) -> FileError {
    FileError::Other(Some(format!("the set of templates has no file {path}").into()))
}

/// The data as text, with letters that the fonts can draw.
fn drawable(paper: &Paper) -> Result<String> {
    let text = paper.checked()?;
    if text.is_ascii() && !text.contains("\\u") {
        return Ok(text);
    }
    let mut data = paper.data.clone();
    Letters::new(drawn).value(&mut data);
    Ok(serde_json::to_string(&data).map_err(anyhow::Error::from)?)
}

fn drawn(letter: char) -> bool {
    HOUSE.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
}

/// `/paper.json`: what the frame and `surat.typ` need to know.
fn properties(paper: &Paper, files: &[String]) -> String {
    let attachments = paper.attachments.iter().enumerate().map(|(at, file)| {
        let describes = Letters::new(drawn).text(&file.describes).into_owned();
        json!({ "name": file.name, "mime": file.mime, "describes": describes, "path": format!("/attached/{at}") })
    });
    json!({
        "template": paper.template,
        "title": Letters::new(drawn).text(paper.title.trim()),
        "lang": paper.lang.code(),
        "made": paper.made.iso(Zone::Wib),
        "specimen": paper.specimen,
        "verify": paper.verify,
        "pictures": paper.pictures.len(),
        "files": files,
        "attachments": attachments.collect::<Vec<_>>(),
    })
    .to_string()
}

/// The code as a picture: dark on paper, no quiet zone of its own (the template leaves room).
fn qr(address: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(anyhow::Error::from)?;
    Ok(code.render::<svg::Color<'_>>().quiet_zone(false).module_dimensions(4, 4).build())
}

fn utc(paper: &Paper) -> Result<Datetime> {
    let text = paper.made.utc();
    let part = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u8>().ok());
    let year = text.get(..4).and_then(|digits| digits.parse().ok());
    let moment =
        (|| Datetime::from_ymd_hms(year?, part(5, 7)?, part(8, 10)?, part(11, 13)?, part(14, 16)?, part(17, 19)?))();
    moment.ok_or_else(|| anyhow::anyhow!("a paper cannot be made at {text}").into())
}
