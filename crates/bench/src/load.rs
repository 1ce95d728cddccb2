//! The load generator: one thread, many keep-alive connections to one loopback address, each with at most
//! one request under way. What is asked and what an answer means is the script's business. The time of an
//! answer runs from before its request is written until its last byte is read.

use anyhow::{Context, ensure};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// How the load is made.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Where to.
    pub address: SocketAddr,
    /// Connections.
    pub lines: usize,
    /// No request is begun after this long.
    pub window: Duration,
    /// The least time from one request to the next on one connection.
    pub pace: Option<Duration>,
}

/// What is asked, and what becomes of it.
pub trait Script {
    /// Writes the next request of this line into `out`; false when there is none left.
    fn next(&mut self, line: usize, out: &mut Vec<u8>) -> bool;
    /// An answer came.
    fn answered(&mut self, line: usize, answer: &Answer<'_>);
    /// The connection broke while this line waited for an answer.
    fn broken(&mut self, line: usize);
    /// End before the window does?
    fn enough(&self) -> bool {
        false
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer<'a> {
    /// HTTP status.
    pub status: u16,
    /// From before the request was written until now.
    pub took: Duration,
    /// Came after the window.
    pub late: bool,
    /// The body as sent.
    pub body: &'a [u8],
}

/// How long answers that are under way at the end of the window are waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// No answer here is larger; a larger one ends the line.
const MAX_ANSWER: usize = 4 << 20;

enum State {
    /// Waits for an answer since then.
    Waiting(Instant),
    /// May ask again then.
    Resting(Instant),
    /// Asks nothing any more.
    Over,
}

struct Line {
    stream: TcpStream,
    state: State,
    buffer: Vec<u8>,
    filled: usize,
}

/// Runs the script; answers how long the window really was.
pub fn run(plan: &Plan, script: &mut dyn Script) -> anyhow::Result<Duration> {
    run_and_tell(plan, script, || {})
}

/// The same; `begun` hears that all lines stand and the first request is about to go.
pub fn run_and_tell(plan: &Plan, script: &mut dyn Script, begun: impl FnOnce()) -> anyhow::Result<Duration> {
    ensure!(plan.address.ip().is_loopback(), "load goes to this machine alone");
    let mut poll = Poll::new()?;
    let mut lines = connect(plan, &poll)?;
    let mut events = Events::with_capacity(1_024);
    begun();
    let mut request = Vec::with_capacity(512);
    let started = Instant::now();
    let deadline = started + plan.window;
    let mut ended = None;
    for line in 0..lines.len() {
        ask(&mut lines, line, script, &mut request);
    }
    let pause = if plan.pace.is_some() { Duration::from_millis(1) } else { Duration::from_millis(50) };
    loop {
        match poll.poll(&mut events, Some(pause)) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            other => other?,
        }
        let mut now = Instant::now();
        for event in &events {
            let at = event.token().0;
            while let Some(took) = read(&mut lines[at], script, at, deadline) {
                now = Instant::now();
                lines[at].state = State::Resting(plan.pace.map_or(now, |pace| (now - took + pace).max(now)));
                if plan.pace.is_none() && now < deadline && !script.enough() {
                    ask(&mut lines, at, script, &mut request);
                }
            }
        }
        let over = now >= deadline || script.enough();
        if over && ended.is_none() {
            ended = Some(now);
        }
        rest(&mut lines, now, over, script, &mut request);
        let busy = lines.iter().any(|line| matches!(line.state, State::Waiting(_) | State::Resting(_)));
        if !busy || now > deadline + PATIENCE {
            break;
        }
    }
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| matches!(line.state, State::Waiting(_))) {
        script.broken(at);
    }
    Ok(ended.unwrap_or_else(Instant::now) - started)
}

fn connect(plan: &Plan, poll: &Poll) -> anyhow::Result<Vec<Line>> {
    let mut lines = Vec::with_capacity(plan.lines);
    for at in 0..plan.lines {
        let stream = std::net::TcpStream::connect(plan.address).context("connecting to the server")?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        poll.registry().register(&mut stream, Token(at), Interest::READABLE)?;
        lines.push(Line { stream, state: State::Over, buffer: vec![0; 2_048], filled: 0 });
    }
    Ok(lines)
}

/// Lets those ask again whose time has come, or lets them go when the window is over.
fn rest(lines: &mut [Line], now: Instant, over: bool, script: &mut dyn Script, request: &mut Vec<u8>) {
    for at in 0..lines.len() {
        match lines[at].state {
            State::Resting(_) if over => lines[at].state = State::Over,
            State::Resting(until) if until <= now => ask(lines, at, script, request),
            _ => {}
        }
    }
}

fn ask(lines: &mut [Line], at: usize, script: &mut dyn Script, request: &mut Vec<u8>) {
    request.clear();
    let line = &mut lines[at];
    if !script.next(at, request) {
        line.state = State::Over;
        return;
    }
    line.state = State::Waiting(Instant::now());
    if send(&mut line.stream, request).is_err() {
        line.state = State::Over;
        script.broken(at);
    }
}

/// A request is shorter than any socket's buffer: that it must wait is rare, and short.
fn send(stream: &mut TcpStream, mut request: &[u8]) -> std::io::Result<()> {
    while !request.is_empty() {
        match stream.write(request) {
            Ok(sent) => request = &request[sent..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => std::thread::yield_now(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads what is there; when it completes an answer, tells the script and answers how long it took.
fn read(line: &mut Line, script: &mut dyn Script, at: usize, deadline: Instant) -> Option<Duration> {
    let State::Waiting(since) = line.state else {
        return None;
    };
    loop {
        if line.filled == line.buffer.len() {
            line.buffer.resize((line.filled * 2).min(MAX_ANSWER), 0);
        }
        let got = match line.stream.read(&mut line.buffer[line.filled..]) {
            Ok(0) => None,
            Ok(count) => Some(count),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return None,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => None,
        };
        let Some(count) = got else {
            line.state = State::Over;
            script.broken(at);
            return None;
        };
        line.filled += count;
        if let Some((status, body)) = complete(&line.buffer[..line.filled]) {
            let now = Instant::now();
            let took = now - since;
            let answer = Answer { status, took, late: now > deadline, body: &line.buffer[body..line.filled] };
            script.answered(at, &answer);
            line.filled = 0;
            return Some(took);
        }
    }
}

/// Status and where the body begins, once the whole answer is there.
fn complete(bytes: &[u8]) -> Option<(u16, usize)> {
    let mut headers = [httparse::EMPTY_HEADER; 48];
    let mut reply = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(body) = reply.parse(bytes).ok()? else { return None };
    let status = reply.code?;
    let header = |name: &str| reply.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name)).map(|h| h.value);
    if let Some(length) = header("content-length") {
        let length: usize = std::str::from_utf8(length).ok()?.trim().parse().ok()?;
        return (bytes.len() >= body + length).then_some((status, body));
    }
    let whole = match header("transfer-encoding") {
        Some(_) => bytes.ends_with(b"0\r\n\r\n"),
        None => true,
    };
    whole.then_some((status, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_complete_with_its_last_byte_and_not_before() {
        let whole = b"HTTP/1.1 201 Created\r\ncontent-length: 3\r\n\r\nabc";
        assert_eq!(complete(whole), Some((201, whole.len() - 3)));
        assert!((0..whole.len()).all(|end| complete(&whole[..end]).is_none()));
        let parts = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
        assert_eq!(complete(parts).map(|(status, _)| status), Some(200));
        assert_eq!(complete(&parts[..parts.len() - 5]), None);
    }
}
