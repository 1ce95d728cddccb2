//! A photo made anew: decoded, turned upright, scaled, written as a JPEG of its own. Nothing of the old file but its
//! colours goes over: no place, no device, no time, no profile, no hidden thumbnail, nothing behind its end. Colours of a
//! wide gamut come out a little paler, since the profile that explains them may name a device too.
//!
//! Limits, before anything is unpacked: pixels and bytes as the header claims them. Fifty million pixels are the largest
//! that telephones write unasked (8,160 × 6,144); at three bytes each they are 150 MB, and a progressive JPEG holds twice
//! that in coefficients beside them: 450 MB at worst, once, since one photo is processed at a time. Measured in a dev build on
//! two cores: 12 megapixels 0.9 s, 40 megapixels 2.3 s with 130 MB in all (progressive 2.5 s, 245 MB), 50 megapixels
//! progressive 2.7 s, 305 MB.

use crate::model::Photo;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, RgbImage};
use netra_base::Refusal;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The long side of what is kept: enough for a page of a report at 200 dots per inch.
pub(super) const LONG_SIDE: u32 = 1_600;
/// The long side of the small one.
pub(super) const THUMB_SIDE: u32 = 320;
/// Width times height as the header claims.
const MAX_PIXELS: u64 = 52_000_000;
/// The unpacked picture: that many pixels of four bytes.
const MAX_UNPACKED: u64 = 4 * MAX_PIXELS;
/// Scans of a JPEG: cameras write one, programs for progressive ones some ten. Each goes over every pixel again, so that
/// thousands of empty ones would keep a core for minutes.
const MAX_SCANS: usize = 40;
const QUALITY: u8 = 82;
const THUMB_QUALITY: u8 = 76;

/// Makes a photo anew.
///
/// # Errors
/// A refusal when it claims too much or cannot be read.
pub(super) fn clean(bytes: &[u8], form: ImageFormat) -> Result<Photo, Refusal> {
    if form == ImageFormat::Jpeg && scans(bytes) > MAX_SCANS {
        return Err(unreadable());
    }
    // A decoder that panics on a twisted file has refused it.
    catch_unwind(AssertUnwindSafe(|| anew(bytes, form))).unwrap_or_else(|_| Err(unreadable()))
}

fn anew(bytes: &[u8], form: ImageFormat) -> Result<Photo, Refusal> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), form).into_decoder().map_err(|_| unreadable())?;
    let (wide, high) = decoder.dimensions();
    if u64::from(wide) * u64::from(high) > MAX_PIXELS || decoder.total_bytes() > MAX_UNPACKED {
        return Err(too_many(wide, high));
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(2 * MAX_UNPACKED);
    decoder.set_limits(limits).map_err(|_| unreadable())?;
    let upright = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|_| unreadable())?;
    let mut image = DynamicImage::ImageRgb8(on_white(scaled(image, LONG_SIDE)));
    image.apply_orientation(upright);
    let thumb = on_white(scaled(image.clone(), THUMB_SIDE));
    let image = image.into_rgb8();
    Ok(Photo {
        bytes: jpeg(&image, QUALITY)?,
        thumb: jpeg(&thumb, THUMB_QUALITY)?,
        width: image.width(),
        height: image.height(),
    })
}

/// Scaled down so that the long side fits; never up. From twice the size on by averaging: the finer filter costs ten times
/// as much there and looks the same.
fn scaled(image: DynamicImage, side: u32) -> DynamicImage {
    let (wide, high) = (image.width(), image.height());
    let long = wide.max(high);
    let fit = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / u64::from(long.max(1));
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    if long <= side {
        image
    } else if long >= 2 * side {
        image.thumbnail_exact(fit(wide), fit(high))
    } else {
        image.resize_exact(fit(wide), fit(high), FilterType::CatmullRom)
    }
}

/// What one looks through becomes white paper: JPEG knows no other.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        let over = |colour: u8| {
            let mixed = (u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

fn jpeg(image: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality)
        .write_image(image, image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|_| unreadable())?;
    Ok(out)
}

/// How many scans a JPEG has before its end: segments are stepped over by their length, what a scan holds up to the next
/// mark.
fn scans(bytes: &[u8]) -> usize {
    let (mut at, mut scans) = (2, 0);
    while let (Some(0xFF), Some(&mark)) = (bytes.get(at), bytes.get(at + 1)) {
        at += match mark {
            0xD9 => break,
            0xFF => 1,
            0x01 | 0xD0..=0xD7 => 2,
            _ => {
                let length = [bytes.get(at + 2), bytes.get(at + 3)].map(|byte| byte.copied().unwrap_or(0));
                2 + usize::from(u16::from_be_bytes(length))
            }
        };
        if mark == 0xDA {
            scans += 1;
            let rest = bytes.get(at..).unwrap_or_default();
            let ends = |two: &[u8]| two[0] == 0xFF && !matches!(two[1], 0 | 0xD0..=0xD7);
            at += rest.windows(2).position(ends).unwrap_or(rest.len());
        }
        if scans > MAX_SCANS {
            break;
        }
    }
    scans
}

fn too_many(wide: u32, high: u32) -> Refusal {
    let most = MAX_PIXELS / 1_000_000;
    Refusal::new(
        "photo-pixels",
        format!(
            "Foto ini menyatakan {wide} × {high} piksel; paling banyak {most} megapiksel. Kecilkan, lalu kirim lagi."
        ),
        format!(
            "This photo claims {wide} × {high} pixels; at most {most} megapixels. Make it smaller and send it again."
        ),
    )
}

fn unreadable() -> Refusal {
    Refusal::new(
        "photo-unreadable",
        "Foto ini rusak atau tidak dapat dibaca. Buka di telepon atau komputer, simpan lagi sebagai JPEG, lalu kirim.",
        "This photo is damaged or cannot be read. Open it, save it again as JPEG, and send that.",
    )
}
