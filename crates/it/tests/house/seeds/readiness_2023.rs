//! 21 December 2023: before Christmas, the new year and the election, corrections staff of the province stand on the field
//! of the narcotics prison in Pangkalpinang, with police, BNN, KPU and Bawaslu as guests; the head of the division leads,
//! reads the message of the head of the regional office, and all read the pledge of neutrality. Here it is planned, signed
//! and attended, what cannot be is refused in words, and the report says what was counted. Checking in and signing at a
//! place ask for a time near now, so the roll call is planned around now; that its own day is too long ago is said first.

mod photos;
mod plans;

use self::photos::holds;
use super::by_hand::{Form, Paper, address_after, in_minutes, number_after, plans as planned, unescaped};
use super::roll_call_2024::secret;
use super::{House, Row, accepted, civil_servant, contract_worker, nip, number_at_end, on_both_engines, page, refused};
use crate::crowd::digits;
use netra_base::{Clock, Day, Lang, Zone};
use netra_it::Client;
use netra_store::params;
use netra_web::qr::qr;
use serde_json::Value;

const UNITS: [&str; 6] = [
    "KW-07,Kantor Wilayah Kepulauan Bangka Belitung,kanwil,PUSAT,WIB",
    "KW-07-PAS,Divisi Pemasyarakatan,divisi,KW-07",
    "KW-07-LAPAS-01,Lapas Narkotika Pangkalpinang,lapas,KW-07",
    "KW-07-BAPAS-01,Bapas Pangkalpinang,bapas,KW-07",
    "KW-07-LPKA-01,LPKA Contoh,lpka,KW-07",
    "KW-08,Kantor Wilayah Bengkulu,kanwil,PUSAT,WIB",
];

const OPERATOR: usize = 1;
const LEADER: usize = 2;
const STAFF: usize = 3;
const PRESS: usize = 4;
/// Of the correctional office that the press tells of.
const COUNSELLOR: usize = 5;
/// Sends a picture of an old code.
const PICTURE: usize = 6;
const ELSEWHERE: usize = 7;
/// Guards of the prison who check in on one phone, one after the other; the last of them was not there.
const GUARDS: std::ops::RangeInclusive<usize> = 11..=32;

fn people() -> Vec<Row> {
    let mut all = vec![
        civil_servant(OPERATOR, "Analis Kepegawaian Ahli Muda", "KW-07"),
        civil_servant(LEADER, "Kepala Divisi Pemasyarakatan", "KW-07-PAS"),
        civil_servant(STAFF, "Analis Pemasyarakatan", "KW-07-PAS"),
        civil_servant(PRESS, "Pranata Humas Ahli Muda", "KW-07"),
        civil_servant(COUNSELLOR, "Pembimbing Kemasyarakatan Ahli Muda", "KW-07-BAPAS-01"),
        civil_servant(PICTURE, "Pembina Pemasyarakatan", "KW-07-LPKA-01"),
        civil_servant(ELSEWHERE, "Analis Hukum", "KW-08"),
        contract_worker(8, "Pengemudi", "KW-07-LAPAS-01"),
    ];
    all.extend(GUARDS.map(|serial| civil_servant(serial, "Penjaga Tahanan", "KW-07-LAPAS-01")));
    all
}

const TITLE: &str = "Apel Siaga Natal dan Tahun Baru dan Deklarasi Netralitas";
const VENUE: &str = "Lapangan Lapas Narkotika Pangkalpinang";

/// The words of a page without its marks, with single blanks.
fn words(text: &str) -> String {
    let pieces = text.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect::<Vec<_>>().join(" ");
    unescaped(&pieces.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The number that stands before these words.
#[track_caller]
fn number_before(words: &str, after: &str) -> i64 {
    let number = words.split(after).next().filter(|before| before.len() < words.len());
    let number = number.and_then(|before| before.split_whitespace().next_back()?.parse().ok());
    number.unwrap_or_else(|| panic!("no number before {after:?}: {words}"))
}

/// What is said at a field of a form that came back.
#[track_caller]
fn said_at(text: &str, field: &str) -> String {
    let after = text.split(&format!("id=\"f-{field}-e\">")).nth(1);
    unescaped(after.unwrap_or_else(|| panic!("nothing is said at {field}: {text}")).split('<').next().unwrap())
}

/// Rows of a table.
fn rows(house: &House, table: &str) -> i64 {
    let count = format!("SELECT COUNT(*) FROM {table}");
    house.store().read_now(move |tx| tx.query_one(&count, params![], |row| row.int(0))).unwrap()
}

/// The pledge of everybody in the province, those with a contract too.
fn opens_the_pledge(house: &House, operator: &Client) -> i64 {
    let today = house.today(Zone::Wib);
    let form = Form::on(operator, "/gerakan/baru", "/gerakan", "Buka gerakan ini")
        .fill("title", "Deklarasi Netralitas Petugas Pemasyarakatan")
        .fill("units", "KW-07")
        .fill("opens", &today.plus_days(-1).to_string())
        .fill("closes", &today.plus_days(1).to_string());
    number_at_end(&accepted(&form.send(operator)))
}

/// The plan as the operator types it, for eight o'clock on a day.
fn readiness(operator: &Client, day: Day, drive: i64) -> Form {
    Form::on(operator, "/kegiatan/baru", "/kegiatan", "Simpan rencana")
        .fill("unit", "KW-07")
        .fill("kind", "readiness")
        .fill("title", TITLE)
        .fill("venue", VENUE)
        .fill("day", &day.to_string())
        .fill("starts", "08:00")
        .fill("ends", "09:00")
        .fill("leader", &nip(LEADER))
        .fill("on_behalf_of", "Kepala Kantor Wilayah")
        .fill("target", "4")
        .fill("outside", &["Polresta", "BNN Kota", "KPU Kota", "Bawaslu Kota"].map(invited).join("\n"))
        .fill("delegations", "KW-07-LAPAS-01; 30\nKW-07-BAPAS-01; 2\nKW-07-LPKA-01; 1")
        .fill("basis", "ins-se1133-2023")
        .fill("pledge_drive", &drive.to_string())
}

fn invited(institution: &str) -> String {
    format!("perwakilan; {institution} Pangkalpinang; 2")
}

/// The roll call as it was, around now. Answers where it stands.
fn plans_the_roll_call(house: &House, operator: &Client, drive: i64) -> String {
    let [opens, speaks, reads] = [0, 10, 25].map(|minutes| in_minutes(Zone::Wib, minutes).1);
    let agenda =
        format!("{opens}; Apel dibuka\n{speaks}; Amanat; Kepala Divisi Pemasyarakatan\n{reads}; Pembacaan ikrar");
    let form = readiness(operator, house.today(Zone::Wib), drive).fill("agenda", &agenda);
    let activity = planned(operator, form, Zone::Wib);
    let shown = words(&page(operator, &activity));
    for said in [
        "Apel siaga, hadir di tempat",
        "Pegawai 002, Kepala Divisi Pemasyarakatan, Divisi Pemasyarakatan membacakan amanat Kepala Kantor Wilayah",
        "perwakilan, Bawaslu Kota Pangkalpinang, 2 dari luar",
        "Lapas Narkotika Pangkalpinang, 30 Bapas Pangkalpinang, 2 LPKA Contoh, 1",
        "Target peserta sendiri 4",
        VENUE,
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(page(&house.person(&nip(COUNSELLOR)), &activity).contains(TITLE), "who is sent sees it");
    assert_eq!(house.person(&nip(ELSEWHERE)).get(&activity).status, 404, "another province does not");
    activity
}

/// The screen in front, as its last row reads it: how many signed here, how many are present.
#[track_caller]
fn on_the_screen(operator: &Client, activity: &str) -> [i64; 2] {
    let shown = words(&page(operator, &format!("{activity}/layar")));
    ["ikrar ditandatangani di sini", "hadir dari 45 yang diharapkan"].map(|after| number_before(&shown, after))
}

fn signs(person: &Client, path: &str, drive: i64) -> Form {
    Form::on(person, path, &format!("/pakta/{drive}"), "Tanda tangan").fill("read", "1")
}

/// People sign by the code on the screen and are counted there, once; who signs elsewhere is not.
fn all_read_the_ikrar(house: &House, operator: &Client, activity: &str, drive: i64) {
    let screen = page(operator, &format!("{activity}/layar"));
    assert!(screen.contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>"), "{screen}");
    assert_eq!(house.person(&nip(STAFF)).get(&format!("{activity}/layar")).status, 404, "codes are for the screen");
    let link = format!("/pakta/{drive}?di=");
    let counsellor = house.person(&nip(COUNSELLOR));
    let place = number_after(&page(&counsellor, activity), &link);
    let shown = address_after(&page(&counsellor, activity), &link);
    assert_eq!(shown, format!("{link}{place}"), "the key is for the screen");
    let code = screen.split("class=\"digits code\">").nth(1).and_then(|rest| rest.split('<').next());
    let link = format!("{link}{}", code.expect("a code in front"));
    let drawn = qr(&house.server().page(&link), "Kode QR ke ikrar").into_string();
    assert!(screen.contains(&drawn), "the code in front leads to signing here");
    assert_eq!(on_the_screen(operator, activity), [0, 0]);

    assert!(words(&page(&counsellor, &link)).contains(&format!("Anda menandatangani di: {TITLE}")));
    let form = signs(&counsellor, &link, drive);
    let receipt = format!("/pakta/{drive}/bukti");
    assert_eq!(accepted(&form.send(&counsellor)), format!("{receipt}?acara=terhitung"));
    assert_eq!(on_the_screen(operator, activity), [1, 0]);
    assert_eq!(accepted(&form.send(&counsellor)), format!("{receipt}?lagi=1&acara=terhitung"));
    assert_eq!(on_the_screen(operator, activity), [1, 0], "a second press moves nothing");

    let staff = house.person(&nip(STAFF));
    assert_eq!(accepted(&signs(&staff, &format!("/pakta/{drive}"), drive).send(&staff)), receipt);
    let late = [("read", "1"), ("di", &place.to_string())];
    let again = staff.post(&format!("/pakta/{drive}"), &late);
    assert_eq!(accepted(&again), format!("{receipt}?lagi=1&acara=signed-before"));
    assert_eq!(house.person(&nip(ELSEWHERE)).post(&format!("/pakta/{drive}"), &late).status, 422, "not their pledge");
    assert_eq!(on_the_screen(operator, activity), [1, 0], "neither is counted here");

    let leader = house.person(&nip(LEADER));
    assert_eq!(accepted(&signs(&leader, &link, drive).send(&leader)), format!("{receipt}?acara=terhitung"));
    assert_eq!(on_the_screen(operator, activity), [2, 0]);
    let board = words(&page(operator, &format!("/papan/{drive}?di={place}")));
    assert_eq!(number_before(&board, "menandatangani di sini"), 2);
    let total = operator.get(&format!("/api/v1/drives/{drive}/coverage")).value()["total"].clone();
    assert_eq!((total["should"].as_i64(), total["signed"].as_i64()), (Some(29), Some(3)), "{total}");
}

/// Types what is on the screen now.
#[track_caller]
fn checks_in(person: &Client, operator: &Client, activity: &str) {
    let path = format!("/hadir/{}", number_at_end(activity));
    let code = digits(&page(operator, &format!("{activity}/layar")));
    assert_eq!(accepted(&Form::on(person, &path, &path, "Saya hadir").fill("kode", &code).send(person)), path);
    assert!(page(person, &path).contains("Anda tercatat hadir."));
}

/// What the list counts: present, early, late, doubtful; and the list.
fn list(operator: &Client, activity: &str) -> ([i64; 4], Value) {
    let told = operator.get(&format!("/api/v1/activities/{}/attendance", number_at_end(activity))).value();
    let count = |name: &str| told[name].as_i64().unwrap_or_else(|| panic!("{told}"));
    (["present", "early", "late", "doubtful"].map(count), told)
}

/// Twenty-two guards check in on one phone: nobody is refused, all are shown to the operator, who takes off one.
fn one_phone_goes_round(house: &House, operator: &Client, activity: &str) {
    for serial in [LEADER, STAFF, COUNSELLOR] {
        checks_in(&house.person(&nip(serial)), operator, activity);
    }
    let mut phone: Option<String> = None;
    for serial in GUARDS {
        let guard = house.person(&nip(serial));
        if let Some(known) = &phone {
            guard.set_cookie("netra_hadir", known);
        }
        checks_in(&guard, operator, activity);
        let held = guard.cookie("netra_hadir").expect("the phone is known again");
        assert_eq!(phone.get_or_insert_with(|| held.clone()), &held);
    }
    let (counts, told) = list(operator, activity);
    assert_eq!(counts, [25, 0, 0, 0]);
    let many = |row: &&Value| row["shared_device"] == 22 && row["state"] == "present";
    assert_eq!(told["attendees"].as_array().unwrap().iter().filter(many).count(), 22, "{told}");
    let path = format!("{activity}/hadir");
    let all = words(&page(operator, &path));
    assert!(all.contains("1 perangkat dipakai lebih dari tiga orang. Semuanya tersimpan;"), "{all}");
    let shared = words(&page(operator, &format!("{path}?saring=bersama")));
    assert_eq!(shared.matches("22 orang, satu perangkat").count(), 22, "{shared}");
    assert!(!shared.contains("Pegawai 003") && shared.contains("Pegawai 011"), "who has a phone is not among them");

    let away = format!("{path}/orang/{}", house.employee(&nip(*GUARDS.end())));
    let form = Form::on(operator, &away, &away, "Cabut dari yang hadir");
    assert!(refused(&form.send(operator)).contains("f-reason-e"), "nobody is taken off without a reason");
    accepted(&form.fill("reason", "Tidak terlihat di lapangan.").send(operator));
    assert_eq!(list(operator, activity).0, [24, 0, 0, 0]);
}

/// A picture of the code of five minutes ago is kept and not counted. The screen has stood for ten minutes: no other clock
/// being there, its beginning is set back.
fn a_picture_is_doubtful(house: &House, operator: &Client, activity: &str) {
    let (id, person) = (number_at_end(activity), house.person(&nip(PICTURE)));
    let back = "UPDATE attendance_secret SET made = made - 600000 WHERE activity = ?1";
    house.store().write_now(move |tx| tx.execute(back, params![id])).unwrap();
    let old = secret(house, id).qr(Clock::System.now().plus_ms(-300_000));
    let (path, picture) = (format!("/hadir/{id}"), format!("/hadir/{id}?k={old}"));
    assert!(page(&person, &picture).contains("Kode ini sudah lewat."));
    let form = Form::on(&person, &picture, &path, "Kirim kode lama ini saja");
    assert_eq!(accepted(&form.send(&person)), path);
    let told = page(&person, &path);
    assert!(told.contains("Meragukan") && told.contains("belum dihitung hadir"), "{told}");
    assert_eq!(list(operator, activity).0, [24, 0, 0, 1]);
    assert!(page(operator, &format!("{activity}/hadir?saring=ragu")).contains("Pegawai 006"));
}

/// Two of the police and one each of BNN and Bawaslu come; KPU sends nobody. Host and delegations stay apart.
fn guests_come(operator: &Client, activity: &str) {
    let path = format!("{activity}/hadir/tamu");
    let form = Form::on(operator, &path, &path, "Catat semua");
    let back = refused(&form.fill("lines", "Tamu Contoh A").send(operator));
    assert!(said_at(&back, "lines").starts_with("Baris 1: "), "from where?");
    let lines = "Tamu Contoh A; Polresta Pangkalpinang; Perwakilan\nTamu Contoh B; Polresta Pangkalpinang\n\
        Tamu Contoh C; BNN Kota Pangkalpinang; Perwakilan\nTamu Contoh D; Bawaslu Kota Pangkalpinang; Perwakilan";
    let form = Form::of(&back, &path, "Catat semua").fill("lines", lines);
    assert_eq!((accepted(&form.send(operator)), accepted(&form.send(operator))), (path.clone(), path.clone()));
    assert_eq!(number_before(&words(&page(operator, &path)), "tamu dihitung"), 4, "a second press enters nobody");
    let (_, told) = list(operator, activity);
    assert_eq!((&told["guests"], &told["expected"]), (&Value::from(4), &Value::from(45)), "{told}");
    let shown = words(&page(operator, &format!("{activity}/hadir")));
    for party in [
        "Kantor Wilayah Kepulauan Bangka Belitung (penyelenggara) 2 4 ",
        "Lapas Narkotika Pangkalpinang 21 30 ",
        "Bapas Pangkalpinang 1 2 ",
        "LPKA Contoh 0 1 ",
    ] {
        assert!(shown.contains(party), "{party}: {shown}");
    }
    assert_eq!(on_the_screen(operator, activity), [2, 28]);
}

const SAYS: &str = "Petugas pemasyarakatan wajib netral dan menjaga Pemilu 2024 tetap aman.";

/// Minutes, what was decided, and words of the message; then it is over and its report is filed.
fn is_over_and_told(house: &House, operator: &Client, activity: &str) {
    let path = format!("{activity}/risalah");
    let form = |end: &str, button: &str| Form::on(operator, &path, &format!("{path}{end}"), button);
    let minutes = "Seluruh peserta membacakan ikrar netralitas bersama.";
    accepted(&form("", "Simpan risalah").fill("minutes", minutes).send(operator));
    let due = house.today(Zone::Wib).plus_days(7).to_string();
    let decision = form("/keputusan", "Tambah keputusan").fill("what", "Perketat pengawasan tugas pengamanan");
    accepted(&decision.fill("function", "Kepala unit pelaksana teknis").fill("due", &due).send(operator));
    accepted(
        &form("/kutipan", "Tambah kutipan").fill("who", "Kepala Kantor Wilayah").fill("says", SAYS).send(operator),
    );
    accepted(&Form::on(operator, activity, &format!("{activity}/selesai"), "Selesaikan kegiatan").send(operator));
    let report = format!("{activity}/laporan");
    let form = Form::on(operator, &report, &report, "Sampaikan laporan");
    assert_eq!((accepted(&form.send(operator)), accepted(&form.send(operator))), (report.clone(), report));
}

/// The report says who, what, where, when and how many, as the records have it; names stay in the house.
fn the_report_says_it(house: &House, operator: &Client, activity: &str) {
    let press = house.officer(&nip(PRESS), "public-relations", "KW-07");
    let path = format!("{activity}/laporan");
    let (told, print) = (press.get(&format!("{path}.md")), press.get(&format!("{path}.pdf")));
    assert_eq!((told.status, told.header("content-type")), (200, Some("text/markdown; charset=utf-8")));
    assert_eq!(house.person(&nip(STAFF)).get(&format!("{path}.md")).status, 404, "who speaks for the office tells");
    assert!(!holds(&print.body, b"TELEPON") && !holds(&print.body, b"LINTANG"));
    let (text, paper) = (told.text(), Paper::of(house, "laporan.pdf", &print, "application/pdf").words());
    let starts = operator.get(&format!("/api/v1/activities/{}", number_at_end(activity))).value()["starts"].clone();
    let starts = starts.as_str().unwrap();
    let day = Lang::Id.day(Day::parse(&starts[..10]).unwrap());
    let at = format!("{day}, pukul {}", starts[11..16].replace(':', "."));
    for said in [
        TITLE,
        VENUE,
        &at,
        "Apel siaga, hadir di tempat",
        "dipimpin oleh Kepala Divisi Pemasyarakatan, Divisi Pemasyarakatan, yang membacakan amanat Kepala Kantor Wilayah",
        "Hadir 28 orang dari 45 yang diharapkan: 24 pegawai dan 4 tamu dari luar.",
        "Di tempat ini 2 pegawai menandatangani pakta netralitas.",
        "1 pemindaian yang diragukan tidak dihitung",
        "dari 8 yang diundang; dicatat petugas di tempat",
        "perwakilan, Polresta Pangkalpinang (2 orang)",
        "perwakilan, KPU Kota Pangkalpinang (2 orang)",
        "utusan Bapas Pangkalpinang (2 orang)",
        "Surat Edaran Plh. Sekretaris Jenderal",
        "Barisan di lapangan",
        SAYS,
        "KW-07-UM.01.01-0001",
    ] {
        assert!(text.contains(said), "{said}: {text}");
        assert!(paper.contains(said), "{said}: {paper}");
    }
    for said in ["- **Berapa:** 28 orang hadir, dari 45", "- **Berapa:** 4 tamu dari luar", "- **Berapa:** 2 tanda"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for said in ["Seluruh peserta membacakan ikrar", "Perketat pengawasan tugas pengamanan", "Pembacaan ikrar"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    for name in ["Pegawai 0", "Tamu Contoh"] {
        assert!(!text.contains(name) && !paper.contains(name), "functions, no names");
    }
}

#[test]
fn on_21_december_2023_pangkalpinang_stands_ready_and_promises_the_ikrar() {
    on_both_engines(&UNITS, &people(), |house| {
        let operator = house.officer(&nip(OPERATOR), "unit-operator", "KW-07");
        let drive = opens_the_pledge(house, &operator);
        self::plans::slips_of_the_pen_come_back(house, &operator, drive);
        self::plans::a_night_has_two_days(house, &operator);
        let activity = plans_the_roll_call(house, &operator, drive);
        self::plans::the_leader_is_due_twice(house, &operator, &activity);
        accepted(&Form::on(&operator, &activity, &format!("{activity}/mulai"), "Mulai kegiatan").send(&operator));

        all_read_the_ikrar(house, &operator, &activity, drive);
        one_phone_goes_round(house, &operator, &activity);
        a_picture_is_doubtful(house, &operator, &activity);
        guests_come(&operator, &activity);
        self::photos::a_photo_loses_its_place(house, &operator, &activity);
        self::photos::odd_files_are_refused(house, &operator, &activity);
        is_over_and_told(house, &operator, &activity);
        the_report_says_it(house, &operator, &activity);

        let acts = house.audited()["acts"].clone();
        let count = |kind: &str| acts[kind].as_i64().unwrap_or(0);
        let steps = ["drive-opened", "pledge", "activity-held", "activity-cancelled", "activity-reported"];
        assert_eq!(steps.map(count), [1, 3, 1, 1, 1], "{acts}");
        let beside = ["occasion-opened", "letter-numbered"];
        assert_eq!(beside.map(count), [1, 1], "the place to sign, and the number of the report: {acts}");
        assert_eq!(count("attendance-changed"), 0, "what is put right before the end is no act: {acts}");
    });
}
