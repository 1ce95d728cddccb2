//! Who may impose a sanction on somebody in each kind of position (rulebook section on authorities, aut-01 to
//! aut-07). A sanction that names its own authority, as moral and contract ones do, is listed for any position.

use crate::model::{AuthorityFor, Class, Confidence, Level, Position, Row, Rulebook, Sanction, What};
use netra_base::{Lang, Say};

/// The competent authority for each kind of position.
#[must_use]
pub fn authorities(book: &Rulebook, level: Level, class: Class, sanctions: &[(&Row, &Sanction)]) -> Vec<AuthorityFor> {
    let mut out: Vec<AuthorityFor> = Vec::new();
    for (row, sanction) in sanctions {
        let Some(office) = &sanction.imposed_by else { continue };
        match out.iter_mut().find(|one| one.position == "any" && one.office == *office) {
            Some(known) => {
                known.rules.push(row.id.clone());
                known.sanctions.push(row.id.clone());
            }
            None => out.push(AuthorityFor {
                position: "any",
                position_name: Say::new("Semua jabatan", "Any position"),
                office: office.clone(),
                rules: vec![row.id.clone()],
                sanctions: vec![row.id.clone()],
            }),
        }
    }
    let by_table: Vec<_> = sanctions.iter().filter(|(_, one)| one.imposed_by.is_none()).collect();
    if by_table.is_empty() || class == Class::Contract {
        return out;
    }
    for position in Position::ALL {
        for (row, office, levels, except) in lines(book, position) {
            let may = |sanction: &Sanction| {
                let as_level = levels.contains(&level) && !(except && sanction.dismisses);
                as_level || (sanction.dismisses && levels.contains(&Level::Dismissal))
            };
            let list: Vec<String> =
                by_table.iter().filter(|(_, one)| may(one)).map(|(row, _)| row.id.clone()).collect();
            if !list.is_empty() {
                merge(&mut out, position, row, office, list);
            }
        }
    }
    out
}

/// What each authority may do to somebody in this position; rows that are not verified grant nothing.
fn lines(book: &Rulebook, position: Position) -> impl Iterator<Item = (&Row, &Say, &[Level], bool)> {
    book.rows.iter().filter(|row| row.confidence != Confidence::Low).flat_map(move |row| {
        let (office, may) = match &row.what {
            What::Authority(authority) => (Some(&authority.office), authority.may.as_slice()),
            _ => (None, [].as_slice()),
        };
        may.iter()
            .filter(move |one| one.positions.contains(&position))
            .filter_map(move |one| Some((row, office?, one.levels.as_slice(), one.except_dismissal)))
    })
}

fn merge(out: &mut Vec<AuthorityFor>, position: Position, row: &Row, office: &Say, list: Vec<String>) {
    let known = out.iter_mut().find(|one| one.position == position.code() && one.office == *office);
    let Some(known) = known else {
        out.push(AuthorityFor {
            position: position.code(),
            position_name: Say::new(position.name(Lang::Id), position.name(Lang::En)),
            office: office.clone(),
            rules: vec![row.id.clone()],
            sanctions: list,
        });
        return;
    };
    if !known.rules.contains(&row.id) {
        known.rules.push(row.id.clone());
    }
    for id in list {
        if !known.sanctions.contains(&id) {
            known.sanctions.push(id);
        }
    }
}
