//! The doors through the router: statuses, forms that come back, what is not shown, pages light enough.

use super::*;
use crate::{Instrument, Instruments, api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use netra_base::{Clock, Say};
use netra_documents::PrintDesk;
use netra_it::store::on_sqlite;
use netra_ledger::model::ReceiptNumber;
use netra_ledger::{Log, SigningKey};
use netra_media::{Accepts, MediaDesk};
use netra_web::Need::SignedIn;
use netra_web::{Parts, Route, Site, finish, router};
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    vec![
        Route::get("/tim", SignedIn, "", pages::standing),
        Route::post("/tim", SignedIn, "", pages::form_team),
        Route::get("/tim/baru", SignedIn, "", pages::new_team),
        Route::get("/tim/daftar", SignedIn, "", pages::units),
        Route::get("/tim/tugas", SignedIn, "", pages::duties),
        Route::get("/tim/unit/{code}", SignedIn, "", pages::unit),
        Route::get("/tim/{team}", SignedIn, "", pages::team),
        Route::get("/tim/{team}/anggota", SignedIn, "", pages::member_form),
        Route::post("/tim/{team}/anggota", SignedIn, "", pages::change_member),
        Route::get("/tim/{team}/akhiri", SignedIn, "", pages::end_form),
        Route::post("/tim/{team}/akhiri", SignedIn, "", pages::end_team),
        Route::get("/tim/{team}/sk", SignedIn, "", pages::decree),
        Route::post("/tim/{team}/sk", SignedIn, "", pages::add_scan).takes(Accepts::Paper.body_limit()),
        Route::get("/tim/{team}/sk/{scan}", SignedIn, "", pages::scan_file),
        Route::get("/tim/{team}/sk.pdf", SignedIn, "", pages::decree_pdf),
        Route::get("/tim/{team}/tugas", SignedIn, "", pages::tasks),
        Route::post("/tim/{team}/tugas", SignedIn, "", pages::give_task),
        Route::get("/tim/{team}/tugas/baru", SignedIn, "", pages::task_form),
        Route::get("/tim/{team}/tugas/{task}", SignedIn, "", pages::task),
        Route::post("/tim/{team}/tugas/{task}", SignedIn, "", pages::end_task),
        Route::get("/tim/{team}/rencana", SignedIn, "", pages::plan),
        Route::post("/tim/{team}/rencana", SignedIn, "", pages::add_item),
        Route::get("/tim/{team}/rencana/baru", SignedIn, "", pages::plan_item_form),
        Route::get("/tim/{team}/rencana/{item}", SignedIn, "", pages::item),
        Route::post("/tim/{team}/rencana/{item}", SignedIn, "", pages::report_visit),
        Route::post("/tim/{team}/rencana/{item}/tindak-lanjut", SignedIn, "", pages::follow_up_done),
        Route::get("/tim/{team}/temuan", SignedIn, "", pages::findings),
        Route::post("/tim/{team}/temuan", SignedIn, "", pages::record_finding),
        Route::get("/tim/{team}/temuan/baru", SignedIn, "", pages::finding_form),
        Route::get("/tim/{team}/temuan/{finding}", SignedIn, "", pages::finding),
        Route::get("/tim/{team}/temuan/{finding}/bukti", SignedIn, "", pages::evidence_form),
        Route::post("/tim/{team}/temuan/{finding}/bukti", SignedIn, "", pages::add_evidence)
            .takes(Accepts::Paper.body_limit()),
        Route::get("/tim/{team}/temuan/{finding}/bukti/{evidence}", SignedIn, "", pages::evidence_file),
        Route::get("/api/v1/teams", SignedIn, "", api::teams),
        Route::post("/api/v1/teams", SignedIn, "", api::form),
        Route::get("/api/v1/teams/{team}", SignedIn, "", api::team),
        Route::post("/api/v1/teams/{team}/members", SignedIn, "", api::change_member),
        Route::post("/api/v1/teams/{team}/end", SignedIn, "", api::end),
    ]
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn goes_to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).expect("JSON")
    }

    #[track_caller]
    pub(super) fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        assert!(self.text.len() < 50 * 1024, "{} bytes", self.text.len());
        assert!(!self.text.contains("style=") && !self.text.contains("<script>"), "the policy forbids it");
        self.text
    }
}

fn ask(house: &House, now: Moment, who: Option<&Principal>, method: &str, path: &str, body: &str) -> Answer {
    send(house, now, who, (method, path), ("", body.as_bytes().to_vec()))
}

/// A form with one file and what is typed beside it.
fn upload(house: &House, who: &Principal, path: &str, typed: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in typed.split('&').filter_map(|pair| pair.split_once('=')) {
        let part = format!("--garis\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    let about = "content-disposition: form-data; name=\"file\"; filename=\"foto.png\"";
    body.extend(format!("--garis\r\n{about}\r\ncontent-type: image/png\r\n\r\n").bytes());
    body.extend(file);
    body.extend(b"\r\n--garis--\r\n");
    send(house, today(), Some(who), ("POST", path), ("multipart/form-data; boundary=garis", body))
}

fn send(
    house: &House,
    now: Moment,
    who: Option<&Principal>,
    (method, path): (&str, &str),
    (kind, body): (&str, Vec<u8>),
) -> Answer {
    let site = Site::new(Parts {
        store: house.store.clone(),
        clock: Clock::Fixed(now),
        chance: house.chance.clone(),
        demo: true,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let known = Instruments::new(|_, _| {
        Ok(vec![Instrument {
            id: "ins-skb2022".into(),
            name: Say::new("Keputusan Bersama 2022", "Joint Decision 2022"),
        }])
    });
    let press = PrintDesk::new(|paper| {
        let data = paper.checked()?;
        Ok(format!(r#"{{"verify":{},"data":{data}}}"#, serde_json::json!(paper.verify)).into_bytes())
    });
    let folder = tempfile::tempdir().expect("a folder");
    let key = SigningKey::from_seed("netra.invalid/test", &[7; 32]).expect("a key");
    let log = Log::open(&house.store, folder.path(), key).expect("opens");
    if house.sequenced {
        log.sequence_all(&house.store).expect("places");
    }
    let mut doors: Router<Site> = router(routes())
        .layer(Extension(known))
        .layer(Extension(press))
        .layer(Extension(MediaDesk::new()))
        .layer(Extension(log));
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

pub(super) fn get(house: &House, who: &Principal, path: &str) -> Answer {
    ask(house, today(), Some(who), "GET", path, "")
}

fn post(house: &House, who: &Principal, path: &str, body: &str) -> Answer {
    ask(house, today(), Some(who), "POST", path, body)
}

fn team_form(rows: &[(usize, usize, &str, &str)]) -> String {
    let mut out = "do=form&rows=5&unit=KW-20&title=Tim+Contoh&decree_number=CONTOH%2F1&decree_day=2022-10-19\
         &issuer=Kepala+Kantor+Wilayah&basis=ins-skb2022&from=2022-10-19&until=2024-12-31"
        .to_owned();
    for (row, person, duty, function) in rows {
        out.push_str(&format!("&nip-{row}={}&duty-{row}={duty}&fn-{row}={function}", nip(*person)));
    }
    out
}

#[test]
fn an_operator_forms_a_team_by_form() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        assert_eq!(ask(&house, today(), None, "GET", "/tim", "").goes_to(), "/masuk?lanjut=/tim");
        let empty = get(&house, &by, "/tim").page();
        assert!(empty.contains("Bentuk tim") && empty.contains("Belum ada") && empty.contains("dari 3 unit"));
        assert!(get(&house, &by, "/tim/baru?unit=KW-20").page().contains("Keputusan Bersama 2022"));
        assert_eq!(get(&house, &house.person(1), "/tim/baru").status, StatusCode::NOT_FOUND);
        let rows = [(0, 5, "chair", "guidance"), (2, 1, "member", "supervision"), (4, 2, "member", "handling")];
        let more = post(&house, &by, "/tim", &team_form(&rows).replace("do=form", "do=more")).page();
        assert!(more.contains("nip-9") && !more.contains("nip-10") && more.contains(&nip(2)), "what was typed stays");
        // The person of the third row, row 4 of the form, is nobody of this unit: the refusal stands at that row.
        let wrong = [(0, 5, "chair", "guidance"), (2, 1, "member", "supervision"), (4, 11, "member", "handling")];
        let back = post(&house, &by, "/tim", &team_form(&wrong));
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.text.contains("f-nip-4-e") && back.text.contains(&nip(11)));
        let formed = post(&house, &by, "/tim", &team_form(&rows));
        assert_eq!((formed.status, formed.goes_to()), (StatusCode::SEE_OTHER, "/tim/1"));
        let page = get(&house, &house.person(9), "/tim/1").page();
        assert!(page.contains("CONTOH/1") && page.contains("Orang FF") && page.contains("19 Oktober 2022"));
        let outside = get(&house, &house.person(12), "/tim/1").page();
        assert!(outside.contains("CONTOH/1") && !outside.contains("Orang FF"));
        let english = get(&house, &by, "/tim/1?lang=en").page();
        assert!(english.contains("Issued by") && !english.contains("Plan of supervision"), "not for operators");
        let again = post(&house, &by, "/tim", &team_form(&rows));
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("f-from-e"));
        let unit = get(&house, &house.person(12), "/tim/unit/kw-20").page();
        assert!(unit.contains("Tim Contoh") && unit.contains("KW-20-LAPAS-01"));
        assert_eq!(get(&house, &by, "/tim/unit/KW-20-ADM").status, StatusCode::NOT_FOUND);
        for path in ["/tim/2", "/tim/x", "/tim/99999999999999999999"] {
            assert_eq!(get(&house, &by, path).status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn a_full_form_and_a_full_house_stay_light() {
    on_sqlite(|store| {
        let house = House::new(store);
        let by = house.operator();
        let full = post(&house, &by, "/tim", "do=more&rows=30").page();
        assert!(full.contains("nip-29") && !full.contains("Tambah baris"));
        store
            .write_now(|tx| netra_registry::demo::seed_organisation(tx, day("2020-01-01")).map(|_| ()))
            .expect("seeds");
        for path in ["/tim", "/tim/unit/KW-11", "/tim/unit/KUMHAM", "/tim/daftar", "/tim/daftar?keadaan=belum"] {
            get(&house, &by, path).page();
        }
    });
}

#[test]
fn members_change_and_the_team_ends_on_pages_of_their_own() {
    each_engine(|store| {
        let house = House::new(store);
        let (team, by) = (house.bali(), house.operator());
        let page = get(&house, &by, "/tim/1/anggota").page();
        assert!(page.contains("Orang FF, ketua"));
        for who in [house.person(1), house.who(Role::UnitOperator, house.papua), house.who(Role::Leader, house.root)] {
            for path in ["/tim/1/anggota", "/tim/1/akhiri"] {
                assert_eq!(get(&house, &who, path).status, StatusCode::NOT_FOUND);
                assert_eq!(post(&house, &who, path, "change=leave").status, StatusCode::NOT_FOUND);
            }
        }
        let chair = house.membership(team, 5);
        let leave = format!("change=leave&member={chair}&reason=duties&day=2022-11-01");
        let back = post(&house, &by, "/tim/1/anggota", &leave);
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("f-change-e"));
        let replace = format!("change=replace&member={chair}&reason=duties&day=2022-11-01&nip={}", nip(6));
        assert_eq!(post(&house, &by, "/tim/1/anggota", &replace).goes_to(), "/tim/1");
        assert!(get(&house, &by, "/tim/1").page().contains("Orang GG"));
        assert!(post(&house, &by, "/tim/1/anggota", "day=x").text.contains("Pilih apa yang berubah."));
        let ask = get(&house, &by, "/tim/1/akhiri").page();
        assert!(ask.contains("tidak dapat dihidupkan lagi"));
        let back = post(&house, &by, "/tim/1/akhiri", "last_day=2022-11-09&reason=Ditata+ulang");
        assert!(back.text.contains("f-last_day-e") && back.text.contains("Ditata ulang"));
        let ended = post(&house, &by, "/tim/1/akhiri", "last_day=2022-10-31&reason=Ditata+ulang");
        assert_eq!(ended.goes_to(), "/tim/1");
        assert!(get(&house, &by, "/tim/1/akhiri").page().contains("sudah berakhir"));
        assert!(get(&house, &by, "/tim").page().contains("Belum ada"));
    });
}

#[test]
fn a_visit_goes_from_plan_to_follow_up_by_forms() {
    each_engine(|store| {
        let house = House::new(store);
        house.bali();
        let who = house.person(2);
        assert!(get(&house, &who, "/tim/1/rencana").page().contains("Belum ada kegiatan"));
        let form = get(&house, &who, "/tim/1/rencana/baru").page();
        assert!(form.contains("Orang II") && form.contains("bukan akun pribadi"));
        let back = post(&house, &who, "/tim/1/rencana", "kind=visit&day=2022-11-10&unit=KW-20&place=Aula");
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("f-who-e"));
        let (one, two) = (house.people[2], house.people[8]);
        let body = format!(
            "kind=visit&day=2022-11-10&unit=KW-20-LAPAS-01&place=Aula&who={one}&who={two}&due-{one}=2022-10-20"
        );
        assert_eq!(post(&house, &who, "/tim/1/rencana", &body).goes_to(), "/tim/1/rencana/1");
        let list = get(&house, &who, "/tim/1/rencana").page();
        assert!(list.contains("Tugas Anda") && list.contains("Terlambat"), "due on 20 October");
        for other in [house.person(9), house.operator()] {
            for path in ["/tim/1/rencana", "/tim/1/rencana/1", "/tim/1/rencana/baru"] {
                assert_eq!(get(&house, &other, path).status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        let later = noon("2022-11-11");
        let auditor = house.who(Role::Auditor, house.root);
        assert!(!get(&house, &auditor, "/tim/1/rencana/1").page().contains("Catat laporan"), "reads only");
        let held = "outcome=held&day=2022-11-10&findings=Tidak+ada+temuan&reached=40&checked=6&corrected=9\
             &follow-1=Periksa+lagi&due-1=2022-11-20";
        let send = |who: &Principal, body: &str| ask(&house, later, Some(who), "POST", "/tim/1/rencana/1", body);
        assert_eq!(send(&auditor, held).status, StatusCode::NOT_FOUND);
        let back = send(&who, held);
        assert!(back.text.contains("f-corrected-e") && back.text.contains("Periksa lagi"), "typed stays");
        assert_eq!(send(&who, &held.replace("corrected=9", "corrected=1")).goes_to(), "/tim/1/rencana/1");
        let page = ask(&house, later, Some(&who), "GET", "/tim/1/rencana/1", "").page();
        assert!(page.contains("Periksa lagi") && page.contains("Catat selesai") && page.contains("<b>40</b>"));
        let done = |body: &str| ask(&house, later, Some(&who), "POST", "/tim/1/rencana/1/tindak-lanjut", body);
        assert_eq!(done("point=1&done=2022-11-12").status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(done("point=1&done=2022-11-11").goes_to(), "/tim/1/rencana/1");
        assert_eq!(done("point=7&done=2022-11-11").status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_finding_is_recorded_by_form_and_hidden_from_whom_it_is_about() {
    each_engine(|store| {
        let house = House::new(store);
        house.bali();
        let who = house.person(1);
        let form = get(&house, &who, "/tim/1/temuan/baru").page();
        assert!(form.contains("Jangan menulis nama") && form.contains("uu7-454") && !form.contains("type=\"file\""));
        let typed = "found=2022-10-20&what=Kendaraan+dinas+di+lokasi+kampanye&search=Orang+DD";
        let found = post(&house, &who, "/tim/1/temuan", &format!("do=search&{typed}")).page();
        let three = house.people[3];
        assert!(found.contains(&format!("value=\"{three}\"")) && found.contains("lokasi kampanye"));
        let nobody = post(&house, &who, "/tim/1/temuan", "do=search&search=Zzz").page();
        assert!(nobody.contains("Tidak ada yang cocok"));
        let recorded = post(&house, &who, "/tim/1/temuan", &format!("do=record&{typed}&concerned={three}"));
        assert_eq!(recorded.goes_to(), "/tim/1/temuan/1/bukti?dicatat=1");
        let list = get(&house, &who, "/tim/1/temuan").page();
        assert!(
            list.contains("/tim/1/temuan/1") && list.contains("Dicatat terlambat") && list.contains("27 Oktober 2022")
        );
        assert!(get(&house, &who, "/tim/1/temuan/1").page().contains("Orang DD"));
        for hidden in [3, 5, 8] {
            let them = house.person(hidden);
            assert_eq!(get(&house, &them, "/tim/1/temuan/1").status, StatusCode::NOT_FOUND);
            assert!(get(&house, &them, "/tim/1/temuan").page().contains("Belum ada temuan."));
        }
        for outside in [house.person(0), house.operator(), house.who(Role::TeamMember, house.bali)] {
            for path in ["/tim/1/temuan", "/tim/1/temuan/1", "/tim/1/temuan/baru"] {
                assert_eq!(get(&house, &outside, path).status, StatusCode::NOT_FOUND, "{path}");
            }
            assert_eq!(post(&house, &outside, "/tim/1/temuan", typed).status, StatusCode::NOT_FOUND);
        }
        let short = post(&house, &who, "/tim/1/temuan", "do=record&found=2022-10-30&what=x&act=Etik+4");
        assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.text.contains("f-what-e"));
    });
}

#[test]
fn programs_form_look_at_and_change_teams() {
    each_engine(|store| {
        let house = House::new(store);
        let by = house.operator();
        let member =
            |at: usize, duty: &str| format!(r#"{{"nip":"{}","duty":"{duty}","functions":["guidance"]}}"#, nip(at));
        let team = |until: &str| {
            format!(
                r#"{{"unit":"KW-20","title":"Tim contoh","decree_number":"CONTOH/1","decree_day":"2022-10-19",
                "issuer":"Kepala Kantor Wilayah","basis":["ins-skb2022"],"from":"2022-10-19","until":"{until}",
                "members":[{},{},{}]}}"#,
                member(5, "chair"),
                member(1, "member"),
                member(2, "member")
            )
        };
        let wrong = post(&house, &by, "/api/v1/teams", &team("2022-10-01"));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.json()["errors"][0]["code"], "period-backwards");
        let formed = post(&house, &by, "/api/v1/teams", &team("2024-12-31"));
        assert_eq!((formed.status, formed.json()["id"].as_i64()), (StatusCode::CREATED, Some(1)));
        let list = get(&house, &house.person(12), "/api/v1/teams?unit=KW-20").json();
        assert_eq!((list["total"].as_i64(), list["with_team"].as_i64()), (Some(2), Some(2)));
        assert_eq!((list["units"][1]["team"].as_i64(), list["units"][1]["own"].as_bool()), (Some(1), Some(false)));
        assert_eq!(get(&house, &by, "/api/v1/teams?unit=KW-99").status, StatusCode::NOT_FOUND);
        let seen = get(&house, &by, "/api/v1/teams/1").json();
        assert_eq!((seen["valid"].as_bool(), seen["members"].as_array().map(Vec::len)), (Some(true), Some(3)));
        assert!(get(&house, &house.person(12), "/api/v1/teams/1").json()["members"].is_null());
        let joins = format!(r#"{{"change":"join","day":"2022-11-01","joins":{}}}"#, member(3, "secretary"));
        assert_eq!(post(&house, &by, "/api/v1/teams/1/members", &joins).status, StatusCode::NO_CONTENT);
        assert_eq!(post(&house, &house.person(1), "/api/v1/teams/1/members", &joins).status, StatusCode::NOT_FOUND);
        let unknown = post(&house, &by, "/api/v1/teams/1/members", r#"{"change":"x","day":"2022-11-01"}"#);
        assert_eq!(unknown.json()["errors"][0]["field"], "change");
        let end = r#"{"last_day":"2022-10-31","reason":"Ditata ulang"}"#;
        assert_eq!(post(&house, &by, "/api/v1/teams/1/end", end).status, StatusCode::NO_CONTENT);
        assert_eq!(get(&house, &by, "/api/v1/teams/1").json()["valid"], false);
        assert_eq!(ask(&house, today(), None, "GET", "/api/v1/teams", "").status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn a_scan_and_evidence_come_by_form_and_leave_as_pictures() {
    on_sqlite(|store| {
        let house = House::new(store);
        house.bali();
        let by = house.operator();
        assert!(get(&house, &by, "/tim/1").page().contains("/tim/1/sk"));
        assert!(get(&house, &by, "/tim/1/sk").page().contains("Belum ada pindaian"));
        let bad = upload(&house, &by, "/tim/1/sk", "", b"<svg onload='x'/>");
        assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("f-file-e"), "{}", bad.text);
        assert_eq!(upload(&house, &by, "/tim/1/sk", "", evidence::GREY).goes_to(), "/tim/1/sk");
        assert!(!get(&house, &house.person(9), "/tim/1/sk").page().contains("type=\"file\""), "staff reads");
        assert_eq!(upload(&house, &house.person(9), "/tim/1/sk", "", evidence::RED).status, StatusCode::NOT_FOUND);
        let scan = get(&house, &house.person(9), "/tim/1/sk/1");
        assert_eq!(
            (scan.status, &scan.headers[header::CONTENT_TYPE]),
            (StatusCode::OK, &"image/jpeg".parse().unwrap())
        );
        for path in ["/tim/1/sk", "/tim/1/sk/1", "/tim/1/sk.pdf"] {
            assert_eq!(get(&house, &house.person(12), path).status, StatusCode::NOT_FOUND, "{path}");
        }
        let typed = "do=record&found=2022-10-28&what=Kendaraan+dinas+di+lokasi+kampanye";
        let recorded = post(&house, &house.person(2), "/tim/1/temuan", typed);
        assert!(get(&house, &house.person(2), recorded.goes_to()).page().contains("Temuan sudah dicatat"));
        let again = post(&house, &house.person(2), "/tim/1/temuan", typed);
        assert_eq!(again.goes_to(), recorded.goes_to(), "a second press finds the same");
        let path = "/tim/1/temuan/1/bukti";
        let short = upload(&house, &house.person(2), path, "shows=x", evidence::GREY);
        assert!(short.status == StatusCode::UNPROCESSABLE_ENTITY && short.text.contains("f-shows-e"));
        let added = upload(&house, &house.person(2), path, "shows=Kendaraan di lapangan", evidence::GREY);
        assert_eq!(added.goes_to(), "/tim/1/temuan/1/bukti?ditambah=1");
        let page = get(&house, &house.person(3), "/tim/1/temuan/1").page();
        assert!(page.contains("Kendaraan di lapangan") && page.contains("/tim/1/temuan/1/bukti/1"));
        assert_eq!(get(&house, &house.person(3), "/tim/1/temuan/1/bukti/1").status, StatusCode::OK);
        let guidance = get(&house, &house.person(1), "/tim/1/temuan/1").page();
        assert!(!guidance.contains("Kendaraan di lapangan") && guidance.contains("pengawasan atau penanganan"));
        for (who, path) in [(1, "/tim/1/temuan/1/bukti/1"), (1, path), (9, path), (3, "/tim/1/temuan/1/bukti/7")] {
            assert_eq!(get(&house, &house.person(who), path).status, StatusCode::NOT_FOUND, "{who} {path}");
        }
    });
}

#[test]
fn the_decree_is_printed_from_the_record() {
    on_sqlite(|store| {
        let house = House::new(store);
        house.bali();
        let paper = get(&house, &house.person(9), "/tim/1/sk.pdf");
        assert_eq!(&paper.headers[header::CONTENT_TYPE], "application/pdf");
        assert!(paper.json()["verify"].is_null(), "its forming has no place in the log yet");
        let house = House { sequenced: true, ..house };
        let paper = get(&house, &house.person(9), "/tim/1/sk.pdf").json();
        let proof = paper["verify"].as_str().expect("an address");
        let number = proof.strip_prefix("http://localhost:8080/verifikasi?bukti=").expect("of the proof");
        assert!(ReceiptNumber::parse(number).is_some(), "{number}");
        let data = &paper["data"];
        assert_eq!(data["number"], "CONTOH/KW-20/2022");
        assert_eq!(
            (&data["period"]["from"], &data["period"]["until"]),
            (&"19 Oktober 2022".into(), &"31 Desember 2024".into())
        );
        assert_eq!(data["basis"], serde_json::json!(["Keputusan Bersama 2022"]));
        assert_eq!(data["members"][0]["role"], "Ketua");
        assert_eq!(data["members"][0]["function"], "pembinaan, pengawasan, penanganan");
        assert_eq!(data["signature"]["position"], "Kepala Kantor Wilayah");
        assert!(!data.to_string().contains("bahwa"), "the words of a decree are the template's: {data}");
        // Whoever writes a template tries it with the sample: it holds what the record hands in, in the same shape.
        assert!(papers::has_the_shape_of_the_sample(data), "{data}");
    });
}

#[test]
fn tasks_are_given_and_done_by_form() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let (three, eight) = (house.people[3], house.people[8]);
        let form = get(&house, &house.person(1), "/tim/1/tugas/baru").page();
        assert!(form.contains("Orang II") && form.contains("Orang DD"));
        let own = get(&house, &house.person(2), "/tim/1/tugas/baru").page();
        assert!(own.contains("Orang CC") && !own.contains("Orang DD"), "others are not offered");
        let body = format!("what=Siapkan+penyuluhan&due=2022-11-04&who={three}&who={eight}");
        let early = post(&house, &house.person(1), "/tim/1/tugas", &body.replace("11-04", "10-04"));
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.text.contains("f-due-e"));
        assert_eq!(post(&house, &house.person(1), "/tim/1/tugas", &body).goes_to(), "/tim/1/tugas");
        house.plans(1, team, house.visit()).expect("plans");
        let later = noon("2022-11-06");
        let mine = ask(&house, later, Some(&house.person(8)), "GET", "/tim/tugas", "").page();
        assert!(mine.contains("Siapkan penyuluhan") && mine.contains("Terlambat") && mine.contains("Kunjungan, Aula"));
        let link = ask(&house, later, Some(&house.person(8)), "GET", "/tim", "").page();
        assert!(link.contains("/tim/tugas") && link.contains("1 terlambat"));
        let done =
            ask(&house, later, Some(&house.person(8)), "POST", "/tim/1/tugas/2", "end=done&done=2022-11-06&back=mine");
        assert_eq!(done.goes_to(), "/tim/tugas");
        let list = ask(&house, later, Some(&house.person(1)), "GET", "/tim/1/tugas", "").page();
        assert!(list.contains("Selesai terlambat") && list.contains("Terlambat"));
        let back = ask(&house, later, Some(&house.person(3)), "POST", "/tim/1/tugas/1", "end=withdrawn");
        assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("f-reason-e"));
        assert_eq!(
            get(&house, &house.person(2), "/tim/1/tugas/1").page().matches("<form").count(),
            get(&house, &house.person(2), "/tim/1/tugas/2").page().matches("<form").count(),
            "not his"
        );
        for path in ["/tim/1/tugas", "/tim/1/tugas/1", "/tim/1/tugas/baru"] {
            assert_eq!(get(&house, &house.operator(), path).status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(get(&house, &house.operator(), "/tim/tugas").page().contains("Tidak ada tugas"));
    });
}
