//! A delegation that its planner named and that nobody of it agreed to: it opens no roster. A small prison invites the office
//! above it and one at the other end of the country.

use super::doors::{get, post, send_file};
use super::*;
use crate::actions::{FoundPerson, Said};
use crate::model::Party;
use crate::model::draft::{Choice, Shown as Part};

impl House {
    /// The prison as host, and its operator as the only one who keeps the list.
    fn of_the_prison(store: &Store) -> Self {
        let house = Self::new(store);
        let id = plan(store, house.prison, (at(8, 0), at(9, 30)), vec![(house.papua, 5), (house.bali, 4)]);
        Self { bali: house.prison, prison: house.bali, id, ..house }
    }

    fn finds(&self, words: &str) -> Vec<FoundPerson> {
        let (id, by, words) = (self.id, self.operator(), words.to_owned());
        self.store.read_now(move |tx| actions::search(tx, &by, id, &words)).expect("finds")
    }

    fn opens(&self, person: usize, said: Option<usize>) -> Result<String> {
        let (id, by, employee) = (self.id, self.operator(), self.people[person]);
        let said = said.map(|at| Nip::parse(&nip(at)).expect("a NIP"));
        self.store.read_now(move |tx| Ok(actions::person(tx, at(8, 0), &by, id, (employee, said))?.name))
    }

    fn marks_by(&self, person: usize, said: Option<usize>) -> Result<()> {
        let (id, by, chance) = (self.id, self.operator(), self.chance.clone());
        let said = said.map(|at| Nip::parse(&nip(at)).expect("a NIP"));
        let (employee, to, timing) = (self.people[person], State::Present, Timing::OnTime);
        let mark = Mark { employee, to, timing, via: Via::Operator, reason: None, said };
        self.store.write_now(move |tx| actions::mark(tx, &chance, at(8, 5), &by, id, &mark))
    }
}

#[test]
fn nobody_of_a_foreign_delegation_is_found_or_marked_but_by_the_whole_nip() {
    each_engine(|store| {
        let house = House::of_the_prison(store);
        for words in ["yohan", "wayan", "agus", &nip(8)[..12], &nip(8)[..17]] {
            let found = house.finds(words);
            assert!(found.iter().all(|one| one.unit.ends_with("LAPAS-01")), "{words}: {found:?}");
        }
        assert_eq!(house.finds("gede").len(), 1);
        let far = house.finds(&nip(8));
        assert_eq!((far.len(), far[0].name.as_str(), far[0].said.is_some()), (1, "Yohan Teladan", true));
        assert_eq!(house.finds(&nip(0))[0].name, "Wayan Contoh", "of the office above");
        assert_eq!(house.finds(&nip(4)), [], "of the office above that office alone was invited");
        for said in [None, Some(0)] {
            assert!(matches!(house.opens(8, said), Err(Error::NotFound)), "numbers of employees are counted up");
            assert!(matches!(house.marks_by(8, said), Err(Error::NotFound)));
        }
        assert_eq!(house.opens(8, Some(8)).expect("opens"), "Yohan Teladan");
        assert!(matches!(house.marks_by(4, Some(4)), Err(Error::NotFound)));
        house.marks_by(8, Some(8)).expect("marks");
        house.marks_by(5, None).expect("marks one of his own");
        assert_eq!(house.opens(8, None).expect("is on the list"), "Yohan Teladan");
        let (id, by) = (house.id, house.operator());
        let sums = store.read_now(move |tx| actions::sums(tx, &by, id)).expect("counts");
        let came: Vec<_> = sums.parties.iter().map(|one| (one.party, one.present)).collect();
        let far = Party::Delegation(house.papua);
        assert!(came.contains(&(far, 1)) && came.contains(&(Party::Host, 1)), "{came:?}");
        assert_eq!(refused(house.keeps(at(9, 0), 0, &[0, 4])), "person-unknown");
        house.keeps(at(9, 0), 0, &[0]).expect("keeps");
        assert_eq!((house.tally(), house.findings()), ([3, 0, 0, 0, 0], vec![]));
    });
}

#[test]
fn a_list_is_compared_with_ones_own_people_and_with_nips() {
    each_engine(|store| {
        let house = House::of_the_prison(store);
        let list = format!(
            "Nama,Masuk\nYohan Teladan,08:00\nWayan Contoh,08:00\n{} Yohan,08:00\nGede Coba,08:00\nPutu {},08:00\n",
            nip(8),
            nip(4)
        );
        let draft = house.reads(&list).expect("reads");
        let (id, by) = (house.id, house.operator());
        let lines = store
            .read_now(move |tx| {
                let mut lines = Vec::new();
                for part in [Part::Several, Part::Unknown, Part::Settled] {
                    lines.extend(actions::lines_of(tx, &by, (id, draft), (part, 0))?.0);
                }
                Ok(lines)
            })
            .expect("waits");
        let told: Vec<_> =
            lines.iter().map(|(line, offered)| (line.number, offered.first().map(|one| one.1.as_str()))).collect();
        let known = [(3, Some("Yohan Teladan")), (4, Some("Gede Coba"))];
        assert_eq!(told, [&[(1, None), (2, None), (5, None)][..], &known].concat());
        let by_number = house.says(draft, vec![(1, Said::Choice(Choice::Employee(house.people[8])))]);
        assert!(matches!(by_number, Err(Error::NotFound)));
        for stranger in [nip(4), nip(600)] {
            let said = Said::Nip(Nip::parse(&stranger).expect("a NIP"));
            assert_eq!(refused(house.says(draft, vec![(2, said)])), "person-unknown", "the same words for both");
        }
        house.says(draft, vec![(2, Said::Nip(Nip::parse(&nip(0)).expect("a NIP")))]).expect("by the NIP");
        house.says(draft, vec![(2, Said::Choice(Choice::Employee(house.people[0])))]).expect("the page sent again");
    });
}

#[test]
fn the_pages_say_why_and_carry_the_nip_in_no_address() {
    each_engine(|store| {
        let house = House::of_the_prison(store);
        let (by, now, base) = (house.operator(), at(8, 5), format!("/kegiatan/{}/hadir", house.id));
        assert!(get(&house, now, &by, &base).page().contains("hanya ditemukan dengan NIP lengkap"));
        assert!(get(&house, now, &by, &format!("{base}/impor")).page().contains("dikenali bila NIP lengkapnya"));
        let far = format!("{base}/orang/{}", house.people[8]);
        let found = post(&house, now, &by, &base, &format!("cari={}", nip(8))).page();
        assert!(found.contains("Yohan Teladan") && !found.contains(&format!("href=\"{far}\"")), "{found}");
        assert_eq!(get(&house, now, &by, &far).status, axum::http::StatusCode::NOT_FOUND);
        let opened = post(&house, now, &by, &far, &format!("nip={}", nip(8))).page();
        assert!(opened.contains("Tandai hadir") && opened.contains(&format!("value=\"{}\"", nip(8))));
        assert_eq!(post(&house, now, &by, &far, &format!("nip={}&to=present", nip(8))).goes_to(), base);
        let read = send_file(&house, &by, &format!("{base}/impor"), b"Nama,Masuk\nYohan Teladan,08:00\n", &[]);
        let draft = read.goes_to().to_owned();
        for stranger in [nip(4), nip(600)] {
            let back = post(&house, now, &by, &draft, &format!("tampil=asing&c1=nip&n1={stranger}"));
            assert!(back.status == axum::http::StatusCode::UNPROCESSABLE_ENTITY && back.text.contains("f-n1-e"));
        }
        let chosen = post(&house, now, &by, &draft, &format!("tampil=asing&c1=nip&n1={}", nip(8)));
        assert_eq!(chosen.goes_to(), draft);
    });
}
