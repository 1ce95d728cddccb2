//! Codes on the screen: the house's library for one-time codes makes them from a secret of the activity, anew each half
//! minute; eight digits in the QR code, six to type. Here is only which moment a code belongs to.

pub use crate::model::Secret;
use netra_base::Moment;

/// Seconds a code is on the screen.
pub const STEP_S: i64 = 30;
/// So far back an old code is known again: two days, so that yesterday's screen is told from a guess. These are 5,760
/// codes of some two microseconds, and guesses are few.
pub const KNOWN_S: i64 = 2 * 24 * 60 * 60;

/// What a code turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// On the screen now, or half a minute ago, or in half a minute by a clock that runs ahead.
    Now,
    /// On the screen from this moment on, for half a minute: too long ago.
    Earlier(Moment),
    /// Never.
    Never,
}

/// A code as somebody sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// The eight digits of the QR code.
    Qr(String),
    /// The six digits to type.
    Typed(String),
}

impl Code {
    /// Reads a code, blanks and points aside; what is neither six nor eight digits is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).take(12).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match digits.len() {
            6 => Some(Self::Typed(digits)),
            8 => Some(Self::Qr(digits)),
            _ => None,
        }
    }

    fn digits(&self) -> (&str, u8) {
        match self {
            Self::Qr(digits) => (digits, 8),
            Self::Typed(digits) => (digits, 6),
        }
    }
}

fn codes(secret: &Secret, digits: u8) -> totp_rs::Totp {
    totp_rs::Builder::new()
        .with_algorithm(totp_rs::Algorithm::SHA1)
        .with_digits(digits)
        .with_skew(1)
        .with_step_duration(STEP_S.unsigned_abs())
        .with_secret(secret.bytes().to_vec())
        .build_noncompliant()
}

fn seconds(at: Moment) -> u64 {
    u64::try_from(at.0.div_euclid(1_000)).unwrap_or(0)
}

impl Secret {
    /// The eight digits of the QR code at `now`.
    #[must_use]
    pub fn qr(&self, now: Moment) -> String {
        codes(self, 8).generate(seconds(now)).to_string()
    }

    /// The six digits to type at `now`.
    #[must_use]
    pub fn typed(&self, now: Moment) -> String {
        codes(self, 6).generate(seconds(now)).to_string()
    }

    /// When the code of `now` gives way to the next.
    #[must_use]
    pub fn next(now: Moment) -> Moment {
        Moment((now.0.div_euclid(STEP_S * 1_000) + 1) * STEP_S * 1_000)
    }

    /// Is this code on the screen at `now`, as far as a check-in is concerned? The cheap half of [`Secret::judge`].
    #[must_use]
    pub fn is_now(&self, code: &Code, now: Moment) -> bool {
        let (digits, length) = code.digits();
        codes(self, length).check(digits, seconds(now)).is_some()
    }

    /// Which moment a code belongs to: the cheap look at what is on the screen, then the long one back.
    #[must_use]
    pub fn judge(&self, code: &Code, now: Moment) -> Shown {
        if self.is_now(code, now) {
            return Shown::Now;
        }
        let (digits, length) = code.digits();
        let codes = codes(self, length);
        let step = |at: Moment| at.0.div_euclid(STEP_S * 1_000);
        let first = step(self.made().max(now.plus_ms(-KNOWN_S * 1_000)));
        for earlier in (first..=step(now) - 2).rev() {
            let at = Moment(earlier * STEP_S * 1_000);
            if codes.generate(seconds(at)).to_string() == digits {
                return Shown::Earlier(at);
            }
        }
        Shown::Never
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE: Moment = Moment(1_703_000_000_000);
    const HOUR: i64 = 3_600_000;

    #[test]
    fn a_code_counts_while_it_is_on_the_screen_and_half_a_minute_more() {
        let secret = Secret::new([7; 20], MADE);
        let at = MADE.plus_ms(2 * HOUR);
        let step = Moment(at.0 / 30_000 * 30_000);
        for code in [secret.qr(step), secret.typed(step)] {
            let code = Code::parse(&code).expect("digits");
            for (shift, shown) in [
                (0, Shown::Now),
                (29_999, Shown::Now),
                (30_000, Shown::Now),
                (59_999, Shown::Now),
                (60_000, Shown::Earlier(step)),
                (20 * 60_000, Shown::Earlier(step)),
                (24 * HOUR, Shown::Earlier(step)),
                (49 * HOUR, Shown::Never),
                (-1, Shown::Now),
                (-30_000, Shown::Now),
                (-30_001, Shown::Never),
            ] {
                assert_eq!(secret.judge(&code, step.plus_ms(shift)), shown, "{shift}");
            }
            let other = Secret::new([8; 20], MADE);
            assert_eq!(other.judge(&code, step), Shown::Never, "of another activity");
        }
    }

    #[test]
    fn no_code_is_older_than_its_secret() {
        let young = Secret::new([7; 20], MADE.plus_ms(3 * HOUR));
        let old = Secret::new([7; 20], MADE);
        let code = Code::parse(&old.qr(MADE.plus_ms(HOUR))).expect("digits");
        assert_eq!(young.judge(&code, MADE.plus_ms(4 * HOUR)), Shown::Never);
        assert!(matches!(old.judge(&code, MADE.plus_ms(4 * HOUR)), Shown::Earlier(_)));
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(Code::parse(" 123 456 "), Some(Code::Typed("123456".into())));
        assert_eq!(Code::parse("1234-5678"), Some(Code::Qr("12345678".into())));
        for bad in ["", "12345", "1234567", "12345a", "１２３４５６", "123456789012345"] {
            assert_eq!(Code::parse(bad), None, "{bad}");
        }
        assert_eq!(Secret::next(Moment(29_999)), Moment(30_000));
        assert_eq!(Secret::next(Moment(30_000)), Moment(60_000));
    }
}
