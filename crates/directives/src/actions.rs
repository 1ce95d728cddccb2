//! The verbs of directives: issue, correct, end; pass on; read and acknowledge; see how far it has come; remind; follow
//! moves; count what is over; audit.

mod acknowledge;
mod audit;
mod bodies;
mod change;
mod finals;
mod follow;
mod issue;
mod list;
mod names;
mod offer;
mod original;
mod paper;
mod pass;
mod reach;
mod spread;
mod standing;
mod view;
mod waiting;

pub use acknowledge::{AckRequest, Acknowledged, acknowledge, mark_read};
pub use audit::audit;
pub use change::{changing, correct, end, rests};
pub use finals::{count_over, is_over};
pub use follow::{follow, is_behind};
pub use issue::{audience, issue, last_day};
pub use list::{Known, Listed, Mine, known, mine};
pub use names::{Names, Outstanding, Reminded, outstanding, remind};
pub use offer::{Offer, offer};
pub use original::{attach_original, original};
pub use paper::{PaperFacts, paper};
pub use pass::{Own, Passing, own_units, pass_on};
pub use reach::Reach;
pub use spread::{Branch, Line, Spread, spread};
pub use standing::{Standing, standing};
pub use view::{Basis, Edition, MyMark, View, view};
pub use waiting::{Recalled, Waiting, waiting};
