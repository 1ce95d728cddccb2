//! What many titles have in common: the name of a simultaneous drive, whose places add their own.

/// A common beginning shorter than this says nothing.
const LEAST: usize = 8;

/// The words with which all titles begin; where these are few, the title that stands most often.
#[must_use]
pub fn common(titles: &[&str]) -> String {
    let Some((first, rest)) = titles.split_first() else { return String::new() };
    let same = |other: &str| first.bytes().zip(other.bytes()).take_while(|(one, two)| one == two).count();
    let length = rest.iter().map(|title| same(title)).min().unwrap_or(first.len());
    let whole = titles.iter().all(|title| title.len() == length);
    let mut end = if whole { length } else { (0..=length).rev().find(|at| is_end(first, *at)).unwrap_or(0) };
    while let Some(c) = first[..end].chars().next_back().filter(|c| !c.is_alphanumeric() && !whole && *c != ')') {
        end -= c.len_utf8();
    }
    if end >= LEAST {
        return first[..end].to_owned();
    }
    let count = |title: &&&str| titles.iter().filter(|other| other == title).count();
    titles.iter().rev().max_by_key(count).map(|title| (*title).to_owned()).unwrap_or_default()
}

/// Does a word end before this byte?
fn is_end(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && text[at..].chars().next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_places_share_the_name_of_their_drive() {
        for (titles, name) in [
            (vec!["Penyuluhan Hukum Serentak, Jambi", "Penyuluhan Hukum Serentak, Jawa"], "Penyuluhan Hukum Serentak"),
            (vec!["Apel Serentak (contoh)", "Apel Serentak (contoh)"], "Apel Serentak (contoh)"),
            (vec!["Penyuluhan Serentak", "Penyuluhan Serentak di Bali"], "Penyuluhan Serentak"),
            (vec!["Ikrar", "Apel", "Apel"], "Apel"),
            (vec!["Penyuluhan é", "Penyuluhan è"], "Penyuluhan"),
            (vec!["Penyuluhan hukum"], "Penyuluhan hukum"),
            (vec![], ""),
        ] {
            assert_eq!(common(&titles), name, "{titles:?}");
        }
    }
}
