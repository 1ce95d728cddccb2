//! One's own pledge as a PDF with the proof inside: for the wall, for the file, for whoever asks.

use crate::actions;
use crate::api;
use crate::pakta;
use axum::Extension;
use axum::extract::{Path, State};
use netra_base::Error;
use netra_documents::PrintDesk;
use netra_ledger::Log;
use netra_web::reply::pdf;
use netra_web::{Reply, Signed, Site, redirect};

/// The pledge as a PDF; the receipt's page instead while the signature waits for its place in the log.
///
/// # Errors
/// `NotFound` when there is no signature; `Busy` when too many papers wait; a refusal when the receipt does not pass the
/// check.
pub async fn receipt_pdf(
    State(site): State<Site>,
    Extension(log): Extension<Log>,
    Extension(desk): Extension<PrintDesk>,
    Signed(who): Signed,
    Path(drive): Path<String>,
) -> Reply {
    let (id, employee, now) = (api::drive_id(&drive)?, api::employee(&who)?, site.now());
    let standing = site
        .store
        .read(move |tx| {
            let drive = actions::drive(tx, id)?;
            actions::standing(tx, &drive, employee, now)
        })
        .await?;
    let actions::Standing::Signed(answer) = standing else { return Err(Error::NotFound.into()) };
    if api::wait_for_receipt(&site, &log, answer.entry).await?.is_none() {
        return Ok(redirect(&format!("/pakta/{id}/bukti")));
    }
    let published = log.published();
    let (offered, signed) = site
        .store
        .read(move |tx| Ok((actions::offered(tx, id)?, actions::pakta(tx, id, employee, &published)?)))
        .await?;
    let signed = signed.ok_or(Error::NotFound)?;
    let page = site.url("/verifikasi");
    let paper = pakta::paper(&offered, &signed, &log.policy(), Some(&page), site.demo)?;
    let number = signed.receipt.number().map(|number| number.to_string()).unwrap_or_default();
    let bytes = desk.print(paper).await?;
    Ok(pdf(&pakta::file_name(&number, site.demo), bytes))
}
