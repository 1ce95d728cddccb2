//! The tile map: 33 Kanwil roughly where they lie, in two halves that stand side by side on a wide screen
//! and below each other on a phone, where each tile is then wide enough for a finger. Organisations with
//! other codes get a plain grid. Colour repeats what each tile says in words.

use super::numbers::{SMALLEST, public_part, public_share, whole_percent};
use maud::{Markup, html};
use netra_base::Lang;

/// A unit on the map.
#[derive(Debug, Clone)]
pub struct Tile {
    /// The unit's code; `kw-01` … `kw-33` have places.
    pub code: String,
    /// A name of at most some ten letters; for the 33 Kanwil left empty, the map knows them.
    pub short: String,
    /// The full name.
    pub label: String,
    /// How many.
    pub part: i64,
    /// Of how many.
    pub whole: i64,
    /// Where its rows are.
    pub href: Option<String>,
}

/// A map being drawn.
#[derive(Debug, Clone)]
pub struct TileMap<'a> {
    /// Its accessible name.
    pub label: &'a str,
    /// The units.
    pub tiles: &'a [Tile],
    /// Blur what the public may not count (design section 7).
    pub public: bool,
    /// The language.
    pub lang: Lang,
}

/// Column, row and short name of kw-01 … kw-33. Columns 0–6 are the half that lives by WIB, 7–13 the half
/// that lives by WITA and WIT.
const PLACES: [(i64, i64, &str); 33] = [
    (0, 0, "Aceh"),
    (1, 1, "Sumut"),
    (1, 2, "Sumbar"),
    (2, 1, "Riau"),
    (2, 2, "Jambi"),
    (2, 3, "Sumsel"),
    (3, 2, "Babel"),
    (1, 3, "Bengkulu"),
    (2, 4, "Lampung"),
    (4, 5, "DKI"),
    (4, 6, "Jabar"),
    (3, 5, "Banten"),
    (5, 5, "Jateng"),
    (5, 6, "DIY"),
    (6, 5, "Jatim"),
    (5, 2, "Kalbar"),
    (6, 2, "Kalteng"),
    (7, 2, "Kaltim"),
    (7, 3, "Kalsel"),
    (7, 6, "Bali"),
    (8, 6, "NTB"),
    (9, 6, "NTT"),
    (8, 4, "Sulsel"),
    (9, 3, "Sulteng"),
    (10, 2, "Sulut"),
    (9, 2, "Gorontalo"),
    (9, 4, "Sultra"),
    (11, 4, "Maluku"),
    (11, 2, "Malut"),
    (13, 3, "Papua"),
    (12, 3, "Pabar"),
    (3, 1, "Kepri"),
    (8, 3, "Sulbar"),
];

/// Tiles per row of each half and of the grid: seven fill a phone's width at 44 px and more.
const HALF: i64 = 7;
/// A tile and its gap, in the picture's units.
const STEP: i64 = 64;
/// The gap.
const GAP: i64 = 4;
/// A picture with more tiles than this tells nobody anything; the table holds the rest.
const MOST: usize = 210;

/// The number of a Kanwil code: `kw-07`, `KW07` → 7.
fn kanwil(code: &str) -> Option<usize> {
    let number =
        code.trim().to_ascii_lowercase().strip_prefix("kw")?.trim_start_matches(['-', '.', '_']).parse().ok()?;
    (1..=PLACES.len()).contains(&number).then_some(number)
}

/// Six steps by share: none, under a quarter, under half, under three quarters, under 95 %, and above.
#[must_use]
pub fn step(part: i64, whole: i64) -> u8 {
    match whole_percent(part, whole) {
        None | Some(0) => 0,
        Some(percent) if percent < 25 => 1,
        Some(percent) if percent < 50 => 2,
        Some(percent) if percent < 75 => 3,
        Some(percent) if percent < 95 => 4,
        Some(_) => 5,
    }
}

impl TileMap<'_> {
    /// The map, or the grid when most codes are unknown; units without a place stand in a grid below.
    #[must_use]
    pub fn show(&self) -> Markup {
        let mut placed: [Option<&Tile>; 33] = [None; 33];
        let mut others = Vec::new();
        for tile in self.tiles.iter().take(MOST) {
            match kanwil(&tile.code).map(|number| &mut placed[number - 1]) {
                Some(place @ None) => *place = Some(tile),
                _ => others.push(tile),
            }
        }
        let known: Vec<(i64, i64, &str, &Tile)> =
            placed.iter().zip(PLACES).filter_map(|(tile, (x, y, name))| tile.map(|tile| (x, y, name, tile))).collect();
        if known.len() < others.len() || known.is_empty() {
            return html! { div.map.grid role="group" aria-label=(self.label) { (self.grid(self.tiles.iter().take(MOST))) } };
        }
        let (west, east): (Vec<_>, Vec<_>) = known.into_iter().partition(|(x, ..)| *x < HALF);
        html! {
            div.map role="group" aria-label=(self.label) {
                (self.half(&west, 0, 0))
                (self.half(&east, HALF, 2))
                @if !others.is_empty() { (self.grid(others.into_iter())) }
            }
        }
    }

    fn half(&self, tiles: &[(i64, i64, &str, &Tile)], left: i64, top: i64) -> Markup {
        html! {
            svg viewBox={ "0 0 " (HALF * STEP) " " ((HALF - top) * STEP) } role=(self.role()) aria-label=[(!self.linked()).then_some(self.label)] {
                @for (x, y, name, tile) in tiles {
                    (self.tile((x - left) * STEP, (y - top) * STEP, if tile.short.is_empty() { name } else { &tile.short }, tile))
                }
            }
        }
    }

    fn grid<'t>(&self, tiles: impl Iterator<Item = &'t Tile>) -> Markup {
        let tiles: Vec<&Tile> = tiles.collect();
        let rows = i64::try_from(tiles.len()).unwrap_or(0).div_euclid(HALF) + i64::from(!tiles.len().is_multiple_of(7));
        html! {
            svg viewBox={ "0 0 " (HALF * STEP) " " (rows.max(1) * STEP) } role=(self.role()) aria-label=[(!self.linked()).then_some(self.label)] {
                @for (at, tile) in (0..).zip(tiles) {
                    (self.tile(at % HALF * STEP, at / HALF * STEP, if tile.short.is_empty() { &tile.label } else { &tile.short }, tile))
                }
            }
        }
    }

    fn linked(&self) -> bool {
        self.tiles.iter().any(|tile| tile.href.is_some())
    }

    /// Links inside an image cannot be reached, so a map with links is a group.
    fn role(&self) -> &'static str {
        if self.linked() { "group" } else { "img" }
    }

    fn tile(&self, x: i64, y: i64, name: &str, tile: &Tile) -> Markup {
        let side = STEP - GAP;
        let (title, share) = self.words(tile);
        let name: String = name.chars().take(10).collect();
        // Long names are drawn narrower rather than smaller.
        let letters = name.chars().count();
        let squeeze = (letters > 6).then_some(side - 6);
        let inner = html! {
            title { (title) }
            rect x=(x) y=(y) width=(side) height=(side) rx="6" {}
            text.long[letters > 5] x=(x + side / 2) y=(y + 25) textLength=[squeeze] lengthAdjust=[squeeze.map(|_| "spacingAndGlyphs")] { (name) }
            text.big.long[share.chars().count() > 4] x=(x + side / 2) y=(y + 47) { (share) }
        };
        let class = format!("t{}", step(self.told(tile), tile.whole));
        html! {
            @match &tile.href {
                Some(href) => a class=(class) href=(href) aria-label=(title) { (inner) },
                None => g class=(class) { (inner) },
            }
        }
    }

    /// The part that colour and per cent may tell: for the public, the bound where the part is blurred.
    fn told(&self, tile: &Tile) -> i64 {
        match (self.public, tile.part, tile.whole - tile.part) {
            (true, ..SMALLEST, _) => SMALLEST.min(tile.whole),
            (true, _, ..SMALLEST) => tile.whole - SMALLEST,
            _ => tile.part,
        }
    }

    /// The full sentence, and the few letters that fit on the tile.
    fn words(&self, tile: &Tile) -> (String, String) {
        let (lang, of) = (self.lang, self.lang.say("dari", "of"));
        if !self.public {
            let share = whole_percent(tile.part, tile.whole).map_or("–".into(), |percent| format!("{percent}%"));
            let (part, whole) = (lang.number(tile.part), lang.number(tile.whole));
            return (format!("{}: {part} {of} {whole} ({})", tile.label, lang.percent(tile.part, tile.whole)), share);
        }
        let share = public_share(lang, tile.part, tile.whole);
        let (part, whole) = (public_part(lang, tile.part, tile.whole), super::public_count(lang, tile.whole));
        let title = format!("{}: {part} {of} {whole} ({share})", tile.label);
        let percent = whole_percent(self.told(tile), tile.whole).unwrap_or_default();
        let short = match share.chars().next() {
            Some('≈') => share.replace("≈ ", "≈").replace(" %", "%"),
            Some('–') => share,
            Some(bound @ ('<' | '>')) => format!("{bound}{percent}%"),
            _ => format!("{percent}%"),
        };
        (title, short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn tiles(codes: impl IntoIterator<Item = String>) -> Vec<Tile> {
        let tile = |code: String| Tile {
            short: String::new(),
            label: format!("Unit <{code}>"),
            part: 88,
            whole: 100,
            href: Some(format!("/u/{code}")),
            code,
        };
        codes.into_iter().map(tile).collect()
    }

    fn draw(tiles: &[Tile], public: bool) -> String {
        TileMap { label: "Cakupan", tiles, public, lang: Lang::Id }.show().into_string()
    }

    #[test]
    fn every_kanwil_has_its_own_place() {
        let places: BTreeSet<_> = PLACES.iter().map(|(x, y, _)| (x, y)).collect();
        assert_eq!(places.len(), 33);
        let all = tiles((1..=33).map(|n| format!("kw-{n:02}")));
        let svg = draw(&all, false);
        assert_eq!(svg.matches("<rect").count(), 33);
        assert_eq!(svg.matches("<svg").count(), 2);
        assert!(svg.contains("Unit &lt;kw-01&gt;: 88 dari 100 (88,0 %)"), "named and escaped: {svg}");
        assert!(!svg.contains("style="));
        assert!(svg.len() < 16_000, "{} bytes", svg.len());
    }

    #[test]
    fn unknown_codes_fall_back_to_a_grid_and_lose_nobody() {
        let svg = draw(&tiles(["cabang-a", "cabang-b", "kw-99"].map(str::to_owned)), false);
        assert!(svg.contains("map grid"));
        assert_eq!(svg.matches("<rect").count(), 3);
        let mixed = draw(&tiles(["kw-01", "KW02", "kw-02", "pusat"].map(str::to_owned)), false);
        assert_eq!(mixed.matches("<rect").count(), 4, "a doubled code and a unit without place stand below");
        assert_eq!(mixed.matches("<svg").count(), 3);
        assert_eq!(draw(&[], false).matches("<rect").count(), 0);
    }

    #[test]
    fn the_public_cannot_read_off_the_last_few() {
        let mut one = tiles(["kw-20".to_owned()]);
        one[0].part = 98;
        let svg = draw(&one, true);
        assert!(svg.contains("&gt;95 dari 100 (≈ 100 %)") && !svg.contains("98"), "{svg}");
    }
}
