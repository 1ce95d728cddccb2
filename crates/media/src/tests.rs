//! Media as features use it, on both engines: kept, given back, forgotten; the desk; the answer that carries a file.

use crate::{Accepts, FIELD, FileId, FileKind, Kept, MediaDesk, Ready, actions, reply};
use axum::http::header;
use image::{ImageFormat, RgbImage};
use netra_base::{AccountId, Error, Moment};
use netra_it::each_engine;
use netra_store::Store;
use netra_web::form::Fields;
use netra_web::upload::Upload;
use std::io::{Cursor, Write};
use std::sync::Arc;

fn png(side: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_fn(side, side, |x, y| image::Rgb([u8::try_from((x ^ y) & 255).unwrap(), 90, 40]))
        .write_to(&mut out, ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

fn photo() -> Ready {
    MediaDesk::take_now(&png(400), "apel.png", Accepts::Photo).unwrap()
}

fn upload(bytes: &[u8]) -> Upload {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    Upload { file, name: "apel.png".into(), bytes: u64::try_from(bytes.len()).unwrap(), fields: Fields::default() }
}

#[test]
fn what_is_kept_comes_back_and_can_be_forgotten() {
    each_engine(|store| {
        store.migrate(&crate::MIGRATIONS).unwrap();
        let ready = photo();
        let (first, second) = (ready.clone(), ready.clone());
        let id = store.write_now(move |tx| actions::keep(tx, Moment(5), AccountId(3), &first)).unwrap();
        let again = store.write_now(move |tx| actions::keep(tx, Moment(6), AccountId(3), &second)).unwrap();
        assert_ne!(id, again, "each keeping is its own: forgetting one leaves the other");
        let kept = store.read_now(move |tx| actions::file(tx, id)).unwrap();
        assert_eq!((kept.name.as_str(), kept.mime.as_str()), ("apel.jpg", "image/jpeg"));
        assert_eq!((&kept.bytes[..], kept.sha256, kept.width), (ready.bytes(), ready.sha256(), Some(400)));
        let small = store.read_now(move |tx| actions::thumb(tx, id)).unwrap();
        assert_eq!(Some(&small.bytes[..]), ready.thumb());
        let about = store.read_now(move |tx| actions::about(tx, id)).unwrap();
        assert_eq!((about.id, about.kind, about.kept, about.by), (id, FileKind::Photo, Moment(5), AccountId(3)));
        assert_eq!(about.size, i64::try_from(ready.bytes().len()).unwrap());

        store.write_now(move |tx| actions::forget(tx, id)).unwrap();
        assert!(matches!(store.write_now(move |tx| actions::forget(tx, id)), Err(Error::NotFound)));
        assert!(matches!(store.read_now(move |tx| actions::file(tx, id)), Err(Error::NotFound)));
        assert!(store.read_now(move |tx| actions::file(tx, again)).is_ok());
    });
}

#[test]
fn a_paper_has_no_small_one() {
    each_engine(|store| {
        store.migrate(&crate::MIGRATIONS).unwrap();
        let bytes = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n";
        let ready = MediaDesk::take_now(bytes, "Surat.PDF", Accepts::Paper).unwrap();
        let id = store.write_now(move |tx| actions::keep(tx, Moment(0), AccountId(1), &ready)).unwrap();
        assert!(matches!(store.read_now(move |tx| actions::thumb(tx, id)), Err(Error::NotFound)));
        let kept = store.read_now(move |tx| actions::file(tx, id)).unwrap();
        assert_eq!((kept.name.as_str(), &kept.bytes[..], kept.width), ("Surat.pdf", &bytes[..], None));
    });
}

/// A door that answers one thing while the desk works on another.
async fn crowd(store: &Store) {
    let mut large = Cursor::new(Vec::new());
    RgbImage::from_pixel(5_000, 4_000, image::Rgb([9, 90, 40])).write_to(&mut large, ImageFormat::Jpeg).unwrap();
    let (desk, order) = (MediaDesk::new(), Arc::new(std::sync::Mutex::new(Vec::new())));
    let (photos, seen) = (desk.clone(), Arc::clone(&order));
    let photo = tokio::spawn(async move {
        let ready = photos.take(upload(&large.into_inner()), Accepts::Photo).await.unwrap();
        seen.lock().unwrap().push("photo");
        ready
    });
    tokio::task::yield_now().await;
    for _ in 0..20 {
        let missing = store.read(|tx| actions::about(tx, FileId(1))).await;
        assert!(matches!(missing, Err(Error::NotFound)));
    }
    order.lock().unwrap().push("reads");
    assert_eq!(photo.await.unwrap().size(), Some((1_600, 1_280)));
    assert_eq!(*order.lock().unwrap(), ["reads", "photo"]);
}

#[test]
fn a_large_photo_holds_up_nobody() {
    each_engine(|store| {
        store.migrate(&crate::MIGRATIONS).unwrap();
        // One thread answers everybody: whoever blocks it blocks all.
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(crowd(store));
    });
}

#[tokio::test]
async fn a_desk_says_when_too_many_wait_and_where_a_file_is_wrong() {
    let desk = MediaDesk::new();
    let held = desk.queue().acquire_many_owned(17).await.unwrap();
    assert!(matches!(desk.take(upload(&png(9)), Accepts::Photo).await, Err(Error::Busy)));
    drop(held);
    assert!(desk.take(upload(&png(9)), Accepts::Photo).await.is_ok());
    let Err(Error::Refused(list)) = desk.take(upload(b"GIF89a"), Accepts::Photo).await else { panic!("not refused") };
    assert_eq!((list[0].code, list[0].field.as_deref()), ("photo-form", Some(FIELD)));
}

#[test]
fn a_photo_is_shown_and_a_paper_is_saved() {
    let kept = |name: &str, mime: &str| Kept {
        name: name.into(),
        mime: mime.into(),
        bytes: vec![1, 2, 3],
        sha256: [0; 32],
        width: None,
        height: None,
    };
    let told = |kept: Kept| {
        let reply = reply(kept);
        let header = |name| reply.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(header(header::CONTENT_SECURITY_POLICY), "default-src 'none'; sandbox");
        (header(header::CONTENT_TYPE), header(header::CONTENT_DISPOSITION))
    };
    let (kind, manner) = told(kept("apel.jpg", "image/jpeg"));
    assert_eq!(
        (kind.as_str(), manner.as_str()),
        ("image/jpeg", "inline; filename=\"apel.jpg\"; filename*=UTF-8''apel.jpg")
    );
    let (kind, manner) = told(kept("rapat \"é\".pdf", "text/html"));
    assert_eq!(kind, "application/pdf");
    assert_eq!(manner, "attachment; filename=\"rapat ___.pdf\"; filename*=UTF-8''rapat%20%22%C3%A9%22.pdf");
}
