//! The decisions about tasks: who may give one to whom, who may call it done or take it back.

use crate::model::task::{MOST_TASKS, NewTask, Task, TaskEnd, TaskState};
use crate::model::{Duty, MOST_MEMBERS, Period};
use netra_base::{Day, EmployeeId, Refusal};

/// A member who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// Who.
    pub employee: EmployeeId,
    /// In which place of the team.
    pub duty: Duty,
}

impl Asker {
    /// Chair and secretary lead the team's work.
    fn leads(&self) -> bool {
        matches!(self.duty, Duty::Chair | Duty::Secretary)
    }
}

/// What decides whether a task may be given.
#[derive(Debug, Clone, Copy)]
pub struct Giving<'a> {
    /// When the team is valid.
    pub valid: Period,
    /// Today, by the unit's own clock.
    pub today: Day,
    /// Who is in the team today.
    pub members: &'a [EmployeeId],
    /// Tasks that are open.
    pub open: usize,
    /// Who gives.
    pub asker: Asker,
}

/// May this task be given?
///
/// # Errors
/// A refusal for each thing that is wrong.
pub fn may_give(new: &NewTask, facts: &Giving<'_>) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    if new.due < facts.today || !facts.valid.has(new.due) {
        refusals.push(
            Refusal::new(
                "day-outside",
                "Batas waktunya harus hari ini atau sesudahnya, dan di dalam masa tugas tim.",
                "The due day must be today or later, and within the team's period.",
            )
            .at("due"),
        );
    }
    refusals.extend(people(new, facts).map(|refusal| refusal.at("who")));
    if facts.open + new.who.len() > MOST_TASKS {
        refusals.push(Refusal::new(
            "tasks-full",
            format!("Tugas yang belum selesai sudah hampir {MOST_TASKS}. Selesaikan atau tarik dahulu sebagian."),
            format!("Nearly {MOST_TASKS} tasks are open. Finish or take back some of them first."),
        ));
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn people(new: &NewTask, facts: &Giving<'_>) -> Option<Refusal> {
    if new.who.is_empty() || new.who.len() > MOST_MEMBERS {
        return Some(Refusal::new("task-nobody", "Pilih sedikitnya satu anggota.", "Choose at least one member."));
    }
    let twice = (1..new.who.len()).any(|at| new.who[..at].contains(&new.who[at]));
    if twice || new.who.iter().any(|one| !facts.members.contains(one)) {
        return Some(Refusal::new(
            "task-stranger",
            "Yang diberi tugas harus anggota tim hari ini, masing-masing satu kali. Pilih lagi dari daftar.",
            "Those who are given a task must be members of the team today, each once. Choose from the list again.",
        ));
    }
    let own = new.who == [facts.asker.employee];
    (!own && !facts.asker.leads()).then(|| {
        Refusal::new(
            "task-giver",
            "Tugas untuk anggota lain diberikan oleh ketua atau sekretaris tim. Pilih diri sendiri, atau mintalah kepada mereka.",
            "Tasks for other members are given by the team's chair or secretary. Choose yourself, or ask one of them.",
        )
    })
}

/// May this member end the task so? Who has it calls it done, or who took the place of who had it; chair and secretary may do
/// so too, and only they, or who has it, take it back. To the others it is nobody's business: `None`.
///
/// # Errors
/// `task-ended`, `day-outside`.
pub fn may_end(
    (task, heir): (&Task, Option<EmployeeId>),
    asker: Asker,
    given: Day,
    today: Day,
    end: &TaskEnd,
) -> Option<Result<(), Refusal>> {
    if task.employee != asker.employee && heir != Some(asker.employee) && !asker.leads() {
        return None;
    }
    if task.state != TaskState::Open {
        return Some(Err(Refusal::new(
            "task-ended",
            "Tugas ini sudah selesai atau ditarik. Muat ulang halaman.",
            "This task is done or was taken back already. Reload the page.",
        )));
    }
    if let TaskEnd::Done(day) = end
        && (*day < given || *day > today)
    {
        return Some(Err(Refusal::new(
            "day-outside",
            "Hari selesai harus sejak tugas diberikan dan tidak sesudah hari ini.",
            "The day it was done lies on or after the day it was given and not after today.",
        )
        .at("done")));
    }
    Some(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TaskId, TeamId};
    use netra_base::{EntryId, Moment, Zone};

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    const CHAIR: Asker = Asker { employee: EmployeeId(1), duty: Duty::Chair };
    const MEMBER: Asker = Asker { employee: EmployeeId(3), duty: Duty::Member };

    fn give(asker: Asker, due: &str, who: &[i64], open: usize) -> Vec<&'static str> {
        let facts = Giving {
            valid: Period { from: day("2022-10-19"), until: day("2024-12-31") },
            today: day("2022-11-01"),
            members: &[EmployeeId(1), EmployeeId(2), EmployeeId(3)],
            open,
            asker,
        };
        let who = who.iter().map(|id| EmployeeId(*id)).collect();
        let new = NewTask { what: "Siapkan penyuluhan.".into(), due: day(due), who };
        may_give(&new, &facts).err().into_iter().flatten().map(|refusal| refusal.code).collect()
    }

    #[test]
    fn chair_and_secretary_give_tasks_and_a_member_takes_one() {
        let check = |asker, due, who: &[i64], expected: &[&str]| assert_eq!(give(asker, due, who, 0), expected);
        check(CHAIR, "2022-11-01", &[2, 3], &[]);
        check(MEMBER, "2022-11-04", &[3], &[]);
        check(MEMBER, "2022-11-04", &[2], &["task-giver"]);
        check(MEMBER, "2022-11-04", &[2, 3], &["task-giver"]);
        check(CHAIR, "2022-10-31", &[2], &["day-outside"]);
        check(CHAIR, "2025-01-01", &[2], &["day-outside"]);
        check(CHAIR, "2022-11-04", &[], &["task-nobody"]);
        check(CHAIR, "2022-11-04", &[2, 2], &["task-stranger"]);
        check(CHAIR, "2022-11-04", &[9], &["task-stranger"]);
        assert_eq!(give(CHAIR, "2022-11-04", &[2, 3], MOST_TASKS - 1), ["tasks-full"]);
    }

    #[test]
    fn who_has_a_task_ends_it_and_so_do_those_who_lead() {
        let task = |state| Task {
            id: TaskId(1),
            team: TeamId(1),
            employee: EmployeeId(3),
            what: String::new(),
            due: day("2022-11-04"),
            given: Moment(0),
            entry: EntryId(1),
            state,
        };
        let end = |task: &Task, asker, end: &TaskEnd| {
            may_end((task, Some(EmployeeId(4))), asker, day("2022-11-01"), day("2022-11-03"), end)
                .map(|done| done.map_err(|refusal| refusal.code))
        };
        let open = task(TaskState::Open);
        let other = Asker { employee: EmployeeId(2), duty: Duty::Member };
        assert_eq!(end(&open, MEMBER, &TaskEnd::Done(day("2022-11-03"))), Some(Ok(())));
        assert_eq!(end(&open, CHAIR, &TaskEnd::Withdrawn("x".into())), Some(Ok(())));
        assert_eq!(end(&open, other, &TaskEnd::Done(day("2022-11-03"))), None);
        let heir = Asker { employee: EmployeeId(4), duty: Duty::Member };
        assert_eq!(end(&open, heir, &TaskEnd::Done(day("2022-11-03"))), Some(Ok(())));
        for far in ["2022-10-31", "2022-11-04"] {
            assert_eq!(end(&open, MEMBER, &TaskEnd::Done(day(far))), Some(Err("day-outside")));
        }
        let at = day("2022-11-02").at(Zone::Wita, 9, 0);
        let done = task(TaskState::Done { day: day("2022-11-02"), at });
        assert_eq!(end(&done, MEMBER, &TaskEnd::Done(day("2022-11-02"))), Some(Err("task-ended")));
    }
}
