//! Figures of a place: what was gained, for who oversees; what was said, for its keepers. Each with what it means.

use crate::model::{Answers, Gain, Said, definition};
use crate::rules::SMALLEST;
use maud::{Markup, html};
use netra_base::{Lang, Result};
use netra_guidance::model::Bank;
use netra_web::components::{Cell, Column, Table};

/// What was gained at an activity.
pub(super) fn gained(lang: Lang, gain: &Gain) -> Result<Markup> {
    let smallest = Bank::house()?.settings.smallest;
    let told = &gain.told;
    let columns = vec![
        Column::text(""),
        Column::number(lang.say("Pegawai", "Employees")),
        Column::number(lang.say("Nilai", "Score")),
    ];
    let row = |words: &str, people: String, mean: String| vec![Cell::text(words), Cell::text(people), Cell::text(mean)];
    let table = Table::new(lang.say("Tes di kegiatan ini", "Tests at this activity"), columns).caption_hidden().rows([
        row(lang.say("Tes awal", "Pre-test"), told.pre.words(lang, smallest), told.pre_mean.words(lang)),
        row(
            lang.say("Tes akhir pertama", "First post-test"),
            told.post.words(lang, smallest),
            told.post_mean.words(lang),
        ),
        row(
            lang.say("Mengerjakan keduanya: perolehan", "Took both: gain"),
            told.pairs.words(lang, smallest),
            told.gain.signed_words(lang),
        ),
        row(lang.say("Lulus tes akhir", "Passed the post-test"), told.passed.words(lang, smallest), told.share(lang)),
    ]);
    Ok(html! {
        h2 id="perolehan" { (lang.say("Angka tes", "Figures of the tests")) }
        (table.show())
        p.source { (definition()?.to(lang)) }
    })
}

/// What was said of an activity.
pub(super) fn heard(lang: Lang, said: &Said) -> Markup {
    let [useful, clear, better] = Answers::questions();
    let told = &said.told;
    let columns = vec![
        Column::text(lang.say("Pertanyaan", "Question")),
        Column::number(lang.say("Jawaban", "Answers")),
        Column::number(lang.say("Rata-rata dari 5", "Mean of 5")),
    ];
    let people = told.people.words(lang, SMALLEST);
    let table = Table::new(lang.say("Tanggapan peserta", "Feedback"), columns).caption_hidden().cards().rows([
        vec![Cell::text(useful.to(lang)), Cell::text(&people), Cell::text(told.useful.words(lang))],
        vec![Cell::text(clear.to(lang)), Cell::text(&people), Cell::text(told.clear.words(lang))],
    ]);
    html! {
        h2 id="kata-peserta" { (lang.say("Tanggapan peserta", "Feedback")) }
        (table.show())
        @if !said.notes.is_empty() {
            h3 { (better.to(lang)) }
            ul { @for note in &said.notes { li { (note) } } }
        }
        p.source { (lang.say(
            "Satu jawaban tiap pegawai. Jawaban disebut dalam kelompok sedikitnya lima orang; kurang dari itu belum tampak. Jawaban bebas berurutan acak, tanpa nama dan waktu, paling banyak empat puluh.",
            "One answer each employee. Answers are told in groups of at least five people; fewer do not show yet. Free answers stand in random order, without name and time, at most forty.")) }
    }
}
