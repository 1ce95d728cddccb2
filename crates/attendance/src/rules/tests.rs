//! The rules by table: windows across midnight and zones, parties, what needs a reason.

use super::*;
use netra_activities::model::{ActivityId, ActivityKind, Mode, Named, Tally};
use netra_base::{Day, Zone};

fn at(zone: Zone, day: &str, hour: i8, minute: i8) -> Moment {
    Day::parse(day).expect("a day").at(zone, hour, minute)
}

fn activity(zone: Zone, starts: (&str, i8, i8), ends: (&str, i8, i8)) -> Activity {
    Activity {
        id: ActivityId(1),
        unit: UnitId(5),
        kind: ActivityKind::RollCall,
        mode: Mode::OnSite,
        title: "Apel".into(),
        theme: None,
        basis: Vec::new(),
        venue: Some("Lapangan".into()),
        link: None,
        starts: at(zone, starts.0, starts.1, starts.2),
        ends: at(zone, ends.0, ends.1, ends.2),
        zone,
        leader: Named::default(),
        on_behalf_of: None,
        target: 100,
        expected: 100,
        team: None,
        drive: None,
        pledge_drive: None,
        occasion: None,
        budget: None,
        realised: None,
        state: activities::State::Planned,
        planned: Moment(0),
        revision: 0,
        revised: Moment(0),
        started: None,
        finished: None,
        reason: None,
        reported: None,
        tally: Tally::default(),
    }
}

#[test]
fn one_is_early_in_time_or_late_and_outside_refused() {
    let day = "2023-12-21";
    let morning = activity(Zone::Wita, (day, 7, 30), (day, 9, 0));
    let night = activity(Zone::Wit, (day, 23, 30), ("2023-12-22", 1, 0));
    let cases = [
        (&morning, Zone::Wita, day, 6, 29, Err("attendance-early")),
        (&morning, Zone::Wita, day, 6, 30, Ok(Timing::Early)),
        (&morning, Zone::Wib, day, 6, 29, Ok(Timing::Early)),
        (&morning, Zone::Wib, day, 6, 30, Ok(Timing::OnTime)),
        (&morning, Zone::Wita, day, 7, 45, Ok(Timing::OnTime)),
        (&morning, Zone::Wita, day, 7, 46, Ok(Timing::Late)),
        (&morning, Zone::Wit, day, 10, 0, Ok(Timing::Late)),
        (&morning, Zone::Wita, day, 9, 1, Err("attendance-over")),
        (&morning, Zone::Wita, "2023-12-22", 7, 30, Err("attendance-over")),
        (&night, Zone::Wit, day, 22, 30, Ok(Timing::Early)),
        (&night, Zone::Wit, "2023-12-22", 0, 10, Ok(Timing::Late)),
        (&night, Zone::Wib, day, 21, 30, Ok(Timing::OnTime)),
        (&night, Zone::Wib, day, 23, 0, Ok(Timing::Late)),
        (&night, Zone::Wib, day, 23, 1, Err("attendance-over")),
        (&night, Zone::Wit, "2023-12-22", 23, 30, Err("attendance-over")),
    ];
    for (activity, zone, day, hour, minute, expected) in cases {
        let found = admits(activity, at(zone, day, hour, minute)).map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "{day} {hour}:{minute} {}", zone.abbreviation());
    }
}

#[test]
fn what_runs_admits_until_somebody_says_that_it_is_over() {
    let day = "2023-12-21";
    let wib = |hour, minute| at(Zone::Wib, day, hour, minute);
    let mut held = activity(Zone::Wib, (day, 8, 0), (day, 9, 0));
    assert_eq!((ends(&held), closes(&held)), (wib(9, 0), wib(9, 0)), "nobody said that it began");
    held.started = Some(wib(8, 40));
    held.state = activities::State::Running;
    assert_eq!(admits(&held, wib(9, 30)), Ok(Timing::Late), "who comes late is late all the same");
    assert_eq!((ends(&held), closes(&held)), (wib(9, 40), wib(15, 40)), "what began late ends late");
    held.started = Some(wib(7, 50));
    assert_eq!((ends(&held), closes(&held)), (held.ends, wib(15, 0)), "an early beginning shortens nothing");
    assert_eq!((admits(&held, wib(9, 40)), admits(&held, wib(15, 0))), (Ok(Timing::Late), Ok(Timing::Late)));
    let forgotten = admits(&held, wib(15, 1)).expect_err("nobody ended it");
    assert_eq!(forgotten.code, "attendance-over");
    assert!(forgotten.say.id.contains("sudah lama lewat; presensi ditutup") && !forgotten.say.id.contains("selesai"));
    held.finished = Some(wib(9, 45));
    held.state = activities::State::Held;
    assert_eq!(closes(&held), wib(9, 45), "it overran until then");
    let over = admits(&held, wib(9, 46)).expect_err("over");
    assert!(over.code == "attendance-over" && over.say.id.contains("sudah selesai"), "{over:?}");
    held.finished = Some(at(Zone::Wib, "2023-12-22", 8, 0));
    assert_eq!(closes(&held), wib(15, 0), "the button was pressed the day after");
    held.finished = Some(wib(8, 30));
    assert_eq!(admits(&held, wib(8, 31)).map_err(|r| r.code), Err("attendance-over"));
    assert!(may_keep(&held, at(Zone::Wib, "2024-02-01", 8, 0)).is_ok() && is_correction(&held));
    held.state = activities::State::Cancelled;
    let now = wib(8, 5);
    assert_eq!(admits(&held, now).map_err(|r| r.code), Err("activity-cancelled"));
    assert_eq!(may_keep(&held, now).map_err(|r| r.code), Err("activity-cancelled"));
}

#[test]
fn what_is_brought_forward_opens_when_it_is_started() {
    let day = "2023-12-21";
    let wib = |hour, minute| at(Zone::Wib, day, hour, minute);
    let mut early = activity(Zone::Wib, (day, 8, 0), (day, 9, 0));
    let tried = |one: &Activity, now| (admits(one, now).map_err(|r| r.code), may_keep(one, now).map_err(|r| r.code));
    assert_eq!(tried(&early, wib(6, 10)), (Err("attendance-early"), Err("attendance-early")));
    early.started = Some(wib(6, 10));
    early.state = activities::State::Running;
    assert_eq!(tried(&early, wib(6, 9)), (Err("attendance-early"), Err("attendance-early")));
    assert_eq!(tried(&early, wib(6, 10)), (Ok(Timing::Early), Ok(())), "early by the announced beginning");
    assert_eq!(admits(&early, wib(8, 16)), Ok(Timing::Late));
    early.started = Some(wib(7, 50));
    assert_eq!(opens(&early), wib(7, 0), "started later than an hour before: nothing is shut");
}

#[test]
fn people_count_for_the_nearest_that_was_invited() {
    let delegations = [(UnitId(7), "/1/5/7/".to_owned()), (UnitId(9), "/1/9/".to_owned())];
    for (person, expected) in [
        ("/1/5/", Party::Host),
        ("/1/5/8/", Party::Host),
        ("/1/5/7/", Party::Delegation(UnitId(7))),
        ("/1/5/7/3/", Party::Delegation(UnitId(7))),
        ("/1/9/2/", Party::Delegation(UnitId(9))),
        ("/1/6/", Party::Visitor),
        ("/1/50/", Party::Visitor),
        ("/1/", Party::Visitor),
    ] {
        assert_eq!(party(person, "/1/5/", &delegations), expected, "{person}");
    }
    // A host below an invited unit keeps its own people; of that unit itself alone come others, and not the host's sisters.
    let above = [(UnitId(5), "/1/5/".to_owned())];
    assert_eq!(party("/1/5/2/", "/1/5/2/", &above), Party::Host);
    assert_eq!(party("/1/5/", "/1/5/2/", &above), Party::Delegation(UnitId(5)));
    assert_eq!(party("/1/5/3/", "/1/5/2/", &above), Party::Visitor);
}

#[test]
fn a_reason_is_asked_for_where_something_is_taken_away_or_told_already() {
    assert!(!needs_reason(None, State::Present, false));
    assert!(!needs_reason(Some(State::Doubtful), State::Present, false));
    assert!(needs_reason(Some(State::Doubtful), State::Absent, false));
    assert!(needs_reason(Some(State::Absent), State::Present, false));
    assert!(needs_reason(None, State::Present, true));
    assert_eq!(lock_until(4, Moment(0)), None);
    assert_eq!(lock_until(5, Moment(0)), Some(Moment(LOCK_MS)));
    assert!(locked(Moment(60_001), Moment(0)).say.id.contains("2 menit"));
}
