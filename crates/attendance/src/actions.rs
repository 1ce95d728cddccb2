//! The verbs of attendance: check in and go on to what is signed there, keep the list by hand, guests, sheets on paper, lists from meeting tools, look,
//! audit. Who may keep an activity's list is who keeps the unit that holds it; to others its list does not exist.

mod audit;
mod bodies;
mod checkin;
mod guests;
pub(crate) mod home;
mod import;
mod mark;
mod onward;
mod paper;
mod view;

pub use audit::audit;
pub use checkin::{Came, Looked, Sent, check_in, look, missed, screen, secret_of};
pub use guests::{add_guests, guest, guests, settle_guest, sign_guest, signature};
pub use home::Home;
pub use import::{
    Imported, NewDraft, OfferedLine, OfferedPerson, Said, choose, choose_rest, confirm, draft, drop_draft, importing,
    invited, keep_draft, lines_of,
};
pub use mark::{Mark, mark};
pub use onward::{Onward, onward};
pub use paper::{MOST_COUNTED, NewSheet, keep_sheet, scan, sheets, withdraw_sheet};
pub use view::{
    Filter, FoundPerson, List, PartyView, PersonView, Place, RowView, Sums, counted, is_present, list, minutes, person,
    present, present_count, search, sums,
};
