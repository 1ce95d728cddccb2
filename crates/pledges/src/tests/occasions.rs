//! Signing at an occasion: counted there once, nowhere else, and never refused for it.

use super::*;
use crate::model::{Asked, NewOccasion, NotCounted, Occasion, OccasionId, OccasionKey};
use netra_store::params;

fn new(house: &House, from: Moment, until: Moment) -> NewOccasion {
    NewOccasion { drive: house.drive, unit: house.bali, title: "Deklarasi di halaman".into(), from, until }
}

impl House {
    fn opens_occasion(&self, by: &Principal, new: NewOccasion) -> Result<OccasionId> {
        let (chance, by) = (self.chance.clone(), by.clone());
        self.store.write_now(move |tx| actions::open_occasion(tx, &chance, at(6, 0), &by, &new))
    }

    fn declaration(&self) -> OccasionId {
        let by = self.who(Role::UnitOperator, self.bali);
        self.opens_occasion(&by, new(self, at(8, 0), at(10, 0))).expect("opens")
    }

    fn signs_at(&self, person: usize, now: Moment, asked: impl Into<Asked>) -> Result<Signed> {
        let request = SignRequest { occasion: Some(asked.into()), ..self.request(person) };
        let chance = self.chance.clone();
        self.store.write_now(move |tx| actions::sign(tx, &chance, now, &request))
    }

    fn occasion(&self, id: OccasionId) -> Occasion {
        self.store.read_now(move |tx| actions::occasion(tx, id)).expect("known")
    }

    /// What the records of occasions say, in order.
    fn told(&self) -> Vec<String> {
        let sql = "SELECT record FROM ledger_entry WHERE kind = 'occasion-opened' ORDER BY id";
        let records = self.store.read_now(move |tx| tx.query(sql, params![], |row| row.blob(0))).expect("reads");
        records.into_iter().map(|record| String::from_utf8(record).expect("text")).collect()
    }

    fn harmed(&self, harm: &'static str) -> Vec<(String, Option<String>)> {
        let changed = self.store.write_now(move |tx| tx.execute(harm, params![])).expect("harmed");
        assert!(changed > 0, "{harm}");
        self.findings()
    }
}

#[test]
fn a_signature_at_an_occasion_is_counted_there_once() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.declaration();
        let first = house.signs_at(0, at(9, 0), id).expect("signs");
        assert_eq!((first.again, first.occasion), (false, Some(Ok(id))));
        let second = house.signs_at(0, at(9, 1), id).expect("answers");
        assert_eq!((second.again, second.occasion, second.entry), (true, Some(Ok(id)), first.entry));
        let code = house.occasion(id).code();
        house.signs_at(16, at(9, 2), code).expect("a guest from another office brings the code on the screen");
        house.signs(1, at(9, 3)).expect("signs elsewhere");
        assert_eq!(house.occasion(id).signed, 2);
        let elsewhere = house.signs_at(1, at(9, 4), id).expect("answers");
        assert_eq!((elsewhere.again, elsewhere.occasion), (true, Some(Err(NotCounted::SignedBefore))));
        assert_eq!((house.occasion(id).signed, house.total().signed), (2, 3));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn a_crowd_that_signs_at_once_is_counted_to_the_last() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.declaration();
        std::thread::scope(|scope| {
            for person in 0..16 {
                let house = &house;
                scope.spawn(move || house.signs_at(person, at(9, 0), id).expect("signs"));
            }
        });
        assert_eq!(house.occasion(id).signed, 16);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn who_is_early_late_or_elsewhere_signs_all_the_same() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.declaration();
        let other = house.opens(new_drive(vec![house.root])).expect("opens");
        let by = house.operator();
        let foreign =
            house.opens_occasion(&by, NewOccasion { drive: other, ..new(&house, at(8, 0), at(10, 0)) }).expect("opens");
        let cases = [
            (0, at(7, 59), id, Err(NotCounted::NotYet)),
            (1, at(8, 0), id, Ok(id)),
            (2, at(10, 0), id, Ok(id)),
            (3, at(10, 0).plus_ms(1), id, Err(NotCounted::Over)),
            (4, at(9, 0), foreign, Err(NotCounted::OtherDrive)),
            (5, at(9, 0), OccasionId(99), Err(NotCounted::Unknown)),
            (6, at(9, 0), OccasionId::read("x"), Err(NotCounted::Unknown)),
        ];
        for (person, now, asked, expected) in cases {
            let signed = house.signs_at(person, now, asked).expect("signs");
            assert_eq!((signed.again, signed.occasion), (false, Some(expected)), "{person}");
        }
        assert_eq!((house.occasion(id).signed, house.occasion(foreign).signed, house.total().signed), (2, 0, 7));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn an_occasion_is_opened_by_its_keeper_for_a_drive_that_is_open_then() {
    each_engine(|store| {
        let mut house = House::new(store);
        let keeper = house.who(Role::UnitOperator, house.bali);
        let good = new(&house, at(8, 0), at(10, 0));
        for by in [house.who(Role::Leader, house.root), house.who(Role::UnitOperator, house.papua)] {
            assert!(matches!(house.opens_occasion(&by, good.clone()), Err(Error::NotFound)));
        }
        let cases = [
            (NewOccasion { title: " x ".into(), ..good.clone() }, "occasion-title"),
            (NewOccasion { until: good.from, ..good.clone() }, "occasion-backwards"),
            (NewOccasion { until: good.from.plus_ms(32 * 86_400_000), ..good.clone() }, "occasion-long"),
            (NewOccasion { drive: DriveId(99), ..good.clone() }, "drive-unknown"),
            (new(&house, at(3, 0), at(6, 59)), "drive-not-open-then"),
            (new(&house, at(23, 0), at(23, 30)), "drive-over-then"),
        ];
        for (wrong, code) in cases {
            assert_eq!(refused(house.opens_occasion(&keeper, wrong)), code);
        }
        // Bali's clock: the drive opens at 07.00 in the west; an occasion that begins before is fine.
        assert!(house.opens_occasion(&keeper, new(&house, at(6, 30), at(8, 0))).is_ok());
        let papua = house.opens(new_drive(vec![house.papua])).expect("opens");
        assert_eq!(
            refused(house.opens_occasion(&keeper, NewOccasion { drive: papua, ..good.clone() })),
            "drive-elsewhere"
        );
        let drives = |unit| {
            let look = move |tx: &mut netra_store::Tx<'_>| {
                let unit = registry::unit(tx, unit)?;
                Ok(actions::drives_at(tx, &[unit])?.into_iter().map(|drive| drive.id).collect::<Vec<_>>())
            };
            store.read_now(look).expect("lists")
        };
        assert_eq!((drives(house.bali), drives(house.papua)), (vec![house.drive], vec![papua, house.drive]));
        house.closes(at(12, 0).plus_ms(86_400_000)).expect("closes");
        assert_eq!(refused(house.opens_occasion(&keeper, good)), "drive-closed");
        house.drive = papua;
        assert_eq!(drives(house.bali), []);
    });
}

#[test]
fn what_was_counted_stays_inside_when_an_occasion_changes_or_ends() {
    each_engine(|store| {
        let house = House::new(store);
        let keeper = house.who(Role::UnitOperator, house.bali);
        let id = house.declaration();
        let change = |by: &Principal, new: NewOccasion| {
            let by = by.clone();
            let chance = house.chance.clone();
            store.write_now(move |tx| actions::change_occasion(tx, &chance, at(7, 0), &by, id, &new))
        };
        let times = |from, until| new(&house, from, until);
        change(&keeper, times(at(9, 0), at(9, 30))).expect("nobody signed yet");
        assert!(matches!(
            change(&house.who(Role::Leader, house.bali), times(at(9, 0), at(9, 31))),
            Err(Error::NotFound)
        ));
        house.signs_at(0, at(9, 10), id).expect("signs");
        assert_eq!(refused(change(&keeper, times(at(9, 20), at(9, 30)))), "occasion-signed");
        assert_eq!(
            refused(change(&keeper, NewOccasion { unit: house.prison, ..times(at(9, 0), at(9, 30)) })),
            "occasion-moved"
        );
        change(&keeper, NewOccasion { title: "Ikrar di aula".into(), ..times(at(9, 0), at(11, 0)) }).expect("longer");
        let ends = |now: Moment| {
            let by = keeper.clone();
            let chance = house.chance.clone();
            store.write_now(move |tx| actions::end_occasion(tx, &chance, now, &by, id))
        };
        ends(at(9, 40)).expect("ends");
        ends(at(9, 50)).expect("twice is once");
        let ended = house.occasion(id);
        assert_eq!((ended.until, ended.signed, ended.title.as_str()), (at(9, 40), 1, "Ikrar di aula"));
        let late = house.signs_at(1, at(9, 41), id).expect("signs");
        assert_eq!(late.occasion, Some(Err(NotCounted::Over)));
        let told = house.told();
        assert_eq!(told.len(), 4, "opened, moved, made longer, ended; what changes nothing leaves nothing: {told:?}");
        assert!(told.iter().all(|record| !record.contains("Deklarasi") && !record.contains("aula")), "{told:?}");
        assert!(
            told[3].contains(&format!("\"ends\":{}", at(9, 40).0)) && told[3].contains("\"version\":4"),
            "{told:?}"
        );
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn only_the_hosts_people_and_who_brings_the_code_are_counted_at_an_occasion() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.declaration();
        let code = house.occasion(id).code();
        let wrong = code.key.map(|key| OccasionKey::new(key.number() ^ 1));
        let cases = [
            (0, Asked::from(id), Ok(id), "of the host itself"),
            (8, Asked::from(id), Ok(id), "of a unit below it"),
            (16, Asked::from(id), Err(NotCounted::Unknown), "from another office, by the number alone"),
            (17, Asked { id, key: wrong }, Err(NotCounted::Unknown), "with a guessed code"),
            (18, code, Ok(id), "with the code on the screen"),
            (23, Asked::read(&code.to_string().to_lowercase()), Ok(id), "who typed it"),
            (24, Asked { id: OccasionId(99), ..code }, Err(NotCounted::Unknown), "of none"),
        ];
        for (person, asked, expected, who) in cases {
            let employee = house.people[person];
            let known = store.read_now(move |tx| actions::occasion_known(tx, asked, employee)).expect("reads");
            assert_eq!(known.is_some(), expected.is_ok(), "{who}");
            let signed = house.signs_at(person, at(9, 0), asked).expect("signs in any case");
            assert_eq!(signed.occasion, Some(expected), "{who}");
        }
        assert_eq!((house.occasion(id).signed, house.total().signed), (4, 7));
        let drive = house.drive;
        let gathers = |now| store.read_now(move |tx| actions::gathers(tx, drive, now)).expect("reads");
        assert_eq!([at(7, 59), at(8, 0), at(10, 0), at(10, 1)].map(gathers), [false, true, true, false]);
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_audit_names_a_changed_occasion_and_a_wrong_counter() {
    each_engine(|store| {
        let house = House::new(store);
        let (id, other) = (house.declaration(), house.declaration());
        house.signs_at(0, at(9, 0), id).expect("signs");
        house.signs(1, at(9, 0)).expect("signs at none");
        assert_eq!((house.findings(), other.0), (vec![], id.0 + 1));
        let named = |found: &[(String, Option<String>)], table: &str, column: &str| {
            found.iter().any(|(t, c)| t == table && c.as_deref() == Some(column))
        };
        let cases = [
            ("UPDATE pledge SET occasion = occasion + 1 WHERE occasion IS NOT NULL", "pledge", "occasion"),
            ("UPDATE pledge SET occasion = occasion - 1 WHERE occasion IS NOT NULL", "", ""),
            ("UPDATE pledge SET occasion = NULL WHERE occasion IS NOT NULL", "pledge", "occasion"),
            ("UPDATE pledge SET occasion = 1 WHERE employee = (SELECT MIN(employee) FROM pledge)", "", ""),
            ("UPDATE pledge SET occasion = 1 WHERE occasion IS NULL", "pledge", "occasion"),
            ("UPDATE pledge SET occasion = NULL WHERE employee = (SELECT MAX(employee) FROM pledge)", "", ""),
            ("UPDATE pledge_occasion_count SET signed = signed + 1", "pledge_occasion_count", "signed"),
            ("UPDATE pledge_occasion_count SET signed = signed - 1", "", ""),
            ("UPDATE pledge_occasion_count SET occasion = 77", "pledge_occasion_count", "occasion"),
            ("UPDATE pledge_occasion_count SET occasion = 1", "", ""),
            ("UPDATE pledge_occasion SET title = title || ' '", "pledge_occasion", "title"),
            ("UPDATE pledge_occasion SET title = 'Deklarasi di halaman'", "", ""),
            ("UPDATE pledge_occasion SET starts = starts - 1", "pledge_occasion", "starts"),
            ("UPDATE pledge_occasion SET starts = starts + 1", "", ""),
            ("UPDATE pledge_occasion SET ends = ends + 1", "pledge_occasion", "ends"),
            ("UPDATE pledge_occasion SET ends = ends - 1", "", ""),
            ("UPDATE pledge_occasion SET unit = unit + 1", "pledge_occasion_version", "unit"),
            ("UPDATE pledge_occasion SET unit = unit - 1", "", ""),
            ("UPDATE pledge_occasion SET key = key + 1", "pledge_occasion_version", "key"),
            ("UPDATE pledge_occasion SET key = key - 1", "", ""),
            ("UPDATE pledge_occasion_version SET title = title || ' '", "pledge_occasion_version", "title_sha256"),
            ("UPDATE pledge_occasion_version SET title = 'Deklarasi di halaman'", "", ""),
            ("UPDATE pledge_occasion_version SET at = at + 1", "pledge_occasion_version", "at"),
            ("UPDATE pledge_occasion_version SET at = at - 1", "", ""),
            ("UPDATE pledge_occasion_version SET made_by = 7", "pledge_occasion_version", "by"),
            ("UPDATE pledge_occasion_version SET made_by = 9", "", ""),
            ("UPDATE pledge_occasion_version SET version = 2", "pledge_occasion_version", "version"),
            ("UPDATE pledge_occasion_version SET version = 1", "", ""),
            ("DELETE FROM pledge_occasion WHERE id = 1", "pledge_occasion", "drive"),
        ];
        assert_eq!(id.0, 1);
        for (harm, table, column) in cases {
            let found = house.harmed(harm);
            assert!(
                if table.is_empty() { found.is_empty() } else { named(&found, table, column) },
                "{harm}: {found:?}"
            );
        }
    });
}

#[test]
fn a_signature_at_no_occasion_is_recorded_as_it_always_was() {
    on_sqlite(|store| {
        let house = House::new(store);
        let id = house.declaration();
        let record = |signed: Signed| {
            let (record, _) =
                store.read_now(move |tx| netra_ledger::actions::open_record(tx, signed.entry)).expect("kept");
            String::from_utf8(record).expect("text")
        };
        let plain = record(house.signs(0, at(9, 0)).expect("signs"));
        assert!(!plain.contains("occasion"), "{plain}");
        let there = record(house.signs_at(1, at(9, 0), id).expect("signs"));
        assert!(there.contains("\"number\":\"198503172009121002\",\"occasion\":1,\"signed_in_by\""), "{there}");
        let late = record(house.signs_at(2, at(11, 0), id).expect("signs"));
        assert!(!late.contains("occasion"), "{late}");
    });
}
