//! The mechanism as a visitor meets it: who is let in, what an error looks like, what every reply carries,
//! whether every text can be read on its ground, and what a page weighs.

use crate::assets::{self, asset};
use crate::charts::{Tile, TileMap};
use crate::components::{Figure, Filled, Input, figures};
use crate::{
    Fields, Given, Need, Parts, Reply, Route, Signed, Site, Speak, Verb, Visit, WebError, finish, html, router,
};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use netra_base::{
    AccountId, Chance, Clock, EmployeeId, Error, Grant, Lang, Moment, Principal, Refusal, Role, SignedInBy, UnitId,
};
use std::collections::BTreeMap;
use tower::ServiceExt;

const OPERATORS: Need = Need::Roles(&[Role::UnitOperator, Role::Administrator]);

fn principal(roles: &[Role]) -> Principal {
    let grant = |role: &Role| Grant { role: *role, unit: UnitId(1), path: "/1/".into() };
    Principal {
        account: AccountId(1),
        employee: Some(EmployeeId(1)),
        signed_in_by: SignedInBy::Password,
        grants: roles.iter().map(grant).collect(),
    }
}

async fn page(visit: Visit) -> Response {
    visit.page("Judul <b>").show(html! { p { (visit.say("Halo", "Hello")) } })
}

async fn refuses() -> Reply {
    Err(Refusal::new("nip-length", "NIP harus 18 angka.", "A NIP has 18 digits.").at("nip").into())
}

async fn fails() -> Reply {
    Err(anyhow::anyhow!("disk at /srv/secret is full").into())
}

async fn busy() -> Reply {
    Err(Error::Busy.into())
}

async fn echo(Speak(lang): Speak, fields: Fields) -> Reply<String> {
    Ok(format!("{} {}", lang.code(), fields.text("nama", ("Nama", "Name"), 10)?))
}

async fn counts(Given(list): Given<Vec<u32>>) -> String {
    list.len().to_string()
}

async fn mine(Signed(_): Signed) -> &'static str {
    "mine"
}

async fn receives(form: Multipart) -> Reply<String> {
    let upload = crate::upload::receive(form, "berkas", 1_000).await?;
    let kept = std::fs::read_to_string(upload.file.path()).map_err(anyhow::Error::from)?;
    Ok(format!("{} {} {} {}", upload.name, upload.bytes, upload.fields.get("unit").unwrap_or(""), kept.len()))
}

fn table() -> Vec<Route> {
    vec![
        Route::get("/", Need::Public, "a page", page),
        Route::get("/akun", Need::SignedIn, "own account", page),
        Route::get("/pegawai", OPERATORS, "staff", page),
        Route::post("/pegawai", OPERATORS, "adds staff", echo),
        Route::get("/api/v1/me", Need::SignedIn, "who am I", mine),
        Route::get("/api/v1/employees", OPERATORS, "staff", mine),
        Route::get("/refuses", Need::Public, "refuses", refuses),
        Route::get("/api/refuses", Need::Public, "refuses", refuses),
        Route::get("/fails", Need::Public, "fails", fails),
        Route::get("/api/busy", Need::Public, "is busy", busy),
        Route::post("/echo", Need::Public, "reads a form", echo),
        Route::post("/api/count", Need::Public, "reads JSON", counts),
        Route::post("/upload", Need::Public, "reads a file", receives).takes(100_000),
        assets::route(),
    ]
}

/// The house with `who` signed in; the folder keeps the store while the test runs.
fn house(who: Option<Principal>) -> (Router, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = netra_store::Store::sqlite(&folder.path().join("netra.db")).expect("a store");
    let site = Site::new(Parts {
        store,
        clock: Clock::Fixed(Moment(0)),
        chance: Chance::seeded(1),
        demo: true,
        secure: false,
        base_url: "http://localhost:8080".into(),
    });
    let identify = from_fn(move |mut request: Request, next: Next| {
        let who = who.clone();
        async move {
            who.map(|who| request.extensions_mut().insert(who));
            next.run(request).await
        }
    });
    (finish(router(table()).layer(identify), site), folder)
}

struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Got {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

async fn send(who: Option<Principal>, request: Request) -> Got {
    let (house, _folder) = house(who);
    let reply = house.oneshot(request).await.into_response();
    let (parts, body) = reply.into_parts();
    let bytes = to_bytes(body, 1_000_000).await.expect("a body");
    Got { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

fn request(verb: &str, path: &str, body: impl Into<Body>) -> Request {
    Request::builder().method(verb).uri(path).body(body.into()).expect("a request")
}

async fn get(who: Option<Principal>, path: &str) -> Got {
    send(who, request("GET", path, "")).await
}

#[tokio::test]
async fn each_need_lets_in_whom_it_names_and_nobody_else() {
    let people = [None, Some(principal(&[])), Some(principal(&[Role::Leader])), Some(principal(&[Role::UnitOperator]))];
    let expected: [(&str, [u16; 4]); 7] = [
        ("/", [200, 200, 200, 200]),
        ("/akun", [303, 200, 200, 200]),
        ("/pegawai", [303, 404, 404, 200]),
        ("/api/v1/me", [401, 200, 200, 200]),
        ("/api/v1/employees", [404, 404, 404, 200]),
        ("/tidak-ada", [404, 404, 404, 404]),
        ("/api/v1/nothing", [404, 404, 404, 404]),
    ];
    for (path, statuses) in expected {
        for (who, status) in people.iter().zip(statuses) {
            assert_eq!(get(who.clone(), path).await.status, status, "{path} as {who:?}");
        }
    }
}

#[tokio::test]
async fn a_visitor_signs_in_and_comes_back() {
    let got = get(None, "/pegawai?cari=Ana").await;
    assert_eq!(got.header(header::LOCATION), "/masuk?lanjut=/pegawai", "and the search term stays out of the address");
    let scanned = get(None, "/pegawai?cari=Ana&k=12345678&di=../x").await;
    assert_eq!(scanned.header(header::LOCATION), "/masuk?lanjut=/pegawai%3Fk%3D12345678", "a scanned code comes along");
}

#[tokio::test]
async fn a_hidden_page_looks_like_no_page_whatever_the_method() {
    let hidden = get(Some(principal(&[])), "/pegawai").await;
    let absent = get(Some(principal(&[])), "/tidak-ada").await;
    assert_eq!(hidden.body.replace("/pegawai", ""), absent.body.replace("/pegawai", "").replace("/tidak-ada", ""));
    let wrong = send(Some(principal(&[])), request("DELETE", "/pegawai", "")).await;
    assert_eq!((wrong.status, wrong.header(header::ALLOW)), (StatusCode::NOT_FOUND, ""));
    assert!(absent.body.contains("Keluar"), "the error page knows who is signed in");
}

#[test]
#[should_panic(expected = "GET / stands in the permission table twice")]
fn a_route_cannot_stand_in_the_table_twice() {
    let mut routes = table();
    routes.push(Route::get("/", Need::SignedIn, "again", page));
    let _ = router(routes);
}

#[test]
fn the_table_prints_for_the_docs() {
    let printed = crate::door::table(&table());
    assert!(printed.contains("| POST | `/pegawai` | unit operator, administrator | adds staff |"), "{printed}");
    assert_eq!(table().iter().filter(|route| route.verb == Verb::Post).count(), 4);
}

#[tokio::test]
async fn a_refusal_is_a_page_for_people_and_a_problem_for_programs() {
    let page = get(None, "/refuses").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("NIP harus 18 angka.") && page.body.starts_with("<!DOCTYPE html>"), "{}", page.body);
    let problem = get(None, "/api/refuses?lang=en").await;
    assert_eq!(problem.header(header::CONTENT_TYPE), "application/problem+json");
    let json: serde_json::Value = serde_json::from_str(&problem.body).expect("json");
    let error = &json["errors"][0];
    assert_eq!((error["field"].as_str(), error["code"].as_str()), (Some("nip"), Some("nip-length")));
    assert_eq!((error["message"].as_str(), json["status"].as_u64()), (Some("A NIP has 18 digits."), Some(422)));
}

#[tokio::test]
async fn a_failure_shows_a_number_and_no_details() {
    let got = get(None, "/fails").await;
    assert_eq!(got.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(got.body.contains("Nomor kejadian: ") && !got.body.contains("secret"), "{}", got.body);
    let busy = get(None, "/api/busy").await;
    assert_eq!((busy.status, busy.header(header::RETRY_AFTER)), (StatusCode::SERVICE_UNAVAILABLE, "2"));
}

#[tokio::test]
async fn every_reply_is_protected_and_only_assets_are_kept() {
    for path in ["/", "/tidak-ada", "/fails", "/akun"] {
        let got = get(None, path).await;
        assert_eq!(got.header(header::CACHE_CONTROL), "no-store", "{path}");
        assert!(got.header(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"), "{path}");
    }
    let css = get(None, asset("netra.css")).await;
    assert_eq!((css.status, css.header(header::CONTENT_TYPE)), (StatusCode::OK, "text/css; charset=utf-8"));
    assert!(css.header(header::CACHE_CONTROL).contains("immutable"));
    assert_eq!(get(None, "/aset/netra-000000000000.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_language_is_switched_by_the_address_and_remembered() {
    let got = get(None, "/?lang=en").await;
    assert!(got.body.contains("<html lang=\"en\">") && got.body.contains("Hello"));
    assert_eq!(got.header(header::SET_COOKIE), "bahasa=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    let mut later = request("GET", "/", "");
    later.headers_mut().insert(header::COOKIE, "x=1; bahasa=en".parse().expect("a cookie"));
    let got = send(None, later).await;
    assert!(got.body.contains("Hello") && got.header(header::SET_COOKIE).is_empty());
    assert!(got.body.contains("href=\"/?lang=id\""), "the way back: {}", got.body);
}

#[tokio::test]
async fn what_people_type_is_escaped_everywhere() {
    let got = get(None, "/").await;
    assert!(got.body.contains("Judul &lt;b&gt;") && !got.body.contains("Judul <b>"));
    let fields = Fields::from_pairs([("nama".to_owned(), "\"><script>x</script>".to_owned())]);
    let refusals = [Refusal::new("x", "<i>salah</i>", "wrong").at("nama")];
    let filled = Filled::again(Lang::Id, &fields, &refusals);
    let html =
        crate::components::form("/x?a=\"b", filled, Input::text("nama", "<u>Nama</u>").show(filled)).into_string();
    assert!(!html.contains("<script>") && !html.contains("<i>") && !html.contains("<u>"), "{html}");
    assert!(html.contains("href=\"#f-nama\"") && html.contains("aria-describedby=\"f-nama-e\""), "{html}");
}

#[tokio::test]
async fn a_form_is_read_within_its_limit() {
    let got = send(None, request("POST", "/echo?lang=id", "nama=+Ana+")).await;
    assert_eq!((got.status, got.body.as_str()), (StatusCode::OK, "id Ana"));
    assert_eq!(send(None, request("POST", "/echo", "nama=")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let huge = send(None, request("POST", "/echo", "x".repeat(crate::form::FORM_LIMIT + 1))).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(huge.body.contains("Formulir terlalu besar."));
}

#[tokio::test]
async fn broken_json_is_refused_with_its_place() {
    assert_eq!(send(None, request("POST", "/api/count", "[1,2]")).await.body, "2");
    let got = send(None, request("POST", "/api/count?lang=en", "[1,")).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.body.contains("\"code\":\"json\"") && got.body.contains("line 1"), "{}", got.body);
}

fn multipart(content: &str) -> Request {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"unit\"\r\n\r\nkw-10\r\n--b\r\nContent-Disposition: form-data; \
         name=\"berkas\"; filename=\"../../daftar.csv\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--b--\r\n"
    );
    let mut request = request("POST", "/upload", body);
    request.headers_mut().insert(header::CONTENT_TYPE, "multipart/form-data; boundary=b".parse().expect("a type"));
    request
}

#[tokio::test]
async fn an_upload_lands_on_disk_or_says_why_not() {
    let got = send(None, multipart("nip,nama")).await;
    assert_eq!((got.status, got.body.as_str()), (StatusCode::OK, "daftar.csv 8 kw-10 8"));
    assert!(send(None, multipart("")).await.body.contains("kosong (0 bita)"));
    let large = send(None, multipart(&"x".repeat(1_001))).await;
    assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(large.body.contains("lebih besar dari"), "{}", large.body);
    let huge = send(None, multipart(&"x".repeat(200_000))).await;
    assert!(huge.status == StatusCode::PAYLOAD_TOO_LARGE && huge.body.contains("terlalu besar"), "{}", huge.body);
}

/// The colour tokens of one block of the stylesheet.
fn tokens(block: &str) -> BTreeMap<&str, [f64; 3]> {
    let inside = block.split('}').next().unwrap_or("");
    let colour = |text: &str| {
        let hex: String = match text.len() {
            3 => text.chars().flat_map(|c| [c, c]).collect(),
            _ => text.to_owned(),
        };
        let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).map(f64::from).expect("a colour");
        [part(0), part(2), part(4)]
    };
    let tokens = inside.split([';', '{', '\n']).filter_map(|line| line.trim().strip_prefix("--")?.split_once(":#"));
    tokens.map(|(name, value)| (name, colour(value))).collect()
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let [r, g, b] = colour.map(|part| {
            let part = part / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (light(one), light(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_text_can_be_read_on_its_ground_in_light_dark_and_on_the_board() {
    let light = tokens(assets::CSS.split(":root{").nth(1).expect("light tokens"));
    let over = |end: &'static str| {
        let mut all = light.clone();
        all.extend(tokens(assets::CSS.split(end).nth(1).expect("tokens")));
        all
    };
    let dark = over("(prefers-color-scheme:dark){:root{");
    let board = over("\n.board{");
    let grounds = ["paper", "card"];
    let mut pairs: Vec<(String, String, f64)> = (0..6).map(|n| (format!("o{n}"), format!("t{n}"), 4.5)).collect();
    for ground in grounds {
        for text in ["ink", "soft", "accent", "ok", "warn", "bad"] {
            pairs.push((text.into(), ground.into(), 4.5));
        }
        pairs.push(("edge".into(), ground.into(), 3.0));
    }
    for kind in ["ok", "warn", "bad"] {
        pairs.push((kind.into(), format!("{kind}-soft"), 4.5));
        pairs.push(("ink".into(), format!("{kind}-soft"), 4.5));
    }
    pairs.extend(
        [("on-accent", "accent", 4.5), ("ink", "accent-soft", 4.5), ("t4", "t0", 1.5)]
            .map(|(a, b, c)| (a.into(), b.into(), c)),
    );
    for (name, palette) in [("light", &light), ("dark", &dark), ("board", &board)] {
        for (text, ground, least) in &pairs {
            let got = contrast(palette[text.as_str()], palette[ground.as_str()]);
            assert!(got >= *least, "{name}: {text} on {ground} is {got:.2}, needs {least}");
        }
        let gold = contrast(palette["gold"], palette["navy"]);
        assert!(gold >= 3.0, "{name}: the mark on the bar is {gold:.2}");
    }
}

#[test]
fn a_full_page_weighs_less_than_50_kilobytes() {
    let visit = Visit { lang: Lang::Id, who: None, path: "/".into(), query: String::new(), demo: true };
    let tiles: Vec<Tile> = (1..=33)
        .map(|n| Tile {
            code: format!("kw-{n:02}"),
            short: String::new(),
            label: "Kanwil Kepulauan Bangka Belitung".into(),
            part: 812,
            whole: 1_400,
            href: Some(format!("/data/1/kw-{n:02}")),
        })
        .collect();
    let map = TileMap { label: "Cakupan", tiles: &tiles, public: true, lang: Lang::Id }.show();
    let figure = Figure::new("61.482", "dari 69.871 pegawai telah menandatangani pakta (88,0 %)").share(61_482, 69_871);
    let body = html! { (figures(&[figure.clone(), figure.clone(), figure])) (map) };
    let html = visit.page("Netra").document(&body).into_string();
    let (css, js) = (assets::CSS.len(), assets::JS.len());
    assert!(css <= 20_000 && js <= 5_000, "css {css}, js {js}");
    assert!(
        html.len() + css + js <= 40_000,
        "page {} css {css} js {js}: leave room for the page's own words",
        html.len()
    );
    for forbidden in ["style=", "<style", "onclick", "javascript:", "http://", "//cdn"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn an_unfit_request_keeps_its_status() {
    let error = WebError::Unfit(StatusCode::PAYLOAD_TOO_LARGE, netra_base::Say::new("a", "b"));
    assert_eq!(error.into_response().status(), StatusCode::PAYLOAD_TOO_LARGE);
}
