//! The permission table's types, and the router that can only be built from it. Every route declares who
//! may use it; the check is wrapped around the handler here, once. Rights on a single unit are not decided
//! here but in actions (`principal.covers`), and sessions are opened in `access`.

use crate::reply::{self, WebError, sign_in_first};
use crate::site::Site;
use crate::visit::is_api;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use netra_base::{Lang, Principal, Role};
use std::collections::BTreeSet;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Everybody.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever holds one of these roles, on any unit; to all others the route does not exist.
    Roles(&'static [Role]),
}

impl Need {
    /// May this principal pass?
    #[must_use]
    pub fn admits(self, who: Option<&Principal>) -> bool {
        match self {
            Self::Public => true,
            Self::SignedIn => who.is_some(),
            Self::Roles(roles) => who.is_some_and(|who| roles.iter().any(|role| who.has(*role))),
        }
    }
}

/// The method of a route. HEAD is answered by GET.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// Reads.
    Get,
    /// Acts.
    Post,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
    /// Takes away.
    Delete,
}

impl Verb {
    /// The word on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A row of the permission table: the route, who may use it, and its handler.
#[derive(Debug, Clone)]
pub struct Route {
    /// The method.
    pub verb: Verb,
    /// The path in axum's form, `/pakta/{drive}`.
    pub path: &'static str,
    /// Who may use it.
    pub need: Need,
    /// One line for the docs.
    pub what: &'static str,
    door: MethodRouter<Site>,
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident $verb:ident $make:ident),+ $(,)?) => {$(
        $(#[$doc])*
        pub fn $name<H, T>(path: &'static str, need: Need, what: &'static str, handler: H) -> Self
        where
            H: Handler<T, Site>,
            T: 'static,
        {
            Self { verb: Verb::$verb, path, need, what, door: $make(handler) }
        }
    )+};
}

impl Route {
    verbs! {
        /// A route that reads.
        get Get get,
        /// A route that acts.
        post Post post,
        /// A route that replaces.
        put Put put,
        /// A route that changes a part.
        patch Patch patch,
        /// A route that takes away.
        delete Delete delete,
    }

    /// Lets bodies of up to this many bytes reach the handler (2 MiB when not said): uploads need it.
    #[must_use]
    pub fn takes(mut self, bytes: usize) -> Self {
        self.door = self.door.layer(DefaultBodyLimit::max(bytes));
        self
    }
}

/// The router of this table. Whatever is not in the table answers 404, also a known path with another
/// method. Each call checks the row's need before its handler runs.
///
/// # Panics
/// When a method and path stand in the table twice, or a path is malformed: the house does not start.
pub fn router(routes: Vec<Route>) -> Router<Site> {
    let mut seen = BTreeSet::new();
    let mut out = Router::new();
    for Route { verb, path, need, door, .. } in routes {
        assert!(seen.insert((path, verb)), "{} {path} stands in the permission table twice", verb.name());
        let check = from_fn(move |request: Request, next: Next| check(need, request, next));
        out = out.route(path, door.route_layer(check));
    }
    out.fallback(nothing_here).method_not_allowed_fallback(nothing_here)
}

/// Gives the router its state and the outermost layer: errors become pages or problems in the visitor's
/// language, the language switch is remembered, and every reply gets the house's headers. Layers that
/// find out who is asking go on the router before this.
pub fn finish(router: Router<Site>, site: Site) -> Router {
    // Around the whole, not `router.layer`: axum adds an `Allow` header outside of a router's own layers,
    // and that header would tell of hidden routes.
    let inside = router.with_state(site.clone());
    Router::new().fallback_service(inside).layer(from_fn_with_state(site, reply::attend))
}

async fn check(need: Need, request: Request, next: Next) -> Response {
    let who = request.extensions().get::<Principal>().cloned();
    let reply = if need.admits(who.as_ref()) {
        next.run(request).await
    } else {
        let program = is_api(request.uri(), request.headers());
        match (need, &who) {
            (_, None) if !program => sign_in_first(request.uri()),
            (Need::SignedIn, _) => WebError::SignIn.into_response(),
            _ => WebError::from(netra_base::Error::NotFound).into_response(),
        }
    };
    remember(who, reply)
}

/// Error pages are made in the outermost layer, which learns from the reply who was asking.
fn remember(who: Option<Principal>, mut reply: Response) -> Response {
    if let Some(who) = who.filter(|_| reply.status().is_client_error() || reply.status().is_server_error()) {
        reply.extensions_mut().insert(who);
    }
    reply
}

async fn nothing_here(request: Request) -> Response {
    let who = request.extensions().get::<Principal>().cloned();
    remember(who, WebError::from(netra_base::Error::NotFound).into_response())
}

/// The table in Markdown, for the docs.
#[must_use]
pub fn table(routes: &[Route]) -> String {
    let mut out = String::from("| method | path | who | what |\n|---|---|---|---|\n");
    for route in routes {
        let who = match route.need {
            Need::Public => "everybody".to_owned(),
            Need::SignedIn => "signed in".to_owned(),
            Need::Roles(roles) => roles.iter().map(|r| r.name(Lang::En).to_lowercase()).collect::<Vec<_>>().join(", "),
        };
        out.push_str(&format!("| {} | `{}` | {who} | {} |\n", route.verb.name(), route.path, route.what));
    }
    out
}
