//! The calendar feed: only with the key, nobody's name, what a unit holds and to what it is sent, marks of days, and text that
//! calendar programs read.

use super::*;
use crate::rules::feed::{Event, calendar};
use netra_base::{Error, Lang};

const BASE: &str = "https://netra.contoh.example";

/// The feed of a unit with a new key.
fn feed_of(house: &House, code: &'static str) -> Vec<Event> {
    let by = house.who(Role::UnitOperator, house.root);
    let made = house.writes(move |tx, chance| actions::make_feed_key(tx, chance, before(), &by, code));
    let key = made.expect("makes");
    house.store.read_now(move |tx| actions::feed(tx, before(), code, &key)).expect("reads").1
}

fn numbers(events: &[Event]) -> Vec<ActivityId> {
    events.iter().map(|one| one.activity.id).collect()
}

/// The text with its lines unfolded.
fn text_of(lang: Lang, events: &[Event]) -> String {
    calendar(lang, "Unit contoh", events, BASE).replace("\r\n ", "")
}

/// The readiness roll call of a unit at other hours, meant as it is.
fn at(unit: &str, starts: &str, ends: &str) -> NewActivity {
    let (unit, starts, ends) = (unit.into(), wall(starts), wall(ends));
    NewActivity { unit, starts, ends, delegations: Vec::new(), confirmed: true, ..readiness() }
}

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
        let (unit, events) = read(new.clone()).expect("reads");
        assert_eq!(numbers(&events), [id]);
        let text = calendar(Lang::Id, &unit.name, &events, BASE);
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
fn a_feed_has_what_the_unit_holds_and_to_what_it_is_sent() {
    each_engine(|store| {
        let house = House::new(store);
        let sent = house.planned();
        let own = house.plans(at("KW-20-LAPAS-01", "2023-12-22T08:00", "2023-12-22T09:00")).expect("plans");
        let other = house.plans(at("KW-20", "2023-12-20T08:00", "2023-12-20T09:00")).expect("plans");
        assert_eq!(numbers(&feed_of(&house, "KW-20-LAPAS-01")), [sent, own], "by time, and nothing of its host beside");
        assert_eq!(numbers(&feed_of(&house, "KW-20")), [other, sent], "what those below hold stands in theirs");
        assert_eq!(numbers(&feed_of(&house, "KW-30")), []);
        let by = house.operator();
        house
            .writes(move |tx, chance| actions::cancel(tx, chance, before(), &by, sent, "Hujan lebat"))
            .expect("cancels");
        let events = feed_of(&house, "KW-20-LAPAS-01");
        assert_eq!(numbers(&events), [sent, own]);
        let text = text_of(Lang::Id, &events);
        assert_eq!((text.matches("STATUS:CANCELLED").count(), text.matches("BEGIN:VEVENT").count()), (1, 2), "{text}");
    });
}

#[test]
fn what_was_changed_or_cancelled_is_newer_in_a_feed() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.planned();
        let said = || {
            let text = text_of(Lang::Id, &feed_of(&house, "KW-20"));
            let value = |name: &str| {
                let mut lines = text.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
                let found = (lines.next().map(str::to_owned), lines.next());
                assert_eq!(found.1, None, "once: {text}");
                found.0.unwrap_or_default()
            };
            ["SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART"].map(value)
        };
        let days = |count: i64| before().plus_ms(count * 24 * 3_600_000);
        assert_eq!(said(), ["0", "20231214T010000Z", "20231214T010000Z", "20231221T000000Z"]);
        let moves = |starts: &str, now: Moment| {
            let (by, new) = (house.operator(), NewActivity { starts: wall(starts), ..readiness() });
            house.writes(move |tx, chance| actions::change(tx, chance, now, &by, id, &new)).expect("changes");
        };
        moves("2023-12-21T07:30", days(1));
        assert_eq!(said(), ["1", "20231215T010000Z", "20231215T010000Z", "20231220T233000Z"]);
        moves("2023-12-21T07:00", days(2));
        assert_eq!(said(), ["2", "20231216T010000Z", "20231216T010000Z", "20231220T230000Z"]);
        let by = house.operator();
        house.writes(move |tx, chance| actions::cancel(tx, chance, days(3), &by, id, "Hujan lebat")).expect("cancels");
        assert_eq!(said(), ["3", "20231217T010000Z", "20231217T010000Z", "20231220T230000Z"], "one more");
    });
}

#[test]
fn a_feed_says_on_which_marked_days_an_activity_falls() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.plans(at("KW-20", "2024-02-12T08:00", "2024-02-12T09:30")).expect("plans");
        house.plans(at("KW-20", "2024-02-14T08:00", "2024-02-14T09:30")).expect("plans");
        let mut night = at("KW-20", "2023-12-24T22:00", "2023-12-25T02:00");
        night.agenda.clear();
        house.plans(night).expect("plans");
        house.planned();
        let events = feed_of(&house, "KW-20");
        let said = |lang: Lang| {
            let text = text_of(lang, &events);
            let lines = text.lines().filter_map(|line| line.strip_prefix("DESCRIPTION:"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let contest = "Pemilihan Presiden dan Wakil Presiden 2024";
        let days = said(Lang::Id);
        let [christmas, quiet, vote] = days.as_slice() else { panic!("an ordinary day has none: {events:?}") };
        assert!(christmas.starts_with("25 Desember 2023: Libur: ") && christmas.contains("Natal"), "{christmas}");
        assert_eq!(quiet, &format!("12 Februari 2024: Masa tenang: {contest}"));
        let both = format!(
            "14 Februari 2024: Libur: Pemungutan suara Pemilu\\n14 Februari 2024: Hari pemungutan suara: {contest}"
        );
        assert_eq!(vote, &both, "two lines of one value");
        assert!(said(Lang::En)[1].starts_with("12 February 2024: Quiet days: Election of President"));
        let folded = calendar(Lang::Id, "Unit KW-20", &events, BASE);
        assert!(folded.lines().all(|line| line.len() <= 75), "folded");
        let by = house.operator();
        house.writes(move |tx, chance| actions::cancel(tx, chance, before(), &by, id, "Digeser")).expect("cancels");
        assert!(!text_of(Lang::Id, &feed_of(&house, "KW-20")).contains("12 Februari"), "of what is not held");
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
        let events = [Event { activity: house.activity(id), marks: Vec::new() }];
        let text = calendar(Lang::Id, "Unit KW-20", &events, BASE);
        assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1, "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Apel\\; siaga\\, \"uji\" \\\\ END:VCALENDAR\r\n"), "{unfolded}");
        assert!(text.lines().all(|line| line.len() <= 75), "folded by octets");
    });
}
