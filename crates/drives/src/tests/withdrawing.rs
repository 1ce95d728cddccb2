//! A drive announced by mistake is withdrawn with the places that are planned, until the first of them begins.

use super::doors::{get, post};
use super::*;
use crate::actions::Withdrawal;
use axum::http::StatusCode;
use netra_activities::model::State;

const REASON: &str = "Tanggalnya keliru";

impl House {
    fn withdraws(&self, id: ActivityDriveId, by: Principal, reason: &str, places: usize) -> Result<()> {
        let (chance, request) = (self.chance.clone(), Withdrawal { reason: reason.into(), places });
        self.store.write_now(move |tx| actions::withdraw(tx, &chance, before(), &by, id, &request))
    }
}

fn leaves(store: &Store, kind: &'static str) -> i64 {
    let count = "SELECT COUNT(*) FROM ledger_entry WHERE kind = ?1";
    store.read_now(move |tx| tx.query_one(count, netra_store::params![kind], |row| row.int(0))).expect("counts")
}

#[test]
fn a_drive_announced_by_mistake_is_withdrawn_with_its_places() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let places = [("KW-08", "Aula"), ("KW-08", "Balai"), ("KW-20", "Aula")].map(|(u, v)| house.placed(id, u, v));
        for other in [house.keeper(house.bali), house.keeper(house.bphn), house.who(Role::Leader, house.root)] {
            let outcome = house.withdraws(id, other, REASON, 3);
            assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
        }
        let by = house.centre();
        let going = store.read_now(move |tx| actions::withdrawing(tx, before(), &by, id)).expect("may");
        assert_eq!((going.places, going.units), (3, 2));
        assert_eq!(refused(house.withdraws(id, house.centre(), REASON, 2)), "places-other");
        assert_eq!(refused(house.withdraws(id, house.centre(), "", 3)), "text-length");
        assert_eq!(leaves(store, "activity-drive-opened"), 1, "nothing was kept");
        for _ in 0..2 {
            house.withdraws(id, house.centre(), REASON, 3).expect("withdraws");
        }
        assert_eq!(refused(house.withdraws(id, house.centre(), "Alasan lain", 0)), "drive-withdrawn");
        assert_eq!((leaves(store, "activity-drive-opened"), leaves(store, "activity-cancelled")), (2, 3));
        for place in places {
            let place = store.read_now(move |tx| activities::activity(tx, place)).expect("kept");
            assert_eq!(place.state, State::Cancelled);
            assert_eq!(place.reason.as_deref(), Some("Kegiatan serentak ditarik: Tanggalnya keliru"));
        }
        let board = house.board(house.centre(), id).expect("still seen");
        assert_eq!((board.seen.drive.version, board.seen.drive.withdrawn.as_deref()), (2, Some(REASON)));
        assert_eq!((board.whole.units, board.whole.required, board.whole.places, board.whole.cancelled), (0, 0, 0, 3));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn nothing_is_planned_changed_or_awaited_in_a_withdrawn_drive() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let place = house.placed(id, "KW-20", "Aula");
        let new = house.place(id, "KW-20", "Balai", ("09:00", "11:00"));
        let waits = |who: Principal| store.read_now(move |tx| actions::notices(tx, before(), &who)).expect("looks");
        assert_eq!(waits(house.keeper(house.bali)).len(), 1);
        house.withdraws(id, house.centre(), REASON, 1).expect("withdraws");
        assert_eq!(waits(house.keeper(house.bali)), []);
        assert_eq!(refused(house.plans(id, house.keeper(house.bali), new.clone())), "drive-withdrawn");
        let (chance, by) = (house.chance.clone(), house.centre());
        let moved = store.write_now(move |tx| actions::change_place(tx, &chance, before(), &by, (id, place), &new));
        assert_eq!(refused(moved), "drive-withdrawn");
        assert_eq!(refused(house.changes((id, 2), before(), house.centre(), |set| set.target = 5)), "drive-withdrawn");
        // The same may be announced anew: that is another drive.
        let anew = house.announces(new_drive(), house.centre()).expect("announces");
        assert_ne!(anew, id);
        assert_eq!(house.announces(new_drive(), house.centre()).expect("pressed twice"), anew);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn once_a_place_has_begun_a_drive_stays() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let (begun, planned) = (house.placed(id, "KW-20", "Aula"), house.placed(id, "KW-08", "Aula"));
        house.starts(begun, 10);
        assert_eq!(refused(house.withdraws(id, house.centre(), REASON, 2)), "begun-places");
        let planned = store.read_now(move |tx| activities::activity(tx, planned)).expect("kept");
        assert_eq!(planned.state, State::Planned, "nothing was cancelled");
        let board = get(&house, &house.centre(), "/kegiatan/serentak/1").page();
        assert!(!board.contains("/tarik"), "no way to what is refused");
        let form = get(&house, &house.centre(), "/kegiatan/serentak/1/tarik");
        assert_eq!(form.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(form.text.contains("1 tempat sudah mulai atau selesai"), "{}", form.text);
    });
}

#[test]
fn the_page_says_what_goes_with_it_before_anything_happens() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        house.placed(id, "KW-20", "Aula");
        let (centre, home) = (house.centre(), "/kegiatan/serentak/1");
        let at = format!("{home}/tarik");
        assert!(get(&house, &centre, home).page().contains(&at));
        assert!(!get(&house, &house.keeper(house.bali), home).page().contains(&at));
        assert_eq!(get(&house, &house.keeper(house.bali), &at).status, StatusCode::NOT_FOUND);
        assert_eq!(
            post(&house, &house.keeper(house.bali), &at, "reason=Keliru&places=1").status,
            StatusCode::NOT_FOUND
        );
        let form = get(&house, &centre, &at).page();
        assert!(form.contains("<strong>1 tempat</strong>") && form.contains("oleh 1 unit"), "{form}");
        house.placed(id, "KW-08", "Aula");
        for (body, words) in
            [("reason=&places=2", "href=\"#f-reason\""), ("reason=Keliru&places=1", "2 tempat direncanakan sekarang")]
        {
            let back = post(&house, &centre, &at, body);
            assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(back.text.contains(words) && back.text.contains("name=\"places\" value=\"2\""), "{}", back.text);
        }
        for _ in 0..2 {
            let done = post(&house, &centre, &at, "reason=Tanggalnya+keliru&places=2");
            assert_eq!((done.status, done.goes_to()), (StatusCode::SEE_OTHER, home), "{}", done.text);
        }
        assert!(get(&house, &centre, "/kegiatan/serentak").page().contains("Ditarik"));
        let board = get(&house, &centre, home).page();
        assert!(
            board.contains("Tanggalnya keliru") && board.contains("<strong>2</strong> tempat dibatalkan"),
            "{board}"
        );
        assert!(!board.contains("/ubah") && !board.contains("/tempat/baru") && !board.contains("Belum merencanakan"));
        for below in ["/langsung", "/papan", "/laporan"] {
            let page = get(&house, &centre, &format!("{home}{below}?lang=en")).page();
            assert!(page.contains("This drive was withdrawn"), "{below}: {page}");
        }
        for below in ["/tarik", "/ubah", "/tempat/baru"] {
            let page = get(&house, &centre, &format!("{home}{below}"));
            assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.text.contains("sudah ditarik"), "{below}");
        }
        assert_eq!(get(&house, &centre, "/api/v1/activity-drives/1").json()["withdrawn"], REASON);
        let paper = get(&house, &centre, &format!("{home}/rekap.pdf"));
        assert!(paper.text.contains("Kegiatan serentak ini ditarik pada"), "{}", paper.text);
    });
}
