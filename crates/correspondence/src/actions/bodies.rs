//! What the record of a number says: which register gave which number to a letter of which day. What the letter is about and
//! what names its request stand there as hashes: a person or a program may have written a name into either.

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
    paper_sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<i64>,
    serial: i64,
    unit: i64,
    year: i64,
}

impl<'a> NumberedBody<'a> {
    pub(super) fn new(kept: &'a KeptNumber) -> Self {
        let hash = |text: &str| canonical::base64(&canonical::sha256(text.as_bytes()));
        Self {
            about_sha256: hash(&kept.about),
            by: kept.by,
            class: &kept.class,
            day: &kept.day,
            letter: &kept.number,
            paper_sha256: hash(&kept.key),
            person: kept.person,
            serial: kept.serial,
            unit: kept.unit,
            year: kept.year,
        }
    }
}
