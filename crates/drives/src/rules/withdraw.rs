//! May a drive be withdrawn? One that was announced by mistake is, with the places that are planned, as long as none has begun.

use super::Standing;
use crate::model::{Drive, Window};
use netra_activities::model::State;
use netra_base::{Lang, Moment, Refusal};

/// Planned places cancelled with a drive at most: each takes some two milliseconds with its record, so that the transaction is
/// over within two seconds.
pub const MOST_WITHDRAWN: usize = 1_000;

/// What decides whether a drive may be withdrawn.
#[derive(Debug, Clone, Copy)]
pub struct Withdrawing<'a> {
    /// Its window.
    pub window: Window,
    /// The present.
    pub now: Moment,
    /// Its places.
    pub places: &'a [Standing],
    /// Places planned when the asker was told how many go with it.
    pub told: usize,
}

/// May the drive be withdrawn, with the places that are planned?
///
/// # Errors
/// `begun-places`, `drive-over`, `places-many`, `places-other` when more or fewer are planned than the asker was told.
pub fn may_withdraw(facts: &Withdrawing<'_>) -> Result<(), Refusal> {
    let said = |id: &str, en: &str, count: usize| {
        let many = |lang: Lang| lang.number(i64::try_from(count).unwrap_or(i64::MAX));
        (format!("{} {id}", many(Lang::Id)), format!("{} {en}", many(Lang::En)))
    };
    let begun = facts.places.iter().filter(|place| place.state != State::Planned).count();
    if begun > 0 {
        let (id, en) = said(
            "tempat sudah mulai atau selesai; kegiatan serentak tidak dapat ditarik lagi. Tempat yang belum mulai dapat dibatalkan satu per satu di halamannya.",
            "places have begun or are over; the drive can no longer be withdrawn. Places that have not begun can be cancelled one by one on their pages.",
            begun,
        );
        return Err(Refusal::new("begun-places", id, en));
    }
    if facts.window.last() <= facts.now {
        return Err(Refusal::new(
            "drive-over",
            "Jendela waktu kegiatan serentak ini sudah lewat; kegiatan serentak tidak dapat ditarik lagi.",
            "The window of this drive is over; the drive can no longer be withdrawn.",
        ));
    }
    let planned = facts.places.len();
    if planned > MOST_WITHDRAWN {
        let most = (Lang::Id.number(1_000), Lang::En.number(1_000));
        let (id, en) = said(
            &format!(
                "tempat sudah direncanakan; paling banyak {} dapat dibatalkan sekaligus dengan gerakannya. Mintalah unit membatalkan sebagian dahulu.",
                most.0
            ),
            &format!(
                "places are planned; at most {} can be cancelled together with the drive. Have the units cancel some first.",
                most.1
            ),
            planned,
        );
        return Err(Refusal::new("places-many", id, en));
    }
    if planned != facts.told {
        let (id, en) = said(
            "tempat direncanakan sekarang, tidak lagi sebanyak yang tadi disebut halaman ini. Periksa jumlahnya, lalu tarik sekali lagi.",
            "places are planned now, no longer as many as this page said. Look at the number, then withdraw once more.",
            planned,
        );
        return Err(Refusal::new("places-other", id, en));
    }
    Ok(())
}

/// Does the drive stand? What was withdrawn is neither changed nor planned for.
///
/// # Errors
/// `drive-withdrawn`.
pub fn stands(drive: &Drive) -> Result<(), Refusal> {
    match &drive.withdrawn {
        None => Ok(()),
        Some(reason) => Err(Refusal::new(
            "drive-withdrawn",
            format!(
                "Kegiatan serentak ini sudah ditarik ({reason}). Tidak ada yang dapat direncanakan atau diubah lagi di dalamnya."
            ),
            format!("This drive was withdrawn ({reason}). Nothing in it can be planned or changed any more."),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Wall;
    use netra_base::{UnitId, Zone};

    #[track_caller]
    fn check(states: &[State], told: usize, hour: i8, expected: Option<&str>) {
        let wall = |time: &str| Wall::parse(&format!("2024-01-23T{time}")).expect("a time");
        let window = Window { opens: wall("08:00"), closes: wall("16:00") };
        let at = |hour: i8| window.opens.day.at(Zone::Wib, hour, 0);
        let place =
            |state: &State| Standing { unit: UnitId(2), starts: at(9), ends: at(11), zone: Zone::Wib, state: *state };
        let places: Vec<Standing> = states.iter().map(place).collect();
        let facts = Withdrawing { window, now: at(hour), places: &places, told };
        assert_eq!(may_withdraw(&facts).err().map(|refusal| refusal.code), expected, "{states:?} {told} {hour}");
    }

    #[test]
    fn a_drive_is_withdrawn_until_the_first_place_begins() {
        check(&[], 0, 7, None);
        check(&[State::Planned; 3], 3, 9, None);
        check(&[State::Planned; 3], 2, 9, Some("places-other"));
        check(&[State::Planned], 2, 9, Some("places-other"));
        check(&[State::Planned, State::Running], 2, 9, Some("begun-places"));
        check(&[State::Held], 1, 17, Some("begun-places"));
        check(&[State::Planned], 1, 16, Some("drive-over"));
        check(&[State::Planned; MOST_WITHDRAWN], MOST_WITHDRAWN, 9, None);
        check(&[State::Planned; MOST_WITHDRAWN + 1], MOST_WITHDRAWN + 1, 9, Some("places-many"));
    }
}
