//! The decisions of attendance: when one may check in and how that counts, among whose people somebody is, what an
//! operator may change, how long guessing is stopped. Facts in, an answer out. Codes are in `rules/code.rs`.

pub mod code;

use crate::model::{Party, State, Timing};
use netra_activities::model::{self as activities, Activity};
use netra_base::{Moment, Refusal, UnitId};

const MINUTE: i64 = 60_000;

/// The doors open an hour before: people come early to a roll call at seven, and not the day before.
pub const BEFORE_MS: i64 = 60 * MINUTE;
/// Once begun, and while nobody says that it is over, the doors stay open so long after the end: a roll call overruns by
/// minutes and a day of talks by hours, and a button forgotten in the afternoon keeps nothing open into the next day's work.
pub const OVERRUN_MS: i64 = 6 * 60 * MINUTE;
/// Who comes up to a quarter of an hour after the announced beginning is in time.
pub const GRACE_MS: i64 = 15 * MINUTE;
/// Wrong codes that cost nothing but themselves.
pub const FREE_GUESSES: i64 = 5;
/// After those, and after each further one, nothing is taken for two minutes. Thirty guesses an hour at six digits of
/// which three are right at a time: one in eleven thousand hours.
pub const LOCK_MS: i64 = 2 * MINUTE;
/// Wrong codes are forgotten after so long.
pub const MEMORY_MS: i64 = 30 * MINUTE;

/// From when on one may check in: an hour before the announced beginning, or the moment at which it was started before that.
#[must_use]
pub fn opens(activity: &Activity) -> Moment {
    let announced = activity.starts.plus_ms(-BEFORE_MS);
    activity.started.map_or(announced, |started| started.min(announced))
}

/// When it should end. An activity that began late ends late: what was announced is moved by the delay.
#[must_use]
pub fn ends(activity: &Activity) -> Moment {
    let delay = activity.started.map_or(0, |started| (started.0 - activity.starts.0).max(0));
    activity.ends.plus_ms(delay)
}

/// Until when one may check in: until somebody says that it is over, and not for ever; until its end where nobody said that
/// it began.
#[must_use]
pub fn closes(activity: &Activity) -> Moment {
    let latest = ends(activity).plus_ms(if activity.started.is_some() { OVERRUN_MS } else { 0 });
    activity.finished.map_or(latest, |finished| finished.min(latest))
}

/// How a moment counts against the announced beginning.
#[must_use]
pub fn timing(starts: Moment, at: Moment) -> Timing {
    if at < starts {
        Timing::Early
    } else if at <= starts.plus_ms(GRACE_MS) {
        Timing::OnTime
    } else {
        Timing::Late
    }
}

/// May somebody check in at `now`, and how does it count?
///
/// # Errors
/// A refusal before the doors open, after the end, and for what was cancelled.
pub fn admits(activity: &Activity, now: Moment) -> Result<Timing, Refusal> {
    let zone = activity.zone;
    let say = |at: Moment| (netra_base::Lang::Id.moment(at, zone), netra_base::Lang::En.moment(at, zone));
    if activity.state == activities::State::Cancelled {
        return Err(cancelled());
    }
    let opens = opens(activity);
    if now < opens {
        let (id, en) = say(opens);
        return Err(Refusal::new(
            "attendance-early",
            format!("Presensi baru dibuka {id}. Datang lagi pada saat itu."),
            format!("Check-in opens on {en}. Come back then."),
        ));
    }
    let closes = closes(activity);
    if now > closes || activity.finished.is_some() {
        let (id, en) = say(closes);
        return Err(over(activity.started.is_none() || activity.finished.is_some(), (&id, &en)));
    }
    Ok(timing(activity.starts, now))
}

/// The sentence after the doors are closed; `ended`: at its end, and not because nobody said that it is over.
fn over(ended: bool, (id, en): (&str, &str)) -> Refusal {
    let (id, en) = if ended {
        (
            format!("Kegiatan ini sudah selesai {id}; presensi ditutup."),
            format!("This activity ended on {en}; check-in is closed."),
        )
    } else {
        (
            format!("Waktu kegiatan ini sudah lama lewat; presensi ditutup {id}."),
            format!("The time of this activity is long over; check-in was closed on {en}."),
        )
    };
    Refusal::new(
        "attendance-over",
        format!("{id} Bila Anda hadir, sampaikan kepada operator unit penyelenggara."),
        format!("{en} If you were there, tell the host unit's operator."),
    )
}

/// The sentence about what was cancelled.
#[must_use]
pub fn cancelled() -> Refusal {
    Refusal::new(
        "activity-cancelled",
        "Kegiatan ini dibatalkan; tidak ada yang dihitung hadir.",
        "This activity was cancelled; nobody is counted present.",
    )
}

/// May an operator change the list at `now`? From when the doors open, and without end: what is found out later is
/// corrected later, and leaves its leaf.
///
/// # Errors
/// A refusal before the doors open and for what was cancelled.
pub fn may_keep(activity: &Activity, now: Moment) -> Result<(), Refusal> {
    if activity.state == activities::State::Cancelled {
        return Err(cancelled());
    }
    if now < opens(activity) {
        return Err(Refusal::new(
            "attendance-early",
            "Kegiatan ini belum mulai: kehadiran dicatat paling awal satu jam sebelumnya.",
            "This activity has not begun: attendance is kept from an hour before it.",
        ));
    }
    Ok(())
}

/// Does a change now leave a leaf? Once the activity is held its numbers have been told.
#[must_use]
pub fn is_correction(activity: &Activity) -> bool {
    activity.state == activities::State::Held
}

/// Among whose people somebody of the unit with path `person` is: the nearest of host and delegations at or above it, so
/// that a delegation from below the host counts as a delegation. A delegation from above the host is that unit alone: with
/// it come neither the host's sisters nor the whole house.
#[must_use]
pub fn party(person: &str, host: &str, delegations: &[(UnitId, String)]) -> Party {
    let of = |path: &str| person == path || person.starts_with(path) && !host.starts_with(path);
    let nearest = delegations.iter().filter(|(_, path)| of(path)).max_by_key(|(_, path)| path.len());
    let own = person.starts_with(host);
    match nearest {
        Some((unit, path)) if !own || path.len() > host.len() => Party::Delegation(*unit),
        _ if own => Party::Host,
        _ => Party::Visitor,
    }
}

/// May a row go from one state to another by an operator's hand, and is a reason needed?
#[must_use]
pub fn needs_reason(from: Option<State>, to: State, correction: bool) -> bool {
    correction || to == State::Absent || from == Some(State::Absent)
}

/// Until when nothing is taken after so many wrong codes.
#[must_use]
pub fn lock_until(failures: i64, now: Moment) -> Option<Moment> {
    (failures >= FREE_GUESSES).then(|| now.plus_ms(LOCK_MS))
}

/// The sentence while a lock lasts.
#[must_use]
pub fn locked(until: Moment, now: Moment) -> Refusal {
    let minutes = ((until.0 - now.0).max(1) + MINUTE - 1) / MINUTE;
    Refusal::new(
        "attendance-locked",
        format!(
            "Terlalu banyak kode salah dari akun Anda. Tunggu {minutes} menit, atau tunjukkan diri kepada operator."
        ),
        format!("Too many wrong codes from your account. Wait {minutes} minutes, or show yourself to the operator."),
    )
    .at("kode")
}

/// The sentence for a code that was never on the screen.
#[must_use]
pub fn wrong_code() -> Refusal {
    Refusal::new(
        "attendance-code",
        "Kode itu bukan kode kegiatan ini. Pindai kode QR di layar sekali lagi, atau ketik enam angka yang sedang tampil.",
        "That is no code of this activity. Scan the QR code on the screen again, or type the six digits shown now.",
    )
    .at("kode")
}

/// The sentence while no code is on any screen yet.
#[must_use]
pub fn no_code_yet() -> Refusal {
    Refusal::new(
        "attendance-no-code",
        "Kode kegiatan ini belum ditampilkan. Tunggu operator menampilkan layar presensi.",
        "No code of this activity is on a screen yet. Wait for the operator to show it.",
    )
    .at("kode")
}

/// The sentence for somebody whom the operator took off the list.
#[must_use]
pub fn taken_off() -> Refusal {
    Refusal::new(
        "attendance-settled",
        "Operator mencatat bahwa Anda tidak hadir. Bila itu keliru, tunjukkan diri kepada operator.",
        "The operator recorded that you are not here. If that is wrong, show yourself to the operator.",
    )
}

/// The sentence for an account that is nobody of the roster, and for somebody who has left.
#[must_use]
pub fn not_staff() -> Refusal {
    Refusal::new(
        "attendance-nobody",
        "Akun ini bukan akun pegawai yang aktif; operator dapat mencatat Anda sebagai tamu. Bila Anda pegawai yang memegang peran, masuk sekali lagi dengan kode sekali pakai.",
        "This account is no active employee's; the operator can enter you as a guest. If you are an employee with a role, sign in again with a one-time code.",
    )
}

#[cfg(test)]
mod tests;
