//! The oversight team on whose behalf an activity is held: which may be named, and what a page tells of it.

use crate::model::Activity;
use netra_base::{Day, Error, Lang, Refusal, Result};
use netra_oversight::actions as oversight;
use netra_oversight::model::{Period, Team, TeamId};
use netra_registry::model::Unit;
use netra_store::Tx;

/// The team of an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behalf {
    /// The team.
    pub team: Team,
    /// Its unit: the host or one above it.
    pub unit: Unit,
    /// Is it valid on the day of the activity? One that ended since stays on what was held.
    pub valid: bool,
}

impl Behalf {
    /// For papers: `Tim Pembinaan dan Pengawasan …, Kantor Wilayah Contoh, SK 12/2022 tanggal 19 Oktober 2022`.
    #[must_use]
    pub fn words(&self) -> String {
        let (team, decree) = (&self.team, &self.team.decree);
        // Most names of teams end with their unit.
        let unit = if team.title.contains(&self.unit.name) { String::new() } else { format!(", {}", self.unit.name) };
        format!("{}{unit}, SK {} tanggal {}", team.title, decree.number, Lang::Id.day(decree.day))
    }
}

/// The team of an activity, if it names one.
///
/// # Errors
/// When the database fails.
pub fn behalf(tx: &mut Tx<'_>, activity: &Activity) -> Result<Option<Behalf>> {
    let Some(id) = activity.team else { return Ok(None) };
    let (team, unit) = oversight::pointed(tx, id)?;
    let valid = team.valid().has(activity.starts.day(activity.zone));
    Ok(Some(Behalf { team, unit, valid }))
}

/// Teams for a form to offer, each with its unit, from the top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Teams(pub(crate) Vec<(Team, Unit)>);

/// The teams that an activity of one of these units may name if it begins on one of these days, from the first to the last.
/// With them the one that it names already, also when that acts no more: it is for the keeper to take it out.
///
/// # Errors
/// When the database fails.
pub fn teams_to_name(
    tx: &mut Tx<'_>,
    units: &[Unit],
    (from, until): (Day, Day),
    named: Option<TeamId>,
) -> Result<Teams> {
    let mut teams = oversight::valid_teams(tx, units, Period { from, until })?;
    if let Some(id) = named.filter(|id| teams.iter().all(|(team, _)| team.id != *id)) {
        teams.push(oversight::pointed(tx, id)?);
    }
    Ok(Teams(teams))
}

/// What is wrong about naming this team for an activity of `host` that begins on `day`.
pub(super) fn misnamed(tx: &mut Tx<'_>, host: &Unit, id: TeamId, day: Day) -> Result<Option<Refusal>> {
    let known = match oversight::pointed(tx, id) {
        Ok((team, unit)) => Some(team).filter(|_| host.path.starts_with(&unit.path)),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let refusal = match known {
        Some(team) if team.valid().has(day) => return Ok(None),
        Some(team) => {
            let Period { from, until } = team.valid();
            let words = |lang: Lang| [day, from, until].map(|day| lang.day(day));
            let ([day_id, from_id, until_id], [day_en, from_en, until_en]) = (words(Lang::Id), words(Lang::En));
            Refusal::new(
                "team-not-valid",
                format!(
                    "Tim ini tidak berlaku pada {day_id}; masa tugasnya {from_id} sampai {until_id}. Pilih tim lain atau tanggal lain."
                ),
                format!(
                    "This team is not valid on {day_en}; it acts from {from_en} to {until_en}. Choose another team or day."
                ),
            )
        }
        None => Refusal::new(
            "team-unknown",
            format!("Tim ini bukan tim {} atau unit di atasnya. Pilih dari daftar, atau kosongkan.", host.name),
            format!("This is no team of {} or of a unit above it. Choose from the list, or leave it empty.", host.name),
        ),
    };
    Ok(Some(refusal.at("team")))
}
