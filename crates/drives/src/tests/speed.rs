//! The boards with 600 units and 2,000 places, in the profile of the tests, and what their pages weigh. The bound is generous,
//! the figures are printed; `netra bench boards` holds a release build to the aim.

use super::*;
use crate::actions::LivePick;
use netra_activities::model::State;
use std::time::{Duration, Instant};

/// Looks of which the middle counts: some may be delayed by what else the machine does.
const LOOKS: usize = 15;
/// What the middle may take in the tests' profile: it takes 14 to 22 ms on SQLite where nothing else runs, 30 to 65 on
/// PostgreSQL beside a compiler, and three of those should be let live. What asks for each place, as the recap does, takes 400 ms.
const BOUND: Duration = Duration::from_millis(200);

/// Bytes of a page.
const HEAVIEST: usize = 50_000;

/// What the recap of as many places may take there.
const RECAP_BOUND: Duration = Duration::from_secs(10);

/// Codes of the 30 regional offices that the house lacks, and of 567 prisons below all 33.
fn offices() -> impl Iterator<Item = String> {
    let regions = (1..=33).map(|number| format!("KW-{number:02}"));
    let lacking = regions.clone().filter(|code| !["KW-08", "KW-20", "KW-30"].contains(&code.as_str()));
    let prisons = regions.collect::<Vec<_>>().into_iter().cycle().zip(2..569);
    lacking.chain(prisons.map(|(above, number)| format!("{above}-LAPAS-{number}")))
}

/// A prison with a name as long as they are.
fn open_below(store: &Store, code: &str, zone: Zone, above: &str) -> UnitId {
    let (code, above) = (UnitCode::parse(code).expect("a code"), above.to_owned());
    let opened = store.write_now(move |tx| {
        let unit = NewUnit {
            name: format!("Lembaga Pemasyarakatan Kelas IIA Kota {code}"),
            code,
            kind: UnitKind::Lapas,
            class: None,
            short: None,
            parent: Some(registry::unit_by_code(tx, &above)?.id),
            zone,
            valid_from: day("2020-01-01"),
            sample: true,
            source: None,
        };
        registry::open_unit(tx, &unit)
    });
    opened.expect("opens")
}

fn wide(store: &Store) -> (House, ActivityDriveId) {
    let house = House::new(store);
    let zones = Zone::ALL.into_iter().cycle();
    let codes: Vec<(String, Zone)> = offices().zip(zones).collect();
    for (code, zone) in &codes {
        match code.split_once("-LAPAS") {
            None => open_unit(store, code, UnitKind::Kanwil, *zone, Some(house.root)),
            Some((above, _)) => open_below(store, code, *zone, above),
        };
    }
    let mut new = new_drive();
    new.definition.kinds.push(UnitKind::Lapas);
    (new.definition.most, new.definition.required) = (4, 4);
    let id = house.announces(new, house.centre()).expect("announces");
    let template = house.place(id, &codes[0].0, "x", ("09:00", "11:00"));
    let (chance, by) = (house.chance.clone(), house.centre());
    store
        .write_now(move |tx| {
            for at in 0..2_000_usize {
                let (code, zone) = &codes[at % 590];
                let hour = 8 + i8::try_from(at % 6).unwrap_or(0);
                let leader = |who: &str| Somebody::Outside {
                    name: None,
                    function: format!("{who} {at}"),
                    institution: Some(code.clone()),
                };
                // Each speaker goes to two places, most of them at the same hour.
                let speaker = Somebody::Outside {
                    name: None,
                    function: format!("Penyuluh Hukum {}", at % 996),
                    institution: Some("BPHN".into()),
                };
                let place = NewActivity {
                    unit: code.clone(),
                    venue: Some(format!("Aula besar nomor {at}")),
                    starts: Wall { hour, minute: 0, ..template.starts },
                    ends: Wall { hour: hour + 2, minute: 0, ..template.starts },
                    leader: leader("Kepala"),
                    speakers: vec![speaker, leader("Narasumber")],
                    drive: Some(id),
                    confirmed: true,
                    ..template.clone()
                };
                let place = activities::plan(tx, &chance, before(), &by, &place)?;
                if at % 3 == 0 {
                    activities::start(tx, &chance, place_day().at(*zone, hour, 0), &by, place)?;
                    activities::add_tally(tx, place, &Tally { present: 50, ..Tally::default() })?;
                }
            }
            Ok(())
        })
        .expect("plans");
    (house, id)
}

fn place_day() -> Day {
    wall("09:00").day
}

fn measured(what: &str, mut look: impl FnMut()) {
    look();
    let mut times = [Duration::ZERO; LOOKS];
    for time in &mut times {
        let begun = Instant::now();
        look();
        *time = begun.elapsed();
    }
    times.sort_unstable();
    let (quickest, middle, last) = (times[0], times[LOOKS / 2], times[LOOKS - 1]);
    eprintln!("{what}: quickest {quickest:?}, middle {middle:?}, slowest {last:?}");
    assert!(middle < BOUND, "{what}: {middle:?}");
}

#[test]
fn boards_of_600_units_and_2000_places_are_there_at_once() {
    each_engine(|store| {
        let (house, id) = wide(store);
        let centre = house.centre();
        let now = wall("10:00").at(Zone::Wib);
        let by = centre.clone();
        measured("plan board", || {
            let by = by.clone();
            let board = store.read_now(move |tx| actions::board(tx, now, &by, id)).expect("sees");
            assert_eq!((board.whole.units, board.whole.places), (600, 2_000));
        });
        let pick = LivePick { state: Some(State::Running), limit: 50, ..LivePick::default() };
        measured("live board", || {
            let (by, pick) = (centre.clone(), pick.clone());
            let live = store.read_now(move |tx| actions::live(tx, now, &by, id, &pick)).expect("sees");
            assert_eq!((live.places.len(), live.whole.running), (50, 667));
        });
        // The recap asks each place what was gained there.
        let by = centre.clone();
        let begun = Instant::now();
        let recap = store.read_now(move |tx| actions::recap(tx, now, &by, id)).expect("sees");
        eprintln!("recap of {} places: {:?}", recap.rows.len(), begun.elapsed());
        assert!(recap.rows.len() == 2_000 && begun.elapsed() < RECAP_BOUND);
        // The same through the door, with the page that is made of it.
        for path in ["", "/langsung", "/papan"] {
            let path = format!("/kegiatan/serentak/{id}{path}");
            let mut weight = 0;
            measured(&path, || weight = doors::ask(&house, now, Some(&centre), "GET", &path, "").page().len());
            eprintln!("{path}: {weight} bytes");
            assert!(weight < HEAVIEST, "{path}: {weight} bytes");
        }
    });
}

/// People in the file of a national drive.
const PEOPLE: i64 = 70_000;
/// What their file may take in the tests' profile; the aim for the release is three seconds.
const FILE_BOUND: Duration = Duration::from_secs(15);

#[test]
fn the_attendance_of_70000_people_is_a_file_within_seconds() {
    netra_it::store::on_sqlite(|store| {
        let house = House::new(store);
        let id = house.drive();
        for (unit, venue) in [("KW-08", "Aula"), ("KW-08", "Balai"), ("KW-20", "Aula")] {
            house.placed(id, unit, venue);
        }
        store
            .write_now(|tx| {
                for person in 0..PEOPLE {
                    tx.execute(
                        "INSERT INTO attendance (activity, employee, name, unit, at, timing, via, state)
                         VALUES (?1, ?2, ?3, 3, ?4, 'on-time', 'qr', 'present')",
                        netra_store::params![1 + person % 3, person, format!("Pegawai Contoh {person}"), before()],
                    )?;
                }
                Ok(())
            })
            .expect("rows as attendance keeps them");
        let centre = house.centre();
        let (_, places) = store.read_now(move |tx| actions::attended(tx, before(), &centre, id)).expect("keeps");
        let begun = Instant::now();
        let bytes = store.read_long(|tx| netra_attendance::export::xlsx(tx, &places, true)).expect("a file");
        let took = begun.elapsed();
        eprintln!("{PEOPLE} rows: {took:?}, {} bytes", bytes.len());
        assert!(took < FILE_BOUND, "{took:?}");
    });
}
