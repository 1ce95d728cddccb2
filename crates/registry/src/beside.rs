//! What other features say of a unit on its page, as whoever builds the house hands it in: this crate reads none of theirs.
//! The page takes it as an extension and stands without it.

use crate::model::Unit;
use netra_base::{Moment, Result, Say};
use netra_store::Tx;
use std::sync::Arc;

/// A fact about a unit, with the way to more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub label: Say,
    /// How it stands, in a word or two.
    pub state: Say,
    /// Is it as it should be?
    pub good: bool,
    /// Where more is said.
    pub href: String,
}

type Source = dyn Fn(&mut Tx<'_>, Moment, &Unit) -> Result<Vec<Fact>> + Send + Sync;

/// Where the facts beside a unit's own come from.
#[derive(Clone)]
pub struct Beside(Arc<Source>);

impl Beside {
    /// From this function.
    pub fn new(source: impl Fn(&mut Tx<'_>, Moment, &Unit) -> Result<Vec<Fact>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    /// What is said of this unit at this moment.
    ///
    /// # Errors
    /// When the source fails.
    pub fn of(&self, tx: &mut Tx<'_>, now: Moment, unit: &Unit) -> Result<Vec<Fact>> {
        (self.0)(tx, now, unit)
    }
}

impl std::fmt::Debug for Beside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Beside")
    }
}
