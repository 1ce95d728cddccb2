//! Coverage as files to take away: CSV and XLSX for those inside, CSV for the public.

use crate::actions;
use crate::api::drive_id;
use crate::export;
use axum::extract::{Path, State};
use netra_web::reply::attachment;
use netra_web::{Reply, Signed, Site};

/// The coverage that the asker sees, as CSV.
///
/// # Errors
/// `NotFound` when the asker's grants touch no unit of the drive.
pub async fn coverage_csv(State(site): State<Site>, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    let view = site.store.read(move |tx| actions::view(tx, Some(&who), id, now)).await?;
    let bytes = export::inside(&view, site.demo).csv()?;
    Ok(attachment(&name(site.demo, id, "csv"), "text/csv; charset=utf-8", bytes))
}

/// The same as XLSX.
///
/// # Errors
/// `NotFound` when the asker's grants touch no unit of the drive.
pub async fn coverage_xlsx(State(site): State<Site>, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    let view = site.store.read(move |tx| actions::view(tx, Some(&who), id, now)).await?;
    let bytes = export::inside(&view, site.demo).xlsx()?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(attachment(&name(site.demo, id, "xlsx"), kind, bytes))
}

/// What the public sees, as CSV.
///
/// # Errors
/// `NotFound` when there is no such drive.
pub async fn public_csv(State(site): State<Site>, Path(drive): Path<String>) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    let view = site.store.read(move |tx| actions::view(tx, None, id, now)).await?;
    let bytes = export::public(&view, site.demo).csv()?;
    Ok(attachment(&name(site.demo, id, "csv"), "text/csv; charset=utf-8", bytes))
}

fn name(demo: bool, drive: netra_base::DriveId, ending: &str) -> String {
    format!("cakupan-{drive}{}.{ending}", if demo { "-CONTOH" } else { "" })
}
