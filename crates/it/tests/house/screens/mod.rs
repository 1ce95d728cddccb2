//! Pages as a person sees them, in a real Chromium, at a desk and on a phone, with scripts and without. One browser at
//! a time. Each page that is met is pictured in `target/screens`, must fit the window, and must not make the browser
//! complain (a breach of the page's own policy is a complaint).

mod asker;
mod attendance;
mod employee;
mod gallery;
mod harness;
mod leader;
mod operator;
mod teams;

use crate::ministry::{code_now, password};
use netra_it::{Browser, Look, Server, wait_for};
use std::time::Duration;

/// A person at a browser.
pub struct Person<'a> {
    pub browser: Browser,
    server: &'a Server,
    name: String,
}

/// The four ways of looking, with a word for each.
pub const LOOKS: [(&str, Look); 4] = [
    ("desktop", Look::desktop()),
    ("desktop-noscript", Look::desktop().without_javascript()),
    ("phone", Look::phone()),
    ("phone-noscript", Look::phone().without_javascript()),
];

impl<'a> Person<'a> {
    pub fn sits_down(server: &'a Server, name: &str, look: Look) -> Self {
        Self { browser: Browser::open(look), server, name: name.to_owned() }
    }

    pub fn goes_to(&self, path: &str) {
        self.browser.goto(&self.server.page(path));
    }

    /// Signs in as the demonstration's page says.
    pub fn signs_in(&self, login: &str) {
        self.goes_to("/masuk");
        self.browser.fill("NIP atau nama masuk", login);
        self.browser.fill("Kata sandi", &password(login));
        self.browser.click("Masuk");
        if let Some(code) = code_now(self.server, login) {
            self.browser.see("Kode sekali pakai");
            self.browser.fill("Kode sekali pakai", &code);
            self.browser.click("Masuk");
        }
        let inside = || (!self.browser.address().contains("/masuk")).then_some(());
        assert!(wait_for(Duration::from_secs(20), inside).is_some(), "{login} stays outside: {}", self.browser.words());
    }

    /// Pictures the page and holds it against what every page promises.
    pub fn looks_at(&self, page: &str) {
        let name = format!("{page}-{}", self.name);
        let picture = self.browser.screenshot(&name);
        assert!(!self.browser.overflows(), "{name} is wider than its window: {}", picture.display());
        let complaints = self.browser.complaints();
        assert!(complaints.is_empty(), "{name}: {complaints:?}");
        assert!(self.browser.says("CONTOH"), "{name} does not say that it is a sample");
    }
}
