//! Lists as tools write them, and names that fit one, several or nobody.

use super::*;
use netra_base::{Day, EmployeeId, Zone};

fn about() -> About {
    let day = Day::parse("2024-01-05").expect("a day");
    About { starts: day.at(Zone::Wib, 8, 0), ends: day.at(Zone::Wib, 10, 0), zone: Zone::Wib }
}

fn good(text: &str) -> Read {
    read(text.as_bytes(), &about()).expect("reads")
}

#[test]
fn every_dialect_gives_the_same_people() {
    let zoom = "Meeting ID,Topic\n812,Apel\n\nName (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n\
        Budi Santoso,budi@contoh.invalid,01/05/2024 07:58:00 AM,01/05/2024 08:30:00 AM,32\n\
        Budi Santoso,budi@contoh.invalid,01/05/2024 08:40:00 AM,01/05/2024 09:00:00 AM,20\n";
    let teams = "1. Ringkasan\r\nJudul\tApel\r\n\r\n2. Peserta\r\nNama\tBergabung Pertama\tKeluar Terakhir\tDurasi dalam Rapat\tEmail\r\n\
        Budi Santoso\t1/5/24, 7:58:00 AM\t1/5/24, 9:00:00 AM\t52m\tbudi@contoh.invalid\r\n\r\n\
        3. Kegiatan\r\nNama\tWaktu\r\nBudi Santoso\tx\r\n";
    let meet = "Nama Depan;Nama Belakang;Surel;Durasi;Waktu bergabung;Waktu keluar\nBudi;Santoso;budi@contoh.invalid;52 menit;07.58;08.50\n";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(teams.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(teams.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let marked = [b"\xef\xbb\xbf".as_slice(), zoom.as_bytes()].concat();
    for bytes in [zoom.as_bytes().to_vec(), wide, big, meet.as_bytes().to_vec(), marked] {
        let found = read(&bytes, &about()).expect("reads");
        assert_eq!((found.people.len(), found.problem_count), (1, 0), "{found:?}");
        let person = &found.people[0];
        assert_eq!((person.name.as_str(), person.email.as_str()), ("Budi Santoso", "budi@contoh.invalid"));
        assert_eq!(person.first, Some(Day::parse("2024-01-05").expect("a day").at(Zone::Wib, 7, 58)));
        assert!(matches!(person.minutes, Some(52 | 62)), "{person:?}");
    }
    assert_eq!(good(zoom).people[0].minutes, Some(52), "the two stays together");
}

#[test]
fn two_devices_at_once_are_not_twice_the_time() {
    let list = good(
        "Nama,Masuk,Keluar\nBudi Santoso,08:00,09:00\n\"Santoso, Budi\",08:30,09:30\nbudi  santoso SH,08:10,08:20\n",
    );
    let minutes: Vec<_> = list.people.iter().map(|person| (person.name.as_str(), person.minutes)).collect();
    assert_eq!(minutes, [("Budi Santoso", Some(60)), ("Santoso, Budi", Some(60))]);
}

#[test]
fn a_row_that_cannot_be_is_named_with_its_number() {
    let list = good(
        "Nama,Masuk,Keluar\nBudi,08:00,09:00\nAni,09:00,08:00\n,08:00,09:00\nUmi,pagi,09:00\nJaka,2024-01-07 08:00,2024-01-07 09:00\n",
    );
    assert_eq!((list.people.len(), list.rows, list.problem_count), (2, 5, 4));
    for (problem, start) in list.problems.iter().zip([
        "Baris 3: keluar sebelum masuk",
        "Baris 4: tidak ada nama",
        "Baris 5: waktu \"pagi\"",
        "Baris 6: waktunya bukan",
    ]) {
        assert!(problem.id.starts_with(start), "{}", problem.id);
    }
}

#[test]
fn what_is_no_list_is_said_to_be_what_it_is() {
    let long = format!("Nama,Masuk\n\"{}", "x\n".repeat(3_000));
    let many = format!("Nama,Masuk\n{}", "Budi,08:00\n".repeat(MAX_ROWS + 1));
    let cases: [(&[u8], &str); 12] = [
        (b"", "file-empty"),
        (b"PK\x03\x04rest", "file-kind"),
        (b"\xd0\xcf\x11\xe0rest", "file-kind"),
        (b"%PDF-1.7", "file-kind"),
        (b"Nama,Masuk\n\0\0", "file-kind"),
        (b"Nama,Masuk\nJos\xe9,08:00", "file-encoding"),
        (b"\xff\xfeN\0a", "file-encoding"),
        (b"satu,dua\n1,2\n", "columns-missing"),
        (b"Nama\nBudi\n", "columns-missing"),
        (b"Nama,Masuk\n\n", "file-no-rows"),
        (long.as_bytes(), "quote-open"),
        (many.as_bytes(), "rows-many"),
    ];
    for (bytes, code) in cases {
        let refusal = read(bytes, &about()).expect_err(code);
        assert_eq!((refusal.code, refusal.field.as_deref()), (code, Some("file")));
    }
    let other = read(b"Nama,Masuk,Keluar\nBudi,2023-12-01 08:00,2023-12-01 09:00\n", &about()).expect_err("other");
    assert_eq!(other.code, "file-other-day");
}

fn roster() -> Roster {
    let people = [
        (1, Some("198503172009121001"), "Budi Santoso, S.H."),
        (2, None, "Siti Nur Aini"),
        (3, None, "Agus Setiawan"),
        (4, None, "Agus Setiawan"),
        (5, None, "Agus Setiawan, S.E."),
        (6, None, "Muhammad Rizky Pratama"),
        (7, None, "Sukarno"),
        (8, None, "Dewi Lestari"),
        (9, None, "Dewi Lestary"),
        (10, None, "I Made Contoh Wijaya"),
    ];
    let known = |(id, nip, name): &(i64, Option<&str>, &str)| Known::new(EmployeeId(*id), nip.map(str::to_owned), name);
    Roster::new(people.iter().map(known).collect())
}

#[test]
fn a_name_fits_one_several_or_nobody() {
    let roster = roster();
    let several = |ids: &[i64]| Fit::Several(ids.iter().map(|id| EmployeeId(*id)).collect());
    let sure = |id| Fit::Sure(EmployeeId(id));
    for (name, email, expected) in [
        ("Budi Santoso", "", sure(1)),
        ("KANIM-BUDI SANTOSO", "", sure(1)),
        ("Santoso, Budi", "", sure(1)),
        ("Budi Santosa", "", sure(1)),
        ("198503172009121001", "", sure(1)),
        ("Dr. Siti Nur Aini, M.H.", "", sure(2)),
        ("Siti Nuraini", "", several(&[2])),
        ("Agus Setiawan", "", several(&[3, 4, 5])),
        ("Agus", "", several(&[3, 4, 5])),
        ("Moh. Rizky Pratama", "", sure(6)),
        ("M Rizky Pratama", "", sure(6)),
        ("Rizky", "", several(&[6])),
        ("Soekarno", "", sure(7)),
        ("Dewi Lestari", "", sure(8)),
        ("Dewi Lestarie", "", several(&[8, 9])),
        ("Made Wijaya", "", several(&[10])),
        ("iPhone", "budi.santoso@contoh.invalid", sure(1)),
        ("iPhone", "", Fit::Nobody),
        ("Galaxy A12", "x@contoh.invalid", Fit::Nobody),
        ("Zaenal Arifin", "", Fit::Nobody),
        ("Kanwil Bali", "", Fit::Nobody),
    ] {
        let found = roster.search().fit(name, email);
        let same = match (&found, &expected) {
            // Which of the alike comes first is not said.
            (Fit::Several(a), Fit::Several(b)) => {
                let sorted = |list: &[EmployeeId]| {
                    let mut list = list.to_vec();
                    list.sort_unstable();
                    list
                };
                sorted(a) == sorted(b)
            }
            _ => found == expected,
        };
        assert!(same, "{name}: {found:?}, not {expected:?}");
    }
}

const FIRSTS: [&str; 10] = ["Budi", "Siti", "Agus", "Dewi", "Muhammad", "Rina", "Joko", "Putri", "Ahmad", "Wayan"];
const LASTS: [&str; 8] = ["Santoso", "Lestari", "Setiawan", "Pratama", "Wijaya", "Hidayat", "Saputra", "Kusuma"];

/// One of 640 names that many share.
fn common(at: usize) -> String {
    format!("{} {} {}", FIRSTS[at % 10], LASTS[at / 10 % 8], LASTS[at / 80 % 8])
}

fn crowd(people: usize) -> Roster {
    let known = |at: usize| Known::new(EmployeeId(i64::try_from(at).expect("small")), None, &common(at));
    Roster::new((0..people).map(known).collect())
}

#[test]
fn a_large_list_is_held_against_a_large_roster_in_time() {
    let roster = crowd(20_000);
    let mut search = roster.search();
    let found = (0..200).filter(|at| search.fit(&common(*at), "") != Fit::Nobody).count();
    assert_eq!((found, search.uncompared()), (200, 0));
}

#[test]
fn the_largest_list_in_other_spellings_stays_within_seconds_and_says_what_it_left_out() {
    let roster = crowd(3_000);
    let started = std::time::Instant::now();
    let mut search = roster.search();
    // Never the same words as on the roster, so that each is compared with all who begin alike.
    let found = (0..MAX_ROWS).filter(|at| search.fit(&format!("{}a", common(*at)), "") != Fit::Nobody).count();
    let took = started.elapsed();
    println!("5,000 other spellings, 3,000 people: {took:?}, {found} found, {} left out", search.uncompared());
    assert!(took.as_secs() < 60, "{took:?}");
    assert_eq!(found + search.uncompared(), MAX_ROWS);
}

#[test]
fn beyond_its_budget_a_list_knows_only_the_same_words_and_nips() {
    let roster = crowd(3_000);
    let mut search = roster.search_within(1);
    assert!(matches!(search.fit("Budi Santosa Santoso", ""), Fit::Several(_)));
    assert_eq!((search.fit("Budi Santosa Santoso", ""), search.uncompared()), (Fit::Nobody, 1));
    assert!(matches!(search.fit(&common(3), ""), Fit::Several(_)), "the same words are still known");
    let mut list = good("Nama,Masuk\nBudi,08:00\n");
    list.leaves_uncompared(search.uncompared());
    assert_eq!(list.problem_count, 1);
    assert!(list.problems[0].id.starts_with("1 nama"), "{:?}", list.problems);
}
