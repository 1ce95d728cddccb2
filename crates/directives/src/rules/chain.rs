//! Chains of directives: does one come back to itself, do two numbers mean the same paper. Pure graph and text, no law.

use crate::model::{Dated, Directive, DirectiveId};
use std::collections::{HashMap, HashSet};

/// What each directive points to.
pub type Edges = HashMap<DirectiveId, Vec<DirectiveId>>;

/// Would `from` come back to itself if it pointed to `targets`?
#[must_use]
pub fn circle(from: DirectiveId, targets: &[DirectiveId], edges: &Edges) -> bool {
    let mut seen = HashSet::new();
    let mut ahead = targets.to_vec();
    while let Some(next) = ahead.pop() {
        if next == from {
            return true;
        }
        if seen.insert(next) {
            ahead.extend(edges.get(&next).into_iter().flatten());
        }
    }
    false
}

/// A number as it is searched: letters and digits only, in capitals. `SEK-UM.01.01-1133` and `SEK.UM.01.01-1133` are one.
#[must_use]
pub fn folded(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Is this number, of that year, the number of this directive?
#[must_use]
pub fn same_paper(directive: &Directive, number: &str, dated: Dated) -> bool {
    let known = directive.number.as_deref().map(folded);
    known.is_some_and(|known| known == folded(number)) && directive.dated.year() == dated.year()
}
