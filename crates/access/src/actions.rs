//! The verbs of access, each on a transaction. What takes long (hashing a password) was done before; what
//! is decided here is decided on what the transaction sees.

mod accounts;
mod activation;
mod audit;
mod devices;
mod grants;
mod guesses;
mod sessions;
mod sign_in;
mod totp;

pub use accounts::{
    Closing, Me, change_password, close_account, create_account, first_administrator, look_to_close, me,
};
pub use activation::{activate, issue_code_for, issue_codes, try_code};
pub use audit::audit;
pub use grants::{GrantLine, GrantRequest, grant, grant_as_house, grants_in_my_units, revoke};
pub use guesses::{Checked, Verdict, own_password_look};
pub use sessions::{
    Standing, open_session, open_sessions, open_sessions_bulk, session, sign_out, sign_out_everywhere, sweep, touch,
};
pub use sign_in::{Attempt, Looked, Settled, look, settle, settle_code};
pub use totp::{confirm_totp, remove_totp, start_totp};
