//! Chance as a value: salts, tokens and codes come from here, never from the middle of a rule. The demo
//! and the tests use a seed and get the same bytes every time; everybody else gets the operating system's.

use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A source of random bytes.
#[derive(Debug, Clone)]
pub enum Chance {
    /// The operating system's generator.
    System,
    /// SHA-256 in counter mode over a seed: repeatable, for the demo and for tests only.
    Seeded(Arc<Seed>),
}

/// The state of a repeatable source.
#[derive(Debug)]
pub struct Seed {
    seed: u64,
    drawn: AtomicU64,
}

impl Chance {
    /// A repeatable source. Never for keys that protect somebody.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Seed { seed, drawn: AtomicU64::new(0) }))
    }

    /// The next `N` bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing may go on without it.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "the one place where the system's generator is asked")]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0u8; N];
        match self {
            Self::System => getrandom::fill(&mut out).expect("the operating system gives random bytes"),
            Self::Seeded(state) => {
                for chunk in out.chunks_mut(32) {
                    let drawn = state.drawn.fetch_add(1, Ordering::Relaxed);
                    let block = Sha256::new()
                        .chain_update(b"netra/chance/v1")
                        .chain_update(state.seed.to_be_bytes())
                        .chain_update(drawn.to_be_bytes())
                        .finalize();
                    chunk.copy_from_slice(&block[..chunk.len()]);
                }
            }
        }
        out
    }

    /// A number below `bound` (bound > 0). The bias is below 2⁻³² for bounds that fit 32 bits.
    #[must_use]
    pub fn below(&self, bound: u64) -> u64 {
        u64::from_be_bytes(self.bytes()) % bound.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_the_system_does_not() {
        assert_eq!(Chance::seeded(7).bytes::<40>(), Chance::seeded(7).bytes::<40>());
        assert_ne!(Chance::seeded(7).bytes::<40>(), Chance::seeded(8).bytes::<40>());
        assert_ne!(Chance::System.bytes::<32>(), Chance::System.bytes::<32>());
    }
}
