//! A place that is going on: who leads it and where it is held may turn out otherwise; its hours and people stand, and so does
//! what the centre had set when it began.

use super::doors::{PLACE, get, post};
use super::*;
use axum::http::StatusCode;
use netra_activities::model::State;

const CHANGE: &str = "/kegiatan/serentak/1/tempat/1/ubah";

fn changes(house: &House, (id, place): (ActivityDriveId, ActivityId), now: Moment, new: NewActivity) -> Result<()> {
    let (chance, by) = (house.chance.clone(), house.keeper(house.bali));
    house.store.write_now(move |tx| actions::change_place(tx, &chance, now, &by, (id, place), &new))
}

/// What is wrong by the audits of drives and of activities.
fn findings(house: &House) -> Vec<String> {
    let mut audit = netra_ledger::audit::Audit::default();
    house
        .store
        .read_long(|tx| actions::audit(tx, &mut audit).and_then(|()| activities::audit(tx, &mut audit)))
        .expect("audits");
    audit.findings.into_iter().map(|finding| finding.table).collect()
}

#[test]
fn a_place_that_has_begun_moves_indoors_and_keeps_its_hours() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let place = house.placed(id, "KW-20", "Lapangan utama kota");
        house.starts(place, 42);
        // The centre says it otherwise meanwhile, and the window closes.
        house.changes((id, 1), before(), house.centre(), |set| set.theme = "Netral selalu".into()).expect("changes");
        let now = wall("17:00").at(Zone::Wita);
        let at = |hours| house.place(id, "KW-20", "Pendopo utama kota", hours);
        let before = store.read_now(move |tx| activities::activity(tx, place)).expect("kept");
        let hour = changes(&house, (id, place), now, at(("09:00", "12:00")));
        assert_eq!(refused(hour), "begun");
        let target = changes(&house, (id, place), now, NewActivity { target: 7, ..at(("09:00", "11:00")) });
        assert_eq!(refused(target), "begun");
        assert_eq!(store.read_now(move |tx| activities::activity(tx, place)).expect("kept"), before, "nothing changed");
        changes(&house, (id, place), now, at(("09:00", "11:00"))).expect("moves indoors");
        let kept = store.read_now(move |tx| activities::activity(tx, place)).expect("kept");
        assert_eq!((kept.venue.as_deref(), kept.state), (Some("Pendopo utama kota"), State::Running));
        assert_eq!(kept.leader.function.as_deref(), Some("Pemimpin di Pendopo utama kota"));
        assert_eq!((kept.starts, kept.ends, kept.drive), (before.starts, before.ends, Some(id)));
        assert_eq!(kept.theme.as_deref(), Some("Netral dalam tugas"), "under which it began");
        house.finishes(place);
        house.reports(place);
        let by = house.centre();
        let told = store.read_now(move |tx| activities::report(tx, now, &by, place, None)).expect("reads").report;
        assert!(told.venue.starts_with("Pendopo") && told.leader.contains("Pendopo"), "{told:?}");
        assert_eq!(refused(changes(&house, (id, place), now, at(("09:00", "11:00")))), "state");
        assert_eq!(findings(&house), Vec::<String>::new());
    });
}

#[test]
fn the_form_of_a_place_that_has_begun_asks_for_what_may_differ() {
    each_engine(|store| {
        let house = House::new(store);
        house.drive();
        let bali = house.keeper(house.bali);
        let groups = "group-1-side=inside&group-1=Pegawai+Kanwil&group-1-many=3";
        let said = PLACE.replace("group-1-side=outside", groups);
        assert_eq!(post(&house, &bali, "/kegiatan/serentak/1/tempat", &said).goes_to(), "/kegiatan/1");
        house.starts(ActivityId(1), 42);
        let form = get(&house, &bali, CHANGE).page();
        assert!(form.contains("Ubah pelaksanaan") && form.contains("Kegiatan sudah dimulai."), "{form}");
        assert!(form.contains("value=\"Aula\"") && form.contains("30 Materi | Penyuluh"), "{form}");
        for (name, value) in [
            ("title", "Penyuluhan Bali"),
            ("starts_time", "09:00"),
            ("group-1-many", "3"),
            ("delegations", "KW-08-LAPAS-01 5"),
            ("ceiling", "5000000"),
        ] {
            let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
            assert!(form.contains(&field), "{field}: {form}");
        }
        assert!(!form.contains("name=\"link\"") && !form.contains("name=\"basis\""), "{form}");
        let more = post(&house, &bali, CHANGE, &said.replace("&do=plan", "&do=more")).page();
        assert!(more.contains("name=\"speaker-5\""), "more rows without a script");
        let back = post(&house, &bali, CHANGE, &said.replace("target=80", "target=81")).comes_back();
        assert!(
            back.contains("yang dapat diubah tinggal pemimpin") && back.contains("name=\"target\" value=\"80\""),
            "{back}"
        );
        let moved = post(&house, &bali, CHANGE, &said.replace("venue=Aula", "venue=Pendopo"));
        assert_eq!((moved.status, moved.goes_to()), (StatusCode::SEE_OTHER, "/kegiatan/1"), "{}", moved.text);
        let page = get(&house, &bali, "/kegiatan/1").page();
        assert!(page.contains("Pendopo") && page.contains("Pegawai Kanwil"), "{page}");
        assert_eq!(findings(&house), Vec::<String>::new());
    });
}
