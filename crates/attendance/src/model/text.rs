//! Texts that people type: guests, one or a queue of them, and reasons. Constructors parse.

use netra_base::{Refusal, Result};

/// Guests in one paste: a sheet of paper has some forty lines.
pub const MOST_LINES: usize = 200;
/// Letters of a name.
const NAME: usize = 120;
/// Letters of an institution or a function.
const WORDS: usize = 160;
/// Letters of a reason.
const REASON: usize = 300;

/// Somebody without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The name.
    pub name: String,
    /// The institution, `Kecamatan Contoh`.
    pub institution: String,
    /// Jabatan.
    pub function: Option<String>,
}

impl Guest {
    /// Reads a guest from a form.
    ///
    /// # Errors
    /// A refusal at `name`, `institution` or `function`.
    pub fn parse(name: &str, institution: &str, function: &str) -> Result<Self, Refusal> {
        let name = words(name, "name", NAME, ("Nama", "The name"))?;
        let institution = words(institution, "institution", WORDS, ("Instansi", "The institution"))?;
        let function = match collapse(function).is_empty() {
            true => None,
            false => Some(words(function, "function", WORDS, ("Jabatan", "The function"))?),
        };
        Ok(Self { name, institution, function })
    }

    /// By what the same guest is known again: who is entered twice is one.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}|{}", self.name.to_lowercase(), self.institution.to_lowercase())
    }
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str, field: &'static str, most: usize, label: (&str, &str)) -> Result<String, Refusal> {
    let text = collapse(text);
    let long = text.chars().count();
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal::new(
            "required",
            format!("{} belum diisi; tulis dengan huruf.", label.0),
            format!("{} is missing; write it in letters.", label.1),
        )
        .at(field));
    }
    if long > most || text.chars().any(char::is_control) {
        return Err(Refusal::new(
            "too-long",
            format!("{} terlalu panjang: {long} huruf, paling banyak {most}.", label.0),
            format!("{} is too long: {long} characters, at most {most}.", label.1),
        )
        .at(field));
    }
    Ok(text)
}

/// Reads lines `name; institution; function`, one guest each. A tab or a vertical line may stand in place of the
/// semicolon; blank lines are passed over.
///
/// # Errors
/// A refusal at `lines` that names the first line that cannot be read.
pub fn guest_lines(text: &str) -> Result<Vec<Guest>, Refusal> {
    let mut guests = Vec::new();
    for (at, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        if guests.len() == MOST_LINES {
            let id = format!("Lebih dari {MOST_LINES} baris; simpan dulu sebagian, lalu tempel sisanya.");
            let en = format!("More than {MOST_LINES} lines; save a part first, then paste the rest.");
            return Err(Refusal::new("lines-many", id, en).at("lines"));
        }
        let mut parts = line.split([';', '\t', '|']);
        let mut part = || parts.next().unwrap_or("");
        let (name, institution, function) = (part(), part(), part());
        let guest = Guest::parse(name, institution, function).map_err(|refusal| {
            let (id, en) = (&refusal.say.id, &refusal.say.en);
            Refusal::new(
                "line",
                format!("Baris {at}: {id} Tulis seperti: nama; instansi; jabatan."),
                format!("Line {at}: {en} Write it like: name; institution; function."),
            )
            .at("lines")
        })?;
        guests.push(guest);
    }
    if guests.is_empty() {
        let refusal = Refusal::new("required", "Belum ada baris yang berisi tamu.", "No line holds a guest yet.");
        return Err(refusal.at("lines"));
    }
    Ok(guests)
}

/// Reads a reason.
///
/// # Errors
/// A refusal at `reason`.
pub fn reason(text: &str) -> Result<String, Refusal> {
    words(text, "reason", REASON, ("Alasan", "The reason"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_of_guests_is_read_line_by_line() {
        let pasted = "Camat Contoh ;Kecamatan Contoh; Camat\n\nLurah Contoh\tKelurahan  Contoh\n";
        let guests = guest_lines(pasted).expect("reads");
        assert_eq!(guests.len(), 2);
        assert_eq!((guests[0].name.as_str(), guests[0].function.as_deref()), ("Camat Contoh", Some("Camat")));
        assert_eq!((guests[1].institution.as_str(), &guests[1].function), ("Kelurahan Contoh", &None));
        let refused = guest_lines("A; B\nTanpa instansi\n").expect_err("refused");
        assert!(refused.say.id.starts_with("Baris 2:"), "{}", refused.say.id);
        assert_eq!(guest_lines(" \n").expect_err("empty").code, "required");
        assert_eq!(guest_lines(&"A; B\n".repeat(201)).expect_err("many").code, "lines-many");
    }

    #[test]
    fn the_same_guest_is_known_again_whatever_the_case() {
        let one = Guest::parse("Ketua  RT", "Desa Contoh", "").expect("reads");
        let two = Guest::parse("ketua rt", "DESA contoh", "Ketua").expect("reads");
        assert_eq!(one.key(), two.key());
        assert_eq!(Guest::parse("A", "..", "").expect_err("no letters").field.as_deref(), Some("institution"));
    }
}
