//! The command's door to checking: `netra verify FILE [--policy FILE]`. It opens no database, asks no
//! server and reads no clock; parsing the command line and printing are the app's.

use crate::pages::words;
use crate::verdict::Verdict;
use crate::verify::MAX_BYTES;
use anyhow::{Context, anyhow};
use netra_base::{Lang, Result};
use netra_tlog::{Policy, policy::MAX_POLICY_BYTES};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What `netra verify` answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// 0 when it holds, 1 when it does not, 2 when there is no such file.
    pub exit: u8,
    /// The document of `--json`.
    pub json: serde_json::Value,
    /// The sentence for a person; for a PDF also what was not checked, and what its receipt says, to compare.
    pub sentence: String,
}

/// Checks the receipt or proof in `file`, or the one inside a PDF, against `policy`.
#[must_use]
pub fn verify(file: &Path, policy: &Policy, lang: Lang) -> Answer {
    let (exit, verdict) = match read_at_most(file, MAX_BYTES + 1) {
        Ok(bytes) => {
            let verdict = Verdict::on(&bytes, policy, lang);
            (u8::from(!verdict.valid), verdict)
        }
        Err(cause) => {
            let refusal = netra_base::Refusal::new(
                "file-open",
                format!("Berkas {} tidak dapat dibuka ({cause}); periksa namanya.", file.display()),
                format!("The file {} cannot be opened ({cause}); check its name.", file.display()),
            );
            (2, Verdict::invalid(&refusal, lang))
        }
    };
    let mut sentence = match (verdict.valid, verdict.sample) {
        (true, true) => {
            format!("{} {}", verdict.message, lang.say("CONTOH: log peragaan.", "SAMPLE: a demonstration's log."))
        }
        (true, false) => verdict.message.clone(),
        (false, _) => format!("{} {}", lang.say("Tidak sah.", "Not valid."), verdict.message),
    };
    if let (Some(caution), Some(attachment)) = (&verdict.caution, &verdict.attachment) {
        sentence.push_str(&to_compare(&verdict, caution, attachment, lang));
    }
    Answer { exit, json: serde_json::to_value(&verdict).unwrap_or_default(), sentence }
}

/// What a person compares with the pages of a PDF.
fn to_compare(verdict: &Verdict, caution: &str, attachment: &str, lang: Lang) -> String {
    let plain = |text: &str| text.chars().filter(|letter| !letter.is_control()).collect::<String>();
    let mut lines = vec![caution.to_owned(), format!("{}: {attachment}", lang.say("Lampiran", "Attachment"))];
    if let Some(number) = &verdict.number {
        lines.push(format!("{}: {number}", lang.say("Nomor bukti", "Number of the receipt")));
    }
    let record = verdict.record.as_ref();
    for (name, value) in record.map(|record| words::facts(record, lang)).unwrap_or_default() {
        lines.push(format!("{name}: {}", plain(&value)));
    }
    lines.into_iter().map(|line| format!("\n{line}")).collect()
}

/// Reads the policy file that says which log to trust.
///
/// # Errors
/// When the file cannot be read or is no policy; the line is named.
pub fn policy(file: &Path) -> Result<Policy> {
    let text = read_at_most(file, MAX_POLICY_BYTES + 1).with_context(|| format!("reading {}", file.display()))?;
    let parsed = Policy::parse(&text).map_err(|cause| anyhow!("{}: {cause}", file.display()))?;
    Ok(parsed)
}

fn read_at_most(file: &Path, bytes: usize) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    File::open(file)?.take(bytes as u64).read_to_end(&mut content)?;
    Ok(content)
}
