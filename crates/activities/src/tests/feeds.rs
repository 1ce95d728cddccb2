//! The calendar feed: only with the key, nobody's name, and text that calendar programs read.

use super::*;
use crate::rules::feed::calendar as feed_text;
use netra_base::Error;

#[test]
fn a_feed_is_read_with_its_key_alone_and_the_key_can_be_taken_back() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        let make = || {
            let by = house.operator();
            house.writes(move |tx, chance| actions::make_feed_key(tx, chance, before(), &by, "KW-20")).expect("makes")
        };
        let read = |key: String| store.read_now(move |tx| actions::feed(tx, before(), "KW-20", &key));
        assert!(matches!(read("x".into()), Err(Error::NotFound)), "no key yet");
        let (old, new) = (make(), make());
        assert!(matches!(read(old), Err(Error::NotFound)), "replaced");
        let (unit, activities) = read(new.clone()).expect("reads");
        assert_eq!(activities.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        let text = feed_text(&unit.name, &activities, "https://netra.contoh.example");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
        assert!(text.contains("DTSTART:20231221T000000Z\r\n") && text.contains("DTEND:20231221T013000Z\r\n"), "{text}");
        assert!(text.contains(&format!("UID:kegiatan-{id}@netra.contoh.example\r\n")), "{text}");
        assert!(text.lines().all(|line| line.len() <= 75), "folded");
        assert!(text.contains("PRODID:-//Netra//Kegiatan//ID\r\n") && text.matches("PRODID").count() == 1, "{text}");
        assert!(!text.contains("Orang") && !text.contains("Tokoh"), "no names");
        let stranger = house.who(Role::UnitOperator, house.papua);
        let other = house.writes(move |tx, _| actions::revoke_feed_key(tx, &stranger, "KW-20"));
        assert!(matches!(other, Err(Error::NotFound)));
        let by = house.operator();
        house.writes(move |tx, _| actions::revoke_feed_key(tx, &by, "KW-20")).expect("takes back");
        assert!(matches!(read(new), Err(Error::NotFound)));
    });
}

#[test]
fn what_people_typed_cannot_break_a_feed() {
    each_engine(|store| {
        let house = House::new(store);
        let mut new = readiness();
        new.title = "Apel; siaga, \"uji\" \\ END:VCALENDAR".into();
        new.venue = Some(format!("Lapangan {}", "é".repeat(120)));
        let id = house.plans(new).expect("plans");
        let one = house.activity(id);
        let unit = store.read_now(move |tx| registry::unit_by_code(tx, "KW-20")).expect("known");
        let text = feed_text(&unit.name, &[one], "https://netra.contoh.example");
        assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1, "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Apel\\; siaga\\, \"uji\" \\\\ END:VCALENDAR\r\n"), "{unfolded}");
        assert!(text.lines().all(|line| line.len() <= 75), "folded by octets");
    });
}
