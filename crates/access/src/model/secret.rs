//! Things that open something: session tokens, activation codes, TOTP secrets. None of them is printed by
//! `Debug`, and the first two are stored only as hashes.

use netra_base::{Chance, canonical, letters};

/// A SHA-256 hash that stands for a token or a code in the database.
pub type Hash32 = [u8; 32];

/// 256 random bits that open a session, as 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A fresh token.
    #[must_use]
    pub fn draw(chance: &Chance) -> Self {
        Self(canonical::hex(&chance.bytes::<32>()))
    }

    /// Reads what a request brought; none when it cannot be a token.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())).then(|| Self(text.to_owned()))
    }

    /// The text for the cookie or the reply.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database knows of it.
    #[must_use]
    pub fn hash(&self) -> Hash32 {
        canonical::sha256(self.0.as_bytes())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A one-time activation code: 16 letters of 5 bits, 80 bits in all. At five guesses and then one every
/// quarter of an hour, nobody finds one in fourteen days.
#[derive(Clone, PartialEq, Eq)]
pub struct ActivationCode(String);

impl ActivationCode {
    /// A fresh code.
    #[must_use]
    pub fn draw(chance: &Chance) -> Self {
        Self(chance.bytes::<16>().iter().map(|b| letters::letter(u64::from(*b))).collect())
    }

    /// Reads what was typed from paper: in any case, with or without groups, O for 0, I and L for 1.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        letters::plain(text).filter(|code| code.len() == 16).map(Self)
    }

    /// `ABCD-EFGH-JKMN-PQRS`, for paper.
    #[must_use]
    pub fn grouped(&self) -> String {
        letters::grouped(&self.0)
    }

    /// What the database knows of it.
    #[must_use]
    pub fn hash(&self) -> Hash32 {
        canonical::sha256(format!("netra/activation/v1/{}", self.0).as_bytes())
    }
}

impl std::fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ActivationCode(…)")
    }
}

/// The 160 bits that a phone and the house share to make one-time codes (RFC 6238).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TotpSecret([u8; 20]);

impl TotpSecret {
    /// A fresh secret.
    #[must_use]
    pub fn draw(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    /// A secret from its bytes, as stored.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Base32, as authenticator programs want it typed.
    #[must_use]
    pub fn base32(&self) -> String {
        totp_rs::Secret::from(self.0).to_base32()
    }

    /// Reads [`TotpSecret::base32`], blanks and case aside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        Self::from_bytes(totp_rs::Secret::try_from_base32(solid).ok()?.as_bytes())
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_copied_from_paper() {
        let code = ActivationCode::draw(&Chance::seeded(5));
        let paper = code.grouped();
        assert_eq!(paper.len(), 19);
        assert_eq!(ActivationCode::parse(&paper.to_lowercase().replace('-', " ")), Some(code.clone()));
        let sloppy = paper.replace('0', "o").replace('1', "l");
        assert_eq!(ActivationCode::parse(&sloppy), Some(code));
        assert_eq!(ActivationCode::parse("ABCD"), None);
        assert_eq!(ActivationCode::parse("UUUU-UUUU-UUUU-UUUU"), None);
    }

    #[test]
    fn secrets_are_not_printed_and_read_back_what_they_write() {
        let secret = TotpSecret::draw(&Chance::seeded(1));
        assert_eq!(TotpSecret::parse(&secret.base32().to_lowercase()), Some(secret));
        assert_eq!(format!("{secret:?}"), "TotpSecret(…)");
        let token = Token::draw(&Chance::seeded(1));
        assert_eq!(Token::parse(token.as_str()), Some(token.clone()));
        assert!(!format!("{token:?}").contains(token.as_str()));
        assert!(Token::parse("x").is_none());
    }
}
