//! Tasks: given by those who lead the team, done by who has them, listed by what is due first.

use super::*;
use crate::actions::Owed;
use crate::model::TaskId;
use crate::model::task::{NewTask, TaskEnd};

pub(super) fn gives(
    house: &House,
    by: usize,
    team: TeamId,
    (what, due): (&str, &str),
    who: &[usize],
) -> Result<Vec<TaskId>> {
    let new = NewTask { what: what.into(), due: day(due), who: who.iter().map(|at| house.people[*at]).collect() };
    let (chance, by) = (house.chance.clone(), house.person(by));
    house.store.write_now(move |tx| actions::give(tx, &chance, today(), &by, team, &new))
}

pub(super) fn ends(house: &House, by: usize, at: (TeamId, TaskId), now: Moment, end: TaskEnd) -> Result<()> {
    let (chance, by) = (house.chance.clone(), house.person(by));
    house.store.write_now(move |tx| actions::end_task(tx, &chance, now, &by, at, &end))
}

/// What somebody has to do: words and whether it is late.
fn mine(house: &House, who: usize, now: Moment) -> Vec<(String, bool)> {
    let who = house.person(who);
    let list = house.store.read_now(move |tx| actions::duties(tx, now, &who)).expect("reads");
    let words = |what: Owed| match what {
        Owed::Visit(item) => item.place,
        Owed::Point(_, _, words) => words,
        Owed::Task(task) => task.what,
    };
    list.into_iter().map(|one| (words(one.what.clone()), one.late())).collect()
}

#[test]
fn a_task_is_given_done_and_counted() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        let task = ("Siapkan penyuluhan di kelurahan", "2022-11-04");
        assert_eq!(refused(gives(&house, 2, team, task, &[3])), "task-giver");
        assert!(matches!(gives(&house, 9, team, task, &[3]), Err(Error::NotFound)), "not in the team");
        let given = gives(&house, 1, team, task, &[3, 8]).expect("the secretary gives");
        assert_eq!(gives(&house, 1, team, task, &[3, 8]).expect("again"), given, "a second press");
        assert_eq!(mine(&house, 3, today()), [("Siapkan penyuluhan di kelurahan".to_owned(), false)]);
        let done = TaskEnd::Done(day("2022-11-03"));
        let now = noon("2022-11-03");
        assert!(matches!(ends(&house, 2, (team, given[0]), now, done.clone()), Err(Error::NotFound)));
        ends(&house, 3, (team, given[0]), now, done.clone()).expect("is done");
        ends(&house, 3, (team, given[0]), now, done).expect("a second press");
        assert_eq!(refused(ends(&house, 3, (team, given[0]), now, TaskEnd::Withdrawn("Batal".into()))), "task-ended");
        let later = noon("2022-11-05");
        let work = house.team(house.who(Role::Leader, house.root), later, team).work.expect("counts");
        assert_eq!((work.tasks, work.tasks_done, work.tasks_late), (2, 1, 1));
        ends(&house, 5, (team, given[1]), later, TaskEnd::Withdrawn("Tidak jadi".into()))
            .expect("the chair takes it back");
        let auditor = house.who(Role::Auditor, house.root);
        let list = store.read_now(move |tx| actions::tasks(tx, later, &auditor, team, None)).expect("reads");
        assert_eq!((list.open.len(), list.ended.len(), list.next), (0, 2, None));
        let outside = house.person(9);
        let list = store.read_now(move |tx| actions::tasks(tx, later, &outside, team, None));
        assert!(matches!(list, Err(Error::NotFound)));
        assert_eq!(house.findings(), []);
    });
}

#[test]
fn what_is_late_stands_on_top_and_who_leaves_owes_nothing() {
    each_engine(|store| {
        let house = House::new(store);
        let team = house.bali();
        gives(&house, 5, team, ("Susun rekap bulan ini", "2022-11-30"), &[8]).expect("gives");
        gives(&house, 5, team, ("Foto papan pengumuman", "2022-11-02"), &[8]).expect("gives");
        let item = house.plans(1, team, house.visit()).expect("plans");
        let words = |list: Vec<(String, bool)>| {
            list.into_iter().map(|(words, late)| format!("{words} {late}")).collect::<Vec<_>>()
        };
        let now = noon("2022-11-11");
        let list = words(mine(&house, 8, now));
        assert_eq!(list, ["Foto papan pengumuman true", "Aula true", "Susun rekap bulan ini false"]);
        house.reports(2, (team, item), now, held()).expect("reports");
        assert_eq!(words(mine(&house, 8, now))[1], "Periksa lagi false", "what follows from the visit");
        assert!(mine(&house, 3, now).is_empty() && mine(&house, 9, now).is_empty());
        let (gone, papua) = (house.people[8], house.papua);
        store.write_now(move |tx| registry::move_to(tx, gone, papua, day("2022-11-12"))).expect("moves");
        let now = noon("2022-11-12");
        assert!(mine(&house, 8, now).is_empty(), "also before the team has followed");
        house.follows(now);
        let chair = house.person(5);
        let list = store.read_now(move |tx| actions::tasks(tx, now, &chair, team, None)).expect("reads");
        assert!(list.open.iter().all(|one| !one.stays && one.ends), "the chair takes them back");
        assert_eq!(refused(gives(&house, 5, team, ("Untuk yang pindah", "2022-12-01"), &[8])), "task-stranger");
    });
}
