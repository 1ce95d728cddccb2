//! Where one signs: what the page of a pledge and its receipt say about the occasion in the address (`?di=`), and the
//! screen of an occasion for a projector. Who is somewhere else, or too late, signs all the same. Of an occasion hears only
//! who may know of it: the host's own people, and whoever brings the key on its screen.

use crate::actions;
use crate::model::{Asked, NotCounted, Occasion, OccasionId, Wall, Window, WindowZone};
use crate::rules::takes;
use maud::{Markup, html};
use netra_base::{DriveId, EmployeeId, Lang, Moment, Result};
use netra_registry::actions as registry;
use netra_registry::model::Unit;
use netra_store::Tx;
use netra_web::components::{Filled, Input, Kind, details, note};
use netra_web::qr::qr;
use netra_web::{Site, Visit};

/// The occasion in the address of a pledge.
pub(super) struct Here {
    /// What was asked for.
    pub asked: Asked,
    /// The occasion, where the person may know of it and the drive is signed at it.
    known: Option<(Occasion, Unit)>,
    /// Whether a signature counts there now.
    counted: std::result::Result<OccasionId, NotCounted>,
}

/// The occasion that a person names, as things stand.
pub(super) fn here(
    tx: &mut Tx<'_>,
    drive: DriveId,
    (asked, employee): (Asked, EmployeeId),
    now: Moment,
) -> Result<Here> {
    let occasion = actions::occasion_known(tx, asked, employee)?;
    let counted = match &occasion {
        Some(occasion) => takes(&occasion.place(), drive, now),
        None => Err(NotCounted::Unknown),
    };
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

    /// Is it none that this person may know of?
    pub(super) fn is_unknown(&self) -> bool {
        self.counted == Err(NotCounted::Unknown)
    }

    /// The field that carries it through the form.
    pub(super) fn field(&self) -> Markup {
        html! { input type="hidden" name="di" value=(self.asked); }
    }
}

fn why(lang: Lang, reason: NotCounted) -> &'static str {
    match reason {
        NotCounted::Unknown => lang.say(
            "Kode acara ini tidak dikenal. Pindai kode QR di layar tempat Anda berada, atau ketik kode acaranya.",
            "This code of an occasion is not known. Scan the QR code on the screen where you are, or type its code.",
        ),
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
    let address = site.url(&format!("/pakta/{}?di={}", occasion.drive, occasion.code()));
    let label = lang.say("Kode QR untuk menandatangani di acara ini", "QR code to sign at this occasion");
    let takes = takes(&occasion.place(), occasion.drive, now);
    let open = takes != Err(NotCounted::Over);
    let left = html! {
        h1 { (occasion.title) }
        p.of { (unit.name) " · " (lang.moment(now, unit.zone)) }
        p.big { (lang.number(occasion.signed)) }
        p.of { (lang.say("menandatangani di sini", "signed here")) " · " (title) }
        @if let Err(reason) = takes { p.of { (why(lang, reason)) } }
    };
    let right = html! {
        @if open {
            div.typed {
                (qr(&address, label))
                p.digits.code { (occasion.code()) }
                p.of { (lang.say("atau ketik di", "or type it at")) " " strong { (typed(site, occasion)) } }
            }
        }
    };
    (left, right)
}

/// The address to type, without its scheme: `contoh.example/pakta/3`.
fn typed(site: &Site, occasion: &Occasion) -> String {
    let address = site.url(&format!("/pakta/{}", occasion.drive));
    address.trim_start_matches("https://").trim_start_matches("http://").to_owned()
}

/// For who sits too far from the screen to scan it: a field for the code of the occasion.
pub(super) fn ask(lang: Lang, drive: DriveId, open: bool) -> Markup {
    let hint = lang.say(
        "Misalnya 7-K7M4PX. Lewati bila Anda menandatangani di tempat kerja.",
        "For example 7-K7M4PX. Leave it when you sign at your desk.",
    );
    let field = Input::text("di", lang.say("Kode acara di layar", "Code of the occasion on the screen"));
    let field = field.max(20).short().hint(hint).show(Filled::blank(lang));
    let form = html! {
        form action={ "/pakta/" (drive) } { (field) p.actions { button.btn.quiet { (lang.say("Pakai kode ini", "Use this code")) } } }
    };
    if open {
        form
    } else {
        details(
            lang.say("Saya di suatu acara: ketik kode dari layar", "I am at an occasion: type the code on the screen"),
            form,
        )
    }
}
