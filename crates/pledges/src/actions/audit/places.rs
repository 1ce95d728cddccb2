//! Occasions: each against its versions, each version against its record, each counter against the signatures given there.

use crate::actions::occasion::OccasionBody;
use crate::model::{Occasion, OccasionId};
use crate::store::occasions::{self, KeptVersion};
use netra_base::{DriveId, Result};
use netra_ledger::Kind;
use netra_ledger::audit::Audit;
use netra_store::Tx;
use std::collections::{BTreeMap, HashMap};

const TABLE: &str = "pledge_occasion";
const VERSION: &str = "pledge_occasion_version";
const COUNT: &str = "pledge_occasion_count";

/// An occasion with the version up to which it was followed.
struct Followed {
    occasion: Occasion,
    last: Option<KeptVersion>,
}

/// `there`: signatures by occasion and drive, which were compared with their records.
pub(super) fn check(tx: &mut Tx<'_>, audit: &mut Audit, there: HashMap<(OccasionId, DriveId), i64>) -> Result<()> {
    let mut known = BTreeMap::new();
    let mut after = OccasionId(i64::MIN);
    loop {
        let page = occasions::after(tx, after)?;
        let Some(end) = page.last() else { break };
        after = end.id;
        known.extend(page.into_iter().map(|occasion| (occasion.id, Followed { occasion, last: None })));
    }
    versions(tx, audit, &mut known)?;
    for Followed { occasion, last } in known.values() {
        stands_as_last(audit, occasion, last.as_ref());
    }
    counts(tx, audit, &known, there)
}

/// Every version against its record; none is left out.
fn versions(tx: &mut Tx<'_>, audit: &mut Audit, known: &mut BTreeMap<OccasionId, Followed>) -> Result<()> {
    let mut after = (OccasionId(i64::MIN), i64::MIN);
    loop {
        let page = occasions::versions_after(tx, after)?;
        let Some(end) = page.last() else { return Ok(()) };
        after = (end.occasion, end.version);
        for kept in page {
            let row = format!("{}/{}", kept.occasion, kept.version);
            let Some(followed) = known.get_mut(&kept.occasion) else {
                audit.wrong(VERSION, row, Some("occasion"), "belongs to an occasion that is not there");
                continue;
            };
            if kept.version != followed.last.as_ref().map_or(0, |before| before.version) + 1 {
                audit.wrong(VERSION, &row, Some("version"), "does not follow the version before it");
            }
            let body = OccasionBody::new(&followed.occasion, &kept);
            audit.live(tx, VERSION, row, (kept.entry, Kind::OccasionOpened, kept.at), &body)?;
            followed.last = Some(kept);
        }
    }
}

fn stands_as_last(audit: &mut Audit, occasion: &Occasion, last: Option<&KeptVersion>) {
    let Some(last) = last else {
        audit.wrong(TABLE, occasion.id, None, "was never recorded");
        return;
    };
    for (column, same) in [
        ("title", last.title == occasion.title),
        ("starts", last.starts == occasion.from.0),
        ("ends", last.ends == occasion.until.0),
    ] {
        if !same {
            audit.wrong(TABLE, occasion.id, Some(column), format!("differs from version {}", last.version));
        }
    }
}

fn counts(
    tx: &mut Tx<'_>,
    audit: &mut Audit,
    known: &BTreeMap<OccasionId, Followed>,
    mut there: HashMap<(OccasionId, DriveId), i64>,
) -> Result<()> {
    let mut counted: HashMap<OccasionId, i64> = occasions::counts(tx)?.into_iter().collect();
    for (id, Followed { occasion, .. }) in known {
        let kept = there.remove(&(*id, occasion.drive)).unwrap_or_default();
        let counted = counted.remove(id).unwrap_or_default();
        if kept != counted {
            let what = format!("counts {counted} signatures where {kept} are kept");
            audit.wrong(COUNT, id, Some("signed"), what);
        }
    }
    for ((id, drive), kept) in there {
        let what = format!("{kept} signatures of drive {drive} name an occasion that is not there for it");
        audit.wrong(TABLE, id, Some("drive"), what);
    }
    for (id, counted) in counted {
        let what = format!("counts {counted} signatures at an occasion that is not there");
        audit.wrong(COUNT, id, Some("occasion"), what);
    }
    Ok(())
}
