//! Feedback: one answer each, nothing of the person beside it, never told of few.

use super::*;
use crate::model::Said;
use netra_base::Lang;
use netra_guidance::model::Mean;

fn said(house: &House, by: Principal, id: ActivityId) -> Result<Said> {
    house.store.read_now(move |tx| actions::said(tx, &by, id))
}

#[test]
fn everybody_of_the_audience_answers_once_while_it_is_open() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.outreach();
        assert_eq!(refused(house.answers(0, id, at(8, 0), "")), "feedback-early");
        house.starts(id);
        assert!(house.answers(0, id, at(10, 0), "Pertama").unwrap());
        assert!(!house.answers(0, id, at(10, 1), "Kedua").unwrap(), "a second press changes nothing");
        assert!(house.answers(12, id, at(10, 0), "").unwrap(), "people of units below are its audience");
        unknown(house.answers(18, id, at(10, 0), ""));
        let (by, chance) = (house.centre(), house.chance.clone());
        let answers = Answers::parse("5", "5", "").unwrap();
        unknown(house.store.write_now(move |tx| actions::answer(tx, &chance, at(10, 0), &by, id, &answers)));
        house.ends(id);
        assert!(house.answers(1, id, at(12, 0).plus_ms(13 * 86_400_000), "").unwrap());
        let late = at(12, 0).plus_ms(15 * 86_400_000);
        assert_eq!(refused(house.answers(2, id, late, "")), "feedback-over");
        assert!(!house.answers(0, id, late, "").unwrap(), "who has answered is told so also later");
    });
}

#[test]
fn answers_are_told_in_groups_of_five() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.outreach();
        house.starts(id);
        let told = || said(&house, house.keeper(), id).unwrap();
        assert_eq!(told().told.people.words(Lang::Id, 5), "0");
        for person in 0..4 {
            house.answers(person, id, at(10, 0), &format!("Kata {person}")).unwrap();
            let told = told();
            assert_eq!((told.told.people.words(Lang::Id, 5), told.told.useful.of), ("<5".into(), 0));
            assert!(told.notes.is_empty());
        }
        for person in 4..10 {
            house.answers(person, id, at(10, 0), &format!("Kata {person}")).unwrap();
            let (people, told) = (if person < 9 { 5 } else { 10 }, told());
            assert_eq!(told.told.useful, Mean { of: people, sum: people * 4 });
            assert_eq!(
                (told.told.clear.words(Lang::Id), told.notes.len()),
                ("3,0".into(), usize::try_from(people).unwrap())
            );
        }
        let notes = told().notes;
        assert_ne!(notes, (0..10).map(|person| format!("Kata {person}")).collect::<Vec<_>>(), "not in their order");
        unknown(said(&house, house.who(Role::Leader, house.bali), id));
        unknown(said(&house, house.who(Role::UnitOperator, house.papua), id));
        unknown(said(&house, house.person(0), id));
    });
}

#[test]
fn nothing_of_a_person_stands_beside_an_answer() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.outreach();
        house.starts(id);
        for person in 0..8 {
            house.answers(person, id, at(10, 0), "").unwrap();
        }
        let (rows, order) = house
            .store
            .read_now(|tx| {
                let rows = tx.query("SELECT * FROM lessons_feedback ORDER BY key", &[], |row| {
                    Ok((row.int(0)?, row.blob(1)?.len(), row.int(2)?, row.int(3)?, row.opt_text(4)?, row.int(5)?))
                })?;
                let order = tx.query("SELECT employee FROM lessons_answered", &[], |row| row.int(0))?;
                Ok((rows, order))
            })
            .unwrap();
        assert_eq!(rows.len(), 8);
        // Activity, drawn key, two ratings, words, told: there is no other column.
        assert!(rows.iter().all(|row| (row.0, row.1, row.2, row.3, &row.4) == (id.0, 16, 4, 3, &None)));
        assert_eq!(order.len(), 8);
    });
}

#[test]
fn three_answers_or_a_sentence_at_each_that_is_missing() {
    let codes = |useful, clear, note: &str| {
        let refused = Answers::parse(useful, clear, note).unwrap_err();
        refused.into_iter().map(|one| one.field.unwrap_or_default().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes("", "6", &"x".repeat(501)), ["useful", "clear", "note"]);
    assert_eq!(codes("3", "04", ""), ["clear"]);
    assert_eq!(Answers::parse("1", "5", "  ").unwrap().note, None);
}
