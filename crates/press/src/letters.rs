//! Letters that the fonts of the house can draw. An archival paper must not hold any other, and one emoji in a quote must not
//! cost the whole report: what cannot be drawn becomes a box that everybody sees, what is invisible goes. Templates are not
//! touched; there a letter without a picture is a fault with a place.

use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// Stands where a letter cannot be drawn.
const BOX: char = '\u{25A1}';

/// What is known of letters so far; `drawn` answers for those that are met first.
pub(crate) struct Letters<F> {
    known: HashMap<char, bool>,
    drawn: F,
}

impl<F: Fn(char) -> bool> Letters<F> {
    /// Nothing known yet.
    pub(crate) fn new(drawn: F) -> Self {
        Self { known: HashMap::new(), drawn }
    }

    /// The same text with boxes for what cannot be drawn.
    pub(crate) fn text<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().filter(|letter| !unseen(*letter)).map(|letter| self.drawn_or_box(letter)).collect())
    }

    /// The same for every text inside a value; keys are the template's own.
    pub(crate) fn value(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Cow::Owned(clean) = self.text(text) {
                    *text = clean;
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|value| self.value(value)),
            Value::Object(entries) => entries.values_mut().for_each(|value| self.value(value)),
            _ => {}
        }
    }

    fn drawn_or_box(&mut self, letter: char) -> char {
        let drawn = letter.is_whitespace() || *self.known.entry(letter).or_insert_with(|| (self.drawn)(letter));
        if drawn { letter } else { BOX }
    }
}

/// Controls, marks of direction (a name must not turn the line around), joiners and selectors of other shapes.
fn unseen(letter: char) -> bool {
    (letter.is_control() && letter != '\n' && letter != '\t')
        || matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_cannot_be_drawn_is_a_box_and_what_cannot_be_seen_is_gone() {
        let mut letters = Letters::new(|letter: char| letter.is_alphanumeric() || letter == BOX);
        let mut value = json!({ "a": ["Halo 😀\u{FE0F}!", "baris\nbaru"], "b": { "c": "é\u{202E}x\u{0}" }, "d": 7 });
        letters.value(&mut value);
        assert_eq!(value, json!({ "a": ["Halo □□", "baris\nbaru"], "b": { "c": "éx" }, "d": 7 }));
    }
}
