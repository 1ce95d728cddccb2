//! The doors of one activity through the router: statuses, forms that come back, what is not shown, pages light enough.

use super::*;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use netra_base::Clock;
use netra_documents::PrintDesk;
use netra_it::store::on_sqlite;
use netra_ledger::{Log, SigningKey};
use netra_web::Need::SignedIn;
use netra_web::{Parts, Route, Site, finish, router};
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    let photo = Accepts::Photo.body_limit();
    vec![
        Route::get("/kegiatan", SignedIn, "", pages::list),
        Route::post("/kegiatan", SignedIn, "", pages::plan),
        Route::get("/kegiatan/baru", SignedIn, "", pages::new_activity),
        Route::get("/kegiatan/kalender", SignedIn, "", pages::calendar),
        Route::get("/kegiatan/kalender/{file}", netra_web::Need::Public, "", pages::feed),
        Route::get("/kegiatan/kalender/{code}/alamat", SignedIn, "", pages::feed_page),
        Route::post("/kegiatan/kalender/{code}/alamat", SignedIn, "", pages::make_feed),
        Route::post("/kegiatan/kalender/{code}/alamat/cabut", SignedIn, "", pages::revoke_feed),
        Route::get("/kegiatan/keputusan", SignedIn, "", pages::decisions),
        Route::post("/kegiatan/keputusan/{decision}", SignedIn, "", pages::decided_done),
        Route::get("/kegiatan/{id}", SignedIn, "", pages::activity),
        Route::get("/kegiatan/{id}/ubah", SignedIn, "", pages::change_form),
        Route::post("/kegiatan/{id}/ubah", SignedIn, "", pages::change),
        Route::post("/kegiatan/{id}/mulai", SignedIn, "", pages::start),
        Route::post("/kegiatan/{id}/selesai", SignedIn, "", pages::finish),
        Route::get("/kegiatan/{id}/batal", SignedIn, "", pages::cancel_form),
        Route::post("/kegiatan/{id}/batal", SignedIn, "", pages::cancel),
        Route::get("/kegiatan/{id}/risalah", SignedIn, "", pages::minutes),
        Route::post("/kegiatan/{id}/risalah", SignedIn, "", pages::write_minutes),
        Route::post("/kegiatan/{id}/risalah/keputusan", SignedIn, "", pages::decide),
        Route::post("/kegiatan/{id}/risalah/keputusan/hapus", SignedIn, "", pages::undecide),
        Route::post("/kegiatan/{id}/risalah/kutipan", SignedIn, "", pages::quote),
        Route::post("/kegiatan/{id}/risalah/kutipan/hapus", SignedIn, "", pages::unquote),
        Route::get("/kegiatan/{id}/foto", SignedIn, "", pages::photos),
        Route::post("/kegiatan/{id}/foto", SignedIn, "", pages::add_photo).takes(photo),
        Route::post("/kegiatan/{id}/foto/hapus", SignedIn, "", pages::remove_photo),
        Route::get("/kegiatan/{id}/foto/{number}", SignedIn, "", pages::photo),
        Route::get("/kegiatan/{id}/foto/{number}/kecil", SignedIn, "", pages::thumb),
        Route::get("/kegiatan/{id}/berkas", SignedIn, "", pages::files),
        Route::post("/kegiatan/{id}/berkas", SignedIn, "", pages::add_file).takes(photo),
        Route::get("/kegiatan/{id}/berkas/{number}", SignedIn, "", pages::file),
        Route::get("/kegiatan/{id}/anggaran", SignedIn, "", pages::budget_form),
        Route::post("/kegiatan/{id}/anggaran", SignedIn, "", pages::keep_spent),
        Route::post("/kegiatan/{id}/anggaran/bukti", SignedIn, "", pages::keep_evidence).takes(photo),
        Route::get("/kegiatan/{id}/anggaran/bukti", SignedIn, "", pages::evidence),
        Route::get("/kegiatan/{id}/laporan", SignedIn, "", pages::report),
        Route::post("/kegiatan/{id}/laporan", SignedIn, "", pages::file_report),
        Route::post("/kegiatan/{id}/laporan/koreksi", SignedIn, "", pages::correct_report),
        Route::get("/kegiatan/{id}/laporan/teks", SignedIn, "", pages::report_text),
        Route::get("/kegiatan/{id}/laporan/foto/{number}", SignedIn, "", pages::report_photo),
        Route::get("/kegiatan/{id}/laporan/foto/{number}/kecil", SignedIn, "", pages::report_thumb),
        Route::get("/kegiatan/{id}/laporan.pdf", SignedIn, "", pages::report_pdf),
        Route::get("/pakta/{drive}", SignedIn, "", netra_pledges::pages::pledge),
        Route::get("/kegiatan/{id}/laporan.md", SignedIn, "", pages::report_markdown),
        Route::get("/api/v1/activities", SignedIn, "", api::list),
        Route::post("/api/v1/activities", SignedIn, "", api::plan),
        Route::get("/api/v1/activities/{activity}", SignedIn, "", api::activity),
        Route::put("/api/v1/activities/{activity}", SignedIn, "", api::change),
        Route::post("/api/v1/activities/{activity}/start", SignedIn, "", api::start),
        Route::post("/api/v1/activities/{activity}/finish", SignedIn, "", api::finish),
        Route::post("/api/v1/activities/{activity}/cancel", SignedIn, "", api::cancel),
        Route::post("/api/v1/activities/{activity}/report", SignedIn, "", api::report),
    ]
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    #[track_caller]
    pub(super) fn goes_to(&self, path: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        assert_eq!(self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()), Some(path));
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).expect("JSON")
    }

    #[track_caller]
    pub(super) fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.light()
    }

    #[track_caller]
    pub(super) fn comes_back(self) -> String {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.text);
        self.light()
    }

    #[track_caller]
    fn light(self) -> String {
        assert!(self.text.len() < 50 * 1024, "{} bytes", self.text.len());
        assert!(!self.text.contains("style=") && !self.text.contains("<script>"), "the policy forbids it");
        self.text
    }
}

/// A house with a log.
pub(super) struct Open {
    pub(super) house: House,
    log: Log,
    _folder: tempfile::TempDir,
}

impl Open {
    pub(super) fn new(store: &Store) -> Self {
        let house = House::new(store);
        let folder = tempfile::tempdir().expect("a folder");
        let key = SigningKey::from_seed("netra.invalid/test", &[7; 32]).expect("a key");
        let log = Log::open(store, folder.path(), key).expect("opens");
        Self { house, log, _folder: folder }
    }

    pub(super) fn send(
        &self,
        now: Moment,
        who: Option<&Principal>,
        (method, path): (&str, &str),
        (kind, body): (&str, Vec<u8>),
    ) -> Answer {
        let site = Site::new(Parts {
            store: self.house.store.clone(),
            clock: Clock::Fixed(now),
            chance: self.house.chance.clone(),
            demo: true,
            secure: false,
            base_url: "http://localhost:8080".into(),
        });
        let press = PrintDesk::new(|paper| {
            Ok(serde_json::to_vec(&serde_json::json!({
            "data": paper.data, "verify": paper.verify, "specimen": paper.specimen, "pictures": paper.pictures.len(),
            "attached": paper.attachments.iter().map(|one| one.name.clone()).collect::<Vec<_>>(),
        }))
        .map_err(anyhow::Error::from)?)
        });
        let mut doors: Router<Site> = router(routes())
            .layer(Extension(press))
            .layer(Extension(MediaDesk::new()))
            .layer(Extension(self.log.clone()));
        if let Some(who) = who {
            doors = doors.layer(Extension(who.clone()));
        }
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, kind);
        let request = request.body(Body::from(body)).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let reply = finish(doors, site).oneshot(request).await.expect("an answer");
            let (status, headers) = (reply.status(), reply.headers().clone());
            let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
            Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }

    pub(super) fn get_at(&self, now: Moment, who: &Principal, path: &str) -> Answer {
        self.send(now, Some(who), ("GET", path), ("", Vec::new()))
    }

    pub(super) fn get(&self, who: &Principal, path: &str) -> Answer {
        self.get_at(before(), who, path)
    }

    pub(super) fn post_at(&self, now: Moment, who: &Principal, path: &str, body: &str) -> Answer {
        self.send(now, Some(who), ("POST", path), ("", body.as_bytes().to_vec()))
    }

    pub(super) fn post(&self, who: &Principal, path: &str, body: &str) -> Answer {
        self.post_at(before(), who, path, body)
    }

    pub(super) fn uploads(&self, who: &Principal, path: &str, typed: &[(&str, &str)], file: &[u8]) -> Answer {
        self.uploads_as(who, path, typed, ("foto.jpg", file))
    }

    /// As a browser sends it: with no name and no bytes when no file was chosen.
    pub(super) fn uploads_as(
        &self,
        who: &Principal,
        path: &str,
        typed: &[(&str, &str)],
        (name, file): (&str, &[u8]),
    ) -> Answer {
        let about = format!("content-disposition: form-data; name=\"file\"; filename=\"{name}\"");
        let mut body = Vec::new();
        for (field, value) in typed {
            let part = format!("--garis\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend(part.bytes());
        }
        body.extend(format!("--garis\r\n{about}\r\ncontent-type: image/jpeg\r\n\r\n").bytes());
        body.extend(file);
        body.extend(b"\r\n--garis--\r\n");
        self.send(afterwards(), Some(who), ("POST", path), ("multipart/form-data; boundary=garis", body))
    }
}

pub(super) fn form(more: &str) -> String {
    format!(
        "unit=KW-20&kind=readiness&title=Apel+siaga&mode=on-site&venue=Lapangan+utama+kota&day=2023-12-21&starts=08:00&ends=09:30\
         &leader=Kepala+Divisi;+Kanwil+Contoh&target=30&outside=anggota;+Polresta;+4{more}"
    )
}

#[test]
fn a_plan_goes_in_by_form_and_comes_back_with_what_is_wrong() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let by = open.house.operator();
        assert!(open.get(&by, "/kegiatan/baru").page().contains("name=\"leader\""));
        let wrong = open.post(&by, "/kegiatan", &form("&ends_day=2023-12-20&inside=staf;+0")).comes_back();
        assert!(wrong.contains("harus sesudah mulai") && wrong.contains("Baris 1: yang diharapkan"), "{wrong}");
        assert!(wrong.contains("Lapangan utama kota"), "what was typed is still there");
        open.post(&by, "/kegiatan", &form("")).goes_to("/kegiatan/1");
        let clash = form("").replace("Apel+siaga", "Lain").replace("kind=readiness", "kind=training");
        let clash = clash.replace("mode=on-site", "mode=mixed&link=https://temu.contoh.example/lain");
        let warned = open.post(&by, "/kegiatan", &clash).comes_back();
        assert!(warned.contains("Periksa dulu") && warned.contains("name=\"confirmed\""), "{warned}");
        open.post(&by, "/kegiatan", &format!("{clash}&confirmed=1")).goes_to("/kegiatan/2");
        let page = open.get(&by, "/kegiatan/2").page();
        assert!(page.contains("Bentrok pada saat yang sama") && page.contains("Polresta"), "{page}");
        assert!(page.contains("Pelatihan, campuran") && page.contains("Lapangan utama kota"), "both rooms: {page}");
        assert!(page.contains("href=\"https://temu.contoh.example/lain\""), "{page}");
        assert!(open.get(&by, "/kegiatan/2?lang=en").page().contains("Training, mixed"));
        let edit = open.get(&by, "/kegiatan/2/ubah").page();
        assert!(edit.contains("anggota; Polresta; 4") && edit.contains("Kepala Divisi; Kanwil Contoh"), "{edit}");
        open.post(&by, "/kegiatan/2/ubah", &form("&confirmed=1").replace("30", "55")).goes_to("/kegiatan/2");
        assert!(open.get(&by, "/kegiatan/2").page().contains("55"));
        let english = open.get(&by, "/kegiatan/2?lang=en").page();
        assert!(english.contains("Held by") && english.contains("Clashes"), "{english}");
        for (who, path) in [
            (open.house.person(3), "/kegiatan/1"),
            (open.house.person(1), "/kegiatan/baru"),
            (open.house.person(1), "/kegiatan/1/ubah"),
            (open.house.who(Role::Leader, open.house.root), "/kegiatan/1/risalah"),
            (open.house.operator(), "/kegiatan/99"),
            (open.house.operator(), "/kegiatan/x"),
        ] {
            assert_eq!(open.get(&who, path).status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_team_is_chosen_in_the_form_and_what_is_wrong_about_it_stands_at_the_field() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let by = open.house.operator();
        assert!(!open.get(&by, "/kegiatan/baru").page().contains("name=\"team\""), "where there is no team");
        let team = teams::bali_team(&open.house);
        let blank = open.get(&by, "/kegiatan/baru").page();
        assert!(blank.contains("Tidak atas nama tim") && blank.contains("Unit KW-20, SK CONTOH/KW-20"), "{blank}");
        for (wrong, says) in [("99", "Tim ini bukan tim Unit KW-20"), ("lima", "Nomor tim berupa angka")] {
            let back = open.post(&by, "/kegiatan", &form(&format!("&team={wrong}"))).comes_back();
            assert!(back.contains(says) && back.contains("id=\"f-team-e\""), "{back}");
        }
        let late = form(&format!("&team={team}")).replace("2023-12-21", "2024-01-11");
        let back = open.post(&by, "/kegiatan", &late).comes_back();
        assert!(back.contains("tidak berlaku pada 11 Januari 2024; masa tugasnya"), "{back}");
        open.post(&by, "/kegiatan", &form(&format!("&team={team}"))).goes_to("/kegiatan/1");
        let page = open.get(&open.house.person(1), "/kegiatan/1").page();
        assert!(page.contains(&format!("href=\"/tim/{team}\"")) && page.contains("SK CONTOH/KW-20"), "{page}");
        let list = open.get(&by, &format!("/kegiatan?tim={team}")).page();
        assert!(list.contains("Apel siaga") && list.contains("atas nama satu tim"), "{list}");
        let edit = open.get(&by, "/kegiatan/1/ubah").page();
        assert!(edit.contains(&format!("<option value=\"{team}\" selected")), "{edit}");
        open.post(&by, "/kegiatan/1/ubah", &form("&team=")).goes_to("/kegiatan/1");
        assert!(!open.get(&by, "/kegiatan/1").page().contains("/tim/"));
        let told = open.get(&by, "/api/v1/activities/1").json();
        assert_eq!((&told["team"], &told["expected"]), (&().into(), &34.into()), "{told}");
    });
}

#[test]
fn the_day_is_led_by_buttons_and_what_came_of_it_is_written_down() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let (by, id) = (open.house.operator(), open.house.planned());
        let base = format!("/kegiatan/{id}");
        let at = |path: &str| format!("{base}{path}");
        assert_eq!(open.post(&by, &at("/mulai"), "").status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(open.get_at(on_the_day(), &by, &base).page().contains(&at("/mulai")));
        open.post_at(on_the_day(), &by, &at("/mulai"), "").goes_to(&base);
        let running = open.get_at(on_the_day(), &open.house.person(1), &base).page();
        assert!(running.contains(&format!("/hadir/{id}")) && !running.contains("DIPA"), "{running}");
        open.house.counts(id, Tally { present: 40, early: 2, late: 1, doubtful: 3, guests: 7, ..Tally::default() });
        open.post_at(afterwards(), &by, &at("/selesai"), "").goes_to(&base);
        let page = open.get_at(afterwards(), &by, &base).page();
        assert!(page.contains("orang hadir dari 49 yang diharapkan") && page.contains("diragukan"), "{page}");
        let write = |path: &str, body: &str| open.post_at(afterwards(), &by, &at(path), body);
        write("/risalah", "minutes=Apel+berjalan+lancar.").goes_to(&at("/risalah"));
        let wrong = write("/risalah/keputusan", "what=x&due=2020-01-01").comes_back();
        assert!(wrong.contains("Tenggat harus sejak hari kegiatan") && wrong.contains("value=\"x\""), "{wrong}");
        write("/risalah/keputusan", "what=Ikrar+ditempel&function=Kepala+Tata+Usaha&due=2023-12-22")
            .goes_to(&at("/risalah"));
        write("/risalah/kutipan", "who=Kepala+Divisi&says=Kami+siap.").goes_to(&at("/risalah"));
        write("/anggaran", "realised=4.000.000").goes_to(&at("/anggaran"));
        assert!(write("/anggaran", "realised=banyak").comes_back().contains("Tulis jumlah rupiah"));
        let words = [("caption", "Peserta apel"), ("alt", "Barisan di lapangan")];
        open.uploads(&by, &at("/foto"), &words, PHOTO).goes_to(&at("/foto"));
        let wrong = open.uploads(&by, &at("/foto"), &words, b"<svg onload=alert(1)>").comes_back();
        assert!(wrong.contains("value=\"Peserta apel\""), "{wrong}");
        open.uploads(&by, &at("/anggaran/bukti"), &[], OTHER_PHOTO).goes_to(&at("/anggaran"));
        let photos = open.get_at(afterwards(), &by, &at("/foto")).page();
        assert!(photos.contains(&at("/foto/1/kecil")) && photos.contains("alt=\"Barisan di lapangan\""), "{photos}");
        let thumb = open.get(&open.house.person(2), &at("/foto/1/kecil"));
        assert_eq!(thumb.headers[header::CONTENT_TYPE], "image/jpeg");
        assert_eq!(open.get(&open.house.person(1), &at("/anggaran/bukti")).status, StatusCode::NOT_FOUND);
        let waiting = open.get_at(day("2024-01-03").at(Zone::Wita, 9, 0), &by, "/kegiatan/keputusan").page();
        assert!(waiting.contains("Ikrar ditempel") && waiting.contains("Terlambat"), "{waiting}");
        let later = day("2024-01-03").at(Zone::Wita, 9, 0);
        let done = |body: &str| open.post_at(later, &by, "/kegiatan/keputusan/1", body);
        assert!(waiting.contains("id=\"f-done-1\"") && !waiting.contains("<details class=\"more\" open>"), "{waiting}");
        let wrong = done("done=2024-01-09&note=Beres").comes_back();
        assert!(wrong.contains("paling lambat hari ini") && wrong.contains("<details class=\"more\" open>"), "{wrong}");
        assert!(wrong.contains("href=\"#f-done\"") && wrong.contains("id=\"f-done\""), "the summary leads to it");
        done("done=2024-01-02&note=Beres").goes_to("/kegiatan/keputusan");
    });
}

#[test]
fn a_report_is_one_click_and_its_paper_carries_what_was_filed() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let (by, id) = (open.house.operator(), open.house.told());
        let at = |path: &str| format!("/kegiatan/{id}{path}");
        let read = |who: &Principal, path: &str| open.get_at(afterwards(), who, &at(path));
        let draft = read(&by, "/laporan").page();
        assert!(draft.contains("Konsep dari catatan saat ini") && draft.contains("belum bernomor"), "{draft}");
        let paper = read(&by, "/laporan.pdf").json();
        assert_eq!(
            (&paper["specimen"], &paper["verify"], &paper["data"]["number"]),
            (&true.into(), &().into(), &().into())
        );
        let wrong = open.post_at(afterwards(), &by, &at("/laporan"), "class=UM+01").comes_back();
        assert!(wrong.contains("f-class-e") && wrong.contains("huruf, angka, dan titik"), "{wrong}");
        assert!(read(&by, "/laporan").page().contains("belum bernomor"), "nothing changed");
        open.post_at(afterwards(), &by, &at("/laporan"), "class=hm.03").goes_to(&at("/laporan"));
        assert!(read(&by, "/laporan").page().contains("KW-20-HM.03-0001"));
        open.log.sequence_all(store).expect("sequences");
        let paper = read(&open.house.person(1), "/laporan.pdf").json();
        assert_eq!((&paper["pictures"], &paper["attached"]), (&1.into(), &serde_json::json!([])));
        assert!(paper["data"]["budget"].is_null(), "money is for those who keep, lead or audit: {paper}");
        let press = read(&open.house.who(Role::PublicRelations, open.house.bali), "/laporan.pdf").json();
        assert_eq!((&press["attached"], &press["verify"]), (&serde_json::json!([]), &paper["verify"]), "{press}");
        let whole = read(&by, "/laporan.pdf").json();
        assert_eq!(whole["attached"], serde_json::json!(["laporan.json", "bukti.json"]));
        assert_eq!(whole["data"]["budget"]["realised"], 4_000_000);
        assert!(paper["verify"].as_str().is_some_and(|address| address.contains("/verifikasi?bukti=")), "{paper}");
        let text = read(&open.house.who(Role::PublicRelations, open.house.bali), "/laporan.md");
        assert!(text.text.contains("- **Kapan:** Kamis, 21 Desember 2023"), "{}", text.text);
        assert_eq!(read(&open.house.person(1), "/laporan.md").status, StatusCode::NOT_FOUND);
        assert_eq!(read(&open.house.person(3), "/laporan").status, StatusCode::NOT_FOUND);
        let closed = open.post_at(afterwards(), &by, &at("/risalah"), "minutes=Lain").comes_back();
        assert!(closed.contains("Buka koreksi laporan dulu"), "{closed}");
        let short = open.post_at(afterwards(), &by, &at("/laporan/koreksi"), "reason=").comes_back();
        assert!(short.contains("Alasan koreksi belum diisi."), "{short}");
        assert!(short.contains("<details class=\"more\" open><summary>Koreksi laporan"), "what was refused is seen");
        open.post_at(afterwards(), &by, &at("/laporan/koreksi"), "reason=Salah+tulis").goes_to(&at("/laporan"));
        let again = read(&by, "/laporan").page();
        assert!(again.contains("nomornya tetap") && !again.contains("name=\"class\""), "{again}");
        open.post_at(afterwards(), &by, &at("/laporan"), "").goes_to(&at("/laporan"));
        assert!(read(&by, "/laporan").page().contains("?versi=1"));
        assert!(read(&by, "/laporan?versi=1").page().contains("versi 1"));
    });
}

#[test]
fn programs_plan_lead_and_report() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let by = open.house.operator();
        let plan = |ends: &str| {
            format!(
                r#"{{"unit":"KW-20","kind":"meeting","mode":"on-site","title":"Rapat tim","venue":"Ruang Dharmawangsa",
                "starts":"2023-12-21T08:00","ends":"{ends}","leader":{{"nip":"{}"}},"target":12,
                "invited":[{{"side":"inside","name":"pejabat administrasi","expected":8}}]}}"#,
                nip(0)
            )
        };
        let wrong = open.post(&by, "/api/v1/activities", &plan("2023-12-21T07:00"));
        assert_eq!(
            (wrong.status, &wrong.json()["errors"][0]["code"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &"ends-before".into())
        );
        let made = open.post(&by, "/api/v1/activities", &plan("2023-12-21T09:00"));
        assert_eq!((made.status, made.json()["id"].as_i64()), (StatusCode::CREATED, Some(1)));
        let put =
            open.send(before(), Some(&by), ("PUT", "/api/v1/activities/1"), ("", plan("2023-12-21T10:00").into()));
        assert_eq!(put.status, StatusCode::NO_CONTENT, "{}", put.text);
        let act = |end: &str, at: Moment| open.post_at(at, &by, &format!("/api/v1/activities/1/{end}"), "{}");
        assert_eq!(act("start", on_the_day()).status, StatusCode::NO_CONTENT);
        assert_eq!(act("finish", afterwards()).status, StatusCode::NO_CONTENT);
        let wrong = act("report?class=UM+01", afterwards());
        assert_eq!(
            (wrong.status, &wrong.json()["errors"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &"class".into())
        );
        let filed = act("report?class=HM.03", afterwards()).json();
        assert_eq!((&filed["version"], &filed["number"]), (&1.into(), &"KW-20-HM.03-0001".into()));
        assert_eq!(
            open.post(&by, "/api/v1/activities/1/cancel", r#"{"reason":"Batal"}"#).status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let seen = open.get(&open.house.person(1), "/api/v1/activities/1").json();
        assert_eq!((&seen["state"], &seen["ends"]), (&"held".into(), &"2023-12-21T10:00:00+08:00".into()));
        assert_eq!(open.get(&open.house.person(3), "/api/v1/activities/1").status, StatusCode::NOT_FOUND);
        let list = open.get(&by, "/api/v1/activities?kind=meeting").json();
        assert_eq!(list["activities"].as_array().map(Vec::len), Some(1));
        let nobody = open.send(before(), None, ("GET", "/api/v1/activities"), ("", Vec::new()));
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    });
}
