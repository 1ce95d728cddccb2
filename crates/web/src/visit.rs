//! Who asks, in which language, and where: the extractors of a request. A principal is put into the
//! request's extensions by `access` before the doors are reached; nothing here opens a session.

use crate::address;
use crate::form::Fields;
use crate::reply::{WebError, sign_in_first};
use crate::shell::Page;
use crate::site::Site;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::{HeaderMap, Uri, header, request};
use axum::response::{IntoResponse, Response};
use netra_base::{Lang, Principal, Role};
use std::convert::Infallible;

/// The name of the language cookie.
pub const LANGUAGE_COOKIE: &str = "bahasa";

/// The value of a cookie of this request.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The language asked for in the address itself (`?lang=en`), if any.
#[must_use]
pub fn asked_language(uri: &Uri) -> Option<Lang> {
    uri.query()?.split('&').find_map(|pair| match pair {
        "lang=id" => Some(Lang::Id),
        "lang=en" => Some(Lang::En),
        _ => None,
    })
}

/// The language of a request: the address, else the cookie, else Indonesian.
#[must_use]
pub fn language(uri: &Uri, headers: &HeaderMap) -> Lang {
    asked_language(uri).unwrap_or(match cookie(headers, LANGUAGE_COOKIE) {
        Some("en") => Lang::En,
        _ => Lang::Id,
    })
}

/// Is this request for a program (problem+json) rather than for a person (a page)?
#[must_use]
pub fn is_api(uri: &Uri, headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    uri.path().starts_with("/api/") || (accepts.contains("json") && !accepts.contains("text/html"))
}

/// Who is asking, if anybody is signed in.
#[derive(Debug, Clone)]
pub struct Who(pub Option<Principal>);

/// Who is asking; a page visitor who is not signed in goes to `/masuk` first, a program gets 401.
#[derive(Debug, Clone)]
pub struct Signed(pub Principal);

/// The language of the request.
#[derive(Debug, Clone, Copy)]
pub struct Speak(pub Lang);

/// Everything a page needs to know about a request.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language of the page.
    pub lang: Lang,
    /// Who is asking.
    pub who: Option<Principal>,
    /// The path, `/pakta/3`.
    pub path: String,
    /// The query without `?`, perhaps empty.
    pub query: String,
    /// Is this the demonstration?
    pub demo: bool,
}

impl Visit {
    /// The text of the page's language.
    #[must_use]
    pub fn say<'a>(&self, id: &'a str, en: &'a str) -> &'a str {
        self.lang.say(id, en)
    }

    /// Starts a page.
    #[must_use]
    pub fn page(&self, title: impl Into<String>) -> Page<'_> {
        Page::new(self, title)
    }

    /// Does the visitor hold one of these roles anywhere?
    #[must_use]
    pub fn is_any(&self, roles: &[Role]) -> bool {
        self.who.as_ref().is_some_and(|who| roles.iter().any(|role| who.has(*role)))
    }

    /// The query as form fields, to show a filter again or to parse it.
    #[must_use]
    pub fn fields(&self) -> Fields {
        Fields::from_pairs(address::pairs(&self.query))
    }

    /// The value of a query field, trimmed; empty is none.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<String> {
        address::pairs(&self.query)
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// This page's own address with one query field set anew (or dropped when empty); page cursors of
    /// the old list (`dari`) are dropped too.
    #[must_use]
    pub fn here_with(&self, name: &str, value: &str) -> String {
        let mut kept: Vec<(String, String)> =
            address::pairs(&self.query).filter(|(key, _)| key != name && key != "dari").collect();
        kept.push((name.to_owned(), value.to_owned()));
        let query: Vec<(&str, &str)> = kept.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        address::with_query(&self.path, &query)
    }

    /// The visit of a request. The principal is given because some layers see it only in the reply.
    #[must_use]
    pub fn of(uri: &Uri, headers: &HeaderMap, who: Option<Principal>, site: &Site) -> Self {
        Self {
            lang: language(uri, headers),
            who,
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or("").to_owned(),
            demo: site.demo,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Who {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut request::Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Principal>().cloned()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut request::Parts, _: &S) -> Result<Self, Response> {
        match parts.extensions.get::<Principal>() {
            Some(principal) => Ok(Self(principal.clone())),
            None if is_api(&parts.uri, &parts.headers) => Err(WebError::SignIn.into_response()),
            None => Err(sign_in_first(&parts.uri)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Speak {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut request::Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(language(&parts.uri, &parts.headers)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit
where
    Site: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut request::Parts, state: &S) -> Result<Self, Infallible> {
        let who = parts.extensions.get::<Principal>().cloned();
        Ok(Self::of(&parts.uri, &parts.headers, who, &Site::from_ref(state)))
    }
}
