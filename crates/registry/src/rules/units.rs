//! Planning a list of units against the tree that exists: what is new, what changes, what cannot be. Values
//! in, values out.

use crate::model::{Unit, UnitCode, UnitKind};
use netra_base::{Day, Moment, Refusal, UnitId, Zone};
use std::collections::HashMap;

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
    pub valid_to: Said<Day>,
    pub class: Said<String>,
}

/// A cell that may clear what was stored. A column that the file does not have says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said<T> {
    Nothing,
    This(Option<T>),
}

impl<T: Clone> Said<T> {
    /// The value afterwards, where `stored` is there now.
    pub fn or(&self, stored: Option<&T>) -> Option<T> {
        match self {
            Self::Nothing => stored.cloned(),
            Self::This(value) => value.clone(),
        }
    }
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

type Refused = HashMap<UnitCode, Refusal>;

/// The tree as it would be after the import.
struct Tree<'a> {
    known: HashMap<&'a UnitCode, &'a Unit>,
    codes: HashMap<UnitId, &'a UnitCode>,
    now: Moment,
}

/// Decides every row. The steps come in an order in which each parent is in place before its children, and
/// each is one that the actions would not refuse. A refused row leaves its unit where it is, or out: whoever
/// hangs on that is looked at again, until nothing more is refused.
pub(crate) fn plan(known: &[Unit], drafts: Vec<Draft>, now: Moment, may_write: impl Fn(&Unit) -> bool) -> Vec<Verdict> {
    let tree = Tree {
        known: known.iter().map(|unit| (&unit.code, unit)).collect(),
        codes: known.iter().map(|unit| (unit.id, &unit.code)).collect(),
        now,
    };
    let mut refused = Refused::new();
    for draft in &drafts {
        let before = tree.known.get(&draft.code).copied();
        if let Some(refusal) = shape(draft, before).or_else(|| reach(draft, before, &tree.known, &may_write)) {
            refused.insert(draft.code.clone(), refusal);
        }
    }
    let depths = loop {
        let before = refused.len();
        let parents = tree.parents(&drafts, &refused);
        let depths = places(&tree, &drafts, &parents, &mut refused);
        if refused.len() == before {
            tree.days(&drafts, &depths, &mut refused);
        }
        if refused.len() == before {
            break depths;
        }
    };
    let mut verdicts = Vec::new();
    let mut sound = Vec::new();
    for draft in drafts {
        match refused.remove(&draft.code) {
            Some(refusal) => verdicts.push(Verdict::Refused(draft.row, refusal)),
            None => sound.push((depths.get(&draft.code).copied().unwrap_or(0), draft)),
        }
    }
    sound.sort_by_key(|(depth, draft)| (*depth, draft.row));
    for (_, draft) in sound {
        let before = tree.known.get(&draft.code).copied();
        if before.is_some_and(|unit| is_same(unit, tree.parent_of(unit), &draft)) {
            verdicts.push(Verdict::Unchanged);
        } else {
            verdicts.push(Verdict::Do(Box::new(Step { draft, known: before.cloned() })));
        }
    }
    verdicts
}

impl<'a> Tree<'a> {
    fn parent_of(&self, unit: &Unit) -> Option<&'a UnitCode> {
        unit.parent.and_then(|id| self.codes.get(&id)).copied()
    }

    /// Who would lie below whom.
    fn parents(&self, drafts: &[Draft], refused: &Refused) -> HashMap<UnitCode, Option<UnitCode>> {
        let stored = self.known.values().map(|unit| (unit.code.clone(), self.parent_of(unit).cloned()));
        let said = drafts.iter().filter(|draft| !refused.contains_key(&draft.code));
        stored.chain(said.map(|draft| (draft.code.clone(), draft.parent.clone()))).collect()
    }

    /// Refuses what would open below a unit that has ended by then, or end before it began.
    fn days(&self, drafts: &[Draft], depths: &HashMap<UnitCode, usize>, refused: &mut Refused) {
        let mut ends: HashMap<&UnitCode, (Zone, Option<Day>)> =
            self.known.values().map(|unit| (&unit.code, (unit.zone, unit.valid_to))).collect();
        let mut sound: Vec<&Draft> = drafts.iter().filter(|draft| !refused.contains_key(&draft.code)).collect();
        sound.sort_by_key(|draft| depths.get(&draft.code).copied().unwrap_or(0));
        for draft in sound {
            let above = draft.parent.as_ref().and_then(|code| ends.get(code)).copied();
            let before = self.known.get(&draft.code);
            let zone = draft.zone.or(before.map(|unit| unit.zone)).or(above.map(|(zone, _)| zone)).unwrap_or(Zone::Wib);
            let to = draft.valid_to.or(before.and_then(|unit| unit.valid_to.as_ref()));
            if before.is_none() {
                let from = draft.valid_from.unwrap_or_else(|| self.now.day(zone));
                if to.is_some_and(|to| to < from) {
                    refused.insert(draft.code.clone(), ends_before_it_begins());
                } else if above.is_some_and(|(_, last)| last.is_some_and(|last| last < from)) {
                    refused.insert(draft.code.clone(), parent_ended(draft));
                }
            }
            ends.insert(&draft.code, (zone, to));
        }
    }
}

/// The depth of every draft that has one; refuses whoever hangs on nothing, on itself, or too deep.
fn places(
    tree: &Tree<'_>,
    drafts: &[Draft],
    parents: &HashMap<UnitCode, Option<UnitCode>>,
    refused: &mut Refused,
) -> HashMap<UnitCode, usize> {
    let mut depths = HashMap::new();
    let mut lost = Vec::new();
    let mut endless = Vec::new();
    for draft in drafts.iter().filter(|draft| !refused.contains_key(&draft.code)) {
        let stays = tree.known.get(&draft.code).is_some_and(|unit| tree.parent_of(unit) == draft.parent.as_ref());
        match way(&draft.code, parents) {
            Way::Root(steps) => {
                depths.insert(draft.code.clone(), steps);
            }
            Way::NoParent => lost.push(draft),
            // Somebody on the way moved to where the loop is: without that move this unit may be sound.
            Way::Loop if !stays => lost.push(draft),
            Way::Loop | Way::Gap | Way::Endless => endless.push(draft),
        }
    }
    // Those behind a loop or a gap may be sound once that is refused; if nothing is, they are too deep.
    let wrong = if lost.is_empty() { endless } else { lost };
    refused.extend(wrong.into_iter().map(|draft| (draft.code.clone(), parent_unknown(draft))));
    depths
}

enum Way {
    /// So many steps to the root.
    Root(usize),
    /// The parent itself is not there.
    NoParent,
    /// Somebody further up is not there.
    Gap,
    /// Back to where it began.
    Loop,
    /// Into a loop, or too deep.
    Endless,
}

fn way(code: &UnitCode, parents: &HashMap<UnitCode, Option<UnitCode>>) -> Way {
    let mut at = code;
    for steps in 0..MAX_DEPTH {
        match parents.get(at) {
            None if steps == 1 => return Way::NoParent,
            None => return Way::Gap,
            Some(None) => return Way::Root(steps),
            Some(Some(parent)) if parent == code => return Way::Loop,
            Some(Some(parent)) => at = parent,
        }
    }
    Way::Endless
}

fn is_same(unit: &Unit, parent: Option<&UnitCode>, draft: &Draft) -> bool {
    unit.name == draft.name
        && unit.kind == draft.kind
        && unit.class == draft.class.or(unit.class.as_ref())
        && parent == draft.parent.as_ref()
        && draft.zone.is_none_or(|zone| zone == unit.zone)
        && draft.valid_from.is_none_or(|day| day == unit.valid_from)
        && unit.valid_to == draft.valid_to.or(unit.valid_to.as_ref())
}

fn ends_before_it_begins() -> Refusal {
    Refusal::new(
        "unit-end",
        "Hari terakhir lebih awal daripada hari pertama (hari ini bila tidak disebut); perbaiki salah satunya.",
        "The last day comes before the first (today when it is not given); correct one of them.",
    )
    .at("valid_to")
}

fn parent_ended(draft: &Draft) -> Refusal {
    let parent = draft.parent.as_ref().map(ToString::to_string).unwrap_or_default();
    Refusal::new(
        "unit-ended",
        format!("Induk {parent} sudah berakhir pada hari pertama unit ini; pilih unit penggantinya."),
        format!("The parent {parent} has ended by this unit's first day; choose the one that succeeded it."),
    )
    .at("parent")
}

fn shape(draft: &Draft, before: Option<&Unit>) -> Option<Refusal> {
    let from = draft.valid_from.or(before.map(|unit| unit.valid_from));
    let to = draft.valid_to.or(before.and_then(|unit| unit.valid_to.as_ref()));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Some(ends_before_it_begins());
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
    None
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

pub(crate) fn parent_unknown(draft: &Draft) -> Refusal {
    let parent = draft.parent.as_ref().map(ToString::to_string).unwrap_or_default();
    Refusal::new(
        "parent-unknown",
        format!("Induk {parent} tidak ada, ditolak, atau berada di bawah unit ini sendiri; periksa kode induknya."),
        format!("The parent {parent} does not exist, was refused, or lies below this unit; check the parent's code."),
    )
    .at("parent")
}
