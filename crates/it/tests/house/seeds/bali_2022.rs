//! 19 October 2022: the head of the regional office in Bali leads a meeting on neutrality and forms a team for guidance,
//! supervision and handling, of leading officials, administrators and functional and general staff; a common pledge is
//! to follow. Here the team then does what it was formed for: it visits, finds, hands out tasks, and loses a member who
//! moves away. Days of the decree are those of the report; what the house records bears today's.

use super::{
    House, Row, accepted, civil_servant, contract_worker, nip, number_at_end, on_both_engines, page, page_will_say,
    refused,
};
use netra_base::{Clock, Zone};
use netra_it::{Client, Reply};
use serde_json::json;

const UNITS: [&str; 4] = [
    "KW-20,Kantor Wilayah Bali,kanwil,PUSAT,WITA",
    "KW-20-ADM,Divisi Administrasi,divisi,KW-20",
    "KW-20-LAPAS-01,Lapas Contoh,lapas,KW-20",
    "KW-30,Kantor Wilayah Papua,kanwil,PUSAT,WIT",
];

/// The operator of the office, and those in the team by what they are.
const OPERATOR: usize = 1;
const HEAD: usize = 2;
const DIVISION: usize = 3;
const ADMINISTRATOR: usize = 4;
const COUNSELLOR: usize = 5;
const CLERK: usize = 6;
/// Not in the team: a guard, somebody of another office.
const GUARD: usize = 7;
const ELSEWHERE: usize = 8;
/// Who takes the clerk's place.
const SUCCESSOR: usize = 10;

fn people() -> Vec<Row> {
    vec![
        civil_servant(OPERATOR, "Analis Kepegawaian Ahli Muda", "KW-20-ADM"),
        civil_servant(HEAD, "Kepala Kantor Wilayah", "KW-20"),
        civil_servant(DIVISION, "Kepala Divisi Administrasi", "KW-20-ADM"),
        civil_servant(ADMINISTRATOR, "Kepala Bagian Umum", "KW-20-ADM"),
        civil_servant(COUNSELLOR, "Penyuluh Hukum Ahli Madya", "KW-20"),
        civil_servant(CLERK, "Pengadministrasi Umum", "KW-20"),
        civil_servant(GUARD, "Penjaga Tahanan", "KW-20-LAPAS-01"),
        civil_servant(ELSEWHERE, "Analis Hukum", "KW-30"),
        contract_worker(9, "Pengemudi", "KW-20"),
        civil_servant(SUCCESSOR, "Arsiparis Terampil", "KW-20"),
    ]
}

/// The form of the team as a browser sends it: the rows of these people with their place and functions.
fn team_form(until: &str, rows: &[(usize, &str, &[&str])]) -> Vec<(String, String)> {
    let fixed = [
        ("do", "form"),
        ("rows", "10"),
        ("unit", "KW-20"),
        ("title", "Tim Pembinaan dan Pengawasan Netralitas Pegawai"),
        ("decree_number", "W.20-CONTOH.KP.05.02 Tahun 2022"),
        ("decree_day", "2022-10-19"),
        ("issuer", "Kepala Kantor Wilayah Bali"),
        ("basis", "ins-uu5-2014"),
        ("basis", "ins-skb2022"),
        ("from", "2022-10-19"),
        ("until", until),
    ];
    let mut fields: Vec<(String, String)> = fixed.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    for (row, (person, duty, functions)) in rows.iter().enumerate() {
        fields.push((format!("nip-{row}"), nip(*person)));
        fields.push((format!("duty-{row}"), (*duty).to_owned()));
        fields.extend(functions.iter().map(|one| (format!("fn-{row}"), (*one).to_owned())));
    }
    fields
}

fn post(client: &Client, path: &str, fields: &[(String, String)]) -> Reply {
    client.post(path, &fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
}

const ALL: &[&str] = &["guidance", "supervision", "handling"];

/// The operator forms the team; a slip of the pen comes back with what was typed.
fn forms_the_team(house: &House, operator: &Client) -> i64 {
    let before = page(operator, "/tim");
    assert!(before.contains("Bentuk tim") && before.contains("Belum ada"), "nobody has a team");
    let own_page = || page(operator, "/unit/KW-20");
    assert!(
        own_page().contains("Tim pengawasan") && !own_page().contains("Berlaku hari ini"),
        "the unit's own page says so"
    );
    let until = house.today(Zone::Wita).plus_days(300).to_string();
    let rows: [(usize, &str, &[&str]); 5] = [
        (HEAD, "chair", ALL),
        (DIVISION, "secretary", &["guidance"]),
        (ADMINISTRATOR, "member", &["handling"]),
        (COUNSELLOR, "member", &["guidance", "supervision"]),
        (CLERK, "member", &["supervision"]),
    ];
    let mut wrong = rows;
    wrong[4].0 = ELSEWHERE;
    let back = refused(&post(operator, "/tim", &team_form(&until, &wrong)));
    assert!(back.contains("f-nip-4-e") && back.contains("W.20-CONTOH.KP.05.02"), "what was typed is still there");
    let path = accepted(&post(operator, "/tim", &team_form(&until, &rows)));
    let team = page(operator, &path);
    assert!(team.contains("19 Oktober 2022") && team.contains("Kepala Divisi Administrasi"));
    for function in ["Pembinaan", "Pengawasan", "Penanganan"] {
        assert!(team.contains(function), "its mandate: {function}");
    }
    assert!(page(operator, "/tim/unit/KW-20-LAPAS-01").contains("Kantor Wilayah Bali"), "the prison is under it");
    assert!(own_page().contains("Berlaku hari ini"), "and what it has now");
    let outside = page(&house.person(&nip(ELSEWHERE)), &path);
    assert!(outside.contains("W.20-CONTOH.KP.05.02") && !outside.contains("Pegawai 002"), "no names for outsiders");
    number_at_end(&path)
}

/// The meeting: led by the head, held, with its minutes and the pledge as a decision that somebody owns.
fn holds_its_meeting(house: &House, operator: &Client) {
    let now = Clock::System.now();
    let wall = |minutes: i64| now.plus_ms(minutes * 60_000).iso(Zone::Wita)[..16].to_owned();
    let meeting = json!({"unit": "KW-20", "kind": "meeting", "mode": "on-site", "venue": "Ruang rapat Kantor Wilayah",
        "title": "Rapat pembinaan dan pengawasan netralitas pegawai", "basis": ["ins-skb2022"],
        "starts": wall(5), "ends": wall(95), "leader": {"nip": nip(HEAD)}, "target": 5, "confirmed": true,
        "agenda": [{"at": wall(5)[11..], "item": "Arahan Kepala Kantor Wilayah", "by": "Kepala Kantor Wilayah"}]});
    let planned = operator.json("POST", "/api/v1/activities", &meeting);
    assert_eq!(planned.status, 201, "{}", planned.text());
    let path = format!("/kegiatan/{}", planned.value()["id"]);
    accepted(&operator.post(&format!("{path}/mulai"), &[]));
    let minutes = "Kepala Kantor Wilayah meminta seluruh jajaran menjaga netralitas dan bijak bermedia sosial.";
    accepted(&operator.post(&format!("{path}/risalah"), &[("minutes", minutes)]));
    let due = house.today(Zone::Wita).plus_days(14).to_string();
    let decision =
        [("what", "Laksanakan ikrar bersama"), ("function", "Kepala Divisi Administrasi"), ("due", due.as_str())];
    accepted(&operator.post(&format!("{path}/risalah/keputusan"), &decision));
    accepted(&operator.post(&format!("{path}/selesai"), &[]));
    assert!(page(&house.person(&nip(CLERK)), &path).contains("Laksanakan ikrar bersama"), "the staff reads it");
}

/// The team explains the rules to the staff: what is held on its behalf leads to the team, and the team to it.
fn acts_in_its_name(house: &House, operator: &Client, team: i64) {
    let now = Clock::System.now();
    let wall = |minutes: i64| now.plus_ms(minutes * 60_000).iso(Zone::Wita)[..16].to_owned();
    let title = "Pembinaan oleh tim: batas bagi pegawai";
    let mut new = json!({"unit": "KW-20", "kind": "outreach", "mode": "on-site", "venue": "Aula Kantor Wilayah",
        "title": title, "starts": wall(5), "ends": wall(65), "leader": {"nip": nip(DIVISION)}, "target": 8,
        "invited": [{"side": "outside", "name": "perwakilan", "institution": "Bawaslu Provinsi Bali", "expected": 2}],
        "team": team + 1_000, "confirmed": true});
    let wrong = operator.json("POST", "/api/v1/activities", &new);
    assert_eq!((wrong.status, wrong.text().contains("Tim ini bukan tim")), (422, true), "{}", wrong.text());
    new["team"] = team.into();
    let planned = operator.json("POST", "/api/v1/activities", &new);
    assert_eq!(planned.status, 201, "{}", planned.text());
    let id = &planned.value()["id"];
    let told = operator.get(&format!("/api/v1/activities/{id}")).value();
    assert_eq!((&told["team"], &told["expected"]), (&json!(team), &json!(10)), "{told}");
    let path = format!("/kegiatan/{id}");
    assert!(page(&house.person(&nip(CLERK)), &path).contains(&format!("href=\"/tim/{team}\"")));
    let list = format!("/kegiatan?tim={team}");
    assert!(page(operator, &format!("/tim/{team}")).contains(&format!("href=\"{list}\"")));
    let listed = page(operator, &list);
    assert!(listed.contains(title) && !listed.contains("Rapat pembinaan"), "{listed}");
    assert!(!page(&house.person(&nip(ELSEWHERE)), &list).contains(title));
    for step in ["mulai", "selesai", "laporan"] {
        accepted(&operator.post(&format!("{path}/{step}"), &[]));
    }
    let text = operator.get(&format!("{path}/laporan.md")).text();
    let said = "- **Atas nama:** Tim Pembinaan dan Pengawasan Netralitas Pegawai, Kantor Wilayah Bali, SK W.20-CONTOH.KP.05.02 Tahun 2022 tanggal 19 Oktober 2022";
    assert!(text.contains(said), "{text}");
}

/// The signed decree comes as a photo of the sheet; the record sets one too.
fn has_its_decree(house: &House, operator: &Client, team: i64) {
    let (papers, set) = (format!("/tim/{team}/sk"), format!("/tim/{team}/sk.pdf"));
    accepted(&operator.upload(&papers, &[], ("file", "sk.png", SHEET)));
    assert!(page(operator, &papers).contains("sk.jpg"));
    let staff = house.person(&nip(GUARD));
    assert_eq!(staff.get(&format!("{papers}/1")).header("content-type"), Some("image/jpeg"));
    let printed = staff.get(&set);
    assert_eq!((printed.status, printed.header("content-type")), (200, Some("application/pdf")));
    assert!(printed.body.starts_with(b"%PDF-"));
    let outsider = house.person(&nip(ELSEWHERE));
    for path in [&papers, &format!("{papers}/1"), &set] {
        assert_eq!(outsider.get(path).status, 404, "{path}");
    }
}

/// A sheet, and a car: drawn, as of the sample ministry.
const SHEET: &[u8] = include_bytes!("../../../../../data/demo/tim-sk.png");
const CAR: &[u8] = include_bytes!("../../../../../data/demo/tim-bukti.png");

/// The common pledge that the head announced: opened by the operator for everybody of the office, those with
/// a contract too, and signed by the head first.
fn promises_the_ikrar(house: &House, operator: &Client) {
    let today = house.today(Zone::Wita);
    let drive = json!({"title": "Ikrar Bersama Netralitas", "text": "netralitas-2", "units": ["KW-20"],
        "employment": ["pns", "pppk", "ppnpn"], "opens": format!("{}T00:00", today.plus_days(-1)),
        "closes": format!("{}T23:59", today.plus_days(1)), "zone": "local"});
    let opened = operator.json("POST", "/api/v1/drives", &drive);
    assert_eq!(opened.status, 201, "{}", opened.text());
    let drive = opened.value()["id"].as_i64().unwrap();
    let signed = house.person(&nip(HEAD)).json("POST", &format!("/api/v1/drives/{drive}/pledge"), &json!({}));
    assert_eq!(signed.status, 200, "{}", signed.text());
    let total = operator.get(&format!("/api/v1/drives/{drive}/coverage")).value()["total"].clone();
    assert_eq!((&total["should"], &total["signed"]), (&json!(9), &json!(1)), "{total}");
}

/// A visit to the prison is planned, held and followed up; who is visited knows nothing of it.
fn visits_the_prison(house: &House, team: i64) {
    let (head, clerk, guard) = (house.person(&nip(HEAD)), house.person(&nip(CLERK)), house.person(&nip(GUARD)));
    let today = house.today(Zone::Wita);
    let plan = format!("/tim/{team}/rencana");
    let (who, due) = (house.employee(&nip(CLERK)).to_string(), today.to_string());
    let fields =
        [("kind", "visit"), ("day", due.as_str()), ("unit", "KW-20-LAPAS-01"), ("place", "Pos jaga"), ("who", &who)];
    let item = accepted(&head.post(&plan, &fields));
    assert_eq!(accepted(&head.post(&plan, &fields)), item, "a second press plans nothing more");
    assert!(page(&clerk, "/tim/tugas").contains("Kunjungan, Pos jaga"));
    for path in [&plan, &item] {
        assert_eq!(guard.get(path).status, 404, "who may be visited does not see {path}");
    }
    let later = today.plus_days(7).to_string();
    let mut report = vec![
        ("outcome", "held"),
        ("day", due.as_str()),
        ("findings", "Satu poster calon masih terpasang dan diturunkan."),
        ("reached", "40"),
        ("checked", "3"),
        ("corrected", "9"),
        ("follow-0", "Periksa ulang pos jaga"),
        ("due-0", later.as_str()),
    ];
    assert!(refused(&clerk.post(&item, &report)).contains("f-corrected-e"), "more put right than looked at");
    report[5].1 = "1";
    accepted(&clerk.post(&item, &report));
    assert!(page(&clerk, "/tim/tugas").contains("Periksa ulang pos jaga"), "what follows stays with who went");
    accepted(&clerk.post(&format!("{item}/tindak-lanjut"), &[("point", "1"), ("done", due.as_str())]));
    assert!(page(&head, &format!("/tim/{team}")).contains("orang dijangkau"));
}

/// A finding about the guard, found eight days ago: recorded late, with its photo, hidden from everybody it must be.
fn finds_something(house: &House, operator: &Client, team: i64) {
    let (counsellor, clerk) = (house.person(&nip(COUNSELLOR)), house.person(&nip(CLERK)));
    let secretary = house.person(&nip(DIVISION));
    let today = house.today(Zone::Wita);
    let (list, found) = (format!("/tim/{team}/temuan"), today.plus_days(-8).to_string());
    let guard = house.employee(&nip(GUARD)).to_string();
    let what = "Kendaraan dinas diparkir di lokasi kegiatan partai.";
    let fields = [("do", "record"), ("found", found.as_str()), ("what", what), ("concerned", guard.as_str())];
    let named =
        [("do", "record"), ("found", found.as_str()), ("what", "Pegawai 007 hadir di sana."), ("concerned", &guard)];
    assert!(refused(&counsellor.post(&list, &named)).contains("f-what-e"), "no names in the text");
    let bukti = accepted(&counsellor.post(&list, &fields));
    let one = bukti.split("/bukti").next().unwrap().to_owned();
    accepted(&counsellor.upload(
        &format!("{one}/bukti"),
        &[("shows", "Kendaraan di depan bendera.")],
        ("file", "foto.png", CAR),
    ));
    let told = page(&clerk, &one);
    assert!(
        told.contains("Menunggu meja perkara") && told.contains("Dicatat terlambat"),
        "it waits, with its deadline"
    );
    assert!(told.contains(&netra_base::Lang::Id.day(today.plus_days(-1))), "seven days after it was found");
    assert_eq!(clerk.get(&format!("{one}/bukti/1")).header("content-type"), Some("image/jpeg"));
    assert_eq!(secretary.get(&one).status, 200, "guidance sees the finding");
    assert_eq!(secretary.get(&format!("{one}/bukti/1")).status, 404, "and none of its files");
    for other in [&house.person(&nip(GUARD)), operator, &house.administrator(), &house.person(&nip(ELSEWHERE))] {
        for path in [&list, &one, &format!("{one}/bukti/1")] {
            assert_eq!(other.get(path).status, 404, "{path}");
        }
    }
}

/// The secretary gives the counsellor a task, who says that it is done.
fn hands_out_a_task(house: &House, team: i64) {
    let (secretary, counsellor) = (house.person(&nip(DIVISION)), house.person(&nip(COUNSELLOR)));
    let today = house.today(Zone::Wita).to_string();
    let who = house.employee(&nip(COUNSELLOR)).to_string();
    let fields = [("what", "Siapkan penyuluhan di kelurahan"), ("due", today.as_str()), ("who", &who)];
    accepted(&secretary.post(&format!("/tim/{team}/tugas"), &fields));
    assert!(page(&counsellor, "/tim/tugas").contains("Siapkan penyuluhan di kelurahan"));
    let done = counsellor.post(&format!("/tim/{team}/tugas/1"), &[("end", "done"), ("done", &today), ("back", "mine")]);
    assert!(page(&counsellor, &accepted(&done)).contains("Tidak ada tugas"));
}

/// The clerk moves to another office: he leaves the team without anybody's doing, and the operator is told. What he had to do
/// stands with the secretary, and then with his successor.
fn loses_a_member(house: &House, operator: &Client, team: i64) {
    let (clerk, today) = (house.employee(&nip(CLERK)), house.today(Zone::Wita).to_string());
    let (secretary, task) = (house.person(&nip(DIVISION)), format!("/tim/{team}/tugas"));
    let who = clerk.to_string();
    let fields = [("what", "Kumpulkan foto papan pengumuman"), ("due", today.as_str()), ("who", who.as_str())];
    accepted(&secretary.post(&task, &fields));
    assert!(!page(&secretary, "/tim/tugas").contains("Kumpulkan foto"), "it is the clerk's");
    let moved = json!({"unit": "KW-30", "day": today});
    let moved = house.administrator().json("POST", &format!("/api/v1/employees/{clerk}/move"), &moved);
    assert_eq!(moved.status, 200, "{}", moved.text());
    let desk = page_will_say(operator, "/kerja", "Pegawai 006 pindah atau keluar dari unit");
    assert!(desk.contains(&format!("/tim/{team}/anggota")));
    assert!(desk.contains("tindak lanjutnya yang belum dialihkan: 1."), "{desk}");
    assert!(page(&secretary, "/").contains("belum dialihkan, dari Pegawai 006"), "who leads sees to it");
    let first = page(operator, "/");
    for place in [&desk, &first] {
        let told = (place.matches("Pegawai 006 pindah").count(), place.matches("Menunggu Anda").count());
        assert_eq!(told, (1, 2), "one list, with its caption and its name: {place}");
    }
    assert_eq!(house.person(&nip(CLERK)).get(&format!("/tim/{team}/temuan")).status, 404, "he sees nothing more");
    let form = page(operator, &format!("/tim/{team}/anggota"));
    let member = form.split("<option value=\"").skip(1).find(|option| option.contains("Pegawai 006")).unwrap();
    let member = member.split('"').next().unwrap();
    let successor = nip(SUCCESSOR);
    let fields = [
        ("change", "replace"),
        ("member", member),
        ("reason", "replaced"),
        ("nip", &successor),
        ("day", &today),
        ("decree", "CONTOH/2"),
    ];
    accepted(&operator.post(&format!("/tim/{team}/anggota"), &fields));
    assert!(page(operator, &format!("/tim/{team}")).contains("Pegawai 010"), "the successor has the same functions");
    assert!(!page(operator, "/kerja").contains("Pegawai 006 pindah"));
    assert!(!page(&secretary, "/tim/tugas").contains("Kumpulkan foto"));
    let taken = house.person(&successor);
    let mine = page(&taken, "/tim/tugas");
    assert!(mine.contains("Kumpulkan foto") && mine.contains("menggantikan Pegawai 006"), "{mine}");
    let done = [("end", "done"), ("done", today.as_str()), ("back", "mine")];
    assert!(page(&taken, &accepted(&taken.post(&format!("{task}/2"), &done))).contains("Tidak ada tugas"));
}

#[test]
fn on_19_october_2022_bali_forms_its_team_and_promises_the_ikrar() {
    on_both_engines(&UNITS, &people(), |house| {
        let operator = house.officer(&nip(OPERATOR), "unit-operator", "KW-20");
        holds_its_meeting(house, &operator);
        let team = forms_the_team(house, &operator);
        has_its_decree(house, &operator, team);
        acts_in_its_name(house, &operator, team);
        promises_the_ikrar(house, &operator);
        visits_the_prison(house, team);
        finds_something(house, &operator, team);
        hands_out_a_task(house, team);
        loses_a_member(house, &operator, team);
        let acts = house.audited()["acts"].clone();
        let count = |kind: &str| acts[kind].as_i64().unwrap_or(0);
        // The scan, the member who left, the successor; the visit and what followed; the finding and its photo; two tasks
        // given and done.
        let counts = [
            "team-formed",
            "team-changed",
            "visit-reported",
            "finding-recorded",
            "assignment-given",
            "pledge",
            "activity-held",
        ];
        assert_eq!(counts.map(count), [1, 3, 2, 2, 4, 1, 2], "{acts}");
    });
}
