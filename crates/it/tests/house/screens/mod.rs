//! Pages as a person sees them, in a real Chromium, at a desk and on a phone, with scripts and without. One browser at
//! a time. Each page that is met is pictured in `target/screens`, must fit the window, and must not make the browser
//! complain (a breach of the page's own policy is a complaint).

mod activities;
mod asker;
mod attendance;
mod directives;
mod drives;
mod employee;
mod gallery;
mod harness;
mod leader;
mod operator;
mod teams;

use crate::ministry::{code_now, password};
use netra_it::{Browser, Look, Server, wait_for};
use serde_json::json;
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

/// Desk with scripts, phone without: what can break apart does in one of the two.
pub fn desk_and_phone() -> impl Iterator<Item = (&'static str, Look)> {
    LOOKS.into_iter().filter(|(name, _)| ["desktop", "phone-noscript"].contains(name))
}

/// What a page owes to those who hear it: one first heading and no level left out below it, words for each picture, each
/// field and each frame, a language, and on a phone nothing to press that is lower than a fingertip.
const OUTLINE: &str = "
    const bad = [], all = what => [...document.querySelectorAll(what)], say = e => e.outerHTML.slice(0, 120);
    const levels = all('h1,h2,h3,h4').map(h => Number(h.tagName[1]));
    if (levels.filter(l => l === 1).length !== 1) bad.push('first headings: ' + levels);
    levels.forEach((l, at) => { if (at && l > levels[at - 1] + 1) bad.push('a level is left out: ' + levels); });
    if (!document.documentElement.lang) bad.push('no language');
    all('img:not([alt]),svg[role=img]:not([aria-label])').forEach(e => bad.push(say(e)));
    all('input:not([type=hidden]),select,textarea').filter(e => !e.labels.length && !e.ariaLabel).forEach(e => bad.push(say(e)));
    if (innerWidth < 600) all('.btn,input:not([type=hidden]),select').filter(e => e.checkVisibility() && e.type !== 'radio' && e.type !== 'checkbox'
        && e.getBoundingClientRect().height < 44).forEach(e => bad.push(say(e)));
    return bad.join(' | ')";

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

    /// Comes with a session that was prepared.
    pub fn carries(&self, token: &str) {
        let cookie = json!({"name": "netra", "value": token, "url": self.server.page("/")});
        self.browser.devtools("Network.setCookie", &cookie);
    }

    /// [`Person::looks_at`], and what those hear who do not see it.
    pub fn examines(&self, page: &str) {
        self.looks_at(page);
        let bad = self.browser.script(OUTLINE);
        assert_eq!(bad, "", "{page}-{}", self.name);
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
