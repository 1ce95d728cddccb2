//! CSV as people's programs write it: comma or semicolon, quotes, either line end, with or without BOM. The file
//! is small and in memory; rows are numbered as a spreadsheet shows them, blank ones included.

use super::{MAX_COLUMNS, MAX_ROWS, Sheet, too_large, unreadable};
use netra_base::Refusal;

/// The rows of the file.
pub(super) fn sheet(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(unreadable());
    }
    let first = text.lines().next().unwrap_or("");
    let delimiter = if first.matches(';').count() > first.matches(',').count() { ';' } else { ',' };
    let mut out = Sheet::new();
    let (mut row, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            _ if quoted => cell.push(letter),
            '"' if cell.is_empty() => quoted = true,
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                row.push(std::mem::take(&mut cell));
                out.push((out.len() as u64 + 1, std::mem::take(&mut row)));
            }
            _ if letter == delimiter => row.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
        if row.len() > MAX_COLUMNS {
            return Err(unreadable());
        }
        if out.len() > MAX_ROWS + 1 {
            return Err(too_large());
        }
    }
    if quoted {
        return Err(quote_open());
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        out.push((out.len() as u64 + 1, row));
    }
    Ok(out)
}

fn quote_open() -> Refusal {
    Refusal::new(
        "quote-open",
        "Ada tanda kutip yang tidak ditutup sampai akhir berkas; tutup tanda kutipnya lalu impor lagi.",
        "A quote is not closed until the end of the file; close it and import again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_count_as_a_sheet_counts_them_whatever_the_line_end() {
        let found = sheet("\u{feff}a;\"b\nc\"\r\n\r\n\"d\"\"e\";f;\r;\nx".as_bytes()).expect("reads");
        let cells = |row: usize| found[row].1.join("|");
        assert_eq!(found.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!([cells(0), cells(1), cells(2), cells(3), cells(4)], ["a|b\nc", "", "d\"e|f|", "|", "x"]);
    }
}
