//! The nouns of access as checked values: logins, tokens, codes, secrets, accounts, sessions, grants.
//! Nothing here knows a database, a page or the time.

mod login;
mod secret;

pub use login::Login;
pub use secret::{ActivationCode, Hash32, Token, TotpSecret};

use netra_base::{AccountId, EmployeeId, EntryId, Moment, Role, SignedInBy, UnitId};

/// An account as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The id.
    pub id: AccountId,
    /// The person, when it belongs to one.
    pub employee: Option<EmployeeId>,
    /// What its holder types to sign in.
    pub login: String,
    /// The password's hash; none until activation.
    pub password_hash: Option<String>,
    /// The secret of its one-time codes, when they are on.
    pub totp_secret: Option<TotpSecret>,
    /// A secret shown but not confirmed yet.
    pub totp_pending: Option<TotpSecret>,
    /// The last step whose code was used.
    pub totp_last_step: Option<i64>,
    /// Since when it is closed.
    pub closed: Option<Moment>,
}

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// What its holder types.
    pub login: Login,
    /// The person, when it belongs to one.
    pub employee: Option<EmployeeId>,
    /// The password's hash, from the desk; without one nobody signs in until activation.
    pub password_hash: Option<String>,
    /// The secret of its one-time codes.
    pub totp_secret: Option<TotpSecret>,
}

/// A session that has just been opened. Only here is its token in clear.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What the holder keeps.
    pub token: Token,
    /// The account.
    pub account: AccountId,
    /// How it was opened.
    pub signed_in_by: SignedInBy,
    /// When it ends at the latest.
    pub expires: Moment,
    /// A role is held, so one-time codes have to be set up before anything else.
    pub must_enrol: bool,
    /// What the browser is to keep from now on, if it is new.
    pub device: Option<Token>,
}

/// From where somebody signs in. A browser in which the account was signed in to before has a count of wrong
/// guesses of its own, so that strangers who lock the account do not lock its holder out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// A program, which keeps nothing.
    Program,
    /// A browser, with the hash of what it kept, if it did.
    Browser(Option<Hash32>),
}

/// A session of an account, as its holder may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSession {
    /// Its key; never shown.
    pub key: Hash32,
    /// How it was opened.
    pub signed_in_by: SignedInBy,
    /// Since when.
    pub opened: Moment,
    /// Last use, to some minutes.
    pub last_seen: Moment,
    /// When it ends at the latest.
    pub expires: Moment,
}

/// A session as its row tells it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Life {
    pub(crate) opened: Moment,
    pub(crate) last_seen: Moment,
    pub(crate) expires: Moment,
}

/// A role granted on a unit and below, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    /// The id.
    pub id: i64,
    /// Who holds it.
    pub account: AccountId,
    /// Their login.
    pub login: String,
    /// The role's stable word as stored.
    pub role: String,
    /// On which unit.
    pub unit: UnitId,
    /// By whom; none when the house itself was set up.
    pub granted_by: Option<AccountId>,
    /// When.
    pub granted_at: Moment,
    /// Its ledger entry.
    pub entry: EntryId,
    /// By whom, when, and with which entry it was taken back.
    pub revoked: Option<Revoked>,
}

/// The taking back of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revoked {
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Its ledger entry.
    pub entry: EntryId,
}

impl GrantRow {
    /// The role, if the stored word is one.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        Role::parse(&self.role)
    }
}

/// One printed activation slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The person's name.
    pub name: String,
    /// What they type: NIP, or unit code and contract.
    pub login: String,
    /// The unit's name.
    pub unit: String,
    /// The code in groups of four.
    pub code: String,
}

/// Codes that were issued in one go. Only here are they in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The unit's code.
    pub unit_code: String,
    /// The unit's name.
    pub unit_name: String,
    /// The slips, by unit and name.
    pub slips: Vec<Slip>,
    /// Until when they work.
    pub valid_until: Moment,
    /// The ledger entry.
    pub entry: EntryId,
}
