//! Figures of a unit's quiz, raw and as they may be told. What is hidden is not in the told value, so that nothing
//! made of it, a sum, a mean, a share, can give it back. Which figure is told how is decided in rules.

use netra_base::Lang;

/// What is counted of the people of one unit itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnitFigures {
    /// Who took the pre-test.
    pub pre: i64,
    /// The sum of their scores.
    pub pre_sum: i64,
    /// Who took the post-test.
    pub post: i64,
    /// The sum of the scores of their first post-tests.
    pub post_sum: i64,
    /// Who of them passed, at once or later.
    pub passed: i64,
    /// Who took both.
    pub pairs: i64,
    /// The sum of what each of them gained.
    pub gain_sum: i64,
}

/// A number of which some parts may be hidden: what is known of it, and how many parts are not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bound {
    /// What is told of it.
    pub least: i64,
    /// Parts that are not told, or only in part.
    pub hidden: u32,
}

impl Bound {
    /// The number where it is told whole.
    #[must_use]
    pub fn exact(self) -> Option<i64> {
        (self.hidden == 0).then_some(self.least)
    }

    /// Adds another part.
    pub fn add(&mut self, other: Self) {
        self.least += other.least;
        self.hidden += other.hidden;
    }

    /// `12`, `<5`, `≥ 40`, or a dash where nothing is known.
    #[must_use]
    pub fn words(self, lang: Lang, smallest: i64) -> String {
        match (self.least, self.hidden) {
            (least, 0) => lang.number(least),
            (0, 1) => format!("<{smallest}"),
            (0, _) => "–".into(),
            (least, _) => format!("≥ {}", lang.number(least)),
        }
    }
}

/// A mean over the people of those units whose number is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mean {
    /// Of how many people.
    pub of: i64,
    /// Their sum.
    pub sum: i64,
}

impl Mean {
    /// Adds another part.
    pub fn add(&mut self, other: Self) {
        self.of += other.of;
        self.sum += other.sum;
    }

    /// The mean in tenths, rounded half away from zero; none of nobody.
    #[must_use]
    pub fn tenths(self) -> Option<i64> {
        let half = if self.sum < 0 { -self.of } else { self.of };
        (self.of > 0).then(|| (self.sum * 20 + half) / (self.of * 2))
    }

    /// `6,4`; a dash of nobody.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        self.tenths().map_or_else(
            || "–".into(),
            |tenths| {
                let sign = if tenths < 0 { "−" } else { "" };
                let tenths = tenths.abs();
                format!("{sign}{}{}{}", tenths / 10, lang.say(",", "."), tenths % 10)
            },
        )
    }

    /// `+1,8`: a difference with its sign.
    #[must_use]
    pub fn signed_words(self, lang: Lang) -> String {
        let plus = if self.tenths().is_some_and(|tenths| tenths > 0) { "+" } else { "" };
        format!("{plus}{}", self.words(lang))
    }
}

/// The figures of a unit, or of a sum of units, as they may be told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// Who took the pre-test.
    pub pre: Bound,
    /// Their mean score.
    pub pre_mean: Mean,
    /// Who took the post-test.
    pub post: Bound,
    /// The mean score of first post-tests.
    pub post_mean: Mean,
    /// Who passed, of those counted in `post`.
    pub passed: Bound,
    /// Units whose `post` is told and whose `passed` is not, or only as a bound.
    pub unsure: u32,
    /// Who took both.
    pub pairs: Bound,
    /// What they gained on average.
    pub gain: Mean,
}

impl Told {
    /// Adds the told figures of another part.
    pub fn add(&mut self, other: &Self) {
        self.pre.add(other.pre);
        self.pre_mean.add(other.pre_mean);
        self.post.add(other.post);
        self.post_mean.add(other.post_mean);
        self.passed.add(other.passed);
        self.unsure += other.unsure;
        self.pairs.add(other.pairs);
        self.gain.add(other.gain);
    }

    /// Is there anybody in it?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// `85,0 %`, or a lower bound, of those whose unit is told; a dash of nobody.
    #[must_use]
    pub fn share(&self, lang: Lang) -> String {
        match (self.post.least, self.passed.least, self.unsure) {
            (0, _, _) | (_, 0, 1..) => "–".into(),
            (of, passed, 0) => lang.percent(passed, of),
            (of, passed, _) => format!("≥ {}", lang.percent(passed, of)),
        }
    }
}

/// How often a question was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// The question.
    pub question: super::QuestionId,
    /// How often it was answered.
    pub answered: i64,
    /// How often wrongly.
    pub missed: i64,
}
