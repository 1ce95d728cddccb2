//! Reads back what a paper carries: the files attached to a PDF. Not a PDF library: it walks the file once from front to
//! back, keeps the last object of each number (a later signature appends, it never rewrites), and looks for file
//! specifications. It renders nothing, runs nothing, follows no table that the file could lie in.
//!
//! A file from a stranger is bounded everywhere: its size, its objects, how deep they nest, how much is unpacked from how
//! little, how much work is done in all.

mod syntax;

use flate2::read::ZlibDecoder;
use netra_base::{Refusal, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use syntax::{Budget, Parser, Value};

/// A paper with its proof is some 100 KB, with a scanned decree some megabytes.
const MAX_FILE_BYTES: usize = 32 << 20;
/// Objects of a file: a page has some ten, a tagged table of 2,000 pages some hundred thousand.
const MAX_OBJECTS: usize = 500_000;
/// Everything that is unpacked from one file, compressed objects and attachments together.
const MAX_UNPACKED_BYTES: usize = 64 << 20;
/// Files attached to one paper.
const MAX_ATTACHED: usize = 64;
/// Steps of the parser for one file: one a byte and more a value, so that some million values fit.
const MAX_STEPS: usize = 4 * MAX_FILE_BYTES;
/// Memory for all values of one file: two million small ones.
const MAX_ROOM_BYTES: usize = 128 << 20;
/// What ends a stream.
const END: &[u8] = b"endstream";

/// A file found inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The name it was given; text of a stranger, never a path to write to.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a PDF carries beside its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The files attached to it, by name.
    pub files: Vec<Attached>,
    /// Does it hold something that acts, or could it: a script, a command that starts a program, a form that sends, running
    /// media, or objects packed in a way that is not read here? Papers of the house hold nothing of the kind.
    pub alive: bool,
}

/// The files attached to a PDF, by name.
///
/// # Errors
/// Refused when it is not a PDF, is locked, or breaks a limit.
pub fn attachments_of(pdf: &[u8]) -> Result<Vec<Attached>> {
    Ok(carried_by(pdf)?.files)
}

/// Does a file begin as a PDF does? Readers accept a few bytes before the mark; so do we.
#[must_use]
pub fn is_pdf(file: &[u8]) -> bool {
    file.get(..file.len().min(1024)).unwrap_or_default().windows(5).any(|five| five == b"%PDF-")
}

/// What a PDF carries beside its pages.
///
/// # Errors
/// As [`attachments_of`].
pub fn carried_by(pdf: &[u8]) -> Result<Carried> {
    if pdf.len() > MAX_FILE_BYTES {
        return refuse("pdf-large", "Berkas PDF lebih dari 32 MiB.", "The PDF is larger than 32 MiB.");
    }
    if !is_pdf(pdf) {
        return refuse("pdf-not", "Berkas ini bukan PDF.", "This file is not a PDF.");
    }
    let last_end = pdf.windows(END.len()).rposition(|word| word == END).unwrap_or(0);
    let budget = Budget { steps: MAX_STEPS, room: MAX_ROOM_BYTES };
    let mut file = File { pdf, last_end, objects: BTreeMap::new(), unpacked: 0, budget, closed: false };
    file.walk()?;
    let alive = file.closed || file.acts();
    Ok(Carried { files: file.attached()?, alive })
}

/// Actions that do something outside the page.
const ACTIONS: [&str; 7] =
    ["JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "RichMediaExecute", "GoToE"];
/// Entries that only something alive has.
const ENTRIES: [&str; 3] = ["JS", "JavaScript", "XFA"];
/// Notes on a page that run.
const RUNNING: [&str; 3] = ["RichMedia", "Screen", "Movie"];

/// One object and the bytes of its stream.
struct Object<'a> {
    value: Value<'a>,
    stream: Option<&'a [u8]>,
}

struct File<'a> {
    pdf: &'a [u8],
    /// Where the last word that ends a stream stands: nobody searches for one behind it.
    last_end: usize,
    objects: BTreeMap<u32, Object<'a>>,
    unpacked: usize,
    budget: Budget,
    /// Are there objects packed in a way that we do not read?
    closed: bool,
}

impl<'a> File<'a> {
    /// Goes through the file once; what stands inside a stream is skipped.
    fn walk(&mut self) -> Result<()> {
        let pdf = self.pdf;
        let mut at = 0;
        while let Some(hit) = next_keyword(pdf, at) {
            let mut parser = Parser::new(pdf, hit.after, self.budget);
            let value = parser.value();
            self.budget = parser.budget();
            at = parser.at().max(hit.after);
            if self.budget.is_spent() {
                return too_much();
            }
            let Some(value) = value else { continue };
            if value.get("Encrypt").is_some() && (hit.number.is_none() || value.name("Type") == Some("XRef")) {
                return refuse("pdf-locked", "PDF ini terkunci dengan sandi.", "This PDF is locked by a password.");
            }
            let Some(number) = hit.number else { continue };
            let stream = stream(pdf, at, self.last_end, &value);
            if let Some((bytes, after)) = stream {
                at = after;
                if value.name("Type") == Some("ObjStm") {
                    self.compressed(&value, bytes)?;
                }
            }
            self.objects.insert(number, Object { value, stream: stream.map(|(bytes, _)| bytes) });
            if self.objects.len() > MAX_OBJECTS {
                return too_much();
            }
        }
        Ok(())
    }

    /// Objects that another program packed together. They hold no streams, so only their values are kept.
    fn compressed(&mut self, about: &Value<'_>, bytes: &[u8]) -> Result<()> {
        let Some(text) = self.unpack(about, bytes)? else {
            self.closed = true;
            return Ok(());
        };
        let (Some(count), Some(first)) = (about.size("N"), about.size("First")) else { return Ok(()) };
        let mut header = Parser::new(&text, 0, self.budget);
        for _ in 0..count.min(MAX_OBJECTS) {
            let (Some(Value::Int(number)), Some(Value::Int(offset))) = (header.value(), header.value()) else { break };
            let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else { break };
            let mut parser = Parser::new(&text, first.saturating_add(offset), header.budget());
            let value = parser.value();
            header.set_budget(parser.budget());
            if let Some(value) = value {
                self.objects.insert(number, Object { value: value.owned(), stream: None });
            }
            if header.budget().is_spent() || self.objects.len() > MAX_OBJECTS {
                return too_much();
            }
        }
        self.budget = header.budget();
        Ok(())
    }

    /// Does any object act?
    fn acts(&self) -> bool {
        let mut acts = false;
        for object in self.objects.values() {
            object.value.each_dict(&mut |dict| {
                acts |= dict.name("S").is_some_and(|action| ACTIONS.contains(&action))
                    || dict.name("Subtype").is_some_and(|kind| RUNNING.contains(&kind))
                    || ENTRIES.iter().any(|entry| dict.get(entry).is_some());
            });
        }
        acts
    }

    fn attached(&mut self) -> Result<Vec<Attached>> {
        let mut wanted: Vec<(String, u32)> = Vec::new();
        let mut seen = BTreeSet::new();
        for object in self.objects.values() {
            object.value.each_dict(&mut |dict| {
                let Some(files) = dict.get("EF") else { return };
                let stream = files.reference("UF").or_else(|| files.reference("F"));
                if let Some(number) = stream.filter(|number| seen.insert(*number)) {
                    let name = dict.text("UF").or_else(|| dict.text("F")).unwrap_or_default();
                    wanted.push((name, number));
                }
            });
        }
        if wanted.len() > MAX_ATTACHED {
            return too_much();
        }
        let mut found = Vec::new();
        let objects = std::mem::take(&mut self.objects);
        for (name, number) in wanted {
            let Some(Object { value, stream: Some(bytes) }) = objects.get(&number) else { continue };
            let bytes = cut(value, bytes, &objects);
            if let Some(bytes) = self.unpack(value, bytes)? {
                found.push(Attached { name, bytes });
            }
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// The bytes of a stream, if it is plain or deflated once; nothing else is used for files and objects.
    fn unpack(&mut self, about: &Value<'_>, bytes: &[u8]) -> Result<Option<Vec<u8>>> {
        let left = MAX_UNPACKED_BYTES - self.unpacked;
        let unpacked = match about.filters().as_deref() {
            Some([]) => bytes.to_vec(),
            Some(["FlateDecode"]) if about.get("DecodeParms").is_none() => {
                let mut out = Vec::new();
                let limit = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
                // A file cut short gives what there is; a proof inside it then fails by itself.
                let _ = ZlibDecoder::new(bytes).take(limit).read_to_end(&mut out);
                out
            }
            _ => return Ok(None),
        };
        if unpacked.len() > left {
            return too_much();
        }
        self.unpacked += unpacked.len();
        Ok(Some(unpacked))
    }
}

/// The bytes of a stream whose length stands in an object of its own: what comes after is the line end before `endstream`.
fn cut<'a>(about: &Value<'_>, bytes: &'a [u8], objects: &BTreeMap<u32, Object<'_>>) -> &'a [u8] {
    let length = about.reference("Length").and_then(|number| match objects.get(&number)?.value {
        Value::Int(length) => usize::try_from(length).ok(),
        _ => None,
    });
    let Some((inside, after)) = length.and_then(|length| bytes.split_at_checked(length)) else { return bytes };
    if after.trim_ascii().is_empty() { inside } else { bytes }
}

/// Where an object or a trailer begins.
struct Hit {
    number: Option<u32>,
    after: usize,
}

/// The next `12 0 obj` or `trailer` from `at` on.
fn next_keyword(pdf: &[u8], mut at: usize) -> Option<Hit> {
    loop {
        let rest = pdf.get(at..)?;
        let here = at + rest.iter().position(|byte| matches!(byte, b'o' | b't'))?;
        at = here + 1;
        let tail = pdf.get(here..)?;
        if tail.starts_with(b"trailer") {
            return Some(Hit { number: None, after: here + 7 });
        }
        if tail.starts_with(b"obj")
            && let Some(number) = number_before(pdf.get(..here)?)
        {
            return Some(Hit { number: Some(number), after: here + 3 });
        }
    }
}

/// The object's number in `… 12 0 ` read from its end.
fn number_before(text: &[u8]) -> Option<u32> {
    let text = text.get(text.len().saturating_sub(24)..)?;
    let trimmed = text.trim_ascii_end();
    let mut words = trimmed.rsplit(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let (generation, number) = (words.next()?, words.next()?);
    let digits = |word: &[u8]| std::str::from_utf8(word).ok()?.parse::<u32>().ok();
    if trimmed.len() == text.len() {
        return None;
    }
    digits(generation)?;
    digits(number)
}

/// Blanks that may stand between a stream and the word that ends it: a line's end, and what some programs add. A longer run
/// is not walked over: thousands of streams could claim to end before the same one.
const MOST_BLANKS: usize = 32;

fn ends_at(after: &[u8]) -> bool {
    let near = after.get(..after.len().min(MOST_BLANKS + END.len())).unwrap_or_default();
    near.trim_ascii_start().starts_with(END)
}

/// The bytes between `stream` and `endstream`, and where the file goes on.
fn stream<'a>(pdf: &'a [u8], at: usize, last_end: usize, about: &Value<'_>) -> Option<(&'a [u8], usize)> {
    let rest = pdf.get(at..)?;
    let gap = rest.len() - rest.trim_ascii_start().len();
    let body = rest.get(gap..)?.strip_prefix(b"stream")?;
    let body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).or_else(|| body.strip_prefix(b"\r"))?;
    let start = pdf.len() - body.len();
    if let Some(length) = about.size("Length")
        && let Some(after) = body.get(length..)
        && ends_at(after)
    {
        return Some((body.get(..length)?, start + length));
    }
    // The length stands elsewhere or is wrong: the word that ends a stream ends it.
    let reach = (last_end + END.len()).checked_sub(start)?;
    let end = body.get(..reach)?.windows(END.len()).position(|word| word == END)?;
    Some((body.get(..end)?, start + end))
}

fn too_much<T>() -> Result<T> {
    refuse(
        "pdf-too-much",
        "PDF ini memuat lebih banyak daripada naskah mana pun; tidak dibaca.",
        "This PDF holds more than any paper does; it was not read.",
    )
}

fn refuse<T>(code: &'static str, id: &'static str, en: &'static str) -> Result<T> {
    Err(Refusal::new(code, id, en).into())
}

#[cfg(test)]
mod tests;
