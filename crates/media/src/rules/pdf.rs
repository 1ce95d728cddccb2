//! Is a PDF still? It may hold text and pictures, nothing that acts: no script, no program to start, no form that sends,
//! no film, no attachment but plain data. We look for the names of such things in the whole file and in everything that is
//! deflated in it, wherever a table of the file says that something stands or does not stand.
//!
//! It is a sieve, not a proof: a file made with great cunning may pass it. What is kept is therefore never shown inside
//! our pages; it is handed out to be saved, without rights in our site.

use flate2::read::ZlibDecoder;
use netra_base::{Error, Refusal};
use std::borrow::Cow;
use std::io::Read;

/// Everything that is unpacked from one file, in passing: a hundred scanned pages of 2.5 MB.
const MAX_UNPACKED: usize = 256 << 20;
/// What a look into a stream costs at least, so that a million empty ones end too: room for 65,536 of them.
const LOOK: usize = 4 << 10;
/// What a name costs beside its bytes, so that a file of nothing but names ends too: room for sixteen million of them, half a
/// second of looking.
const NAME: usize = 16;
/// A window over what is unpacked; names are looked for across its edge.
const WINDOW: usize = 64 << 10;
/// The longest name that is looked for, with every letter written as `#xx`.
const EDGE: usize = 64;

/// What acts.
const ALIVE: [(&str, &str, &str); 9] = [
    ("JavaScript", "program (JavaScript)", "a script (JavaScript)"),
    ("Launch", "perintah yang membuka program", "a command that starts a program"),
    ("SubmitForm", "formulir yang mengirim data", "a form that sends data"),
    ("ImportData", "formulir yang mengambil berkas", "a form that takes in files"),
    ("XFA", "formulir XFA", "an XFA form"),
    ("RichMedia", "media yang berjalan", "running media"),
    ("Rendition", "media yang berjalan", "running media"),
    ("Movie", "media yang berjalan", "running media"),
    ("GoToE", "tautan ke berkas di dalamnya", "a link into a file inside it"),
];

/// The shortest name that is looked for in a text: `XFA`.
const SHORTEST: usize = 3;

/// Ways of packing that hide names from us; nothing writes them any more for text and pictures.
const PACKED: [&str; 5] = ["LZWDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode", "Crypt"];
/// Their short forms, in the dictionary of a stream.
const PACKED_SHORT: [&str; 4] = ["LZW", "AHx", "A85", "RL"];
/// What tells of attachments.
const ATTACHED: [&str; 3] = ["EmbeddedFile", "EmbeddedFiles", "FileAttachment"];
/// Attachments that are plain data.
const PLAIN: [&str; 5] = [".json", ".xml", ".csv", ".txt", ".tlog-proof"];

/// Lets a PDF pass that carries nothing alive.
///
/// # Errors
/// A refusal that names what it carries.
pub(super) fn still(pdf: &[u8]) -> Result<(), Refusal> {
    let mut sieve = Sieve { left: MAX_UNPACKED, attached: false, odd: false };
    if sieve.names(pdf)? {
        return Err(locked());
    }
    let mut after = 0;
    while let Some(found) = find(pdf.get(after..).unwrap_or_default(), b"stream") {
        let at = after + found;
        after = at + b"stream".len();
        if !pdf.get(..at).is_some_and(|before| before.ends_with(b"end")) {
            sieve.stream(pdf, at, after)?;
        }
    }
    if !sieve.attached {
        return Ok(());
    }
    // A stream that is no picture and no table, deflated after a further step, could be an attachment that we do not see.
    if sieve.odd { Err(unfit()) } else { attachments(pdf) }
}

struct Sieve {
    left: usize,
    attached: bool,
    odd: bool,
}

impl Sieve {
    /// Refuses text that names what acts; says whether it names a password.
    fn names(&mut self, text: &[u8]) -> Result<bool, Refusal> {
        let mut locked = false;
        for name in named(text) {
            self.spend(NAME)?;
            // All that is looked for is longer than what pages are full of.
            if name.len() < SHORTEST {
                continue;
            }
            let is = |word: &&str| word.as_bytes() == &*name;
            if let Some((_, id, en)) = ALIVE.iter().find(|(alive, ..)| is(alive)) {
                return Err(alive(id, en));
            }
            if PACKED.iter().any(is) {
                return Err(packed());
            }
            self.attached |= ATTACHED.iter().any(is);
            locked |= &*name == b"Encrypt";
        }
        Ok(locked)
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.left = self.left.checked_sub(bytes).ok_or_else(too_much)?;
        Ok(())
    }

    /// Looks at the dictionary before a stream and into the stream when it is deflated.
    fn stream(&mut self, pdf: &[u8], at: usize, after: usize) -> Result<(), Refusal> {
        self.spend(LOOK)?;
        let before = pdf.get(at.saturating_sub(WINDOW)..at).unwrap_or_default();
        let begins = before.windows(3).rposition(|word| word == b"obj").unwrap_or(0);
        let about = before.get(begins..).unwrap_or_default();
        self.spend(about.len())?;
        let says = self.dictionary(about)?;
        let objects = says.first && says.count;
        if says.short || (objects && says.further) {
            return Err(packed());
        }
        self.odd |= says.further && !says.width;
        let body = pdf.get(after..).unwrap_or_default();
        let body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
        let deflated = matches!(body, [first, second, ..]
            if first & 0x0F == 8 && (u16::from(*first) * 256 + u16::from(*second)).is_multiple_of(31));
        if deflated {
            self.inside(body)
        } else if objects && says.deflated {
            Err(packed())
        } else {
            Ok(())
        }
    }

    /// What the names in the dictionary of a stream say.
    fn dictionary(&mut self, about: &[u8]) -> Result<Says, Refusal> {
        let mut says = Says::default();
        for name in named(about) {
            self.spend(NAME)?;
            match &*name {
                b"First" => says.first = true,
                b"N" => says.count = true,
                b"DecodeParms" | b"DP" => says.further = true,
                b"Width" | b"W" => says.width = true,
                b"FlateDecode" => says.deflated = true,
                short => says.short |= PACKED_SHORT.iter().any(|one| one.as_bytes() == short),
            }
        }
        Ok(says)
    }

    fn inside(&mut self, body: &[u8]) -> Result<(), Refusal> {
        let mut decoder = ZlibDecoder::new(body);
        let mut window = vec![0; EDGE + WINDOW];
        let mut kept = 0;
        loop {
            // What is broken off or broken gives what there is.
            let read = window.get_mut(kept..).map_or(0, |room| decoder.read(room).unwrap_or(0));
            if read == 0 {
                return Ok(());
            }
            self.spend(read)?;
            let filled = kept + read;
            self.names(window.get(..filled).unwrap_or_default())?;
            let edge = filled.saturating_sub(EDGE);
            window.copy_within(edge..filled, 0);
            kept = filled - edge;
        }
    }
}

/// What the dictionary of a stream says: where its first packed object stands, how many there are, whether a further step
/// unpacks it, whether it is a picture or a table, whether it is deflated or packed in an old way by its short name.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is one name that stands there or does not")]
struct Says {
    first: bool,
    count: bool,
    further: bool,
    width: bool,
    deflated: bool,
    short: bool,
}

/// Lets attachments pass that are plain data by name and content, as our own papers carry their proof.
fn attachments(pdf: &[u8]) -> Result<(), Refusal> {
    let found = netra_documents::attachments_of(pdf).map_err(|error| match error {
        Error::Refused(mut list) if !list.is_empty() => list.swap_remove(0),
        _ => unfit(),
    })?;
    let plain = |file: &netra_documents::Attached| {
        let name = file.name.to_lowercase();
        let text = std::str::from_utf8(&file.bytes).is_ok_and(|text| {
            let head: String = text.trim_start().chars().take(200).collect::<String>().to_lowercase();
            !text.contains('\0') && !head.starts_with("#!") && !head.contains("<script") && !head.contains("<html")
        });
        PLAIN.iter().any(|ending| name.ends_with(ending)) && text
    };
    // What is spoken of and not found is not plain.
    if !found.is_empty() && found.iter().all(plain) { Ok(()) } else { Err(unfit()) }
}

fn unfit() -> Refusal {
    Refusal::new(
        "pdf-attachment",
        "PDF ini membawa berkas lampiran di dalamnya. Cetak ke PDF tanpa lampiran, lalu kirim lagi.",
        "This PDF carries attached files. Print it to PDF without attachments, then send it again.",
    )
}

/// The names in a text, with `#xx` written out. Only a beginning of a very long one.
fn named(text: &[u8]) -> impl Iterator<Item = Cow<'_, [u8]>> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        // A name that we look for begins with a letter, which may be written out.
        let begins = |two: &[u8]| two[0] == b'/' && (two[1].is_ascii_alphabetic() || two[1] == b'#');
        let at = rest.windows(2).position(begins)?;
        rest = rest.get(at + 1..).unwrap_or_default();
        let end = rest.iter().take(EDGE).position(|byte| ends_name(*byte)).unwrap_or(rest.len().min(EDGE));
        Some(written_out(rest.get(..end).unwrap_or_default()))
    })
}

fn ends_name(byte: u8) -> bool {
    matches!(
        byte,
        0 | b'\t' | b'\n' | 12 | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn written_out(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut out = Vec::with_capacity(name.len());
    let mut bytes = name.iter();
    while let Some(&byte) = bytes.next() {
        let rest = bytes.as_slice();
        let digit = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                bytes.nth(1);
            }
            _ => out.push(byte),
        }
    }
    Cow::Owned(out)
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.iter().position(|byte| *byte == first)?;
        if text.get(at..)?.starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn alive(id: &str, en: &str) -> Refusal {
    Refusal::new(
        "pdf-alive",
        format!("PDF ini memuat {id}. Cetak ke PDF (Print to PDF) sehingga tinggal halamannya, lalu kirim lagi."),
        format!("This PDF holds {en}. Print it to PDF so that only its pages remain, then send it again."),
    )
}

fn packed() -> Refusal {
    Refusal::new(
        "pdf-packed",
        "PDF ini dikemas dengan cara lama yang tidak dapat kami periksa. Cetak ke PDF (Print to PDF), lalu kirim lagi.",
        "This PDF is packed in an old way that we cannot look into. Print it to PDF, then send it again.",
    )
}

fn locked() -> Refusal {
    Refusal::new(
        "pdf-locked",
        "PDF ini terkunci dengan sandi. Simpan tanpa sandi, lalu kirim lagi.",
        "This PDF is locked by a password. Save it without one, then send it again.",
    )
}

fn too_much() -> Refusal {
    Refusal::new(
        "pdf-too-much",
        "PDF ini memuat lebih banyak daripada yang kami buka. Bagi menjadi beberapa PDF, lalu kirim satu per satu.",
        "This PDF holds more than we unpack. Split it into several and send them one by one.",
    )
}
