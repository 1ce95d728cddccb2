//! Media: what people bring along. A photo is decoded, turned upright, scaled and written anew as a plain JPEG, so that
//! place, time and device are gone; a paper is taken only when it is a PDF that carries nothing alive. Both are bounded
//! before anything is unpacked.
//!
//! It has no doors: the feature that owns a file decides who sees it, and answers with [`reply`].

pub mod actions;
mod desk;
mod migrations;
pub mod model;
mod reply;
pub mod rules;
mod store;

pub use desk::MediaDesk;
pub use migrations::MIGRATIONS;
pub use model::{About, Accepts, FIELD, FileId, FileKind, Kept, Ready};
pub use reply::reply;

#[cfg(test)]
mod tests;
