//! What the record of a version says: all of it, texts as hashes, no person but the account that acted.

use crate::model::{ActivityDriveId, Share};
use crate::store::{self, KeptVersion};
use netra_base::{Result, canonical};
use netra_store::Tx;
use serde::Serialize;

#[derive(Debug, Serialize)]
struct Own {
    places: i64,
    unit: i64,
}

#[derive(Debug, Serialize)]
struct Line {
    item_sha256: String,
    minute: i64,
}

/// A drive announced, changed or withdrawn.
#[derive(Debug, Serialize)]
pub(crate) struct AnnouncedBody {
    agenda: Vec<Line>,
    announcer: i64,
    by: i64,
    closes: String,
    drive: i64,
    drive_title: String,
    exceptions: Vec<Own>,
    held: String,
    instruments: String,
    kinds: String,
    material_sha256: Option<String>,
    most: i64,
    opens: String,
    required: i64,
    target: i64,
    theme_sha256: String,
    unit: i64,
    version: i64,
    /// The hash of the reason, in the version that withdraws the drive; no other has the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_sha256: Option<String>,
}

fn hash(text: &str) -> String {
    canonical::base64(&canonical::sha256(text.as_bytes()))
}

pub(crate) fn announced(tx: &mut Tx<'_>, kept: &KeptVersion) -> Result<AnnouncedBody> {
    let id = ActivityDriveId(kept.drive);
    let agenda = store::agenda(tx, id, kept.number)?;
    let exceptions = store::exceptions(tx, id, kept.number)?;
    let places = |share: Share| match share {
        Share::Places(places) => places,
        Share::LeftOut => 0,
    };
    Ok(AnnouncedBody {
        agenda: agenda.iter().map(|one| Line { item_sha256: hash(&one.item), minute: one.minute }).collect(),
        announcer: kept.announcer,
        by: kept.by,
        closes: kept.closes.clone(),
        drive: kept.drive,
        drive_title: kept.title.clone(),
        exceptions: exceptions.iter().map(|one| Own { places: places(one.share), unit: one.unit.0 }).collect(),
        held: kept.kind.clone(),
        instruments: kept.basis.clone(),
        kinds: kept.kinds.clone(),
        material_sha256: kept.material.as_deref().map(hash),
        most: kept.most,
        opens: kept.opens.clone(),
        required: kept.required,
        target: kept.target,
        theme_sha256: hash(&kept.theme),
        unit: kept.unit,
        version: kept.number,
        withdrawn_sha256: kept.withdrawn.as_deref().map(hash),
    })
}
