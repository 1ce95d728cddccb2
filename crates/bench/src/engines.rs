//! The same measurement on both engines: on the embedded database always, and once more on PostgreSQL where an address is
//! given. The second report stands inside the first, and what went wrong there counts.

use crate::report::{Report, tell};

/// Measures on SQLite and, when there is an address, on PostgreSQL.
pub fn both(url: Option<&str>, measure: impl Fn(Option<&str>) -> anyhow::Result<Report>) -> anyhow::Result<Report> {
    let mut report = measure(None)?;
    report.add("engine", "sqlite");
    if let Some(url) = url {
        tell("the same on PostgreSQL");
        let mut beside = measure(Some(url))?;
        beside.add("engine", "postgres");
        report.errors += beside.errors;
        report.lost += beside.lost;
        report.double += beside.double;
        report.missed.extend(beside.missed.iter().map(|words| format!("on PostgreSQL, {words}")));
        report.add("postgres", serde_json::to_value(beside)?);
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_wrong_on_either_engine_counts() {
        let measure = |url: Option<&str>| {
            let mut report = Report::new("test");
            report.errors = if url.is_some() { 2 } else { 1 };
            report.lost = u64::from(url.is_some());
            report.want("the table", 4.0, if url.is_some() { 3 } else { 5 });
            Ok(report)
        };
        let alone = both(None, measure).expect("measured");
        assert_eq!((alone.errors, alone.lost, alone.more.contains_key("postgres")), (1, 0, false));
        assert!(alone.missed.is_empty());
        let report = both(Some("postgres://nowhere"), measure).expect("measured");
        assert_eq!((report.errors, report.lost), (3, 1));
        assert_eq!(report.missed, ["on PostgreSQL, the table took 4 ms; the aim is 3 ms at most"]);
        assert_eq!(report.more["engine"], "sqlite");
        assert_eq!(
            (&report.more["postgres"]["engine"], &report.more["postgres"]["errors"]),
            (&"postgres".into(), &2.into())
        );
    }
}
