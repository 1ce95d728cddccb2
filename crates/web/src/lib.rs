//! The web mechanism: page shell, components, charts, forms, replies, response headers and the
//! permission-checked router. It knows how a page looks and how a request is let in; it knows no feature:
//! no table, no rule and no address except those of the shell's menu. Features build their doors from it.
//!
//! A page in short:
//!
//! ```ignore
//! async fn show(State(site): State<Site>, visit: Visit, Path(id): Path<i64>) -> Reply {
//!     let drive = site.store.read(move |tx| actions::drive(tx, DriveId(id))).await?;
//!     Ok(visit.page(&drive.title).current("/pakta").show(html! { p { (drive.title) } }))
//! }
//! ```

pub mod address;
pub mod assets;
pub mod charts;
pub mod components;
pub mod door;
pub mod form;
pub mod headers;
pub mod qr;
pub mod reply;
pub mod shell;
pub mod site;
pub mod upload;
pub mod visit;

#[cfg(test)]
mod tests;

pub use door::{Need, Route, Verb, finish, router};
pub use form::{Fields, Refusals};
pub use maud::{Markup, html};
pub use reply::{Given, Reply, WebError, acted, redirect};
pub use shell::Page;
pub use site::{Parts, Site};
pub use visit::{Signed, Speak, Visit, Who};
