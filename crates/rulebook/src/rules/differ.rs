//! What differs between two books, row by row and field by field, so that a lawyer sees what a change changes.

use crate::model::{Row, RuleFacts, Rulebook, What};
use netra_base::Say;

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Only the new book has it.
    Added(String),
    /// Only the old book has it.
    Removed(String),
    /// Both have it: field, before, after.
    Changed(String, Vec<(&'static str, String, String)>),
}

impl Change {
    /// The row's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Added(id) | Self::Removed(id) | Self::Changed(id, _) => id,
        }
    }
}

/// Rows that differ, in the order of the new book, removed ones last.
#[must_use]
pub fn differences(old: &Rulebook, new: &Rulebook) -> Vec<Change> {
    let mut all = Vec::new();
    for row in &new.rows {
        let Some(before) = old.row(&row.id) else {
            all.push(Change::Added(row.id.clone()));
            continue;
        };
        let fields = facets(before).into_iter().zip(facets(row));
        let mut changed: Vec<_> =
            fields.filter(|(was, is)| was != is).map(|((name, was), (_, is))| (name, was, is)).collect();
        if changed.len() > 1 {
            changed.retain(|(name, ..)| *name != "facts");
        }
        if !changed.is_empty() {
            all.push(Change::Changed(row.id.clone(), changed));
        }
    }
    let gone = old.rows.iter().filter(|row| new.row(&row.id).is_none());
    all.extend(gone.map(|row| Change::Removed(row.id.clone())));
    all
}

fn say(say: Option<&Say>) -> String {
    say.map_or_else(String::new, |say| format!("{} / {}", say.id, say.en))
}

/// What a row says, field by field, always the same fields.
fn facets(row: &Row) -> Vec<(&'static str, String)> {
    let day = |day: Option<netra_base::Day>| day.map_or_else(String::new, |day| day.to_string());
    let mut all = vec![
        ("kind", row.what.kind().to_owned()),
        ("title", say(row.title.as_ref())),
        ("says", say(Some(&row.says))),
        ("sources", row.sources.join(", ")),
        ("confidence", row.confidence.code().to_owned()),
        ("confidence_note", say(row.confidence_note.as_ref())),
        ("articles", row.articles.join("; ")),
        ("note", say(row.note.as_ref())),
        ("doubt", say(row.doubt.as_ref())),
        ("from", day(row.from)),
        ("until", day(row.until)),
        ("replaces", row.replaces.join(", ")),
    ];
    let empty = RuleFacts::default();
    let rule = match &row.what {
        What::Rule(rule) => rule,
        _ => &empty,
    };
    let words = |list: &[String]| list.join(", ");
    all.extend([
        ("acts", words(&rule.acts)),
        ("applies", rule.applies.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ")),
        ("class", rule.class.code().to_owned()),
        ("level", rule.level.map_or("", |level| level.code()).to_owned()),
        ("verdict", rule.verdict.code().to_owned()),
        ("basis", words(&rule.basis)),
        ("instruments", words(row.instruments())),
    ]);
    // What has no field of its own above: told as a whole, so that no difference goes unseen.
    all.push(("facts", format!("{:?}", row.what)));
    all
}
