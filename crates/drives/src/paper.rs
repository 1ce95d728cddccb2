//! The recap as a paper: what the template prints, and nothing typed by hand. It names places and offices, no person but the
//! one whom the letterhead keeps.

use crate::actions::{Recap, RecapRow};
use netra_activities::model::State;
use netra_base::Lang;
use netra_documents::Paper;
use serde_json::{Value, json};

/// The recap as a paper; `specimen` marks every page CONTOH.
pub(crate) fn recap(recap: &Recap, specimen: bool) -> Paper {
    let set = &recap.seen.drive.definition;
    let zone = recap.seen.announcer.zone;
    let title = format!("Rekap {}", set.title);
    let signature = recap.signature.data();
    let reach = if recap.whole {
        ""
    } else {
        "Rekap ini hanya memuat unit yang dilihat peminta, bukan seluruh kegiatan serentak. "
    };
    let withdrawn = match &recap.seen.drive.withdrawn {
        Some(reason) => {
            format!("Kegiatan serentak ini ditarik pada {}: {reason}. ", Lang::Id.moment(recap.seen.drive.at, zone))
        }
        None => String::new(),
    };
    let paper = match recap.totals.tally.on_paper {
        0 => "",
        _ => {
            "Di lembar kertas ialah orang yang dihitung tanpa nama; bisa orang yang sama, maka tidak dijumlahkan dengan yang datang. "
        }
    };
    let missing = recap.totals.required - recap.totals.covered;
    let delegated: i64 = recap.rows.iter().map(|row| row.delegated).sum();
    let notes = format!(
        "{withdrawn}{reach}Datang ialah semua orang yang tercatat di tempat, termasuk delegasi dan tamu; ditunggu ialah target tuan \
         rumah, undangan, dan delegasi. Tempat yang diminta {}, belum direncanakan {}, dibatalkan {}, lewat waktunya dan tidak dimulai {}; \
         delegasi unit lain yang ditunggu {}. {paper}{}",
        Lang::Id.number(recap.totals.required),
        Lang::Id.number(missing),
        Lang::Id.number(recap.totals.cancelled),
        Lang::Id.number(recap.totals.unstarted),
        Lang::Id.number(delegated),
        recap.gain_means.to(Lang::Id),
    );
    let data = json!({
        "agency": recap.letterhead.data(),
        "title": title,
        "theme": set.theme,
        "window": format!("{} waktu setempat", set.window.words(Lang::Id)),
        "counted_at": Lang::Id.moment(recap.at, zone),
        "counted_by": notes,
        "places": recap.rows.iter().map(place).collect::<Vec<_>>(),
        "place": signature["place"],
        "date": signature["date"],
        "signature": signature,
    });
    Paper { specimen, ..Paper::new("rekap.typ", &title, recap.at, data) }
}

fn place(row: &RecapRow) -> Value {
    let place = &row.place;
    let (hour, minute) = place.starts.wall(place.zone);
    let state = match (place.state, place.reported) {
        (State::Held, Some(_)) => "dilaporkan",
        (State::Held, None) => "belum",
        (State::Running, _) => "berlangsung",
        (State::Planned, _) if row.late => "tidak dimulai",
        (State::Planned | State::Cancelled, _) => "belum mulai",
    };
    json!({
        "region": row.region.strip_prefix("Kantor Wilayah ").unwrap_or(&row.region),
        "venue": venue(row),
        "starts": format!("{hour:02}.{minute:02} {}", place.zone.abbreviation()),
        "expected": place.expected,
        "came": place.tally.people(),
        "guests": place.tally.guests,
        "on_paper": place.tally.on_paper,
        "both": row.gain.told.gain.of,
        "gain": row.gain.told.gain.sum,
        "state": state,
    })
}

/// The venue, with the unit where that is not the region's own.
fn venue(row: &RecapRow) -> String {
    let venue = row.place.venue.as_deref().unwrap_or(row.place.mode.name(Lang::Id));
    if row.unit.name == row.region { venue.to_owned() } else { format!("{venue} ({})", row.unit.name) }
}
