//! The press sets papers with Typst from templates that are data: letterhead, numbering, signature block, QR, page x of y;
//! tagged PDF/A, the same bytes each time. It knows no feature: what a paper says is its owner's question.
//!
//! Templates stand in `data/templates` and come with the binary; an agency puts files of the same names in a folder of its
//! own ([`Press::with_folder`]) and needs no compiler. The press reads the paper and its templates and nothing else: no disk,
//! no network, no clock. Nothing but the binary leans on this crate, so that nothing else waits for the typesetter.

pub mod cli;
mod fault;
mod letters;
mod look;
mod press;
mod sample;
mod set;
mod world;

pub use fault::Fault;
pub use press::Press;
