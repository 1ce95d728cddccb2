//! A real Chromium, driven through chromedriver's own protocol (WebDriver over plain HTTP): desktop or phone width,
//! light or dark, with JavaScript or without. It speaks of labels and visible words, as a person would; element ids
//! and selectors stay inside. When something is not on the page, the page's text and a picture of it are.

use crate::client::{Reply, agent, read};
use crate::undertaker::Undertaker;
use crate::{screens_folder, wait_for};
use base64::Engine;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use ureq::Agent;

/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a person looks at the page.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    width: u32,
    height: u32,
    phone: bool,
    javascript: bool,
    dark: bool,
}

impl Look {
    /// A desk: 1280 × 900.
    #[must_use]
    pub const fn desktop() -> Self {
        Self { width: 1280, height: 900, phone: false, javascript: true, dark: false }
    }

    /// A phone: 390 × 844.
    #[must_use]
    pub const fn phone() -> Self {
        Self { width: 390, height: 844, phone: true, javascript: true, dark: false }
    }

    /// The same with JavaScript switched off.
    #[must_use]
    pub const fn without_javascript(self) -> Self {
        Self { javascript: false, ..self }
    }

    /// The same for somebody who prefers dark pages.
    #[must_use]
    pub const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }
}

/// An open browser with one window. Closed when dropped.
#[derive(Debug)]
pub struct Browser {
    http: Agent,
    driver: Child,
    /// `http://127.0.0.1:PORT/session/ID`
    session: String,
    undertaker: Option<Undertaker>,
    _profile: TempDir,
}

impl Browser {
    /// Opens one.
    ///
    /// # Panics
    /// When Chromium or its driver is missing or does not start.
    #[must_use]
    pub fn open(look: Look) -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let (driver, address) = start_driver();
        let watch_driver = Undertaker::for_these(&[driver.id()], None);
        let http = agent();
        let answer = post(&http, &format!("{address}/session"), &capabilities(look, profile.path()));
        let opened = answer.unwrap_or_else(|error| panic!("Chromium did not start: {error}"));
        let id = opened["sessionId"].as_str().expect("a session has an id").to_owned();
        let mut pids = vec![driver.id()];
        pids.extend(opened["capabilities"]["goog:processID"].as_u64().and_then(|pid| u32::try_from(pid).ok()));
        let undertaker = Some(Undertaker::for_these(&pids, Some(profile.path())));
        drop(watch_driver);
        let session = format!("{address}/session/{id}");
        let browser = Self { http, driver, session, undertaker, _profile: profile };
        let metrics = json!({"width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": look.phone});
        browser.devtools("Emulation.setDeviceMetricsOverride", &metrics);
        let scheme = if look.dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        browser.devtools("Emulation.setEmulatedMedia", &media);
        browser
    }

    /// Opens an address and waits until it is loaded.
    pub fn goto(&self, address: &str) {
        self.ask("url", &json!({"url": address}));
    }

    /// The address of the page that is open.
    #[must_use]
    pub fn address(&self) -> String {
        text(&self.look("url"))
    }

    /// The page's title.
    #[must_use]
    pub fn title(&self) -> String {
        text(&self.look("title"))
    }

    /// The words a person sees.
    #[must_use]
    pub fn words(&self) -> String {
        // The driver's own idea of visible text leaves out what stands in a noscript.
        text(&self.script("return document.body ? document.body.innerText : ''"))
    }

    /// The page as the server wrote it and scripts changed it.
    #[must_use]
    pub fn source(&self) -> String {
        text(&self.look("source"))
    }

    /// Waits until these words are on the page.
    ///
    /// # Panics
    /// When they do not appear.
    pub fn see(&self, expected: &str) {
        let there = wait_for(PATIENCE, || self.words().contains(expected).then_some(()));
        if there.is_none() {
            self.fail(&format!("the page does not say {expected:?}"));
        }
    }

    /// Whether these words are on the page now.
    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// Writes into the field with this label, in place of what is there.
    ///
    /// # Panics
    /// When there is no such field.
    pub fn fill(&self, label: &str, value: &str) {
        let field = self.field(label);
        let kind = text(&self.look(&format!("element/{field}/property/type")));
        if ["date", "time", "datetime-local"].contains(&kind.as_str()) {
            // What one types into these depends on the machine's language; the value does not.
            let set = "arguments[0].value = arguments[1]";
            self.ask("execute/sync", &json!({"script": set, "args": [{ELEMENT: field}, value]}));
        } else {
            self.ask(&format!("element/{field}/clear"), &json!({}));
            self.ask(&format!("element/{field}/value"), &json!({"text": value}));
        }
    }

    /// Ticks the box, or picks the choice, with this label.
    ///
    /// # Panics
    /// When there is none.
    pub fn tick(&self, label: &str) {
        let field = self.field(label);
        self.ask(&format!("element/{field}/click"), &json!({}));
    }

    /// Chooses from the list with this label.
    ///
    /// # Panics
    /// When there is no such list, or not this choice.
    pub fn choose(&self, label: &str, choice: &str) {
        let list = self.field(label);
        let path = format!(".//option[contains(normalize-space(.), {})]", quote(choice));
        let found = self.try_ask(&format!("element/{list}/element"), &json!({"using": "xpath", "value": path}));
        let Ok(option) = found else { self.fail(&format!("{label:?} does not offer {choice:?}")) };
        self.ask(&format!("element/{}/click", text(&option[ELEMENT])), &json!({}));
    }

    /// Puts a file into the field with this label.
    ///
    /// # Panics
    /// When there is no such field.
    pub fn attach(&self, label: &str, file: &Path) {
        let field = self.field(label);
        self.ask(&format!("element/{field}/value"), &json!({"text": file.to_string_lossy()}));
    }

    /// Clicks what a person sees with these words: a button before a link, what says exactly this before what contains
    /// it, and nothing that is folded away.
    ///
    /// # Panics
    /// When there is none.
    pub fn click(&self, words: &str) {
        let (buttons, links) = ("*[self::button or self::input[@type='submit']]", "*[self::a or self::summary]");
        let q = quote(words);
        let exact = format!("[normalize-space(.)={q} or @value={q} or @aria-label={q}]");
        let within = format!("[contains(normalize-space(.), {q})]");
        let paths = [(buttons, &exact), (links, &exact), (buttons, &within), (links, &within)];
        let look = || paths.iter().find_map(|(these, says)| self.shown(&format!("//{these}{says}")));
        let Some(element) = wait_for(PATIENCE, look) else { self.fail(&format!("nothing to click says {words:?}")) };
        self.ask(&format!("element/{element}/click"), &json!({}));
    }

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Panics
    /// When it throws.
    #[must_use]
    pub fn script(&self, script: &str) -> Value {
        self.ask("execute/sync", &json!({"script": script, "args": []}))
    }

    /// A command of Chromium's own protocol.
    ///
    /// # Panics
    /// When Chromium refuses it.
    pub fn devtools(&self, command: &str, params: &Value) -> Value {
        self.ask("goog/cdp/execute", &json!({"cmd": command, "params": params}))
    }

    /// A picture of the whole page, down to its end, as `target/screens/NAME.png`.
    ///
    /// # Panics
    /// When it cannot be taken or written.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let size = &self.devtools("Page.getLayoutMetrics", &json!({}))["cssContentSize"];
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1});
        let how = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
        let picture = text(&self.devtools("Page.captureScreenshot", &how)["data"]);
        let bytes = base64::engine::general_purpose::STANDARD.decode(picture).expect("a picture in base64");
        let file = screens_folder().join(format!("{name}.png"));
        std::fs::write(&file, bytes).expect("target can be written");
        file
    }

    /// Everything the browser complained about since it was last asked: scripts that failed, what the page's policy
    /// forbade, files that were not there. A form that came back (422) is an answer, not a complaint.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let lines = self.ask("se/log", &json!({"type": "browser"}));
        let lines = lines.as_array().into_iter().flatten();
        let bad = lines.filter(|line| ["SEVERE", "WARNING"].contains(&line["level"].as_str().unwrap_or_default()));
        bad.map(|line| text(&line["message"])).filter(|line| !line.contains("status of 422")).collect()
    }

    /// Puts what is downloaded into this folder.
    pub fn download_to(&self, folder: &Path) {
        self.devtools("Browser.setDownloadBehavior", &json!({"behavior": "allow", "downloadPath": folder}));
    }

    /// Whether the page is wider than the window: a person on a phone would have to push it about.
    #[must_use]
    pub fn overflows(&self) -> bool {
        let metrics = self.devtools("Page.getLayoutMetrics", &json!({}));
        let width = |part: &str, field: &str| metrics[part][field].as_f64().unwrap_or_default();
        width("cssContentSize", "width") > width("cssLayoutViewport", "clientWidth") + 0.5
    }

    /// The element that a label stands for: named by `for`, or standing inside the label.
    fn field(&self, label: &str) -> String {
        let q = quote(label);
        let path = |label: &str| {
            format!(
                "//*[@id=//label[{label}]/@for] | //label[{label}]//*[self::input or self::select or self::textarea]"
            )
        };
        let (exact, starts) =
            (path(&format!("normalize-space(.)={q}")), path(&format!("starts-with(normalize-space(.), {q})")));
        let named = format!("//*[@aria-label={q}]");
        let look = || [&exact, &starts, &named].into_iter().find_map(|path| self.find(path));
        wait_for(PATIENCE, look).unwrap_or_else(|| self.fail(&format!("no field has the label {label:?}")))
    }

    fn find(&self, path: &str) -> Option<String> {
        let found = self.try_ask("element", &json!({"using": "xpath", "value": path})).ok()?;
        Some(text(&found[ELEMENT]))
    }

    /// The first of these that is on the screen or would be after scrolling.
    fn shown(&self, path: &str) -> Option<String> {
        let found = self.try_ask("elements", &json!({"using": "xpath", "value": path})).ok()?;
        let ids = found.as_array()?.iter().map(|element| text(&element[ELEMENT]));
        ids.into_iter().find(|id| self.look(&format!("element/{id}/displayed")) == Value::Bool(true))
    }

    fn look(&self, what: &str) -> Value {
        let answer = self.http.get(format!("{}/{what}", self.session)).call();
        let reply = answer.map_err(|error| error.to_string()).map(read);
        value(reply).unwrap_or_else(|error| panic!("the browser did not tell its {what}: {error}"))
    }

    fn ask(&self, what: &str, body: &Value) -> Value {
        self.try_ask(what, body).unwrap_or_else(|error| panic!("the browser refused {what}: {error}"))
    }

    fn try_ask(&self, what: &str, body: &Value) -> Result<Value, String> {
        post(&self.http, &format!("{}/{what}", self.session), body)
    }

    fn fail(&self, what: &str) -> ! {
        let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let picture = self.screenshot(&format!("failed-{name}"));
        panic!("{what}\non {} ({}), which says:\n{}", self.address(), picture.display(), self.source());
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromium leaves when its session ends; what does not is left to the undertaker's list, ended here.
        let _ = self.http.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        self.undertaker = None;
    }
}

fn start_driver() -> (Child, String) {
    let mut command = Command::new("chromedriver");
    command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut driver = command.spawn().expect("chromedriver is installed: `cargo xtask test` sees to it");
    let mut lines = BufReader::new(driver.stdout.take().expect("the stream was asked for")).lines();
    // "ChromeDriver was started successfully on port 41421."
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        line.split_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').to_owned())
    });
    // A pipe that nobody reads fills up and stops the writer.
    std::thread::spawn(move || lines.for_each(drop));
    (driver, format!("http://127.0.0.1:{}", port.expect("chromedriver says its port")))
}

fn capabilities(look: Look, profile: &Path) -> Value {
    let javascript = if look.javascript { 1 } else { 2 };
    let flags = [
        "--headless=new".to_owned(),
        // Tests may run as root, where Chromium's sandbox cannot.
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--no-first-run".to_owned(),
        "--hide-scrollbars".to_owned(),
        "--lang=id".to_owned(),
        format!("--window-size={},{}", look.width, look.height),
        format!("--user-data-dir={}", profile.display()),
    ];
    json!({"capabilities": {"alwaysMatch": {
        "browserName": "chrome",
        "goog:loggingPrefs": {"browser": "ALL"},
        "goog:chromeOptions": {
            "args": flags,
            "prefs": {"profile.managed_default_content_settings.javascript": javascript},
        },
    }}})
}

fn post(http: &Agent, address: &str, body: &Value) -> Result<Value, String> {
    let answer = http.post(address).header("content-type", "application/json").send(body.to_string());
    value(answer.map_err(|error| error.to_string()).map(read))
}

/// WebDriver wraps what it says in `value`, errors too.
fn value(reply: Result<Reply, String>) -> Result<Value, String> {
    let reply = reply?;
    let mut body: Value = serde_json::from_slice(&reply.body).map_err(|error| error.to_string())?;
    let value = body["value"].take();
    if reply.status == 200 { Ok(value) } else { Err(text(&value["message"])) }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A string in XPath, which knows no escapes.
fn quote(text: &str) -> String {
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    let parts: Vec<String> = text.split('\'').map(|part| format!("'{part}'")).collect();
    format!("concat({})", parts.join(", \"'\", "))
}
