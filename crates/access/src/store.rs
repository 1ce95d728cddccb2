//! SQL of access's own tables, and of no others.

pub(crate) mod accounts;
pub(crate) mod codes;
pub(crate) mod devices;
pub(crate) mod grants;
pub(crate) mod guesses;
pub(crate) mod notes;
pub(crate) mod sessions;

use netra_base::SignedInBy;

/// How a session was opened, as a number in its row.
pub(crate) fn number(by: SignedInBy) -> i64 {
    match by {
        SignedInBy::Password => 0,
        SignedInBy::PasswordTotp => 1,
    }
}

/// Reads [`number`]; anything else counts as the weaker way.
pub(crate) fn signed_in_by(number: i64) -> SignedInBy {
    if number == 1 { SignedInBy::PasswordTotp } else { SignedInBy::Password }
}
