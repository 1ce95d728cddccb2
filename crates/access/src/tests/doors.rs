//! The doors, through the layers that stand before them: cookies, redirects, forms that come back, JSON.

use super::*;
use crate::{CurrentSession, DemoSignIn, DemoSignIns, api, identify, pages};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use netra_web::{Need, Route, finish, router};
use std::sync::Arc;
use tower::ServiceExt;

fn routes() -> Vec<Route> {
    const ADMIN: Need = Need::Roles(&[Role::Administrator]);
    const OPERATOR: Need = Need::Roles(&[Role::UnitOperator]);
    vec![
        Route::get("/masuk", Need::Public, "", pages::sign_in::show),
        Route::post("/masuk", Need::Public, "", pages::sign_in::enter),
        Route::post("/masuk/kode", Need::Public, "", pages::sign_in::enter_code),
        Route::post("/keluar", Need::Public, "", pages::sign_in::leave),
        Route::get("/aktivasi", Need::Public, "", pages::activation::show),
        Route::post("/aktivasi", Need::Public, "", pages::activation::activate),
        Route::get("/akun", Need::SignedIn, "", pages::account::show),
        Route::post("/akun/sandi", Need::SignedIn, "", pages::account::change_password),
        Route::post("/akun/keluar-semua", Need::SignedIn, "", pages::account::leave_everywhere),
        Route::get("/akun/totp", Need::SignedIn, "", pages::totp::show),
        Route::post("/akun/totp", Need::SignedIn, "", pages::totp::turn_on),
        Route::post("/akun/totp/mulai", Need::SignedIn, "", pages::totp::begin),
        Route::post("/akun/totp/matikan", Need::SignedIn, "", pages::totp::remove),
        Route::get("/akses", ADMIN, "", pages::grants::show),
        Route::post("/akses", ADMIN, "", pages::grants::grant),
        Route::post("/akses/tutup", ADMIN, "", pages::closing::close),
        Route::get("/akses/{grant}/cabut", ADMIN, "", pages::grants::ask_revoke),
        Route::post("/akses/{grant}/cabut", ADMIN, "", pages::grants::revoke),
        Route::get("/kode", OPERATOR, "", pages::codes::show),
        Route::post("/kode", OPERATOR, "", pages::codes::issue),
        Route::post("/api/v1/sessions", Need::Public, "", api::open_session),
        Route::delete("/api/v1/sessions", Need::SignedIn, "", api::end_sessions),
        Route::delete("/api/v1/sessions/current", Need::SignedIn, "", api::end_session),
        Route::get("/api/v1/me", Need::SignedIn, "", api::me),
        Route::post("/api/v1/activations", Need::Public, "", api::activate),
        Route::post("/api/v1/units/{code}/codes", OPERATOR, "", api::issue_codes),
        Route::get("/api/v1/grants", ADMIN, "", api::grants),
        Route::post("/api/v1/grants", ADMIN, "", api::grant),
        Route::delete("/api/v1/grants/{grant}", ADMIN, "", api::revoke),
    ]
}

impl House {
    fn app(&self, site: Site) -> Router {
        let inner =
            router(routes()).layer(from_fn_with_state(site.clone(), identify)).layer(Extension(self.desk.clone()));
        finish(inner, site)
    }

    async fn ask(&self, method: &str, path: &str, token: Option<&str>, body: Option<&str>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header(header::COOKIE, format!("bahasa=id; netra={token}"));
        }
        let kind = if path.starts_with("/api/") { "application/json" } else { "application/x-www-form-urlencoded" };
        let request = request.header(header::CONTENT_TYPE, kind);
        let request = request.body(Body::from(body.unwrap_or("").to_owned())).expect("a request");
        Answer::of(self.app(self.site(T0)).oneshot(request).await.expect("an answer")).await
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    async fn of(reply: axum::response::Response) -> Self {
        let (status, headers) = (reply.status(), reply.headers().clone());
        let bytes = to_bytes(reply.into_body(), 10_000_000).await.expect("a body");
        Self { status, headers, text: String::from_utf8(bytes.to_vec()).expect("text") }
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    fn token(&self) -> String {
        let cookie = self.header(header::SET_COOKIE).to_owned();
        let value = cookie.strip_prefix("netra=").and_then(|rest| rest.split(';').next());
        value.unwrap_or_else(|| panic!("no token in {cookie:?}")).to_owned()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }
}

fn form(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| netra_web::address::encode(text).replace('/', "%2F");
    pairs.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

#[test]
fn signing_in_sets_a_strict_cookie_and_goes_on_inside_this_house_only() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        wait(async {
            let enter = |next: &str| form(&[("login", ANA), ("sandi", PASSWORD), ("lanjut", next)]);
            let answer = house.ask("POST", "/masuk", None, Some(&enter("/pakta/3"))).await;
            assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/pakta/3"));
            let cookie = answer.header(header::SET_COOKIE).to_owned();
            for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=604800"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            assert_eq!(answer.token().len(), 64);
            let lines: Vec<_> =
                answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).collect();
            let device = lines.iter().find(|line| line.starts_with("netra_perangkat=")).expect("a second cookie");
            for part in ["; Path=/masuk", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=34560000"] {
                assert!(device.contains(part), "{device}");
            }
            let kept = format!("{}; netra_perangkat={}", answer.token(), &device[16..80]);
            let again = house.ask("POST", "/masuk", Some(&kept), Some(&enter("/"))).await;
            assert_eq!(again.headers.get_all(header::SET_COOKIE).iter().count(), 1, "the browser is known");
            let away = house.ask("POST", "/masuk", None, Some(&enter("//evil.invalid"))).await;
            assert_eq!(away.header(header::LOCATION), "/");
            assert_ne!(away.token(), answer.token(), "each sign-in has a token of its own");
            let page = house.ask("GET", "/akun", Some(&answer.token()), None).await;
            assert!(page.text.contains("Ana Contoh") && page.text.contains("kata sandi saja"), "{}", page.text);
            let out = house.ask("POST", "/keluar", Some(&answer.token()), None).await;
            assert!(
                out.header(header::SET_COOKIE).contains("netra=;")
                    && out.header(header::SET_COOKIE).contains("Max-Age=0")
            );
            let after = house.ask("GET", "/akun", Some(&answer.token()), None).await;
            assert_eq!((after.status, after.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/masuk?lanjut=/akun"));
        });
    });
}

#[test]
fn a_refused_sign_in_comes_back_with_the_reason_beside_the_field_and_without_the_password() {
    each_engine(|store| {
        let house = House::new(store);
        wait(async {
            let body = form(&[("login", ANA), ("sandi", "rahasia-yang-salah")]);
            let answer = house.ask("POST", "/masuk?lang=en", None, Some(&body)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text.contains("id=\"f-sandi-e\"") && answer.text.contains("do not match"));
            assert!(answer.text.contains(ANA) && !answer.text.contains("rahasia-yang-salah"));
        });
    });
}

#[test]
fn an_officer_signs_in_in_two_steps_and_without_codes_gets_no_further_than_setting_them_up() {
    each_engine(|store| {
        let house = House::new(store);
        let (_, secret) = house.officer("admin.pusat", Role::Administrator, house.root);
        let plain = house.account("admin.baru", None, None);
        let (chance, root) = (house.chance.clone(), house.root);
        store
            .write_now(move |tx| actions::grant_as_house(tx, &chance, T0, plain, Role::Administrator, root))
            .expect("granted");
        wait(async {
            let first =
                house.ask("POST", "/masuk", None, Some(&form(&[("login", "admin.pusat"), ("sandi", PASSWORD)]))).await;
            assert_eq!(first.status, StatusCode::OK);
            assert!(first.headers.get(header::SET_COOKIE).is_none());
            let ticket =
                first.text.split("name=\"tiket\" value=\"").nth(1).and_then(|rest| rest.get(..64)).expect("a ticket");
            let code = totp_code(&secret, T0);
            let wrong =
                house.ask("POST", "/masuk/kode", None, Some(&form(&[("tiket", ticket), ("totp", "000000")]))).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(wrong.text.contains("id=\"f-totp-e\"") && wrong.text.contains(ticket));
            let second =
                house.ask("POST", "/masuk/kode", None, Some(&form(&[("tiket", ticket), ("totp", &code)]))).await;
            assert_eq!((second.status, second.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/"));
            let list = house.ask("GET", "/akses", Some(&second.token()), None).await;
            assert_eq!(list.status, StatusCode::OK);
            assert!(list.text.contains("admin.baru") && list.text.contains("Cabut"));

            let bare = house
                .ask(
                    "POST",
                    "/masuk",
                    None,
                    Some(&form(&[("login", "admin.baru"), ("sandi", PASSWORD), ("lanjut", "/akses")])),
                )
                .await;
            assert_eq!(bare.header(header::LOCATION), "/akun/totp");
            let token = bare.token();
            assert_eq!(house.ask("GET", "/akses", Some(&token), None).await.status, StatusCode::NOT_FOUND);
            let page = house.ask("GET", "/akun/totp", Some(&token), None).await;
            assert!(page.text.contains("kode sekali pakai wajib") && page.text.contains("/akun/totp/mulai"));
            house.ask("POST", "/akun/totp/mulai", Some(&token), None).await;
            let page = house.ask("GET", "/akun/totp", Some(&token), None).await;
            assert!(page.text.contains("<svg class=\"qr\"") && !page.text.contains("style="));
            let key = page.text.split("id=\"kunci\" tabindex=\"0\">").nth(1).and_then(|rest| rest.split('<').next());
            let secret = TotpSecret::parse(key.expect("a key")).expect("base32");
            let on =
                house.ask("POST", "/akun/totp", Some(&token), Some(&form(&[("totp", &totp_code(&secret, T0))]))).await;
            assert_eq!(on.header(header::LOCATION), "/akun?kabar=totp-aktif");
            assert_eq!(house.ask("GET", "/akses", Some(&on.token()), None).await.status, StatusCode::OK);
            assert_eq!(
                house.ask("GET", "/akses", Some(&token), None).await.status,
                StatusCode::SEE_OTHER,
                "the old token is void"
            );
        });
    });
}

#[test]
fn slips_are_printed_once_and_lead_to_an_account() {
    each_engine(|store| {
        let house = House::new(store);
        let (operator, _) = house.officer("operator.bali", Role::UnitOperator, house.kanwil);
        wait(async {
            let token = token_of(&house, operator).await;
            let choose = house.ask("GET", "/kode", Some(&token), None).await;
            assert!(choose.text.contains("KW-20-PAS") && !choose.text.contains("KW-21"));
            let slips = house.ask("POST", "/kode", Some(&token), Some("unit=KW-20&bawahan=1")).await;
            assert_eq!((slips.status, slips.header(header::CACHE_CONTROL)), (StatusCode::OK, "no-store"));
            assert_eq!(slips.text.matches("<section class=\"card\">").count(), 3);
            assert!(
                slips.text.contains("Citra D&#39;Contoh") || slips.text.contains("Citra D'Contoh"),
                "{}",
                slips.text
            );
            assert!(slips.text.contains("https://netra.invalid/aktivasi") && slips.text.contains("data:text/csv"));
            let code =
                slips.text.split("<strong class=\"mono\">").nth(1).and_then(|rest| rest.get(..19)).expect("a code");
            let fields = [("login", ANA), ("kode", code), ("sandi", PASSWORD), ("sandi_ulang", "lain sekali")];
            let differ = house.ask("POST", "/aktivasi", None, Some(&form(&fields))).await;
            assert!(differ.text.contains("f-sandi_ulang-e"));
            let fields = [("login", ANA), ("kode", code), ("sandi", PASSWORD), ("sandi_ulang", PASSWORD)];
            let active = house.ask("POST", "/aktivasi", None, Some(&form(&fields))).await;
            assert_eq!(active.header(header::LOCATION), "/akun?kabar=aktif");
            let page = house.ask("GET", "/akun?kabar=aktif", Some(&active.token()), None).await;
            assert!(page.text.contains("Akun Anda sudah aktif") && page.text.contains("/pakta"));
            let refused = house.ask("POST", "/kode", Some(&token), Some("unit=KW-21")).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND);
        });
    });
}

async fn token_of(house: &House, account: AccountId) -> String {
    let chance = house.chance.clone();
    let opened = house
        .store
        .write(move |tx| actions::open_session(tx, &chance, T0, account, SignedInBy::PasswordTotp))
        .await
        .expect("opens");
    opened.token.as_str().to_owned()
}

#[test]
fn roles_are_granted_and_taken_back_on_the_screen() {
    each_engine(|store| {
        let house = House::new(store);
        let (admin, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        house.account(ANA, Some(house.ana), None);
        wait(async {
            let token = token_of(&house, admin).await;
            let empty = house.ask("POST", "/akses", Some(&token), Some("login=&peran=raja")).await;
            assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
            for field in ["f-login-e", "f-peran-e", "f-unit-e"] {
                assert!(empty.text.contains(field), "{field}");
            }
            let body = form(&[("login", ANA), ("peran", "leader"), ("unit", "KW-20")]);
            let granted = house.ask("POST", "/akses", Some(&token), Some(&body)).await;
            assert_eq!(granted.header(header::LOCATION), "/akses?kabar=diberi");
            let list = house.ask("GET", "/akses", Some(&token), None).await;
            assert!(list.text.contains(ANA) && list.text.contains("Pimpinan"));
            let path = list.text.split("href=\"/akses/").find(|part| part.contains("/cabut")).map(|_| ());
            assert!(path.is_some());
            let ask = house.ask("GET", "/akses/2/cabut", Some(&token), None).await;
            assert!(ask.text.contains("Cabut peran?") && ask.text.contains(ANA));
            let gone = house.ask("POST", "/akses/2/cabut", Some(&token), None).await;
            assert_eq!(gone.header(header::LOCATION), "/akses?kabar=dicabut");
            let last = house.ask("POST", "/akses/1/cabut", Some(&token), None).await;
            assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(last.text.contains("administrator terakhir"));
        });
    });
}

#[test]
fn an_account_is_closed_on_the_screen_after_being_asked_once_more() {
    each_engine(|store| {
        let house = House::new(store);
        let (admin, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        house.account(ANA, Some(house.ana), None);
        wait(async {
            let token = token_of(&house, admin).await;
            let theirs = house.open_async(ANA).await;
            let close =
                async |body: &[(&str, &str)]| house.ask("POST", "/akses/tutup", Some(&token), Some(&form(body))).await;
            let nobody = close(&[("akun", "tidak.ada")]).await;
            assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(nobody.text.contains("id=\"f-akun-e\"") && !nobody.text.contains("id=\"f-login-e\""));
            let last = close(&[("akun", "admin.pusat")]).await;
            assert!(last.text.contains("administrator terakhir"));
            let asked = close(&[("akun", ANA)]).await;
            assert!(asked.text.contains("Tutup akun?") && asked.text.contains("Ana Contoh"));
            assert_eq!(house.ask("GET", "/akun", Some(&theirs), None).await.status, StatusCode::OK, "only asked");
            let closed = close(&[("akun", ANA), ("pasti", "1")]).await;
            assert_eq!(closed.header(header::LOCATION), "/akses?kabar=ditutup");
            assert_eq!(house.ask("GET", "/akun", Some(&theirs), None).await.status, StatusCode::SEE_OTHER);
        });
    });
}

#[test]
fn programs_sign_in_with_json_and_a_bearer_token() {
    each_engine(|store| {
        let house = House::new(store);
        let secret = TotpSecret::draw(&house.chance);
        house.account(ANA, Some(house.ana), Some(secret));
        wait(async {
            let needed = house
                .ask("POST", "/api/v1/sessions", None, Some(&format!(r#"{{"login":"{ANA}","password":"{PASSWORD}"}}"#)))
                .await;
            assert_eq!(needed.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(needed.header(header::CONTENT_TYPE), "application/problem+json");
            assert_eq!(needed.json()["errors"][0]["code"], "totp-required");
            let wrong = house.ask("POST", "/api/v1/sessions", None, Some(r#"{"login":"x","password":"y"}"#)).await;
            assert_eq!(
                (wrong.json()["errors"][0]["field"].clone(), wrong.json()["errors"][0]["code"].clone()),
                ("password".into(), "sign-in-wrong".into())
            );
            let code = totp_code(&secret, T0);
            let body = format!(r#"{{"login":"{ANA}","password":"{PASSWORD}","totp":"{code}"}}"#);
            let opened = house.ask("POST", "/api/v1/sessions", None, Some(&body)).await;
            assert_eq!((opened.status, opened.header(header::CACHE_CONTROL)), (StatusCode::CREATED, "no-store"));
            let reply = opened.json();
            assert_eq!(
                (reply["signed_in_by"].clone(), reply["must_enrol"].clone()),
                ("password-totp".into(), false.into())
            );
            assert_eq!(reply["expires"], "2024-01-11T11:00:00+07:00");
            let token = reply["token"].as_str().expect("a token").to_owned();
            let bearer = |method: &str, path: &str| {
                let request = Request::builder().method(method).uri(path);
                let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
                let request = request.body(Body::empty()).expect("a request");
                let app = house.app(house.site(T0));
                async move { Answer::of(app.oneshot(request).await.expect("an answer")).await }
            };
            let me = bearer("GET", "/api/v1/me").await.json();
            assert_eq!(
                (me["login"].clone(), me["totp"].clone(), me["sessions"].clone()),
                (ANA.into(), true.into(), 1.into())
            );
            assert_eq!(bearer("GET", "/api/v1/grants").await.status, StatusCode::NOT_FOUND);
            assert_eq!(bearer("DELETE", "/api/v1/sessions").await.json()["ended"], 1);
            assert_eq!(bearer("GET", "/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
        });
    });
}

#[test]
fn programs_grant_roles_and_issue_codes() {
    each_engine(|store| {
        let house = House::new(store);
        let (admin, _) = house.officer("admin.pusat", Role::Administrator, house.root);
        let (operator, _) = house.officer("operator.bali", Role::UnitOperator, house.kanwil);
        wait(async {
            let token = token_of(&house, operator).await;
            let issued = house.ask("POST", "/api/v1/units/KW-20/codes", Some(&token), Some(r#"{"below":false}"#)).await;
            assert_eq!(issued.status, StatusCode::CREATED);
            let slip = issued.json()["slips"][0].clone();
            assert_eq!(slip["login"], ANA);
            let body = format!(r#"{{"login":"{ANA}","code":{},"password":"{PASSWORD}"}}"#, slip["code"]);
            let active = house.ask("POST", "/api/v1/activations", None, Some(&body)).await;
            assert_eq!(
                (active.status, active.json()["signed_in_by"].clone()),
                (StatusCode::CREATED, "password".into())
            );
            let twice = house.ask("POST", "/api/v1/activations", None, Some(&body)).await;
            assert_eq!(
                (twice.status, twice.json()["errors"][0]["field"].clone()),
                (StatusCode::UNPROCESSABLE_ENTITY, "code".into())
            );
            let token = token_of(&house, admin).await;
            let body = format!(r#"{{"login":"{ANA}","role":"auditor","unit":"KEM"}}"#);
            let made = house.ask("POST", "/api/v1/grants", Some(&token), Some(&body)).await;
            let id = made.json()["id"].as_i64().expect("an id");
            let list = house.ask("GET", "/api/v1/grants", Some(&token), None).await.json();
            assert_eq!(list["grants"].as_array().map(Vec::len), Some(3));
            let path = format!("/api/v1/grants/{id}");
            assert_eq!(house.ask("DELETE", &path, Some(&token), None).await.status, StatusCode::NO_CONTENT);
            assert_eq!(house.ask("DELETE", &path, Some(&token), None).await.status, StatusCode::NOT_FOUND);
        });
    });
}

#[test]
fn the_demonstration_shows_its_sign_ins_and_no_other_house_does() {
    each_engine(|store| {
        let house = House::new(store);
        let (_, secret) = house.officer("admin.pusat", Role::Administrator, house.root);
        let sign_in = |role: Role, unit: &str, login: &str| DemoSignIn {
            role,
            unit: Some(unit.into()),
            login: login.into(),
            password: PASSWORD.into(),
            totp: Some(secret),
        };
        let list = Arc::new(vec![
            sign_in(Role::UnitOperator, "KUMHAM", "operator"),
            sign_in(Role::Administrator, "KUMHAM", "admin.pusat"),
            sign_in(Role::UnitOperator, "KW-20", "operator-kanwil"),
        ]);
        let show = |demo: bool, list: Option<&Arc<Vec<DemoSignIn>>>| {
            let parts = Parts {
                store: store.clone(),
                clock: Clock::Fixed(T0),
                chance: house.chance.clone(),
                demo,
                secure: false,
                base_url: "http://localhost:8080".into(),
            };
            let mut app = house.app(Site::new(parts));
            if let Some(list) = list {
                app = app.layer(Extension(DemoSignIns(Arc::clone(list))));
            }
            let request = Request::get("/masuk").body(Body::empty()).expect("a request");
            wait(async move { Answer::of(app.oneshot(request).await.expect("an answer")).await }).text
        };
        let code = totp_code(&secret, T0);
        let shown = show(true, Some(&list));
        assert!(shown.contains(&code) && shown.contains(PASSWORD) && shown.contains("KUMHAM"), "{shown}");
        // The form comes first; then each role once, folded on a phone, with all its accounts.
        let (form, accounts) =
            shown.split_once("action=\"/masuk\"").and_then(|(_, rest)| rest.split_once("<table")).expect("both");
        assert!(form.contains("name=\"sandi\"") && !form.contains(PASSWORD));
        let parts: Vec<&str> = accounts.split("<tr class=\"shut\">").skip(1).collect();
        let names = [Role::UnitOperator, Role::Administrator]
            .map(|role| format!("<input type=\"checkbox\">{}</label>", role.name(netra_base::Lang::Id)));
        assert!(parts.len() == 2 && parts.iter().zip(&names).all(|(part, name)| part.contains(name)), "{accounts}");
        assert!(parts[0].contains(">operator<") && parts[0].contains(">operator-kanwil<"), "{accounts}");
        // Any other house shows what it showed before there was a demonstration.
        let plain = show(false, Some(&list));
        assert_eq!(plain, show(false, None));
        assert!(!plain.contains(&code) && !plain.contains(PASSWORD) && !plain.contains("<table"), "{plain}");
    });
}

#[test]
fn requests_without_a_good_token_stay_strangers() {
    each_engine(|store| {
        let house = House::new(store);
        house.account(ANA, Some(house.ana), None);
        wait(async {
            let good = house.open_async(ANA).await;
            for bad in ["", "x", &"0".repeat(64), &good.to_uppercase()] {
                let answer = house.ask("GET", "/akun", Some(bad), None).await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{bad}");
            }
            assert_eq!(house.ask("GET", "/akun", Some(&good), None).await.status, StatusCode::OK);
            assert_eq!(house.ask("GET", "/api/v1/me", None, None).await.status, StatusCode::UNAUTHORIZED);
        });
        assert_eq!(CurrentSession([1; 32]), CurrentSession([1; 32]));
    });
}

impl House {
    async fn open_async(&self, login: &str) -> String {
        match entrance::sign_in(&self.site(T0), &self.desk, login, PASSWORD, (None, Device::Program)).await {
            Ok(Settled::Open(opened)) => opened.token.as_str().to_owned(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn every_json_door_is_described_with_its_method() {
    let document = <api::ApiDoc as utoipa::OpenApi>::openapi();
    let described = serde_json::to_value(&document).expect("JSON");
    for route in routes().iter().filter(|route| route.path.starts_with("/api/")) {
        let method = route.verb.name().to_lowercase();
        assert!(described["paths"][route.path][&method].is_object(), "{method} {}", route.path);
    }
    assert!(described["components"]["schemas"]["SessionReply"].is_object());
}
