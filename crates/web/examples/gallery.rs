//! Writes every component into a few pages, to be looked at: `cargo run -p netra-web --example gallery -- DIR`,
//! then serve DIR with any file server. Figures and names are samples.

use maud::{Markup, html};
use netra_base::{AccountId, Day, EmployeeId, Grant, Lang, Moment, Principal, Refusal, Role, SignedInBy, UnitId, Zone};
use netra_web::charts::{Bar, BurnPoint, BurnUp, Tile, TileMap, bars, public_share};
use netra_web::components::*;
use netra_web::form::Fields;
use netra_web::{Page, Visit, assets, qr::qr};
use std::path::{Path, PathBuf};

const NAMES: [&str; 33] = [
    "Aceh",
    "Sumatera Utara",
    "Sumatera Barat",
    "Riau",
    "Jambi",
    "Sumatera Selatan",
    "Kepulauan Bangka Belitung",
    "Bengkulu",
    "Lampung",
    "DKI Jakarta",
    "Jawa Barat",
    "Banten",
    "Jawa Tengah",
    "D.I. Yogyakarta",
    "Jawa Timur",
    "Kalimantan Barat",
    "Kalimantan Tengah",
    "Kalimantan Timur",
    "Kalimantan Selatan",
    "Bali",
    "Nusa Tenggara Barat",
    "Nusa Tenggara Timur",
    "Sulawesi Selatan",
    "Sulawesi Tengah",
    "Sulawesi Utara",
    "Gorontalo",
    "Sulawesi Tenggara",
    "Maluku",
    "Maluku Utara",
    "Papua",
    "Papua Barat",
    "Kepulauan Riau",
    "Sulawesi Barat",
];

fn main() -> std::io::Result<()> {
    let folder: PathBuf = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".into()).into();
    std::fs::create_dir_all(folder.join("aset"))?;
    for (name, text) in [("netra.css", assets::CSS), ("netra.js", assets::JS), ("netra.svg", assets::ICON)] {
        std::fs::write(folder.join(assets::asset(name).trim_start_matches('/')), text)?;
    }
    let guest = visit(Lang::Id, None, "/");
    let operator = visit(Lang::Id, Some(principal()), "/gerakan/3");
    let english = visit(Lang::En, Some(principal()), "/data");
    save(&folder, "portal", guest.page("Netral, dan dapat dibuktikan.").current("/").lead(
        "Program netralitas pegawai: siapa yang berikrar, dan bagaimana itu dapat diperiksa. Setiap angka menyebut penyebutnya."), &portal(&guest))?;
    save(
        &folder,
        "cakupan",
        operator
            .page("Deklarasi Petugas Pemasyarakatan")
            .current("/gerakan")
            .under("/gerakan", "Gerakan ikrar")
            .lead("Berlaku 21 Desember 2023 pukul 08.00 sampai 23.59 waktu setempat"),
        &coverage(&operator),
    )?;
    save(
        &folder,
        "formulir",
        operator.page("Buka gerakan pakta").current("/gerakan").under("/gerakan", "Gerakan ikrar").narrow(),
        &form_page(&operator),
    )?;
    save(
        &folder,
        "pakta",
        guest
            .page("Pakta Integritas Netralitas")
            .current("/pakta")
            .narrow()
            .lead("Deklarasi Petugas Pemasyarakatan · berlaku 21 Desember 2023 sampai pukul 23.59 WIB · versi 2"),
        &pledge(&guest),
    )?;
    save(&folder, "bukti", guest.page("Bukti tanda tangan").current("/pakta").narrow(), &receipt(&guest))?;
    save(
        &folder,
        "english",
        english.page("Public coverage").current("/data").lead("Who has signed, by regional office."),
        &coverage(&english),
    )?;
    save(&folder, "papan", guest.page("Papan langsung").board().own_heading().refresh(10), &board(&guest))?;
    save(&folder, "layar", guest.page("Layar presensi").board().own_heading().refresh(5), &codes())
}

fn save(folder: &Path, name: &str, page: Page<'_>, body: &Markup) -> std::io::Result<()> {
    std::fs::write(folder.join(format!("{name}.html")), page.document(body).into_string())
}

fn visit(lang: Lang, who: Option<Principal>, path: &str) -> Visit {
    Visit { lang, who, path: path.into(), query: String::new(), demo: true }
}

fn principal() -> Principal {
    let grant = |role| Grant { role, unit: UnitId(1), path: "/1/".into() };
    Principal {
        account: AccountId(1),
        employee: Some(EmployeeId(1)),
        signed_in_by: SignedInBy::PasswordTotp,
        grants: vec![grant(Role::UnitOperator), grant(Role::Leader)],
    }
}

fn tiles(links: bool) -> Vec<Tile> {
    let tile = |(at, name): (i64, &&str)| {
        let whole = 900 + at * 61 % 1_700;
        let percent = match at {
            6 => 100,
            19 => 98,
            3 => 0,
            12 => 12,
            30 => 31,
            _ => (37 * at * at + 61 * at) % 53 + 46,
        };
        let code = format!("kw-{:02}", at + 1);
        Tile {
            short: String::new(),
            label: format!("Kanwil {name}"),
            part: whole * percent / 100,
            whole,
            href: links.then(|| format!("/data/1/{code}")),
            code,
        }
    };
    (0..).zip(&NAMES).map(tile).collect()
}

fn morning(minutes: i64) -> Moment {
    Day::parse("2023-12-21").map_or(Moment(0), |day| day.at(Zone::Wib, 8, 0)).plus_ms(minutes * 60_000)
}

fn portal(visit: &Visit) -> Markup {
    let lang = visit.lang;
    html! {
        p.actions { (button_link("/masuk", "Masuk untuk menandatangani")) (quiet_link("/verifikasi", "Periksa sebuah bukti")) }
        (figures(&[
            Figure::new("61.482", "dari 69.871 pegawai telah menandatangani pakta (88,0 %)").share(61_482, 69_871)
                .source("Dihitung Netra dari daftar pegawai aktif, 5 Februari 2024 pukul 08.00 WIB").link("/data", "Lihat barisnya"),
            Figure::new("33 / 33", "Kantor Wilayah ikut serta").share(33, 33),
            Figure::new("1", "gerakan sedang berjalan, sampai 9 Februari 2024"),
            Figure::new("61.514", "catatan di log transparansi; pos pemeriksaan pukul 08.00 WIB").link("/log", "Periksa sendiri"),
        ]))
        div.two {
            section {
                h2 { "Cakupan pakta per Kantor Wilayah" }
                (TileMap { label: "Cakupan pakta per Kantor Wilayah; tabel di bawah", tiles: &tiles(true), public: true, lang }.show())
                p { a href="#tabel" { "Lihat sebagai tabel" } " · " a href="/data.csv" { "Unduh CSV" } }
                p.source { "Dihitung " (when(morning(0), Zone::Wib, lang)) " oleh Netra dari daftar pegawai aktif." }
            }
            section {
                h2 { "Bagaimana ini dapat dipercaya" }
                div.card {
                    (tag(Kind::Ok, "Disaksikan"))
                    h3 { "Setiap tanda tangan masuk ke log yang tidak dapat diubah diam-diam" }
                    p { "Anda memegang buktinya. Siapa pun dapat memeriksanya tanpa bertanya kepada kami." }
                    p { a href="/verifikasi" { "Cara memeriksa bukti" } }
                }
            }
        }
        (bars("Lima Kantor Wilayah pertama", &tiles(true).into_iter().take(5).map(|tile| Bar {
            words: Some(public_share(lang, tile.part, tile.whole)), label: tile.label, part: tile.part, whole: tile.whole, href: tile.href,
        }).collect::<Vec<_>>(), lang))
    }
}

fn coverage(visit: &Visit) -> Markup {
    let lang = visit.lang;
    let points: Vec<BurnPoint> = (0..=48)
        .map(|at| BurnPoint {
            at: morning(at * 10),
            part: 61_482 * at * at * (144 - 2 * at) / (48 * 48 * 48),
            whole: 69_850 + at * 21 / 48,
        })
        .collect();
    let mut table = Table::new(
        "Cakupan per Kantor Wilayah",
        vec![
            Column::text("Kantor Wilayah").sort(visit, "nama"),
            Column::number("Seharusnya").sort(visit, "wajib"),
            Column::number("Sudah"),
            Column::number("Belum"),
            Column::number("Cakupan"),
            Column::text("Keadaan"),
        ],
    );
    for tile in tiles(true).into_iter().take(8) {
        let state = if tile.part == tile.whole {
            tag(Kind::Ok, "Lengkap")
        } else if tile.part == 0 {
            tag(Kind::Bad, "Belum mulai")
        } else {
            tag(Kind::Warn, "Berjalan")
        };
        table.row(vec![
            Cell::link(tile.href.as_deref().unwrap_or(""), &tile.label),
            Cell::number(lang, tile.whole),
            Cell::number(lang, tile.part),
            Cell::number(lang, tile.whole - tile.part),
            Cell::text(lang.percent(tile.part, tile.whole)),
            Cell::of(state),
        ]);
    }
    let table = table.total(vec![
        Cell::text("Seluruh Kantor Wilayah"),
        Cell::number(lang, 69_871),
        Cell::number(lang, 61_482),
        Cell::number(lang, 8_389),
        Cell::text("88,0 %"),
        Cell::text(""),
    ]);
    html! {
        (figures(&[
            Figure::new("61.482", "dari 69.871 pegawai telah menandatangani (88,0 %)").share(61_482, 69_871).source("Dihitung Netra, 21 Desember 2023 pukul 16.00 WIB"),
            Figure::new("8.389", "belum menandatangani; nama hanya untuk operator unitnya"),
            Figure::new("112", "menolak dengan alasan; masih dapat menandatangani kemudian"),
        ]))
        (TileMap { label: "Cakupan per Kantor Wilayah", tiles: &tiles(true), public: false, lang }.show())
        h2 { "Sepanjang hari" }
        (BurnUp { label: "Tanda tangan", whole_label: "harus menandatangani", points: &points, zone: Zone::Wib, lang }.show())
        h2 { "Tabel" }
        (table.clone().show())
        h2 { "Tabel yang menjadi kartu di ponsel" }
        (table.cards().show())
        (pages(visit, false, Some("kw-08")))
        h2 { "Organisasi lain" }
        (TileMap { label: "Unit", tiles: &(1..=11).map(|at| Tile { code: format!("e1-{at:02}"), short: format!("Unit {at}"), label: format!("Unit {at}"), part: at * 9, whole: 100, href: None }).collect::<Vec<_>>(), public: false, lang }.show())
        (empty("Belum ada gerakan di unit Anda.", button_link("/gerakan/baru", "Buka gerakan pertama")))
    }
}

fn form_page(visit: &Visit) -> Markup {
    let fields = Fields::from_pairs(
        [("judul", "Ikrar <b>"), ("mulai", "2023-02-29"), ("status", "pns")].map(|(k, v)| (k.to_owned(), v.to_owned())),
    );
    let refusals = [
        Refusal::new("day", "Tanggal mulai bukan tanggal yang ada. Tulis seperti 2024-01-05.", "Not a date.")
            .at("mulai"),
        Refusal::new("required", "Pilih unit yang ikut serta.", "Choose the units.").at("unit"),
    ];
    let filled = Filled::again(visit.lang, &fields, &refusals);
    let choice = |value: &str, words: &str| (value.to_owned(), words.to_owned());
    html! {
        (steps(&["Teks", "Peserta", "Waktu", "Periksa"], 1, visit.lang))
        (form("/gerakan/baru", filled, html! {
            (Input::text("judul", "Judul gerakan").hint("Tampil di halaman pegawai dan pada bukti.").max(120).show(filled))
            (Select::new("unit", "Unit peserta", vec![choice("kw-10", "Kanwil DKI Jakarta"), choice("kw-11", "Kanwil Jawa Barat")]).prompt("Pilih unit").show(filled))
            (Radios::several("status", "Status kepegawaian", vec![choice("pns", "PNS"), choice("pppk", "PPPK"), choice("ppnpn", "PPNPN")]).show(filled))
            (Input::day("mulai", "Tanggal mulai").show(filled))
            (Input::time("jam", "Jam mulai").hint("Jam setempat di tiap zona waktu.").show(filled))
            (TextArea::new("catatan", "Catatan untuk operator", 500).optional().show(filled))
            (FileInput::new("berkas", "Daftar peserta", ".csv,.xlsx").hint("CSV atau XLSX, paling besar 200 MB.").optional().show(filled))
            (Checkbox::new("setuju", "Saya telah memeriksa teks dan pesertanya.").show(filled))
            (button("Buka gerakan ini"))
        }))
    }
}

fn pledge(visit: &Visit) -> Markup {
    let filled = Filled::blank(visit.lang);
    html! {
        div.card { ol.pledge {
            li { "Menjaga netralitas dalam setiap layanan, sebelum, selama, dan sesudah pemilihan." }
            li { "Menghindari benturan kepentingan; tidak menekan, tidak mengancam, tidak berpihak." }
            li { "Bijak di media sosial; tidak menyebarkan kebencian dan kabar bohong." }
            li { "Menolak politik uang dan pemberian dalam bentuk apa pun." }
        } }
        (form("/pakta/1", filled, html! {
            (Checkbox::new("baca", "Saya telah membaca dan memahami keempat butir ini.").show(filled))
            p.actions { button.btn { "Tanda tangani" } (quiet_link("/pakta/1/tolak", "Saya menolak")) }
        }))
        (note(Kind::Plain, html! { p { "Tanda tangan Anda masuk ke log transparansi. Nama Anda tidak ikut diterbitkan; hanya Anda dan unit Anda yang memegang buktinya." } }))
    }
}

fn receipt(visit: &Visit) -> Markup {
    html! {
        (note(Kind::Ok, html! { p { strong { "Tanda tangan Anda tercatat." } " Simpan bukti ini; dengannya siapa pun dapat memeriksa bahwa tanda tangan itu ada." } }))
        (facts(&[
            ("Gerakan", html! { "Deklarasi Petugas Pemasyarakatan" }), ("Waktu", when(morning(12), Zone::Wib, visit.lang)),
            ("Sesi dibuka dengan", html! { "kata sandi dan kode sekali pakai" }), ("Keadaan", tag(Kind::Ok, "Lengkap")),
        ]))
        (copyable("bukti", "c2sp.org/tlog-proof@v1\nindex 61481\nQmFzZTY0IGNvbnRvaCBidWt0aSB5YW5nIHBhbmphbmcgc2VrYWxpIGRhbiBwYXRhaCBkaSBtYW5hLW1hbmE=\n", visit.lang))
        (qr("https://netra.invalid/verifikasi?bukti=0123456789", "Kode QR ke halaman pemeriksaan"))
        (onward("/pakta/1?di=7", "Baca dan tanda tangani ikrar"))
        p.actions { (button_link("/pakta/1/bukti.json", "Unduh bukti")) (print_button(visit.lang)) }
        (details("Apa arti setiap bagian?", html! { p { "Indeks adalah nomor catatan di log." } }))
        (note(Kind::Warn, html! { p { "Belum disaksikan; muat ulang dalam satu menit." } }))
        (note(Kind::Bad, html! { p { "Bukti ini tidak cocok dengan log." } }))
    }
}

fn board(visit: &Visit) -> Markup {
    let map =
        TileMap { label: "Cakupan pakta per Kantor Wilayah", tiles: &tiles(false), public: true, lang: visit.lang };
    live(
        "/papan-hidup.html",
        5,
        visit.lang,
        stage(
            html! {
                h1 { "Ikrar Netralitas Serentak" }
                p.big { "61.482" }
                (bar(61_482, 69_871))
                p.of { "dari 69.871 pegawai · 88,0\u{a0}%" }
                p.of { "33 Kantor Wilayah · pukul 08.12.30 WIB" }
            },
            map.show(),
        ),
    )
}

/// Two things to do at a declaration, each with its code.
fn codes() -> Markup {
    let part = |what: &str, typed: &str, at: &str, count: &str| {
        html! {
            h2 { (what) }
            (qr(&format!("https://netra.contoh.example{at}"), what))
            p.digits { (typed) }
            p.of { "atau ketik di " strong { "netra.contoh.example" (at) } }
            p.of { strong { (count) } }
        }
    };
    twin(
        html! { h1 { "Apel Siaga dan Deklarasi" } p.of { "Kantor Wilayah Bali · pukul 08.12 WITA" } },
        part("1 Presensi", "731 294", "/hadir/12", "412 hadir dari 450"),
        part("2 Ikrar", "7-K7M4PX", "/pakta/3", "388 ikrar ditandatangani di sini"),
    )
}
