//! What people and strangers bring: telephones' photos with place and device, floods of pixels, forms we do not read, PDFs
//! that act.

mod papers;
mod photos;

use super::*;

fn code(result: Result<Ready, Refusal>) -> Result<FileKindOf, &'static str> {
    result.map(|ready| ready.kind()).map_err(|refusal| refusal.code)
}

type FileKindOf = crate::model::FileKind;

fn check(bytes: &[u8], accepts: Accepts, expected: &str) {
    assert_eq!(
        code(ready(bytes, "x", accepts)),
        Err(expected),
        "{}",
        String::from_utf8_lossy(&bytes[..bytes.len().min(40)])
    );
}

#[test]
fn what_is_neither_photo_nor_paper_is_refused_by_its_name() {
    for (bytes, expected) in [
        (&b"\0\0\0\x18ftypheic\0\0\0\0"[..], "photo-heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "photo-heic"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "photo-heic"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo-svg"),
        (b"\xEF\xBB\xBF <?xml version='1.0'?>\n<!DOCTYPE svg>\n<SVG><script>x</script></SVG>", "photo-svg"),
        (b"GIF89a", "photo-form"),
        (b"BM\0\0\0\0", "photo-form"),
        (b"II*\0\x08\0\0\0", "photo-form"),
        (b"PK\x03\x04\x14\0\0\0", "file-archive"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "file-archive"),
    ] {
        check(bytes, Accepts::Photo, expected);
        check(bytes, Accepts::Paper, expected);
    }
    check(b"MZ\x90\0", Accepts::Photo, "photo-unknown");
    check(b"", Accepts::Photo, "photo-unknown");
    check(b"<html><script>x</script>", Accepts::Paper, "file-unknown");
    check(b"\0\0\0\x18ftypmp42", Accepts::Paper, "file-unknown");
    check(b"%PDF-1.7\n", Accepts::Photo, "photo-is-pdf");
    check(b"  %PDF-1.7\n", Accepts::Paper, "file-unknown");
    let gif = ready(b"GIF89a", "foto.jpg", Accepts::Photo).unwrap_err();
    assert!(gif.say.to(netra_base::Lang::Id).contains("GIF"), "{gif:?}");
}

#[test]
fn too_large_is_said_before_anything_is_unpacked() {
    let mut photo = b"\xFF\xD8\xFF".to_vec();
    photo.resize(usize::try_from(MAX_PHOTO_BYTES).unwrap() + 1, 0);
    check(&photo, Accepts::Photo, "file-too-large");
    let mut paper = b"%PDF-1.7\n".to_vec();
    paper.resize(usize::try_from(MAX_PAPER_BYTES).unwrap() + 1, b' ');
    check(&paper, Accepts::Paper, "file-too-large");
}
