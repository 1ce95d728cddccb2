//! SQL of plans: items, who goes, what follows.

use super::{broken, day};
use crate::model::plan::{Assignment, Effect, FollowUp, Item, ItemKind, ItemState, NewItem, Sums};
use crate::model::{ItemId, TeamId};
use netra_base::{Day, EmployeeId, EntryId, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

/// An item as its row says. `told` is what was found, or why it was cancelled.
#[derive(Debug, Clone)]
pub(crate) struct KeptItem {
    pub id: ItemId,
    pub team: i64,
    pub kind: String,
    pub day: String,
    pub unit: i64,
    pub place: String,
    pub state: String,
    pub held_day: Option<String>,
    pub told: Option<String>,
    pub effect: Effect,
    pub reported: Option<Moment>,
    pub reported_by: Option<i64>,
    pub entry: Option<EntryId>,
}

const ITEM: &str = "SELECT id, team, kind, day, unit, place, state, held_day, told, reached, checked, corrected,
    reported, reported_by, entry FROM oversight_item";

fn read_item(row: &Row<'_>) -> Result<KeptItem> {
    Ok(KeptItem {
        id: ItemId(row.int(0)?),
        team: row.int(1)?,
        kind: row.text(2)?,
        day: row.text(3)?,
        unit: row.int(4)?,
        place: row.text(5)?,
        state: row.text(6)?,
        held_day: row.opt_text(7)?,
        told: row.opt_text(8)?,
        effect: Effect { reached: row.int(9)?, checked: row.int(10)?, corrected: row.int(11)? },
        reported: row.opt_int(12)?.map(Moment),
        reported_by: row.opt_int(13)?,
        entry: row.opt_int(14)?.map(EntryId),
    })
}

fn parse_item(kept: KeptItem) -> Result<Item> {
    let state = match (kept.state.as_str(), kept.held_day, kept.told, kept.reported, kept.entry) {
        ("planned", None, None, None, None) => ItemState::Planned,
        ("held", Some(held), Some(findings), Some(at), Some(entry)) => {
            ItemState::Held { day: day(&held, "oversight_item.held_day")?, findings, effect: kept.effect, at, entry }
        }
        ("cancelled", None, Some(reason), Some(at), Some(entry)) => ItemState::Cancelled { reason, at, entry },
        _ => return Err(broken("oversight_item.state")),
    };
    Ok(Item {
        id: kept.id,
        team: TeamId(kept.team),
        kind: ItemKind::parse(&kept.kind).ok_or_else(|| broken("oversight_item.kind"))?,
        day: day(&kept.day, "oversight_item.day")?,
        unit: UnitId(kept.unit),
        place: kept.place,
        state,
    })
}

/// Keeps an item with those who go.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    team: TeamId,
    unit: UnitId,
    new: &NewItem,
    (at, by): (Moment, i64),
) -> Result<ItemId> {
    let id = tx.query_one(
        "INSERT INTO oversight_item (team, kind, day, unit, place, planned, planned_by, state, reached, checked, corrected)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'planned', 0, 0, 0) RETURNING id",
        params![team.0, new.kind.code(), new.day, unit, &new.place, at, by],
        |row| Ok(ItemId(row.int(0)?)),
    )?;
    for one in &new.who {
        tx.execute(
            "INSERT INTO oversight_assigned (item, employee, due) VALUES (?1, ?2, ?3)",
            params![id.0, one.employee, one.due],
        )?;
    }
    Ok(id)
}

/// Items like this one that are planned already: a few at most, since a second press finds the first.
pub(crate) fn same(tx: &mut Tx<'_>, team: TeamId, unit: UnitId, new: &NewItem) -> Result<Vec<ItemId>> {
    tx.query(
        "SELECT id FROM oversight_item
         WHERE team = ?1 AND kind = ?2 AND day = ?3 AND unit = ?4 AND place = ?5 AND state = 'planned' ORDER BY id LIMIT 50",
        params![team.0, new.kind.code(), new.day, unit, &new.place],
        |row| Ok(ItemId(row.int(0)?)),
    )
}

pub(crate) fn item(tx: &mut Tx<'_>, id: ItemId) -> Result<Option<Item>> {
    tx.query_opt(&format!("{ITEM} WHERE id = ?1"), params![id.0], read_item)?.map(parse_item).transpose()
}

/// The items of a team by day: at most some hundreds, the open ones are limited and the rest is a period's work.
pub(crate) fn items(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Item>> {
    let kept = tx.query(&format!("{ITEM} WHERE team = ?1 ORDER BY day, id LIMIT 2000"), params![team.0], read_item)?;
    kept.into_iter().map(parse_item).collect()
}

/// Items after a number that were reported, as they stand, a thousand at a time.
pub(crate) fn reported_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<KeptItem>> {
    tx.query(
        &format!("{ITEM} WHERE id > ?1 AND (state <> 'planned' OR entry IS NOT NULL) ORDER BY id LIMIT 1000"),
        params![after],
        read_item,
    )
}

pub(crate) fn assigned(tx: &mut Tx<'_>, item: ItemId) -> Result<Vec<Assignment>> {
    tx.query(
        "SELECT employee, due FROM oversight_assigned WHERE item = ?1 ORDER BY due, employee",
        params![item.0],
        |row| Ok(Assignment { employee: EmployeeId(row.int(0)?), due: day(&row.text(1)?, "oversight_assigned.due")? }),
    )
}

/// What one person has to do on items that are still planned, by due day.
pub(crate) fn duties(tx: &mut Tx<'_>, employee: EmployeeId) -> Result<Vec<(Day, Item)>> {
    let found = tx.query(
        "SELECT a.due, i.id FROM oversight_assigned a JOIN oversight_item i ON i.id = a.item
         WHERE a.employee = ?1 AND i.state = 'planned' ORDER BY a.due, i.id LIMIT 50",
        params![employee],
        |row| Ok((row.text(0)?, ItemId(row.int(1)?))),
    )?;
    let mut out = Vec::new();
    for (due, id) in found {
        if let Some(item) = item(tx, id)? {
            out.push((day(&due, "oversight_assigned.due")?, item));
        }
    }
    Ok(out)
}

/// Points that are to be followed up after visits on which one person went, the earliest due first.
pub(crate) fn open_points(
    tx: &mut Tx<'_>,
    employee: EmployeeId,
    limit: i64,
) -> Result<Vec<(ItemId, i64, String, Day)>> {
    tx.query(
        "SELECT f.item, f.number, f.what, f.due FROM oversight_follow_up f
         JOIN oversight_assigned a ON a.item = f.item AND a.employee = ?1
         WHERE f.done IS NULL ORDER BY f.due, f.item, f.number LIMIT ?2",
        params![employee, limit],
        |row| {
            let due = day(&row.text(3)?, "oversight_follow_up.due")?;
            Ok((ItemId(row.int(0)?), row.int(1)?, row.text(2)?, due))
        },
    )
}

/// A report as it goes into the row.
#[derive(Debug)]
pub(crate) struct Told<'a> {
    pub state: &'a str,
    pub held: Option<Day>,
    pub told: &'a str,
    pub effect: Effect,
    pub at: Moment,
    pub by: i64,
    pub entry: EntryId,
}

/// Zero rows changed means that somebody was faster.
pub(crate) fn report(tx: &mut Tx<'_>, id: ItemId, told: &Told<'_>) -> Result<u64> {
    tx.execute(
        "UPDATE oversight_item SET state = ?2, held_day = ?3, told = ?4, reached = ?5, checked = ?6, corrected = ?7,
           reported = ?8, reported_by = ?9, entry = ?10 WHERE id = ?1 AND state = 'planned'",
        params![
            id.0,
            told.state,
            told.held,
            told.told,
            told.effect.reached,
            told.effect.checked,
            told.effect.corrected,
            told.at,
            told.by,
            told.entry,
        ],
    )
}

/// A point to follow up as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptFollowUp {
    pub number: i64,
    pub what: String,
    pub due: String,
    pub done: Option<String>,
    pub done_at: Option<Moment>,
    pub done_by: Option<i64>,
    pub entry: Option<EntryId>,
}

pub(crate) fn kept_follow_ups(tx: &mut Tx<'_>, item: ItemId) -> Result<Vec<KeptFollowUp>> {
    tx.query(
        "SELECT number, what, due, done, done_at, done_by, entry FROM oversight_follow_up WHERE item = ?1 ORDER BY number",
        params![item.0],
        |row| {
            Ok(KeptFollowUp {
                number: row.int(0)?,
                what: row.text(1)?,
                due: row.text(2)?,
                done: row.opt_text(3)?,
                done_at: row.opt_int(4)?.map(Moment),
                done_by: row.opt_int(5)?,
                entry: row.opt_int(6)?.map(EntryId),
            })
        },
    )
}

pub(crate) fn follow_ups(tx: &mut Tx<'_>, item: ItemId) -> Result<Vec<FollowUp>> {
    let parse = |kept: KeptFollowUp| {
        let done = match (kept.done, kept.done_at) {
            (Some(done), Some(at)) => Some((day(&done, "oversight_follow_up.done")?, at)),
            _ => None,
        };
        let due = day(&kept.due, "oversight_follow_up.due")?;
        Ok(FollowUp { number: kept.number, what: kept.what, due, done })
    };
    kept_follow_ups(tx, item)?.into_iter().map(parse).collect()
}

pub(crate) fn add_follow_up(tx: &mut Tx<'_>, item: ItemId, number: i64, what: &str, due: Day) -> Result<()> {
    tx.execute(
        "INSERT INTO oversight_follow_up (item, number, what, due) VALUES (?1, ?2, ?3, ?4)",
        params![item.0, number, what, due],
    )?;
    Ok(())
}

/// Zero rows changed means that somebody was faster.
pub(crate) fn finish(
    tx: &mut Tx<'_>,
    (item, number): (ItemId, i64),
    done: Day,
    (at, by): (Moment, i64),
    entry: EntryId,
) -> Result<u64> {
    tx.execute(
        "UPDATE oversight_follow_up SET done = ?3, done_at = ?4, done_by = ?5, entry = ?6
         WHERE item = ?1 AND number = ?2 AND done IS NULL",
        params![item.0, number, done, at, by, entry],
    )
}

/// What the plans of every unit come to.
pub(crate) fn sums_of_all(tx: &mut Tx<'_>) -> Result<Vec<(UnitId, Sums)>> {
    tx.query(
        "SELECT t.unit, COUNT(CASE WHEN i.state = 'planned' THEN 1 END), COUNT(CASE WHEN i.state = 'held' THEN 1 END),
           COUNT(CASE WHEN i.state = 'cancelled' THEN 1 END), CAST(COALESCE(SUM(i.reached), 0) AS {int}),
           CAST(COALESCE(SUM(i.checked), 0) AS {int}), CAST(COALESCE(SUM(i.corrected), 0) AS {int}),
           CAST(COALESCE(SUM(f.points), 0) AS {int}), CAST(COALESCE(SUM(f.done), 0) AS {int})
         FROM oversight_item i JOIN oversight_team t ON t.id = i.team
         LEFT JOIN (SELECT item, COUNT(*) AS points, COUNT(done) AS done FROM oversight_follow_up GROUP BY item) f
           ON f.item = i.id
         GROUP BY t.unit",
        params![],
        |row| {
            let sums = Sums {
                planned: row.int(1)?,
                held: row.int(2)?,
                cancelled: row.int(3)?,
                effect: Effect { reached: row.int(4)?, checked: row.int(5)?, corrected: row.int(6)? },
                follow_ups: row.int(7)?,
                follow_ups_done: row.int(8)?,
            };
            Ok((UnitId(row.int(0)?), sums))
        },
    )
}

/// What a team's plan comes to.
pub(crate) fn sums(tx: &mut Tx<'_>, team: TeamId) -> Result<Sums> {
    let mut sums = tx.query_one(
        "SELECT COUNT(CASE WHEN state = 'planned' THEN 1 END), COUNT(CASE WHEN state = 'held' THEN 1 END),
           COUNT(CASE WHEN state = 'cancelled' THEN 1 END), CAST(COALESCE(SUM(reached), 0) AS {int}),
           CAST(COALESCE(SUM(checked), 0) AS {int}), CAST(COALESCE(SUM(corrected), 0) AS {int})
         FROM oversight_item WHERE team = ?1",
        params![team.0],
        |row| {
            Ok(Sums {
                planned: row.int(0)?,
                held: row.int(1)?,
                cancelled: row.int(2)?,
                effect: Effect { reached: row.int(3)?, checked: row.int(4)?, corrected: row.int(5)? },
                ..Sums::default()
            })
        },
    )?;
    (sums.follow_ups, sums.follow_ups_done) = tx.query_one(
        "SELECT COUNT(*), COUNT(f.done) FROM oversight_follow_up f JOIN oversight_item i ON i.id = f.item WHERE i.team = ?1",
        params![team.0],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    Ok(sums)
}
