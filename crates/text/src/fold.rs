//! Letters as a reader sees them: lower case, compatibility forms and look-alikes of other scripts as plain letters,
//! marks and invisible characters dropped, drawn-out letters squeezed, digits that stand for letters read as letters.
//! It works on one word and does not know where words end.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_properties::{GeneralCategory, UnicodeEmoji, UnicodeGeneralCategory};

/// No word of a language is longer; what is, is cut here, so that no later step can be made slow by one word.
pub(crate) const MAX_LETTERS: usize = 48;

/// What a character outside ASCII is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Part of a word.
    Letter,
    /// Part of a word that nobody sees: marks, joiners, controls.
    Unseen,
    /// Ends a sentence.
    Stop,
    /// Opens or closes a quotation.
    Quote,
    /// An apostrophe inside a word, a quotation mark elsewhere.
    Apostrophe,
    /// A picture.
    Emoji,
    /// Anything else: spaces, signs.
    Other,
}

/// The class of a character outside ASCII.
pub(crate) fn class(c: char) -> Class {
    match c {
        // The block of pictures, and the letters of most of Europe: what people type most, before the slow tables.
        '\u{1f300}'..='\u{1faff}' => Class::Emoji,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Class::Letter,
        '\u{200b}'..='\u{200f}' | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' => Class::Unseen,
        '…' | '。' | '！' | '？' | '\u{2028}' | '\u{2029}' => Class::Stop,
        '“' | '”' | '„' | '«' | '»' => Class::Quote,
        '‘' | '’' => Class::Apostrophe,
        _ if c.is_alphabetic() => Class::Letter,
        _ if is_combining_mark(c) => Class::Unseen,
        _ => match c.general_category() {
            GeneralCategory::Format | GeneralCategory::Control | GeneralCategory::PrivateUse => Class::Unseen,
            GeneralCategory::DecimalNumber | GeneralCategory::OtherNumber => Class::Letter,
            _ if c.is_emoji_char() => Class::Emoji,
            _ => Class::Other,
        },
    }
}

/// What follows an emoji and belongs to it: variation, skin, joiner, tags, keycap.
pub(crate) fn extends_emoji(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

/// The word in plain letters and digits; `@` and `$` inside remain for [`leet`]. At most [`MAX_LETTERS`] characters.
pub(crate) fn letters(raw: &str) -> String {
    let mut out = Squeezed::default();
    for c in raw.chars() {
        if out.full() {
            break;
        }
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || c == '@' || c == '$' {
                out.push(c.to_ascii_lowercase());
            }
        } else {
            decompose_compatible(c, |part| plain(part, &mut out));
        }
    }
    out.text
}

/// One decomposed character: a mark vanishes, a look-alike becomes the letter it looks like.
fn plain(c: char, out: &mut Squeezed) {
    if c.is_ascii_alphanumeric() {
        return out.push(c.to_ascii_lowercase());
    }
    if c.is_ascii() || is_combining_mark(c) || !c.is_alphanumeric() {
        return;
    }
    for lower in c.to_lowercase() {
        let mut buffer = [0_u8; 4];
        let seen = unicode_security::confusable_detection::skeleton(lower.encode_utf8(&mut buffer));
        let mut ascii = [None; 3];
        let mut count = 0;
        for part in seen.filter(|part| !is_combining_mark(*part)) {
            match ascii.get_mut(count) {
                Some(place) if part.is_ascii_alphanumeric() => *place = Some(part.to_ascii_lowercase()),
                _ => count = ascii.len(),
            }
            count += 1;
        }
        if count == 0 || count > ascii.len() {
            out.push(lower);
        } else {
            ascii.into_iter().flatten().for_each(|part| out.push(part));
        }
    }
}

/// A text that is being written without runs of one letter: three or more become one, two remain.
#[derive(Default)]
struct Squeezed {
    text: String,
    count: usize,
    last: Option<char>,
    run: usize,
}

impl Squeezed {
    fn full(&self) -> bool {
        self.count >= MAX_LETTERS
    }

    fn push(&mut self, c: char) {
        if self.last == Some(c) && !c.is_ascii_digit() {
            self.run += 1;
            match self.run {
                2 => {}
                3 => {
                    self.text.pop();
                    self.count -= 1;
                    return;
                }
                _ => return,
            }
        } else {
            self.run = 1;
            self.last = Some(c);
        }
        if !self.full() {
            self.text.push(c);
            self.count += 1;
        }
    }
}

/// The word with digits and signs read as the letters they stand for; `one` is what `1` stands for.
pub(crate) fn leet(word: &str, one: char) -> String {
    word.chars()
        .map(|c| match c {
            '0' => 'o',
            '1' => one,
            '2' => 'z',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '6' | '9' => 'g',
            '7' => 't',
            '8' => 'b',
            other => other,
        })
        .collect()
}

/// The word with every doubled letter single, where that changes it.
pub(crate) fn undoubled(word: &str) -> Option<String> {
    let doubled = word.as_bytes().windows(2).any(|pair| pair[0] == pair[1]);
    doubled.then(|| {
        let mut last = None;
        word.chars().filter(|c| last.replace(*c) != Some(*c)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_reads_as_it_looks() {
        for (raw, read) in [
            ("DUKUUUUNG", "dukung"),
            ("menaaaang", "menang"),
            ("ｐａｓｌｏｎ", "paslon"),
            ("саlеg", "caleg"),
            ("𝐝𝐮𝐤𝐮𝐧𝐠", "dukung"),
            ("pa\u{200b}slon", "paslon"),
            ("p\u{301}ilih", "pilih"),
            ("é", "e"),
            ("saat", "saat"),
            ("０２", "02"),
            ("2000", "2000"),
        ] {
            assert_eq!(letters(raw), read, "{raw}");
        }
        assert_eq!(leet("c4l3g", 'i'), "caleg");
        assert_eq!(leet("m4nt@p", 'i'), "mantap");
        assert_eq!(undoubled("dukuung").as_deref(), Some("dukung"));
        assert_eq!(undoubled("dukung"), None);
    }
}
