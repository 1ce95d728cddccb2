//! Words glued together after a `#`: cut at capitals, digits and underscores, then at words the language knows. It
//! sees one tag at a time and does bounded work on each.

use crate::fold::MAX_LETTERS;
use crate::language::Language;
use std::ops::Range;

/// The parts of an ASCII tag (without its `#`), as places in it. A tag longer than a word can be is one part.
pub(crate) fn parts(tag: &str, language: Option<&Language>) -> Vec<Range<usize>> {
    if tag.len() > 2 * MAX_LETTERS {
        return std::iter::once(0..tag.len()).collect();
    }
    let mut out = Vec::new();
    for piece in pieces(tag.as_bytes()) {
        let lower = tag[piece.clone()].to_ascii_lowercase();
        match language.and_then(|language| known(&lower, language)) {
            Some(words) => out.extend(words.into_iter().map(|word| piece.start + word.start..piece.start + word.end)),
            None => out.push(piece),
        }
    }
    out
}

/// Cut where a reader sees a cut: `DukungPaslon02`, `KPUIndonesia`, `pilih_nomor`.
fn pieces(tag: &[u8]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 0..=tag.len() {
        let cut = at == tag.len() || tag[at] == b'_' || (at > start && changes(tag, at));
        if cut {
            if at > start {
                out.push(start..at);
            }
            start = if at < tag.len() && tag[at] == b'_' { at + 1 } else { at };
        }
    }
    out
}

fn changes(tag: &[u8], at: usize) -> bool {
    let (before, here) = (tag[at - 1], tag[at]);
    let opens_word = here.is_ascii_uppercase() && tag.get(at + 1).is_some_and(u8::is_ascii_lowercase);
    (before.is_ascii_lowercase() && here.is_ascii_uppercase())
        || (before.is_ascii_uppercase() && opens_word)
        || (before.is_ascii_digit() != here.is_ascii_digit())
}

/// The fewest known words that make up the whole piece, if there are any. At most 48² / 2 look-ups.
fn known(piece: &str, language: &Language) -> Option<Vec<Range<usize>>> {
    if !(5..=MAX_LETTERS).contains(&piece.len()) || language.knows(piece) {
        return None;
    }
    let mut best: Vec<Option<(usize, usize)>> = vec![None; piece.len() + 1];
    best[0] = Some((0, 0));
    for end in 2..=piece.len() {
        for start in 0..end - 1 {
            let Some((count, _)) = best[start] else { continue };
            if best[end].is_none_or(|(fewest, _)| count + 1 < fewest) && language.knows(&piece[start..end]) {
                best[end] = Some((count + 1, start));
            }
        }
    }
    let mut out = Vec::new();
    let mut end = piece.len();
    while end > 0 {
        let (_, start) = best[end]?;
        out.push(start..end);
        end = start;
    }
    out.reverse();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_as_its_words() {
        let language = Language::default().knowing(["dukung", "paslon", "nomor", "pilih"].map(String::from));
        for (tag, words) in [
            ("DukungPaslon02", &["Dukung", "Paslon", "02"][..]),
            ("dukungpaslon02", &["dukung", "paslon", "02"]),
            ("PILIHNOMOR2", &["PILIH", "NOMOR", "2"]),
            ("KPUIndonesia", &["KPU", "Indonesia"]),
            ("pilih_nomor", &["pilih", "nomor"]),
            ("tidaktahuapa", &["tidaktahuapa"]),
            ("2024", &["2024"]),
        ] {
            let cut: Vec<_> = parts(tag, Some(&language)).into_iter().map(|range| &tag[range]).collect();
            assert_eq!(cut, words);
        }
    }
}
