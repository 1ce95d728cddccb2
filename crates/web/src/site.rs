//! What every door shares: the store, the clock, chance, and how this house is reached. It is the axum
//! state of all doors. No request is in it, and no feature.

use netra_base::{Chance, Clock, Moment};
use netra_store::Store;
use std::ops::Deref;
use std::sync::Arc;

/// The parts of a [`Site`].
#[derive(Debug)]
pub struct Parts {
    /// Where everything is kept.
    pub store: Store,
    /// Where the time comes from.
    pub clock: Clock,
    /// Where salts, tokens and incident numbers come from.
    pub chance: Chance,
    /// Is this the demonstration? Then every page says so.
    pub demo: bool,
    /// Is the house reached over HTTPS? Then cookies are `Secure` and HSTS is sent.
    pub secure: bool,
    /// `https://netra.example.go.id`, without a slash at the end.
    pub base_url: String,
}

/// The state of all doors; cheap to clone. Its parts are read through it: `site.store`, `site.demo`.
#[derive(Debug, Clone)]
pub struct Site(Arc<Parts>);

impl Site {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The present moment. A door reads it once per request and passes it on.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// A full address, for QR codes and papers: `site.url("/verifikasi")`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }
}

impl Deref for Site {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
