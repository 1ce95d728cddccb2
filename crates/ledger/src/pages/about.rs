//! `/log`: what the public log is, for a citizen and for a journalist, and everything they need to hold us
//! to it. It reads no table: the published head is in memory.

use crate::Log;
use axum::Extension;
use axum::response::Response;
use maud::{Markup, html};
use netra_base::{Lang, canonical};
use netra_web::Visit;
use netra_web::components::{Figure, Kind, button_link, copyable, details, figures, note, quiet_link};

/// The page.
pub async fn about(visit: Visit, Extension(log): Extension<Log>) -> Response {
    let lang = visit.lang;
    let head = log.published();
    let body = html! {
        (figures(&[
            Figure::new(lang.number(head.size.cast_signed()), lang.say(
                "catatan di dalam log pada pos pemeriksaan terakhir. Setiap catatan adalah satu tindakan resmi.",
                "entries in the log at the latest checkpoint. Each entry is one official act."))
                .source(log.origin()),
            Figure::new("0", lang.say(
                "saksi luar yang ikut menandatangani. Sampai ada, waktu pada bukti adalah kata server sendiri.",
                "outside witnesses have cosigned. Until some do, the time on a receipt is the server's own word.")),
        ]))
        @if is_sample(log.origin()) {
            (note(Kind::Warn, html! { p { strong { "CONTOH. " } (lang.say(
                "Log ini milik peragaan: namanya berakhir dengan .invalid dan tidak ada isinya yang sungguh terjadi.",
                "This log belongs to a demonstration: its name ends in .invalid and nothing in it really happened.")) } }))
        }
        (meaning(lang))
        (current(&log, &head.checkpoint, lang))
        (how_to_check(lang))
        (technical(&log, &head.root, lang))
    };
    visit
        .page(visit.say("Log transparansi", "Transparency log"))
        .current("/log")
        .narrow()
        .lead(visit.say(
            "Daftar yang hanya dapat bertambah. Apa yang sudah terbit tidak dapat dihapus atau diubah tanpa ketahuan, juga oleh kami.",
            "A list that can only grow. What has been published cannot be removed or changed unnoticed, not by us either.",
        ))
        .show(body)
}

fn is_sample(origin: &str) -> bool {
    origin.split('/').next().unwrap_or_default().ends_with(".invalid")
}

fn meaning(lang: Lang) -> Markup {
    html! {
        section {
            h2 { (lang.say("Apa isinya, dan apa yang tidak", "What is in it, and what is not")) }
            p { (lang.say(
                "Setiap kali sesuatu yang resmi terjadi di sini (pakta ditandatangani, gerakan dibuka, daftar pegawai diimpor), satu catatan masuk ke log, dalam transaksi yang sama dengan tindakannya.",
                "Whenever something official happens here (a pledge is signed, a drive is opened, a roster is imported), one entry goes into the log, in the same transaction as the act itself.")) }
            p { strong { (lang.say("Log ini tidak memuat orang.", "The log holds no persons.")) } " " (lang.say(
                "Satu catatan hanya berisi jenis tindakan, tanggalnya, dan sebuah komitmen: sidik jari dari isi tindakan yang dicampur 32 bita acak. Dari komitmen itu tidak seorang pun dapat menebak nama. Hanya pemegang bukti yang dapat menunjukkan isi di baliknya.",
                "An entry holds only the kind of act, its day, and a commitment: a fingerprint of the act's content mixed with 32 random bytes. Nobody can guess a name from it. Only whoever holds the receipt can show the content behind it.")) }
            p { strong { (lang.say("Ukuran", "The size")) } " " (lang.say(
                "adalah jumlah catatan. Angka ini hanya dapat naik. Pos pemeriksaan adalah pernyataan bertanda tangan: \u{201c}pada ukuran sekian, sidik jari seluruh daftar adalah ini\u{201d}.",
                "is the number of entries. It can only rise. A checkpoint is a signed statement: \u{201c}at this size, the fingerprint of the whole list is this\u{201d}.")) }
        }
        section {
            h2 { (lang.say("Apa yang tidak dapat dilakukan tanpa ketahuan", "What nobody can do without being noticed")) }
            ul {
                li { (lang.say("Menghapus atau mengganti catatan lama: sidik jari seluruh daftar akan berbeda dari yang pernah terbit.", "Remove or replace an old entry: the fingerprint of the whole list would differ from what was published.")) }
                li { (lang.say("Menyisipkan catatan di antara yang lama atau mengubah urutannya.", "Slip an entry in between old ones, or change their order.")) }
                li { (lang.say("Menarik kembali sebuah tanda tangan yang buktinya sudah di tangan orang lain.", "Take back a signature whose receipt somebody already holds.")) }
                li { (lang.say("Menunjukkan daftar yang berbeda kepada orang yang berbeda, bila mereka membandingkan pos pemeriksaan yang mereka simpan.", "Show different lists to different people, if they compare the checkpoints they kept.")) }
            }
            h3 { (lang.say("Dan apa yang tidak dibuktikan log ini", "And what this log does not prove")) }
            ul {
                li { (lang.say("Bahwa suatu catatan benar; hanya bahwa ia dicatat dan sejak itu tidak berubah.", "That an entry is true; only that it was recorded and has not changed since.")) }
                li { (lang.say("Waktu. Jam pada bukti adalah kata server ini sendiri, sampai saksi luar (misalnya pengawas pemilu, universitas, pers) ikut menandatangani pos pemeriksaan. Saksi itu belum ada.", "Time. The time on a receipt is this server's own word until outside witnesses (an election supervisor, a university, the press) cosign the checkpoints. There are none yet.")) }
            }
        }
    }
}

fn current(log: &Log, checkpoint: &str, lang: Lang) -> Markup {
    html! {
        section {
            h2 { (lang.say("Pos pemeriksaan terakhir", "Latest checkpoint")) }
            p { (lang.say(
                "Nama log, ukuran, sidik jari seluruh daftar, dan tanda tangan. Simpan teks ini hari ini; siapa pun yang menyimpannya dapat kelak membuktikan bila daftar pernah dipendekkan atau ditulis ulang.",
                "The log's name, its size, the fingerprint of the whole list, and the signature. Keep this text today: whoever keeps it can prove later if the list was ever cut short or rewritten.")) }
            (copyable("pos", checkpoint, lang))
            h2 { (lang.say("Kunci log", "The log's key")) }
            p { (lang.say(
                "Dengan kunci ini tanda tangan di atas diperiksa. Kunci yang Anda terima bersama sebuah bukti tidak membuktikan apa-apa: ambil dari sini, bandingkan dengan salinan orang lain, lalu simpan.",
                "The signature above is checked with this key. A key that reaches you together with a receipt proves nothing: take it from here, compare it with somebody else's copy, and keep it.")) }
            (copyable("kunci", &log.key_text(), lang))
            p.actions {
                (button_link("/log/policy", lang.say("Unduh berkas kebijakan", "Download the policy file")))
                (quiet_link("/verifikasi", lang.say("Periksa sebuah bukti", "Check a receipt")))
            }
        }
    }
}

fn how_to_check(lang: Lang) -> Markup {
    html! {
        section {
            h2 { (lang.say("Memeriksa tanpa mempercayai kami", "Checking without trusting us")) }
            ol {
                li { (lang.say("Unduh berkas kebijakan di atas satu kali. Isinya hanya nama dan kunci log ini.", "Download the policy file above, once. It holds only the name and the key of this log.")) }
                li { (lang.say("Periksa bukti di komputer Anda sendiri, tanpa jaringan:", "Check a receipt on your own computer, without a network:")) (copyable("perintah", "netra verify bukti.json --policy netra-policy", lang)) }
                li { (lang.say("Atau pakai alat lain yang membaca format C2SP (tlog-proof, tlog-checkpoint, tlog-policy). Bukti dan log ini ditulis menurut format terbuka itu, apa adanya.", "Or use any other tool that reads the C2SP formats (tlog-proof, tlog-checkpoint, tlog-policy). Receipts and log are written in these open formats as they are.")) }
            }
        }
    }
}

fn technical(log: &Log, root: &[u8; 32], lang: Lang) -> Markup {
    let rows = [
        (
            "/log/checkpoint",
            lang.say("pos pemeriksaan (tlog-checkpoint, signed note)", "checkpoint (tlog-checkpoint, signed note)"),
        ),
        ("/log/key", lang.say("kunci publik (vkey, Ed25519)", "public key (vkey, Ed25519)")),
        ("/log/policy", lang.say("kebijakan (tlog-policy)", "policy (tlog-policy)")),
        ("/api/v1/log", lang.say("keadaan log sebagai JSON", "the state of the log as JSON")),
    ];
    details(
        lang.say("Alamat untuk alat dan pencermin log", "Addresses for tools and mirrors"),
        html! {
            ul { @for (href, words) in rows { li { a href=(href) { code.mono { (href) } } ": " (words) } } }
            p { code.mono { "/log/tile/<L>/<N>[.p/<W>]" } " " (lang.say("dan", "and")) " " code.mono { "/log/tile/entries/<N>[.p/<W>]" } ": "
                (lang.say("petak sidik jari dan isi catatan (tlog-tiles). Awalan log adalah ", "tiles of hashes and of entries (tlog-tiles). The prefix of the log is ")) code.mono { "/log" } "." }
            p { (lang.say("Nama log", "Name of the log")) ": " code.mono { (log.origin()) } br; (lang.say("Akar", "Root")) ": " code.mono { (canonical::base64(root)) } }
        },
    )
}
