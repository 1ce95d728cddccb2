//! The nouns of guidance: the quiz with its questions and attempts, its certificate, and the figures of a unit as
//! they may be told. Constructors parse; what is built holds.

mod certificate;
mod figures;
mod quiz;
mod sheet;

pub use certificate::{Certificate, CertificateBody, Code};
pub use figures::{Bound, Mean, Missed, Told, UnitFigures};
pub use quiz::{Bank, Case, Question, QuestionId, Settings, Topic, Verdict};
pub use sheet::{Answers, Attempt, Drawn, Mark, Marks, Occasion, Phase, Sheet, Taken};
