//! The nouns of media: a file that was checked and cleaned, the same once it is kept, and what a door takes.

use netra_base::{AccountId, Moment, canonical};

/// A file that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub i64);

impl std::fmt::Display for FileId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The field of a form that brings a file; refusals stand at it.
pub const FIELD: &str = "file";

/// The largest photo: a telephone's JPEG of 50 megapixels has some 15 MB, a PNG of a screen some 10 MB.
pub const MAX_PHOTO_BYTES: u64 = 25 << 20;
/// The largest paper: a hundred scanned pages of 150 KB.
pub const MAX_PAPER_BYTES: u64 = 16 << 20;
/// What stands around the file in its form: a few short fields.
const FORM_BYTES: u64 = 64 << 10;

/// What a door takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// JPEG, PNG or WebP.
    Photo,
    /// A PDF, or a photo of the paper.
    Paper,
}

impl Accepts {
    /// The most bytes a door lets come in before anybody looks at them.
    #[must_use]
    pub fn limit(self) -> u64 {
        MAX_PHOTO_BYTES.max(MAX_PAPER_BYTES)
    }

    /// The same for the whole form: what its route `takes`.
    #[must_use]
    pub fn body_limit(self) -> usize {
        usize::try_from(self.limit() + FORM_BYTES).unwrap_or(usize::MAX)
    }

    /// What a file chooser offers.
    #[must_use]
    pub fn chooser(self) -> &'static str {
        match self {
            Self::Photo => "image/jpeg,image/png,image/webp",
            Self::Paper => "application/pdf,image/jpeg,image/png,image/webp",
        }
    }
}

/// What a kept file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A photo, always JPEG, with a small one beside it.
    Photo,
    /// A PDF.
    Paper,
}

impl FileKind {
    /// The word in the table.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Paper => "paper",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Photo, Self::Paper].into_iter().find(|kind| kind.code() == code)
    }

    /// Its media type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Photo => "image/jpeg",
            Self::Paper => "application/pdf",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Photo => "jpg",
            Self::Paper => "pdf",
        }
    }

    fn plain(self) -> &'static str {
        match self {
            Self::Photo => "foto",
            Self::Paper => "berkas",
        }
    }
}

/// A photo made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// A JPEG without metadata.
    pub bytes: Vec<u8>,
    /// The small one.
    pub thumb: Vec<u8>,
    /// Width of the larger one.
    pub width: u32,
    /// Height of the larger one.
    pub height: u32,
}

/// A file checked and cleaned, not kept yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    kind: FileKind,
    name: String,
    bytes: Vec<u8>,
    thumb: Option<Vec<u8>>,
    size: Option<(u32, u32)>,
    sha256: [u8; 32],
}

impl Ready {
    pub(crate) fn photo(name: &str, photo: Photo) -> Self {
        let size = Some((photo.width, photo.height));
        Self::new(FileKind::Photo, name, photo.bytes, Some(photo.thumb), size)
    }

    pub(crate) fn paper(name: &str, bytes: Vec<u8>) -> Self {
        Self::new(FileKind::Paper, name, bytes, None, None)
    }

    fn new(kind: FileKind, name: &str, bytes: Vec<u8>, thumb: Option<Vec<u8>>, size: Option<(u32, u32)>) -> Self {
        let sha256 = canonical::sha256(&bytes);
        Self { kind, name: shown_name(name, kind), bytes, thumb, size, sha256 }
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The name to show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What will be kept.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The hash of [`Ready::bytes`]: the same photo sent twice has the same.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The small one of a photo.
    #[must_use]
    pub fn thumb(&self) -> Option<&[u8]> {
        self.thumb.as_deref()
    }

    /// Width and height of a photo.
    #[must_use]
    pub fn size(&self) -> Option<(u32, u32)> {
        self.size
    }
}

/// A kept file with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The name to show; never a path.
    pub name: String,
    /// Its media type: ours, not the sender's.
    pub mime: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// The hash of the file; of a thumbnail that of its file.
    pub sha256: [u8; 32],
    /// Width of the photo.
    pub width: Option<u32>,
    /// Height of the photo.
    pub height: Option<u32>,
}

/// A kept file without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its number.
    pub id: FileId,
    /// What it is.
    pub kind: FileKind,
    /// The name to show.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// How many bytes.
    pub size: i64,
    /// The hash of its bytes.
    pub sha256: [u8; 32],
    /// Width of the photo.
    pub width: Option<u32>,
    /// Height of the photo.
    pub height: Option<u32>,
    /// When it was kept.
    pub kept: Moment,
    /// By which account.
    pub by: AccountId,
}

/// Letters of a name: what fits a line of a phone.
const MAX_NAME: usize = 80;

/// The name as it is shown: its last part, without control characters, without those that turn the direction of writing
/// or cannot be seen, and with the ending of what the file has become.
fn shown_name(given: &str, kind: FileKind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or("");
    let seen: String = last.chars().filter(|c| !c.is_control() && !unseen(*c)).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = line.rsplit_once('.').map_or(line.as_str(), |(stem, _)| stem).trim_matches(['.', ' ']);
    let stem: String = stem.chars().take(MAX_NAME).collect();
    let stem = if stem.is_empty() { kind.plain() } else { &stem };
    format!("{stem}.{}", kind.ending())
}

/// Marks of direction and of nothing: a name that holds them reads as another.
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_and_can_do_nothing_else() {
        let check = |given: &str, kind: FileKind, expected: &str| assert_eq!(shown_name(given, kind), expected);
        check("IMG_0001.HEIC.png", FileKind::Photo, "IMG_0001.HEIC.jpg");
        check("../../etc/passwd", FileKind::Paper, "passwd.pdf");
        check("C:\\Foto\\apel siaga.jpeg", FileKind::Photo, "apel siaga.jpg");
        check("gpj\u{202E}exe.foto.jpg", FileKind::Photo, "gpjexe.foto.jpg");
        check("a\r\nb\t c\u{0}.pdf", FileKind::Paper, "ab c.pdf");
        check("", FileKind::Photo, "foto.jpg");
        check(" ... ", FileKind::Paper, "berkas.pdf");
        check(".htaccess", FileKind::Paper, "berkas.pdf");
        check(&"x".repeat(300), FileKind::Paper, &format!("{}.pdf", "x".repeat(80)));
    }
}
