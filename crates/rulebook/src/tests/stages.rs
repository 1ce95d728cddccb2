//! Boundary days of every contest, in the zone of the act; what no input may do.

use super::table::ask;
use crate::library;
use crate::model::{Level, Standing, What};
use netra_base::{Day, Moment, Zone};
use proptest::prelude::*;

const CONTESTS: [(&str, &str, &str); 5] = [
    ("dpr-2024", "2023-11-02", "2023-11-03"),
    ("dpd-2024", "2023-11-02", "2023-11-03"),
    ("dprd-2024", "2023-11-02", "2023-11-03"),
    ("president-2024", "2023-11-12", "2023-11-13"),
    ("pilkada-2024", "2024-09-21", "2024-09-22"),
];

#[test]
fn the_same_act_changes_class_between_two_days() {
    let library = library::built_in().unwrap();
    for (contest, last, first) in CONTESTS {
        for act in ["props", "online-campaign", "attend-declaration", "social-media-engagement", "photo", "take-part"] {
            let level = |day: &str| ask(library.book(), &format!("{act} {contest} {day} pns")).unwrap().level;
            assert_eq!((level(last), level(first)), (Level::Moral, Level::Heavy), "{act} {contest}");
        }
        let (_, stages) = library.book().contest(contest).unwrap();
        assert_eq!(stages.standing(Day::parse(last).unwrap()), Standing::Prospective);
        assert_eq!(stages.standing(Day::parse(first).unwrap()), Standing::Candidate);
    }
}

#[test]
fn the_day_is_that_of_the_place_where_it_happened() {
    let at = Moment::parse_iso("2023-11-12T16:30:00Z").unwrap();
    let library = library::built_in().unwrap();
    let level = |zone: Zone| {
        let day = at.day(zone).to_string();
        ask(library.book(), &format!("photo president-2024 {day} pns")).unwrap().level
    };
    assert_eq!(level(Zone::Wib), Level::Moral, "half past eleven in Jakarta");
    assert_eq!(level(Zone::Wita), Level::Heavy, "half past midnight in Denpasar");
    assert_eq!(level(Zone::Wit), Level::Heavy, "half past one in Jayapura");
}

#[test]
fn campaign_and_quiet_days_follow_from_the_fixing() {
    let library = library::built_in().unwrap();
    for (contest, days) in [("dpr-2024", 25), ("president-2024", 15)] {
        let (_, stages) = library.book().contest(contest).unwrap();
        assert_eq!(stages.fixed.plus_days(days), stages.campaign[0], "cal-check {contest}");
    }
    for (row, contest) in library.book().contests() {
        assert_eq!(contest.quiet[1].plus_days(1), contest.voting, "{}", row.id);
        let named = library.book().rows.iter().filter_map(|one| match &one.what {
            What::Event(event) if event.contests.contains(&row.id) => Some((event.first, event.last)),
            _ => None,
        });
        let named: Vec<_> = named.collect();
        for day in [contest.fixed, contest.campaign[0], contest.quiet[0], contest.voting] {
            assert!(named.iter().any(|(first, _)| *first == day), "{} {day} is in no event", row.id);
        }
    }
}

#[test]
fn after_a_contest_only_rules_without_a_stage_answer() {
    let library = library::built_in().unwrap();
    let code = |question: &str| ask(library.book(), question).map(|decision| decision.level.code().to_owned());
    assert_eq!(code("photo president-2024 2024-03-20 pns"), Ok("heavy".into()));
    assert_eq!(code("photo president-2024 2024-03-21 pns"), Err("date-outside-data".into()));
    assert_eq!(code("biased-decision president-2024 2024-03-21 pns"), Ok("heavy".into()));
    assert_eq!(code("biased-decision president-2024 2028-01-01 pns"), Err("date-outside-data".into()));
    assert_eq!(code("photo president-2024 1999-01-01 pns"), Err("date-outside-data".into()));
}

proptest! {
    #[test]
    fn no_question_makes_it_panic(
        act in "[a-z0-9-]{0,30}", contest in "\\PC{0,20}", person in "\\PC{0,12}", day in 0i32..20_000,
    ) {
        let library = library::built_in().unwrap();
        let day = Day::parse("1990-01-01").unwrap().plus_days(day);
        let line = format!("{} {} {day} {}", word(&act), word(&contest), word(&person));
        let _ = ask(library.book(), &line);
    }

    #[test]
    fn any_known_question_on_any_day_is_answered_or_refused(
        act in 0usize..40, contest in 0usize..5, person in 0usize..4, day in 0i32..9_000, circumstances in 0u8..32,
    ) {
        let library = library::built_in().unwrap();
        let book = library.book();
        let act = &book.acts[act % book.acts.len()].id;
        let person = ["pns", "pppk", "ppnpn", "village-head"][person];
        let day = Day::parse("2010-01-01").unwrap().plus_days(day);
        let words = ["spouse", "unpaid-leave", "attributes", "state-facilities", "mobilising"];
        let given: Vec<_> = words.iter().enumerate().filter(|(at, _)| circumstances & (1 << at) != 0).map(|(_, word)| *word).collect();
        let question = format!("{act} {} {day} {person} {}", CONTESTS[contest].0, given.join(" "));
        if let Ok(decision) = ask(book, &question) {
            prop_assert!(decision.instruments.iter().all(|id| book.in_force(id, day, None)), "{question}");
            prop_assert!(decision.rules.iter().all(|id| book.row(id).is_some()), "{question}");
        }
    }

    #[test]
    fn an_allowed_act_never_covers_another(one in 0usize..40, two in 0usize..40, contest in 0usize..5, day in 0i32..1_200) {
        let library = library::built_in().unwrap();
        let book = library.book();
        let (one, two) = (&book.acts[one % book.acts.len()].id, &book.acts[two % book.acts.len()].id);
        let day = Day::parse("2021-08-31").unwrap().plus_days(day);
        let rest = format!("{} {day} pns", CONTESTS[contest].0);
        let verdict = |acts: &str| ask(book, &format!("{acts} {rest}")).map(|decision| decision.verdict);
        if let (Ok(first), Ok(second), Ok(both)) = (verdict(one), verdict(two), verdict(&format!("{one}+{two}"))) {
            prop_assert_eq!(both, first.max(second), "{} {} {}", one, two, rest);
        }
    }

    #[test]
    fn later_is_never_milder(act in 0usize..40, contest in 0usize..5, person in 0usize..3, early in 0i32..400, late in 0i32..80, party: bool) {
        let library = library::built_in().unwrap();
        let book = library.book();
        let act = &book.acts[act % book.acts.len()].id;
        let both = |stage| book.rules().any(|(_, rule)| rule.stage == stage && rule.acts.iter().chain(&rule.acts_by_analogy).any(|one| one == act));
        prop_assume!(both(crate::model::Stage::Prospective) && both(crate::model::Stage::Candidate));
        let (name, last, first) = CONTESTS[contest];
        let person = ["pns", "pppk", "ppnpn"][person];
        let before = Day::parse(last).unwrap().plus_days(-early);
        let after = Day::parse(first).unwrap().plus_days(late);
        let word = if party { "party" } else { "" };
        let at = |day: Day| ask(book, &format!("{act} {name} {day} {person} {word}"));
        if let (Ok(one), Ok(other)) = (at(before), at(after)) {
            prop_assert!(one.level <= other.level, "{act} {name} {before} {after} {person} {word}");
        }
    }
}

/// A word that the line of a question can carry.
fn word(text: &str) -> String {
    let kept: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    if kept.is_empty() { "x".into() } else { kept }
}
