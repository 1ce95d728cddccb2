//! What waits for somebody, put together from what each feature says of itself, in order of deadline: directives to read,
//! duties of a team, decisions that are due, places to plan and to report, activities of today. Shown on the first page and
//! on the desk. It decides nothing and keeps nothing.

use netra_activities::actions::{self as activities, Filter};
use netra_activities::model::State;
use netra_base::{Day, Lang, Moment, Principal, Result, Zone};
use netra_directives::actions as directives;
use netra_drives::actions as drives;
use netra_oversight::actions::{Owed, duties};
use netra_registry::actions as registry;
use netra_store::Tx;
use netra_web::components::{Cell, Column, Kind, Table, tag};
use netra_web::{Markup, html};

/// Lines of one kind: with six kinds a page stays below 50 KB, and nobody does more in a morning.
const OF_A_KIND: usize = 10;

/// One thing that waits.
pub struct Wait {
    /// By when, where there is a day.
    due: Option<Day>,
    /// Is that day over?
    late: bool,
    /// What, in the reader's language.
    words: String,
    /// Where it is done.
    href: String,
}

/// What waits for this principal, the earliest deadline first; what has none comes last.
///
/// # Errors
/// When the database fails.
pub fn waits(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang) -> Result<Vec<Wait>> {
    let mut all = Vec::new();
    to_read(tx, who, now, lang, &mut all)?;
    of_teams(tx, who, now, lang, &mut all)?;
    decided(tx, who, now, lang, &mut all)?;
    of_drives(tx, who, now, lang, &mut all)?;
    today(tx, who, now, lang, &mut all)?;
    all.sort_by_key(|one| (one.due.is_none(), one.due));
    Ok(all)
}

/// The list as people see it; nothing when nothing waits.
pub fn show(waits: &[Wait], lang: Lang) -> Markup {
    let mut table = Table::new(
        lang.say("Menunggu Anda, tenggat terdekat lebih dulu", "Waiting for you, the nearest deadline first"),
        vec![Column::text(lang.say("Hal", "What")), Column::text(lang.say("Tenggat", "Due"))],
    );
    for wait in waits {
        let due = html! {
            @match wait.due {
                Some(day) if wait.late => { (tag(Kind::Bad, lang.say("terlambat", "late"))) " " (lang.day(day)) }
                Some(day) => { (lang.day(day)) }
                None => { span.soft { (lang.say("tanpa tenggat", "no date")) } }
            }
        };
        table.row(vec![Cell::link(&wait.href, &wait.words), Cell::of(due)]);
    }
    html! { @if !waits.is_empty() { section { (table.show()) } } }
}

fn to_read(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    let waiting = directives::waiting(tx, who, now)?;
    if let Some((id, subject)) = waiting.first {
        let (count, more) = (waiting.acknowledge, waiting.acknowledge > 1);
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
        all.push(Wait { due: None, late: false, words, href });
    }
    for (id, subject, _) in waiting.pass_on.into_iter().take(OF_A_KIND) {
        let words = format!("{}: {subject}", lang.say("Teruskan arahan kepada unit Anda", "Pass on to your unit"));
        all.push(Wait { due: None, late: false, words, href: format!("/arahan/{id}/teruskan") });
    }
    Ok(())
}

fn of_teams(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    for duty in duties(tx, now, who)?.into_iter().take(OF_A_KIND) {
        let (due, late) = (Some(duty.due), duty.late());
        let words = match duty.what {
            Owed::Visit(item) => format!("{}: {}", lang.say("Kunjungan tim", "Visit of the team"), item.place),
            Owed::Point(_, _, words) => format!("{}: {words}", lang.say("Tindak lanjut", "To follow up")),
            Owed::Task(task) => format!("{}: {}", lang.say("Tugas tim", "Task of the team"), task.what),
        };
        all.push(Wait { due, late, words, href: "/tim/tugas".to_owned() });
    }
    Ok(())
}

fn decided(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    for open in activities::open_decisions(tx, who, now)?.into_iter().take(OF_A_KIND) {
        let words = format!("{} ({}): {}", lang.say("Keputusan", "Decision"), open.title, open.decision.what);
        let href = "/kegiatan/keputusan".to_owned();
        all.push(Wait { due: Some(open.decision.due), late: open.late, words, href });
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
            all.push(Wait { due: None, late: false, words, href: format!("/kegiatan/serentak/{}", notice.drive) });
        }
        if notice.to_report > 0 {
            let (n, title) = (lang.number(notice.to_report), &notice.title);
            let words = match lang {
                Lang::Id => format!("{n} tempat selesai, laporannya belum disampaikan: {title}"),
                Lang::En => format!("{n} places are over and not reported: {title}"),
            };
            all.push(Wait {
                due: None,
                late: false,
                words,
                href: format!("/kegiatan/serentak/{}/laporan", notice.drive),
            });
        }
    }
    Ok(())
}

fn today(tx: &mut Tx<'_>, who: &Principal, now: Moment, lang: Lang, all: &mut Vec<Wait>) -> Result<()> {
    let Some(employee) = who.employee else { return Ok(()) };
    let unit = registry::employee(tx, employee)?.unit;
    let zone: Zone = registry::unit(tx, unit)?.zone;
    let day = now.day(zone);
    let (lines, _) = activities::list(tx, now, who, &Filter::default())?;
    let soon = lines.into_iter().filter(|line| {
        matches!(line.activity.state, State::Planned | State::Running) && line.activity.starts.day(zone) == day
    });
    for line in soon.take(OF_A_KIND) {
        let (title, at) = (&line.activity.title, lang.moment(line.activity.starts, line.activity.zone));
        let words = format!("{}: {title}, {at}", lang.say("Kegiatan hari ini", "Activity of today"));
        all.push(Wait { due: Some(day), late: false, words, href: format!("/kegiatan/{}", line.activity.id) });
    }
    Ok(())
}
