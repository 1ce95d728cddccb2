//! The number of a receipt, as it stands on paper: `48213-7K3M-0QWD-58RA`. The first part is the leaf's place in the log, the
//! rest a mark made of the leaf's commitment. It names nobody, and whoever has it can look whether the log has it too.

use netra_base::letters;
use std::fmt;

/// Letters of a mark: 60 bits.
const MARK_LETTERS: usize = 12;
/// Digits of a place: as many as the largest log that fits its formats needs.
const MAX_DIGITS: usize = 15;

/// The number of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceiptNumber {
    /// The leaf's place in the log, from 0.
    pub index: u64,
    /// The first 60 bits of the leaf's commitment.
    mark: u64,
}

impl ReceiptNumber {
    /// The number of the leaf at `index` with this commitment.
    #[must_use]
    pub fn of(index: u64, commitment: &[u8; 32]) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = *commitment;
        Self { index, mark: u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 4 }
    }

    /// Reads a number as a person copies it: any case, O for 0, I or L for 1, dashes where he likes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (index, mark) = text.trim().split_once('-')?;
        if index.is_empty() || index.len() > MAX_DIGITS || !index.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mark = letters::read(mark.chars().filter(|c| !matches!(c, '-' | ' ')), MARK_LETTERS)?;
        Some(Self { index: index.parse().ok()?, mark })
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.index, letters::grouped(&letters::write(self.mark, MARK_LETTERS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_copy_it_and_nothing_else_is() {
        let mut commitment = [0x5a; 32];
        commitment[..8].copy_from_slice(&[0x9f, 0x2c, 0x41, 0xd0, 0x7b, 0xe8, 0x5a, 0x63]);
        let number = ReceiptNumber::of(48_213, &commitment);
        assert_eq!(number.to_string(), "48213-KWP4-3M3V-X1D6");
        for text in ["48213-KWP4-3M3V-X1D6", " 48213-kwp43m3vxid6 ", "48213-KWP4-3M3V-XLD6"] {
            assert_eq!(ReceiptNumber::parse(text), Some(number), "{text}");
        }
        for text in [
            "",
            "48213",
            "48213-",
            "-KWP43M3VX1D6",
            "48213-KWP4-3M3V-X1D",
            "48213-KWP4-3M3V-X1D66",
            "x-KWP43M3VX1D6",
            "48213-UWP4-3M3V-X1D6",
            "1234567890123456-KWP43M3VX1D6",
            "48213-KWP4-3M3V-X1Dé",
        ] {
            assert_eq!(ReceiptNumber::parse(text), None, "{text}");
        }
        let zero = ReceiptNumber::of(0, &[0; 32]);
        assert_eq!(ReceiptNumber::parse(&zero.to_string()), Some(zero));
        assert_ne!(ReceiptNumber::of(0, &[1; 32]), zero);
    }
}
