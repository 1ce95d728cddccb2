//! The list as files to take away, with names, for those who keep the host.

use super::activity_id;
use crate::actions;
use crate::export;
use axum::extract::{Path, State as Shared};
use netra_activities::model::ActivityId;
use netra_base::{Principal, Result};
use netra_store::Tx;
use netra_web::reply::attachment;
use netra_web::{Reply, Signed, Site};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn written(
    site: &Site,
    who: Principal,
    id: ActivityId,
    write: impl FnOnce(&mut Tx<'_>) -> Result<Vec<u8>> + Send + 'static,
) -> Result<Vec<u8>> {
    site.store.read(move |tx| actions::sums(tx, &who, id).map(|_| ())).await?;
    let store = site.store.clone();
    let work = move || store.read_long(write);
    tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)?
}

fn name(demo: bool, id: ActivityId, ending: &str) -> String {
    format!("hadir-{id}{}.{ending}", if demo { "-CONTOH" } else { "" })
}

/// The list as XLSX.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn list_xlsx(Shared(site): Shared<Site>, Signed(who): Signed, Path(activity): Path<String>) -> Reply {
    let (id, demo) = (activity_id(&activity)?, site.demo);
    let bytes = written(&site, who, id, move |tx| export::xlsx(tx, &[id], demo)).await?;
    Ok(attachment(&name(demo, id, "xlsx"), XLSX, bytes))
}

/// The same as CSV.
///
/// # Errors
/// `NotFound` when the asker does not keep the host.
pub async fn list_csv(Shared(site): Shared<Site>, Signed(who): Signed, Path(activity): Path<String>) -> Reply {
    let id = activity_id(&activity)?;
    let bytes = written(&site, who, id, move |tx| export::csv(tx, &[id])).await?;
    Ok(attachment(&name(site.demo, id, "csv"), "text/csv; charset=utf-8", bytes))
}
