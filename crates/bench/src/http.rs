//! One request at a time over a connection of its own: for looking, and for files that take longer than a page.

use anyhow::{Context, bail};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long a page is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a file, or the answer to one, is waited for.
const LONG_PATIENCE: Duration = Duration::from_secs(120);
/// What stands between the parts of a form with a file.
const BOUNDARY: &str = "netra-bench-4f1d9c27";

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
    let packed = if gzip { "Accept-Encoding: gzip\r\n" } else { "" };
    let head = format!("GET {path} HTTP/1.1\r\n{packed}");
    Ok(ask(address, &head, &[], PATIENCE).with_context(|| path.to_owned())?.0)
}

/// Asks for a page or a file as somebody who is signed in; from before connecting until the last byte.
pub fn get_as(address: SocketAddr, token: &str, path: &str, gzip: bool) -> anyhow::Result<(Reply, Duration)> {
    let packed = if gzip { "Accept-Encoding: gzip\r\n" } else { "" };
    let head = format!("GET {path} HTTP/1.1\r\nCookie: netra={token}\r\n{packed}");
    ask(address, &head, &[], LONG_PATIENCE).with_context(|| path.to_owned())
}

/// Sends a form with one file, as a browser does.
pub fn post_file(
    address: SocketAddr,
    token: &str,
    path: &str,
    fields: &[(&str, &str)],
    (name, file): (&str, &[u8]),
) -> anyhow::Result<(Reply, Duration)> {
    let mut body = Vec::with_capacity(file.len() + 1_024);
    for (name, value) in fields {
        write!(body, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")?;
    }
    write!(
        body,
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"foto.jpg\"\r\n\
         Content-Type: image/jpeg\r\n\r\n"
    )?;
    body.extend_from_slice(file);
    write!(body, "\r\n--{BOUNDARY}--\r\n")?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nCookie: netra={token}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n\
         Content-Length: {}\r\n",
        body.len()
    );
    ask(address, &head, &body, LONG_PATIENCE).with_context(|| path.to_owned())
}

/// `head` is the first line and the lines that belong to this request alone.
fn ask(address: SocketAddr, head: &str, body: &[u8], patience: Duration) -> anyhow::Result<(Reply, Duration)> {
    let began = Instant::now();
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2))?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))?;
    stream.set_nodelay(true)?;
    write!(stream, "{head}Host: localhost:{}\r\nConnection: close\r\n\r\n", address.port())?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).context("reading the answer")?;
    let took = began.elapsed();
    let mut headers = [httparse::EMPTY_HEADER; 48];
    let mut reply = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(start) = reply.parse(&bytes)? else { bail!("half an answer") };
    let chunked = reply.headers.iter().any(|h| h.name.eq_ignore_ascii_case("transfer-encoding"));
    let status = reply.code.unwrap_or(0);
    let body = if chunked { unchunk(&bytes[start..]) } else { bytes[start..].to_vec() };
    Ok((Reply { status, weight: body.len(), body }, took))
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
