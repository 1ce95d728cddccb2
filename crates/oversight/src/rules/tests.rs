//! Cases of the rules of oversight, one line each.

use super::finding::{Place, deadline, hidden, may_record, open_files};
use super::plan::{Planning, may_finish, may_plan, may_report};
use super::*;
use crate::model::finding::NewFinding;
use crate::model::plan::{Assignment, Effect, Item, ItemKind, ItemState, NewFollowUp, NewItem, NewReport};
use crate::model::{Decree, Function, Functions, ItemId, NewMember, Numbering, Person, TeamId};
use netra_base::{EntryId, Moment, UnitId, Zone};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn functions() -> Functions {
    Functions::new(vec![Function::Guidance]).expect("one")
}

const BALI: &str = "/1/5/";

fn candidate(id: i64, duty: Duty) -> Candidate<'static> {
    let who = Some(EmployeeId(id));
    Candidate { who, active: true, unit_path: "/1/5/77/", employment: Employment::Pns, duty }
}

fn new_team() -> NewTeam {
    NewTeam {
        numbering: Numbering::Given,
        unit: "KW-20".into(),
        decree: Decree {
            number: "CONTOH/1".into(),
            day: day("2022-10-19"),
            issuer: "Kepala Kantor Wilayah".into(),
            basis: vec!["ins-skb2022".into()],
        },
        title: "Tim contoh".into(),
        period: Period { from: day("2022-10-19"), until: day("2024-12-31") },
        members: Vec::new(),
    }
}

type Crew = Vec<Candidate<'static>>;

#[track_caller]
fn check_form(
    change: impl FnOnce(&mut NewTeam, &mut Crew, &mut Vec<Period>, &mut UnitKind),
    expected: &[(&str, &str)],
) {
    let mut new = new_team();
    let mut people = vec![candidate(1, Duty::Chair), candidate(2, Duty::Member), candidate(3, Duty::Member)];
    let (mut others, mut kind) = (Vec::new(), UnitKind::Kanwil);
    change(&mut new, &mut people, &mut others, &mut kind);
    let facts = Forming { kind, unit_path: BALI, today: day("2022-10-20"), others: &others, people: &people };
    let refusals = may_form(&new, &facts, |id| id == "ins-skb2022").err().unwrap_or_default();
    let found: Vec<(&str, &str)> =
        refusals.iter().map(|refusal| (refusal.code, refusal.field.as_deref().unwrap_or(""))).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_team_has_a_decree_a_period_a_basis_a_chair_and_two_members() {
    let other = |from, until| Period { from: day(from), until: day(until) };
    check_form(|_, _, _, _| {}, &[]);
    check_form(|new, _, _, _| new.period.until = day("2022-10-18"), &[("period-backwards", "until")]);
    check_form(|new, _, _, _| new.period.until = new.period.from, &[]);
    check_form(|new, _, _, _| new.period.until = day("2042-10-18"), &[("period-long", "until")]);
    check_form(|new, _, _, _| new.decree.day = day("2022-10-21"), &[("decree-future", "decree_day")]);
    check_form(|new, _, _, _| new.decree.basis.clear(), &[("basis-count", "basis")]);
    check_form(|new, _, _, _| new.decree.basis.push("ins-none".into()), &[("basis-unknown", "basis")]);
    check_form(|_, _, others, _| others.push(other("2020-01-01", "2022-10-19")), &[("period-overlap", "from")]);
    check_form(|_, _, others, _| others.push(other("2020-01-01", "2022-10-18")), &[]);
    check_form(|_, _, others, _| others.push(other("2025-01-01", "2026-01-01")), &[]);
    check_form(|_, _, _, kind| *kind = UnitKind::Division, &[("team-unit", "unit")]);
    check_form(|_, _, _, kind| *kind = UnitKind::Lapas, &[]);
    check_form(|_, crew, _, _| crew[0].duty = Duty::Member, &[("crew-chair", "members")]);
    check_form(|_, crew, _, _| crew[1].duty = Duty::Chair, &[("crew-chair", "members")]);
    check_form(|_, crew, _, _| crew[1].duty = Duty::Secretary, &[("crew-members", "members")]);
    check_form(|_, crew, _, _| crew.truncate(2), &[("crew-members", "members")]);
    check_form(|_, crew, _, _| crew[2].who = crew[1].who, &[("member-twice", "nip-2")]);
    let many = |_: &mut NewTeam, crew: &mut Crew, _: &mut Vec<Period>, _: &mut UnitKind| {
        crew.extend((4..=31).map(|id| candidate(id, Duty::Member)));
    };
    check_form(many, &[("crew-many", "members")]);
}

#[test]
fn members_are_officials_in_service_in_the_line_of_the_unit() {
    check_form(|_, crew, _, _| crew[1].active = false, &[("member-gone", "nip-1")]);
    check_form(|_, crew, _, _| crew[1].unit_path = "/1/6/", &[("member-unknown", "nip-1")]);
    check_form(|_, crew, _, _| crew[1].unit_path = "/1/55/", &[("member-unknown", "nip-1")]);
    check_form(|_, crew, _, _| crew[1].unit_path = "/1/", &[]);
    check_form(|_, crew, _, _| crew[1].who = None, &[("member-unknown", "nip-1")]);
    check_form(|_, crew, _, _| crew[1].employment = Employment::Ppnpn, &[("member-employment", "nip-1")]);
    check_form(|_, crew, _, _| crew[1].employment = Employment::Pppk, &[]);
}

#[test]
fn who_leaves_the_unit_leaves_the_team() {
    let cases = [
        ("/1/5/", Some("/1/5/77/"), false),
        ("/1/5/77/", Some("/1/5/"), false),
        ("/1/5/77/", Some("/1/6/"), true),
        ("/1/5/77/", Some("/1/"), true),
        ("/1/5/", Some("/1/55/"), true),
        ("/1/", Some("/1/5/"), false),
        ("/1/", Some("/1/6/"), true),
        ("/1/5/", None, true),
    ];
    for (before, after, expected) in cases {
        assert_eq!(leaves(BALI, before, after), expected, "{before} {after:?}");
    }
}

fn member(id: i64, duty: Duty) -> Member {
    Member {
        id: MemberId(id),
        team: TeamId(1),
        employee: EmployeeId(id),
        functions: functions(),
        duty,
        from: day("2022-10-19"),
        since: 0,
        ended: None,
    }
}

fn team() -> Team {
    let new = new_team();
    Team {
        id: TeamId(1),
        unit: UnitId(5),
        decree: new.decree,
        title: new.title,
        period: new.period,
        formed: Moment(0),
        entry: EntryId(1),
        ended: None,
    }
}

#[track_caller]
fn check_change(change: Change, on: &str, comes: Option<i64>, expected: Option<&str>) {
    let mut gone = member(9, Duty::Member);
    gone.ended =
        Some(Ended { last_day: day("2023-01-01"), reason: EndReason::LeftUnit, successor: None, settled: false });
    let mut replaced = member(10, Duty::Member);
    replaced.ended =
        Some(Ended { last_day: day("2023-01-01"), reason: EndReason::Replaced, successor: None, settled: false });
    let members = [
        member(1, Duty::Chair),
        member(2, Duty::Member),
        member(3, Duty::Member),
        member(4, Duty::Member),
        gone,
        replaced,
    ];
    let team = team();
    let comes = comes.map(|id| candidate(id, Duty::Member));
    let facts = Changing { team: &team, unit_path: BALI, today: day("2023-06-01"), members: &members, comes };
    let found = may_change(&change, day(on), &facts).err().map(|refusal| refusal.code);
    assert_eq!(found, expected);
}

#[test]
fn members_change_without_leaving_a_hole() {
    let leave = |id| Change::Leave(MemberId(id), EndReason::Request);
    let replace = |id| Change::Replace(MemberId(id), EndReason::Replaced, Person::Known(EmployeeId(20)));
    let join = |duty| Change::Join(NewMember { person: Person::Known(EmployeeId(20)), functions: functions(), duty });
    let on = "2023-06-01";
    check_change(leave(4), on, None, None);
    check_change(leave(1), on, None, Some("successor-missing"));
    check_change(leave(8), on, None, Some("member-ended"));
    check_change(leave(9), on, None, Some("member-ended"));
    check_change(leave(4), "2022-10-19", None, Some("day-early"));
    check_change(leave(4), "2023-06-02", None, Some("day-outside"));
    check_change(leave(4), "2022-10-18", None, Some("day-outside"));
    check_change(replace(1), on, Some(20), None);
    check_change(replace(9), on, Some(20), None);
    check_change(replace(10), on, Some(20), Some("member-ended"));
    check_change(Change::Settle(MemberId(10)), on, None, Some("member-ended"));
    check_change(replace(1), on, Some(2), Some("member-twice"));
    check_change(Change::Settle(MemberId(9)), on, None, None);
    check_change(Change::Settle(MemberId(1)), on, None, Some("member-ended"));
    check_change(join(Duty::Member), on, Some(20), None);
    check_change(join(Duty::Member), on, Some(9), None);
    check_change(join(Duty::Chair), on, Some(20), Some("crew-chair"));
    check_change(join(Duty::Member), on, Some(3), Some("member-twice"));
}

#[test]
fn a_team_ends_once_within_its_period_and_not_ahead() {
    let check = |ended: Option<&str>, last: &str, expected: Option<&str>| {
        let mut team = team();
        team.ended = ended.map(|last| (day(last), "contoh".into()));
        let found = may_end(&team, day("2023-06-01"), day(last)).err().map(|refusal| refusal.code);
        assert_eq!(found, expected, "{ended:?} {last}");
    };
    check(None, "2023-06-01", None);
    check(None, "2022-10-18", None);
    check(None, "2022-10-17", Some("day-outside"));
    check(None, "2023-06-02", Some("day-outside"));
    check(Some("2023-05-01"), "2023-05-02", Some("team-ended"));
}

#[track_caller]
fn check_plan(change: impl FnOnce(&mut NewItem), unit: Option<&str>, open: usize, expected: &[&str]) {
    let who = vec![Assignment { employee: EmployeeId(2), due: day("2023-01-10") }];
    let mut new =
        NewItem { kind: ItemKind::Visit, day: day("2023-01-10"), unit: "X".into(), place: "Aula".into(), who };
    change(&mut new);
    let members = [EmployeeId(1), EmployeeId(2)];
    let facts = Planning { valid: team().valid(), team_path: BALI, unit_path: unit, members: &members, open };
    let refusals = may_plan(&new, &facts).err().unwrap_or_default();
    assert_eq!(refusals.iter().map(|refusal| refusal.code).collect::<Vec<_>>(), expected);
}

#[test]
fn a_plan_keeps_to_the_period_the_line_and_the_team() {
    let stranger = Assignment { employee: EmployeeId(7), due: day("2023-01-10") };
    check_plan(|_| {}, Some("/1/5/77/"), 0, &[]);
    check_plan(|_| {}, Some("/1/6/"), 0, &["unit-outside"]);
    check_plan(|_| {}, Some("/1/"), 0, &["unit-outside"]);
    check_plan(|_| {}, None, 0, &["unit-outside"]);
    check_plan(|new| new.day = day("2025-01-01"), Some(BALI), 0, &["day-outside"]);
    check_plan(|new| new.who[0].due = day("2022-01-01"), Some(BALI), 0, &["day-outside"]);
    check_plan(|new| new.who.clear(), Some(BALI), 0, &["assigned-none"]);
    check_plan(|new| new.who.push(stranger), Some(BALI), 0, &["assigned-stranger"]);
    check_plan(|new| new.who.push(new.who[0]), Some(BALI), 0, &["assigned-stranger"]);
    check_plan(|_| {}, Some(BALI), 300, &["plan-full"]);
}

#[track_caller]
fn check_report(state: ItemState, held: &str, due: &str, effect: (i64, i64, i64), expected: &[&str]) {
    let item = Item {
        id: ItemId(1),
        team: TeamId(1),
        kind: ItemKind::Visit,
        day: day("2023-01-10"),
        unit: UnitId(5),
        place: "Aula".into(),
        state,
    };
    let report = NewReport::Held {
        day: day(held),
        findings: "Tidak ada temuan".into(),
        follow_ups: vec![NewFollowUp { what: "Periksa lagi".into(), due: day(due) }],
        effect: Effect { reached: effect.0, checked: effect.1, corrected: effect.2 },
    };
    let refusals = may_report(&item, &team(), day("2023-01-12"), &report).err().unwrap_or_default();
    assert_eq!(refusals.iter().map(|refusal| refusal.code).collect::<Vec<_>>(), expected);
}

#[test]
fn a_visit_is_reported_once_and_not_before_it_was_held() {
    let cancelled = ItemState::Cancelled { reason: "x".into(), at: Moment(0), entry: EntryId(1) };
    check_report(ItemState::Planned, "2023-01-11", "2023-01-20", (5, 2, 1), &[]);
    check_report(cancelled, "2023-01-11", "2023-01-20", (5, 2, 1), &["item-reported"]);
    check_report(ItemState::Planned, "2023-01-13", "2023-01-20", (5, 2, 1), &["day-outside"]);
    check_report(ItemState::Planned, "2023-01-11", "2023-01-10", (5, 2, 1), &["due-early"]);
    check_report(ItemState::Planned, "2023-01-11", "2023-01-20", (5, 2, 3), &["corrected-many"]);
    check_report(ItemState::Planned, "2023-01-11", "2023-01-20", (-1, 2, 1), &["count-range"]);
    let [held, today] = ["2023-01-11", "2023-01-20"].map(day);
    assert!(may_finish(held, today, false, day("2023-01-15")).is_ok());
    for (again, on, code) in [
        (true, "2023-01-15", "follow-up-done"),
        (false, "2023-01-10", "day-outside"),
        (false, "2023-01-21", "day-outside"),
    ] {
        assert_eq!(may_finish(held, today, again, day(on)).expect_err("refused").code, code);
    }
}

#[track_caller]
fn check_finding(change: impl FnOnce(&mut NewFinding), concerned: Option<&str>, expected: &[&str]) {
    let mut new = NewFinding {
        act: Some("skb2022-etik-04".into()),
        what: "Sebuah kendaraan dinas di lokasi kampanye.".into(),
        found: day("2023-12-01"),
        evidence: None,
        concerned: None,
    };
    change(&mut new);
    let refusals = may_record(&new, day("2023-12-20"), concerned).err().unwrap_or_default();
    assert_eq!(refusals.iter().map(|refusal| refusal.code).collect::<Vec<_>>(), expected);
}

#[test]
fn a_finding_names_nobody_and_is_never_refused_for_being_late() {
    check_finding(|_| {}, None, &[]);
    check_finding(|new| new.found = day("2023-12-21"), None, &["found-future"]);
    check_finding(|new| new.act = Some("Etik 4".into()), None, &["act-form"]);
    check_finding(|new| new.act = None, None, &[]);
    check_finding(|new| new.what = "Oleh 19850317 200912 1 001 di sana".into(), None, &["finding-names"]);
    check_finding(|new| new.what = "Kata BUDI  santoso, ia hadir".into(), Some("Budi Santoso"), &["finding-names"]);
    check_finding(|new| new.evidence = Some("Foto dari Budi Santoso".into()), Some("Budi Santoso"), &["finding-names"]);
    check_finding(|new| new.what = "Nomor 1234567890 pada pelat".into(), Some("Budi Santoso"), &[]);
}

#[test]
fn a_finding_is_to_be_fixed_within_seven_days_after_the_day_it_was_found() {
    assert_eq!(deadline(day("2023-12-01"), Zone::Wita).expect("counts"), day("2023-12-08"));
    // Across the new year and joint leave: calendar days, not working days.
    assert_eq!(deadline(day("2023-12-29"), Zone::Wib).expect("counts"), day("2024-01-05"));
    assert!(deadline(day("1923-12-29"), Zone::Wib).is_err());
}

#[test]
fn who_is_concerned_and_those_below_cannot_see() {
    let place = |id, path: &str, position: &str| Place {
        employee: EmployeeId(id),
        unit_path: path.into(),
        position: Some(position.into()),
    };
    let guard = place(1, "/1/5/77/", "Penjaga Tahanan");
    let head = place(2, "/1/5/77/", "Kepala Lapas");
    let office = place(3, "/1/5/", "Analis");
    let cases = [
        (&guard, &guard, false, true),
        (&guard, &head, false, false),
        (&head, &guard, false, true),
        (&head, &office, false, false),
        (&office, &guard, false, true),
        (&office, &place(4, "/1/5/", "Arsiparis"), false, false),
        (&guard, &office, true, true),
        (&place(5, "/1/5/7/", "Analis"), &guard, false, false),
    ];
    for (concerned, asker, chair, expected) in cases {
        assert_eq!(hidden(concerned, asker, chair), expected, "{concerned:?} {asker:?}");
    }
}

#[test]
fn files_are_for_those_who_supervise_or_handle_and_never_for_nobody() {
    use Function::{Guidance, Handling, Supervision};
    let check = |people: &[&[Function]], expected: &[usize]| {
        let people: Vec<(usize, Functions)> =
            people.iter().enumerate().map(|(at, list)| (at, Functions::new(list.to_vec()).expect("some"))).collect();
        let opens: Vec<usize> = open_files(&people, |one| &one.1).into_iter().map(|one| one.0).collect();
        assert_eq!(opens, expected);
    };
    check(&[&[Guidance], &[Supervision], &[Guidance, Handling]], &[1, 2]);
    check(&[&[Guidance], &[Guidance]], &[0, 1]);
    check(&[], &[]);
}
