//! Indonesian as people write it: words with their places, folded, spelled out, stemmed. It knows no feature: what a
//! word means is the caller's question.
//!
//! In scope: cutting a text into words, numbers, emoji, mentions, ends of sentences and quotation marks, each with its
//! place in the original ([`words`], [`Language::words`]); undoing disguises (`c4l3g`, `c a l e g`, `dukuuuung`,
//! letters borrowed from other scripts, invisible characters); slang and stems ([`Language`]); ranking documents by a
//! question ([`Index`]).
//! Out of scope: grammar, meaning, any list of words that matter. Nothing here keeps or logs a text.
//!
//! Everything is one pass: time grows with the length of the text and with nothing else, whatever the text is.

mod fold;
mod hashtag;
mod index;
mod language;
mod words;

pub use index::{Index, Synonyms};
pub use language::Language;
pub use words::{Kind, Word, Words, words};
