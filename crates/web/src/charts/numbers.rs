//! What the public may see of a number: counts below five are hidden, shares near none and near all are
//! rounded, and a part so near its whole that the rest could be counted on one hand is blurred too. For
//! those signed in the exact figures are `Lang::number` and `Lang::percent`.

use netra_base::Lang;

/// The smallest count shown to the public.
pub const SMALLEST: i64 = 5;

/// A count: `<5` below five.
#[must_use]
pub fn public_count(lang: Lang, count: i64) -> String {
    if count < SMALLEST { format!("<{SMALLEST}") } else { lang.number(count) }
}

/// A part of a whole that is shown beside it: `<5`, or `>1.395` when fewer than five of 1.400 are missing.
#[must_use]
pub fn public_part(lang: Lang, part: i64, whole: i64) -> String {
    if part >= SMALLEST && whole - part < SMALLEST && whole > SMALLEST {
        format!(">{}", lang.number(whole - SMALLEST))
    } else {
        public_count(lang, part)
    }
}

/// A share. Where fewer than five are in, or missing, it is `≈ 0 %` or `≈ 100 %` when that is within five
/// per cent of the truth, else the bound that [`public_part`] tells; a dash when it would tell the count.
#[must_use]
pub fn public_share(lang: Lang, part: i64, whole: i64) -> String {
    let (few_in, few_out) = (part < SMALLEST, whole - part < SMALLEST);
    match (few_in, few_out) {
        _ if whole < SMALLEST => "–".into(),
        (true, true) => "–".into(),
        (false, true) if SMALLEST * 20 <= whole => "≈ 100 %".into(),
        (false, true) => format!(">{}", lang.percent(whole - SMALLEST, whole)),
        (true, false) if SMALLEST * 20 <= whole => "≈ 0 %".into(),
        (true, false) => format!("<{}", lang.percent(SMALLEST, whole)),
        (false, false) => lang.percent(part, whole),
    }
}

/// The whole per cent for a tile: never 100 for less than all, never 0 for more than none.
#[must_use]
pub(crate) fn whole_percent(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let exact = i64::try_from(i128::from(part.clamp(0, whole)) * 100 / i128::from(whole)).unwrap_or(0);
    Some(if part > 0 { exact.max(1) } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_can_be_counted_on_one_hand() {
        let id = Lang::Id;
        let counts = [(0, "<5"), (4, "<5"), (5, "5"), (61_482, "61.482")];
        for (count, expected) in counts {
            assert_eq!(public_count(id, count), expected);
        }
        let parts = [
            (0, 1_400, "<5"),
            (700, 1_400, "700"),
            (1_397, 1_400, ">1.395"),
            (1_400, 1_400, ">1.395"),
            (3, 4, "<5"),
            (5, 5, "5"),
        ];
        for (part, whole, expected) in parts {
            assert_eq!(public_part(id, part, whole), expected, "{part} of {whole}");
        }
        let shares = [
            (0, 1_400, "≈ 0 %"),
            (4, 1_400, "≈ 0 %"),
            (1_232, 1_400, "88,0 %"),
            (1_396, 1_400, "≈ 100 %"),
            (1_400, 1_400, "≈ 100 %"),
            (2, 4, "–"),
            (3, 7, "–"),
            (10, 12, ">58,3 %"),
            (2, 12, "<41,7 %"),
        ];
        for (part, whole, expected) in shares {
            assert_eq!(public_share(id, part, whole), expected, "{part} of {whole}");
        }
    }

    #[test]
    fn a_tile_says_100_only_for_all() {
        assert_eq!(whole_percent(9_999, 10_000), Some(99));
        assert_eq!(whole_percent(1, 10_000), Some(1));
        assert_eq!(whole_percent(10, 10), Some(100));
        assert_eq!(whole_percent(0, 0), None);
    }
}
