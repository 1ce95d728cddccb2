//! Whose work a member's work is, once he has left the team: that of whoever took his place, and so on down the line; where
//! nobody did, that of those who lead the team.

use crate::model::Member;
use netra_base::{Day, EmployeeId};

/// To whom the open work of somebody falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// He has it himself: he is in the team, or never was.
    Himself,
    /// Who took his place, or the place of who took it.
    Heir(EmployeeId),
    /// He left, and nobody in the team took his place.
    Nobody,
}

impl Holder {
    /// Who took the place, if somebody did.
    #[must_use]
    pub fn heir(self) -> Option<EmployeeId> {
        match self {
            Self::Heir(heir) => Some(heir),
            Self::Himself | Self::Nobody => None,
        }
    }
}

/// Who holds the work that was given to `of`, by the members of the team as they came, on a day.
#[must_use]
pub fn holder(members: &[Member], of: EmployeeId, today: Day) -> Holder {
    let stays = |who: EmployeeId| members.iter().any(|one| one.employee == who && one.is_in(today));
    if stays(of) || !members.iter().any(|one| one.employee == of) {
        return Holder::Himself;
    }
    let mut at = of;
    // Places are taken at most as often as there are members; a line that comes back to somebody ends there.
    for _ in members {
        let mut newest = members.iter().rev().filter(|one| one.employee == at);
        match newest.find_map(|one| one.ended.as_ref()?.successor) {
            Some(next) if stays(next) => return Holder::Heir(next),
            Some(next) => at = next,
            None => return Holder::Nobody,
        }
    }
    Holder::Nobody
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Duty, EndReason, Ended, Function, Functions, MemberId, TeamId};

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    /// Somebody who came in the order of the numbers, and perhaps left to another.
    fn member(employee: i64, left: Option<Option<i64>>) -> Member {
        Member {
            id: MemberId(employee),
            team: TeamId(1),
            employee: EmployeeId(employee),
            functions: Functions::new(vec![Function::Guidance]).expect("one"),
            duty: Duty::Member,
            from: day("2022-10-19"),
            since: 0,
            ended: left.map(|successor| Ended {
                last_day: day("2022-11-30"),
                reason: EndReason::Duties,
                successor: successor.map(EmployeeId),
                settled: false,
            }),
        }
    }

    #[test]
    fn work_goes_down_the_line_of_those_who_took_the_place() {
        let after = day("2022-12-01");
        let line = [member(1, Some(Some(2))), member(2, Some(Some(3))), member(3, None), member(4, Some(None))];
        let of = |who: i64, today: Day| holder(&line, EmployeeId(who), today);
        assert_eq!(of(1, day("2022-11-30")), Holder::Himself, "on his last day");
        assert_eq!((of(1, after), of(2, after)), (Holder::Heir(EmployeeId(3)), Holder::Heir(EmployeeId(3))));
        assert_eq!((of(3, after), of(9, after)), (Holder::Himself, Holder::Himself));
        assert_eq!(of(4, after), Holder::Nobody);
        let round = [member(1, Some(Some(2))), member(2, Some(Some(1)))];
        assert_eq!(holder(&round, EmployeeId(1), after), Holder::Nobody);
    }
}
