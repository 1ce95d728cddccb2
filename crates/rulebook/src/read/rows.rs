//! What each table of the files becomes.

use super::fields::Fields;
use crate::model::{
    Act, Authority, Circumstance, Class, Confidence, Contest, Crime, During, Election, Event, Instrument, Lane, Level,
    Limit, May, Person, Position, Row, RuleFacts, Sanction, Stage, Step, Supervisor, Verdict, What,
};
use crate::rules::{Case, CaseFacts, Expected};

/// A row with an id of law or fact.
pub(super) fn row(table: &str, fields: &mut Fields<'_, '_>) -> Option<Row> {
    let id = fields.id();
    let title = fields.say("title");
    let says = match (fields.say("says"), &title) {
        (Some(says), _) => says,
        (None, Some(title)) => title.clone(),
        (None, None) => fields.need_say("says"),
    };
    let confidence = fields.need_word("confidence", Confidence::parse);
    let row = Row {
        id,
        title,
        says,
        sources: fields.list("sources"),
        confidence: confidence.unwrap_or(Confidence::Low),
        confidence_note: fields.say("confidence_note"),
        articles: fields.list("articles"),
        note: fields.say("note"),
        doubt: fields.say("doubt"),
        from: fields.day("from"),
        until: fields.day("until"),
        replaces: fields.list("replaces"),
        what: what(table, fields)?,
        place: fields.place(),
    };
    if row.sources.is_empty() {
        fields.wrong(
            format!("“{}” tanpa sumber; isi sources dengan kode dari daftar sumber.", row.id),
            format!("“{}” has no source; fill sources with codes of the list of sources.", row.id),
        );
    }
    if let (Some(from), Some(until)) = (row.from, row.until)
        && until < from
    {
        fields.wrong(
            format!("“{}” berakhir {until}, sebelum mulai {from}.", row.id),
            format!("“{}” ends {until}, before it starts {from}.", row.id),
        );
    }
    Some(row)
}

fn what(table: &str, fields: &mut Fields<'_, '_>) -> Option<What> {
    Some(match table {
        "instrument" => What::Instrument(instrument(fields)),
        "principle" => What::Principle,
        "obligation" => What::Obligation,
        "rule" => What::Rule(rule(fields)),
        "former" => What::Former { maps_to: fields.list("maps_to") },
        "sanction" => What::Sanction(sanction(fields)),
        "crime" => What::Crime(crime(fields)),
        "contest" => What::Contest(contest(fields)?),
        "event" => What::Event(event(fields)?),
        "step" => What::Step(step(fields)),
        "authority" => What::Authority(authority(fields)),
        "supervisor" => {
            What::Supervisor(Supervisor { who: fields.need_say("who"), instruments: fields.list("instruments") })
        }
        _ => {
            fields.wrong(
                format!("[[{table}]] bukan tabel yang dikenal; lihat README di folder ini."),
                format!("[[{table}]] is not a table we know; see the README of this folder."),
            );
            return None;
        }
    })
}

fn instrument(fields: &mut Fields<'_, '_>) -> Instrument {
    Instrument {
        issuer: fields.say("issuer"),
        from_year: fields.number("from_year").and_then(|year| i16::try_from(year).ok()),
        derived_from: fields.list("derived_from"),
        elections: fields.words("elections", Election::parse),
        applies: fields.words("applies", Person::parse),
    }
}

fn rule(fields: &mut Fields<'_, '_>) -> RuleFacts {
    let verdict = fields.word("verdict", Verdict::parse).unwrap_or(Verdict::Forbidden);
    RuleFacts {
        acts: fields.list("acts"),
        acts_by_analogy: fields.list("acts_by_analogy"),
        applies: fields.words("applies", Person::parse),
        applies_by_analogy: fields.words("applies_by_analogy", Person::parse),
        stage: fields.need_word("stage", Stage::parse).unwrap_or(Stage::Any),
        verdict,
        class: fields.word("class", Class::parse).unwrap_or(Class::None),
        level: fields.word("level", Level::parse),
        levels_in_sources: fields.words("levels_in_sources", Level::parse),
        basis: fields.list("basis"),
        instruments: fields.list("instruments"),
        when: fields.words("when", Circumstance::parse),
        unless: fields.words("unless", Circumstance::parse),
        party: fields.flag("party").unwrap_or(false),
        limits: fields.list("limits"),
    }
}

fn sanction(fields: &mut Fields<'_, '_>) -> Sanction {
    let level =
        fields.need_word("level", |word| if word == "contract" { Some(None) } else { Level::parse(word).map(Some) });
    Sanction {
        level: level.flatten(),
        applies: fields.words("applies", Person::parse),
        instruments: fields.list("instruments"),
        weight: fields.number("weight").unwrap_or_else(|| {
            fields.wrong("“weight” belum ada; isi dengan bilangan.", "“weight” is missing; give a number.");
            0
        }),
        awaits: fields.say("awaits"),
        instead_of: fields.text("instead_of"),
        besides: fields.flag("besides").unwrap_or(false),
        dismisses: fields.flag("dismisses").unwrap_or(false),
        imposed_by: fields.say("imposed_by"),
    }
}

fn crime(fields: &mut Fields<'_, '_>) -> Crime {
    Crime {
        acts: fields.list("acts"),
        acts_unclear: fields.list("acts_unclear"),
        applies: fields.words("applies", Person::parse),
        who: fields.need_say("who"),
        penalty: fields.say("penalty"),
        penalty_confidence: fields.word("penalty_confidence", Confidence::parse),
        elections: fields.words("elections", Election::parse),
        during: fields
            .need_word("during", |word| match word {
                "campaign" => Some(During::Campaign),
                "candidate" => Some(During::Candidate),
                "any" => Some(During::Any),
                _ => None,
            })
            .unwrap_or(During::Any),
        lane: fields.need_word("lane", Lane::parse).unwrap_or(Lane::Agency),
        instruments: fields.list("instruments"),
    }
}

fn contest(fields: &mut Fields<'_, '_>) -> Option<Contest> {
    let election = fields.need_word("election", Election::parse);
    let (fixed, voting, until) = (fields.need_day("fixed"), fields.need_day("voting"), fields.need_day("until"));
    let (campaign, quiet) = (fields.days("campaign"), fields.days("quiet"));
    let contest = Contest {
        election: election?,
        fixed: fixed?,
        campaign: campaign?,
        quiet: quiet?,
        voting: voting?,
        until: until?,
    };
    let order = [
        contest.fixed,
        contest.campaign[0],
        contest.campaign[1],
        contest.quiet[0],
        contest.quiet[1],
        contest.voting,
        contest.until,
    ];
    if !order.is_sorted() {
        fields.wrong(
            "tahapan tidak berurutan: penetapan, kampanye, masa tenang, pemungutan suara, akhir.",
            "stages are out of order: fixing, campaign, quiet days, voting, end.",
        );
    }
    if contest.campaign[1].plus_days(1) != contest.quiet[0] {
        fields.wrong(
            "masa tenang tidak mulai sehari setelah kampanye berakhir.",
            "the quiet days do not start on the day after the campaign ends.",
        );
    }
    Some(contest)
}

fn event(fields: &mut Fields<'_, '_>) -> Option<Event> {
    let (on, days) = (fields.day("on"), fields.days("days"));
    let [first, last] = match (on, days) {
        (Some(on), None) => [on, on],
        (None, Some(days)) => days,
        _ => {
            fields.wrong("isi salah satu: on atau days.", "give one of the two: on or days.");
            return None;
        }
    };
    Some(Event { contests: fields.list("contests"), first, last, held: fields.flag("held").unwrap_or(true) })
}

fn step(fields: &mut Fields<'_, '_>) -> Step {
    let limit = fields.table("limit", |inner| {
        let (working, days) = (inner.number("working_days"), inner.number("days"));
        let small = |count: u32| u16::try_from(count).ok().filter(|count| (1..=3_650).contains(count));
        match (working, days) {
            (Some(count), None) => small(count).map(Limit::WorkingDays),
            (None, Some(count)) => small(count).map(Limit::Days),
            _ => {
                inner.wrong("isi salah satu: working_days atau days.", "give one: working_days or days.");
                None
            }
        }
    });
    Step {
        path: fields.need_text("path"),
        by: fields.say("by"),
        limit: limit.flatten(),
        counts_from: fields.say("counts_from"),
        limit_confidence: fields.word("limit_confidence", Confidence::parse),
    }
}

fn authority(fields: &mut Fields<'_, '_>) -> Authority {
    let may = fields.tables("may", |inner| May {
        positions: inner.words("positions", Position::parse),
        levels: inner.words("levels", Level::parse),
        except_dismissal: inner.flag("except_dismissal").unwrap_or(false),
    });
    Authority { office: fields.need_say("office"), may }
}

/// What people do, in their own words.
pub(super) fn act(fields: &mut Fields<'_, '_>) -> Option<Act> {
    Some(Act {
        id: fields.id(),
        group: fields.need_text("group"),
        title: fields.need_say("title"),
        hint: fields.say("hint"),
        words: fields.list("words"),
        asks: fields.words("asks", Circumstance::parse),
        place: fields.place(),
    })
}

/// A case beside the rules.
pub(super) fn case(fields: &mut Fields<'_, '_>) -> Option<Case> {
    let place = fields.place();
    let (rule, says) = (fields.need_text("rule"), fields.need_text("says"));
    let applies = fields.flag("applies");
    let refused = fields.text("refused");
    if applies.is_none() && refused.is_none() {
        fields.wrong("“applies” belum ada: true atau false.", "“applies” is missing: true or false.");
    }
    let facts = case_facts(fields);
    let expected = fields.table("expect", |inner| Expected {
        verdict: inner.word("verdict", Verdict::parse),
        class: inner.word("class", Class::parse),
        level: inner.word("level", Level::parse),
        confidence: inner.word("confidence", Confidence::parse),
        sanctions: inner.has("sanctions").then(|| inner.list("sanctions")),
        instruments: inner.has("instruments").then(|| inner.list("instruments")),
        lanes: inner.has("lanes").then(|| inner.words("lanes", Lane::parse)),
        cites: inner.list("cites"),
        omits: inner.list("omits"),
    });
    Some(Case {
        place,
        rule,
        says,
        applies: applies.unwrap_or(false),
        refused,
        facts,
        expected: expected.unwrap_or_default(),
    })
}

fn case_facts(fields: &mut Fields<'_, '_>) -> CaseFacts {
    CaseFacts {
        acts: fields.text("act").into_iter().chain(fields.list("acts")).collect(),
        contest: fields.text("contest"),
        date: fields.day("date"),
        employment: fields.text("employment"),
        circumstances: fields.words("circumstances", Circumstance::parse),
        party: fields.text("favours").is_some_and(|word| word == "party"),
        after: fields.text("after"),
        from: fields.day("from"),
        done: fields.day("done"),
        position: fields.word("position", Position::parse),
        level: fields.word("level", Level::parse),
    }
}
