//! The permission table, tried from outside: every route that `netra routes` prints, with no session and with each
//! role of the demonstration. The table is read as a stranger would read it, from the program's own words.

use crate::ministry::{LOGINS, Ministry, OFFICE_OPERATOR, sign_in, with_token};
use crate::quiz::{certificate, takes_the_post_test};
use netra_base::{Lang, Role};
use netra_it::{Client, Reply, Server, netra};
use std::collections::{BTreeMap, BTreeSet};

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    pub method: String,
    pub path: String,
    pub who: String,
}

/// The role behind each name of the demonstration.
const ROLES: [Role; 10] = [
    Role::UnitOperator,
    Role::TeamMember,
    Role::Examiner,
    Role::AppointingAuthority,
    Role::PublicRelations,
    Role::CorrectionsOfficer,
    Role::Leader,
    Role::Auditor,
    Role::Administrator,
    Role::Partner,
];

/// Routes that end the session they are asked with: each is asked with a session of its own.
const ENDERS: [(&str, &str); 4] = [
    ("POST", "/keluar"),
    ("POST", "/akun/keluar-semua"),
    ("DELETE", "/api/v1/sessions/current"),
    ("DELETE", "/api/v1/sessions"),
];

/// What `netra routes` prints.
pub fn table() -> Vec<Row> {
    let output = netra(&["routes"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text.lines().skip(2).map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        Row { method: cells[1].into(), path: cells[2].trim_matches('`').into(), who: cells[3].into() }
    });
    rows.collect()
}

/// A visitor who may or may not pass.
struct Visitor {
    login: &'static str,
    role: Option<Role>,
    client: Client,
}

impl Visitor {
    fn all(house: &Ministry, server: &Server) -> Vec<Self> {
        let mut all = vec![Self { login: "", role: None, client: server.client() }];
        let employee = sign_in(server, &house.employee());
        all.push(Self { login: "pegawai", role: Some(Role::Employee), client: employee });
        for (login, role) in LOGINS.into_iter().zip(ROLES) {
            all.push(Self { login, role: Some(role), client: sign_in(server, login) });
        }
        all
    }

    /// As the row itself says it.
    fn may(&self, row: &Row) -> bool {
        match (row.who.as_str(), self.role) {
            ("everybody", _) => true,
            ("signed in", role) => role.is_some(),
            (_, None) => false,
            (roles, Some(role)) => roles.split(", ").any(|name| name == role.name(Lang::En).to_lowercase()),
        }
    }
}

/// The path with something plausible in place of each parameter.
fn fill(row: &Row, there: &There) -> String {
    let reading = row.method == "GET";
    let There { drive, run, certificate, asset, activity, feed, material } = there;
    let mut path = row.path.clone();
    if row.path == "/kegiatan/kalender/{file}" {
        return feed.clone();
    }
    while let Some(start) = path.find('{') {
        let end = path[start..].find('}').unwrap() + start;
        let value = match &path[start + 1..end] {
            "drive" => drive.to_string(),
            "file" => asset.into(),
            "*path" => "0/000".into(),
            "employee" => "1".into(),
            "grant" if reading => "1".into(),
            // Bali's meeting: the team's secretary is one of those whom it is for.
            "id" if row.path.contains("/belajar/") => "1".into(),
            "id" if row.path.starts_with("/kegiatan") => activity.to_string(),
            "id" if row.path.starts_with("/materi") => material.clone(),
            "id" if row.path.contains("/impor") => run.into(),
            "id" if row.path.contains("/aturan") || row.path.contains("/rules") => "skb2022-etik-01".into(),
            // The circular that people acknowledge.
            "id" if row.path.contains("/arahan") || row.path.contains("/directives") => "2".into(),
            "id" => "1".into(),
            "team" | "item" | "finding" | "task" | "scan" | "evidence" | "decision" | "number" => "1".into(),
            "chapter" => "04-discipline".into(),
            "test" => "akhir".into(),
            "code" if row.path.contains("/sertifikat") => certificate.rsplit('/').next().unwrap().into(),
            "code" => "KW-20".into(),
            "activity" => activity.to_string(),
            // Nobody's: an act on it must change nothing.
            "grant" | "place" | "guest" | "sheet" | "draft" => "999999".into(),
            other => panic!("{}: say here what {{{other}}} may be", row.path),
        };
        path.replace_range(start..=end, &value);
    }
    path
}

fn ask(client: &Client, row: &Row, path: &str) -> Reply {
    if path.starts_with("/api/") && row.method != "GET" {
        client.json(&row.method, path, &serde_json::json!({}))
    } else if row.method == "POST" {
        // What is to be taken away of a filed report is there, and stays.
        client.post(path, &[("unit", "KW-20"), ("tes", "akhir"), ("number", "1"), ("decision", "1")])
    } else {
        client.send(&row.method, path, &[], &[])
    }
}

fn shut(reply: &Reply, row: &Row, visitor: &Visitor) -> bool {
    let program = row.path.starts_with("/api/");
    match (visitor.role, row.who.as_str()) {
        (None, "signed in") if program => reply.status == 401,
        (None, _) if !program => reply.status == 303 && reply.location().starts_with("/masuk"),
        _ => reply.status == 404,
    }
}

/// What the parameters of some routes name.
struct There {
    drive: i64,
    run: String,
    certificate: String,
    asset: String,
    activity: i64,
    feed: String,
    material: String,
}

/// What some routes are about must be there first: the employee's receipts, a roster that was imported, a certificate, the
/// scan of a circular, a feed's address, material with a file. The activity is the one with photos.
fn prepare(house: &Ministry, visitors: &[Visitor], asset: &str) -> There {
    let drive = house.running();
    let client = |login: &str| &visitors.iter().find(|visitor| visitor.login == login).unwrap().client;
    let signed = client("pegawai").json("POST", &format!("/api/v1/drives/{drive}/pledge"), &serde_json::json!({}));
    assert_eq!(signed.status, 200, "{}", signed.text());
    let read = client("pegawai").json("POST", "/api/v1/directives/2/acknowledge", &serde_json::json!({ "version": 1 }));
    assert_eq!(read.status, 200, "{}", read.text());
    let paper = client("operator").get("/arahan/2/surat.pdf").body;
    let scan = client("operator").upload("/arahan/2/asli", &[], ("file", "surat.pdf", &paper));
    assert_eq!(scan.status, 303, "{}", scan.text());
    let file = ("file", "daftar.csv", b"nip,nama,status,jabatan,golongan,unit\n1,A,pns,,,KW-20\n".as_slice());
    let taken = client("operator").upload("/api/v1/imports", &[], file);
    assert!(taken.status < 300, "{}", taken.text());
    let id = &taken.value()["id"];
    let certificate = certificate(&takes_the_post_test(client("pegawai"), 10)).unwrap();
    let made = client("operator").post("/kegiatan/kalender/KW-20/alamat", &[]).text();
    let key =
        made.split("KW-20.ics?kunci=").nth(1).unwrap().split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
    let words = [
        ("unit", "E1-09"),
        ("title", "Materi contoh"),
        ("summary", "Materi untuk mencoba pintu."),
        ("body", "Satu alinea."),
        ("publisher", "Kepala Pusat"),
    ];
    let published = client("operator").upload("/materi", &words, ("file", "materi.pdf", &paper));
    assert_eq!(published.status, 303, "{}", published.text());
    There {
        drive,
        run: id.as_str().map_or_else(|| id.to_string(), str::to_owned),
        certificate,
        asset: asset.to_owned(),
        activity: house.count("SELECT MIN(activity) FROM activity_photo"),
        feed: format!("/kegiatan/kalender/KW-20.ics?kunci={key}"),
        material: published.location().rsplit('/').next().unwrap().to_owned(),
    }
}

#[test]
fn every_route_opens_to_those_it_admits_and_does_not_exist_for_others() {
    let house = Ministry::small();
    let server = house.serve();
    let visitors = Visitor::all(&house, &server);
    let portal = server.client().get("/").text();
    let asset = portal.split("/aset/").nth(1).unwrap().split('"').next().unwrap();
    let there = prepare(&house, &visitors, asset);
    let mut wrong = Vec::new();
    let mut tried = 0;
    for row in table() {
        let path = fill(&row, &there);
        let ends = ENDERS.contains(&(row.method.as_str(), row.path.as_str()));
        let mut open_to_some = false;
        for visitor in &visitors {
            let may = visitor.may(&row);
            let own = (ends && visitor.role.is_some()).then(|| {
                let login = if visitor.login == "pegawai" { house.employee() } else { visitor.login.to_owned() };
                with_token(&server, &house.session(&login))
            });
            let reply = ask(own.as_ref().unwrap_or(&visitor.client), &row, &path);
            tried += 1;
            let fine = if may {
                ![401, 403].contains(&reply.status) && reply.status < 500
            } else {
                shut(&reply, &row, visitor)
            };
            open_to_some |= may && reply.status != 404;
            if !fine {
                wrong.push(format!("{} {path} ({}) for {:?}: {}", row.method, row.who, visitor.login, reply.status));
            }
            if ends && visitor.role.is_some() && row.path != "/keluar" {
                // Whoever left everywhere comes back for the next row.
                let login = if visitor.login == "pegawai" { house.employee() } else { visitor.login.to_owned() };
                visitor.client.set_cookie("netra", &house.session(&login));
            }
        }
        // Acts on what nobody has are 404 for everybody; everything else must be there for somebody.
        if !open_to_some && !path.contains("999999") {
            wrong.push(format!("{} {path} ({}) is 404 for everybody it admits", row.method, row.who));
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 700, "only {tried}");
}

#[test]
fn what_the_table_does_not_know_is_not_there() {
    let house = Ministry::small();
    let server = house.serve();
    let admin = sign_in(&server, "admin");
    let [run, certificate, material] = ["1"; 3].map(str::to_owned);
    let (asset, feed) = ("ada.css".to_owned(), "/kegiatan/kalender/KW-20.ics".to_owned());
    let there = There { drive: 1, activity: 1, run, certificate, material, asset, feed };
    let rows = table();
    let mut wrong = Vec::new();
    for client in [&server.client(), &admin] {
        for path in [
            "/ada",
            "/metrics",
            "/.env",
            "/pegawai/../log/key",
            "/api",
            "/api/v1",
            "/api/v1/ada",
            "/log/tile/9/9",
            "/aset/ada.js",
        ] {
            let reply = client.get(path);
            if ![404].contains(&reply.status) {
                wrong.push(format!("GET {path}: {}", reply.status));
            }
        }
        let paths: BTreeSet<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        for path in paths {
            let known: Vec<&str> = rows.iter().filter(|r| r.path == path).map(|r| r.method.as_str()).collect();
            for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"].into_iter().filter(|m| !known.contains(m)) {
                let row = Row { method: method.into(), path: path.into(), who: String::new() };
                let reply = ask(client, &row, &fill(&row, &there));
                if reply.status != 404 || reply.header("allow").is_some() {
                    wrong.push(format!("{method} {path}: {} {:?}", reply.status, reply.header("allow")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The addresses of this house that a page links to.
fn links(page: &str) -> Vec<String> {
    let found = page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let local = found.filter(|href| href.starts_with('/') && !href.starts_with("//"));
    local.map(|href| href.replace("&amp;", "&").split('#').next().unwrap().to_owned()).collect()
}

#[test]
fn no_link_on_any_page_leads_nowhere() {
    let house = Ministry::small();
    let server = house.serve();
    let mut wrong = Vec::new();
    let office = sign_in(&server, OFFICE_OPERATOR);
    let office = Visitor { login: OFFICE_OPERATOR, role: Some(Role::UnitOperator), client: office };
    for visitor in Visitor::all(&house, &server).into_iter().chain([office]) {
        let mut seen: BTreeMap<String, ()> = BTreeMap::new();
        let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
        let mut next = vec![("/".to_owned(), "start".to_owned())];
        while let Some((path, from)) = next.pop() {
            // Of a hundred pages alike (one for each unit) a few are enough.
            let shape: String =
                path.chars().map(|c| if c.is_ascii_digit() || c.is_ascii_uppercase() { '0' } else { c }).collect();
            let alike = shapes.entry(shape).or_default();
            *alike += 1;
            if *alike > 3 || seen.insert(path.clone(), ()).is_some() {
                continue;
            }
            let reply = visitor.client.get(&path);
            if reply.status >= 400 {
                wrong.push(format!("{} on {from} sees a link to {path}: {}", visitor.login, reply.status));
            }
            let kind = reply.header("content-type").unwrap_or("");
            if reply.status == 200 && kind.starts_with("text/html") {
                let text = reply.text();
                if !text.contains("CONTOH") {
                    wrong.push(format!("{path} does not say that it is a sample (CONTOH)"));
                }
                next.extend(links(&text).into_iter().map(|link| (link, path.clone())));
            }
        }
        assert!(seen.len() > 5, "{}: {seen:?}", visitor.login);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_description_of_the_api_and_the_table_say_the_same() {
    let house = Ministry::small();
    let server = house.serve();
    let reply = server.client().get("/api/openapi.json");
    assert_eq!(reply.status, 200);
    let api = reply.value();
    let described: BTreeSet<(String, String)> = api["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            let verbs = item
                .as_object()
                .unwrap()
                .keys()
                .filter(|key| ["get", "post", "put", "patch", "delete"].contains(&key.as_str()));
            verbs.map(|verb| (verb.to_uppercase(), path.clone())).collect::<Vec<_>>()
        })
        .collect();
    let there: BTreeSet<(String, String)> =
        table().into_iter().filter(|row| row.path.starts_with("/api/v1/")).map(|row| (row.method, row.path)).collect();
    let undescribed: Vec<_> = there.difference(&described).collect();
    let invented: Vec<_> = described.difference(&there).collect();
    assert!(undescribed.is_empty() && invented.is_empty(), "not described: {undescribed:?}\nnot there: {invented:?}");
}

#[test]
fn a_form_sent_from_another_site_changes_nothing() {
    let house = Ministry::small();
    let server = house.serve();
    let drive = house.running();
    let client = sign_in(&server, &house.employee());
    let strange = [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://lain.example"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    for path in [format!("/pakta/{drive}"), "/akun/keluar-semua".into(), "/keluar".into()] {
        assert_eq!(client.send("POST", &path, &strange, b"read=1").status, 403, "{path}");
    }
    assert_eq!(client.get("/api/v1/me").status, 200, "still signed in");
    assert_eq!(client.get(&format!("/api/v1/drives/{drive}/standing")).value()["state"], "may");
    // And no page lets a stranger put it into a frame, or runs a script that is not ours.
    let page = client.get("/pakta");
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'")
            && policy.contains("frame-ancestors 'none'")
            && !policy.contains("unsafe")
    );
}
