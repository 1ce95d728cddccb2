//! Uploads: a multipart form whose one file goes to a temporary file as it arrives, never into memory.
//! What is in the file is the caller's question.

use crate::form::Fields;
use crate::reply::WebError;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use netra_base::{Error, Refusal, Say};
use std::io::Write;
use tempfile::NamedTempFile;

/// Text fields beside a file are short: a choice, a name, a note; the longest, a page of teaching material, has 12,000
/// characters of at most four bytes each.
const TEXT_LIMIT: usize = 48 * 1024;

/// How many parts a multipart form may have.
const PARTS_LIMIT: usize = 64;

/// A file that came in. It is deleted when this is dropped.
#[derive(Debug)]
pub struct Upload {
    /// Where it lies: `upload.file.path()`.
    pub file: NamedTempFile,
    /// The name the sender gave it, without folders, at most 200 characters. Only for showing.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// The text fields of the same form.
    pub fields: Fields,
}

/// Reads the form, streaming the file of field `name` to disk. The route needs `.takes(limit + 64 KiB)`.
///
/// # Errors
/// A refusal at `name` when the file is missing, empty or over `limit` bytes; unfit when the form cannot
/// be read or is interrupted.
pub async fn receive(form: Multipart, name: &'static str, limit: u64) -> Result<Upload, WebError> {
    receive_into(form, name, limit, &std::env::temp_dir()).await
}

/// The same, with the folder for the temporary file given: the data directory's own, where space is known.
///
/// # Errors
/// As [`receive`].
pub async fn receive_into(
    form: Multipart,
    name: &'static str,
    limit: u64,
    folder: &std::path::Path,
) -> Result<Upload, WebError> {
    match read(form, name, limit, folder).await? {
        (Ok(Some(upload)), _) => Ok(upload),
        (Ok(None), _) => Err(missing(name)),
        (Err(refused), _) => Err(refused),
    }
}

fn missing(name: &'static str) -> WebError {
    Refusal::new("file-missing", "Pilih berkas dulu.", "Choose a file first.").at(name).into()
}

/// The same, with the text fields in any case: a form that comes back for its file shows again what was typed beside it.
///
/// # Errors
/// Unfit when the form cannot be read or is interrupted. What is wrong with the file comes beside the fields.
pub async fn receive_with_fields(
    form: Multipart,
    name: &'static str,
    limit: u64,
) -> Result<(Fields, Result<Upload, WebError>), WebError> {
    let (found, fields) = read(form, name, limit, &std::env::temp_dir()).await?;
    Ok((fields, found.and_then(|upload| upload.ok_or_else(|| missing(name)))))
}

/// The same for a form whose file may be left out: the file, if one was chosen, and the text fields.
///
/// # Errors
/// As [`receive`], but for a file that is missing.
pub async fn receive_optional(
    form: Multipart,
    name: &'static str,
    limit: u64,
) -> Result<(Option<Upload>, Fields), WebError> {
    let (found, fields) = read(form, name, limit, &std::env::temp_dir()).await?;
    Ok((found?, fields))
}

/// The file or what is wrong with it, and the text fields.
type Read = (Result<Option<Upload>, WebError>, Fields);

async fn read(mut form: Multipart, name: &'static str, limit: u64, folder: &std::path::Path) -> Result<Read, WebError> {
    let mut pairs = Vec::new();
    let (mut found, mut wrong) = (None, None);
    let mut parts = 0;
    loop {
        let mut part = match form.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            // What comes behind a file that is much too large cannot be read any more.
            Err(_) if wrong.is_some() => break,
            Err(error) => return Err(unreadable(&error)),
        };
        parts += 1;
        if parts > PARTS_LIMIT {
            return Err(Refusal::new(
                "too-many-parts",
                "Formulir berisi terlalu banyak bagian.",
                "The form has too many parts.",
            )
            .into());
        }
        let field = part.name().unwrap_or("").to_owned();
        if field == name && found.is_none() && wrong.is_none() {
            let given = part.file_name().map(plain_name).unwrap_or_default();
            match to_disk(&mut part, name, limit, folder).await {
                Ok((file, bytes)) => found = (bytes > 0 || !given.is_empty()).then_some((file, given, bytes)),
                Err(refused @ WebError::Base(Error::Refused(_))) => wrong = Some(refused),
                Err(other) => return Err(other),
            }
        } else {
            pairs.push((field, short_text(&mut part).await?));
        }
    }
    let fields = Fields::from_pairs(pairs);
    let found = match (found, wrong) {
        (_, Some(refused)) => Err(refused),
        (Some((_, _, 0)), None) => Err(Refusal::new(
            "file-empty",
            "Berkas itu kosong (0 bita). Pilih berkas yang berisi.",
            "That file is empty (0 bytes). Choose one with content.",
        )
        .at(name)
        .into()),
        (Some((file, name, bytes)), None) => Ok(Some(Upload { file, name, bytes, fields: fields.clone() })),
        (None, None) => Ok(None),
    };
    Ok((found, fields))
}

/// The last part of a path, without control characters.
fn plain_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or("");
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

async fn short_text(part: &mut Field<'_>) -> Result<String, WebError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| unreadable(&error))? {
        if bytes.len() + chunk.len() > TEXT_LIMIT {
            return Err(Refusal::new("too-long", "Isian terlalu panjang.", "A field is too long.").into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Chunks go to a writing thread through a short queue: a slow disk slows the sender, not the server.
async fn to_disk(
    part: &mut Field<'_>,
    name: &'static str,
    limit: u64,
    folder: &std::path::Path,
) -> Result<(NamedTempFile, u64), WebError> {
    let mut file = NamedTempFile::new_in(folder).map_err(anyhow::Error::from)?;
    let (chunks, mut queue) = tokio::sync::mpsc::channel::<axum::body::Bytes>(8);
    let writer = tokio::task::spawn_blocking(move || -> anyhow::Result<NamedTempFile> {
        while let Some(chunk) = queue.blocking_recv() {
            file.write_all(&chunk)?;
        }
        file.flush()?;
        Ok(file)
    });
    let mut bytes = 0u64;
    while let Some(chunk) = part.chunk().await.map_err(|error| unreadable(&error))? {
        bytes += chunk.len() as u64;
        if bytes > limit {
            // A browser shows our sentence only after it has sent everything: what is too much is read on, up to
            // as much again, and thrown away.
            drop(chunks);
            while bytes <= limit.saturating_mul(2) {
                match part.chunk().await {
                    Ok(Some(chunk)) => bytes += chunk.len() as u64,
                    _ => break,
                }
            }
            let mb = limit / 1_000_000;
            let id = format!("Berkas lebih besar dari {mb} MB. Bagi menjadi beberapa berkas.");
            let en = format!("The file is larger than {mb} MB. Split it into several.");
            return Err(Refusal::new("file-too-large", id, en).at(name).into());
        }
        if chunks.send(chunk).await.is_err() {
            break; // The writer stopped; its own error is reported below.
        }
    }
    drop(chunks);
    let file = writer.await.map_err(anyhow::Error::from)??;
    Ok((file, bytes))
}

fn unreadable(error: &MultipartError) -> WebError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return WebError::Unfit(
            StatusCode::PAYLOAD_TOO_LARGE,
            Say::new(
                "Kiriman terlalu besar. Bagi menjadi beberapa berkas.",
                "The upload is too large. Split the file.",
            ),
        );
    }
    WebError::Unfit(
        StatusCode::BAD_REQUEST,
        Say::new(
            "Kiriman terputus atau tidak dapat dibaca. Kirim sekali lagi.",
            "The upload broke off or cannot be read. Send it once more.",
        ),
    )
}
