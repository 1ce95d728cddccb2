//! Early January 2024: the regional office in Bali holds its morning roll call on screens; the Minister reminds everybody
//! to stay neutral, as the joint decision of 2022 has it, and to turn to the targets of the year. Here the address is
//! passed down and acknowledged, people check in on their phones, what was decided is followed up, and the report is filed.
//! Of the address only the year is known, and only the year stands on it. Checking in asks for a time near now, so the
//! roll call itself is planned around now.

use super::by_hand::{Form, Paper, in_minutes, number_after, plans};
use super::{
    House, Row, SOON, accepted, civil_servant, contract_worker, nip, number_at_end, on_both_engines, page, refused,
};
use crate::crowd::digits;
use netra_attendance::rules::code::Secret;
use netra_base::{Clock, Lang, Moment, Zone};
use netra_it::{Client, wait_for};
use netra_store::params;
use netra_web::qr::qr;
use serde_json::{Value, json};

const UNITS: [&str; 4] = [
    "KW-20,Kantor Wilayah Bali,kanwil,PUSAT,WITA",
    "KW-20-LAPAS-01,Lapas Contoh,lapas,KW-20",
    "KW-20-KANIM-01,Kantor Imigrasi Contoh,kanim,KW-20",
    "KW-30,Kantor Wilayah Papua,kanwil,PUSAT,WIT",
];

const CENTRE: usize = 1;
const OPERATOR: usize = 2;
const HEAD: usize = 3;
/// Scans the code, types it.
const SCANS: usize = 4;
const TYPES: usize = 5;
/// Both send a picture of an old code; the one is there, the other is not.
const SLOW: usize = 6;
const AWAY: usize = 7;
/// Comes late, without a phone.
const LATE: usize = 8;
/// Keeps the prison; was there, and is entered afterwards.
const KEEPER: usize = 9;
const GUARD: usize = 10;
const IMMIGRATION: usize = 11;
const ELSEWHERE: usize = 12;

fn people() -> Vec<Row> {
    vec![
        civil_servant(CENTRE, "Analis Kepegawaian Ahli Madya", "PUSAT"),
        civil_servant(OPERATOR, "Analis Kepegawaian Ahli Muda", "KW-20"),
        civil_servant(HEAD, "Kepala Kantor Wilayah", "KW-20"),
        civil_servant(SCANS, "Analis Hukum Ahli Pertama", "KW-20"),
        civil_servant(TYPES, "Kepala Subbagian Program dan Pelaporan", "KW-20"),
        civil_servant(SLOW, "Penyuluh Hukum Ahli Madya", "KW-20"),
        civil_servant(AWAY, "Pengadministrasi Umum", "KW-20"),
        civil_servant(LATE, "Arsiparis Terampil", "KW-20"),
        civil_servant(KEEPER, "Pengelola Kepegawaian", "KW-20-LAPAS-01"),
        civil_servant(GUARD, "Penjaga Tahanan", "KW-20-LAPAS-01"),
        civil_servant(IMMIGRATION, "Analis Keimigrasian Ahli Muda", "KW-20-KANIM-01"),
        civil_servant(ELSEWHERE, "Analis Hukum", "KW-30"),
        contract_worker(13, "Pengemudi", "KW-20"),
    ]
}

const TITLE: &str = "Apel pagi awal tahun 2024";
const SAYS: &str =
    "Menteri mengingatkan seluruh jajaran agar tetap netral dan memusatkan kerja pada target tahun 2024.";

/// The centre issues the address for everybody; as a circular it would need a number. Answers where it stands.
fn issues_the_address(centre: &Client) -> String {
    let form = Form::on(centre, "/arahan/baru", "/arahan", "Terbitkan")
        .fill("unit", "PUSAT")
        .fill("numbering", "none")
        .fill("year", "2024")
        .clear("from")
        .fill("issuer", "Menteri Hukum dan HAM")
        .fill("occasion", "Apel pagi virtual awal tahun 2024")
        .fill("subject", "Netralitas dan target kinerja 2024")
        .fill("text", SAYS)
        .fill("basis", "ins-skb2022")
        .fill("units", "PUSAT");
    let back = refused(&form.send(centre));
    assert!(back.contains("f-number-e") && back.contains("Hanya amanat boleh tanpa nomor"), "{back}");
    let form = Form::of(&back, "/arahan", "Terbitkan").fill("kind", "address");
    let address = accepted(&form.send(centre));
    assert_eq!(accepted(&form.send(centre)), address, "a second press issues nothing more");
    address
}

/// Office, prison and immigration office pass it on, in this order; Papua does not.
fn comes_down(operator: &Client, keeper: &Client, address: &str) {
    let path = format!("{address}/teruskan");
    let waits = "Unit Anda belum meneruskan";
    assert!(page(operator, "/arahan").contains(waits));
    let pass = |who: &Client, unit: &str, function: &str| {
        let form = Form::on(who, &path, &path, "Teruskan").fill("unit", unit).fill("function", function);
        assert_eq!(accepted(&form.send(who)), path);
    };
    pass(operator, "KW-20", "Kepala Kantor Wilayah");
    assert!(!page(operator, "/arahan").contains(waits), "the office has done its part");
    let foreign = keeper.post(&path, &[("unit", "KW-20"), ("function", "Kepala Lapas")]);
    assert!(refused(&foreign).contains("f-unit-e"), "a prison does not speak for the office above it");
    pass(keeper, "KW-20-LAPAS-01", "Kepala Lapas");
    pass(operator, "KW-20-KANIM-01", "Kepala Kantor Imigrasi");
    let again = operator.post(&path, &[("unit", "KW-20"), ("function", "Kepala Kantor Wilayah")]);
    assert_eq!(accepted(&again), path, "a second press finds the first");
    let own = page(keeper, &format!("{address}/sebaran?unit=KW-20-LAPAS-01"));
    assert!(own.contains("Diteruskan") && own.contains(", Kepala Lapas · diterima"), "from above, and on: {own}");
}

fn acknowledges(person: &Client, address: &str) {
    let form = Form::on(person, address, &format!("{address}/terima"), "Saya sudah membaca dan memahami");
    assert_eq!(accepted(&form.send(person)), address);
    assert!(page(person, address).contains("Anda sudah menyatakan membaca dan memahami arahan ini."));
}

/// How far it has come, for one asker: should, opened, acknowledged, units that pass on, units that have.
fn spread(who: &Client, address: &str) -> ([i64; 5], Value) {
    let told = who.get(&format!("/api/v1/directives/{}/spread", number_at_end(address))).value();
    let count = |name: &str| told["total"][name].as_i64().unwrap();
    (["should", "readers", "acknowledged", "duty", "passed"].map(count), told)
}

/// People read the address and say so; the operator sees who has not, and reminds them; a leader sees counts.
fn is_acknowledged(house: &House, operator: &Client, (head, keeper): (&Client, &Client), address: &str) {
    let person = |serial: usize| house.person(&nip(serial));
    for serial in [SCANS, TYPES, SLOW, GUARD] {
        acknowledges(&person(serial), address);
    }
    acknowledges(head, address);
    let opened = page(&person(AWAY), address);
    assert!(opened.contains(SAYS) && opened.contains("tahun 2024 (harinya tidak diketahui)"), "{opened}");
    assert!(opened.contains("Keputusan Bersama lima lembaga"), "what it rests on");
    let names = format!("{address}/belum/KW-20");
    let text = page(operator, &names);
    let mut all: Vec<String> = people().into_iter().map(|row| row.name).collect();
    all.retain(|name| text.contains(name.as_str()));
    assert_eq!(all, ["Pegawai 002", "Pegawai 007", "Pegawai 008", "Pramubakti 013"], "who has not: {text}");
    for other in [head, keeper, &house.administrator()] {
        assert_eq!(other.get(&names).status, 404, "names are for the unit's operator alone");
    }
    let (bali, told) = spread(operator, address);
    assert_eq!((bali, &told["whole"]), ([11, 6, 5, 3, 3], &json!(false)), "{told}");
    let remind = Form::on(operator, &names, &format!("{address}/ingatkan/KW-20"), "Ingatkan");
    assert_eq!(accepted(&remind.send(operator)), names);
    let reminded = page(operator, &names);
    assert!(reminded.contains("Terakhir diingatkan") && reminded.contains("(6 orang"), "{reminded}");
    assert!(page(&person(LATE), "/arahan").contains("Anda diingatkan"));
    let first = page(&person(LATE), "/");
    assert!(first.contains("Operator unit mengingatkan Anda: baca dan nyatakan paham: Netralitas"), "{first}");
    let desk = page(keeper, "/kerja");
    assert!(desk.contains("Operator unit mengingatkan Anda") && desk.contains("Diingatkan "), "{desk}");
    acknowledges(&person(LATE), address);
}

/// The office plans its roll call, on screens: whoever says that some come to a place must say where.
fn plans_the_roll_call(operator: &Client) -> String {
    let (opens, speaks) = (in_minutes(Zone::Wita, 0).1, in_minutes(Zone::Wita, 10).1);
    let form = Form::on(operator, "/kegiatan/baru", "/kegiatan", "Simpan rencana")
        .fill("unit", "KW-20")
        .fill("kind", "roll-call")
        .fill("title", TITLE)
        .fill("link", "https://rapat.contoh.example/apel")
        .fill("leader", &nip(HEAD))
        .fill("speakers", "Menteri Hukum dan HAM; Kementerian Contoh")
        .fill("target", "8")
        .fill("delegations", "KW-20-LAPAS-01; 2")
        .fill("agenda", &format!("{opens}; Pembukaan; Pembawa acara\n{speaks}; Amanat; Menteri Hukum dan HAM"))
        .fill("basis", "ins-skb2022");
    let back = refused(&form.send(operator));
    assert!(back.contains("f-venue-e") && back.contains("pilih Virtual"), "{back}");
    let form = Form::of(&back, "/kegiatan", "Simpan rencana").fill("mode", "virtual");
    let activity = plans(operator, form, Zone::Wita);
    let shown = page(operator, &activity);
    assert!(shown.contains("Menteri Hukum dan HAM") && shown.contains("https://rapat.contoh.example/apel"), "{shown}");
    activity
}

/// From what the codes on the screen are made.
pub fn secret(house: &House, activity: i64) -> Secret {
    let find = "SELECT secret, made FROM attendance_secret WHERE activity = ?1";
    let read = move |tx: &mut netra_store::Tx<'_>| {
        tx.query_one(find, params![activity], |row| Ok((row.blob(0)?, Moment(row.int(1)?))))
    };
    let (bytes, made) = house.store().read_now(read).unwrap();
    Secret::new(bytes.try_into().unwrap(), made)
}

/// What a phone reads off the screen in front: the very picture that stands there.
fn scanned(house: &House, operator: &Client, id: i64) -> String {
    let look = || {
        let address = format!("/hadir/{id}?k={}", secret(house, id).qr(Clock::System.now()));
        let drawn = qr(&house.server().page(&address), "Kode QR untuk presensi").into_string();
        page(operator, &format!("/kegiatan/{id}/layar")).contains(&drawn).then_some(address)
    };
    wait_for(SOON, look).expect("the screen shows the code of this half minute")
}

/// Opens what was scanned and presses once.
fn checks_in(person: &Client, scanned: &str, button: &str) -> String {
    let path = scanned.split('?').next().unwrap();
    assert_eq!(accepted(&Form::on(person, scanned, path, button).send(person)), path);
    page(person, path)
}

/// Everybody checks in as he can: by the picture, by its digits, too early, with the wrong digits, once more.
fn people_check_in(house: &House, operator: &Client, head: &Client, activity: &str) {
    let id = number_at_end(activity);
    let (path, here) = (format!("/hadir/{id}"), "Anda tercatat hadir.");
    let person = |serial: usize| house.person(&nip(serial));
    let types = |who: &Client, code: &str| Form::on(who, &path, &path, "Saya hadir").fill("kode", code).send(who);
    assert!(refused(&types(&person(SCANS), "123456")).contains("belum ditampilkan"), "no screen, no code");
    accepted(&Form::on(operator, activity, &format!("{activity}/mulai"), "Mulai kegiatan").send(operator));
    assert!(page(&person(SCANS), activity).contains(&format!("href=\"{path}\"")), "the way to check in");
    let shown = || digits(&page(operator, &format!("{activity}/layar")));
    assert_eq!(shown().len(), 6);
    for who in [&person(SCANS), head] {
        let told = checks_in(who, &scanned(house, operator, id), "Saya hadir");
        assert!(told.contains(here) && told.contains("Kode QR"), "{told}");
    }
    let typist = person(TYPES);
    let wrong = refused(&types(&typist, "1234567"));
    assert!(wrong.contains("f-kode-e") && wrong.contains("bukan kode kegiatan ini"), "{wrong}");
    accepted(&types(&typist, &shown()));
    assert!(page(&typist, &path).contains(here));
    assert_eq!(accepted(&typist.post(&path, &[("kode", &shown())])), path, "a second press counts nothing more");
    let guard = person(GUARD);
    let today = Form::on(&guard, "/hadir", "/hadir", "Saya hadir").fill("activity", &id.to_string());
    assert_eq!(accepted(&today.fill("kode", &shown()).send(&guard)), path, "from the back row, by the short address");
    assert_eq!(list(operator, id).0, [4, 0, 0, 0]);
}

/// What the list counts: present, early, late, doubtful; and the list.
fn list(operator: &Client, id: i64) -> ([i64; 4], Value) {
    let told = operator.get(&format!("/api/v1/activities/{id}/attendance")).value();
    let count = |name: &str| told[name].as_i64().unwrap_or_else(|| panic!("{told}"));
    (["present", "early", "late", "doubtful"].map(count), told)
}

/// Two send a picture of the code of five minutes ago. It is kept and not counted; the operator knows who is there. The
/// screen has stood for ten minutes: no other clock being there, its beginning is set back.
fn old_pictures_are_settled(house: &House, operator: &Client, activity: &str) {
    let id = number_at_end(activity);
    let back = "UPDATE attendance_secret SET made = made - 600000 WHERE activity = ?1";
    house.store().write_now(move |tx| tx.execute(back, params![id])).unwrap();
    let old = secret(house, id).qr(Clock::System.now().plus_ms(-300_000));
    let picture = format!("/hadir/{id}?k={old}");
    for serial in [SLOW, AWAY] {
        let person = house.person(&nip(serial));
        assert!(page(&person, &picture).contains("Kode ini sudah lewat"));
        let told = checks_in(&person, &picture, "Kirim kode lama ini saja");
        assert!(told.contains("Meragukan") && told.contains("belum dihitung hadir"), "{told}");
    }
    assert_eq!(list(operator, id).0, [4, 0, 0, 2]);
    let waiting = page(operator, &format!("{activity}/hadir?saring=ragu"));
    assert!(waiting.contains("Pegawai 006") && waiting.contains("Pegawai 007") && !waiting.contains("Pegawai 004"));
    let settle = |serial: usize, to: &str| {
        let path = format!("{activity}/hadir/orang/{}", house.employee(&nip(serial)));
        Form::on(operator, &path, &path, "Simpan keputusan").fill("to", to)
    };
    accepted(&settle(SLOW, "present").send(operator));
    let rejection = settle(AWAY, "absent");
    assert!(refused(&rejection.send(operator)).contains("f-reason-e"), "who is rejected is told why");
    accepted(&rejection.fill("reason", "Tidak terlihat di ruang virtual; gambar kode dikirim teman.").send(operator));
    let taken = house.person(&nip(AWAY)).post(&format!("/hadir/{id}"), &[("kode", &secret_now(house, id))]);
    assert!(refused(&taken).contains("Operator mencatat bahwa Anda tidak hadir"), "a fresh code does not undo it");
    assert_eq!(list(operator, id).0, [5, 0, 0, 0]);
}

fn secret_now(house: &House, id: i64) -> String {
    secret(house, id).typed(Clock::System.now())
}

/// One came late without a phone: the operator finds and marks him.
fn the_operator_marks_one(house: &House, operator: &Client, activity: &str) {
    let (id, lists) = (number_at_end(activity), format!("{activity}/hadir"));
    let found = Form::on(operator, &lists, &lists, "Cari").fill("cari", "Pegawai 008").send(operator).text();
    let path = format!("{lists}/orang/{}", house.employee(&nip(LATE)));
    assert!(found.contains(&format!("href=\"{path}\"")), "{found}");
    accepted(&Form::on(operator, &path, &path, "Tandai hadir").fill("timing", "late").send(operator));
    let (counts, told) = list(operator, id);
    assert_eq!((counts, &told["guests"], &told["expected"]), ([6, 0, 1, 0], &json!(0), &json!(10)), "{told}");
    let rows = told["attendees"].as_array().unwrap();
    let of = |name: &str, word: &str| rows.iter().filter(|row| row[name] == word).count();
    let kinds =
        [("party", "delegation"), ("party", "host"), ("state", "absent"), ("via", "typed"), ("via", "operator")];
    assert_eq!(kinds.map(|(name, word)| of(name, word)), [1, 6, 1, 2, 1], "{told}");
}

/// It is over: nobody checks in any more. Who was overlooked is entered as a correction, with its reason.
fn is_over(house: &House, operator: &Client, activity: &str) {
    let id = number_at_end(activity);
    accepted(&Form::on(operator, activity, &format!("{activity}/selesai"), "Selesaikan kegiatan").send(operator));
    let late = house.person(&nip(IMMIGRATION)).post(&format!("/hadir/{id}"), &[("kode", &secret_now(house, id))]);
    assert!(refused(&late).contains("presensi ditutup"), "{}", late.text());
    let path = format!("{activity}/hadir/orang/{}", house.employee(&nip(KEEPER)));
    let form = Form::on(operator, &path, &path, "Tandai hadir");
    assert!(refused(&form.send(operator)).contains("f-reason-e"), "a correction has a reason");
    accepted(&form.fill("reason", "Mengoperasikan ruang virtual di lapas; belum sempat memindai.").send(operator));
    assert_eq!(list(operator, id).0, [7, 0, 1, 0]);
}

/// Minutes, a decision that somebody owes until a day, a quote; whoever owes it says that it is done.
fn is_told(house: &House, operator: &Client, activity: &str) {
    let path = format!("{activity}/risalah");
    let form = |end: &str, button: &str| Form::on(operator, &path, &format!("{path}{end}"), button);
    let minutes = "Amanat Menteri didengarkan bersama.\nSetiap bagian menyusun langkah untuk target tahun ini.";
    accepted(&form("", "Simpan risalah").fill("minutes", minutes).send(operator));
    let today = house.today(Zone::Wita);
    let decision = form("/keputusan", "Tambah keputusan").fill("what", "Susun langkah pencapaian target triwulan I");
    let early = decision.fill("nip", &nip(TYPES)).fill("due", &today.plus_days(-2).to_string());
    assert!(refused(&early.send(operator)).contains("f-due-e"), "before it was decided");
    accepted(&early.fill("due", &today.plus_days(14).to_string()).send(operator));
    let quote = form("/kutipan", "Tambah kutipan").fill("who", "Menteri Hukum dan HAM");
    accepted(&quote.fill("says", "Tetaplah netral, dan pusatkan kerja pada target tahun ini.").send(operator));
    let owner = house.person(&nip(TYPES));
    let open = page(&owner, "/kegiatan/keputusan");
    assert!(open.contains("Susun langkah pencapaian target triwulan I"), "{open}");
    let one = format!("/kegiatan/keputusan/{}", number_after(&open, "action=\"/kegiatan/keputusan/"));
    let done = Form::of(&open, &one, "Catat selesai").fill("note", "Dikirim kepada Kepala Kantor Wilayah.");
    assert_eq!(house.person(&nip(SCANS)).post(&one, &[("done", &today.to_string()), ("note", "x y z")]).status, 404);
    assert_eq!(accepted(&done.send(&owner)), "/kegiatan/keputusan");
    assert!(page(&owner, "/kegiatan/keputusan").contains("Tidak ada keputusan yang menunggu."));
}

/// The report says what was counted, in the record's own numbers, as text for the press and as a paper with its proof.
fn is_reported(house: &House, operator: &Client, activity: &str) {
    let (path, staff) = (format!("{activity}/laporan"), house.person(&nip(SCANS)));
    assert!(page(operator, &path).contains("Konsep dari catatan saat ini"));
    assert_eq!(staff.get(&path).status, 404, "a draft is for those who keep and oversee");
    let owed = format!("Laporkan: {TITLE}");
    assert!(page(operator, "/kerja").contains(&owed) && !page(&staff, "/").contains(&owed), "it waits for its keepers");
    let form = Form::on(operator, &path, &path, "Sampaikan laporan");
    assert_eq!((accepted(&form.send(operator)), accepted(&form.send(operator))), (path.clone(), path.clone()));
    assert!(page(&staff, &path).contains(", versi 1."));
    assert!(!page(operator, "/kerja").contains(&owed));
    let closed = operator.post(&format!("{activity}/risalah"), &[("minutes", "Lain lagi.")]);
    assert!(refused(&closed).contains("Laporannya sudah disampaikan"));
    assert_eq!(staff.get(&format!("{path}.md")).status, 404, "who speaks for the unit tells the press");
    let told = operator.get(&format!("{path}.md"));
    assert_eq!((told.status, told.header("content-type")), (200, Some("text/markdown; charset=utf-8")));
    let paper = Paper::of(house, "laporan.pdf", &staff.get(&format!("{path}.pdf")), "application/pdf");
    let (text, words) = (told.text(), paper.words());
    for said in [
        "Hadir 7 orang dari 10 yang diharapkan.",
        "dari 10 yang diharapkan; 0 lebih awal, 1 terlambat; dihitung",
        "Apel, virtual",
        "Kepala Kantor Wilayah, Kantor Wilayah Bali",
        "Menteri Hukum dan HAM, Kementerian Contoh",
        "utusan Lapas Contoh (2 orang)",
        "Keputusan Bersama lima lembaga tanggal 22 September 2022",
        "Tetaplah netral, dan pusatkan kerja pada target tahun ini.",
        "KW-20-UM.01.01-0001",
        TITLE,
    ] {
        assert!(text.contains(said), "{said}: {text}");
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(text.contains("- **Berapa:** 7 orang hadir, dari 10"), "{text}");
    let due = Lang::Id.day(house.today(Zone::Wita).plus_days(14));
    for said in ["Kepala Subbagian Program dan Pelaporan", &due, "Amanat Menteri didengarkan bersama."] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!text.contains("Pegawai 0") && !words.contains("Pegawai 0"), "functions, no names");
    // What was filed a moment ago gets its place in the log with the next round; from then on the paper carries its proof.
    let proven = || {
        let reply = operator.get(&format!("{path}.pdf"));
        let (code, said) = Paper::of(house, "laporan-terbukti.pdf", &reply, "application/pdf").verified(house);
        (code == Some(0)).then_some(said)
    };
    let said = wait_for(SOON, proven).expect("a paper with its proof within seconds");
    assert!(said.contains("Sah:"), "{said}");
    // The proof tells the whole record, money too: nobody who may not read that gets it.
    let plain = Paper::of(house, "laporan-pegawai.pdf", &staff.get(&format!("{path}.pdf")), "application/pdf");
    let (code, said) = plain.verified(house);
    assert!(code != Some(0) && !said.contains("Sah:"), "{said}");
}

#[test]
fn early_in_january_2024_bali_hears_the_minister_at_its_virtual_roll_call() {
    on_both_engines(&UNITS, &people(), |house| {
        let centre = house.officer(&nip(CENTRE), "unit-operator", "PUSAT");
        let operator = house.officer(&nip(OPERATOR), "unit-operator", "KW-20");
        let keeper = house.officer(&nip(KEEPER), "unit-operator", "KW-20-LAPAS-01");
        let head = house.officer(&nip(HEAD), "leader", "KW-20");
        let address = issues_the_address(&centre);
        comes_down(&operator, &keeper, &address);
        is_acknowledged(house, &operator, (&head, &keeper), &address);
        let (all, told) = spread(&centre, &address);
        assert_eq!((all, &told["whole"]), ([13, 7, 6, 4, 3], &json!(true)), "{told}");
        assert!(page(&house.person(&nip(ELSEWHERE)), "/arahan").contains("Netralitas dan target kinerja 2024"));

        let activity = plans_the_roll_call(&operator);
        people_check_in(house, &operator, &head, &activity);
        old_pictures_are_settled(house, &operator, &activity);
        the_operator_marks_one(house, &operator, &activity);
        is_over(house, &operator, &activity);
        is_told(house, &operator, &activity);
        is_reported(house, &operator, &activity);

        let acts = house.audited()["acts"].clone();
        let count = |kind: &str| acts[kind].as_i64().unwrap_or(0);
        // Reported: the report, and the decision that was carried out.
        let steps = ["directive-issued", "directive-passed-on", "directive-acknowledged", "activity-held"];
        assert_eq!(steps.map(count), [1, 3, 6, 1], "{acts}");
        assert_eq!(["attendance-changed", "activity-reported", "activity-cancelled"].map(count), [1, 2, 0], "{acts}");
    });
}
