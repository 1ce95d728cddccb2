//! The screens of drives: the list, announcing, changing and withdrawing, the plan board, what is taught, planning a place,
//! the day live and on the projector, who has reported, the files to take away. Forms and words only; what may be seen and done is decided in actions.

mod board;
mod drives;
mod files;
mod form;
mod live;
mod place;
mod place_begun;
mod place_form;
mod reports;
mod teach;
mod withdraw;
mod words;

pub(crate) use words::{meanings, state_words};

pub use board::board;
pub use drives::drives;
pub use files::{attendance_xlsx, recap_pdf, recap_xlsx};
pub use form::{announce, change, change_form, new_drive};
pub use live::{live, projector};
pub use place::{change_place, new_place, place_form, plan_place};
pub use reports::reports;
pub use teach::{material, teach};
pub use withdraw::{withdraw, withdraw_form};

use crate::actions::{PlaceRow, RegionSum, Seen, Totals};
use crate::model::ActivityDriveId;
use netra_base::{Error, Result};
use netra_web::charts::Tile;
use netra_web::components::Cell;
use netra_web::{Page, Visit};

/// Where these pages stand in the menu.
const MENU: &str = "/kegiatan";
/// The list of drives.
const HOME: &str = "/kegiatan/serentak";
/// Rows of a page.
const ROWS: usize = 50;
/// So few rows are shown as they are, also on a phone.
const FEW: usize = 4;
/// Tiles of a map at most: 33 offices and as many again; at 350 bytes each the page stays light.
const MOST_TILES: usize = 66;

/// The number in the address; what is no number is nothing.
pub(crate) fn number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The drive in the address.
pub(crate) fn drive_id(text: &str) -> Result<ActivityDriveId> {
    number(text).map(ActivityDriveId)
}

/// A page below that of the drives.
fn page<'a>(visit: &'a Visit, title: &str) -> Page<'a> {
    visit
        .page(title)
        .current(MENU)
        .under(MENU, visit.say("Kegiatan", "Activities"))
        .under(HOME, visit.say("Kegiatan serentak", "Simultaneous drives"))
}

/// The address of a drive, or of a page below it.
fn address(seen: &Seen, below: &str) -> String {
    format!("{HOME}/{}{below}", seen.drive.id)
}

/// A page below that of one drive.
fn drive_page<'a>(visit: &'a Visit, title: &str, seen: &Seen) -> Page<'a> {
    page(visit, title).under(address(seen, ""), seen.drive.definition.title.clone())
}

/// The name of a regional office where all of a list are such.
fn short(name: &str) -> &str {
    name.strip_prefix("Kantor Wilayah ").unwrap_or(name)
}

/// A tile for each regional office: what `part` of `whole` says of it.
fn tiles(
    regions: &[RegionSum],
    count: impl Fn(&Totals) -> (i64, i64),
    href: impl Fn(&str) -> Option<String>,
) -> Vec<Tile> {
    let tile = |region: &RegionSum| {
        let (part, whole) = count(&region.totals);
        Tile {
            code: region.unit.code.to_string(),
            short: region.unit.short.clone().unwrap_or_default(),
            label: region.unit.name.clone(),
            part,
            whole,
            href: href(region.unit.code.as_str()),
        }
    };
    if regions.len() > MOST_TILES { Vec::new() } else { regions.iter().map(tile).collect() }
}

/// A place by its venue, with the way to its activity for those who may open it.
fn place_cell(seen: &Seen, row: &PlaceRow, venue: &str) -> Cell {
    if seen.opens(&row.unit.path) { Cell::link(&format!("{MENU}/{}", row.place.id), venue) } else { Cell::text(venue) }
}
