//! What happened in place of what was planned: said while the activity is going on, told by its report and kept in its record;
//! what people were invited, counted and asked to sign by stands.

use super::declarations::opened;
use super::doors::{Open, form};
use super::*;
use crate::actions::Of;
use crate::model::ActivityDriveId;
use crate::rules::feed::{Event, calendar};
use crate::rules::press::markdown;
use axum::http::StatusCode;
use netra_base::{DriveId, Lang};
use netra_it::store::on_sqlite;
use netra_oversight::model::TeamId;

/// The readiness roll call as it turned out: the deputy leads, one more speaks, rain drove them inside.
fn turned_out() -> NewActivity {
    let mut new = readiness();
    new.leader = Somebody::Nip(Nip::parse(&nip(1)).expect("a NIP"));
    new.on_behalf_of = Some("Kepala Divisi Pemasyarakatan".into());
    new.speakers.push(office("Sekretaris"));
    new.venue = Some("Aula Lapas Narkotika Kelas IIA".into());
    new.agenda = vec![
        AgendaItem { at: "08:20".into(), item: "Pindah ke aula".into(), by: None },
        AgendaItem { at: "08:40".into(), item: "Ikrar".into(), by: Some("Penyuluh Hukum".into()) },
    ];
    // Lists stand in any order.
    new.invited.reverse();
    new
}

fn changes(house: &House, id: ActivityId, now: Moment, new: NewActivity) -> Result<()> {
    let by = house.operator();
    house.writes(move |tx, chance| actions::change(tx, chance, now, &by, id, &new))
}

/// All that is kept of a plan.
fn kept(house: &House, id: ActivityId) -> (Activity, crate::model::Details) {
    house.store.read_now(move |tx| Ok((actions::activity(tx, id)?, actions::details(tx, id)?))).expect("kept")
}

#[test]
fn what_turned_out_otherwise_is_in_the_report_and_in_the_record() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        house.starts(id, on_the_day()).expect("starts");
        let now = on_the_day().plus_ms(20 * 60_000);
        changes(&house, id, now, turned_out()).expect("changes");
        let (one, details) = kept(&house, id);
        assert_eq!((one.revision, one.revised, one.expected), (1, now, 49));
        let invited: Vec<_> = details.invited.iter().map(|group| group.institution.as_deref()).collect();
        assert_eq!(invited, [Some("Polresta"), Some("Bawaslu Kota")], "in the order in which they were invited");
        let feed = calendar(Lang::Id, "Unit", &[Event { activity: one, marks: Vec::new() }], "https://netra.example");
        assert!(feed.contains("SEQUENCE:1\r\n") && feed.contains("LOCATION:Aula Lapas"), "{feed}");
        house.counts(id, Tally { present: 40, ..Tally::default() });
        house.finishes(id, afterwards()).expect("finishes");
        assert_eq!(house.findings(), [], "the record was made of what happened");
        house.files(id, afterwards()).expect("files");
        let by = house.operator();
        let report = store.read_now(move |tx| actions::report(tx, afterwards(), &by, id, None)).expect("reads").report;
        assert_eq!(report.leader, "Penyuluh Hukum, Unit KW-20; membacakan amanat Kepala Divisi Pemasyarakatan");
        assert!(report.venue.starts_with("Aula Lapas") && report.speakers.len() == 2, "{report:?}");
        assert_eq!((report.agenda.len(), report.agenda[0].item.as_str()), (2, "Pindah ke aula"));
        let text = markdown(&report, "http://localhost/kegiatan/1");
        assert!(text.contains("Aula Lapas") && !text.contains("Lapangan Lapas"), "{text}");
        assert_eq!(refused(changes(&house, id, afterwards(), readiness())), ["state"], "what is over stands");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn once_begun_hours_people_and_money_stand() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        house.starts(id, on_the_day()).expect("starts");
        let before = kept(&house, id);
        let others: [fn(&mut NewActivity); 13] = [
            |new| new.starts = wall("2023-12-21T07:45"),
            |new| new.ends = wall("2023-12-21T10:00"),
            |new| new.target = 31,
            |new| new.kind = ActivityKind::Meeting,
            |new| new.mode = Mode::Mixed,
            |new| new.title = "Apel siaga lain".into(),
            |new| new.theme = None,
            |new| new.basis.clear(),
            |new| new.invited[0].expected = 5,
            |new| new.delegations.clear(),
            |new| new.budget = None,
            |new| new.team = Some(TeamId(7)),
            |new| new.pledge_drive = Some(DriveId(7)),
        ];
        for (at, other) in others.iter().enumerate() {
            let mut new = turned_out();
            other(&mut new);
            assert_eq!(refused(changes(&house, id, on_the_day(), new)), ["begun"], "{at}");
            assert_eq!(kept(&house, id), before, "{at}: nothing changed");
        }
        // Nobody ended it, and it is named rightly a good while later all the same.
        let late = day("2024-02-20").at(Zone::Wita, 9, 0);
        changes(&house, id, late, turned_out()).expect("changes");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_deputy_who_is_due_elsewhere_is_warned_of_and_boards_know_the_new_clash() {
    each_engine(|store| {
        let house = House::new(store);
        let of_drive = |mut new: NewActivity, title: &str| {
            (new.title, new.drive) = (title.into(), Some(ActivityDriveId(1)));
            new
        };
        let mut other = of_drive(readiness(), "Rapat persiapan");
        (other.leader, other.venue) = (Somebody::Nip(Nip::parse(&nip(1)).expect("a NIP")), Some("Ruang rapat".into()));
        (other.speakers, other.delegations) = (Vec::new(), Vec::new());
        let other = house.plans(other).expect("plans");
        let mut first = of_drive(readiness(), "Apel di lapangan");
        first.starts = wall("2023-12-21T08:05");
        let id = house.plans(first.clone()).expect("plans");
        house.starts(id, on_the_day()).expect("starts");
        let clashing = || {
            let found = house.store.read_now(|tx| actions::clashes(tx, Of::Drive(ActivityDriveId(1)))).expect("looks");
            found.iter().map(|clash| (clash.one.id, clash.other.id)).collect::<Vec<_>>()
        };
        assert_eq!(clashing(), []);
        let mut new = NewActivity { leader: turned_out().leader, ..first.clone() };
        assert_eq!(refused(changes(&house, id, on_the_day(), new.clone())), ["clash-person"]);
        new.confirmed = true;
        changes(&house, id, on_the_day(), new).expect("is meant");
        assert_eq!((clashing(), house.findings()), (vec![(other, id)], vec![]));
        changes(&house, id, on_the_day(), first).expect("it was the head after all");
        assert_eq!((clashing(), house.findings()), (vec![], vec![]));
        // Of the day nobody is warned again while it is going on.
        let mut quiet = NewActivity { confirmed: true, ..readiness() };
        (quiet.starts, quiet.ends) = (wall("2024-02-12T08:00"), wall("2024-02-12T09:30"));
        let id = house.plans(quiet.clone()).expect("is meant");
        let now = day("2024-02-12").at(Zone::Wita, 8, 0);
        house.starts(id, now).expect("starts");
        changes(&house, id, now, NewActivity { confirmed: false, ..quiet }).expect("no word of the day");
    });
}

#[test]
fn the_place_to_sign_stays_as_wide_as_its_start_made_it() {
    each_engine(|store| {
        let house = House::new(store);
        let pledge_drive = Some(opened(&house));
        let id = house.plans(NewActivity { pledge_drive, ..readiness() }).expect("plans");
        let early = on_the_day().plus_ms(-2 * 3_600_000);
        house.starts(id, early).expect("two hours early");
        changes(&house, id, on_the_day(), NewActivity { pledge_drive, ..turned_out() }).expect("changes");
        let place = house.sees(house.person(1), id).expect("sees").occasion.expect("a place");
        assert_eq!(place.from, early);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_form_of_what_has_begun_asks_for_what_may_differ() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let (by, now) = (open.house.operator(), on_the_day());
        open.post(&by, "/kegiatan", &form("&basis=ins-se1133-2023")).goes_to("/kegiatan/1");
        open.post_at(now, &by, "/kegiatan/1/mulai", "").goes_to("/kegiatan/1");
        let page = open.get_at(now, &by, "/kegiatan/1").page();
        assert!(page.contains("href=\"/kegiatan/1/ubah\"") && page.contains("Ubah pelaksanaan"), "{page}");
        assert!(open.get_at(now, &by, "/kegiatan/1?lang=en").page().contains("Change how it is held"));
        let edit = open.get_at(now, &by, "/kegiatan/1/ubah").page();
        assert!(edit.contains("Kegiatan sudah dimulai.") && edit.contains("name=\"leader\""), "{edit}");
        for (name, value) in [
            ("unit", "KW-20"),
            ("starts", "08:00"),
            ("target", "30"),
            ("outside", "anggota; Polresta; 4"),
            ("basis", "ins-se1133-2023"),
        ] {
            let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
            assert!(edit.contains(&field), "{field}: {edit}");
        }
        assert!(!edit.contains("name=\"link\""), "nobody is behind a screen: {edit}");
        let said = form("&basis=ins-se1133-2023").replace("Lapangan+utama+kota", "Aula+utama+kota");
        open.post_at(now, &by, "/kegiatan/1/ubah", &said).goes_to("/kegiatan/1");
        let page = open.get_at(now, &by, "/kegiatan/1").page();
        assert!(page.contains("Aula utama kota") && !page.contains("Lapangan utama kota"), "{page}");
        // A form that was opened before the start, with another hour.
        let stale = said.replace("ends=09:30", "ends=10:30").replace("Aula+utama", "Gedung+lama");
        let back = open.post_at(now, &by, "/kegiatan/1/ubah", &stale).comes_back();
        assert!(back.contains("yang dapat diubah tinggal pemimpin, narasumber, tempat, tautan"), "{back}");
        assert!(back.contains("value=\"Gedung lama kota\""), "what was typed is still there: {back}");
        assert!(back.contains("<input type=\"hidden\" name=\"ends\" value=\"09:30\">"), "{back}");
        assert!(open.get_at(now, &by, "/kegiatan/1").page().contains("Aula utama kota"), "nothing changed");
        open.post_at(afterwards(), &by, "/kegiatan/1/selesai", "").goes_to("/kegiatan/1");
        assert!(!open.get_at(afterwards(), &by, "/kegiatan/1").page().contains("/ubah"));
        assert_eq!(open.get_at(afterwards(), &by, "/kegiatan/1/ubah").status, StatusCode::UNPROCESSABLE_ENTITY);
        let over = open.post_at(afterwards(), &by, "/kegiatan/1/ubah", &said).comes_back();
        assert!(over.contains("hanya dapat diubah sebelum kegiatan selesai"), "{over}");
    });
}

#[test]
fn programs_say_too_what_turned_out_otherwise() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let (by, now) = (open.house.operator(), on_the_day());
        open.post(&by, "/kegiatan", &form("")).goes_to("/kegiatan/1");
        open.post_at(now, &by, "/kegiatan/1/mulai", "").goes_to("/kegiatan/1");
        let puts = |venue: &str, target: i64| {
            let body = serde_json::json!({
                "unit": "KW-20", "kind": "readiness", "mode": "on-site", "title": "Apel siaga", "venue": venue,
                "starts": "2023-12-21T08:00", "ends": "2023-12-21T09:30", "target": target,
                "leader": { "function": "Kepala Bagian", "institution": "Kanwil Contoh" },
                "invited": [{ "side": "outside", "name": "anggota", "institution": "Polresta", "expected": 4 }],
            });
            let body = ("application/json", body.to_string().into_bytes());
            open.send(now, Some(&by), ("PUT", "/api/v1/activities/1"), body)
        };
        assert_eq!(puts("Aula utama kota", 30).status, StatusCode::NO_CONTENT);
        let refused = puts("Gedung lama kota", 31);
        assert_eq!(
            (refused.status, &refused.json()["errors"][0]["code"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &"begun".into())
        );
        let one = open.house.activity(ActivityId(1));
        assert_eq!(
            (one.venue.as_deref(), one.leader.function.as_deref()),
            (Some("Aula utama kota"), Some("Kepala Bagian"))
        );
    });
}
