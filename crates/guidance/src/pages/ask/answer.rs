//! The answer on the page: the verdict in great letters and a shape, why, what would follow, what one may do instead.
//! It only words what `rules::ask` found; it is advice with its grounds, an officer decides.

use super::form;
use crate::rules::ask::{Answer, Choice, Told, Whom, instead};
use maud::{Markup, html};
use netra_base::{Day, Lang};
use netra_rulebook::Library;
use netra_rulebook::model::{Class, Decision, Lane, Level, Row, Rulebook, Stage, Standing, Verdict, What};
use netra_rulebook::pages::parts;
use netra_web::Visit;
use netra_web::components::{Kind, details, facts, note};

/// The whole answer.
pub(super) fn show(visit: &Visit, library: &Library, choice: &Choice, answer: &Answer) -> Markup {
    let (lang, book) = (visit.lang, library.book());
    let day = choice.day.unwrap_or(book.horizon);
    html! {
        (headline(kind(answer.verdict), &parts::shape(answer.verdict), answer.verdict.name(lang)))
        (recap(book, choice, day, lang))
        @if let Some(why) = &answer.outside {
            p { (why.say.to(lang)) }
            (ask_first(lang))
            p { (lang.say(
                "Aturan yang tidak bergantung pada tahap pemilihan (keanggotaan partai, keputusan jabatan yang memihak, kegiatan yang mengarah pada keberpihakan) tetap berlaku.",
                "The rules that do not depend on the stage of an election (party membership, biased official decisions, partisan activities) still hold.")) }
        } @else if answer.verdict == Verdict::Undecided {
            (ask_first(lang))
        }
        @if answer.outside.is_some() && !answer.told.is_empty() {
            h2 { (lang.say("Sebagai pegangan", "As a guide")) }
            p { (lang.say("Beginilah jawabannya pada pemilihan yang ada di buku:", "This is the answer for the election in the book:")) }
        } @else if answer.told.len() > 1 {
            p { (depends(&choice.whom, lang)) }
        }
        div.stages {
            @for told in &answer.told { (card(library, choice, told, answer, lang)) }
        }
        @if answer.verdict != Verdict::Allowed { (instead_of(library, choice, day, lang)) }
        p.soft { (lang.say(
            "Ini nasihat, bukan putusan dan bukan catatan tentang Anda. Apakah seseorang melanggar, pejabat yang memutuskan setelah pemeriksaan.",
            "This is advice, not a ruling and not a record about you. Whether somebody broke a rule is decided by an officer after an examination.")) }
    }
}

fn kind(verdict: Verdict) -> Kind {
    match verdict {
        Verdict::Allowed => Kind::Ok,
        Verdict::Undecided => Kind::Warn,
        Verdict::Forbidden => Kind::Bad,
    }
}

/// The great words of an answer with their shape: told apart without colour.
pub(in crate::pages) fn headline(kind: Kind, shape: &Markup, words: &str) -> Markup {
    note(kind, html! { h1.verdict { (shape) span { (words) } } })
}

/// What was asked, so that nobody reads the answer to another question.
fn recap(book: &Rulebook, choice: &Choice, day: Day, lang: Lang) -> Markup {
    let whom = match &choice.whom {
        Whom::Contest(id) => book.contest(id).map_or(id.as_str(), |(row, _)| row.name(lang)),
        Whom::Party => lang.say("partai politik", "a political party"),
        Whom::Unknown => lang.say("belum tahu untuk siapa", "not known for whom"),
    };
    html! {
        p.lead {
            strong { (book.act(&choice.act).map_or(choice.act.as_str(), |act| act.title.to(lang))) }
            br; (whom) " · " (lang.day(day)) " · " (book.person(choice.person).map_or("", |row| row.title.to(lang)))
            @for one in &choice.circumstances { br; (form::circumstance(*one, lang)) }
        }
    }
}

fn ask_first(lang: Lang) -> Markup {
    note(
        Kind::Warn,
        html! { p { (lang.say(
        "Jangan lakukan dulu. Tanyakan kepada tim pembinaan dan pengawasan di unit Anda. Bertanya lebih dahulu adalah langkah yang baik.",
        "Do not do it yet. Ask the oversight team of your unit. Asking first is a good step.")) } },
    )
}

/// What the answer hangs on when the stages differ.
fn depends(whom: &Whom, lang: Lang) -> &'static str {
    if *whom == Whom::Party {
        return lang.say(
            "Jawabannya bergantung pada satu hal: sudahkah KPU menetapkan para calon?",
            "It depends on one thing: has the KPU fixed the candidates?",
        );
    }
    lang.say(
        "Jawabannya bergantung pada satu hal: sudahkah KPU menetapkan orang itu sebagai calon? Sebelum itu ia disebut bakal calon.",
        "It depends on one thing: has the KPU fixed this person as a candidate? Before that he is a prospective candidate.",
    )
}

/// One decision with its grounds.
fn card(library: &Library, choice: &Choice, told: &Told, answer: &Answer, lang: Lang) -> Markup {
    let (book, decision) = (library.book(), &told.decision);
    let guide = answer.outside.is_some();
    html! {
        section.card {
            @if guide || answer.told.len() > 1 {
                h3 { (stage_heading(choice, told.standing, lang)) }
                p { (parts::verdict_tag(lang, decision.verdict)) }
            }
            (example(book, choice, told, guide, lang))
            (reason(book, choice, told, lang))
            (facts(&consequences(book, decision, lang)))
            (grounds(book, decision, lang))
            @if !decision.notes.is_empty() {
                (details(lang.say("Catatan dan keraguan", "Notes and doubts"), html! {
                    ul { @for one in &decision.notes { li { (parts::linked(lang, library, one.to(lang))) } } }
                }))
            }
        }
    }
}

fn stage_heading(choice: &Choice, standing: Option<Standing>, lang: Lang) -> &'static str {
    let party = choice.whom == Whom::Party;
    match standing {
        Some(Standing::Prospective) if party => lang.say("Sebelum calon ditetapkan", "Before candidates are fixed"),
        Some(Standing::Candidate) if party => lang.say("Setelah calon ditetapkan", "After candidates are fixed"),
        Some(Standing::Prospective) => lang.say("Jika masih bakal calon", "If still a prospective candidate"),
        Some(Standing::Candidate) => lang.say("Jika sudah calon", "If already a candidate"),
        None => lang.say("Bakal calon maupun calon", "Prospective candidate or candidate"),
    }
}

/// Why, in two sentences: what the row says, and why it holds on that day.
fn reason(book: &Rulebook, choice: &Choice, told: &Told, lang: Lang) -> Markup {
    let first = told.decision.rules.first().and_then(|id| book.row(id));
    let Some(row) = first else {
        return html! { p { (told.decision.notes.first().map_or("", |one| one.to(lang))) } };
    };
    html! { p { (row.says.to(lang)) " " (because(book, choice, row, told, lang)) } }
}

fn because(book: &Rulebook, choice: &Choice, row: &Row, told: &Told, lang: Lang) -> String {
    let What::Rule(rule) = &row.what else {
        return lang.say("Ini larangan undang-undang pemilihan.", "This is a ban of the election law.").to_owned();
    };
    if rule.verdict == Verdict::Allowed {
        return row.note.as_ref().map_or_else(String::new, |note| note.to(lang).to_owned());
    }
    let Some((_, contest)) = book.contest(&told.contest).filter(|_| rule.stage != Stage::Any) else {
        let (id, en) = (
            "Aturan ini tidak bergantung pada apakah orangnya sudah ditetapkan sebagai calon.",
            "This rule does not depend on whether the person is fixed as a candidate yet.",
        );
        return lang.say(id, en).to_owned();
    };
    let standing = match (rule.stage, choice.whom == Whom::Party) {
        (Stage::Prospective, true) => lang.say("calon belum ditetapkan", "the candidates were not fixed yet"),
        (Stage::Prospective, false) => lang.say("orangnya masih bakal calon", "the person was a prospective candidate"),
        (_, true) => lang.say("calon sudah ditetapkan", "the candidates were fixed"),
        (_, false) => lang.say("orangnya sudah calon", "the person was a candidate"),
    };
    let (day, fixed) = (lang.day(told.day), lang.day(contest.fixed));
    match lang {
        Lang::Id => format!("Pada {day} {standing}: KPU (Komisi Pemilihan Umum) menetapkan calon pada {fixed}."),
        Lang::En => format!("On {day} {standing}: the KPU (the election commission) fixed the candidates on {fixed}."),
    }
}

/// Which contest the answer speaks of, where the asker named none or the day is only an example.
fn example(book: &Rulebook, choice: &Choice, told: &Told, guide: bool, lang: Lang) -> Markup {
    let name = book.contest(&told.contest).map_or("", |(row, _)| row.name(lang));
    html! {
        @if guide {
            p.source { (lang.say("Menurut aturan pada", "By the rules of")) " " (lang.day(told.day)) ", " (name) }
        } @else if told.standing.is_some() && !matches!(choice.whom, Whom::Contest(_)) {
            p.source { (lang.say("Misalnya:", "For example:")) " " (name) }
        }
    }
}

fn consequences(book: &Rulebook, decision: &Decision, lang: Lang) -> Vec<(&'static str, Markup)> {
    let mut list = Vec::new();
    if decision.class != Class::None {
        let level = (decision.level != Level::None).then(|| decision.level.name(lang).to_lowercase());
        let words = html! { strong { (decision.class.name(lang)) @if let Some(level) = level { ": " (level) } } " " span.soft { (explained(decision.class, lang)) } };
        list.push((lang.say("Jenis pelanggaran", "Class of breach"), words));
        list.push((lang.say("Kisaran sanksi", "Range of sanction"), sanctions(book, decision, lang)));
    }
    let beyond: Vec<_> =
        decision.lanes.iter().filter(|lane| **lane != Lane::Agency).map(|lane| lane.name(lang)).collect();
    if !beyond.is_empty() {
        let (label, words) = if decision.lanes.contains(&Lane::Agency) {
            (
                lang.say("Jalur lain", "Other ways"),
                lang.say(
                    "Mungkin, di samping sanksi dari instansi; lihat catatan.",
                    "Possible, besides what the agency does; see the notes.",
                ),
            )
        } else {
            (lang.say("Jalurnya", "The way it goes"), lang.say("Mungkin; lihat catatan.", "Possible; see the notes."))
        };
        list.push((label, html! { (beyond.join(", ")) " " span.soft { (words) } }));
    }
    list.push((lang.say("Seberapa pasti", "How sure"), parts::confidence_badge(lang, decision.confidence)));
    list
}

fn explained(class: Class, lang: Lang) -> &'static str {
    match class {
        Class::None => "",
        Class::Contract => {
            lang.say("Sanksinya menurut kontrak kerja tahunan.", "The yearly contract says the sanction.")
        }
        Class::Ethics => lang.say(
            "Aturan sikap pegawai; akibatnya sanksi moral.",
            "The rules of conduct; what follows is a moral sanction.",
        ),
        Class::Discipline => lang.say(
            "Aturan disiplin pegawai; hukumannya ringan, sedang, atau berat.",
            "The rules of discipline; punishments are light, medium or heavy.",
        ),
        Class::DismissalByLaw => {
            lang.say("Undang-undang sendiri mengakhiri hubungan kerja.", "The law itself ends the service.")
        }
    }
}

/// The mildest and the heaviest.
fn sanctions(book: &Rulebook, decision: &Decision, lang: Lang) -> Markup {
    let name = |id: &String| book.row(id).map_or(id.as_str(), |row| row.name(lang)).to_owned();
    html! {
        @match decision.sanctions.as_slice() {
            [] => (lang.say("Aturan tidak menyebut tingkatnya; pejabat memutuskan dengan alasan tertulis.", "The rules give no level; an officer decides with a written reason.")),
            [only] => (name(only)),
            [mild, .., heavy] => { (lang.say("dari", "from")) " “" (name(mild)) "” " (lang.say("sampai", "to")) " “" (name(heavy)) "”" },
        }
    }
}

/// The rows it rests on, with their articles.
fn grounds(book: &Rulebook, decision: &Decision, lang: Lang) -> Markup {
    let rows: Vec<&Row> = decision.rules.iter().filter_map(|id| book.row(id)).collect();
    html! {
        @if !rows.is_empty() {
            p { strong { (lang.say("Dasarnya", "Its grounds")) } }
            ul { @for row in rows { (ground(row, lang)) } }
        }
    }
}

/// One row as a line: its address and its articles.
pub(in crate::pages) fn ground(row: &Row, lang: Lang) -> Markup {
    html! {
        li {
            a href={ "/aturan/" (row.id) } { (row.id) }
            @if row.articles.is_empty() { " " (row.says.to(lang)) } @else { " " (row.articles.join("; ")) }
        }
    }
}

fn instead_of(library: &Library, choice: &Choice, day: Day, lang: Lang) -> Markup {
    let rows = instead(library.book(), choice, day);
    html! {
        @if !rows.is_empty() {
            section.card {
                h2 { (lang.say("Yang boleh Anda lakukan", "What you may do instead")) }
                ul { @for row in rows { li {
                    (row.says.to(lang))
                    @if let Some(note) = &row.note { " " span.soft { (parts::linked(lang, library, note.to(lang))) } }
                    " " a href={ "/aturan/" (row.id) } { (row.id) }
                } } }
            }
        }
    }
}
