//! Signing in on a screen: the sign-ins that a demonstration shows.

use crate::model::TotpSecret;
use netra_base::Role;
use std::sync::Arc;

/// A sign-in that the demonstration shows on its sign-in page.
#[derive(Debug, Clone)]
pub struct DemoSignIn {
    /// The role.
    pub role: Role,
    /// What to type.
    pub login: String,
    /// The password.
    pub password: String,
    /// The secret whose current code is shown.
    pub totp: Option<TotpSecret>,
}

/// The demonstration's sign-ins, put on the router as an extension; never anywhere else.
#[derive(Debug, Clone, Default)]
pub struct DemoSignIns(pub Arc<Vec<DemoSignIn>>);
