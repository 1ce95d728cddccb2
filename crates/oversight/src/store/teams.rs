//! SQL of teams, their members and the changes of both.

use super::{broken, day};
use crate::model::{Decree, Duty, EndReason, Ended, Functions, Member, MemberId, Period, Team, TeamId};
use netra_base::{Day, EmployeeId, EntryId, Moment, Result, UnitId};
use netra_store::{Row, Tx, params};

/// A team as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptTeam {
    pub id: TeamId,
    pub unit: i64,
    pub decree_number: String,
    pub decree_day: String,
    pub issuer: String,
    pub basis: String,
    pub title: String,
    pub from_day: String,
    pub until_day: String,
    pub formed: Moment,
    pub formed_by: i64,
    pub entry: EntryId,
    pub last_day: Option<String>,
    pub end_reason: Option<String>,
    pub ended: Option<i64>,
}

const TEAM: &str = "SELECT id, unit, decree_number, decree_day, issuer, basis, title, from_day, until_day, formed,
    formed_by, entry, last_day, end_reason, ended FROM oversight_team";

fn read_team(row: &Row<'_>) -> Result<KeptTeam> {
    Ok(KeptTeam {
        id: TeamId(row.int(0)?),
        unit: row.int(1)?,
        decree_number: row.text(2)?,
        decree_day: row.text(3)?,
        issuer: row.text(4)?,
        basis: row.text(5)?,
        title: row.text(6)?,
        from_day: row.text(7)?,
        until_day: row.text(8)?,
        formed: Moment(row.int(9)?),
        formed_by: row.int(10)?,
        entry: EntryId(row.int(11)?),
        last_day: row.opt_text(12)?,
        end_reason: row.opt_text(13)?,
        ended: row.opt_int(14)?,
    })
}

fn parse_team(kept: KeptTeam) -> Result<Team> {
    let ended = match kept.last_day {
        None => None,
        Some(last) => Some((day(&last, "oversight_team.last_day")?, kept.end_reason.unwrap_or_default())),
    };
    Ok(Team {
        id: kept.id,
        unit: UnitId(kept.unit),
        decree: Decree {
            number: kept.decree_number,
            day: day(&kept.decree_day, "oversight_team.decree_day")?,
            issuer: kept.issuer,
            basis: kept.basis.split(',').map(str::to_owned).collect(),
        },
        title: kept.title,
        period: Period {
            from: day(&kept.from_day, "oversight_team.from_day")?,
            until: day(&kept.until_day, "oversight_team.until_day")?,
        },
        formed: kept.formed,
        entry: kept.entry,
        ended,
    })
}

/// Keeps a team; its entry comes after.
pub(crate) fn insert(tx: &mut Tx<'_>, team: &Team, by: i64) -> Result<TeamId> {
    tx.query_one(
        "INSERT INTO oversight_team (unit, decree_number, decree_day, issuer, basis, title, from_day, until_day, formed,
           formed_by, entry) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0) RETURNING id",
        params![
            team.unit,
            &team.decree.number,
            team.decree.day,
            &team.decree.issuer,
            team.decree.basis.join(","),
            &team.title,
            team.period.from,
            team.period.until,
            team.formed,
            by,
        ],
        |row| Ok(TeamId(row.int(0)?)),
    )
}

pub(crate) fn set_entry(tx: &mut Tx<'_>, id: TeamId, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE oversight_team SET entry = ?2 WHERE id = ?1", params![id.0, entry])?;
    Ok(())
}

pub(crate) fn end(tx: &mut Tx<'_>, id: TeamId, last: Day, reason: &str, change: i64) -> Result<u64> {
    tx.execute(
        "UPDATE oversight_team SET last_day = ?2, end_reason = ?3, ended = ?4 WHERE id = ?1 AND ended IS NULL",
        params![id.0, last, reason, change],
    )
}

pub(crate) fn team(tx: &mut Tx<'_>, id: TeamId) -> Result<Option<Team>> {
    tx.query_opt(&format!("{TEAM} WHERE id = ?1"), params![id.0], read_team)?.map(parse_team).transpose()
}

/// The teams of a unit, newest first: a few in each decade.
pub(crate) fn of_unit(tx: &mut Tx<'_>, unit: UnitId) -> Result<Vec<Team>> {
    let kept = tx.query(
        &format!("{TEAM} WHERE unit = ?1 ORDER BY from_day DESC, id DESC LIMIT 200"),
        params![unit],
        read_team,
    )?;
    kept.into_iter().map(parse_team).collect()
}

/// Teams that are valid on some day from `from` to `until`: at most one a unit and day.
pub(crate) fn valid_between(tx: &mut Tx<'_>, from: Day, until: Day) -> Result<Vec<Team>> {
    let kept = tx.query(
        &format!("{TEAM} WHERE from_day <= ?2 AND COALESCE(last_day, until_day) >= ?1 ORDER BY id"),
        params![from, until],
        read_team,
    )?;
    kept.into_iter().map(parse_team).collect()
}

/// Every team as it stands, after a number, a thousand at a time.
pub(crate) fn kept_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<KeptTeam>> {
    tx.query(&format!("{TEAM} WHERE id > ?1 ORDER BY id LIMIT 1000"), params![after], read_team)
}

/// A membership as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptMember {
    pub id: MemberId,
    pub team: i64,
    pub employee: i64,
    pub functions: String,
    pub duty: String,
    pub from_day: String,
    pub since: i64,
    pub came: Option<i64>,
    pub replaces: Option<i64>,
    pub last_day: Option<String>,
    pub reason: Option<String>,
    pub gone: Option<i64>,
    pub settled: Option<i64>,
    pub successor: Option<i64>,
}

const MEMBER: &str = "SELECT m.id, m.team, m.employee, m.functions, m.duty, m.from_day, m.since, m.came, m.replaces,
    m.last_day, m.reason, m.gone, m.settled,
    (SELECT MIN(n.employee) FROM oversight_member n WHERE n.team = m.team AND n.replaces = m.id)
    FROM oversight_member m";

fn read_member(row: &Row<'_>) -> Result<KeptMember> {
    Ok(KeptMember {
        id: MemberId(row.int(0)?),
        team: row.int(1)?,
        employee: row.int(2)?,
        functions: row.text(3)?,
        duty: row.text(4)?,
        from_day: row.text(5)?,
        since: row.int(6)?,
        came: row.opt_int(7)?,
        replaces: row.opt_int(8)?,
        last_day: row.opt_text(9)?,
        reason: row.opt_text(10)?,
        gone: row.opt_int(11)?,
        settled: row.opt_int(12)?,
        successor: row.opt_int(13)?,
    })
}

fn parse_member(kept: KeptMember) -> Result<Member> {
    let ended = match kept.last_day {
        None => None,
        Some(last) => Some(Ended {
            last_day: day(&last, "oversight_member.last_day")?,
            reason: EndReason::parse(&kept.reason.unwrap_or_default())
                .ok_or_else(|| broken("oversight_member.reason"))?,
            successor: kept.successor.map(EmployeeId),
            settled: kept.settled.is_some(),
        }),
    };
    Ok(Member {
        id: kept.id,
        team: TeamId(kept.team),
        employee: EmployeeId(kept.employee),
        functions: Functions::parse(&kept.functions).ok_or_else(|| broken("oversight_member.functions"))?,
        duty: Duty::parse(&kept.duty).ok_or_else(|| broken("oversight_member.duty"))?,
        from: day(&kept.from_day, "oversight_member.from_day")?,
        since: kept.since,
        ended,
    })
}

/// Everybody who is or was in a team, as they came.
pub(crate) fn members(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<Member>> {
    let kept = tx.query(&format!("{MEMBER} WHERE m.team = ?1 ORDER BY m.id"), params![team.0], read_member)?;
    kept.into_iter().map(parse_member).collect()
}

/// The memberships of one person, the newest first.
pub(crate) fn of_person(tx: &mut Tx<'_>, employee: EmployeeId) -> Result<Vec<Member>> {
    let kept =
        tx.query(&format!("{MEMBER} WHERE m.employee = ?1 ORDER BY m.id DESC"), params![employee], read_member)?;
    kept.into_iter().map(parse_member).collect()
}

/// Of one membership: team, place, first and last day.
pub(crate) type Hand = (TeamId, Duty, Day, Option<Day>);

/// Members whose membership holds on some day from `from` on: team, place and days, nothing else.
pub(crate) fn crews(tx: &mut Tx<'_>, from: Day) -> Result<Vec<Hand>> {
    tx.query(
        "SELECT team, duty, from_day, last_day FROM oversight_member WHERE COALESCE(last_day, '9999-12-31') >= ?1",
        params![from],
        |row| {
            let duty = Duty::parse(&row.text(1)?).ok_or_else(|| broken("oversight_member.duty"))?;
            let last = row.opt_text(3)?.map(|last| day(&last, "oversight_member.last_day")).transpose()?;
            Ok((TeamId(row.int(0)?), duty, day(&row.text(2)?, "oversight_member.from_day")?, last))
        },
    )
}

/// Those who left the unit and for whom nobody has done anything yet.
pub(crate) fn waiting(tx: &mut Tx<'_>) -> Result<Vec<Member>> {
    let kept = tx.query(
        &format!("{MEMBER} WHERE m.reason = ?1 AND m.settled IS NULL ORDER BY m.id"),
        params![EndReason::LeftUnit.code()],
        read_member,
    )?;
    kept.into_iter().map(parse_member).collect()
}

/// How many visits, points to follow up and tasks of one person are open in a team.
pub(crate) fn open_work(tx: &mut Tx<'_>, team: TeamId, employee: EmployeeId) -> Result<i64> {
    tx.query_one(
        "SELECT (SELECT COUNT(*) FROM oversight_task t WHERE t.employee = ?2 AND t.team = ?1 AND t.state = 'open')
           + (SELECT COUNT(*) FROM oversight_assigned a JOIN oversight_item i ON i.id = a.item
              WHERE a.employee = ?2 AND i.team = ?1 AND i.state = 'planned')
           + (SELECT COUNT(*) FROM oversight_assigned a JOIN oversight_item i ON i.id = a.item
              JOIN oversight_follow_up f ON f.item = a.item
              WHERE a.employee = ?2 AND i.team = ?1 AND f.done IS NULL)",
        params![team.0, employee],
        |row| row.int(0),
    )
}

/// Every membership of a team as it stands.
pub(crate) fn kept_members(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<KeptMember>> {
    tx.query(&format!("{MEMBER} WHERE m.team = ?1 ORDER BY m.id"), params![team.0], read_member)
}

/// How many memberships there are of teams that are not there.
pub(crate) fn orphans(tx: &mut Tx<'_>) -> Result<i64> {
    tx.query_one(
        "SELECT COUNT(*) FROM oversight_member m WHERE NOT EXISTS (SELECT 1 FROM oversight_team t WHERE t.id = m.team)",
        params![],
        |row| row.int(0),
    )
}

/// Keeps a membership.
pub(crate) fn join(tx: &mut Tx<'_>, member: &Member, came: Option<i64>, replaces: Option<MemberId>) -> Result<()> {
    tx.execute(
        "INSERT INTO oversight_member (team, employee, functions, duty, from_day, since, came, replaces)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            member.team.0,
            member.employee,
            member.functions.text(),
            member.duty.code(),
            member.from,
            member.since,
            came,
            replaces.map(|id| id.0),
        ],
    )?;
    Ok(())
}

/// Ends a membership that has no end; zero rows changed means that somebody was faster.
pub(crate) fn leave(tx: &mut Tx<'_>, id: MemberId, last: Day, reason: EndReason, gone: i64) -> Result<u64> {
    tx.execute(
        "UPDATE oversight_member SET last_day = ?2, reason = ?3, gone = ?4 WHERE id = ?1 AND gone IS NULL",
        params![id.0, last, reason.code(), gone],
    )
}

pub(crate) fn settle(tx: &mut Tx<'_>, id: MemberId, change: i64) -> Result<u64> {
    tx.execute("UPDATE oversight_member SET settled = ?2 WHERE id = ?1 AND settled IS NULL", params![id.0, change])
}

/// A change as its row says.
#[derive(Debug, Clone)]
pub(crate) struct KeptChange {
    pub id: i64,
    pub team: i64,
    pub kind: String,
    pub at: Moment,
    pub by: Option<i64>,
    pub decree: Option<String>,
    pub entry: EntryId,
}

const CHANGE: &str = "SELECT id, team, kind, at, made_by, decree, entry FROM oversight_change";

fn read_change(row: &Row<'_>) -> Result<KeptChange> {
    Ok(KeptChange {
        id: row.int(0)?,
        team: row.int(1)?,
        kind: row.text(2)?,
        at: Moment(row.int(3)?),
        by: row.opt_int(4)?,
        decree: row.opt_text(5)?,
        entry: EntryId(row.int(6)?),
    })
}

/// Keeps a change; its entry comes after.
pub(crate) fn insert_change(
    tx: &mut Tx<'_>,
    team: TeamId,
    kind: &str,
    at: Moment,
    by: Option<i64>,
    decree: Option<&str>,
) -> Result<KeptChange> {
    tx.query_one(
        "INSERT INTO oversight_change (team, kind, at, made_by, decree, entry) VALUES (?1, ?2, ?3, ?4, ?5, 0)
         RETURNING id, team, kind, at, made_by, decree, entry",
        params![team.0, kind, at, by, decree],
        read_change,
    )
}

pub(crate) fn set_change_entry(tx: &mut Tx<'_>, id: i64, entry: EntryId) -> Result<()> {
    tx.execute("UPDATE oversight_change SET entry = ?2 WHERE id = ?1", params![id, entry])?;
    Ok(())
}

/// The changes of a team, as they came.
pub(crate) fn changes(tx: &mut Tx<'_>, team: TeamId) -> Result<Vec<KeptChange>> {
    tx.query(&format!("{CHANGE} WHERE team = ?1 ORDER BY id"), params![team.0], read_change)
}

/// Every change after a number, a thousand at a time.
pub(crate) fn changes_after(tx: &mut Tx<'_>, after: i64) -> Result<Vec<KeptChange>> {
    tx.query(&format!("{CHANGE} WHERE id > ?1 ORDER BY id LIMIT 1000"), params![after], read_change)
}

/// Up to which change of the registry the memberships follow it; none before the first team.
pub(crate) fn followed(tx: &mut Tx<'_>) -> Result<Option<i64>> {
    tx.query_opt("SELECT change FROM oversight_followed WHERE id = 1", params![], |row| row.int(0))
}

/// The place from which to follow, at the first team.
pub(crate) fn begin_following(tx: &mut Tx<'_>, change: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO oversight_followed (id, change) VALUES (1, ?1) ON CONFLICT (id) DO NOTHING",
        params![change],
    )?;
    Ok(())
}

pub(crate) fn set_followed(tx: &mut Tx<'_>, change: i64) -> Result<()> {
    tx.execute("UPDATE oversight_followed SET change = ?1 WHERE id = 1", params![change])?;
    Ok(())
}
