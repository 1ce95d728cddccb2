//! What the public can work out: from everything told of a random tree no hidden count follows.

use super::*;
use crate::actions::{Branch, public_rows, public_total};
use crate::model::Told;
use crate::rules;
use netra_base::Lang;
use netra_registry::model::Unit;
use std::collections::HashMap;

/// One unit with its own people.
#[derive(Clone)]
struct Node {
    unit: Unit,
    own: Figures,
}

fn unit(id: i64, kind: UnitKind, parent: Option<&Unit>) -> Unit {
    Unit {
        id: UnitId(id),
        code: UnitCode::parse(&format!("U-{id}")).expect("a code"),
        name: format!("Unit {id}"),
        kind,
        class: None,
        short: None,
        parent: parent.map(|above| above.id),
        path: format!("{}{id}/", parent.map_or("/", |above| &above.path)),
        zone: Zone::Wib,
        valid_from: the_day(),
        valid_to: None,
        sample: true,
        source: None,
    }
}

/// An agency, some units of Eselon I and regional offices, some of them below a unit of Eselon I, and prisons.
fn tree(chance: &Chance) -> Vec<Node> {
    let some = |most: u64| chance.below(most).cast_signed();
    let mut units = vec![unit(1, UnitKind::Agency, None)];
    let mut id = 1;
    for _ in 0..some(3) {
        id += 1;
        units.push(unit(id, UnitKind::Eselon1, Some(&units[0])));
    }
    for _ in 0..some(4) {
        id += 1;
        let above = usize::try_from(some(u64::try_from(units.len()).expect("small"))).expect("small");
        let above = units[above].clone();
        let kind = if above.kind == UnitKind::Kanwil { UnitKind::Lapas } else { UnitKind::Kanwil };
        if above.kind != UnitKind::Lapas {
            units.push(unit(id, kind, Some(&above)));
        }
    }
    let figures = || {
        let should = some([1, 4, 8, 14, 40, 200][usize::try_from(some(6)).expect("small")]);
        let signed = match some(3) {
            0 => some(6).min(should),
            1 => (should - some(6)).max(0),
            _ => some(u64::try_from(should).expect("positive") + 1),
        };
        Figures { should, signed, declined: 0 }
    };
    units.into_iter().map(|unit| Node { unit, own: figures() }).collect()
}

fn counted(nodes: &[Node]) -> Coverage {
    let mut all: HashMap<UnitId, Figures> = HashMap::new();
    let mut total = Figures::default();
    for node in nodes {
        total.add(&node.own);
        for above in node.unit.path.split('/').filter_map(|id| id.parse().ok()) {
            all.entry(UnitId(above)).or_default().add(&node.own);
        }
    }
    let branch = |node: &Node| Branch { unit: node.unit.clone(), own: node.own, all: all[&node.unit.id] };
    let branches = nodes.iter().map(branch).collect();
    Coverage { total, by_kind: Vec::new(), branches, at: at(12, 0), is_final: false }
}

/// Everything that pages, files and programs tell, in one text.
fn published(nodes: &[Node]) -> String {
    let coverage = counted(nodes);
    let total = public_total(&coverage);
    let told = |f: &crate::model::PublicFigures| {
        format!("{} {} {:?} {:?}", f.words(Lang::Id), f.share(Lang::Id), f.bar(), f.tile())
    };
    let mut text = format!("{} {}\n", told(&total), rules::told_growth(coverage.total.signed, &total));
    for row in public_rows(&coverage) {
        text.push_str(&format!("{} {:?} {}\n", row.unit.code, row.parent, told(&row.figures)));
    }
    text
}

/// Are there other counts of one of these units' own people with which everything told stays the same?
fn another(nodes: &[Node], members: &[usize], differs: impl Fn(&Figures, &Figures) -> bool) -> bool {
    let before = published(nodes);
    let steps = || -4_i64..=4;
    members.iter().any(|at| {
        steps().flat_map(|more| steps().map(move |signed| (more, signed))).any(|(more, signed)| {
            let mut other = nodes.to_vec();
            let own = &mut other[*at].own;
            own.should += more;
            own.signed += signed;
            let possible = own.should >= 0 && (0..=own.should).contains(&own.signed);
            possible && differs(own, &nodes[*at].own) && published(&other) == before
        })
    })
}

#[test]
fn from_everything_published_no_hidden_count_follows() {
    let chance = Chance::seeded(11);
    let (mut hidden, mut told) = (0, 0);
    for _ in 0..600 {
        let nodes = tree(&chance);
        let rows = public_rows(&counted(&nodes));
        for node in nodes.iter().filter(|node| rules::is_public(node.unit.kind)) {
            // The people of a public unit who are in no public unit below it.
            let mine = |below: &Node| {
                below.unit.id == node.unit.id
                    || below.unit.parent == Some(node.unit.id) && !rules::is_public(below.unit.kind)
            };
            let members: Vec<usize> = (0..nodes.len()).filter(|at| mine(&nodes[*at])).collect();
            let mut part = Figures::default();
            members.iter().for_each(|at| part.add(&nodes[*at].own));
            let Some(row) = rows.iter().find(|row| row.unit.id == node.unit.id).filter(|_| part.should > 0) else {
                continue;
            };
            let few = |count: i64| count < 5;
            if few(part.should) {
                assert_eq!(row.figures.should.exact(), None, "{}", published(&nodes));
                assert!(another(&nodes, &members, |a, b| a.should != b.should), "{}", published(&nodes));
            }
            if few(part.should) || few(part.signed) || few(part.should - part.signed) {
                hidden += 1;
                assert_eq!(row.figures.signed.exact(), None, "{}", published(&nodes));
                assert!(another(&nodes, &members, |a, b| a.signed != b.signed), "{}", published(&nodes));
            } else {
                told += 1;
            }
        }
    }
    assert!(hidden > 100 && told > 100, "{hidden} hidden, {told} told");
}

#[test]
fn the_agencys_own_few_people_are_a_hidden_part_too() {
    on_sqlite(|store| {
        let house = House::new(store);
        // Papua's seven become twelve and Eselon I is left out: only the agency's own two are few.
        for serial in 600..605 {
            hire(store, serial, house.papua, Employment::Pns);
        }
        for serial in 700..702 {
            hire(store, serial, house.root, Employment::Pns);
        }
        for gone in house.people[23..].iter().copied() {
            store.write_now(move |tx| registry::leave(tx, gone, Departure::Retired, the_day())).expect("leaves");
        }
        for person in (0..8).chain(16..22) {
            house.signs(person, at(9, 0)).expect("signs");
        }
        let rows = public_rows(&house.coverage());
        let of = |kind| rows.iter().find(|row| row.unit.kind == kind).expect("told").figures;
        assert_eq!(of(UnitKind::Kanwil).should, Told::Exact(16));
        assert_eq!((of(UnitKind::Agency).should, of(UnitKind::Agency).signed), (Told::AtLeast(28), Told::AtLeast(14)));
        assert_eq!(public_total(&house.coverage()), of(UnitKind::Agency));
    });
}

#[test]
fn pages_files_and_programs_tell_the_same_bound() {
    on_sqlite(|store| {
        let house = House::new(store);
        // Bali 8 of 16 can be told; Papua 3 of 7 cannot, and Eselon I has three people.
        for person in (0..8).chain(16..19) {
            house.signs(person, at(9, 0)).expect("signs");
        }
        let id = house.drive;
        let seen = store.read_now(move |tx| actions::view(tx, None, id, at(12, 0))).expect("public");
        let rows = public_rows(&seen.coverage);
        assert!(rows.iter().all(|row| rules::is_public(row.unit.kind)));
        assert_eq!(rows.len(), 4, "the prison is not told");
        let total = public_total(&seen.coverage);
        assert_eq!(total.words(Lang::Id), "≥ 8 dari ≥ 23");
        assert_eq!(total.bar(), (8, 23));
        assert!(seen.burn.points.iter().all(|(_, signed)| rules::told_growth(*signed, &total) == 0));
        let (list, _) = store.read_now(|tx| actions::public_drives(tx, None, 9, at(12, 0))).expect("lists");
        assert_eq!(public_total(&list[0].coverage), total, "nor does the list tell more");
    });
}
