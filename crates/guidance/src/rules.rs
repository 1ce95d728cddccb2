//! The decisions of guidance: what the wizard answers (`ask`), and of the quiz: which questions, how they are marked,
//! who may begin which test, and what leaders are told. Pure: values in, values or refusals out.

pub mod ask;
mod draw;
mod quiz;
mod results;

pub use draw::{Pool, draw};
pub use quiz::{Facts, expired, grade, may_begin, passes};
pub use results::{most_missed, sees, sees_by, told};
