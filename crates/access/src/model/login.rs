//! What somebody types to say who they are: a NIP, a unit code and contract number (`KW-20-PAS/PPNPN-014`),
//! or a chosen name. Compared without regard to case and blanks.

use netra_base::{Refusal, canonical};
use netra_registry::model::{ContractNumber, Nip};

/// A login in the form in which it is compared and stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Login {
    key: String,
    typed: String,
}

impl Login {
    /// Longest login: a unit code of 32, a slash and a contract number of 80 letters.
    pub const MAX: usize = 120;

    /// Reads what was typed. None when there is nothing, or more than any login has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let typed = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if typed.is_empty() || typed.chars().count() > Self::MAX || typed.chars().any(char::is_control) {
            return None;
        }
        let solid: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
        let key = if solid.bytes().all(|b| b.is_ascii_digit()) {
            solid
        } else if let Some((unit, contract)) = typed.split_once('/') {
            format!("{}/{}", unit.trim().to_uppercase(), contract.trim().to_uppercase())
        } else {
            typed.to_lowercase()
        };
        Some(Self { key, typed })
    }

    /// The login of a person with a NIP.
    #[must_use]
    pub fn of_nip(nip: Nip) -> Self {
        let typed = nip.to_string();
        Self { key: typed.clone(), typed }
    }

    /// The login of a PPNPN.
    #[must_use]
    pub fn of_contract(unit_code: &str, contract: &ContractNumber) -> Self {
        let typed = format!("{unit_code}/{}", contract.as_str());
        Self { key: typed.to_uppercase(), typed }
    }

    /// A name chosen for an account without an employee.
    ///
    /// # Errors
    /// A refusal at `login`: the name must not look like a NIP or a contract.
    pub fn chosen(text: &str) -> Result<Self, Refusal> {
        let login = Self::parse(text).filter(|login| {
            let letters = login.key.chars().count();
            (3..=40).contains(&letters)
                && login.key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
                && login.key.chars().any(|c| c.is_ascii_alphabetic())
        });
        login.ok_or_else(|| {
            Refusal::new(
                "login-form",
                "Nama masuk terdiri dari 3 sampai 40 huruf, angka, titik, - atau _, dengan sedikitnya satu huruf.",
                "A login has 3 to 40 letters, digits, dots, - or _, with at least one letter.",
            )
            .at("login")
        })
    }

    /// The form in which logins are compared and stored.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The NIP, if it is one.
    #[must_use]
    pub fn nip(&self) -> Option<Nip> {
        Nip::parse(&self.key).ok()
    }

    /// Unit code and contract number as typed, and in capitals.
    #[must_use]
    pub fn contracts(&self) -> Vec<(String, ContractNumber)> {
        let read = |text: &str| {
            let (unit, contract) = text.split_once('/')?;
            Some((unit.trim().to_uppercase(), ContractNumber::parse(contract).ok()?))
        };
        let mut found: Vec<_> = [read(&self.typed), read(&self.key)].into_iter().flatten().collect();
        found.dedup();
        found
    }

    /// Under what wrong guesses at `what` are counted for this login, known or not.
    #[must_use]
    pub fn subject(&self, what: &str) -> [u8; 32] {
        canonical::sha256(format!("netra/guess/v1/{what}/{}", self.key).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_their_login_in_many_ways() {
        let key = |text: &str| Login::parse(text).map(|l| l.key);
        assert_eq!(key(" 20001231 202412 1 001 ").as_deref(), Some("200012312024121001"));
        assert_eq!(key("kw-20-pas / ppnpn/01").as_deref(), Some("KW-20-PAS/PPNPN/01"));
        assert_eq!(key("Bawaslu.RI").as_deref(), Some("bawaslu.ri"));
        assert_eq!(key("   "), None);
        assert_eq!(key(&"a".repeat(121)), None);
        let login = Login::parse("kw-20/Ppnpn 01").expect("a login");
        let contracts: Vec<String> = login.contracts().iter().map(|(u, c)| format!("{u}|{}", c.as_str())).collect();
        assert_eq!(contracts, ["KW-20|Ppnpn 01", "KW-20|PPNPN 01"]);
    }

    #[test]
    fn a_chosen_name_never_looks_like_a_number_of_a_person() {
        assert!(Login::chosen("Admin.Pusat").is_ok());
        for text in ["ab", "200012312024121001", "kw-20/1", "a b c", "é-name", &"a".repeat(41)] {
            assert_eq!(Login::chosen(text).map_err(|r| r.code), Err("login-form"), "{text}");
        }
    }
}
