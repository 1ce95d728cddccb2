//! The secret behind an activity's codes. What codes it gives, and which moment a code belongs to, is in `rules/code.rs`.

use netra_base::Moment;

/// The secret of an activity, as the one-time codes want it: 160 bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret {
    bytes: [u8; 20],
    made: Moment,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A secret made at a moment: before it no code was on any screen.
    #[must_use]
    pub fn new(bytes: [u8; 20], made: Moment) -> Self {
        Self { bytes, made }
    }

    /// The bytes to keep.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 20] {
        &self.bytes
    }

    /// When it was made.
    #[must_use]
    pub fn made(&self) -> Moment {
        self.made
    }
}
