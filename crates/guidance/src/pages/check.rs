//! The check of a text before it is posted: what the words would touch, and why they might be harmless. The text comes
//! in a form, stands in this one reply and nowhere else: not in an address, a log line, the database or an error.

mod marks;

use super::MENU;
use super::ask::{elsewhere, headline, in_force, nothing_kept};
use crate::body::{TEXT_LIMIT, looked, text_body};
use crate::selfcheck::{Finding, Findings, Tone};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use marks::{Passages, numbered};
use maud::{Markup, html};
use netra_base::{Lang, Refusal};
use netra_rulebook::model::{Rulebook, Stage, Verdict, What};
use netra_rulebook::pages::parts;
use netra_web::address;
use netra_web::components::{Filled, Kind, TextArea, error_summary, note};
use netra_web::form::Fields;
use netra_web::{Page, Reply, Site, Visit};

/// The longest text checked through the page: some fifty pages of a book.
const LONGEST: usize = 100_000;

/// A text of so many bytes is shown whole and stands in the form again; of a longer one only the sentences with
/// findings, so that the page stays light.
const WHOLE: usize = 4_000;

/// Reasons under one footnote: more are not read.
const WHYS: usize = 3;

/// The form alone: where the language switch and a reload lead.
pub async fn text_page(visit: Visit) -> Reply {
    let form = text_form(Filled::blank(visit.lang), "");
    Ok(page(&visit).show(html! { (form) (nothing_kept(visit.lang)) (elsewhere(visit.lang)) }))
}

fn page(visit: &Visit) -> Page<'_> {
    let title = visit.say("Periksa teks unggahan", "Check the text of a post");
    visit.page(title).current(MENU).narrow().under(MENU, visit.say("Tanya", "Ask"))
}

/// The form of a text, perhaps with the text in it. A browser would cut a long text silently, so the limit is said
/// here, not there.
pub(super) fn text_form(filled: Filled<'_>, text: &str) -> Markup {
    let lang = filled.lang;
    html! {
        (error_summary(filled))
        form method="post" action="/tanya/teks" novalidate autocomplete="off" {
            (TextArea::new("teks", lang.say("Teks yang ingin Anda unggah", "The text you want to post"), TEXT_LIMIT)
                .hint(lang.say("Tempelkan apa adanya. Kami menandai kata yang dapat berarti memihak; teksnya tidak disimpan.", "Paste it as it is. We mark words that may mean taking sides; the text is not kept."))
                .value(text).show(filled))
            p.actions { button.btn { (lang.say("Periksa teks ini", "Check this text")) } }
        }
    }
}

/// Checks a text.
///
/// # Errors
/// When the database fails or the body is larger than a text may be; an empty or long text comes back as a refusal
/// in the form.
pub async fn check(State(site): State<Site>, visit: Visit, request: Request) -> Reply {
    let lang = visit.lang;
    let bytes = text_body(request).await?;
    let fields = Fields::from_pairs(address::pairs(&String::from_utf8_lossy(&bytes)));
    let text = readable(fields.get("teks").unwrap_or_default());
    if let Err(refusal) = fits(&text) {
        let form = text_form(Filled::again(lang, &Fields::default(), std::slice::from_ref(&refusal)), "");
        let page = page(&visit).status(StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(page.show(html! { (form) (nothing_kept(lang)) (elsewhere(lang)) }));
    }
    let library = in_force(&site).await?;
    let (text, found) = looked(text).await?;
    let again = if text.len() <= WHOLE { text.as_str() } else { "" };
    Ok(page(&visit).own_heading().show(html! {
        (result(library.book(), &text, &found, lang))
        (nothing_kept(lang))
        section {
            h2 { (lang.say("Ubah, lalu periksa lagi", "Change it and check again")) }
            (text_form(Filled::blank(lang), again))
        }
        (elsewhere(lang))
    }))
}

/// The text as it can be shown: without control characters and those that turn the direction of writing.
fn readable(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| (!c.is_control() || *c == '\n') && !turns(*c)).collect::<String>().trim().to_owned()
}

fn fits(text: &str) -> Result<(), Refusal> {
    if text.is_empty() {
        return Err(Refusal::new("required", "Tempelkan dahulu teksnya.", "Paste the text first.").at("teks"));
    }
    let (long, most) = (text.chars().count(), LONGEST);
    if long > most {
        let number = |lang: Lang, of: usize| lang.number(i64::try_from(of).unwrap_or(i64::MAX));
        let id = format!(
            "Teksnya {} huruf; paling banyak {} sekali periksa. Potong menjadi beberapa bagian.",
            number(Lang::Id, long),
            number(Lang::Id, most)
        );
        let en = format!(
            "The text has {} characters; at most {} can be checked at a time. Cut it into parts.",
            number(Lang::En, long),
            number(Lang::En, most)
        );
        return Err(Refusal::new("too-long", id, en).at("teks"));
    }
    Ok(())
}

fn tone(tone: Tone, lang: Lang) -> (Kind, &'static str, &'static str) {
    match tone {
        Tone::Clear => (
            Kind::Plain,
            lang.say("Tidak ada yang kami tandai", "We marked nothing"),
            lang.say(
                "Ini bukan izin: kami hanya membaca kata-kata, bukan gambar, keadaan, atau maksud. Bila Anda masih ragu, tanyakan.",
                "This is no clearance: we read words only, not pictures, circumstances or intent. If you are still in doubt, ask.",
            ),
        ),
        Tone::Look => (
            Kind::Warn,
            lang.say("Lihat lagi", "Look again"),
            lang.say(
                "Ada kata yang dapat dibaca sebagai memihak. Bacalah sekali lagi seperti orang lain akan membacanya.",
                "Some words can be read as taking sides. Read them once more as others will.",
            ),
        ),
        Tone::Strong => (
            Kind::Bad,
            lang.say("Kata-kata ini memihak", "These words take sides"),
            lang.say(
                "Sebaiknya jangan diunggah begini. Anda bertanya sebelum mengunggah: itu langkah yang baik, dan masih dapat diubah.",
                "Better not to post it like this. You asked before posting: that is a good step, and it can still be changed.",
            ),
        ),
    }
}

/// The shapes of verdicts, and an open ring for a text in which nothing was found: that is no verdict.
fn shape(tone: Tone) -> Markup {
    match tone {
        Tone::Clear => {
            html! { svg viewBox="0 0 48 48" aria-hidden="true" { circle cx="24" cy="24" r="20" fill="none" stroke="currentColor" stroke-width="4" {} } }
        }
        Tone::Look => parts::shape(Verdict::Undecided),
        Tone::Strong => parts::shape(Verdict::Forbidden),
    }
}

fn result(book: &Rulebook, text: &str, found: &Findings, lang: Lang) -> Markup {
    let (kind, words, sentence) = tone(found.tone, lang);
    let notes = numbered(&found.findings);
    let last = notes.iter().map(|(number, _)| *number).max().unwrap_or(0);
    let passages = Passages::of(text, &notes, WHOLE);
    html! {
        (headline(kind, &shape(found.tone), words))
        p { (sentence) }
        @if !notes.is_empty() {
            h2 { (lang.say("Yang kami tandai", "What we marked")) }
            (passages.show(text, lang))
            ol { @for number in 1..=last { (footnote(book, number, &notes, lang)) } }
            @if found.more > 0 { p.soft { (lang.say("Masih ada temuan lain yang tidak ditampilkan.", "There are further findings that are not shown.")) } }
        }
        @if !found.harmless.is_empty() {
            h2 { (lang.say("Mengapa mungkin tidak apa-apa", "Why it might be harmless")) }
            ul { @for reason in &found.harmless { li { (reason.say.to(lang)) } } }
        }
        @if !notes.is_empty() {
            (note(Kind::Plain, html! { p { (lang.say(
                "Program ini mengenali pola kata, bukan maksud Anda, dan dapat keliru. Ia tidak memutuskan apa pun; ragu, tanyakan kepada tim pembinaan dan pengawasan di unit Anda.",
                "This program knows patterns of words, not what you mean, and it can be wrong. It decides nothing; in doubt, ask the oversight team of your unit.")) } }))
        }
    }
}

/// One footnote: the act it would be, why, and the rule of each stage.
fn footnote(book: &Rulebook, number: usize, notes: &[(usize, &Finding)], lang: Lang) -> Markup {
    let own: Vec<&Finding> = notes.iter().filter(|(one, _)| *one == number).map(|(_, finding)| *finding).collect();
    let mut whys: Vec<&str> = Vec::new();
    for finding in &own {
        let why = finding.why.to(lang);
        if whys.len() < WHYS && !whys.contains(&why) {
            whys.push(why);
        }
    }
    html! {
        @if let Some(first) = own.first() {
            li {
                strong { (book.act(&first.act).map_or(first.act.as_str(), |act| act.title.to(lang))) }
                p { (whys.join(" ")) }
                @for row in first.rules.iter().filter_map(|id| book.row(id)) {
                    p {
                        a href={ "/aturan/" (row.id) } { (row.id) }
                        @if let What::Rule(rule) = &row.what { " " (stage(rule.stage, lang)) ": " (rule.class.name(lang).to_lowercase()) }
                    }
                }
            }
        }
    }
}

fn stage(stage: Stage, lang: Lang) -> &'static str {
    match stage {
        Stage::Prospective => lang.say(
            "bila orangnya masih bakal calon (belum ditetapkan KPU)",
            "if the person is still a prospective candidate (not fixed by the KPU)",
        ),
        Stage::Candidate => lang.say("bila sudah calon", "if already a candidate"),
        Stage::Any | Stage::Contest => lang.say("kapan pun", "at any time"),
    }
}
