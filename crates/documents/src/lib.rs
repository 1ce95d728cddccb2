//! Typeset papers from templates that are data: letterhead, numbering, signature block, QR, page x of y; tagged PDF/A, the same
//! bytes each time. It knows no feature: what a paper says is its owner's question.
//!
//! Templates stand in `data/templates` and come with the binary; an agency puts files of the same names in a folder of its
//! own ([`Press::with_folder`]) and needs no compiler. A paper is a template, its data and what is attached; the press reads
//! nothing else: no disk, no network, no clock. [`attachments_of`] reads back what a paper carries.
//!
//! It is not a letter editor and not a seal: a paper says nothing about who vouches for it until somebody signs it.

pub mod cli;
mod fault;
mod letters;
mod look;
mod paper;
mod press;
mod read;
mod sample;
mod set;
mod world;

pub use fault::Fault;
pub use paper::{Attachment, Paper, Picture};
pub use press::Press;
pub use read::{Attached, attachments_of};
