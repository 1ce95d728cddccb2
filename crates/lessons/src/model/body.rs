//! The text of material as people type it: blank lines part paragraphs, `# ` begins a heading, `- ` a point of a list, and
//! `[skb2022-etik-04]` names a rule. Nothing else means anything; what is shown is always escaped.

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// A heading.
    Heading(&'a str),
    /// A paragraph, by its lines.
    Paragraph(Vec<&'a str>),
    /// A list, by its points.
    List(Vec<&'a str>),
}

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// The id of a rule.
    Rule(&'a str),
}

/// The parts of a text in order.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut out: Vec<Block<'_>> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            open = false;
            continue;
        }
        let (heading, point) = (line.strip_prefix("# "), line.strip_prefix("- "));
        match (heading, point, out.last_mut()) {
            (Some(words), ..) => out.push(Block::Heading(words.trim())),
            (_, Some(words), Some(Block::List(points))) if open => points.push(words.trim()),
            (_, Some(words), _) => out.push(Block::List(vec![words.trim()])),
            (None, None, Some(Block::Paragraph(lines))) if open => lines.push(line),
            (None, None, _) => out.push(Block::Paragraph(vec![line])),
        }
        open = heading.is_none();
    }
    out
}

/// The longest id of a rule.
const LONGEST_ID: usize = 40;

/// The parts of a line in order.
#[must_use]
pub fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some((before, id, after)) = rule(rest) {
        if !before.is_empty() {
            out.push(Piece::Words(before));
        }
        out.push(Piece::Rule(id));
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Piece::Words(rest));
    }
    out
}

fn rule(line: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + line.get(from..)?.find('[')?;
        let inside = line.get(open + 1..)?;
        let good = |id: &&str| {
            id.len() <= LONGEST_ID
                && id.contains('-')
                && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if let Some((id, after)) = inside.split_once(']').filter(|(id, _)| good(id)) {
            return Some((line.get(..open)?, id, after));
        }
        from = open + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_as_it_was_typed() {
        let text = "# Dua tahap\nSatu\nbaris.\n\nLain.\n- a\n- b\n\n- c\n# \n<b>x</b>";
        assert_eq!(
            blocks(text),
            vec![
                Block::Heading("Dua tahap"),
                Block::Paragraph(vec!["Satu", "baris."]),
                Block::Paragraph(vec!["Lain."]),
                Block::List(vec!["a", "b"]),
                Block::List(vec!["c"]),
                Block::Paragraph(vec!["#", "<b>x</b>"]),
            ]
        );
        assert_eq!(blocks(""), Vec::new());
    }

    #[test]
    fn only_ids_of_rules_are_links() {
        let line = "Lihat [skb2022-etik-04], bukan [ini] atau [x";
        assert_eq!(
            pieces(line),
            vec![Piece::Words("Lihat "), Piece::Rule("skb2022-etik-04"), Piece::Words(", bukan [ini] atau [x")]
        );
        assert_eq!(pieces("[a-1][b-2]"), vec![Piece::Rule("a-1"), Piece::Rule("b-2")]);
        assert_eq!(pieces("[../x-1]"), vec![Piece::Words("[../x-1]")]);
    }
}
