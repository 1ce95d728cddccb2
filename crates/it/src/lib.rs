//! The harness of the tests: a private PostgreSQL, a real Chromium, a running `netra`, a client that keeps cookies.
//! Each starts on a free port of this machine and is gone with the test, also when the test is killed. It panics with
//! a sentence instead of returning errors, because its caller is a test. The whole-house tests stand in
//! `tests/house/`; the product never depends on this crate.

pub mod browser;
pub mod client;
pub mod postgres;
pub mod server;
pub mod store;
mod undertaker;

pub use browser::{Browser, Look};
pub use client::{Client, Reply};
pub use server::{Server, netra};
pub use store::each_engine;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often something that is starting is asked whether it is there.
const POLL: Duration = Duration::from_millis(20);

/// The processor time that this thread spends on something: what others do on the machine does not count.
///
/// # Panics
/// When the machine has no such clock.
pub fn processor_time(work: impl FnOnce()) -> Duration {
    let spent = || {
        let at = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        let seconds = u64::try_from(at.tv_sec).expect("a clock that runs forward");
        Duration::new(seconds, u32::try_from(at.tv_nsec).expect("less than a second"))
    };
    let before = spent();
    work();
    spent() - before
}

/// The workspace's folder.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("crates/it stands two folders below the workspace").to_path_buf()
}

/// The folder of this build's profile, `target/debug` as a rule: tests run from `target/<profile>/deps`.
///
/// # Panics
/// When the test program stands somewhere else.
#[must_use]
pub fn profile_folder() -> PathBuf {
    let program = std::env::current_exe().expect("a running program has a path");
    program.ancestors().nth(2).expect("a test program stands in target/<profile>/deps").to_path_buf()
}

/// Where screenshots go: `target/screens`.
///
/// # Panics
/// When the folder cannot be made.
#[must_use]
pub fn screens_folder() -> PathBuf {
    let folder = profile_folder().parent().expect("a profile's folder stands in target").join("screens");
    std::fs::create_dir_all(&folder).expect("target can be written");
    folder
}

/// Asks until `look` finds something, at most for `patience`; `None` when it did not in time.
pub fn wait_for<T>(patience: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if start.elapsed() > patience {
            return None;
        }
        std::thread::sleep(POLL);
    }
}
