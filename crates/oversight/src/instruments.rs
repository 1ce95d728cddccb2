//! The instruments that a decree may name, as the house hands them in: the rulebook is not this crate's to read.
//! The doors take it as an extension.

use netra_base::{Moment, Result, Say};
use netra_store::Tx;
use std::sync::Arc;

/// An instrument to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// Its id: `ins-skb2022`.
    pub id: String,
    /// Its name on screens.
    pub name: Say,
}

type Source = dyn Fn(&mut Tx<'_>, Moment) -> Result<Vec<Instrument>> + Send + Sync;

/// Where the instruments of a moment come from.
#[derive(Clone)]
pub struct Instruments(Arc<Source>);

impl Instruments {
    /// From this function.
    pub fn new(source: impl Fn(&mut Tx<'_>, Moment) -> Result<Vec<Instrument>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    /// Those there are at this moment.
    ///
    /// # Errors
    /// When the source fails.
    pub fn at(&self, tx: &mut Tx<'_>, now: Moment) -> Result<Vec<Instrument>> {
        (self.0)(tx, now)
    }
}

impl std::fmt::Debug for Instruments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Instruments")
    }
}
