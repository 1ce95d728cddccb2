//! The key of an occasion, on the screen in front and in its QR code: whoever brings it was told of the occasion. Six
//! letters, short enough to be typed from the back row; 30 bits, of which a hundred tries a second see a tenth of a percent
//! in three hours, the longest that a screen usually stands.

use super::OccasionId;
use netra_base::letters;
use std::fmt;

/// Letters of a key.
const LENGTH: usize = 6;

/// The key of an occasion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OccasionKey(i64);

impl OccasionKey {
    /// So many keys there are.
    pub const MANY: u64 = 1 << 30;

    /// The key with this number.
    #[must_use]
    pub fn new(number: i64) -> Self {
        Self(number)
    }

    /// Its number, as it is kept.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0
    }

    /// Reads a key as a person copies it: any case, O for 0, I or L for 1, blanks aside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = letters::read(text.chars().filter(|c| *c != ' '), LENGTH)?;
        i64::try_from(number).ok().map(Self)
    }
}

impl fmt::Display for OccasionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&letters::write(self.0.cast_unsigned(), LENGTH))
    }
}

/// Where somebody says he signs: the number of an occasion, with the key where he brings it. `7-K7M4PX`, or `7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The occasion.
    pub id: OccasionId,
    /// The key that came along.
    pub key: Option<OccasionKey>,
}

impl Asked {
    /// Reads what stands in an address or was typed; what is no number is no occasion.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (id, key) = text.split_once('-').unwrap_or((text, ""));
        Self { id: OccasionId::read(id), key: OccasionKey::parse(key) }
    }
}

impl From<OccasionId> for Asked {
    fn from(id: OccasionId) -> Self {
        Self { id, key: None }
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id.fmt(f)?;
        match self.key {
            Some(key) => write!(f, "-{key}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_people_copy_it() {
        for number in [0, 1, 31, 32, (1 << 30) - 1, 0x2AAA_AAAA] {
            let key = OccasionKey::new(number);
            assert_eq!(OccasionKey::parse(&key.to_string()), Some(key));
        }
        let key = OccasionKey::parse("10K7MP");
        assert_eq!(key.map(|key| key.to_string()).as_deref(), Some("10K7MP"));
        assert_eq!(OccasionKey::parse("lo k7mp"), key);
        for bad in ["", "10K7M", "10K7MPX", "10K7M!", "10K7MU", "10K7MÉ"] {
            assert_eq!(OccasionKey::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_address_says_the_occasion_and_perhaps_its_key() {
        let id = OccasionId(7);
        assert_eq!(Asked::read(" 7 "), Asked { id, key: None });
        assert_eq!(Asked::read("7-10k7mp"), Asked { id, key: OccasionKey::parse("10K7MP") });
        assert_eq!(Asked::read("7-10K7MP").to_string(), "7-10K7MP");
        assert_eq!(Asked::read("7-xx"), Asked { id, key: None });
        assert_eq!(Asked::read("-7").id, OccasionId(0));
        assert_eq!(Asked::from(id).to_string(), "7");
    }
}
