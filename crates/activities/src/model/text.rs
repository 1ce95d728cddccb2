//! Texts that people write, checked once: a line without line breaks, a paragraph with them; lengths in characters,
//! both ends said in the refusal.

use netra_base::Refusal;
use std::ops::RangeInclusive;

/// What a text is called and how long it may be.
#[derive(Debug, Clone)]
pub struct Words {
    /// The form field.
    pub field: String,
    /// Its label in both languages.
    pub label: (&'static str, &'static str),
    /// Characters at least and at most.
    pub range: RangeInclusive<usize>,
}

impl Words {
    /// A text at this field.
    pub fn new(field: impl Into<String>, label: (&'static str, &'static str), range: RangeInclusive<usize>) -> Self {
        Self { field: field.into(), label, range }
    }
}

/// A line: blanks made single, no control characters.
///
/// # Errors
/// `text-length` at the field.
pub fn line(text: &str, words: &Words) -> Result<String, Refusal> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    checked(text.chars().filter(|c| !c.is_control()).collect(), words)
}

/// A paragraph: line breaks stay, other control characters go.
///
/// # Errors
/// `text-length` at the field.
pub fn paragraph(text: &str, words: &Words) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    checked(text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect(), words)
}

fn checked(text: String, Words { field, label, range }: &Words) -> Result<String, Refusal> {
    let (letters, low, high) = (text.chars().count(), *range.start(), *range.end());
    if range.contains(&letters) {
        return Ok(text);
    }
    let refusal = if letters == 0 {
        Refusal::new("text-length", format!("{} belum diisi.", label.0), format!("{} is empty.", label.1))
    } else {
        Refusal::new(
            "text-length",
            format!("{}: {letters} huruf; harus {low} sampai {high}. Sesuaikan panjangnya.", label.0),
            format!("{}: {letters} characters; it must have {low} to {high}. Adjust its length.", label.1),
        )
    };
    Err(refusal.at(field.clone()))
}

/// Words alone, in small letters: what two ways to write the same name have in common.
#[must_use]
pub fn folded(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
