//! The built-in book: it reads, its rows agree with each other, its cases hold.

use crate::{built_in, read, rules};
use netra_base::Lang;
use netra_calendar::Calendar;

#[test]
fn the_book_is_whole_and_every_case_holds() {
    let reading = read::read(&built_in::files()).unwrap_or_else(|faults| {
        panic!("{}", faults.iter().map(|fault| fault.line(Lang::En)).collect::<Vec<_>>().join("\n"))
    });
    let faults: Vec<_> = rules::check(&reading.book, &reading.cases).iter().map(|fault| fault.line(Lang::En)).collect();
    let broken = rules::run_all(&reading.book, &reading.cases, &Calendar::built_in().unwrap());
    let broken: Vec<_> = broken
        .into_iter()
        .map(|(at, _, why)| {
            let case = &reading.cases[at];
            format!("{}:{} {}: {why}", case.place.file, case.place.line, case.rule)
        })
        .collect();
    assert!(faults.is_empty() && broken.is_empty(), "{}\n{}", faults.join("\n"), broken.join("\n"));
}
