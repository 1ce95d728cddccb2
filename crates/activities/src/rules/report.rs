//! The words of a report, composed from the records: facts in, report out.

use crate::model::report::{Report, ReportBudget, ReportDecision, ReportFigure, ReportItem, ReportPhoto, ReportQuote};
use crate::model::{Activity, After, Details, Group, Side};
use crate::rules::parts;
use netra_base::{Day, Lang, Moment, Zone};
use netra_calendar::model::weekday;
use serde_json::Value;

/// A delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The name of its unit.
    pub unit: String,
    /// How many were expected; none when it is not in the plan any more.
    pub expected: Option<i64>,
    /// How many came.
    pub present: i64,
}

/// What a report is composed from, beside the activity itself.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The unit's name.
    pub unit: &'a str,
    /// The activity.
    pub activity: &'a Activity,
    /// What belongs to it.
    pub details: &'a Details,
    /// What came of it.
    pub after: &'a After,
    /// The delegations of other units.
    pub sent: &'a [Sent],
    /// Employees of units that were not asked.
    pub visitors: i64,
    /// The institutions of the guests, each with how many came.
    pub institutions: &'a [(String, i64)],
    /// The instruments it rests on, by name.
    pub basis: &'a [String],
    /// The oversight team on whose behalf it was held, in words.
    pub team: Option<&'a str>,
    /// Hashes of the photos, hexadecimal, in their order.
    pub photos: &'a [String],
    /// Signatures counted at this place, when there is one.
    pub signed: Option<i64>,
    /// The letterhead.
    pub agency: Value,
    /// Who signs, and where.
    pub signature: Value,
    /// The number from the register; for a draft none.
    pub number: Option<&'a str>,
    /// 1 for the first one filed.
    pub version: i64,
    /// Why it is corrected.
    pub correction: Option<&'a str>,
    /// This moment: when the counts were read.
    pub now: Moment,
}

const ID: Lang = Lang::Id;

/// `Kamis, 21 Desember 2023`.
fn day(on: Day) -> String {
    format!("{}, {}", weekday(on).to(ID), ID.day(on))
}

fn clock(at: Moment, zone: Zone) -> String {
    let (hour, minute) = at.wall(zone);
    format!("{hour:02}.{minute:02}")
}

/// `Kamis, 21 Desember 2023, pukul 08.00–09.30 WIB`; both days when it crosses midnight.
#[must_use]
pub fn time(starts: Moment, ends: Moment, zone: Zone) -> String {
    let (first, last) = (starts.day(zone), ends.day(zone));
    let (from, until, name) = (clock(starts, zone), clock(ends, zone), zone.abbreviation());
    if first == last {
        format!("{}, pukul {from}–{until} {name}", day(first))
    } else {
        format!("{}, pukul {from} sampai {}, pukul {until} {name}", day(first), day(last))
    }
}

pub(super) fn expected(groups: &[Group], side: Side) -> i64 {
    groups.iter().filter(|group| group.side == side).map(|group| group.expected).sum()
}

/// Composes the report.
#[must_use]
pub fn compose(facts: &Facts<'_>) -> Report {
    let Facts { activity, details, after, .. } = facts;
    let when = time(activity.starts, activity.ends, activity.zone);
    let venue = venue(activity);
    let mut leader = activity.leader.office(ID);
    if let Some(other) = &activity.on_behalf_of {
        leader = format!("{leader}; membacakan amanat {other}");
    }
    let invited = details.invited.iter().map(|one| format!("{} ({} orang)", one.words(), ID.number(one.expected)));
    let sent = facts.sent.iter().filter_map(|one| Some((&one.unit, one.expected?)));
    let sent = sent.map(|(unit, count)| format!("utusan {unit} ({} orang)", ID.number(count)));
    let agenda = |one: &crate::model::AgendaItem| ReportItem {
        time: one.at.replace(':', "."),
        item: one.item.clone(),
        by: one.by.clone(),
    };
    let photo = |(one, hash): (&crate::model::Photo, &String)| ReportPhoto {
        alt: one.alt.clone(),
        caption: one.caption.clone(),
        file: one.file.0,
        sha256: hash.clone(),
    };
    let decision = |one: &crate::model::Decision| ReportDecision {
        what: one.what.clone(),
        owner: one.owner.office().to_owned(),
        due: ID.day(one.due),
    };
    let place = facts.signature["place"].as_str().filter(|town| !town.is_empty()).map(str::to_owned);
    let lines = after.minutes.iter().flat_map(|text| text.split('\n')).map(str::trim).filter(|line| !line.is_empty());
    Report {
        agency: facts.agency.clone(),
        number: facts.number.map(str::to_owned),
        title: activity.title.clone(),
        summary: summary(facts, &when, &venue),
        figures: figures(facts),
        kind: format!("{}, {}", activity.kind.name(ID), activity.mode.name(ID).to_lowercase()),
        team: facts.team.map(str::to_owned),
        theme: activity.theme.clone(),
        venue,
        time: when,
        leader,
        speakers: details.speakers.iter().map(|one| one.office(ID)).collect(),
        invited: invited.chain(sent).collect(),
        basis: facts.basis.to_vec(),
        budget: budget(activity, after.evidence.is_some()),
        agenda: details.agenda.iter().map(agenda).collect(),
        attendance: parts::attendance(facts),
        quotes: after.quotes.iter().map(|one| ReportQuote { says: one.says.clone(), by: one.who.clone() }).collect(),
        decisions: after.decisions.iter().map(decision).collect(),
        photos: after.photos.iter().zip(facts.photos).map(photo).collect(),
        minutes: lines.map(str::to_owned).collect(),
        place,
        date: ID.day(facts.now.day(activity.zone)),
        signature: facts.signature.clone(),
        version: facts.version,
        correction: facts.correction.map(str::to_owned),
    }
}

fn venue(activity: &Activity) -> String {
    match (&activity.venue, &activity.link) {
        (Some(venue), Some(_)) => format!("{venue}, dan ruang virtual"),
        (Some(venue), None) => venue.clone(),
        (None, _) => "Ruang virtual".to_owned(),
    }
}

/// Of those counted on paper.
const APART: &str = "tidak dijumlahkan dengan yang hadir";

fn summary(facts: &Facts<'_>, when: &str, venue: &str) -> String {
    let Facts { activity, .. } = facts;
    let tally = activity.tally;
    let place = match &activity.venue {
        Some(_) => format!("bertempat di {venue}"),
        None => "melalui ruang virtual".to_owned(),
    };
    let mut out = format!(
        "{} melaksanakan {} \"{}\" pada {when}, {place}. Kegiatan dipimpin oleh {}",
        facts.unit,
        activity.kind.name(ID).to_lowercase(),
        activity.title,
        activity.leader.office(ID)
    );
    if let Some(other) = &activity.on_behalf_of {
        out.push_str(&format!(", yang membacakan amanat {other}"));
    }
    out.push_str(&format!(
        ". Hadir {} orang dari {} yang diharapkan",
        ID.number(tally.people()),
        ID.number(activity.expected)
    ));
    if tally.guests > 0 {
        let (staff, guests) = (ID.number(tally.present), ID.number(tally.guests));
        out.push_str(&format!(": {staff} pegawai dan {guests} tamu dari luar"));
    }
    out.push('.');
    if tally.on_paper > 0 {
        let people = ID.number(tally.on_paper);
        out.push_str(&format!(" Menurut lembar kertas ada {people} orang, tanpa nama; {APART}."));
    }
    if let Some(signed) = facts.signed {
        out.push_str(&format!(" Di tempat ini {} pegawai menandatangani pakta netralitas.", ID.number(signed)));
    }
    out
}

fn figures(facts: &Facts<'_>) -> Vec<ReportFigure> {
    let tally = facts.activity.tally;
    let counted = ID.moment(facts.now, facts.activity.zone);
    let apart = match tally.guests {
        0 => String::new(),
        guests => format!("; {} pegawai, {} tamu dari luar", ID.number(tally.present), ID.number(guests)),
    };
    let mut note = format!(
        "dari {} yang diharapkan{apart}; {} lebih awal, {} terlambat; dihitung {counted}",
        ID.number(facts.activity.expected),
        ID.number(tally.early),
        ID.number(tally.late)
    );
    if tally.doubtful > 0 {
        note.push_str(&format!("; {} pemindaian yang diragukan tidak dihitung", ID.number(tally.doubtful)));
    }
    let mut out = vec![ReportFigure { value: tally.people(), what: "orang hadir".into(), note }];
    let outside = expected(&facts.details.invited, Side::Outside);
    if outside > 0 || tally.guests > 0 {
        let note = match outside {
            0 => "datang tanpa undangan; dicatat petugas di tempat".to_owned(),
            _ => format!("dari {} yang diundang; dicatat petugas di tempat", ID.number(outside)),
        };
        out.push(ReportFigure { value: tally.guests, what: "tamu dari luar".into(), note });
    }
    if tally.on_paper > 0 {
        let note = format!("tanpa nama; {APART}, sebab bisa orang yang sama");
        out.push(ReportFigure { value: tally.on_paper, what: "orang menurut lembar kertas".into(), note });
    }
    if let Some(signed) = facts.signed {
        let note = "menandatangani pakta netralitas di tempat ini; setiap tanda tangan ada dalam log".to_owned();
        out.push(ReportFigure { value: signed, what: "tanda tangan".into(), note });
    }
    out
}

fn budget(activity: &Activity, proven: bool) -> Option<ReportBudget> {
    let budget = activity.budget.as_ref()?;
    let evidence = proven.then(|| "tersimpan bersama catatan kegiatan".to_owned());
    Some(ReportBudget { source: budget.source.clone(), ceiling: budget.ceiling, realised: activity.realised, evidence })
}
