//! SQL that counts: the figures of units, and how often each question was missed.

use crate::model::{Mark, Missed, Occasion, QuestionId, UnitFigures};
use anyhow::anyhow;
use netra_base::{Error, Result, UnitId};
use netra_store::{Tx, params};
use std::collections::HashMap;

/// Counts the marks of one attempt, question by question in the order of their ids: two attempts on two connections
/// never wait for each other in a ring.
pub(crate) fn count(tx: &mut Tx<'_>, marks: &[Mark]) -> Result<()> {
    let lane = tx.lane();
    let mut marks: Vec<&Mark> = marks.iter().collect();
    marks.sort_unstable_by_key(|mark| mark.drawn.question);
    for mark in marks {
        tx.execute(
            "INSERT INTO quiz_missed (question, lane, answered, missed) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT (question, lane)
             DO UPDATE SET answered = quiz_missed.answered + 1, missed = quiz_missed.missed + excluded.missed",
            params![mark.drawn.question.to_string(), lane, !mark.is_right()],
        )?;
    }
    Ok(())
}

/// How often each question was answered and missed.
pub(crate) fn missed(tx: &mut Tx<'_>) -> Result<Vec<Missed>> {
    tx.query(
        "SELECT question, CAST(SUM(answered) AS {int}), CAST(SUM(missed) AS {int}) FROM quiz_missed
         GROUP BY question ORDER BY question",
        params![],
        |row| {
            let unreadable = || Error::Failed(anyhow!("quiz_missed.question cannot be read"));
            let question = QuestionId::parse(&row.text(0)?).ok_or_else(unreadable)?;
            Ok(Missed { question, answered: row.int(1)?, missed: row.int(2)? })
        },
    )
}

/// The figures of the people of each unit itself. A person counts once an occasion, where he was when he took the
/// first test of that phase; a pair counts where its post-test was taken. Of the people of a unit only whole steps
/// count, in the order in which they handed in: figures that are watched never move by one person. Where there is not
/// one whole step, the count alone is answered.
pub(crate) fn by_unit(tx: &mut Tx<'_>, step: i64) -> Result<HashMap<UnitId, UnitFigures>> {
    let mut out: HashMap<UnitId, UnitFigures> = HashMap::new();
    tx.for_each(
        "SELECT unit, COUNT(*), CAST(SUM(CASE WHEN place <= kept THEN score ELSE 0 END) AS {int})
         FROM (SELECT unit, score, ROW_NUMBER() OVER (PARTITION BY unit ORDER BY at, attempt) AS place,
             COUNT(*) OVER (PARTITION BY unit) / ?1 * ?1 AS kept
           FROM quiz_result WHERE phase = 'pre' AND turn = 1) AS ordered
         GROUP BY unit",
        params![step],
        |row| {
            let unit = out.entry(UnitId(row.int(0)?)).or_default();
            (unit.pre, unit.pre_sum) = (whole_steps(row.int(1)?, step), row.int(2)?);
            Ok(())
        },
    )?;
    tx.for_each(
        "SELECT unit, COUNT(*), CAST(SUM(CASE WHEN place <= kept THEN score ELSE 0 END) AS {int}),
           CAST(SUM(CASE WHEN place <= kept THEN passed ELSE 0 END) AS {int})
         FROM (SELECT first.unit AS unit, first.score AS score,
             CASE WHEN EXISTS (SELECT 1 FROM quiz_result later
               WHERE later.employee = first.employee AND later.phase = 'post' AND later.passed = 1
                 AND COALESCE(later.occasion, '') = COALESCE(first.occasion, '')) THEN 1 ELSE 0 END AS passed,
             ROW_NUMBER() OVER (PARTITION BY first.unit ORDER BY first.at, first.attempt) AS place,
             COUNT(*) OVER (PARTITION BY first.unit) / ?1 * ?1 AS kept
           FROM quiz_result first WHERE first.phase = 'post' AND first.turn = 1) AS ordered
         GROUP BY unit",
        params![step],
        |row| {
            let unit = out.entry(UnitId(row.int(0)?)).or_default();
            (unit.post, unit.post_sum, unit.passed) = (whole_steps(row.int(1)?, step), row.int(2)?, row.int(3)?);
            Ok(())
        },
    )?;
    tx.for_each(
        "SELECT unit, COUNT(*), CAST(SUM(CASE WHEN place <= kept THEN gain ELSE 0 END) AS {int})
         FROM (SELECT post.unit AS unit, post.score - pre.score AS gain,
             ROW_NUMBER() OVER (PARTITION BY post.unit ORDER BY post.at, post.attempt) AS place,
             COUNT(*) OVER (PARTITION BY post.unit) / ?1 * ?1 AS kept
           FROM quiz_result post JOIN quiz_result pre ON pre.employee = post.employee AND pre.phase = 'pre'
             AND pre.turn = 1 AND COALESCE(pre.occasion, '') = COALESCE(post.occasion, '')
           WHERE post.phase = 'post' AND post.turn = 1) AS ordered
         GROUP BY unit",
        params![step],
        |row| {
            let unit = out.entry(UnitId(row.int(0)?)).or_default();
            (unit.pairs, unit.gain_sum) = (whole_steps(row.int(1)?, step), row.int(2)?);
            Ok(())
        },
    )?;
    Ok(out)
}

/// The figures of one occasion, whatever units its people are of; in whole steps, as [`by_unit`].
pub(crate) fn of_occasion(tx: &mut Tx<'_>, occasion: &Occasion, step: i64) -> Result<UnitFigures> {
    let (label, mut out) = (occasion.as_str(), UnitFigures::default());
    let read =
        |row: &netra_store::Row<'_>| Ok((row.int(0)?, row.opt_int(1)?.unwrap_or(0), row.opt_int(2)?.unwrap_or(0)));
    let (people, sum, _) = tx.query_one(
        "SELECT COUNT(*), CAST(SUM(CASE WHEN place <= kept THEN score ELSE 0 END) AS {int}), CAST(0 AS {int})
         FROM (SELECT score, ROW_NUMBER() OVER (ORDER BY at, attempt) AS place, COUNT(*) OVER () / ?2 * ?2 AS kept
           FROM quiz_result WHERE occasion = ?1 AND phase = 'pre' AND turn = 1) AS ordered",
        params![label, step],
        read,
    )?;
    (out.pre, out.pre_sum) = (whole_steps(people, step), sum);
    let (people, sum, passed) = tx.query_one(
        "SELECT COUNT(*), CAST(SUM(CASE WHEN place <= kept THEN score ELSE 0 END) AS {int}),
           CAST(SUM(CASE WHEN place <= kept THEN passed ELSE 0 END) AS {int})
         FROM (SELECT first.score AS score,
             CASE WHEN EXISTS (SELECT 1 FROM quiz_result later
               WHERE later.employee = first.employee AND later.phase = 'post' AND later.passed = 1
                 AND later.occasion = first.occasion) THEN 1 ELSE 0 END AS passed,
             ROW_NUMBER() OVER (ORDER BY first.at, first.attempt) AS place, COUNT(*) OVER () / ?2 * ?2 AS kept
           FROM quiz_result first WHERE first.occasion = ?1 AND first.phase = 'post' AND first.turn = 1) AS ordered",
        params![label, step],
        read,
    )?;
    (out.post, out.post_sum, out.passed) = (whole_steps(people, step), sum, passed);
    let (people, gain, _) = tx.query_one(
        "SELECT COUNT(*), CAST(SUM(CASE WHEN place <= kept THEN gain ELSE 0 END) AS {int}), CAST(0 AS {int})
         FROM (SELECT post.score - pre.score AS gain, ROW_NUMBER() OVER (ORDER BY post.at, post.attempt) AS place,
             COUNT(*) OVER () / ?2 * ?2 AS kept
           FROM quiz_result post JOIN quiz_result pre ON pre.employee = post.employee AND pre.phase = 'pre'
             AND pre.turn = 1 AND pre.occasion = post.occasion
           WHERE post.occasion = ?1 AND post.phase = 'post' AND post.turn = 1) AS ordered",
        params![label, step],
        read,
    )?;
    (out.pairs, out.gain_sum) = (whole_steps(people, step), gain);
    Ok(out)
}

/// The people in whole steps; fewer than one step as they are.
fn whole_steps(people: i64, step: i64) -> i64 {
    if people < step { people } else { people / step * step }
}
