//! Planning an activity and changing its plan, until it is over. Who plans keeps the host unit. Clashes and days that should
//! stay free are told once; who confirms means it.

use super::clash::{Clash, MOST_TOLD, at_planning, known};
use super::days::marks;
use super::team::misnamed;
use crate::model::{Activity, ActivityId, Delegation, Details, Named, NewActivity, Plan, Somebody, State};
use crate::rules::clash::venue_key;
use crate::rules::{self, state};
use crate::store;
use netra_base::{Chance, Error, Lang, Moment, Principal, Refusal, Result};
use netra_pledges::actions as pledges;
use netra_pledges::model::{NewOccasion, OccasionId};
use netra_registry::actions as registry;
use netra_registry::model::{Employee, Unit, UnitKind};
use netra_store::Tx;

/// The units at which `who` may plan, outermost first, as the roster has them on that day.
///
/// # Errors
/// When the database fails.
pub fn planning(tx: &mut Tx<'_>, now: Moment, who: &Principal) -> Result<Vec<Unit>> {
    let mut out: Vec<Unit> = Vec::new();
    for path in rules::kept(who) {
        for unit in registry::tree(tx, path, None)? {
            if unit.exists_on(now.day(unit.zone)) {
                out.push(unit);
            }
        }
    }
    Ok(out)
}

/// Plans an activity. The same plan by the same account a second time finds the first.
///
/// # Errors
/// `NotFound` when the asker does not keep the host unit; a refusal for each thing that is wrong, and, until the asker
/// confirms, for each warning (`clash-…`, `day-…`).
pub fn plan(tx: &mut Tx<'_>, chance: &Chance, now: Moment, by: &Principal, new: &NewActivity) -> Result<ActivityId> {
    let unit = registry::unit_by_code(tx, &new.unit)?;
    if !rules::keeps(by, &unit.path) || !unit.exists_on(now.day(unit.zone)) {
        return Err(Error::NotFound);
    }
    let (plan, leader, details) = checked(tx, (now, by), &unit, new, None)?;
    // Plans of one unit come one after the other, so that the second press finds the first also at the same instant.
    store::take_turn(tx, unit.id, now)?;
    if let Some(there) = store::same(tx, unit.id, &plan, by.account.0)? {
        return Ok(there);
    }
    let key = key_of(tx, &unit, &plan)?;
    warned(tx, (now, by), (&unit, None), (&plan, &leader, &details), key.as_deref())?;
    let occasion = occasion(tx, chance, now, by, (&unit, &plan), None)?;
    let counted = (key.as_deref(), details.expected(plan.new.target), occasion);
    let id = store::insert(tx, unit.id, &plan, counted, (now, by.account.0))?;
    store::details::keep(tx, id, (&leader, &unit.name), &details)?;
    store::clash::mark(tx, id, now)?;
    Ok(id)
}

/// Changes the plan of an activity that is not over. Unit and drive stay what they are; once it has begun, most of the rest
/// too, and what is kept and told of it afterwards says what happened in place of what was meant.
///
/// # Errors
/// As [`plan`]; `begun` for what stands since it began, `state` once it is over, `drive-keeps` for a place of a drive that its
/// drive does not change.
pub fn change(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    id: ActivityId,
    new: &NewActivity,
) -> Result<()> {
    let (there, unit) = super::reach::held(tx, by, id)?;
    state::may_change(&there)?;
    state::may_change_here(&there, new.drive)?;
    if there.state == State::Running {
        return change_begun(tx, (now, by), (&there, unit), new);
    }
    let (mut plan, leader, details) = checked(tx, (now, by), &unit, new, None)?;
    plan.new.drive = there.drive;
    let key = key_of(tx, &unit, &plan)?;
    warned(tx, (now, by), (&unit, Some(&there)), (&plan, &leader, &details), key.as_deref())?;
    let occasion = occasion(tx, chance, now, by, (&unit, &plan), Some(&there))?;
    store::update(tx, id, &plan, (key.as_deref(), details.expected(plan.new.target), occasion), now)?;
    store::details::keep(tx, id, (&leader, &unit.name), &details)?;
    store::clash::mark(tx, id, now)
}

/// The same once it has begun: the place to sign, opened perhaps before its time, is not touched.
fn change_begun(
    tx: &mut Tx<'_>,
    (now, by): (Moment, &Principal),
    (there, unit): (&Activity, Unit),
    new: &NewActivity,
) -> Result<()> {
    // Its hours were said on the clock that the unit had then.
    let unit = Unit { zone: there.zone, ..unit };
    let (mut plan, leader, mut details) = checked(tx, (now, by), &unit, new, Some(there))?;
    let kept = store::details::of(tx, there.id)?;
    state::keeps_begun(there, &kept, &plan, &details)?;
    (plan.new.drive, plan.new.basis) = (there.drive, there.basis.clone());
    (details.invited, details.delegations) = (kept.invited, kept.delegations);
    let key = key_of(tx, &unit, &plan)?;
    warned(tx, (now, by), (&unit, Some(there)), (&plan, &leader, &details), key.as_deref())?;
    store::update(tx, there.id, &plan, (key.as_deref(), there.expected, there.occasion), now)?;
    store::details::keep(tx, there.id, (&leader, &unit.name), &details)?;
    store::clash::mark(tx, there.id, now)
}

/// A request that holds. What stands in an activity that has `begun` was looked at when it was planned, by the book, the
/// calendar and the teams of that time.
fn checked(
    tx: &mut Tx<'_>,
    (now, by): (Moment, &Principal),
    unit: &Unit,
    new: &NewActivity,
    begun: Option<&Activity>,
) -> Result<(Plan, Named, Details)> {
    let book = netra_rulebook::actions::current(tx, now)?;
    let stands = |id: &str| begun.is_some_and(|there| there.basis.iter().any(|one| one == id));
    let knows = |id: &str| stands(id) || book.book().instruments().any(|(row, _)| row.id == id);
    let mut refused = Vec::new();
    let asked = begun.and_then(|there| there.started).unwrap_or(now);
    let plan = rules::planned(new, unit.zone, asked, &knows).map_err(|list| refused.extend(list));
    let leader = take(&mut refused, named(tx, by, &new.leader, "leader", None))?;
    let mut details = Details::default();
    for (row, one) in (1..).zip(&new.speakers).take(crate::model::plan::MOST_SPEAKERS) {
        details.speakers.extend(take(&mut refused, named(tx, by, one, "speakers", Some(row)))?);
    }
    for (row, one) in (1..).zip(&new.delegations).take(crate::model::plan::MOST_DELEGATIONS) {
        match registry::unit_by_code(tx, &one.unit) {
            Ok(other) if other.id == unit.id => refused.push(delegation(row, &one.unit, true)),
            Ok(other) => details.delegations.push(Delegation { unit: other.id, expected: one.expected }),
            Err(Error::NotFound) => refused.push(delegation(row, &one.unit, false)),
            Err(other) => return Err(other),
        }
    }
    if let Some(team) = new.team.filter(|_| begun.is_none()) {
        refused.extend(misnamed(tx, unit, team, new.starts.day)?);
    }
    let (Ok(plan), Some(leader), true) = (plan, leader, refused.is_empty()) else {
        return Err(Error::Refused(refused));
    };
    details.invited.clone_from(&plan.new.invited);
    details.agenda.clone_from(&plan.new.agenda);
    // Texts of outsiders as the rules made them clean.
    let leader = clean(&plan.new.leader, leader);
    details.speakers = plan.new.speakers.iter().zip(details.speakers).map(|(one, kept)| clean(one, kept)).collect();
    Ok((plan, leader, details))
}

/// So long before its first minute a pledge counts at the place: people sign while they line up.
const BEFORE_MS: i64 = 3_600_000;
/// So long after its last minute it still counts: the queue before the screen.
pub(super) const AFTER_MS: i64 = 3 * 3_600_000;

/// The place to sign that belongs to a plan: opened, moved with the plan, ended when another pledge or none is signed.
fn occasion(
    tx: &mut Tx<'_>,
    chance: &Chance,
    now: Moment,
    by: &Principal,
    (unit, plan): (&Unit, &Plan),
    there: Option<&Activity>,
) -> Result<Option<OccasionId>> {
    let before = there.and_then(|one| one.pledge_drive.zip(one.occasion));
    let wanted = plan.new.pledge_drive.map(|drive| NewOccasion {
        drive,
        unit: unit.id,
        title: plan.new.title.clone(),
        from: plan.starts.plus_ms(-BEFORE_MS),
        until: plan.ends.plus_ms(AFTER_MS),
    });
    let outcome = match (before, wanted) {
        (Some((drive, id)), Some(new)) if drive == new.drive => {
            pledges::change_occasion(tx, chance, now, by, id, &new).map(|()| Some(id))
        }
        (before, wanted) => {
            if let Some((_, id)) = before {
                pledges::end_occasion(tx, chance, now, by, id)?;
            }
            wanted.map(|new| pledges::open_occasion(tx, chance, now, by, &new)).transpose()
        }
    };
    outcome.map_err(|error| match error {
        // What is wrong about its times stands at the pledge: those of the activity are right.
        Error::Refused(list) => Error::Refused(list.into_iter().map(|one| one.at("pledge_drive")).collect()),
        other => other,
    })
}

/// The value, or none with its refusals noted; failures go on.
fn take<T>(refused: &mut Vec<Refusal>, read: Result<T>) -> Result<Option<T>> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Error::Refused(list)) => {
            refused.extend(list);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn clean(one: &Somebody, kept: Named) -> Named {
    match one {
        Somebody::Outside { name, function, institution } => Named {
            employee: None,
            name: name.clone().unwrap_or_default(),
            institution: institution.clone(),
            function: (!function.is_empty()).then(|| function.clone()),
        },
        _ => kept,
    }
}

fn delegation(row: usize, code: &str, own: bool) -> Refusal {
    let (id, en) = if own {
        ("tuan rumah sendiri; pegawainya dihitung dalam target.", "is the host itself; its people count in the target.")
    } else {
        ("tidak ada. Periksa kodenya.", "does not exist. Check the code.")
    };
    Refusal::new("delegation", format!("Baris {row}: unit {code} {id}"), format!("Line {row}: unit {code} {en}"))
        .at("delegations")
}

/// Somebody as he will be kept: an employee with the roster's words of today.
fn named(tx: &mut Tx<'_>, by: &Principal, one: &Somebody, field: &'static str, row: Option<usize>) -> Result<Named> {
    let person = match one {
        Somebody::Outside { .. } => return Ok(Named::default()),
        Somebody::Nip(nip) => registry::employee_by_nip(tx, *nip)?,
        Somebody::Known(id) => registry::employee(tx, *id).map(Some).or_else(absent)?,
    };
    let unit = person.as_ref().map(|person| registry::unit(tx, person.unit)).transpose()?;
    let (Some(person), Some(unit)) = (person, unit) else { return Err(unknown(field, row).into()) };
    // Who is out of reach does not exist for the asker: he is named by function.
    if !person.service.is_active() || !rules::keeps(by, &unit.path) {
        return Err(unknown(field, row).into());
    }
    Ok(Named {
        employee: Some(person.id),
        name: person.name.as_str().to_owned(),
        institution: Some(unit.name),
        function: person.position,
    })
}

fn absent(error: Error) -> Result<Option<Employee>> {
    if matches!(error, Error::NotFound) { Ok(None) } else { Err(error) }
}

fn unknown(field: &'static str, row: Option<usize>) -> Refusal {
    let (id, en) = row.map_or_else(Default::default, |row| (format!("Baris {row}: "), format!("Line {row}: ")));
    Refusal::new(
        "person-unknown",
        format!(
            "{id}tidak ada pegawai aktif dengan NIP itu di unit Anda. Untuk orang lain tulis jabatan dan lembaganya."
        ),
        format!("{en}nobody in service in your units has that NIP. For anybody else write function and institution."),
    )
    .at(field)
}

/// The key of the venue, within the regional office.
fn key_of(tx: &mut Tx<'_>, unit: &Unit, plan: &Plan) -> Result<Option<String>> {
    let Some(venue) = plan.new.venue.as_deref() else { return Ok(None) };
    let mut region = unit.clone();
    while region.kind != UnitKind::Kanwil
        && let Some(parent) = region.parent
    {
        region = registry::unit(tx, parent)?;
    }
    Ok(Some(venue_key(venue, region.id, unit.id)))
}

fn warned(
    tx: &mut Tx<'_>,
    (now, by): (Moment, &Principal),
    (unit, there): (&Unit, Option<&Activity>),
    (plan, leader, details): (&Plan, &Named, &Details),
    key: Option<&str>,
) -> Result<()> {
    if plan.new.confirmed {
        return Ok(());
    }
    let leader = &leader.of_host(&unit.name);
    let people = || std::iter::once(leader).chain(&details.speakers);
    let id = there.map_or(ActivityId(0), |there| there.id);
    let clashes = at_planning(tx, id, plan, people(), key)?;
    let clashes = known(tx, by, clashes)?;
    let mut warnings: Vec<Refusal> = clashes.iter().take(MOST_TOLD).map(|one| clash_words(one, unit)).collect();
    if let Some(more) = clashes.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        let (id, en) = (format!("Dan {more} bentrok lagi."), format!("And {more} more clashes."));
        warnings.push(Refusal::new("clash-more", id, en).at("confirmed"));
    }
    // Of the day on which it is going on nobody needs to be warned any more.
    let begun = there.is_some_and(|there| there.state == State::Running);
    let days = (!begun).then(|| marks(tx, now, plan.starts.day(plan.zone), plan.ends.day(plan.zone))).transpose()?;
    for marked in days.into_iter().flatten() {
        let words = |lang: Lang| format!("{}: {}.", lang.day(marked.day), marked.mark.words(lang));
        warnings.push(Refusal::new(marked.mark.code(), words(Lang::Id), words(Lang::En)).at("confirmed"));
    }
    if warnings.is_empty() { Ok(()) } else { Err(Error::Refused(warnings)) }
}

fn clash_words(clash: &Clash, host: &Unit) -> Refusal {
    let told = |lang: Lang| {
        let what = match &clash.what {
            super::What::Person(name) => format!("{name} {}", lang.say("sudah bertugas di", "is due already at")),
            super::What::Venue(venue) => format!("{venue} {}", lang.say("sudah dipakai untuk", "is taken already by")),
        };
        let zone = host.zone;
        let (from, until) = (clash.overlap.starts.wall(zone), clash.overlap.ends.wall(zone));
        let other = match clash.other.title.as_str() {
            "" => lang.say("kegiatan lain", "another activity").to_owned(),
            title => format!("\"{title}\""),
        };
        format!("{what} {other} ({:02}.{:02}–{:02}.{:02} {}).", from.0, from.1, until.0, until.1, zone.abbreviation())
    };
    let code = match clash.what {
        super::What::Person(_) => "clash-person",
        super::What::Venue(_) => "clash-venue",
    };
    Refusal::new(code, told(Lang::Id), told(Lang::En)).at("confirmed")
}

/// Is this refusal a warning that a confirmation lifts?
#[must_use]
pub fn is_warning(refusal: &Refusal) -> bool {
    refusal.field.as_deref() == Some("confirmed")
}
