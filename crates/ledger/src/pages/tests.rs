//! The public doors as a stranger meets them: tiles, checkpoint, policy, and the check of a receipt.

use super::*;
use crate::{Kind, Log, MIGRATIONS, actions, api};
use axum::Extension;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use netra_base::{Chance, Clock, Lang, Moment};
use netra_store::Store;
use netra_tlog::{Policy, SigningKey, TilePath, paths::decode_bundle};
use netra_web::{Need, Parts, Route, Site, finish, router};
use tower::ServiceExt;

struct House {
    doors: Router,
    store: Store,
    log: Log,
    dir: tempfile::TempDir,
}

struct Got {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Got {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

/// The store's blocking verbs need a thread that may block.
async fn house(leaves: i64) -> House {
    tokio::task::spawn_blocking(move || build(leaves)).await.expect("builds")
}

fn build(leaves: i64) -> House {
    let dir = tempfile::tempdir().expect("a folder");
    let store = Store::sqlite(&dir.path().join("netra.db")).expect("opens");
    store.migrate(&MIGRATIONS).expect("migrates");
    let signing = SigningKey::from_seed("uji.netra.invalid/1", &[1; 32]).expect("a key");
    let log = Log::open(&store, &dir.path().join("log"), signing).expect("opens");
    let chance = Chance::seeded(4);
    store
        .write_now(move |tx| {
            (0..leaves).try_for_each(|n| {
                let body = serde_json::json!({
                    "drive": 1, "drive_title": "Deklarasi <Netral>", "name": "Sa'diyah Contoh", "number": "199001012015032001",
                    "employment": "pns", "signed_in_by": "password-totp", "text": "netralitas-2", "unit": "KW-20", "n": n,
                });
                actions::record(tx, &chance, Moment(1_703_120_400_000), Kind::Pledge, &body).map(|_| ())
            })
        })
        .expect("records");
    log.sequence_all(&store).expect("sequences");
    let site = Site::new(Parts {
        store: store.clone(),
        clock: Clock::Fixed(Moment(0)),
        chance: Chance::seeded(1),
        demo: false,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let table = vec![
        Route::get("/log", Need::Public, "the log", about),
        Route::get("/log/checkpoint", Need::Public, "checkpoint", checkpoint),
        Route::get("/log/policy", Need::Public, "policy", policy),
        Route::get("/log/key", Need::Public, "key", key),
        Route::get("/log/tile/{*path}", Need::Public, "tiles", tile),
        Route::get("/verifikasi", Need::Public, "form", check_form),
        Route::post("/verifikasi", Need::Public, "check", check).takes(CHECK_LIMIT),
        Route::get("/api/v1/log", Need::Public, "state", api::log_state),
        Route::post("/api/v1/receipts/verify", Need::Public, "check", api::verify_receipt),
    ];
    House { doors: finish(router(table).layer(Extension(log.clone())), site), store, log, dir }
}

async fn send(house: &House, method: &str, path: &str, kind: &str, body: impl Into<Body>) -> Got {
    let request =
        Request::builder().method(method).uri(path).header("content-type", kind).body(body.into()).expect("a request");
    let reply = house.doors.clone().oneshot(request).await.expect("answers");
    let (parts, body) = reply.into_parts();
    Got {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: to_bytes(body, 10 << 20).await.expect("a body").to_vec(),
    }
}

async fn get(house: &House, path: &str) -> Got {
    send(house, "GET", path, "text/plain", "").await
}

async fn upload(house: &House, file: &[u8], text: &str) -> Got {
    let mut body = b"--b\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"bukti.json\"\r\n\r\n".to_vec();
    body.extend_from_slice(file);
    body.extend_from_slice(
        format!("\r\n--b\r\nContent-Disposition: form-data; name=\"teks\"\r\n\r\n{text}\r\n--b--\r\n").as_bytes(),
    );
    send(house, "POST", "/verifikasi", "multipart/form-data; boundary=b", body).await
}

async fn receipt(house: &House) -> actions::Receipt {
    let published = house.log.published();
    house
        .store
        .read(move |tx| actions::receipt(tx, netra_base::EntryId(7), &published))
        .await
        .expect("reads")
        .expect("placed")
}

#[tokio::test]
async fn the_whole_log_can_be_read_and_every_published_width_stays() {
    let house = house(300).await;
    for width in [1, 44] {
        let got = get(&house, &format!("/log/tile/0/001.p/{width}")).await;
        assert_eq!((got.status, got.body.len()), (200, width * 32));
    }
    let full = get(&house, "/log/tile/0/000").await;
    assert_eq!((full.status, full.body.len(), full.header("content-type")), (200, 8_192, "application/octet-stream"));
    assert_eq!(full.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(get(&house, "/log/tile/1/000.p/1").await.body.len(), 32);
    let leaves = get(&house, "/log/tile/entries/001.p/44").await.body;
    let leaves = decode_bundle(&leaves).expect("a bundle");
    assert_eq!(leaves.len(), 44);
    let hashes = get(&house, "/log/tile/0/001.p/44").await.body;
    assert_eq!(netra_tlog::leaf_hash(leaves[43]), hashes[43 * 32..]);
    assert!(!String::from_utf8_lossy(leaves[0]).contains("diyah"), "the log holds no persons");
    assert!(TilePath::parse("tile/0/000").is_ok());
}

#[tokio::test]
async fn what_is_not_published_or_not_spelt_as_it_should_is_not_there() {
    let house = house(300).await;
    for path in [
        "0/001",
        "0/001.p/45",
        "0/002.p/1",
        "1/000",
        "1/000.p/2",
        "2/000.p/1",
        "0/000.p/0",
        "0/000.p/256",
        "0/0",
        "0/x000/000",
        "entries/001",
        "entries/001.p/45",
        "entries/x001/000.p/1",
        "64/000",
        "8/0/000",
        "0/../checkpoint",
        "0/999999",
        "x",
    ] {
        let got = get(&house, &format!("/log/tile/{path}")).await;
        assert_eq!((got.status, got.header("cache-control")), (404, "no-store"), "{path}");
    }
}

#[tokio::test]
async fn the_checkpoint_the_key_and_the_policy_belong_together() {
    let house = house(3).await;
    let checkpoint = get(&house, "/log/checkpoint").await;
    assert_eq!(checkpoint.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(checkpoint.header("cache-control"), "no-cache");
    let policy = Policy::parse(&get(&house, "/log/policy").await.body).expect("a policy");
    let signed = netra_tlog::SignedCheckpoint::parse(&checkpoint.body).expect("a note");
    assert!(policy.check(&signed).is_ok());
    assert_eq!(get(&house, "/log/key").await.text().trim(), house.log.key_text());
    let state: serde_json::Value = serde_json::from_slice(&get(&house, "/api/v1/log").await.body).expect("JSON");
    assert_eq!((state["size"].as_u64(), state["checkpoint"].as_str()), (Some(3), Some(checkpoint.text().as_str())));
    let page = get(&house, "/log").await.text();
    for part in [
        "uji.netra.invalid/1",
        "belum",
        "CONTOH",
        "Unduh berkas kebijakan",
        signed.to_string().lines().nth(2).expect("a root"),
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.len() < 40_000, "{}", page.len());
}

#[tokio::test]
async fn a_whole_receipt_is_valid_however_it_is_brought() {
    let house = house(10).await;
    let receipt = receipt(&house).await;
    let file = receipt.to_bytes().expect("bytes");
    let text = String::from_utf8(file.clone()).expect("text");
    let pasted = netra_web::address::encode(&format!("\r\n  {text}\r\n"));
    let bare = netra_web::address::encode(&receipt.proof.replace('\n', "\r\n"));
    let urlencoded = "application/x-www-form-urlencoded";
    let answers = [
        upload(&house, &file, "").await,
        send(&house, "POST", "/verifikasi", urlencoded, format!("teks={pasted}")).await,
        upload(&house, b"", &text).await,
    ];
    for got in answers.iter().take(2) {
        let page = got.text();
        assert_eq!(got.status, 200);
        for part in [
            "Bukti ini sah",
            "CONTOH",
            "Deklarasi &lt;Netral&gt;",
            "21 Desember 2023 pukul 08.00 WIB",
            "kata sandi dan kode sekali pakai",
            "netralitas, versi 2",
            "Bukti ini memuat nama",
            "Sa'diyah Contoh",
            "Tidak ada yang disimpan",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }
    // A file was chosen, and it is empty: that is said, although a text was pasted as well.
    assert_eq!(answers[2].status, 422);
    let got = send(&house, "POST", "/verifikasi", urlencoded, format!("teks={bare}")).await;
    assert!(got.text().contains("Bukti ini sah") && !got.text().contains("Bukti ini memuat nama"), "{}", got.text());
}

#[tokio::test]
async fn a_changed_receipt_and_one_of_another_log_are_not_valid_and_show_nothing_of_themselves() {
    let house = house(10).await;
    let file = receipt(&house).await.to_bytes().expect("bytes");
    for at in (0..file.len()).step_by(97) {
        let mut changed = file.clone();
        changed[at] ^= 1;
        let got = upload(&house, &changed, "").await;
        assert_eq!(got.status, 200, "byte {at}");
        assert!(got.text().contains("Bukti ini tidak sah") && !got.text().contains("diyah"), "byte {at}");
    }
    let text = String::from_utf8(file).expect("text").replace("uji.netra.invalid/1", "lain.netra.invalid/1");
    let page = upload(&house, text.as_bytes(), "").await.text();
    assert!(page.contains("Tidak sah") && page.contains("log lain"), "{page}");
}

#[tokio::test]
async fn an_empty_a_missing_and_a_huge_file_are_refused_next_to_the_field() {
    let house = house(1).await;
    for (got, sentence) in [
        (upload(&house, b"", "").await, "Berkas ini kosong"),
        (upload(&house, &vec![b'a'; (1 << 20) + 1], "").await, "terlalu besar"),
        (
            send(&house, "POST", "/verifikasi", "application/x-www-form-urlencoded", "teks=++").await,
            "Pilih berkas bukti",
        ),
    ] {
        let page = got.text();
        assert_eq!(got.status, 422, "{sentence}");
        assert!(page.contains(sentence) && page.contains("id=\"f-berkas-e\""), "{sentence}: {page}");
    }
    let got = upload(&house, &vec![b'a'; 5 << 20], "").await;
    assert_eq!(got.status, 413);
    assert!(get(&house, "/verifikasi?lang=en").await.text().contains("Check this receipt"));
}

#[tokio::test]
async fn programs_and_the_command_get_the_same_verdict() {
    let house = house(10).await;
    let file = receipt(&house).await.to_bytes().expect("bytes");
    let path = house.dir.path().join("bukti.json");
    let policy_path = house.dir.path().join("kebijakan");
    std::fs::write(&policy_path, house.log.policy_text()).expect("writes");
    let trust = crate::cli::policy(&policy_path).expect("a policy");
    let mut other = file.clone();
    other[40] ^= 4;
    for (bytes, exit) in [(&file, 0), (&other, 1)] {
        std::fs::write(&path, bytes).expect("writes");
        let said = crate::cli::verify(&path, &trust, Lang::Id);
        let got = send(&house, "POST", "/api/v1/receipts/verify", "application/json", bytes.clone()).await;
        let told: serde_json::Value = serde_json::from_slice(&got.body).expect("JSON");
        assert_eq!((said.exit, &said.json), (exit, &told));
        assert_eq!(told["valid"], exit == 0);
        for field in ["origin", "index", "size", "kind", "day", "sample", "record", "code", "message"] {
            assert!(told.get(field).is_some(), "{field}");
        }
    }
    let none = crate::cli::verify(&house.dir.path().join("tidak-ada"), &trust, Lang::En);
    assert_eq!((none.exit, none.json["code"].as_str()), (2, Some("file-open")));
    assert!(crate::cli::policy(&path).is_err());
    let huge = send(&house, "POST", "/api/v1/receipts/verify", "application/json", vec![b'x'; 3 << 20]).await;
    assert_eq!((huge.status, huge.header("content-type")), (413, "application/problem+json"));
}

#[tokio::test]
async fn a_number_on_paper_is_looked_up_and_names_nobody() {
    let house = house(40).await;
    let number = receipt(&house).await.number().expect("a number");
    let page = get(&house, &format!("/verifikasi?bukti={}", number.to_string().to_lowercase())).await.text();
    assert!(page.contains("Nomor bukti ini tercatat") && page.contains(&number.to_string()), "{page}");
    assert!(page.contains("21 Desember 2023") && page.contains("Penandatanganan pakta") && page.contains("CONTOH"));
    assert!(page.contains("name=\"berkas\"") && !page.contains("diyah") && !page.contains("19900101"));
    let other = number.to_string().replacen('6', "7", 1);
    for (wrong, words) in [
        (other.as_str(), "tidak ada di dalam log"),
        ("999999-0000-0000-0000", "tidak ada di dalam log"),
        ("198503172009121001", "bukan nomor bukti"),
        ("%3Cscript%3E", "bukan nomor bukti"),
    ] {
        let page = get(&house, &format!("/verifikasi?bukti={wrong}")).await.text();
        assert!(page.contains(words) && !page.contains("tercatat di dalam log"), "{wrong}: {page}");
    }
    assert!(!get(&house, "/verifikasi?bukti=").await.text().contains("Nomor bukti"));
}

#[tokio::test]
async fn a_pdf_is_checked_by_page_api_and_command_in_the_same_words() {
    let house = house(40).await;
    let inside = receipt(&house).await.to_bytes().expect("bytes");
    let pdf = [
        b"%PDF-1.7\n1 0 obj\n<</Type/Filespec/UF(bukti.json)/EF<</F 2 0 R>>>>\nendobj\n2 0 obj\n<<>>\nstream\n"
            .as_slice(),
        &inside,
        b"\nendstream\nendobj\n",
    ]
    .concat();
    // The line end before `endstream` belongs to nobody; a length says so.
    let pdf =
        String::from_utf8(pdf).expect("text").replace("<<>>", &format!("<</Length {}>>", inside.len())).into_bytes();
    let page = upload(&house, &pdf, "").await.text();
    assert!(page.contains("Bukti ini sah") && page.contains("bukan tulisan pada halamannya"), "{page}");
    assert!(page.contains("diyah Contoh") && page.contains("bukti.json"));
    let told: serde_json::Value = serde_json::from_slice(
        &send(&house, "POST", "/api/v1/receipts/verify", "application/pdf", pdf.clone()).await.body,
    )
    .expect("JSON");
    assert_eq!((&told["valid"], &told["attachment"]), (&true.into(), &"bukti.json".into()));
    let file = house.dir.path().join("pakta.pdf");
    std::fs::write(&file, &pdf).expect("writes");
    let said = crate::cli::verify(&file, &house.log.policy(), Lang::Id);
    assert_eq!((said.exit, &said.json), (0, &told));
    for words in
        ["Sah:", "bukan tulisan pada halamannya", "Nomor bukti: 6-", "Nama: Sa'diyah Contoh", "Gerakan: Deklarasi"]
    {
        assert!(said.sentence.contains(words), "{words}: {}", said.sentence);
    }
    let bare = upload(&house, b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj", "").await.text();
    assert!(bare.contains("tidak membawa bukti di dalamnya") && bare.contains("Tidak sah"), "{bare}");
}
