//! The verbs of correspondence: what a unit's paper carries, keep a letterhead, take a number, look through a register,
//! audit.

mod audit;
mod bodies;
mod heads;
mod numbers;

pub use audit::audit;
pub use heads::{keep_letterhead, letterhead, office_to_keep, own_unit, signature};
pub use numbers::{Register, enter_letter, number, register, take_number};
