//! Rust text as far as the house rules need it: which bytes are code, which are string literals, where functions
//! begin and end, which parts only tests compile. A scanner, not a parser: it never sees types or names resolved.

/// A Rust file with its comments and literals set apart.
pub struct Source {
    /// The text with comments, literals and test-only items blanked, byte for byte at the same place.
    pub code: String,
    /// The same with test-only items left in.
    pub whole_code: String,
    /// String literals outside test-only items.
    pub literals: Vec<Literal>,
}

/// A string literal: its inside as written, and where its first quote (or `r`) stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    pub start: usize,
    pub text: String,
}

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

impl Source {
    pub fn new(text: &str) -> Self {
        let mut scanner =
            Scanner { text: text.as_bytes(), code: text.as_bytes().to_vec(), at: 0, literals: Vec::new() };
        scanner.run();
        let whole_code = into_text(scanner.code);
        let mut code = whole_code.clone().into_bytes();
        let mut literals = scanner.literals;
        for (from, to) in test_items(&whole_code) {
            blank(&mut code, from, to);
            literals.retain(|literal| literal.start < from || literal.start >= to);
        }
        Self { code: into_text(code), whole_code, literals }
    }

    /// Lines on which `word` stands as a word of its own, in code that is not test-only.
    pub fn lines_with(&self, word: &str) -> Vec<usize> {
        words(&self.code, word).map(|at| line_of(&self.code, at)).collect()
    }

    pub fn line_of(&self, at: usize) -> usize {
        line_of(&self.code, at)
    }

    /// Every function that has a body, tests included.
    pub fn functions(&self) -> Vec<Function> {
        let code = &self.whole_code;
        words(code, "fn").filter_map(|at| function_at(code, at)).collect()
    }
}

/// Where `word` begins, each time it stands alone. `tx.query` may be asked for too.
pub fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = code.as_bytes();
    code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let before = at.checked_sub(1).is_none_or(|i| !is_name(bytes[i]));
        let after = bytes.get(at + word.len()).is_none_or(|&b| !is_name(b));
        before && after
    })
}

pub fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count() + 1
}

/// The position just after the brace that closes the one at `open`.
pub fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (i, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return i + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn blank(code: &mut [u8], from: usize, to: usize) {
    for byte in &mut code[from..to] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// Blanking replaces whole characters, so the text stays text.
fn into_text(code: Vec<u8>) -> String {
    String::from_utf8_lossy(&code).into_owned()
}

/// Items behind `#[cfg(test)]`, from the attribute to the end of the item.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("#[cfg(test)]") {
        let rest = &code[at..];
        let semicolon = rest.find(';').map_or(usize::MAX, |i| at + i + 1);
        match rest.find('{') {
            Some(open) if at + open < semicolon => found.push((at, closing(code, at + open))),
            _ => found.push((at, semicolon.min(code.len()))),
        }
    }
    found
}

fn function_at(code: &str, at: usize) -> Option<Function> {
    let rest = code[at + 2..].trim_start();
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if name.is_empty() {
        return None; // a function pointer's type
    }
    let mut depth = 0_i32;
    for (i, byte) in code.bytes().enumerate().skip(at) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b';' if depth == 0 => return None, // a declaration without a body
            b'{' if depth == 0 => {
                let lines = code[at..closing(code, i)].matches('\n').count() + 1;
                return Some(Function { name, line: line_of(code, at), lines });
            }
            _ => {}
        }
    }
    None
}

struct Scanner<'a> {
    text: &'a [u8],
    code: Vec<u8>,
    at: usize,
    literals: Vec<Literal>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let after_name = self.at > 0 && is_name(self.text[self.at - 1]);
            if rest.starts_with(b"//") {
                let end = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
                self.skip(end);
            } else if rest.starts_with(b"/*") {
                self.skip(block_comment(rest));
            } else if rest[0] == b'"' {
                self.literal(1, quoted(rest), 1);
            } else if let Some(hashes) = raw_quote(rest).filter(|_| !after_name || self.text[self.at - 1] == b'b') {
                let close = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
                let body = hashes + 2;
                let end = find(&rest[body..], &close).map_or(rest.len(), |i| body + i + close.len());
                self.literal(body, end, close.len());
            } else if rest[0] == b'\'' {
                self.skip(character(rest).max(1));
            } else {
                self.at += 1;
            }
        }
    }

    fn literal(&mut self, open: usize, length: usize, close: usize) {
        let inside = &self.text[self.at + open..(self.at + length).saturating_sub(close).max(self.at + open)];
        let text = String::from_utf8_lossy(inside).into_owned();
        self.literals.push(Literal { start: self.at, text });
        self.skip(length);
    }

    fn skip(&mut self, length: usize) {
        let to = (self.at + length).min(self.text.len());
        // A lifetime's lone quote is code; everything longer is not.
        if length > 1 {
            blank(&mut self.code, self.at, to);
        }
        self.at = to;
    }
}

fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut i) = (0_usize, 0);
    while i < rest.len() {
        if rest[i..].starts_with(b"/*") {
            (depth, i) = (depth + 1, i + 2);
        } else if rest[i..].starts_with(b"*/") {
            (depth, i) = (depth - 1, i + 2);
            if depth == 0 {
                return i;
            }
        } else {
            i += 1;
        }
    }
    rest.len()
}

/// Length of the quoted literal that `rest` begins with.
fn quoted(rest: &[u8]) -> usize {
    let mut i = 1;
    while i < rest.len() {
        match rest[i] {
            b'\\' => i += 2,
            b'"' => return i + 1,
            _ => i += 1,
        }
    }
    rest.len()
}

/// How many hashes the raw literal that `rest` begins with has.
fn raw_quote(rest: &[u8]) -> Option<usize> {
    if rest[0] != b'r' {
        return None;
    }
    let hashes = rest[1..].iter().take_while(|&&b| b == b'#').count();
    (rest.get(hashes + 1) == Some(&b'"')).then_some(hashes)
}

/// Length of the character literal that `rest` begins with; 0 when it is a lifetime.
fn character(rest: &[u8]) -> usize {
    if rest.get(1) == Some(&b'\\') {
        return rest.iter().skip(3).position(|&b| b == b'\'').map_or(0, |i| i + 4);
    }
    let width = match rest.get(1) {
        Some(0xf0..) => 4,
        Some(0xe0..) => 3,
        Some(0xc0..) => 2,
        _ => 1,
    };
    if rest.get(1 + width) == Some(&b'\'') { width + 2 } else { 0 }
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_not_code() {
        let text =
            "let a = \"fn x() {\"; // fn y\n/* { /* fn */ */ let b = r#\"SELECT \"1\"\"#; let c = '{'; 'life: loop {}";
        let source = Source::new(text);
        assert_eq!(source.code.len(), text.len());
        assert!(!source.code.contains("fn"));
        assert_eq!(source.code.matches('{').count(), 1);
        let texts: Vec<&str> = source.literals.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, ["fn x() {", "SELECT \"1\""]);
    }

    #[test]
    fn quotes_that_are_characters_confuse_nobody() {
        let source =
            Source::new(r#"match c { '"' => 1, '\'' => 2, '\\' => 3, 'é' => 4, b'"' => 5, _ => 6 } let s = "x\"y";"#);
        assert_eq!(source.literals.len(), 1);
        assert_eq!(source.literals[0].text, r#"x\"y"#);
    }

    #[test]
    fn functions_are_measured_from_their_first_line_to_their_closing_brace() {
        let text = "trait T { fn declared(&self, a: [u8; 3]); }\nfn one() {}\npub async fn three<'a>(f: fn(u8) -> u8) -> &'a str\n{\n}\n";
        let functions = Source::new(text).functions();
        let seen: Vec<(&str, usize, usize)> = functions.iter().map(|f| (f.name.as_str(), f.line, f.lines)).collect();
        assert_eq!(seen, [("one", 2, 1), ("three", 3, 3)]);
    }

    #[test]
    fn what_only_tests_compile_is_set_apart() {
        let text = "fn a() { \"kept\" }\n#[cfg(test)]\nmod tests {\n fn b() { \"gone\" }\n}\nfn c() {}\n#[cfg(test)]\nuse x::Tx;\nfn d() {}";
        let source = Source::new(text);
        assert_eq!(source.literals.len(), 1);
        assert!(source.lines_with("Tx").is_empty());
        assert_eq!(source.lines_with("d"), [9]);
        assert_eq!(source.functions().len(), 4);
    }
}
