//! What is to be printed: a template's name, its data, what is attached and shown. Everything is checked here before the
//! typesetter sees it; the limits stand beside the reason for each.

use netra_base::{Lang, Moment, Refusal, Result};

/// Data of one paper: a national recap has 66 rows of some 400 bytes, an activity report some 20 KB; a megabyte is forty
/// times the larger of them.
pub const MAX_DATA_BYTES: usize = 1 << 20;
/// What travels inside one paper: a proof is some 10 KB, a scan of a decree some megabytes.
pub const MAX_ATTACHED_BYTES: usize = 16 << 20;
/// Files attached to one paper.
pub const MAX_ATTACHMENTS: usize = 32;
/// Pictures of one paper: a report shows a page or two of photos.
pub const MAX_PICTURES: usize = 24;
/// One picture: photos come as thumbnails of 1,600 pixels, some 400 KB.
pub const MAX_PICTURE_BYTES: usize = 4 << 20;
/// Width times height of one picture: unpacked it takes 4 bytes a pixel, 48 MB.
pub const MAX_PICTURE_PIXELS: u64 = 12_000_000;
/// What fits a QR code of a size that a phone reads from paper.
const MAX_VERIFY_BYTES: usize = 300;
const MAX_TITLE_CHARS: usize = 300;
const MAX_NAME_BYTES: usize = 100;

/// A paper to print.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The template's file name: `pakta.typ`.
    pub template: String,
    /// The title in the file's properties; what a reader's program shows in its window.
    pub title: String,
    /// The language of the paper, for hyphenation and for who has it read aloud.
    pub lang: Lang,
    /// When it was made, as its properties say; also `datetime.today()` for a template. The same moment and data give the
    /// same bytes.
    pub made: Moment,
    /// A sample: every page carries CONTOH.
    pub specimen: bool,
    /// The address the QR leads to, when there is one: `https://…/verifikasi?…`.
    pub verify: Option<String>,
    /// What the template prints.
    pub data: serde_json::Value,
    /// Files inside the paper. A paper with attachments is PDF/A-3a, any other PDF/A-2a; both PDF/UA-1.
    pub attachments: Vec<Attachment>,
    /// Pictures the template shows, by their number.
    pub pictures: Vec<Picture>,
}

/// A file inside a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name: letters, digits, `.`, `-`, `_`.
    pub name: String,
    /// Its media type: `application/json`.
    pub mime: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is, in a sentence: readers show it beside the name.
    pub describes: String,
}

/// A picture in a paper: PNG or JPEG, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Paper {
    /// A paper of this template with nothing attached.
    #[must_use]
    pub fn new(template: &str, title: &str, made: Moment, data: serde_json::Value) -> Self {
        Self {
            template: template.to_owned(),
            title: title.to_owned(),
            lang: Lang::Id,
            made,
            specimen: false,
            verify: None,
            data,
            attachments: Vec::new(),
            pictures: Vec::new(),
        }
    }

    /// Holds the paper against its limits; gives its data as text.
    ///
    /// # Errors
    /// The limit that it breaks.
    pub fn checked(&self) -> Result<String> {
        let title = self.title.trim();
        if title.is_empty() || title.chars().count() > MAX_TITLE_CHARS {
            return refuse(
                "paper-title",
                "Judul naskah harus ada, paling banyak 300 huruf.",
                "A paper needs a title of at most 300 letters.",
            );
        }
        if self.verify.as_ref().is_some_and(|address| address.len() > MAX_VERIFY_BYTES) {
            return refuse(
                "paper-verify",
                "Alamat verifikasi terlalu panjang untuk kode QR.",
                "The address is too long for a QR code.",
            );
        }
        let data = serde_json::to_string(&self.data).map_err(anyhow::Error::from)?;
        if data.len() > MAX_DATA_BYTES {
            return refuse(
                "paper-data",
                "Isi naskah lebih dari 1 MiB; bagi menjadi beberapa naskah.",
                "The data of the paper is more than 1 MiB; split it into several papers.",
            );
        }
        self.attachments_fit()?;
        self.pictures_fit()?;
        Ok(data)
    }

    fn attachments_fit(&self) -> Result<()> {
        let total: usize = self.attachments.iter().map(|file| file.bytes.len()).sum();
        if self.attachments.len() > MAX_ATTACHMENTS || total > MAX_ATTACHED_BYTES {
            return refuse(
                "paper-attachments",
                "Lampiran paling banyak 32 berkas dan 16 MiB seluruhnya.",
                "At most 32 attachments, 16 MiB in all.",
            );
        }
        for (at, file) in self.attachments.iter().enumerate() {
            if !plain_name(&file.name) || self.attachments.iter().take(at).any(|other| other.name == file.name) {
                return refuse(
                    "paper-attachment-name",
                    "Nama lampiran hanya huruf, angka, titik, dan garis; tidak boleh sama.",
                    "Names of attachments are letters, digits, dots and dashes, each once.",
                );
            }
            let mime = file.mime.as_bytes();
            if mime.len() > MAX_NAME_BYTES || !mime.contains(&b'/') || !mime.iter().all(u8::is_ascii_graphic) {
                return refuse(
                    "paper-attachment-type",
                    "Jenis berkas lampiran tidak dikenal.",
                    "The attachment's media type is not one.",
                );
            }
        }
        Ok(())
    }

    fn pictures_fit(&self) -> Result<()> {
        if self.pictures.len() > MAX_PICTURES {
            return refuse(
                "paper-pictures",
                "Gambar paling banyak 24 dalam satu naskah.",
                "At most 24 pictures in a paper.",
            );
        }
        for picture in &self.pictures {
            let fits = size_of(&picture.bytes).is_some_and(|(wide, high)| {
                wide > 0 && high > 0 && u64::from(wide) * u64::from(high) <= MAX_PICTURE_PIXELS
            });
            if !fits || picture.bytes.len() > MAX_PICTURE_BYTES {
                return refuse(
                    "paper-picture",
                    "Gambar harus PNG atau JPEG, paling besar 4 MiB dan 12 megapiksel.",
                    "A picture is PNG or JPEG, at most 4 MiB and 12 megapixels.",
                );
            }
        }
        Ok(())
    }
}

/// A name that is one step of a path and nothing else.
#[must_use]
pub fn plain_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !name.is_empty() && name.len() <= MAX_NAME_BYTES && !name.starts_with('.') && name.bytes().all(plain)
}

/// Width and height that a PNG or JPEG claims in its header, without unpacking it.
fn size_of(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let four = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((four(16)?, four(20)?));
    }
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    let two = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xFF {
            return None;
        }
        // Frame headers are C0 to CF but for tables (C4), a reserved one (C8) and arithmetic tables (CC).
        if matches!(kind, 0xC0..=0xCF) && !matches!(kind, 0xC4 | 0xC8 | 0xCC) {
            return Some((u32::from(two(at + 7)?), u32::from(two(at + 5)?)));
        }
        at += 2 + usize::from(two(at + 2)?);
    }
}

fn refuse<T>(code: &'static str, id: &'static str, en: &'static str) -> Result<T> {
    Err(Refusal::new(code, id, en).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::Error;
    use serde_json::json;

    fn paper() -> Paper {
        Paper::new("pakta.typ", "Pakta", Moment(0), json!({}))
    }

    fn file(name: &str) -> Attachment {
        Attachment { name: name.into(), mime: "text/plain".into(), bytes: vec![1], describes: String::new() }
    }

    fn check(paper: &Paper, expected: Option<&str>) {
        let code = match paper.checked() {
            Ok(_) => None,
            Err(Error::Refused(list)) => Some(list[0].code),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(code, expected, "{paper:?}");
    }

    #[test]
    fn a_paper_that_breaks_a_limit_is_refused_before_it_is_set() {
        check(&paper(), None);
        check(&Paper { title: " ".into(), ..paper() }, Some("paper-title"));
        check(&Paper { verify: Some("x".repeat(301)), ..paper() }, Some("paper-verify"));
        check(&Paper { data: json!("x".repeat(MAX_DATA_BYTES)), ..paper() }, Some("paper-data"));
        check(&Paper { attachments: vec![file("proof.json"), file("scan.pdf")], ..paper() }, None);
        check(&Paper { attachments: vec![file("a"), file("a")], ..paper() }, Some("paper-attachment-name"));
        check(&Paper { attachments: vec![file("../a")], ..paper() }, Some("paper-attachment-name"));
        check(&Paper { attachments: vec![file("a"); 33], ..paper() }, Some("paper-attachments"));
        let odd = Attachment { mime: "text plain".into(), ..file("a") };
        check(&Paper { attachments: vec![odd], ..paper() }, Some("paper-attachment-type"));
    }

    #[test]
    fn a_picture_says_its_size_before_it_is_unpacked() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 0, 9, 0, 0, 0, 7]);
        assert_eq!(size_of(&png), Some((9, 7)));
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 7, 0, 9];
        assert_eq!(size_of(&jpeg), Some((9, 7)));
        png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        check(&Paper { pictures: vec![Picture { bytes: png }], ..paper() }, Some("paper-picture"));
        for odd in [&b"<svg onload='x'/>"[..], b"GIF89a", b"", &[0xFF, 0xD8], &[0xFF, 0xD8, 0xFF, 0xE0]] {
            check(&Paper { pictures: vec![Picture { bytes: odd.to_vec() }], ..paper() }, Some("paper-picture"));
        }
    }
}
