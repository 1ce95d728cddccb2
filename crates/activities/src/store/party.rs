//! SQL of the counts by party.

use crate::model::{ActivityId, Party};
use crate::store::broken;
use netra_base::Result;
use netra_store::{Tx, params};

/// Moves the count of one party. Employees come all at once and are counted by lane; guests are entered by an operator,
/// and the first spelling of their institution stays.
pub(crate) fn add(tx: &mut Tx<'_>, id: ActivityId, party: &Party, delta: i64) -> Result<()> {
    let (kind, key) = party.key();
    let (lane, name) = match party {
        Party::Institution(name) => (0, name.as_str()),
        Party::Delegation(_) | Party::Visitor => (tx.lane(), ""),
    };
    tx.execute(
        "INSERT INTO activity_party (activity, kind, key, lane, name, present) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (activity, kind, key, lane) DO UPDATE SET present = activity_party.present + excluded.present",
        params![id.0, kind, key, lane, name, delta],
    )?;
    Ok(())
}

/// Kind, key, name and count of the parties of which anybody came, as the rows say: delegations by unit, institutions by
/// name.
pub(crate) fn rows(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<(String, String, String, i64)>> {
    tx.query(
        "SELECT kind, key, MIN(name), CAST(SUM(present) AS {int}) FROM activity_party WHERE activity = ?1
         GROUP BY kind, key HAVING SUM(present) <> 0 ORDER BY kind, key",
        params![id.0],
        |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?, row.int(3)?)),
    )
}

/// The parties of which anybody came.
pub(crate) fn of(tx: &mut Tx<'_>, id: ActivityId) -> Result<Vec<(Party, i64)>> {
    let parsed = |(kind, key, name, present): (String, String, String, i64)| {
        let party = Party::parse(&kind, &key, name).ok_or_else(|| broken("activity_party.kind"))?;
        Ok((party, present))
    };
    rows(tx, id)?.into_iter().map(parsed).collect()
}
