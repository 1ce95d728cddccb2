//! Checking a PDF that somebody brings: the receipt attached inside it is read out and checked like any other. What is printed
//! on its pages is not checked, and nobody is told that it was.

use super::{Checked, check_plain};
use netra_base::{Error, Lang, Refusal};
use netra_documents::{Attached, Carried, carried_by};
use netra_tlog::Policy;

/// Letters of an attachment's name that are repeated; it is text of a stranger.
const NAME_LETTERS: usize = 60;

/// Checks every proof inside a PDF; they must all hold and speak of one act.
pub(super) fn check_paper(pdf: &[u8], policy: &Policy) -> Result<Checked, Refusal> {
    let Carried { files, alive } = carried_by(pdf).map_err(|error| match error {
        Error::Refused(mut list) if !list.is_empty() => list.swap_remove(0),
        _ => unreadable(),
    })?;
    if alive {
        return Err(Refusal::new(
            "pdf-alive",
            "PDF ini memuat sesuatu yang berjalan, misalnya program (JavaScript), atau dikemas sehingga tidak dapat diperiksa. \
             Naskah Netra tidak pernah begitu: jangan buka PDF ini, dan mintalah berkas aslinya.",
            "This PDF holds something that runs, such as a script (JavaScript), or is packed so that nobody can look. \
             Papers of Netra never are: do not open this PDF, and ask for the original file.",
        ));
    }
    let proofs: Vec<&Attached> = files.iter().filter(|file| is_proof(file)).collect();
    let mut found: Option<Checked> = None;
    for file in proofs {
        let name = shown(&file.name);
        let checked = check_plain(&file.bytes, policy).map_err(|refusal| inside(&name, &refusal))?;
        match &found {
            Some(before) if before.leaf != checked.leaf => return Err(several()),
            // The receipt says more than the bare proof beside it.
            Some(before) if before.record.is_some() || checked.record.is_none() => {}
            _ => found = Some(Checked { inside: Some(name), ..checked }),
        }
    }
    found.ok_or_else(|| no_proof(files.len()))
}

/// Is this meant as a receipt or a proof? By its name, or by what it says it is: a damaged one must not pass for none.
fn is_proof(file: &Attached) -> bool {
    let name = file.name.to_lowercase();
    let named = name.starts_with("bukti") && (name.ends_with(".json") || name.ends_with(".tlog-proof"));
    let says = |word: &[u8]| file.bytes.windows(word.len()).any(|here| here == word);
    named || file.bytes.starts_with(b"c2sp.org/tlog-proof@") || says(b"\"netra-receipt\"")
}

fn shown(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).take(NAME_LETTERS).collect()
}

fn inside(name: &str, refusal: &Refusal) -> Refusal {
    // An empty attachment is not an empty file: the person cannot simply choose another.
    let code = if ["empty", "too-long"].contains(&refusal.code) { "unreadable" } else { refusal.code };
    Refusal::new(
        code,
        format!("Lampiran {name} di dalam PDF ini: {}", refusal.say.to(Lang::Id)),
        format!("The attachment {name} inside this PDF: {}", refusal.say.to(Lang::En)),
    )
}

fn no_proof(others: usize) -> Refusal {
    let (id, en) = match others {
        0 => ("PDF ini tidak membawa bukti di dalamnya.".to_owned(), "This PDF carries no proof inside.".to_owned()),
        count => (
            format!("PDF ini membawa {count} lampiran, tetapi tidak satu pun bukti Netra."),
            format!("This PDF carries {count} attached files, but none is a Netra receipt."),
        ),
    };
    Refusal::new(
        "pdf-no-proof",
        format!(
            "{id} Yang dicetak ulang ke PDF, difoto, atau dipindai kehilangan buktinya: mintalah berkas aslinya, atau berkas bukti .json."
        ),
        format!(
            "{en} Printing to PDF again, a photo or a scan loses it: ask for the original file, or for the .json receipt."
        ),
    )
}

fn several() -> Refusal {
    Refusal::new(
        "pdf-several",
        "PDF ini membawa beberapa bukti tentang tindakan yang berbeda, sehingga tidak jelas bukti mana yang miliknya. Periksa berkas buktinya satu per satu.",
        "This PDF carries several receipts of different acts, so it is not clear which is its own. Check the receipt files one by one.",
    )
}

fn unreadable() -> Refusal {
    Refusal::new(
        "unreadable",
        "PDF ini tidak dapat dibaca. Periksa apakah berkasnya benar dan utuh.",
        "This PDF cannot be read. Check that it is the right file and whole.",
    )
}

#[cfg(test)]
mod tests;
