//! What came of an import, on a screen: the sentence, the bar while it runs, and the refused rows one by one.

use super::imports::Shown;
use crate::desk::Stage;
use crate::import::{KEPT_PROBLEMS, Problem};
use maud::{Markup, html};
use netra_base::{Lang, Refusal};
use netra_web::Visit;
use netra_web::components::text::note_refusals;
use netra_web::components::{Cell, Column, Figure, Kind, Table, button_link, figures, note, pages, quiet_link};

/// Refused rows on a page.
pub(super) const ROWS: u32 = 50;

/// The five figures of an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub read: i64,
    pub inserted: i64,
    pub updated: i64,
    pub unchanged: i64,
    pub refused: i64,
}

impl Tally {
    /// The figures as one sentence.
    pub fn sentence(self, dry_run: bool, lang: Lang) -> String {
        let [read, inserted, updated, unchanged, refused] =
            [self.read, self.inserted, self.updated, self.unchanged, self.refused].map(|figure| lang.number(figure));
        match (lang, dry_run) {
            (Lang::Id, false) => {
                format!("Dari {read} baris: {inserted} baru, {updated} berubah, {unchanged} tetap, {refused} ditolak.")
            }
            (Lang::Id, true) => format!(
                "Uji coba, tidak ada yang ditulis. Dari {read} baris: {inserted} akan baru, {updated} akan berubah, {unchanged} tetap, {refused} akan ditolak."
            ),
            (Lang::En, false) => {
                format!("Of {read} rows: {inserted} new, {updated} changed, {unchanged} the same, {refused} refused.")
            }
            (Lang::En, true) => format!(
                "A trial, nothing was written. Of {read} rows: {inserted} would be new, {updated} would change, {unchanged} stay the same, {refused} would be refused."
            ),
        }
    }
}

/// The part that renews itself while the import runs; afterwards it says so and leads to the outcome.
pub(super) fn progress(shown: &Shown, lang: Lang) -> Markup {
    let Some(job) = shown.job.as_ref().filter(|job| matches!(job.stage, Stage::Running)) else {
        return html! { (note(Kind::Ok, html! { p { strong { (lang.say("Selesai.", "Done.")) } " " a href=(shown.href()) { (lang.say("Lihat hasilnya", "See the outcome")) } } })) };
    };
    let (done, total) = (job.progress.bytes.min(job.progress.total), job.progress.total);
    let rows = lang.number(i64::try_from(job.progress.rows).unwrap_or(0));
    html! {
        @if total == 0 {
            progress aria-label=(lang.say("Memeriksa berkas", "Checking the file")) {}
            p role="status" { (lang.say("Memeriksa berkas dari awal sampai akhir; belum ada yang ditulis.", "Checking the file from beginning to end; nothing has been written yet.")) }
        } @else {
            progress max=(total) value=(done) aria-label=(lang.say("Kemajuan impor", "Progress of the import")) {}
            p role="status" { (rows) " " (lang.say("baris selesai", "rows done")) ", "
                (lang.percent(i64::try_from(done).unwrap_or(0), i64::try_from(total).unwrap_or(0))) " " (lang.say("dari berkas.", "of the file.")) }
        }
        p { (lang.say("Anda boleh menutup halaman ini; impor tetap berjalan, dan halaman ini dapat dibuka lagi.", "You may close this page; the import goes on, and this page can be opened again.")) }
    }
}

/// An import that has ended, or was stopped.
pub(super) fn ended(visit: &Visit, shown: &Shown) -> Markup {
    let lang = visit.lang;
    html! {
        @match &shown.stage {
            Some(Stage::Refused(list)) => (whole_file(list, lang)),
            Some(Stage::Failed) => (note(Kind::Bad, html! { p { strong { (lang.say("Kami gagal di tengah jalan; kesalahan ada pada kami. ", "We failed half-way; the fault is ours. ")) } (resumable(lang)) } })),
            None if !shown.finished => (note(Kind::Warn, html! {
                p { strong { (lang.say("Impor ini belum selesai. ", "This import is unfinished. ")) } (lang.say("Server berhenti di tengah jalan. ", "The server stopped half-way. ")) (resumable(lang)) }
            })),
            _ => (figures_of(shown, lang)),
        }
        @if !matches!(shown.stage, Some(Stage::Refused(_))) { (refused_rows(visit, shown)) }
        (next_step(shown, lang))
    }
}

fn whole_file(list: &[Refusal], lang: Lang) -> Markup {
    html! {
        p { (lang.say("Berkas ini ditolak seluruhnya. Tidak ada yang diubah.", "The file was refused as a whole. Nothing was changed.")) }
        (note_refusals(list, lang))
    }
}

fn resumable(lang: Lang) -> &'static str {
    lang.say(
        "Yang sudah tertulis tetap ada. Impor berkas yang sama sekali lagi: baris yang sudah masuk dihitung \u{201c}tetap\u{201d}, sisanya dilanjutkan.",
        "What was written stays. Import the same file once more: rows already taken count as \u{201c}the same\u{201d}, the rest goes on.",
    )
}

fn figures_of(shown: &Shown, lang: Lang) -> Markup {
    let tally = shown.tally;
    let share = |part: i64, words: &str| Figure::new(lang.number(part), words.to_owned()).share(part, tally.read);
    html! {
        (note(if tally.refused == 0 { Kind::Ok } else { Kind::Warn }, html! { p { (tally.sentence(shown.dry_run, lang)) } }))
        (figures(&[
            Figure::new(lang.number(tally.read), lang.say("baris data dibaca", "data rows read").to_owned()),
            share(tally.inserted, if shown.dry_run { lang.say("akan baru", "would be new") } else { lang.say("baru", "new") }),
            share(tally.updated, if shown.dry_run { lang.say("akan berubah", "would change") } else { lang.say("berubah", "changed") }),
            share(tally.unchanged, lang.say("tetap", "the same")),
            share(tally.refused, if shown.dry_run { lang.say("akan ditolak", "would be refused") } else { lang.say("ditolak", "refused") }),
        ]))
    }
}

fn refused_rows(visit: &Visit, shown: &Shown) -> Markup {
    let lang = visit.lang;
    let kept = i64::try_from(KEPT_PROBLEMS).unwrap_or(i64::MAX);
    html! {
        @if shown.tally.refused > 0 {
            h2 { (lang.say("Baris yang ditolak", "Refused rows")) }
            p { (lang.say("Nomor baris adalah nomor di lembar Anda; judul kolom adalah baris 1. Perbaiki baris-baris ini, lalu impor lagi: baris yang lain tidak terganggu.", "Row numbers are those of your sheet; the column names are row 1. Correct these rows and import again: the others are not disturbed.")) }
            (table(&shown.problems, lang).show())
            (pages(visit, shown.first, shown.next.as_deref()))
            p.actions { (quiet_link(&format!("{}/penolakan.csv", shown.href()), lang.say("Unduh semua penolakan (CSV)", "Download all refusals (CSV)"))) }
            @if shown.tally.refused > kept {
                p.source { (lang.say("Halaman ini menampilkan ", "This page shows the first ")) (lang.number(kept)) (lang.say(" penolakan pertama.", " refusals.")) }
            }
        }
    }
}

fn table(problems: &[Problem], lang: Lang) -> Table {
    let columns = vec![
        Column::text(lang.say("Baris dan kolom", "Row and column")),
        Column::text(lang.say("Apa yang salah", "What is wrong")),
    ];
    let rows = problems.iter().map(|problem| {
        let place = html! {
            (lang.say("Baris", "Row")) " " (lang.number(i64::try_from(problem.row).unwrap_or(i64::MAX)))
            @if !problem.column.is_empty() { br; code.mono { (problem.column) } }
        };
        vec![Cell::of(place), Cell::text(problem.say.to(lang))]
    });
    Table::new(lang.say("Baris yang ditolak dan sebabnya", "Refused rows and why"), columns).rows(rows)
}

fn next_step(shown: &Shown, lang: Lang) -> Markup {
    let job = shown.job.as_ref();
    html! {
        @if job.is_some_and(|job| job.can_run) {
            h2 { (lang.say("Jalankan sungguhan?", "Run it for real?")) }
            p { (if shown.tally.refused > 0 {
                lang.say("Baris yang ditolak dilewati; yang lain ditulis. Anda juga dapat memperbaiki berkasnya dulu dan mengunggahnya lagi.", "Refused rows are left out; the others are written. You may also correct the file first and upload it again.")
            } else {
                lang.say("Berkas yang sama ditulis ke daftar pegawai, dan satu catatan masuk ke log.", "The same file is written to the registry, and one entry goes into the log.")
            }) }
            form method="post" action={ (shown.href()) "/jalankan" } { p.actions { button.btn { (lang.say("Tulis perubahan ini", "Write these changes")) } (quiet_link("/pegawai/impor", lang.say("Unggah berkas lain", "Upload another file"))) } }
            p.source { (lang.say("Unggahan ini disimpan paling lama satu jam, lalu dihapus.", "This upload is kept for one hour at most, then deleted.")) }
        } @else if let Some(followed) = job.and_then(|job| job.followed.as_deref()) {
            p.actions { (button_link(&format!("/pegawai/impor/{followed}"), lang.say("Lihat impor sungguhannya", "See the real import"))) }
        } @else {
            p.actions { (quiet_link("/pegawai/impor", lang.say("Unggah berkas lain", "Upload another file"))) (quiet_link("/pegawai", lang.say("Cari pegawai", "Search people"))) }
        }
    }
}
