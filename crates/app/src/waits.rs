//! What waits for somebody, put together from what each feature says of itself, in order of deadline: directives to read,
//! teams to complete, duties of a team, decisions that are due, places to plan and to report, activities to report or to
//! close, activities of today. One list, shown on the first page and on the desk. It decides nothing and keeps nothing.

use netra_activities::actions as activities;
use netra_activities::model::State;
use netra_base::{Day, Lang, Moment, Principal, Result};
use netra_directives::actions as directives;
use netra_drives::actions as drives;
use netra_oversight::actions::{Owed, What, duties, notices};
use netra_oversight::pages::{left_words, notice_words};
use netra_store::Tx;
use netra_web::components::{Cell, Column, Kind, Table, tag};
use netra_web::{Markup, html};

/// Lines of one kind: with seven kinds a page stays below 50 KB, and nobody does more in a morning.
const OF_A_KIND: usize = 10;
/// Activities to report or to close that are named; the rest is a number and a link.
const OWED: usize = 5;

/// One thing that waits.
pub struct Wait {
    /// By when, where there is a day.
    due: Option<Day>,
    /// Is that day over?
    late: bool,
    /// Did somebody remind of it? Then it stands above the rest.
    reminded: bool,
    /// What, in the reader's language.
    words: String,
    /// Where it comes from: a unit, an activity; empty where the words say it.
    about: String,
    /// Where it is done.
    href: String,
}

impl Wait {
    /// Something without a day.
    fn new(words: String, href: impl Into<String>) -> Self {
        Self { due: None, late: false, reminded: false, words, about: String::new(), href: href.into() }
    }

    fn due(self, due: Day, late: bool) -> Self {
        Self { due: Some(due), late, ..self }
    }

    fn about(self, about: impl Into<String>) -> Self {
        Self { about: about.into(), ..self }
    }
}

/// What waits for this principal: that of which he was reminded, then the earliest deadline; what has none comes last.
///
/// # Errors
/// When the database fails.
pub fn waits(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang) -> Result<Vec<Wait>> {
    let mut all = Vec::new();
    to_read(tx, who, now, lang, &mut all)?;
    to_complete(tx, who, now, lang, &mut all)?;
    of_teams(tx, who, now, lang, &mut all)?;
    decided(tx, who, now, lang, &mut all)?;
    of_drives(tx, who, now, lang, &mut all)?;
    owed(tx, who, now, lang, &mut all)?;
    today(tx, who, now, lang, &mut all)?;
    Ok(ordered(all))
}

fn ordered(mut all: Vec<Wait>) -> Vec<Wait> {
    all.sort_by_key(|one| (!one.reminded, one.due.is_none(), one.due));
    all
}

/// The list as people see it; nothing when nothing waits.
pub fn show(waits: &[Wait], lang: Lang) -> Markup {
    let caption = if waits.iter().any(|wait| wait.reminded) {
        lang.say(
            "Menunggu Anda: yang diingatkan lebih dulu, lalu tenggat terdekat",
            "Waiting for you: what you were reminded of first, then the nearest deadline",
        )
    } else {
        lang.say("Menunggu Anda, tenggat terdekat lebih dulu", "Waiting for you, the nearest deadline first")
    };
    let mut table =
        Table::new(caption, vec![Column::text(lang.say("Hal", "What")), Column::text(lang.say("Tenggat", "Due"))]);
    for wait in waits {
        let due = html! {
            @match wait.due {
                Some(day) if wait.late => { (tag(Kind::Bad, lang.say("terlambat", "late"))) " " (lang.day(day)) }
                Some(day) => { (lang.day(day)) }
                None => { span.soft { (lang.say("tanpa tenggat", "no date")) } }
            }
        };
        let what = html! {
            a href=(wait.href) { (wait.words) }
            @if !wait.about.is_empty() { br; span.soft { (wait.about) } }
        };
        table.row(vec![Cell::of(what), Cell::of(due)]);
    }
    html! { @if !waits.is_empty() { section { (table.show()) } } }
}

fn to_read(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    let waiting = directives::waiting(tx, who, now)?;
    let others = waiting.acknowledge - i64::try_from(waiting.reminded.len()).unwrap_or_default();
    let left = waiting.reminded.len().saturating_sub(OF_A_KIND);
    for one in waiting.reminded.into_iter().take(OF_A_KIND) {
        let (subject, day) = (&one.subject, lang.day(one.day));
        let (words, about) = match lang {
            Lang::Id => (
                format!("Operator unit mengingatkan Anda: baca dan nyatakan paham: {subject}"),
                format!("Diingatkan {day}"),
            ),
            Lang::En => (
                format!("Your unit's operator reminds you: read and acknowledge: {subject}"),
                format!("Reminded on {day}"),
            ),
        };
        let wait = Wait { reminded: true, ..Wait::new(words, format!("/arahan/{}", one.directive)).about(about) };
        all.push(match one.until {
            Some((until, late)) => wait.due(until, late),
            None => wait,
        });
    }
    rest(
        lang,
        left,
        ("arahan lain yang diingatkan kepada Anda", "more directives of which you were reminded"),
        "/arahan",
        all,
    );
    if let Some((id, subject)) = waiting.first {
        let (count, more) = (others, others > 1);
        let words = match lang {
            Lang::Id if more => {
                format!("{} arahan belum Anda nyatakan dipahami, terbaru: {subject}", lang.number(count))
            }
            Lang::Id => format!("Baca dan nyatakan paham: {subject}"),
            Lang::En if more => {
                format!("{} directives wait for your acknowledgement, the newest: {subject}", lang.number(count))
            }
            Lang::En => format!("Read and acknowledge: {subject}"),
        };
        let href = if more { "/arahan".to_owned() } else { format!("/arahan/{id}") };
        let wait = Wait::new(words, href);
        all.push(match waiting.until {
            Some((until, late)) => wait.due(until, late),
            None => wait,
        });
    }
    for (id, subject, _) in waiting.pass_on.into_iter().take(OF_A_KIND) {
        let words = format!("{}: {subject}", lang.say("Teruskan arahan kepada unit Anda", "Pass on to your unit"));
        all.push(Wait::new(words, format!("/arahan/{id}/teruskan")));
    }
    Ok(())
}

/// More of one kind than the list shows: where the rest is.
fn rest(lang: Lang, left: usize, (id, en): (&str, &str), href: &str, all: &mut Vec<Wait>) {
    if left > 0 {
        let left = lang.number(i64::try_from(left).unwrap_or(i64::MAX));
        let words = format!("{} {left} {}", lang.say("Masih ada", "There are"), lang.say(id, en));
        all.push(Wait::new(words, href));
    }
}

/// What the keepers of teams have to do about them.
fn to_complete(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    let list = notices(tx, who, now)?;
    for notice in list.iter().take(OF_A_KIND) {
        let wait = Wait::new(notice_words(lang, notice), format!("/tim/{}/anggota", notice.team));
        let wait = wait.about(format!("{}, {}", lang.say("Tim pengawasan", "Oversight team"), notice.unit.name));
        all.push(match notice.what {
            What::EndsSoon(day) => wait.due(day, false),
            What::MemberLeft(..) | What::Incomplete => wait,
        });
    }
    let left = list.len().saturating_sub(OF_A_KIND);
    rest(lang, left, ("hal lain tentang tim", "more about teams"), "/tim", all);
    Ok(())
}

fn of_teams(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    let list = duties(tx, now, who)?;
    let left = list.len().saturating_sub(OF_A_KIND);
    rest(lang, left, ("tugas tim yang lain", "more tasks for the team"), "/tim/tugas", all);
    for duty in list.into_iter().take(OF_A_KIND) {
        let (due, late) = (duty.due, duty.late());
        let words = match duty.what {
            Owed::Visit(item) => format!("{}: {}", lang.say("Kunjungan tim", "Visit of the team"), item.place),
            Owed::Point(_, _, words) => format!("{}: {words}", lang.say("Tindak lanjut", "To follow up")),
            Owed::Task(task) => format!("{}: {}", lang.say("Tugas tim", "Task of the team"), task.what),
        };
        let about = match duty.left {
            Some(left) => format!("{}, {}", duty.unit, left_words(lang, &left)),
            None => duty.unit,
        };
        all.push(Wait::new(words, "/tim/tugas").due(due, late).about(about));
    }
    Ok(())
}

fn decided(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    let list = activities::open_decisions(tx, who, now)?;
    if list.len() > OF_A_KIND {
        let words = lang.say("Masih ada keputusan lain yang menunggu", "There are more decisions that wait").to_owned();
        all.push(Wait::new(words, "/kegiatan/keputusan"));
    }
    for open in list.into_iter().take(OF_A_KIND) {
        let words = format!("{}: {}", lang.say("Keputusan", "Decision"), open.decision.what);
        let wait = Wait::new(words, "/kegiatan/keputusan").due(open.decision.due, open.late);
        all.push(wait.about(format!("{}, {}", open.title, open.unit.name)));
    }
    Ok(())
}

fn of_drives(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    for notice in drives::notices(tx, now, who)? {
        if notice.to_plan > 0 {
            let (n, title) = (lang.number(notice.to_plan), &notice.title);
            let words = match lang {
                Lang::Id => format!("{n} unit belum cukup merencanakan tempat: {title}"),
                Lang::En => format!("{n} units have planned too few places: {title}"),
            };
            all.push(Wait::new(words, format!("/kegiatan/serentak/{}", notice.drive)));
        }
        if notice.to_report > 0 {
            let (n, title) = (lang.number(notice.to_report), &notice.title);
            let words = match lang {
                Lang::Id => format!("{n} tempat selesai, laporannya belum disampaikan: {title}"),
                Lang::En => format!("{n} places are over and not reported: {title}"),
            };
            all.push(Wait::new(words, format!("/kegiatan/serentak/{}/laporan", notice.drive)));
        }
    }
    Ok(())
}

/// What is over outside drives and not told: reports, and what nobody has closed.
fn owed(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    let owed = activities::owed(tx, now, who, OWED)?;
    let left = owed.all.saturating_sub(owed.first.len());
    for line in owed.first {
        let one = line.activity;
        let (last, today) = (one.ends.day(one.zone), now.day(one.zone));
        let wait = if one.state == State::Held {
            let words = format!("{}: {}", lang.say("Laporkan", "Report"), one.title);
            Wait::new(words, format!("/kegiatan/{}/laporan", one.id))
        } else {
            let words = format!("{}: {}", lang.say("Catat selesai atau batalkan", "Close or cancel"), one.title);
            Wait::new(words, format!("/kegiatan/{}", one.id)).due(last, last < today)
        };
        all.push(wait.about(format!("{}, {}", line.unit.name, lang.day(last))));
    }
    if owed.more || left > 0 {
        let left = lang.number(i64::try_from(left).unwrap_or(i64::MAX));
        let words = match (lang, owed.more) {
            (Lang::Id, false) => format!("Masih ada {left} kegiatan lain yang belum dilaporkan atau ditutup"),
            (Lang::Id, true) => format!("Masih ada lebih dari {left} kegiatan lain yang belum dilaporkan atau ditutup"),
            (Lang::En, false) => format!("There are {left} more activities not reported or not closed"),
            (Lang::En, true) => format!("There are more than {left} other activities not reported or not closed"),
        };
        all.push(Wait::new(words, "/kegiatan?waktu=belum"));
    }
    Ok(())
}

fn today(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    let mut list = activities::today(tx, now, who)?;
    // What its keepers are to close is said to them as that.
    list.retain(|line| {
        let one = &line.activity;
        one.drive.is_some() || one.ends >= now || !netra_activities::rules::keeps(who, &line.unit.path)
    });
    let left = list.len().saturating_sub(OF_A_KIND);
    rest(lang, left, ("kegiatan lain hari ini", "more activities of today"), "/kegiatan", all);
    for line in list.into_iter().take(OF_A_KIND) {
        let (title, at) = (&line.activity.title, lang.moment(line.activity.starts, line.activity.zone));
        let words = format!("{}: {title}, {at}", lang.say("Kegiatan hari ini", "Activity of today"));
        let wait = Wait::new(words, format!("/kegiatan/{}", line.activity.id)).about(line.unit.name);
        all.push(wait.due(now.day(line.activity.zone), false));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_reminded_of_stands_above_every_deadline() {
        let day = Day::parse("2024-01-05");
        let one = |words: &str| Wait::new(words.to_owned(), "/");
        let all = vec![
            one("tanpa tenggat"),
            Wait { due: day, late: true, ..one("terlambat") },
            Wait { reminded: true, ..one("diingatkan") },
        ];
        let words: Vec<String> = ordered(all).into_iter().map(|wait| wait.words).collect();
        assert_eq!(words, ["diingatkan", "terlambat", "tanpa tenggat"]);
        let shown = show(&ordered(vec![Wait { reminded: true, ..one("diingatkan") }]), Lang::Id).into_string();
        assert!(shown.contains("yang diingatkan lebih dulu"), "{shown}");
    }
}
