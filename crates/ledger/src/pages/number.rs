//! The number of a receipt as it stands on paper, looked up (`/verifikasi?bukti=…`): does the log have it? The answer names the
//! kind and the day of the act and nobody; what the paper says is not known here.

use super::words;
use crate::Log;
use crate::actions::leaf_of;
use crate::model::ReceiptNumber;
use maud::{Markup, html};
use netra_base::{Day, Lang, Result};
use netra_tlog::Leaf;
use netra_web::Site;
use netra_web::components::{Kind, facts, note};

/// What looking for a number came to.
pub(super) struct Looked {
    number: Option<ReceiptNumber>,
    found: Option<(Leaf, u64)>,
    origin: String,
    sample: bool,
}

/// Looks for the number in the published log.
pub(super) async fn look(site: &Site, log: &Log, text: &str) -> Result<Looked> {
    let (number, published) = (ReceiptNumber::parse(text), log.published());
    let size = published.size;
    let leaf = match number {
        Some(number) => site.store.read(move |tx| leaf_of(tx, number, &published)).await?,
        None => None,
    };
    let origin = log.origin().to_owned();
    let sample = crate::actions::receipt::is_sample(&origin);
    Ok(Looked { number, found: leaf.map(|leaf| (leaf, size)), origin, sample })
}

impl Looked {
    /// The answer, above the form.
    pub(super) fn show(&self, lang: Lang) -> Markup {
        match (&self.found, self.number) {
            (Some((leaf, size)), Some(number)) => self.held(leaf, *size, number, lang),
            (_, Some(_)) => note(
                Kind::Bad,
                html! {
                    p { strong { (lang.say("Nomor bukti ini tidak ada di dalam log.", "This number is not in the log.")) } }
                    p { (lang.say(
                        "Periksa apakah nomornya tersalin benar; atau kirim berkasnya sendiri di bawah.",
                        "Check that it was copied right; or send the file itself below.")) }
                },
            ),
            (_, None) => note(
                Kind::Bad,
                html! {
                    p { (lang.say(
                        "Ini bukan nomor bukti. Bentuknya seperti 48213-7K3M-0QWD-58RA; salin seluruhnya dari naskah.",
                        "This is no number of a receipt. It looks like 48213-7K3M-0QWD-58RA; copy all of it from the paper.")) }
                },
            ),
        }
    }

    fn held(&self, leaf: &Leaf, size: u64, number: ReceiptNumber, lang: Lang) -> Markup {
        let count = |value: u64| lang.number(value.cast_signed());
        html! {
            (note(Kind::Ok, html! { p { strong { span aria-hidden="true" { "✓ " }
                (lang.say("Nomor bukti ini tercatat di dalam log.", "This number is recorded in the log.")) } } }))
            @if self.sample {
                (note(Kind::Warn, html! { p { strong { (lang.say("CONTOH. ", "SAMPLE. ")) } (lang.say(
                    "Log peragaan; tidak ada isinya yang sungguh terjadi.", "A demonstration's log; nothing in it really happened.")) } }))
            }
            (facts(&[
                (lang.say("Nomor bukti", "Number"), html! { code.mono { (number) } }),
                (lang.say("Jenis catatan", "Kind of entry"), html! { (words::act(leaf.kind(), lang)) }),
                (lang.say("Tanggal", "Day"), html! { (Day::parse(leaf.day()).map(|day| lang.day(day)).unwrap_or_default()) }),
                (lang.say("Nomor daun", "Leaf"), html! { (count(number.index)) " " (lang.say("dari", "of")) " " (count(size)) }),
                (lang.say("Log", "Log"), html! { code.mono { (self.origin) } }),
            ]))
            p { (lang.say(
                "Halaman ini tidak tahu siapa yang disebut naskah itu dan apa isinya: log tidak memuat nama. Apakah naskah di tangan Anda sungguh yang dicatat, hanya terjawab oleh berkasnya sendiri: kirim PDF-nya di bawah.",
                "This page does not know whom the paper names and what it says: the log holds no names. Whether the paper in your hands is what was recorded, only its own file can tell: send the PDF below.")) }
        }
    }
}
