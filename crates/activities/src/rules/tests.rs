//! Rules by table: what may be planned, what is a clash, when what may happen.

use super::*;
use crate::model::Named;
use crate::model::{ActivityKind, Side};
use crate::rules::clash::{Span, venue_key};
use netra_base::{Day, EmployeeId, UnitId};

fn wall(text: &str) -> Wall {
    Wall::parse(text).expect("a time")
}

fn now() -> Moment {
    Day::parse("2023-12-01").expect("a day").at(Zone::Wita, 9, 0)
}

fn new() -> NewActivity {
    NewActivity {
        unit: "KW-20".into(),
        kind: ActivityKind::Meeting,
        mode: Mode::OnSite,
        title: "Rapat tim".into(),
        theme: None,
        basis: vec!["ins-skb2022".into()],
        venue: Some("Ruang Dharmawangsa".into()),
        link: None,
        starts: wall("2023-12-21T08:00"),
        ends: wall("2023-12-21T09:30"),
        leader: Somebody::Known(EmployeeId(1)),
        on_behalf_of: None,
        speakers: Vec::new(),
        invited: Vec::new(),
        delegations: Vec::new(),
        target: 10,
        budget: None,
        agenda: Vec::new(),
        team: None,
        drive: None,
        pledge_drive: None,
        confirmed: false,
    }
}

/// What is refused, and where, when a plan is changed like this.
#[track_caller]
fn check(change: impl FnOnce(&mut NewActivity), expected: &[(&str, &str)]) {
    let mut plan = new();
    change(&mut plan);
    let found = match planned(&plan, Zone::Wita, now(), &|id| id == "ins-skb2022") {
        Ok(_) => Vec::new(),
        Err(list) => list.into_iter().map(|one| (one.code, one.field.unwrap_or_default().into_owned())).collect(),
    };
    let found: Vec<(&str, &str)> = found.iter().map(|(code, field)| (*code, field.as_str())).collect();
    assert_eq!(found, expected);
}

fn group(expected: i64) -> Group {
    Group { side: Side::Outside, name: "camat".into(), institution: None, expected }
}

fn item(at: &str) -> AgendaItem {
    AgendaItem { at: at.into(), item: "Acara".into(), by: None }
}

#[test]
fn what_may_be_planned_and_what_not() {
    check(|_| {}, &[]);
    check(|new| new.title = " x ".into(), &[("text-length", "title")]);
    check(|new| new.basis = vec!["ins-x".into()], &[("basis-unknown", "basis")]);
    check(|new| new.venue = None, &[("venue-missing", "venue")]);
    check(|new| (new.venue, new.mode) = (Some("  ".into()), Mode::Mixed), &[("venue-missing", "venue")]);
    check(|new| (new.venue, new.mode) = (None, Mode::Virtual), &[]);
    for (link, fits) in [
        ("https://rapat.example/a?b=c#d", true),
        ("http://rapat.example", false),
        ("javascript:alert(1)", false),
        ("https://rapat", false),
        ("https://a@b.example", false),
        ("https://rapat.example/\"><b>", false),
    ] {
        let expected: &[(&str, &str)] = if fits { &[] } else { &[("link", "link")] };
        check(|new| (new.link, new.mode) = (Some(link.into()), Mode::Mixed), expected);
    }
    check(|new| new.target = -1, &[("number", "target")]);
    check(|new| new.invited = vec![group(1), group(0)], &[("expected-none", "invited")]);
    check(|new| new.invited = vec![group(100_001)], &[("number", "invited")]);
    check(|new| new.invited = vec![group(1); 41], &[("too-many", "invited")]);
    let sent = |unit: &str, expected| NewDelegation { unit: unit.into(), expected };
    check(
        |new| new.delegations = vec![sent("A", 0), sent("a", 2)],
        &[("expected-none", "delegations"), ("delegation-twice", "delegations")],
    );
    check(
        |new| new.budget = Some(Budget { ceiling: 0, source: String::new() }),
        &[("number", "ceiling"), ("text-length", "source")],
    );
    let outsider = |name: Option<&str>, function: &str| Somebody::Outside {
        name: name.map(str::to_owned),
        function: function.into(),
        institution: Some("Bawaslu".into()),
    };
    check(|new| new.leader = outsider(None, ""), &[("text-length", "leader")]);
    check(|new| new.leader = outsider(Some("Tokoh Contoh"), ""), &[]);
    check(|new| new.speakers = vec![outsider(None, "Ketua"); 21], &[("too-many", "speakers")]);
}

#[test]
fn times_are_held_against_each_other_across_midnight() {
    let from_to = |from: &str, to: &str| {
        let (from, to) = (wall(from), wall(to));
        move |new: &mut NewActivity| (new.starts, new.ends) = (from, to)
    };
    check(from_to("2023-12-21T22:00", "2023-12-22T02:00"), &[]);
    check(from_to("2023-12-21T22:00", "2023-12-21T02:00"), &[("ends-before", "ends")]);
    check(from_to("2023-12-21T08:00", "2023-12-21T08:00"), &[("ends-before", "ends")]);
    check(from_to("2023-12-21T08:00", "2023-12-22T08:00"), &[]);
    check(from_to("2023-12-21T08:00", "2023-12-22T08:01"), &[("too-long", "ends")]);
    check(from_to("2023-10-30T08:00", "2023-10-30T09:00"), &[("day-far", "starts")]);
    check(from_to("2023-10-31T08:00", "2023-10-31T09:00"), &[]);
    check(from_to("2025-12-01T08:00", "2025-12-01T09:00"), &[("day-far", "starts")]);
    check(|new| new.agenda = vec![item("08:00"), item("09:30")], &[]);
    check(|new| new.agenda = vec![item("07:59")], &[("agenda-outside", "agenda")]);
    check(|new| new.agenda = vec![item("25:00")], &[("time", "agenda")]);
    let night = |new: &mut NewActivity| {
        (new.starts, new.ends) = (wall("2023-12-21T22:00"), wall("2023-12-22T02:00"));
        new.agenda = vec![item("22:10"), item("01:30"), item("03:00")];
    };
    check(night, &[("agenda-outside", "agenda")]);
}

#[test]
fn the_same_person_and_venue_are_recognised() {
    let named = |name: &str, function: Option<&str>, institution: Option<&str>| Named {
        employee: None,
        name: name.into(),
        function: function.map(str::to_owned),
        institution: institution.map(str::to_owned),
    };
    let key = |one: Named| one.key();
    assert_eq!(key(named("Tokoh  Contoh", None, Some("KPU"))), key(named("tokoh contoh", Some("Ketua"), Some("kpu"))));
    assert_eq!(key(named("", Some("camat"), None)), "", "camat are many");
    assert_ne!(key(named("", Some("Ketua"), Some("KPU"))), key(named("", Some("Ketua"), Some("Bawaslu"))));
    let span = |from, to| Span { starts: Moment(from), ends: Moment(to) };
    for (one, other, expected) in [
        (span(0, 10), span(5, 15), Some(span(5, 10))),
        (span(0, 10), span(10, 20), None),
        (span(0, 30), span(10, 20), Some(span(10, 20))),
    ] {
        assert_eq!(one.overlap(other), expected);
        assert_eq!(other.overlap(one), expected);
    }
}

/// Two units of one region and one of another name a venue so; the first two mean the same one, the third never does.
#[track_caller]
fn one_venue(first: &str, second: &str, same: bool) {
    let (region, elsewhere) = (UnitId(1), UnitId(9));
    let key = venue_key(first, region, UnitId(2));
    assert_eq!(key == venue_key(second, region, UnitId(3)), same, "{first}, {second}: {key}");
    assert_ne!(key, venue_key(second, elsewhere, UnitId(4)), "{first}, {second} in another region");
    assert_eq!(key, venue_key(first, region, if same { UnitId(3) } else { UnitId(2) }), "{first}");
}

#[test]
fn a_venue_with_a_name_is_one_for_the_region_and_others_are_each_units_own() {
    for name in [
        "Aula Soekarno",
        "Ruang Dharmawangsa",
        "Graha Pengayoman",
        "Gedung Negara, Lt. 2",
        "Balai Kota Denpasar",
        "Lapangan Merdeka",
        "Aula Kanwil",
        "Aula Lapas Kelas IIA Bengkulu",
        "Gedung Serbaguna Kota Contoh",
    ] {
        one_venue(name, &name.to_uppercase(), true);
    }
    for name in [
        "Aula",
        "Ruang rapat",
        "Ruang Rapat Lantai 2",
        "Ruang rapat utama lt. II",
        "Gedung Serba Guna",
        "Aula serbaguna",
        "Aula Lapas",
        "Aula Lembaga Pemasyarakatan",
        "Halaman Lapas Kelas IIA",
        "Lapangan upacara Rutan Kelas I",
        "Lapangan Lapas Narkotika Kelas IIB",
        "Aula LPKA",
        "Ruang Pertemuan Bapas",
        "Halaman Rupbasan",
        "Ruang tunggu Kantor Imigrasi Kelas I",
        "Ruang Rapat Divisi",
        "Aula Gedung B",
        "Ruang 3A",
        "Lapangan olahraga",
        "Balai Kota",
        "Pendopo Kabupaten",
        "Alun-alun",
        "Ruang virtual",
        "...",
    ] {
        one_venue(name, name, false);
    }
    one_venue("Gedung Negara, Lt. 2", "gedung negara lt 2", true);
    one_venue("Aula Kanwil", "aula Kantor Wilayah", true);
    one_venue("Aula Lapas Bengkulu", "Aula Lembaga Pemasyarakatan Bengkulu", true);
    one_venue("Aula Soekarno", "Aula Hatta", false);
}
