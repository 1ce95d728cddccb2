//! A name without what surrounds it in a meeting: titles, degrees, numbers, tags of units. Two spellings of one name
//! give the same words; what is left of a device's name fits nobody.

/// Degrees and titles, without their points.
const TITLES: [&str; 74] = [
    "sh", "mh", "se", "mm", "msi", "ssos", "spd", "mpd", "sip", "skom", "mkom", "st", "mt", "sag", "mag", "ssi",
    "mhum", "shut", "sp", "sik", "drs", "dra", "dr", "ir", "prof", "h", "hj", "amd", "amdip", "amdim", "amdpas",
    "spsi", "mpsi", "sst", "mkn", "ma", "msc", "phd", "llm", "bcip", "bcim", "sikom", "mikom", "map", "ak", "ca",
    "cpa", "sap", "str", "strpas", "strim", "sstp", "skm", "mkes", "skep", "ns", "apt", "sfarm", "ba", "bsc", "mba",
    "mph", "mpa", "mps", "sth", "shi", "mhi", "spdi", "mpdi", "sei", "mei", "ssn", "amk", "amkep",
];

/// Those that are no part of any name, even without a point or a comma.
const CLEAR: [&str; 22] = [
    "sh", "mh", "msi", "ssos", "spd", "mpd", "skom", "mkom", "mhum", "drs", "dra", "prof", "hj", "amd", "amdip",
    "spsi", "mkn", "llm", "phd", "sikom", "skm", "sstp",
];

/// Words of units and offices: a part of a name that holds one is a tag.
const UNITS: [&str; 30] = [
    "kanim",
    "kanwil",
    "lapas",
    "rutan",
    "lpka",
    "lpp",
    "bapas",
    "rupbasan",
    "rudenim",
    "bhp",
    "divisi",
    "div",
    "ditjen",
    "setjen",
    "itjen",
    "kemenkumham",
    "kumham",
    "kemenham",
    "upt",
    "kakanwil",
    "kalapas",
    "karutan",
    "kakanim",
    "kabapas",
    "kasubag",
    "kasubbag",
    "kasi",
    "kabid",
    "subbag",
    "seksi",
];

/// Words of a name at most that are looked at.
const MOST: usize = 8;

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn is_unit(word: &str) -> bool {
    UNITS.contains(&plain(word).as_str())
}

/// Without what stands in brackets, unless that is all there is.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => {
                depth += 1;
                out.push(' ');
            }
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if plain(&out).len() >= 2 { out } else { text.replace(['(', ')', '[', ']', '{', '}'], " ") }
}

/// Without the parts that name a unit, where a line or a dash sets them apart.
fn without_tags(text: &str) -> String {
    let parts: Vec<&str> =
        text.split(['|', '/', '_', ':', '–', '—', '-']).filter(|part| !plain(part).is_empty()).collect();
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !part.split_whitespace().any(is_unit)).collect();
    if kept.is_empty() { parts.join(" ") } else { kept.join(" ") }
}

/// Old spellings as new ones, and the many ways to write the commonest name.
fn spelled(word: &str) -> String {
    const SAME: [&str; 10] =
        ["muhammad", "mohammad", "muhamad", "mohamad", "muhammed", "mochammad", "mochamad", "moh", "muh", "mohd"];
    if SAME.contains(&word) || matches!(word, "mhd" | "moch" | "much") {
        return "muhammad".into();
    }
    word.replace("oe", "u").replace("dj", "j").replace("tj", "c").replace("sj", "sy")
}

/// The words of a name, in the order written.
pub(super) fn tokens(name: &str) -> Vec<String> {
    let text = without_tags(&outside_brackets(name));
    let mut out = Vec::new();
    for (at, part) in text.split(',').enumerate() {
        for word in part.split_whitespace() {
            let solid = plain(word);
            let title = TITLES.contains(&solid.as_str()) && (at > 0 || word.contains('.'));
            if title || CLEAR.contains(&solid.as_str()) {
                continue;
            }
            // `M.Rizky` is two words; `S.H` was a title.
            out.extend(word.split('.').map(plain).filter(|word| !word.is_empty()).map(|word| spelled(&word)));
        }
    }
    if out.iter().any(|word| !is_unit(word)) {
        out.retain(|word| !is_unit(word));
    }
    out.truncate(MOST);
    out
}

/// The words before the @, when there are at least two.
pub(super) fn of_email(email: &str) -> Vec<String> {
    let local = email.split('@').next().unwrap_or_default();
    let words: Vec<String> = local
        .split(|c: char| !c.is_alphabetic())
        .map(plain)
        .filter(|word| word.len() >= 2)
        .map(|w| spelled(&w))
        .collect();
    if words.len() >= 2 { words.into_iter().take(MOST).collect() } else { Vec::new() }
}

/// Eighteen digits in a row, blanks aside: a NIP.
pub(super) fn nip(name: &str) -> Option<String> {
    let mut digits = String::new();
    for c in name.chars().chain(std::iter::once('x')) {
        match c {
            c if c.is_ascii_digit() => digits.push(c),
            ' ' => {}
            _ if digits.len() == 18 => return Some(digits),
            _ => digits.clear(),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_surrounds_a_name_falls_away() {
        for (written, words) in [
            ("Budi Santoso, S.H., M.H.", "budi santoso"),
            ("Drs. H. Budi Santoso, M.Si", "budi santoso"),
            ("Dr. BUDI SANTOSO SH MH", "budi santoso"),
            ("KANIM-Budi Santoso", "budi santoso"),
            ("Kanwil Bali_Budi Santoso", "budi santoso"),
            ("01 Budi Santoso (Lapas Contoh)", "budi santoso"),
            ("[Divisi Administrasi] Budi Santoso", "budi santoso"),
            ("Santoso, Budi", "santoso budi"),
            ("M.Rizky Pratama", "m rizky pratama"),
            ("Moh. Rizky Pratama", "muhammad rizky pratama"),
            ("Soekarno Djojo", "sukarno jojo"),
            ("Nur'aini", "nuraini"),
            ("Siti Nur-Aini", "siti nur aini"),
            ("Sukarno", "sukarno"),
            ("(Budi)", "budi"),
            ("Kanwil Bali", "bali"),
            ("12345", ""),
        ] {
            assert_eq!(tokens(written).join(" "), words, "{written}");
        }
        assert_eq!(of_email("budi.santoso21@contoh.invalid"), ["budi", "santoso"]);
        assert!(of_email("operator@contoh.invalid").is_empty());
        assert_eq!(nip("Budi 19850317 200912 1 001").as_deref(), Some("198503172009121001"));
        assert_eq!(nip("0812-3456-7890"), None);
    }
}
