//! Patterns over the words of a sentence, reasons over what they found, and the verdict. It does not read texts: that
//! is `reading`.

use super::lexicon::{ASKS, EXCLAIM, Groups, Lexicon, MAX_ALL, Pattern, Rule, Scope};
use super::reading::{Held, Sentence};
use super::{Finding, Findings, MAX_FINDINGS, Reason, Tone};

/// What a pattern found, before the reasons.
struct Hit<'l> {
    pattern: &'l Pattern,
    words: Vec<Held>,
    sentence: Groups,
    /// A word of its sentences stands in quotation marks.
    quoted: bool,
}

/// What was found so far.
pub(super) struct Found<'l> {
    lexicon: &'l Lexicon,
    hits: Vec<Hit<'l>>,
    more: usize,
    /// The last words of the text, this sentence's included, for patterns that reach across.
    tail: Vec<Held>,
    text: Groups,
}

impl<'l> Found<'l> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, hits: Vec::new(), more: 0, tail: Vec::new(), text: 0 }
    }

    /// Look at one sentence.
    pub(super) fn sentence(&mut self, sentence: &Sentence) {
        if sentence.groups == 0 {
            return;
        }
        self.text |= sentence.groups;
        let now = sentence.held.last().map_or(0, |word| word.at);
        self.tail.retain(|word| word.at + REACH >= now);
        self.tail.extend_from_slice(&sentence.held);
        // Emoji stand where the word before them stands, so many of them are near each other for ever.
        self.tail.drain(..self.tail.len().saturating_sub(MAX_TAIL));
        let across = self.tail.iter().fold(sentence.groups, |all, word| all | word.groups);
        for pattern in &self.lexicon.patterns {
            if sentence.groups & pattern.any == 0 {
                continue;
            }
            let (groups, held) = if pattern.across { (across, &self.tail) } else { (sentence.groups, &sentence.held) };
            if groups & pattern.unless != 0 || pattern.all.iter().any(|any| groups & any == 0) {
                continue;
            }
            let Some(found) = find(pattern, held, groups & ENDS) else { continue };
            let words = || found.iter().flatten().map(|at| &held[*at]);
            let first = words().next().map(|word| word.at);
            let same = |hit: &Hit<'_>| hit.pattern.id == pattern.id && hit.words.first().map(|word| word.at) == first;
            if self.hits.len() >= MAX_FINDINGS {
                self.more += 1;
            } else if !self.hits.iter().rev().take(REMEMBERED).any(same) {
                let words: Vec<Held> = words().cloned().collect();
                let near = held.iter().filter(|near| words.iter().any(|word| word.sentence == near.sentence));
                let (sentence, quoted) = near.fold((sentence.groups, false), |(groups, quoted), near| {
                    (groups | near.groups, quoted || near.quoted)
                });
                self.hits.push(Hit { pattern, words, sentence, quoted });
            }
        }
    }

    /// Apply the reasons and give the verdict.
    pub(super) fn conclude(mut self) -> Findings {
        let hits = std::mem::take(&mut self.hits);
        let mut harmless: Vec<Reason> = Vec::new();
        let mut findings = Vec::with_capacity(hits.len());
        for hit in hits {
            let (mut cleared, mut lowered_by) = (false, Vec::new());
            for rule in self.lexicon.reasons.iter().filter(|rule| self.applies(rule, &hit)) {
                cleared |= rule.clears;
                lowered_by.push(rule.id.clone());
                if !harmless.iter().any(|reason| reason.id == rule.id) {
                    harmless.push(Reason { id: rule.id.clone(), say: rule.say.clone() });
                }
            }
            let tone = match (hit.pattern.strong, lowered_by.is_empty()) {
                _ if cleared => Tone::Clear,
                (true, true) => Tone::Strong,
                (true, false) | (false, true) => Tone::Look,
                (false, false) => Tone::Clear,
            };
            findings.push(finding(&hit, tone, lowered_by));
        }
        findings.sort_by(|a, b| (a.span.start, a.span.end, &a.sign).cmp(&(b.span.start, b.span.end, &b.sign)));
        Findings { tone: verdict(&findings), findings, harmless, more: self.more }
    }

    fn applies(&self, rule: &Rule, hit: &Hit<'_>) -> bool {
        let holds = |groups: Groups| rule.all.iter().all(|any| groups & any != 0);
        let there = match rule.scope {
            Scope::Sentence => holds(hit.sentence),
            Scope::Text => holds(self.text),
            Scope::Quoted => hit.quoted && holds(self.text),
        };
        there
            && hit.sentence & rule.except == 0
            && self.text & rule.except_text == 0
            && !rule.spares.contains(&hit.pattern.id)
    }
}

fn finding(hit: &Hit<'_>, tone: Tone, lowered_by: Vec<String>) -> Finding {
    let mut words: Vec<_> = hit.words.iter().map(|word| word.span.clone()).collect();
    words.sort_by_key(|span| (span.start, span.end));
    let end = words.iter().map(|span| span.end).max().unwrap_or_default();
    Finding {
        span: words.first().map_or(0, |span| span.start)..end,
        words,
        sign: hit.pattern.id.clone(),
        act: hit.pattern.act.clone(),
        rules: hit.pattern.rules.clone(),
        why: hit.pattern.why.clone(),
        tone,
        lowered_by,
    }
}

/// One strong finding, or two different ones that may matter, are words of siding.
fn verdict(findings: &[Finding]) -> Tone {
    let worst = findings.iter().map(|finding| finding.tone).max().unwrap_or(Tone::Clear);
    let mut untouched: Vec<_> = findings
        .iter()
        .filter(|finding| finding.tone == Tone::Look && finding.lowered_by.is_empty())
        .map(|finding| finding.sign.as_str())
        .collect();
    untouched.sort_unstable();
    untouched.dedup();
    if untouched.len() >= 2 { Tone::Strong } else { worst }
}

/// So many words of earlier sentences are looked at: more than two sentences of people's length hold.
const MAX_TAIL: usize = 256;
/// A pattern that reaches across sees so many words back.
const REACH: u32 = 60;

/// What such a pattern found it sees again with the next sentence: it is among the last so many.
const REMEMBERED: usize = 64;

/// Groups of a sentence's end: they stand in no word and are near to all of them.
const ENDS: Groups = EXCLAIM | ASKS;

/// The first place where every group of the pattern stands near its first, each in a word of its own. Words stand in
/// order, so what is near is a stretch of them.
fn find(pattern: &Pattern, held: &[Held], end: Groups) -> Option<[Option<usize>; MAX_ALL]> {
    held.iter().enumerate().filter(|(_, word)| word.groups & pattern.all[0] != 0).find_map(|(at, first)| {
        let from = held.partition_point(|word| word.at + pattern.within < first.at);
        let to = held.partition_point(|word| word.at <= first.at + pattern.within);
        let mut taken = [None; MAX_ALL];
        taken[0] = Some(at);
        for (nth, any) in pattern.all.iter().enumerate().skip(1).filter(|(_, any)| *any & end == 0) {
            let fits = |other: &usize| {
                let word = &held[*other];
                let follows = word.at > first.at && word.at - first.at <= pattern.next;
                word.groups & any != 0 && !taken.contains(&Some(*other)) && (nth > 1 || pattern.next == 0 || follows)
            };
            taken[nth] = Some((from..to).filter(fits).min_by_key(|other| held[*other].at.abs_diff(first.at))?);
        }
        Some(taken)
    })
}
