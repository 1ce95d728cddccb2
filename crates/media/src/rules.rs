//! What may come in: a file is known by its first bytes, never by its name; what is no photo and no PDF is refused by
//! its own name, with what to do instead.

mod pdf;
mod photo;

use crate::model::{Accepts, MAX_PAPER_BYTES, MAX_PHOTO_BYTES, Ready};
use image::ImageFormat;
use netra_base::Refusal;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Photo(ImageFormat),
    Pdf,
    /// The telephone's own forms of photos.
    Heif,
    Svg,
    /// Pictures that we do not read, by name.
    Picture(&'static str),
    /// Archives, and office files, which are archives.
    Archive,
    /// Anything else.
    Other,
}

fn form(bytes: &[u8]) -> Form {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    let at = |from: usize, mark: &[u8]| bytes.get(from..from + mark.len()) == Some(mark);
    if starts(&[0xFF, 0xD8, 0xFF]) {
        Form::Photo(ImageFormat::Jpeg)
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Form::Photo(ImageFormat::Png)
    } else if starts(b"RIFF") && at(8, b"WEBP") {
        Form::Photo(ImageFormat::WebP)
    } else if starts(b"%PDF-") {
        Form::Pdf
    } else if at(4, b"ftyp") {
        let brands: [&[u8]; 9] = [b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"];
        if brands.iter().any(|brand| at(8, brand)) { Form::Heif } else { Form::Other }
    } else if svg(bytes) {
        Form::Svg
    } else if let Some((_, name)) = PICTURES.iter().find(|(mark, _)| starts(mark)) {
        Form::Picture(name)
    } else if ARCHIVES.iter().any(|mark| starts(mark)) {
        Form::Archive
    } else {
        Form::Other
    }
}

const PICTURES: [(&[u8], &str); 9] = [
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\0\0\x01\0", "ICO"),
    (b"8BPS", "PSD"),
    (b"\xFF\x0A", "JPEG XL"),
    (b"\0\0\0\x0CJXL ", "JPEG XL"),
    (b"\0\0\0\x0CjP  ", "JPEG 2000"),
];

/// ZIP (also DOCX, XLSX), gzip, RAR, 7z, and the older office files.
const ARCHIVES: [&[u8]; 7] =
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"Rar!", b"7z\xBC\xAF\x27\x1C", b"\xD0\xCF\x11\xE0"];

/// Text that draws: its first kilobyte names the element.
fn svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    head.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).starts_with('<') && head.contains("<svg")
}

/// Checks and cleans a file.
///
/// # Errors
/// A refusal that says what is wrong with it and what to do.
pub fn ready(bytes: &[u8], name: &str, accepts: Accepts) -> Result<Ready, Refusal> {
    let over = |limit: u64| u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit;
    match form(bytes) {
        Form::Photo(_) if over(MAX_PHOTO_BYTES) => Err(too_large(MAX_PHOTO_BYTES)),
        Form::Photo(form) => photo::clean(bytes, form).map(|photo| Ready::photo(name, photo)),
        Form::Pdf if accepts == Accepts::Photo => Err(Refusal::new(
            "photo-is-pdf",
            "Ini PDF, bukan foto. Kirim fotonya sendiri sebagai JPEG, PNG, atau WebP.",
            "This is a PDF, not a photo. Send the photo itself as JPEG, PNG or WebP.",
        )),
        Form::Pdf if over(MAX_PAPER_BYTES) => Err(too_large(MAX_PAPER_BYTES)),
        Form::Pdf => pdf::still(bytes).map(|()| Ready::paper(name, bytes.to_vec())),
        other => Err(refused(other, accepts)),
    }
}

fn too_large(limit: u64) -> Refusal {
    let mib = limit >> 20;
    Refusal::new(
        "file-too-large",
        format!("Berkas ini lebih dari {mib} MiB. Kecilkan atau bagi, lalu kirim lagi."),
        format!("This file is larger than {mib} MiB. Make it smaller or split it, then send it again."),
    )
}

fn refused(form: Form, accepts: Accepts) -> Refusal {
    match form {
        Form::Heif => Refusal::new(
            "photo-heic",
            "Ini foto HEIC atau AVIF, bentuk khusus telepon. Kirim sebagai JPEG: di iPhone pilih Pengaturan > Kamera > Format > Paling Kompatibel lalu foto lagi, atau kirim foto itu kepada diri sendiri lewat surel dengan ukuran \"Besar\"; di Android buka foto itu, pilih Bagikan atau Simpan sebagai JPEG.",
            "This is a HEIC or AVIF photo, a form of telephones. Send it as JPEG: on an iPhone choose Settings > Camera > Formats > Most Compatible and take it again, or e-mail the photo to yourself in size \"Large\"; on Android open it and choose Share or Save as JPEG.",
        ),
        Form::Svg => Refusal::new(
            "photo-svg",
            "Ini gambar SVG, yang dapat memuat program. Simpan sebagai PNG, lalu kirim lagi.",
            "This is an SVG drawing, which can hold a program. Save it as PNG, then send it again.",
        ),
        Form::Picture(name) => Refusal::new(
            "photo-form",
            format!("Ini gambar {name}. Simpan sebagai JPEG atau PNG, lalu kirim lagi."),
            format!("This is a {name} picture. Save it as JPEG or PNG, then send it again."),
        ),
        Form::Archive if accepts == Accepts::Photo => Refusal::new(
            "file-archive",
            "Ini arsip (ZIP, RAR) atau berkas kantor (DOCX, XLSX); isinya tidak kami buka. Keluarkan fotonya, lalu kirim foto itu sebagai JPEG, PNG, atau WebP.",
            "This is an archive (ZIP, RAR) or an office file (DOCX, XLSX); we do not open those. Take the photo out of it and send that as JPEG, PNG or WebP.",
        ),
        Form::Archive => Refusal::new(
            "file-archive",
            "Ini arsip (ZIP, RAR) atau berkas kantor (DOCX, XLSX); isinya tidak kami buka. Simpan sebagai PDF, lalu kirim PDF itu.",
            "This is an archive (ZIP, RAR) or an office file (DOCX, XLSX); we do not open those. Save it as PDF and send that.",
        ),
        _ if accepts == Accepts::Photo => Refusal::new(
            "photo-unknown",
            "Berkas ini bukan foto yang kami kenal. Kirim JPEG, PNG, atau WebP.",
            "This file is no photo that we know. Send JPEG, PNG or WebP.",
        ),
        _ => Refusal::new(
            "file-unknown",
            "Berkas ini bukan PDF dan bukan foto. Kirim PDF, JPEG, PNG, atau WebP.",
            "This file is neither a PDF nor a photo. Send PDF, JPEG, PNG or WebP.",
        ),
    }
}

#[cfg(test)]
mod tests;
