//! Who is asking: an account, perhaps an employee, with roles granted on a unit and everything below it.
//! A principal is made by `access` and read by every door; it carries no name.

use crate::ids::{AccountId, EmployeeId, UnitId};
use serde::{Deserialize, Serialize};

/// What a person may be trusted with (design section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Signs, reads, takes receipts. Everybody with an employee record has it.
    Employee,
    /// Keeps a unit's roster, opens drives, issues activation codes.
    UnitOperator,
    /// Member of an oversight team.
    TeamMember,
    /// Examines cases.
    Examiner,
    /// Decides punishments.
    AppointingAuthority,
    /// Speaks to the public.
    PublicRelations,
    /// Prison census and readiness.
    CorrectionsOfficer,
    /// Sees counts, never names.
    Leader,
    /// Sees that everything adds up.
    Auditor,
    /// Keeps the system; grants roles.
    Administrator,
    /// An outside supervisor: sees only what was shared.
    Partner,
}

impl Role {
    /// Every role, in the order of the design.
    pub const ALL: [Self; 11] = [
        Self::Employee,
        Self::UnitOperator,
        Self::TeamMember,
        Self::Examiner,
        Self::AppointingAuthority,
        Self::PublicRelations,
        Self::CorrectionsOfficer,
        Self::Leader,
        Self::Auditor,
        Self::Administrator,
        Self::Partner,
    ];

    /// The stable word: `unit-operator`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::UnitOperator => "unit-operator",
            Self::TeamMember => "team-member",
            Self::Examiner => "examiner",
            Self::AppointingAuthority => "appointing-authority",
            Self::PublicRelations => "public-relations",
            Self::CorrectionsOfficer => "corrections-officer",
            Self::Leader => "leader",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::Partner => "partner",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The name on screens.
    #[must_use]
    pub fn name(self, lang: crate::Lang) -> &'static str {
        match self {
            Self::Employee => lang.say("Pegawai", "Employee"),
            Self::UnitOperator => lang.say("Operator unit", "Unit operator"),
            Self::TeamMember => lang.say("Anggota tim", "Team member"),
            Self::Examiner => lang.say("Pemeriksa", "Examiner"),
            Self::AppointingAuthority => lang.say("Pejabat pembina kepegawaian", "Appointing authority"),
            Self::PublicRelations => lang.say("Humas", "Public relations"),
            Self::CorrectionsOfficer => lang.say("Petugas pemasyarakatan", "Corrections officer"),
            Self::Leader => lang.say("Pimpinan", "Leader"),
            Self::Auditor => lang.say("Auditor", "Auditor"),
            Self::Administrator => lang.say("Administrator", "Administrator"),
            Self::Partner => lang.say("Mitra pengawas", "Partner"),
        }
    }
}

/// A role on a unit and everything below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What.
    pub role: Role,
    /// On which unit.
    pub unit: UnitId,
    /// That unit's path, `/1/5/77/`: a unit is covered when its own path starts with it.
    pub path: String,
}

/// How a session was opened; receipts say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignedInBy {
    /// Password alone.
    Password,
    /// Password and a one-time code.
    PasswordTotp,
}

impl SignedInBy {
    /// The stable word in records and receipts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PasswordTotp => "password-totp",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Password, Self::PasswordTotp].into_iter().find(|by| by.code() == code)
    }

    /// The words on a receipt.
    #[must_use]
    pub fn name(self, lang: crate::Lang) -> &'static str {
        match self {
            Self::Password => lang.say("kata sandi saja", "password alone"),
            Self::PasswordTotp => lang.say("kata sandi dan kode sekali pakai", "password and one-time code"),
        }
    }
}

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The account.
    pub account: AccountId,
    /// The person, when the account belongs to one.
    pub employee: Option<EmployeeId>,
    /// How this session was opened.
    pub signed_in_by: SignedInBy,
    /// Roles beyond employee.
    pub grants: Vec<Grant>,
}

impl Principal {
    /// Does this principal hold `role` anywhere?
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        (role == Role::Employee && self.employee.is_some()) || self.grants.iter().any(|g| g.role == role)
    }

    /// Does a grant of `role` cover the unit with this path?
    #[must_use]
    pub fn covers(&self, role: Role, unit_path: &str) -> bool {
        self.grants.iter().any(|g| g.role == role && unit_path.starts_with(&g.path))
    }

    /// The paths on which one of these roles is granted, each with all below, in order; none lies below another.
    #[must_use]
    pub fn outermost(&self, roles: &[Role]) -> Vec<&str> {
        let granted = self.grants.iter().filter(|grant| roles.contains(&grant.role));
        let mut paths: Vec<&str> = granted.map(|grant| grant.path.as_str()).collect();
        paths.sort_unstable();
        // A path sorts right behind the one it lies below, or behind others that lie below that one too.
        paths.dedup_by(|path, above| path.starts_with(*above));
        paths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_paths_of_some_roles_hold_none_below_another() {
        let grant = |role, path: &str| Grant { role, unit: crate::UnitId(0), path: path.to_owned() };
        let who = Principal {
            account: AccountId(1),
            employee: None,
            signed_in_by: SignedInBy::Password,
            grants: vec![
                grant(Role::UnitOperator, "/1/5/77/"),
                grant(Role::Administrator, "/1/5/"),
                grant(Role::UnitOperator, "/1/5/"),
                grant(Role::UnitOperator, "/1/50/"),
                grant(Role::Leader, "/1/"),
            ],
        };
        assert_eq!(who.outermost(&[Role::UnitOperator, Role::Administrator]), ["/1/5/", "/1/50/"]);
        assert_eq!(who.outermost(&[Role::UnitOperator, Role::Leader]), ["/1/"]);
        assert_eq!(who.outermost(&[Role::Auditor]), Vec::<&str>::new());
    }
}
