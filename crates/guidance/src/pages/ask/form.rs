//! The form of the wizard: what, for whom, when, who, under which circumstances, in plain words. It shows again what
//! was chosen and what was refused. What follows is not decided here.

use maud::{Markup, html};
use netra_base::{Day, Lang, Refusal};
use netra_rulebook::model::{Act, Circumstance, Contest, Row, Rulebook};
use netra_web::Visit;
use netra_web::components::{Filled, Input, Radios, error_summary};
use netra_web::form::Fields;

/// A form with this field only opens the wizard: it does not answer yet.
pub(super) const OPEN: &str = "isi";

/// The form with what it needs.
#[derive(Clone, Copy)]
pub(super) struct Wizard<'a> {
    pub visit: &'a Visit,
    pub book: &'a Rulebook,
    pub fields: Option<&'a Fields>,
    pub refusals: &'a [Refusal],
    pub today: Day,
}

/// A circumstance in the words of the form.
pub(super) fn circumstance(one: Circumstance, lang: Lang) -> &'static str {
    match one {
        Circumstance::Spouse => {
            lang.say("Calon itu suami atau istri saya sendiri", "The candidate is my own husband or wife")
        }
        Circumstance::UnpaidLeave => lang.say(
            "Saya sedang cuti di luar tanggungan negara (CLTN: cuti panjang tanpa gaji)",
            "I am on unpaid leave (CLTN: a long leave without pay)",
        ),
        Circumstance::Attributes => lang.say(
            "Saya memakai atribut partai, calon, atau kepegawaian (kaus, seragam, Korpri)",
            "I wear something of a party, a candidate or the civil service (shirt, uniform, Korpri)",
        ),
        Circumstance::StateFacilities => lang.say(
            "Saya memakai fasilitas kantor (mobil dinas, ruang, alat)",
            "I use what belongs to the office (car, room, equipment)",
        ),
        Circumstance::Mobilising => {
            lang.say("Saya mengerahkan orang lain (menyuruh, mengumpulkan)", "I mobilise other people (order, gather)")
        }
    }
}

/// Whom, in words that need no term of law.
fn contest(row: &Row, contest: &Contest, lang: Lang) -> String {
    let year = contest.voting.ymd().0;
    let words = match row.id.split('-').next() {
        Some("president") => {
            lang.say("Calon presiden atau wakil presiden", "A candidate for president or vice-president")
        }
        Some("dpr") => lang.say("Calon anggota DPR (pusat)", "A candidate for the DPR (national parliament)"),
        Some("dpd") => lang.say("Calon anggota DPD", "A candidate for the DPD (regional representatives)"),
        Some("dprd") => lang
            .say("Calon anggota DPRD (provinsi, kabupaten, atau kota)", "A candidate for a DPRD (regional parliament)"),
        Some("pilkada") => {
            lang.say("Calon gubernur, bupati, atau wali kota", "A candidate for governor, regent or mayor")
        }
        _ => return row.name(lang).to_owned(),
    };
    format!("{words}, {year}")
}

impl Wizard<'_> {
    fn lang(&self) -> Lang {
        self.visit.lang
    }

    fn filled(&self) -> Filled<'_> {
        // A form that came with an act alone is blank but for that act.
        match self.fields.filter(|fields| !fields.ticked(OPEN)) {
            Some(fields) => Filled::again(self.lang(), fields, self.refusals),
            None => Filled::blank(self.lang()),
        }
    }

    fn act_chosen(&self) -> Option<&Act> {
        self.book.act(self.fields?.get("act")?)
    }

    /// The form.
    pub(super) fn show(&self) -> Markup {
        let (lang, filled) = (self.lang(), self.filled());
        let persons = self.book.persons.iter().map(|row| (row.id.clone(), row.title.to(lang).to_owned())).collect();
        let boxes = Circumstance::ALL.map(|one| (one.code().to_owned(), circumstance(one, lang).to_owned())).to_vec();
        html! {
            (error_summary(filled))
            form method="post" action="/tanya" novalidate autocomplete="off" {
                (self.acts())
                (Radios::one("contest", lang.say("Siapa yang didukung, atau dirugikan?", "Who is favoured, or harmed?"), self.whom())
                    .hint(lang.say("Bakal calon juga dihitung: orang yang ingin maju tetapi belum ditetapkan KPU (Komisi Pemilihan Umum).", "Prospective candidates count too: people who want to stand but are not yet fixed by the KPU (the election commission)."))
                    .show(filled))
                (Input::day("date", lang.say("Kapan?", "When?")).value(self.today.to_string())
                    .hint(lang.say("Hari perbuatannya. Bila sudah terjadi, isi hari kejadiannya.", "The day of the act. If it has happened already, the day it happened."))
                    .show(filled))
                (Radios::one("employment", lang.say("Anda sendiri siapa?", "What are you?"), persons).show(filled))
                (Radios::several("circumstances", lang.say("Apakah ada di antara ini yang benar?", "Is any of these so?"), boxes)
                    .hint(lang.say("Biarkan kosong bila tidak ada.", "Leave empty if none is."))
                    .optional().show(filled))
                p.actions { button.btn { (lang.say("Lihat jawabannya", "See the answer")) } }
            }
        }
    }

    fn whom(&self) -> Vec<(String, String)> {
        let lang = self.lang();
        let mut all: Vec<_> =
            self.book.contests().map(|(row, one)| (row.id.clone(), contest(row, one, lang))).collect();
        all.push((
            "party".into(),
            lang.say("Partai politik, bukan satu calon", "A political party, not one candidate").into(),
        ));
        all.push(("unknown".into(), lang.say("Saya tidak tahu", "I do not know").into()));
        all
    }

    fn acts(&self) -> Markup {
        let (lang, chosen) = (self.lang(), self.act_chosen());
        let error = self.refusals.iter().find(|refusal| refusal.field.as_deref() == Some("act"));
        let open = chosen.map(|act| &act.group).or_else(|| self.book.groups.first().map(|group| &group.id));
        html! {
            fieldset.field.wrong[error.is_some()] #f-act aria-describedby=[error.map(|_| "f-act-e")] {
                legend { (lang.say("Apa yang akan Anda lakukan?", "What are you about to do?")) }
                p.hint { (lang.say("Buka kelompok yang paling dekat, lalu pilih satu.", "Open the group that comes nearest and choose one.")) }
                @if let Some(error) = error { p.error #f-act-e { (error.say.to(lang)) } }
                @for group in &self.book.groups {
                    details.more open[open == Some(&group.id)] {
                        summary { (group.title.to(lang)) }
                        @for act in self.book.acts.iter().filter(|act| act.group == group.id) {
                            label.pick {
                                input type="radio" name="act" value=(act.id) checked[chosen.is_some_and(|one| one.id == act.id)];
                                span { (act.title.to(lang)) @if let Some(hint) = &act.hint { br; span.soft { (hint.to(lang)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A button that opens the wizard with this act chosen.
pub(in crate::pages) fn hidden_act(act: &Act, lang: Lang) -> Markup {
    html! {
        form method="post" action="/tanya" {
            input type="hidden" name="act" value=(act.id);
            input type="hidden" name=(OPEN) value="1";
            p.actions { button.btn.quiet { (lang.say("Periksa menurut keadaan saya", "Check it for my own case")) } }
        }
    }
}
