//! A look at the finished pages: words that run beyond the edge of the paper, which no typesetter calls a fault and every
//! reader sees. It measures text only; pictures and lines may bleed.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

/// Nearer to the edge than this is off the page for most printers.
const EDGE_MM: f64 = 4.0;
/// Places that are named; who has more repairs these first.
const MAX_NAMED: usize = 5;

/// Page number and text of what runs over the edge.
pub(crate) fn overflows(document: &PagedDocument) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, page) in document.pages().iter().enumerate() {
        let size = page.frame.size();
        let mut over = |text: &str, from: Point, to: Point| {
            let edge = Abs::mm(EDGE_MM);
            let inside = from.x.min(to.x) >= edge
                && from.y.min(to.y) >= edge
                && from.x.max(to.x) <= size.x - edge
                && from.y.max(to.y) <= size.y - edge;
            if !inside && !text.trim().is_empty() && found.len() < MAX_NAMED {
                found.push((at + 1, text.chars().take(40).collect()));
            }
        };
        walk(&page.frame, Transform::identity(), &mut over);
    }
    found
}

/// Calls `each` with every run of text and two corners of its box on the page.
fn walk(frame: &Frame, outer: Transform, each: &mut impl FnMut(&str, Point, Point)) {
    for (at, item) in frame.items() {
        let here = outer.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), each),
            FrameItem::Text(text) => {
                let start = Point::zero().transform(here);
                let end = Point::new(text.width(), -text.size * 0.5).transform(here);
                each(&text.text, start, end);
            }
            _ => {}
        }
    }
}
