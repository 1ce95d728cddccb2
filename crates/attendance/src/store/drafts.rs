//! SQL of lists that wait for confirmation.

use super::broken;
use crate::model::draft::{Choice, Counts, Draft, DraftId, Line, Shown};
use netra_activities::model::ActivityId;
use netra_base::{AccountId, EmployeeId, Moment, Result};
use netra_store::{Kind, Row, Tx, Value, params};

fn choice_parts(choice: Choice) -> (&'static str, Option<i64>) {
    match choice {
        Choice::Open => ("open", None),
        Choice::Employee(id) => ("employee", Some(id.0)),
        Choice::Guest => ("guest", None),
        Choice::Ignore => ("ignore", None),
    }
}

/// Keeps a list with its lines.
pub(crate) fn insert(tx: &mut Tx<'_>, by: AccountId, draft: &Draft, lines: &[Line]) -> Result<()> {
    // Both languages of a problem, one a line: a problem holds neither a tab nor a line's end.
    let problems: Vec<String> = draft.problems.iter().map(|(id, en)| format!("{id}\t{en}")).collect();
    let id = draft.id.0;
    tx.execute(
        "INSERT INTO attendance_draft (activity, made_by, made, name, sha256, rows, problems, problem_count, id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            draft.activity.0,
            by,
            draft.made,
            &draft.name,
            &draft.sha256,
            draft.rows,
            problems.join("\n"),
            draft.problem_count,
            id,
        ],
    )?;
    let rows: Vec<Vec<Value<'_>>> = lines.iter().map(|line| cells(id, line)).collect();
    let columns = ["draft", "number", "name", "email", "minutes", "first", "last", "candidates", "choice", "employee"];
    use Kind::{Int, Text};
    let kinds = [Int, Int, Text, Text, Int, Int, Int, Text, Text, Int];
    tx.insert_many("attendance_draft_line", &columns, &kinds, &rows)?;
    Ok(())
}

fn cells(draft: i64, line: &Line) -> Vec<Value<'_>> {
    let candidates: Vec<String> = line.candidates.iter().map(ToString::to_string).collect();
    let (choice, employee) = choice_parts(line.choice);
    vec![
        draft.into(),
        line.number.into(),
        line.name.as_str().into(),
        line.email.as_str().into(),
        line.minutes.into(),
        line.first.into(),
        line.last.into(),
        candidates.join(",").into(),
        choice.into(),
        employee.into(),
    ]
}

/// Forgets the lists that this account left for the activity, and all that are older than a moment.
pub(crate) fn forget(tx: &mut Tx<'_>, activity: ActivityId, by: AccountId, before: Moment) -> Result<()> {
    let which = "SELECT id FROM attendance_draft WHERE (activity = ?1 AND made_by = ?2) OR made < ?3";
    let of = params![activity.0, by, before];
    tx.execute(&format!("DELETE FROM attendance_draft_line WHERE draft IN ({which})"), of)?;
    tx.execute(&format!("DELETE FROM attendance_draft WHERE id IN ({which})"), of)?;
    Ok(())
}

/// Forgets one list; 0 when somebody was faster.
pub(crate) fn remove(tx: &mut Tx<'_>, id: DraftId) -> Result<u64> {
    tx.execute("DELETE FROM attendance_draft_line WHERE draft = ?1", params![id.0])?;
    tx.execute("DELETE FROM attendance_draft WHERE id = ?1", params![id.0])
}

/// The list, if it is this account's.
pub(crate) fn draft(tx: &mut Tx<'_>, activity: ActivityId, id: DraftId, by: AccountId) -> Result<Option<Draft>> {
    tx.query_opt(
        "SELECT id, activity, name, sha256, rows, problems, problem_count, made FROM attendance_draft
         WHERE id = ?1 AND activity = ?2 AND made_by = ?3",
        params![id.0, activity.0, by],
        |row| {
            let problems = row.text(5)?;
            let problems = problems.lines().filter_map(|line| line.split_once('\t'));
            Ok(Draft {
                id: DraftId(row.int(0)?),
                activity: ActivityId(row.int(1)?),
                name: row.text(2)?,
                sha256: row.hash(3)?,
                rows: row.int(4)?,
                problems: problems.map(|(id, en)| (id.to_owned(), en.to_owned())).collect(),
                problem_count: row.int(6)?,
                made: Moment(row.int(7)?),
            })
        },
    )
}

const LINE: &str =
    "SELECT number, name, email, minutes, first, last, candidates, choice, employee FROM attendance_draft_line";

fn read(row: &Row<'_>) -> Result<Line> {
    let employee = row.opt_int(8)?.map(EmployeeId);
    let choice = match (row.text(7)?.as_str(), employee) {
        ("open", None) => Choice::Open,
        ("employee", Some(id)) => Choice::Employee(id),
        ("guest", None) => Choice::Guest,
        ("ignore", None) => Choice::Ignore,
        _ => return Err(broken("attendance_draft_line.choice")),
    };
    let candidates = row.text(6)?;
    Ok(Line {
        number: row.int(0)?,
        name: row.text(1)?,
        email: row.text(2)?,
        minutes: row.opt_int(3)?,
        first: row.opt_int(4)?.map(Moment),
        last: row.opt_int(5)?.map(Moment),
        candidates: candidates.split(',').filter_map(|id| id.parse().ok()).map(EmployeeId).collect(),
        choice,
    })
}

/// Lines after a number, of one sort.
pub(crate) fn page(tx: &mut Tx<'_>, id: DraftId, shown: Shown, after: i64, limit: usize) -> Result<Vec<Line>> {
    let which = match shown {
        Shown::Several => "choice = 'open' AND candidates <> ''",
        Shown::Unknown => "choice = 'open' AND candidates = ''",
        Shown::Settled => "choice <> 'open'",
    };
    let sql = format!("{LINE} WHERE draft = ?1 AND number > ?2 AND {which} ORDER BY number LIMIT {limit}");
    tx.query(&sql, params![id.0, after], read)
}

/// Every line: at most as many as a file may have rows.
pub(crate) fn lines(tx: &mut Tx<'_>, id: DraftId) -> Result<Vec<Line>> {
    tx.query(&format!("{LINE} WHERE draft = ?1 ORDER BY number"), params![id.0], read)
}

pub(crate) fn line(tx: &mut Tx<'_>, id: DraftId, number: i64) -> Result<Option<Line>> {
    tx.query_opt(&format!("{LINE} WHERE draft = ?1 AND number = ?2"), params![id.0, number], read)
}

pub(crate) fn choose(tx: &mut Tx<'_>, id: DraftId, number: i64, choice: Choice) -> Result<()> {
    let (word, employee) = choice_parts(choice);
    tx.execute(
        "UPDATE attendance_draft_line SET choice = ?3, employee = ?4 WHERE draft = ?1 AND number = ?2",
        params![id.0, number, word, employee],
    )?;
    Ok(())
}

/// The same for all for whom nobody fits and nobody has said anything.
pub(crate) fn choose_rest(tx: &mut Tx<'_>, id: DraftId, choice: Choice) -> Result<u64> {
    let (word, employee) = choice_parts(choice);
    tx.execute(
        "UPDATE attendance_draft_line SET choice = ?2, employee = ?3
         WHERE draft = ?1 AND choice = 'open' AND candidates = ''",
        params![id.0, word, employee],
    )
}

/// How many lines stand how.
pub(crate) fn counts(tx: &mut Tx<'_>, id: DraftId) -> Result<Counts> {
    tx.query_one(
        "SELECT COUNT(CASE WHEN choice = 'open' AND candidates <> '' THEN 1 END),
           COUNT(CASE WHEN choice = 'open' AND candidates = '' THEN 1 END), COUNT(CASE WHEN choice = 'employee' THEN 1 END),
           COUNT(CASE WHEN choice = 'guest' THEN 1 END), COUNT(CASE WHEN choice = 'ignore' THEN 1 END)
         FROM attendance_draft_line WHERE draft = ?1",
        params![id.0],
        |row| {
            Ok(Counts {
                several: row.int(0)?,
                unknown: row.int(1)?,
                employees: row.int(2)?,
                guests: row.int(3)?,
                ignored: row.int(4)?,
            })
        },
    )
}
