//! Who signs in to the demo: one account for each role, where in the ministry it sits, and a few more.

use netra_base::Role;

/// A demo account.
#[derive(Debug, Clone, Copy)]
pub struct DemoRole {
    /// The role.
    pub role: Role,
    /// What to type; the employee signs in with his NIP instead.
    pub login: &'static str,
    /// The unit on which the role is granted, with everything below.
    pub unit: &'static str,
}

/// One for each role.
pub const ROLES: [DemoRole; 11] = [
    DemoRole { role: Role::Employee, login: "pegawai", unit: "KW-20" },
    DemoRole { role: Role::UnitOperator, login: "operator", unit: "KUMHAM" },
    DemoRole { role: Role::TeamMember, login: "tim", unit: "KW-20" },
    DemoRole { role: Role::Examiner, login: "pemeriksa", unit: "KW-20" },
    DemoRole { role: Role::AppointingAuthority, login: "ppk", unit: "KUMHAM" },
    DemoRole { role: Role::PublicRelations, login: "humas", unit: "KUMHAM" },
    DemoRole { role: Role::CorrectionsOfficer, login: "pemasyarakatan", unit: "KW-20" },
    DemoRole { role: Role::Leader, login: "pimpinan", unit: "KUMHAM" },
    DemoRole { role: Role::Auditor, login: "auditor", unit: "KUMHAM" },
    DemoRole { role: Role::Administrator, login: "admin", unit: "KUMHAM" },
    DemoRole { role: Role::Partner, login: "mitra", unit: "KUMHAM" },
];

/// Further ones: roles that look otherwise in a small office than at the centre.
pub const FURTHER: [DemoRole; 1] = [DemoRole { role: Role::UnitOperator, login: "operator-kanwil", unit: "KW-20" }];

/// All of them.
pub fn all() -> impl Iterator<Item = &'static DemoRole> {
    ROLES.iter().chain(&FURTHER)
}
