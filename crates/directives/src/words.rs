//! Sentences about directives that screens and programs share. Words only; nothing is decided here.

use crate::model::Directive;
use netra_base::Lang;
use netra_calendar::Limit;
use netra_registry::model::Employment;

/// `PNS, PPPK, PPNPN`.
pub(crate) fn kinds(kinds: &[Employment]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

/// Who issued it, and who read it on whose behalf.
pub(crate) fn issuer(lang: Lang, directive: &Directive) -> String {
    match &directive.read_by {
        Some(reader) => {
            let of = lang.say("atas nama", "on behalf of");
            format!("{reader}, {of} {}", directive.issuer)
        }
        None => directive.issuer.clone(),
    }
}

/// Since when it is in force.
pub(crate) fn from(lang: Lang, directive: &Directive) -> String {
    directive.from.map_or_else(|| directive.dated.words(lang), |from| lang.day(from))
}

/// By when it is to be acknowledged, and of how many working days that day came.
pub(crate) fn asked(lang: Lang, directive: &Directive) -> String {
    let Some(asked) = directive.asked else { return lang.say("tidak diminta", "not asked").to_owned() };
    let Some(until) = asked.until else { return lang.say("diminta, tanpa batas hari", "asked, by no day").to_owned() };
    let until = format!("{} {}", lang.say("paling lambat", "by"), lang.day(until));
    match asked.days {
        Some(days) => format!("{until} ({})", Limit::WorkingDays(days).words(lang)),
        None => until,
    }
}

/// What the denominators are, in one sentence.
pub(crate) fn denominator(lang: Lang, directive: &Directive) -> String {
    let kinds = kinds(&directive.audience.kinds);
    if directive.counted.is_some() {
        return match lang {
            Lang::Id => format!(
                "Angka akhir, dibekukan ketika arahan ini tidak berlaku lagi. Seharusnya = pegawai aktif ({kinds}) menurut daftar \
                 pegawai dan susunan unit saat itu; saat diterbitkan {}. Yang pindah atau keluar sesudahnya tidak mengubahnya.",
                lang.number(directive.should_at_issue)
            ),
            Lang::En => format!(
                "Final figures, frozen when the directive was over. Should = active employees ({kinds}) by the roster and the \
                 units of that moment; when it was issued {}. Who moved or left since changes nothing.",
                lang.number(directive.should_at_issue)
            ),
        };
    }
    match lang {
        Lang::Id => format!(
            "Seharusnya = pegawai aktif ({kinds}) menurut daftar pegawai pada unit tujuan arahan ini, hari ini; saat \
             diterbitkan {}. Yang pindah dihitung di unit barunya, yang keluar tidak dihitung lagi. Unit yang harus \
             meneruskan = unit tujuan yang mempunyai pegawai, kecuali penerbit dan unit di atasnya.",
            lang.number(directive.should_at_issue)
        ),
        Lang::En => format!(
            "Should = active employees ({kinds}) of the units it is for, by the roster of today; when it was issued {}. \
             Who moved counts in the new unit, who left counts no more. Units that pass it on = those it is for that have \
             people, except the issuer and those above.",
            lang.number(directive.should_at_issue)
        ),
    }
}
