//! What every measurement reports: the few figures that all have in common, then its own beside them. Here
//! is also how long things took, and whether that was longer than wanted where a measurement says what is wanted.

use serde::Serialize;
use serde_json::{Map, Value};
use std::io::Write;
use std::time::Duration;

/// The outcome of a measurement.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Which measurement.
    pub name: &'static str,
    /// Things done a second.
    pub rate_per_s: f64,
    /// Half were faster than this.
    pub p50_ms: f64,
    /// All but one in a hundred were faster than this.
    pub p99_ms: f64,
    /// Requests that were refused or broke off.
    pub errors: u64,
    /// Acknowledged and not there afterwards.
    pub lost: u64,
    /// There more than once.
    pub double: u64,
    /// The rate as a share of another one of the same run.
    pub ratio: Option<f64>,
    /// Which other one.
    pub ratio_of: String,
    /// What took longer than wanted, a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<String>,
    /// What this measurement has to say besides.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl Report {
    /// An empty report.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            rate_per_s: 0.0,
            p50_ms: 0.0,
            p99_ms: 0.0,
            errors: 0,
            lost: 0,
            double: 0,
            ratio: None,
            ratio_of: String::new(),
            missed: Vec::new(),
            more: Map::new(),
        }
    }

    /// Adds a figure of this measurement alone.
    pub fn add(&mut self, name: &str, value: impl Into<Value>) {
        self.more.insert(name.to_owned(), value.into());
    }

    /// Holds what something took against what is wanted, and notes a sentence when it is more.
    pub fn want(&mut self, what: &str, took_ms: f64, aim_ms: u32) {
        if took_ms > f64::from(aim_ms) {
            self.missed.push(format!("{what} took {took_ms} ms; the aim is {aim_ms} ms at most"));
        }
    }

    /// Takes rate and latencies from a run.
    pub fn times(&mut self, rate: f64, times: &Times) {
        (self.rate_per_s, self.p50_ms, self.p99_ms) = (round(rate), times.ms(50.0), times.ms(99.0));
    }

    /// Prints it: one JSON document, or a line for each figure.
    pub fn print(&self, json: bool) -> anyhow::Result<()> {
        let value = serde_json::to_value(self)?;
        let mut out = std::io::stdout().lock();
        if json {
            writeln!(out, "{value}")?;
        } else if let Value::Object(figures) = value {
            for (name, figure) in figures.iter().filter(|(_, figure)| !figure.is_null()) {
                writeln!(out, "{name:>28}  {figure}")?;
            }
        }
        Ok(())
    }

    /// Did everything asked for happen, was nothing acknowledged lost or doubled, and did nothing take longer than wanted?
    pub fn is_sound(&self) -> bool {
        self.errors == 0 && self.lost == 0 && self.double == 0 && self.missed.is_empty()
    }
}

/// Latencies in microseconds, each kept: a million of them are 4 MB, and percentiles are exact.
#[derive(Debug, Default)]
pub struct Times(Vec<u32>);

impl Times {
    /// Room for so many, so that the measurement does not wait for memory.
    pub fn with_room(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// Notes one.
    pub fn note(&mut self, took: Duration) {
        self.0.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// How many were noted.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// To be called before asking for percentiles.
    pub fn sorted(mut self) -> Self {
        self.0.sort_unstable();
        self
    }

    /// The `percent`-th percentile in milliseconds; 0 when nothing was noted.
    pub fn ms(&self, percent: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index below the length"
        )]
        let at = (last as f64 * percent / 100.0).ceil() as usize;
        round(self.0.get(at).map_or(0.0, |micros| f64::from(*micros) / 1_000.0))
    }
}

/// Two digits after the point are more than a measurement is good for.
pub fn round(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

/// So many in this time, a second.
#[allow(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64().max(0.001)
}

/// Milliseconds, for the report.
pub fn ms(took: Duration) -> f64 {
    round(took.as_secs_f64() * 1_000.0)
}

/// A message for whoever watches: standard error, with the time since the beginning of the measurement.
pub fn tell(text: &str) {
    eprintln!("bench: {text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_longer_than_wanted_is_said_and_not_sound() {
        let mut report = Report::new("test");
        report.want("plan_board: p99", 20.0, 20);
        assert!(report.is_sound() && report.missed.is_empty());
        report.want("live_board: p99", 20.01, 20);
        assert_eq!(report.missed, ["live_board: p99 took 20.01 ms; the aim is 20 ms at most"]);
        assert!(!report.is_sound());
    }

    #[test]
    fn a_percentile_is_the_value_that_so_many_stay_below() {
        let mut times = Times::default();
        (1..=100).rev().for_each(|ms| times.note(Duration::from_millis(ms)));
        let times = times.sorted();
        assert_eq!(
            (times.count(), times.ms(0.0), times.ms(50.0), times.ms(99.0), times.ms(100.0)),
            (100, 1.0, 51.0, 100.0, 100.0)
        );
        assert_eq!(Times::default().ms(99.0), 0.0);
    }
}
