//! Ends what a test started when the test itself was killed and could not. A small shell waits for the pipe from the
//! test to close, which the kernel sees to however the test ended. A test that ends well dismisses it first.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Waits beside the test.
#[derive(Debug)]
pub struct Undertaker(Child);

/// The first argument is a folder to remove (or empty), the others are processes to end.
const SCRIPT: &str = r#"folder=$1; shift; cat >/dev/null; kill -KILL "$@"; [ -z "$folder" ] || rm -rf "$folder""#;

impl Undertaker {
    /// Watches over processes and a folder of this test.
    pub fn for_these(pids: &[u32], folder: Option<&Path>) -> Self {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", SCRIPT, "undertaker"]);
        command.arg(folder.unwrap_or(Path::new("")));
        command.args(pids.iter().map(u32::to_string));
        // Its own process group: a runner that ends a test ends the test's whole group.
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        Self(command.spawn().expect("/bin/sh starts"))
    }
}

impl Drop for Undertaker {
    fn drop(&mut self) {
        // Dismissed before it could act: from here on the numbers may belong to somebody else.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_a_killed_test_left_is_ended_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let mut left = Command::new("sleep").arg("600").spawn().unwrap();
        let mut undertaker = Undertaker::for_these(&[left.id()], Some(folder.path()));
        // The kernel closes the pipe of a killed test the same way.
        drop(undertaker.0.stdin.take());
        let ended = crate::wait_for(Duration::from_secs(10), || left.try_wait().unwrap());
        let _ = left.kill();
        assert!(ended.is_some_and(|status| !status.success()));
        undertaker.0.wait().unwrap();
        assert!(!folder.path().exists());
    }

    #[test]
    fn a_dismissed_undertaker_ends_nobody() {
        let mut here = Command::new("sleep").arg("600").spawn().unwrap();
        drop(Undertaker::for_these(&[here.id()], None));
        assert!(here.try_wait().unwrap().is_none());
        here.kill().unwrap();
        here.wait().unwrap();
    }
}
