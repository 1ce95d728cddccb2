//! How far somebody sees a drive: all of it at the centre, the own branch and the totals elsewhere, nothing without a grant in
//! the branch.

use netra_base::{Principal, Role};

const KEEPERS: [Role; 2] = [Role::UnitOperator, Role::Administrator];
const OVERSEERS: [Role; 5] = [Role::UnitOperator, Role::TeamMember, Role::Leader, Role::Auditor, Role::Administrator];

/// May this principal announce drives for, or plan places of, the unit with this path?
#[must_use]
pub fn keeps(who: &Principal, unit_path: &str) -> bool {
    KEEPERS.iter().any(|role| who.covers(*role, unit_path))
}

/// Does this principal oversee the unit with this path by one of the roles that see boards?
#[must_use]
pub fn oversees(who: &Principal, unit_path: &str) -> bool {
    OVERSEERS.iter().any(|role| who.covers(*role, unit_path))
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
pub fn reach(who: &Principal, unit: &str, announcer: &str) -> Reach {
    if oversees(who, unit) || oversees(who, announcer) {
        return Reach::Whole;
    }
    let grants = who.grants.iter().filter(|grant| OVERSEERS.contains(&grant.role) && grant.path.starts_with(unit));
    let mut paths: Vec<String> = grants.map(|grant| grant.path.clone()).collect();
    paths.sort_unstable();
    paths.dedup();
    if paths.is_empty() { Reach::Nothing } else { Reach::Branches(paths) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::{AccountId, Grant, SignedInBy, UnitId};

    fn check(role: Role, path: &str, expected: &Reach) {
        let grants = vec![Grant { role, unit: UnitId(1), path: path.into() }];
        let who = Principal { account: AccountId(1), employee: None, signed_in_by: SignedInBy::Password, grants };
        assert_eq!(&reach(&who, "/1/4/", "/1/9/"), expected, "{role:?} on {path}");
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
    }
}
