//! Texts of letterheads and registers, checked once: blanks made single, no control characters, lengths in characters.

use netra_base::Refusal;

/// Lines for units: ministry, directorate or regional office, technical unit, and one to spare.
const MOST_LINES: usize = 4;
/// A line of a letterhead runs over two on paper beyond this.
const LINE: usize = 120;

type Label = (&'static str, &'static str);

fn line(text: &str, field: &'static str, label: Label, most: usize) -> Result<String, Refusal> {
    optional_line(text, field, label, most)?.ok_or_else(|| {
        Refusal::new("text-length", format!("Isi {}.", label.0), format!("Fill in: {}.", label.1)).at(field)
    })
}

fn optional_line(text: &str, field: &'static str, label: Label, most: usize) -> Result<Option<String>, Refusal> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let letters = text.chars().count();
    if letters > most {
        let id = format!("{}: {letters} huruf, paling banyak {most}. Persingkat.", label.0);
        let en = format!("{}: {letters} characters, at most {most}. Shorten it.", label.1);
        return Err(Refusal::new("text-length", id, en).at(field));
    }
    Ok((letters > 0).then_some(text))
}

/// The agency's name.
///
/// # Errors
/// `text-length` at `agency`.
pub fn agency(text: &str) -> Result<String, Refusal> {
    line(text, "agency", ("nama instansi", "the agency's name"), LINE)
}

/// The units below the agency, one a line; empty lines are left out.
///
/// # Errors
/// `text-length` at `lines`, also for more than four.
pub fn unit_lines(text: &str) -> Result<Vec<String>, Refusal> {
    let label = ("Baris unit", "A line for a unit");
    let read = text.lines().filter_map(|one| optional_line(one, "lines", label, LINE).transpose());
    let lines = read.collect::<Result<Vec<_>, _>>()?;
    if lines.len() > MOST_LINES {
        return Err(Refusal::new(
            "text-length",
            "Baris unit paling banyak empat. Sisakan yang perlu pada kop.",
            "At most four lines for units. Keep those that the letterhead needs.",
        )
        .at("lines"));
    }
    Ok(lines)
}

/// The address, in one line.
///
/// # Errors
/// `text-length` at `address`.
pub fn address(text: &str) -> Result<Option<String>, Refusal> {
    optional_line(text, "address", ("Alamat", "The address"), 160)
}

/// Telephone and mail, in one line.
///
/// # Errors
/// `text-length` at `contact`.
pub fn contact(text: &str) -> Result<Option<String>, Refusal> {
    optional_line(text, "contact", ("Kontak", "The contact"), 160)
}

/// The town in which papers are signed.
///
/// # Errors
/// `text-length` at `place`.
pub fn place(text: &str) -> Result<String, Refusal> {
    line(text, "place", ("tempat penandatanganan", "the place of signing"), 60)
}

/// The function of the head.
///
/// # Errors
/// `text-length` at `head`.
pub fn head(text: &str) -> Result<String, Refusal> {
    line(text, "head", ("jabatan kepala", "the function of the head"), LINE)
}

/// The head's name, if it is to stand below signatures.
///
/// # Errors
/// `text-length` at `head_name`.
pub fn head_name(text: &str) -> Result<Option<String>, Refusal> {
    optional_line(text, "head_name", ("Nama kepala", "The head's name"), 100)
}

/// What a paper is about.
///
/// # Errors
/// `text-length` at `about`.
pub fn about(text: &str) -> Result<String, Refusal> {
    line(text, "about", ("perihal", "what it is about"), 200)
}

/// The class of a subject, as the agency's list of classes has it: `UM.01.01`.
///
/// # Errors
/// `class-form` at `class`.
pub fn class(text: &str) -> Result<String, Refusal> {
    let class = text.trim().to_ascii_uppercase();
    let good = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let whole = ends(class.chars().next()) && ends(class.chars().last());
    if class.len() > 20 || !whole || !class.chars().all(good) {
        return Err(Refusal::new(
            "class-form",
            "Kode klasifikasi terdiri dari huruf, angka, dan titik, misalnya UM.01.01; paling panjang 20.",
            "A class has letters, digits and dots, UM.01.01 for instance; at most 20.",
        )
        .at("class"));
    }
    Ok(class)
}

/// What names a paper among all papers of the house.
///
/// # Errors
/// `key-form` at `key`.
pub fn key(text: &str) -> Result<String, Refusal> {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
    if text.is_empty() || text.len() > 80 || !text.chars().all(good) {
        return Err(Refusal::new(
            "key-form",
            "Kunci permintaan terdiri dari huruf, angka, dan : - _ . sampai 80 huruf.",
            "The key of a request has letters, digits and : - _ . and at most 80 of them.",
        )
        .at("key"));
    }
    Ok(text.to_owned())
}
