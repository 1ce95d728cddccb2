//! The report for the press desk, as Markdown: who, what, where, when, how many, what was said, what was seen. Whatever
//! people typed is escaped, so that it stands as words and makes neither links nor pictures.

use crate::model::report::{Report, ReportPart};
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

/// A paragraph or an item of its own: neither a rule nor a heading comes of how it begins.
fn block(text: &str) -> String {
    let text = plain(text.trim());
    let fence = text.starts_with(['-', '+', '=']) && !text.starts_with("- ");
    if fence { format!("\\{text}") } else { text }
}

/// The text. `address` is that of the activity's page. Minutes go out with what was filed only.
#[must_use]
pub fn markdown(report: &Report, address: &str) -> String {
    let mut out = format!("# {}\n\n", plain(&report.title));
    if report.number.is_none() {
        out.push_str("**Konsep: laporan ini belum disampaikan dan masih dapat berubah.**\n\n");
    }
    let place = report.place.as_ref().map(|town| format!("*{}*, ", plain(town))).unwrap_or_default();
    let _ = write!(out, "{place}{}\n\n{}\n\n## Pokok-pokok\n\n", plain(&report.date), block(&report.summary));
    facts(&mut out, report);
    if report.attendance.len() > 1 {
        let parts: Vec<String> = report.attendance.iter().map(came).collect();
        several(&mut out, "Kehadiran", &parts);
    }
    if report.number.is_some() && !report.minutes.is_empty() {
        out.push_str("\n## Jalannya kegiatan\n\n");
        for part in &report.minutes {
            let _ = write!(out, "{}\n\n", block(part));
        }
    }
    if !report.quotes.is_empty() {
        out.push_str("\n## Kutipan\n\n");
        for quote in &report.quotes {
            let _ = write!(out, "> \"{}\"\n>\n> {}\n\n", plain(&quote.says), block(&quote.by));
        }
    }
    photos(&mut out, report, address);
    let number = report.number.as_deref().map_or_else(|| "konsep, belum bernomor".to_owned(), plain);
    let _ = write!(out, "\nNomor laporan: {number}. Sumber: {address}\n");
    out
}

/// Who, what, where, when, how many.
fn facts(out: &mut String, report: &Report) {
    one(out, "Apa", &report.kind);
    one(out, "Atas nama", report.team.as_deref().unwrap_or_default());
    one(out, "Tema", report.theme.as_deref().unwrap_or_default());
    one(out, "Di mana", &report.venue);
    one(out, "Kapan", &report.time);
    one(out, "Dipimpin", &report.leader);
    several(out, "Narasumber", &report.speakers);
    several(out, "Undangan", &report.invited);
    several(out, "Dasar", &report.basis);
    for figure in &report.figures {
        one(out, "Berapa", &format!("{} {}, {}", ID.number(figure.value), figure.what, figure.note));
    }
}

/// A fact; nothing when it is not there.
fn one(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "- **{name}:** {}", plain(value));
    }
}

/// A fact of several parts: a list below it, so that no line has a hundred names.
fn several(out: &mut String, name: &str, values: &[String]) {
    match values {
        [] => {}
        [value] => one(out, name, value),
        _ => {
            let _ = writeln!(out, "- **{name}:**");
            for value in values {
                let _ = writeln!(out, "  - {}", block(value));
            }
        }
    }
}

fn came(part: &ReportPart) -> String {
    let (present, expected) = (part.present.map(|n| ID.number(n)), part.expected.map(|n| ID.number(n)));
    let words = match (present, expected) {
        (Some(present), Some(expected)) => format!("{present} hadir dari {expected}"),
        (Some(present), None) => format!("{present} hadir"),
        (None, expected) => format!("{} diundang", expected.unwrap_or_default()),
    };
    format!("{}: {words}", part.group)
}

/// Caption, what is seen, and where the picture is taken from by who may.
fn photos(out: &mut String, report: &Report, address: &str) {
    if report.photos.is_empty() {
        return;
    }
    let version = report.number.as_ref().map(|_| format!("?versi={}", report.version)).unwrap_or_default();
    out.push_str("\n## Foto\n\n");
    for (number, photo) in (1..).zip(&report.photos) {
        let (caption, alt) = (plain(&photo.caption), plain(&photo.alt));
        let _ = writeln!(out, "{number}. {caption} (terlihat: {alt}) <{address}/laporan/foto/{number}{version}>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_makes_no_markup() {
        assert_eq!(plain("a *b* [c](d) <e>"), "a \\*b\\* \\[c\\](d) \\<e\\>");
        assert_eq!(block("---"), "\\---");
        assert_eq!(block("=="), "\\==");
        assert_eq!(block("- butir"), "- butir");
        assert_eq!(block("  # judul"), "\\# judul");
        let mut out = String::new();
        several(&mut out, "Undangan", &["camat (3 orang)".into()]);
        several(&mut out, "Dasar", &[]);
        several(&mut out, "Narasumber", &["satu".into(), "dua".into()]);
        assert_eq!(out, "- **Undangan:** camat (3 orang)\n- **Narasumber:**\n  - satu\n  - dua\n");
    }
}
