//! What programs say and hear of drives.

use crate::actions::{Board, Seen, Totals, UnitRow};
use crate::model::{self, ActivityKind, AgendaLine, Definition, Exception, NewDrive, Share, Wall, Window};
use crate::pages::meanings;
use netra_base::{Lang, Refusal};
use netra_registry::model::UnitKind;
use netra_web::form::Refusals;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The number of what was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Made {
    /// The number.
    pub(super) id: i64,
}

/// A line of the agenda template.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AgendaBody {
    /// Minutes after the start.
    minute: i64,
    /// What happens.
    item: String,
}

/// A drive.
#[derive(Debug, Serialize, ToSchema)]
pub struct DriveBody {
    /// Its number.
    id: i64,
    /// Its version, from 1.
    version: i64,
    /// The code of the unit whose branch is asked.
    unit: String,
    /// The code of the unit that announces it.
    announcer: String,
    /// Its name.
    title: String,
    /// What it is about.
    theme: String,
    /// Ids of the instruments it rests on.
    basis: Vec<String>,
    /// What is held at each place.
    kind: &'static str,
    /// Where the material is.
    material: Option<String>,
    /// What happens at a place.
    agenda: Vec<AgendaBody>,
    /// No place begins before, by the clock of its unit.
    #[schema(example = "2024-01-23T08:00")]
    opens: String,
    /// No place ends after, by the clock of its unit.
    closes: String,
    /// Kinds of unit that are asked.
    kinds: Vec<&'static str>,
    /// Places asked of each.
    required: i64,
    /// Places of a unit at most.
    most: i64,
    /// Participants of a place.
    target: i64,
    /// Why it was withdrawn; absent while it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<String>,
}

impl DriveBody {
    pub(super) fn of(seen: &Seen) -> Self {
        let set = &seen.drive.definition;
        let line = |line: &AgendaLine| AgendaBody { minute: line.minute, item: line.item.clone() };
        Self {
            id: seen.drive.id.0,
            version: seen.drive.version,
            unit: seen.unit.code.to_string(),
            announcer: seen.announcer.code.to_string(),
            title: set.title.clone(),
            theme: set.theme.clone(),
            basis: set.basis.clone(),
            kind: set.kind.code(),
            material: set.material.clone(),
            agenda: set.agenda.iter().map(line).collect(),
            opens: set.window.opens.to_string(),
            closes: set.window.closes.to_string(),
            kinds: set.kinds.iter().map(|kind| kind.code()).collect(),
            required: set.required,
            most: set.most,
            target: set.target,
            withdrawn: seen.drive.withdrawn.clone(),
        }
    }
}

/// Drives, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DriveList {
    /// They.
    pub(super) drives: Vec<DriveBody>,
    /// Continue with `?below=` this number; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) below: Option<i64>,
}

/// Sums of a drive or a part of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotalsBody {
    /// Units asked.
    units: i64,
    /// Of these, with nothing planned.
    units_none: i64,
    /// Of these, with fewer places than asked.
    units_some: i64,
    /// Of these, with as many as asked.
    units_enough: i64,
    /// Places asked for.
    required: i64,
    /// Of these, planned.
    covered: i64,
    /// Places, cancelled ones not counted.
    places: i64,
    /// Of these, begun or over.
    begun: i64,
    /// Of these, over.
    held: i64,
    /// Of those over, reported.
    reported: i64,
    /// Places cancelled.
    cancelled: i64,
    /// Of the places not begun, past their time.
    unstarted: i64,
    /// Everybody who came, delegations and guests included: of `expected`.
    came: i64,
    /// Everybody awaited: targets, invited groups, delegations.
    expected: i64,
    /// Of those awaited, employees of the hosts.
    target: i64,
    /// Of those who came, employees.
    present: i64,
    /// Of those who came, guests.
    guests: i64,
    /// Counted on sheets of paper without names, perhaps the same people: not among those who came.
    on_paper: i64,
}

impl TotalsBody {
    fn of(totals: &Totals) -> Self {
        Self {
            units: totals.units,
            units_none: totals.none,
            units_some: totals.some,
            units_enough: totals.enough,
            required: totals.required,
            covered: totals.covered,
            places: totals.places,
            begun: totals.begun(),
            held: totals.held,
            reported: totals.reported,
            cancelled: totals.cancelled,
            unstarted: totals.unstarted,
            came: totals.came(),
            expected: totals.expected,
            target: totals.target,
            present: totals.tally.present,
            guests: totals.tally.guests,
            on_paper: totals.tally.on_paper,
        }
    }
}

/// A unit on the board.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitBody {
    /// The code.
    unit: String,
    /// The name.
    name: String,
    /// `none`, `some` or `enough`.
    state: &'static str,
    /// Places asked of it.
    required: i64,
    /// Places it has.
    places: i64,
    /// Of these, going on.
    running: i64,
    /// Of these, over.
    held: i64,
    /// Of those over, reported.
    reported: i64,
    /// Of those not begun, past their time.
    unstarted: i64,
    /// Everybody who came, delegations and guests included: of `expected`.
    came: i64,
    /// Everybody awaited there.
    expected: i64,
    /// Of those awaited, its own employees.
    target: i64,
    /// Of those who came, employees.
    present: i64,
    /// Of those who came, guests.
    guests: i64,
    /// Counted on sheets of paper without names, perhaps the same people: not among those who came.
    on_paper: i64,
}

impl UnitBody {
    fn of(row: &UnitRow) -> Self {
        let sums = &row.sums;
        Self {
            unit: row.unit.code.to_string(),
            name: row.unit.name.clone(),
            state: row.group().code(),
            required: row.required,
            places: row.places(),
            running: sums.running,
            held: sums.held,
            reported: sums.reported,
            unstarted: sums.unstarted,
            came: sums.tally.people(),
            expected: sums.expected,
            target: sums.target,
            present: sums.tally.present,
            guests: sums.tally.guests,
            on_paper: sums.tally.on_paper,
        }
    }
}

/// What a number means.
#[derive(Debug, Serialize, ToSchema)]
pub struct Meaning {
    /// The number's name.
    name: &'static str,
    /// What is counted.
    means: &'static str,
}

/// The plan board.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardBody {
    /// When this was true.
    at: String,
    /// The whole drive.
    whole: TotalsBody,
    /// What the asker sees of it, when that is not the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<TotalsBody>,
    /// Pairs of places that share a person or a venue at one time, of those the asker sees.
    clashes: usize,
    /// What each number means.
    meanings: Vec<Meaning>,
    /// Units in the order of the tree.
    units: Vec<UnitBody>,
}

impl BoardBody {
    pub(super) fn of(board: &Board, lang: Lang) -> Self {
        Self {
            at: board.at.iso(board.seen.unit.zone),
            whole: TotalsBody::of(&board.whole),
            branch: board.branch.as_ref().map(TotalsBody::of),
            clashes: board.clashes.len(),
            meanings: meanings(lang).into_iter().map(|(name, means)| Meaning { name, means }).collect(),
            units: board.rows.iter().map(UnitBody::of).collect(),
        }
    }
}

/// A unit with a number of its own.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ExceptionBody {
    /// Its code.
    unit: String,
    /// Places asked of it; absent when it is left out.
    places: Option<i64>,
}

/// A drive to be announced.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewDriveBody {
    /// The code of the unit whose branch is asked.
    #[schema(example = "KUMHAM")]
    unit: String,
    /// The code of the unit that announces it.
    #[schema(example = "E1-09")]
    announcer: String,
    /// Its name.
    title: String,
    /// What it is about.
    theme: String,
    /// Ids of the instruments it rests on.
    basis: Vec<String>,
    /// `roll-call`, `readiness`, `declaration`, `meeting`, `outreach`, `training` or `coordination`.
    kind: String,
    /// Where the material is.
    material: Option<String>,
    /// What happens at a place, in order of time.
    #[serde(default)]
    agenda: Vec<AgendaBody>,
    /// No place begins before, by the clock of its unit.
    #[schema(example = "2024-01-23T08:00")]
    opens: String,
    /// No place ends after, by the clock of its unit.
    closes: String,
    /// Kinds of unit that are asked: `kanwil`, `lapas`, ….
    kinds: Vec<String>,
    /// Places asked of each.
    required: i64,
    /// Places of a unit at most.
    most: i64,
    /// Units for which another number holds.
    #[serde(default)]
    exceptions: Vec<ExceptionBody>,
    /// Participants of a place.
    target: i64,
}

fn choice<T>(text: &str, field: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
    parse(text).ok_or_else(|| {
        let id = format!("{field}: kata tidak dikenal; lihat uraian API.");
        Refusal::new("choice", id, format!("{field}: unknown word; see the description of the API.")).at(field)
    })
}

pub(super) fn wall(text: &str, field: &'static str) -> Result<Wall, Refusal> {
    Wall::parse(text).ok_or_else(|| {
        let id = format!("{field}: tulis hari dan jam seperti 2024-01-23T08:00.");
        Refusal::new("time", id, format!("{field}: write day and time like 2024-01-23T08:00.")).at(field)
    })
}

impl NewDriveBody {
    pub(super) fn parse(self) -> netra_base::Result<NewDrive> {
        let mut refused = Refusals::default();
        let title = refused.take(model::title(&self.title));
        let theme = refused.take(model::theme(&self.theme));
        let material = refused.take(model::material(self.material.as_deref().unwrap_or_default()));
        let kind = refused.take(choice(&self.kind, "kind", ActivityKind::parse));
        let lines: Vec<String> = self
            .agenda
            .iter()
            .take(model::MOST_AGENDA + 1)
            .map(|line| format!("{} {}", line.minute, line.item.replace('\n', " ")))
            .collect();
        let agenda = refused.take(model::agenda(&lines.join("\n")));
        let opens = refused.take(wall(&self.opens, "opens"));
        let closes = refused.take(wall(&self.closes, "closes"));
        let mut kinds = Vec::new();
        for code in self.kinds.iter().take(UnitKind::ALL.len()) {
            kinds.extend(refused.take(choice(code, "kinds", |code| UnitKind::parse(code).ok())));
        }
        let (Some(title), Some(theme), Some(material), Some(kind), Some(agenda), Some(opens), Some(closes)) =
            (title, theme, material, kind, agenda, opens, closes)
        else {
            return Err(refused.into_error());
        };
        refused.check()?;
        let exceptions = self
            .exceptions
            .into_iter()
            .take(model::MOST_EXCEPTIONS + 1)
            .map(|one| Exception { unit: one.unit, share: one.places.map_or(Share::LeftOut, Share::Places) });
        let definition = Definition {
            title,
            theme,
            basis: self.basis,
            kind,
            material,
            agenda,
            window: Window { opens, closes },
            kinds,
            required: self.required,
            most: self.most,
            exceptions: exceptions.collect(),
            target: self.target,
        };
        Ok(NewDrive { unit: self.unit, announcer: self.announcer, definition })
    }
}
