//! The report for the press desk, as Markdown: who, what, where, when, how many, what was said, what was seen. Whatever
//! people typed is escaped, so that it stands as words and makes neither links nor pictures.

use crate::model::report::Report;
use netra_base::Lang;
use std::fmt::Write;

const ID: Lang = Lang::Id;

/// Words in which nothing means anything to Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~!&".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// The text. `address` is that of the activity's page.
#[must_use]
pub fn markdown(report: &Report, address: &str) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("# {}\n", plain(&report.title)));
    let place = report.place.as_ref().map(|town| format!("*{}*, ", plain(town))).unwrap_or_default();
    line(format!("{place}{}\n", plain(&report.date)));
    line(format!("{}\n", plain(&report.summary)));
    line("## Pokok-pokok\n".into());
    let mut fact = |name: &str, value: &str| {
        if !value.is_empty() {
            line(format!("- **{name}:** {}", plain(value)));
        }
    };
    fact("Apa", &report.kind);
    fact("Tema", report.theme.as_deref().unwrap_or_default());
    fact("Di mana", &report.venue);
    fact("Kapan", &report.time);
    fact("Dipimpin", &report.leader);
    fact("Narasumber", &report.speakers.join("; "));
    fact("Undangan", &report.invited.join("; "));
    fact("Dasar", &report.basis.join("; "));
    for figure in &report.figures {
        fact("Berapa", &format!("{} {}, {}", ID.number(figure.value), figure.what, figure.note));
    }
    if report.attendance.len() > 1 {
        for part in &report.attendance {
            let (present, expected) = (part.present.map(|n| ID.number(n)), part.expected.map(|n| ID.number(n)));
            let words = match (present, expected) {
                (Some(present), Some(expected)) => format!("{present} hadir dari {expected}"),
                (Some(present), None) => format!("{present} hadir"),
                (None, expected) => format!("{} diundang", expected.unwrap_or_default()),
            };
            fact("Kehadiran", &format!("{}: {words}", part.group));
        }
    }
    if !report.quotes.is_empty() {
        line("\n## Kutipan\n".into());
        for quote in &report.quotes {
            line(format!("> \"{}\"\n>\n> {}\n", plain(&quote.says), plain(&quote.by)));
        }
    }
    if !report.photos.is_empty() {
        line("\n## Foto\n".into());
        for (number, photo) in (1..).zip(&report.photos) {
            line(format!("{number}. {} (terlihat: {})", plain(&photo.caption), plain(&photo.alt)));
        }
    }
    let number = report.number.as_deref().map_or_else(|| "konsep, belum bernomor".to_owned(), plain);
    let _ = write!(out, "\nNomor laporan: {number}. Sumber: {address}\n");
    out
}
