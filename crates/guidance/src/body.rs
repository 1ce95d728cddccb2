//! The body of a request that may be longer than a form: a text to check. What is too long is read on for a while and
//! thrown away, because a browser shows our sentence only after it has sent everything. Nothing of it is kept.

use crate::selfcheck::{Findings, Lexicon, check as look};
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::StatusCode;
use netra_base::{Error, Say};
use netra_web::WebError;
use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// The largest body with a text: 100,000 characters are at most 1.2 MB once a browser has encoded them (12 bytes for a
/// character beyond the basic plane); ordinary ones take a tenth. 1 MiB holds any text people write.
pub const TEXT_LIMIT: usize = 1024 * 1024;

/// So much is read at most before the line is dropped: ten megabytes pasted by mistake still meet a sentence.
const READ_ON: usize = 16 * 1024 * 1024;

/// The body, if it is not too long.
///
/// # Errors
/// Unfit when it is longer than [`TEXT_LIMIT`] or breaks off.
pub(crate) async fn text_body(request: Request) -> Result<Vec<u8>, WebError> {
    let _turn = turn(&READING, PATIENCE).await?;
    tokio::time::timeout(SLOWEST, read(request)).await.map_err(|_| broken_off())?
}

/// So many long bodies are read at once: 64 of 2 MB each at most.
static READING: Semaphore = Semaphore::const_new(64);
/// A megabyte over a slow line takes a minute; what takes longer is not on its way.
const SLOWEST: Duration = Duration::from_secs(90);

async fn read(request: Request) -> Result<Vec<u8>, WebError> {
    let mut body = pin!(request.into_body());
    let (mut bytes, mut total) = (Vec::new(), 0usize);
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let frame = frame.map_err(|_| broken_off())?;
        let Ok(data) = frame.into_data() else { continue };
        total = total.saturating_add(data.len());
        if total <= TEXT_LIMIT {
            bytes.extend_from_slice(&data);
        } else {
            bytes = Vec::new();
        }
        if total > READ_ON {
            break;
        }
    }
    if total > TEXT_LIMIT { Err(too_long()) } else { Ok(bytes) }
}

fn too_long() -> WebError {
    let say = Say::new(
        "Teksnya terlalu panjang: paling banyak 1 MB sekali periksa. Potong menjadi beberapa bagian, lalu periksa satu per satu. Tidak ada bagiannya yang kami simpan.",
        "The text is too long: at most 1 MB at a time. Cut it into parts and check one after the other. We kept nothing of it.",
    );
    WebError::Unfit(StatusCode::PAYLOAD_TOO_LARGE, say)
}

fn broken_off() -> WebError {
    let say = Say::new("Kiriman terputus. Kirim sekali lagi.", "The request broke off. Send it once more.");
    WebError::Unfit(StatusCode::BAD_REQUEST, say)
}

/// Waits for one of the places, at most so long.
///
/// # Errors
/// `Busy` when it took longer.
pub(crate) async fn turn(places: &'static Semaphore, patience: Duration) -> Result<SemaphorePermit<'static>, Error> {
    let turn = tokio::time::timeout(patience, places.acquire()).await.map_err(|_| Error::Busy)?;
    turn.map_err(|closed| Error::Failed(closed.into()))
}

/// So many texts are checked at once, on threads that answer nobody else: a check of a megabyte takes a third of a
/// second, and two at a time leave a core for those who sign.
static CHECKING: Semaphore = Semaphore::const_new(2);
/// Who waits longer for a turn is told to come back.
const PATIENCE: Duration = Duration::from_secs(10);

/// Checks a text away from the threads that serve pages.
///
/// # Errors
/// `Busy` when too many texts wait; a failure when the word list cannot be read.
pub(crate) async fn looked(text: String) -> Result<(String, Findings), WebError> {
    let _turn = turn(&CHECKING, PATIENCE).await?;
    let lexicon = Lexicon::built_in()?;
    let checked = tokio::task::spawn_blocking(move || {
        let found = look(&text, lexicon);
        (text, found)
    });
    checked.await.map_err(|stopped| Error::Failed(stopped.into()).into())
}
