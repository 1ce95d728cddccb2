//! May a unit hold a place then? Asked when a place is planned and again when it is moved.

use crate::model::Window;
use netra_base::{Lang, Moment, Refusal, Zone};

/// What decides about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placing {
    /// The window.
    pub window: Window,
    /// How many places the unit is to have; none when it is not asked.
    pub required: Option<i64>,
    /// How many it may have.
    pub most: i64,
    /// How many others it has, cancelled ones not counted.
    pub others: i64,
    /// The zone of the unit.
    pub zone: Zone,
    /// The present.
    pub now: Moment,
}

/// May the unit have a place from `starts` to `ends`?
///
/// # Errors
/// A refusal for each thing that is wrong.
pub fn may_place(facts: &Placing, starts: Moment, ends: Moment) -> Result<(), Vec<Refusal>> {
    if facts.required.is_none() {
        return Err(vec![
            Refusal::new(
                "unit-not-asked",
                "Unit ini tidak termasuk yang diminta dalam kegiatan serentak ini. Pilih unit lain, atau rencanakan kegiatannya di luar kegiatan serentak.",
                "This unit is not among those asked in this drive. Choose another, or plan the activity outside the drive.",
            )
            .at("unit"),
        ]);
    }
    let closes = facts.window.closes.at(facts.zone);
    if closes <= facts.now {
        return Err(vec![
            Refusal::new(
                "drive-over",
                "Jendela waktu kegiatan serentak ini sudah lewat di zona unit ini; tidak ada tempat yang dapat direncanakan lagi.",
                "The window of this drive is over in the zone of this unit; no more places can be planned.",
            )
            .at("starts"),
        ]);
    }
    let mut refusals = Vec::new();
    if facts.others >= facts.most {
        let most = facts.most;
        refusals.push(
            Refusal::new(
                "places-full",
                format!("Unit ini sudah punya {most} tempat, sebanyak batasnya. Batalkan satu dahulu, atau minta pusat menaikkan batasnya."),
                format!("This unit has {most} places already, as many as it may. Cancel one first, or ask the centre to raise the limit."),
            )
            .at("unit"),
        );
    }
    let said = |lang: Lang| format!("{} {}", facts.window.words(lang), facts.zone.abbreviation());
    if starts < facts.window.opens.at(facts.zone) || starts >= closes {
        refusals.push(
            Refusal::new(
                "outside-window",
                format!(
                    "Tempat ini mulai di luar jendela kegiatan serentak: {}. Pilih waktu di dalamnya.",
                    said(Lang::Id)
                ),
                format!("This place begins outside the window of the drive: {}. Choose a time within.", said(Lang::En)),
            )
            .at("starts"),
        );
    } else if ends > closes {
        refusals.push(
            Refusal::new(
                "outside-window",
                format!(
                    "Tempat ini berakhir sesudah jendela kegiatan serentak: {}. Akhiri lebih awal.",
                    said(Lang::Id)
                ),
                format!("This place ends after the window of the drive: {}. End it earlier.", said(Lang::En)),
            )
            .at("ends"),
        );
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Wall;

    fn check(facts: Placing, from: (i8, i8), until: (i8, i8), expected: &[(&str, &str)]) {
        let day = facts.window.opens.day;
        let outcome = may_place(&facts, day.at(facts.zone, from.0, from.1), day.at(facts.zone, until.0, until.1));
        let found = outcome.err().unwrap_or_default();
        let found: Vec<_> = found.iter().map(|r| (r.code, r.field.as_deref().unwrap_or(""))).collect();
        assert_eq!(found, expected, "{facts:?} {from:?} {until:?}");
    }

    #[test]
    fn a_place_lies_within_the_window_by_the_clock_of_its_unit() {
        let wall = |time: &str| Wall::parse(&format!("2024-01-23T{time}")).expect("a time");
        let window = Window { opens: wall("08:00"), closes: wall("16:00") };
        let now = window.opens.day.plus_days(-3).at(Zone::Wib, 9, 0);
        let wit = Placing { window, required: Some(2), most: 3, others: 0, zone: Zone::Wit, now };
        check(wit, (8, 0), (16, 0), &[]);
        check(wit, (7, 59), (9, 0), &[("outside-window", "starts")]);
        check(wit, (16, 0), (16, 30), &[("outside-window", "starts")]);
        check(wit, (15, 0), (16, 1), &[("outside-window", "ends")]);
        // Eight in the morning by the clock of Jakarta is ten in Papua; ten at night in the west is not inside anywhere.
        check(Placing { zone: Zone::Wib, ..wit }, (8, 0), (16, 0), &[]);
        check(Placing { others: 2, ..wit }, (8, 0), (9, 0), &[]);
        check(Placing { others: 3, ..wit }, (8, 0), (9, 0), &[("places-full", "unit")]);
        check(Placing { others: 3, ..wit }, (7, 0), (9, 0), &[("places-full", "unit"), ("outside-window", "starts")]);
        check(Placing { required: None, ..wit }, (8, 0), (9, 0), &[("unit-not-asked", "unit")]);
        let over = window.opens.day.at(Zone::Wit, 16, 0);
        check(Placing { now: over, ..wit }, (8, 0), (9, 0), &[("drive-over", "starts")]);
        check(Placing { now: over, zone: Zone::Wib, ..wit }, (15, 0), (16, 0), &[]);
    }
}
