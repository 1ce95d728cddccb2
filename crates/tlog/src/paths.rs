//! The addresses of a tiled log below its prefix, and the form of entry bundles. Only canonical addresses are
//! read, so that each tile has one address and one cache entry. Note that the library we compute trees with
//! also writes tile addresses, in an older form with the tile height in them; those are not used.

use std::fmt;

use crate::tree::TILE_WIDTH;

/// Longer than the address of the last tile of the largest tree.
pub const MAX_PATH_BYTES: usize = 80;

/// The longest entry that a bundle can hold: its length is written in 16 bits.
pub const MAX_ENTRY_BYTES: usize = 65_535;

/// What can be wrong with an address or a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// The address is not that of a tile or bundle.
    #[error("this is not the address of a tile: {0}")]
    Address(&'static str),
    /// One entry is longer than its length field can say.
    #[error("entry {at} has {bytes} bytes, and a bundle can hold entries of at most 65535")]
    EntryTooLong {
        /// The number of the entry in its bundle, from 0.
        at: usize,
        /// How long it is.
        bytes: usize,
    },
    /// A bundle holds 1 to 256 entries.
    #[error("a bundle holds 1 to 256 entries, not {0}")]
    EntryCount(usize),
    /// The bundle ends in the middle of an entry.
    #[error("the bundle ends in the middle of entry {at}")]
    BundleCutShort {
        /// The number of the entry in its bundle, from 0.
        at: usize,
    },
}

/// What lies at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resource {
    /// A tile of hashes of this level, 0 to 63.
    Hashes(u8),
    /// A bundle of entries.
    Entries,
}

/// The address of a tile or of an entry bundle: `tile/0/x001/234.p/12`, `tile/entries/000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TilePath {
    resource: Resource,
    index: u64,
    width: u16,
}

impl TilePath {
    /// The address of the first `width` hashes or entries (1 to 256) of tile number `index`.
    ///
    /// # Errors
    /// When level or width is outside its range.
    pub fn new(resource: Resource, index: u64, width: u16) -> Result<Self, PathError> {
        if matches!(resource, Resource::Hashes(level) if level > 63) {
            return Err(PathError::Address("the level is above 63"));
        }
        if !(1..=256).contains(&width) {
            return Err(PathError::Address("the width is not between 1 and 256"));
        }
        Ok(Self { resource, index, width })
    }

    /// Reads an address below the prefix of the log, in its one canonical spelling, without leading slash.
    ///
    /// # Errors
    /// When it is not such an address.
    pub fn parse(path: &str) -> Result<Self, PathError> {
        if path.len() > MAX_PATH_BYTES {
            return Err(PathError::Address("it is too long"));
        }
        let rest = path.strip_prefix("tile/").ok_or(PathError::Address("it does not begin with tile/"))?;
        let (resource, rest) = rest.split_once('/').ok_or(PathError::Address("there is no tile number"))?;
        let resource = match resource {
            "entries" => Resource::Entries,
            level => crate::number(level)
                .and_then(|level| u8::try_from(level).ok())
                .map(Resource::Hashes)
                .ok_or(PathError::Address("the level is neither a number from 0 to 63 nor `entries`"))?,
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, partial_width(width)?),
            None => (rest, 256),
        };
        let parsed = Self::new(resource, tile_number(number)?, width)?;
        if parsed.to_string() != path {
            return Err(PathError::Address("it is not in canonical form"));
        }
        Ok(parsed)
    }

    /// What lies there.
    #[must_use]
    pub fn resource(&self) -> Resource {
        self.resource
    }

    /// The number of the tile within its level.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries lie there, 1 to 256.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it is narrower than a full tile.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.width < 256
    }

    /// Whether a tree of this size has so many hashes or entries in this tile. A partial tile stays true when
    /// the tree grows beyond it.
    #[must_use]
    pub fn lies_within(&self, size: u64) -> bool {
        let level = match self.resource {
            Resource::Hashes(level) => u32::from(level),
            Resource::Entries => 0,
        };
        let hashes = size.checked_shr(8 * level).unwrap_or(0);
        let end = self.index.checked_mul(TILE_WIDTH).and_then(|at| at.checked_add(u64::from(self.width)));
        end.is_some_and(|end| end <= hashes)
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.resource {
            Resource::Hashes(level) => write!(f, "tile/{level}")?,
            Resource::Entries => write!(f, "tile/entries")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (left, group) in groups.iter().enumerate().rev() {
            let mark = if left > 0 { "x" } else { "" };
            write!(f, "/{mark}{group:03}")?;
        }
        if self.is_partial() { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

fn partial_width(text: &str) -> Result<u16, PathError> {
    let width = crate::number(text).filter(|width| (1..=255).contains(width));
    let width = width.and_then(|width| u16::try_from(width).ok());
    width.ok_or(PathError::Address("the width of a partial tile is not a number from 1 to 255"))
}

/// Reads `x001/x234/067`.
fn tile_number(text: &str) -> Result<u64, PathError> {
    const WRONG: PathError = PathError::Address("the tile number is not in groups of three digits");
    let mut number = 0_u64;
    let mut groups = text.split('/').peekable();
    while let Some(group) = groups.next() {
        let last = groups.peek().is_none();
        let digits = if last { Some(group) } else { group.strip_prefix('x') };
        let digits = digits.filter(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()));
        let value: u64 = digits.and_then(|digits| digits.parse().ok()).ok_or(WRONG)?;
        number = number.checked_mul(1000).and_then(|n| n.checked_add(value)).ok_or(WRONG)?;
    }
    Ok(number)
}

/// The bytes of a bundle: before each entry its length in two bytes, the larger first.
///
/// # Errors
/// When an entry is too long, or there are not 1 to 256 of them.
pub fn encode_bundle<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, PathError> {
    if !(1..=256).contains(&entries.len()) {
        return Err(PathError::EntryCount(entries.len()));
    }
    let mut bundle = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| PathError::EntryTooLong { at, bytes: entry.len() })?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
    }
    Ok(bundle)
}

/// The entries of a bundle.
///
/// # Errors
/// When it ends within an entry, or there are not 1 to 256 of them.
pub fn decode_bundle(mut bundle: &[u8]) -> Result<Vec<&[u8]>, PathError> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let at = entries.len();
        if at == 256 {
            return Err(PathError::EntryCount(257));
        }
        let (length, rest) = bundle.split_first_chunk::<2>().ok_or(PathError::BundleCutShort { at })?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, rest) = rest.split_at_checked(length).ok_or(PathError::BundleCutShort { at })?;
        entries.push(entry);
        bundle = rest;
    }
    if entries.is_empty() {
        return Err(PathError::EntryCount(0));
    }
    Ok(entries)
}
