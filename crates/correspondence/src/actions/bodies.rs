//! What the record of a number says: which register gave which number to a letter of which day. What the letter is about
//! stands there as a hash.

use crate::store::KeptNumber;
use netra_base::canonical;
use serde::Serialize;

/// A number that was taken.
#[derive(Debug, Serialize)]
pub(super) struct NumberedBody<'a> {
    about_sha256: String,
    by: i64,
    class: &'a str,
    day: &'a str,
    letter: &'a str,
    paper: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<i64>,
    serial: i64,
    unit: i64,
    year: i64,
}

impl<'a> NumberedBody<'a> {
    pub(super) fn new(kept: &'a KeptNumber) -> Self {
        Self {
            about_sha256: canonical::base64(&canonical::sha256(kept.about.as_bytes())),
            by: kept.by,
            class: &kept.class,
            day: &kept.day,
            letter: &kept.number,
            paper: &kept.key,
            person: kept.person,
            serial: kept.serial,
            unit: kept.unit,
            year: kept.year,
        }
    }
}
