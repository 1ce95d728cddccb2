//! Photos and papers of the roll call: a photo loses its place and its maker, and what is neither a photo nor a still paper
//! is refused by its own name.

use super::super::{House, accepted, nip, page, refused};
use super::{COUNSELLOR, ELSEWHERE, rows, said_at};
use netra_it::{Client, Reply};

/// A photo made for samples: nobody is in it.
const PHOTO: &[u8] = include_bytes!("../../../../../../data/templates/samples/foto-halaman.jpg");

/// The photo as a telephone sends it: with its maker, a place, a remark, and something behind its end.
fn telephone() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend(*b"\x01\x0F\0\x02\0\0\0\x08\0\0\0\x26"); // Make at 38
    exif.extend(*b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x2E\0\0\0\0"); // GPS at 46
    exif.extend(*b"TELEPON\0");
    exif.extend(*b"\0\x01\0\x02\0\x05\0\0\0\x03\0\0\0\x40\0\0\0\0"); // latitude at 64
    exif.extend(*b"\0\0\0\x02\0\0\0\x01\0\0\0\x07\0\0\0\x01\0\0\0\x1E\0\0\0\x01LINTANG");
    let mut out = PHOTO[..2].to_vec();
    let place: &[u8] = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>LINTANG</x:xmpmeta>";
    for (mark, content) in [(0xE1, &exif[..]), (0xE1, place), (0xFE, b"TELEPON milik seseorang")] {
        out.extend([0xFF, mark]);
        out.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        out.extend(content);
    }
    out.extend(&PHOTO[2..]);
    out.extend(b"LINTANG di belakang");
    out
}

pub fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|here| here == word)
}

/// Nothing but a picture: the segments that every JPEG needs, and its end at the end.
#[track_caller]
fn is_bare(jpeg: &[u8]) {
    let mut at = 2;
    while jpeg[at + 1] != 0xDA {
        let bare = jpeg[at] == 0xFF && matches!(jpeg[at + 1], 0xE0 | 0xDB | 0xC0 | 0xC4);
        assert!(bare, "segment {:02X}{:02X}", jpeg[at], jpeg[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    let end = jpeg.windows(2).position(|two| two == [0xFF, 0xD9]);
    assert_eq!(end, Some(jpeg.len() - 2), "nothing stands behind its end");
    for word in [&b"Exif"[..], b"TELEPON", b"LINTANG", b"http"] {
        assert!(!holds(jpeg, word), "{}", String::from_utf8_lossy(word));
    }
}

fn upload(operator: &Client, door: &str, name: &str, bytes: &[u8]) -> Reply {
    let words = [("caption", "Barisan di lapangan"), ("alt", "Petugas berbaris"), ("title", "Susunan barisan")];
    operator.upload(door, &words, ("file", name, bytes))
}

/// The photo is kept without place and device, once; it is shown to those who may see the roll call.
pub fn a_photo_loses_its_place(house: &House, operator: &Client, activity: &str) {
    let (door, sent) = (format!("{activity}/foto"), telephone());
    assert!([&b"TELEPON"[..], b"LINTANG", b"Exif"].iter().all(|word| holds(&sent, word)), "it is what it says");
    let blind = operator.upload(&door, &[("caption", "Barisan di lapangan")], ("file", "IMG_1.jpg", &sent));
    assert_eq!(said_at(&refused(&blind), "alt"), "Uraian foto belum diisi.");
    assert_eq!(rows(house, "media_file"), 0, "nothing is kept that cannot be told");
    for _ in 0..2 {
        assert_eq!(accepted(&upload(operator, &door, "IMG_20231221.jpg", &sent)), door);
    }
    assert_eq!((rows(house, "activity_photo"), rows(house, "media_file")), (1, 1), "a second press adds nothing");
    let (sees, outside) = (house.person(&nip(COUNSELLOR)), house.person(&nip(ELSEWHERE)));
    assert!(page(&sees, activity).contains("alt=\"Petugas berbaris\""));
    for path in [format!("{door}/1"), format!("{door}/1/kecil")] {
        let shown = sees.get(&path);
        assert_eq!((shown.status, shown.header("content-type")), (200, Some("image/jpeg")), "{path}");
        assert_eq!(shown.header("x-content-type-options"), Some("nosniff"));
        is_bare(&shown.body);
        assert_eq!(outside.get(&path).status, 404, "{path}");
    }
}

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
const ALIVE: &[u8] =
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>\nendobj\n%%EOF\n";

/// What is no photo and no still paper is named, with what to do instead; nothing of it is kept.
pub fn odd_files_are_refused(house: &House, operator: &Client, activity: &str) {
    let mut vast = PHOTO.to_vec();
    let frame = vast.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    vast[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0 a very small beginning of a very large file";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic and so on";
    let drawing = "Ini gambar SVG, yang dapat memuat program. Simpan sebagai PNG, lalu kirim lagi.";
    let packed = "Ini arsip (ZIP, RAR) atau berkas kantor (DOCX, XLSX); isinya tidak kami buka.";
    let to_jpeg = "Ini foto HEIC atau AVIF, bentuk khusus telepon. Kirim sebagai JPEG: di iPhone pilih Pengaturan > \
        Kamera > Format > Paling Kompatibel lalu foto lagi, atau kirim foto itu kepada diri sendiri lewat surel dengan \
        ukuran \"Besar\"; di Android buka foto itu, pilih Bagikan atau Simpan sebagai JPEG.";
    let vast_says = "Foto ini menyatakan 60000 × 60000 piksel; paling banyak 52 megapiksel. Kecilkan, lalu kirim lagi.";
    let take_out = format!("{packed} Keluarkan fotonya, lalu kirim foto itu sebagai JPEG, PNG, atau WebP.");
    let as_pdf = format!("{packed} Simpan sebagai PDF, lalu kirim PDF itu.");
    let no_photo = "Ini PDF, bukan foto. Kirim fotonya sendiri sebagai JPEG, PNG, atau WebP.";
    let script = "PDF ini memuat program (JavaScript). Cetak ke PDF (Print to PDF) sehingga tinggal halamannya, lalu \
        kirim lagi.";
    let kept = ["media_file", "activity_photo", "activity_file"].map(|table| rows(house, table));
    for (door, name, bytes, sentence) in [
        ("foto", "IMG_2.HEIC", &heic[..], to_jpeg),
        ("foto", "IMG_3.jpg", heic, to_jpeg),
        ("foto", "foto.zip", zip, &take_out),
        ("foto", "foto.svg", SVG, drawing),
        ("foto", "foto.jpg", &vast, vast_says),
        ("foto", "foto.pdf", ALIVE, no_photo),
        ("berkas", "susunan.pdf", ALIVE, script),
        ("berkas", "susunan.docx", zip, &as_pdf),
        ("berkas", "susunan.svg", SVG, drawing),
    ] {
        let back = refused(&upload(operator, &format!("{activity}/{door}"), name, bytes));
        assert_eq!(said_at(&back, "file"), sentence, "{name}");
        assert!(back.contains("value=\"Barisan di lapangan\"") || back.contains("value=\"Susunan barisan\""), "{back}");
    }
    assert_eq!(["media_file", "activity_photo", "activity_file"].map(|table| rows(house, table)), kept);
    assert!(!page(operator, &format!("{activity}/foto")).contains("/foto/2"));
}
