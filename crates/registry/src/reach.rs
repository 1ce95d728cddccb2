//! Whose people somebody may see and import: operators and administrators, on their units and below. It
//! decides from the grants alone; to everybody else a person does not exist.

use crate::actions;
use netra_base::{Day, Principal, Result, Role};
use netra_store::Tx;

/// The roles that keep rosters.
const ROLES: [Role; 2] = [Role::UnitOperator, Role::Administrator];

/// May this principal see the people of the unit with this path?
#[must_use]
pub fn covers(who: &Principal, unit_path: &str) -> bool {
    ROLES.iter().any(|role| who.covers(*role, unit_path))
}

/// The paths of the units within reach, each with all below; none lies below another.
#[must_use]
pub fn paths(who: &Principal) -> Vec<String> {
    who.outermost(&ROLES).into_iter().map(str::to_owned).collect()
}

/// The paths of the units that an administrator's grants reach: units themselves are his to import.
#[must_use]
pub fn administered(who: &Principal) -> Vec<String> {
    let grants = who.grants.iter().filter(|grant| grant.role == Role::Administrator);
    grants.map(|grant| grant.path.clone()).collect()
}

/// Does this principal administer every agency there is on that day? Only then are others' imports his to see.
///
/// # Errors
/// When the database fails.
pub fn administers_all(tx: &mut Tx<'_>, who: &Principal, day: Day) -> Result<bool> {
    if !who.has(Role::Administrator) {
        return Ok(false);
    }
    Ok(actions::roots(tx, day)?.iter().all(|root| who.covers(Role::Administrator, &root.path)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use netra_base::{AccountId, Grant, SignedInBy, UnitId};

    #[test]
    fn a_reach_is_its_outermost_units_of_the_right_roles() {
        let grant = |role, path: &str| Grant { role, unit: UnitId(0), path: path.into() };
        let who = Principal {
            account: AccountId(1),
            employee: None,
            signed_in_by: SignedInBy::Password,
            grants: vec![
                grant(Role::UnitOperator, "/1/5/7/"),
                grant(Role::UnitOperator, "/1/5/"),
                grant(Role::Administrator, "/1/50/"),
                grant(Role::Leader, "/1/"),
            ],
        };
        assert_eq!(paths(&who), ["/1/5/", "/1/50/"]);
        assert!(covers(&who, "/1/5/7/9/") && covers(&who, "/1/50/"));
        assert!(!covers(&who, "/1/") && !covers(&who, "/1/6/"));
    }
}
