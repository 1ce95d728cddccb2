//! Photos: turned upright, scaled, freed of everything but their colours, whatever their header claims.

use super::*;
use crate::model::FileKind;
use image::{DynamicImage, ImageDecoder, ImageReader, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

/// Left half red, right half blue.
fn halves(wide: u32, high: u32) -> DynamicImage {
    RgbImage::from_fn(wide, high, |x, _| Rgb(if x < wide / 2 { [220, 20, 20] } else { [20, 20, 220] })).into()
}

fn encoded(image: &DynamicImage, form: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, form).unwrap();
    out.into_inner()
}

/// EXIF as a telephone writes it: turned by 90 degrees, a device, a place.
fn exif() -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    tiff.extend(*b"\x01\x0F\0\x02\0\0\0\x08\0\0\0\x32"); // Make at 50
    tiff.extend(*b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); // Orientation 6
    tiff.extend(*b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x3A"); // GPS at 58
    tiff.extend([0; 4]);
    tiff.extend(*b"TELEPON\0");
    tiff.extend(*b"\0\x01\0\x02\0\x05\0\0\0\x03\0\0\0\x4C\0\0\0\0"); // latitude at 76
    tiff.extend(*b"\0\0\0\x08\0\0\0\x01\0\0\0\x27\0\0\0\x01\0\0\0\x0A\0\0\0\x01GPS-TEMPAT");
    let mut out = b"Exif\0\0".to_vec();
    out.extend(tiff);
    out
}

fn with_segment(jpeg: &[u8], mark: u8, content: &[u8]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    out.extend([0xFF, mark]);
    out.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
    out.extend(content);
    out.extend(&jpeg[2..]);
    out
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|here| here == word)
}

fn photo(bytes: &[u8]) -> Ready {
    let ready = ready(bytes, "IMG_20240123.jpg", Accepts::Photo).expect("a photo");
    assert_eq!(ready.kind(), FileKind::Photo);
    ready
}

fn open(jpeg: &[u8]) -> RgbImage {
    assert!(jpeg.starts_with(&[0xFF, 0xD8]));
    image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).expect("our own JPEG").into_rgb8()
}

#[test]
fn place_and_device_are_gone_and_the_photo_stands_upright() {
    let mut telephone = with_segment(&encoded(&halves(800, 400), ImageFormat::Jpeg), 0xE1, &exif());
    telephone = with_segment(&telephone, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS-TEMPAT</x:xmpmeta>");
    telephone = with_segment(&telephone, 0xFE, b"TELEPON milik seseorang");
    telephone.extend(b"<script>TELEPON</script>");
    let turned =
        ImageReader::with_format(Cursor::new(&telephone), ImageFormat::Jpeg).into_decoder().unwrap().orientation();
    assert_eq!(turned.unwrap(), image::metadata::Orientation::Rotate90, "the sample is what it says");
    assert!(holds(&telephone, b"GPS-TEMPAT") && holds(&telephone, b"TELEPON"));

    let ready = photo(&telephone);
    assert_eq!(ready.size(), Some((400, 800)));
    let upright = open(ready.bytes());
    let (top, bottom) = (upright.get_pixel(200, 100).0, upright.get_pixel(200, 700).0);
    assert!(top[0] > 150 && top[2] < 100, "red is above: {top:?}");
    assert!(bottom[2] > 150 && bottom[0] < 100, "blue is below: {bottom:?}");
    for bytes in [ready.bytes(), ready.thumb().unwrap()] {
        for word in [&b"Exif"[..], b"GPS", b"TELEPON", b"http", b"script", b"ICC_PROFILE"] {
            assert!(!holds(bytes, word), "{}", String::from_utf8_lossy(word));
        }
        let mut decoder = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg).into_decoder().unwrap();
        assert!(decoder.exif_metadata().unwrap().is_none());
        assert!(decoder.xmp_metadata().unwrap().is_none() && decoder.icc_profile().unwrap().is_none());
    }
}

#[test]
fn each_form_becomes_a_bounded_jpeg_with_a_small_one() {
    for (form, wide, high, expected, thumb) in [
        (ImageFormat::Jpeg, 4_000, 3_000, (1_600, 1_200), (320, 240)),
        (ImageFormat::Png, 1_000, 2_000, (800, 1_600), (160, 320)),
        (ImageFormat::WebP, 300, 200, (300, 200), (300, 200)),
        (ImageFormat::Png, 9_000, 3, (1_600, 1), (320, 1)),
        (ImageFormat::Jpeg, 1, 1, (1, 1), (1, 1)),
    ] {
        let ready = photo(&encoded(&halves(wide, high), form));
        assert_eq!(ready.size(), Some(expected), "{form:?}");
        assert_eq!(open(ready.bytes()).dimensions(), expected);
        assert_eq!(open(ready.thumb().unwrap()).dimensions(), thumb);
        assert_eq!(ready.name(), "IMG_20240123.jpg");
    }
}

#[test]
fn what_one_looks_through_becomes_white_paper() {
    let glass: DynamicImage = RgbaImage::from_pixel(64, 64, Rgba([0, 0, 0, 0])).into();
    let ready = photo(&encoded(&glass, ImageFormat::Png));
    assert!(open(ready.bytes()).pixels().all(|pixel| pixel.0.iter().all(|colour| *colour > 250)));
    let deep: DynamicImage =
        image::ImageBuffer::<Rgba<u16>, _>::from_pixel(32, 32, Rgba([65_535, 0, 0, 65_535])).into();
    let ready = photo(&encoded(&deep, ImageFormat::Png));
    assert!(open(ready.bytes()).get_pixel(16, 16).0[0] > 240);
}

#[test]
fn the_same_photo_twice_gives_the_same_bytes() {
    let bytes = encoded(&halves(2_000, 900), ImageFormat::Png);
    assert_eq!(photo(&bytes), photo(&bytes));
}

#[test]
fn a_photo_of_forty_megapixels_is_taken() {
    let large = encoded(&halves(7_296, 5_472), ImageFormat::Jpeg);
    let ready = photo(&large);
    assert_eq!(ready.size(), Some((1_600, 1_200)));
    assert!(ready.bytes().len() < 1 << 20);
}

#[test]
fn a_flood_of_pixels_is_refused_by_its_header() {
    let mut png = encoded(&halves(2, 2), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    check(&png, Accepts::Photo, "photo-pixels");
    let mut jpeg = encoded(&halves(2, 2), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    check(&jpeg, Accepts::Photo, "photo-pixels");
    // Within the pixels, beyond the bytes: sixteen bits for each of four channels.
    let mut deep = encoded(&halves(2, 2), ImageFormat::Png);
    deep[16..24].copy_from_slice(&[0, 0, 0x1B, 0x58, 0, 0, 0x1B, 0x58]);
    deep[24..26].copy_from_slice(&[16, 6]);
    let sum = crc(&deep[12..29]);
    deep[29..33].copy_from_slice(&sum.to_be_bytes());
    check(&deep, Accepts::Photo, "photo-pixels");
    let said = ready(&png, "x", Accepts::Photo).unwrap_err();
    assert!(said.say.to(netra_base::Lang::Id).contains("60000 × 60000"), "{said:?}");
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (!(sum & 1)).wrapping_add(1)))
    })
}

#[test]
fn twisted_photos_are_refused_and_harm_nobody() {
    let jpeg = encoded(&halves(64, 64), ImageFormat::Jpeg);
    check(&jpeg[..200], Accepts::Photo, "photo-unreadable");
    check(b"\x89PNG\r\n\x1a\nnonsense", Accepts::Photo, "photo-unreadable");
    check(b"RIFF\x10\0\0\0WEBPVP8 ", Accepts::Photo, "photo-unreadable");
    // Thousands of scans, each over every pixel.
    let start = jpeg.windows(2).position(|two| two == [0xFF, 0xDA]).unwrap();
    let mut scans = jpeg[..start].to_vec();
    for _ in 0..1_000 {
        scans.extend(&jpeg[start..jpeg.len() - 2]);
    }
    scans.extend([0xFF, 0xD9]);
    check(&scans, Accepts::Photo, "photo-unreadable");
    // Every byte of a small photo turned: a photo or a sentence, never a fall.
    let small = encoded(&halves(16, 16), ImageFormat::Jpeg);
    for at in 3..small.len() {
        let mut twisted = small.clone();
        twisted[at] ^= 0xFF;
        let _ = ready(&twisted, "x", Accepts::Photo);
    }
}
