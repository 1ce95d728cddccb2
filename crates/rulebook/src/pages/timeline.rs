//! The stages of a contest as a picture: above, whether the one favoured is a prospective candidate or a candidate;
//! below, campaign, quiet days and counting; under both, the days on which they change. The table behind it says the
//! same in words.

use crate::model::{Contest, Standing};
use maud::{Markup, html};
use netra_base::{Day, Lang};
use netra_web::components::{Cell, Column, Table};

const LEFT: i64 = 8;
const RIGHT: i64 = 392;
/// Days shown before candidates are fixed: the stage before has no first day of its own.
const BEFORE: i32 = 45;
/// The two bars and the rows of dates below them.
const UPPER: i64 = 24;
const LOWER: i64 = 54;
const TALL: i64 = 24;
const DATES: i64 = 100;
const STEP: i64 = 17;

/// Days from one to the other.
pub(super) fn days_between(from: Day, to: Day) -> i64 {
    // Days fall on whole days of one zone, so that the milliseconds divide without rest.
    let zone = netra_base::Zone::Wib;
    (to.start(zone).0 - from.start(zone).0) / (24 * 3_600_000)
}

struct Scale {
    first: Day,
    whole: i64,
}

impl Scale {
    fn x(&self, day: Day) -> i64 {
        let at = days_between(self.first, day).clamp(0, self.whole);
        LEFT + (RIGHT - LEFT) * at / self.whole.max(1)
    }
}

/// The picture and the table behind it.
pub(super) fn picture(lang: Lang, contest: &Contest, today: Day) -> Markup {
    let first = contest.fixed.plus_days(-BEFORE);
    let scale = Scale { first, whole: days_between(first, contest.until.plus_days(1)) };
    let x = |day: Day| scale.x(day);
    let bars = [
        (1, UPPER, LEFT, x(contest.fixed), lang.say("Bakal calon", "Prospective")),
        (2, UPPER, x(contest.fixed), RIGHT, lang.say("Calon", "Candidate")),
        (2, LOWER, x(contest.campaign[0]), x(contest.quiet[0]), lang.say("Kampanye", "Campaign")),
        (0, LOWER, x(contest.quiet[0]), x(contest.voting), ""),
        (4, LOWER, x(contest.voting), x(contest.voting.plus_days(1)), ""),
        (1, LOWER, x(contest.voting.plus_days(1)), RIGHT, ""),
    ];
    let marks = marks(lang, contest);
    let height = DATES + STEP * i64::try_from(marks.len()).unwrap_or(5) - 8;
    let label = format!("{}; {}", told(lang, contest, today), lang.say("tabelnya di bawah", "the table is below"));
    html! {
        svg.burn viewBox={ "0 0 400 " (height) } role="img" aria-label=(label) {
            @for (step, y, from, to, words) in bars {
                g.{ "t" (step) } {
                    rect x=(from) y=(y) width=((to - from).max(1)) height=(TALL) {}
                    @if !words.is_empty() { text x=(from + 6) y=(y + 16) { (words) } }
                }
            }
            @for (at, (day, words)) in (0..).zip(&marks) {
                @let y = DATES + STEP * at;
                @let here = x(*day);
                @let left = here < 200;
                path.whole d={ "M" (here) " " (UPPER) "V" (y) } {}
                text.soft x=(if left { here + 4 } else { here - 4 }) y=(y) text-anchor=(if left { "start" } else { "end" }) {
                    (short(lang, *day)) " " (words)
                }
            }
            @if first <= today && today <= contest.until {
                @let here = x(today);
                path d={ "M" (here) " " (UPPER - 6) "V" (LOWER + TALL + 6) } {}
                text.last x=(here) y="13" text-anchor=(if here < 60 { "start" } else if here > 340 { "end" } else { "middle" }) {
                    (lang.say("hari ini", "today"))
                }
            }
        }
        p { (told(lang, contest, today)) }
        (table(lang, contest, today))
    }
}

/// The days on which a stage changes. Those of the left half stand first, the latest on top, so that no dashed line
/// crosses a date; then those of the right half, the earliest on top.
fn marks(lang: Lang, contest: &Contest) -> [(Day, &'static str); 5] {
    [
        (contest.campaign[0], lang.say("kampanye", "campaign")),
        (contest.fixed, lang.say("calon", "candidates")),
        (contest.quiet[0], lang.say("masa tenang", "quiet days")),
        (contest.voting, lang.say("pemungutan suara", "voting")),
        (contest.until, lang.say("akhir tahapan", "end")),
    ]
}

/// `13 Nov 2023`.
fn short(lang: Lang, day: Day) -> String {
    let long = lang.day(day);
    let mut words = long.split(' ');
    let (dom, month, year) = (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next().unwrap_or(""));
    format!("{dom} {} {year}", month.chars().take(3).collect::<String>())
}

/// Where today stands in this contest, in words.
pub(super) fn told(lang: Lang, contest: &Contest, today: Day) -> String {
    let now = format!("{} ({})", lang.say("Hari ini", "Today"), lang.day(today));
    let until = days_between(contest.until, today);
    if until > 0 {
        let (end, days) = (lang.day(contest.until), lang.number(until));
        return match lang {
            Lang::Id => format!("{now} semua tahapan sudah berakhir: pada {end}, {days} hari yang lalu."),
            Lang::En => format!("{now} all stages are over: they ended on {end}, {days} days ago."),
        };
    }
    let standing = match contest.standing(today) {
        Standing::Prospective => {
            lang.say("yang maju masih bakal calon", "those who stand are still prospective candidates")
        }
        Standing::Candidate => lang.say("yang maju sudah calon", "those who stand are candidates"),
    };
    let stage = if contest.campaigning(today) {
        lang.say("masa kampanye", "campaign")
    } else if contest.quiet[0] <= today && today <= contest.quiet[1] {
        lang.say("masa tenang", "quiet days")
    } else if today == contest.voting {
        lang.say("hari pemungutan suara", "voting day")
    } else if today > contest.voting {
        lang.say("penghitungan dan rekapitulasi suara", "counting")
    } else {
        lang.say("sebelum kampanye", "before the campaign")
    };
    format!("{now}: {standing}; {stage}.")
}

fn table(lang: Lang, contest: &Contest, today: Day) -> Markup {
    let columns = vec![
        Column::text(lang.say("Tahap", "Stage")),
        Column::text(lang.say("Hari pertama", "First day")),
        Column::text(lang.say("Hari terakhir", "Last day")),
    ];
    let stages = [
        (lang.say("Bakal calon", "Prospective candidate"), None, contest.fixed.plus_days(-1)),
        (lang.say("Calon", "Candidate"), Some(contest.fixed), contest.until),
        (lang.say("Masa kampanye", "Campaign"), Some(contest.campaign[0]), contest.campaign[1]),
        (lang.say("Masa tenang", "Quiet days"), Some(contest.quiet[0]), contest.quiet[1]),
        (lang.say("Pemungutan suara", "Voting"), Some(contest.voting), contest.voting),
    ];
    let row = |(name, first, last): (&str, Option<Day>, Day)| {
        let now = first.is_none_or(|first| first <= today) && today <= last;
        let start = first
            .map_or(lang.say("sejak aturannya berlaku", "since the rules are in force").to_owned(), |day| {
                lang.day(day)
            });
        vec![
            Cell::of(html! { (name) @if now { " " strong { "(" (lang.say("hari ini", "today")) ")" } } }),
            Cell::text(start),
            Cell::text(lang.day(last)),
        ]
    };
    let caption = lang.say("Tahap dan batas harinya", "Stages and their boundary days");
    Table::new(caption, columns).rows(stages.into_iter().map(row)).show()
}
