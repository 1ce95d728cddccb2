//! Precision and recall of the check on labelled posts. Only figures come out: no text is shown or kept.

use super::{Lexicon, Tone, check};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What a labelled post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Words of siding: the check should say so.
    Siding,
    /// Anything else.
    Clear,
}

/// A labelled post.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The post as somebody might write it.
    pub text: String,
    /// What it is.
    pub label: Label,
    /// What kind of post: siding, news, official, irony, quoting, other-election, sports, everyday, question.
    pub kind: String,
}

/// A file of labelled posts.
///
/// # Errors
/// When it is not TOML of this shape. The error quotes no post: it names the place alone.
pub fn posts(toml: &str) -> anyhow::Result<Vec<Post>> {
    #[derive(Deserialize)]
    struct File {
        post: Vec<Post>,
    }
    let file: Result<File, toml::de::Error> = toml::from_str(toml);
    Ok(file.map_err(|error| anyhow::anyhow!("byte {:?}: {}", error.span(), error.message()))?.post)
}

/// How many posts of a kind were taken how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Siding, found.
    pub found: u32,
    /// Siding, missed.
    pub missed: u32,
    /// Clear, but found: a false alarm.
    pub alarmed: u32,
    /// Clear, left alone.
    pub left: u32,
}

impl Count {
    /// Of what was found, the share that is siding.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.found, self.found + self.alarmed)
    }

    /// Of what is siding, the share found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.found, self.found + self.missed)
    }

    /// Of what is clear, the share that was found nevertheless.
    #[must_use]
    pub fn false_alarms(&self) -> f64 {
        1.0 - share(self.left, self.left + self.alarmed)
    }

    fn add(&mut self, label: Label, found: bool) {
        match (label, found) {
            (Label::Siding, true) => self.found += 1,
            (Label::Siding, false) => self.missed += 1,
            (Label::Clear, true) => self.alarmed += 1,
            (Label::Clear, false) => self.left += 1,
        }
    }
}

/// A share of nothing is all of it: nothing was wrong.
fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// What the check makes of labelled posts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Siding is said when the tone is [`Tone::Strong`].
    pub strong: Count,
    /// The same when [`Tone::Look`] counts as well.
    pub look: Count,
    /// The first, by kind of post.
    pub by_kind: BTreeMap<String, Count>,
    /// The second, by kind of post.
    pub look_by_kind: BTreeMap<String, Count>,
}

/// Check every post and compare with its label.
#[must_use]
pub fn measure(labelled: &[Post], lexicon: &Lexicon) -> Measure {
    let mut out = Measure::default();
    for post in labelled {
        let tone = check(&post.text, lexicon).tone;
        let (strong, look) = (tone == Tone::Strong, tone != Tone::Clear);
        out.strong.add(post.label, strong);
        out.look.add(post.label, look);
        out.by_kind.entry(post.kind.clone()).or_default().add(post.label, strong);
        out.look_by_kind.entry(post.kind.clone()).or_default().add(post.label, look);
    }
    out
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, name: &str, count: &Count| {
            let Count { found, missed, alarmed, left } = count;
            let (precision, recall, alarms) = (count.precision(), count.recall(), count.false_alarms());
            writeln!(
                f,
                "{name:<16} found {found:>3} missed {missed:>3} alarmed {alarmed:>3} left {left:>3}  \
                 precision {precision:.3} recall {recall:.3} false alarms {alarms:.3}"
            )
        };
        line(f, "strong", &self.strong)?;
        line(f, "strong or look", &self.look)?;
        self.by_kind.iter().try_for_each(|(kind, count)| line(f, kind, count))
    }
}
