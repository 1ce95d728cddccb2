//! Texts that people write, checked once. The text of a directive is plain: paragraphs between empty lines, and lists whose
//! lines begin with a dash or a number. Nothing else is markup, so that paper, screen and program say the same.

use netra_base::Refusal;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

type Label = (&'static str, &'static str);

/// A line: blanks made single, no control characters.
fn line(text: &str, field: &'static str, label: Label, range: RangeInclusive<usize>) -> Result<String, Refusal> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    checked(text.chars().filter(|c| !c.is_control()).collect(), field, label, range)
}

/// A paragraph: line breaks stay, other control characters go.
fn paragraph(text: &str, field: &'static str, label: Label, range: RangeInclusive<usize>) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    checked(text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect(), field, label, range)
}

fn checked(text: String, field: &'static str, label: Label, range: RangeInclusive<usize>) -> Result<String, Refusal> {
    let (letters, low, high) = (text.chars().count(), *range.start(), *range.end());
    if range.contains(&letters) {
        return Ok(text);
    }
    let refusal = if letters == 0 {
        Refusal::new("text-length", format!("Isi {}.", label.0), format!("Fill in: {}.", label.1))
    } else {
        Refusal::new(
            "text-length",
            format!("{}: {letters} huruf; harus {low} sampai {high}. Sesuaikan panjangnya.", label.0),
            format!("{}: {letters} characters; it must have {low} to {high}. Adjust its length.", label.1),
        )
    };
    Err(refusal.at(field))
}

/// The number on the paper.
///
/// # Errors
/// `text-length`.
pub fn number(text: &str) -> Result<String, Refusal> {
    line(text, "number", ("Nomor", "Number"), 1..=80)
}

/// Who issues a directive: a function.
///
/// # Errors
/// `text-length`.
pub fn function(text: &str) -> Result<String, Refusal> {
    line(text, "issuer", ("Jabatan", "Function"), 3..=160)
}

/// Who reads an address on behalf of another: a function.
///
/// # Errors
/// `text-length`.
pub fn reader(text: &str) -> Result<String, Refusal> {
    line(text, "read_by", ("Jabatan pembaca", "Function of the reader"), 3..=160)
}

/// Where an address is spoken.
///
/// # Errors
/// `text-length`.
pub fn occasion(text: &str) -> Result<String, Refusal> {
    line(text, "occasion", ("Acara", "Occasion"), 3..=200)
}

/// What a directive is about.
///
/// # Errors
/// `text-length`.
pub fn subject(text: &str) -> Result<String, Refusal> {
    line(text, "subject", ("Hal", "Subject"), 3..=240)
}

/// Why a text is corrected.
///
/// # Errors
/// `text-length`.
pub fn correction_reason(text: &str) -> Result<String, Refusal> {
    line(text, "reason", ("Alasan perbaikan", "Reason for the correction"), 3..=300)
}

/// Why a directive is withdrawn.
///
/// # Errors
/// `text-length`.
pub fn withdrawal_reason(text: &str) -> Result<String, Refusal> {
    line(text, "reason", ("Alasan pencabutan", "Reason for withdrawing"), 3..=300)
}

/// The note of a unit that passes a directive on.
///
/// # Errors
/// `text-length`.
pub fn note(text: &str) -> Result<String, Refusal> {
    paragraph(text, "note", ("Catatan pengantar", "Covering note"), 3..=1_000)
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Part {
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
}

/// The text of a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Characters at most: some seven pages.
    pub const MAX: usize = 20_000;
    /// Characters at least: a sentence.
    pub const MIN: usize = 20;

    /// Parses what was typed.
    ///
    /// # Errors
    /// `text-length` at the field.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = paragraph(text, "text", ("Isi arahan", "The text"), Self::MIN..=Self::MAX)?;
        let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        lines.dedup_by(|next, before| next.is_empty() && before.is_empty());
        Ok(Self(lines.join("\n")))
    }

    /// As it was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its pieces, in order.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for block in self.0.split("\n\n").filter(|block| !block.trim().is_empty()) {
            for line in block.lines() {
                match (item(line), parts.last_mut()) {
                    (Some(item), Some((true, Part::List(list)))) => list.push(item.to_owned()),
                    (Some(item), _) => parts.push((true, Part::List(vec![item.to_owned()]))),
                    (None, Some((true, Part::Paragraph(text)))) => {
                        text.push(' ');
                        text.push_str(line.trim());
                    }
                    (None, _) => parts.push((true, Part::Paragraph(line.trim().to_owned()))),
                }
            }
            // What follows an empty line begins anew.
            if let Some((open, _)) = parts.last_mut() {
                *open = false;
            }
        }
        parts.into_iter().map(|(_, part)| part).collect()
    }
}

/// What follows the dash or the number of a list's line.
fn item(line: &str) -> Option<&str> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("- ") {
        return Some(rest.trim());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    (1..=2).contains(&digits).then_some(rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_paragraphs_and_lists() {
        let text = Text::parse(
            "Kepada semua pegawai,\nharap maklum.\n\n\n1. Jaga netralitas.\n2) Awasi.\n- Laporkan.\nPenutup.",
        )
        .expect("long enough");
        let paragraph = |text: &str| Part::Paragraph(text.into());
        let list = Part::List(vec!["Jaga netralitas.".into(), "Awasi.".into(), "Laporkan.".into()]);
        assert_eq!(text.parts(), [paragraph("Kepada semua pegawai, harap maklum."), list, paragraph("Penutup.")]);
        let plain = Text::parse("14.30 adalah jamnya, 2024 tahunnya.").expect("long enough");
        assert_eq!(plain.parts(), [paragraph("14.30 adalah jamnya, 2024 tahunnya.")]);
    }

    #[test]
    fn what_is_too_short_or_too_long_is_refused_with_both_ends() {
        for (wrong, field) in [
            (Text::parse("pendek").map(|_| ()), "text"),
            (Text::parse(&"x".repeat(20_001)).map(|_| ()), "text"),
            (subject("  ").map(|_| ()), "subject"),
            (number(&"9".repeat(81)).map(|_| ()), "number"),
        ] {
            let refusal = wrong.expect_err("refused");
            assert_eq!((refusal.code, refusal.field.as_deref()), ("text-length", Some(field)));
        }
    }
}
