//! A server in a process of its own: this same binary, started on a house that the measurement made. Only
//! what was started here is ever stopped or killed.

use crate::http;
use crate::report::round;
use anyhow::{Context, bail};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a server may take until it is ready.
const START: Duration = Duration::from_secs(60);
/// How long it may take to stop when asked.
const STOP: Duration = Duration::from_secs(60);

/// A running server.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From starting the process until it named its address.
    pub told_after: Duration,
    started: Instant,
    said: PathBuf,
}

/// A command of this same binary, with its messages in a file.
pub fn netra(args: &[&str], said: &Path) -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe().context("finding this program")?);
    command.args(args).stdin(Stdio::null()).stderr(File::create(said)?);
    Ok(command)
}

impl Server {
    /// Serves the house in `dir`.
    pub fn start(dir: &Path, database_url: Option<&str>) -> anyhow::Result<Self> {
        let said = dir.join("server.txt");
        let text = dir.to_str().context("a directory with a plain name")?;
        let mut command = netra(&["serve", "--data", text, "--listen", "127.0.0.1:0"], &said)?;
        if let Some(url) = database_url {
            // In the environment, not on the command line, which anybody may read.
            command.env("NETRA_DATABASE_URL", url);
        }
        let started = Instant::now();
        let mut child = command.stdout(Stdio::piped()).spawn().context("starting the server")?;
        let mut line = String::new();
        let out = child.stdout.take().context("the server's output")?;
        BufReader::new(out).read_line(&mut line)?;
        let port = line.trim().rsplit_once(':').and_then(|(_, port)| port.trim_end_matches('/').parse::<u16>().ok());
        let Some(port) = port else {
            let _ = child.kill();
            let _ = child.wait();
            bail!("the server did not say where it listens: {}", std::fs::read_to_string(&said).unwrap_or_default());
        };
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        Ok(Self { child, address, told_after: started.elapsed(), started, said })
    }

    /// Waits until `path` answers 200; tells how long after the start of the process that was.
    pub fn wait_for(&mut self, path: &str) -> anyhow::Result<Duration> {
        loop {
            if http::get(self.address, path, false).is_ok_and(|reply| reply.status == 200) {
                return Ok(self.started.elapsed());
            }
            if let Some(ended) = self.child.try_wait()? {
                bail!("the server ended ({ended}): {}", self.said());
            }
            if self.started.elapsed() > START {
                bail!("{path} did not answer 200 in time: {}", self.said());
            }
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// What it complained about.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.said).unwrap_or_default().chars().take(2_000).collect()
    }

    /// Memory in use and its peak, in kB.
    pub fn memory(&self) -> (u64, u64) {
        memory(self.child.id())
    }

    /// From now on the peak is counted anew: what the start needed would hide what is asked about.
    pub fn forget_peak(&self) -> std::io::Result<()> {
        std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5")
    }

    /// Processor time used so far, in milliseconds.
    pub fn cpu_ms(&self) -> u64 {
        cpu_ms(self.child.id())
    }

    /// Asks it to stop, and waits.
    pub fn stop(mut self) -> anyhow::Result<()> {
        let pid = self.child.id().to_string();
        let asked = Command::new("/bin/sh").args(["-c", "kill -TERM \"$1\"", "stop", &pid]).status()?;
        let until = Instant::now() + STOP;
        while asked.success() && Instant::now() < until {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("the server did not stop when asked: {}", self.said())
    }

    /// `kill -9`.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What else runs on this machine while something is measured.
#[derive(Debug)]
pub struct Gauge {
    whole: u64,
    ours: u64,
    since: Instant,
}

impl Gauge {
    /// From now on.
    pub fn start(server: &Server) -> Self {
        Self { whole: machine_cpu_ms(), ours: Self::ours(server), since: Instant::now() }
    }

    /// Cores that everything but the server and ourselves took since then: above 0.2, a figure says more about the
    /// neighbours than about Netra.
    pub fn others(&self, server: &Server) -> f64 {
        let (whole, ours) = (machine_cpu_ms() - self.whole, Self::ours(server) - self.ours);
        let spent = Duration::from_millis(whole.saturating_sub(ours));
        round(spent.as_secs_f64() / self.since.elapsed().as_secs_f64().max(0.001))
    }

    fn ours(server: &Server) -> u64 {
        server.cpu_ms() + cpu_ms(std::process::id())
    }
}

/// Memory of a process in use and its peak, in kB; zeros when it is gone.
pub fn memory(pid: u32) -> (u64, u64) {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let figure = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
    };
    (figure("VmRSS:"), figure("VmHWM:"))
}

/// Processor time of a process, in milliseconds: `utime` and `stime` are counted in hundredths of a second.
pub fn cpu_ms(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum::<u64>() * 10
}

/// Processor time that everything on this machine has used, ourselves included, in milliseconds.
pub fn machine_cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let fields: Vec<u64> =
        stat.lines().next().unwrap_or_default().split_whitespace().skip(1).filter_map(|f| f.parse().ok()).collect();
    // user, nice, system, idle, iowait, irq, softirq, steal: all but idle and iowait is work.
    fields.iter().take(8).enumerate().filter(|(at, _)| !matches!(at, 3 | 4)).map(|(_, ticks)| ticks * 10).sum()
}
