//! A text with its findings marked: which words carry which number, and which passages are shown. It escapes all and
//! keeps nothing.

use crate::selfcheck::{Finding, Tone};
use maud::{Markup, html};
use netra_base::Lang;
use std::ops::Range;

/// Sentences shown of a long text.
const MOST_PASSAGES: usize = 50;

/// Bytes of them together: the page must stay light.
const MOST_SHOWN: usize = 12_000;

/// So far a sentence is followed to each side of a word.
const REACH: usize = 200;

/// The findings that still matter, each with its number: those that touch the same rules have the same number.
pub(super) fn numbered(findings: &[Finding]) -> Vec<(usize, &Finding)> {
    let mut touched: Vec<(&str, &[String])> = Vec::new();
    let mut out = Vec::new();
    for finding in findings.iter().filter(|finding| finding.tone != Tone::Clear) {
        let touches = (finding.act.as_str(), finding.rules.as_slice());
        let known = touched.iter().position(|one| *one == touches);
        let at = known.unwrap_or_else(|| {
            touched.push(touches);
            touched.len() - 1
        });
        out.push((at + 1, finding));
    }
    out
}

/// A marked word with its numbers.
type Mark = (Range<usize>, Vec<usize>);

/// What of a text is shown, and what is marked in it.
pub(super) struct Passages {
    marks: Vec<Mark>,
    shown: Vec<Range<usize>>,
    whole: bool,
    left: usize,
}

impl Passages {
    /// The whole of a text up to `whole` bytes, else the sentences around the marks.
    pub(super) fn of(text: &str, notes: &[(usize, &Finding)], whole: usize) -> Self {
        let marks = marks(text, notes);
        if text.len() <= whole {
            let shown = std::iter::once(0..text.len()).collect();
            return Self { marks, shown, whole: true, left: 0 };
        }
        let mut shown: Vec<Range<usize>> = Vec::new();
        for (word, _) in &marks {
            let sentence = sentence(text, word);
            match shown.last_mut() {
                Some(last) if sentence.start <= last.end => last.end = last.end.max(sentence.end),
                _ => shown.push(sentence),
            }
        }
        let all = shown.len();
        let mut bytes = 0;
        shown.retain(|range| {
            bytes += range.len();
            bytes <= MOST_SHOWN
        });
        shown.truncate(MOST_PASSAGES);
        Self { marks, left: all - shown.len(), shown, whole: false }
    }

    /// The passages with their marks.
    pub(super) fn show(&self, text: &str, lang: Lang) -> Markup {
        html! {
            @if !self.whole { p.soft { (lang.say("Teksnya panjang; hanya kalimat dengan tanda yang ditampilkan.", "The text is long; only sentences with a mark are shown.")) } }
            @for range in &self.shown { p.card.said { (self.passage(text, range)) } }
            @if self.left > 0 { p.soft { (lang.say("Kalimat bertanda yang tidak ditampilkan:", "Marked sentences not shown:")) " " (self.left) } }
        }
    }

    fn passage(&self, text: &str, range: &Range<usize>) -> Markup {
        let inside = self.marks.iter().filter(|(word, _)| range.start <= word.start && word.end <= range.end);
        let mut at = range.start;
        let pieces: Vec<_> = inside
            .map(|(word, numbers)| {
                let before = std::mem::replace(&mut at, word.end)..word.start;
                (text.get(before).unwrap_or_default(), text.get(word.clone()).unwrap_or_default(), numbers)
            })
            .collect();
        html! {
            @for (before, words, numbers) in pieces { (before) mark { (words) sup { (list(numbers)) } } }
            (text.get(at..range.end).unwrap_or_default())
        }
    }
}

fn list(numbers: &[usize]) -> String {
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

/// The marked words in order, none overlapping: what overlaps becomes one mark with the numbers of all.
fn marks(text: &str, notes: &[(usize, &Finding)]) -> Vec<Mark> {
    let whole = |word: &Range<usize>| text.get(word.clone()).is_some_and(|words| !words.is_empty());
    let mut words: Vec<(Range<usize>, usize)> = notes
        .iter()
        .flat_map(|(number, finding)| finding.words.iter().map(|word| (word.clone(), *number)))
        .filter(|(word, _)| whole(word))
        .collect();
    words.sort_by_key(|(word, number)| (word.start, word.end, *number));
    let mut out: Vec<Mark> = Vec::new();
    for (word, number) in words {
        match out.last_mut() {
            Some((last, numbers)) if word.start < last.end => {
                last.end = last.end.max(word.end);
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
            _ => out.push((word, vec![number])),
        }
    }
    out
}

/// The sentence around a word, as far as it is near.
fn sentence(text: &str, word: &Range<usize>) -> Range<usize> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let first = text.floor_char_boundary(word.start.saturating_sub(REACH));
    let last = text.floor_char_boundary((word.end + REACH).min(text.len()));
    let before = text.get(first..word.start).unwrap_or_default();
    let after = text.get(word.end..last).unwrap_or_default();
    let start = before.rfind(ends).map_or(first, |at| first + at + 1);
    let end = after.find(ends).map_or(last, |at| word.end + at + 1);
    start..end
}
