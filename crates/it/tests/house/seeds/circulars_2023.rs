//! The end of 2023: on the joint decision of 2022 rests the Secretary General's circular SEK-14.KP.05.02 of that year, on it
//! SEK-UM.01.01-1133 of 23 November 2023, for civil servants and for those with a contract; the corrections staff declares
//! itself at the same time everywhere and signs the pledge. Here the chain is issued and passed from the centre to a
//! regional office and on to a prison, which covers it with an order of its own, and two prisons sign where they stand.
//! Papers bear the days of the reports; what is acknowledged today was due then, and is marked late. A pledge counts at a
//! place near its time, so the declarations are planned around now, in a drive that has been open since that December.

use super::by_hand::{Form, Paper, number_after, plans};
use super::{
    House, Row, SOON, accepted, civil_servant, contract_worker, nip, number_at_end, on_both_engines, page, refused,
};
use crate::crowd::digits;
use netra_base::Zone;
use netra_it::{Client, wait_for};
use serde_json::{Value, json};

const UNITS: [&str; 4] = [
    "E1-01,Sekretariat Jenderal,eselon-1,PUSAT,WIB",
    "KW-10,Kantor Wilayah DKI Jakarta,kanwil,PUSAT,WIB",
    "KW-10-LAPAS-01,Lapas Contoh,lapas,KW-10",
    "KW-10-RUTAN-01,Rutan Contoh,rutan,KW-10",
];

const CENTRE: usize = 1;
const OFFICE: usize = 2;
const KEEPER: usize = 3;
const HEAD: usize = 4;
const GUARD: usize = 5;
/// Reads nothing and signs nothing.
const SILENT: usize = 6;
const WARDEN: usize = 8;
/// The cook of the prison: no NIP, a contract. It is the seventh line of the roster.
const COOK: &str = "KW-10-LAPAS-01/K-0006";

fn people() -> Vec<Row> {
    vec![
        civil_servant(CENTRE, "Analis Kepegawaian Ahli Madya", "E1-01"),
        civil_servant(OFFICE, "Analis Kepegawaian Ahli Muda", "KW-10"),
        civil_servant(KEEPER, "Pengelola Kepegawaian", "KW-10-LAPAS-01"),
        civil_servant(HEAD, "Kepala Lapas", "KW-10-LAPAS-01"),
        civil_servant(GUARD, "Penjaga Tahanan", "KW-10-LAPAS-01"),
        civil_servant(SILENT, "Penjaga Tahanan", "KW-10-LAPAS-01"),
        contract_worker(7, "Juru masak", "KW-10-LAPAS-01"),
        civil_servant(WARDEN, "Penjaga Tahanan", "KW-10-RUTAN-01"),
        contract_worker(9, "Pengemudi", "KW-10"),
    ]
}

/// The form for a circular of the Secretary General's office to everybody.
fn circular(centre: &Client, number: &str, issuer: &str, subject: &str, text: &str) -> Form {
    Form::on(centre, "/arahan/baru", "/arahan", "Terbitkan")
        .fill("unit", "E1-01")
        .fill("number", number)
        .fill("issuer", issuer)
        .fill("subject", subject)
        .fill("text", text)
        .fill("units", "PUSAT")
}

/// The circular of 2022: of it no more than the year is known. It asks nobody to say anything.
fn issues_the_first(centre: &Client) -> String {
    let text = "Pedoman pembinaan dan pengawasan netralitas pegawai, dengan upaya, bentuk pelanggaran, dan sanksinya.";
    let subject = "Pembinaan dan pengawasan netralitas pegawai";
    let form = circular(centre, "SEK-14.KP.05.02 Tahun 2022", "Sekretaris Jenderal", subject, text);
    let form = form.fill("year", "2022").clear("from").clear("asks").fill("row", "ins-se14-2022");
    accepted(&form.fill("basis", "ins-skb2022").send(centre))
}

const SUBJECT: &str = "Penyampaian ketentuan netralitas bagi ASN dan PPNPN pada Pemilu 2024";

/// The circular of 23 November 2023. It is for PPNPN too, and does not rest on itself: both come back in words.
fn issues_the_second(centre: &Client, first: &str) -> String {
    let text = "Ketentuan netralitas berlaku bagi ASN dan PPNPN.\n\n1. Tidak berpihak.\n2. Bertanya bila ragu.";
    let form = circular(centre, "SEK-UM.01.01-1133", "Plh. Sekretaris Jenderal", SUBJECT, text)
        .fill("dated", "2023-11-23")
        .fill("from", "2023-11-23")
        .fill("row", "ins-se1133-2023")
        .fill("basis", "ins-se1133-2023")
        .fill("rests", &number_at_end(first).to_string())
        .clear("kinds")
        .fill("kinds", "pns")
        .fill("kinds", "pppk")
        .fill("asked_until", "2023-12-31");
    let back = refused(&form.send(centre));
    assert!(back.contains("f-kinds-e") && back.contains("PPNPN tidak termasuk tujuan"), "{back}");
    assert!(back.contains("prg-06, prg-07"), "the rule that says so");
    assert!(back.contains("f-basis-e") && back.contains("Arahan tidak dapat berdasar pada dirinya sendiri."), "{back}");
    assert!(back.contains("f-confirmed-e") && back.contains("Minggu, 31 Desember 2023 bukan hari kerja."), "{back}");
    let form =
        Form::of(&back, "/arahan", "Terbitkan").fill("kinds", "ppnpn").clear("basis").fill("confirmed", "2023-12-31");
    let form = form.fill("basis", "ins-skb2022").fill("basis", "ins-se1-2023");
    let second = accepted(&form.send(centre));
    assert_eq!(accepted(&form.send(centre)), second, "a second press issues nothing more");
    second
}

/// Nothing replaces itself: not the same number in another spelling, not on the page where a directive ends; what rests on
/// it does not take its place, and the chain does not close into a ring.
fn replaces_nothing_by_itself(centre: &Client, first: &str, second: &str) {
    let (one, two) = (number_at_end(first).to_string(), number_at_end(second).to_string());
    let again =
        circular(centre, "SEK.UM.01.01-1133", "Plh. Sekretaris Jenderal", SUBJECT, "Surat yang sama, sekali lagi.")
            .fill("dated", "2023-11-23")
            .fill("from", "2023-11-23");
    let back = refused(&again.send(centre));
    assert!(back.contains("f-number-e") && back.contains(&format!("sudah tercatat pada arahan {two}.")), "{back}");
    let itself = "Arahan tidak dapat menggantikan dirinya sendiri";
    let back = refused(&again.fill("replaces", &two).send(centre));
    assert!(back.contains("f-replaces-e") && back.contains(itself), "{back}");
    // The page offers every directive but itself; whoever sends it all the same is told.
    let end = format!("{second}/akhiri");
    assert!(!page(centre, &end).contains(&format!("value=\"{two}\"")), "it is not offered");
    let back = refused(&centre.post(&end, &[("how", "replaced"), ("replaces", &two)]));
    assert!(back.contains("f-replaces-e") && back.contains(itself), "{back}");
    let under = refused(&centre.post(&format!("{first}/akhiri"), &[("how", "replaced"), ("replaces", &two)]));
    assert!(under.contains("justru berdasar pada arahan ini"), "{under}");
    let correct = format!("{first}/koreksi");
    let ring = Form::on(centre, &correct, &correct, "Terbitkan versi baru").fill("rests", &two);
    let back = refused(&ring.fill("reason", "Menyebut surat edaran yang baru").send(centre));
    assert!(back.contains("f-rests-e") && back.contains("langsung maupun melalui arahan lain"), "{back}");
    for id in [one, two] {
        let told = centre.get(&format!("/api/v1/directives/{id}")).value();
        let stands = ["state", "version", "successor"].map(|name| told[name].clone());
        assert_eq!(stands, [json!("in-force"), json!(1), Value::Null], "{told}");
    }
}

/// The prison's own order rests on the circular; both are passed on, the office's first.
fn comes_down(centre: &Client, office: &Client, keeper: &Client, second: &str) -> String {
    let path = format!("{second}/teruskan");
    let outside = Form::on(office, "/arahan/baru", "/arahan", "Terbitkan")
        .fill("number", "CONTOH/KW-10/2023")
        .fill("dated", "2023-11-27")
        .fill("from", "2023-11-27")
        .fill("issuer", "Kepala Kantor Wilayah")
        .fill("subject", "Pelaksanaan ketentuan netralitas")
        .fill("text", "Sampaikan ketentuan netralitas pada apel minggu ini.")
        .fill("units", "E1-01");
    assert!(refused(&outside.send(office)).contains("f-units-e"), "an office does not instruct the centre");
    let form = Form::on(office, &path, &path, "Teruskan").fill("unit", "KW-10");
    assert!(refused(&form.send(office)).contains("f-function-e"), "who passes it on is said by function");
    accepted(&form.fill("function", "Kepala Kantor Wilayah").send(office));
    let order = Form::on(keeper, "/arahan/baru", "/arahan", "Terbitkan")
        .fill("kind", "order")
        .fill("number", "CONTOH/KW-10-LAPAS-01/2023")
        .fill("dated", "2023-11-28")
        .fill("from", "2023-11-28")
        .fill("issuer", "Kepala Lapas")
        .fill("subject", "Perintah melaksanakan ketentuan netralitas")
        .fill("text", "Setiap regu membacakan pokok ketentuan sebelum bertugas, dan setiap orang menyatakannya.")
        .fill("rests", &number_at_end(second).to_string());
    let order = accepted(&order.send(keeper));
    let form = Form::on(keeper, &path, &path, "Teruskan").fill("unit", "KW-10-LAPAS-01");
    let form = form.fill("function", "Kepala Lapas").fill("note", "Dibacakan pada apel setiap regu.");
    let form = form.fill("order", &number_at_end(&order).to_string());
    assert_eq!((accepted(&form.send(keeper)), accepted(&form.send(keeper))), (path.clone(), path.clone()));
    let own = page(keeper, &format!("{second}/sebaran?unit=KW-10-LAPAS-01"));
    assert!(own.contains("Diteruskan") && own.contains(", Kepala Lapas · diterima"), "{own}");
    let issuer = centre.post(&path, &[("unit", "E1-01"), ("function", "Sekretaris Jenderal")]);
    assert!(refused(&issuer).contains("Unit ini tidak perlu meneruskan arahan ini"), "it issued it");
    order
}

/// The cook gets a slip from the prison's operator, makes an account of it, and signs in with unit and contract.
fn the_cook_signs_in(house: &House, keeper: &Client) -> Client {
    let slip = Form::on(keeper, "/kode", "/kode", "Terbitkan satu kode").fill("login", COOK).send(keeper);
    assert_eq!(slip.status, 200, "{}", slip.text());
    let text = slip.text();
    let code = text.split("<strong class=\"mono\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let (cook, secret) = (house.visitor(), "nasi goreng pakai telur");
    let form = Form::on(&cook, "/aktivasi", "/aktivasi", "Aktifkan akun").fill("login", COOK).fill("kode", code);
    let form = form.fill("sandi", secret);
    assert!(refused(&form.send(&cook)).contains("f-sandi_ulang-e"), "typed once only");
    assert_eq!(accepted(&form.fill("sandi_ulang", secret).send(&cook)), "/akun?kabar=aktif");
    let phone = house.visitor();
    let form = Form::on(&phone, "/masuk", "/masuk", "Masuk").fill("login", "kw-10-lapas-01 / k-0006");
    accepted(&form.fill("sandi", secret).send(&phone));
    phone
}

/// Reads and says so, on the page of the directive.
fn acknowledges(person: &Client, directive: &str) -> String {
    let form = Form::on(person, directive, &format!("{directive}/terima"), "Saya sudah membaca dan memahami");
    assert_eq!(accepted(&form.send(person)), directive);
    let told = page(person, directive);
    assert!(told.contains("Anda sudah menyatakan membaca dan memahami arahan ini."), "{told}");
    told
}

/// Civil servants and the cook acknowledge circular and order; who has not is known to the prison's operator alone.
fn is_acknowledged(house: &House, (keeper, cook): (&Client, &Client), second: &str, order: &str) {
    let person = |serial: usize| house.person(&nip(serial));
    assert!(page(cook, "/arahan").contains("2 arahan menunggu pernyataan Anda."), "circular and order");
    for who in [&person(HEAD), &person(GUARD), cook, &person(WARDEN)] {
        assert!(acknowledges(who, second).contains("sesudah batas"), "the day by which it was due is over");
    }
    let told = page(cook, second);
    let way = ["Kantor Wilayah DKI Jakarta: diteruskan", "Lapas Contoh: diteruskan", "dengan instruksi sendiri"];
    assert!(way.iter().all(|words| told.contains(words)), "how it came: {told}");
    for who in [&person(GUARD), cook] {
        assert!(!acknowledges(who, order).contains("sesudah batas"), "the order names no day");
    }
    let chain = page(&person(GUARD), order);
    for above in ["SEK-UM.01.01-1133", "SEK-14.KP.05.02 Tahun 2022", "Keputusan Bersama lima lembaga"] {
        assert!(chain.contains(above), "the chain up to the law: {above}: {chain}");
    }
    assert_eq!(person(WARDEN).get(order).status, 404, "it is the order of another prison");
    let proof = Paper::of(house, "pernyataan.json", &cook.get(&format!("{second}/bukti.json")), "application/json");
    assert_eq!(proof.verified(house).0, Some(0), "{}", proof.verified(house).1);
    let names = page(keeper, &format!("{second}/belum/KW-10-LAPAS-01"));
    let mut all: Vec<String> = people().into_iter().map(|row| row.name).collect();
    all.retain(|name| names.contains(name.as_str()));
    assert_eq!(all, ["Pegawai 003", "Pegawai 006"], "who has not: {names}");
}

/// What the centre sees: everybody, each unit with how it passed the circular on.
fn the_centre_sees(centre: &Client, second: &str) {
    let told = centre.get(&format!("/api/v1/directives/{}/spread", number_at_end(second))).value();
    let total = json!({"should": 9, "readers": 4, "acknowledged": 4, "duty": 3, "passed": 2});
    assert_eq!((&told["total"], &told["whole"]), (&total, &json!(true)), "{told}");
    let unit = |code: &str| told["units"].as_array().unwrap().iter().find(|unit| unit["code"] == code).unwrap().clone();
    let lines =
        ["PUSAT", "E1-01", "KW-10", "KW-10-LAPAS-01", "KW-10-RUTAN-01"].map(|code| unit(code)["passing_on"].clone());
    assert_eq!(lines, ["issuer", "issuer", "done", "done", "due"].map(|word| json!(word)), "{told}");
    let prison = unit("KW-10-LAPAS-01");
    assert_eq!((&prison["figures"]["should"], &prison["figures"]["acknowledged"]), (&json!(5), &json!(3)));
    let kinds = page(centre, &format!("{second}/sebaran"));
    let bar =
        |kind: &str| kinds.split(&format!("{kind}</span>")).nth(1).map(|rest| rest.split("</li>").next().unwrap());
    for (kind, counted) in [("PNS", "3 dari 7"), ("PPNPN", "1 dari 2")] {
        assert!(bar(kind).is_some_and(|words| words.contains(counted)), "{kind}: {kinds}");
    }
}

/// The drive of that December for both prisons, on the text that names the circular.
fn opens_the_drive(house: &House, office: &Client) -> i64 {
    let drive = json!({"title": "Deklarasi netralitas jajaran pemasyarakatan", "text": "netralitas-1",
        "units": ["KW-10-LAPAS-01", "KW-10-RUTAN-01"], "employment": ["pns", "pppk", "ppnpn"],
        "opens": "2023-12-01T00:00", "closes": format!("{}T23:59", house.today(Zone::Wib).plus_days(1)), "zone": "wib"});
    let opened = office.json("POST", "/api/v1/drives", &drive);
    assert_eq!(opened.status, 201, "{}", opened.text());
    opened.value()["id"].as_i64().unwrap()
}

const TITLE: &str = "Deklarasi netralitas dan penandatanganan pakta";

/// Plans a declaration at which the drive is signed, and begins it: where it stands, and the place at which one signs.
fn declares(keeper: &Client, drive: i64, venue: &str, leader: &str, unit: Option<&str>) -> (String, i64) {
    let form = Form::on(keeper, "/kegiatan/baru", "/kegiatan", "Simpan rencana")
        .fill("kind", "declaration")
        .fill("title", TITLE)
        .fill("venue", venue)
        .fill("leader", leader)
        .fill("target", "5")
        .fill("pledge_drive", &drive.to_string());
    // Who keeps one unit is not asked for it.
    let form = match unit {
        Some(unit) => form.fill("unit", unit),
        None => form,
    };
    let activity = plans(keeper, form, Zone::Wib);
    accepted(&Form::on(keeper, &activity, &format!("{activity}/mulai"), "Mulai kegiatan").send(keeper));
    let place = number_after(&page(keeper, &activity), &format!("/papan/{drive}?di="));
    (activity, place)
}

/// Signs the pledge, at a place when there is one; answers where it leads.
fn signs(person: &Client, drive: i64, place: Option<i64>) -> String {
    let at = place.map(|place| format!("?di={place}")).unwrap_or_default();
    let form = Form::on(person, &format!("/pakta/{drive}{at}"), &format!("/pakta/{drive}"), "Tanda tangan");
    assert!(refused(&form.send(person)).contains("f-read-e"), "who signs says that he has read it");
    accepted(&form.fill("read", "1").send(person))
}

/// Three sign in the yard of the prison, one in that of the other; one signs at the desk and is counted at no place.
fn signs_where_it_stands(house: &House, office: &Client, (keeper, cook): (&Client, &Client)) -> (i64, String) {
    let drive = opens_the_drive(house, office);
    let (prison, here) = declares(keeper, drive, "Lapangan Lapas Contoh", &nip(HEAD), None);
    let (_, there) =
        declares(office, drive, "Halaman Rutan Contoh", "Kepala Rutan; Rutan Contoh", Some("KW-10-RUTAN-01"));
    let (head, guard) = (house.person(&nip(HEAD)), house.person(&nip(GUARD)));
    let receipt = format!("/pakta/{drive}/bukti");
    for (who, place) in [(&head, here), (&guard, here), (cook, here), (&house.person(&nip(WARDEN)), there)] {
        assert_eq!(signs(who, drive, Some(place)), format!("{receipt}?acara=terhitung"));
    }
    assert_eq!(signs(keeper, drive, None), receipt);
    let again = guard.post(&format!("/pakta/{drive}"), &[("read", "1"), ("di", &there.to_string())]);
    assert_eq!(accepted(&again), format!("{receipt}?lagi=1&acara=signed-before"), "nobody signs at two places");
    for (who, place, count) in [(keeper, here, "3"), (office, there, "1")] {
        let board = page(who, &format!("/papan/{drive}?di={place}"));
        assert!(board.contains(&format!("<p class=\"big\">{count}</p>")), "{board}");
    }
    assert_eq!(keeper.get(&format!("/papan/{drive}?di={there}")).status, 404, "the board of another prison");
    let total = office.get(&format!("/api/v1/drives/{drive}/coverage")).value()["total"].clone();
    assert_eq!((&total["should"], &total["signed"]), (&json!(6), &json!(5)), "{total}");
    let standing = |who: &Client| who.get(&format!("/api/v1/drives/{drive}/receipt")).value()["record"]["body"].clone();
    let placed = wait_for(SOON, || Some(standing(cook)).filter(|body| body["occasion"] == here));
    assert_eq!(placed.expect("a receipt within seconds")["employment"], "ppnpn");
    (drive, prison)
}

/// Those who signed in the yard are on its list too; the report counts both.
fn is_reported(house: &House, (keeper, cook): (&Client, &Client), activity: &str) {
    let list = format!("/api/v1/activities/{}/attendance", number_at_end(activity));
    for who in [&house.person(&nip(HEAD)), &house.person(&nip(GUARD)), cook] {
        let code = digits(&page(keeper, &format!("{activity}/layar")));
        let came = who.json("POST", &list, &json!({"code": code}));
        assert_eq!((came.status, &came.value()["state"]), (201, &json!("present")), "{}", came.text());
    }
    let screen = page(keeper, &format!("{activity}/layar"));
    assert!(screen.contains("<strong>3</strong> ikrar ditandatangani di sini"), "{screen}");
    accepted(&Form::on(keeper, activity, &format!("{activity}/selesai"), "Selesaikan kegiatan").send(keeper));
    let path = format!("{activity}/laporan");
    accepted(&Form::on(keeper, &path, &path, "Sampaikan laporan").send(keeper));
    let told = keeper.get(&format!("{path}.md")).text();
    for said in [
        "Hadir 3 orang dari 5 yang diharapkan. Di tempat ini 3 pegawai menandatangani pakta netralitas.",
        "- **Berapa:** 3 tanda tangan, menandatangani pakta netralitas di tempat ini; setiap tanda tangan ada dalam log",
        "Kepala Lapas, Lapas Contoh",
        "KW-10-LAPAS-01-UM.01.01-0001",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

/// The pakta as a paper that carries its proof: a guard's, and that of the cook, who has no NIP.
fn takes_the_pakta_home(house: &House, cook: &Client, drive: i64) {
    let path = format!("/pakta/{drive}/bukti.pdf");
    for (name, who) in [("Pegawai 005", &house.person(&nip(GUARD))), ("Pramubakti 007", cook)] {
        let reply = wait_for(SOON, || Some(who.get(&path)).filter(|reply| reply.status == 200));
        let paper = Paper::of(house, "pakta.pdf", &reply.expect("a paper within seconds"), "application/pdf");
        let words = paper.words();
        for said in [name, TITLE, "Deklarasi netralitas jajaran pemasyarakatan", "Lapas Contoh"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let (code, said) = paper.verified(house);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("Sah:") && said.contains(name), "{said}");
    }
    assert_eq!(house.person(&nip(SILENT)).get(&path).status, 404, "who did not sign has no pakta");
}

#[test]
fn at_the_end_of_2023_the_circulars_come_down_and_the_prisons_sign() {
    on_both_engines(&UNITS, &people(), |house| {
        let centre = house.officer(&nip(CENTRE), "unit-operator", "PUSAT");
        let office = house.officer(&nip(OFFICE), "unit-operator", "KW-10");
        let keeper = house.officer(&nip(KEEPER), "unit-operator", "KW-10-LAPAS-01");
        let first = issues_the_first(&centre);
        let second = issues_the_second(&centre, &first);
        replaces_nothing_by_itself(&centre, &first, &second);
        let order = comes_down(&centre, &office, &keeper, &second);
        let cook = the_cook_signs_in(house, &keeper);
        is_acknowledged(house, (&keeper, &cook), &second, &order);
        the_centre_sees(&centre, &second);
        let (drive, prison) = signs_where_it_stands(house, &office, (&keeper, &cook));
        is_reported(house, (&keeper, &cook), &prison);
        takes_the_pakta_home(house, &cook, drive);

        let acts = house.audited()["acts"].clone();
        let count = |kind: &str| acts[kind].as_i64().unwrap_or(0);
        let papers = ["directive-issued", "directive-passed-on", "directive-acknowledged", "codes-issued"];
        assert_eq!(papers.map(count), [3, 2, 6, 1], "{acts}");
        let signed = ["drive-opened", "occasion-opened", "pledge", "activity-held", "activity-reported"];
        assert_eq!(signed.map(count), [1, 2, 5, 1, 1], "{acts}");
    });
}
