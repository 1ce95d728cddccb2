//! QR codes as one SVG path, drawn without styles so that the strict content policy lets them be. Always
//! dark on white with its quiet zone, also on dark screens: scanners expect it.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// The quiet zone around the code, in modules, as the standard asks.
const QUIET: usize = 4;

/// A QR code for `text`, named `label` for those who cannot see it. Text that fits no code (over some
/// 2,300 bytes) is shown as itself.
#[must_use]
pub fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return html! { p.mono { (text) } };
    };
    let width = code.width();
    let cells = code.to_colors();
    let mut path = String::new();
    for (y, row) in cells.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|cell| **cell == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}
