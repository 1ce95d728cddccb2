//! `/verifikasi`: somebody brings a receipt or a proof, as a file or pasted, and reads whether it holds. What
//! is brought is read in memory, answered, and forgotten.

use super::{CHECK_LIMIT, number, off_thread, words};
use crate::Log;
use crate::verdict::Verdict;
use crate::verify::{self, MAX_BYTES};
use axum::Extension;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Lang, Refusal, Say};
use netra_web::components::{
    Cell, Column, FileInput, Filled, Kind, Table, TextArea, button, copyable, details, facts, note, print_button,
    upload_form,
};
use netra_web::{Fields, Reply, Site, Visit, WebError, address};

/// What somebody brought.
#[derive(Debug, Default)]
struct Brought {
    file: Option<(String, Vec<u8>)>,
    text: String,
}

/// The empty form; below what became of a number, when the address has one (`?bukti=`).
pub async fn check_form(State(site): State<Site>, Extension(log): Extension<Log>, visit: Visit) -> Reply {
    let looked = match visit.asked("bukti") {
        Some(text) => Some(number::look(&site, &log, &text).await?),
        None => None,
    };
    let above = html! { @if let Some(looked) = &looked { (looked.show(visit.lang)) } };
    Ok(form_page(&visit, &above, &[]))
}

/// The verdict on what was brought, or the form again.
pub async fn check(visit: Visit, Extension(log): Extension<Log>, request: Request) -> Reply {
    let brought = read(request).await?;
    let (name, bytes) = match brought.file {
        Some((name, bytes)) => (Some(name), bytes),
        None => (None, pasted(&brought.text)),
    };
    let field = if name.is_some() { "berkas" } else { "teks" };
    if name.is_none() && bytes.is_empty() {
        let refusal = Refusal::new(
            "missing",
            "Pilih berkas bukti, atau tempel isinya di bawah.",
            "Choose the receipt file, or paste its content below.",
        );
        return Ok(form_page(&visit, &html! {}, &[refusal.at("berkas")]));
    }
    let policy = log.policy();
    let lang = visit.lang;
    match off_thread(move || verify::check(&bytes, &policy)).await? {
        Ok(checked) => Ok(verdict_page(&visit, &Verdict::valid(checked, lang), name.as_deref())),
        Err(refusal) if ["empty", "too-long"].contains(&refusal.code) => {
            Ok(form_page(&visit, &html! {}, &[refusal.at(field)]))
        }
        Err(refusal) => Ok(verdict_page(&visit, &Verdict::invalid(&refusal, lang), name.as_deref())),
    }
}

/// Reads the form, whichever way it was sent.
async fn read(request: Request) -> Result<Brought, WebError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if !kind.starts_with("multipart/form-data") {
        let bytes = to_bytes(request.into_body(), CHECK_LIMIT).await.map_err(|_| broke_off())?;
        let text = String::from_utf8_lossy(&bytes);
        let text = address::pairs(&text).find(|(name, _)| name == "teks").map(|(_, value)| value).unwrap_or_default();
        return Ok(Brought { file: None, text });
    }
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| broke_off())?;
    let mut brought = Brought::default();
    while let Some(mut part) = form.next_field().await.map_err(|_| broke_off())? {
        let (field, name) = (part.name().unwrap_or("").to_owned(), part.file_name().unwrap_or("").to_owned());
        let mut bytes = Vec::new();
        // One byte more than a receipt may have is kept, so that the check itself says it is too long.
        while let Some(chunk) = part.chunk().await.map_err(|_| broke_off())? {
            let room = (MAX_BYTES + 1).saturating_sub(bytes.len());
            bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
        match field.as_str() {
            "berkas" if !name.is_empty() || !bytes.is_empty() => brought.file = Some((short(&name), bytes)),
            "teks" => brought.text = String::from_utf8_lossy(&bytes).into_owned(),
            _ => {}
        }
    }
    Ok(brought)
}

fn short(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    last.chars().filter(|letter| !letter.is_control()).take(80).collect()
}

fn broke_off() -> WebError {
    WebError::Unfit(
        StatusCode::PAYLOAD_TOO_LARGE,
        Say::new(
            "Kiriman terputus, atau lebih besar dari 1 MB: bukti tidak pernah sebesar itu. Pilih berkas bukti yang Anda simpan.",
            "The upload broke off, or is larger than 1 MB: no receipt is. Choose the receipt you kept.",
        ),
    )
}

/// A pasted text with what forms do to it undone: their line ends, and blanks around it.
fn pasted(text: &str) -> Vec<u8> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let end = if text.starts_with("c2sp.org/") { "\n" } else { "" };
    format!("{text}{end}").into_bytes()
}

fn form_page(visit: &Visit, above: &Markup, refusals: &[Refusal]) -> Response {
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = html! {
        (above)
        (check_fields(visit, refusals))
        (nothing_kept(visit.lang))
        (offline(visit.lang))
    };
    visit
        .page(visit.say("Periksa sebuah bukti", "Check a receipt"))
        .current("/verifikasi")
        .status(status)
        .narrow()
        .lead(visit.say(
            "Siapa pun dapat memeriksa apakah sebuah tanda tangan benar tercatat. Anda tidak perlu masuk.",
            "Anybody can check whether a signature was really recorded. No sign-in is needed.",
        ))
        .show(body)
}

fn check_fields(visit: &Visit, refusals: &[Refusal]) -> Markup {
    let fields = Fields::default();
    let filled = Filled::again(visit.lang, &fields, refusals);
    upload_form(
        "/verifikasi",
        filled,
        html! {
            (FileInput::new("berkas", visit.say("Berkas bukti", "Receipt file"), ".json,.tlog-proof,.txt,.pdf")
                .hint(visit.say("PDF pakta, atau berkas .json atau .tlog-proof yang diunduh pemegangnya, paling besar 1 MB.", "The PDF of a pledge, or the .json or .tlog-proof file that its holder downloaded, at most 1 MB.")).optional().show(filled))
            (TextArea::new("teks", visit.say("Atau tempel isinya", "Or paste its content"), MAX_BYTES)
                .hint(visit.say("Seluruhnya, dari huruf pertama sampai terakhir.", "All of it, from the first letter to the last.")).optional().show(filled))
            (button(visit.say("Periksa bukti ini", "Check this receipt")))
        },
    )
}

fn nothing_kept(lang: Lang) -> Markup {
    note(
        Kind::Plain,
        html! { p { (lang.say(
        "Bukti yang Anda kirim dibaca, dijawab, lalu dilupakan. Tidak ada salinan yang disimpan, dan tidak dicatat siapa yang memeriksa apa.",
        "What you send is read, answered, and forgotten. No copy is kept, and nobody writes down who checked what.")) } },
    )
}

fn offline(lang: Lang) -> Markup {
    html! {
        section {
            h2 { (lang.say("Memeriksa tanpa bertanya kepada siapa pun", "Checking without asking anybody")) }
            p { (lang.say("Unduh ", "Download the ")) a href="/log/policy" { (lang.say("berkas kebijakan", "policy file")) }
                (lang.say(" satu kali, lalu periksa di komputer Anda sendiri, juga tanpa jaringan:", " once, then check on your own computer, without a network if you like:")) }
            (copyable("perintah", "netra verify bukti.json --policy netra-policy", lang))
            p { (lang.say("Alat lain yang membaca tlog-proof (C2SP) juga dapat memeriksanya. ", "Other tools that read tlog-proof (C2SP) can check it as well. ")) a href="/log" { (lang.say("Tentang log dan kuncinya", "About the log and its key")) } }
        }
    }
}

fn verdict_page(visit: &Visit, verdict: &Verdict, file: Option<&str>) -> Response {
    let lang = visit.lang;
    let title = if verdict.valid {
        lang.say("Bukti ini sah", "This receipt is valid")
    } else {
        lang.say("Bukti ini tidak sah", "This receipt is not valid")
    };
    let what = file.map_or_else(
        || lang.say("teks yang ditempel", "the pasted text").to_owned(),
        |name| {
            if name.is_empty() {
                lang.say("berkas tanpa nama", "a file without a name").to_owned()
            } else {
                name.to_owned()
            }
        },
    );
    let body = html! {
        @if verdict.valid { (holds(verdict, lang)) } @else { (does_not_hold(verdict, lang)) }
        p.source { (lang.say("Yang diperiksa: ", "What was checked: ")) (what) ". " (lang.say("Tidak ada yang disimpan.", "Nothing was kept.")) }
        p.actions { (print_button(lang)) a.btn.quiet href="/verifikasi" { (lang.say("Periksa bukti lain", "Check another receipt")) } }
        (offline(lang))
    };
    visit.page(title).current("/verifikasi").under("/verifikasi", lang.say("Verifikasi", "Verify")).narrow().show(body)
}

fn does_not_hold(verdict: &Verdict, lang: Lang) -> Markup {
    html! {
        (note(Kind::Bad, html! { p { strong { span aria-hidden="true" { "✕ " } (lang.say("Tidak sah.", "Not valid.")) } " " (verdict.message) } }))
        p { (lang.say(
            "Ini tidak berarti seseorang berbuat salah: berkas yang terpotong, disunting, atau disimpan ulang oleh aplikasi lain juga tidak sah. Mintalah pemegangnya mengunduh bukti itu lagi dari halaman pakta miliknya.",
            "This does not mean that anybody did wrong: a file that was cut off, edited, or saved again by another program is not valid either. Ask its holder to download the receipt again from their own pledge page.")) }
        p { (lang.say("Isi berkas itu tidak ditampilkan, karena tidak ada yang menjaminnya.", "What the file says is not shown, because nothing vouches for it.")) }
    }
}

fn holds(verdict: &Verdict, lang: Lang) -> Markup {
    let number = |value: Option<u64>| lang.number(value.unwrap_or_default().cast_signed());
    html! {
        (note(Kind::Ok, html! { p { strong { span aria-hidden="true" { "✓ " } (verdict.message) } } }))
        @if verdict.sample {
            (note(Kind::Warn, html! { p { strong { (lang.say("CONTOH. ", "SAMPLE. ")) } (lang.say(
                "Bukti ini berasal dari log peragaan; tidak ada isinya yang sungguh terjadi.",
                "This receipt comes from a demonstration's log; nothing in it really happened.")) } }))
        }
        @if let (Some(caution), Some(name)) = (&verdict.caution, &verdict.attachment) {
            (note(Kind::Warn, html! { p { (caution) } p { (lang.say("Lampiran yang diperiksa: ", "The attachment that was checked: ")) code.mono { (name) } } }))
        }
        @match &verdict.record {
            Some(record) => (what_it_says(record, lang)),
            None => {
                p { (lang.say(
                    "Bukti ini tidak memuat isi tindakan. Ia hanya menunjukkan bahwa sebuah catatan dari jenis dan tanggal ini ada di dalam log; siapa dan apa hanya diketahui pemegang bukti lengkapnya.",
                    "This proof does not hold the content of the act. It shows only that an entry of this kind and day is in the log; who and what is known only to whoever holds the full receipt.")) }
            },
        }
        h2 { (lang.say("Tempatnya di dalam log", "Its place in the log")) }
        (facts(&[
            (lang.say("Nomor bukti", "Number of the receipt"), html! { code.mono { (verdict.number.as_deref().unwrap_or("")) } }),
            (lang.say("Jenis catatan", "Kind of entry"), html! { (words::act(verdict.kind.as_deref().unwrap_or(""), lang)) }),
            (lang.say("Tanggal", "Day"), html! { (verdict.day.as_deref().and_then(netra_base::Day::parse).map(|day| lang.day(day)).unwrap_or_default()) }),
            (lang.say("Log", "Log"), html! { code.mono { (verdict.origin.as_deref().unwrap_or("")) } }),
            (lang.say("Nomor daun", "Leaf"), html! { (number(verdict.index)) " " span.soft { (lang.say("dihitung dari 0", "counted from 0")) } }),
            (lang.say("Ukuran log saat itu", "Size of the log then"), html! { (number(verdict.size)) " " (lang.say("catatan", "entries")) }),
            (lang.say("Saksi luar", "Outside witnesses"), html! { (lang.say("belum ada; waktu adalah kata server sendiri", "none yet; the time is the server's own word")) }),
        ]))
    }
}

fn what_it_says(record: &serde_json::Value, lang: Lang) -> Markup {
    let act = record["act"].as_str().unwrap_or("");
    let mut table = Table::new(
        lang.say("Setiap bagian catatan, dengan nama aslinya", "Every part of the record, under its own name"),
        vec![Column::text(lang.say("Bagian", "Part")), Column::text(lang.say("Isi", "Content"))],
    );
    if let Some(body) = record["body"].as_object() {
        for (name, value) in body {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let shown: String = text.chars().take(2_000).collect();
            table.row(vec![Cell::of(html! { code.mono { (name) } }), Cell::of(html! { code.mono { (shown) } })]);
        }
    }
    html! {
        h2 { (words::act(act, lang)) }
        dl.facts { @for (name, value) in words::facts(record, lang) { div { dt { (name) } dd { (value) } } } }
        @if words::names_a_person(record) {
            (note(Kind::Warn, html! { p { (lang.say(
                "Bukti ini memuat nama. Nama itu tidak ada di dalam log; Anda melihatnya karena pemegang bukti membagikannya. Bagikan hanya bila Anda setuju, dan bukti orang lain hanya dengan izinnya.",
                "This receipt holds a name. The name is not in the log; you see it because the holder shared the receipt. Share it only if you agree, and somebody else's only with their consent.")) } }))
        }
        (details(lang.say("Isi catatan selengkapnya", "The whole record"), table.show()))
    }
}
