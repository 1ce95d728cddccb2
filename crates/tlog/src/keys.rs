//! Ed25519 keys of logs and of witnesses, and how their public halves are written (`name+id+base64`). A key
//! has one use: a log's key signs checkpoints, a witness's key cosigns them, and the id depends on the use, so
//! that neither can stand in for the other. How a seed is kept is not decided here.

use std::fmt;

use ed25519_dalek::{Signature, Signer as _};

use crate::{base64, from_base64};

/// The longest name of a key: as much as fits a line on a screen and more.
pub const MAX_NAME_BYTES: usize = 255;

/// The longest key in base64 we look at: keys of newer kinds are long, and are to be refused by their name.
const MAX_KEY_TEXT: usize = 4096;

/// The byte that marks an Ed25519 key of a log.
const LOG_TYPE: u8 = 0x01;
/// The byte that marks an Ed25519 key of a witness with timestamps.
const WITNESS_TYPE: u8 = 0x04;

/// What can be wrong with a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Key names are written in lines, between spaces and plus signs.
    #[error("a key name must be 1 to 255 bytes without spaces, plus signs or control characters")]
    Name,
    /// Not of the form `name+id+base64`.
    #[error("a verifier key must be written as name+id+base64")]
    Form,
    /// The id in the text is not that of the key.
    #[error("the id of the verifier key {name} does not fit its key: one of them was changed")]
    Id {
        /// The name in the text.
        name: String,
    },
    /// A kind of key we cannot verify with.
    #[error("the verifier key {name} is of type {kind:#04x}; supported are 0x01 (log) and 0x04 (witness)")]
    Type {
        /// The name in the text.
        name: String,
        /// The type byte.
        kind: u8,
    },
    /// Not a point one can safely verify with.
    #[error("the verifier key {name} is not a sound Ed25519 key")]
    Point {
        /// The name in the text.
        name: String,
    },
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyUse {
    /// Signing the checkpoints of a log.
    Log,
    /// Cosigning the checkpoints of others, with the time.
    Witness,
}

impl KeyUse {
    const fn type_byte(self) -> u8 {
        match self {
            Self::Log => LOG_TYPE,
            Self::Witness => WITNESS_TYPE,
        }
    }
}

/// The public half of a key: what a verifier must have been given beforehand.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: u32,
    usage: KeyUse,
    key: ed25519_dalek::VerifyingKey,
}

impl VerifierKey {
    fn new(name: &str, usage: KeyUse, key: ed25519_dalek::VerifyingKey) -> Self {
        let id = signed_note::key_id(name, &typed(usage.type_byte(), key.as_bytes()));
        Self { name: name.to_owned(), id, usage, key }
    }

    /// Reads `name+id+base64`.
    ///
    /// # Errors
    /// When the text is not such a key, or not of a kind we know.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let (name, rest) = text.split_once('+').ok_or(KeyError::Form)?;
        let (id, key) = rest.split_once('+').ok_or(KeyError::Form)?;
        check_name(name)?;
        let lower_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if id.len() != 8 || !id.bytes().all(lower_hex) || key.len() > MAX_KEY_TEXT {
            return Err(KeyError::Form);
        }
        let typed = from_base64(key).ok_or(KeyError::Form)?;
        let (kind, key) = typed.split_first().ok_or(KeyError::Form)?;
        let name = name.to_owned();
        if id != format!("{:08x}", signed_note::key_id(&name, &typed)) {
            return Err(KeyError::Id { name });
        }
        let usage = match *kind {
            LOG_TYPE => KeyUse::Log,
            WITNESS_TYPE => KeyUse::Witness,
            kind => return Err(KeyError::Type { name, kind }),
        };
        let key: &[u8; 32] = key.try_into().map_err(|_| KeyError::Form)?;
        match ed25519_dalek::VerifyingKey::from_bytes(key) {
            Ok(key) if !key.is_weak() => Ok(Self::new(&name, usage, key)),
            _ => Err(KeyError::Point { name }),
        }
    }

    /// The name: for a log its origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The short number that stands in signature lines. It finds a key; it does not prove one.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// What the key is for.
    #[must_use]
    pub fn usage(&self) -> KeyUse {
        self.usage
    }

    /// The bare public key.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Whether this is a signature of this key below this text. For a witness the signature begins with the
    /// time, see [`cosignature_time`].
    #[must_use]
    pub fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        match self.usage {
            KeyUse::Log => self.holds(text, signature),
            KeyUse::Witness => match cosignature_time(signature) {
                Some(time) => self.holds(&cosigned_text(time, text), &signature[8..]),
                None => false,
            },
        }
    }

    fn holds(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.key.verify_strict(message, &signature).is_ok()
    }
}

impl signed_note::Verifier for VerifierKey {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        self.verifies(text, signature)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = base64(&typed(self.usage.type_byte(), self.key.as_bytes()));
        write!(f, "{}+{:08x}+{key}", self.name, self.id)
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

/// The key with which a log signs its checkpoints. It never shows its secret half.
#[derive(Clone)]
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    public: VerifierKey,
}

impl SigningKey {
    /// The key of the log with this origin, from its seed.
    ///
    /// # Errors
    /// When the origin cannot be a key name.
    pub fn from_seed(origin: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let (secret, public) = pair(origin, KeyUse::Log, seed)?;
        Ok(Self { secret, public })
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.public
    }

    /// The bare signature of the text.
    pub(crate) fn sign(&self, text: &[u8]) -> Vec<u8> {
        self.secret.sign(text).to_bytes().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, secret not shown)", self.public)
    }
}

/// The key with which a witness cosigns the checkpoints of logs. It never shows its secret half.
#[derive(Clone)]
pub struct WitnessKey {
    secret: ed25519_dalek::SigningKey,
    public: VerifierKey,
}

impl WitnessKey {
    /// The key of the witness of this name, from its seed. A log and a witness never share a seed.
    ///
    /// # Errors
    /// When the name cannot be a key name.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let (secret, public) = pair(name, KeyUse::Witness, seed)?;
        Ok(Self { secret, public })
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.public
    }

    /// The time and the signature of the text at that time (seconds since 1970).
    pub(crate) fn sign(&self, text: &[u8], seconds: u64) -> Vec<u8> {
        let seconds = seconds.min(i64::MAX.unsigned_abs());
        let mut signature = seconds.to_be_bytes().to_vec();
        signature.extend_from_slice(&self.secret.sign(&cosigned_text(seconds, text)).to_bytes());
        signature
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessKey({}, secret not shown)", self.public)
    }
}

/// The time in the signature of a witness, in seconds since 1970. `None` when it is not of that form.
#[must_use]
pub fn cosignature_time(signature: &[u8]) -> Option<u64> {
    let (time, rest) = signature.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    (rest.len() == 64 && time <= i64::MAX.unsigned_abs()).then_some(time)
}

fn pair(name: &str, usage: KeyUse, seed: &[u8; 32]) -> Result<(ed25519_dalek::SigningKey, VerifierKey), KeyError> {
    check_name(name)?;
    let secret = ed25519_dalek::SigningKey::from_bytes(seed);
    let public = VerifierKey::new(name, usage, secret.verifying_key());
    Ok((secret, public))
}

fn cosigned_text(seconds: u64, text: &[u8]) -> Vec<u8> {
    let mut message = format!("cosignature/v1\ntime {seconds}\n").into_bytes();
    message.extend_from_slice(text);
    message
}

fn check_name(name: &str) -> Result<(), KeyError> {
    let sound =
        signed_note::is_key_name_valid(name) && name.len() <= MAX_NAME_BYTES && !name.chars().any(char::is_control);
    if sound { Ok(()) } else { Err(KeyError::Name) }
}

fn typed(kind: u8, key: &[u8; 32]) -> Vec<u8> {
    let mut typed = vec![kind];
    typed.extend_from_slice(key);
    typed
}
