//! Pictures as inline SVG by attributes and classes only: tile map, bars, burn-up. Each is labelled
//! directly and has a name; the table behind it is the caller's, who knows the rows.

pub mod bars;
pub mod burnup;
pub mod numbers;
pub mod tiles;

pub use bars::{Bar, bars};
pub use burnup::{BurnPoint, BurnUp};
pub use numbers::{public_count, public_part, public_share};
pub use tiles::{Tile, TileMap};
