//! The doors that show many activities at once, through the router: the month with its days, lists that are full, the feed.

use super::doors::{Open, form};
use super::*;
use axum::http::{StatusCode, header};
use netra_it::store::on_sqlite;

#[test]
fn a_month_shows_activities_holidays_and_quiet_days() {
    on_sqlite(|store| {
        let open = Open::new(store);
        open.house.planned();
        let who = open.house.person(1);
        let month = open.get(&who, "/kegiatan/kalender?bulan=2023-12").page();
        assert!(month.contains("Apel siaga dan deklarasi") && month.contains("id=\"hari-2023-12-21\""), "{month}");
        assert!(month.contains("Libur<") && month.contains("Natal"), "{month}");
        let quiet = open.get(&who, "/kegiatan/kalender?bulan=2024-02").page();
        assert!(quiet.contains("Masa tenang") && quiet.contains("Hari pemungutan suara"), "{quiet}");
        assert!(!quiet.contains("tag warn"), "nothing falls on them yet");
        let mut new = readiness();
        (new.starts, new.ends, new.confirmed) = (wall("2024-02-12T08:00"), wall("2024-02-12T09:30"), true);
        let id = open.house.plans(new).expect("is meant");
        let month = open.get(&who, "/kegiatan/kalender?bulan=2024-02").page();
        let on = |day: &str| {
            let from = month.find(&format!("id=\"hari-{day}\"")).expect("the day");
            month[from..].split("</section>").next().unwrap_or_default()
        };
        assert!(on("2024-02-12").contains("tag warn") && on("2024-02-12").contains("Masa tenang"), "{month}");
        assert!(
            on("2024-02-12").contains("Apel siaga dan deklarasi") && !on("2024-02-13").contains("tag warn"),
            "{month}"
        );
        let page = open.get(&who, &format!("/kegiatan/{id}")).page();
        let warned = "<div class=\"note warn\"><ul><li>12 Februari 2024: Masa tenang: Pemilihan Presiden";
        assert!(page.contains(warned), "{page}");
        open.get(&who, "/kegiatan/kalender?bulan=banyak").page();
        let list = open.get(&who, "/kegiatan").page();
        assert!(list.contains("Apel siaga dan deklarasi") && !list.contains("/kegiatan/baru"), "{list}");
        assert!(!open.get(&open.house.person(3), "/kegiatan").page().contains("Apel siaga dan"));
    });
}

#[test]
fn full_lists_stay_light() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let (id, by) = (open.house.held(), open.house.operator());
        for at in 0..120 {
            let mut new = readiness();
            new.title = format!("{at} {}", "Apel siaga akhir tahun dan deklarasi netralitas ".repeat(2));
            new.confirmed = true;
            open.house.plans(new).expect("plans");
        }
        let first = open.get(&by, "/kegiatan").page();
        assert!(first.contains("bagian=sendiri") && !first.contains("rel=\"next\""), "more stand in their own list");
        let list = open.get(&by, "/kegiatan?bagian=sendiri").page();
        assert!(list.contains("rel=\"next\""), "another page follows");
        let month = open.get(&by, "/kegiatan/kalender?bulan=2023-12").page();
        assert!(month.contains("Hanya 100 kegiatan"));
        let warned = open.post(&by, "/kegiatan", &form("").replace("utama+kota", "Lapas+Narkotika+Kelas+IIA"));
        assert!(warned.comes_back().contains("bentrok lagi"));
        open.house
            .writes(move |tx, _| {
                for at in 0..40 {
                    let what = format!("{at} {}", "keputusan yang harus ditindaklanjuti ".repeat(4));
                    actions::decide(tx, &by, id, &NewDecision { what, ..decision("2023-12-28") })?;
                }
                Ok(())
            })
            .expect("decides");
        let by = open.house.operator();
        open.get_at(afterwards(), &by, "/kegiatan/keputusan").page();
        open.get_at(afterwards(), &by, &format!("/kegiatan/{id}/risalah")).page();
        open.get_at(afterwards(), &by, &format!("/kegiatan/{id}")).page();
    });
}

#[test]
fn a_feed_needs_no_session_but_its_key() {
    on_sqlite(|store| {
        let open = Open::new(store);
        open.house.planned();
        let by = open.house.operator();
        let nobody = |path: &str| open.send(before(), None, ("GET", path), ("", Vec::new()));
        assert_eq!(nobody("/kegiatan/kalender/KW-20.ics").status, StatusCode::NOT_FOUND);
        assert_eq!(
            open.post(&open.house.person(1), "/kegiatan/kalender/KW-20/alamat", "").status,
            StatusCode::NOT_FOUND
        );
        open.get(&by, "/kegiatan/kalender/KW-20/alamat").page();
        let page = open.post(&by, "/kegiatan/kalender/KW-20/alamat", "").page();
        let from = page.find("/kegiatan/kalender/KW-20.ics?kunci=").expect("the address");
        let address: String = page[from..].chars().take_while(|c| !matches!(c, '<' | '"')).collect();
        let feed = nobody(&address);
        assert_eq!(feed.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
        assert!(feed.text.contains("SUMMARY:Apel siaga dan deklarasi"), "{}", feed.text);
        open.post(&by, "/kegiatan/kalender/KW-20/alamat/cabut", "").page();
        assert_eq!(nobody(&address).status, StatusCode::NOT_FOUND);
    });
}
