//! The organisation of the demo ministry, read from `data/organisation.toml` and `data/units-upt.toml`: the
//! agency, eleven Eselon I, 33 Kanwil with four divisions each, and sample UPT made by rule. Whatever is
//! invented says "(contoh)" in its name and is marked as a sample.

use crate::actions;
use crate::model::{NewUnit, UnitCode, UnitKind};
use anyhow::Context;
use netra_base::{Day, Result, UnitId, Zone};
use netra_store::Tx;
use serde::Deserialize;
use std::collections::HashMap;

const ORGANISATION: &str = include_str!("../../../data/organisation.toml");
const UPT: &str = include_str!("../../../data/units-upt.toml");

/// A unit of the demo ministry, before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoUnit {
    /// The code.
    pub code: UnitCode,
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: UnitKind,
    /// Class of a UPT.
    pub class: Option<String>,
    /// Short name for the tile map.
    pub short: Option<String>,
    /// Code of the unit above.
    pub parent: Option<UnitCode>,
    /// The time zone.
    pub zone: Zone,
    /// Its share of the demo's people.
    pub weight: u32,
    /// Invented.
    pub sample: bool,
    /// Id of the fact it rests on.
    pub source: Option<String>,
}

#[derive(Deserialize)]
struct Organisation {
    agency: Agency,
    division: Vec<Division>,
    eselon1: Vec<Eselon1>,
    kanwil: Vec<Kanwil>,
}

#[derive(Deserialize)]
struct Agency {
    code: String,
    name: String,
    short: String,
    weight: u32,
}

#[derive(Deserialize)]
struct Division {
    suffix: String,
    name: String,
    weight: u32,
    source: String,
}

#[derive(Deserialize)]
struct Eselon1 {
    code: String,
    name: String,
    short: String,
    weight: u32,
    source: String,
}

#[derive(Deserialize)]
struct Kanwil {
    code: String,
    name: String,
    region: String,
    short: String,
    zone: Zone,
    upt: usize,
    source: String,
}

#[derive(Deserialize)]
struct Upt {
    sample: Vec<Sample>,
    rudenim: Rudenim,
    named: Vec<Named>,
}

#[derive(Deserialize)]
struct Sample {
    kind: String,
    name: String,
    class: String,
    weight: u32,
    source: String,
}

#[derive(Deserialize)]
struct Rudenim {
    kanwil: Vec<String>,
    weight: u32,
    source: String,
}

#[derive(Deserialize)]
struct Named {
    code: String,
    kanwil: String,
    kind: String,
    name: String,
    weight: u32,
    source: String,
}

/// Every unit of the demo ministry, parents before children.
///
/// # Errors
/// When the data files are wrong; a test reads them.
pub fn demo_units() -> Result<Vec<DemoUnit>> {
    let organisation: Organisation = toml::from_str(ORGANISATION).context("data/organisation.toml")?;
    let upt: Upt = toml::from_str(UPT).context("data/units-upt.toml")?;
    let root = code(&organisation.agency.code)?;
    let mut units = vec![DemoUnit {
        code: root.clone(),
        name: organisation.agency.name.clone(),
        kind: UnitKind::Agency,
        class: None,
        short: Some(organisation.agency.short.clone()),
        parent: None,
        zone: Zone::Wib,
        weight: organisation.agency.weight,
        sample: false,
        source: None,
    }];
    for unit in &organisation.eselon1 {
        units.push(DemoUnit {
            short: Some(unit.short.clone()),
            ..below(&root, &unit.code, &unit.name, UnitKind::Eselon1, Zone::Wib, unit.weight, &unit.source)?
        });
    }
    for kanwil in &organisation.kanwil {
        // The head of the office and who works for them directly; the rest sits in the divisions.
        let top = below(&root, &kanwil.code, &kanwil.name, UnitKind::Kanwil, kanwil.zone, 6, &kanwil.source)?;
        let above = top.code.clone();
        units.push(DemoUnit { short: Some(kanwil.short.clone()), ..top });
        for division in &organisation.division {
            let code = format!("{above}-{}", division.suffix);
            let name = format!("{} {}", division.name, kanwil.name);
            units.push(below(
                &above,
                &code,
                &name,
                UnitKind::Division,
                kanwil.zone,
                division.weight,
                &division.source,
            )?);
        }
        upt_of(kanwil, &above, &upt, &mut units)?;
    }
    Ok(units)
}

fn upt_of(kanwil: &Kanwil, above: &UnitCode, upt: &Upt, units: &mut Vec<DemoUnit>) -> Result<()> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    for sample in upt.sample.iter().take(kanwil.upt) {
        let number = numbers.entry(&sample.kind).and_modify(|n| *n += 1).or_insert(1);
        let code = format!("{above}-{}-{number:02}", sample.kind);
        let name = format!("{} {} {number} (contoh)", sample.name, kanwil.region);
        let kind = UnitKind::parse(&sample.kind)?;
        units.push(DemoUnit {
            class: Some(sample.class.clone()),
            sample: true,
            ..below(above, &code, &name, kind, kanwil.zone, sample.weight, &sample.source)?
        });
    }
    if upt.rudenim.kanwil.contains(&kanwil.code) {
        let (code, name) = (format!("{above}-RUDENIM-01"), format!("Rudenim {} (contoh)", kanwil.region));
        let unit = below(above, &code, &name, UnitKind::Rudenim, kanwil.zone, upt.rudenim.weight, &upt.rudenim.source)?;
        units.push(DemoUnit { sample: true, ..unit });
    }
    for named in upt.named.iter().filter(|named| named.kanwil == kanwil.code) {
        let kind = UnitKind::parse(&named.kind)?;
        units.push(below(above, &named.code, &named.name, kind, kanwil.zone, named.weight, &named.source)?);
    }
    Ok(())
}

fn code(text: &str) -> Result<UnitCode> {
    Ok(UnitCode::parse(text)?)
}

fn below(
    parent: &UnitCode,
    unit: &str,
    name: &str,
    kind: UnitKind,
    zone: Zone,
    weight: u32,
    source: &str,
) -> Result<DemoUnit> {
    Ok(DemoUnit {
        code: code(unit)?,
        name: name.to_owned(),
        kind,
        class: None,
        short: None,
        parent: Some(parent.clone()),
        zone,
        weight,
        sample: false,
        source: Some(source.to_owned()),
    })
}

/// Opens every unit of the demo ministry; answers the root. Units whose code exists already are left alone,
/// so a second call changes nothing.
///
/// # Errors
/// When the database fails.
pub fn seed_organisation(tx: &mut Tx<'_>, from: Day) -> Result<UnitId> {
    let mut ids: HashMap<UnitCode, UnitId> =
        actions::tree(tx, "/", None)?.into_iter().map(|unit| (unit.code, unit.id)).collect();
    let mut root = None;
    for unit in demo_units()? {
        let id = match ids.get(&unit.code) {
            Some(&id) => id,
            None => actions::open_unit(
                tx,
                &NewUnit {
                    code: unit.code.clone(),
                    name: unit.name,
                    kind: unit.kind,
                    class: unit.class,
                    short: unit.short,
                    parent: unit.parent.as_ref().and_then(|code| ids.get(code)).copied(),
                    zone: unit.zone,
                    valid_from: from,
                    sample: unit.sample,
                    source: unit.source,
                },
            )?,
        };
        ids.insert(unit.code, id);
        root = root.or(Some(id));
    }
    Ok(root.ok_or_else(|| anyhow::anyhow!("the demo ministry has no units"))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_demo_ministry_has_the_shape_of_the_real_one() {
        let units = demo_units().expect("the data files are read");
        let count = |kind: UnitKind| units.iter().filter(|unit| unit.kind == kind).count();
        assert_eq!((count(UnitKind::Agency), count(UnitKind::Eselon1), count(UnitKind::Kanwil)), (1, 11, 33));
        assert_eq!(count(UnitKind::Division), 4 * 33);
        assert_eq!((count(UnitKind::Rudenim), count(UnitKind::Bhp), count(UnitKind::Hospital)), (13, 5, 1));
        let upt = units.iter().filter(|unit| unit.kind.is_upt()).count();
        assert!((560..=640).contains(&upt), "{upt} UPT");
        let codes: HashSet<&UnitCode> = units.iter().map(|unit| &unit.code).collect();
        assert_eq!(codes.len(), units.len());
        let mut seen = HashSet::new();
        for unit in &units {
            assert!(unit.parent.as_ref().is_none_or(|parent| seen.contains(parent)), "{} before its parent", unit.code);
            assert_eq!(unit.sample, unit.name.contains("(contoh)"), "{}", unit.name);
            assert!(unit.kind == UnitKind::Agency || unit.source.is_some());
            seen.insert(unit.code.clone());
        }
        let zone = |code: &str| units.iter().find(|unit| unit.code.as_str() == code).map(|unit| unit.zone);
        for (code, expected) in
            [("KW-01", Zone::Wib), ("KW-17", Zone::Wib), ("KW-19", Zone::Wita), ("KW-28", Zone::Wit)]
        {
            assert_eq!(zone(code), Some(expected), "{code}");
        }
    }
}
