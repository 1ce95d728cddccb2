//! The operator's page: choose a unit, issue activation codes, print them. The codes stand in this one
//! answer and nowhere else.

use super::{choices, refusals, unit_choices};
use crate::actions;
use crate::model::{Issued, Login, Slip};
use crate::rules;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use netra_base::{Principal, Zone, canonical};
use netra_web::components::{Checkbox, Filled, Input, Kind, Select, button, facts, form, note, print_button, when};
use netra_web::{Fields, Markup, Reply, Signed, Site, Visit, html};

/// GET /kode
pub async fn show(State(site): State<Site>, Signed(who): Signed, visit: Visit) -> Reply {
    choose_page(&site, who, &visit, Filled::blank(visit.lang), StatusCode::OK).await
}

async fn choose_page(site: &Site, who: Principal, visit: &Visit, filled: Filled<'_>, status: StatusCode) -> Reply {
    let now = site.now();
    let units = site.store.read(move |tx| unit_choices(tx, &who, &rules::ISSUERS, now)).await?;
    let body = html! {
        (form("/kode", filled, html! {
            (Select::new("unit", visit.say("Unit", "Unit"), choices(&units)).prompt(visit.say("Pilih unit", "Choose a unit")).show(filled))
            (Checkbox::new("bawahan", visit.say("Juga untuk semua unit di bawahnya", "Also for every unit below it")).optional().show(filled))
            (note(Kind::Plain, html! { p { (visit.say(
                "Kode tampil sekali saja, pada halaman berikutnya: cetak saat itu juga. Menerbitkan lagi membuat kode lama tidak berlaku.",
                "The codes are shown once, on the next page: print them there and then. Issuing again makes earlier codes void.")) } }))
            (button(visit.say("Terbitkan kode aktivasi", "Issue activation codes")))
        }))
        h2 { (visit.say("Satu orang saja", "One person only")) }
        p { (visit.say(
            "Untuk pegawai yang lupa kata sandi atau kehilangan ponselnya. Dengan kode itu ia membuat kata sandi baru; kode sekali pakai dan semua sesinya yang lama berakhir.",
            "For an employee who forgot the password or lost the phone. With the code they choose a new password; their one-time codes and all earlier sessions end.")) }
        form.form method="post" action="/kode" {
            (Input::text("login", visit.say("NIP, atau kode unit/nomor kontrak", "NIP, or unit code/contract number")).autocomplete("off").max(120).show(filled))
            (button(visit.say("Terbitkan satu kode", "Issue one code")))
        }
    };
    Ok(visit
        .page(visit.say("Kode aktivasi", "Activation codes"))
        .lead(visit.say(
            "Untuk pegawai aktif yang belum memiliki akun: satu lembar untuk setiap orang, berlaku 14 hari.",
            "For active employees without an account: one slip each, valid for 14 days.",
        ))
        .narrow()
        .status(status)
        .show(body))
}

/// POST /kode
pub async fn issue(State(site): State<Site>, Signed(who): Signed, visit: Visit, fields: Fields) -> Reply {
    let login = fields.get("login").and_then(Login::parse);
    let (unit, below) = (fields.get("unit").unwrap_or("").to_owned(), fields.ticked("bawahan"));
    let (chance, now, asking) = (site.chance.clone(), site.now(), who.clone());
    let issued = site
        .store
        .write(move |tx| match &login {
            Some(login) => actions::issue_code_for(tx, &chance, now, &asking, login),
            None => actions::issue_codes(tx, &chance, now, &asking, &unit, below),
        })
        .await;
    match issued {
        Ok(issued) => {
            let mut reply = slips_page(&site, &visit, &issued);
            // Secrets on a page: no cache keeps them, on the way or in the browser.
            reply.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            Ok(reply)
        }
        Err(error) => {
            let list = refusals(error)?;
            let filled = Filled::again(visit.lang, &fields, &list);
            choose_page(&site, who, &visit, filled, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn slips_page(site: &Site, visit: &Visit, issued: &Issued) -> Response {
    let count = visit.lang.number(i64::try_from(issued.slips.len()).unwrap_or(i64::MAX));
    let name = format!("kode-aktivasi-{}.csv", issued.unit_code.to_lowercase());
    let data = format!("data:text/csv;charset=utf-8;base64,{}", canonical::base64(csv(&issued.slips).as_bytes()));
    let body = html! {
        (note(Kind::Warn, html! { p { (visit.say(
            "Kode di bawah hanya tampil di halaman ini. Cetak atau unduh sekarang, gunting, dan serahkan kepada orangnya masing-masing; jangan dikirim lewat grup.",
            "The codes below are shown on this page only. Print or download them now, cut them apart and hand each to its owner; do not send them to a group.")) } }))
        p.actions {
            (print_button(visit.lang))
            a.btn.quiet href=(data) download=(name) { (visit.say("Unduh CSV", "Download CSV")) }
            a.btn.quiet href="/kode" { (visit.say("Unit lain", "Another unit")) }
        }
        @for slip in &issued.slips { (slip_card(site, visit, slip, issued)) }
    };
    let lead = match visit.lang {
        netra_base::Lang::Id => format!("{count} kode untuk {}.", issued.unit_name),
        netra_base::Lang::En => format!("{count} codes for {}.", issued.unit_name),
    };
    visit
        .page(visit.say("Lembar kode aktivasi", "Activation slips"))
        .under("/kode", visit.say("Kode aktivasi", "Activation codes"))
        .lead(lead)
        .show(body)
}

fn slip_card(site: &Site, visit: &Visit, slip: &Slip, issued: &Issued) -> Markup {
    html! {
        section.card {
            h2 { (slip.name) }
            (facts(&[
                (visit.say("NIP / nomor", "NIP / number"), html! { span.mono { (slip.login) } }),
                (visit.say("Unit", "Unit"), html! { (slip.unit) }),
                (visit.say("Kode aktivasi", "Activation code"), html! { strong.mono { (slip.code) } }),
                (visit.say("Buka", "Open"), html! { span.mono { (site.url("/aktivasi")) } }),
                (visit.say("Berlaku sampai", "Valid until"), when(issued.valid_until, Zone::Wib, visit.lang)),
            ]))
            p.hint { (visit.say(
                "Buka alamat di atas, ketik nomor dan kode ini, lalu buat kata sandi Anda sendiri (paling sedikit 12 huruf). Kode hanya berlaku sekali. Jangan berikan kepada siapa pun, juga tidak kepada operator.",
                "Open the address above, type this number and code, and choose a password of your own (at least 12 characters). The code works once. Give it to nobody, not even the operator.")) }
            @if visit.demo { p { strong { "CONTOH" } } }
        }
    }
}

/// The slips as a file: name, number, unit, code.
fn csv(slips: &[Slip]) -> String {
    let mut out = String::from("\u{feff}nama,nomor,unit,kode\r\n");
    for slip in slips {
        let cells = [&slip.name, &slip.login, &slip.unit, &slip.code].map(|text| cell(text));
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A cell that no spreadsheet runs as a formula, and none reads as a number: an 18-digit NIP would lose
/// its last digits.
fn cell(text: &str) -> String {
    let guard = text.starts_with(['=', '+', '-', '@', '\t', '\r']) || text.bytes().all(|b| b.is_ascii_digit());
    format!("\"{}{}\"", if guard { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_harmless_in_a_spreadsheet() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("200012312024121001"), "\"'200012312024121001\"");
        assert_eq!(cell("A \"B\" O'C"), "\"A \"\"B\"\" O'C\"");
        let slip = Slip { name: "Ana".into(), login: "KW-20/1".into(), unit: "Bali".into(), code: "AB".into() };
        assert_eq!(csv(&[slip]), "\u{feff}nama,nomor,unit,kode\r\n\"Ana\",\"KW-20/1\",\"Bali\",\"AB\"\r\n");
    }
}
