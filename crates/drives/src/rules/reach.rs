//! How far somebody sees a drive: all of it at the centre, the own branch and the totals elsewhere, nothing without a grant in
//! the branch. The press desk reads the boards and recaps, and with them which places have reported; who oversees also reads
//! the page of those to remind, and reminds.

use netra_activities::rules::OVERSEERS;
use netra_base::{Principal, Role};

const KEEPERS: [Role; 2] = [Role::UnitOperator, Role::Administrator];

/// Of what somebody asks to see a drive: each is a set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Boards and recaps: numbers of units and places, and which places have reported. The press desk may tell them.
    Figures,
    /// The page of units to remind, with the text to send. The press desk neither reads it nor reminds.
    Reminders,
}

impl Look {
    fn allows(self, role: Role) -> bool {
        OVERSEERS.contains(&role) && (self == Self::Figures || role != Role::PublicRelations)
    }

    fn covers(self, who: &Principal, unit_path: &str) -> bool {
        who.grants.iter().any(|grant| self.allows(grant.role) && unit_path.starts_with(&grant.path))
    }
}

/// May this principal announce drives for, or plan places of, the unit with this path?
#[must_use]
pub fn keeps(who: &Principal, unit_path: &str) -> bool {
    KEEPERS.iter().any(|role| who.covers(*role, unit_path))
}

/// The paths that this principal keeps, each with all below; none lies below another.
#[must_use]
pub fn kept(who: &Principal) -> Vec<&str> {
    who.outermost(&KEEPERS)
}

/// Does this principal see figures of the unit with this path, and so may open its activities?
#[must_use]
pub fn sees_figures(who: &Principal, unit_path: &str) -> bool {
    Look::Figures.covers(who, unit_path)
}

/// How far somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every unit.
    Whole,
    /// The units at and below these paths, and the totals of the whole.
    Branches(Vec<String>),
    /// Nothing: there is no such drive.
    Nothing,
}

impl Reach {
    /// Is the unit with this path seen?
    #[must_use]
    pub fn sees(&self, unit_path: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Branches(paths) => paths.iter().any(|path| unit_path.starts_with(path)),
            Self::Nothing => false,
        }
    }
}

/// How far this principal sees a drive for the branch of `unit`, announced by the unit with the path `announcer`.
#[must_use]
pub fn reach(who: &Principal, look: Look, unit: &str, announcer: &str) -> Reach {
    if look.covers(who, unit) || look.covers(who, announcer) {
        return Reach::Whole;
    }
    let grants = who.grants.iter().filter(|grant| look.allows(grant.role) && grant.path.starts_with(unit));
    let mut paths: Vec<String> = grants.map(|grant| grant.path.clone()).collect();
    paths.sort_unstable();
    paths.dedup();
    if paths.is_empty() { Reach::Nothing } else { Reach::Branches(paths) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::{AccountId, Grant, SignedInBy, UnitId};

    fn somebody(grants: &[(Role, &str)]) -> Principal {
        let grant = |(role, path): &(Role, &str)| Grant { role: *role, unit: UnitId(1), path: (*path).into() };
        let grants = grants.iter().map(grant).collect();
        Principal { account: AccountId(1), employee: None, signed_in_by: SignedInBy::Password, grants }
    }

    fn check(role: Role, path: &str, expected: &Reach) {
        let who = somebody(&[(role, path)]);
        assert_eq!(&reach(&who, Look::Figures, "/1/4/", "/1/9/"), expected, "{role:?} on {path}");
        let reminded = if role == Role::PublicRelations { &Reach::Nothing } else { expected };
        assert_eq!(&reach(&who, Look::Reminders, "/1/4/", "/1/9/"), reminded, "{role:?} on {path}");
    }

    #[test]
    fn the_centre_sees_all_a_branch_its_own_and_others_nothing() {
        check(Role::Leader, "/1/", &Reach::Whole);
        check(Role::Auditor, "/1/4/", &Reach::Whole);
        check(Role::Leader, "/1/9/", &Reach::Whole);
        let branch = Reach::Branches(vec!["/1/4/7/".into()]);
        check(Role::TeamMember, "/1/4/7/", &branch);
        assert!(branch.sees("/1/4/7/8/") && !branch.sees("/1/4/70/") && !branch.sees("/1/4/"));
        check(Role::Leader, "/1/5/", &Reach::Nothing);
        check(Role::Examiner, "/1/", &Reach::Nothing);
        check(Role::Employee, "/1/4/", &Reach::Nothing);
        check(Role::PublicRelations, "/1/", &Reach::Whole);
        check(Role::PublicRelations, "/1/4/7/", &branch);
        check(Role::PublicRelations, "/1/5/", &Reach::Nothing);
    }

    #[test]
    fn who_speaks_for_one_branch_and_oversees_another_reminds_the_other_alone() {
        let who = somebody(&[(Role::PublicRelations, "/1/4/7/"), (Role::Leader, "/1/4/8/")]);
        let both = Reach::Branches(vec!["/1/4/7/".into(), "/1/4/8/".into()]);
        assert_eq!(reach(&who, Look::Figures, "/1/4/", "/1/9/"), both);
        assert_eq!(reach(&who, Look::Reminders, "/1/4/", "/1/9/"), Reach::Branches(vec!["/1/4/8/".into()]));
    }

    #[test]
    fn what_is_kept_is_named_by_its_highest_units() {
        let who = somebody(&[
            (Role::UnitOperator, "/1/4/7/"),
            (Role::Administrator, "/1/4/"),
            (Role::UnitOperator, "/1/40/"),
            (Role::Leader, "/1/"),
        ]);
        assert_eq!(kept(&who), ["/1/4/", "/1/40/"]);
    }
}
