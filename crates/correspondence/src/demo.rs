//! Letterheads of the sample ministry: the ministry's, and one of each unit at its top and each regional office, so that its
//! papers look like papers. The towns are where the offices are; addresses and patterns of numbers are samples, but for the
//! form of the circular of 23 November 2023, SEK-UM.01.01-1133.

use crate::actions;
use crate::model::{Letterings, Pattern};
use netra_base::{Moment, Principal, Result};
use netra_registry::actions as registry;
use netra_registry::model::UnitKind;
use netra_store::Tx;

/// The Secretariat General (org-e1-01).
const SETJEN: &str = "E1-01";
/// The towns of the regional offices kw-01 to kw-33.
const TOWNS: [&str; 33] = [
    "Banda Aceh",
    "Medan",
    "Padang",
    "Pekanbaru",
    "Jambi",
    "Palembang",
    "Pangkalpinang",
    "Bengkulu",
    "Bandar Lampung",
    "Jakarta",
    "Bandung",
    "Serang",
    "Semarang",
    "Yogyakarta",
    "Surabaya",
    "Pontianak",
    "Palangka Raya",
    "Samarinda",
    "Banjarmasin",
    "Denpasar",
    "Mataram",
    "Kupang",
    "Makassar",
    "Palu",
    "Manado",
    "Gorontalo",
    "Kendari",
    "Ambon",
    "Ternate",
    "Jayapura",
    "Manokwari",
    "Tanjungpinang",
    "Mamuju",
];

/// Keeps them; `by` covers every unit. An office that is not there is passed over.
///
/// # Errors
/// When the database fails or a letterhead is refused.
pub fn fill(tx: &mut Tx<'_>, now: Moment, by: &Principal) -> Result<usize> {
    let mut kept = 0;
    for unit in registry::tree(tx, "/", None)? {
        let (town, pattern) = match (unit.kind, unit.code.as_str().strip_prefix("KW-").and_then(|at| at.parse().ok())) {
            (UnitKind::Kanwil, Some(at @ 1..=33)) => (TOWNS[at - 1], format!("W.{at}-{{class}}-{{serial:4}}")),
            (UnitKind::Agency, _) => ("Jakarta", "M-{class}-{serial:4}".to_owned()),
            (UnitKind::Eselon1, _) if unit.code.as_str() == SETJEN => ("Jakarta", "SEK-{class}-{serial:4}".to_owned()),
            (UnitKind::Eselon1, _) => ("Jakarta", Pattern::of_code(unit.code.as_str()).as_str().to_owned()),
            _ => continue,
        };
        let names = actions::letterhead(tx, unit.id)?.says;
        let says = Letterings {
            address: Some(format!("Jalan Contoh Nomor 1, {town} 00000")),
            contact: Some("Telepon (0000) 000000 · surel humas@contoh.example".to_owned()),
            place: Some(town.to_owned()),
            seal: true,
            pattern: Pattern::parse(&pattern)?,
            ..names
        };
        actions::keep_letterhead(tx, now, by, unit.code.as_str(), &says)?;
        kept += 1;
    }
    Ok(kept)
}
