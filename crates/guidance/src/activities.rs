//! The activities at which tests are taken, as whoever builds the house hands them in: they are not this crate's to read.
//! The doors of the certificate take them as an extension and name none without it.

use crate::model::Occasion;
use netra_base::{Day, Result};
use netra_store::Tx;
use std::sync::Arc;

/// An activity as a certificate names it: to its holder, on the paper, and to anybody who brings the code. No more is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtActivity {
    /// Its title.
    pub title: String,
    /// Its day on its own wall.
    pub day: Day,
    /// The name of the unit that held it.
    pub unit: String,
}

type Source = dyn Fn(&mut Tx<'_>, &Occasion) -> Result<Option<AtActivity>> + Send + Sync;

/// Where the activities come from.
#[derive(Clone)]
pub struct Activities(Arc<Source>);

impl Activities {
    /// From this function; it answers none to an occasion that is no activity.
    pub fn new(source: impl Fn(&mut Tx<'_>, &Occasion) -> Result<Option<AtActivity>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    /// The activity of this occasion.
    ///
    /// # Errors
    /// When the source fails.
    pub fn named(&self, tx: &mut Tx<'_>, occasion: &Occasion) -> Result<Option<AtActivity>> {
        (self.0)(tx, occasion)
    }
}

impl std::fmt::Debug for Activities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Activities")
    }
}
