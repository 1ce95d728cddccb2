//! Finding people by name, NIP or unit, and units by code or name. Every search is bounded: a page of at
//! most [`PAGE`] people, at most [`MAX_WORDS`] words, and a scope that the asker may not leave.

use super::People;
use crate::model::{Employee, Unit};
use crate::store::{counts, people, units, words};
use netra_base::{Result, UnitId};
use netra_store::Tx;
use netra_store::dialect::{Word, words_query};

/// People on a page; one more is read to know whether there is a next page.
const PAGE: u32 = 50;
/// Letters of a word that the index of beginnings knows.
const INDEXED: usize = 4;
/// Words of a search that count.
const MAX_WORDS: usize = 6;
/// A scope of so many units is asked for by unit tokens; a wider one is so large a part of the whole that
/// cutting the found people by path costs little.
const MAX_TOKENS: usize = 64;
/// Units in an answer.
const MAX_UNITS: usize = 50;

/// Where a search may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// Everywhere.
    All,
    /// At and below the unit with this path.
    Below(&'a str),
}

impl Scope<'_> {
    fn path(&self) -> &str {
        match self {
            Self::All => "/",
            Self::Below(path) => path,
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// People, at most a page.
    pub people: People,
    /// Units whose code or name fits.
    pub units: Vec<Unit>,
}

/// People by NIP (whole, or its first four digits or more) or by words of the name, each the beginning of a
/// word and at least two letters long. `after` is 0 at first, then [`People::next`].
///
/// # Errors
/// When the database fails. Nothing to search for finds nobody.
pub fn find_people(tx: &mut Tx<'_>, text: &str, scope: Scope<'_>, after: i64) -> Result<People> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return by_nip(tx, &digits, scope, after);
    }
    let mut wanted: Vec<String> = words::words(text);
    wanted.retain(|word| word.chars().count() >= 2);
    wanted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    wanted.truncate(MAX_WORDS);
    if wanted.is_empty() {
        return Ok(People { people: Vec::new(), next: None });
    }
    let tokens = scope_tokens(tx, scope)?;
    if wanted.iter().any(|word| word.chars().count() > INDEXED)
        && let Some(found) = by_beginnings(tx, &wanted, &tokens, scope, after)?
    {
        return Ok(found);
    }
    let groups = groups(wanted.iter().map(String::as_str), &tokens);
    by_groups(tx, &groups, scope, after, PAGE)
}

fn groups<'a>(wanted: impl Iterator<Item = &'a str>, tokens: &Option<Vec<Word>>) -> Vec<Vec<Word>> {
    wanted.map(|text| vec![Word { text: text.to_owned(), prefix: true }]).chain(tokens.clone()).collect()
}

/// Long words by their first letters, which the index answers row by row, then compared in full. A common
/// name fills its page at once this way. `None` when too few of the rows looked at fit: then the word is
/// rare, and asking for it in full is cheap.
fn by_beginnings(
    tx: &mut Tx<'_>,
    wanted: &[String],
    tokens: &Option<Vec<Word>>,
    scope: Scope<'_>,
    after: i64,
) -> Result<Option<People>> {
    const LOOKED_AT: i64 = 10 * PAGE as i64;
    let beginning = |word: &'_ str| word.char_indices().nth(INDEXED).map_or(word.len(), |(at, _)| at);
    let groups = groups(wanted.iter().map(|word| &word[..beginning(word)]), tokens);
    let query = words_query(tx.engine(), &groups);
    let mut found = people::by_words(tx, &query, scope.path(), after, LOOKED_AT)?;
    let all_seen = i64::try_from(found.len()).unwrap_or(LOOKED_AT) < LOOKED_AT;
    found.retain(|person| {
        let has = words::words(person.name.as_str());
        wanted.iter().all(|word| has.iter().any(|w| w.starts_with(word.as_str())))
    });
    let enough = all_seen || found.len() > PAGE as usize;
    Ok(enough.then(|| page(found, PAGE, |person| person.id.0)))
}

fn scope_tokens(tx: &mut Tx<'_>, scope: Scope<'_>) -> Result<Option<Vec<Word>>> {
    let Scope::Below(path) = scope else { return Ok(None) };
    let inside = units::ids_below(tx, path, MAX_TOKENS + 1)?;
    if inside.is_empty() || inside.len() > MAX_TOKENS {
        return Ok(None);
    }
    Ok(Some(inside.into_iter().map(token).collect()))
}

fn token(unit: UnitId) -> Word {
    Word { text: words::unit_token(unit), prefix: false }
}

/// The people of these units themselves.
pub(crate) fn of_units(tx: &mut Tx<'_>, of: &[UnitId], after: i64, limit: u32) -> Result<People> {
    let group = of.iter().map(|&unit| token(unit)).collect();
    by_groups(tx, &[group], Scope::All, after, limit)
}

fn by_groups(tx: &mut Tx<'_>, groups: &[Vec<Word>], scope: Scope<'_>, after: i64, limit: u32) -> Result<People> {
    let query = words_query(tx.engine(), groups);
    let found = people::by_words(tx, &query, scope.path(), after, i64::from(limit) + 1)?;
    Ok(page(found, limit, |person| person.id.0))
}

fn page(mut people: Vec<Employee>, limit: u32, key: impl Fn(&Employee) -> i64) -> People {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = people.len() > limit;
    people.truncate(limit);
    let next = if more { people.last().map(key) } else { None };
    People { people, next }
}

fn by_nip(tx: &mut Tx<'_>, digits: &str, scope: Scope<'_>, after: i64) -> Result<People> {
    let Some(missing) = 18usize.checked_sub(digits.len()) else {
        return Ok(People { people: Vec::new(), next: None });
    };
    let width = 10i64.pow(u32::try_from(missing).unwrap_or(0));
    let from = digits.parse::<i64>().unwrap_or(0) * width;
    let to = from + (width - 1);
    if let Scope::Below(path) = scope
        && let Some(found) = by_nip_in_small_scope(tx, from, to, path, after)?
    {
        return Ok(found);
    }
    let limit = i64::from(PAGE) + 1;
    let found = people::by_nip_range(tx, from, to, scope.path(), after, limit)?;
    Ok(page(found, PAGE, |person| person.nip.map_or(0, crate::model::Nip::number)))
}

/// In a small scope the walk along all numbers that begin so would rarely meet anybody: there, the scope's
/// people are gathered first and the walk keeps to them. A whole number is always cheaper to look up.
fn by_nip_in_small_scope(tx: &mut Tx<'_>, from: i64, to: i64, path: &str, after: i64) -> Result<Option<People>> {
    /// People of a scope gathered in one search: some ten milliseconds. A larger scope is at least one in
    /// a hundred of the whole, and the walk meets a page of its people within some five thousand numbers.
    const SMALL: i64 = 50_000;
    if from == to {
        return Ok(None);
    }
    let Some(tokens) = scope_tokens(tx, Scope::Below(path))? else { return Ok(None) };
    let inside: i64 = counts::below_path(tx, path)?.into_iter().map(|(_, _, people)| people).sum();
    if inside > SMALL {
        return Ok(None);
    }
    let query = words_query(tx.engine(), &[tokens]);
    let found = people::by_nip_range_in(tx, from, to, &query, after, i64::from(PAGE) + 1)?;
    Ok(Some(page(found, PAGE, |person| person.nip.map_or(0, crate::model::Nip::number))))
}

/// Units whose code begins so, or whose name has all these words, at most fifty. A few hundred to a few
/// thousand units exist; they are simply looked through.
///
/// # Errors
/// When the database fails.
pub fn find_units(tx: &mut Tx<'_>, text: &str, scope: Scope<'_>) -> Result<Vec<Unit>> {
    let code = text.trim().to_ascii_uppercase();
    let wanted = words::words(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = units::below_path(tx, scope.path())?;
    found.retain(|unit| {
        let has = words::words(&unit.name);
        unit.code.as_str().starts_with(&code)
            || wanted.iter().all(|word| has.iter().any(|w| w.starts_with(word.as_str())))
    });
    found.sort_by_key(|unit| (unit.code.as_str() != code, unit.depth(), unit.code.clone()));
    found.truncate(MAX_UNITS);
    Ok(found)
}
