//! The shell of every page: head, skip link, top bar, language switch, demo banner and footer. It says
//! where the visitor is and what this house is; what stands between is the page's own.

use crate::assets::asset;
use crate::visit::Visit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use netra_base::{Lang, Role};

/// An entry of the menu.
#[derive(Debug, Clone, Copy)]
pub struct NavItem {
    /// The address.
    pub href: &'static str,
    /// The words, Indonesian and English.
    pub label: (&'static str, &'static str),
    /// Shown to these roles only; to everybody when empty.
    pub roles: &'static [Role],
}

/// The menu; one line on a desk. The mark leads home, the foot to the log, the desk to everything an operator does. The
/// permission table's test holds it against the routes.
pub const NAV: [NavItem; 10] = [
    NavItem { href: "/pakta", label: ("Pakta", "Pledge"), roles: &[] },
    NavItem { href: "/kegiatan", label: ("Kegiatan", "Activities"), roles: &[] },
    NavItem { href: "/arahan", label: ("Arahan", "Directives"), roles: &[] },
    NavItem { href: "/tanya", label: ("Tanya", "Ask"), roles: &[] },
    NavItem { href: "/aturan", label: ("Aturan", "Rules"), roles: &[] },
    NavItem { href: "/data", label: ("Data", "Data"), roles: &[] },
    NavItem { href: "/verifikasi", label: ("Verifikasi", "Verify"), roles: &[] },
    NavItem {
        href: "/kerja",
        label: ("Meja kerja", "Desk"),
        roles: &[Role::UnitOperator, Role::Leader, Role::Auditor, Role::Administrator],
    },
    NavItem {
        href: "/gerakan",
        label: ("Gerakan ikrar", "Pledge drives"),
        roles: &[Role::UnitOperator, Role::TeamMember, Role::Leader, Role::Auditor, Role::Administrator],
    },
    NavItem {
        href: "/tim",
        label: ("Tim", "Teams"),
        // Any employee may be in a team, and may ask whose it is.
        roles: &[
            Role::Employee,
            Role::UnitOperator,
            Role::TeamMember,
            Role::Leader,
            Role::Auditor,
            Role::Administrator,
        ],
    },
];

/// The eye: our mark. Drawn here, not an emblem of anybody.
const EYE: &str = r##"<svg class="eye" viewBox="0 0 30 18" aria-hidden="true"><path d="M1 9C6 2 24 2 29 9 24 16 6 16 1 9Z" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="15" cy="9" r="4.2" fill="currentColor"/></svg>"##;

/// A page being made. `visit.page("Judul").current("/pakta").show(body)`.
#[derive(Debug)]
pub struct Page<'a> {
    visit: &'a Visit,
    title: String,
    lead: Option<Markup>,
    trail: Vec<(String, String)>,
    current: &'static str,
    status: StatusCode,
    narrow: bool,
    board: bool,
    heading: bool,
    refresh: Option<u32>,
}

impl<'a> Page<'a> {
    /// A page with this title, which is also its heading.
    #[must_use]
    pub fn new(visit: &'a Visit, title: impl Into<String>) -> Self {
        Self {
            visit,
            title: title.into(),
            lead: None,
            trail: Vec::new(),
            current: "",
            status: StatusCode::OK,
            narrow: false,
            board: false,
            heading: true,
            refresh: None,
        }
    }

    /// The menu entry this page belongs to.
    #[must_use]
    pub fn current(mut self, href: &'static str) -> Self {
        self.current = href;
        self
    }

    /// The sentence under the heading.
    #[must_use]
    pub fn lead(mut self, lead: impl maud::Render) -> Self {
        self.lead = Some(lead.render());
        self
    }

    /// A step of the way here (address, words), outermost first; shown above the heading.
    #[must_use]
    pub fn under(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.trail.push((href.into(), label.into()));
        self
    }

    /// Another status than 200: 422 when a form comes back.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// One column for reading and forms.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// The projector: dark, no menu, one thing on the screen.
    #[must_use]
    pub fn board(mut self) -> Self {
        self.board = true;
        self
    }

    /// The body brings its own `h1`.
    #[must_use]
    pub fn own_heading(mut self) -> Self {
        self.heading = false;
        self
    }

    /// Reloads by itself after so many seconds where no script runs: boards and progress pages.
    #[must_use]
    pub fn refresh(mut self, seconds: u32) -> Self {
        self.refresh = Some(seconds);
        self
    }

    /// The finished reply.
    #[must_use]
    pub fn show(self, body: impl maud::Render) -> Response {
        let mut reply = (self.status, self.document(&body.render()).into_string()).into_response();
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        reply.headers_mut().insert(header::CONTENT_TYPE, html);
        reply
    }

    /// The whole document.
    #[must_use]
    pub fn document(&self, body: &Markup) -> Markup {
        let visit = self.visit;
        let lang = visit.lang;
        html! {
            (DOCTYPE)
            html lang=(lang.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width,initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="description" content=(lang.say(
                        "Netra: ikrar netralitas pegawai yang dapat diperiksa siapa saja.",
                        "Netra: neutrality pledges of civil servants that anybody can check."));
                    title {
                        @if self.status == StatusCode::UNPROCESSABLE_ENTITY { (lang.say("Perlu diperbaiki: ", "To correct: ")) }
                        (self.title) @if self.title != "Netra" { " · Netra" }
                    }
                    link rel="stylesheet" href=(asset("netra.css"));
                    link rel="icon" type="image/svg+xml" href=(asset("netra.svg"));
                    @if let Some(seconds) = self.refresh { noscript { meta http-equiv="refresh" content=(seconds); } }
                    script src=(asset("netra.js")) defer {}
                }
                @if self.board {
                    body.board { (demo_banner(visit)) main #isi { (body) } }
                } @else {
                    body {
                        a.skip href="#isi" { (lang.say("Langsung ke isi", "Skip to content")) }
                        (self.top())
                        (demo_banner(visit))
                        main #isi.wrap.narrow[self.narrow] tabindex="-1" { (self.head()) (body) }
                        (footer(lang))
                    }
                }
            }
        }
    }

    fn head(&self) -> Markup {
        html! {
            @if !self.trail.is_empty() { (crate::components::text::breadcrumbs(&self.trail, self.visit.lang)) }
            @if self.heading {
                header.head {
                    h1 { (self.title) }
                    @if let Some(lead) = &self.lead { p.lead { (lead) } }
                }
            }
        }
    }

    fn top(&self) -> Markup {
        let lang = self.visit.lang;
        html! {
            header.top {
                div.wrap {
                    a.brand href="/" { (PreEscaped(EYE)) "Netra" }
                    nav.wide aria-label=(lang.say("Menu utama", "Main menu")) { (self.links()) }
                    div.self.wide { (self.switch()) (self.account()) }
                    details.menu {
                        summary { (lang.say("Menu", "Menu")) }
                        nav aria-label=(lang.say("Menu utama", "Main menu")) { (self.links()) (self.switch()) (self.account()) }
                    }
                }
            }
        }
    }

    fn links(&self) -> Markup {
        let lang = self.visit.lang;
        let shown = NAV.iter().filter(|item| item.roles.is_empty() || self.visit.is_any(item.roles));
        html! {
            @for item in shown {
                a href=(item.href) aria-current=[(item.href == self.current).then_some("page")] {
                    (lang.say(item.label.0, item.label.1))
                }
            }
        }
    }

    fn switch(&self) -> Markup {
        let (code, name) = match self.visit.lang {
            Lang::Id => ("en", "English"),
            Lang::En => ("id", "Bahasa Indonesia"),
        };
        html! { a href=(self.visit.here_with("lang", code)) lang=(code) hreflang=(code) { (name) } }
    }

    fn account(&self) -> Markup {
        let lang = self.visit.lang;
        html! {
            @if self.visit.who.is_some() {
                a href="/akun" aria-current=[("/akun" == self.current).then_some("page")] { (lang.say("Akun", "Account")) }
                form method="post" action="/keluar" { button { (lang.say("Keluar", "Sign out")) } }
            } @else {
                a href="/masuk" aria-current=[("/masuk" == self.current).then_some("page")] { (lang.say("Masuk", "Sign in")) }
            }
        }
    }
}

fn demo_banner(visit: &Visit) -> Markup {
    html! {
        @if visit.demo {
            p.demo { strong { "CONTOH:" } " "
                (visit.say("data peragaan, bukan data sebenarnya", "demonstration data, nothing here is real")) }
        }
    }
}

fn footer(lang: Lang) -> Markup {
    html! {
        footer.foot {
            div.wrap {
                p { strong { "Netra" } " "
                    (lang.say(
                        "mencatat ikrar netralitas pegawai dalam log transparansi. Setiap angka menyebut penyebutnya, dan setiap bukti dapat diperiksa tanpa mempercayai kami.",
                        "records neutrality pledges of civil servants in a transparency log. Every figure names its denominator, and every receipt can be checked without trusting us.")) }
                p { a href="/log" { (lang.say("Periksa log", "Inspect the log")) } " "
                    a href="/verifikasi" { (lang.say("Periksa sebuah bukti", "Check a receipt")) } }
            }
        }
    }
}
