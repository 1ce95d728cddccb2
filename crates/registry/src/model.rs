//! The nouns of the registry as checked values: numbers of persons, names, grades, units. Constructors
//! parse and say what is wrong in both languages; nothing here knows a database, a file or a page.

mod employee;
mod nip;
mod standing;
mod unit;

pub use employee::{
    ContractNumber, Departure, Employee, Employment, Grade, Identity, NewEmployee, PersonName, Service, State,
    position_text,
};
pub use nip::{Nip, Sex};
pub use standing::Standing;
pub use unit::{NewUnit, Unit, UnitCode, UnitKind, UnitSuccessor, unit_name};

/// Trims, and makes one blank of every run of blanks (tabs and non-breaking blanks included).
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
