//! A visitor without a browser: keeps cookies, follows no redirect by itself, and sends forms, JSON and files the way
//! a browser on the same site does. What comes back is a value to look at, whatever its status.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;
use ureq::Agent;
use ureq::http::Request;

/// How long one request may take; an office of 500 signing in at once queues for some seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// The largest reply read: more than any export of the demo.
const REPLY_BYTES: u64 = 512 * 1024 * 1024;

/// Parts of an upload are set apart by this line; it stands in no file a test sends.
const BOUNDARY: &str = "----netra-test-boundary-7f1c";

/// Somebody with a cookie jar, at one server.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    base: String,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// What the server answered.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Names in small letters, in the order they came.
    pub headers: Vec<(String, String)>,
    /// The body, unpacked if it came packed.
    pub body: Vec<u8>,
}

/// A file for an upload: field, file name, content.
pub type Part<'a> = (&'a str, &'a str, &'a [u8]);

impl Client {
    /// A new visitor of the server at `base`, `http://127.0.0.1:1234`.
    #[must_use]
    pub fn new(base: &str) -> Self {
        Self { agent: agent(), base: base.trim_end_matches('/').to_owned(), cookies: RefCell::default() }
    }

    /// Asks for a page.
    #[must_use]
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], &[])
    }

    /// One look at a server that may not answer yet.
    #[must_use]
    pub fn try_get(base: &str, path: &str) -> Option<Reply> {
        agent().get(format!("{base}{path}")).call().ok().map(read)
    }

    /// Sends a form.
    #[must_use]
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send("POST", path, &[("content-type", "application/x-www-form-urlencoded")], body.as_bytes())
    }

    /// Sends JSON, with any method.
    #[must_use]
    pub fn json(&self, method: &str, path: &str, body: &serde_json::Value) -> Reply {
        let headers = [("content-type", "application/json"), ("accept", "application/json")];
        self.send(method, path, &headers, body.to_string().as_bytes())
    }

    /// Sends a form with a file in it.
    ///
    /// # Panics
    /// As [`Client::send`].
    #[must_use]
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], file: Part<'_>) -> Reply {
        self.send_file(path, fields, file).unwrap_or_else(|error| panic!("POST {path}: no answer: {error}"))
    }

    /// A file that the server may not want to hear to its end: then there is nothing.
    #[must_use]
    pub fn try_upload(&self, path: &str, file: Part<'_>) -> Option<Reply> {
        self.send_file(path, &[], file).ok()
    }

    fn send_file(&self, path: &str, fields: &[(&str, &str)], file: Part<'_>) -> Result<Reply, ureq::Error> {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (field, name, content) = file;
        let about = format!("content-disposition: form-data; name=\"{field}\"; filename=\"{name}\"");
        let head = format!("--{BOUNDARY}\r\n{about}\r\ncontent-type: application/octet-stream\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.try_send("POST", path, &[("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"))], &body)
    }

    /// Sends anything. `headers` come after, and instead of, those a browser would send.
    ///
    /// # Panics
    /// When there is no answer at all: a server that hangs up is never what a test wants.
    #[must_use]
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.try_send(method, path, headers, body).unwrap_or_else(|error| panic!("{method} {path}: no answer: {error}"))
    }

    /// [`Client::json`] to a server that may be gone before it answers: then there is nothing.
    #[must_use]
    pub fn try_json(&self, method: &str, path: &str, body: &serde_json::Value) -> Option<Reply> {
        let headers = [("content-type", "application/json"), ("accept", "application/json")];
        self.try_send(method, path, &headers, body.to_string().as_bytes()).ok()
    }

    fn try_send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Reply, ureq::Error> {
        let mut all = BTreeMap::from([("sec-fetch-site", "same-origin"), ("user-agent", "netra-it")]);
        if method != "GET" {
            all.insert("origin", &self.base);
        }
        let cookies = self.cookies.borrow().iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() {
            all.insert("cookie", &cookies);
        }
        all.extend(headers.iter().copied());
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in all {
            request = request.header(name, value);
        }
        let request = request.body(body.to_vec()).expect("a test sends well-formed requests");
        let reply = try_read(self.agent.run(request)?)?;
        self.keep(&reply);
        Ok(reply)
    }

    /// The value of a cookie in the jar.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Puts a cookie into the jar, or replaces it.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    fn keep(&self, reply: &Reply) {
        for (_, line) in reply.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let mut parts = line.split(';').map(str::trim);
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
            let gone = value.is_empty() || parts.any(|part| part.eq_ignore_ascii_case("max-age=0"));
            if gone {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.set_cookie(name, value);
            }
        }
    }
}

impl Reply {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    /// The first header of this name (small letters).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Where a redirect leads.
    ///
    /// # Panics
    /// When the reply is no redirect; its text is in the message.
    #[must_use]
    pub fn location(&self) -> &str {
        let place = self.header("location").filter(|_| (300..400).contains(&self.status));
        place.unwrap_or_else(|| panic!("{} is no redirect: {}", self.status, self.text()))
    }
}

/// Statuses are answers, redirects are shown, no proxy stands between a test and its own machine. Each request has a
/// connection of its own: one that the server is just closing would look like a server that hangs up.
pub(crate) fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None);
    let config = config.max_idle_connections(0).max_idle_connections_per_host(0);
    config.allow_non_standard_methods(true).timeout_global(Some(PATIENCE)).build().into()
}

pub(crate) fn read(answer: ureq::http::Response<ureq::Body>) -> Reply {
    try_read(answer).expect("a reply that began also ends")
}

fn try_read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Reply, ureq::Error> {
    let header = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let headers = answer.headers().iter().map(header).collect();
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(REPLY_BYTES).read_to_vec()?;
    Ok(Reply { status, headers, body })
}

/// As a form writes a value: letters, digits and a few marks as they are, a blank as `+`.
#[must_use]
pub fn encode(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            // Writing to a String cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
        out
    })
}
