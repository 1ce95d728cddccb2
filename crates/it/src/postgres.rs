//! A private PostgreSQL for the tests, started by the first test that needs it on a free port of 127.0.0.1, shared by
//! all test processes, and stopped some seconds after the last of them ended, however it ended. It syncs as a real
//! one does (`fsync` and `synchronous_commit` on). Each test gets a database of its own, in the C collation.
//!
//! Who uses the server holds a shared lock on a file, which the kernel releases when the process ends. A shell beside
//! the server tries for the exclusive lock once a second; when it had it for [`IDLE_SECONDS`] in a row, it stops the
//! server and removes its folder while still holding the lock, so that a newcomer waits and then starts afresh.

use crate::wait_for;
use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Debian keeps the server's programs outside the path.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// How long an unused server stays: longer than the pause between two test programs, shorter than a coffee.
const IDLE_SECONDS: u32 = 20;

/// How long the first start may take: initdb on a busy machine with two cores takes some seconds.
const START: Duration = Duration::from_secs(60);

/// How often a start is tried again when another program took the free port in between.
const TRIES: u32 = 3;

/// Arguments: the folder of this run, the port, the lock file, then what to put before the server's command line.
const KEEPER: &str = r#"
run=$1 port=$2 users=$3 idle_seconds=$4; shift 4
"$@" -D "$run/data" -p "$port" -k "$run" -h 127.0.0.1 -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
    -c max_connections=200 -c shared_buffers=64MB -c log_min_messages=warning >"$run/log" 2>&1 &
server=$!
exec 9>"$users"
idle=0
while kill -0 "$server" 2>/dev/null; do
    sleep 1
    if flock -n -x 9; then idle=$((idle + 1)); else idle=0; fi
    if [ "$idle" -ge "$idle_seconds" ]; then
        kill -INT "$server"; wait "$server"; rm -rf "$run"; exit 0
    fi
    flock -u 9
done
"#;

/// A database of one test's own; it goes with this value.
#[derive(Debug)]
pub struct Database {
    name: String,
    port: u16,
}

impl Database {
    /// A new, empty database on the shared server, which is started when it is not there.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start; its own words are in the message.
    #[must_use]
    pub fn fresh() -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let port = Server::join();
        let name = format!("t{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
        // A killed test may have left one of this name.
        psql(port, "postgres", &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        let how = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'";
        psql(port, "postgres", &format!("CREATE DATABASE {name} {how}"));
        Self { name, port }
    }

    /// Where to connect.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://netra@127.0.0.1:{}/{}", self.port, self.name)
    }

    /// Runs SQL on it with PostgreSQL's own client, and gives the rows as it prints them: `a|b` a line.
    ///
    /// # Panics
    /// When the SQL is refused.
    #[must_use]
    pub fn psql(&self, sql: &str) -> String {
        psql(self.port, &self.name, sql)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A test that is failing already says enough; what stays goes with the server.
        let _ = client(self.port, "postgres", &sql).output();
    }
}

fn client(port: u16, database: &str, sql: &str) -> Command {
    let mut command = program("psql");
    command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", "netra"]);
    command.args(["-p", &port.to_string(), "-d", database, "-c", sql]).stdin(Stdio::null());
    command
}

fn psql(port: u16, database: &str, sql: &str) -> String {
    let output = client(port, database, sql).output().expect("psql starts");
    assert!(output.status.success(), "PostgreSQL refused {sql:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

fn program(name: &str) -> Command {
    let path = Path::new(PROGRAMS).join(name);
    assert!(path.exists(), "{} is missing: `cargo xtask test` installs what the tests need", path.display());
    Command::new(path)
}

/// This process's share in the server.
struct Server {
    port: u16,
    /// Held until the process ends; the keeper stops the server when nobody holds it.
    _share: File,
}

impl Server {
    /// The port of the shared server.
    fn join() -> u16 {
        static SERVER: OnceLock<Server> = OnceLock::new();
        SERVER.get_or_init(Self::find_or_start).port
    }

    fn find_or_start() -> Self {
        let folder = folder();
        fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
        let users = folder.join("users");
        let share = open(&users);
        share.lock_shared().expect("a file in the temporary folder can be locked");
        let starting = open(&folder.join("starting"));
        starting.lock().expect("a file in the temporary folder can be locked");
        let run = folder.join("run");
        let port = running(&run).unwrap_or_else(|| {
            (0..TRIES).find_map(|_| start(&run, &users)).unwrap_or_else(|| {
                panic!("PostgreSQL did not start: {}", fs::read_to_string(run.join("log")).unwrap_or_default())
            })
        });
        Self { port, _share: share }
    }
}

/// One folder for each checkout and user. Not under `target`: the server runs as another user, who may not get there.
fn folder() -> PathBuf {
    let uid = fs::metadata("/proc/self").map_or(0, |meta| meta.uid());
    let place =
        netra_base::canonical::hex(&netra_base::canonical::sha256(crate::root().as_os_str().as_encoded_bytes()));
    std::env::temp_dir().join(format!("netra-test-postgres-{uid}-{}", &place[..12]))
}

fn open(path: &Path) -> File {
    let file = File::options().create(true).truncate(false).write(true).open(path);
    file.unwrap_or_else(|error| panic!("cannot open {}: {error}", path.display()))
}

/// The port of a server that was started before and still answers.
fn running(run: &Path) -> Option<u16> {
    let port = fs::read_to_string(run.join("port")).ok()?.trim().parse().ok()?;
    answers(port).then_some(port)
}

fn answers(port: u16) -> bool {
    client(port, "postgres", "SELECT 1").output().is_ok_and(|output| output.status.success())
}

fn start(run: &Path, users: &Path) -> Option<u16> {
    let _ = fs::remove_dir_all(run);
    fs::create_dir_all(run).expect("the temporary folder can be written");
    let ordinary = OrdinaryUser::find();
    ordinary.own(run);
    let mut initdb =
        ordinary.command(&["initdb", "-U", "netra", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
    let made = initdb.arg("-D").arg(run.join("data")).output().expect("initdb starts");
    assert!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));

    let port = free_port();
    let server = ordinary.command(&["postgres"]);
    let mut keeper = Command::new("/bin/sh");
    keeper.args(["-c", KEEPER, "keeper"]).arg(run).arg(port.to_string()).arg(users).arg(IDLE_SECONDS.to_string());
    keeper.arg(server.get_program()).args(server.get_args());
    // It outlives this test on purpose, so it keeps none of its pipes and is not of its group.
    keeper.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0).current_dir("/");
    let mut keeper = keeper.spawn().expect("/bin/sh starts");
    let there = wait_for(START, || match keeper.try_wait() {
        Ok(None) => answers(port).then_some(true),
        _ => Some(false),
    });
    if there == Some(true) {
        fs::write(run.join("port"), port.to_string()).expect("the temporary folder can be written");
        return Some(port);
    }
    None
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound listener has an address").port()
}

/// PostgreSQL refuses to run as root; then it runs as its own user, or as nobody.
struct OrdinaryUser(Option<(u32, u32)>);

impl OrdinaryUser {
    fn find() -> Self {
        if fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() != 0) {
            return Self(None);
        }
        let list = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let ids = |name: &str| {
            let line = list.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut fields = line.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        };
        let found = ids("postgres").or_else(|| ids("nobody"));
        Self(Some(found.expect("/etc/passwd knows postgres or nobody")))
    }

    fn own(&self, folder: &Path) {
        if let Some((uid, gid)) = self.0 {
            std::os::unix::fs::chown(folder, Some(uid), Some(gid)).expect("root may give a folder away");
        }
    }

    /// One of PostgreSQL's programs as this user; it ends when the keeper does.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "INT"]).current_dir("/");
        if let Some((uid, gid)) = self.0 {
            command.args(["--reuid", &uid.to_string(), "--regid", &gid.to_string(), "--clear-groups"]);
        }
        command.arg(program(words[0]).get_program()).args(&words[1..]);
        command
    }
}
