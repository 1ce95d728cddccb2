//! The years of `data/holidays`, built into the program. Each file's head says where its dates come from.

use super::{Calendar, Confidence, Holiday, HolidayKind, Origin, Year};
use anyhow::{Context, anyhow};
use netra_base::{Day, Result, Say};
use serde::Deserialize;
use std::sync::LazyLock;

const FILES: [&str; 6] = [
    include_str!("../../../../data/holidays/2022.toml"),
    include_str!("../../../../data/holidays/2023.toml"),
    include_str!("../../../../data/holidays/2024.toml"),
    include_str!("../../../../data/holidays/2025.toml"),
    include_str!("../../../../data/holidays/2026.toml"),
    include_str!("../../../../data/holidays/2027.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    year: i16,
    note: Say,
    day: Vec<DayRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayRow {
    date: toml::value::Datetime,
    kind: String,
    reason: Say,
    confidence: String,
}

impl DayRow {
    fn read(self) -> anyhow::Result<Holiday> {
        let date = self.date.to_string();
        Ok(Holiday {
            date: Day::parse(&date).with_context(|| format!("{date} is not a day"))?,
            kind: HolidayKind::parse(&self.kind).with_context(|| format!("{date}: no kind `{}`", self.kind))?,
            reason: self.reason,
            confidence: Confidence::parse(&self.confidence)
                .with_context(|| format!("{date}: no confidence `{}`", self.confidence))?,
        })
    }
}

fn read(file: &str) -> anyhow::Result<Year> {
    let file: YearFile = toml::from_str(file)?;
    let days = file.day.into_iter().map(DayRow::read).collect::<anyhow::Result<_>>()?;
    Year::new(file.year, Origin::BuiltIn, Some(file.note), days).map_err(|refusal| anyhow!(refusal.say.en))
}

/// Read once: the files are part of the program and cannot change while it runs.
static BUILT_IN: LazyLock<Result<Calendar, String>> = LazyLock::new(|| {
    let years = FILES.iter().map(|file| read(file)).collect::<anyhow::Result<Vec<_>>>();
    years.map(|years| Calendar::default().with(years)).map_err(|cause| format!("{cause:#}"))
});

impl Calendar {
    /// The years that come with the program.
    ///
    /// # Errors
    /// When a file of `data/holidays` is not as it should be; a test reads them all.
    pub fn built_in() -> Result<Self> {
        BUILT_IN.as_ref().cloned().map_err(|cause| anyhow!("data/holidays: {cause}").into())
    }
}
