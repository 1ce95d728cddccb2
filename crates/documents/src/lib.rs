//! Papers of the house before they are set: what a paper prints, shows and carries inside, with its limits; the desk where a
//! door has one printed; reading back what a paper carries ([`attachments_of`]). It knows no feature and no typesetter: how
//! a paper looks is the press's question, and whoever builds the house hands the press in.

mod desk;
mod paper;
mod read;

pub use desk::PrintDesk;
pub use paper::{Attachment, Paper, Picture, plain_name};
pub use read::{Attached, Carried, attachments_of, carried_by, is_pdf};
