//! 23 January 2024: simultaneous legal outreach on neutrality, an initiative of BPHN, in 33 regional offices and 66 places;
//! Bengkulu holds its own in the Aula Soekarno, with leading officials of the office, heads of subdistricts and villages as
//! guests, and speakers of BPHN, of the election supervisors and of its own. Here the centre announces and says what is
//! taught, two offices plan, one holds, tests before and after, and reports, the other is reminded, and the recap adds up.
//! A running house has no other clock than today's.

use super::by_hand::Paper;
use super::{House, Row, accepted, civil_servant, nip, number_at_end, on_both_engines, page, refused};
use crate::quiz::{certificate, hands_in};
use netra_base::{Clock, Day, Lang, Zone};
use netra_it::Client;
use serde_json::{Value, json};
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

const UNITS: [&str; 4] = [
    "E1-09,Badan Pembinaan Hukum Nasional,eselon-1,PUSAT,WIB",
    "KW-08,Kantor Wilayah Bengkulu,kanwil,PUSAT,WIB",
    "KW-08-LAPAS-01,Lapas Contoh,lapas,KW-08",
    "KW-20,Kantor Wilayah Bali,kanwil,PUSAT,WITA",
];

const CENTRE: usize = 1;
const BENGKULU: usize = 2;
const BALI: usize = 3;
const LEADER: usize = 4;
const STAFF: usize = 5;

/// Of ten questions, how many each of five people of Bengkulu answers rightly before the outreach and after it. Whoever is
/// first in the list is the staff above.
const SCORES: [(usize, usize); 5] = [(3, 8), (4, 9), (5, 7), (4, 6), (2, 9)];
const LESSON: &str = "Netralitas aparatur dalam pemilihan umum";
const SHEET: &[u8] = include_bytes!("../../../../../data/templates/samples/foto-halaman.jpg");

const THEME: &str = "Mewujudkan Netralitas Aparatur Pemerintah dalam Menyukseskan Pemilu 2024";

fn people() -> Vec<Row> {
    let mut all = vec![
        civil_servant(CENTRE, "Analis Hukum Ahli Madya", "E1-09"),
        civil_servant(BENGKULU, "Pengadministrasi Umum", "KW-08"),
        civil_servant(BALI, "Pengadministrasi Umum", "KW-20"),
        civil_servant(LEADER, "Kepala Kantor Wilayah", "KW-20"),
        civil_servant(STAFF, "Penyuluh Hukum Ahli Madya", "KW-08"),
    ];
    all.extend((STAFF + 1..STAFF + SCORES.len()).map(|serial| civil_servant(serial, "Pengadministrasi Umum", "KW-08")));
    all
}

/// The beginning and the end of a place that is about to begin, on the wall of a zone.
fn hours(zone: Zone) -> [String; 4] {
    let starts = Clock::System.now().plus_ms(30 * 60_000);
    let ends = starts.plus_ms(2 * 3_600_000);
    let wall = |at: netra_base::Moment| {
        let (hour, minute) = at.wall(zone);
        (at.day(zone).to_string(), format!("{hour:02}:{minute:02}"))
    };
    let (starts, ends) = (wall(starts), wall(ends));
    [starts.0, starts.1, ends.0, ends.1]
}

fn announces(centre: &Client, today: Day) -> String {
    let (opens, closes) = (today.to_string(), today.plus_days(3).to_string());
    let mut fields = vec![
        ("unit", "PUSAT"),
        ("announcer", "E1-09"),
        ("title", "Penyuluhan Hukum Serentak"),
        ("theme", THEME),
        ("kind", "outreach"),
        ("basis", "ins-skb2022"),
        ("agenda", "0 Pembukaan\n15 Materi netralitas"),
        ("opens", opens.as_str()),
        ("opens_time", "00:00"),
        ("closes", closes.as_str()),
        ("closes_time", "23:59"),
        ("kinds", "kanwil"),
        ("required", "0"),
        ("most", "2"),
        ("target", "50"),
    ];
    let path = "/kegiatan/serentak";
    assert!(refused(&centre.post(path, &fields)).contains("f-required-e"), "no places at all are no drive");
    fields[12].1 = "2";
    let drive = accepted(&centre.post(path, &fields));
    assert_eq!(accepted(&centre.post(path, &fields)), drive, "a second press announces nothing more");
    let board = page(centre, &drive);
    assert!(board.contains(THEME) && board.contains("dari 4 tempat yang diminta"), "{board}");
    assert!(board.contains("Badan Pembinaan Hukum Nasional") && board.contains("Keputusan Bersama"));
    drive
}

/// Plans a place as the form does; Bengkulu's is the one the press told of.
fn place<'a>(hours: &'a [String; 4], unit: &'a str, venue: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("unit", unit),
        ("title", "Penyuluhan Hukum Serentak"),
        ("mode", "on-site"),
        ("venue", venue),
        ("starts", &hours[0]),
        ("starts_time", &hours[1]),
        ("ends", &hours[2]),
        ("ends_time", &hours[3]),
        ("leader", "Kepala Kantor Wilayah"),
        ("leader-of", unit),
        ("speaker-0", "Kepala Pusat Pembudayaan dan Bantuan Hukum"),
        ("speaker-0-of", "Badan Pembinaan Hukum Nasional"),
        ("speaker-1", "Bawaslu"),
        ("speaker-1-of", "Bawaslu Provinsi Bengkulu"),
        ("group-0", "Camat, lurah, dan kepala desa"),
        ("group-0-side", "outside"),
        ("group-0-many", "30"),
        ("delegations", "KW-08-LAPAS-01 5"),
        ("target", "40"),
        ("agenda", "0 Pembukaan\n15 Materi netralitas"),
    ]
}

fn plans(bengkulu: &Client, bali: &Client, drive: &str) -> String {
    let places = format!("{drive}/tempat");
    assert!(page(bengkulu, &format!("{places}/baru")).contains("15 Materi netralitas"), "from the template");
    let wib = hours(Zone::Wib);
    let mut first = place(&wib, "KW-08", "Aula Soekarno");
    let far = Clock::System.now().day(Zone::Wib).plus_days(9).to_string();
    (first[4].1, first[6].1) = (far.as_str(), far.as_str());
    assert!(refused(&bengkulu.post(&places, &first)).contains("f-starts-e"), "outside the window");
    first = place(&wib, "KW-08", "Aula Soekarno");
    first[0].1 = "KW-20";
    assert!(refused(&bengkulu.post(&places, &first)).contains("f-unit-e"), "somebody else's office");
    first[0].1 = "KW-08";
    // On a holiday the form comes back once with that remark; whoever sends the box ticked means the day.
    first.push(("confirmed", "1"));
    let held = accepted(&bengkulu.post(&places, &first));
    assert_eq!(accepted(&bengkulu.post(&places, &first)), held, "a second press plans nothing more");
    let moved = bengkulu.get(&format!("{held}/ubah"));
    let form = page(bengkulu, &accepted(&moved));
    assert!(form.contains("Aula Soekarno") && form.contains("Jendela waktu"), "a place is changed through its drive");
    // The speaker of BPHN cannot be in Bali at the same hour: the office is told, and means it.
    let wita = hours(Zone::Wita);
    let mut second = place(&wita, "KW-20", "Balai Contoh");
    second.truncate(12);
    second.extend([("target", "30"), ("agenda", "")]);
    let back = refused(&bali.post(&places, &second));
    assert!(back.contains("sudah bertugas di") && back.contains("name=\"confirmed\""), "{back}");
    second.push(("confirmed", "1"));
    accepted(&bali.post(&places, &second));
    held
}

/// The centre publishes its material and attaches it to the drive; nobody else may.
fn teaches(centre: &Client, bengkulu: &Client, drive: &str) {
    let material = json!({
        "unit": "PUSAT", "title": LESSON, "summary": "Bahan penyuluhan bagi peserta.", "body": "- Netral dalam tugas.",
        "publisher": "Kepala Pusat Pembudayaan dan Bantuan Hukum",
    });
    let published = centre.json("POST", "/api/v1/materials", &material);
    assert_eq!(published.status, 201, "{}", published.text());
    let number = published.value()["id"].to_string();
    let chosen = [("material", number.as_str())];
    let doors = format!("{drive}/materi");
    assert_eq!(bengkulu.post(&doors, &chosen).status, 404, "the centre alone says what is taught");
    assert!(refused(&centre.post(&doors, &[])).contains("f-material-e"));
    for _ in 0..2 {
        accepted(&centre.post(&doors, &chosen));
    }
    assert!(page(centre, drive).contains(LESSON) && page(bengkulu, drive).contains(LESSON));
}

/// Whoever learns at the place, in the order of the scores.
fn learners(house: &House) -> Vec<Client> {
    (STAFF..STAFF + SCORES.len()).map(|serial| house.person(&nip(serial))).collect()
}

/// Takes a test from the learning page of the place.
fn takes(person: &Client, place: &str, test: &str, right: usize) {
    let at = accepted(&person.post(&format!("{place}/belajar/tes"), &[("tes", test)]));
    let marked = hands_in(person, &at, right);
    assert!(marked.contains(&format!("{right} dari 10")), "{marked}");
}

/// Who passed at the place has a certificate that names it: on its page, on the paper, and to a stranger with the code.
fn certified(house: &House, person: &Client, place: &str) {
    let address = certificate(&page(person, &format!("{place}/belajar"))).unwrap();
    let day = Day::parse(&hours(Zone::Wib)[0]).unwrap();
    let held = format!("Penyuluhan Hukum Serentak, {}, Kantor Wilayah Bengkulu", Lang::Id.day(day));
    let own = page(person, &address);
    assert!(own.contains("Penyuluhan Hukum Serentak") && own.contains("Kantor Wilayah Bengkulu"), "{own}");
    let paper =
        Paper::of(house, "sertifikat.pdf", &person.get(&format!("{address}/sertifikat.pdf")), "application/pdf");
    let words = paper.words().replace(['“', '”'], "");
    assert!(words.contains(&format!("Tes dikerjakan di kegiatan {held}")), "{held}: {words}");
    let code = address.rsplit('/').next().unwrap();
    let checked = house.visitor().post("/tanya/kuis/periksa", &[("code", code)]).text();
    assert!(checked.contains(&held) && !checked.contains("Aula Soekarno") && !checked.contains("Camat"), "{checked}");
}

/// What five people gained on average, in tenths: the sum of the differences, rounded.
fn gained() -> (i64, String) {
    let sum: usize = SCORES.iter().map(|(before, after)| after - before).sum();
    let tenths = i64::try_from((sum * 20 + SCORES.len()) / (SCORES.len() * 2)).unwrap();
    (tenths, format!("+{},{} ({})", tenths / 10, tenths % 10, SCORES.len()))
}

/// A file as a program sees it that shares no code with this house: `workbook.py` has Python's standard library alone.
fn workbook(bytes: &[u8]) -> Value {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/house/seeds/workbook.py");
    let output = Command::new("python3").arg(script).arg(file.path()).output().expect("python3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A sheet with a head, rows of figures, and a last row that adds them up.
struct Sheet {
    head: Vec<Value>,
    rows: Vec<Vec<Value>>,
    total: Vec<Value>,
}

impl Sheet {
    fn of(book: &Value, name: &str) -> Self {
        let mut rows: Vec<Vec<Value>> = serde_json::from_value(book[name].clone()).unwrap();
        let (head, total) = (rows.remove(0), rows.pop().unwrap());
        assert_eq!(total[1], "JUMLAH");
        Self { head, rows, total }
    }

    fn cell<'a>(&self, row: &'a [Value], column: &str) -> &'a Value {
        let at =
            self.head.iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}: {:?}", self.head));
        row.get(at).unwrap_or(&Value::Null)
    }

    /// The figure of the last row, which must be the sum of those above it.
    fn sum(&self, column: &str) -> i64 {
        let figure = |row: &[Value]| self.cell(row, column).as_i64().unwrap();
        let sum = self.rows.iter().map(|row| figure(row)).sum();
        assert_eq!(figure(&self.total), sum, "{column}");
        sum
    }
}

/// The recap adds up to what was done here, and to what the board says to programs and the page of reports to people:
/// places, people, guests, and who took both tests with the mean of what they gained.
fn recap_adds_up(recap: &[u8], whole: &Value, reports: &str) {
    let book = workbook(recap);
    let (places, units) = (Sheet::of(&book, "Tempat"), Sheet::of(&book, "Unit"));
    for (column, own) in [("target", 40 + 30), ("hadir", 1), ("tamu", 1), ("meragukan", 0), ("utusan_diharapkan", 5)] {
        assert_eq!(places.sum(column), own, "{column}");
    }
    for sheet in [&places, &units] {
        assert_eq!(sheet.sum("di_lembar_kertas"), 12, "apart from who came");
    }
    assert_eq!(whole["on_paper"], 12, "{whole}");
    // Two came of those whom both offices await, of a group of thirty and a delegation of five.
    assert_eq!((places.sum("datang"), places.sum("ditunggu")), (1 + 1, 40 + 30 + 30 + 5));
    for (column, own) in [("diminta", "required"), ("tempat", "places"), ("selesai", "held"), ("melapor", "reported")] {
        assert_eq!(json!(units.sum(column)), whole[own], "{column}: {whole}");
    }
    assert_eq!(
        (json!(units.sum("hadir")), json!(units.sum("tamu"))),
        (whole["present"].clone(), whole["guests"].clone())
    );
    let said = format!("dari {} tempat yang selesai sudah dilaporkan", units.sum("selesai"));
    assert!(reports.contains(&said) && reports.contains(&gained().1), "{said}: {reports}");
    let tenths = f64::from(i32::try_from(gained().0).unwrap()) / 10.0;
    let hall = places.rows.iter().find(|row| places.cell(row, "tempat") == "Aula Soekarno").unwrap();
    for row in [hall, &places.total] {
        assert_eq!(*places.cell(row, "peserta_dua_tes"), json!(SCORES.len()));
        assert_eq!(places.cell(row, "perolehan_rata_rata").as_f64(), Some(tenths));
    }
    let means: Vec<Vec<Value>> = serde_json::from_value(book["Arti angka"].clone()).unwrap();
    assert!(means.iter().any(|row| row[0] == "Perolehan"), "the file says what a gain is: {means:?}");
}

/// The place in the Aula Soekarno: it begins, one of the office and one guest are there, and twelve on a sheet.
fn holds(bengkulu: &Client, place: &str, staff: i64) {
    accepted(&bengkulu.post(&format!("{place}/mulai"), &[]));
    let mark = [("to", "present"), ("timing", "on-time"), ("via", "operator")];
    accepted(&bengkulu.post(&format!("{place}/hadir/orang/{staff}"), &mark));
    let guest = [("name", "Tamu Contoh"), ("institution", "Kecamatan Contoh"), ("function", "Camat")];
    accepted(&bengkulu.post(&format!("{place}/hadir/tamu"), &guest));
    // Those in the back sign on paper; they may be the same, so nobody adds them up.
    let sheet = [("counted", "12"), ("persons", "")];
    accepted(&bengkulu.upload(&format!("{place}/hadir/kertas"), &sheet, ("file", "lembar.jpg", SHEET)));
}

#[test]
fn simultaneous_outreach_of_23_january_2024() {
    on_both_engines(&UNITS, &people(), |house| {
        let centre = house.officer(&nip(CENTRE), "unit-operator", "PUSAT");
        let bengkulu = house.officer(&nip(BENGKULU), "unit-operator", "KW-08");
        let bali = house.officer(&nip(BALI), "unit-operator", "KW-20");
        let leader = house.officer(&nip(LEADER), "leader", "KW-20");
        let drive = announces(&centre, house.today(Zone::Wib));
        teaches(&centre, &bengkulu, &drive);
        assert_eq!(house.person(&nip(STAFF)).get(&drive).status, 404, "boards are for those who oversee");
        assert_eq!(bengkulu.get(&format!("{drive}/ubah")).status, 404, "the centre alone changes it");
        let held = plans(&bengkulu, &bali, &drive);
        let board = page(&centre, &drive);
        assert!(board.contains("1 </strong>") && board.contains("bentrokan"), "{board}");
        assert!(board.contains("1 dari 2"), "{board}");

        let learners = learners(house);
        let lesson = page(&learners[0], &format!("{held}/belajar"));
        assert!(lesson.contains(LESSON) && lesson.contains("dari kegiatan serentak"), "{lesson}");
        for (person, (before, _)) in learners.iter().zip(SCORES) {
            takes(person, &held, "awal", before);
        }
        holds(&bengkulu, &held, house.employee(&nip(STAFF)).0);
        for (person, (_, after)) in learners.iter().zip(SCORES).take(4) {
            takes(person, &held, "akhir", after);
        }
        certified(house, &learners[0], &held);
        let live = page(&centre, &format!("{drive}/langsung?keadaan=running"));
        assert!(live.contains("Aula Soekarno") && !live.contains("Balai Contoh"), "{live}");
        assert!(page(&leader, &format!("{drive}/papan")).contains("Hanya unit Anda"));
        accepted(&bengkulu.post(&format!("{held}/selesai"), &[]));
        let reports = format!("{drive}/laporan");
        let (_, words) = gained();
        let few = page(&centre, &reports);
        assert!(few.contains("1 laporan belum masuk") && few.contains("Perolehan") && !few.contains(">+"), "{few}");
        takes(&learners[4], &held, "akhir", SCORES[4].1);
        assert!(page(&centre, &reports).contains(&words), "{words}: {}", page(&centre, &reports));
        accepted(&bengkulu.post(&format!("{held}/laporan"), &[]));
        assert!(!page(&centre, &reports).contains("laporan belum masuk"));

        let id = number_at_end(&drive);
        let told = centre.get(&format!("/api/v1/activity-drives/{id}/board")).value();
        let whole = &told["whole"];
        let figures = ["required", "covered", "held", "reported", "present", "guests"].map(|name| whole[name].clone());
        assert_eq!(figures, [4, 2, 1, 1, 1, 1].map(|count| json!(count)), "{told}");
        let own = leader.get(&format!("/api/v1/activity-drives/{id}/board")).value();
        assert_eq!((&own["branch"]["places"], &own["whole"]["places"]), (&json!(1), &json!(2)), "{own}");

        let begun = Instant::now();
        let paper = centre.get(&format!("{drive}/rekap.pdf"));
        assert!(paper.status == 200 && paper.body.starts_with(b"%PDF-"), "{}", paper.text());
        assert!(begun.elapsed() < Duration::from_secs(10));
        for file in ["rekap.xlsx", "hadir.xlsx"] {
            let table = bengkulu.get(&format!("{drive}/{file}"));
            assert_eq!(table.status, 200, "{file}: {}", table.text());
            assert!(workbook(&table.body).as_object().is_some_and(|sheets| !sheets.is_empty()), "{file}");
        }
        recap_adds_up(
            &centre.get(&format!("{drive}/rekap.xlsx")).body,
            whole,
            &page(&centre, &format!("{reports}?laporan=sudah")),
        );
        assert_eq!(leader.get(&format!("{drive}/hadir.xlsx")).status, 404, "a leader sees counts, no names");
        let acts = house.audited()["acts"].clone();
        assert_eq!(acts["activity-drive-opened"], 1, "{acts}");
        assert_eq!((&acts["activity-held"], &acts["activity-reported"]), (&json!(1), &json!(1)), "{acts}");
    });
}
