//! The decisions about announcing and changing, by table. Those about places and reach stand beside them.

use super::*;
use crate::model::{ActivityKind, Exception, Wall};
use netra_base::Day;

const KANWIL: UnitId = UnitId(2);
const PRISON: UnitId = UnitId(3);
const OTHER: UnitId = UnitId(4);

fn branch() -> Vec<Branch> {
    let unit = |id, kind| Branch { id, kind };
    vec![
        unit(UnitId(1), UnitKind::Agency),
        unit(KANWIL, UnitKind::Kanwil),
        unit(PRISON, UnitKind::Lapas),
        unit(OTHER, UnitKind::Kanwil),
    ]
}

fn wall(text: &str) -> Wall {
    Wall::parse(text).expect("a time")
}

fn drive() -> Definition<UnitId> {
    Definition {
        title: "Penyuluhan serentak".into(),
        theme: "Netralitas".into(),
        basis: vec!["ins-skb2022".into()],
        kind: ActivityKind::Outreach,
        material: None,
        agenda: Vec::new(),
        window: Window { opens: wall("2024-01-23T08:00"), closes: wall("2024-01-23T16:00") },
        kinds: vec![UnitKind::Kanwil],
        required: 2,
        most: 3,
        exceptions: vec![
            Exception { unit: PRISON, share: Share::Places(1) },
            Exception { unit: OTHER, share: Share::LeftOut },
        ],
        target: 100,
    }
}

fn before() -> Moment {
    Day::parse("2024-01-10").expect("a day").at(Zone::Wib, 9, 0)
}

fn codes(outcome: Result<(), Vec<Refusal>>) -> Vec<(&'static str, String)> {
    let list = outcome.err().unwrap_or_default();
    list.iter().map(|one| (one.code, one.field.as_deref().unwrap_or("").to_owned())).collect()
}

#[track_caller]
fn announces(new: &Definition<UnitId>, now: Moment, expected: &[(&'static str, &str)]) {
    let branch = branch();
    let found = codes(may_announce(new, &Announcing { now, branch: &branch }, |id| id == "ins-skb2022"));
    let expected: Vec<_> = expected.iter().map(|(code, field)| (*code, (*field).to_owned())).collect();
    assert_eq!(found, expected, "{new:?}");
}

#[test]
fn what_is_announced_is_whole() {
    let with = |change: &dyn Fn(&mut Definition<UnitId>)| {
        let mut new = drive();
        change(&mut new);
        new
    };
    announces(&drive(), before(), &[]);
    announces(&with(&|d| d.basis.clear()), before(), &[("basis-count", "basis")]);
    announces(&with(&|d| d.basis.push("ins-x".into())), before(), &[("basis-unknown", "basis")]);
    announces(&with(&|d| d.window.closes = wall("2024-01-23T08:00")), before(), &[("window-backwards", "closes")]);
    announces(&with(&|d| d.window.closes = wall("2024-01-22T16:00")), before(), &[("window-backwards", "closes")]);
    announces(&with(&|d| d.window.closes = wall("2024-06-22T16:00")), before(), &[("window-long", "closes")]);
    announces(&drive(), wall("2024-01-23T15:59").at(Zone::Wib), &[]);
    announces(&drive(), wall("2024-01-23T16:00").at(Zone::Wib), &[("window-past", "closes")]);
    announces(&with(&|d| d.required = 0), before(), &[("required-range", "required")]);
    announces(&with(&|d| d.required = 4), before(), &[("most-range", "most")]);
    announces(&with(&|d| d.most = 51), before(), &[("most-range", "most")]);
    announces(&with(&|d| d.target = 0), before(), &[("target-range", "target")]);
    announces(
        &with(&|d| (d.required, d.target) = (0, 0)),
        before(),
        &[("required-range", "required"), ("target-range", "target")],
    );
    announces(&with(&|d| d.exceptions[0].share = Share::Places(0)), before(), &[("exception-range", "exceptions")]);
    announces(&with(&|d| d.exceptions[0].share = Share::Places(4)), before(), &[("exception-range", "exceptions")]);
    announces(&with(&|d| d.exceptions[1].unit = PRISON), before(), &[("exception-twice", "exceptions")]);
    announces(&with(&|d| d.exceptions[1].unit = UnitId(99)), before(), &[("exception-elsewhere", "exceptions")]);
    announces(&with(&|d| d.kinds = vec![UnitKind::Kanim]), before(), &[]);
    let nobody = with(&|d| {
        d.kinds = vec![UnitKind::Kanim];
        d.exceptions.clear();
    });
    announces(&nobody, before(), &[("nobody-asked", "kinds")]);
    let wide: Vec<Branch> = (0..2_001).map(|at| Branch { id: UnitId(100 + at), kind: UnitKind::Kanwil }).collect();
    let wide_drive = with(&|d| d.exceptions.clear());
    let found = codes(may_announce(&wide_drive, &Announcing { now: before(), branch: &wide }, |_| true));
    assert_eq!(found, [("too-wide", "kinds".to_owned())]);
}

#[test]
fn a_number_of_its_own_beats_the_kind() {
    let new = drive();
    let asked = |unit: UnitId, kind| new.required_of(&unit, kind);
    assert_eq!(asked(KANWIL, UnitKind::Kanwil), Some(2));
    assert_eq!(asked(PRISON, UnitKind::Lapas), Some(1));
    assert_eq!(asked(OTHER, UnitKind::Kanwil), None);
    assert_eq!(asked(UnitId(1), UnitKind::Agency), None);
    assert_eq!(asked_in_all(&new, &branch()), (2, 3));
}

#[track_caller]
fn changes(new: &Definition<UnitId>, places: &[Standing], now: Moment, expected: &[(&'static str, &str)]) {
    let (old, branch) = (drive(), branch());
    let announcing = Announcing { now, branch: &branch };
    let found = codes(may_change(new, &Changing { old: &old, versions: (1, 1), announcing, places }, |_| true));
    let expected: Vec<_> = expected.iter().map(|(code, field)| (*code, (*field).to_owned())).collect();
    assert_eq!(found, expected, "{new:?}");
}

#[test]
fn a_change_leaves_no_place_outside() {
    let at = |hour| wall("2024-01-23T00:00").day.at(Zone::Wita, hour, 0);
    let place = |unit, state| Standing { unit, starts: at(9), ends: at(11), zone: Zone::Wita, state };
    let with = |change: &dyn Fn(&mut Definition<UnitId>)| {
        let mut new = drive();
        change(&mut new);
        new
    };
    let planned = [place(KANWIL, State::Planned), place(KANWIL, State::Planned), place(PRISON, State::Planned)];
    let running = [place(KANWIL, State::Running)];
    changes(&drive(), &planned, before(), &[]);
    changes(&with(&|d| d.window.closes = wall("2024-01-23T11:00")), &planned, before(), &[]);
    let narrow = with(&|d| d.window.closes = wall("2024-01-23T10:00"));
    changes(&narrow, &planned, before(), &[("window-leaves-places", "closes")]);
    changes(&narrow, &[], before(), &[]);
    let declaration = with(&|d| d.kind = ActivityKind::Declaration);
    changes(&declaration, &planned, before(), &[]);
    changes(&declaration, &running, at(10), &[("kind-begun", "kind")]);
    let few = with(&|d| (d.required, d.most) = (1, 1));
    changes(&few, &planned, before(), &[("most-below-places", "most")]);
    let other = with(&|d| d.kinds = vec![UnitKind::Lapas]);
    changes(&other, &planned, before(), &[("places-dropped", "kinds")]);
    changes(&drive(), &running, wall("2024-01-23T16:00").at(Zone::Wib), &[("drive-over", "")]);
    let (old, branch) = (drive(), branch());
    let announcing = Announcing { now: before(), branch: &branch };
    let behind = Changing { old: &old, versions: (3, 2), announcing, places: &[] };
    assert_eq!(codes(may_change(&drive(), &behind, |_| true)), [("version-behind", String::new())]);
}
