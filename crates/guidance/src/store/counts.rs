//! SQL that counts: the figures of units, and how often each question was missed.

use crate::model::{Mark, Missed, QuestionId, UnitFigures};
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
/// first test of that phase; a pair counts where its post-test was taken.
pub(crate) fn by_unit(tx: &mut Tx<'_>) -> Result<HashMap<UnitId, UnitFigures>> {
    let mut out: HashMap<UnitId, UnitFigures> = HashMap::new();
    tx.for_each(
        "SELECT unit, COUNT(*), CAST(SUM(score) AS {int}) FROM quiz_result WHERE phase = 'pre' AND turn = 1
         GROUP BY unit",
        params![],
        |row| {
            let unit = out.entry(UnitId(row.int(0)?)).or_default();
            (unit.pre, unit.pre_sum) = (row.int(1)?, row.int(2)?);
            Ok(())
        },
    )?;
    tx.for_each(
        "SELECT first.unit, COUNT(*), CAST(SUM(first.score) AS {int}),
           CAST(SUM(CASE WHEN EXISTS (SELECT 1 FROM quiz_result later
             WHERE later.employee = first.employee AND later.phase = 'post' AND later.passed = 1
               AND COALESCE(later.occasion, '') = COALESCE(first.occasion, '')) THEN 1 ELSE 0 END) AS {int})
         FROM quiz_result first WHERE first.phase = 'post' AND first.turn = 1 GROUP BY first.unit",
        params![],
        |row| {
            let unit = out.entry(UnitId(row.int(0)?)).or_default();
            (unit.post, unit.post_sum, unit.passed) = (row.int(1)?, row.int(2)?, row.int(3)?);
            Ok(())
        },
    )?;
    tx.for_each(
        "SELECT post.unit, COUNT(*), CAST(SUM(post.score - pre.score) AS {int})
         FROM quiz_result post JOIN quiz_result pre ON pre.employee = post.employee AND pre.phase = 'pre'
           AND pre.turn = 1 AND COALESCE(pre.occasion, '') = COALESCE(post.occasion, '')
         WHERE post.phase = 'post' AND post.turn = 1 GROUP BY post.unit",
        params![],
        |row| {
            let unit = out.entry(UnitId(row.int(0)?)).or_default();
            (unit.pairs, unit.gain_sum) = (row.int(1)?, row.int(2)?);
            Ok(())
        },
    )?;
    Ok(out)
}
