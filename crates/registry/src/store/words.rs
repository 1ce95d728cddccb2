//! The word index: the words of each person's name and one token for the unit, so that a name, a unit, or
//! a name within a few units is one look-up on either engine.

use netra_base::{EmployeeId, Result, UnitId};
use netra_store::{Kind, Tx, Value, params};

/// The words of a text: lower case, plain Latin letters, split at everything that is no letter or digit;
/// an apostrophe joins (`Sa'diyah` is one word, `sadiyah`).
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for letter in text.chars().flat_map(char::to_lowercase) {
        if matches!(letter, '\'' | '’' | '‘' | '`' | 'ʼ') {
            continue;
        }
        let plain = plain(letter);
        if plain.is_alphanumeric() {
            if let Some(word) = out.last_mut() {
                word.push(plain);
            }
        } else if out.last().is_some_and(|word| !word.is_empty()) {
            out.push(String::new());
        }
    }
    out.retain(|word| !word.is_empty());
    out
}

/// Letters with marks become the letter; this covers the Latin letters that names here are written in.
fn plain(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ø' | 'ō' => 'o',
        'š' | 'ś' | 'ş' => 's',
        'ù'..='ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        other => other,
    }
}

/// The token of a unit. It begins with a digit, which no word of a name does in earnest.
pub(crate) fn unit_token(unit: UnitId) -> String {
    format!("0u{unit}")
}

fn line(name: &str, unit: UnitId) -> String {
    let mut text = words(name).join(" ");
    text.push(' ');
    text.push_str(&unit_token(unit));
    text
}

pub(crate) fn insert<'a>(tx: &mut Tx<'_>, people: impl Iterator<Item = (EmployeeId, &'a str, UnitId)>) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> =
        people.map(|(id, name, unit)| vec![Value::from(id), Value::from(line(name, unit))]).collect();
    tx.insert_many("registry_words", &["rowid", "words"], &[Kind::Int, Kind::Text], &rows)?;
    Ok(())
}

pub(crate) fn replace(tx: &mut Tx<'_>, id: EmployeeId, name: &str, unit: UnitId) -> Result<()> {
    tx.execute("DELETE FROM registry_words WHERE rowid = ?1", params![id])?;
    tx.execute("INSERT INTO registry_words (rowid, words) VALUES (?1, ?2)", params![id, line(name, unit)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_the_letters_people_type() {
        assert_eq!(words("Sa'diyah  NUR-Aini, S.H."), ["sadiyah", "nur", "aini", "s", "h"]);
        assert_eq!(words("Ma’ruf Renée"), ["maruf", "renee"]);
        assert!(words(" .. ").is_empty());
    }
}
