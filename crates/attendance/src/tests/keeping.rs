//! The list kept by hand: marks and their reasons, corrections with their leaves, guests, sheets on paper, reach.

use super::*;
use crate::actions::{Filter, NewSheet};
use crate::model::{ChangeId, Guest, GuestId};
use netra_activities::model::Party as Apart;

fn guest(name: &str) -> Guest {
    Guest::parse(name, "Kecamatan Contoh", "Camat").expect("a guest")
}

impl House {
    fn invites(&self, now: Moment, guests: Vec<Guest>) -> Result<usize> {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        self.store.write_now(move |tx| actions::add_guests(tx, &chance, now, &by, id, (&guests, Via::Operator)))
    }

    pub(super) fn keeps(&self, now: Moment, counted: i64, people: &[usize]) -> Result<ChangeId> {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        let persons = people.iter().map(|at| Nip::parse(&nip(*at)).expect("a NIP")).collect();
        self.store.write_now(move |tx| {
            let scan = photo();
            actions::keep_sheet(tx, &chance, now, &by, id, &NewSheet { scan: &scan, counted, persons })
        })
    }
}

#[test]
fn the_operator_marks_and_takes_back_and_says_why() {
    each_engine(|store| {
        let house = House::new(store);
        assert_eq!(refused(house.marks(0, at(6, 0), State::Present, None)), "attendance-early");
        house.marks(0, at(7, 30), State::Present, None).expect("marks");
        house.marks(0, at(7, 31), State::Present, None).expect("the same again");
        assert_eq!(refused(house.marks(1, at(8, 0), State::Absent, Some("x1"))), "attendance-unknown");
        assert_eq!(refused(house.marks(0, at(8, 0), State::Absent, None)), "required");
        house.marks(0, at(8, 0), State::Absent, Some("Salah orang")).expect("takes back");
        assert_eq!(house.tally(), [0, 0, 0, 0, 0]);
        house.marks(0, at(8, 1), State::Present, Some("Ternyata ada")).expect("counts again");
        let out_of_reach = house.marks(8, at(8, 0), State::Present, None);
        assert!(matches!(out_of_reach, Err(Error::NotFound)), "of another unit, and not on the list");
        assert_eq!((house.tally(), house.leaves(), house.findings()), ([1, 0, 0, 0, 0], 0, vec![]));
        for stranger in
            [house.person(1), house.who(Role::UnitOperator, house.papua), house.who(Role::Leader, house.bali)]
        {
            let id = house.id;
            let list = store.read_now(move |tx| actions::list(tx, &stranger, id, &Filter::default()));
            assert!(matches!(list, Err(Error::NotFound)));
        }
    });
}

#[test]
fn what_is_corrected_after_the_activity_leaves_a_leaf() {
    each_engine(|store| {
        let house = House::new(store);
        house.starts(at(8, 0));
        house.comes(0, at(8, 1)).expect("comes");
        house.ends(at(9, 0));
        let later = at(8, 0).plus_ms(30 * 24 * 3_600_000);
        assert_eq!(refused(house.marks(1, later, State::Present, None)), "required", "now a reason is asked for");
        house.marks(1, later, State::Present, Some("Terlewat saat antre")).expect("marks");
        house.marks(0, later, State::Absent, Some("Kartunya dipakai orang lain")).expect("takes back");
        assert_eq!(house.invites(later, vec![guest("Camat Contoh")]).expect("enters"), 1);
        assert_eq!(house.invites(later, vec![guest("camat contoh")]).expect("again"), 0);
        assert_eq!((house.tally(), house.leaves(), house.findings()), ([1, 0, 0, 0, 1], 3, vec![]));
    });
}

#[test]
fn a_queue_of_guests_is_entered_once_and_a_guest_can_be_taken_off() {
    each_engine(|store| {
        let house = House::new(store);
        let queue = vec![guest("Camat Contoh"), guest("Lurah Contoh"), guest("camat  contoh")];
        assert_eq!(house.invites(at(8, 0), queue.clone()).expect("enters"), 2);
        assert_eq!(house.invites(at(8, 1), queue).expect("again"), 0);
        assert_eq!(house.tally(), [0, 0, 0, 0, 2]);
        let (id, by) = (house.id, house.operator());
        let (list, next) = store.read_now(move |tx| actions::guests(tx, &by, id, None)).expect("lists");
        assert_eq!((list.len(), next), (2, None));
        let first = list[1].id;
        let settle = |counts: bool, why: Option<&'static str>| {
            let (id, by, chance) = (house.id, house.operator(), house.chance.clone());
            store.write_now(move |tx| actions::settle_guest(tx, &chance, at(8, 5), &by, (id, first), (counts, why)))
        };
        assert_eq!(refused(settle(false, None)), "required");
        settle(false, Some("Tercatat dua kali")).expect("takes off");
        settle(false, None).expect("the same again");
        assert_eq!(house.tally()[4], 1);
        assert_eq!(house.invites(at(8, 6), vec![guest("Camat Contoh")]).expect("comes back"), 1);
        let (id, by) = (house.id, house.operator());
        let kept = store
            .write_now(move |tx| {
                actions::sign_guest(tx, at(8, 7), &by, (id, first), &photo())?;
                actions::sign_guest(tx, at(8, 8), &by, (id, first), &photo())?;
                actions::signature(tx, &by, id, first)
            })
            .expect("signs");
        assert_eq!(kept.mime, "image/jpeg");
        let (id, by) = (house.id, house.operator());
        let none = store.read_now(move |tx| actions::guest(tx, &by, id, GuestId(99)));
        assert!(matches!(none, Err(Error::NotFound)));
        assert_eq!((house.tally()[4], house.findings()), (2, vec![]));
    });
}

#[test]
fn host_delegation_visitors_and_institutions_are_counted_apart() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.id;
        let parties = || store.read_now(move |tx| netra_activities::actions::parties(tx, id)).expect("counts");
        let (sent, desa) = (Apart::Delegation(house.prison), Apart::Institution("Kecamatan Contoh".into()));
        house.comes(0, at(8, 0)).expect("of the host");
        assert_eq!(parties(), [], "a host's own are counted in the sum alone");
        let old = house.code(at(7, 50));
        house.sends(house.person(6), at(8, 1), &old, None).expect("keeps a doubtful scan");
        assert_eq!(parties(), [], "doubtful scans do not count");
        for person in [5, 7, 8] {
            house.comes(person, at(8, 2)).expect("of the prison, and of Papua");
        }
        house.marks(6, at(8, 3), State::Present, None).expect("accepts the scan");
        let queue =
            vec![guest("Camat Contoh"), Guest::parse("Lurah Contoh", "KECAMATAN  contoh", "").expect("a guest")];
        assert_eq!(house.invites(at(8, 4), queue).expect("enters"), 2);
        assert_eq!(parties(), [(sent.clone(), 3), (desa.clone(), 2), (Apart::Visitor, 1)]);
        assert_eq!((house.tally(), house.findings()), ([5, 0, 0, 0, 2], vec![]));
        house.marks(5, at(8, 5), State::Absent, Some("Salah orang")).expect("takes back");
        house.marks(8, at(8, 5), State::Absent, Some("Salah orang")).expect("takes back");
        let (by, chance) = (house.operator(), house.chance.clone());
        store
            .write_now(move |tx| {
                let (list, _) = actions::guests(tx, &by, id, None)?;
                let off = (false, Some("Tercatat dua kali"));
                actions::settle_guest(tx, &chance, at(8, 6), &by, (id, list[0].id), off)
            })
            .expect("takes off");
        assert_eq!(parties(), [(sent, 2), (desa.clone(), 1)]);
        assert_eq!(house.invites(at(8, 7), vec![guest("Lurah Contoh")]).expect("comes back"), 1);
        assert_eq!(parties()[1], (desa, 2));
        assert_eq!((house.tally(), house.findings()), ([3, 0, 0, 0, 2], vec![]));
    });
}

#[test]
fn a_sheet_is_a_number_apart_or_its_persons_and_never_both() {
    each_engine(|store| {
        let house = House::new(store);
        assert_eq!(refused(house.keeps(at(9, 0), 0, &[])), "sheet-what");
        assert_eq!(refused(house.keeps(at(9, 0), 12, &[1])), "sheet-what");
        assert_eq!(refused(house.keeps(at(9, 0), 0, &[1, 8])), "person-unknown");
        let sheet = house.keeps(at(9, 0), 40, &[]).expect("keeps");
        assert_eq!(house.keeps(at(9, 1), 40, &[]).expect("again"), sheet, "the same scan is the same sheet");
        let id = house.id;
        let on_paper = || house.activity().tally.on_paper;
        assert_eq!((on_paper(), house.tally()), (40, [0, 0, 0, 0, 0]), "apart from persons");
        let take = |why: &'static str| {
            let (by, chance) = (house.operator(), house.chance.clone());
            store.write_now(move |tx| actions::withdraw_sheet(tx, &chance, at(9, 5), &by, (id, sheet), why))
        };
        assert_eq!(refused(take("")), "required");
        take("Salah hitung").expect("takes back");
        take("Salah hitung").expect("the same again");
        assert_eq!(on_paper(), 0);
        house.keeps(at(9, 10), 0, &[0, 1, 5, 1]).expect("keeps the same scan anew, with its persons");
        assert_eq!((house.tally(), on_paper()), ([3, 0, 0, 0, 0], 0));
        let by = house.operator();
        let sheets = store.read_now(move |tx| actions::sheets(tx, &by, id)).expect("lists");
        let told: Vec<_> = sheets.iter().map(|one| (one.counted, one.persons, one.withdrawn)).collect();
        assert_eq!(told, [(0, 3, false), (40, 0, true)]);
        let by = house.operator();
        let scan = store.read_now(move |tx| actions::scan(tx, &by, id, sheet)).expect("kept");
        assert!(!scan.bytes.is_empty());
        assert_eq!((house.leaves(), house.findings()), (3, vec![]));
    });
}

#[test]
fn a_counted_sheet_moves_a_counter_of_its_own_and_the_audit_recounts_it() {
    each_engine(|store| {
        let house = House::new(store);
        house.starts(at(8, 0));
        house.comes(0, at(8, 2)).expect("comes");
        let sheet = house.keeps(at(8, 30), 40, &[]).expect("keeps");
        let counted = || {
            let tally = house.activity().tally;
            (tally.people(), tally.present, tally.on_paper)
        };
        assert_eq!((counted(), house.findings()), ((1, 1, 40), vec![]), "may be the same people");
        house.ends(at(9, 30));
        let (id, by, chance) = (house.id, house.operator(), house.chance.clone());
        let at_end = "SELECT on_paper FROM activity WHERE id = ?1";
        let kept = || store.read_now(move |tx| tx.query_one(at_end, params![id.0], |row| row.int(0))).expect("reads");
        assert_eq!(kept(), 40, "in the record of the end");
        store
            .write_now(move |tx| actions::withdraw_sheet(tx, &chance, at(10, 0), &by, (id, sheet), "Salah hitung"))
            .expect("takes back");
        assert_eq!((counted(), kept(), house.findings()), ((1, 1, 0), 40, vec![]), "what was told at the end stays");
        let tamper = "UPDATE activity_tally SET on_paper = on_paper + 7";
        store.write_now(move |tx| tx.execute(tamper, params![]).map(|_| ())).expect("tampers");
        let found = ("attendance_change".to_owned(), Some("counted_on_paper".to_owned()));
        assert_eq!(house.findings(), [found], "where no sheet stands any more");
    });
}

#[test]
fn one_finds_people_of_host_delegations_and_of_ones_own_units() {
    each_engine(|store| {
        let house = House::new(store);
        house.comes(5, at(8, 0)).expect("comes");
        let found = |words: &'static str| {
            let (id, by) = (house.id, house.operator());
            let found = store.read_now(move |tx| actions::search(tx, &by, id, words)).expect("finds");
            found.into_iter().map(|one| (one.name, one.state)).collect::<Vec<_>>()
        };
        assert_eq!(found("gede"), [("Gede Coba".to_owned(), Some(State::Present))]);
        assert_eq!(found("agus").len(), 3);
        assert_eq!(found("198503172009121001"), [("Wayan Contoh".to_owned(), None)]);
        assert_eq!(found("yohan"), [], "of another office");
    });
}

#[test]
fn the_demonstration_lets_people_come_as_they_do() {
    each_engine(|store| {
        let house = House::new(store);
        house.starts(at(7, 50));
        let share = crate::demo::Share { of_hundred: 90, most: 0, doubtful: 1, guests: vec![guest("Camat Contoh")] };
        let (id, by, chance) = (house.id, house.operator(), house.chance.clone());
        let present = store.write_now(move |tx| crate::demo::fill(tx, &chance, &by, id, &share)).expect("fills");
        // Seven of the host's eight, two of the delegation's three; one of them with a code that had passed.
        let [counted, early, late, doubtful, guests] = house.tally();
        assert_eq!((present, counted, doubtful, guests), (8, 8, 1, 1));
        assert!(early > 0 && late > 0);
        house.ends(at(9, 30));
        assert_eq!((house.leaves(), house.findings()), (0, vec![]));
    });
}
