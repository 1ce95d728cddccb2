//! The rulebook that comes with the binary: the files of `rulebook/`, built in.

use crate::read::Files;

/// Name and text of every file; a test compares the list with the folder.
const FILES: [(&str, &str); 31] = [
    ("01-instruments.cases.toml", include_str!("../../../rulebook/01-instruments.cases.toml")),
    ("01-instruments.toml", include_str!("../../../rulebook/01-instruments.toml")),
    ("02-stages.cases.toml", include_str!("../../../rulebook/02-stages.cases.toml")),
    ("02-stages.toml", include_str!("../../../rulebook/02-stages.toml")),
    ("03-ethics.cases.toml", include_str!("../../../rulebook/03-ethics.cases.toml")),
    ("03-ethics.toml", include_str!("../../../rulebook/03-ethics.toml")),
    ("04-discipline.cases.toml", include_str!("../../../rulebook/04-discipline.cases.toml")),
    ("04-discipline.toml", include_str!("../../../rulebook/04-discipline.toml")),
    ("05-former-names.toml", include_str!("../../../rulebook/05-former-names.toml")),
    ("06-pp94.cases.toml", include_str!("../../../rulebook/06-pp94.cases.toml")),
    ("06-pp94.toml", include_str!("../../../rulebook/06-pp94.toml")),
    ("07-sanctions.cases.toml", include_str!("../../../rulebook/07-sanctions.cases.toml")),
    ("07-sanctions.toml", include_str!("../../../rulebook/07-sanctions.toml")),
    ("08-spouse.cases.toml", include_str!("../../../rulebook/08-spouse.cases.toml")),
    ("08-spouse.toml", include_str!("../../../rulebook/08-spouse.toml")),
    ("09-crimes.cases.toml", include_str!("../../../rulebook/09-crimes.cases.toml")),
    ("09-crimes.toml", include_str!("../../../rulebook/09-crimes.toml")),
    ("10-contests.cases.toml", include_str!("../../../rulebook/10-contests.cases.toml")),
    ("10-contests.toml", include_str!("../../../rulebook/10-contests.toml")),
    ("11-procedures.cases.toml", include_str!("../../../rulebook/11-procedures.cases.toml")),
    ("11-procedures.toml", include_str!("../../../rulebook/11-procedures.toml")),
    ("12-authorities.cases.toml", include_str!("../../../rulebook/12-authorities.cases.toml")),
    ("12-authorities.toml", include_str!("../../../rulebook/12-authorities.toml")),
    ("13-programme.toml", include_str!("../../../rulebook/13-programme.toml")),
    ("14-allowed.cases.toml", include_str!("../../../rulebook/14-allowed.cases.toml")),
    ("14-allowed.toml", include_str!("../../../rulebook/14-allowed.toml")),
    ("15-acts.toml", include_str!("../../../rulebook/15-acts.toml")),
    ("16-sources.toml", include_str!("../../../rulebook/16-sources.toml")),
    ("17-supervision.cases.toml", include_str!("../../../rulebook/17-supervision.cases.toml")),
    ("17-supervision.toml", include_str!("../../../rulebook/17-supervision.toml")),
    ("book.toml", include_str!("../../../rulebook/book.toml")),
];

/// The files.
#[must_use]
pub fn files() -> Files {
    FILES.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}
