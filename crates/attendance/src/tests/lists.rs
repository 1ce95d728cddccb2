//! Lists from meeting tools: what is sure is chosen, what fits three is for a person, nothing counts before it is confirmed.

use super::*;
use crate::actions::{Imported, NewDraft, Said};
use crate::meeting;
use crate::model::draft::{Choice, DraftId, Shown};

const LIST: &str = "Nama,Email,Masuk,Keluar\n\
    \"Wayan Contoh, S.H.\",wayan@contoh.invalid,07:50,08:40\n\
    \"Wayan Contoh, S.H.\",wayan@contoh.invalid,08:45,09:15\n\
    LAPAS-Gede Coba,,08:20,09:30\n\
    Agus Setiawan,,08:00,09:30\n\
    iPhone,,08:00,09:30\n\
    Tamu Kehormatan,tamu@lembaga.invalid,08:00,08:30\n\
    Made Peraga,,09:00,08:00\n";

impl House {
    pub(super) fn reads(&self, text: &str) -> Result<DraftId> {
        let (id, by, bytes) = (self.id, self.operator(), text.as_bytes().to_vec());
        let asker = by.clone();
        let (_, about) = self.store.read_now(move |tx| actions::importing(tx, at(9, 40), &asker, id))?;
        let read = meeting::read(&bytes, &about)?;
        let (asker, said) = (by.clone(), read.nips());
        let people = self.store.read_now(move |tx| actions::invited(tx, &asker, id, &said))?;
        let (read, lines) = crate::pages::compared(read, people);
        let new = NewDraft { name: "daftar.csv".into(), sha256: canonical::sha256(&bytes), read, lines };
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::keep_draft(tx, &chance, at(9, 40), &by, id, &new))
    }

    pub(super) fn says(&self, draft: DraftId, choices: Vec<(i64, Said)>) -> Result<()> {
        let (id, by) = (self.id, self.operator());
        self.store.write_now(move |tx| actions::choose(tx, &by, (id, draft), &choices))
    }

    fn chooses(&self, draft: DraftId, choices: Vec<(i64, Choice)>) -> Result<()> {
        self.says(draft, choices.into_iter().map(|(number, choice)| (number, Said::Choice(choice))).collect())
    }

    pub(super) fn confirms(&self, draft: DraftId) -> Result<Imported> {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        self.store.write_now(move |tx| actions::confirm(tx, &chance, at(9, 45), &by, (id, draft)))
    }
}

#[test]
fn a_list_counts_once_when_every_line_is_clear() {
    each_engine(|store| {
        let house = House::new(store);
        house.comes(0, at(7, 30)).expect("comes, by the code");
        let draft = house.reads(LIST).expect("reads");
        let (id, by) = (house.id, house.operator());
        let (kept, counts, several) = store
            .read_now(move |tx| {
                let (_, kept, counts) = actions::draft(tx, &by, id, draft)?;
                let (several, _) = actions::lines_of(tx, &by, (id, draft), (Shown::Several, 0))?;
                Ok((kept, counts, several))
            })
            .expect("waits");
        assert_eq!((kept.rows, kept.problem_count, counts.all()), (7, 1, 5));
        assert!(kept.problems[0].0.starts_with("Baris 8: keluar sebelum masuk"), "{:?}", kept.problems);
        assert_eq!((counts.employees, counts.several, counts.unknown), (2, 1, 2));
        let offered: Vec<_> = several[0].1.iter().map(|(id, ..)| *id).collect();
        assert!(house.people[9..12].iter().all(|id| offered.contains(id)) && offered.len() == 3, "three of one name");
        assert_eq!(house.tally(), [1, 1, 0, 0, 0], "nothing counts yet");
        assert_eq!(refused(house.confirms(draft)), "lines-open");
        let stranger = house.chooses(draft, vec![(3, Choice::Employee(house.people[8]))]);
        assert!(matches!(stranger, Err(Error::NotFound)));
        let chosen = vec![(3, Choice::Employee(house.people[10])), (4, Choice::Ignore), (5, Choice::Guest)];
        house.chooses(draft, chosen).expect("chooses");
        assert_eq!(house.confirms(draft).expect("counts"), Imported { persons: 3, new: 2, guests: 1, ignored: 1 });
        assert_eq!(house.tally(), [3, 1, 1, 0, 1]);
        assert!(matches!(house.confirms(draft), Err(Error::NotFound)), "the draft is gone");
        assert_eq!(refused(house.reads(LIST)), "file-known");
        let id = house.id;
        let minutes = store.read_now(move |tx| actions::minutes(tx, id)).expect("reads");
        assert_eq!(minutes[0], (house.people[0], 80), "two stays together");
        assert_eq!((house.leaves(), house.findings()), (1, vec![]));
    });
}

#[test]
fn a_list_is_its_senders_alone_and_the_next_takes_its_place() {
    each_engine(|store| {
        let house = House::new(store);
        let first = house.reads(LIST).expect("reads");
        let second = house.reads("Nama,Masuk\nWayan Contoh,08:00\n").expect("reads another");
        assert_ne!(first, second);
        let look = |draft: DraftId, who: Principal| {
            let id = house.id;
            store.read_now(move |tx| actions::draft(tx, &who, id, draft).map(|(_, _, counts)| counts))
        };
        assert!(matches!(look(first, house.operator()), Err(Error::NotFound)), "forgotten");
        let other = Principal { account: AccountId(10), ..house.operator() };
        assert!(matches!(look(second, other), Err(Error::NotFound)), "another operator's eyes");
        assert_eq!(look(second, house.operator()).expect("mine").employees, 1);
        let (id, by) = (house.id, house.operator());
        store.write_now(move |tx| actions::drop_draft(tx, &by, id, second)).expect("throws away");
        assert!(matches!(look(second, house.operator()), Err(Error::NotFound)));
        let rest = house.reads("Nama,Masuk\nZaenal,08:00\nTuti,08:00\n").expect("reads");
        let (id, by) = (house.id, house.operator());
        store.write_now(move |tx| actions::choose_rest(tx, &by, (id, rest), Choice::Ignore)).expect("ignores");
        assert_eq!(house.confirms(rest).expect("counts").ignored, 2);
    });
}

#[test]
fn a_doubtful_scan_is_settled_by_the_list_and_a_decision_is_not() {
    each_engine(|store| {
        let house = House::new(store);
        let shot = house.code(at(8, 0));
        house.sends(house.person(0), at(8, 20), &shot, None).expect("doubtful");
        house.marks(5, at(8, 0), State::Present, None).expect("marks");
        house.marks(5, at(8, 10), State::Absent, Some("Pulang lagi")).expect("takes off");
        let draft = house.reads("Nama,Masuk,Keluar\nWayan Contoh,08:00,09:00\nGede Coba,08:00,09:00\n").expect("reads");
        assert_eq!(house.confirms(draft).expect("counts"), Imported { persons: 2, new: 1, guests: 0, ignored: 0 });
        assert_eq!((house.tally(), house.findings()), ([1, 0, 1, 0, 0], vec![]));
    });
}
