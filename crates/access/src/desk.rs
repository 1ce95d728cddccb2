//! The password desk: a few threads of its own that hash and check passwords (argon2id), so that neither
//! the web's threads nor a transaction ever waits for it. It knows no account.
//!
//! One hash takes about 43 ms and 19 MiB on a core. Five hundred people who sign in at the same moment on
//! two cores are served within some eleven seconds, each in turn; none is refused.

use anyhow::{Context, anyhow};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Argon2, Params};
use crossbeam_channel::{Sender, TrySendError, bounded};
use netra_base::{Chance, Error, Result};
use std::sync::LazyLock;
use tokio::sync::oneshot;

/// Sign-ins that may wait. The last of 4,096 waits 4,096 × 43 ms ÷ 2 cores = 88 s: longer than that nobody
/// waits for a page, so one more is told to come back.
const QUEUE: usize = 4_096;

type Work = Box<dyn FnOnce() + Send>;

/// Threads that hash. Clones share them; they end when the last clone is dropped.
#[derive(Clone, Debug)]
pub struct PasswordDesk {
    jobs: Sender<Work>,
    params: Params,
    nobody: String,
}

/// The desk of this process, with the cost of real passwords. Its threads start with the first sign-in.
static HOUSE: LazyLock<PasswordDesk> = LazyLock::new(|| PasswordDesk::new(Params::default()));

impl PasswordDesk {
    /// A desk with as many threads as there are cores. Tests take a lower cost than the default.
    #[must_use]
    pub fn new(params: Params) -> Self {
        let (jobs, waiting) = bounded::<Work>(QUEUE);
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        for n in 0..cores {
            let waiting = waiting.clone();
            let thread = std::thread::Builder::new().name(format!("password-{n}")).spawn(move || {
                for work in waiting {
                    work();
                }
            });
            if let Err(cause) = thread {
                tracing::error!(%cause, "a password thread did not start");
            }
        }
        // A well-formed hash that no password fits: checking against it is the same work as any other.
        let nobody = format!(
            "$argon2id$v=19$m={},t={},p={}${}${}",
            params.m_cost(),
            params.t_cost(),
            params.p_cost(),
            "A".repeat(22),
            "A".repeat(43)
        );
        Self { jobs, params, nobody }
    }

    /// A desk that is quick and weak: tests, and the demo's invented people.
    #[must_use]
    pub fn cheap() -> Self {
        Self::new(Params::new(Params::MIN_M_COST, 1, 1, None).unwrap_or_default())
    }

    /// The desk of this process.
    #[must_use]
    pub fn house() -> Self {
        HOUSE.clone()
    }

    /// The hash of a new password, in PHC form.
    ///
    /// # Errors
    /// `Busy` when too many wait.
    pub async fn hash(&self, chance: &Chance, password: &str) -> Result<String> {
        let (salt, password, params) = (chance.bytes::<16>(), tidy(password).to_owned(), self.params.clone());
        self.run(move || hash(&params, &salt, &password)).await?
    }

    /// [`PasswordDesk::hash`] on this thread, for commands.
    ///
    /// # Errors
    /// When the password cannot be hashed.
    pub fn hash_now(&self, chance: &Chance, password: &str) -> Result<String> {
        hash(&self.params, &chance.bytes::<16>(), tidy(password))
    }

    /// Does the password fit the hash? Without a hash the same work is done and the answer is no.
    ///
    /// # Errors
    /// `Busy` when too many wait.
    pub async fn fits(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let against = hash.unwrap_or(&self.nobody).to_owned();
        let password = tidy(password).to_owned();
        let fits = self.run(move || Argon2::default().verify_password(password.as_bytes(), against.as_str()).is_ok());
        Ok(fits.await? && hash.is_some())
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let (answer, waiting) = oneshot::channel();
        let job: Work = Box::new(move || {
            let _ = answer.send(work());
        });
        match self.jobs.try_send(job) {
            Ok(()) => Ok(waiting.await.context("the password desk stopped before it answered")?),
            Err(TrySendError::Full(_)) => Err(Error::Busy),
            Err(TrySendError::Disconnected(_)) => Err(Error::Failed(anyhow!("the password desk has no threads"))),
        }
    }
}

/// Blanks around a password are slips of the finger; forms cut them off, and so does every other door.
fn tidy(password: &str) -> &str {
    password.trim()
}

fn hash(params: &Params, salt: &[u8], password: &str) -> Result<String> {
    let made: PasswordHash = Argon2::from(params)
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|cause| anyhow!("hashing a password: {cause}"))?;
    Ok(made.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_nothing_fits_nobody() {
        let desk = PasswordDesk::cheap();
        let hash = desk.hash(&Chance::seeded(1), "kuda laut biru").await.expect("hashes");
        assert!(hash.starts_with("$argon2id$v=19$m="));
        assert!(desk.fits("kuda laut biru", Some(&hash)).await.expect("checks"));
        assert!(!desk.fits("kuda laut bira", Some(&hash)).await.expect("checks"));
        assert!(!desk.fits("kuda laut biru", None).await.expect("checks"));
    }

    #[test]
    fn the_check_for_nobody_is_a_real_one() {
        for desk in [PasswordDesk::cheap(), PasswordDesk::house()] {
            let parsed = PasswordHash::new(&desk.nobody).expect("well formed");
            let params = Params::try_from(&parsed).expect("parameters");
            assert_eq!((params.m_cost(), params.t_cost()), (desk.params.m_cost(), desk.params.t_cost()));
            let verdict = Argon2::default().verify_password(b"x", &parsed);
            assert!(matches!(verdict, Err(argon2::password_hash::Error::PasswordInvalid)), "{verdict:?}");
        }
    }
}
