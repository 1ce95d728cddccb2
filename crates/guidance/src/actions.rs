//! The verbs of the quiz: begin a test, hand it in, hold and check a certificate, see the results of units, audit.
//! Practice has no verb: it touches no database.

mod audit;
mod certificate;
mod quiz;
mod results;

pub use audit::audit;
pub use certificate::{Valid, agency, certificate, check};
pub use quiz::{Begin, Graded, Hand, Mine, begin, forget_expired, hand_in, mine, mine_at, running};
pub use results::{Line, Results, at_occasion, results};
