//! Texts that people write for a drive, checked once: lines, a paragraph, an agenda as one line an item, units as one line a
//! unit. Lengths in characters, both ends said in the refusal.

use super::{AgendaLine, Exception, LAST_MINUTE, MOST_AGENDA, MOST_EXCEPTIONS, Share};
use netra_base::Refusal;
use std::ops::RangeInclusive;

type Label = (&'static str, &'static str);

/// A line: blanks made single, no control characters.
fn line(text: &str, field: &'static str, label: Label, range: RangeInclusive<usize>) -> Result<String, Refusal> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let (letters, low, high) = (text.chars().count(), *range.start(), *range.end());
    if range.contains(&letters) {
        return Ok(text);
    }
    let refusal = if letters == 0 {
        Refusal::new("text-length", format!("Isi {}.", label.0), format!("Fill in: {}.", label.1))
    } else {
        Refusal::new(
            "text-length",
            format!("{}: {letters} huruf; harus {low} sampai {high}. Sesuaikan panjangnya.", label.0),
            format!("{}: {letters} characters; it must have {low} to {high}. Adjust its length.", label.1),
        )
    };
    Err(refusal.at(field))
}

/// The name of a drive.
///
/// # Errors
/// `text-length`.
pub fn title(text: &str) -> Result<String, Refusal> {
    line(text, "title", ("Judul", "Title"), 3..=160)
}

/// What a drive is about.
///
/// # Errors
/// `text-length`.
pub fn theme(text: &str) -> Result<String, Refusal> {
    line(text, "theme", ("Tema", "Theme"), 3..=300)
}

/// Where the material is; empty is none.
///
/// # Errors
/// `text-length`.
pub fn material(text: &str) -> Result<Option<String>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    line(text, "material", ("Materi", "Material"), 3..=600).map(Some)
}

/// Characters of the reason why a drive is withdrawn: it goes on into that of each place, which holds 300.
pub const LONGEST_REASON: usize = 240;

/// Why a drive is withdrawn.
///
/// # Errors
/// `text-length`.
pub fn reason(text: &str) -> Result<String, Refusal> {
    line(text, "reason", ("Alasan", "Reason"), 3..=LONGEST_REASON)
}

/// An agenda: each line begins with the minutes after the start, `15 Sambutan`. May be empty.
///
/// # Errors
/// `agenda-line` naming the line, `agenda-many`.
pub fn agenda(text: &str) -> Result<Vec<AgendaLine>, Refusal> {
    let mut out: Vec<AgendaLine> = Vec::new();
    for (at, words) in (1..).zip(text.lines()) {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        if out.len() == MOST_AGENDA {
            return Err(Refusal::new(
                "agenda-many",
                format!("Susunan acara paling banyak {MOST_AGENDA} baris. Gabungkan beberapa."),
                format!("An agenda has at most {MOST_AGENDA} lines. Join some."),
            )
            .at("agenda"));
        }
        let found = words.split_once(char::is_whitespace).and_then(|(minute, item)| {
            let minute = minute.parse().ok().filter(|minute| (0..=LAST_MINUTE).contains(minute))?;
            let item = line(item, "agenda", ("Acara", "Item"), 1..=160).ok()?;
            let in_order = out.last().is_none_or(|last| last.minute <= minute);
            in_order.then_some(AgendaLine { minute, item })
        });
        out.push(found.ok_or_else(|| {
            Refusal::new(
                "agenda-line",
                format!("Susunan acara, baris {at}: tulis menit sesudah mulai lalu acaranya, misalnya 15 Sambutan, menurut urutan waktu."),
                format!("Agenda, line {at}: write the minutes after the start, then the item, like 15 Address, in order of time."),
            )
            .at("agenda")
        })?);
    }
    Ok(out)
}

/// Units with a number of their own: one line each, `KW-08 3`.
///
/// # Errors
/// `exception-line` naming the line, `exceptions-many`.
pub fn exceptions(text: &str) -> Result<Vec<Exception<String>>, Refusal> {
    let mut out = Vec::new();
    for (at, words) in (1..).zip(text.lines()).filter(|(_, words)| !words.trim().is_empty()) {
        let mut parts =
            words.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '=')).filter(|p| !p.is_empty());
        let (unit, places, rest) = (parts.next(), parts.next().and_then(|n| n.parse().ok()), parts.next());
        let (Some(unit), Some(places), None) = (unit, places, rest) else {
            return Err(Refusal::new(
                "exception-line",
                format!("Jumlah khusus, baris {at}: tulis kode unit lalu jumlah tempatnya, misalnya KW-08 3."),
                format!("Own numbers, line {at}: write the unit's code, then its number of places, like KW-08 3."),
            )
            .at("exceptions"));
        };
        out.push(Exception { unit: unit.to_owned(), share: Share::Places(places) });
        many(out.len(), "exceptions")?;
    }
    Ok(out)
}

/// Codes of units, separated by blanks, commas or lines: those that are left out.
///
/// # Errors
/// `exceptions-many`.
pub fn codes(text: &str) -> Result<Vec<String>, Refusal> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|part| !part.is_empty());
    let out: Vec<String> = parts.take(MOST_EXCEPTIONS + 1).map(str::to_owned).collect();
    many(out.len(), "left_out")?;
    Ok(out)
}

fn many(count: usize, field: &'static str) -> Result<(), Refusal> {
    if count <= MOST_EXCEPTIONS {
        return Ok(());
    }
    Err(Refusal::new(
        "exceptions-many",
        format!("Paling banyak {MOST_EXCEPTIONS} unit di sini. Ubah jumlah bakunya, atau buat dua kegiatan serentak."),
        format!("At most {MOST_EXCEPTIONS} units here. Change the default, or make two drives."),
    )
    .at(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agenda_is_one_line_an_item_in_order_of_time() {
        let read = agenda("0 Pembukaan\r\n\r\n 15  Sambutan   Kepala \n15 Doa").expect("reads");
        let said: Vec<_> = read.iter().map(|line| (line.minute, line.item.as_str())).collect();
        assert_eq!(said, [(0, "Pembukaan"), (15, "Sambutan Kepala"), (15, "Doa")]);
        assert_eq!(agenda(""), Ok(Vec::new()));
        for bad in
            ["Pembukaan", "-1 Pembukaan", "1441 Pulang", "15", "20 Doa\n10 Salam", &format!("1 {}", "x".repeat(161))]
        {
            assert_eq!(agenda(bad).map_err(|refusal| refusal.code), Err("agenda-line"), "{bad}");
        }
        assert_eq!(agenda(&"1 x\n".repeat(41)).map_err(|refusal| refusal.code), Err("agenda-many"));
    }

    #[test]
    fn own_numbers_are_one_line_a_unit() {
        let read = exceptions("KW-08 3\n\nkw-01 = 1").expect("reads");
        assert_eq!(read.len(), 2);
        assert_eq!((read[1].unit.as_str(), read[1].share), ("kw-01", Share::Places(1)));
        for bad in ["KW-08", "KW-08 tiga", "KW-08 3 4"] {
            assert_eq!(exceptions(bad).map_err(|refusal| refusal.code), Err("exception-line"), "{bad}");
        }
        assert_eq!(codes(" KW-01, KW-02\nKW-03 "), Ok(vec!["KW-01".into(), "KW-02".into(), "KW-03".into()]));
        assert_eq!(codes(&"KW-01 ".repeat(201)).map_err(|refusal| refusal.code), Err("exceptions-many"));
    }
}
