//! Letters that people copy from paper or from a screen: Crockford's base 32, digits and letters without I, L, O and U, which
//! the eye takes for others. Each carries five bits.

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The letter of the lowest five bits.
#[must_use]
pub fn letter(bits: u64) -> char {
    char::from(LETTERS[usize::try_from(bits & 31).unwrap_or_default()])
}

/// The five bits of a letter as a person copies it: any case, O for 0, I and L for 1.
#[must_use]
pub fn bits(letter: char) -> Option<u64> {
    let plain = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = LETTERS.iter().position(|known| char::from(*known) == plain)?;
    u64::try_from(at).ok()
}

/// The number in exactly so many letters, at most twelve.
#[must_use]
pub fn read(letters: impl IntoIterator<Item = char>, count: usize) -> Option<u64> {
    let (mut number, mut seen) = (0_u64, 0);
    for letter in letters {
        number = number << 5 | bits(letter)?;
        seen += 1;
        if seen > count {
            return None;
        }
    }
    (seen == count).then_some(number)
}

/// A number in so many letters; higher bits are left out.
#[must_use]
pub fn write(number: u64, count: usize) -> String {
    (0..count).rev().map(|at| letter(number >> (5 * at))).collect()
}

/// Letters as they were typed, made plain: blanks and dashes aside, each as it stands on paper.
#[must_use]
pub fn plain(text: &str) -> Option<String> {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| bits(c).map(letter)).collect()
}

/// `ABCD-EFGH-JKMN`.
#[must_use]
pub fn grouped(letters: &str) -> String {
    let mut out = String::with_capacity(letters.len() + letters.len() / 4);
    for (at, letter) in letters.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push('-');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_as_people_copy_them() {
        for value in 0..32 {
            assert_eq!(bits(letter(value)), Some(value));
            assert_eq!(bits(letter(value).to_ascii_lowercase()), Some(value));
        }
        assert_eq!((bits('o'), bits('I'), bits('l')), (Some(0), Some(1), Some(1)));
        assert_eq!((bits('U'), bits('-'), bits('É')), (None, None, None));
        assert_eq!(plain(" abcd-efgh oil "), Some("ABCDEFGH011".to_owned()));
        assert_eq!(plain("abcd-u"), None);
        assert_eq!(grouped("ABCDEFGHJ"), "ABCD-EFGH-J");
    }

    #[test]
    fn a_number_has_its_count_of_letters_and_no_other() {
        for number in [0, 1, 31, 32, (1 << 60) - 1, 0x0AAA_AAAA_AAAA_AAAA] {
            assert_eq!(read(write(number, 12).chars(), 12), Some(number));
        }
        for (text, count) in [("", 1), ("0", 2), ("000", 2), ("0U", 2), ("0É", 2)] {
            assert_eq!(read(text.chars(), count), None, "{text}");
        }
    }
}
