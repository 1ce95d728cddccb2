//! Who publishes, when tests and feedback are open: by table.

use super::*;
use netra_activities::model::{ActivityId, ActivityKind, Mode, Named, Tally};
use netra_base::{Day, UnitId, Zone};

fn at(text: &str, hour: i8) -> Moment {
    Day::parse(text).expect("a day").at(Zone::Wita, hour, 0)
}

fn activity(state: State) -> Activity {
    let over = state == State::Held;
    Activity {
        id: ActivityId(1),
        unit: UnitId(1),
        kind: ActivityKind::Outreach,
        mode: Mode::OnSite,
        title: "Penyuluhan".into(),
        theme: None,
        basis: Vec::new(),
        venue: Some("Aula".into()),
        link: None,
        starts: at("2024-01-23", 9),
        ends: at("2024-01-23", 11),
        zone: Zone::Wita,
        leader: Named::default(),
        on_behalf_of: None,
        target: 10,
        expected: 10,
        team: None,
        drive: None,
        pledge_drive: None,
        occasion: None,
        budget: None,
        realised: None,
        state,
        planned: at("2024-01-02", 9),
        revision: 0,
        revised: at("2024-01-02", 9),
        started: (state == State::Running || over).then_some(at("2024-01-23", 9)),
        finished: over.then_some(at("2024-01-23", 11)),
        reason: None,
        reported: None,
        tally: Tally::default(),
    }
}

#[test]
fn a_test_counts_at_a_place_while_it_measures_something() {
    let (pre, post) = (Phase::Pre, Phase::Post);
    for (phase, state, now, expected) in [
        (pre, State::Planned, at("2024-01-15", 9), Some("test-early")),
        (pre, State::Planned, at("2024-01-16", 9), None),
        (pre, State::Running, at("2024-01-23", 9), None),
        (pre, State::Held, at("2024-01-23", 12), Some("test-over")),
        (pre, State::Cancelled, at("2024-01-23", 8), Some("cancelled")),
        (post, State::Planned, at("2024-01-23", 9), Some("test-early")),
        (post, State::Running, at("2024-01-23", 10), None),
        (post, State::Held, at("2024-01-30", 11), None),
        (post, State::Held, at("2024-01-30", 12), Some("test-over")),
        (post, State::Cancelled, at("2024-01-23", 10), Some("cancelled")),
    ] {
        let refused = may_test(&activity(state), phase, now).err().map(|refusal| refusal.code);
        assert_eq!(refused, expected, "{phase:?} {state:?} {now:?}");
    }
}

#[test]
fn feedback_is_asked_for_from_the_start_until_two_weeks_after() {
    for (state, now, expected) in [
        (State::Planned, at("2024-01-23", 8), Some("feedback-early")),
        (State::Running, at("2024-01-23", 9), None),
        (State::Held, at("2024-02-06", 11), None),
        (State::Held, at("2024-02-06", 12), Some("feedback-over")),
        (State::Cancelled, at("2024-01-23", 12), Some("cancelled")),
    ] {
        assert_eq!(may_answer(&activity(state), now).err().map(|refusal| refusal.code), expected, "{state:?} {now:?}");
    }
}

#[test]
fn few_are_never_told() {
    let words = |given, released| told(given, released, released * 4, released * 3).people.words(Lang::Id, SMALLEST);
    assert_eq!((words(0, 0), words(1, 0), words(4, 0)), ("0".into(), "<5".into(), "<5".into()));
    assert_eq!((words(5, 5), words(9, 5)), ("5".into(), "5".into()));
    assert_eq!(told(4, 0, 0, 0).useful, Mean::default());
    assert_eq!(told(9, 5, 20, 15).useful.words(Lang::Id), "4,0");
}

#[test]
fn the_centre_and_the_regional_offices_publish() {
    let publishing: Vec<UnitKind> = UnitKind::ALL.into_iter().filter(|kind| publishes(*kind)).collect();
    assert_eq!(publishing, [UnitKind::Agency, UnitKind::Eselon1, UnitKind::Kanwil]);
}
