//! Bytes to text: what is no text at all is said to be what it is.

use netra_base::Refusal;

/// The text of a file.
pub(super) fn text(bytes: &[u8]) -> Result<String, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::new("file-empty", "Berkas itu kosong.", "That file is empty."));
    }
    if bytes.starts_with(b"PK") {
        return Err(other("ZIP atau XLSX", "a ZIP or XLSX file"));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(other("buku kerja Excel lama", "an old Excel workbook"));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(other("PDF", "a PDF"));
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => narrow(rest)?,
        rest => narrow(rest)?,
    };
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(other("berkas biner", "a binary file"));
    }
    Ok(text)
}

fn narrow(bytes: &[u8]) -> Result<String, Refusal> {
    if bytes.contains(&0) {
        return Err(other("berkas biner", "a binary file"));
    }
    String::from_utf8(bytes.to_vec()).map_err(|error| {
        let row = 1 + bytes[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        Refusal::new(
            "file-encoding",
            format!("Teks di baris {row} bukan UTF-8; simpan berkas sebagai \"CSV UTF-8\", lalu unggah lagi."),
            format!("The text in row {row} is not UTF-8; save the file as \"CSV UTF-8\" and upload it again."),
        )
    })
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let pairs = bytes.chunks_exact(2);
    let whole = pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| whole).ok_or_else(|| {
        Refusal::new(
            "file-encoding",
            "Teks UTF-16 berkas ini terpotong atau rusak; unduh ulang dari aplikasi rapat.",
            "The UTF-16 text of this file is cut off or damaged; download it from the meeting tool again.",
        )
    })
}

fn other(id: &str, en: &str) -> Refusal {
    Refusal::new(
        "file-kind",
        format!(
            "Berkas ini {id}, bukan CSV. Di aplikasi rapat pilih unduh CSV, atau simpan lembarnya sebagai CSV UTF-8."
        ),
        format!("This file is {en}, not CSV. Choose CSV in the meeting tool, or save the sheet as CSV UTF-8."),
    )
}
