//! May a unit hold a place then? Asked when a place is planned and again when it is moved, also some weeks after it was held.

use crate::model::Window;
use netra_activities::model::plan::LATE_DAYS;
use netra_base::{Lang, Moment, Refusal, Say, Zone};

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

/// How long a place may be entered that was held within the window, in both languages.
#[must_use]
pub fn late_words() -> Say {
    Say::new(
        format!("Tempat yang diselenggarakan di dalam jendela masih dapat dicatat sampai {LATE_DAYS} hari sesudahnya."),
        format!("A place that was held within the window can still be entered up to {LATE_DAYS} days afterwards."),
    )
}

/// May the unit have a place from `starts` to `ends`? It lies within the window, whenever it is entered.
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
    if !facts.window.takes(facts.now, facts.zone) {
        return Err(vec![over()]);
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
    refusals.extend(outside(facts, starts, ends));
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn over() -> Refusal {
    let late = late_words();
    Refusal::new(
        "drive-over",
        format!(
            "Jendela waktu kegiatan serentak ini sudah lewat lebih dari {LATE_DAYS} hari di zona unit ini. {}",
            late.id
        ),
        format!(
            "The window of this drive was over more than {LATE_DAYS} days ago in the zone of this unit. {}",
            late.en
        ),
    )
    .at("starts")
}

/// What is wrong about the times of a place by the window; once that is over, with how long a place may still be entered.
fn outside(facts: &Placing, starts: Moment, ends: Moment) -> Option<Refusal> {
    let closes = facts.window.closes.at(facts.zone);
    let said = |lang: Lang| format!("{} {}", facts.window.words(lang), facts.zone.abbreviation());
    if starts < facts.window.opens.at(facts.zone) || starts >= closes {
        let late = if closes <= facts.now { late_words() } else { Say::new("", "") };
        let (id, en) = (
            format!(
                "Tempat ini mulai di luar jendela kegiatan serentak: {}. Pilih waktu di dalamnya. {}",
                said(Lang::Id),
                late.id
            ),
            format!(
                "This place begins outside the window of the drive: {}. Choose a time within. {}",
                said(Lang::En),
                late.en
            ),
        );
        return Some(Refusal::new("outside-window", id.trim_end().to_owned(), en.trim_end().to_owned()).at("starts"));
    }
    (ends > closes).then(|| {
        Refusal::new(
            "outside-window",
            format!("Tempat ini berakhir sesudah jendela kegiatan serentak: {}. Akhiri lebih awal.", said(Lang::Id)),
            format!("This place ends after the window of the drive: {}. End it earlier.", said(Lang::En)),
        )
        .at("ends")
    })
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
        // What was held within may be entered for a month and a day, what was not never.
        let over = window.opens.day.at(Zone::Wit, 16, 0);
        check(Placing { now: over, ..wit }, (8, 0), (9, 0), &[]);
        check(Placing { now: over, ..wit }, (16, 0), (17, 0), &[("outside-window", "starts")]);
        let last = window.opens.day.plus_days(LATE_DAYS).at(Zone::Wit, 23, 59);
        check(Placing { now: last, ..wit }, (8, 0), (16, 0), &[]);
        check(Placing { now: last, ..wit }, (15, 0), (16, 1), &[("outside-window", "ends")]);
        check(Placing { now: last.plus_ms(60_000), ..wit }, (8, 0), (9, 0), &[("drive-over", "starts")]);
        check(Placing { now: last.plus_ms(60_000), zone: Zone::Wib, ..wit }, (15, 0), (16, 0), &[]);
    }
}
