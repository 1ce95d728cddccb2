//! One number everywhere: who came, out of everybody who was awaited, is the same on the place's own page, on the boards, on
//! paper, in the table and for programs.

use super::doors::{ask, get};
use super::*;
use crate::{export, paper};
use netra_activities::model::{Group, NewDelegation, Side};

#[test]
fn who_came_of_those_awaited_is_one_number_behind_every_door() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let group = |name: &str, side, expected| Group { name: name.into(), institution: None, side, expected };
        let mut new = house.place(id, "KW-08", "Aula", ("09:00", "11:00"));
        // 100 of its own, 12 delegated, 5 invited from inside, 30 from outside.
        new.delegations = vec![NewDelegation { unit: "KW-08-LAPAS-01".into(), expected: 12 }];
        new.invited = vec![group("Kepala UPT", Side::Inside, 5), group("Camat", Side::Outside, 30)];
        let place = house.plans(id, house.centre(), new).expect("plans");
        house.starts(place, 40);
        let (centre, now) = (house.centre(), wall("10:00").at(Zone::Wib));
        // 40 employees and 4 guests.
        let own = ask(&house, now, Some(&centre), "GET", &format!("/kegiatan/{place}"), "").page();
        assert!(own.contains("<b>44</b>") && own.contains("147"), "{own}");
        let board = get(&house, &centre, "/kegiatan/serentak/1").page();
        let words = "orang datang, termasuk delegasi dan tamu, dari 147 yang ditunggu (29,9\u{a0}%)";
        assert!(board.contains("<b>44</b>") && board.contains(words), "{board}");
        assert!(board.contains(">44 dari 147</td>"), "{board}");
        let live = get(&house, &centre, "/kegiatan/serentak/1/langsung").page();
        assert!(live.contains("<b>44</b>") && live.contains(words) && live.contains(">147</td>"), "{live}");
        let projector = get(&house, &centre, "/kegiatan/serentak/1/papan").page();
        assert!(
            projector.contains("44 orang datang, termasuk delegasi dan tamu, dari 147 yang ditunggu"),
            "{projector}"
        );
        let told = get(&house, &centre, "/api/v1/activity-drives/1/board").json();
        for sums in [&told["whole"], &told["units"][0]] {
            assert_eq!((&sums["came"], &sums["expected"]), (&44.into(), &147.into()), "{told}");
        }
        house.finishes(place);
        let reports = get(&house, &centre, "/kegiatan/serentak/1/laporan").page();
        assert!(reports.contains(">44</td>") && reports.contains(">147</td>"), "{reports}");
        let recap = files::recap(&house, house.centre(), id);
        let printed = paper::recap(&recap, true).data;
        let printed = &printed["places"][0];
        assert_eq!((&printed["came"], &printed["expected"]), (&44.into(), &147.into()));
        let bytes = export::xlsx(&recap, true).expect("a file");
        for sheet in ["Tempat", "Unit"] {
            assert_eq!(files::sums(&bytes, sheet, "datang"), (44, 44), "{sheet}");
            assert_eq!(files::sums(&bytes, sheet, "ditunggu"), (147, 147), "{sheet}");
        }
    });
}
