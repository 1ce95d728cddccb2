//! Where one signs: what the page of a pledge and its receipt say about the occasion in the address (`?di=`), and the
//! screen of an occasion for a projector. Who is somewhere else, or too late, signs all the same.

use crate::actions;
use crate::model::{NotCounted, Occasion, OccasionId, Wall, Window, WindowZone};
use crate::rules::counts_at;
use maud::{Markup, html};
use netra_base::{DriveId, Error, Lang, Moment, Result};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use netra_web::components::{Kind, note};
use netra_web::qr::qr;
use netra_web::{Site, Visit};

/// The occasion in the address of a pledge.
pub(super) struct Here {
    /// The number that was asked for.
    pub asked: OccasionId,
    /// The occasion, where the drive is signed at it.
    known: Option<(Occasion, Unit)>,
    /// Whether a signature counts there now.
    counted: std::result::Result<OccasionId, NotCounted>,
}

/// The occasion that a person names, as things stand.
pub(super) fn here(tx: &mut Tx<'_>, drive: DriveId, asked: OccasionId, now: Moment) -> Result<Here> {
    let occasion = match actions::occasion(tx, asked) {
        Ok(occasion) => Some(occasion),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let counted = counts_at(occasion.as_ref().map(Occasion::place).as_ref(), drive, now);
    let known = match occasion.filter(|occasion| occasion.drive == drive) {
        Some(occasion) => {
            let unit = registry::unit(tx, occasion.unit)?;
            Some((occasion, unit))
        }
        None => None,
    };
    Ok(Here { asked, known, counted })
}

/// `Deklarasi · Kanwil Bali · 21 Desember 2023 pukul 08.00 sampai 10.00 WITA`.
fn words(lang: Lang, occasion: &Occasion, unit: &Unit) -> String {
    let wall = |at: Moment| {
        let (hour, minute) = at.wall(unit.zone);
        Wall { day: at.day(unit.zone), hour, minute }
    };
    let window = Window { opens: wall(occasion.from), closes: wall(occasion.until), zone: WindowZone::Local };
    format!("{} · {} · {}", occasion.title, unit.name, crate::words::window(lang, &window, Some(unit.zone)))
}

impl Here {
    /// What the page of the pledge says before one signs.
    pub(super) fn show(&self, visit: &Visit) -> Markup {
        let lang = visit.lang;
        let valid = lang.say(
            "Anda tetap dapat menandatangani dan tanda tangan Anda sah; hanya tidak dihitung pada acara itu.",
            "You may sign all the same and your signature is valid; it is only not counted at that occasion.",
        );
        let place = self.known.as_ref().map(|(occasion, unit)| words(lang, occasion, unit));
        match (self.counted, place) {
            (Ok(_), Some(place)) => note(
                Kind::Plain,
                html! { p { strong { (lang.say("Anda menandatangani di:", "You sign at:")) } " " (place) "." } },
            ),
            (Err(reason), place) => note(
                Kind::Warn,
                html! {
                    p { @if let Some(place) = place { strong { (place) "." } " " } (why(lang, reason)) " " (valid) }
                },
            ),
            (Ok(_), None) => html! {},
        }
    }

    /// The field that carries it through the form.
    pub(super) fn field(&self) -> Markup {
        html! { input type="hidden" name="di" value=(self.asked); }
    }
}

fn why(lang: Lang, reason: NotCounted) -> &'static str {
    match reason {
        NotCounted::Unknown => {
            lang.say("Kode acara pada alamat ini tidak dikenal.", "The occasion in this address is not known.")
        }
        NotCounted::OtherDrive => lang
            .say("Kode acara pada alamat ini milik gerakan lain.", "The occasion in this address is of another drive."),
        NotCounted::NotYet => lang.say("Acara ini belum dimulai.", "This occasion has not begun."),
        NotCounted::Over => lang.say("Acara ini sudah selesai.", "This occasion is over."),
        NotCounted::SignedBefore => lang.say(
            "Anda sudah menandatangani sebelumnya, bukan pada acara ini.",
            "You had signed before, not at this occasion.",
        ),
    }
}

/// What the receipt says right after signing (`?acara=`); nothing for words that are not ours.
pub(super) fn after(visit: &Visit) -> Markup {
    let lang = visit.lang;
    let Some(code) = visit.asked("acara") else { return html! {} };
    if code == COUNTED {
        let text =
            lang.say("Tanda tangan Anda dihitung pada acara ini.", "Your signature is counted at this occasion.");
        return note(Kind::Ok, html! { p { (text) } });
    }
    let Some(reason) = NotCounted::parse(&code) else { return html! {} };
    let text = lang.say(
        "Karena itu tanda tangan Anda tidak dihitung pada acara itu. Tanda tangannya sendiri sah dan tercatat.",
        "So your signature is not counted at that occasion. The signature itself is valid and recorded.",
    );
    note(Kind::Plain, html! { p { (why(lang, reason)) " " (text) } })
}

/// The word for a signature that counted.
const COUNTED: &str = "terhitung";

/// The query that leads from signing to the receipt: `?lagi=1&acara=over`.
pub(super) fn query(signed: &actions::Signed) -> String {
    let again = signed.again.then(|| "lagi=1".to_owned());
    let place = signed.occasion.map(|outcome| format!("acara={}", outcome.map_or_else(NotCounted::code, |_| COUNTED)));
    let parts: Vec<String> = again.into_iter().chain(place).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// The screen of an occasion: its own count, and a code that leads to signing there.
pub(super) fn screen(
    site: &Site,
    lang: Lang,
    (occasion, unit, title): (&Occasion, &Unit, &str),
    now: Moment,
) -> (Markup, Markup) {
    let address = site.url(&format!("/pakta/{}?di={}", occasion.drive, occasion.id));
    let label = lang.say("Kode QR untuk menandatangani di acara ini", "QR code to sign at this occasion");
    let takes = counts_at(Some(&occasion.place()), occasion.drive, now);
    let left = html! {
        h1 { (occasion.title) }
        p.of { (unit.name) }
        p.big { (lang.number(occasion.signed)) }
        p.of { (lang.say("menandatangani di sini", "signed here")) " · " (title) }
        p.of { (lang.moment(now, unit.zone)) }
        @if let Err(reason) = takes { p.of { (why(lang, reason)) } }
    };
    let right = html! { @if takes != Err(NotCounted::Over) { div.scan { (qr(&address, label)) } } };
    (left, right)
}
