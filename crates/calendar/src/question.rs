//! What programs ask for in words, on the command line and in the API: a day of receipt, a limit of one kind, a
//! zone. All that is wrong with it is said at once.

use crate::model::Limit;
use netra_base::{Day, Error, Refusal, Result, Zone};

/// A deadline that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Question {
    pub from: Day,
    pub limit: Limit,
    pub zone: Zone,
}

/// The same as it was written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Written<'a> {
    pub from: Option<&'a str>,
    pub working_days: Option<&'a str>,
    pub days: Option<&'a str>,
    pub zone: Option<&'a str>,
}

impl Question {
    /// Reads what was written; without a zone it is WIB.
    pub fn read(written: Written<'_>) -> Result<Self> {
        let mut refused = Vec::new();
        let from = keep(&mut refused, from(written.from));
        let limit = keep(&mut refused, limit(written));
        let zone = keep(&mut refused, zone(written.zone));
        match (from, limit, zone) {
            (Some(from), Some(limit), Some(zone)) => Ok(Self { from, limit, zone }),
            _ => Err(Error::Refused(refused)),
        }
    }
}

fn keep<T>(refused: &mut Vec<Refusal>, read: Result<T, Refusal>) -> Option<T> {
    read.map_err(|refusal| refused.push(refusal)).ok()
}

fn from(text: Option<&str>) -> Result<Day, Refusal> {
    text.and_then(Day::parse).ok_or_else(|| {
        Refusal::new(
            "day-form",
            "from bukan tanggal yang ada; tulis hari diterima seperti 2024-02-05.",
            "from is no date; write the day of receipt like 2024-02-05.",
        )
        .at("from")
    })
}

fn limit(written: Written<'_>) -> Result<Limit, Refusal> {
    // What is no number is out of range as well.
    let number = |text: &str| text.parse().unwrap_or(-1);
    match (written.working_days, written.days) {
        (Some(days), None) => Limit::working_days(number(days)).map_err(|refusal| refusal.at("working_days")),
        (None, Some(days)) => Limit::calendar_days(number(days)).map_err(|refusal| refusal.at("days")),
        _ => Err(Refusal::new(
            "limit-one",
            "Beri salah satu: jumlah hari kerja (working_days) atau jumlah hari kalender (days).",
            "Give exactly one: a number of working days (working_days) or of calendar days (days).",
        )
        .at("working_days")),
    }
}

fn zone(text: Option<&str>) -> Result<Zone, Refusal> {
    text.map_or(Some(Zone::Wib), Zone::parse).ok_or_else(|| {
        Refusal::new(
            "zone-unknown",
            "Zona waktu harus WIB, WITA, atau WIT; tulis salah satunya.",
            "The time zone must be WIB, WITA or WIT; write one of them.",
        )
        .at("zone")
    })
}
