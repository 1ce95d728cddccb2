//! What the paper of a directive needs beside its text: the letterhead of its unit and the block of who signs.

use super::view::{View, view};
use crate::model::{Dated, DirectiveId};
use crate::store::directives;
use netra_base::{Lang, Moment, Principal, Result};
use netra_correspondence::actions::{letterhead, signature};
use netra_store::Tx;
use serde_json::Value;

/// A directive with what its paper carries.
#[derive(Debug, Clone)]
pub struct PaperFacts {
    /// The directive.
    pub view: View,
    /// What templates call `agency`.
    pub agency: Value,
    /// What templates call `signature`.
    pub signature: Value,
    /// Names of the directives that it replaced.
    pub replaces: Vec<String>,
}

/// The facts of the paper of a directive's version.
///
/// # Errors
/// `NotFound` for those who may not read it.
pub fn paper(
    tx: &mut Tx<'_>,
    now: Moment,
    who: &Principal,
    id: DirectiveId,
    version: Option<i64>,
) -> Result<PaperFacts> {
    let view = view(tx, now, who, id, version)?;
    let agency = letterhead(tx, view.unit.id)?.data();
    let day = match view.directive.dated {
        Dated::Day(day) => day,
        Dated::Year(_) => view.directive.issued.day(view.unit.zone),
    };
    let mut block = signature(tx, view.unit.id, day)?;
    // The name kept with a letterhead is that of the head; an acting one, or another function, signs without it.
    if block.position != view.directive.issuer {
        block.name = None;
        block.position.clone_from(&view.directive.issuer);
    }
    let mut signature = block.data();
    signature["date"] = Value::String(view.directive.dated.words(Lang::Id));
    let mut replaces = Vec::new();
    for id in &view.directive.replaces {
        replaces.extend(directives::directive(tx, *id)?.map(|one| one.name(Lang::Id)));
    }
    Ok(PaperFacts { view, agency, signature, replaces })
}
