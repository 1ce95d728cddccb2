//! Planning a list of units against the tree that exists: what is new, what changes, what cannot be. Values
//! in, values out.

use crate::model::{Unit, UnitCode, UnitKind};
use netra_base::{Day, Refusal, Zone};
use std::collections::{HashMap, HashSet};

/// Steps from a unit to its root at most: the ministry needs seven.
const MAX_DEPTH: usize = 24;

/// One row of the list, sound in itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub row: u64,
    pub code: UnitCode,
    pub name: String,
    pub kind: UnitKind,
    pub parent: Option<UnitCode>,
    pub zone: Option<Zone>,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Day>,
    pub class: Option<String>,
}

/// A unit to write, and what it was before.
#[derive(Debug)]
pub(crate) struct Step {
    pub draft: Draft,
    pub known: Option<Unit>,
}

/// What becomes of a row.
#[derive(Debug)]
pub(crate) enum Verdict {
    Refused(u64, Refusal),
    Unchanged,
    Do(Box<Step>),
}

/// Decides every row. The steps come in an order in which each parent is in place before its children.
pub(crate) fn plan(known: &[Unit], drafts: Vec<Draft>, may_write: impl Fn(&Unit) -> bool) -> Vec<Verdict> {
    let by_code: HashMap<&UnitCode, &Unit> = known.iter().map(|unit| (&unit.code, unit)).collect();
    let by_id: HashMap<_, &Unit> = known.iter().map(|unit| (unit.id, unit)).collect();
    let parents: HashMap<UnitCode, Option<UnitCode>> = known
        .iter()
        .map(|unit| (unit.code.clone(), unit.parent.and_then(|id| by_id.get(&id)).map(|unit| unit.code.clone())))
        .chain(drafts.iter().map(|draft| (draft.code.clone(), draft.parent.clone())))
        .collect();
    let mut verdicts = Vec::new();
    let mut sound = Vec::new();
    let mut refused: HashSet<UnitCode> = HashSet::new();
    for draft in drafts {
        let before = by_code.get(&draft.code).copied();
        let depth = depth(&draft.code, &parents);
        let problem = shape(&draft, before, depth).or_else(|| reach(&draft, before, &by_code, &may_write));
        match problem {
            Some(refusal) => {
                refused.insert(draft.code.clone());
                verdicts.push(Verdict::Refused(draft.row, refusal));
            }
            None => sound.push((depth.unwrap_or(0), draft)),
        }
    }
    sound.sort_by_key(|(depth, draft)| (*depth, draft.row));
    for (_, draft) in sound {
        // Parents come first, so a refused parent is known by now.
        let lost = draft.parent.as_ref().is_some_and(|p| refused.contains(p) && !by_code.contains_key(p));
        if lost {
            refused.insert(draft.code.clone());
            verdicts.push(Verdict::Refused(draft.row, parent_unknown(&draft)));
            continue;
        }
        let before = by_code.get(&draft.code).copied();
        let parent = before.and_then(|unit| unit.parent).and_then(|id| by_id.get(&id)).map(|unit| &unit.code);
        if before.is_some_and(|unit| is_same(unit, parent, &draft)) {
            verdicts.push(Verdict::Unchanged);
        } else {
            verdicts.push(Verdict::Do(Box::new(Step { draft, known: before.cloned() })));
        }
    }
    verdicts
}

/// Steps to the root; `None` when there is a loop, a gap or too long a way.
fn depth(code: &UnitCode, parents: &HashMap<UnitCode, Option<UnitCode>>) -> Option<usize> {
    let mut at = code;
    for steps in 0..MAX_DEPTH {
        match parents.get(at)? {
            None => return Some(steps),
            Some(parent) => at = parent,
        }
    }
    None
}

fn is_same(unit: &Unit, parent: Option<&UnitCode>, draft: &Draft) -> bool {
    unit.name == draft.name
        && unit.kind == draft.kind
        && unit.class == draft.class
        && parent == draft.parent.as_ref()
        && draft.zone.is_none_or(|zone| zone == unit.zone)
        && draft.valid_from.is_none_or(|day| day == unit.valid_from)
        && draft.valid_to == unit.valid_to
}

fn shape(draft: &Draft, before: Option<&Unit>, depth: Option<usize>) -> Option<Refusal> {
    let from = draft.valid_from.or(before.map(|unit| unit.valid_from));
    if let (Some(from), Some(to)) = (from, draft.valid_to)
        && to < from
    {
        return Some(
            Refusal::new(
                "unit-end",
                "Hari terakhir lebih awal daripada hari pertama; perbaiki salah satunya.",
                "The last day comes before the first; correct one of them.",
            )
            .at("valid_to"),
        );
    }
    if draft.parent.is_none() && before.is_some_and(|unit| unit.parent.is_some()) {
        return Some(
            Refusal::new(
                "parent-missing",
                format!("Unit {} sudah memiliki induk; isi kolom parent dengan kode induknya.", draft.code),
                format!("The unit {} has a parent already; fill in the column parent with its code.", draft.code),
            )
            .at("parent"),
        );
    }
    depth.is_none().then(|| parent_unknown(draft))
}

fn reach(
    draft: &Draft,
    before: Option<&Unit>,
    by_code: &HashMap<&UnitCode, &Unit>,
    may_write: &impl Fn(&Unit) -> bool,
) -> Option<Refusal> {
    let parent = draft.parent.as_ref().and_then(|code| by_code.get(code)).copied();
    let moves = before.is_none_or(|unit| unit.parent != parent.map(|p| p.id));
    let itself = before.is_none_or(may_write);
    // A new root is for those who may write everything; a parent from this very file is judged by its own row.
    let above = match (&draft.parent, parent) {
        (_, Some(parent)) => !moves || may_write(parent),
        (None, None) => before.is_some() || by_code.values().all(|unit| may_write(unit)),
        (Some(_), None) => true,
    };
    (!itself || !above).then(|| {
        Refusal::new(
            "unit-outside",
            format!("Unit {} di luar wewenang Anda; impor hanya unit Anda sendiri dan di bawahnya.", draft.code),
            format!("The unit {} is outside your reach; import only your own unit and below.", draft.code),
        )
        .at("code")
    })
}

fn parent_unknown(draft: &Draft) -> Refusal {
    let parent = draft.parent.as_ref().map(ToString::to_string).unwrap_or_default();
    Refusal::new(
        "parent-unknown",
        format!("Induk {parent} tidak ada, ditolak, atau berada di bawah unit ini sendiri; periksa kode induknya."),
        format!("The parent {parent} does not exist, was refused, or lies below this unit; check the parent's code."),
    )
    .at("parent")
}
