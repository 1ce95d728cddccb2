//! The screens of guidance: the wizard, the check of a text and the free question, which keep nothing; the quiz with
//! its tests, the certificate and its public check, the results of units.
//! Forms and words only; what may be begun and seen is decided in rules and actions.

pub mod ask;
mod certificate;
pub mod check;
mod quiz;
mod results;
mod sheet;
pub mod words;

pub use certificate::{certificate, certificate_pdf, check_certificate, check_certificate_form};
pub use quiz::{begin_test, hand_in, practice, practice_graded, quiz, test};
pub(crate) use results::counted;
pub use results::{quiz_results, quiz_results_csv};

use netra_base::{EmployeeId, Error, Principal, Result};

/// The menu entry of all pages here.
const MENU: &str = "/tanya";

/// Where the quiz begins.
const QUIZ: &str = "/tanya/kuis";

/// The employee whose account this is; an account of nobody takes no test.
fn employee(who: &Principal) -> Result<EmployeeId> {
    who.employee.ok_or(Error::NotFound)
}
