//! What came of an activity: minutes, decisions that are followed up, quotes, photos, money.

use super::doors::Open;
use super::*;
use crate::actions::Asked;
use crate::model::Owner;
use axum::http::StatusCode;
use netra_base::Error;
use netra_it::store::on_sqlite;

#[test]
fn nothing_is_told_before_it_starts() {
    each_engine(|store| {
        let house = House::new(store);
        let (id, by) = (house.planned(), house.operator());
        let early = house.writes(move |tx, _| actions::write_minutes(tx, &by, id, "Risalah"));
        assert_eq!(refused(early), ["state"]);
        let stranger = house.person(1);
        let other = house.writes(move |tx, _| actions::write_minutes(tx, &stranger, id, "Risalah"));
        assert!(matches!(other, Err(Error::NotFound)));
    });
}

#[test]
fn a_decision_is_owed_until_somebody_says_that_it_was_done() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        let now = day("2024-01-03").at(Zone::Wita, 9, 0);
        let open = |who: Principal| store.read_now(move |tx| actions::open_decisions(tx, &who, now)).expect("lists");
        let waiting = open(house.operator());
        assert_eq!((waiting.len(), waiting[0].late), (1, true));
        let first = waiting[0].decision.id;
        assert!(matches!(&waiting[0].decision.owner, Owner::Employee { name, .. } if name == "Orang BB"));
        assert_eq!(open(house.person(1)).len(), 1, "who owes it");
        assert!(open(house.person(0)).is_empty() && open(house.who(Role::UnitOperator, house.papua)).is_empty());
        let by = house.operator();
        let new = decision("2023-12-27");
        let second = house.writes(move |tx, _| actions::decide(tx, &by, id, &new)).expect("decides");
        assert_eq!(open(house.operator()).iter().map(|one| one.decision.id).collect::<Vec<_>>(), [second, first]);
        let counted = |who: Principal| {
            let count = store.read_now(move |tx| actions::count_open(tx, &who, now)).expect("counts");
            (count.open, count.late)
        };
        assert_eq!(counted(house.who(Role::Leader, house.root)), (2, 2));
        assert_eq!(
            (counted(house.person(1)), counted(house.person(0))),
            ((2, 2), (0, 0)),
            "his own, and nobody else's"
        );
        assert_eq!(counted(house.who(Role::Leader, house.papua)), (0, 0));
        let done = |who: Principal, on: &'static str, note: &'static str| {
            house.writes(move |tx, chance| actions::done(tx, chance, now, &who, first, (day(on), note)))
        };
        assert!(matches!(done(house.person(0), "2024-01-02", "Sudah"), Err(Error::NotFound)));
        assert_eq!(refused(done(house.person(1), "2024-01-04", "")), ["day-outside", "text-length"]);
        done(house.person(1), "2024-01-02", "Ditempel di enam pos.").expect("is done");
        done(house.operator(), "2024-01-03", "Lain").expect("a second press changes nothing");
        let after = store.read_now(move |tx| actions::after(tx, id)).expect("reads");
        assert_eq!(after.decisions[0].done, Some((day("2024-01-02"), "Ditempel di enam pos.".into())));
        let by = house.operator();
        house.writes(move |tx, _| actions::undecide(tx, &by, id, second)).expect("takes back");
        assert!(open(house.operator()).is_empty());
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_same_photo_twice_is_one_and_strangers_do_not_see_it() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        let add = |bytes: &'static [u8], words: (&'static str, &'static str)| {
            let by = house.operator();
            house.writes(move |tx, _| actions::add_photo(tx, afterwards(), &by, id, &photo(bytes), words))
        };
        assert_eq!(add(PHOTO, ("Lagi", "Foto yang sama")).expect("finds it"), 1);
        assert_eq!(refused(add(OTHER_PHOTO, ("", ""))), ["text-length", "text-length"]);
        assert_eq!(add(OTHER_PHOTO, ("Halaman", "Tempat apel")).expect("adds"), 2);
        let file = |who: Principal, asked| store.read_now(move |tx| actions::file(tx, &who, id, asked));
        let (whole, small) = (file(house.person(2), Asked::Photo(2)), file(house.person(2), Asked::Thumb(2)));
        assert!(whole.expect("whole").bytes.len() > small.expect("small").bytes.len());
        assert!(matches!(file(house.person(3), Asked::Thumb(2)), Err(Error::NotFound)));
        assert!(matches!(file(house.operator(), Asked::Photo(3)), Err(Error::NotFound)));
        let by = house.operator();
        house.writes(move |tx, _| actions::remove_photo(tx, &by, id, 2)).expect("removes");
        assert!(matches!(file(house.operator(), Asked::Photo(2)), Err(Error::NotFound)));
    });
}

#[test]
fn money_is_told_with_its_evidence_for_who_oversees() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.told();
        let by = house.operator();
        let paper = MediaDesk::take_now(OTHER_PHOTO, "kuitansi.jpg", Accepts::Paper).expect("a paper");
        let again = paper.clone();
        house
            .writes(move |tx, _| {
                actions::prove(tx, afterwards(), &by, id, &paper)?;
                actions::prove(tx, afterwards(), &by, id, &again)
            })
            .expect("proves");
        let evidence = |who: Principal| store.read_now(move |tx| actions::file(tx, &who, id, Asked::Evidence));
        assert!(evidence(house.who(Role::Auditor, house.root)).is_ok());
        assert!(matches!(evidence(house.person(1)), Err(Error::NotFound)));
        let by = house.operator();
        let odd = house.writes(move |tx, _| actions::spend(tx, &by, id, Some(-1)));
        assert_eq!(refused(odd), ["number"]);
        assert_eq!(house.activity(id).realised, Some(4_000_000));
    });
}

#[test]
fn papers_are_attached_from_the_planning_on_until_the_report_is_filed() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        let adds = |id: ActivityId, bytes: &'static [u8], title: &'static str| {
            let (by, paper) = (house.operator(), MediaDesk::take_now(bytes, "berkas.jpg", Accepts::Paper));
            house.writes(move |tx, _| actions::add_file(tx, before(), &by, id, &paper?, title))
        };
        let removes = |number: i64| {
            let by = house.operator();
            house.writes(move |tx, _| actions::remove_file(tx, &by, id, number))
        };
        let titles = |who: Principal| {
            let files = house.sees(who, id).expect("sees").after.files;
            files.into_iter().map(|one| one.title).collect::<Vec<_>>()
        };
        let invitation = adds(id, PHOTO, "Undangan").expect("while it is planned");
        let by = house.operator();
        let early = house.writes(move |tx, _| {
            actions::add_photo(tx, before(), &by, id, &photo(OTHER_PHOTO), ("Barisan", "Peserta apel"))
        });
        assert_eq!(refused(early), ["state"], "a photo shows what was held");
        let reads = |who: Principal| store.read_now(move |tx| actions::file(tx, &who, id, Asked::File(invitation)));
        assert_eq!(titles(house.person(2)), ["Undangan"], "one of the unit that sends people");
        assert!(!reads(house.person(2)).expect("reads").bytes.is_empty());
        assert!(matches!(reads(house.person(3)), Err(Error::NotFound)), "of neither unit");
        let slides = adds(id, OTHER_PHOTO, "Paparan").expect("another one");
        removes(slides).expect("takes it away");
        assert_eq!(titles(house.person(1)), ["Undangan"]);
        house.starts(id, on_the_day()).expect("starts");
        house.finishes(id, afterwards()).expect("finishes");
        adds(id, OTHER_PHOTO, "Paparan").expect("until the report");
        house.files(id, afterwards()).expect("files");
        assert_eq!(refused(adds(id, PHOTO, "Lain")), ["reported"]);
        assert_eq!(refused(removes(invitation)), ["reported"]);
        assert_eq!(titles(house.person(2)), ["Undangan", "Paparan"]);
        let gone = house.plans(NewActivity { title: "Batal".into(), confirmed: true, ..readiness() }).expect("plans");
        let by = house.operator();
        house.writes(move |tx, chance| actions::cancel(tx, chance, before(), &by, gone, "Hujan")).expect("cancels");
        assert_eq!(refused(adds(gone, PHOTO, "Undangan")), ["state"]);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_page_of_what_is_planned_leads_to_its_papers() {
    on_sqlite(|store| {
        let open = Open::new(store);
        let (id, by) = (open.house.planned(), open.house.operator());
        let (page, papers) = (format!("/kegiatan/{id}"), format!("/kegiatan/{id}/berkas"));
        let way = format!("href=\"{papers}\"");
        assert!(open.get(&by, &page).page().contains(&way));
        assert!(!open.get(&open.house.person(2), &page).page().contains(&way), "for who keeps the unit");
        let form = format!("action=\"{papers}\"");
        assert!(open.get(&by, &papers).page().contains(&form));
        open.uploads(&by, &papers, &[("title", "Undangan apel")], PHOTO).goes_to(&papers);
        let shown = open.get(&open.house.person(2), &page).page();
        assert!(shown.contains(&format!("href=\"{papers}/1\">Undangan apel</a>")), "{shown}");
        let cancelled = open.post(&by, &format!("{page}/batal"), "reason=Hujan+lebat");
        cancelled.goes_to(&page);
        assert!(!open.get(&by, &page).page().contains(&way));
        assert!(!open.get(&by, &papers).page().contains(&form));
        let late = open.uploads(&by, &papers, &[("title", "Daftar")], OTHER_PHOTO);
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.text);
    });
}
