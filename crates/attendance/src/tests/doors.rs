//! The doors as people and programs meet them: with and without rights, in both languages, right and wrong.

use super::*;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use netra_base::Clock;
use netra_web::{Need, Parts, Route, Site, finish, router};
use tower::ServiceExt;

const KEEPERS: Need = Need::Roles(&[Role::UnitOperator, Role::Administrator]);

fn routes() -> Vec<Route> {
    let signed = Need::SignedIn;
    vec![
        Route::get("/hadir", signed, "", pages::today),
        Route::post("/hadir", signed, "", pages::check_in_today),
        Route::get("/hadir/{activity}", signed, "", pages::check_in_form),
        Route::post("/hadir/{activity}", signed, "", pages::check_in),
        Route::get("/kegiatan/{id}/layar", KEEPERS, "", pages::board),
        Route::get("/kegiatan/{id}/hadir", KEEPERS, "", pages::list),
        Route::post("/kegiatan/{id}/hadir", KEEPERS, "", pages::search),
        Route::get("/kegiatan/{id}/hadir/orang/{employee}", KEEPERS, "", pages::person),
        Route::post("/kegiatan/{id}/hadir/orang/{employee}", KEEPERS, "", pages::settle),
        Route::get("/kegiatan/{id}/hadir/tamu", KEEPERS, "", pages::guests),
        Route::post("/kegiatan/{id}/hadir/tamu", KEEPERS, "", pages::add_guests),
        Route::get("/kegiatan/{id}/hadir/tamu/{guest}", KEEPERS, "", pages::guest),
        Route::post("/kegiatan/{id}/hadir/tamu/{guest}", KEEPERS, "", pages::settle_guest),
        Route::get("/kegiatan/{id}/hadir/tamu/{guest}/tanda-tangan", KEEPERS, "", pages::signature),
        Route::post("/kegiatan/{id}/hadir/tamu/{guest}/tanda-tangan", KEEPERS, "", pages::sign_guest),
        Route::get("/kegiatan/{id}/hadir/kertas", KEEPERS, "", pages::sheets),
        Route::post("/kegiatan/{id}/hadir/kertas", KEEPERS, "", pages::keep_sheet),
        Route::get("/kegiatan/{id}/hadir/kertas/{sheet}/berkas", KEEPERS, "", pages::scan),
        Route::get("/kegiatan/{id}/hadir/kertas/{sheet}/cabut", KEEPERS, "", pages::withdraw_form),
        Route::post("/kegiatan/{id}/hadir/kertas/{sheet}/cabut", KEEPERS, "", pages::withdraw),
        Route::get("/kegiatan/{id}/hadir/impor", KEEPERS, "", pages::import_form),
        Route::post("/kegiatan/{id}/hadir/impor", KEEPERS, "", pages::upload),
        Route::get("/kegiatan/{id}/hadir/impor/{draft}", KEEPERS, "", pages::draft),
        Route::post("/kegiatan/{id}/hadir/impor/{draft}", KEEPERS, "", pages::choose),
        Route::post("/kegiatan/{id}/hadir/impor/{draft}/konfirmasi", KEEPERS, "", pages::confirm),
        Route::get("/kegiatan/{id}/hadir/berkas.xlsx", KEEPERS, "", pages::list_xlsx),
        Route::get("/kegiatan/{id}/hadir/berkas.csv", KEEPERS, "", pages::list_csv),
        Route::post("/api/v1/activities/{activity}/attendance", signed, "", api::check_in),
        Route::get("/api/v1/activities/{activity}/attendance", KEEPERS, "", api::list),
    ]
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn goes_to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    pub(super) fn cookie(&self) -> Option<String> {
        let line = self.headers.get(header::SET_COOKIE)?.to_str().ok()?;
        line.split(';').next().map(str::to_owned)
    }

    #[track_caller]
    pub(super) fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.light()
    }

    #[track_caller]
    pub(super) fn light(self) -> String {
        assert!(self.text.len() < 50_000, "{} bytes", self.text.len());
        assert!(!self.text.contains("style=") && !self.text.contains("<script>"), "the policy forbids it");
        self.text
    }
}

/// What is sent: a form, JSON, or a file in a form.
pub(super) struct Sending<'a> {
    pub(super) method: &'a str,
    pub(super) kind: &'a str,
    pub(super) cookie: &'a str,
    pub(super) body: Vec<u8>,
}

pub(super) fn ask(house: &House, now: Moment, who: Option<&Principal>, path: &str, sending: Sending<'_>) -> Answer {
    let site = Site::new(Parts {
        store: house.store.clone(),
        clock: Clock::Fixed(now),
        chance: house.chance.clone(),
        demo: true,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let desks = (Extension(MediaDesk::new()), Extension(crate::ListDesk::new()));
    let mut doors: Router<Site> = router(routes()).layer(desks);
    if let Some(who) = who {
        doors = doors.layer(Extension(who.clone()));
    }
    let request = Request::builder()
        .method(sending.method)
        .uri(path)
        .header(header::CONTENT_TYPE, sending.kind)
        .header(header::COOKIE, sending.cookie)
        .body(Body::from(sending.body))
        .expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let reply = finish(doors, site).oneshot(request).await.expect("an answer");
        let (status, headers) = (reply.status(), reply.headers().clone());
        let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    })
}

const FORM: &str = "application/x-www-form-urlencoded";

pub(super) fn get(house: &House, now: Moment, who: &Principal, path: &str) -> Answer {
    ask(house, now, Some(who), path, Sending { method: "GET", kind: FORM, cookie: "", body: Vec::new() })
}

pub(super) fn post(house: &House, now: Moment, who: &Principal, path: &str, body: &str) -> Answer {
    ask(house, now, Some(who), path, Sending { method: "POST", kind: FORM, cookie: "", body: body.into() })
}

/// A file with a few fields beside it.
pub(super) fn send_file(house: &House, who: &Principal, path: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"berkas\"\r\n\r\n");
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let sending = Sending { method: "POST", kind: "multipart/form-data; boundary=x", cookie: "", body };
    ask(house, at(9, 40), Some(who), path, sending)
}

#[test]
fn one_scans_presses_and_reads_what_came_of_it() {
    each_engine(|store| {
        let house = House::new(store);
        let who = house.person(0);
        let now = at(8, 5);
        let guest =
            ask(&house, now, None, "/hadir/1?k=1", Sending { method: "GET", kind: FORM, cookie: "", body: Vec::new() });
        assert_eq!(guest.goes_to(), "/masuk?lanjut=/hadir/1%3Fk%3D1", "the scan comes along");
        let code = house.code(now);
        let asked = get(&house, now, &who, &format!("/hadir/1?k={code}"));
        let device = asked.cookie().expect("a device");
        assert!(device.starts_with("netra_hadir=") && device.len() == "netra_hadir=".len() + 32, "{device}");
        let page = asked.page();
        assert!(page.contains("Apel Siaga") && page.contains("Lapangan") && page.contains("pukul 08.00 WITA"));
        assert!(page.contains("Saya hadir") && page.contains(&code) && !page.contains("inputmode"), "one button");
        assert!(get(&house, now, &who, "/hadir/1").page().contains("Enam angka di layar"));
        assert!(get(&house, at(8, 9), &who, &format!("/hadir/1?k={code}")).page().contains("Kode ini sudah lewat"));
        let body = format!("kode={code}");
        let sending = || Sending { method: "POST", kind: FORM, cookie: &device, body: body.clone().into() };
        let came = ask(&house, now, Some(&who), "/hadir/1", sending());
        assert_eq!((came.status, came.goes_to(), came.cookie()), (StatusCode::SEE_OTHER, "/hadir/1", None));
        assert_eq!(ask(&house, now, Some(&who), "/hadir/1", sending()).goes_to(), "/hadir/1");
        let told = get(&house, now, &who, "/hadir/1?lang=en").page();
        assert!(told.contains("You are recorded as present") && told.contains("08:05 WITA"));
        let visitor = house.person(8);
        post(&house, now, &visitor, "/hadir/1", &body);
        assert!(get(&house, now, &visitor, "/hadir/1").page().contains("tidak diundang sebagai delegasi"));
        assert_eq!(get(&house, now, &house.operator(), "/hadir/99").status, StatusCode::NOT_FOUND, "no employee");
        assert_eq!(house.tally(), [2, 0, 0, 0, 0]);
    });
}

#[test]
fn an_old_code_is_explained_kindly_and_a_wrong_one_stands_at_its_field() {
    each_engine(|store| {
        let house = House::new(store);
        let who = house.person(0);
        let old = house.code(at(8, 0));
        assert_eq!(post(&house, at(8, 20), &who, "/hadir/1", &format!("kode={old}")).goes_to(), "/hadir/1");
        let page = get(&house, at(8, 20), &who, "/hadir/1").page();
        assert!(page.contains("tampil di layar pukul 08.00 WITA") && page.contains("tunjukkan diri kepada operator"));
        let wrong = post(&house, at(8, 21), &house.person(1), "/hadir/1", "kode=000000");
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.light().contains("f-kode-e"));
        assert!(post(&house, at(8, 21), &house.person(1), "/hadir/1", "").text.contains("Isi kode"));
        let over = post(&house, at(10, 0), &house.person(1), "/hadir/1", "kode=000000");
        assert!(over.status == StatusCode::UNPROCESSABLE_ENTITY && over.text.contains("sudah selesai"));
        assert!(get(&house, at(6, 0), &who, "/hadir/1").page().contains("Presensi baru dibuka"));
    });
}

#[test]
fn the_back_row_types_six_digits_at_a_short_address() {
    each_engine(|store| {
        let house = House::new(store);
        let (who, now) = (house.person(0), at(8, 5));
        let (id, by) = (house.id, house.operator());
        let typed = store.read_now(move |tx| actions::secret_of(tx, &by, id)).expect("kept").expect("shown").typed(now);
        let page = get(&house, now, &who, "/hadir").page();
        assert!(page.contains("Apel Siaga") && page.contains("name=\"kode\""));
        let back = post(&house, now, &who, "/hadir", "kode=000001");
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("Pilih kegiatannya"));
        let spaced = format!("activity=1&kode={}+{}", &typed[..3], &typed[3..]);
        assert_eq!(post(&house, now, &who, "/hadir", &spaced).goes_to(), "/hadir/1");
        assert!(get(&house, now, &who, "/hadir/1").page().contains("Kode ketik"));
        assert!(get(&house, at(11, 0), &who, "/hadir").page().contains("Tidak ada kegiatan unit Anda"));
    });
}

#[test]
fn the_screen_shows_a_code_counts_and_renews_itself_without_a_script() {
    each_engine(|store| {
        let house = House::new(store);
        let (by, now) = (house.operator(), at(8, 5));
        house.comes(0, now).expect("comes");
        let page = get(&house, now, &by, "/kegiatan/1/layar").page();
        assert!(page.contains("http-equiv=\"refresh\"") && page.contains("data-live=\"/kegiatan/1/layar?bagian=1\""));
        assert!(page.contains("class=\"qr\"") && page.contains("<strong>1</strong> hadir dari 11"));
        let part = get(&house, at(8, 6), &by, "/kegiatan/1/layar?bagian=1");
        assert_eq!(part.headers[header::CACHE_CONTROL], "no-store");
        let part = part.page();
        assert!(part.contains("class=\"digits\"") && !part.contains("<html"));
        assert!(get(&house, at(10, 0), &by, "/kegiatan/1/layar").page().contains("presensi ditutup"));
        // A screen opened for the first time makes its secret, and the same one again.
        let mut other = House::new_activity(&house);
        let first = get(&other, now, &by, &format!("/kegiatan/{}/layar?bagian=1", other.id)).page();
        assert_eq!(first, get(&other, now, &by, &format!("/kegiatan/{}/layar?bagian=1", other.id)).page());
        other.id = house.id;
        for stranger in [house.who(Role::UnitOperator, house.papua), house.who(Role::Leader, house.bali)] {
            assert_eq!(get(&house, now, &stranger, "/kegiatan/1/layar").status, StatusCode::NOT_FOUND);
        }
    });
}

impl House {
    /// The same house, and another activity of it that nobody has shown yet.
    fn new_activity(&self) -> Self {
        let id = plan(&self.store, self.bali, (at(8, 0), at(9, 30)), Vec::new());
        Self { store: self.store.clone(), chance: self.chance.clone(), people: self.people.clone(), id, ..*self }
    }
}

#[test]
fn the_operator_finds_marks_and_decides_by_forms() {
    each_engine(|store| {
        let house = House::new(store);
        let (by, now) = (house.operator(), at(8, 20));
        assert!(get(&house, now, &by, "/kegiatan/1/hadir").page().contains("Belum ada baris"));
        let found = post(&house, now, &by, "/kegiatan/1/hadir", "cari=made").page();
        let href = format!("/kegiatan/1/hadir/orang/{}", house.people[1]);
        assert!(found.contains(&href) && found.contains("Made Peraga"));
        assert!(get(&house, now, &by, &href).page().contains("Tandai hadir"));
        let marked = post(&house, now, &by, &href, "to=present&via=paper&timing=late");
        assert_eq!(marked.goes_to(), "/kegiatan/1/hadir");
        let page = get(&house, now, &by, "/kegiatan/1/hadir").page();
        assert!(page.contains("Lembar kertas") && page.contains("Terlambat") && page.contains("<b>1</b>"));
        let back = post(&house, now, &by, &href, "to=absent&reason=");
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("f-reason-e"));
        let old = house.code(at(8, 0));
        post(&house, now, &house.person(0), "/hadir/1", &format!("kode={old}"));
        let list = get(&house, now, &by, "/kegiatan/1/hadir?saring=ragu").page();
        assert!(list.contains("Wayan Contoh") && !list.contains("Made Peraga") && list.contains("pindaian meragukan"));
        let doubtful = format!("/kegiatan/1/hadir/orang/{}", house.people[0]);
        assert!(get(&house, now, &by, &doubtful).page().contains("terima sebagai hadir"));
        assert_eq!(post(&house, now, &by, &doubtful, "to=present").goes_to(), "/kegiatan/1/hadir");
        assert_eq!(house.tally(), [2, 0, 2, 0, 0]);
        let csv = get(&house, now, &by, "/kegiatan/1/hadir/berkas.csv");
        assert!(csv.headers[header::CONTENT_DISPOSITION].to_str().expect("text").contains("hadir-1-CONTOH.csv"));
        assert!(csv.text.contains("Wayan Contoh"));
        assert_eq!(get(&house, now, &by, "/kegiatan/1/hadir/berkas.xlsx").status, StatusCode::OK);
        let stranger = house.who(Role::UnitOperator, house.papua);
        for path in
            ["", "/tamu", "/kertas", "/impor", "/berkas.csv", "/berkas.xlsx", &format!("/orang/{}", house.people[0])]
        {
            let status = get(&house, now, &stranger, &format!("/kegiatan/1/hadir{path}")).status;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(
            get(&house, now, &by, &format!("/kegiatan/1/hadir/orang/{}", house.people[8])).status,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn guests_and_sheets_come_in_by_forms() {
    each_engine(|store| {
        let house = House::new(store);
        let (by, now) = (house.operator(), at(9, 40));
        let base = "/kegiatan/1/hadir";
        assert!(get(&house, now, &by, &format!("{base}/tamu")).page().contains("Belum ada tamu"));
        let one = post(&house, now, &by, &format!("{base}/tamu"), "name=Camat+Contoh&institution=Kecamatan+Contoh");
        assert_eq!(one.goes_to(), format!("{base}/tamu"));
        let back = post(&house, now, &by, &format!("{base}/tamu"), "do=lines&lines=A%3B+B%0ATanpa");
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("Baris 2:"));
        let queue = "do=lines&lines=Lurah+Contoh%3B+Kelurahan+Contoh%3B+Lurah%0ACamat+contoh%3B+Kecamatan+contoh";
        assert_eq!(post(&house, now, &by, &format!("{base}/tamu"), queue).status, StatusCode::SEE_OTHER);
        assert_eq!(house.tally()[4], 2);
        let guest = get(&house, now, &by, &format!("{base}/tamu/1")).page();
        assert!(guest.contains("Camat Contoh") && guest.contains("Cabut dari daftar"));
        let back = post(&house, now, &by, &format!("{base}/tamu/1"), "counts=0");
        assert!(back.text.contains("f-reason-e") && !back.text.contains("<details class=\"more\" open>"));
        assert_eq!(
            post(&house, now, &by, &format!("{base}/tamu/1"), "counts=0&reason=Dua+kali").status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(house.tally()[4], 1);
        let picture = photo().bytes().to_vec();
        let signed = send_file(&house, &by, &format!("{base}/tamu/2/tanda-tangan"), &picture, &[]);
        assert_eq!(signed.goes_to(), format!("{base}/tamu/2"));
        let seen = get(&house, now, &by, &format!("{base}/tamu/2/tanda-tangan"));
        assert_eq!(
            (seen.status, seen.headers[header::CONTENT_TYPE].to_str().expect("text")),
            (StatusCode::OK, "image/jpeg")
        );
        let svg = send_file(&house, &by, &format!("{base}/tamu/2/tanda-tangan"), b"<svg onload=alert(1)>", &[]);
        assert!(svg.status == StatusCode::UNPROCESSABLE_ENTITY && svg.text.contains("f-file-e"));
        assert!(svg.text.contains("<details class=\"more\" open>"), "the form of the photo is open");
        assert_eq!(svg.text.matches("class=\"summary\"").count(), 1, "said once");
        let back = send_file(&house, &by, &format!("{base}/kertas"), &picture, &[("counted", ""), ("persons", "123")]);
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("Baris 1:"));
        let kept = send_file(&house, &by, &format!("{base}/kertas"), &picture, &[("counted", "40")]);
        assert_eq!(kept.goes_to(), format!("{base}/kertas"), "{}", kept.text);
        assert!(get(&house, now, &by, &format!("{base}/kertas")).page().contains("Berlaku"));
        assert_eq!(get(&house, now, &by, &format!("{base}/kertas/1/berkas")).status, StatusCode::OK);
        assert!(get(&house, now, &by, &format!("{base}/kertas/1/cabut")).page().contains("tidak dihitung lagi"));
        assert!(post(&house, now, &by, &format!("{base}/kertas/1/cabut"), "").text.contains("f-reason-e"));
        for _ in 0..2 {
            let taken = post(&house, now, &by, &format!("{base}/kertas/1/cabut"), "reason=Salah+hitung");
            assert_eq!(taken.goes_to(), format!("{base}/kertas"));
        }
        assert_eq!(get(&house, now, &by, &format!("{base}/kertas/1/cabut")).status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_meeting_list_is_read_checked_and_confirmed_by_forms() {
    each_engine(|store| {
        let house = House::new(store);
        let (by, now) = (house.operator(), at(9, 40));
        let base = "/kegiatan/1/hadir/impor";
        assert!(get(&house, now, &by, base).page().contains("Tidak ada yang dihitung"));
        for (bytes, words) in [
            (b"PK\x03\x04".as_slice(), "ZIP atau XLSX"),
            (b"satu,dua\n1,2\n".as_slice(), "Kolom nama"),
            (b"".as_slice(), "kosong"),
        ] {
            let back = send_file(&house, &by, base, bytes, &[]);
            assert!(
                back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains(words),
                "{words}: {}",
                back.text
            );
        }
        let list = "Nama;Masuk;Keluar\nWayan Contoh;08.00;09.00\nAgus Setiawan;08.00;09.00\nTamu Satu;08.00;09.00\nTamu Dua;08.00;09.00\nMade;09.00;08.00\n";
        let read = send_file(&house, &by, base, list.as_bytes(), &[]);
        let draft = read.goes_to().to_owned();
        assert!(draft.starts_with(&format!("{base}/")), "{}", read.text);
        let page = get(&house, now, &by, &draft).page();
        assert!(page.contains("2. Agus Setiawan") && page.contains("Baris 6: keluar sebelum masuk"), "{page}");
        assert!(house.people[9..12].iter().all(|id| page.contains(&format!("value=\"p{id}\""))));
        let early = post(&house, now, &by, &format!("{draft}/konfirmasi"), "");
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.text.contains("Masih ada 3 baris"));
        let choose = |body: &str| post(&house, now, &by, &draft, body);
        let wrong = choose("tampil=pilih&dari=0&do=page&c2=nip&n2=123");
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("f-n2-e"));
        assert_eq!(choose(&format!("tampil=pilih&dari=0&do=page&c2=p{}", house.people[9])).goes_to(), draft);
        let by_nip = choose(&format!("tampil=asing&dari=0&do=page&c3=nip&n3={}", nip(4)));
        assert_eq!(by_nip.goes_to(), draft, "{}", by_nip.text);
        assert_eq!(choose("do=guests").goes_to(), draft);
        let clear = get(&house, now, &by, &draft).page();
        assert!(clear.contains("Konfirmasi dan hitung"));
        assert_eq!(house.tally(), [0; 5]);
        assert_eq!(post(&house, now, &by, &format!("{draft}/konfirmasi"), "").goes_to(), "/kegiatan/1/hadir");
        assert_eq!(house.tally(), [3, 0, 0, 0, 1]);
        assert_eq!(get(&house, now, &by, &draft).status, StatusCode::NOT_FOUND);
        assert_eq!(
            post(&house, now, &by, &format!("{draft}/konfirmasi"), "").goes_to(),
            "/kegiatan/1/hadir",
            "pressed twice"
        );
        let again = send_file(&house, &by, base, list.as_bytes(), &[]);
        assert!(again.text.contains("sudah pernah dikonfirmasi"));
        let next = send_file(&house, &by, base, b"Nama,Masuk\nZaenal,08:00\n", &[]);
        let draft = next.goes_to().to_owned();
        assert_eq!(post(&house, now, &by, &draft, "do=drop").goes_to(), base);
        assert_eq!(get(&house, now, &by, &draft).status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_full_list_and_a_full_draft_stay_light() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        for serial in 0..60 {
            let letter = char::from(b'A' + u8::try_from(serial % 26).expect("small"));
            hire(store, 100 + serial, house.bali, Employment::Pns, &format!("Pegawai {letter} Nomor"));
        }
        store
            .write_now(|tx| {
                let sql = "INSERT INTO attendance (activity, employee, name, unit, party, at, timing, via, state)
                    SELECT 1, id, name, unit_id, 0, ?1, 'late', 'qr', 'present' FROM registry_employee";
                tx.execute(sql, params![at(8, 20)])
            })
            .expect("fills");
        let page = get(&house, at(8, 30), &by, "/kegiatan/1/hadir").page();
        let next = page.split("dari=").nth(1).and_then(|rest| rest.split('"').next()).expect("a next page");
        assert_eq!(page.matches("/hadir/orang/").count(), 50);
        let rest = get(&house, at(8, 30), &by, &format!("/kegiatan/1/hadir?dari={next}")).page();
        assert_eq!(rest.matches("/hadir/orang/").count(), 22);
        let rows: String = (0..200).map(|at| format!("Pegawai {} Nomor,08:00\n", char::from(b'A' + at % 26))).collect();
        let read = send_file(&house, &by, "/kegiatan/1/hadir/impor", format!("Nama,Masuk\n{rows}").as_bytes(), &[]);
        let draft = read.goes_to().to_owned();
        for part in ["", "?tampil=pilih", "?tampil=selesai"] {
            get(&house, at(9, 40), &by, &format!("{draft}{part}")).page();
        }
    });
}

#[test]
fn programs_check_in_and_read_the_list() {
    each_engine(|store| {
        let house = House::new(store);
        let (who, now) = (house.person(0), at(8, 20));
        let send = |who: &Principal, code: &str| {
            let sending = Sending {
                method: "POST",
                kind: "application/json",
                cookie: "",
                body: format!(r#"{{"code":"{code}"}}"#).into(),
            };
            ask(&house, now, Some(who), "/api/v1/activities/1/attendance", sending)
        };
        let json = |answer: &Answer| serde_json::from_str::<serde_json::Value>(&answer.text).expect("JSON");
        let came = send(&who, &house.code(now));
        assert_eq!((came.status, json(&came)["state"].as_str()), (StatusCode::CREATED, Some("present")));
        let again = send(&who, "000000");
        assert_eq!((again.status, json(&again)["again"].as_bool()), (StatusCode::OK, Some(true)));
        let old = send(&house.person(1), &house.code(at(8, 0)));
        assert_eq!((old.status, json(&old)["state"].as_str()), (StatusCode::CREATED, Some("doubtful")));
        assert_eq!(json(&old)["code_from"], "2023-12-21T07:00:00+07:00");
        let wrong = send(&house.person(2), "123456");
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(json(&wrong)["errors"][0]["field"], "code");
        let list = get(&house, now, &house.operator(), "/api/v1/activities/1/attendance");
        let list = json(&list);
        assert_eq!(
            (list["present"].as_i64(), list["doubtful"].as_i64(), list["expected"].as_i64()),
            (Some(1), Some(1), Some(11))
        );
        assert_eq!(list["attendees"].as_array().map(Vec::len), Some(2));
        let doubtful = get(&house, now, &house.operator(), "/api/v1/activities/1/attendance?state=doubtful");
        assert_eq!(json(&doubtful)["attendees"].as_array().map(Vec::len), Some(1));
        assert_eq!(get(&house, now, &who, "/api/v1/activities/1/attendance").status, StatusCode::NOT_FOUND);
        assert_eq!(send(&house.person(0), "").status, StatusCode::OK);
    });
}
