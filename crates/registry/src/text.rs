//! Text that leaves the house in tables: CSV that no spreadsheet runs.

use std::borrow::Cow;

/// A value that a spreadsheet could take for a formula gets an apostrophe in front, which spreadsheets
/// take for "this is text". Reading a roster takes it off again.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes off what [`harmless`] put on.
pub(crate) fn as_written(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) => rest,
        _ => text,
    }
}

/// One line of CSV, with its line end.
pub(crate) fn csv_line<T: AsRef<str>>(cells: &[T]) -> String {
    let mut line = String::with_capacity(96);
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        let cell = harmless(cell.as_ref());
        if cell.contains(['"', ',', ';', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            line.push('"');
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(&cell);
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_can_be_run_and_every_cell_reads_back() {
        for text in ["=1+1", "+62", "-", "@x", "'=1", "'", "Sa'diyah", "biasa", ""] {
            let safe = harmless(text);
            assert!(!safe.starts_with(['=', '+', '-', '@']), "{safe}");
            assert_eq!(as_written(&safe), text);
        }
        assert_eq!(csv_line(&["a,b", "\"x\"", "=2", ""]), "\"a,b\",\"\"\"x\"\"\",'=2,\r\n");
    }
}
