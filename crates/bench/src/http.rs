//! One request at a time over a connection of its own: for looking, not for measuring.

use anyhow::{Context, bail};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A reply, its body as it travelled.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Bytes of the body as sent.
    pub weight: usize,
    /// The body, put together from its chunks.
    pub body: Vec<u8>,
}

/// Asks for a page. `gzip` says that a packed body is welcome.
pub fn get(address: SocketAddr, path: &str, gzip: bool) -> anyhow::Result<Reply> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_nodelay(true)?;
    let packed = if gzip { "Accept-Encoding: gzip\r\n" } else { "" };
    let port = address.port();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{packed}Connection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).with_context(|| format!("reading {path}"))?;
    let mut headers = [httparse::EMPTY_HEADER; 48];
    let mut reply = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(start) = reply.parse(&bytes)? else { bail!("{path}: half an answer") };
    let chunked = reply.headers.iter().any(|h| h.name.eq_ignore_ascii_case("transfer-encoding"));
    let status = reply.code.unwrap_or(0);
    let body = if chunked { unchunk(&bytes[start..]) } else { bytes[start..].to_vec() };
    Ok(Reply { status, weight: body.len(), body })
}

fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(bytes) {
        let Some(end) = usize::try_from(size).ok().filter(|size| *size > 0).map(|size| start + size) else { break };
        out.extend_from_slice(bytes.get(start..end).unwrap_or_default());
        bytes = bytes.get(end + 2..).unwrap_or_default();
    }
    out
}

/// The number of leaves that the published checkpoint speaks of.
pub fn published_size(address: SocketAddr) -> anyhow::Result<u64> {
    let reply = get(address, "/log/checkpoint", false)?;
    let text = String::from_utf8(reply.body).context("a checkpoint is text")?;
    text.lines().nth(1).and_then(|line| line.parse().ok()).with_context(|| format!("no checkpoint ({})", reply.status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_in_chunks_is_put_together() {
        assert_eq!(unchunk(b"3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"), b"abc0123456789");
        assert!(unchunk(b"0\r\n\r\n").is_empty());
    }
}
