//! What the public may know: which units, which drives, which counts. Sums are made of what is told of their
//! parts and of nothing else, so that no sum gives a hidden part back.

use crate::model::{Figures, PublicFigures, SMALLEST, Told};
use netra_base::UnitId;
use netra_registry::model::UnitKind;
use std::collections::BTreeSet;

/// Is a unit of this kind shown to the public? From the regional office upward only.
#[must_use]
pub fn is_public(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Agency | UnitKind::Eselon1 | UnitKind::Kanwil)
}

/// Is a drive with these roots shown to the public? Each root comes as its line from the top of the tree down
/// to itself. Yes when a root is itself a public unit, or when the roots lie in several public units: three of
/// them touched, and not all roots in the same lowest one. A drive for a part of one regional office would
/// tell of that part under the name of the whole office.
#[must_use]
pub fn is_public_drive(roots: &[Vec<(UnitId, UnitKind)>]) -> bool {
    let mut touched = BTreeSet::new();
    let mut lowest = BTreeSet::new();
    for line in roots {
        if line.last().is_some_and(|(_, kind)| is_public(*kind)) {
            return true;
        }
        let public = || line.iter().filter(|(_, kind)| is_public(*kind)).map(|(id, _)| *id);
        touched.extend(public());
        lowest.extend(public().next_back());
    }
    touched.len() >= 3 && lowest.len() >= 2
}

/// What is told of the people of one public unit, or of those in no public unit below. Of fewer than ten
/// people nothing is told of the answers: few in and few out would be nearly the same.
#[must_use]
pub fn told(figures: &Figures) -> PublicFigures {
    let Figures { should, signed, .. } = *figures;
    if should < SMALLEST {
        return PublicFigures { should: Told::Few, signed: Told::Few };
    }
    let signed = if should < 2 * SMALLEST {
        Told::Hidden
    } else if signed < SMALLEST {
        Told::Few
    } else if should - signed < SMALLEST {
        Told::Nearly(should)
    } else {
        Told::Exact(signed)
    };
    PublicFigures { should: Told::Exact(should), signed }
}

/// What is told of a sum: exact when all parts are, else a lower bound made of what is told of them.
#[must_use]
pub fn told_sum(parts: &[PublicFigures]) -> PublicFigures {
    if let [only] = parts {
        return *only;
    }
    let sum = |of: fn(&PublicFigures) -> Told| {
        let least = parts.iter().map(|part| of(part).least()).sum();
        let exact = parts.iter().all(|part| of(part).exact().is_some());
        if exact { Told::Exact(least) } else { Told::AtLeast(least) }
    };
    PublicFigures { should: sum(|part| part.should), signed: sum(|part| part.signed) }
}

/// A point of the public's curve of growth: tens, and never beyond what the total tells.
#[must_use]
pub fn told_growth(signed: i64, total: &PublicFigures) -> i64 {
    let shown = signed.min(total.signed.least());
    shown - shown % 10
}
