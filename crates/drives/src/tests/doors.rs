//! The doors through the router: statuses, forms that come back, what is not shown, pages light enough.

use super::*;
use crate::{api, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Extension, Router};
use netra_base::Clock;
use netra_documents::PrintDesk;
use netra_it::store::on_sqlite;
use netra_web::Need::SignedIn;
use netra_web::{Parts, Route, Site, finish, router};
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    vec![
        Route::get("/kegiatan", SignedIn, "", netra_activities::pages::list),
        Route::get("/kegiatan/{id}", SignedIn, "", netra_activities::pages::activity),
        Route::get("/kegiatan/{id}/layar", SignedIn, "", netra_attendance::pages::board),
        Route::get("/kegiatan/serentak", SignedIn, "", pages::drives),
        Route::post("/kegiatan/serentak", SignedIn, "", pages::announce),
        Route::get("/kegiatan/serentak/baru", SignedIn, "", pages::new_drive),
        Route::get("/kegiatan/serentak/{drive}", SignedIn, "", pages::board),
        Route::get("/kegiatan/serentak/{drive}/ubah", SignedIn, "", pages::change_form),
        Route::post("/kegiatan/serentak/{drive}/ubah", SignedIn, "", pages::change),
        Route::get("/kegiatan/serentak/{drive}/tarik", SignedIn, "", pages::withdraw_form),
        Route::post("/kegiatan/serentak/{drive}/tarik", SignedIn, "", pages::withdraw),
        Route::get("/kegiatan/serentak/{drive}/materi", SignedIn, "", pages::material),
        Route::post("/kegiatan/serentak/{drive}/materi", SignedIn, "", pages::teach),
        Route::get("/kegiatan/serentak/{drive}/tempat/baru", SignedIn, "", pages::new_place),
        Route::post("/kegiatan/serentak/{drive}/tempat", SignedIn, "", pages::plan_place),
        Route::get("/kegiatan/serentak/{drive}/tempat/{place}/ubah", SignedIn, "", pages::place_form),
        Route::post("/kegiatan/serentak/{drive}/tempat/{place}/ubah", SignedIn, "", pages::change_place),
        Route::get("/kegiatan/serentak/{drive}/langsung", SignedIn, "", pages::live),
        Route::get("/kegiatan/serentak/{drive}/papan", SignedIn, "", pages::projector),
        Route::get("/kegiatan/serentak/{drive}/laporan", SignedIn, "", pages::reports),
        Route::get("/kegiatan/serentak/{drive}/rekap.pdf", SignedIn, "", pages::recap_pdf),
        Route::get("/kegiatan/serentak/{drive}/rekap.xlsx", SignedIn, "", pages::recap_xlsx),
        Route::get("/kegiatan/serentak/{drive}/hadir.xlsx", SignedIn, "", pages::attendance_xlsx),
        Route::get("/api/v1/activity-drives", SignedIn, "", api::drives),
        Route::post("/api/v1/activity-drives", SignedIn, "", api::announce),
        Route::get("/api/v1/activity-drives/{drive}", SignedIn, "", api::drive),
        Route::get("/api/v1/activity-drives/{drive}/board", SignedIn, "", api::board),
        Route::post("/api/v1/activity-drives/{drive}/places", SignedIn, "", api::plan_place),
    ]
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn goes_to(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
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

pub(super) fn ask(house: &House, now: Moment, who: Option<&Principal>, method: &str, path: &str, body: &str) -> Answer {
    let site = Site::new(Parts {
        store: house.store.clone(),
        clock: Clock::Fixed(now),
        chance: house.chance.clone(),
        demo: true,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let desk = PrintDesk::new(|paper| Ok(paper.checked()?.into_bytes()));
    let mut doors: Router<Site> = router(routes()).layer(Extension(desk));
    if let Some(who) = who {
        doors = doors.layer(Extension(who.clone()));
    }
    let request = Request::builder().method(method).uri(path).body(Body::from(body.to_owned())).expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let reply = finish(doors, site).oneshot(request).await.expect("an answer");
        let (status, headers) = (reply.status(), reply.headers().clone());
        let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body").to_vec();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    })
}

pub(super) fn get(house: &House, who: &Principal, path: &str) -> Answer {
    ask(house, before(), Some(who), "GET", path, "")
}

pub(super) fn post(house: &House, who: &Principal, path: &str, body: &str) -> Answer {
    ask(house, before(), Some(who), "POST", path, body)
}

const DRIVE: &str = "unit=KEM&announcer=E1-09&title=Penyuluhan+serentak&theme=Netral+dalam+tugas&kind=outreach\
    &basis=ins-skb2022&agenda=0+Pembukaan%0D%0A15+Materi&opens=2024-01-23&opens_time=08:00&closes=2024-01-23\
    &closes_time=16:00&kinds=kanwil&required=2&most=3&exceptions=KW-08-LAPAS-01+1&left_out=KW-30&target=100";

pub(super) const PLACE: &str = "unit=KW-20&title=Penyuluhan+Bali&mode=on-site&venue=Aula&starts=2024-01-23&starts_time=09:00\
    &ends=2024-01-23&ends_time=11:00&leader=Kepala+Kantor+Wilayah&leader-of=Kanwil+Bali&rows=3\
    &speaker-0=Penyuluh+Hukum&speaker-0-of=Kanwil+Bali&group-0=Camat&group-0-side=outside&group-0-many=10\
    &group-1-side=outside&delegations=KW-08-LAPAS-01+5&target=80&ceiling=5000000&source=DIPA&agenda=0+Pembukaan%0A30+Materi+%7C+Penyuluh&do=plan";

#[test]
fn the_centre_announces_by_form_and_changes_it() {
    each_engine(|store| {
        let house = House::new(store);
        let centre = house.centre();
        let home = "/kegiatan/serentak";
        assert_eq!(ask(&house, before(), None, "GET", home, "").goes_to(), "/masuk?lanjut=/kegiatan/serentak");
        assert!(get(&house, &centre, home).page().contains("Umumkan kegiatan serentak"));
        let form = get(&house, &centre, "/kegiatan/serentak/baru").page();
        assert!(form.contains("ins-skb2022") && form.contains("value=\"KEM\""));
        let leader = house.who(Role::Leader, house.root);
        assert_eq!(get(&house, &leader, "/kegiatan/serentak/baru").status, StatusCode::NOT_FOUND);
        let made = post(&house, &centre, home, DRIVE);
        assert_eq!((made.status, made.goes_to()), (StatusCode::SEE_OTHER, "/kegiatan/serentak/1"), "{}", made.text);
        assert_eq!(post(&house, &centre, home, DRIVE).goes_to(), "/kegiatan/serentak/1");
        let change = get(&house, &centre, "/kegiatan/serentak/1/ubah").page();
        assert!(
            change.contains("KW-08-LAPAS-01 1") && change.contains("15 Materi") && change.contains("name=\"version\"")
        );
        let wider = DRIVE.replace("closes_time=16:00", "closes_time=17:00");
        let done = post(&house, &centre, "/kegiatan/serentak/1/ubah", &format!("{wider}&version=1"));
        assert_eq!(done.goes_to(), "/kegiatan/serentak/1", "{}", done.text);
        let late = post(&house, &centre, "/kegiatan/serentak/1/ubah", &format!("{DRIVE}&version=1"));
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("sudah berubah menjadi versi 2"));
        assert!(get(&house, &centre, home).page().contains("Penyuluhan serentak"));
    });
}

#[test]
fn what_is_wrong_stands_at_its_field_and_nothing_is_kept() {
    on_sqlite(|store| {
        let house = House::new(store);
        let centre = house.centre();
        for (from, to, field) in [
            ("closes=2024-01-23", "closes=2024-01-22", "closes"),
            ("closes=2024-01-23", "closes=2024-02-31", "closes"),
            ("opens_time=08:00", "opens_time=", "opens_time"),
            ("required=2", "required=0", "required"),
            ("required=2", "required=banyak", "required"),
            ("target=100", "target=0", "target"),
            ("kinds=kanwil", "kinds=hotel", "kinds"),
            ("basis=ins-skb2022", "basis=ins-none", "basis"),
            ("exceptions=KW-08-LAPAS-01+1", "exceptions=KW-99+1", "exceptions"),
            ("exceptions=KW-08-LAPAS-01+1", "exceptions=KW-08", "exceptions"),
            ("unit=KEM", "unit=KW-99", "unit"),
            ("agenda=0+Pembukaan", "agenda=Pembukaan", "agenda"),
            ("theme=Netral+dalam+tugas", "theme=", "theme"),
        ] {
            // Without the exceptions, no kind of unit asks nobody.
            let body = DRIVE.replacen(from, to, 1);
            let body = if field == "kinds" { body.replace("exceptions=KW-08-LAPAS-01+1&", "") } else { body };
            let back = post(&house, &centre, "/kegiatan/serentak", &body);
            assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{to}");
            assert!(back.text.contains(&format!("href=\"#f-{field}\"")), "{to}: {}", back.text);
            assert!(back.text.contains("Perlu diperbaiki") && back.text.len() < 50 * 1024);
        }
        let empty = get(&house, &centre, "/kegiatan/serentak").page();
        assert!(empty.contains("Belum ada kegiatan serentak"));
    });
}

#[test]
fn a_unit_plans_and_moves_a_place_by_form() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let bali = house.keeper(house.bali);
        let form = get(&house, &bali, "/kegiatan/serentak/1/tempat/baru?unit=KW-20").page();
        assert!(form.contains("Unit KW-20") && !form.contains("Unit KW-08"), "its own units only");
        assert!(form.contains("15 Materi") && form.contains("Netral dalam tugas"), "prefilled from the template");
        let leader = house.who(Role::Leader, house.bali);
        assert_eq!(get(&house, &leader, "/kegiatan/serentak/1/tempat/baru").status, StatusCode::NOT_FOUND);
        let outside = PLACE.replace("starts_time=09:00", "starts_time=07:00");
        let back = post(&house, &bali, "/kegiatan/serentak/1/tempat", &outside);
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.text.contains("href=\"#f-starts\"") && back.text.contains("WITA"), "{}", back.text);
        assert!(back.text.contains("value=\"Penyuluh Hukum\""), "what was typed is still there");
        let none = PLACE.replace("group-0-many=10", "group-0-many=0");
        let back = post(&house, &bali, "/kegiatan/serentak/1/tempat", &none);
        assert!(back.text.contains("href=\"#f-invited\""), "{}", back.text);
        let made = post(&house, &bali, "/kegiatan/serentak/1/tempat", PLACE);
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        assert_eq!(made.goes_to(), "/kegiatan/1");
        let place = ActivityId(1);
        let (kept, details) = store
            .read_now(move |tx| Ok((activities::activity(tx, place)?, activities::details(tx, place)?)))
            .expect("kept");
        assert_eq!((kept.drive, kept.target), (Some(id), 80));
        assert_eq!((details.speakers.len(), details.invited.len(), details.delegations.len()), (1, 1, 1));
        assert_eq!(details.agenda[1].at, "09:30");
        assert_eq!(details.agenda[1].by.as_deref(), Some("Penyuluh"));
        let again = get(&house, &bali, "/kegiatan/serentak/1/tempat/1/ubah").page();
        assert!(again.contains("30 Materi | Penyuluh") && again.contains("KW-08-LAPAS-01 5"), "{again}");
        let moved =
            PLACE.replace("starts_time=09:00", "starts_time=10:00").replace("ends_time=11:00", "ends_time=12:00");
        let done = post(&house, &bali, "/kegiatan/serentak/1/tempat/1/ubah", &moved);
        assert_eq!((done.status, done.goes_to()), (StatusCode::SEE_OTHER, "/kegiatan/1"), "{}", done.text);
        let kept = store.read_now(move |tx| activities::activity(tx, place)).expect("kept");
        assert_eq!(kept.starts, wall("10:00").at(Zone::Wita));
        let more =
            post(&house, &bali, "/kegiatan/serentak/1/tempat", &format!("{}&do=more", PLACE.replace("&do=plan", "")));
        assert!(more.page().contains("name=\"speaker-5\""), "more rows without a script");
    });
}

#[test]
fn the_boards_show_to_each_what_is_theirs() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let place = house.placed(id, "KW-08", "Aula");
        house.placed(id, "KW-20", "Pendopo");
        house.starts(place, 42);
        let centre = house.centre();
        let board = get(&house, &centre, "/kegiatan/serentak/1").page();
        for words in ["Unit KW-08", "1 dari 2", "Belum merencanakan", "dari 5 tempat yang diminta", "Apa yang dihitung"]
        {
            assert!(board.contains(words), "{words}: {board}");
        }
        let first = board.find("Unit KW-08-LAPAS-01").expect("shown");
        assert!(board[first..].contains("Unit KW-20"), "who has planned nothing stands first");
        let none = get(&house, &centre, "/kegiatan/serentak/1?keadaan=none").page();
        assert!(
            none.contains("Unit KW-08-LAPAS-01")
                && !none.contains("<th scope=\"row\"><a href=\"/kegiatan/serentak/1/langsung?unit=KW-20")
        );
        assert_eq!(get(&house, &centre, "/kegiatan/serentak/1?unit=KW-99").status, StatusCode::NOT_FOUND);
        let english = get(&house, &centre, "/kegiatan/serentak/1?lang=en").page();
        assert!(english.contains("places asked for are planned") && english.contains("Nothing planned"));
        let live = get(&house, &centre, "/kegiatan/serentak/1/langsung").page();
        assert!(live.contains("http-equiv=\"refresh\"") && live.contains("Berlangsung") && live.contains(">46<"));
        let part = get(&house, &centre, "/kegiatan/serentak/1/langsung?bagian=1").page();
        assert!(!part.contains("<html") && part.contains("sudah mulai"));
        let projector = get(&house, &centre, "/kegiatan/serentak/1/papan").page();
        assert!(
            projector.contains("class=\"board\"")
                && projector.contains("46 orang datang, termasuk delegasi dan tamu, dari 200 yang ditunggu")
        );
        let reports = get(&house, &centre, "/kegiatan/serentak/1/laporan").page();
        assert!(reports.contains("Yang perlu diingatkan"));
        let bali = house.who(Role::Leader, house.bali);
        let own = get(&house, &bali, "/kegiatan/serentak/1").page();
        assert!(own.contains("Unit KW-20") && !own.contains("Unit KW-08") && own.contains("hanya unit Anda"));
        assert!(!own.contains("/ubah") && !own.contains("/tempat/baru"));
        // Who announces sees every figure, and no way to what he may not open or plan.
        let bphn = house.keeper(house.bphn);
        let told = get(&house, &bphn, "/kegiatan/serentak/1").page();
        assert!(told.contains("Unit KW-20") && !told.contains("/tempat/baru") && !told.contains("hadir.xlsx"));
        let told = get(&house, &bphn, "/kegiatan/serentak/1/langsung").page();
        assert!(told.contains("Pendopo") && !told.contains(&format!("href=\"/kegiatan/{place}\"")));
        assert!(live.contains(&format!("href=\"/kegiatan/{place}\"")), "the centre opens it");
        let stranger = house.who(Role::Examiner, house.root);
        for below in ["", "/langsung", "/papan", "/laporan", "/rekap.pdf", "/rekap.xlsx", "/hadir.xlsx"] {
            assert_eq!(get(&house, &stranger, &format!("/kegiatan/serentak/1{below}")).status, StatusCode::NOT_FOUND);
            assert_eq!(get(&house, &centre, &format!("/kegiatan/serentak/7{below}")).status, StatusCode::NOT_FOUND);
            assert_eq!(get(&house, &centre, &format!("/kegiatan/serentak/x{below}")).status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn files_come_under_names_that_say_nothing_of_anybody() {
    on_sqlite(|store| {
        let house = House::new(store);
        let id = house.drive();
        house.placed(id, "KW-08", "Aula");
        let centre = house.centre();
        for (file, magic) in [("rekap.pdf", &b"{"[..]), ("rekap.xlsx", b"PK"), ("hadir.xlsx", b"PK")] {
            let answer = get(&house, &centre, &format!("/kegiatan/serentak/1/{file}"));
            assert_eq!(answer.status, StatusCode::OK, "{file}: {}", answer.text);
            assert!(answer.bytes.starts_with(magic), "{file}");
            let name = answer.headers.get(header::CONTENT_DISPOSITION).and_then(|value| value.to_str().ok());
            assert!(name.is_some_and(|name| name.contains("-serentak-1-CONTOH.")), "{name:?}");
        }
        let leader = house.who(Role::Leader, house.root);
        assert_eq!(get(&house, &leader, "/kegiatan/serentak/1/hadir.xlsx").status, StatusCode::NOT_FOUND);
        assert_eq!(get(&house, &leader, "/kegiatan/serentak/1/rekap.xlsx").status, StatusCode::OK);
    });
}

#[test]
fn six_hundred_units_fit_pages_of_fifty() {
    on_sqlite(|store| {
        let house = House::new(store);
        for at in 0..120 {
            open_unit(store, &format!("UPT-{at:03}"), UnitKind::Kanwil, Zone::Wib, Some(house.root));
        }
        house.drive();
        let centre = house.centre();
        let mut path = "/kegiatan/serentak/1?keadaan=none".to_owned();
        let mut seen = 0;
        for _ in 0..4 {
            let page = get(&house, &centre, &path).page();
            seen += page.matches("<th scope=\"row\">").count();
            let Some(at) = page.find("rel=\"next\"") else { break };
            let href = page[..at].rfind("href=\"").expect("a link");
            path = page[href + 6..].split('"').next().expect("an address").replace("&amp;", "&");
        }
        assert_eq!(seen, 123, "every unit once");
    });
}

#[test]
fn clashes_are_read_ten_by_ten() {
    on_sqlite(|store| {
        let house = House::new(store);
        let id = house.drive();
        let speaker =
            Somebody::Outside { name: None, function: "Kepala Pusat".into(), institution: Some("BPHN".into()) };
        // One speaker at six places at once: each two of them clash. One pair shares a second person, on the page's edge.
        let other = Somebody::Outside { name: None, function: "Penyuluh".into(), institution: Some("BPHN".into()) };
        for (at, (unit, venue)) in
            ["KW-08", "KW-20"].into_iter().flat_map(|u| ["Aula", "Balai", "Lapangan"].map(|v| (u, v))).enumerate()
        {
            let mut new = house.place(id, unit, venue, ("09:00", "12:00"));
            new.speakers =
                if at == 1 || at == 3 { vec![speaker.clone(), other.clone()] } else { vec![speaker.clone()] };
            new.confirmed = true;
            house.plans(id, house.centre(), new).expect("plans");
        }
        let centre = house.centre();
        let count = |page: &str| page.matches("<li>Orang <strong>").count();
        let first = get(&house, &centre, "/kegiatan/serentak/1").page();
        assert!(
            first.contains("<strong>16 </strong>") && count(&first) == 11 && !first.contains("Bentrokan pertama"),
            "{first}"
        );
        let at = first.find("?bentrok=").expect("a link to the next");
        let href = first[at..].split('"').next().expect("an address");
        let second = get(&house, &centre, &format!("/kegiatan/serentak/1{href}")).page();
        assert!(count(&second) == 5 && second.contains("Bentrokan pertama"), "{second}");
        assert!(
            !second.contains("Bentrokan berikutnya") && second.contains("<details class=\"more\" open>"),
            "{second}"
        );
        // A cursor that means nothing begins at the start.
        assert_eq!(count(&get(&house, &centre, "/kegiatan/serentak/1?bentrok=x-1").page()), 11);
    });
}

#[test]
fn programs_announce_plan_and_look() {
    each_engine(|store| {
        let house = House::new(store);
        let centre = house.centre();
        let drive = r#"{"unit":"KEM","announcer":"E1-09","title":"Penyuluhan serentak","theme":"Netral dalam tugas",
            "basis":["ins-skb2022"],"kind":"outreach","agenda":[{"minute":0,"item":"Pembukaan"}],
            "opens":"2024-01-23T08:00","closes":"2024-01-23T16:00","kinds":["kanwil"],"required":2,"most":3,
            "exceptions":[{"unit":"KW-30"}],"target":100}"#;
        let made = post(&house, &centre, "/api/v1/activity-drives", drive);
        assert_eq!((made.status, made.json()["id"].as_i64()), (StatusCode::CREATED, Some(1)), "{}", made.text);
        let bad = post(&house, &centre, "/api/v1/activity-drives", &drive.replace("\"kanwil\"", "\"hotel\""));
        assert_eq!(
            (bad.status, &bad.json()["errors"][0]["field"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &"kinds".into())
        );
        let place = r#"{"unit":"KW-20","venue":"Aula","starts":"2024-01-23T09:00","ends":"2024-01-23T11:00",
            "leader":{"function":"Kepala","institution":"Kanwil Bali"}}"#;
        let bali = house.keeper(house.bali);
        let planned = post(&house, &bali, "/api/v1/activity-drives/1/places", place);
        assert_eq!((planned.status, planned.json()["id"].as_i64()), (StatusCode::CREATED, Some(1)), "{}", planned.text);
        let outside = place.replace("T11:00", "T17:00");
        let outside = post(&house, &bali, "/api/v1/activity-drives/1/places", &outside.replace("Aula", "Balai"));
        assert_eq!(outside.json()["errors"][0]["code"], "outside-window");
        let board = get(&house, &bali, "/api/v1/activity-drives/1/board").json();
        assert_eq!((&board["whole"]["required"], &board["branch"]["covered"]), (&4.into(), &1.into()));
        assert_eq!(board["units"].as_array().map(Vec::len), Some(1));
        assert!(board["meanings"].as_array().is_some_and(|list| !list.is_empty()));
        let none = get(&house, &centre, "/api/v1/activity-drives/1/board?state=none").json();
        assert_eq!(none["units"][0]["unit"], "KW-08");
        assert_eq!(get(&house, &centre, "/api/v1/activity-drives/1").json()["announcer"], "E1-09");
        assert_eq!(get(&house, &centre, "/api/v1/activity-drives").json()["drives"].as_array().map(Vec::len), Some(1));
        let stranger = house.who(Role::Examiner, house.root);
        assert_eq!(get(&house, &stranger, "/api/v1/activity-drives/1").status, StatusCode::NOT_FOUND);
    });
}
