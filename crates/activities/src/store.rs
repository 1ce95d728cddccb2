//! SQL of the activities' own tables: one activity here, what belongs to it in `details`, lists in `lists`, drives in lists
//! in `folded`, newly filed reports in `filed`, what is still owed in `owed`, clashes in `clash`, what comes of it in `after`, reports in `report`, counts by party in `party`, keys of feeds in `feed`. Rows are read as they stand
//! (`Kept…`, which the audit compares) and parsed from there.

pub(crate) mod after;
pub(crate) mod clash;
pub(crate) mod details;
pub(crate) mod drive;
pub(crate) mod feed;
pub(crate) mod filed;
pub(crate) mod folded;
pub(crate) mod lists;
pub(crate) mod owed;
pub(crate) mod party;
pub(crate) mod report;

use crate::model::{Activity, ActivityDriveId, ActivityId, ActivityKind, Budget, Mode, Named, Plan, State, Tally};
use anyhow::anyhow;
use netra_base::{DriveId, EmployeeId, EntryId, Error, Moment, Result, UnitId, Zone};
use netra_oversight::model::TeamId;
use netra_pledges::model::OccasionId;
use netra_store::{Row, Tx, params};

/// A column that does not say what it can say.
pub(crate) fn broken(column: &str) -> Error {
    Error::Failed(anyhow!("{column} cannot be read"))
}

/// An activity as its row says, with its leader and the counters of the moment.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub id: ActivityId,
    pub unit: i64,
    pub kind: String,
    pub mode: String,
    pub title: String,
    pub theme: Option<String>,
    pub basis: String,
    pub venue: Option<String>,
    pub link: Option<String>,
    pub starts: i64,
    pub ends: i64,
    pub zone: String,
    pub on_behalf_of: Option<String>,
    pub target: i64,
    pub expected: i64,
    pub team: Option<i64>,
    pub drive: Option<i64>,
    pub pledge_drive: Option<i64>,
    pub occasion: Option<i64>,
    pub ceiling: Option<i64>,
    pub source: Option<String>,
    pub realised: Option<i64>,
    pub state: String,
    pub planned: i64,
    pub planned_by: i64,
    pub revision: i64,
    pub revised: Option<i64>,
    pub started: Option<i64>,
    pub started_by: Option<i64>,
    pub closed: Option<i64>,
    pub closed_by: Option<i64>,
    pub reason: Option<String>,
    pub entry: Option<i64>,
    /// The counts at the end, as they were recorded.
    pub counted: [Option<i64>; 6],
    pub reported: Option<i64>,
    pub leader: Named,
    /// The counters of this moment.
    pub tally: Tally,
}

/// The columns of [`Kept`]; `a` is the activity, `p` its leader.
pub(crate) const ACTIVITY: &str = "SELECT a.id, a.unit, a.kind, a.mode, a.title, a.theme, a.basis, a.venue, a.link, a.starts,
    a.ends, a.zone, a.on_behalf_of, a.target, a.drive, a.pledge_drive, a.occasion, a.ceiling, a.source, a.realised,
    a.state, a.planned, a.planned_by, a.started, a.started_by, a.closed, a.closed_by, a.reason, a.entry, a.present, a.early,
    a.late, a.doubtful, a.guests, a.reported, p.employee, p.name, p.institution, p.function,
    (SELECT CAST(COALESCE(SUM(t.present), 0) AS {int}) FROM activity_tally t WHERE t.activity = a.id),
    (SELECT CAST(COALESCE(SUM(t.early), 0) AS {int}) FROM activity_tally t WHERE t.activity = a.id),
    (SELECT CAST(COALESCE(SUM(t.late), 0) AS {int}) FROM activity_tally t WHERE t.activity = a.id),
    (SELECT CAST(COALESCE(SUM(t.doubtful), 0) AS {int}) FROM activity_tally t WHERE t.activity = a.id),
    (SELECT CAST(COALESCE(SUM(t.guests), 0) AS {int}) FROM activity_tally t WHERE t.activity = a.id), a.expected, a.team,
    a.revision, a.revised, a.on_paper,
    (SELECT CAST(COALESCE(SUM(t.on_paper), 0) AS {int}) FROM activity_tally t WHERE t.activity = a.id)
    FROM activity a LEFT JOIN activity_person p ON p.activity = a.id AND p.number = 0";

pub(crate) fn read(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        id: ActivityId(row.int(0)?),
        unit: row.int(1)?,
        kind: row.text(2)?,
        mode: row.text(3)?,
        title: row.text(4)?,
        theme: row.opt_text(5)?,
        basis: row.text(6)?,
        venue: row.opt_text(7)?,
        link: row.opt_text(8)?,
        starts: row.int(9)?,
        ends: row.int(10)?,
        zone: row.text(11)?,
        on_behalf_of: row.opt_text(12)?,
        target: row.int(13)?,
        drive: row.opt_int(14)?,
        pledge_drive: row.opt_int(15)?,
        occasion: row.opt_int(16)?,
        ceiling: row.opt_int(17)?,
        source: row.opt_text(18)?,
        realised: row.opt_int(19)?,
        state: row.text(20)?,
        planned: row.int(21)?,
        planned_by: row.int(22)?,
        started: row.opt_int(23)?,
        started_by: row.opt_int(24)?,
        closed: row.opt_int(25)?,
        closed_by: row.opt_int(26)?,
        reason: row.opt_text(27)?,
        entry: row.opt_int(28)?,
        counted: [
            row.opt_int(29)?,
            row.opt_int(30)?,
            row.opt_int(31)?,
            row.opt_int(32)?,
            row.opt_int(33)?,
            row.opt_int(48)?,
        ],
        reported: row.opt_int(34)?,
        leader: Named {
            employee: row.opt_int(35)?.map(EmployeeId),
            name: row.opt_text(36)?.unwrap_or_default(),
            institution: row.opt_text(37)?,
            function: row.opt_text(38)?,
        },
        tally: Tally {
            present: row.int(39)?,
            early: row.int(40)?,
            late: row.int(41)?,
            doubtful: row.int(42)?,
            guests: row.int(43)?,
            on_paper: row.int(49)?,
        },
        expected: row.int(44)?,
        team: row.opt_int(45)?,
        revision: row.int(46)?,
        revised: row.opt_int(47)?,
    })
}

/// Instruments in the form in which an activity keeps them: `ins-skb2022,ins-uu20-2023`.
pub(crate) fn basis_text(basis: &[String]) -> String {
    basis.join(",")
}

/// What a row means.
pub(crate) fn parse(kept: Kept) -> Result<Activity> {
    let state = State::parse(&kept.state).ok_or_else(|| broken("activity.state"))?;
    let ended = (state == State::Cancelled).then_some(kept.closed).flatten();
    Ok(Activity {
        id: kept.id,
        unit: UnitId(kept.unit),
        kind: ActivityKind::parse(&kept.kind).ok_or_else(|| broken("activity.kind"))?,
        mode: Mode::parse(&kept.mode).ok_or_else(|| broken("activity.mode"))?,
        title: kept.title,
        theme: kept.theme,
        basis: kept.basis.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        venue: kept.venue,
        link: kept.link,
        starts: Moment(kept.starts),
        ends: Moment(kept.ends),
        zone: Zone::parse(&kept.zone).ok_or_else(|| broken("activity.zone"))?,
        leader: kept.leader,
        on_behalf_of: kept.on_behalf_of,
        target: kept.target,
        expected: kept.expected,
        team: kept.team.map(TeamId),
        drive: kept.drive.map(ActivityDriveId),
        pledge_drive: kept.pledge_drive.map(DriveId),
        occasion: kept.occasion.map(OccasionId),
        budget: kept.ceiling.zip(kept.source).map(|(ceiling, source)| Budget { ceiling, source }),
        realised: kept.realised,
        state,
        planned: Moment(kept.planned),
        revision: kept.revision + i64::from(state == State::Cancelled),
        revised: Moment(ended.or(kept.revised).unwrap_or(kept.planned)),
        started: kept.started.map(Moment),
        finished: (state == State::Held).then_some(kept.closed).flatten().map(Moment),
        reason: kept.reason,
        reported: kept.reported.map(Moment),
        tally: kept.tally,
    })
}

pub(crate) fn kept(tx: &mut Tx<'_>, id: ActivityId) -> Result<Option<Kept>> {
    tx.query_opt(&format!("{ACTIVITY} WHERE a.id = ?1"), params![id.0], read)
}

pub(crate) fn activity(tx: &mut Tx<'_>, id: ActivityId) -> Result<Option<Activity>> {
    kept(tx, id)?.map(parse).transpose()
}

/// Holds an activity until the transaction ends: what is told about it, its end and its report come one after the other.
pub(crate) fn hold(tx: &mut Tx<'_>, id: ActivityId) -> Result<()> {
    tx.query_opt("SELECT id FROM activity WHERE id = ?1 {for_update}", params![id.0], |row| row.int(0))?;
    Ok(())
}

/// Holds an activity's row against changes until the transaction ends, beside others who do the same.
pub(crate) fn share(tx: &mut Tx<'_>, id: ActivityId) -> Result<()> {
    tx.query_opt("SELECT id FROM activity WHERE id = ?1 {for_share}", params![id.0], |row| row.int(0))?;
    Ok(())
}

/// Waits until nobody else plans at this unit (0: at any), and lets others wait until this transaction ends.
pub(crate) fn take_turn(tx: &mut Tx<'_>, unit: UnitId, at: Moment) -> Result<()> {
    tx.execute(
        "INSERT INTO activity_turn (unit, at) VALUES (?1, ?2) ON CONFLICT (unit) DO UPDATE SET at = excluded.at",
        params![unit, at],
    )?;
    Ok(())
}

/// Keeps a new activity without what belongs to it.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    unit: UnitId,
    plan: &Plan,
    (venue_key, expected, occasion): (Option<&str>, i64, Option<OccasionId>),
    (at, by): (Moment, i64),
) -> Result<ActivityId> {
    let new = &plan.new;
    let id = tx.insert(
        "INSERT INTO activity (unit, kind, mode, title, theme, basis, venue, venue_key, link, starts, ends, zone, on_behalf_of,
           target, drive, pledge_drive, ceiling, source, state, planned, planned_by, occasion, expected,
           team)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 'planned', ?19, ?20, ?21,
           ?22, ?23)",
        params![
            unit,
            new.kind.code(),
            new.mode.code(),
            &new.title,
            new.theme.as_deref(),
            basis_text(&new.basis),
            new.venue.as_deref(),
            venue_key,
            new.link.as_deref(),
            plan.starts,
            plan.ends,
            plan.zone.abbreviation(),
            new.on_behalf_of.as_deref(),
            new.target,
            new.drive.map(|drive| drive.0),
            new.pledge_drive,
            new.budget.as_ref().map(|budget| budget.ceiling),
            new.budget.as_ref().map(|budget| budget.source.as_str()),
            at,
            by,
            occasion.map(|one| one.0),
            expected,
            new.team.map(|team| team.0),
        ],
    )?;
    Ok(ActivityId(id))
}

/// Keeps a changed plan of what is not over. The unit and the drive stay.
pub(crate) fn update(
    tx: &mut Tx<'_>,
    id: ActivityId,
    plan: &Plan,
    (venue_key, expected, occasion): (Option<&str>, i64, Option<OccasionId>),
    now: Moment,
) -> Result<()> {
    let new = &plan.new;
    let rows = tx.execute(
        "UPDATE activity SET kind = ?2, mode = ?3, title = ?4, theme = ?5, basis = ?6, venue = ?7, venue_key = ?8, link = ?9,
           starts = ?10, ends = ?11, zone = ?12, on_behalf_of = ?13, target = ?14, pledge_drive = ?15, ceiling = ?16, source = ?17,
           occasion = ?18, expected = ?19, team = ?20, revision = revision + 1, revised = ?21
         WHERE id = ?1 AND state IN ('planned', 'running')",
        params![
            id.0,
            new.kind.code(),
            new.mode.code(),
            &new.title,
            new.theme.as_deref(),
            basis_text(&new.basis),
            new.venue.as_deref(),
            venue_key,
            new.link.as_deref(),
            plan.starts,
            plan.ends,
            plan.zone.abbreviation(),
            new.on_behalf_of.as_deref(),
            new.target,
            new.pledge_drive,
            new.budget.as_ref().map(|budget| budget.ceiling),
            new.budget.as_ref().map(|budget| budget.source.as_str()),
            occasion.map(|one| one.0),
            expected,
            new.team.map(|team| team.0),
            now,
        ],
    )?;
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// The same plan by the same account, still to be held: what a second press finds.
pub(crate) fn same(tx: &mut Tx<'_>, unit: UnitId, plan: &Plan, by: i64) -> Result<Option<ActivityId>> {
    tx.query_opt(
        "SELECT id FROM activity WHERE unit = ?1 AND starts = ?2 AND ends = ?3 AND kind = ?4 AND title = ?5
           AND planned_by = ?6 AND state = 'planned' AND COALESCE(venue, '') = ?7 AND COALESCE(drive, 0) = ?8
           AND mode = ?9 AND COALESCE(link, '') = ?10
         ORDER BY id LIMIT 1",
        params![
            unit,
            plan.starts,
            plan.ends,
            plan.new.kind.code(),
            &plan.new.title,
            by,
            plan.new.venue.as_deref().unwrap_or_default(),
            plan.new.drive.map_or(0, |drive| drive.0),
            plan.new.mode.code(),
            plan.new.link.as_deref().unwrap_or_default(),
        ],
        |row| Ok(ActivityId(row.int(0)?)),
    )
}

/// Says that it began. Zero rows changed means that somebody was faster.
pub(crate) fn start(tx: &mut Tx<'_>, id: ActivityId, at: Moment, by: i64) -> Result<u64> {
    tx.execute(
        "UPDATE activity SET state = 'running', started = ?2, started_by = ?3 WHERE id = ?1 AND state = 'planned'",
        params![id.0, at, by],
    )
}

/// Says that it is over, with what was counted, or cancelled, with the reason. Zero rows: somebody was faster.
pub(crate) fn close(
    tx: &mut Tx<'_>,
    id: ActivityId,
    (at, by): (Moment, i64),
    (tally, reason): (Option<Tally>, Option<&str>),
    entry: EntryId,
) -> Result<u64> {
    tx.execute(
        "UPDATE activity SET state = ?2, closed = ?3, closed_by = ?4, reason = ?5, entry = ?6, present = ?7, early = ?8,
           late = ?9, doubtful = ?10, guests = ?11, on_paper = ?12
         WHERE id = ?1 AND state IN ('planned', 'running')",
        params![
            id.0,
            if tally.is_some() { State::Held.code() } else { State::Cancelled.code() },
            at,
            by,
            reason,
            entry,
            tally.map(|one| one.present),
            tally.map(|one| one.early),
            tally.map(|one| one.late),
            tally.map(|one| one.doubtful),
            tally.map(|one| one.guests),
            tally.map(|one| one.on_paper),
        ],
    )
}

/// Moves the counters of those present.
pub(crate) fn count(tx: &mut Tx<'_>, id: ActivityId, delta: &Tally) -> Result<()> {
    let lane = tx.lane();
    tx.execute(
        "INSERT INTO activity_tally (activity, lane, present, early, late, doubtful, guests, on_paper)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (activity, lane) DO UPDATE SET present = activity_tally.present + excluded.present,
           early = activity_tally.early + excluded.early, late = activity_tally.late + excluded.late,
           doubtful = activity_tally.doubtful + excluded.doubtful, guests = activity_tally.guests + excluded.guests,
           on_paper = activity_tally.on_paper + excluded.on_paper",
        params![id.0, lane, delta.present, delta.early, delta.late, delta.doubtful, delta.guests, delta.on_paper],
    )?;
    Ok(())
}

/// Activities after a number that have counters, in the order of numbers.
pub(crate) fn counted(tx: &mut Tx<'_>, after: ActivityId, limit: u32) -> Result<Vec<ActivityId>> {
    let sql =
        format!("SELECT DISTINCT activity FROM activity_tally WHERE activity > ?1 ORDER BY activity LIMIT {limit}");
    tx.query(&sql, params![after.0], |row| Ok(ActivityId(row.int(0)?)))
}
