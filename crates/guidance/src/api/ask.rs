//! The check of a text for programs: its tone, its findings with their places, the reasons that lower them. The text is
//! used for this reply and kept nowhere, also not in an error.

use crate::body::{looked, text_body};
use crate::selfcheck::{Finding, Tone};
use axum::Json;
use axum::extract::Request;
use netra_base::{Lang, Refusal};
use netra_web::reply::Problem;
use netra_web::{Reply, Visit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text to check.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TextBody {
    /// The text, at most 1 MiB with the JSON around it. It is kept nowhere.
    #[schema(example = "Ayo pilih nomor 2!")]
    text: String,
}

/// Something found. Places count characters (Unicode code points) of the text, from 0.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingBody {
    /// Where it begins.
    start: usize,
    /// Where it ends: the first character after it.
    end: usize,
    /// The words that matter, in order.
    words: Vec<String>,
    /// The pattern that found it.
    sign: String,
    /// The act it would be.
    #[schema(example = "online-campaign")]
    act: String,
    /// The rules it would touch, of both stages.
    rules: Vec<String>,
    /// Why it matters.
    why: String,
    /// `clear`, `look` or `strong`: what remains after the reasons.
    #[schema(value_type = String, example = "strong")]
    tone: Tone,
    /// The reasons that lowered it.
    lowered_by: Vec<String>,
}

/// Why something found might be harmless.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonBody {
    /// Its id.
    id: String,
    /// The reason.
    why: String,
}

/// What the check found.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckBody {
    /// `clear` (no clearance), `look` or `strong`.
    #[schema(value_type = String, example = "strong")]
    tone: Tone,
    /// In the order of the text.
    findings: Vec<FindingBody>,
    /// Reasons.
    harmless: Vec<ReasonBody>,
    /// Findings beyond the list.
    more: usize,
}

/// Checks a text before it is posted. Nothing of it is kept.
///
/// # Errors
/// Problems as described for the API.
#[utoipa::path(
    post, path = "/api/v1/guidance/check", tag = "guidance", request_body = TextBody,
    responses(
        (status = 200, body = CheckBody), (status = 413, body = Problem, description = "More than 1 MiB"),
        (status = 422, body = Problem, description = "Not the expected JSON")
    )
)]
pub async fn check(visit: Visit, request: Request) -> Reply<Json<CheckBody>> {
    let bytes = text_body(request).await?;
    // The parser's own words could quote the text; its place does not.
    let body: TextBody = serde_json::from_slice(&bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Refusal::new(
            "json",
            format!("Isi permintaan bukan JSON {{\"text\": …}}: baris {line}, kolom {column}."),
            format!("The body is not JSON of the form {{\"text\": …}}: line {line}, column {column}."),
        )
    })?;
    let (text, found) = looked(body.text).await?;
    let places = Places::of(&text, &found.findings);
    let findings = found.findings.iter().map(|one| finding(&text, one, &places, visit.lang));
    let reason =
        |one: &crate::selfcheck::Reason| ReasonBody { id: one.id.clone(), why: one.say.to(visit.lang).to_owned() };
    Ok(Json(CheckBody {
        tone: found.tone,
        findings: findings.collect(),
        harmless: found.harmless.iter().map(reason).collect(),
        more: found.more,
    }))
}

fn finding(text: &str, one: &Finding, places: &Places, lang: Lang) -> FindingBody {
    let words = one.words.iter().filter_map(|word| text.get(word.clone())).map(str::to_owned);
    FindingBody {
        start: places.of_byte(one.span.start),
        end: places.of_byte(one.span.end),
        words: words.collect(),
        sign: one.sign.clone(),
        act: one.act.clone(),
        rules: one.rules.clone(),
        why: one.why.to(lang).to_owned(),
        tone: one.tone,
        lowered_by: one.lowered_by.clone(),
    }
}

/// Places in characters for those bytes where findings begin and end, counted in one pass.
struct Places(Vec<(usize, usize)>);

impl Places {
    fn of(text: &str, findings: &[Finding]) -> Self {
        let mut bytes: Vec<usize> = findings.iter().flat_map(|one| [one.span.start, one.span.end]).collect();
        bytes.sort_unstable();
        bytes.dedup();
        let (mut at, mut characters) = (0, 0);
        let count = |byte: usize| {
            characters += text.get(at..byte).unwrap_or_default().chars().count();
            at = byte;
            (byte, characters)
        };
        Self(bytes.into_iter().map(count).collect())
    }

    fn of_byte(&self, byte: usize) -> usize {
        self.0.binary_search_by_key(&byte, |(known, _)| *known).map_or(0, |at| self.0[at].1)
    }
}
