//! The real program, built as it is: `netra` commands that end, and servers that run until the test is over. It knows
//! the command line and two addresses (`/healthz` and the one the server prints), nothing of what is inside.

use crate::undertaker::Undertaker;
use crate::{Client, profile_folder, root, wait_for};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;
use tempfile::TempDir;

/// How long a server may take until it is healthy: the demo's data are made first, unoptimised, on a busy machine.
const START: Duration = Duration::from_secs(120);

/// How long a server may take to stop when asked kindly.
const STOP: Duration = Duration::from_secs(20);

/// A running `netra`.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: String,
    said: Arc<Mutex<String>>,
    /// Dismissed before the child is waited for.
    undertaker: Option<Undertaker>,
    _data: Option<TempDir>,
}

impl Server {
    /// `netra demo` on a free port with a data folder of its own, which goes with it; `more` adds arguments
    /// (`--employees 200`).
    ///
    /// # Panics
    /// When it does not become healthy; what it said is in the message.
    #[must_use]
    pub fn demo(more: &[&str]) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let mut server = Self::demo_in(data.path(), more);
        server._data = Some(data);
        server
    }

    /// The same on a data folder that stays: for a server that is killed and started again.
    ///
    /// # Panics
    /// As [`Server::demo`].
    #[must_use]
    pub fn demo_in(data: &Path, more: &[&str]) -> Self {
        let data = data.to_str().expect("temporary folders have plain names");
        Self::start(&[&["demo", "--listen", "127.0.0.1:0", "--data", data], more].concat())
    }

    /// Any command that serves; it is asked for a free port (`--listen 127.0.0.1:0`) by the caller. Waits until it
    /// has printed its address and answers `/healthz` with 200.
    ///
    /// # Panics
    /// When it ends instead, or does not become healthy in time.
    #[must_use]
    pub fn start(args: &[&str]) -> Self {
        let mut command = Command::new(program());
        command.args(args);
        Self::run(command)
    }

    /// The same under another program that runs it in its own place, as `strace -D` does.
    ///
    /// # Panics
    /// As [`Server::start`], or when that program is missing.
    #[must_use]
    pub fn start_under(wrapper: &[&str], args: &[&str]) -> Self {
        let mut command = Command::new(wrapper[0]);
        command.args(&wrapper[1..]).arg(program()).args(args);
        Self::run(command)
    }

    /// Starts it and waits until it is healthy.
    fn run(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("netra starts");
        let undertaker = Some(Undertaker::for_these(&[child.id()], None));
        let said = Arc::new(Mutex::new(String::new()));
        let mut readers = vec![listen(child.stdout.take(), &said), listen(child.stderr.take(), &said)];
        let mut server = Self { child, address: String::new(), said, undertaker, _data: None };
        let healthy = wait_for(START, || {
            if let Some(ended) = server.child.try_wait().ok().flatten() {
                // Its last words first.
                readers.drain(..).for_each(|reader| drop(reader.join()));
                panic!("{command:?} ended ({ended}):\n{}", server.said());
            }
            let address = first_address(&server.said())?;
            let well = Client::try_get(&address, "/healthz").is_some_and(|reply| reply.status == 200);
            well.then_some(address)
        });
        server.address = healthy.unwrap_or_else(|| panic!("netra did not become healthy:\n{}", server.said()));
        server
    }

    /// `http://host:port`, as the server printed it.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A page of this server as a whole address, for a browser.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// A new visitor.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(&self.address)
    }

    /// The process, to look at its memory.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Everything it has printed so far, both streams in the order they were read.
    ///
    /// # Panics
    /// When a reader of its output panicked.
    #[must_use]
    pub fn said(&self) -> String {
        self.said.lock().expect("readers do not panic").clone()
    }

    /// `kill -9`: no destructor, no farewell.
    ///
    /// # Panics
    /// When the process cannot be waited for.
    pub fn kill_9(&mut self) {
        self.undertaker = None;
        let _ = self.child.kill();
        self.child.wait().expect("a killed child can be waited for");
    }

    /// Asks it to stop (SIGTERM) and waits.
    ///
    /// # Panics
    /// When it does not stop in time.
    pub fn stop(&mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        let asked = Command::new("/bin/sh").args(["-c", "kill -TERM \"$1\"", "stop", &pid]).status();
        assert!(asked.is_ok_and(|status| status.success()), "kill -TERM {pid} failed");
        let ended = wait_for(STOP, || self.child.try_wait().ok().flatten());
        self.undertaker = None;
        ended.unwrap_or_else(|| panic!("netra did not stop when asked:\n{}", self.said()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.undertaker = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a `netra` command to its end.
///
/// # Panics
/// When the program cannot be started.
#[must_use]
pub fn netra(args: &[&str]) -> Output {
    Command::new(program()).args(args).stdin(Stdio::null()).output().expect("netra starts")
}

/// The built program, beside this test program; built now when it is not there.
///
/// # Panics
/// When it cannot be built.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let path = profile_folder().join("netra");
        if !path.exists() {
            let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
            let mut build = Command::new(cargo);
            build.current_dir(root()).args(["build", "--workspace", "--bin", "netra"]);
            if profile_folder().ends_with("release") {
                build.arg("--release");
            }
            assert!(build.status().is_ok_and(|status| status.success()), "netra could not be built");
        }
        path
    })
}

fn listen(stream: Option<impl Read + Send + 'static>, said: &Arc<Mutex<String>>) -> JoinHandle<()> {
    let (stream, said) = (stream.expect("the stream was asked for"), Arc::clone(said));
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if let Ok(mut said) = said.lock() {
                said.push_str(&line);
                said.push('\n');
            }
        }
    })
}

/// The first `http://host:port` in what was printed.
fn first_address(said: &str) -> Option<String> {
    said.match_indices("http://").find_map(|(at, scheme)| {
        let rest = &said[at + scheme.len()..];
        let host = rest.split(|c: char| !(c.is_ascii_alphanumeric() || ".:-[]".contains(c))).next()?;
        let port: u16 = host.rsplit_once(':')?.1.parse().ok()?;
        (port != 0 && said[at..].contains('\n')).then(|| format!("http://{}", host))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stands in for the program: prints its address, is healthy, and ends when asked.
    const STAND_IN: &str = "
import http.server
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == '/healthz' else 404)
        self.end_headers()
server = http.server.HTTPServer(('127.0.0.1', 0), Health)
print('CONTOH: http://127.0.0.1:%d/' % server.server_port, flush=True)
server.serve_forever()";

    fn stand_in() -> Server {
        let mut command = Command::new("python3");
        command.args(["-c", STAND_IN]);
        Server::run(command)
    }

    #[test]
    fn a_server_is_there_when_it_is_healthy_and_gone_when_stopped_killed_or_dropped() {
        for end in [|server: &mut Server| assert!(!server.stop().success()), Server::kill_9, |_: &mut Server| ()] {
            let mut server = stand_in();
            let address = server.address().to_owned();
            assert_eq!(server.client().get("/lain").status, 404);
            assert!(server.said().starts_with("CONTOH"));
            end(&mut server);
            drop(server);
            assert!(Client::try_get(&address, "/healthz").is_none());
        }
    }

    #[test]
    #[should_panic(expected = "the port is taken")]
    fn a_server_that_ends_instead_is_quoted() {
        let mut command = Command::new("python3");
        command.args(["-c", "import sys; sys.exit('the port is taken')"]);
        drop(Server::run(command));
    }

    #[test]
    fn the_address_is_read_from_a_whole_line_only() {
        assert_eq!(
            first_address("Netra (CONTOH): http://localhost:41234/\n").as_deref(),
            Some("http://localhost:41234")
        );
        assert_eq!(
            first_address("see http://example.invalid\nhttp://127.0.0.1:80 is it\n").as_deref(),
            Some("http://127.0.0.1:80")
        );
        assert_eq!(first_address("http://localhost:412"), None);
        assert_eq!(first_address("http://localhost:0\n"), None);
    }
}
