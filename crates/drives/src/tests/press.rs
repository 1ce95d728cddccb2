//! The press desk: boards and recaps of the units it speaks for, in figures; no names, nobody to remind, nothing to change.

use super::doors::{get, post};
use super::*;
use axum::http::StatusCode;

#[test]
fn the_press_desk_sees_figures_and_takes_the_recap_along() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        let place = house.placed(id, "KW-08", "Aula");
        house.placed(id, "KW-20", "Pendopo");
        house.starts(place, 42);
        let press = house.who(Role::PublicRelations, house.root);
        assert!(get(&house, &press, "/kegiatan/serentak").page().contains("Penyuluhan serentak"));
        let board = get(&house, &press, "/kegiatan/serentak/1").page();
        assert!(
            board.contains("dari 200 yang ditunggu") && board.contains("rekap.pdf") && board.contains("rekap.xlsx")
        );
        for way in ["/laporan\"", "/hadir.xlsx", "/tempat/baru", "/ubah", "/tarik", "/materi"] {
            assert!(!board.contains(&format!("serentak/1{way}")), "{way}: {board}");
        }
        let live = get(&house, &press, "/kegiatan/serentak/1/langsung").page();
        assert!(live.contains("Pendopo") && !live.contains("/laporan"), "{live}");
        for file in ["rekap.pdf", "rekap.xlsx", "papan"] {
            assert_eq!(get(&house, &press, &format!("/kegiatan/serentak/1/{file}")).status, StatusCode::OK, "{file}");
        }
        let told = get(&house, &press, "/api/v1/activity-drives/1/board").json();
        assert_eq!((&told["whole"]["came"], &told["whole"]["expected"]), (&46.into(), &200.into()));
    });
}

#[test]
fn the_press_desk_opens_no_names_and_changes_nothing() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        house.placed(id, "KW-08", "Aula");
        let press = house.who(Role::PublicRelations, house.root);
        let shut = |path: &str| {
            let path = format!("/kegiatan/serentak/1{path}");
            assert_eq!(get(&house, &press, &path).status, StatusCode::NOT_FOUND, "{path}");
        };
        ["/hadir.xlsx", "/laporan", "/ubah", "/tarik", "/materi", "/tempat/baru"].into_iter().for_each(shut);
        for path in ["/tempat", "/tarik", "/materi"] {
            let form = "unit=KW-08&title=Penyuluhan&venue=Aula&mode=on-site&starts=2024-01-23&starts_time=13:00\
                &ends=2024-01-23&ends_time=14:00&leader=Kepala&reason=Keliru&places=1&material=1&target=5&do=plan";
            let answer = post(&house, &press, &format!("/kegiatan/serentak/1{path}"), form);
            assert!(
                [StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY].contains(&answer.status),
                "{path}: {}",
                answer.status
            );
        }
        let board = house.board(house.centre(), id).expect("sees");
        assert_eq!((board.whole.places, board.seen.drive.version), (1, 1), "nothing changed");
    });
}

#[test]
fn lists_of_activities_call_a_drive_by_its_title_whatever_its_places_are_called() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        for (unit, title) in [("KW-08", "Di Bengkulu"), ("KW-20", "Netral di pulau")] {
            let new = NewActivity { title: title.into(), ..house.place(id, unit, "Aula", ("09:00", "11:00")) };
            let place = house.plans(id, house.centre(), new).expect("plans");
            house.starts(place, 42);
            house.finishes(place);
            house.reports(place);
        }
        let press = house.who(Role::PublicRelations, house.root);
        let line = |title: &str| format!("<a href=\"/kegiatan/serentak/1\">{title}</a>");
        for list in ["dilaporkan", "datang"] {
            let page = get(&house, &press, &format!("/kegiatan?waktu={list}")).page();
            assert!(page.contains(&line("Penyuluhan serentak")) && !page.contains("Di Bengkulu"), "{list}: {page}");
        }
        // A drive that gets another title is called by that; one that is refused keeps its own.
        let change = |set: &mut Definition<String>| set.title = "Penyuluhan hukum serentak 2024".into();
        house.changes((id, 1), before(), house.centre(), change).expect("changes");
        let page = get(&house, &press, "/kegiatan?waktu=dilaporkan").page();
        assert!(page.contains(&line("Penyuluhan hukum serentak 2024")), "{page}");
        let wrong = |set: &mut Definition<String>| (set.title, set.target) = ("Lain".into(), 0);
        assert_eq!(refused(house.changes((id, 2), before(), house.centre(), wrong)), "target-range");
        let page = get(&house, &press, "/kegiatan?waktu=dilaporkan").page();
        assert!(page.contains(&line("Penyuluhan hukum serentak 2024")), "{page}");
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn the_press_desk_of_a_branch_speaks_for_it_alone() {
    each_engine(|store| {
        let house = House::new(store);
        let id = house.drive();
        house.placed(id, "KW-08", "Aula");
        house.placed(id, "KW-20", "Pendopo");
        let press = house.who(Role::PublicRelations, house.bali);
        let board = get(&house, &press, "/kegiatan/serentak/1").page();
        assert!(board.contains("Unit KW-20") && !board.contains("Unit KW-08") && board.contains("hanya unit Anda"));
        let recap = super::files::recap(&house, press, id);
        assert_eq!((recap.rows.len(), recap.whole), (1, false));
        let mut own = new_drive();
        (own.unit, own.announcer) = ("KW-08".into(), "KW-08".into());
        own.definition.exceptions = Vec::new();
        house.announces(own, house.centre()).expect("announces");
        let press = house.who(Role::PublicRelations, house.bali);
        for file in ["", "/rekap.pdf", "/rekap.xlsx", "/langsung"] {
            let path = format!("/kegiatan/serentak/2{file}");
            assert_eq!(get(&house, &press, &path).status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}
