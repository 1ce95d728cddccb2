//! The screens of correspondence, for those who keep a unit: its letterhead with a sample page, its register of numbers, a
//! number for a letter typed elsewhere.

mod letterhead;
mod number;
mod register;

pub use letterhead::{keep, letterhead_form, sample};
pub use number::{number, number_form, take};
pub use register::register;

use netra_base::{Error, Principal, Result};
use netra_registry::model::Unit;
use netra_web::address::with_query;
use netra_web::{Page, Site, Visit};

/// Where these pages stand.
const HERE: &str = "/naskah";

fn page<'a>(visit: &'a Visit, title: &str) -> Page<'a> {
    visit.page(title).current("/kerja").under("/kerja", visit.say("Meja kerja", "Desk"))
}

/// A page below the register of a unit.
fn unit_page<'a>(visit: &'a Visit, title: &str, unit: &Unit) -> Page<'a> {
    page(visit, title).under(of_unit(HERE, unit), visit.say("Naskah dinas", "Official papers")).narrow()
}

/// An address with the unit it is about.
fn of_unit(path: &str, unit: &Unit) -> String {
    with_query(path, &[("unit", unit.code.as_str())])
}

/// The unit that the address names, or the asker's own.
async fn asked_unit(site: &Site, visit: &Visit, who: &Principal) -> Result<Unit> {
    let (who, code) = (who.clone(), visit.asked("unit"));
    let look = move |tx: &mut netra_store::Tx<'_>| match code {
        Some(code) => crate::actions::office_to_keep(tx, &who, &code),
        None => crate::actions::own_unit(tx, &who),
    };
    site.store.read(look).await
}

/// The number in the address; what is no number is nothing.
fn parsed(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}
