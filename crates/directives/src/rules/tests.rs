//! The decisions of directives by table: what may be issued and rest on what, circles, who acknowledges, who passes on.

use super::due::Last;
use super::*;
use crate::model::{Asked, Confirmed, Content, Counted, DirectiveId, Due, End, Ending, Text};
use netra_base::{AccountId, EntryId, Grant, Moment, SignedInBy};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn text() -> Text {
    Text::parse("Jaga netralitas di dalam dan di luar kantor.").expect("a text")
}

fn new() -> NewDirective {
    NewDirective {
        key: "k".into(),
        kind: DirectiveKind::Circular,
        unit: "E1-01".into(),
        number: Numbering::Typed("SEK-UM.01.01-1133".into()),
        dated: Dated::Day(day("2023-11-23")),
        issuer: "Plh. Sekretaris Jenderal".into(),
        read_by: None,
        occasion: None,
        row: Some("ins-se1133-2023".into()),
        content: Content {
            subject: "Netralitas".into(),
            text: text(),
            chain: Chain { instruments: vec!["ins-skb2022".into(), "ins-se1-2023".into()], directives: vec![] },
        },
        replaces: Vec::new(),
        audience: Audience { units: vec![UnitId(1)], kinds: Employment::ALL.to_vec() },
        without_ppnpn: false,
        from: Some(day("2023-11-23")),
        until: None,
        asked: Some(Due::Open),
        confirmed: Confirmed::Nothing,
    }
}

fn kept(id: i64, number: &str, dated: Dated) -> Directive {
    Directive {
        id: DirectiveId(id),
        kind: DirectiveKind::Circular,
        unit: UnitId(2),
        number: Some(number.into()),
        dated,
        issuer: "Sekretaris Jenderal".into(),
        read_by: None,
        occasion: None,
        row: None,
        replaces: Vec::new(),
        audience: Audience { units: vec![UnitId(1)], kinds: Employment::ALL.to_vec() },
        from: None,
        until: None,
        asked: Some(Asked { until: None, days: None }),
        issued: Moment(0),
        should_at_issue: 0,
        entry: EntryId(1),
        end: None,
        counted: None,
        version: 1,
        round: 1,
        subject: "Netralitas".into(),
        hash: [0; 32],
        rests: Vec::new(),
    }
}

/// What is changed about a sound request, and what is refused at which field.
#[track_caller]
fn check(change: impl FnOnce(&mut NewDirective), expected: &[(&str, &str)]) {
    let library = netra_rulebook::comes_with().expect("readable");
    let (mut new, se14) = (new(), kept(1, "SEK-14.KP.05.02 Tahun 2022", Dated::Year(2022)));
    new.content.chain.directives = vec![DirectiveId(1)];
    let ended = Directive {
        end: Some(End { at: Moment(1), how: Ending::Withdrawn("x".into()) }),
        ..kept(4, "A-4", Dated::Year(2022))
    };
    change(&mut new);
    let same = kept(2, "SEK.UM.01.01-1133", Dated::Day(day("2023-11-23")));
    let is_same = matches!(&new.number, Numbering::Typed(number) if number.contains("again"));
    let last = match new.asked {
        Some(Due::Day(day)) => Ok(Some(Last { day, days: None, told: None })),
        Some(Due::WorkingDays(0)) => Err(vec![Refusal::new("no-holiday-data", "x", "x").at("asked_days")]),
        Some(Due::WorkingDays(days)) => {
            let told = Some(netra_base::Say::new("Dihitung.", "Counted."));
            Ok(Some(Last { day: day("2023-11-24").plus_days(i32::from(days)), days: Some(days), told }))
        }
        _ => Ok(None),
    };
    let facts = Issuing {
        today: day("2023-11-24"),
        covers: new.unit != "KW-99",
        book: library.book(),
        rests: &[se14, kept(3, "B-3", Dated::Day(day("2023-11-24")))],
        replaced: &[kept(2, "SEK.UM.01.01-1133", Dated::Year(2023)), ended],
        same: is_same.then_some(&same),
        last: &last,
    };
    let got = may_issue(&new, &facts).err().unwrap_or_default();
    let got: Vec<_> = got.iter().map(|r| (r.code, r.field.as_deref().unwrap_or(""))).collect();
    assert_eq!(got, expected);
}

#[test]
fn what_may_be_issued() {
    check(|_| {}, &[]);
    check(|new| new.number = Numbering::None, &[("number-missing", "number")]);
    check(|new| (new.kind, new.number) = (DirectiveKind::Address, Numbering::None), &[]);
    check(|new| new.number = Numbering::Typed("again".into()), &[("number-taken", "number")]);
    check(
        |new| (new.number, new.replaces) = (Numbering::Typed("again".into()), vec![DirectiveId(2)]),
        &[("replaces-itself", "replaces")],
    );
    check(|new| new.dated = Dated::Day(day("2023-11-25")), &[("day-ahead", "dated")]);
    check(|new| new.read_by = Some("Kepala Divisi".into()), &[("reader-without-address", "read_by")]);
    check(
        |new| (new.kind, new.read_by) = (DirectiveKind::Address, Some("plh. sekretaris jenderal".into())),
        &[("reader-is-issuer", "read_by")],
    );
    check(|new| new.replaces = vec![DirectiveId(9)], &[("directive-unknown", "replaces")]);
    check(|new| new.replaces = vec![DirectiveId(4)], &[("ended-already", "replaces")]);
    check(|new| new.replaces = vec![DirectiveId(7); 11], &[("replaces-many", "replaces")]);
    check(|new| new.audience.units.clear(), &[("audience-units", "units")]);
    check(|new| new.unit = "KW-99".into(), &[("unit-outside", "units")]);
    check(|new| new.audience.kinds.clear(), &[("audience-kinds", "kinds")]);
    check(|new| new.audience.kinds = vec![Employment::Pns], &[("ppnpn-left-out", "kinds")]);
    check(|new| (new.audience.kinds, new.without_ppnpn) = (vec![Employment::Pns], true), &[]);
    check(|new| new.from = None, &[("from-missing", "from")]);
    check(|new| new.until = Some(day("2023-11-22")), &[("validity-backwards", "until")]);
    check(|new| new.asked = Some(Due::Day(day("2023-11-22"))), &[("asked-outside", "asked_until")]);
    check(
        |new| (new.until, new.asked) = (Some(day("2023-12-31")), Some(Due::Day(day("2024-01-01")))),
        &[("asked-outside", "asked_until")],
    );
    let counted = |new: &mut NewDirective, days| new.asked = Some(Due::WorkingDays(days));
    check(|new| counted(new, 10), &[("due-counted", "confirmed")]);
    check(|new| (new.asked, new.confirmed) = (Some(Due::WorkingDays(10)), Confirmed::Day(day("2023-12-04"))), &[]);
    check(
        |new| (new.until, new.asked) = (Some(day("2023-11-30")), Some(Due::WorkingDays(10))),
        &[("asked-outside", "asked_days")],
    );
    check(|new| counted(new, 0), &[("no-holiday-data", "asked_days")]);
}

#[test]
fn what_a_text_may_rest_on() {
    let instruments = |new: &mut NewDirective, id: &str| new.content.chain.instruments = vec![id.to_owned()];
    check(|new| instruments(new, "ins-x"), &[("instrument-unknown", "basis")]);
    check(|new| instruments(new, "skb2022-etik-01"), &[("instrument-unknown", "basis")]);
    check(|new| instruments(new, "ins-se1133-2023"), &[("rests-on-itself", "basis")]);
    check(|new| new.row = Some("prg-06".into()), &[("instrument-unknown", "row")]);
    // Of a year no more is known than that: the whole of it must have passed before.
    check(
        |new| (new.dated, new.from, new.content.chain.directives) = (Dated::Year(2022), None, vec![]),
        &[("instrument-not-in-force", "basis")],
    );
    check(|new| new.content.chain.directives = vec![DirectiveId(3)], &[("rests-on-later", "rests")]);
    check(|new| new.content.chain.directives = vec![DirectiveId(8)], &[("directive-unknown", "rests")]);
    check(|new| new.content.chain.directives = vec![DirectiveId(1); 11], &[("basis-many", "basis")]);
    check(
        |new| (new.content.chain.directives, new.replaces) = (vec![DirectiveId(1)], vec![DirectiveId(1)]),
        &[("directive-unknown", "replaces")],
    );
}

#[test]
fn the_warning_about_ppnpn_names_the_rules() {
    let library = netra_rulebook::comes_with().expect("readable");
    for id in PPNPN_RULES {
        assert!(library.book().row(id).is_some(), "{id} is a row of the rulebook");
    }
    let new = NewDirective { audience: Audience { units: vec![UnitId(1)], kinds: vec![Employment::Pns] }, ..new() };
    let refusal = audience_fits(&new, true).remove(0);
    assert!(refusal.say.id.contains("prg-06") && refusal.say.en.contains("prg-07"));
}

#[test]
fn a_circle_is_seen_however_long() {
    let id = DirectiveId;
    let edges: Edges = [(1, vec![2]), (2, vec![3, 4]), (3, vec![]), (4, vec![5]), (5, vec![2])]
        .into_iter()
        .map(|(from, to)| (id(from), to.into_iter().map(id).collect()))
        .collect();
    for (from, targets, expected) in [
        (7, vec![7], true),
        (7, vec![1, 3], false),
        (1, vec![1], true),
        (4, vec![2], true),
        (3, vec![1], true),
        (3, vec![], false),
        (9, vec![5], false),
    ] {
        let targets: Vec<_> = targets.into_iter().map(id).collect();
        assert_eq!(circle(id(from), &targets, &edges), expected, "{from} to {targets:?}");
    }
}

#[test]
fn both_spellings_of_a_number_are_one_paper_within_its_year() {
    let known = kept(1, "SEK-UM.01.01-1133", Dated::Day(day("2023-11-23")));
    for (number, dated, expected) in [
        ("SEK.UM.01.01-1133", Dated::Year(2023), true),
        ("sek um 01 01 1133", Dated::Day(day("2023-01-02")), true),
        ("SEK-UM.01.01-1133", Dated::Year(2024), false),
        ("SEK-UM.01.01-113", Dated::Year(2023), false),
    ] {
        assert_eq!(same_paper(&known, number, dated), expected, "{number}");
    }
}

#[test]
fn who_may_acknowledge() {
    let asker = Asker { unit_path: "/1/5/", employment: Employment::Ppnpn, active: true, today: day("2023-12-01") };
    let base = kept(1, "A-1", Dated::Year(2023));
    let check = |directive: &Directive, asker: Asker<'_>, expected: Option<&str>| {
        assert_eq!(may_acknowledge(directive, &asker).err().map(|refusal| refusal.code), expected);
    };
    check(&base, asker, None);
    check(&base, Asker { active: false, ..asker }, Some("not-in-service"));
    check(&base, Asker { unit_path: "/2/5/", ..asker }, Some("not-in-audience"));
    check(&Directive { asked: None, ..base.clone() }, asker, Some("not-asked"));
    check(&Directive { until: Some(day("2023-11-30")), ..base.clone() }, asker, Some("directive-over"));
    check(&Directive { until: Some(day("2023-12-01")), ..base.clone() }, asker, None);
    let ended = End { at: Moment(0), how: Ending::Replaced(DirectiveId(2)) };
    check(&Directive { end: Some(ended), ..base.clone() }, asker, Some("directive-ended"));
    let counted = Counted { at: Moment(0), round: 1 };
    check(&Directive { counted: Some(counted), ..base.clone() }, asker, Some("directive-over"));
    let asked = Directive { asked: Some(Asked { until: Some(day("2023-12-01")), days: None }), ..base };
    assert!(!late(&asked, day("2023-12-01")) && late(&asked, day("2023-12-02")), "later ones count and are marked");
    check(&asked, Asker { today: day("2024-01-01"), ..asker }, None);
}

#[test]
fn who_has_to_pass_on_and_who_sees() {
    let audience = Audience { units: vec![UnitId(1)], kinds: Employment::ALL.to_vec() };
    for (unit, people, expected) in [
        ("/1/", 9, false),
        ("/1/2/", 9, false),
        ("/1/3/", 9, true),
        ("/1/3/", 0, false),
        ("/1/2/4/", 1, true),
        ("/7/", 9, false),
    ] {
        assert_eq!(passes_on(&audience, "/1/2/", unit, people), expected, "{unit}");
    }
    let who = |role, path: &str| Principal {
        account: AccountId(1),
        employee: None,
        signed_in_by: SignedInBy::Password,
        grants: vec![Grant { role, unit: UnitId(3), path: path.into() }],
    };
    assert!(touched(&who(Role::Leader, "/1/3/"), ["/1/"].into_iter()), "below it");
    assert!(touched(&who(Role::TeamMember, "/1/"), ["/1/3/"].into_iter()), "above it");
    assert!(!touched(&who(Role::Examiner, "/1/"), ["/1/3/"].into_iter()));
    assert!(!touched(&who(Role::Leader, "/1/2/"), ["/1/3/"].into_iter()));
    assert!(keeps(&who(Role::UnitOperator, "/1/"), "/1/3/") && !keeps(&who(Role::Leader, "/1/"), "/1/3/"));
}
