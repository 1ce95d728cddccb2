//! What people take away: the recap on paper and as a table for everybody who sees the drive, attendance with names for those
//! who keep the units.

use super::drive_id;
use crate::actions;
use crate::{export, paper};
use axum::Extension;
use axum::extract::{Path, State};
use netra_documents::PrintDesk;
use netra_web::reply::{attachment, pdf};
use netra_web::{Reply, Signed, Site};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn name(what: &str, demo: bool, id: impl std::fmt::Display, ending: &str) -> String {
    format!("{what}-serentak-{id}{}.{ending}", if demo { "-CONTOH" } else { "" })
}

/// The recap on paper.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive; refused when there are too many places for one paper.
pub async fn recap_pdf(
    State(site): State<Site>,
    Extension(desk): Extension<PrintDesk>,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let (id, now) = (drive_id(&drive)?, site.now());
    let recap = site.store.read(move |tx| actions::recap(tx, now, &who, id)).await?;
    let bytes = desk.print(paper::recap(&recap, site.demo)).await?;
    Ok(pdf(&name("rekap", site.demo, id, "pdf"), bytes))
}

/// The recap as a table.
///
/// # Errors
/// `NotFound` for those who see nothing of the drive.
pub async fn recap_xlsx(State(site): State<Site>, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now, demo) = (drive_id(&drive)?, site.now(), site.demo);
    let recap = site.store.read(move |tx| actions::recap(tx, now, &who, id)).await?;
    let bytes =
        tokio::task::spawn_blocking(move || export::xlsx(&recap, demo)).await.map_err(anyhow::Error::from)??;
    Ok(attachment(&name("rekap", demo, id, "xlsx"), XLSX, bytes))
}

/// Attendance at the places of the units that the asker keeps, with names.
///
/// # Errors
/// `NotFound` for those who keep no unit of the drive.
pub async fn attendance_xlsx(State(site): State<Site>, Signed(who): Signed, Path(drive): Path<String>) -> Reply {
    let (id, now, demo) = (drive_id(&drive)?, site.now(), site.demo);
    let (_, places) = site.store.read(move |tx| actions::attended(tx, now, &who, id)).await?;
    let store = site.store.clone();
    let write = move || store.read_long(|tx| netra_attendance::export::xlsx(tx, &places, demo));
    let bytes = tokio::task::spawn_blocking(write).await.map_err(anyhow::Error::from)??;
    Ok(attachment(&name("hadir", demo, id, "xlsx"), XLSX, bytes))
}
