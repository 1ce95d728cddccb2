//! When an activity may start, end, be cancelled, be reported; what may still change about it.

use crate::model::{Activity, ActivityDriveId, Details, Plan, State};
use netra_base::{Lang, Moment, Refusal};

const HOUR: i64 = 3_600_000;
/// So long before its first minute an activity may be started: benches are set up and the code is on the screen.
pub const EARLY_MS: i64 = 6 * HOUR;
/// So long after its last minute it may still be started: it began late and nobody pressed the button.
pub const LATE_MS: i64 = 24 * HOUR;

fn not_now(activity: &Activity, id: &str, en: &str) -> Refusal {
    let (now_id, now_en) = (activity.state.name(Lang::Id).to_lowercase(), activity.state.name(Lang::En).to_lowercase());
    Refusal::new("state", format!("{id} Keadaannya sekarang: {now_id}."), format!("{en} It is {now_en} now."))
}

/// May its plan still change? Once it has begun, only as [`keeps_begun`] says.
///
/// # Errors
/// `state`.
pub fn may_change(activity: &Activity) -> Result<(), Refusal> {
    match activity.state {
        State::Planned | State::Running => Ok(()),
        _ => Err(not_now(
            activity,
            "Yang direncanakan hanya dapat diubah sebelum kegiatan selesai.",
            "What was planned can change only until the activity is over.",
        )),
    }
}

/// Does a plan leave standing what stands once the activity has begun? Who leads and speaks, where and in which order may
/// turn out otherwise on the day; people were invited, counted and asked to sign by the rest. Lists stand in any order.
///
/// # Errors
/// `begun`.
pub fn keeps_begun(there: &Activity, kept: &Details, plan: &Plan, details: &Details) -> Result<(), Refusal> {
    let new = &plan.new;
    let named = (new.kind, new.mode, &new.title, &new.theme) == (there.kind, there.mode, &there.title, &there.theme);
    let timed = (plan.starts, plan.ends) == (there.starts, there.ends);
    let counted = (new.target, new.team, new.pledge_drive, &new.budget)
        == (there.target, there.team, there.pledge_drive, &there.budget);
    let invited = same(&details.invited, &kept.invited) && same(&details.delegations, &kept.delegations);
    if named && timed && counted && invited && same(&new.basis, &there.basis) {
        return Ok(());
    }
    Err(Refusal::new(
        "begun",
        "Kegiatan sudah dimulai; yang dapat diubah tinggal pemimpin, narasumber, tempat, tautan, dan susunan acara.",
        "The activity has begun; only leader, speakers, venue, link and agenda can still be changed.",
    ))
}

/// The same things, in whatever order.
fn same<T: Ord>(one: &[T], other: &[T]) -> bool {
    fn sorted<T: Ord>(list: &[T]) -> Vec<&T> {
        let mut list: Vec<&T> = list.iter().collect();
        list.sort_unstable();
        list
    }
    sorted(one) == sorted(other)
}

/// May it start at this moment?
///
/// # Errors
/// `state`, `too-early`, `too-late`.
pub fn may_start(activity: &Activity, now: Moment) -> Result<(), Refusal> {
    if activity.state != State::Planned {
        return Err(not_now(
            activity,
            "Kegiatan ini tidak menunggu dimulai.",
            "This activity does not wait to be started.",
        ));
    }
    if now < activity.starts.plus_ms(-EARLY_MS) {
        return Err(Refusal::new(
            "too-early",
            format!(
                "Paling cepat dimulai 6 jam sebelum waktunya, {}.",
                Lang::Id.moment(activity.starts, activity.zone)
            ),
            format!(
                "It starts 6 hours before its time at the earliest, {}.",
                Lang::En.moment(activity.starts, activity.zone)
            ),
        ));
    }
    if now > activity.ends.plus_ms(LATE_MS) {
        return Err(Refusal::new(
            "too-late",
            "Waktunya sudah lewat lebih dari sehari. Catat langsung sebagai selesai.",
            "Its time passed more than a day ago. Record it as finished right away.",
        ));
    }
    Ok(())
}

/// May it end at this moment? Also one that nobody started, once its first minute has passed.
///
/// # Errors
/// `state`, `not-begun`.
pub fn may_finish(activity: &Activity, now: Moment) -> Result<(), Refusal> {
    match activity.state {
        State::Running => Ok(()),
        State::Planned if now >= activity.starts => Ok(()),
        State::Planned => Err(Refusal::new(
            "not-begun",
            format!("Kegiatan ini baru mulai {}.", Lang::Id.moment(activity.starts, activity.zone)),
            format!("This activity begins only {}.", Lang::En.moment(activity.starts, activity.zone)),
        )),
        _ => Err(not_now(
            activity,
            "Kegiatan ini tidak dapat diselesaikan lagi.",
            "This activity cannot be finished again.",
        )),
    }
}

/// May it be cancelled?
///
/// # Errors
/// `state`.
pub fn may_cancel(activity: &Activity) -> Result<(), Refusal> {
    match activity.state {
        State::Planned | State::Running => Ok(()),
        _ => Err(not_now(
            activity,
            "Kegiatan ini tidak dapat dibatalkan lagi.",
            "This activity cannot be cancelled any more.",
        )),
    }
}

/// May minutes, decisions, photos, quotes and figures of money change? From the start on; after the report is filed only
/// while it is opened for correction.
///
/// # Errors
/// `state`, `reported`.
pub fn may_tell(activity: &Activity, correcting: bool) -> Result<(), Refusal> {
    match (activity.state, activity.reported, correcting) {
        (State::Running | State::Held, None, _) | (State::Held, Some(_), true) => Ok(()),
        (State::Held, Some(_), false) => Err(Refusal::new(
            "reported",
            "Laporannya sudah disampaikan. Buka koreksi laporan dulu, dengan alasannya.",
            "Its report is filed. Open the report for correction first, with the reason.",
        )),
        _ => Err(not_now(
            activity,
            "Isian ini terbuka sejak kegiatan dimulai.",
            "This can be filled in once the activity has started.",
        )),
    }
}

/// May papers be attached and taken away? Invitation and slides from the planning on, the rest as with all that is told.
///
/// # Errors
/// `state`, `reported`.
pub fn may_attach(activity: &Activity, correcting: bool) -> Result<(), Refusal> {
    if activity.state == State::Planned { Ok(()) } else { may_tell(activity, correcting) }
}

/// May it be changed from here? A place of a simultaneous drive is changed through its drive, which holds its window.
///
/// # Errors
/// `drive-keeps`.
pub fn may_change_here(activity: &Activity, by: Option<ActivityDriveId>) -> Result<(), Refusal> {
    if activity.drive == by {
        return Ok(());
    }
    Err(Refusal::new(
        "drive-keeps",
        "Kegiatan ini sebuah tempat dalam kegiatan serentak. Ubah lewat halaman kegiatan serentak itu, yang menjaga jendela waktunya.",
        "This activity is a place of a simultaneous drive. Change it on the page of that drive, which keeps its window.",
    ))
}

/// May its report be filed? `correcting` when a filed one was opened again.
///
/// # Errors
/// `state`, `reported`.
pub fn may_report(activity: &Activity, correcting: bool) -> Result<(), Refusal> {
    if activity.state != State::Held {
        return Err(not_now(
            activity,
            "Laporan disampaikan sesudah kegiatan selesai.",
            "The report is filed once the activity is over.",
        ));
    }
    may_tell(activity, correcting)
}

/// A correction keeps the number of its report: none of another class can be asked for.
///
/// # Errors
/// `number-kept` at `class`.
pub fn keeps_number(class: Option<&str>) -> Result<(), Refusal> {
    match class {
        None => Ok(()),
        Some(_) => Err(Refusal::new(
            "number-kept",
            "Koreksi memakai nomor yang sudah ada pada laporan ini. Kosongkan kode klasifikasi.",
            "A correction keeps the number that this report has. Leave the class empty.",
        )
        .at("class")),
    }
}

/// May its filed report be opened for correction?
///
/// # Errors
/// `not-reported`, `correcting`.
pub fn may_correct(activity: &Activity, correcting: bool) -> Result<(), Refusal> {
    if activity.reported.is_none() {
        return Err(Refusal::new("not-reported", "Belum ada laporan yang disampaikan.", "No report is filed yet."));
    }
    if correcting {
        return Err(Refusal::new(
            "correcting",
            "Koreksi laporan ini sudah dibuka.",
            "This report is open for correction already.",
        ));
    }
    Ok(())
}
